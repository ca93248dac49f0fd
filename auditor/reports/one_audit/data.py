"""What the report of one audit shows, gathered before anything is put into words."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.examination import Examination
from auditor.audit.outcome import Outcome, outcome
from auditor.audit.profile import Period
from auditor.audit.scope import Scope
from auditor.audit.states import State
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.for_audit import Timescales
from auditor.reports.words import sentence
from auditor.standards.model import GradeId, Scale
from auditor.store.records import AuditSummary


@dataclass(frozen=True)
class Difference:
    """Something that auditor and moderator graded differently.

    Attributes:
        name: what was graded.
        record: the grade of record.
        because: why the two differ, in words.
        text: the line on it.
        settled: the QA lead decided.
    """

    name: str
    first: GradeId
    second: GradeId
    record: GradeId
    because: str
    text: str
    settled: bool = False


@dataclass(frozen=True)
class Moderation:
    """What the moderation came to that stands.

    Attributes:
        blind: the moderator graded without seeing the first grades; otherwise it was a light-touch review.
        seen_first: they had seen them all the same.
        why: why it was picked, in words.
        on: the day the moderator submitted.
        same: how many things both graded the same.
        differences: the widest first.
    """

    blind: bool
    seen_first: bool
    why: str
    on: date | None
    same: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Regraded:
    """What changed after the audit was reopened.

    Attributes:
        on: the day it was reopened, and ``reason`` why; empty where that was erased.
        changes: what was graded, the grade of record before, and the one that followed; None where there is none.
    """

    on: date
    reason: str
    changes: tuple[tuple[str, GradeId | None, GradeId | None], ...]


@dataclass(frozen=True)
class OfRecord:
    """How the grades of record came about, where they are not simply the auditor's.

    Attributes:
        moderation: None when the revision that stands was not moderated.
        regraded: each time the audit was reopened, oldest first.
    """

    moderation: Moderation | None = None
    regraded: tuple[Regraded, ...] = ()


@dataclass(frozen=True)
class AuditReportData:
    """All that the report of one audit shows.

    Attributes:
        summary: the audit's row, with the grades of record and both hashes.
        scope: what the audit asks, from the checklist it is pinned to.
        examination: the auditor's reading.
        period: the period audited.
        team: the team's name.
        made_at: when the report is made, in the time zone it should be printed in.
        auditor: the auditor's display name; left out when empty.
        made_by: the display name of whoever makes the report; left out when empty.
        synthetic: the audit is invented, as in the demo.
        calendar: how time is counted.
        of_record: what changed in moderation or since it was reopened; None when nothing was looked at again.
    """

    summary: AuditSummary
    scope: Scope
    examination: Examination
    period: Period
    team: str
    made_at: datetime
    auditor: str = ""
    made_by: str = ""
    synthetic: bool = False
    calendar: Calendar = field(default_factory=Calendar)
    of_record: OfRecord | None = None

    @cached_property
    def timescales(self) -> Timescales:
        """What the key dates come to."""
        return Timescales.of_audit(self.scope, self.examination, self.period, self.calendar)

    @property
    def scale(self) -> Scale:
        """The scale of the checklist."""
        return self.scope.checklist.scale

    @cached_property
    def record(self) -> Outcome:
        """The grades of record: the summary's once the audit counts, until then what the examination comes to."""
        if not self.summary.counted:
            return outcome(self.scope, self.examination)
        summary = self.summary
        return Outcome(summary.overall, summary.sections, summary.judgements, summary.difference, summary.early_help)

    @property
    def grade_name(self) -> str:
        """What its grades are called: of record only once the audit counts."""
        if self.summary.counted:
            return "Grade of record"
        return "Grade given" if self.summary.state is State.VOID else "Grade so far"

    @property
    def kind_words(self) -> str:
        """The kind of audit in words."""
        return KIND_WORDS.get(AuditKind(self.summary.kind), self.summary.kind)

    @property
    def edition_words(self) -> str:
        """The checklist's title, with its version where the title does not say it."""
        checklist = self.scope.checklist
        return checklist.title if checklist.version in checklist.title else f"{checklist.title}, {checklist.version}"

    @property
    def subject_words(self) -> str:
        """Whom or what was audited: the subject, the statuses in the period, the age band."""
        book, profile = self.scope.checklist.tags, self.scope.profile
        words = [book.subject(profile.subject).label]
        words += [status.label for status in book.statuses if status.id in profile.statuses]
        words += [band.label for band in book.age_bands if band.id == profile.age_band]
        return sentence(", ".join(words))
