"""Other counts that fit everything shown just as well, found quickly: what they differ in is safe, without solving.

The true counts fit. So do those in which, within one table, an audit here and there has another grade, if nothing that
is shown changes and no other table sorts by that grade. And so do those in which one team has an audit more and
another one fewer, if every table leaves room for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.measures.publication.circulation import FREE, Arc, Bounds, Grid
from auditor.measures.publication.grids import grids_of
from auditor.measures.publication.tables import CountTable, Region

Change = Mapping[Region, int]


def alternatives_of(tables: Sequence[CountTable], known: Mapping[Region, Bounds]) -> tuple[Change, ...]:
    """Changes of the true counts of some tables after which all that is known still holds.

    Args:
        known: what a reader knows of each region of all tables; of a region that is in none, nothing.
    """
    every = set(known)
    grids = [grid for table in tables if table.counts for grid in grids_of(table.layout.regions(), table.counts)]
    bounds = [[known[arc.region] if arc.region is not None else FREE for arc in grid.arcs] for grid in grids]
    own = [(grid, given) for grid, given in zip(grids, bounds, strict=True) if _alone(grid, every)]
    found = [change for grid, given in own for change in _within(grid, given)]
    shared = {region for region in every if region.sorting is None}
    alone = [grid for grid, _ in own]
    same_totals = all(shared == {arc.region for arc in _totals(grid)} for grid in alone)
    if shared and alone and same_totals and _all_in(alone, every):
        found += _across(alone, [given for _, given in own], shared)
    return tuple(found)


def _alone(grid: Grid, every: set[Region]) -> bool:
    """Whether a grid's columns are the groups of one sorting that stands in no other table."""
    if not grid.sorted_across:
        return False
    here = {arc.region for arc in grid.arcs if arc.region is not None and arc.region.sorting is not None}
    names = {region.sorting.id for region in here if region.sorting}
    return len(names) == 1 and here == {one for one in every if one.sorting and one.sorting.id in names}


def _all_in(grids: Sequence[Grid], every: set[Region]) -> bool:
    return {arc.region for grid in grids for arc in grid.arcs if arc.region is not None} == every


def _totals(grid: Grid) -> list[Arc]:
    return [arc for place, arc in enumerate(grid.arcs) if place in grid.fixed and arc.region is not None]


def _within(grid: Grid, bounds: Sequence[Bounds]) -> Iterator[Change]:
    """One audit is graded otherwise, and others so that no total changes."""
    held = _hold(grid, bounds)
    safe: set[int] = set()
    for place in range(len(grid.arcs)):
        if place in grid.fixed or place in safe:
            continue
        steps = grid.cycle(place, held)
        if steps is not None:
            safe |= {step for step, _ in steps}
            yield _as_change(grid, steps)


def _across(grids: Sequence[Grid], bounds: Sequence[Sequence[Bounds]], shared: set[Region]) -> Iterator[Change]:
    """One team has an audit more, and another one fewer, or the service one more."""
    first: dict[Region | None, tuple[Arc, Bounds]] = {
        arc.region: (arc, known) for arc, known in zip(grids[0].arcs, bounds[0], strict=True) if arc.region in shared
    }
    held = [_hold(grid, given) for grid, given in zip(grids, bounds, strict=True)]
    safe: set[Region] = set()
    for one in sorted(shared, key=repr):
        if one in safe:
            continue
        for other in sorted(shared - {one}, key=repr):
            change = next(
                (found for by in (1, -1) if (found := _moved(grids, held, first, one, other, by)) is not None),
                None,
            )
            if change is not None:
                safe |= {one, other}
                yield change
                break


def _moved(
    grids: Sequence[Grid],
    held: Sequence[Sequence[Bounds]],
    first: Mapping[Region | None, tuple[Arc, Bounds]],
    one: Region,
    other: Region,
    by: int,
) -> Change | None:
    with_other = by if _is_total(grids[0], other) else -by
    if _is_total(grids[0], one) or not _room(first[one], by) or not _room(first[other], with_other):
        return None
    change: dict[Region, int] = {one: by, other: with_other}
    for grid, given in zip(grids, held, strict=True):
        start, end = _row_of(grid, one), _row_of(grid, other)
        steps = grid.way(start, end, given) if by > 0 else grid.way(end, start, given)
        if steps is None:
            return None
        change |= _as_change(grid, steps)
    return change


def _is_total(grid: Grid, region: Region) -> bool:
    """Whether a region is the total of the totals: its arc leaves the row that it stands in."""
    return any(arc.region == region and place == grid.grand for place, arc in enumerate(grid.arcs))


def _row_of(grid: Grid, region: Region) -> int:
    place = next(place for place, arc in enumerate(grid.arcs) if arc.region == region)
    return grid.arcs[place].tail if place == grid.grand else grid.arcs[place].head


def _room(given: tuple[Arc, Bounds], by: int) -> bool:
    arc, (low, high) = given
    return low <= arc.count + by and (high is None or arc.count + by <= high)


def _hold(grid: Grid, bounds: Sequence[Bounds]) -> list[Bounds]:
    """The bounds, with the totals as they are: what other tables count too may not change."""
    return [
        (arc.count, arc.count) if place in grid.fixed else given
        for place, (arc, given) in enumerate(zip(grid.arcs, bounds, strict=True))
    ]


def _as_change(grid: Grid, steps: Iterable[tuple[int, int]]) -> dict[Region, int]:
    return {region: by for place, by in steps if (region := grid.arcs[place].region) is not None}
