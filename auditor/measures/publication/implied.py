"""Numbers that are printed nowhere and follow all the same: complements, and what a part leaves of its total.

Those audited who did *not* meet the criterion; the month by which two years to date differ; the one team that a table
leaves out. A reader subtracts, so the difference must not be a small number either.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.measures.publication.grids import Axis, axes_of
from auditor.measures.publication.tables import DIMENSIONS, Layout, Names, Population, Region


@dataclass(frozen=True)
class Implied:
    """A number as a sum: the total with weight 1, and what is taken from it with -1."""

    weights: Mapping[Region, int]


def implied_by(layouts: Sequence[Layout]) -> tuple[Implied, ...]:
    """What follows from some tables together by taking parts from totals."""
    regions = [layout.regions() for layout in layouts]
    return _as_sums([*_complements(regions), *_differences(regions)])


def differences(tables: Iterable[Sequence[Sequence[Region]]]) -> tuple[Implied, ...]:
    """Of these, what follows from taking one population from another."""
    return _as_sums(_differences(tables))


def _as_sums(taken: Iterable[tuple[Region, Sequence[Region]]]) -> tuple[Implied, ...]:
    found: dict[tuple[Region, ...], Implied] = {}
    for total, parts in taken:
        weights = {total: 1, **dict.fromkeys(parts, -1)}
        found.setdefault((total, *sorted(parts, key=repr)), Implied(weights))
    return tuple(found.values())


def _complements(tables: Iterable[Sequence[Sequence[Region]]]) -> Iterable[tuple[Region, Sequence[Region]]]:
    """Within each row and column of a table: what its parts leave of the total."""
    for regions in tables:
        if not regions or not regions[0]:
            continue
        for lines in (regions, list(zip(*regions, strict=True))):
            for axis in axes_of(lines):
                yield from _left(lines, axis)


def _left(lines: Sequence[Sequence[Region]], axis: Axis) -> Iterable[tuple[Region, Sequence[Region]]]:
    if axis.total is not None and axis.rest and axis.parts:
        for place, total in enumerate(lines[axis.total]):
            parts = [lines[part][place] for part in axis.parts]
            if not total.is_harmless and not all(region.is_total for region in (total, *parts)):
                yield total, parts


def _differences(tables: Iterable[Sequence[Sequence[Region]]]) -> Iterable[tuple[Region, Sequence[Region]]]:
    """Between tables: populations of which one holds the other, sorted the same way."""
    grouped: dict[tuple[str, Names], dict[Population, Region]] = {}
    for regions in tables:
        for region in (region for row in regions for region in row):
            if region.is_harmless or region.is_total:
                continue
            key = (region.sorting.id if region.sorting else "", region.values)
            grouped.setdefault(key, {}).setdefault(region.population, region)
    for group in grouped.values():
        for outer, total in group.items():
            inside = [one for one in group if one != outer and outer.contains(one)]
            yield from _from_total(group, total, inside)


def _from_total(
    group: Mapping[Population, Region], total: Region, inside: Sequence[Population]
) -> Iterable[tuple[Region, Sequence[Region]]]:
    for inner in inside:
        # Where something else is shown of the difference, it is made of numbers that are looked at themselves.
        if not any(not other.meets(inner) for other in inside):
            yield total, [group[inner]]
    taken: list[Population] = []
    for one in sorted(inside, key=_size):
        if not any(one.meets(other) for other in taken):
            taken.append(one)
    if len(taken) > 1 and sum(map(_size, taken)) < _size(total.population):
        yield total, [group[one] for one in taken]


def _size(population: Population) -> int:
    found = 1
    for name in DIMENSIONS:
        found *= len(getattr(population, name))
    return found
