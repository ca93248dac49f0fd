"""What the store hands out: frozen rows, never a session's objects."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from auditor.audit.states import Person, Role, State
from auditor.standards.model import GradeId


def moment_text(moment: datetime) -> str:
    """A moment as it is stored and hashed: ISO 8601 in UTC, to the microsecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> datetime:
    """The moment a stored text stands for."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


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


@dataclass(frozen=True)
class AuditFilter:
    """Which audits to list or count; None leaves a choice open.

    Attributes:
        months: first and last month, both included, as ``2026-03``.
        measure: only audits counted for this measure, or ``overall``.
        meets: with a measure: only those that meet or exceed good (True) or do not (False).
        text: part of an LCS number.
        readable_by: only what this person may read, by the table of permissions.
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
    meets: bool | None = None
    scoring_hash: str | None = None
    text: str = ""
    readable_by: Person | None = None
