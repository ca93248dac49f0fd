"""What the store hands out: frozen rows, never a session's objects."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from auditor.audit.action_steps import ActionSummary
from auditor.audit.details import AuditKind
from auditor.audit.moderation import Moderated
from auditor.audit.permissions import Ownership, Person, Role
from auditor.audit.states import Move, State
from auditor.standards.model import GradeId


def moment_text(moment: datetime) -> str:
    """A moment as it is stored and hashed: ISO 8601 in UTC, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> datetime:
    """The moment a stored text stands for."""
    if _MOMENT.fullmatch(text):
        return datetime.fromisoformat(text)  # a list reads hundreds of them, and this takes a tenth of the time
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
"""A moment exactly as :func:`moment_text` writes it."""


@dataclass(frozen=True)
class AuditRecord:
    """The fixed identity of an audit."""

    id: UUID
    case_id: UUID
    lcs_number: str
    kind: str
    content_hash: str
    auditor_id: UUID
    opened_at: datetime


@dataclass(frozen=True)
class ExaminationRecord:
    """The fixed identity of an examination."""

    id: UUID
    audit_id: UUID
    person_id: UUID
    role: Role


@dataclass(frozen=True)
class Hold:
    """Which window has an examination open for writing, or had it last.

    Attributes:
        window_id: random, for each window anew.
        host: the name of its computer.
        process: its number on that computer.
        since: when it took the examination.
        seen_at: when it last said that it is there.
        let_go: it was closed, or locked, and does not mind whoever comes next.
    """

    examination_id: UUID
    window_id: UUID
    person_id: UUID
    host: str
    process: int
    since: datetime
    seen_at: datetime
    let_go: bool = False


_BESIDE = "beside-"


def beside(field: str, window_id: UUID, number: int = 1) -> str:
    """The name of the draft that keeps what a window could not save, beside the draft that another window writes.

    Args:
        number: counts what one window could not save of one field.
    """
    return f"{_BESIDE}{window_id.hex[-8:]}-{number}:{field}"


def is_beside(name: str) -> bool:
    """Whether a draft was kept beside."""
    return name.startswith(_BESIDE)


def beside_what(name: str) -> str:
    """The field that a draft belongs to, kept beside or not."""
    return name.partition(":")[2] if is_beside(name) else name


@dataclass(frozen=True)
class DraftRecord:
    """Text being typed that is not yet a fact.

    Attributes:
        field: the kind and key it will become a fact of, as ``note:ps06``.
    """

    audit_id: UUID
    examination_id: UUID
    person_id: UUID
    field: str
    text: str
    saved_at: datetime

    @property
    def id(self) -> UUID:
        """Names it, as long as it is there."""
        return uuid5(self.examination_id, self.field)


@dataclass(frozen=True)
class UnfinishedRecord:
    """What somebody types in a dialogue and has not recorded.

    Attributes:
        audit_id: the audit it is about; None in a round.
        kind: the kind of fact it will become, and which part of it after a hyphen: ``action_step-note``.
        key: what it is about there: a judgement, an action; in a round ``<round>/<LCS number>``.
    """

    person_id: UUID
    audit_id: UUID | None
    kind: str
    key: str
    text: str
    saved_at: datetime

    @property
    def id(self) -> UUID:
        """Names it: the same for the same person, audit, kind and key."""
        return uuid5(self.person_id, f"{self.audit_id.hex if self.audit_id else ''}|{self.kind}|{self.key}")


@dataclass(frozen=True)
class Team:
    """A team as it now stands.

    Attributes:
        active_from: the first day, if known.
        active_to: the last day; None while it exists.
    """

    id: UUID
    name: str
    service: str = ""
    active_from: date | None = None
    active_to: date | None = None


@dataclass(frozen=True)
class AuditSummary:
    """One audit in a list."""

    audit_id: UUID
    case_id: UUID
    lcs_number: str
    kind: str
    checklist_id: str
    theme: str
    content_hash: str
    scoring_hash: str
    auditor_id: UUID
    team_id: UUID
    subject: str
    tags: tuple[str, ...]
    as_at: date
    due: date | None
    state: State
    answered: int
    asked: int
    opened_at: datetime
    changed_at: datetime
    submitted_at: datetime | None
    lcs_entered_on: date | None
    counted: bool
    moderated: bool
    early_help: bool
    overall: GradeId | None
    difference: str | None
    sections: dict[str, GradeId]
    judgements: dict[str, GradeId]
    revision: int
    timescales: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Deadlines met and not met, by rule; only rules of which any was judged."""
    answers: dict[str, str] = field(default_factory=dict)
    """The auditor's answer to each question asked, or ``not_applicable``; only of an audit that counts."""
    moderator_id: UUID | None = None
    """Who was asked to moderate the revision that now stands."""
    blind: bool = False
    moderation_due: date | None = None
    moderation: Moderated | None = None
    """What the moderation came to, once the moderator has submitted."""
    actions: tuple[ActionSummary, ...] = field(default=(), compare=False)
    """Only where it was made anew from facts: they have a projection of their own."""

    @property
    def ownership(self) -> Ownership:
        """Whose it is."""
        private = self.kind == AuditKind.CALIBRATION
        return Ownership(self.auditor_id, self.team_id, self.moderator_id, self.blind, private)

    @property
    def month(self) -> str:
        """The month the audit counts in, as ``2026-03``."""
        return f"{self.as_at:%Y-%m}"


@dataclass(frozen=True)
class Counter:
    """How many audits got each grade for one measure, within a cell of the scorecard."""

    measure: str
    outstanding: int
    good: int
    requires_improvement: int
    inadequate: int

    @property
    def total(self) -> int:
        """All audits counted."""
        return self.outstanding + self.good + self.requires_improvement + self.inadequate


@dataclass(frozen=True, slots=True)
class GradedMonth:
    """So many audits of one team that stand with one overall grade in one month, as ``2026-03``."""

    month: str
    team: UUID
    early_help: bool
    grade: GradeId
    count: int


@dataclass(frozen=True)
class TimescaleCounter:
    """How many deadlines of one rule were met and not met, in how many audits, within a cell of the figures."""

    rule: str
    in_time: int
    late: int
    cases: int

    @property
    def due(self) -> int:
        """All that were judged."""
        return self.in_time + self.late


@dataclass(frozen=True)
class AuditFilter:
    """Which audits to list or count; None leaves a choice open.

    Attributes:
        months: first and last month, both included, as ``2026-03``.
        measure: only audits counted for this measure, or ``overall``.
        rule: only audits in which a deadline of this rule on time was judged.
        meets: with a measure: only those that meet or exceed good (True) or do not (False); with a rule: only those in
            which every deadline was met, or not every one.
        text: part of an LCS number.
        readable_by: only what this person may read, by the table of permissions.
        hides_from: for counting only: without what this person is to moderate blind, as if it had not been submitted.
        moderator: only what this person was asked to moderate.
        moderated: only audits whose grade of record was moderated (True) or was not (False).
        assigned: only audits of which somebody was asked to moderate them (True), or nobody (False).
        involving: only audits that this person carried out or was asked to moderate.
        audits: only these.
        able: only audits in which this person may make this move now, by the table of permissions.
    """

    auditor: UUID | None = None
    team: UUID | None = None
    teams: tuple[UUID, ...] | None = None
    kinds: tuple[str, ...] | None = None
    theme: str | None = None
    states: tuple[State, ...] | None = None
    months: tuple[str | None, str | None] = (None, None)
    early_help: bool | None = None
    counted: bool | None = None
    not_on_lcs: bool = False
    measure: str | None = None
    rule: str | None = None
    meets: bool | None = None
    scoring_hash: str | None = None
    text: str = ""
    readable_by: Person | None = None
    hides_from: Person | None = None
    moderator: UUID | None = None
    moderated: bool | None = None
    assigned: bool | None = None
    involving: UUID | None = None
    able: tuple[Person, Move] | None = None
    case: UUID | None = None
    audits: frozenset[UUID] | None = None
