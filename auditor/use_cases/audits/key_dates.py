"""Key dates of an audit from a list that another system made, and timescales accepted as the dates propose them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from auditor.audit.changes import Change, accept, key_date
from auditor.audit.scope import Scope
from auditor.audit.timescales.for_audit import Timescales
from auditor.audit.timescales.key_dates import KeyDate, Standing, key_for
from auditor.audit.timescales.rows import COLUMNS, Row, key_dates_from
from auditor.audit.timescales.uses import same_event
from auditor.audit.timescales.vocabulary import offered
from auditor.errors import Problem
from auditor.ids import IdSource
from auditor.standards.model import Event
from auditor.use_cases.audits.check_timescales import BadListError
from auditor.use_cases.table_files import read_table


@dataclass(frozen=True)
class TakenList:
    """What a list brings.

    Attributes:
        changes: the key dates that are new, ready to be recorded.
        known: how many rows are entered already.
    """

    changes: tuple[Change, ...]
    known: int


def dates_in_list(path: Path, scope: Scope, today: date) -> list[KeyDate]:
    """The key dates of a list that fit an audit, with the ids of the list; nothing is recorded.

    Args:
        path: a CSV file or a workbook with the columns event and date; also time, id, follows, every.
        scope: what the audit asks.
        today: a day after it is refused unless the event may lie ahead.

    Raises:
        InputError: the file cannot be read.
        BadListError: rows were not understood, or do not fit; every one is named, and nothing is taken.
    """
    rows, problems = read_table(path, COLUMNS, COLUMNS[:2])
    dates, wrong = key_dates_from(rows, scope.checklist.events, str(path))
    found = [*problems, *wrong, *_not_asked(rows, scope, str(path)), *_to_come(dates, rows, scope, today, str(path))]
    if found:
        raise BadListError(
            f"{path.name} was not understood; nothing of it was taken.",
            sorted(found),
            "Correct these rows. The names of events: auditor standards events",
        )
    return dates


def _not_asked(rows: Iterable[Row], scope: Scope, file: str) -> Iterable[Problem]:
    known = {event.id for event in offered(scope)}
    for row in rows:
        given = str(row.cells.get("event") or "").strip()
        event = scope.checklist.events.by_name.get(" ".join(given.split()).casefold())
        if event is not None and event.id not in known:
            yield Problem(file, row.line, 0, "event", f"'{given[:60]}' is not asked about in this audit")


def _to_come(dates: Iterable[KeyDate], rows: Iterable[Row], scope: Scope, today: date, file: str) -> Iterable[Problem]:
    lines = {str(row.cells.get("id") or "").strip() or f"line-{row.line}": row.line for row in rows}
    events = scope.checklist.events.by_id
    for one in dates:
        if one.on is not None and one.on > today and not events[one.event].ahead:
            yield Problem(file, lines.get(one.id, 0), 0, "date", f"{one.on:%d/%m/%Y} has not come yet")


def take_list(
    dates: Sequence[KeyDate], entered: Iterable[KeyDate], events: Mapping[str, Event], new_id: IdSource
) -> TakenList:
    """What a list adds to the key dates already entered; a row that is there already is not entered twice.

    Args:
        dates: of the list, with its ids.
        entered: what the audit has.
        events: every event by id.
        new_id: makes the ids; what follows what is carried over to them.
    """
    free = list(entered)
    ids: dict[str, str] = {}
    new: list[KeyDate] = []
    # What follows something comes after it, so that its partner has its id by then.
    for one in sorted(dates, key=lambda one: one.standing is not Standing.DATED):
        follows = ids.get(one.follows or "")
        dated = one.standing is Standing.DATED
        twin = next(
            (old for old in free if same_event(old) == same_event(one) and (dated or old.follows == follows)), None
        )
        if twin is not None:
            free.remove(twin)
            ids[one.id] = twin.id
        else:
            ids[one.id] = key_for(events[one.event], new_id())
            new.append(one)
    changes = tuple(key_date(replace(one, id=ids[one.id], follows=ids.get(one.follows or ""))) for one in new)
    return TakenList(changes, len(dates) - len(new))


def accept_in_time(timescales: Timescales) -> tuple[Change, ...]:
    """Accept every criterion without an answer whose dates are all in time."""
    return tuple(change for name in timescales.in_time if (change := accept(timescales, name)) is not None)
