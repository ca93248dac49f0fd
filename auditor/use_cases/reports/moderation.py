"""Gather what the moderations of a span of months came to, audit by audit, without keeping any of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TypeVar

from auditor.audit.calibration import GradeSpread
from auditor.audit.facts import Fact, FactKind
from auditor.audit.moderation import Why, assignment_in
from auditor.audit.states import Move, State, since_reopened, steps
from auditor.audit.whole_months import Months, periods_up_to
from auditor.measures.agreement import Agreement
from auditor.measures.agreement import agreement as agreement_of
from auditor.measures.coefficients import RESAMPLES
from auditor.measures.moderation import BasisSums, GapSums, GradedSums, days_of
from auditor.measures.thematic import Share
from auditor.measures.trend import HOW_MANY, Span
from auditor.reports.moderation.data import (
    CalibrationHeld,
    Coverage,
    Escalated,
    Graded,
    ModerationReportData,
    OfBasis,
    QuarterSame,
    Times,
)
from auditor.reports.rules_used import EditionUsed
from auditor.standards.model import Checklist, GradeId
from auditor.store import check_queries, moderation_queries
from auditor.store.moderation_queries import ModeratedAudit
from auditor.store.projections import OVERALL_MEASURE
from auditor.store.records import moment_text
from auditor.store.store import Reader
from auditor.use_cases.moderation.agreement import BASIS_WORDS, AgreementChoice, Basis
from auditor.use_cases.moderation.calibration_results import CalibrationRow, calibration_results, list_calibrations
from auditor.use_cases.moderation.pick import ModerationSettings, moderation_settings
from auditor.use_cases.reports.left_out import left_out_of_days
from auditor.use_cases.reports.request import check_months
from auditor.use_cases.service import Service, require_qa_lead

_AT_ONCE = 200
"""Audits whose facts are asked for together."""
_MANY, _RESAMPLES_OF_MANY = 1_000, 199
"""Of more pairs than this, so few resamples: the interval is narrow, and more would take minutes."""
_STANDS = (State.FINAL, State.CLOSED)
_MEASURING = (Basis.BLIND_RANDOM, Basis.BLIND_TARGETED)
_SAYS = {
    Basis.BLIND_RANDOM: "How far two people agree, of all audits.",
    Basis.BLIND_TARGETED: "How far two people agree, of those files only.",
    Basis.LIGHT_TOUCH: "The first grade was in view: a check, and nothing of agreement.",
    Basis.SEEN: "The first grade was in view: nothing of agreement.",
}
_SAID = (FactKind.MOVE, FactKind.AGREEMENT)
_One = TypeVar("_One")


def gather_moderation(service: Service, first: str | None, last: str | None) -> ModerationReportData:
    """Everything that the moderation report shows.

    Args:
        first: the first month, as ``2026-01``; None leaves it open.
        last: the last month, included; likewise.

    Raises:
        InputError: the months are the wrong way round.
        NotPermittedError: only the QA lead reports on moderation: it speaks of every team.
    """
    require_qa_lead(service.person, "report on moderation")
    check_months(first, last)
    days = AgreementChoice.of_months(first, last)
    settings = moderation_settings(service)
    calibrations, not_open = _calibrations(service, days.last or service.today())
    with service.store.reading() as reader:
        gathering = _Gathering(service, reader, days.first, days.last, settings)
        seen = gathering.moderated()
        scoring, sums = seen.most_used()
        checklist = reader.checklist(sums.contents.most_common(1)[0][0]) if sums.contents else None
        apart = dict(gathering.apart(seen, scoring))
        return ModerationReportData(
            months=(first, last),
            coverage=gathering.coverage(),
            bases=tuple(_of_basis(basis, sums.bases[basis], checklist) for basis in Basis if basis in sums.bases),
            apart=apart,
            escalated=Escalated(seen.escalated, seen.waiting, dict(seen.settled)),
            times=Times(
                days_of(seen.to_moderation), days_of(seen.to_record), days_of(seen.whole), days_set=settings.days
            ),
            quarters=gathering.quarters(sums),
            spread=sums.gaps.spread(),
            calibrations=calibrations,
            not_open=not_open,
            scale=(checklist or service.standards.current).scale,
            fewest=service.standards.measures.too_few,
            editions=_editions(checklist, sums, scoring),
            made_at=service.now().astimezone(),
            made_by=service.person.name,
            synthetic=service.store.demo,
            left_out=left_out_of_days(reader, service.person, days.first, days.last),
        )


@dataclass
class _Scored:
    """What was moderated by standards with one scoring.

    Attributes:
        audits: how many in the period.
        contents: the same by the content of the standards.
        bases: sums over the period.
        quarters: blind, drawn at random: pairs of overall grades by quarter, further back than the period.
        gaps: likewise, by auditor.
    """

    audits: int = 0
    contents: "Counter[str]" = field(default_factory=Counter)
    bases: dict[Basis, BasisSums] = field(default_factory=dict)
    quarters: "dict[str, Counter[bool]]" = field(default_factory=dict)
    gaps: GapSums = field(default_factory=GapSums)


@dataclass
class _Seen:
    """What is noted of moderations as they pass by."""

    scorings: dict[str, _Scored] = field(default_factory=dict)
    escalated: int = 0
    waiting: int = 0
    settled: "Counter[str]" = field(default_factory=Counter)
    to_moderation: "Counter[int]" = field(default_factory=Counter)
    to_record: "Counter[int]" = field(default_factory=Counter)
    whole: "Counter[int]" = field(default_factory=Counter)

    def trend(self, audit: ModeratedAudit) -> None:
        """Note the overall grades of an audit for the quarters."""
        moderated = audit.moderation
        pair = moderated.pairs.get(OVERALL_MEASURE)
        if pair is None or Basis.of(moderated) is not Basis.BLIND_RANDOM:
            return
        scored = self.scorings.setdefault(audit.scoring_hash, _Scored())
        quarter = Months.quarter_of(f"{moderated.on:%Y-%m}").last
        scored.quarters.setdefault(quarter, Counter())[pair[0] == pair[1]] += 1
        scored.gaps.add(audit.auditor_id, pair)

    def period(self, audit: ModeratedAudit, said: Sequence[Fact]) -> None:
        """Note an audit that was moderated in the period.

        Args:
            said: its moves and what was proposed.
        """
        moderated = audit.moderation
        scored = self.scorings.setdefault(audit.scoring_hash, _Scored())
        scored.audits += 1
        scored.contents[audit.content_hash] += 1
        stands = audit.state in _STANDS
        scored.bases.setdefault(Basis.of(moderated), BasisSums()).add(moderated, stands=stands)
        self._path(audit, said)

    def _path(self, audit: ModeratedAudit, said: Sequence[Fact]) -> None:
        moderated, now = audit.moderation, since_reopened(said)
        moves = [fact.key for fact in now if fact.kind is FactKind.MOVE]
        if Move.DISAGREE in moves:
            self.escalated += 1
            self.waiting += audit.state is State.ESCALATED
        settled = {
            fact.key: fact.body for fact in now if fact.kind is FactKind.AGREEMENT and (fact.body or {}).get("settled")
        }
        for key, body in settled.items():
            if body is not None and key in moderated.pairs:
                self.settled[_stood(moderated.pairs[key], body["grade"])] += 1
        submitted = audit.submitted_at.astimezone().date() if audit.submitted_at else None
        if submitted is None:
            return
        self.to_moderation[_days(submitted, moderated.on)] += 1
        final = [
            fact.at.astimezone().date() for fact, after in steps(said) if fact is not None and after is State.FINAL
        ]
        if audit.state in _STANDS and final:
            self.to_record[_days(moderated.on, final[-1])] += 1
            self.whole[_days(submitted, final[-1])] += 1

    def most_used(self) -> tuple[str, _Scored]:
        """The scoring by which most of the period was graded."""
        used = sorted(self.scorings.items(), key=lambda item: (-item[1].audits, item[0]))
        return used[0] if used else ("", _Scored())


def _stood(pair: tuple[GradeId, GradeId], grade: str) -> str:
    first, second = pair
    return "auditor" if grade == first else "moderator" if grade == second else "another"


def _days(first: date, last: date) -> int:
    # A clock that was put right may have gone back: what took less than no time took none.
    return max(0, (last - first).days)


class _Gathering:
    """One report's gathering, inside a reading transaction."""

    def __init__(
        self,
        service: Service,
        reader: Reader,
        first: date | None,
        last: date | None,
        settings: ModerationSettings,
    ) -> None:
        self.service, self.reader, self.settings = service, reader, settings
        self.first, self.last = first, last
        self.periods = periods_up_to(f"{last or service.today():%Y-%m}", HOW_MANY[Span.QUARTER], by_month=False)

    def moderated(self) -> _Seen:
        """Everything that was moderated in the period, and the grades of the quarters up to its end."""
        seen = _Seen()
        far = date.fromisoformat(f"{self.periods[0].first}-01")
        begin = None if self.first is None else min(self.first, far)
        every = self.reader.ask(moderation_queries.each_moderated, self.service.person, begin, self.last)
        for some in _some(every):
            inside = [one for one in some if self._inside(one.moderation.on)]
            facts = self.reader.ask(check_queries.facts_by_audit, _SAID, [one.audit_id for one in inside])
            for audit in some:
                if audit.moderation.on >= far:
                    seen.trend(audit)
            for audit in inside:
                seen.period(audit, facts.get(audit.audit_id, ()))
        return seen

    def _inside(self, on: date) -> bool:
        return self.first is None or on >= self.first

    def coverage(self) -> Coverage:
        """How much of what was submitted in the period is moderated."""
        every = self.reader.ask(
            moderation_queries.each_submitted, self.service.person, _moment(self.first), _moment(self.last, after=True)
        )
        today = self.service.today()
        submitted = asked = drawn = done = overdue = 0
        for some in _some(every):
            submitted += len(some)
            picked = [one for one in some if one.asked]
            asked += len(picked)
            done += sum(one.done for one in picked)
            overdue += sum(not one.done and one.due is not None and one.due < today for one in picked)
            kinds = (FactKind.MOVE, FactKind.MODERATION)
            facts = self.reader.ask(check_queries.facts_by_audit, kinds, [one.audit_id for one in picked])
            whys = (assignment_in(facts.get(one.audit_id, ())) for one in picked)
            drawn += sum(one is not None and one.why is Why.RANDOM for one in whys)
        return Coverage(submitted, asked, drawn, done, overdue, self.settings.share)

    def quarters(self, sums: _Scored) -> tuple[QuarterSame, ...]:
        """Each quarter up to the last month in which something was moderated blind, drawn at random."""
        found = []
        for months in self.periods:
            if counted := sums.quarters.get(months.last):
                found.append(QuarterSame(months.words, Share(counted[True], counted.total())))
        return tuple(found)

    def apart(self, seen: _Seen, scoring: str) -> Iterator[tuple[str, int]]:
        """What was moderated by other standards, by their title."""
        found: Counter[str] = Counter()
        for name, scored in seen.scorings.items():
            if name != scoring and scored.audits:
                checklist = self.reader.checklist(scored.contents.most_common(1)[0][0])
                found[f"{checklist.title}, version {checklist.version}"] += scored.audits
        yield from sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _some(every: Iterable[_One]) -> Iterator[list[_One]]:
    left = iter(every)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _moment(day: date | None, *, after: bool = False) -> str | None:
    """The moment at which a day here begins, or is over."""
    if day is None:
        return None
    begins = datetime.combine(day + timedelta(days=1) if after else day, time.min)
    return moment_text(begins.astimezone())


def _of_basis(basis: Basis, sums: BasisSums, checklist: Checklist | None) -> OfBasis:
    assert checklist is not None, "something was moderated"
    overall = sums.graded.get(OVERALL_MEASURE)
    # A coefficient's interval takes half a second: it is worked out for the whole, where it says something.
    resampled = overall is not None and basis in _MEASURING
    sections = {section.id: f"{section.code} {section.title}" for section in checklist.sections}
    judgements = {one.id: f"{one.measure} {one.title}" for one in checklist.judgements}
    return OfBasis(
        words=BASIS_WORDS[basis],
        meaning=_SAYS[basis],
        measures=basis in _MEASURING,
        drawn=basis is Basis.BLIND_RANDOM,
        seen=basis is Basis.SEEN,
        audits=sums.audits,
        why=dict(sums.why),
        overall=_graded("Overall", overall, resampled=resampled) if overall is not None else None,
        sections=_listed(sections, sums),
        judgements=_listed(judgements, sums),
        because=dict(sums.because),
    )


def _listed(names: Mapping[str, str], sums: BasisSums) -> tuple[Graded, ...]:
    return tuple(_graded(name, sums.graded[key]) for key, name in names.items() if key in sums.graded)


def _graded(name: str, sums: GradedSums, *, resampled: bool = False) -> Graded:
    many = sums.pairs.total() > _MANY
    resamples = (_RESAMPLES_OF_MANY if many else RESAMPLES) if resampled else 0
    figures: Agreement = agreement_of(sums.pairs.elements(), resamples=resamples)
    return Graded(name, figures, dict(sums.changed))


def _editions(checklist: Checklist | None, sums: _Scored, scoring: str) -> tuple[EditionUsed, ...]:
    if checklist is None:
        return ()
    content = sums.contents.most_common(1)[0][0]
    return (EditionUsed(f"{checklist.title}, version {checklist.version}", content, scoring),)


def _calibrations(service: Service, last: date) -> tuple[tuple[CalibrationHeld, ...], int]:
    """Those whose results were opened by a day, oldest first; and how many are not open to whoever makes the report."""
    rows = list_calibrations(service)
    held = [_held(service, row) for row in rows if row.may_see and (row.calibration.opened_on or last) <= last]
    return tuple(sorted(held, key=lambda one: (one.on, one.name))), sum(not row.may_see for row in rows)


def _held(service: Service, row: CalibrationRow) -> CalibrationHeld:
    found = calibration_results(service, row.calibration.id)
    opened = found.calibration.opened_on
    assert opened is not None, "its results may be seen"
    together = [one for one in found.graded if len(one.grades) > 1]
    alike = Share(sum(one.steps == 0 for one in together), len(together))
    return CalibrationHeld(found.calibration.name, opened, len(found.labels), alike, _reference(found.graded))


def _reference(graded: Iterable[GradeSpread]) -> Share | None:
    both = [(grade == one.reference) for one in graded if one.reference is not None for grade in one.grades.values()]
    return Share(sum(both), len(both)) if both else None
