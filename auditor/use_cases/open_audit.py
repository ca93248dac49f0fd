"""Open an audit: everything one person sees of it, folded from facts, with the checklist it is pinned to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from auditor.audit.completeness import Left, Progress, progress
from auditor.audit.details import AuditDetails
from auditor.audit.examination import Examination
from auditor.audit.facts import Fact, FactKind, current
from auditor.audit.scope import Scope
from auditor.audit.states import Move, Ownership, Person, State, may, require, state_of
from auditor.audit.texts import texts_of, to_look_at
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.for_audit import Timescales
from auditor.errors import InputError
from auditor.standards.model import Checklist
from auditor.store.ledger import Link
from auditor.store.projections import scope_of, submitted_by
from auditor.store.reader import auditors_examination
from auditor.store.records import AuditRecord, Hold
from auditor.store.store import Reader
from auditor.use_cases.council_calendar import calendar_in
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
        examination_id: the examination shown.
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
        screened: what screening found in texts looked at before; all that follow from this one share it.
    """

    record: AuditRecord
    checklist: Checklist
    details: AuditDetails
    scope: Scope
    examination: Examination
    examination_id: UUID
    state: State
    read_only: bool
    facts: int
    end: Link
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
        if self.state is not State.DRAFT:
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

    @property
    def ownership(self) -> Ownership:
        """Whose it is."""
        return Ownership(self.record.auditor_id, self.details.team)

    def may(self, person: Person, move: Move) -> bool:
        """Whether a person may make a move now."""
        return may(person, move, self.state, self.ownership)

    def with_examination(self, examination: Examination) -> "OpenAudit":
        """The same audit after something was recorded; what it asks follows the sections opened."""
        scope = self.scope
        if examination.opened != scope.opened or examination.key_dates != self.examination.key_dates:
            scope = scope_of(self.record.kind, self.checklist, self.details, examination)
        after = replace(self, examination=examination, scope=scope)
        if scope is self.scope and examination.key_dates is self.examination.key_dates:
            after.__dict__["timescales"] = self.timescales.after(examination)
        return after


def open_audit(service: Service, audit_id: UUID) -> OpenAudit:
    """Open an audit.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: this person may not read it.
    """
    with service.store.reading() as reader:
        return read_audit(reader, service, audit_id)


def read_audit(reader: Reader, service: Service, audit_id: UUID) -> OpenAudit:
    """Open an audit inside a transaction of the caller's."""
    record = reader.audit(audit_id)
    if record is None:
        raise InputError("There is no such audit.", str(audit_id), "List the audits, and open one of them.")
    everything = reader.facts(audit_id)
    of_audit = [fact for owner, fact in everything if owner is None]
    state = state_of(of_audit)
    standing = current(of_audit)
    if (FactKind.DETAILS, "") not in standing:
        refuse_removed(reader, audit_id)
    body = standing[FactKind.DETAILS, ""].latest.body
    assert body is not None
    details = AuditDetails.from_body(body)
    require(service.person, Move.READ, state, Ownership(record.auditor_id, details.team))
    own = auditors_examination(reader.examinations(audit_id))
    facts = [fact for owner, fact in everything if owner == own.id]
    stands = {**standing, **current(facts)}
    examination = Examination.from_facts(facts)
    checklist = reader.checklist(record.content_hash)
    writable = may(service.person, Move.RECORD, state, Ownership(record.auditor_id, details.team))
    entry = standing.get((FactKind.LCS_ENTRY, ""))
    submissions = [fact for fact in of_audit if fact.kind is FactKind.MOVE and fact.key == Move.SUBMIT]
    return OpenAudit(
        record,
        checklist,
        details,
        scope_of(record.kind, checklist, details, examination),
        examination,
        own.id,
        state,
        read_only=not writable,
        facts=len(everything),
        end=reader.chain_end(audit_id, service.person.id),
        heads={name: item.latest.id for name, item in stands.items()},
        rivals={name: tuple(fact.id for fact in item.rivals) for name, item in stands.items() if item.rivals},
        drafts=reader.drafts(own.id) if writable else {},
        bookmark=reader.bookmark(own.id) if writable else None,
        submitted=submissions[-1] if submissions and state is not State.DRAFT else None,
        lcs_entered_on=entry.latest.body.get("entered_on") if entry and entry.latest.body else None,
        calendar=submitted_by(of_audit, state) or calendar_in(reader.settings()),
    )


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
