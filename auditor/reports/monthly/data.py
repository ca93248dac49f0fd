"""All that the monthly report to the leadership team shows, as plain counts: no case, worker or auditor is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from auditor.audit.concerns import ConcernKind
from auditor.audit.round_board import Counts
from auditor.measures.agreement import Agreement
from auditor.measures.response_hours import ResponseHours
from auditor.measures.thematic import FEWEST, QuestionResult, Reason, Share, Tally, question_results, reasons
from auditor.measures.whole_scorecard import ScoreRow
from auditor.reports.rules_used import EditionUsed
from auditor.reports.thematic.data import Agreed
from auditor.reports.words import month_words
from auditor.standards.model import GradeId, Scale

MONTHS_BEFORE = 3
"""Months that the month is set against."""
SHOWN = 6
"""Questions that are listed as met most, and as met least."""
REPEATED = 75
"""Percent: a repeat theme is what so many of the audits below good fell short of, in the month and before it."""


@dataclass(frozen=True)
class RoundDone:
    """A round whose audits count in the month, and how far it is.

    Attributes:
        kind: of its audits, in words, such as "full audits"; of a thematic round with the theme.
        due: the day by which they should be submitted.
        counts: as the board has them, on the day the report is made.
    """

    name: str
    kind: str
    as_at: date
    due: date
    counts: Counts

    @property
    def under_way(self) -> int:
        """How many were started, and are not submitted."""
        return self.counts.started - self.counts.submitted


@dataclass(frozen=True)
class Done:
    """The audits of the month, planned and not.

    Attributes:
        kinds: audits submitted, by their kind in words, such as "full audit".
        under_way: started, and not submitted; whatever their kind.
        late: of these, those whose day is over.
        rounds: those whose as-at date lies in the month, the earliest first.
        earlier_overdue: of rounds before: cases not submitted, whose day is over.
        auditors: how many people carried out audits.
    """

    kinds: Mapping[str, int]
    under_way: int
    late: int
    rounds: tuple[RoundDone, ...]
    earlier_overdue: int
    auditors: int

    @property
    def submitted(self) -> int:
        """Of every kind."""
        return sum(self.kinds.values())

    @property
    def expected(self) -> int:
        """Of the rounds."""
        return sum(one.counts.expected for one in self.rounds)

    @property
    def of_rounds(self) -> int:
        """Submitted, of the rounds."""
        return sum(one.counts.submitted for one in self.rounds)

    @property
    def overdue(self) -> int:
        """Of the rounds of the month."""
        return sum(one.counts.overdue for one in self.rounds)


@dataclass(frozen=True)
class MonthGrades:
    """The overall grades of one month.

    Attributes:
        grades: audits by overall grade.
        scorings: by which rules of scoring they were graded.
    """

    month: str
    grades: Mapping[GradeId, int]
    scorings: frozenset[str]

    @property
    def audits(self) -> int:
        """How many there are."""
        return sum(self.grades.values())


@dataclass(frozen=True)
class Moderation:
    """How far two readings of the same audits agree.

    Attributes:
        month: moderations submitted in the month, by how the pairs came about; only those that there are.
        year: likewise, of the twelve months up to it.
        changed: audits moderated in the month whose overall grade of record is not the auditor's.
        waiting: audits given to a moderator whose grade does not stand yet, on the day the report is made.
        settled_by_lead: of these, those whose difference the QA lead is asked to settle.
        random: of the year, those graded blind and drawn at random, which alone speak for all; None when there is none.
    """

    month: tuple[Agreed, ...]
    year: tuple[Agreed, ...]
    changed: int
    waiting: int
    settled_by_lead: int
    random: Agreement | None = None

    @property
    def moderated(self) -> int:
        """How many audits were moderated in the month, however the pairs came about."""
        return sum(one.figures.n for one in self.month)


@dataclass(frozen=True)
class TeamActions:
    """The actions of a team's audits.

    Attributes:
        service: which the team belongs to; may be empty.
        opened: started in the month.
        completed: closed in the month.
        confirmed: of these, those that a later audit confirmed.
        open: still to be done on the day the report is made.
        overdue: of these, those whose day is over.
    """

    team: str
    service: str
    opened: int
    completed: int
    confirmed: int
    open: int
    overdue: int


@dataclass(frozen=True)
class Concerns:
    """Concerns raised in the month, as numbers: what they say is not for a report.

    Attributes:
        kinds: by whom they are about: how long they waited; only kinds of which there are any.
        open_earlier: raised before the month, and still without a response.
    """

    kinds: Mapping[ConcernKind, ResponseHours]
    open_earlier: int

    @property
    def raised(self) -> int:
        """Of every kind."""
        return sum(one.raised for one in self.kinds.values())

    @property
    def unanswered(self) -> int:
        """Of the month, without a response."""
        return sum(one.raised - one.answered for one in self.kinds.values())


@dataclass(frozen=True)
class Questions:
    """How questions are called, by id.

    Attributes:
        words: as they were asked.
        codes: the code of the section each stands in.
    """

    words: Mapping[str, str]
    codes: Mapping[str, str]

    def full(self, criterion: str) -> str:
        """A question behind the code of its section; one that is not known by its id."""
        return f"{self.codes.get(criterion, '')} {self.words.get(criterion, criterion)}".strip()

    def short(self, criterion: str) -> str:
        """A question in two or three words behind its code, from its id: "PS4 seen alone"."""
        return f"{self.codes.get(criterion, '')} {criterion.rpartition('.')[2].replace('-', ' ')}".strip()


@dataclass(frozen=True)
class MonthlyReportData:
    """All that the monthly report shows.

    Attributes:
        month: as ``2026-03``.
        teams: the teams' names that were asked for; empty means every team.
        done: audits done against expected.
        sums: what the full audits of the month came to, early help left out.
        months: the month's grades, those of the months before and of the same month a year ago, the oldest first; only
            months with audits.
        early_help: the overall grades of the month's early help audits, which stand apart.
        measures: of the month, beside the three months before as one.
        too_few: under this number of audits no band is told.
        before: what the full audits of the months before came to.
        comparable: those were scored by the same rules.
        questions: how they are called.
        scale: gives grades and answers their words and symbols.
        moderation: of the month, and of the year up to it.
        actions: by team; only teams of which there are any.
        concerns: raised in the month.
        editions: the standards the full audits of the month were graded with.
        thresholds_hash: in full.
        made_at: when the report is made, in the time zone it should be printed in.
        made_by: the display name of whoever makes the report; left out when empty.
        synthetic: the audits are invented, as in the demo.
        left_out: audits that are not counted, because whoever makes the report is to moderate them blind.
    """

    month: str
    teams: tuple[str, ...]
    done: Done
    sums: Tally
    months: tuple[MonthGrades, ...]
    early_help: Mapping[GradeId, int]
    measures: tuple[ScoreRow, ...]
    too_few: int
    before: Tally
    comparable: bool
    questions: Questions
    scale: Scale
    moderation: Moderation
    actions: tuple[TeamActions, ...]
    concerns: Concerns
    editions: tuple[EditionUsed, ...]
    thresholds_hash: str
    made_at: datetime
    made_by: str = ""
    synthetic: bool = False
    left_out: int = 0

    @property
    def period(self) -> str:
        """The month in words."""
        return month_words(self.month)

    @property
    def now(self) -> MonthGrades | None:
        """The month's own grades; None when it has no full audit."""
        return next((one for one in self.months if one.month == self.month), None)

    @property
    def beside(self) -> tuple[MonthGrades, ...]:
        """The months that may stand in one chart, the oldest first: those scored by the same rules as the month."""
        return tuple(one for one in self.months if self.now is not None and one.scorings == self.now.scorings)

    @property
    def apart(self) -> tuple[MonthGrades, ...]:
        """The months that may not."""
        return tuple(one for one in self.months if one not in self.beside)

    @property
    def asked(self) -> tuple[QuestionResult, ...]:
        """Every question asked of enough records to be called met most or least, the best met first."""
        return tuple(one for one in question_results(self.sums) if one.met.of and not one.too_few)

    @property
    def met_most(self) -> tuple[QuestionResult, ...]:
        """The questions met most, the best first."""
        return self.asked[: min(SHOWN, len(self.asked) // 2)]

    @property
    def met_least(self) -> tuple[QuestionResult, ...]:
        """The questions met least, the least first; none of them is among those met most."""
        return self.asked[::-1][: min(SHOWN, len(self.asked) // 2)]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What audits below good fell short of, the commonest first; of equally common ones that which was before."""
        found = reasons(self.sums)
        return tuple(
            sorted(found, key=lambda one: (-one.short.count, -self.before.short[one.criterion], one.criterion))
        )

    def before_short(self, criterion: str) -> Share | None:
        """How many audits below good of the months before fell short of a question; None where none can be compared."""
        of = self.before.below_good
        return Share(self.before.short[criterion], of) if self.comparable and of else None

    @property
    def repeated(self) -> tuple[Reason, ...]:
        """Repeat themes, the commonest first: so many of the audits below good fell short, now and before."""
        return tuple(one for one in self.reasons if _often(one.short) and _often(self.before_short(one.criterion)))

    @property
    def opened(self) -> int:
        """Actions that started in the month."""
        return sum(one.opened for one in self.actions)

    @property
    def overdue(self) -> int:
        """Actions overdue on the day the report is made."""
        return sum(one.overdue for one in self.actions)


def _often(share: Share | None) -> bool:
    """Whether so many fell short that it is a theme, among enough audits to say so."""
    return share is not None and share.of >= FEWEST and 100 * share.count >= REPEATED * share.of
