"""Audits whose time is over: which they are, their removal, and what they had counted for.

A removed audit leaves the headers of its facts, so that every chain still holds, and nothing of what they said. What it
had counted for is summed over all audits removed together and kept in the record of their removal, so that a figure of
a past month stays what it was. See ``docs/decisions/0008-what-a-removal-leaves.md``.
"""

from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, String, delete, func, select, type_coerce, update

from auditor.audit.facts import FactKind
from auditor.audit.states import State
from auditor.store.action_rows import replace_actions
from auditor.store.ledger import store_facts
from auditor.store.projections import CELL, CounterKey
from auditor.store.tables import (
    NO_NUMBER,
    AuditRow,
    AuditSummaryRow,
    BookmarkRow,
    CaseRow,
    DraftRow,
    ExaminationRow,
    FactBodyRow,
    FactRow,
    HoldRow,
    table,
)

_FACT, _BODY, _SUMMARY = table(FactRow), table(FactBodyRow), table(AuditSummaryRow)
_CASE, _AUDIT, _EXAMINATION = table(CaseRow), table(AuditRow), table(ExaminationRow)
_DRAFT, _BOOKMARK, _HOLD = table(DraftRow), table(BookmarkRow), table(HoldRow)

Counted = Tally[tuple[CounterKey, str]]
"""How many audits counted, by cell, measure and grade."""


def last_moved_before(connection: Connection, states: Iterable[State], moment: str) -> list[tuple[UUID, str]]:
    """The audits in some states whose last move lies before a moment, each with that move's moment, oldest first.

    Args:
        moment: as text (see :func:`auditor.store.records.moment_text`).
    """
    last = func.max(_FACT.c.at)
    query = (
        select(_FACT.c.audit_id, last)
        .join(_SUMMARY, _SUMMARY.c.audit_id == _FACT.c.audit_id)
        .where(_FACT.c.kind == FactKind.MOVE.value, _SUMMARY.c.state.in_([state.value for state in states]))
        .group_by(_FACT.c.audit_id)
        .having(last < moment)
        .order_by(last, _FACT.c.audit_id)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def stays(audit_id: Any) -> ColumnElement[bool]:
    """The condition that an audit was not removed.

    Args:
        audit_id: the column that holds its id.
    """
    removed = select(_FACT.c.key).where(_FACT.c.kind == FactKind.REMOVAL.value)
    return type_coerce(audit_id, String).not_in(removed)


def remove_audit(connection: Connection, audit_id: UUID) -> None:
    """Delete what an audit says: bodies, salts, drafts, places and summary. The counters stay as they are.

    The store refuses unless its removal was recorded first.
    """
    facts = select(_FACT.c.id).where(_FACT.c.audit_id == audit_id)
    connection.execute(delete(_BODY).where(_BODY.c.fact_id.in_(facts)))
    examinations = select(_EXAMINATION.c.id).where(_EXAMINATION.c.audit_id == audit_id)
    for place in (_DRAFT, _BOOKMARK, _HOLD):
        connection.execute(delete(place).where(place.c.examination_id.in_(examinations)))
    connection.execute(delete(_SUMMARY).where(_SUMMARY.c.audit_id == audit_id))
    replace_actions(connection, audit_id, ())


def forget_numbers(connection: Connection, case_ids: Iterable[UUID]) -> int:
    """Delete the LCS numbers of those cases that have no audit left; returns how many did not."""
    gone = 0
    for case_id in set(case_ids):
        left = select(_AUDIT.c.id).where(_AUDIT.c.case_id == case_id, stays(_AUDIT.c.id)).limit(1)
        if connection.execute(left).first() is None:
            number = {"lcs_number": f"{NO_NUMBER}{case_id.hex}"}
            connection.execute(update(_CASE).where(_CASE.c.id == case_id).values(number))
            gone += 1
    return gone


# -- what removed audits had counted for ------------------------------------------------------------------------------


def counted_body(counted: Counted) -> list[dict[str, Any]]:
    """What was counted as plain data, for the record of a removal: one entry for each cell."""
    cells: dict[tuple[Any, ...], dict[str, dict[str, int]]] = {}
    for ((*cell, measure), grade), count in sorted(counted.items()):
        cells.setdefault(tuple(cell), {}).setdefault(measure, {})[grade] = count
    return [
        {**{name: _plain(value) for name, value in zip(CELL, cell, strict=True)}, "grades": grades}
        for cell, grades in cells.items()
    ]


def counted_by_removed(connection: Connection) -> Counted:
    """What all removed audits had counted for."""
    counted: Counted = Tally()
    for fact in store_facts(connection, [FactKind.RETENTION]):
        for entry in (fact.body or {}).get("counted", ()):
            cell = tuple(_value(name, entry) for name in CELL)
            for measure, grades in entry["grades"].items():
                for grade, count in grades.items():
                    counted[(*cell, measure), grade] += count
    return counted


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value


def _value(name: str, entry: Mapping[str, Any]) -> Any:
    return UUID(entry[name]) if name == "team_id" else entry[name]
