"""The attack: can a reader of everything that is published work out a number that is hidden?

The reader is taken to know all shown numbers of all tables, of this release and of earlier ones; how many audits there
are in each population, shown or not, since that stands in annual reports; that a hidden number is not below 1, and
which of the hidden ones are hidden for being small; and what counts what. They are not taken to know anything else
about the audits. A number is *recovered* if only one whole number fits. The answer is exact: a
number counts as safe only if two sets of whole numbers were found that differ in it and fit everything; where that
cannot be told in time, it counts as recovered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from auditor.measures.publication.atoms import Atoms
from auditor.measures.publication.implied import Implied, implied_by
from auditor.measures.publication.parts import Part, TakenApart, part_of
from auditor.measures.publication.presolve import Reduced, reduce
from auditor.measures.publication.simplex import InfeasibleError
from auditor.measures.publication.tables import MaskedTable, Place, Region

Bounds = tuple[int, int | None]


class ContradictionError(ValueError):
    """What is published cannot all be true of the same audits: figures were changed in between."""


@dataclass(frozen=True)
class Recovered:
    """A number that a reader can work out.

    Attributes:
        regions: what it counts: one region, or a total and the parts to be taken from it.
        places: where those stand.
        value: what the reader finds; None when it could not be shown in time that they find nothing.
        what: in words, such as "the hidden number".
    """

    regions: tuple[Region, ...]
    places: tuple[Place, ...]
    value: int | None
    what: str


@dataclass
class Range:
    """What a reader knows of a number: whole numbers, both included; ``high`` None when there is no end."""

    low: int
    high: int | None


def places_of(tables: Sequence[MaskedTable]) -> dict[Region, tuple[Place, ...]]:
    """Where each region stands."""
    found: dict[Region, tuple[Place, ...]] = {}
    for table in tables:
        layout = table.layout
        for row, regions in zip(layout.rows, layout.regions(), strict=True):
            for column, region in zip(layout.columns, regions, strict=True):
                found[region] = (*found.get(region, ()), Place(layout.id, row.label, column.label))
    return found


class Attack:
    """What follows from some tables together."""

    def __init__(self, tables: Sequence[MaskedTable]) -> None:
        """Put together what a reader knows.

        Raises:
            ContradictionError: the tables cannot all be true.
            TooLargeError: there are too many overlapping populations to tell.
        """
        self._tables = tuple(tables)
        self.known, self.hidden = known_of(tables)
        self._atoms = Atoms.of(self.known)
        try:
            self._reduced: Reduced = reduce(self._atoms.rows(self.known))
        except InfeasibleError as error:
            raise ContradictionError("the numbers shown cannot all be true of the same audits") from error
        self._parts: dict[int, Part | TakenApart] = {}

    def recovered(
        self, most_hidden: int, alternatives: Sequence[Mapping[Region, int]] = (), *, briefly: bool = False
    ) -> tuple[Recovered, ...]:
        """Every number that a reader can work out and must not.

        Args:
            most_hidden: a number that is printed nowhere, such as a complement, must not be found from 1 to this.
            alternatives: changes of the true counts that are known to fit as well; what they differ in is safe.
            briefly: one of each sorting will do; if there is none, there is none at all.

        Raises:
            ContradictionError: the tables cannot all be true.
            TimeoutError: they are too large to tell.
        """
        places = places_of(self._tables)
        found: list[Recovered] = []
        told: set[str] = set()
        for region in self.hidden:
            if region.is_total or any(region in change for change in alternatives):
                continue
            if briefly and _sorted_by(region) in told:
                continue
            certain, value = self._determined({region: 1})
            if certain:
                found.append(Recovered((region,), places[region], value, "the hidden number"))
                told.add(_sorted_by(region))
        for one in self._implied():
            if any(_changes(one.weights, change) for change in alternatives):
                continue
            if briefly and any(_sorted_by(region) in told for region in one.weights):
                continue
            certain, value = self._determined(one.weights)
            if certain and (value is None or 0 < value <= most_hidden):
                stands = tuple(places[region][0] for region in one.weights)
                found.append(Recovered(tuple(one.weights), stands, value, "what is left of a total"))
                told |= {_sorted_by(region) for region in one.weights}
        return tuple(found)

    def _implied(self) -> Iterable[Implied]:
        return implied_by([table.layout for table in self._tables])

    def recoverable(self, region: Region) -> bool:
        """Whether a reader can work out one number."""
        return self.determined(region)[0]

    def determined(self, region: Region) -> tuple[bool, int | None]:
        """Whether one number alone fits, and which; True and None where that could not be told in time.

        Raises:
            ContradictionError: the tables cannot all be true.
            TimeoutError: they are too large to tell.
        """
        return self._determined({region: 1})

    def range_of(self, region: Region) -> Range:
        """Between which whole numbers a reader knows a number to lie.

        Raises:
            ContradictionError: the tables cannot all be true.
        """
        constant, parts, free = self._split({region: 1})
        low, high = constant, None if free else constant
        for number, weights in parts:
            part = self._part(number)
            least = part.best({name: -weight for name, weight in weights.items()})
            most = part.best(weights)
            low += ceil(-least) if least is not None else 0
            high = None if most is None or high is None else high + floor(most)
        return Range(low, high)

    def _split(self, weights: Mapping[Region, int]) -> tuple[int, list[tuple[int, dict[int, int]]], bool]:
        """A sum as a constant, what each part adds, and whether something in it is wholly unknown."""
        summed: dict[int, int] = {}
        for region, weight in weights.items():
            for name in self._atoms.sum_of(region):
                summed[name] = summed.get(name, 0) + weight
        constant, free = 0, False
        by_part: dict[int, dict[int, int]] = {}
        for name, weight in summed.items():
            if not weight:
                continue
            if name in self._reduced.fixed:
                constant += weight * self._reduced.fixed[name]
            elif name in self._reduced.part_of:
                by_part.setdefault(self._reduced.part_of[name], {})[name] = weight
            else:
                free = True
        return constant, sorted(by_part.items()), free

    def _part(self, number: int) -> Part | TakenApart:
        if number not in self._parts:
            try:
                self._parts[number] = part_of(self._reduced.parts[number], self._atoms.audits)
            except InfeasibleError as error:
                raise ContradictionError("the numbers shown cannot all be true of the same audits") from error
        return self._parts[number]

    def _determined(self, weights: Mapping[Region, int]) -> tuple[bool, int | None]:
        constant, parts, free = self._split(weights)
        if free:
            return False, None
        value: int | None = constant
        for number, given in parts:
            stated = self._reduced.stated.get(frozenset(given.items()))
            certain, found = (True, stated) if stated is not None else self._determined_in(number, given)
            if not certain:
                return False, None
            value = None if value is None or found is None else value + found
        return True, value

    def _determined_in(self, number: int, given: Mapping[int, int]) -> tuple[bool, int | None]:
        try:
            return self._part(number).determined(given)
        except InfeasibleError as error:
            raise ContradictionError("the numbers shown cannot all be true of the same audits") from error


def _sorted_by(region: Region) -> str:
    return region.sorting.id if region.sorting else ""


def _changes(weights: Mapping[Region, int], change: Mapping[Region, int]) -> bool:
    return sum(weight * change.get(region, 0) for region, weight in weights.items()) != 0


def known_of(tables: Sequence[MaskedTable]) -> tuple[dict[Region, Bounds], tuple[Region, ...]]:
    """What the cells say of each region, and which are hidden somewhere.

    Raises:
        ContradictionError: two cells say different things of the same audits.
    """
    known: dict[Region, Bounds] = {}
    hidden: dict[Region, None] = {}
    for table in tables:
        for cells, regions in zip(table.cells, table.layout.regions(), strict=True):
            for cell, region in zip(cells, regions, strict=True):
                if cell.hidden:
                    hidden[region] = None
                low, high = known.get(region, (0, None))
                highs = [one for one in (high, cell.high) if one is not None]
                low, high = max(low, cell.low), min(highs, default=None)
                if high is not None and low > high:
                    raise ContradictionError("two tables say different things of the same audits")
                known[region] = low, high
    return known, tuple(hidden)
