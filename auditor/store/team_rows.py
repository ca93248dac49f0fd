"""What a team's view reads: audits that stand in the order they were submitted, what was said to them, their grades."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from auditor.audit.facts import Fact, FactKind
from auditor.store.ledger import facts_of_audits
from auditor.store.projections import summary_of
from auditor.store.queries import summaries_that_fit
from auditor.store.records import AuditFilter, AuditSummary, GradedMonth
from auditor.store.tables import AuditSummaryRow, table

_SUMMARY: Any = table(AuditSummaryRow)
_AT_ONCE = 200
"""Rows that are fetched together where all are read."""
SAID = (FactKind.MOVE, FactKind.ACKNOWLEDGEMENT, FactKind.REPLY, FactKind.REPLY_ANSWER)
"""What tells whether an audit is new to its team manager, and whether a reply waits."""


def page_by_submission(connection: Connection, wanted: AuditFilter, offset: int, limit: int) -> list[AuditSummary]:
    """A page of audits that fit a filter, those submitted last first: what is said to one does not move it."""
    order = (_SUMMARY.c.submitted_at.desc(), _SUMMARY.c.audit_id)
    found = select(_SUMMARY.c.audit_id).where(summaries_that_fit(wanted)).order_by(*order).offset(offset).limit(limit)
    query = select(_SUMMARY).where(_SUMMARY.c.audit_id.in_(found)).order_by(*order)
    return [summary_of(row) for row in connection.execute(query).mappings()]


def said_to(connection: Connection, audits: Sequence[UUID]) -> dict[UUID, list[Fact]]:
    """The moves of some audits, and what was said to them, by audit; oldest first."""
    return facts_of_audits(connection, audits, SAID)


def graded_by_month(connection: Connection, wanted: AuditFilter) -> list[GradedMonth]:
    """How many audits that fit a filter have each overall grade, by month and team."""
    columns = [_SUMMARY.c[name] for name in ("month", "team_id", "early_help", "overall")]
    query = select(*columns, func.count()).where(summaries_that_fit(wanted), _SUMMARY.c.overall.is_not(None))
    rows: Iterable[Any] = connection.execute(query.group_by(*columns))
    return [GradedMonth(row[0], row[1], bool(row[2]), row[3], int(row[4])) for row in rows]


@dataclass(frozen=True, slots=True)
class TeamGrades:
    """What one audit of a team was graded, and nothing else of it."""

    team_id: UUID
    overall: str
    sections: dict[str, str]


def each_graded(connection: Connection, wanted: AuditFilter) -> Iterator[TeamGrades]:
    """The grades of every audit that fits a filter, in no order; never all of them in memory at once."""
    columns = [_SUMMARY.c[name] for name in ("team_id", "overall", "sections")]
    query = select(*columns).where(summaries_that_fit(wanted), _SUMMARY.c.overall.is_not(None))
    for row in connection.execute(query, execution_options={"yield_per": _AT_ONCE}):
        yield TeamGrades(row.team_id, row.overall, json.loads(row.sections))
