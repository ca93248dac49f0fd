"""Tables as grids: which of their lines are totals of which, and the margins and complements that are not printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from auditor.measures.publication.circulation import Arc, Grid
from auditor.measures.publication.tables import DIMENSIONS, Region

Regions = Sequence[Sequence[Region]]
Counts = Sequence[Sequence[int]]
_Cell = tuple[int, Region | None]


@dataclass(frozen=True)
class Axis:
    """Lines of one axis that belong together.

    Attributes:
        parts: lines that have nothing in common, in their order.
        total: the line that holds them all; None when there is none.
        rest: the parts are not all of the total.
    """

    parts: tuple[int, ...]
    total: int | None
    rest: bool


def overlap(one: Region, other: Region) -> bool:
    """Whether an audit may be counted in both."""
    if not one.population.meets(other.population):
        return False
    if one.sorting is None or other.sorting is None or one.sorting.id != other.sorting.id:
        return True
    return bool(one.values & other.values)


def size(region: Region, groups: int) -> int:
    """How many of the smallest imaginable cells a region holds.

    Args:
        groups: of the sorting it is compared in, the group of those that are sorted nowhere included.
    """
    found = len(region.values) if region.sorting else groups
    for name in DIMENSIONS:
        found *= len(getattr(region.population, name))
    return found


def axes_of(lines: Regions) -> tuple[Axis, ...]:
    """How lines belong together, the largest group first; a line may stand in several, and stands in at least one.

    Args:
        lines: the regions of each line, all in the order of the other axis.
    """
    every = range(len(lines))
    holds = {outer: [inner for inner in every if inner != outer and _holds(lines, outer, inner)] for outer in every}
    total = max(every, key=lambda outer: (len(holds[outer]), -outer))
    found = [_axis(lines, holds, total if holds[total] else None, list(every))]
    used = {*found[0].parts, found[0].total}
    for line in every:
        if line not in used:
            found.append(_axis(lines, holds, line if holds[line] else None, [line, *holds[line]]))
    return tuple(found)


def _holds(lines: Regions, outer: int, inner: int) -> bool:
    return all(a.contains(b) and a != b for a, b in zip(lines[outer], lines[inner], strict=True))


@dataclass(frozen=True)
class Nest:
    """Lines within lines: a total, sums of some parts, and the parts.

    Attributes:
        root: the line that holds all others.
        parts: of each sum, the root included, the lines directly within it.
        rest: the sums that their parts are not all of.
    """

    root: int
    parts: Mapping[int, tuple[int, ...]]
    rest: frozenset[int]


def nest_of(lines: Regions) -> Nest | None:
    """Lines as a nest; None where they are not one, or no deeper than a total and its parts."""
    every = range(len(lines))
    holds = {outer: {inner for inner in every if inner != outer and _holds(lines, outer, inner)} for outer in every}
    roots = [line for line in every if len(holds[line]) == len(lines) - 1]
    if not roots or not any(holds[line] for line in every if line != roots[0]):
        return None
    for one, other in combinations(every, 2):
        apart = not any(overlap(a, b) for a, b in zip(lines[one], lines[other], strict=True))
        if not apart and one not in holds[other] and other not in holds[one]:
            return None
    parts = {
        outer: tuple(sorted(one for one in inside if not any(one in holds[other] for other in inside)))
        for outer, inside in holds.items()
        if inside
    }
    return Nest(roots[0], parts, frozenset(sum_ for sum_ in parts if not _covered(lines, parts[sum_], sum_)))


def _axis(lines: Regions, holds: dict[int, list[int]], total: int | None, among: list[int]) -> Axis:
    parts: list[int] = []
    for line in sorted(among, key=lambda line: len(holds[line])):
        if line != total and not any(
            overlap(a, b) for part in parts for a, b in zip(lines[line], lines[part], strict=True)
        ):
            parts.append(line)
    parts.sort()
    return Axis(tuple(parts), total, total is not None and not _covered(lines, parts, total))


def _covered(lines: Regions, parts: Sequence[int], total: int) -> bool:
    for place, whole in enumerate(lines[total]):
        given = [lines[part][place] for part in parts]
        sorting = next((region.sorting for region in (*given, whole) if region.sorting), None)
        groups = len(sorting.values) + (not sorting.complete) if sorting else 1
        if sum(size(region, groups) for region in given) != size(whole, groups):
            return False
    return True


def grids_of(regions: Regions, counts: Counts) -> tuple[Grid, ...]:
    """A table as grids that together hold every cell.

    Raises:
        ValueError: parts are more than their total, or less though they are all of it.
    """
    rows, turned = axes_of(regions), list(zip(*regions, strict=True))
    if (nest := nest_of(turned)) is not None:
        return tuple(nested_grid(regions, counts, row, nest) for row in rows)
    columns = axes_of(turned)
    return tuple(_grid(regions, counts, row, column) for row in rows for column in columns)


def _grid(regions: Regions, counts: Counts, rows: Axis, columns: Axis) -> Grid:
    cells: dict[tuple[int, int], _Cell] = {}
    bottom, right = len(rows.parts) + 1, len(columns.parts) + 1  # the totals; the line before them is the rest

    def of(row: int | None, column: int | None) -> _Cell | None:
        return (counts[row][column], regions[row][column]) if row is not None and column is not None else None

    for j, column in [*enumerate(columns.parts), (right, columns.total)]:
        for i, row in enumerate(rows.parts):
            cells[i, j] = of(row, column) or (sum(cells[i, part][0] for part in range(right - 1)), None)
        cells[bottom, j] = of(rows.total, column) or (sum(cells[i, j][0] for i in range(bottom - 1)), None)
    if rows.total is not None and columns.total is None:
        cells[bottom, right] = (sum(cells[bottom, j][0] for j in range(right - 1)), None)
    for i in (*range(bottom - 1), bottom):
        left = cells[i, right][0] - sum(cells[i, j][0] for j in range(right - 1))
        _add_rest(cells, (i, right - 1), left, exists=columns.rest)
    for j in (*range(right - 1), *((right - 1,) if columns.rest else ()), right):
        left = cells[bottom, j][0] - sum(cells[i, j][0] for i in range(bottom - 1))
        _add_rest(cells, (bottom - 1, j), left, exists=rows.rest)
    places = sorted(cells)
    harmless = {j for j, column in enumerate(columns.parts) if _is_harmless(regions, column)}
    harmless |= {right} if columns.total is not None and _is_harmless(regions, columns.total) else set()
    return Grid(
        [replace(_arc(place, cells[place], bottom, right), harmless=place[1] in harmless) for place in places],
        sorted_across=_sorted_across(regions, rows, columns),
        fixed=frozenset(number for number, (_, j) in enumerate(places) if j == right),
        grand=places.index((bottom, right)),
    )


def nested_grid(regions: Regions, counts: Counts, rows: Axis, nest: Nest) -> Grid:
    """A table of which the columns are a nest, as one circulation.

    An audit goes from its row through the sums it is counted in to its cell, and from there through the same sums of
    the row of totals: with one axis that is nested and one that is not, it is still a circulation.
    """
    values: dict[tuple[int, int], _Cell] = {}
    bottom = len(rows.parts) + 1  # the row of totals; the row before it is the rest
    columns = range(len(regions[0]))
    for column in columns:
        for i, row in enumerate(rows.parts):
            values[i, column] = counts[row][column], regions[row][column]
        inside = sum(counts[row][column] for row in rows.parts)
        if rows.total is None:
            values[bottom, column] = inside, None
        else:
            values[bottom, column] = counts[rows.total][column], regions[rows.total][column]
        _add_rest(values, (bottom - 1, column), values[bottom, column][0] - inside, exists=rows.rest)
    lines = sorted({row for row, _ in values})
    above = {part: outer for outer, parts in nest.parts.items() for part in parts}
    for outer, parts in nest.parts.items():
        rest = -1 - outer  # the column of what the parts leave of their sum
        for line in lines:
            left = values[line, outer][0] - sum(values[line, part][0] for part in parts)
            _add_rest(values, (line, rest), left, exists=outer in nest.rest)
        above[rest] = outer
    nodes: dict[tuple[str, int, int], int] = {}

    def node(kind: str, line: int, column: int) -> int:
        return nodes.setdefault((kind, line, column), len(nodes))

    arcs: list[Arc] = []
    fixed: list[int] = []
    for (line, column), cell in sorted(values.items()):
        inner = "sum" if column in nest.parts else "leaf"
        outer = node("sum", line, above[column]) if column in above else node("all", 0, 0)
        harmless = column in columns and _is_harmless(regions, column)
        if line == bottom:
            arcs.append(Arc(node(inner, bottom, column), outer, *cell, harmless))
        else:
            end = node(inner, line if inner == "sum" else bottom, column)
            arcs.append(Arc(outer, end, *cell, harmless))
        if column == nest.root:
            fixed.append(len(arcs) - 1)
    across = all(
        len({regions[row][column].population for column in columns}) == 1
        and all(regions[row][column].sorting is not None for column in columns if column != nest.root)
        for row in (*rows.parts, rows.total)
        if row is not None
    )
    # The row of totals is the last line, so the total of all is the last of them.
    return Grid(arcs, sorted_across=across, fixed=frozenset(fixed), grand=fixed[-1])


def _is_harmless(regions: Regions, column: int) -> bool:
    return all(row[column].is_harmless or row[column].is_total for row in regions)


def _sorted_across(regions: Regions, rows: Axis, columns: Axis) -> bool:
    """Whether the columns are groups of one sorting, and each row another population."""
    lines = [row for row in (*rows.parts, rows.total) if row is not None]
    across = [column for column in (*columns.parts, columns.total) if column is not None]
    same = all(len({regions[row][column].population for column in across}) == 1 for row in lines)
    return same and all(regions[row][column].sorting is not None for row in lines for column in columns.parts)


def _add_rest(cells: dict[tuple[int, int], _Cell], place: tuple[int, int], left: int, *, exists: bool) -> None:
    if left < 0 or (left and not exists):
        raise ValueError("the parts of a total do not add up to it")
    if exists:
        cells[place] = (left, None)


def _arc(place: tuple[int, int], cell: _Cell, bottom: int, right: int) -> Arc:
    row, column = place[0], bottom + 1 + place[1]
    # The column of totals feeds the rows, and the row of totals takes from the columns.
    backwards = (place[0] == bottom) != (place[1] == right)
    return Arc(column, row, *cell) if backwards else Arc(row, column, *cell)
