"""Sums over unknowns that hang together: which of them have one value only.

Where many sortings hang together only by how many audits there are, they are taken apart: the audits are fixed as they
may well be, and each sorting is then a small question of its own. Two sets of whole numbers that differ are found so
in no time, and that is all it takes to be safe. That a sum has one value only is shown by its own sorting, with the
number of audits left open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from auditor.measures.publication.presolve import Reduced, reduce
from auditor.measures.publication.simplex import Coefficients, InfeasibleError, Polytope, Row, whole_point

_BRANCHES = 60
_LARGE = 60
"""So many unknowns are solved as a whole."""
_ROUNDS = 12
"""So often other numbers of audits are tried."""
_AT_ONCE = 3
"""Blocks that are taken together with the audits, of those that had no room."""

Values = dict[int, int]
Told = tuple[bool, int | None]
"""Whether a sum has one value only, and which; True and None when it could not be told in time."""


@dataclass
class Part:
    """Rows that hang together, and the whole-number points found so far that fit them."""

    rows: list[Row]
    _names: dict[int, int] = field(init=False)
    _given: list[Row] = field(init=False)
    _polytope: Polytope = field(init=False)
    _points: list[tuple[int, ...]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._names = {}
        for row in self.rows:
            for name in row.coefficients:
                self._names.setdefault(name, len(self._names))
        self._given = [
            Row({self._names[name]: value for name, value in row.coefficients.items()}, row.low, row.high)
            for row in self.rows
        ]
        self._polytope = Polytope(len(self._names), self._given)
        self._keep(self._polytope.corner())

    def _keep(self, point: Sequence[object] | None) -> None:
        if point is not None and all(isinstance(value, int) for value in point):
            self._points.append(tuple(int(value) for value in point))  # type: ignore[call-overload]

    def best(self, weights: Coefficients) -> int | None:
        """The largest value of a sum; None when it has no end.

        Raises:
            TimeoutError: it takes too many steps.
        """
        found = self._polytope.best({self._names[name]: weight for name, weight in weights.items()})
        self._keep(found.point)
        return found.value  # type: ignore[return-value]

    def determined(self, weights: Coefficients) -> tuple[bool, int | None]:
        """Whether a sum has one value only; True and None when it could not be told in time."""
        if len(self._seen(weights)) > 1:
            return False, None
        most = self.best(weights)
        if most is None or len(self._seen(weights)) > 1:
            return False, None
        least = self.best({name: -weight for name, weight in weights.items()})
        if least is None or len(self._seen(weights)) > 1:
            return False, None
        low, high = ceil(-least), floor(most)
        if low >= high:
            return True, low
        return self._branch(weights, low, high)

    def _seen(self, weights: Coefficients) -> set[int]:
        named = [(self._names[name], weight) for name, weight in weights.items()]
        return {sum(weight * point[name] for name, weight in named) for point in self._points}

    def find_point(self) -> None:
        """Find whole numbers that fit.

        Raises:
            InfeasibleError: there are none.
            TimeoutError: that was not enough to tell.
        """
        if not self._points:
            self._keep(whole_point(len(self._names), self._given, _BRANCHES))
            if not self._points:
                raise InfeasibleError("no whole numbers fit all rows")

    def _branch(self, weights: Coefficients, low: int, high: int) -> tuple[bool, int | None]:
        """Look for whole numbers above and below what was seen: corners may lie between them."""
        named = {self._names[name]: weight for name, weight in weights.items()}
        size = len(self._names)
        try:
            self.find_point()
            seen = next(iter(self._seen(weights)))
            for row in (Row(named, seen + 1, high), Row(named, low, seen - 1)):
                self._keep(whole_point(size, [*self._given, row], _BRANCHES))
                if len(self._seen(weights)) > 1:
                    return False, None
        except TimeoutError:
            return True, None
        return True, seen


class TakenApart:
    """A part as blocks, one for each sorting, joined by how many audits there are."""

    def __init__(self, rows: Sequence[Row], audits: frozenset[int]) -> None:
        """Take it apart.

        Args:
            audits: the unknowns that say how many audits there are, and join what is else apart.

        Raises:
            InfeasibleError: the rows contradict each other.
        """
        self._rows, self._audits = tuple(rows), audits
        self._of_audits = [row for row in rows if row.coefficients.keys() <= audits]
        self._blocks: list[list[Row]] = []
        self._block_of: dict[int, int] = {}
        self._divide([row for row in rows if not row.coefficients.keys() <= audits])
        self._fixed: dict[tuple[int, tuple[tuple[int, int], ...]], _Fixed | None] = {}
        self._whole: Part | None = None
        self._points: list[Values] = []
        first = self._fitting([])
        if first is not None:
            self._points.append(first)

    def _divide(self, rows: Sequence[Row]) -> None:
        cut = [
            Row(
                {name: value for name, value in row.coefficients.items() if name not in self._audits}, row.low, row.high
            )
            for row in rows
        ]
        joined = Reduced({})
        joined.join(cut)
        self._block_of = joined.part_of
        self._blocks = [[] for _ in joined.parts]
        for row, own in zip(rows, cut, strict=True):
            self._blocks[self._block_of[next(iter(own.coefficients))]].append(row)

    # -- how many audits there may be ---------------------------------------------------------------------------------

    def _fitting(self, wanted: Sequence[Row]) -> Values | None:
        """Numbers of audits that every block has room for; None when none were found in time.

        Args:
            wanted: rows beside those that say how many audits there are.

        Raises:
            InfeasibleError: there are none.
        """
        needed = list(wanted)
        for _ in range(_ROUNDS):
            point = self._some([*self._of_audits, *needed])
            if point is None:
                return None
            tight = [block for block in range(len(self._blocks)) if self._at(block, point) is None]
            if not tight:
                return point
            # What the first of them needs, the next try begins with.
            needed += [row for block in tight[:_AT_ONCE] for row in self._blocks[block]]
        return None

    def _some(self, rows: Sequence[Row]) -> Values | None:
        """Whole numbers that fit some rows, as far as they say how many audits there are; None when out of time.

        Raises:
            InfeasibleError: there are none.
        """
        reduced = reduce(rows)
        found = dict(reduced.fixed)
        try:
            for part in reduced.parts:
                found |= _whole_numbers(part)
        except TimeoutError:
            return None
        return {name: found.get(name, 0) for name in self._audits}

    def _at(self, block: int, point: Values) -> "_Fixed | None":
        """A block with the audits fixed; None when it has no room for so many."""
        mine = {name for row in self._blocks[block] for name in row.coefficients} & self._audits
        key = block, tuple(sorted((name, point[name]) for name in mine))
        if key not in self._fixed:
            try:
                self._fixed[key] = _Fixed(self._blocks[block], dict(key[1]))
            except (InfeasibleError, TimeoutError):
                self._fixed[key] = None
        return self._fixed[key]

    # -- what follows -------------------------------------------------------------------------------------------------

    def determined(self, weights: Coefficients) -> Told:
        """Whether a sum has one value only."""
        values = set()
        by_block: dict[int, Values] = {}
        for name, weight in weights.items():
            if name not in self._audits:
                by_block.setdefault(self._block_of[name], {})[name] = weight
        for point in self._points:
            value: int | None = sum(weight * point[name] for name, weight in weights.items() if name in self._audits)
            for block, own in by_block.items():
                fixed = self._at(block, point)
                certain, found = fixed.determined(own) if fixed is not None else (True, None)
                if not certain:
                    return False, None
                value = None if value is None or found is None else value + found
            if value is not None:
                values.add(value)
            if len(values) > 1:
                return False, None
        return self._search(weights, by_block, min(values)) if values else (True, None)

    def _search(self, weights: Coefficients, blocks: Iterable[int], seen: int) -> Told:
        """Look for whole numbers with which a sum is above or below what was seen."""
        rows = [row for block in blocks for row in self._blocks[block]]
        surely = True
        for other in (Row(weights, seen + 1, None), Row(weights, None, seen - 1)):
            try:
                point = self._fitting([*rows, other])
            except InfeasibleError:
                continue
            if point is not None:
                self._points.append(point)
                return False, None
            surely = False
        return True, seen if surely else None

    def best(self, weights: Coefficients) -> int | None:
        """The largest value of a sum; None when it has no end.

        Raises:
            TimeoutError: it takes too many steps.
        """
        return self._everything().best(weights)

    def _everything(self) -> Part:
        if self._whole is None:
            self._whole = Part(list(self._rows))
        return self._whole


def _whole_numbers(rows: Sequence[Row]) -> Values:
    names = sorted({name for row in rows for name in row.coefficients})
    places = {name: place for place, name in enumerate(names)}
    given = [Row({places[name]: value for name, value in row.coefficients.items()}, row.low, row.high) for row in rows]
    found = whole_point(len(names), given, _BRANCHES)
    if found is None:
        raise InfeasibleError("no whole numbers fit all rows")
    return dict(zip(names, found, strict=True))


class _Fixed:
    """A block in which the audits are known."""

    def __init__(self, rows: Sequence[Row], audits: Mapping[int, int]) -> None:
        given = [Row({name: 1}, value, value) for name, value in audits.items()]
        self._reduced = reduce([*rows, *given])
        self._parts = [Part(part) for part in self._reduced.parts]
        for part in self._parts:
            part.find_point()

    def determined(self, weights: Coefficients) -> Told:
        value: int | None = 0
        by_part: dict[int, Values] = {}
        for name, weight in weights.items():
            if name in self._reduced.fixed:
                value = (value or 0) + weight * self._reduced.fixed[name]
            elif name in self._reduced.part_of:
                by_part.setdefault(self._reduced.part_of[name], {})[name] = weight
            else:
                return False, None
        for number, own in by_part.items():
            stated = self._reduced.stated.get(frozenset(own.items()))
            certain, found = (True, stated) if stated is not None else self._parts[number].determined(own)
            if not certain:
                return False, None
            value = None if value is None or found is None else value + found
        return True, value


def part_of(rows: Sequence[Row], audits: frozenset[int]) -> Part | TakenApart:
    """Rows that hang together, as a whole, or taken apart where they are many.

    Raises:
        InfeasibleError: they contradict each other.
    """
    names = {name for row in rows for name in row.coefficients}
    joining = audits & names
    if len(names) <= _LARGE or not joining:
        return Part(list(rows))
    return TakenApart(rows, joining)
