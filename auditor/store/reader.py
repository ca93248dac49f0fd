"""Answers questions about a store inside one reading transaction, as frozen rows."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import Connection, select

from auditor.audit.facts import Body, Fact, FactKind, current
from auditor.audit.moderation import Assignment, assignment_in
from auditor.audit.permissions import Person, Role
from auditor.audit.states import State
from auditor.errors import StoreError
from auditor.standards.model import Checklist
from auditor.store import holds, ledger, moderation_queries, projections, queries, retention, team_rows, transfer
from auditor.store import unfinished as typed
from auditor.store.action_queries import ActionReader
from auditor.store.checklists import Checklists
from auditor.store.ledger import Link, Verification
from auditor.store.records import (
    AuditFilter,
    AuditRecord,
    AuditSummary,
    Counter,
    DraftRecord,
    ExaminationRecord,
    GradedMonth,
    Hold,
    Team,
    UnfinishedRecord,
    moment_of,
)
from auditor.store.round_rows import RoundRows
from auditor.store.summaries import summarise
from auditor.store.tables import (
    AuditRow,
    BookmarkRow,
    CaseRow,
    ChecklistRow,
    DraftRow,
    ExaminationRow,
    SlotKeyRow,
    table,
)

_CASE, _AUDIT, _EXAMINATION = table(CaseRow), table(AuditRow), table(ExaminationRow)
_CHECKLIST, _SLOT = table(ChecklistRow), table(SlotKeyRow)
_DRAFT, _BOOKMARK = table(DraftRow), table(BookmarkRow)
_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


class Reader:
    """Answers questions inside one reading transaction."""

    def __init__(self, connection: Connection, store_id: UUID, known: Checklists) -> None:
        """Begin.

        Args:
            connection: inside a transaction.
            store_id: the store's permanent id.
            known: checklists read before, by content hash; those read now are added.
        """
        self._connection = connection
        self._store_id = store_id
        self._known = known

    # -- people, teams, settings ----------------------------------------------------------------------------------

    def people(self) -> dict[UUID, Person]:
        """Everyone who uses the tool, by id; those who were removed have no roles left."""
        return {UUID(key): _person(UUID(key), body) for key, body in self.bodies_of(FactKind.PERSON)}

    def teams(self) -> dict[UUID, Team]:
        """Every team, by id, in order of name."""
        found = [_team(UUID(key), body) for key, body in self.bodies_of(FactKind.TEAM)]
        return {team.id: team for team in sorted(found, key=lambda team: (team.name.casefold(), team.id))}

    def settings(self) -> dict[str, Any]:
        """The settings that can change a result, by name."""
        return {key: body["value"] for key, body in self.bodies_of(FactKind.SETTING)}

    def standing(self, kind: FactKind, key: str) -> Fact | None:
        """The fact that now stands for a kind and key that belong to no audit: what a new one replaces."""
        found = current(ledger.store_facts(self._connection, [kind])).get((kind, key))
        return found.latest if found else None

    def bodies_of(self, kind: FactKind) -> Iterator[tuple[str, Body]]:
        """What now stands of a kind of fact that belongs to no audit, by key."""
        for (_, key), found in current(ledger.store_facts(self._connection, [kind])).items():
            if found.latest.body is not None:
                yield key, found.latest.body

    def slot_keys(self) -> dict[str, tuple[bytes, UUID | None]]:
        """The key of each slot and whose it is, by slot."""
        rows = self._connection.execute(select(_SLOT))
        return {row.slot_id: (row.key, row.person_id) for row in rows}

    # -- checklists -----------------------------------------------------------------------------------------------

    def checklist(self, digest: str) -> Checklist:
        """The checklist stored under a content hash, as it was when it was first used.

        Raises:
            StoreError: there is none.
        """
        found = self._known.get(digest)
        if found is None:
            query = select(_CHECKLIST.c.checklist_id, _CHECKLIST.c.content).where(_CHECKLIST.c.content_hash == digest)
            row = self._connection.execute(query).first()
            if row is None:
                raise StoreError("A checklist is missing from the store.", f"Content {digest}.", "Restore a backup.")
            found = self._known.read(digest, row.checklist_id, row.content)
        return found

    def checklist_content(self, digest: str) -> dict[str, Any]:
        """What was hashed of a checklist, as it was stored; KeyError when there is none."""
        content = self._connection.execute(
            select(_CHECKLIST.c.content).where(_CHECKLIST.c.content_hash == digest)
        ).scalar()
        if content is None:
            raise KeyError(digest)
        found: dict[str, Any] = json.loads(content)
        return found

    def checklist_uses(self, checklist_id: str) -> list[tuple[str, str]]:
        """Content and scoring hash of each content used under an id, oldest first."""
        query = select(_CHECKLIST.c.content_hash, _CHECKLIST.c.scoring_hash)
        query = query.where(_CHECKLIST.c.checklist_id == checklist_id).order_by(_CHECKLIST.c.stored_at)
        return [(row.content_hash, row.scoring_hash) for row in self._connection.execute(query)]

    # -- cases and audits -----------------------------------------------------------------------------------------

    def case_id(self, lcs_number: str) -> UUID | None:
        """The case with this LCS number, if it is known."""
        found = self._connection.execute(select(_CASE.c.id).where(_CASE.c.lcs_number == lcs_number)).scalar()
        return found if found is None else UUID(str(found))

    def audit(self, audit_id: UUID) -> AuditRecord | None:
        """The identity of an audit; None when there is none."""
        query = select(*_AUDIT.c, _CASE.c.lcs_number).join_from(_AUDIT, _CASE).where(_AUDIT.c.id == audit_id)
        row = self._connection.execute(query).first()
        return _audit(row) if row else None

    def last_moved_before(self, states: Iterable[State], moment: str) -> list[tuple[UUID, str]]:
        """The audits in some states whose last move lies before a moment; see :mod:`auditor.store.retention`."""
        return retention.last_moved_before(self._connection, states, moment)

    def cases_over(self, before: date) -> list[retention.CaseOver]:
        """The cases whose LCS number nothing needs any more; see :func:`auditor.store.retention.cases_over`."""
        return retention.cases_over(self._connection, before)

    def disclosures(self) -> list[Fact]:
        """What left the store and when, oldest first."""
        return ledger.store_facts(self._connection, [FactKind.DISCLOSURE])

    def releases(self) -> list[Fact]:
        """What was published, oldest first."""
        return ledger.store_facts(self._connection, [FactKind.RELEASE])

    def retentions(self) -> list[Fact]:
        """The records of what was removed when its time was over, oldest first."""
        return ledger.store_facts(self._connection, [FactKind.RETENTION])

    def audits(self) -> list[AuditRecord]:
        """The identity of every audit that was not removed: for rebuilding and verifying only."""
        query = select(*_AUDIT.c, _CASE.c.lcs_number).join_from(_AUDIT, _CASE).where(retention.stays(_AUDIT.c.id))
        query = query.order_by(_AUDIT.c.opened_at)
        return [_audit(row) for row in self._connection.execute(query)]

    def examinations(self, audit_id: UUID) -> list[ExaminationRecord]:
        """The examinations of an audit, the auditor's first."""
        query = select(_EXAMINATION).where(_EXAMINATION.c.audit_id == audit_id).order_by(_EXAMINATION.c.started_at)
        return [
            ExaminationRecord(row.id, row.audit_id, row.person_id, Role(row.role))
            for row in self._connection.execute(query)
        ]

    def facts(self, audit_id: UUID) -> list[tuple[UUID | None, Fact]]:
        """Every fact of an audit, each with its examination (None: of the audit as a whole)."""
        return ledger.audit_facts(self._connection, audit_id)

    def count_facts(self, audit_id: UUID) -> int:
        """How many facts an audit has; as long as this is the same, nothing in it has changed."""
        return ledger.count_facts(self._connection, audit_id)

    def fact(self, fact_id: UUID) -> tuple[UUID | None, UUID | None, Fact] | None:
        """A fact with its audit and examination; None when there is none."""
        return ledger.one_fact(self._connection, fact_id)

    def fact_rows(self, audit_id: UUID) -> list[transfer.Row]:
        """Every fact of an audit as it lies in the tables, for a bundle."""
        return transfer.fact_rows(self._connection, audit_id)

    def examination_rows(self, audit_id: UUID) -> list[transfer.Row]:
        """The examinations of an audit as they lie in the tables, for a bundle."""
        return transfer.examination_rows(self._connection, audit_id)

    def chain_end(self, chain: UUID | None, person_id: UUID) -> Link:
        """The end of a person's chain in an audit, or in the store itself."""
        return ledger.chain_end(self._connection, chain or self._store_id, person_id, self._store_id)

    def drafts(self, examination_id: UUID) -> dict[str, str]:
        """Text being typed, by field."""
        rows = self._connection.execute(select(_DRAFT).where(_DRAFT.c.examination_id == examination_id))
        return {row.field: row.text for row in rows}

    def all_drafts(self) -> list[DraftRecord]:
        """Every text being typed, in all audits."""
        columns = (*_DRAFT.c, _EXAMINATION.c.audit_id, _EXAMINATION.c.person_id)
        rows = self._connection.execute(select(*columns).join_from(_DRAFT, _EXAMINATION).order_by(_DRAFT.c.saved_at))
        return [
            DraftRecord(row.audit_id, row.examination_id, row.person_id, row.field, row.text, moment_of(row.saved_at))
            for row in rows
        ]

    def bookmark(self, examination_id: UUID) -> tuple[str, str] | None:
        """Where the person left: step and key."""
        row = self._connection.execute(select(_BOOKMARK).where(_BOOKMARK.c.examination_id == examination_id)).first()
        return (row.step, row.key) if row else None

    def unfinished_of(self, audit_id: UUID | None) -> list[UnfinishedRecord]:
        """What is being typed in dialogues about an audit, or about none."""
        return typed.lines_of_audit(self._connection, audit_id)

    def hold_of(self, examination_id: UUID) -> Hold | None:
        """The window that has an examination open for writing, or had it last."""
        return holds.hold_of(self._connection, examination_id)

    # -- projections ----------------------------------------------------------------------------------------------

    def count(self, wanted: AuditFilter) -> int:
        """How many audits fit a filter."""
        return queries.count_audits(self._connection, wanted)

    def page(self, wanted: AuditFilter, offset: int = 0, limit: int = 200) -> list[AuditSummary]:
        """A page of audits that fit a filter."""
        return queries.page_of_audits(self._connection, wanted, offset, limit)

    def each(self, wanted: AuditFilter) -> Iterator[AuditSummary]:
        """Every audit that fits a filter, one after the other; read them before the transaction ends."""
        return queries.each_summary(self._connection, wanted)

    def summary(self, audit_id: UUID) -> AuditSummary | None:
        """The summary of one audit; None when there is none."""
        return queries.one_summary(self._connection, audit_id)

    def state_of(self, audit_id: UUID) -> State:
        """Where an audit stands.

        Raises:
            StoreError: there is no summary of it.
        """
        return queries.state_of_audit(self._connection, audit_id)

    def audits_of_case(self, lcs_number: str) -> list[AuditSummary]:
        """Every audit of a case, newest first."""
        return queries.audits_of_case(self._connection, lcs_number)

    @property
    def actions(self) -> ActionReader:
        """The actions of all audits."""
        return ActionReader(self._connection)

    def counters(self, wanted: AuditFilter, by: Sequence[str] = ("measure",)) -> dict[tuple[Any, ...], Counter]:
        """Counters summed over a filter; see :func:`auditor.store.moderation_queries.count_grades`."""
        return moderation_queries.count_grades(self._connection, wanted, by)

    @property
    def rounds(self) -> RoundRows:
        """Questions about rounds and allocations."""
        return RoundRows(self._connection)

    def timescales(self, wanted: AuditFilter, by: Sequence[str] = ("rule",)) -> queries.Deadlines:
        """Deadlines met and not met by rule; see :func:`auditor.store.moderation_queries.count_timescales`."""
        return moderation_queries.count_timescales(self._connection, wanted, by)

    def months_counted(self, hides_from: Person | None = None) -> tuple[str, str] | None:
        """The first and the last month in which anything counts that this person may know of."""
        return moderation_queries.months_counted(self._connection, hides_from)

    def hidden_audits(self, person: Person) -> set[UUID]:
        """The audits that must be hidden from a person."""
        return moderation_queries.hidden_audits(self._connection, person)

    def moderated_audits(
        self, first: date | None = None, last: date | None = None, teams: Sequence[UUID] | None = None
    ) -> list[AuditSummary]:
        """The audits that were moderated; see :func:`auditor.store.moderation_queries.moderated_audits`."""
        return moderation_queries.moderated_audits(self._connection, first, last, teams)

    # -- the team's view ------------------------------------------------------------------------------------------

    def page_by_submission(self, wanted: AuditFilter, offset: int = 0, limit: int = 200) -> list[AuditSummary]:
        """A page of audits that fit a filter, those submitted last first."""
        return team_rows.page_by_submission(self._connection, wanted, offset, limit)

    def said_to(self, audits: Sequence[UUID]) -> dict[UUID, list[Fact]]:
        """The moves of some audits, and what was said to them; see :func:`auditor.store.team_rows.said_to`."""
        return team_rows.said_to(self._connection, audits)

    def graded_by_month(self, wanted: AuditFilter) -> list[GradedMonth]:
        """Overall grades by month and team; see :func:`auditor.store.team_rows.graded_by_month`."""
        return team_rows.graded_by_month(self._connection, wanted)

    def ask(
        self,
        question: Callable[Concatenate[Connection, _Given], _Answer],
        *given: _Given.args,
        **named: _Given.kwargs,
    ) -> _Answer:
        """What a question of another module of the store finds, such as those of ``check_queries``."""
        return question(self._connection, *given, **named)

    # -- checks ---------------------------------------------------------------------------------------------------

    def verify(self) -> Verification:
        """Recompute every digest, every chain, every checklist's hash and all projections."""
        found = self.verify_recorded()
        problems = list(found.problems)
        summaries, unreadable = [], set()
        for audit in self.audits():
            try:
                summaries.append(self.summarised(audit))
            except (LookupError, ValueError, TypeError, AttributeError, StoreError):
                unreadable.add(audit.id)
                problems.append(f"the facts of audit {audit.id} cannot be put together")
        counted = retention.counted_by_removed(self._connection)
        problems += projections.differences(self._connection, summaries, counted, unreadable)
        return replace(found, problems=tuple(problems))

    def verify_recorded(self) -> Verification:
        """Recompute what never changes its form: digests, chains and hashes; also in a store of an older version."""
        found = ledger.verify_facts(self._connection)
        return replace(found, problems=(*found.problems, *self._changed_checklists()))

    def _changed_checklists(self) -> Iterator[str]:
        for row in self._connection.execute(select(_CHECKLIST)):
            if hashlib.sha256(row.content.encode()).hexdigest() != row.content_hash:
                yield f"the stored content of checklist {row.checklist_id} ({row.content_hash[:12]}) was changed"

    def summaries_from_facts(self) -> Iterator[AuditSummary]:
        """The summary of every audit, made anew from its facts."""
        for audit in self.audits():
            yield self.summarised(audit)

    def summarised(self, audit: AuditRecord) -> AuditSummary:
        """The summary of one audit, made anew from its facts."""
        own = auditors_examination(self.examinations(audit.id))
        checklist = self.checklist(audit.content_hash)
        query = select(_CHECKLIST.c.scoring_hash).where(_CHECKLIST.c.content_hash == audit.content_hash)
        scoring = str(self._connection.execute(query).scalar_one())
        facts = self.facts(audit.id)
        second = moderators_examination(self.examinations(audit.id), assignment_in(_whole(facts)))
        return summarise(audit, checklist, scoring, facts, own.id, second.id if second else None)


def moderators_examination(
    examinations: Sequence[ExaminationRecord], assignment: Assignment | None
) -> ExaminationRecord | None:
    """The examination of whoever moderates the revision that now stands; None when they have not begun."""
    for item in examinations:
        if assignment is not None and (item.role, item.person_id) == (Role.MODERATOR, assignment.moderator):
            return item
    return None


def _whole(facts: Iterable[tuple[UUID | None, Fact]]) -> list[Fact]:
    """The facts of an audit as a whole."""
    return [fact for examination, fact in facts if examination is None]


def auditors_examination(examinations: Sequence[ExaminationRecord]) -> ExaminationRecord:
    """The auditor's own among the examinations of an audit; LookupError when there is none."""
    for item in examinations:
        if item.role is Role.AUDITOR:
            return item
    raise LookupError("an audit without an auditor's examination")


def _person(person_id: UUID, body: Body) -> Person:
    roles = frozenset(Role(role) for role in body["roles"]) if body.get("active", True) else frozenset()
    return Person(person_id, body["name"], roles, frozenset(UUID(team) for team in body["teams"]))


def _team(team_id: UUID, body: Body) -> Team:
    def day(value: str | None) -> date | None:
        return date.fromisoformat(value) if value else None

    return Team(team_id, body["name"], body.get("service", ""), day(body.get("from")), day(body.get("to")))


def _audit(row: Any) -> AuditRecord:
    return AuditRecord(
        row.id, row.case_id, row.lcs_number, row.kind, row.content_hash, row.auditor_id, moment_of(row.opened_at)
    )
