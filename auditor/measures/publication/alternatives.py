"""Other counts that fit everything shown just as well, found quickly: what they differ in is safe, without solving.

The true counts fit. So do those in which, within one table, an audit here and there has another grade, if nothing that
is shown changes and no other table sorts by that grade.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.measures.publication.circulation import FREE, Bounds, Grid
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
    return tuple(change for grid, given in own for change in _within(grid, given))


def _alone(grid: Grid, every: set[Region]) -> bool:
    """Whether a grid's columns are the groups of one sorting that stands in no other table."""
    if not grid.sorted_across:
        return False
    here = {arc.region for arc in grid.arcs if arc.region is not None and arc.region.sorting is not None}
    names = {region.sorting.id for region in here if region.sorting}
    return len(names) == 1 and here == {one for one in every if one.sorting and one.sorting.id in names}


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


def _hold(grid: Grid, bounds: Sequence[Bounds]) -> list[Bounds]:
    """The bounds, with the totals as they are: what other tables count too may not change."""
    return [
        (arc.count, arc.count) if place in grid.fixed else given
        for place, (arc, given) in enumerate(zip(grid.arcs, bounds, strict=True))
    ]


def _as_change(grid: Grid, steps: Iterable[tuple[int, int]]) -> dict[Region, int]:
    return {region: by for place, by in steps if (region := grid.arcs[place].region) is not None}
