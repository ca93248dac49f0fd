"""All that the report of a thematic audit shows, as plain counts: no case, no worker and no auditor is named in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from auditor.audit.action_steps import Status
from auditor.audit.narrative import Narrative
from auditor.measures.agreement import Agreement
from auditor.measures.thematic import STRONG_ABOVE, QuestionResult, Share, Tally, question_results
from auditor.reports.rules_used import EditionUsed
from auditor.reports.words import months_words
from auditor.standards.model import GradeId, Scale


@dataclass(frozen=True)
class Names:
    """How the report calls what was answered and graded, by id, in the order in which the theme lists it.

    Attributes:
        questions: each question as it was asked.
        codes: the code of the section each question stands in.
        sections: code and title.
        judgements: key judgements by their measure: its reference and the title.
        rules: rules on time in words.
    """

    questions: Mapping[str, str]
    codes: Mapping[str, str]
    sections: Mapping[str, str]
    judgements: Mapping[str, str]
    rules: Mapping[str, str]

    def question(self, criterion: str) -> str:
        """A question behind the code of its section; one that is not known by its id."""
        code = self.codes.get(criterion, "")
        return f"{code} {self.questions.get(criterion, criterion)}".strip()

    def area(self, criterion: str) -> str:
        """A question in two or three words, from its id: of ``supervision.leave-and-sickness`` "leave and sickness"."""
        return criterion.rpartition(".")[2].replace("-", " ")


@dataclass(frozen=True)
class Stratum:
    """A team in a draw: how many cases it has in the list, and how many of them were drawn."""

    team: str
    listed: int
    drawn: int


@dataclass(frozen=True)
class RoundSample:
    """How the cases of a round were drawn.

    Attributes:
        name: of the round.
        listed: cases in the list.
        left_out: of these, not drawn from, because they were audited not long before.
        strata: the teams; the draw is in proportion to their size.
        minimum: of every team.
        on: the day of the draw; None: nothing was drawn yet.
        seed: with it and the list anybody can draw again.
        frame_hash: of the list.
    """

    name: str
    listed: int
    left_out: int
    strata: tuple[Stratum, ...]
    minimum: int
    on: date | None
    seed: str
    frame_hash: str

    @property
    def drawn(self) -> int:
        """How many cases were drawn."""
        return sum(stratum.drawn for stratum in self.strata)


@dataclass(frozen=True)
class Completion:
    """How far the audits are.

    Attributes:
        expected: of a round: neither exempt nor replaced; None where nobody said how many there should be.
        submitted: and not taken back.
        under_way: started, and not submitted.
        overdue: not submitted, and the day is over.
        exempt: drawn, and need not be audited.
        replaced: drawn, and another case stands in.
    """

    expected: int | None
    submitted: int
    under_way: int
    overdue: int = 0
    exempt: int = 0
    replaced: int = 0


@dataclass(frozen=True)
class People:
    """Who audited, as numbers.

    Attributes:
        auditors: how many people carried out audits, by what they are in the service, in words.
        moderators: how many people moderated some of them.
    """

    auditors: Mapping[str, int]
    moderators: int


@dataclass(frozen=True)
class Before:
    """The last audit of the theme.

    Attributes:
        words: which it is, such as "April 2026 to June 2026".
        sums: what it came to.
        comparable: it was scored by the same rules.
    """

    words: str
    sums: Tally
    comparable: bool


@dataclass(frozen=True)
class Agreed:
    """How far two readings of the same audits agree, of those that came about in the same way.

    Attributes:
        words: how they came about.
        meaning: what that says.
        figures: without coefficients.
    """

    words: str
    meaning: str
    figures: Agreement


@dataclass(frozen=True)
class ActionLine:
    """One action, without the case.

    Attributes:
        what: as written; an internal text.
        owner: a role.
        overdue: it is open, and its day has passed.
    """

    what: str
    owner: str
    team: str
    due: date | None
    status: Status
    overdue: bool


@dataclass(frozen=True)
class Actions:
    """What happens next.

    Attributes:
        statuses: how many actions stand how.
        owners: how many each role has.
        overdue: how many are open after their day.
        confirmed: how many of the complete ones a later audit confirmed.
        lines: those still to be done, by the day they are due; no more than fit a report.
    """

    statuses: Mapping[Status, int]
    owners: Mapping[str, int]
    overdue: int
    confirmed: int
    lines: tuple[ActionLine, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.statuses.values())

    @property
    def open(self) -> int:
        """How many are still to be done."""
        return self.total - self.statuses.get(Status.COMPLETE, 0)


@dataclass(frozen=True)
class ThematicReportData:
    """All that the report of a thematic audit shows.

    Attributes:
        theme: its title.
        question: what it asks of the service.
        sums: what the audits came to.
        names: how things are called.
        scale: gives grades and answers their words and symbols.
        months: the first and the last month, both included, as ``2026-03``; None leaves an end open.
        teams: the teams' names that audits were counted of; empty means every team.
        by_team: the overall grades by the name of the team.
        sample: of a round; None where the audits were chosen by their months.
        drawn: how many of the audits are of cases that were drawn by lot, in this round or any other.
        completion: how far it is.
        people: who audited.
        before: the last audit of the theme; None when there was none.
        service: audits good or outstanding among the service's full audits of the same months.
        agreed: agreement after moderation, by how the pairs came about; only those that there are.
        actions: what happens next.
        editions: the standards the audits were graded with.
        made_at: when the report is made, in the time zone it should be printed in.
        level: percent: an area is strong when the share of records that met it is above this.
        narrative: what was written and chosen for the report of a round; None where it is of months.
        made_by: the display name of whoever makes the report; left out when empty.
        synthetic: the audits are invented, as in the demo.
        left_out: audits that are not counted, because whoever makes the report is to moderate them blind.
    """

    theme: str
    question: str
    sums: Tally
    names: Names
    scale: Scale
    months: tuple[str | None, str | None]
    teams: tuple[str, ...]
    by_team: Mapping[str, Mapping[GradeId, int]]
    sample: RoundSample | None
    drawn: int
    completion: Completion
    people: People
    before: Before | None
    service: Share
    agreed: tuple[Agreed, ...]
    actions: Actions
    editions: tuple[EditionUsed, ...]
    made_at: datetime
    level: int = STRONG_ABOVE
    narrative: Narrative | None = None
    made_by: str = ""
    synthetic: bool = False
    left_out: int = 0

    @property
    def period(self) -> str:
        """The round, or the months, in words."""
        return f"Round {self.sample.name}" if self.sample else months_words(*self.months)

    @property
    def questions(self) -> tuple[QuestionResult, ...]:
        """Every question that was asked of any record, the best met first."""
        return tuple(one for one in question_results(self.sums) if one.met.of)

    @property
    def strong(self) -> tuple[QuestionResult, ...]:
        """The strong areas, the best met first."""
        return tuple(one for one in self.questions if one.strong(self.level))

    @property
    def below(self) -> tuple[QuestionResult, ...]:
        """The areas at or below the level, the least met first."""
        return tuple(one for one in reversed(self.questions) if not one.too_few and not one.strong(self.level))

    @property
    def too_few(self) -> tuple[QuestionResult, ...]:
        """Questions asked of too few records to call them either."""
        return tuple(one for one in self.questions if one.too_few)
