"""Open an audit: everything one person sees of it, folded from facts, with the checklist it is pinned to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from auditor.audit.completeness import Left, Progress, progress
from auditor.audit.details import AuditDetails, AuditKind
from auditor.audit.examination import Examination
from auditor.audit.facts import Current, Fact, FactKind, current
from auditor.audit.moderation import Assignment, Proposal, assignment_in, moderators_facts, started_in
from auditor.audit.permissions import Ownership, Person, Role, may, require
from auditor.audit.scope import ReadsAs, Scope
from auditor.audit.states import Move, State, state_of
from auditor.audit.texts import texts_of, to_look_at
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.for_audit import Timescales
from auditor.errors import InputError
from auditor.standards.model import Checklist
from auditor.store.ledger import Link
from auditor.store.reader import auditors_examination, moderators_examination
from auditor.store.records import AuditRecord, ExaminationRecord, Hold
from auditor.store.store import Reader
from auditor.store.summaries import RECORD_STATES, compared_in, scope_of, submitted_by
from auditor.use_cases.council.council_calendar import calendar_in
from auditor.use_cases.service import Service

if TYPE_CHECKING:
    from auditor.audit.screening.finds import Find
    from auditor.audit.screening.in_audit import OpenFind

FactName = tuple[FactKind, str]


@dataclass(frozen=True)
class Undoable:
    """What one change replaced, so that it can be taken back."""

    kind: FactKind
    key: str
    before: dict[str, Any]


@dataclass(frozen=True)
class OtherWindow:
    """A window that has an examination open for writing, seen from another one.

    Attributes:
        who: the name of the person at it.
        where: on which computer, in words.
        since: when it took the examination.
        gone: it has let the examination go, or has been silent for too long.
        closed: it has let it go.
    """

    window_id: UUID
    who: str
    where: str
    since: datetime
    gone: bool
    closed: bool


@dataclass(frozen=True)
class OpenAudit:
    """An audit as one person sees it.

    Attributes:
        ownership: whose it is.
        examination_id: the examination shown.
        role: in which it was made: the auditor's, or a moderator's.
        began: when the moderation it belongs to began; None of an auditor's.
        read_only: nothing may be recorded: it is not a draft, not this person's, or another window has it.
        facts: how many facts the audit had when it was read; more of them now means that it has changed.
        end: the end of this person's chain of facts then.
        heads: the fact that now stands for each kind and key.
        rivals: other facts that nothing replaces, after two stores were joined; recording anew settles them.
        drafts: text that was being typed, by field.
        bookmark: where the person left: step and key.
        calendar: how time is counted: as set now, or as it was set when the audit was submitted.
        undo: what the changes of this sitting replaced, oldest first.
        hold: this window's hold on the examination; None when it is only read, or recorded in by a command.
        before: who had it before this window.
        elsewhere: the window that this one watches.
        agreed: where moderation came to another grade than the auditor's: the grade of record, and why, by key.
        screened: what screening found in texts looked at before; all that follow from this one share it.
    """

    record: AuditRecord
    checklist: Checklist
    details: AuditDetails
    ownership: Ownership
    scope: Scope
    examination: Examination
    examination_id: UUID
    state: State
    read_only: bool
    facts: int
    end: Link
    role: Role = Role.AUDITOR
    heads: Mapping[FactName, UUID] = field(default_factory=dict)
    rivals: Mapping[FactName, tuple[UUID, ...]] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)
    bookmark: tuple[str, str] | None = None
    submitted: Fact | None = None
    lcs_entered_on: str | None = None
    calendar: Calendar = field(default_factory=Calendar)
    undo: tuple[Undoable, ...] = ()
    hold: Hold | None = None
    before: Hold | None = None
    elsewhere: OtherWindow | None = None
    began: datetime | None = None
    agreed: Mapping[str, Proposal] = field(default_factory=dict)
    screened: "dict[str, tuple[Find, ...]]" = field(default_factory=dict, repr=False, compare=False)

    @property
    def id(self) -> UUID:
        """The audit's id."""
        return self.record.id

    @property
    def broken_off_at(self) -> datetime | None:
        """When another window that had this examination was last there, having ended without letting it go."""
        before, own = self.before, self.hold
        if before is None or own is None or before.let_go or before.window_id == own.window_id:
            return None
        return before.seen_at

    @cached_property
    def progress(self) -> Progress:
        """What is left to do."""
        return progress(self.scope, self.examination, self.timescales, self._to_look_at())

    @property
    def of_record(self) -> Examination:
        """The examination with the grades that stand in it."""
        grades = dict(self.examination.grades)
        for key, proposal in self.agreed.items():
            grades[key] = replace(grades[key], grade=proposal.grade)
        return replace(self.examination, grades=grades) if self.agreed else self.examination

    @property
    def never_a_find(self) -> tuple[str, ...]:
        """What screening lets stand in every text: the LCS number."""
        return (self.record.lcs_number,)

    @cached_property
    def open_finds(self) -> "tuple[OpenFind, ...]":
        """What screening finds in the texts and nobody kept, hints among it."""
        if not texts_of(self.examination):
            return ()  # most audits are listed or opened without a text; screening takes a while to be read in
        from auditor.audit.screening.in_audit import open_in

        return open_in(self.examination, self.never_a_find, self.screened)

    def _to_look_at(self) -> list[Left]:
        if self.state is not (State.DRAFT if self.role is Role.AUDITOR else State.MODERATING):
            return []
        found = [
            to_look_at(self.scope, self.examination, one.name, f"{one.told} Rephrase it, or keep it with a reason")
            for one in self.open_finds
            if one.sure
        ]
        return [left for left in found if left is not None]

    @cached_property
    def timescales(self) -> Timescales:
        """What the key dates come to."""
        return Timescales.of_audit(self.scope, self.examination, self.details.period, self.calendar)

    def may(self, person: Person, move: Move) -> bool:
        """Whether a person may make a move now."""
        return may(person, move, self.state, self.ownership)

    def with_examination(self, examination: Examination) -> "OpenAudit":
        """The same audit after something was recorded; what it asks follows the sections opened."""
        scope = self.scope
        if scope.grades_only:
            scope = scope if examination.opened == scope.opened else replace(scope, opened=examination.opened)
        elif examination.opened != scope.opened or examination.key_dates != self.examination.key_dates:
            scope = scope_of(self.record.kind, self.checklist, self.details, examination)
        after = replace(self, examination=examination, scope=scope)
        if scope is self.scope and examination.key_dates is self.examination.key_dates:
            after.__dict__["timescales"] = self.timescales.after(examination)
        return after


def open_audit(service: Service, audit_id: UUID, role: Role = Role.AUDITOR) -> OpenAudit:
    """Open an audit.

    Args:
        role: whose examination of it: the auditor's, or the moderator's.

    Raises:
        InputError: there is no such audit, or the moderator has not begun.
        NotPermittedError: this person may not read it.
    """
    with service.store.reading() as reader:
        return read_audit(reader, service, audit_id, role)


def read_audit(reader: Reader, service: Service, audit_id: UUID, role: Role = Role.AUDITOR) -> OpenAudit:
    """Open an audit inside a transaction of the caller's; see :func:`open_audit`."""
    whole = read_whole(reader, audit_id)
    state, details = whole.state, whole.details
    require_sight(service.person, state, whole.ownership, role)
    own, facts = _examination(reader, whole, role)
    hidden = whole.ownership.hidden_from(service.person, state)
    # What stands of the audit as a whole would tell a blind moderator that a concern was raised.
    stands = {**({} if hidden else whole.standing), **current(facts)}
    examination = Examination.from_facts(facts)
    checklist = reader.checklist(whole.record.content_hash)
    scope = scope_of(whole.record.kind, checklist, details, whole.first)
    if role is Role.MODERATOR:
        # The same questions as the auditor's, whatever dates they rest on; which of them he opened is his own affair.
        reads_as: ReadsAs = "moderator" if whole.ownership.blind else "reviewer"
        scope = replace(scope, opened=examination.opened, reads_as=reads_as)
    writable = state is _WRITING[role] and may(service.person, Move.RECORD, state, whole.ownership)
    entry = None if hidden else whole.standing.get((FactKind.LCS_ENTRY, ""))
    submissions = [fact for fact in whole.of_audit if fact.kind is FactKind.MOVE and fact.key == Move.SUBMIT]
    return OpenAudit(
        whole.record,
        checklist,
        details,
        whole.ownership,
        scope,
        examination,
        own.id,
        state,
        read_only=not writable,
        facts=len(whole.everything),
        end=reader.chain_end(audit_id, service.person.id),
        role=role,
        heads={name: item.latest.id for name, item in stands.items()},
        rivals={name: tuple(fact.id for fact in item.rivals) for name, item in stands.items() if item.rivals},
        agreed=_agreed(reader, whole, scope) if role is Role.AUDITOR else {},
        drafts=reader.drafts(own.id) if writable else {},
        bookmark=reader.bookmark(own.id) if writable else None,
        submitted=submissions[-1] if submissions and state is not State.DRAFT else None,
        lcs_entered_on=entry.latest.body.get("entered_on") if entry and entry.latest.body else None,
        calendar=submitted_by(whole.of_audit, state) or calendar_in(reader.settings()),
        began=started.at if role is Role.MODERATOR and (started := started_in(whole.of_audit)) else None,
    )


def _agreed(reader: Reader, whole: "WholeAudit", scope: Scope) -> dict[str, Proposal]:
    """The grades of record that are not the auditor's; none before they stand."""
    second = moderators_examination(reader.examinations(whole.record.id), whole.assignment)
    if second is None or whole.state not in RECORD_STATES:
        return {}
    compared = compared_in(scope, whole.first, whole.facts_of(second.id), whole.of_audit)
    differences = compared.differences if compared is not None and compared.moderated_at is not None else ()
    agreed = {pair.key: pair.agreed for pair in differences if pair.first is not None and pair.agreed is not None}
    return {key: made for key, made in agreed.items() if made.grade != whole.first.grade_of(key)}


_WRITING = {Role.AUDITOR: State.DRAFT, Role.MODERATOR: State.MODERATING}


def require_sight(person: Person, state: State, whose: Ownership, role: Role) -> None:
    """Refuse whoever may not see an examination: the moderator's is their own until it is compared.

    Raises:
        NotPermittedError: they may not.
    """
    if role is Role.AUDITOR:
        require(person, Move.READ, state, whose)
    else:
        require(person, Move.RECORD if state is State.MODERATING else Move.COMPARE, state, whose)


@dataclass(frozen=True)
class WholeAudit:
    """Everything recorded of an audit, before anybody's sight of it was asked.

    Attributes:
        everything: every fact with its examination; None: of the audit as a whole.
        standing: what now stands of the audit as a whole.
        own: the auditor's examination.
    """

    record: AuditRecord
    everything: list[tuple[UUID | None, Fact]]
    of_audit: list[Fact]
    standing: Mapping[FactName, Current]
    state: State
    details: AuditDetails
    assignment: Assignment | None
    own: ExaminationRecord

    @property
    def ownership(self) -> Ownership:
        """Whose it is."""
        asked = self.assignment
        moderator, blind = (asked.moderator, asked.blind) if asked is not None else (None, False)
        private = self.record.kind == AuditKind.CALIBRATION
        return Ownership(self.record.auditor_id, self.details.team, moderator, blind=blind, private=private)

    def facts_of(self, examination_id: UUID) -> list[Fact]:
        """What was recorded in an examination."""
        return [fact for owner, fact in self.everything if owner == examination_id]

    @cached_property
    def first(self) -> Examination:
        """The auditor's examination."""
        return Examination.from_facts(self.facts_of(self.own.id))


def read_whole(reader: Reader, audit_id: UUID) -> WholeAudit:
    """Everything recorded of an audit. The caller asks for permission before anything of it is handed on.

    Raises:
        InputError: there is no such audit.
    """
    record = reader.audit(audit_id)
    if record is None:
        raise InputError("There is no such audit.", str(audit_id), "List the audits, and open one of them.")
    everything = reader.facts(audit_id)
    of_audit = [fact for owner, fact in everything if owner is None]
    standing = current(of_audit)
    if (FactKind.DETAILS, "") not in standing:
        refuse_removed(reader, audit_id)
    body = standing[FactKind.DETAILS, ""].latest.body
    assert body is not None
    own = auditors_examination(reader.examinations(audit_id))
    details, assignment = AuditDetails.from_body(body), assignment_in(of_audit)
    return WholeAudit(record, everything, of_audit, standing, state_of(of_audit), details, assignment, own)


def _examination(reader: Reader, whole: WholeAudit, role: Role) -> tuple[ExaminationRecord, list[Fact]]:
    if role is Role.AUDITOR:
        return whole.own, whole.facts_of(whole.own.id)
    second = moderators_examination(reader.examinations(whole.record.id), whole.assignment)
    if second is None:
        raise InputError("The moderation of this audit has not begun.", "", "Start it: auditor moderation start")
    return second, moderators_facts(whole.of_audit, whole.facts_of(second.id))


def refuse_removed(reader: Reader, audit_id: UUID) -> None:
    """Refuse an audit that was removed when its time was over.

    Raises:
        InputError: it was; says when.
    """
    removal = reader.standing(FactKind.REMOVAL, audit_id.hex)
    if removal is not None:
        raise InputError(
            "This audit was removed from this store, its time being over.",
            f"It was removed on {removal.at.astimezone():%d/%m/%Y}.",
            "It is not brought back. What the store still says of it: auditor retention show",
        )
