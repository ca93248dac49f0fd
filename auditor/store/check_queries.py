"""What a check over all audits asks the store: facts across audits, and the audits in which something is missing.

The audits are narrowed to what a person may read in the same query; facts are handed out as they are, for a use case to
judge who may see them. Each question is put with :meth:`auditor.store.reader.Reader.ask`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from auditor.audit.details import AuditKind
from auditor.audit.facts import Fact, FactKind, current
from auditor.audit.permissions import Person, Role
from auditor.audit.rounds import of_allocation
from auditor.audit.states import Move, State
from auditor.store.ledger import facts_of_audits, store_facts
from auditor.store.projections import summary_of
from auditor.store.queries import hidden_from, permitted
from auditor.store.records import AuditSummary, moment_text
from auditor.store.round_rows import numbers_of
from auditor.store.tables import (
    ActionSummaryRow,
    AuditSummaryRow,
    ExaminationRow,
    FactBodyRow,
    FactRow,
    table,
)

_SUMMARY: Any = table(AuditSummaryRow)
_FACT: Any = table(FactRow)
_BODY: Any = table(FactBodyRow)
_EXAMINATION: Any = table(ExaminationRow)
_ACTION: Any = table(ActionSummaryRow)
_TOGETHER = 400
"""Audits asked for in one query."""
_GOOD = ("good", "outstanding")


def facts_by_audit(
    connection: Connection, kinds: Iterable[FactKind], audits: Iterable[UUID] | None = None
) -> dict[UUID, list[Fact]]:
    """The facts of some kinds that belong to audits as a whole, by audit, oldest first.

    Args:
        audits: only of these; None: of all that have any.
    """
    wanted = list(kinds)
    if audits is None:
        names = [kind.value for kind in wanted]
        query = select(_FACT.c.audit_id).where(_FACT.c.kind.in_(names), _FACT.c.audit_id.is_not(None)).distinct()
        audits = list(connection.execute(query).scalars())
    found: dict[UUID, list[Fact]] = {}
    for some in _some(audits):
        found |= facts_of_audits(connection, some, wanted)
    return found


def summaries_in(connection: Connection, audits: Iterable[UUID]) -> dict[UUID, AuditSummary]:
    """The summaries of some audits, by their ids."""
    found: dict[UUID, AuditSummary] = {}
    for some in _some(audits):
        query = select(_SUMMARY).where(_SUMMARY.c.audit_id.in_(some))
        found |= {row["audit_id"]: summary_of(row) for row in connection.execute(query).mappings()}
    return found


def _some(ids: Iterable[UUID]) -> Iterator[tuple[UUID, ...]]:
    """Ids, as many at a time as one query takes."""
    left = iter(ids)
    while some := tuple(islice(left, _TOGETHER)):
        yield some


@dataclass(frozen=True)
class Waiting:
    """A case that somebody was asked to audit, and has not started.

    Attributes:
        on: the day on which they were asked.
    """

    round_id: str
    lcs_number: str
    team: UUID | None
    auditor: UUID
    on: date


def allocated_before(connection: Connection, before: str, person: Person | None) -> list[Waiting]:
    """The cases allocated before a moment that were not started, let off or replaced.

    Args:
        person: only those allocated to them; None: to anybody.
    """
    standing = current(store_facts(connection, [FactKind.ALLOCATION, FactKind.ROUND]))
    rounds = {key: one.latest.body or {} for (kind, key), one in standing.items() if kind is FactKind.ROUND}
    asked = []
    for (kind, key), one in standing.items():
        body = one.latest.body or {}
        started = body.get("audit") or body.get("exempt") or body.get("replaced_by")
        if kind is not FactKind.ALLOCATION or started or not body.get("auditor"):
            continue
        auditor, (round_id, case) = UUID(body["auditor"]), of_allocation(key)
        if moment_text(one.latest.at) < before and (person is None or person.id == auditor) and round_id in rounds:
            asked.append((round_id, case, auditor, one.latest.at.astimezone().date()))
    numbers = numbers_of(connection, {case for _, case, _, _ in asked})
    found = []
    for round_id, case, auditor, on in asked:
        if case in numbers:  # nobody could start what has lost its number
            teams = {UUID(listed["case"]): UUID(listed["team"]) for listed in rounds[round_id].get("cases", ())}
            found.append(Waiting(round_id, numbers[case], teams.get(case), auditor, on))
    return found


# -- what a check looks for -------------------------------------------------------------------------------------------


def _readable(person: Person) -> ColumnElement[bool]:
    return and_(permitted(person, Move.READ), ~hidden_from(person))


def _audits(connection: Connection, person: Person, *conditions: ColumnElement[bool]) -> list[AuditSummary]:
    query = select(_SUMMARY).where(_readable(person), _SUMMARY.c.kind != AuditKind.CALIBRATION.value, *conditions)
    return [summary_of(row) for row in connection.execute(query.order_by(_SUMMARY.c.lcs_number)).mappings()]


def _own_examination(query: Select[Any]) -> Select[Any]:
    """Join the auditor's examination: a moderator's is not theirs to see."""
    own = and_(_EXAMINATION.c.audit_id == _SUMMARY.c.audit_id, _EXAMINATION.c.role == Role.AUDITOR.value)
    return query.join(_EXAMINATION, own)


def good_without_evidence(connection: Connection, person: Person) -> list[tuple[UUID, str]]:
    """Sections graded good or better in which the auditor recorded neither evidence nor a note: audit and section.

    A criterion's id begins with its section's. What was written and taken out again counts as written.
    """
    graded = func.json_each(_SUMMARY.c.sections).table_valued("key", "value", joins_implicitly=True)
    section = graded.c.key
    pointed = exists().where(
        _FACT.c.examination_id == _EXAMINATION.c.id,
        _FACT.c.kind.in_([FactKind.EVIDENCE.value, FactKind.NOTE.value]),
        # The end of the range is the sign after the dot: an index is read, and not a pattern matched.
        or_(_FACT.c.key == section, and_(_FACT.c.key > section.concat("."), _FACT.c.key < section.concat("/"))),
    )
    query = _own_examination(select(_SUMMARY.c.audit_id, section).select_from(_SUMMARY))
    query = query.where(_SUMMARY.c.counted, _readable(person), graded.c.value.in_(_GOOD), ~pointed)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(_SUMMARY.c.audit_id, section))]


def inadequate_without_action(connection: Connection, person: Person) -> list[AuditSummary]:
    """Audits in which the whole or a section was inadequate, and that have no action at all."""
    inadequate = or_(_SUMMARY.c.overall == "inadequate", _SUMMARY.c.sections.contains('"inadequate"'))
    none = ~exists().where(_ACTION.c.audit_id == _SUMMARY.c.audit_id)
    return _audits(connection, person, _SUMMARY.c.counted, inadequate, none)


def overdue(connection: Connection, person: Person, today: date) -> list[AuditSummary]:
    """Drafts whose day has passed."""
    return _audits(connection, person, _SUMMARY.c.state == State.DRAFT.value, _SUMMARY.c.due < today.isoformat())


def moderation_overdue(connection: Connection, person: Person, today: date) -> list[AuditSummary]:
    """Audits whose moderation should have been submitted."""
    waiting = _SUMMARY.c.state.in_([State.SUBMITTED.value, State.MODERATING.value])
    return _audits(connection, person, waiting, _SUMMARY.c.moderation_due < today.isoformat())


def never_opened(connection: Connection, person: Person, before: str) -> list[AuditSummary]:
    """Drafts started before a moment in which nothing was ever recorded."""
    recorded = exists().where(
        _EXAMINATION.c.audit_id == _SUMMARY.c.audit_id, _FACT.c.examination_id == _EXAMINATION.c.id
    )
    return _audits(connection, person, _SUMMARY.c.state == State.DRAFT.value, _SUMMARY.c.opened_at < before, ~recorded)


def not_on_lcs(connection: Connection, person: Person, before: str) -> list[AuditSummary]:
    """Audits submitted before a moment of which no entry on LCS is noted."""
    submitted = [state.value for state in State if state not in (State.DRAFT, State.VOID)]
    return _audits(
        connection,
        person,
        _SUMMARY.c.state.in_(submitted),
        _SUMMARY.c.lcs_entered_on.is_(None),
        _SUMMARY.c.submitted_at < before,
    )


def inadequate_of_record(connection: Connection, person: Person) -> list[AuditSummary]:
    """Audits whose grade of record is inadequate."""
    stands = _SUMMARY.c.state.in_([State.FINAL.value, State.CLOSED.value])
    return _audits(connection, person, _SUMMARY.c.counted, stands, _SUMMARY.c.overall == "inadequate")


def re_audits_of_cases(connection: Connection, cases: Iterable[UUID]) -> list[AuditSummary]:
    """The re-audits of some cases that were not made void, oldest first."""
    found = []
    for some in _some(cases):
        query = select(_SUMMARY).where(
            _SUMMARY.c.case_id.in_(some),
            _SUMMARY.c.kind == AuditKind.RE_AUDIT.value,
            _SUMMARY.c.state != State.VOID.value,
        )
        found += [summary_of(row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda one: (one.opened_at, one.audit_id))


def again_and_again(connection: Connection, person: Person, since: str, at_least: int) -> list[tuple[UUID, int]]:
    """Where one person audited one team so often since a moment: the latest of those audits, and how many there are."""
    counts = (
        select(
            _SUMMARY.c.auditor_id, _SUMMARY.c.team_id, func.count(), func.max(_SUMMARY.c.opened_at), _SUMMARY.c.audit_id
        )
        .where(
            _readable(person),
            _SUMMARY.c.state != State.VOID.value,
            _SUMMARY.c.kind != AuditKind.CALIBRATION.value,
            _SUMMARY.c.opened_at >= since,
        )
        .group_by(_SUMMARY.c.auditor_id, _SUMMARY.c.team_id)
        .having(func.count() >= at_least)
    )  # beside a maximum, SQLite gives the columns of its row
    return [(row[4], row[2]) for row in connection.execute(counts)]


def written_texts(connection: Connection, person: Person) -> Iterator[tuple[UUID, str, str, str]]:
    """Audit, kind, key and text of every note and finding of the auditors', as it now stands."""
    mine = _own_examination(select(_EXAMINATION.c.id, _SUMMARY.c.audit_id).select_from(_SUMMARY))
    mine = mine.where(_readable(person), _SUMMARY.c.state != State.VOID.value).order_by(_SUMMARY.c.audit_id)
    audits = {row[0]: row[1] for row in connection.execute(mine)}
    said = func.coalesce(func.json_extract(_BODY.c.body, "$.text"), "")
    kinds = [FactKind.NOTE.value, FactKind.FINDING.value]
    # Audit by audit, as the facts lie in the file: in the order of their kinds, each would be read from another page.
    for some in _some(audits):
        query = select(_FACT.c.examination_id, _FACT.c.kind, _FACT.c.key, said).select_from(_FACT)
        query = query.join(_BODY, _BODY.c.fact_id == _FACT.c.id)
        query = query.where(_FACT.c.examination_id.in_(some), _FACT.c.kind.in_(kinds))
        latest = {
            (row[0], row[1], row[2]): row[3] for row in connection.execute(query.order_by(_FACT.c.at, _FACT.c.id))
        }
        yield from ((audits[owner], kind, key, text) for (owner, kind, key), text in latest.items() if text)
