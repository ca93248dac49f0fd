"""All that the moderation report shows, as plain counts: no case, no auditor and no moderator is named in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from auditor.audit.moderation import Because, Why
from auditor.measures.agreement import Agreement
from auditor.measures.moderation import Days, GapSpread
from auditor.measures.thematic import Share
from auditor.reports.rules_used import EditionUsed
from auditor.reports.words import months_words
from auditor.standards.model import Scale


@dataclass(frozen=True)
class Graded:
    """What two people gave one thing that is graded.

    Attributes:
        name: its code, where it has one, and its title.
        figures: how far they agree; coefficients only where there are pairs enough.
        changed: audits whose grade stands, by how many grades the one of record lies above the auditor's.
    """

    name: str
    figures: Agreement
    changed: Mapping[int, int] = field(default_factory=dict)

    @property
    def same(self) -> Share:
        """Audits to which both gave the same grade."""
        return Share(self.figures.exact, self.figures.n)


@dataclass(frozen=True)
class OfBasis:
    """The moderations whose pairs of grades came about in the same way.

    Attributes:
        words: how they came about.
        meaning: what that says.
        measures: two people graded without knowing of each other's grade: it says how far they agree.
        drawn: by lot, so that it speaks for all audits.
        seen: meant to be blind, but the moderator had seen the first grade.
        audits: how many were moderated.
        why: the same by why they were picked.
        overall: None where nobody graded the whole twice.
        sections: in the order of the standards.
        judgements: likewise, the key judgements.
        because: settled differences of anything graded, by why they arose.
    """

    words: str
    meaning: str
    measures: bool
    drawn: bool
    seen: bool
    audits: int
    why: Mapping[Why, int]
    overall: Graded | None
    sections: tuple[Graded, ...] = ()
    judgements: tuple[Graded, ...] = ()
    because: Mapping[Because, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Coverage:
    """How much of what was submitted in the period is moderated.

    Attributes:
        submitted: audits.
        asked: of these, somebody was asked to moderate them.
        drawn: of these, by lot.
        done: of those asked for, the moderation is in.
        overdue: of those that are not in, the day has passed.
        setting: percent: the share that is to be drawn by lot, as it is set now.
    """

    submitted: int
    asked: int
    drawn: int
    done: int
    overdue: int
    setting: int


@dataclass(frozen=True)
class Escalated:
    """Audits on whose grades the two could not agree.

    Attributes:
        audits: how many, of those moderated in the period.
        waiting: of these, not settled yet.
        settled: differences that the QA lead settled, by whose grade stood: ``auditor``, ``moderator``, ``another``.
    """

    audits: int
    waiting: int
    settled: Mapping[str, int]


@dataclass(frozen=True)
class Times:
    """How long it took, in calendar days; each None where it was never measured.

    Attributes:
        to_moderation: from submission to the moderator's own.
        to_record: from there to the grade of record.
        whole: from submission to the grade of record.
        days_set: so many days a moderator is given, as it is set now.
    """

    to_moderation: Days | None
    to_record: Days | None
    whole: Days | None
    days_set: int


@dataclass(frozen=True)
class QuarterSame:
    """Audits to which both gave the same overall grade in one quarter.

    Attributes:
        words: such as "Jul to Sep 2026".
    """

    words: str
    same: Share


@dataclass(frozen=True)
class CalibrationHeld:
    """A calibration whose results are open, without its people.

    Attributes:
        on: the day on which they were opened.
        people: how many submitted.
        alike: of everything that two or more graded, what all gave the same grade.
        reference: of all grades given, those like the reference; None where none was recorded.
    """

    name: str
    on: date
    people: int
    alike: Share
    reference: Share | None


@dataclass(frozen=True)
class ModerationReportData:
    """All that the moderation report shows.

    Attributes:
        months: the first and the last month, both included, as ``2026-03``; None leaves an end open.
        coverage: of the audits submitted in them.
        bases: of those moderated in them, by the scoring that most were graded with; only those that there are.
        apart: how many were moderated by other standards, by their title; they are in no figure of agreement.
        escalated: what could not be agreed.
        times: how long it took.
        quarters: blind, drawn at random, up to the last month and further back than the first; oldest first.
        spread: how far auditors lie apart.
        calibrations: held up to the last month, oldest first.
        not_open: calibrations whose results are not open, or not to whoever makes the report.
        fewest: under so many audits a share is too few to tell.
        editions: the standards of the figures.
        made_at: when the report is made, in the time zone it should be printed in.
        made_by: the display name of whoever makes the report; left out when empty.
        synthetic: the audits are invented, as in the demo.
        left_out: audits that are not counted, because whoever makes the report is to moderate them blind.
    """

    months: tuple[str | None, str | None]
    coverage: Coverage
    bases: tuple[OfBasis, ...]
    apart: Mapping[str, int]
    escalated: Escalated
    times: Times
    quarters: tuple[QuarterSame, ...]
    spread: GapSpread
    calibrations: tuple[CalibrationHeld, ...]
    not_open: int
    scale: Scale
    fewest: int
    editions: tuple[EditionUsed, ...]
    made_at: datetime
    made_by: str = ""
    synthetic: bool = False
    left_out: int = 0

    @property
    def period(self) -> str:
        """The months in words."""
        return months_words(*self.months)

    @property
    def measuring(self) -> tuple[OfBasis, ...]:
        """What says how far two people agree."""
        return tuple(one for one in self.bases if one.measures)

    @property
    def drawn(self) -> OfBasis | None:
        """What was drawn by lot and graded blind: the one figure that speaks for all audits."""
        return next((one for one in self.bases if one.drawn), None)

    @property
    def moderated(self) -> int:
        """How many audits were moderated in the period, however that came about, by these standards."""
        return sum(one.audits for one in self.bases)
