"""Everything that shown numbers say, as sums over atoms: the smallest groups of audits that they tell apart.

The atoms of a population are the groups of (month, team, kind, theme, standing) that the same published populations
hold. Within each, every sorting has its own groups; what joins the sortings is that each counts the same audits.
Counts that agree so far always belong to some set of audits, so nothing is lost by never crossing one sorting with
another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from auditor.measures.publication.simplex import Row
from auditor.measures.publication.tables import DIMENSIONS, Names, Population, Region, Sorting

MOST_ATOMS = 20_000
"""Beyond so many the question is not decided but refused."""
NONE = ""
"""The group of audits that a sorting leaves out."""


class TooLargeError(ValueError):
    """There are too many overlapping populations to tell what follows from them."""


def population_atoms(populations: Iterable[Population]) -> dict[Population, frozenset[int]]:
    """The atoms of each population, as numbers; those of different units never meet.

    Raises:
        TooLargeError: there are more than :data:`MOST_ATOMS` combinations.
    """
    every = sorted(set(populations), key=repr)
    holders: dict[tuple[str, tuple[int, ...]], set[int]] = {}
    signatures: dict[str, list[dict[str, int]]] = {}
    for unit in {one.unit for one in every}:
        signatures[unit] = [_classes([getattr(one, name) for one in every if one.unit == unit]) for name in DIMENSIONS]
    for place, one in enumerate(every):
        parts = [
            sorted({classes[value] for value in getattr(one, name)})
            for name, classes in zip(DIMENSIONS, signatures[one.unit], strict=True)
        ]
        for atom in product(*parts):
            holders.setdefault((one.unit, atom), set()).add(place)
        if len(holders) > MOST_ATOMS:
            raise TooLargeError(f"more than {MOST_ATOMS} groups")
    numbers: dict[frozenset[int], int] = {}
    found: dict[int, set[int]] = {place: set() for place in range(len(every))}
    for _, held in sorted(holders.items()):
        number = numbers.setdefault(frozenset(held), len(numbers))
        for place in held:
            found[place].add(number)
    return {one: frozenset(found[place]) for place, one in enumerate(every)}


def _classes(sets: Sequence[Names]) -> dict[str, int]:
    """Values that the same sets hold, by a number for each class."""
    distinct = sorted({tuple(sorted(one)) for one in sets})
    held: dict[str, list[int]] = {}
    for place, one in enumerate(distinct):
        for value in one:
            held.setdefault(value, []).append(place)
    numbers: dict[tuple[int, ...], int] = {}
    return {value: numbers.setdefault(tuple(places), len(numbers)) for value, places in sorted(held.items())}


@dataclass
class Atoms:
    """The unknowns, and the sum over them that each region is.

    Attributes:
        size: how many unknowns.
        links: sums that are 0: each sorting counts the same audits.
        audits: the unknowns that say how many audits there are, however they are sorted.
    """

    size: int = 0
    links: list[dict[int, int]] = field(default_factory=list)
    audits: frozenset[int] = frozenset()
    _sums: dict[Region, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, regions: Iterable[Region]) -> "Atoms":
        """The atoms that tell all of some regions apart.

        Raises:
            TooLargeError: there are too many.
        """
        every = list(dict.fromkeys(regions))
        populations = population_atoms(region.population for region in every)
        sortings: dict[str, list[Region]] = {}
        for region in every:
            if region.sorting is not None:
                sortings.setdefault(region.sorting.id, []).append(region)
        found = cls()
        audits: dict[int, int] = {}
        for region in every:
            if region.sorting is None:
                found._sums[region] = tuple(
                    found._audits(audits, one) for one in sorted(populations[region.population])
                )
        blocks = [found._block(sorted_by, populations) for _, sorted_by in sorted(sortings.items())]
        shared: dict[int, int] = {}
        for block in blocks:
            for atom in block:
                shared[atom] = shared.get(atom, 0) + 1
        for block in blocks:
            for atom, groups in sorted(block.items()):
                if shared[atom] > 1 or atom in audits:
                    found.links.append({found._audits(audits, atom): -1, **dict.fromkeys(groups, 1)})
        if found.size > MOST_ATOMS:
            raise TooLargeError(f"more than {MOST_ATOMS} groups")
        found.audits = frozenset(audits.values())
        return found

    def _audits(self, audits: dict[int, int], atom: int) -> int:
        if atom not in audits:
            audits[atom] = self._new()
        return audits[atom]

    def _new(self) -> int:
        self.size += 1
        return self.size - 1

    def _block(
        self, regions: Sequence[Region], populations: Mapping[Population, frozenset[int]]
    ) -> dict[int, list[int]]:
        """The unknowns of one sorting, by atom of the population."""
        values = _universe(region.sorting for region in regions if region.sorting)
        by_population: dict[Population, set[Names]] = {}
        for region in regions:
            by_population.setdefault(region.population, set()).add(region.values)
        told: dict[int, set[Names]] = {}
        for population, sets in by_population.items():
            for atom in populations[population]:
                told.setdefault(atom, set()).update(sets)
        block: dict[int, dict[str, int]] = {}
        for atom, sets in sorted(told.items()):
            groups: dict[frozenset[Names], int] = {}
            block[atom] = {}
            for value in values:
                signature = frozenset(one for one in sets if value in one)
                if signature not in groups:
                    groups[signature] = self._new()
                block[atom][value] = groups[signature]
        for region in regions:
            atoms = sorted(populations[region.population])
            unknowns = {block[atom][value] for atom in atoms for value in region.values}
            self._sums[region] = tuple(sorted(unknowns))
        return {atom: sorted(set(groups.values())) for atom, groups in block.items()}

    def sum_of(self, region: Region) -> tuple[int, ...]:
        """The unknowns that add up to a region."""
        return self._sums[region]

    def rows(self, bounds: Mapping[Region, tuple[int, int | None]]) -> list[Row]:
        """All that is known: what is shown, what hidden numbers can be, and that all sortings count the same audits."""
        known = [Row(dict.fromkeys(self._sums[region], 1), low, high) for region, (low, high) in bounds.items()]
        return known + [Row(link, 0, 0) for link in self.links]


def _universe(sortings: Iterable[Sorting]) -> tuple[str, ...]:
    values: dict[str, None] = {}
    complete = True
    for sorting in sortings:
        values.update(dict.fromkeys(sorting.values))
        complete = complete and sorting.complete
    return tuple(values) if complete else (*values, NONE)
