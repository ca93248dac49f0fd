"""Tables of counts before and after hiding: what each cell counts is said so exactly that overlaps can be computed.

A cell counts the audits of a *population* (which months, teams, kinds, themes) that are sorted in a certain way (those
graded good overall; those that met a criterion). Nothing else says which cells are totals of which: it follows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

Names = frozenset[str]
INADEQUATE = "inadequate"
MODERATED, NOT_MODERATED = "moderated", "not moderated"
NOT_JUDGED = "not_judged"
"""The group of those that were not judged, or not asked: how many they are says nothing of anybody."""
GOOD_OR_BETTER, BELOW_GOOD = "good or better", "below good"
ANY_STANDING, ANY_GRADE = frozenset({MODERATED, NOT_MODERATED}), frozenset({GOOD_OR_BETTER, BELOW_GOOD})
IMPORTED = "imported:"
"""How the unit of an imported figure begins."""


@dataclass(frozen=True)
class Population:
    """Which audits are counted: those in any of the months, of any of the teams, and so on.

    Every one is listed: "all teams" could not be compared with what is published next year.

    Attributes:
        months: of their as-at dates, as ``2026-03``.
        teams: permanent ids.
        kinds: of audits.
        themes: ids; an empty text for audits of no theme.
        standing: moderated, or not, or both.
        graded: good or better overall, or below good, or both: so that answers can be counted among those below good.
        unit: what is counted. Tables of different units are never compared.
    """

    months: Names
    teams: Names
    kinds: Names = frozenset({"full"})
    themes: Names = frozenset({""})
    standing: Names = ANY_STANDING
    graded: Names = ANY_GRADE
    unit: str = "audits"

    def of_line(self, line: "Line") -> "Population":
        """The population of a row or column: what the line names stands in place of what the table says."""
        named = {name: getattr(line, name) for name in DIMENSIONS if getattr(line, name) is not None}
        return replace(self, **named)

    def contains(self, other: "Population") -> bool:
        """Whether every audit of the other is in this one."""
        return self.unit == other.unit and all(getattr(self, name) >= getattr(other, name) for name in DIMENSIONS)

    def meets(self, other: "Population") -> bool:
        """Whether an audit can be in both."""
        return self.unit == other.unit and all(getattr(self, name) & getattr(other, name) for name in DIMENSIONS)


DIMENSIONS = tuple(one.name for one in fields(Population) if one.name != "unit")


@dataclass(frozen=True)
class Sorting:
    """How audits are sorted into exclusive groups: by a grade, or by the answer to a criterion.

    Attributes:
        id: such as ``grade:overall`` or ``criterion:ps01.01``; the same in every report.
        values: every group there is.
        complete: each audit is in one of them; False: some are in none (a standard that was not judged).
    """

    id: str
    values: tuple[str, ...]
    complete: bool = False


@dataclass(frozen=True)
class Line:
    """A row or a column.

    Attributes:
        months, teams, kinds, themes, standing, graded: in place of what the table's population says; None leaves it.
        sorting: by what this line sorts; None leaves it to the other axis, or the table.
        values: which groups it counts; None counts all audits of the population, sorted or not.
        workers: how many workers the audits of a row rest on; None when nobody counted.
        judged_workers: likewise, those in which its sorting was judged: what applies to care leavers alone may be the
            work of one team.
    """

    label: str
    months: Names | None = None
    teams: Names | None = None
    kinds: Names | None = None
    themes: Names | None = None
    standing: Names | None = None
    graded: Names | None = None
    sorting: Sorting | None = None
    values: Names | None = None
    workers: int | None = None
    judged_workers: int | None = None


@dataclass(frozen=True)
class Region:
    """What one cell counts. Two cells with the same region are the same number, in whatever table they stand."""

    population: Population
    sorting: Sorting | None = None
    values: Names = frozenset()

    @cached_property
    def _hash(self) -> int:
        return hash((self.population, self.sorting, self.values))

    def __hash__(self) -> int:
        """Worked out once: regions are looked up many thousand times."""
        return self._hash

    @property
    def is_harmless(self) -> bool:
        """Whether a small number of it says nothing of anybody: it counts those that were not judged."""
        return self.values == {NOT_JUDGED}

    @property
    def is_total(self) -> bool:
        """Whether it is how many audits (or deadlines) there are, however they came out: readers know that anyway."""
        if self.sorting is not None or self.population.unit.startswith(IMPORTED):
            return False
        return self.population.graded == ANY_GRADE and self.population.standing == ANY_STANDING

    def contains(self, other: "Region") -> bool:
        """Whether every audit counted in the other is counted in this one."""
        if not self.population.contains(other.population):
            return False
        if self.sorting is None:
            return True
        return other.sorting is not None and self.sorting.id == other.sorting.id and self.values >= other.values


@dataclass(frozen=True)
class Layout:
    """What a table counts, without its numbers.

    Attributes:
        id: unique in a report.
        counts_what: in words, such as "audits by overall grade".
        sorting: what the values of lines that name no sorting of their own belong to.
    """

    id: str
    counts_what: str
    population: Population
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    sorting: Sorting | None = None

    def region(self, row: int, column: int) -> Region:
        """What a cell counts.

        Raises:
            ValueError: row and column both say which months (or teams ...), or name two sortings, or groups that do
                not exist.
        """
        across, down = self.rows[row], self.columns[column]
        for name in DIMENSIONS:
            if getattr(across, name) is not None and getattr(down, name) is not None:
                raise ValueError(f"table {self.id}: row '{across.label}' and column '{down.label}' both name {name}")
        population = self.population.of_line(across).of_line(down)
        if any(not getattr(population, name) for name in DIMENSIONS):
            raise ValueError(f"table {self.id}: row '{across.label}', column '{down.label}' counts no audit at all")
        if across.sorting and down.sorting and across.sorting != down.sorting:
            raise ValueError(f"table {self.id}: row '{across.label}' and column '{down.label}' sort differently")
        sorting = across.sorting or down.sorting or self.sorting
        wanted = [line.values for line in (across, down) if line.values is not None]
        if not wanted:
            return Region(population)
        values = frozenset.intersection(*wanted)
        if sorting is None or not values or not values <= set(sorting.values):
            raise ValueError(f"table {self.id}: row '{across.label}', column '{down.label}' counts no known group")
        if sorting.complete and values == set(sorting.values):
            return Region(population)
        return Region(population, sorting, values)

    def regions(self) -> tuple[tuple[Region, ...], ...]:
        """What every cell counts, row by row.

        Raises:
            ValueError: as :meth:`region`.
        """
        return self._regions

    @cached_property
    def _regions(self) -> tuple[tuple[Region, ...], ...]:
        return tuple(
            tuple(self.region(row, column) for column in range(len(self.columns))) for row in range(len(self.rows))
        )

    def row_named(self, label: str) -> int:
        """The place of a row; KeyError when there is none."""
        return _named(self.rows, label)

    def column_named(self, label: str) -> int:
        """The place of a column; KeyError when there is none."""
        return _named(self.columns, label)


def without_workers(layout: Layout) -> Layout:
    """A layout as readers may have it: on how many workers its lines rest is nobody's business."""
    rows, columns = (
        tuple(replace(line, workers=None, judged_workers=None) for line in lines)
        for lines in (layout.rows, layout.columns)
    )
    return replace(layout, rows=rows, columns=columns)


def _named(lines: Sequence[Line], label: str) -> int:
    for place, line in enumerate(lines):
        if line.label == label:
            return place
    raise KeyError(label)


@dataclass(frozen=True)
class CountTable:
    """A table of counts as they are; only :mod:`auditor.measures.publication` turns it into one that may be shown."""

    layout: Layout
    counts: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if len(self.counts) != len(self.layout.rows) or any(
            len(row) != len(self.layout.columns) for row in self.counts
        ):
            raise ValueError(f"table {self.layout.id}: the counts do not fit rows and columns")
        if any(count < 0 for row in self.counts for count in row):
            raise ValueError(f"table {self.layout.id}: a count is below 0")


class Why(StrEnum):
    """Why a number is hidden."""

    SMALL = "small"
    ROW = "row"
    """Its row rests on too few workers, or says the same of everybody in it."""
    PROTECTS = "protects"
    """It is not sensitive itself, but would give one away that is."""


@dataclass(frozen=True, slots=True)
class MaskedCell:
    """A number as it may be shown.

    Attributes:
        shown: exact or rounded; None when it is hidden.
        text: what stands in the table.
        low: the reader knows that it is not below this; of a total both are the number itself, shown or not.
        high: nor above this; None when nothing says so.
        why: it is hidden; None when it is shown.
    """

    shown: int | None
    text: str
    low: int
    high: int | None
    why: Why | None = None

    @property
    def hidden(self) -> bool:
        """Whether there is no number."""
        return self.shown is None


@dataclass(frozen=True)
class MaskedTable:
    """A table as it may be published: it holds nothing that a reader of it must not know."""

    layout: Layout
    cells: tuple[tuple[MaskedCell, ...], ...]

    @property
    def id(self) -> str:
        """The table's id."""
        return self.layout.id

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """What stands in the cells, row by row."""
        return tuple(tuple(cell.text for cell in row) for row in self.cells)

    @property
    def hidden_share(self) -> float:
        """Which share of the cells is hidden, 0 to 1."""
        every = [cell.hidden for row in self.cells for cell in row]
        return sum(every) / len(every) if every else 0.0

    def cell(self, row: str, column: str) -> MaskedCell:
        """A cell by its labels; KeyError when there is none."""
        return self.cells[self.layout.row_named(row)][self.layout.column_named(column)]


# -- as plain data ----------------------------------------------------------------------------------------------------


def table_as_body(table: MaskedTable) -> dict[str, Any]:
    """A masked table as plain data, for the register of releases."""
    layout = table.layout
    return {
        "id": layout.id,
        "counts_what": layout.counts_what,
        "population": {"unit": layout.population.unit, **_dimensions(layout.population)},
        "sorting": _sorting_body(layout.sorting),
        "rows": [_line_body(line) for line in layout.rows],
        "columns": [_line_body(line) for line in layout.columns],
        "cells": [
            [[cell.shown, cell.text, cell.low, cell.high, cell.why.value if cell.why else None] for cell in row]
            for row in table.cells
        ],
    }


def table_from_body(body: Mapping[str, Any]) -> MaskedTable:
    """A masked table from plain data."""
    told = body["population"]
    population = Population(unit=told["unit"], **{name: frozenset(told[name]) for name in DIMENSIONS if name in told})
    layout = Layout(
        body["id"],
        body["counts_what"],
        population,
        tuple(_line_from(line) for line in body["rows"]),
        tuple(_line_from(line) for line in body["columns"]),
        _sorting_from(body["sorting"]),
    )
    cells = tuple(
        tuple(MaskedCell(shown, text, low, high, Why(why) if why else None) for shown, text, low, high, why in row)
        for row in body["cells"]
    )
    return MaskedTable(layout, cells)


def _dimensions(of: Population | Line) -> dict[str, list[str]]:
    return {name: sorted(found) for name in DIMENSIONS if (found := getattr(of, name)) is not None}


def _line_body(line: Line) -> dict[str, Any]:
    values = sorted(line.values) if line.values is not None else None
    return {"label": line.label, **_dimensions(line), "sorting": _sorting_body(line.sorting), "values": values}


def _line_from(body: Mapping[str, Any]) -> Line:
    values = frozenset(body["values"]) if body["values"] is not None else None
    named = {name: frozenset(body[name]) for name in DIMENSIONS if name in body}
    return replace(Line(body["label"], sorting=_sorting_from(body["sorting"]), values=values), **named)  # type: ignore[arg-type]


def _sorting_body(sorting: Sorting | None) -> dict[str, Any] | None:
    return {"id": sorting.id, "values": list(sorting.values), "complete": sorting.complete} if sorting else None


def _sorting_from(body: Mapping[str, Any] | None) -> Sorting | None:
    return Sorting(body["id"], tuple(body["values"]), body["complete"]) if body else None


@dataclass(frozen=True)
class Place:
    """Where a cell stands."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"table '{self.table}', row '{self.row}', column '{self.column}'"
