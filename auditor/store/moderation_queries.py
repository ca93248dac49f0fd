"""Reading for moderation: counters without what must be hidden from somebody, and the audits that were moderated."""

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select

from auditor.audit.details import AuditKind
from auditor.audit.permissions import Person
from auditor.audit.states import State
from auditor.store import queries
from auditor.store.projections import CELL, OVERALL_MEASURE, contribution, summary_of
from auditor.store.queries import CountedTime
from auditor.store.records import AuditFilter, AuditSummary, Counter, TimescaleCounter
from auditor.store.tables import AuditSummaryRow, table

_SUMMARY: Any = table(AuditSummaryRow)
_GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
_TIMES = ("in_time", "late", "cases")


def count_grades(
    connection: Connection, wanted: AuditFilter, by: Sequence[str] = ("measure",)
) -> dict[tuple[Any, ...], Counter]:
    """Counters summed over a filter, as if nothing counted that its ``hides_from`` must not know of.

    See :func:`auditor.store.queries.count_grades`. Only a subtraction keeps the secret: a filter for one team and one
    month would otherwise show what the one audit in it was graded.
    """
    found = queries.count_grades(connection, wanted, by)
    for key, column, count in _hidden(connection, wanted, _GRADES):
        if (measure := key["measure"]) == wanted.measure or wanted.measure is None:
            place = tuple(key[name] for name in by)
            found[place] = _less(found.get(place, Counter(measure, 0, 0, 0, 0)), column, count)
    return {place: counter for place, counter in found.items() if counter.total}


def count_timescales(connection: Connection, wanted: AuditFilter, *, by_team: bool = False) -> list[CountedTime]:
    """Deadlines met and not met, by rule, likewise; see :func:`auditor.store.queries.count_timescales`."""
    found = {
        (team, counter.rule): counter for team, counter in queries.count_timescales(connection, wanted, by_team=by_team)
    }
    for key, column, count in _hidden(connection, wanted, _TIMES):
        rule = key["measure"]
        place = (key["team_id"] if by_team else None, rule)
        found[place] = _less(found.get(place, TimescaleCounter(rule, 0, 0, 0)), column, count)
    return [(team, counter) for (team, _), counter in found.items() if counter.due or counter.cases]


def months_counted(connection: Connection, hides_from: Person | None = None) -> tuple[str, str] | None:
    """The first and the last month in which anything counts that this person may know of."""
    wanted = AuditFilter(measure=OVERALL_MEASURE, hides_from=hides_from)
    if not queries.hidden_counted(connection, wanted):
        return queries.months_counted(connection)
    months = sorted(month for (month,) in count_grades(connection, wanted, by=("month",)))
    return (months[0], months[-1]) if months else None


def _hidden(
    connection: Connection, wanted: AuditFilter, columns: Sequence[str]
) -> Iterator[tuple[dict[str, Any], str, int]]:
    """What the hidden audits added to one of the counters: the cell by the names of its parts, the column, a number."""
    counted = Tally(entry for summary in queries.hidden_counted(connection, wanted) for entry in contribution(summary))
    for (cell, column), count in counted.items():
        if column in columns:
            yield dict(zip((*CELL, "measure"), cell, strict=True)), column, count


def _less(counter: Any, column: str, count: int) -> Any:
    return replace(counter, **{column: getattr(counter, column) - count})


def hidden_audits(connection: Connection, person: Person) -> set[UUID]:
    """The audits that must be hidden from a person: to be moderated blind, or of somebody else's calibration."""
    return set(connection.execute(select(_SUMMARY.c.audit_id).where(queries.hidden_from(person))).scalars())


# -- what was moderated -----------------------------------------------------------------------------------------------


def moderated_audits(
    connection: Connection, first: date | None = None, last: date | None = None, teams: Sequence[UUID] | None = None
) -> list[AuditSummary]:
    """The audits whose moderation was submitted, in the order of the day on which it was.

    Args:
        first: the first day of moderation; None leaves it open.
        last: the last day, included.
        teams: only audits of these teams; None: of every team.
    """
    on = func.json_extract(_SUMMARY.c.moderation, "$.on")
    conditions: list[ColumnElement[bool]] = [
        _SUMMARY.c.moderation.is_not(None),
        _SUMMARY.c.state != State.VOID.value,
        _SUMMARY.c.kind != AuditKind.CALIBRATION.value,
    ]
    if first is not None:
        conditions.append(on >= first.isoformat())
    if last is not None:
        conditions.append(on <= last.isoformat())
    if teams is not None:
        conditions.append(_SUMMARY.c.team_id.in_(sorted(teams)))
    query = select(_SUMMARY).where(*conditions).order_by(on, _SUMMARY.c.audit_id)
    return [summary_of(row) for row in connection.execute(query).mappings()]
