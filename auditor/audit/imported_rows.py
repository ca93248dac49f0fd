"""Imported figures from the rows of a list, with everything in it that was not understood."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, TypeVar

from auditor.audit.imported import AUDITED, PERCENT, Imported, importable, series_of
from auditor.audit.timescales.rows import Row
from auditor.audit.whole_months import HOW_TO_TYPE, Months, parse_months
from auditor.errors import InputError, Problem, nearest
from auditor.standards.model import MeasureBook, MeasureDefinition

FIGURE_COLUMNS = ("measure", "title", "series", "period", "actual", "target", "numerator", "denominator")
"""The columns a list may have. The title is for whoever fills it in, and is not read."""
FIGURE_NEEDED = ("measure", "period")
TAKES_BACK = "-"
"""In a cell: what stood there is taken back. An empty cell leaves it as it is."""
_AIMS = ("increase", "decrease")
_LARGEST = 1_000_000_000
_ALL = 100
_MOST_PLACES = 6
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Given:
    """One row that was understood.

    Attributes:
        figure: what it gives; what it leaves out is None.
        actual: whether it says anything of the figure.
        target: whether it says anything of the target.
    """

    figure: Imported
    actual: bool
    target: bool

    def over(self, before: Imported | None) -> Imported:
        """What stands once the row is taken: what it says nothing of stays as it was."""
        new = self.figure
        actual, target = (new if self.actual else before), (new if self.target else before)
        return Imported(
            new.measure,
            new.months,
            new.series,
            actual.actual if actual else None,
            target.target if target else None,
            actual.numerator if actual else None,
            actual.denominator if actual else None,
            new.file,
            new.line,
        )


@dataclass(frozen=True)
class FigureRows:
    """A list as it was read.

    Attributes:
        given: the rows that say something.
        left_empty: how many rows have a measure and nothing else.
        problems: everything that was not understood.
    """

    given: tuple[Given, ...]
    left_empty: int
    problems: tuple[Problem, ...]


def figures_from(rows: Iterable[Row], book: MeasureBook, file: str, today: date) -> FigureRows:
    """The figures in a list.

    Args:
        rows: with the columns of :data:`FIGURE_COLUMNS`.
        book: which measures there are.
        file: the list's name, for problems and for the record.
        today: a figure of a period that is not over is refused.
    """
    reading = _Reading(book, file, today)
    for row in rows:
        reading.row(row)
    return FigureRows(tuple(reading.given), reading.left_empty, tuple(sorted(reading.problems)))


class _Reading:
    def __init__(self, book: MeasureBook, file: str, today: date) -> None:
        self.book, self.file, self.today = book, file, today
        self.given: list[Given] = []
        self.problems: list[Problem] = []
        self.left_empty = 0
        self.lines: dict[str, int] = {}

    def problem(self, line: int, column: str, message: str, near: str = "") -> None:
        self.problems.append(Problem(self.file, line, 0, column, message, near))

    def row(self, row: Row) -> None:
        before = len(self.problems)
        definition = self._measure(row)
        cells = {name: _text(row.cells.get(name)) for name in ("actual", "target", "numerator", "denominator")}
        if definition is not None and not any(cells.values()):
            self.left_empty += 1
            return
        series = self._series(row, definition) if definition else ""
        months = self._months(row)
        if definition is None:
            return
        actual, numerator, denominator = self._figure(row, definition, cells)
        target = self._target(row, definition, cells["target"])
        says = bool(cells["actual"] or cells["numerator"] or cells["denominator"])
        if months is None:
            return
        if says and cells["actual"] != TAKES_BACK and not months.ended_by(self.today):
            self.problem(row.line, "period", f"{months.words} is not over yet: only a target can be given for it")
        if len(self.problems) > before:
            return
        figure = Imported(
            definition.id,
            months,
            series,
            actual,
            target,
            numerator,
            denominator,
            self.file.rpartition("/")[2],
            row.line,
        )
        if figure.key in self.lines:
            said = f"{definition.id} for {months.words} is on line {self.lines[figure.key]} already"
            self.problem(row.line, "measure", said)
            return
        self.lines[figure.key] = row.line
        self.given.append(Given(figure, says, bool(cells["target"])))

    # -- cells ----------------------------------------------------------------------------------------------------

    def _measure(self, row: Row) -> MeasureDefinition | None:
        given = _text(row.cells.get("measure"))
        found = self.book.by_id.get(given)
        if not given:
            self.problem(row.line, "measure", "the measure is missing")
        elif found is None:
            known = tuple(one.id for one in importable(self.book))
            self.problem(row.line, "measure", f"unknown measure '{given[:40]}'", nearest(given, known))
        elif found.kind == AUDITED:
            said = f"{given} is computed from the audits in this store and cannot be imported"
            self.problem(row.line, "measure", said)
        elif found.same_as is not None:
            said = f"{given} is the same measure as {found.same_as}: give it there, it is shown under both"
            self.problem(row.line, "measure", said, found.same_as)
        else:
            return found
        return None

    def _series(self, row: Row, definition: MeasureDefinition) -> str:
        given, known = _text(row.cells.get("series")), series_of(definition)
        if given in known:
            return given
        if not definition.series:
            self.problem(row.line, "series", f"{definition.id} has one figure: leave the series empty")
        elif not given:
            self.problem(row.line, "series", f"{definition.id} has two figures: say which, {' or '.join(known)}")
        else:
            self.problem(row.line, "series", f"unknown series '{given[:40]}' of {definition.id}", nearest(given, known))
        return ""

    def _months(self, row: Row) -> Months | None:
        value = row.cells.get("period")
        if not _text(value):
            self.problem(row.line, "period", f"the period is missing: {HOW_TO_TYPE}")
            return None
        try:
            return parse_months(value)
        except InputError as error:
            self.problem(row.line, "period", f"'{_text(value)[:40]}': {error.title}; {error.next_step}")
            return None

    def _figure(
        self, row: Row, definition: MeasureDefinition, cells: dict[str, str]
    ) -> tuple[Decimal | None, int | None, int | None]:
        """The figure, and its counts; all None where the row takes them back or says nothing of them."""
        percent = definition.kind == PERCENT
        if cells["actual"] == TAKES_BACK:
            if cells["numerator"] or cells["denominator"]:
                self.problem(row.line, "actual", "a figure that is taken back has no counts")
            return None, None, None
        actual = self._value(row, "actual", lambda text: _percent(text) if percent else _number(text))
        numerator = self._value(row, "numerator", _count)
        denominator = self._value(row, "denominator", _count)
        if bool(cells["numerator"]) != bool(cells["denominator"]):
            missing = "denominator" if cells["numerator"] else "numerator"
            self.problem(row.line, missing, "numerator and denominator are given together, or neither")
        elif numerator is not None and denominator is not None:
            self._check_counts(row, actual, numerator, denominator, percent=percent)
        return actual, numerator, denominator

    def _check_counts(
        self, row: Row, actual: Decimal | None, numerator: int, denominator: int, *, percent: bool
    ) -> None:
        if denominator == 0:
            self.problem(row.line, "denominator", "of none there is no figure: leave the row empty")
            return
        if percent and numerator > denominator:
            self.problem(row.line, "numerator", f"{numerator} of {denominator} is more than all")
            return
        if actual is None:
            return
        exact = Fraction(numerator, denominator) * (_ALL if percent else 1)
        places = max(0, -int(actual.as_tuple().exponent))
        if abs(Fraction(actual) - exact) > Fraction(1, 2 * 10**places):
            sign = "%" if percent else ""
            said = f"{actual}{sign} is not {numerator} of {denominator}, which is {float(exact):.{places + 1}f}{sign}"
            self.problem(row.line, "actual", said)

    def _target(self, row: Row, definition: MeasureDefinition, given: str) -> Decimal | None:
        # "Increase" is what the plan itself prints: it is no number to be met.
        if given == TAKES_BACK or given.casefold() in _AIMS:
            return None
        percent = definition.kind == PERCENT
        return self._value(row, "target", lambda text: _percent(text) if percent else _number(text))

    def _value(self, row: Row, column: str, read: Callable[[str], _Read]) -> _Read | None:
        text = _text(row.cells.get(column))
        if not text:
            return None
        try:
            return read(text)
        except InputError as error:
            self.problem(row.line, column, f"'{text[:40]}' {error.title}")
            return None


def _text(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _number(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        hint = "; write the decimals after a point" if "," in text else ""
        raise InputError(f"is not a number{hint}") from error
    if not found.is_finite() or not 0 <= found < _LARGEST:
        raise InputError("is no figure that a measure can have")
    if -int(found.as_tuple().exponent) > _MOST_PLACES:
        found = round(found, _MOST_PLACES).normalize()
    return found


def _percent(text: str) -> Decimal:
    found = _number(text.removesuffix("%").strip())
    if found > _ALL:
        raise InputError("is more than 100%")
    # A workbook hands on 72.5% as 0.725, and 100% as 1.
    if 0 < found <= 1 and not text.endswith("%"):
        shown = (found * _ALL).normalize()
        raise InputError(f"may be a share or a percentage: write {found}% or {shown:f}%")
    return found


def _count(text: str) -> int:
    found = _number(text)
    if found != found.to_integral_value():
        raise InputError("is not a whole number")
    return int(found)
