"""What reports over many audits ask the store: counted there, so that no more is read than the report shows.

Whatever must be hidden from somebody is left out in the same query. Each question is put with
:meth:`auditor.store.reader.Reader.ask`.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, not_, select

from auditor.audit.permissions import Person
from auditor.store.queries import hidden_from, summaries_that_fit
from auditor.store.records import AuditFilter
from auditor.store.tables import AuditSummaryRow, table

_SUMMARY: Any = table(AuditSummaryRow)


def audits_by_auditor(connection: Connection, wanted: AuditFilter, hides_from: Person) -> dict[UUID, int]:
    """How many audits that fit a filter each person carried out.

    Args:
        wanted: which audits.
        hides_from: whoever asks: without what they are to moderate blind.
    """
    query = select(_SUMMARY.c.auditor_id, func.count()).where(summaries_that_fit(wanted), not_(hidden_from(hides_from)))
    return {row[0]: int(row[1]) for row in connection.execute(query.group_by(_SUMMARY.c.auditor_id))}
