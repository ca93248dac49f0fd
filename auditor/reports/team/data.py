"""All that the report of a team shows: counts, and texts that were written to be handed to it; no worker is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from auditor.audit.action_steps import Status
from auditor.audit.moderation import Because
from auditor.measures.thematic import QuestionResult, Share, Tally, question_results
from auditor.measures.trend import Point
from auditor.reports.rules_used import EditionUsed
from auditor.reports.thematic.data import Names
from auditor.reports.words import months_words
from auditor.standards.model import Scale

MOST = 5
"""Questions that are listed as met most, and as met least."""


@dataclass(frozen=True)
class Noted:
    """A strength as an auditor wrote it.

    Attributes:
        section: what it is about; empty where nothing was named.
        text: as written; an internal text.
        count: how many strengths were noted about it in all.
    """

    section: str
    text: str
    count: int


@dataclass(frozen=True)
class TeamAction:
    """One open action, without the case.

    Attributes:
        id: the last characters of its id, by which it is found in the program.
        what: as written; an internal text.
        owner: a role.
        overdue: its day has passed.
    """

    id: str
    what: str
    owner: str
    due: date | None
    status: Status
    overdue: bool


@dataclass(frozen=True)
class TeamActions:
    """The actions of a team.

    Attributes:
        open: still to be done now.
        overdue: of these, after their day.
        closed: closed in the months, on paper.
        confirmed: closed in the months, and found done by a later audit.
        lines: open ones, the overdue first, then by the day they are due; no more than fit a report.
    """

    open: int
    overdue: int
    closed: int
    confirmed: int
    lines: tuple[TeamAction, ...]


@dataclass(frozen=True)
class TeamModeration:
    """What moderation changed in the audits of the team.

    Attributes:
        audits: how many were moderated.
        picked: the same by how that came about, in words.
        raised: graded things whose grade of record is better than the auditor's, by key; ``overall`` for the whole.
        lowered: likewise worse.
        because: settled differences by why they arose.
    """

    audits: int
    picked: Mapping[str, int]
    raised: Mapping[str, int]
    lowered: Mapping[str, int]
    because: Mapping[Because, int]


@dataclass(frozen=True)
class TeamReplies:
    """What the team's manager has still to read or was not answered yet.

    Attributes:
        waiting: replies without an answer.
        since: the oldest of them; None when there is none.
        unread: audits that nobody acknowledged.
    """

    waiting: int
    since: date | None
    unread: int


@dataclass(frozen=True)
class TeamReportData:
    """All that the report of a team shows.

    Attributes:
        team: its name.
        months: the first and the last month, both included, as ``2026-03``; None leaves an end open.
        sums: what the team's full audits came to; of early help, or of all other work.
        early_help: they are of early help.
        apart: of the other of the two, audits good or outstanding; they are in no figure.
        others: of the service's other teams, good or outstanding overall; None where there are too few.
        others_sections: likewise by section; only those of which there are enough.
        other_kinds: audits of the team that are no full ones, by their kind in words.
        names: how things are called.
        graded_names: what moderation may have changed, by key.
        scale: gives grades and answers their words and symbols.
        trend: by quarter, up to the last month; oldest first.
        strengths: those that are quoted, of the sections with most of them first.
        noted: how many strengths were noted in all.
        fewest: under so many audits nothing is compared.
        editions: the standards the audits were graded with.
        made_at: when the report is made, in the time zone it should be printed in.
        made_by: the display name of whoever makes the report; left out when empty.
        synthetic: the audits are invented, as in the demo.
    """

    team: str
    months: tuple[str | None, str | None]
    sums: Tally
    early_help: bool
    apart: Share
    others: Share | None
    others_sections: Mapping[str, Share]
    other_kinds: Mapping[str, int]
    names: Names
    graded_names: Mapping[str, str]
    scale: Scale
    trend: tuple[Point, ...]
    moderation: TeamModeration
    actions: TeamActions
    replies: TeamReplies
    strengths: tuple[Noted, ...]
    noted: int
    fewest: int
    editions: tuple[EditionUsed, ...]
    made_at: datetime
    made_by: str = ""
    synthetic: bool = False

    @property
    def period(self) -> str:
        """The months in words."""
        return months_words(*self.months)

    @property
    def questions(self) -> tuple[QuestionResult, ...]:
        """Every question that enough audits were asked, the best met first."""
        return tuple(one for one in question_results(self.sums) if not one.too_few)

    @property
    def met_most(self) -> tuple[QuestionResult, ...]:
        """The questions met most."""
        return self.questions[:MOST]

    @property
    def met_least(self) -> tuple[QuestionResult, ...]:
        """The questions met least, the least met first; none that is among those met most, and none met by all."""
        left = self.questions[MOST:]
        return tuple(one for one in reversed(left) if one.met.count < one.met.of)[:MOST]
