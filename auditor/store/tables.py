"""The tables of a store.

Facts are only added; identity rows (people, teams, cases, audits, examinations, checklists) never change; drafts,
bookmarks, holds, slot keys and the projections may be updated. Moments are ISO 8601 text in UTC, as they are hashed.
"""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Table, UniqueConstraint
from sqlmodel import Field, SQLModel


def table(model: type[SQLModel]) -> Table:
    """The table beneath a model, for statements."""
    found: Table = model.__table__  # type: ignore[attr-defined]
    return found


class StoreInfo(SQLModel, table=True):
    """The one row that says which store this is."""

    __tablename__: ClassVar[str] = "store_info"
    id: UUID = Field(primary_key=True)
    created_at: str
    demo: bool = False


class PersonRow(SQLModel, table=True):
    """A person who uses the tool; their name and roles are facts."""

    __tablename__: ClassVar[str] = "person"
    id: UUID = Field(primary_key=True)
    created_at: str


class TeamRow(SQLModel, table=True):
    """A team; its name and dates are facts."""

    __tablename__: ClassVar[str] = "team"
    id: UUID = Field(primary_key=True)
    created_at: str


class SlotKeyRow(SQLModel, table=True):
    """The key of each slot, so that the data key can be changed when a person leaves."""

    __tablename__: ClassVar[str] = "slot_key"
    slot_id: str = Field(primary_key=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ChecklistRow(SQLModel, table=True):
    """The canonical content of an edition or theme, kept from its first use."""

    __tablename__: ClassVar[str] = "checklist"
    content_hash: str = Field(primary_key=True)
    scoring_hash: str
    checklist_id: str = Field(index=True)
    kind: str
    version: str
    content: str
    stored_at: str


class CaseRow(SQLModel, table=True):
    """The case an LCS number stands for."""

    __tablename__: ClassVar[str] = "audit_case"
    id: UUID = Field(primary_key=True)
    lcs_number: str = Field(unique=True)
    created_at: str


class AuditRow(SQLModel, table=True):
    """An audit: the examination of one subject against one checklist."""

    __tablename__: ClassVar[str] = "audit"
    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="audit_case.id", index=True)
    kind: str
    content_hash: str = Field(foreign_key="checklist.content_hash")
    auditor_id: UUID = Field(foreign_key="person.id")
    opened_at: str


class ExaminationRow(SQLModel, table=True):
    """One person's reading within an audit."""

    __tablename__: ClassVar[str] = "examination"
    __table_args__ = (UniqueConstraint("audit_id", "person_id", "role"),)
    id: UUID = Field(primary_key=True)
    audit_id: UUID = Field(foreign_key="audit.id", index=True)
    person_id: UUID = Field(foreign_key="person.id")
    role: str
    started_at: str


class FactRow(SQLModel, table=True):
    """A recorded fact, and its link in the chain of its person in its audit."""

    __tablename__: ClassVar[str] = "fact"
    __table_args__ = (
        UniqueConstraint("chain", "person_id", "store_id", "seq", name="fact_chain"),
        Index("fact_examination", "examination_id", "kind", "key"),
        Index("fact_kind", "kind", "key"),
        CheckConstraint("seq >= 1", name="fact_seq"),
    )
    id: UUID = Field(primary_key=True)
    store_id: UUID
    chain: UUID
    """The audit, or the store for facts that belong to no audit."""
    audit_id: UUID | None = Field(default=None, foreign_key="audit.id", index=True)
    examination_id: UUID | None = Field(default=None, foreign_key="examination.id")
    person_id: UUID = Field(foreign_key="person.id")
    seq: int
    kind: str
    key: str
    at: str
    replaces: UUID | None = None
    body_digest: str
    previous: str
    """The entry hash of the fact before it in the chain; empty for the first."""
    entry_hash: str
    format: int = 1


class FactBodyRow(SQLModel, table=True):
    """What a fact says, with the salt of its digest: the one part that an erasure may delete."""

    __tablename__: ClassVar[str] = "fact_body"
    fact_id: UUID = Field(primary_key=True, foreign_key="fact.id")
    salt: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    body: str


class DraftRow(SQLModel, table=True):
    """Text being typed that is not yet a fact."""

    __tablename__: ClassVar[str] = "draft"
    examination_id: UUID = Field(primary_key=True, foreign_key="examination.id")
    field: str = Field(primary_key=True)
    text: str
    saved_at: str


class UnfinishedRow(SQLModel, table=True):
    """What somebody types in a dialogue and has not recorded: a reason, a reply, a note on an action."""

    __tablename__: ClassVar[str] = "unfinished"
    __table_args__ = (Index("unfinished_audit", "audit_id"),)
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    audit_id: UUID | None = Field(default=None, foreign_key="audit.id")
    """None in a round."""
    kind: str
    key: str
    text: str
    saved_at: str


class BookmarkRow(SQLModel, table=True):
    """Where a person left an examination, to return to the same place."""

    __tablename__: ClassVar[str] = "bookmark"
    examination_id: UUID = Field(primary_key=True, foreign_key="examination.id")
    step: str
    key: str


class HoldRow(SQLModel, table=True):
    """Which window has an examination open for writing, or had it last."""

    __tablename__: ClassVar[str] = "hold"
    examination_id: UUID = Field(primary_key=True, foreign_key="examination.id")
    window_id: UUID
    person_id: UUID = Field(foreign_key="person.id")
    host: str
    """The name of the computer."""
    process: int
    since: str
    seen_at: str
    let_go: bool = False


_OWN = ("audit_id", "kind", "team_id", "moderator_id", "blind", "lcs_entered_on")
_STANDS = ("audit_id", "kind", "team_id", "auditor_id", "moderator_id", "blind", "moderated", "changed_at")


class AuditSummaryRow(SQLModel, table=True):
    """Projection: one row per audit, for lists, filters and drill-down."""

    __tablename__: ClassVar[str] = "audit_summary"
    __table_args__ = (
        # All that the list of a person's own audits counts and orders by; see summary_stands.
        Index("summary_auditor", "auditor_id", "state", "changed_at", *_OWN),
        Index("summary_month", "month", "team_id", "kind"),
        Index("summary_moderator", "moderator_id", "state"),
        Index("summary_team", "team_id", "state"),
        # Whose audits they are, without reading one of them.
        Index("summary_own", "auditor_id", "audit_id"),
        # All that a team's list and those of moderation count and order by: rows are wide, and only those on the page
        # are read.
        Index("summary_stands", "state", "submitted_at", *_STANDS),
    )
    audit_id: UUID = Field(primary_key=True, foreign_key="audit.id")
    case_id: UUID = Field(foreign_key="audit_case.id")
    lcs_number: str
    kind: str
    checklist_id: str
    theme: str
    """The theme's id; empty for an edition."""
    content_hash: str
    scoring_hash: str
    auditor_id: UUID
    team_id: UUID
    subject: str
    tags: str
    """JSON list: statuses and age band, for filters."""
    as_at: str
    month: str
    due: str | None = None
    state: str
    answered: int
    asked: int
    opened_at: str
    changed_at: str
    submitted_at: str | None = None
    lcs_entered_on: str | None = None
    counted: bool = False
    moderated: bool = False
    early_help: bool = False
    overall: str | None = None
    difference: str | None = None
    sections: str = "{}"
    """JSON: grade by section."""
    judgements: str = "{}"
    """JSON: grade by measure."""
    revision: int = 1
    timescales: str | None = None
    """JSON: deadlines met and not met, by rule; empty before dates could be entered."""
    answers: str | None = None
    """JSON: answer by question."""
    moderator_id: UUID | None = None
    blind: bool = False
    moderation_due: str | None = None
    moderation: str | None = None
    """JSON: what the moderation came to."""


class ActionSummaryRow(SQLModel, table=True):
    """Projection: one row per action of a submitted audit, for lists over all audits."""

    __tablename__: ClassVar[str] = "action_summary"
    __table_args__ = (
        Index("action_team", "team_id", "closed_on", "due"),
        # All that the counts of a list ask for, so that they read no row.
        Index("action_open", "closed_on", "due", "started_on", "team_id", "audit_id"),
    )
    audit_id: UUID = Field(primary_key=True, foreign_key="audit.id")
    action_id: str = Field(primary_key=True)
    case_id: UUID
    lcs_number: str
    team_id: UUID
    what: str
    owner: str
    about: str
    section: str
    urgent: bool
    started_on: str | None = None
    first_due: str | None = None
    due: str | None = None
    extensions: int = 0
    status: str
    last_on: str | None = None
    closed_on: str | None = None
    closed_how: str | None = None


class MeasureCounterRow(SQLModel, table=True):
    """Projection: how many audits got each grade, by month, team and all else a scorecard tells apart."""

    __tablename__: ClassVar[str] = "measure_counter"
    # The key is the table itself, in the order a scorecard groups by: its query reads one stretch and sorts nothing.
    __table_args__ = (
        CheckConstraint(
            "outstanding >= 0 AND good >= 0 AND requires_improvement >= 0 AND inadequate >= 0", name="counter_positive"
        ),
        {"sqlite_with_rowid": False},
    )
    kind: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    early_help: bool = Field(primary_key=True)
    moderated: bool = Field(primary_key=True)
    scoring_hash: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    team_id: UUID = Field(primary_key=True)
    theme: str = Field(primary_key=True)
    outstanding: int = 0
    good: int = 0
    requires_improvement: int = 0
    inadequate: int = 0


class TimescaleCounterRow(SQLModel, table=True):
    """Projection: how many deadlines of a rule were met and not met, and in how many audits any was judged."""

    __tablename__: ClassVar[str] = "timescale_counter"
    __table_args__ = (
        CheckConstraint("in_time >= 0 AND late >= 0 AND cases >= 0", name="timescale_positive"),
        {"sqlite_with_rowid": False},
    )
    kind: str = Field(primary_key=True)
    rule: str = Field(primary_key=True)
    early_help: bool = Field(primary_key=True)
    moderated: bool = Field(primary_key=True)
    scoring_hash: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    team_id: UUID = Field(primary_key=True)
    theme: str = Field(primary_key=True)
    in_time: int = 0
    late: int = 0
    cases: int = 0


NO_NUMBER = "removed-"
"""Begins what stands in place of the LCS number of a case that has no audit left; the case's id follows."""
IMMUTABLE = ("store_info", "person", "team", "checklist", "audit_case", "audit", "examination", "fact")
"""Tables whose rows are only ever added; but the number of a case goes with its last audit."""
