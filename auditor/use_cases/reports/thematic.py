"""Gather what a thematic audit came to: of a round of the theme, or of the months its records are as at."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from auditor.audit.action_steps import ActionSummary, Closing, Status
from auditor.audit.details import AuditKind
from auditor.audit.permissions import Person, Role
from auditor.audit.round_board import count
from auditor.audit.rounds import Round
from auditor.audit.states import State
from auditor.audit.whole_months import month_before
from auditor.errors import InputError, UnknownIdError
from auditor.measures.agreement import agreement
from auditor.measures.thematic import STRONG_ABOVE, Share, Tally, tally
from auditor.reports.rules_used import EditionUsed
from auditor.reports.thematic.data import (
    ActionLine,
    Actions,
    Agreed,
    Before,
    Completion,
    People,
    RoundSample,
    Stratum,
    ThematicReportData,
)
from auditor.reports.words import months_words
from auditor.standards.model import Checklist, GradeId
from auditor.store.action_queries import ActionFilter
from auditor.store.projections import OVERALL_MEASURE
from auditor.store.records import AuditFilter, AuditSummary
from auditor.store.store import Reader
from auditor.use_cases.moderation.agreement import BASIS_MEANING, BASIS_WORDS, Basis
from auditor.use_cases.reports.left_out import left_out
from auditor.use_cases.reports.naming import names_of
from auditor.use_cases.rounds.narrative import narrative_in
from auditor.use_cases.rounds.plan import allocations_in, every_round, find_round, lines_of
from auditor.use_cases.service import Service, require_qa_lead

MOST_LINES = 12
"""Open actions that a report lists; of the others it says how many there are."""
_AT_ONCE = 200
_GOING_ON = (State.DRAFT,)
_ROLES = (
    (Role.TEAM_MANAGER, "team manager"),
    (Role.QA_LEAD, "QA lead"),
    (Role.MODERATOR, "moderator"),
    (Role.AUDITOR, "auditor"),
)
"""What somebody with several roles is counted as: the first of these."""


@dataclass(frozen=True)
class ThematicChoice:
    """Which audits of a theme count.

    Attributes:
        theme: its id; empty: that of the round.
        first: the first month, as ``2026-01``; None leaves it open.
        last: the last month, included; likewise.
        teams: None stands for every team.
        round_named: of this round only, by its name or id; months and teams are its own then.
        level: percent, above which an area is strong; None: as the report's definition says.
    """

    theme: str = ""
    first: str | None = None
    last: str | None = None
    teams: tuple[UUID, ...] | None = None
    round_named: str = ""
    level: int | None = None


@dataclass
class _Seen:
    """What is noted of audits as they pass by to be counted."""

    hidden: set[UUID]
    lots: frozenset[UUID] = frozenset()
    drawn: int = 0
    moderators: set[UUID] = field(default_factory=set)
    pairs: "dict[Basis, Counter[tuple[GradeId, GradeId]]]" = field(default_factory=dict)
    contents: "Counter[tuple[str, str]]" = field(default_factory=Counter)

    def each(self, found: Iterable[AuditSummary]) -> Iterator[AuditSummary]:
        """The audits, without those the person working must not know of."""
        for one in found:
            if one.audit_id in self.hidden:
                continue
            self.drawn += one.audit_id in self.lots
            self.contents[one.scoring_hash, one.content_hash] += 1
            if one.moderated and one.moderator_id is not None:
                self.moderators.add(one.moderator_id)
            if one.moderation is not None and (pair := one.moderation.pairs.get(OVERALL_MEASURE)) is not None:
                self.pairs.setdefault(Basis.of(one.moderation), Counter())[pair] += 1
            yield one

    @property
    def scorings(self) -> frozenset[str]:
        """Of the standards they were graded with."""
        return frozenset(scoring for scoring, _ in self.contents)


def gather_thematic(service: Service, choice: ThematicChoice) -> ThematicReportData:
    """Everything that the report of a thematic audit shows.

    Raises:
        InputError: there is no such theme or round, the round is of no theme or another, or the months are the wrong
            way round.
        NotPermittedError: only the QA lead reports on a theme: it speaks of every team.
    """
    require_qa_lead(service.person, "report on a theme")
    round_id = find_round(service, choice.round_named) if choice.round_named else ""
    with service.store.reading() as reader:
        rounds = every_round(reader)
        of = next((one for one in rounds if one.id == round_id), None)
        theme = _theme(service, choice, of)
        return _Gathering(service, reader, replace(choice, theme=theme.id), theme, of, rounds).data()


def _theme(service: Service, choice: ThematicChoice, of: Round | None) -> Checklist:
    themes = service.standards.themes
    if of is not None:
        if not of.theme:
            raise InputError(f"The round '{of.name}' has no theme.", "It is not a thematic one.", "Name another round.")
        if choice.theme not in ("", of.theme):
            why = f"You asked for '{choice.theme}'; its theme is '{of.theme}'."
            raise InputError(f"The round '{of.name}' is of another theme.", why, "Leave the theme out.")
        if choice.first or choice.last or choice.teams:
            raise InputError(
                "A round has its own months and teams.",
                "You named some as well.",
                "Leave out either them or the round.",
            )
    wanted = choice.theme or (of.theme if of else "")
    if not wanted:
        raise InputError("Which theme?", f"Themes: {', '.join(themes)}.", "Name one, as: --theme supervision")
    if wanted not in themes:
        raise UnknownIdError("theme", wanted, list(themes))
    if choice.first is not None and choice.last is not None and choice.first > choice.last:
        raise InputError(
            "The first month is after the last.", f"{choice.first} to {choice.last}", "Give the earlier month first."
        )
    return themes[wanted]


class _Gathering:
    """One report's gathering, inside a reading transaction."""

    def __init__(
        self,
        service: Service,
        reader: Reader,
        choice: ThematicChoice,
        theme: Checklist,
        of: Round | None,
        rounds: list[Round],
    ) -> None:
        self.service, self.reader, self.choice, self.theme, self.of = service, reader, choice, theme, of
        self.rounds = [one for one in rounds if one.theme == theme.id]
        self.hidden = reader.hidden_audits(service.person)
        self.teams = {team.id: team.name for team in reader.teams().values()}
        self.of_theme = AuditFilter(kinds=(AuditKind.THEMATIC.value,), theme=theme.id, teams=choice.teams)

    def data(self) -> ThematicReportData:
        """All of it."""
        lots = frozenset(audit for one in self.rounds if one.sample for audit in self._audits_of(one))
        wanted = self._wanted()
        seen = _Seen(self.hidden, lots)
        sums = tally(seen.each(self.reader.each(wanted)))
        checklists = self._checklists(seen)
        months = self._months(sums)
        by_team = {self.teams.get(team, str(team)): counts for team, counts in sums.teams.items()}
        return ThematicReportData(
            theme=self.theme.title,
            question=self.theme.question,
            sums=sums,
            names=names_of(checklists),
            scale=self.theme.scale,
            months=months or (self.choice.first, self.choice.last),
            teams=tuple(self.teams[team] for team in self.choice.teams or () if team in self.teams),
            by_team={name: by_team[name] for name in sorted(by_team)},
            sample=self._sample() if self.of else None,
            drawn=seen.drawn,
            completion=self._completion(sums),
            people=_people(sums, seen, self.reader.people()),
            before=self._before(months, seen.scorings),
            service=self._service(months),
            agreed=tuple(_agreed(basis, seen.pairs[basis]) for basis in Basis if basis in seen.pairs),
            actions=self._actions(wanted),
            editions=_editions(checklists, seen),
            made_at=self.service.now().astimezone(),
            narrative=narrative_in(self.reader, self.service.person, self.of) if self.of else None,
            level=STRONG_ABOVE if self.choice.level is None else self.choice.level,
            made_by=self.service.person.name,
            synthetic=self.service.store.demo,
            left_out=left_out(self.reader, self.service.person, wanted),
        )

    def _wanted(self) -> AuditFilter:
        if self.of is not None:
            return replace(self.of_theme, audits=frozenset(self._audits_of(self.of)), counted=True)
        return replace(self.of_theme, months=(self.choice.first, self.choice.last), counted=True)

    def _audits_of(self, of: Round) -> list[UUID]:
        return [one.audit for one in allocations_in(self.reader, of.id).values() if one.audit is not None]

    def _checklists(self, seen: _Seen) -> dict[str, Checklist]:
        """The theme as it was when the records were read, by content, the most used first."""
        return {content: self.reader.checklist(content) for (_, content), _ in seen.contents.most_common()}

    def _months(self, sums: Tally) -> tuple[str, str] | None:
        """The first and the last month it is of: as chosen, otherwise those in which there is a record."""
        found = sorted(sums.months)
        if self.of is not None:
            end = f"{self.of.period.end:%Y-%m}"
            return (found[0], found[-1]) if found else (end, end)
        first, last = (
            self.choice.first or (found[0] if found else None),
            self.choice.last or (found[-1] if found else None),
        )
        return (first, last) if first and last and first <= last else None

    def _sample(self) -> RoundSample:
        of = self.of
        assert of is not None, "asked of a round only"
        sample = of.sample
        listed = Counter(case.team for case in of.cases)
        drawn = Counter(of.by_id[case].team for case in sample.drawn) if sample else Counter[UUID]()
        named = sorted((self.teams.get(team, str(team)), team) for team in listed)
        strata = tuple(Stratum(name, listed[team], drawn[team]) for name, team in named)
        left_out = len(of.cases) - len(sample.drawn) - len(sample.reserve) if sample else 0
        minimum, on, hashed = (sample.minimum, sample.on, sample.frame_hash) if sample else (0, None, "")
        return RoundSample(of.name, len(of.cases), left_out, strata, minimum, on, of.seed, hashed)

    def _completion(self, sums: Tally) -> Completion:
        if self.of is None:
            months = (self.choice.first, self.choice.last)
            return Completion(
                None, sums.audits, self.reader.count(replace(self.of_theme, months=months, states=_GOING_ON))
            )
        found = count(lines_of(self.reader, self.of, self.service.today()))
        under_way = found.started - found.submitted
        return Completion(found.expected, found.submitted, under_way, found.overdue, found.exempt, found.replaced)

    def _before(self, months: tuple[str, str] | None, scorings: frozenset[str]) -> Before | None:
        """The round of the theme before this one; of months as many months before."""
        if self.of is not None:
            end = self.of.period.end
            earlier = next((one for one in self.rounds if one.period.end < end), None)
            if earlier is None:
                return None
            words = f"the round {earlier.name}"
            wanted = replace(self.of_theme, audits=frozenset(self._audits_of(earlier)), counted=True)
        elif months is None:
            return None
        else:
            first, last = (month_before(month, _length(*months)) for month in months)
            words, wanted = months_words(first, last), replace(self.of_theme, months=(first, last), counted=True)
        seen = _Seen(self.hidden)
        sums = tally(seen.each(self.reader.each(wanted)))
        return Before(words, sums, seen.scorings == scorings) if sums.audits else None

    def _service(self, months: tuple[str, str] | None) -> Share:
        """Good or outstanding among the full audits of the same months, of the teams chosen; early help stays apart."""
        if months is None:
            return Share(0, 0)
        wanted = AuditFilter(
            teams=self.choice.teams,
            kinds=(AuditKind.FULL.value,),
            months=months,
            early_help=False,
            measure=OVERALL_MEASURE,
            counted=True,
            hides_from=self.service.person,
        )
        found = self.reader.counters(wanted).get((OVERALL_MEASURE,))
        return Share(found.outstanding + found.good, found.total) if found else Share(0, 0)

    def _actions(self, wanted: AuditFilter) -> Actions:
        today = self.service.today()
        statuses: Counter[Status] = Counter()
        owners: Counter[str] = Counter()
        overdue = confirmed = 0
        lines: list[ActionLine] = []
        for one in self._each_action(wanted):
            statuses[one.status] += 1
            owners[one.owner] += 1
            late = one.overdue(today)
            overdue += late
            confirmed += one.closed_how is Closing.CONFIRMED
            if one.closed_on is None and len(lines) < MOST_LINES:
                team = self.teams.get(one.team_id, "")
                lines.append(ActionLine(one.what, one.owner, team, one.due, one.status, late))
        return Actions(dict(statuses), dict(sorted(owners.items())), overdue, confirmed, tuple(lines))

    def _each_action(self, wanted: AuditFilter) -> Iterator[ActionSummary]:
        """Page by page, in the order in which they fall due."""
        offset, filter_ = 0, ActionFilter(readable_by=self.service.person, started=None, audits=wanted)
        while page := self.reader.actions.page(filter_, offset, _AT_ONCE):
            yield from page
            offset += len(page)


def _length(first: str, last: str) -> int:
    """How many months from the first to the last, both included."""
    (year, month), (last_year, last_month) = ((int(part) for part in one.split("-")) for one in (first, last))
    return (last_year - year) * 12 + last_month - month + 1


def _editions(checklists: Mapping[str, Checklist], seen: _Seen) -> tuple[EditionUsed, ...]:
    """The standards the records were graded with; of each scoring the content used most."""
    used: dict[str, EditionUsed] = {}
    for (scoring, content), _ in seen.contents.most_common():
        title = f"{checklists[content].title}, version {checklists[content].version}"
        used.setdefault(scoring, EditionUsed(title, content, scoring))
    return tuple(used.values())


def _people(sums: Tally, seen: _Seen, people: Mapping[UUID, Person]) -> People:
    found: Counter[str] = Counter()
    for auditor in sums.auditors:
        roles = people[auditor].roles if auditor in people else frozenset[Role]()
        found[next((words for role, words in _ROLES if role in roles), "person who has left")] += 1
    return People({words: found[words] for words in sorted(found)}, len(seen.moderators))


def _agreed(basis: Basis, pairs: "Counter[tuple[GradeId, GradeId]]") -> Agreed:
    """Without coefficients: they need more pairs than a theme has, and take seconds."""
    figures = replace(agreement(pairs.elements(), resamples=0), coefficients=None)
    return Agreed(BASIS_WORDS[basis], BASIS_MEANING[basis], figures)
