"""What audits of one theme, or of any scope, came to: grades, questions met, reasons, timeliness, in one pass.

Nothing is kept of single audits but sums, so that ten thousand take no more memory than a hundred.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from auditor.measures.rates import Interval, whole_percent, wilson
from auditor.measures.scorecard import GRADES
from auditor.standards.model import GradeId
from auditor.store.records import AuditSummary

STRONG_ABOVE = 80
"""Percent: an area is strong when the share of records that met it is above this, unless a report says otherwise."""
FEWEST = 5
"""A question that fewer records were asked is told apart, never as a strong or weak area."""
_MET = ("exceeded", "met")
_SHORT = ("partly_met", "not_met")
_GOOD: tuple[GradeId, ...] = ("outstanding", "good")


@dataclass
class Tally:
    """Sums over audits.

    Attributes:
        audits: how many were counted.
        moderated: how many of them have a moderated grade of record.
        overall: audits by overall grade.
        sections: audits by grade, for each section that was graded.
        judgements: likewise, for each key judgement, by its measure.
        differences: audits by what difference the work made.
        practice: audits by overall grade and difference, where both were judged.
        teams: audits by overall grade, for each team.
        auditors: how many audits each auditor carried out.
        months: the months of the as-at dates, with how many audits each.
        answers: records by answer, for each question.
        short: of the records below good overall, how many fell short of each question.
        below_good: how many records were below good overall.
        judged: of which teams the records are in which a section (``section:`` and its id), a key judgement or a
            question was judged; of a question, those to which it applied.
        rules: deadlines met and not met, for each rule on time.
    """

    audits: int = 0
    moderated: int = 0
    overall: "Counter[GradeId]" = field(default_factory=Counter)
    sections: "dict[str, Counter[GradeId]]" = field(default_factory=dict)
    judgements: "dict[str, Counter[GradeId]]" = field(default_factory=dict)
    differences: "Counter[str]" = field(default_factory=Counter)
    practice: "Counter[tuple[GradeId, str]]" = field(default_factory=Counter)
    teams: "dict[UUID, Counter[GradeId]]" = field(default_factory=dict)
    auditors: "Counter[UUID]" = field(default_factory=Counter)
    months: "Counter[str]" = field(default_factory=Counter)
    answers: "dict[str, Counter[str]]" = field(default_factory=dict)
    short: "Counter[str]" = field(default_factory=Counter)
    answers_below: "dict[str, Counter[str]]" = field(default_factory=dict)
    below_good: int = 0
    judged: "dict[str, set[UUID]]" = field(default_factory=dict)
    rules: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, result: AuditSummary) -> None:
        """Count one audit by its grade of record; one without an overall grade counts nowhere."""
        if result.overall is None:
            return
        self.audits += 1
        self.moderated += result.moderated
        self.overall[result.overall] += 1
        self.teams.setdefault(result.team_id, Counter())[result.overall] += 1
        self.auditors[result.auditor_id] += 1
        self.months[result.month] += 1
        if result.difference is not None:
            self.differences[result.difference] += 1
            self.practice[result.overall, result.difference] += 1
        for into, grades in ((self.sections, result.sections), (self.judgements, result.judgements)):
            for name, grade in grades.items():
                into.setdefault(name, Counter())[grade] += 1
        self._judged(result)
        below = result.overall not in _GOOD
        self.below_good += below
        for criterion, answer in result.answers.items():
            self.answers.setdefault(criterion, Counter())[answer] += 1
            if below:
                self.answers_below.setdefault(criterion, Counter())[answer] += 1
            if below and answer in _SHORT:
                self.short[criterion] += 1
        for rule, (in_time, late) in result.timescales.items():
            before = self.rules.get(rule, (0, 0))
            self.rules[rule] = (before[0] + in_time, before[1] + late)

    def _judged(self, result: AuditSummary) -> None:
        applied = [name for name, answer in result.answers.items() if answer in (*_MET, *_SHORT)]
        for name in (*(f"section:{one}" for one in result.sections), *result.judgements, *applied):
            self.judged.setdefault(name, set()).add(result.team_id)

    @property
    def good(self) -> int:
        """How many audits meet or exceed good."""
        return good_of(self.overall)


def tally(results: Iterable[AuditSummary]) -> Tally:
    """Sums over audits, read once."""
    sums = Tally()
    for result in results:
        sums.add(result)
    return sums


def good_of(grades: Mapping[GradeId, int]) -> int:
    """How many of these are good or outstanding."""
    return sum(grades.get(grade, 0) for grade in _GOOD)


def grade_counts(grades: Mapping[GradeId, int]) -> tuple[int, ...]:
    """The counts of the four grades, best first."""
    return tuple(grades.get(grade, 0) for grade in GRADES)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of so many."""

    count: int
    of: int

    @property
    def percent(self) -> int | None:
        """Whole, rounded half up; None when there are none."""
        return whole_percent(self.count, self.of)

    @property
    def interval(self) -> Interval | None:
        """Where the true share lies with 95% certainty, if these records were drawn by chance (Wilson); or None."""
        return wilson(self.count, self.of)


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What the records showed for one question.

    Attributes:
        met: records that met or exceeded it, of those to which it applied.
        partly: how many met it in part.
        not_met: how many did not.
        not_applicable: to how many it did not apply; they are in no share.
    """

    criterion: str
    met: Share
    partly: int
    not_met: int
    not_applicable: int

    def strong(self, above: int) -> bool:
        """Whether more than so many percent of the records met it; compared exactly, not as rounded."""
        return self.met.of >= FEWEST and 100 * self.met.count > above * self.met.of

    @property
    def too_few(self) -> bool:
        """Whether it was asked of too few records to call it strong or weak."""
        return self.met.of < FEWEST


def question_results(sums: Tally) -> tuple[QuestionResult, ...]:
    """Every question, the best met first; of equal shares the one asked of more records."""
    found = []
    for criterion, answers in sums.answers.items():
        met = sum(answers[answer] for answer in _MET)
        partly, not_met = (answers[answer] for answer in _SHORT)
        of = met + partly + not_met
        found.append(QuestionResult(criterion, Share(met, of), partly, not_met, sum(answers.values()) - of))
    return tuple(sorted(found, key=lambda one: (-_exact(one.met), -one.met.of, one.criterion)))


def _exact(share: Share) -> float:
    return share.count / share.of if share.of else -1.0


@dataclass(frozen=True, slots=True)
class Reason:
    """A question that records below good fell short of.

    Attributes:
        short: of the records below good, those that met it in part or not.
    """

    criterion: str
    short: Share


def reasons(sums: Tally, most: int | None = None) -> tuple[Reason, ...]:
    """Why records were below good: the questions most of them fell short of, the commonest first.

    Args:
        most: how many reasons; all when left out.
    """
    ranked = sorted(sums.short.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Reason(name, Share(count, sums.below_good)) for name, count in ranked[:most])


def change_words(now: Share, before: Share) -> str:
    """How a share stands to an earlier one, in words: only intervals that do not touch say more than chance could."""
    here, there = now.interval, before.interval
    if here is None or there is None:
        return "cannot be compared"
    if here.lower > there.upper:
        return "better than before"
    if here.upper < there.lower:
        return "below before"
    return "no clear change"
