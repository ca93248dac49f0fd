"""Key dates from the rows of a list that another system made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from auditor.audit.dates import check_year, parse_full_day, parse_interval, parse_time
from auditor.audit.timescales.key_dates import KeyDate, Standing
from auditor.errors import InputError, Problem, nearest
from auditor.standards.model import EventBook, Interval

COLUMNS = ("event", "date", "time", "id", "follows", "every")
"""The columns a list may have; the first two it must have."""
_STANDINGS = {
    "x": Standing.NOT_ON_FILE,
    "not on file": Standing.NOT_ON_FILE,
    "not_on_file": Standing.NOT_ON_FILE,
    "looked for, not on file": Standing.NOT_ON_FILE,
    "not needed": Standing.NOT_NEEDED,
    "not_needed": Standing.NOT_NEEDED,
}


@dataclass(frozen=True)
class Row:
    """One row of a list: the line it stands on, and its cells by column."""

    line: int
    cells: Mapping[str, Any]


def key_dates_from(rows: Iterable[Row], book: EventBook, file: str) -> tuple[list[KeyDate], list[Problem]]:
    """The key dates in a list, and everything in it that was not understood.

    Args:
        rows: with the columns of :data:`COLUMNS`.
        book: the events, found by any of their names.
        file: the list's name, for problems.

    Returns:
        The dates of the rows that were understood, with the ids of the list (or its line numbers).
    """
    reading = _Reading(book, file)
    for row in rows:
        reading.row(row)
    reading.check_follows()
    return reading.found, sorted(reading.problems)


class _Reading:
    def __init__(self, book: EventBook, file: str) -> None:
        self.book, self.file = book, file
        self.found: list[KeyDate] = []
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}

    def problem(self, line: int, column: str, message: str, near: str = "") -> None:
        self.problems.append(Problem(self.file, line, 0, column, message, near))

    def row(self, row: Row) -> None:
        before = len(self.problems)
        event = self._event(row)
        day, standing = self._day(row)
        at = self._value(row, "time", _time)
        if at is None:
            at = _time_within(row.cells.get("date"))
        every = self._value(row, "every", _interval)
        name = _text(row.cells.get("id")) or f"line-{row.line}"
        if name in self.lines:
            self.problem(row.line, "id", f"the id '{name[:40]}' is on line {self.lines[name]} already")
        if every is not None and event and not self.book.by_id[event].interval:
            self.problem(row.line, "every", "only an agreement on how often has an interval")
        if len(self.problems) == before:
            self.lines[name] = row.line
            follows = _text(row.cells.get("follows")) or None
            self.found.append(KeyDate(name, event, day, at if day else None, follows, standing, every))

    def _event(self, row: Row) -> str:
        given = _text(row.cells.get("event"))
        event = self.book.by_name.get(given.casefold())
        if event is not None:
            return event.id
        if not given:
            self.problem(row.line, "event", "the event is missing")
        else:
            self.problem(row.line, "event", f"unknown event '{given[:60]}'", nearest(given, tuple(self.book.by_name)))
        return ""

    def _day(self, row: Row) -> tuple[date | None, Standing]:
        value = row.cells.get("date")
        given = _text(value)
        if (standing := _STANDINGS.get(given.casefold())) is not None:
            return None, standing
        if not given:
            self.problem(row.line, "date", "the date is missing: give a day, or 'not on file'")
            return None, Standing.DATED
        return self._value(row, "date", day_in), Standing.DATED

    def _value(self, row: Row, column: str, read: Callable[[Any], Any]) -> Any:
        value = row.cells.get(column)
        if value is None or value == "":
            return None
        try:
            return read(value)
        except InputError as error:
            said = f"{error.title.rstrip('.').lower()}: '{_text(value)[:40]}'"
            self.problem(row.line, column, f"{said}; {error.next_step[:1].lower()}{error.next_step[1:].rstrip('.')}")
            return None

    def check_follows(self) -> None:
        """What is followed must be in the list."""
        for one in self.found:
            if one.follows is not None and one.follows not in self.lines:
                near = nearest(one.follows, tuple(self.lines))
                self.problem(self.lines[one.id], "follows", f"no row has the id '{one.follows[:40]}'", near)


def day_in(value: Any) -> date:
    """The day in a cell: a date of a workbook, or text.

    Raises:
        InputError: it is not a day.
    """
    if isinstance(value, date):
        return check_year(value.date() if isinstance(value, datetime) else value)
    return parse_full_day(_text(value))


def _text(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _time_within(value: Any) -> time | None:
    """The time of day in a date cell of a workbook; None at midnight, which is how a day alone comes."""
    return (_time(value) if value.time() != time.min else None) if isinstance(value, datetime) else None


def _time(value: Any) -> time:
    if isinstance(value, float):
        # 0.25 would be six o'clock to a workbook and a quarter past midnight to a reader.
        raise InputError("That is not a time of day.", "", "Write it as 14:30, or format the cell as a time.")
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    return value.replace(second=0, microsecond=0) if isinstance(value, time) else parse_time(_text(value))


def _interval(value: Any) -> Interval:
    limit, unit = parse_interval(_text(value))
    return Interval.model_validate({"limit": limit, "unit": unit})
