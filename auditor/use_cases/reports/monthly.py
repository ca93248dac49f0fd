"""Gather what the leadership team is told of a month: what was audited, what it came to, and what became of it."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from auditor.audit.action_steps import Closing
from auditor.audit.concerns import ConcernKind
from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.moderation import Moderated
from auditor.audit.round_board import Line, count
from auditor.audit.rounds import Round
from auditor.audit.states import State
from auditor.audit.whole_months import Months, month_before
from auditor.errors import InputError
from auditor.measures.agreement import Agreement, agreement
from auditor.measures.response_hours import Waited, response_hours
from auditor.measures.scorecard import GRADES
from auditor.measures.thematic import Tally, tally
from auditor.measures.whole_scorecard import whole_scorecard
from auditor.reports.monthly.data import (
    MONTHS_BEFORE,
    Concerns,
    Done,
    Moderation,
    MonthGrades,
    MonthlyReportData,
    Questions,
    RoundDone,
    TeamActions,
)
from auditor.reports.thematic.data import Agreed
from auditor.reports.words import month_words
from auditor.standards.hashes import thresholds_hash
from auditor.standards.model import GradeId
from auditor.store.action_queries import ActionFilter
from auditor.store.moderation_queries import each_moderated
from auditor.store.projections import OVERALL_MEASURE
from auditor.store.records import AuditFilter, AuditSummary, Team
from auditor.store.store import Reader
from auditor.use_cases.audits.concerns import SeenConcern, concerns_across
from auditor.use_cases.moderation.agreement import BASIS_MEANING, BASIS_WORDS, Basis
from auditor.use_cases.reports.editions import editions_of
from auditor.use_cases.reports.left_out import left_out
from auditor.use_cases.rounds.plan import every_round, lines_of
from auditor.use_cases.service import Service, require_qa_lead
from auditor.use_cases.show_measures import Choice, Figures, counting, show_measures

_YEAR = 12
_KINDS = tuple(kind.value for kind in AuditKind if kind is not AuditKind.CALIBRATION)
_UNSETTLED = (State.SUBMITTED, State.MODERATING, State.COMPARING, State.ESCALATED)
"""Where an audit stands whose grade of record is still to come."""
_EARLY_HELP = "early help audit"


@dataclass
class _Seen:
    """What is noted of the month's audits, of any kind, as they pass by; the full ones are handed on."""

    hidden: set[UUID]
    kinds: "Counter[str]" = field(default_factory=Counter)
    auditors: set[UUID] = field(default_factory=set)
    contents: "Counter[str]" = field(default_factory=Counter)

    def full(self, found: Iterable[AuditSummary]) -> Iterator[AuditSummary]:
        """The full audits but those of early help, without those the person working must not know of."""
        for one in found:
            if one.audit_id in self.hidden:
                continue
            self.kinds[_kind(one)] += 1
            self.auditors.add(one.auditor_id)
            if one.kind == AuditKind.FULL and not one.early_help:
                self.contents[one.content_hash] += 1
                yield one


def _kind(one: AuditSummary) -> str:
    """The kind of an audit in words; full audits of early help are a kind of their own, for they count apart."""
    return _EARLY_HELP if one.early_help and one.kind == AuditKind.FULL else KIND_WORDS[AuditKind(one.kind)]


def gather_monthly(
    service: Service, month: str | None = None, teams: tuple[UUID, ...] | None = None
) -> MonthlyReportData:
    """Everything that the monthly report shows.

    Args:
        month: as ``2026-03``; the latest that is over and has full audits when left out.
        teams: only audits of these; None: of every team.

    Raises:
        InputError: the month has not begun.
        NotPermittedError: only the QA lead reports to the leadership team: the report speaks of every team.
    """
    require_qa_lead(service.person, "report on a month")
    if month is not None and month > f"{service.today():%Y-%m}":
        raise InputError("That month has not begun.", month_words(month), "Give this month or an earlier one.")
    with service.store.reading() as reader:
        of = month or _latest(service, reader, teams)
    before, now = (
        show_measures(service, Choice(first, last, teams))
        for first, last in ((month_before(of, MONTHS_BEFORE), month_before(of)), (of, of))
    )
    with service.store.reading() as reader:
        return _Gathering(service, reader, of, teams).data(before.main, now.main, _counts(now.early_help))


def _latest(service: Service, reader: Reader, teams: tuple[UUID, ...] | None) -> str:
    """The latest month that is over and has full audits; the last month where there is none."""
    last = month_before(f"{service.today():%Y-%m}")
    wanted = replace(counting(service, Choice(None, last, teams)), measure=OVERALL_MEASURE)
    return max((month for (month,) in reader.counters(wanted, by=("month",))), default=last)


def _counts(figures: Figures) -> dict[GradeId, int]:
    return {one.grade: one.count for one in figures.profile if one.count}


class _Gathering:
    """One report's gathering, inside a reading transaction."""

    def __init__(self, service: Service, reader: Reader, month: str, teams: tuple[UUID, ...] | None) -> None:
        self.service, self.reader, self.month, self.chosen = service, reader, month, teams
        self.first_before, self.last_before = month_before(month, MONTHS_BEFORE), month_before(month)
        self.today = service.today()
        self.hidden = reader.hidden_audits(service.person)
        self.teams = reader.teams()
        self.counted = AuditFilter(teams=teams, kinds=_KINDS, counted=True)

    def data(self, before: Figures, now: Figures, early_help: Mapping[GradeId, int]) -> MonthlyReportData:
        """All of it, given the figures of the months before and of the month."""
        service, standards = self.service, self.service.standards
        seen = _Seen(self.hidden)
        sums = tally(seen.full(self.reader.each(replace(self.counted, months=(self.month, self.month)))))
        earlier = _Seen(self.hidden)
        months = self._months()
        periods = (Months(self.last_before, self.first_before), Months.month(self.month))
        cards = [{one.id: one for one in figures.measures} for figures in (before, now)]
        return MonthlyReportData(
            month=self.month,
            teams=tuple(self.teams[team].name for team in self.chosen or () if team in self.teams),
            done=self._done(seen),
            sums=sums,
            months=months,
            early_help=early_help,
            measures=tuple(row for row in whole_scorecard(standards.measures, periods, cards, ()) if row.is_audited),
            too_few=standards.measures.too_few,
            before=self._before(earlier),
            comparable=set(before.scoring_hashes) == set(now.scoring_hashes),
            questions=self._questions(seen, earlier),
            scale=standards.current.scale,
            moderation=self._moderation(now.scoring_hashes),
            actions=self._actions(),
            concerns=self._concerns(),
            editions=editions_of(service, self.reader, now.scoring_hashes),
            thresholds_hash=thresholds_hash(standards.measures),
            made_at=service.now().astimezone(),
            made_by=service.person.name,
            synthetic=service.store.demo,
            left_out=left_out(self.reader, service.person, replace(self.counted, months=(self.month, self.month))),
        )

    # -- audits and their grades ----------------------------------------------------------------------------------

    def _done(self, seen: _Seen) -> Done:
        drafts = replace(self.counted, counted=None, states=(State.DRAFT,), months=(self.month, self.month))
        under_way = [one.due for one in self.reader.each(drafts) if one.audit_id not in self.hidden]
        late = sum(1 for due in under_way if due is not None and due < self.today)
        kinds = {words: seen.kinds[words] for words in (*KIND_WORDS.values(), _EARLY_HELP) if seen.kinds[words]}
        rounds, earlier = [], 0
        for of in reversed(every_round(self.reader)):
            of_month = f"{of.period.end:%Y-%m}"
            if of_month > self.month:
                continue
            counts = count(self._lines(of))
            if of_month < self.month:
                earlier += counts.overdue
            elif counts.expected or counts.exempt or self.chosen is None:
                rounds.append(RoundDone(of.name, self._kind_of(of), of.period.end, of.due, counts))
        return Done(kinds, len(under_way), late, tuple(rounds), earlier, len(seen.auditors))

    def _lines(self, of: Round) -> list[Line]:
        return [line for line in lines_of(self.reader, of, self.today) if self._chosen(line.case.team)]

    def _chosen(self, team: UUID) -> bool:
        return self.chosen is None or team in self.chosen

    def _kind_of(self, of: Round) -> str:
        theme = self.service.standards.themes.get(of.theme)
        return f"{KIND_WORDS[of.kind]}s" + (f": {theme.title}" if theme is not None else "")

    def _months(self) -> tuple[MonthGrades, ...]:
        year_ago = month_before(self.month, _YEAR)
        wanted = replace(counting(self.service, Choice(year_ago, self.month, self.chosen)), measure=OVERALL_MEASURE)
        grades: dict[str, Counter[GradeId]] = {}
        scorings: dict[str, set[str]] = {}
        for (month, scoring), counter in self.reader.counters(wanted, by=("month", "scoring_hash")).items():
            if month == year_ago or month >= self.first_before:
                scorings.setdefault(month, set()).add(scoring)
                found = grades.setdefault(month, Counter())
                found.update({grade: getattr(counter, grade) for grade in GRADES})
        return tuple(MonthGrades(month, grades[month], frozenset(scorings[month])) for month in sorted(grades))

    def _before(self, seen: _Seen) -> Tally:
        kinds = (AuditKind.FULL.value,)
        wanted = replace(self.counted, kinds=kinds, early_help=False, months=(self.first_before, self.last_before))
        return tally(seen.full(self.reader.each(wanted)))

    def _questions(self, *seen: _Seen) -> Questions:
        """As they were worded when the audits were graded: this month's words lead, and those used most."""
        words: dict[str, str] = {}
        codes: dict[str, str] = {}
        for content in (content for one in seen for content, _ in one.contents.most_common()):
            for section in self.reader.checklist(content).sections:
                for criterion in section.criteria:
                    words.setdefault(criterion.id, criterion.question)
                    codes.setdefault(criterion.id, section.code)
        return Questions(words, codes)

    # -- what became of them --------------------------------------------------------------------------------------

    def _moderation(self, scorings: Iterable[str]) -> Moderation:
        """Of audits graded by the rules of the month's full audits; those of themes ask other things."""
        first, last = _days(self.month)
        start, _ = _days(month_before(self.month, _YEAR - 1))
        person, rules = self.service.person, frozenset(scorings)
        month: dict[Basis, Counter[tuple[GradeId, GradeId]]] = {}
        year: dict[Basis, Counter[tuple[GradeId, GradeId]]] = {}
        changed = 0
        for one in self.reader.ask(each_moderated, person, start, last):
            found = one.moderation
            if found is None or one.scoring_hash not in rules or not self._chosen(one.team_id):
                continue
            _pair(year, found)
            if found.on >= first:
                _pair(month, found)
                changed += OVERALL_MEASURE in found.agreed
        waiting = AuditFilter(teams=self.chosen, kinds=_KINDS, states=_UNSETTLED, assigned=True, readable_by=person)
        return Moderation(
            _agreed(month),
            _agreed(year),
            changed,
            self.reader.count(waiting),
            self.reader.count(replace(waiting, states=(State.ESCALATED,))),
            _figures(year[Basis.BLIND_RANDOM]) if Basis.BLIND_RANDOM in year else None,
        )

    def _actions(self) -> tuple[TeamActions, ...]:
        days = _days(self.month)
        wanted = ActionFilter(readable_by=self.service.person, teams=self.chosen)
        closed = replace(wanted, closed_between=days)
        found = [
            self.reader.actions.by_team(one)
            for one in (
                replace(wanted, started_between=days),
                closed,
                replace(closed, closed_how=Closing.CONFIRMED),
                replace(wanted, open=True),
                replace(wanted, overdue_on=self.today),
            )
        ]
        lines = []
        for team_id in set().union(*found):
            team = self.teams.get(team_id, Team(team_id, str(team_id)))
            lines.append(TeamActions(team.name, team.service, *(each.get(team_id, 0) for each in found)))
        return tuple(sorted(lines, key=lambda line: (line.service.casefold(), line.team.casefold())))

    def _concerns(self) -> Concerns:
        first, last = _days(self.month)
        kinds: dict[ConcernKind, list[Waited]] = {}
        earlier = 0
        now = self.service.now()
        for one in concerns_across(self.reader, self.service):
            if not self._chosen(one.ownership.team):
                continue
            day = _raised_on(one)
            if first <= day <= last:
                waited = Waited(self.month, one.raised.hours(now), not one.raised.open)
                kinds.setdefault(one.raised.concern.kind, []).append(waited)
            earlier += day < first and one.raised.open
        return Concerns({kind: response_hours(kinds[kind]) for kind in ConcernKind if kind in kinds}, earlier)


def _raised_on(one: SeenConcern) -> date:
    return one.raised.at.astimezone().date()


def _days(month: str) -> tuple[date, date]:
    """The first and the last day of a month."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _pair(into: "dict[Basis, Counter[tuple[GradeId, GradeId]]]", found: Moderated) -> None:
    pair = found.pairs.get(OVERALL_MEASURE)
    if pair is not None:
        into.setdefault(Basis.of(found), Counter())[pair] += 1


def _agreed(found: "Mapping[Basis, Counter[tuple[GradeId, GradeId]]]") -> tuple[Agreed, ...]:
    return tuple(
        Agreed(BASIS_WORDS[basis], BASIS_MEANING[basis], _figures(found[basis])) for basis in Basis if basis in found
    )


def _figures(pairs: "Counter[tuple[GradeId, GradeId]]") -> Agreement:
    """Without coefficients: they take seconds, and a month has too few pairs for them."""
    return replace(agreement(pairs.elements(), resamples=0), coefficients=None)
