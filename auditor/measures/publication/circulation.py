"""One two-way table with margins: which of its cells a reader can work out, and what to hide so that they cannot.

A table with margins is a circulation: rows and columns are nodes, and each cell is an arc whose flow is its count.
Other counts fit all that is shown exactly where flow can be sent round a closed way, so a cell is safe if, and only
if, such a way leads through it: its column still reaches its row through other cells that are not known (or the row
the column, if the count can be less). D. Gusfield (1988), "A graph theoretic approach to statistical data security",
SIAM Journal on Computing 17:552-571; the cheapest way as in J. Castro (2007), Computers & Operations Research
34:1413-1424.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from auditor.measures.publication.tables import Region

Bounds = tuple[int, int | None]
Steps = tuple[tuple[int, int], ...]
"""Arcs, each with by how much its count changes: 1 or -1."""
FREE: Bounds = (0, None)
"""What is known of a number that is not in the table."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A cell as an arc.

    Attributes:
        region: what it counts; None for one that is not in the table but follows from it (a complement).
        harmless: a small number of it says nothing of anybody.
    """

    tail: int
    head: int
    count: int
    region: Region | None
    harmless: bool = False


class Grid:
    """A two-way table with its margins, those that are not printed included.

    Attributes:
        sorted_across: its rows are populations, and its columns the groups in which one sorting counts them.
        fixed: the arcs of the column of totals.
        grand: among them the total of all; None when there is none.
    """

    def __init__(
        self,
        arcs: Sequence[Arc],
        *,
        sorted_across: bool = False,
        fixed: frozenset[int] = frozenset(),
        grand: int | None = None,
    ) -> None:
        self.arcs = tuple(arcs)
        self.sorted_across, self.fixed, self.grand = sorted_across, fixed, grand
        self._ways: dict[int, list[tuple[int, int, bool]]] = {}
        for place, arc in enumerate(arcs):
            self._ways.setdefault(arc.tail, []).append((place, arc.head, True))
            self._ways.setdefault(arc.head, []).append((place, arc.tail, False))

    def recoverable(self, target: int, bounds: Sequence[Bounds]) -> bool:
        """Whether the count of an arc follows from what is known of all.

        Args:
            bounds: of each arc; a known one has its count on both sides.
        """
        return self.cheapest(target, bounds, lambda _: None) is None

    def cheapest(
        self, target: int, bounds: Sequence[Bounds], cost: Callable[[int], int | None]
    ) -> tuple[int, ...] | None:
        """The arcs to hide beside those that are hidden, so that the target's count does not follow.

        Args:
            cost: of hiding an arc that is shown; None when it may not be hidden.

        Returns:
            Nothing to hide when it is safe as it is; None when nothing helps.
        """
        ways = [way for _, way in self._around(target, bounds, cost)]
        if not ways:
            return None
        _, steps = min(ways)
        return tuple(place for place, _ in steps if self._closed(place, steps, bounds))

    def _closed(self, place: int, steps: "Steps", bounds: Sequence[Bounds]) -> bool:
        """Whether a step is possible only once the number is hidden."""
        by = next(by for one, by in steps if one == place)
        count, (low, high) = self.arcs[place].count, bounds[place]
        return count + by < low or (high is not None and count + by > high)

    def cycle(self, target: int, bounds: Sequence[Bounds]) -> "Steps | None":
        """A closed way through an arc: the arcs on it, with how much each changes; None when there is none."""
        return next(
            (((target, by), *steps) for by, (_, steps) in self._around(target, bounds, lambda _: None)),
            None,
        )

    def way(self, start: int, end: int, bounds: Sequence[Bounds]) -> "Steps | None":
        """A way by which one audit more can be sent from a node to another; None when there is none."""
        found = self._way(start, end, -1, bounds, lambda _: None)
        return None if found is None else found[1]

    def _around(
        self, target: int, bounds: Sequence[Bounds], cost: Callable[[int], int | None]
    ) -> "Iterator[tuple[int, tuple[int, Steps]]]":
        arc, (low, high) = self.arcs[target], bounds[target]
        if (high is None or arc.count < high) and (way := self._way(arc.head, arc.tail, target, bounds, cost)):
            yield 1, way
        if arc.count > low and (way := self._way(arc.tail, arc.head, target, bounds, cost)):
            yield -1, way

    def _way(
        self, start: int, end: int, without: int, bounds: Sequence[Bounds], cost: Callable[[int], int | None]
    ) -> "tuple[int, Steps] | None":
        """The cheapest way on which flow can be sent by one more audit."""
        waiting: list[tuple[int, int, Steps]] = [(0, start, ())]
        done = set()
        while waiting:
            spent, node, steps = heappop(waiting)
            if node == end:
                return spent, steps
            if node in done:
                continue
            done.add(node)
            for place, neighbour, forward in self._ways.get(node, ()):
                if place == without or neighbour in done:
                    continue
                count, (low, high) = self.arcs[place].count, bounds[place]
                taken = (*steps, (place, 1 if forward else -1))
                if (high is None or count < high) if forward else count > low:
                    heappush(waiting, (spent, neighbour, taken))
                elif forward or count > 1:  # a hidden number is known to be 1 at least
                    price = cost(place)
                    if price is not None:
                        heappush(waiting, (spent + price, neighbour, taken))
        return None
