"""Audits and cases whose time is over: which they are, their removal, and what they had counted for.

A removed audit leaves the headers of its facts, so that every chain still holds, and nothing of what they said. What it
had counted for is summed over all audits removed together and kept in the record of their removal, so that a figure of
a past month stays what it was. See ``docs/decisions/0008-what-a-removal-leaves.md``.
"""

from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, String, delete, func, select, type_coerce, update

from auditor.audit.facts import FactKind
from auditor.audit.rounds import Allocation, Round, last_day, of_allocation
from auditor.audit.states import State
from auditor.store.action_rows import replace_actions
from auditor.store.ledger import store_facts
from auditor.store.projections import CELL, CounterKey
from auditor.store.records import moment_of
from auditor.store.round_rows import RoundRows
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


# -- the LCS numbers of cases of which no audit is left ---------------------------------------------------------------


@dataclass(frozen=True)
class CaseOver:
    """A case of which no audit is (any more) in the store, and whose LCS number nothing needs any more.

    Attributes:
        until: the last day on which something needed it; None when nothing but its audits, removed since, did.
        rounds: the names of the rounds that list it.
    """

    case_id: UUID
    lcs_number: str
    until: date | None
    rounds: tuple[str, ...]


def cases_over(connection: Connection, before: date) -> list[CaseOver]:
    """The cases that have an LCS number, no audit left, and were last needed before a day; the longest over first.

    A round needs the cases of its list until its last day, a conflict of interest the case until as long after it was
    recorded; and a case that never had an audit is kept as if it had been audited on the day it came into the store,
    so that nobody gives it another id, and so another rank in a draw, by having it removed and reading it in again.

    Args:
        before: local time.
    """
    audited = select(_AUDIT.c.id).where(_AUDIT.c.case_id == _CASE.c.id)
    left = audited.where(stays(_AUDIT.c.id))
    query = select(*_CASE.c, audited.exists().label("audited")).where(
        ~_CASE.c.lcs_number.startswith(NO_NUMBER, autoescape=True), ~left.exists()
    )
    rows = connection.execute(query).all()
    needed = _needed_until(connection) if rows else {}
    found = []
    for row in rows:
        days = needed.get(row.id, [])
        if not row.audited:
            days = [*days, (moment_of(row.created_at).astimezone().date(), "")]
        until = max((day for day, _ in days), default=None)
        if until is None or until < before:
            rounds = tuple(sorted({name for _, name in days if name}))
            found.append(CaseOver(row.id, row.lcs_number, until, rounds))
    return sorted(found, key=lambda one: (one.until or date.min, one.lcs_number))


def _needed_until(connection: Connection) -> dict[UUID, list[tuple[date, str]]]:
    """Until which days rounds, which are named, and conflicts of interest need the numbers of cases."""
    rows, found = RoundRows(connection), dict[UUID, list[tuple[date, str]]]()
    allocations: dict[str, list[Allocation]] = {}
    for key, fact in rows.standing(FactKind.ALLOCATION).items():
        round_id, case = of_allocation(key)
        allocations.setdefault(round_id, []).append(Allocation.from_body(case, fact.body))
    for key, fact in rows.standing(FactKind.ROUND).items():
        of = Round.from_body(key, fact.body)
        day = last_day(of, allocations.get(key, ()))
        for listed in of.cases:
            found.setdefault(listed.id, []).append((day, of.name))
    for key, fact in rows.standing(FactKind.CONFLICT).items():
        if fact.body.get("reason"):
            case = UUID(key.partition(":")[0])
            found.setdefault(case, []).append((fact.at.astimezone().date(), ""))
    return found


def forget_numbers(connection: Connection, cases: Iterable[CaseOver]) -> None:
    """Delete the LCS numbers of some cases. The store refuses where an audit is left."""
    for case in cases:
        number = {"lcs_number": f"{NO_NUMBER}{case.case_id.hex}"}
        connection.execute(update(_CASE).where(_CASE.c.id == case.case_id).values(number))


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
