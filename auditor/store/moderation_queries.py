"""Reading for moderation: counters without what must be hidden from somebody, and the audits that were moderated."""

import json
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, not_, select

from auditor.audit.details import AuditKind
from auditor.audit.moderation import Moderated
from auditor.audit.permissions import Person
from auditor.audit.states import State
from auditor.store import queries
from auditor.store.projections import CELL, OVERALL_MEASURE, contribution, summary_of
from auditor.store.records import AuditFilter, AuditSummary, Counter, TimescaleCounter, moment_of
from auditor.store.tables import AuditSummaryRow, table

_SUMMARY: Any = table(AuditSummaryRow)
_GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
_TIMES = ("in_time", "late", "cases")
_AT_ONCE = 200
"""Rows that are fetched together where all are read."""


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


def count_timescales(connection: Connection, wanted: AuditFilter, by: Sequence[str] = ("rule",)) -> queries.Deadlines:
    """Deadlines met and not met, by rule, likewise; see :func:`auditor.store.queries.count_timescales`."""
    found = queries.count_timescales(connection, wanted, by)
    for cell, column, count in _hidden(connection, wanted, _TIMES):
        key = {**cell, "rule": cell["measure"]}
        place = tuple(key[name] for name in by)
        found[place] = _less(found.get(place, TimescaleCounter(key["rule"], 0, 0, 0)), column, count)
    return {place: counter for place, counter in found.items() if counter.due or counter.cases}


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
    conditions = _moderated(first, last)
    if teams is not None:
        conditions.append(_SUMMARY.c.team_id.in_(sorted(teams)))
    query = select(_SUMMARY).where(*conditions).order_by(_on(), _SUMMARY.c.audit_id)
    return [summary_of(row) for row in connection.execute(query).mappings()]


@dataclass(frozen=True, slots=True)
class ModeratedAudit:
    """An audit whose moderation was submitted, without its answers: so many are read at once."""

    audit_id: UUID
    auditor_id: UUID
    team_id: UUID
    content_hash: str
    scoring_hash: str
    state: State
    submitted_at: datetime | None
    moderation: Moderated


def each_moderated(
    connection: Connection, person: Person, first: date | None = None, last: date | None = None
) -> Iterator[ModeratedAudit]:
    """The same of every team, in order of id and never all in memory at once; none that must be hidden from a person.

    Args:
        first: the first day of moderation; None leaves it open.
        last: the last day, included.
    """
    columns = [_SUMMARY.c[name] for name in ModeratedAudit.__dataclass_fields__]
    conditions = [*_moderated(first, last), not_(queries.hidden_from(person))]
    query = select(*columns).where(*conditions).order_by(_SUMMARY.c.audit_id)
    for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}):
        yield ModeratedAudit(
            row.audit_id,
            row.auditor_id,
            row.team_id,
            row.content_hash,
            row.scoring_hash,
            State(row.state),
            moment_of(row.submitted_at) if row.submitted_at else None,
            Moderated.from_body(json.loads(row.moderation)),
        )


def _on() -> ColumnElement[Any]:
    """The day on which the moderation was submitted."""
    return func.json_extract(_SUMMARY.c.moderation, "$.on")


def _moderated(first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        _SUMMARY.c.moderation.is_not(None),
        _SUMMARY.c.state != State.VOID.value,
        _SUMMARY.c.kind != AuditKind.CALIBRATION.value,
    ]
    if first is not None:
        conditions.append(_on() >= first.isoformat())
    if last is not None:
        conditions.append(_on() <= last.isoformat())
    return conditions


@dataclass(frozen=True, slots=True)
class Submitted:
    """How far the moderation of an audit is that was submitted.

    Attributes:
        asked: somebody was asked to moderate it.
        done: they have submitted.
        due: the day by which they should; None when none was set.
    """

    audit_id: UUID
    asked: bool
    done: bool
    due: date | None


def each_submitted(
    connection: Connection, person: Person, since: str | None = None, before: str | None = None
) -> Iterator[Submitted]:
    """The audits that were submitted, likewise; those taken back and those made void are none.

    Args:
        since: submitted at this moment or later; None leaves it open.
        before: submitted before this moment.
    """
    conditions = [
        _SUMMARY.c.submitted_at.is_not(None),
        _SUMMARY.c.state.not_in([State.DRAFT.value, State.VOID.value]),
        _SUMMARY.c.kind != AuditKind.CALIBRATION.value,
        not_(queries.hidden_from(person)),
    ]
    if since is not None:
        conditions.append(_SUMMARY.c.submitted_at >= since)
    if before is not None:
        conditions.append(_SUMMARY.c.submitted_at < before)
    done = _SUMMARY.c.moderation.is_not(None).label("done")
    columns = (_SUMMARY.c.audit_id, _SUMMARY.c.moderator_id, _SUMMARY.c.moderation_due, done)
    query = select(*columns).where(*conditions).order_by(_SUMMARY.c.audit_id)
    for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}):
        due = date.fromisoformat(row.moderation_due) if row.moderation_due else None
        yield Submitted(row.audit_id, row.moderator_id is not None, bool(row.done), due)
