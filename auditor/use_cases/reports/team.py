"""Gather what a team's report shows: what its audits came to, beside the service's other teams, and what comes next.

Only audits whose grades stand are counted, as in the team's own view: before that a team is told nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from auditor.audit.action_steps import ActionSummary, Closing
from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.moderation import Because
from auditor.audit.replies import acknowledged_in, replies_in
from auditor.audit.states import State
from auditor.errors import InputError
from auditor.measures.moderation import ranked, steps
from auditor.measures.thematic import Share, Tally
from auditor.measures.trend import HOW_MANY, Point, Span, months_back, trend
from auditor.reports.rules_used import EditionUsed
from auditor.reports.team.data import (
    Noted,
    TeamAction,
    TeamActions,
    TeamModeration,
    TeamReplies,
    TeamReportData,
)
from auditor.standards.model import Checklist
from auditor.store.action_queries import ActionFilter
from auditor.store.projections import OVERALL_MEASURE
from auditor.store.records import AuditFilter, AuditSummary, Team
from auditor.store.store import Reader
from auditor.store.strengths import strengths_of
from auditor.store.team_rows import TeamGrades, each_graded
from auditor.use_cases.actions.listing import SHORT_ID
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.moderation.agreement import BASIS_WORDS, AgreementChoice, Basis
from auditor.use_cases.reports.naming import names_of
from auditor.use_cases.reports.request import check_months
from auditor.use_cases.service import Service
from auditor.use_cases.team.view import STANDS, my_teams, team_filter

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind

MOST_LINES, MOST_STRENGTHS = 10, 6
"""Open actions that a report lists, and strengths that it quotes; of the others it says how many there are."""
_EACH = 2
"""Strengths quoted about one section."""
_AT_ONCE = 200
_One = TypeVar("_One")


@dataclass(frozen=True)
class TeamChoice:
    """Which team, and which months.

    Attributes:
        teams: exactly one.
        first: the first month, as ``2026-01``; None leaves it open.
        last: the last month, included; likewise.
    """

    teams: tuple[UUID, ...]
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True)
class _Quoted:
    """A strength or an action that stands in a report as written.

    Attributes:
        name: of the text in its audit.
    """

    audit: UUID
    name: str
    text: str
    as_at: date = date.min
    about: str = ""


def gather_team(service: Service, choice: TeamChoice) -> TeamReportData:
    """Everything that a team's report shows.

    Raises:
        InputError: not exactly one team, or the months are the wrong way round.
        NotPermittedError: the person neither manages the team nor is a QA lead; says nothing of the team.
    """
    team = _team(service, choice)
    with service.store.reading() as reader:
        return _Gathering(service, reader, team, choice).data()


def finds_in_team(service: Service, choice: TeamChoice) -> "tuple[OpenFind, ...]":
    """What in the texts that the report quotes surely says who somebody is, and its author did not keep.

    Raises:
        InputError: as :func:`gather_team`.
        NotPermittedError: likewise.
    """
    from auditor.audit.screening.in_audit import open_texts

    team = _team(service, choice)
    found: list[OpenFind] = []
    with service.store.reading() as reader:
        gathering = _Gathering(service, reader, team, choice)
        by_audit: dict[UUID, dict[str, str]] = {}
        for one in (*gathering.quoted(), *map(_as_quoted, gathering.open_actions())):
            by_audit.setdefault(one.audit, {})[one.name] = one.text
        for audit, texts in by_audit.items():
            whole = read_whole(reader, audit)
            found += open_texts(texts, whole.first, (whole.record.lcs_number,))
    return tuple(one for one in found if one.sure)


def _team(service: Service, choice: TeamChoice) -> Team:
    check_months(choice.first, choice.last)
    if len(choice.teams) != 1:
        raise InputError("This report is of one team.", "You named several.", "Name one: --team NAME")
    team_filter(service, choice.teams)
    return next(team for team in my_teams(service) if team.id == choice.teams[0])


@dataclass
class _Seen:
    """What is noted of the team's own audits as they pass by to be counted."""

    tallies: dict[bool, Tally] = field(default_factory=lambda: {False: Tally(), True: Tally()})
    kinds: "Counter[str]" = field(default_factory=Counter)
    contents: "Counter[tuple[str, str]]" = field(default_factory=Counter)
    every: "Counter[str]" = field(default_factory=Counter)
    moderated: int = 0
    picked: "Counter[Basis]" = field(default_factory=Counter)
    raised: "Counter[str]" = field(default_factory=Counter)
    lowered: "Counter[str]" = field(default_factory=Counter)
    because: "Counter[Because]" = field(default_factory=Counter)

    def add(self, one: AuditSummary) -> None:
        """Count one audit: a full one by what it came to, another by its kind."""
        self.every[one.content_hash] += 1
        if one.kind == AuditKind.FULL:
            self.tallies[one.early_help].add(one)
            self.contents[one.scoring_hash, one.content_hash] += 1
        else:
            self.kinds[f"{KIND_WORDS[AuditKind(one.kind)]}s"] += 1
        if one.moderation is None or not one.moderated:
            return
        self.moderated += 1
        self.picked[Basis.of(one.moderation)] += 1
        self.because.update(one.moderation.because.values())
        for key, grade in one.moderation.agreed.items():
            by = steps(one.moderation.pairs[key][0], grade) if key in one.moderation.pairs else 0
            self.raised[key] += by > 0
            self.lowered[key] += by < 0


@dataclass
class _Others:
    """Good or outstanding among the full audits of the service's other teams."""

    overall: "Counter[bool]" = field(default_factory=Counter)
    sections: "dict[str, Counter[bool]]" = field(default_factory=dict)

    def add(self, one: TeamGrades) -> None:
        """Count one audit."""
        self.overall[_good(one.overall)] += 1
        for section, grade in one.sections.items():
            self.sections.setdefault(section, Counter())[_good(grade)] += 1


def _good(grade: str) -> bool:
    return grade in ("outstanding", "good")


class _Gathering:
    """One report's gathering, inside a reading transaction."""

    def __init__(self, service: Service, reader: Reader, team: Team, choice: TeamChoice) -> None:
        self.service, self.reader, self.team, self.choice = service, reader, team, choice
        self.own = replace(team_filter(service, (team.id,)), months=(choice.first, choice.last), counted=True)
        self.fewest = service.standards.measures.too_few

    def data(self) -> TeamReportData:
        """All of it."""
        seen = _Seen()
        for one in self.reader.each(self.own):
            seen.add(one)
        early_help = not seen.tallies[False].audits and bool(seen.tallies[True].audits)
        others = self._others(early_help=early_help)
        checklists = {content: self.reader.checklist(content) for (_, content), _ in seen.contents.most_common()}
        names = names_of(checklists)
        strengths, counts = self.strengths(self._sections(seen.every))
        apart = seen.tallies[not early_help]
        graded = _graded_names(checklists)
        return TeamReportData(
            team=self.team.name,
            months=(self.choice.first, self.choice.last),
            sums=seen.tallies[early_help],
            early_help=early_help,
            apart=Share(apart.good, apart.audits),
            others=self._share(others.overall),
            others_sections={
                key: share for key, counted in others.sections.items() if (share := self._share(counted)) is not None
            },
            other_kinds=dict(sorted(seen.kinds.items())),
            names=names,
            graded_names=graded,
            scale=next(iter(checklists.values()), self.service.standards.current).scale,
            trend=self._trend(early_help=early_help),
            moderation=TeamModeration(
                seen.moderated,
                {BASIS_WORDS[basis]: seen.picked[basis] for basis in Basis if seen.picked[basis]},
                dict(seen.raised),
                dict(seen.lowered),
                dict(seen.because),
            ),
            actions=self._actions(),
            replies=self._replies(),
            strengths=tuple(Noted(one.about, one.text, counts[one.about]) for one in strengths),
            noted=counts.total(),
            fewest=self.fewest,
            editions=_editions(checklists, seen),
            made_at=self.service.now().astimezone(),
            made_by=self.service.person.name,
            synthetic=self.service.store.demo,
        )

    def _others(self, *, early_help: bool) -> _Others:
        wanted = AuditFilter(
            states=STANDS,
            kinds=(AuditKind.FULL.value,),
            months=(self.choice.first, self.choice.last),
            early_help=early_help,
            counted=True,
        )
        others = _Others()
        for one in self.reader.ask(each_graded, wanted):
            if one.team_id != self.team.id:
                others.add(one)
        return others

    def _share(self, counted: "Counter[bool]") -> Share | None:
        """None of so few that a single audit could be told from it."""
        return Share(counted[True], counted.total()) if counted.total() >= self.fewest else None

    def _trend(self, *, early_help: bool) -> tuple[Point, ...]:
        last = self.choice.last or f"{self.service.today():%Y-%m}"
        first = months_back(last, HOW_MANY[Span.QUARTER] * Span.QUARTER.months)
        # The last quarter is told whole, whichever of its months was chosen.
        wanted = AuditFilter(states=STANDS, kinds=(AuditKind.FULL.value,), months=(first, None), counted=True)
        rows = self.reader.graded_by_month(wanted)
        return trend(rows, (self.team.id,), Span.QUARTER, last, self.fewest, early_help=early_help)

    # -- strengths ------------------------------------------------------------------------------------------------

    def quoted(self) -> tuple[_Quoted, ...]:
        """The strengths that the report quotes."""
        return self.strengths(self._sections(Counter(one.content_hash for one in self.reader.each(self.own))))[0]

    def _sections(self, contents: "Counter[str]") -> dict[str, str]:
        """What each section and each question is about: a section's name; of what is in several, that used most."""
        found: dict[str, str] = {}
        for content, _ in contents.most_common():
            for section in self.reader.checklist(content).sections:
                for key in (section.id, *(criterion.id for criterion in section.criteria)):
                    found.setdefault(key, f"{section.code} {section.title}")
        return found

    def strengths(self, sections: Mapping[str, str]) -> "tuple[tuple[_Quoted, ...], Counter[str]]":
        """The strengths to quote: of the sections with most of them, the latest; and how many there are by section."""
        counts: Counter[str] = Counter()
        latest: dict[str, list[_Quoted]] = {}
        for some in _some((one.audit_id, one.as_at) for one in self.reader.each(self.own)):
            days = dict(some)
            for audit, finding in self.reader.ask(strengths_of, list(days)):
                about = sections.get(finding.about, "")
                one = _Quoted(audit, f"finding:{finding.id}", finding.text, days[audit], about)
                counts[one.about] += 1
                latest[one.about] = _latest([*latest.get(one.about, ()), one])
        found = [latest[section] for section, _ in ranked(counts)]
        in_turn = [several[place] for place in range(_EACH) for several in found if len(several) > place]
        return tuple(in_turn[:MOST_STRENGTHS]), counts

    # -- actions and replies --------------------------------------------------------------------------------------

    def open_actions(self) -> tuple[ActionSummary, ...]:
        """The open actions that the report lists, the overdue first."""
        wanted = ActionFilter(readable_by=self.service.person, teams=(self.team.id,), open=True)
        today = self.service.today()
        late = self.reader.actions.page(replace(wanted, overdue_on=today), 0, MOST_LINES)
        there = {(one.audit_id, one.action_id) for one in late}
        first = self.reader.actions.page(wanted, 0, MOST_LINES + len(late))
        others = [one for one in first if (one.audit_id, one.action_id) not in there]
        dated = sorted(others, key=lambda one: (one.due or date.max, one.audit_id, one.action_id))
        return tuple([*late, *dated][:MOST_LINES])

    def _actions(self) -> TeamActions:
        of_team = ActionFilter(readable_by=self.service.person, teams=(self.team.id,))
        days = AgreementChoice.of_months(self.choice.first, self.choice.last)
        closed = replace(of_team, open=False, closed_between=(days.first, days.last))
        today, count = self.service.today(), self.reader.actions.count
        lines = tuple(
            TeamAction(one.action_id[-SHORT_ID:], one.what, one.owner, one.due, one.status, one.overdue(today))
            for one in self.open_actions()
        )
        return TeamActions(
            count(replace(of_team, open=True)),
            count(replace(of_team, open=True, overdue_on=today)),
            count(replace(closed, closed_how=Closing.ON_PAPER)),
            count(replace(closed, closed_how=Closing.CONFIRMED)),
            lines,
        )

    def _replies(self) -> TeamReplies:
        """What waits now, whatever months the report is of: a closed audit has no reply that waits."""
        wanted = replace(team_filter(self.service, (self.team.id,)), states=(State.FINAL,))
        waiting: list[date] = []
        unread = 0
        for some in _some(one.audit_id for one in self.reader.each(wanted)):
            said = self.reader.said_to(some)
            for audit in some:
                facts = said.get(audit, [])
                waiting += [reply.on for reply in replies_in(facts) if reply.open]
                unread += acknowledged_in(facts) is None
        return TeamReplies(len(waiting), min(waiting, default=None), unread)


def _latest(noted: list[_Quoted]) -> list[_Quoted]:
    """The latest few, none in the same words as another."""
    in_order = sorted(noted, key=lambda each: (each.as_at, each.audit, each.name), reverse=True)
    by_words: dict[str, _Quoted] = {}
    for one in in_order:
        by_words.setdefault(one.text.casefold(), one)
    return list(by_words.values())[:_EACH]


def _as_quoted(action: ActionSummary) -> _Quoted:
    return _Quoted(action.audit_id, f"action-what:{action.action_id}", action.what)


def _some(every: Iterable[_One]) -> Iterator[list[_One]]:
    left = iter(every)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _graded_names(checklists: Mapping[str, Checklist]) -> dict[str, str]:
    found = {OVERALL_MEASURE: "Overall"}
    for checklist in checklists.values():
        for section in checklist.sections:
            found.setdefault(section.id, f"{section.code} {section.title}")
        for judgement in checklist.judgements:
            found.setdefault(judgement.id, f"{judgement.measure} {judgement.title}")
    return found


def _editions(checklists: Mapping[str, Checklist], seen: _Seen) -> tuple[EditionUsed, ...]:
    used: dict[str, EditionUsed] = {}
    for (scoring, content), _ in seen.contents.most_common():
        title = f"{checklists[content].title}, version {checklists[content].version}"
        used.setdefault(scoring, EditionUsed(title, content, scoring))
    return tuple(used.values())
