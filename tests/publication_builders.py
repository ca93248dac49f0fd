"""Tables of counts for the tests of publication, and a reader who tries every set of whole numbers."""

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import strategies as st

from auditor.measures.publication.tables import CountTable, Layout, Line, MaskedTable, Population, Region, Sorting

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
ALL = "All"
Matrix = Sequence[Sequence[int]]


def grades(name: str = "overall", values: tuple[str, ...] = GRADES, *, complete: bool = True) -> Sorting:
    return Sorting(f"grade:{name}", values, complete)


def months(*numbers: int) -> frozenset[str]:
    return frozenset(f"2026-{number:02}" for number in numbers)


def by_team(
    counts: Matrix,
    name: str = "by-team",
    sorting: Sorting | None = None,
    in_months: frozenset[str] = months(1, 2),
    workers: Sequence[int | None] = (),
    teams: Sequence[str] = (),
) -> CountTable:
    """Teams down, grades across, with both margins; ``counts`` are those inside."""
    sorting = sorting or grades(values=GRADES[-len(counts[0]) :])
    named = teams or [f"t{place}" for place in range(len(counts))]
    staff = workers or [9] * len(counts)
    rows = [Line(team, teams=frozenset({team}), workers=of) for team, of in zip(named, staff, strict=True)]
    columns = [Line(value, values=frozenset({value})) for value in sorting.values]
    population = Population(in_months, frozenset(named))
    layout = Layout(name, "audits by grade", population, (*rows, Line(ALL)), (*columns, Line(ALL)), sorting)
    return CountTable(layout, with_margins(counts))


def by_month(counts: Matrix, name: str = "by-month", sorting: Sorting | None = None, **given: object) -> CountTable:
    """Months down, grades across, with both margins."""
    sorting = sorting or grades(values=GRADES[-len(counts[0]) :])
    numbers = range(1, len(counts) + 1)
    rows = [Line(f"month {number}", months=months(number)) for number in numbers]
    columns = [Line(value, values=frozenset({value})) for value in sorting.values]
    population = Population(months(*numbers), frozenset(given.get("teams", ("t0", "t1"))))  # type: ignore[call-overload]
    layout = Layout(name, "audits by grade", population, (*rows, Line(ALL)), (*columns, Line(ALL)), sorting)
    return CountTable(layout, with_margins(counts))


def with_margins(counts: Matrix) -> tuple[tuple[int, ...], ...]:
    rows = [(*row, sum(row)) for row in counts]
    return (*rows, tuple(map(sum, zip(*rows, strict=True))))


def matrices(rows: tuple[int, int], columns: tuple[int, int], most: int) -> st.SearchStrategy[list[list[int]]]:
    shape = st.tuples(st.integers(*rows), st.integers(*columns))
    return shape.flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, most), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
        )
    )


# -- the reader -------------------------------------------------------------------------------------------------------


def insides(masked: MaskedTable, beyond: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every inside of a table with margins that fits what is shown, row by row.

    Args:
        beyond: the most that a cell can be of which nothing is known.
    """
    cells = masked.cells
    last = len(cells[0]) - 1

    def fits(value: int, row: int, column: int) -> bool:
        cell = cells[row][column]
        return cell.low <= value and (cell.high is None or value <= cell.high)

    def rows_of(row: int) -> list[tuple[int, ...]]:
        choices = [
            range(cell.low, (beyond if cell.high is None else min(cell.high, beyond)) + 1) for cell in cells[row][:last]
        ]
        return [found for found in product(*choices) if fits(sum(found), row, last)]

    for found in product(*(rows_of(row) for row in range(len(cells) - 1))):
        sums = [sum(column) for column in zip(*found, strict=True)]
        if all(fits(value, len(cells) - 1, column) for column, value in enumerate((*sums, sum(sums)))):
            yield found


def found_by_trying(masked: MaskedTable, beyond: int) -> set[tuple[int, int]]:
    """The places of hidden cells that have only one value in all that fits, for a reader who knows the totals."""
    regions = masked.layout.regions()
    hidden = {
        (row, column)
        for row, cells in enumerate(masked.cells)
        for column, cell in enumerate(cells)
        if cell.hidden and not regions[row][column].is_total
    }
    first: dict[tuple[int, int], int] = {}
    certain = set(hidden)
    for inside in insides(masked, beyond):
        whole = with_margins(inside)
        for row, column in list(certain):
            if first.setdefault((row, column), whole[row][column]) != whole[row][column]:
                certain.discard((row, column))
        if not certain:
            break
    return certain


def regions_hidden(masked: Sequence[MaskedTable]) -> set[Region]:
    return {
        region
        for table in masked
        for cells, regions in zip(table.cells, table.layout.regions(), strict=True)
        for cell, region in zip(cells, regions, strict=True)
        if cell.hidden
    }
