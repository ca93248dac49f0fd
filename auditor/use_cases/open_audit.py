"""Open an audit: everything one person sees of it, folded from facts, with the checklist it is pinned to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from auditor.audit.completeness import Progress, progress
from auditor.audit.details import AuditDetails
from auditor.audit.examination import Examination
from auditor.audit.facts import Fact, FactKind, current
from auditor.audit.scope import Scope
from auditor.audit.states import Move, Ownership, Person, State, may, require, state_of
from auditor.errors import InputError
from auditor.standards.model import Checklist
from auditor.store.ledger import Link
from auditor.store.projections import scope_of
from auditor.store.reader import auditors_examination
from auditor.store.records import AuditRecord
from auditor.store.store import Reader
from auditor.use_cases.service import Service

FactName = tuple[FactKind, str]


@dataclass(frozen=True)
class Undoable:
    """What one change replaced, so that it can be taken back."""

    kind: FactKind
    key: str
    before: dict[str, Any]


@dataclass(frozen=True)
class OpenAudit:
    """An audit as one person sees it.

    Attributes:
        examination_id: the examination shown.
        read_only: nothing may be recorded: it is not a draft, or not this person's.
        facts: how many facts the audit had when it was read; more of them now means that it has changed.
        end: the end of this person's chain of facts then.
        heads: the fact that now stands for each kind and key.
        rivals: other facts that nothing replaces, after two stores were joined; recording anew settles them.
        drafts: text that was being typed, by field.
        bookmark: where the person left: step and key.
        undo: what the changes of this sitting replaced, oldest first.
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
    undo: tuple[Undoable, ...] = ()

    @property
    def id(self) -> UUID:
        """The audit's id."""
        return self.record.id

    @cached_property
    def progress(self) -> Progress:
        """What is left to do."""
        return progress(self.scope, self.examination)

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
        if examination.opened != scope.opened:
            scope = replace(scope, opened=examination.opened)
        return replace(self, examination=examination, scope=scope)


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
    )
