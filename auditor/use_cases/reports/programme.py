"""Gather the audit programme of a year: its rounds, and what was audited in it month by month."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.permissions import Role
from auditor.audit.round_board import Counts, count
from auditor.audit.rounds import Round
from auditor.audit.whole_months import month_before
from auditor.errors import InputError
from auditor.measures.thematic import Share, reasons, tally
from auditor.reports.programme.data import KindDone, ProgrammeReportData, RoundPlanned, Standing
from auditor.store.projections import OVERALL_MEASURE
from auditor.store.records import AuditFilter, AuditSummary
from auditor.store.report_queries import audits_by_auditor
from auditor.store.store import Reader
from auditor.use_cases.reports.left_out import left_out
from auditor.use_cases.reports.request import check_months
from auditor.use_cases.rounds.plan import allocations_in, every_round, lines_of
from auditor.use_cases.service import Service, require_qa_lead

MOST_MONTHS = 12
"""What a page holds."""
_APRIL = 4
_KINDS = tuple(kind for kind in AuditKind if kind is not AuditKind.CALIBRATION)
_ROLES = (
    (Role.TEAM_MANAGER, "team manager"),
    (Role.QA_LEAD, "QA lead"),
    (Role.MODERATOR, "moderator"),
    (Role.AUDITOR, "auditor"),
)
"""What somebody with several roles is counted as: the first of these."""


def gather_programme(service: Service, first: str | None = None, last: str | None = None) -> ProgrammeReportData:
    """Everything that the audit programme shows.

    Args:
        first: its first month, as ``2026-04``; when left out, the April of this year's work, or a year before the last.
        last: its last month, included; when left out, a year after the first.

    Raises:
        InputError: the months are the wrong way round, or more than a year.
        NotPermittedError: only the QA lead sees rounds.
    """
    require_qa_lead(service.person, "see the audit programme")
    months = _months(service, first, last)
    with service.store.reading() as reader:
        return _Gathering(service, reader, months).data()


def _months(service: Service, first: str | None, last: str | None) -> tuple[str, ...]:
    check_months(first, last)
    if first is None and last is None:
        today = service.today()
        first = f"{today.year if today.month >= _APRIL else today.year - 1}-{_APRIL:02}"
    first = first or month_before(str(last), MOST_MONTHS - 1)
    months = [first]
    while months[-1] < (last or month_before(first, 1 - MOST_MONTHS)):
        months.append(month_before(months[-1], -1))
    if len(months) > MOST_MONTHS:
        raise InputError(
            "The programme is of a year.", f"{first} to {last} are {len(months)} months.", "Ask for 12 months or fewer."
        )
    return tuple(months)


class _Gathering:
    """One report's gathering, inside a reading transaction."""

    def __init__(self, service: Service, reader: Reader, months: tuple[str, ...]) -> None:
        self.service, self.reader, self.months = service, reader, months
        self.span = (months[0], months[-1])
        self.hidden = reader.hidden_audits(service.person)
        self.themes = service.standards.themes

    def data(self) -> ProgrammeReportData:
        """All of it."""
        rounds = [self._round(of) for of in reversed(every_round(self.reader)) if self._inside(of)]
        rounds.sort(key=lambda one: (one.as_at, one.name))
        expected: Counter[str] = Counter()
        for one in rounds:
            expected[one.group] += one.counts.expected
        seen = {one.group for one in rounds}
        kinds = []
        for group, name, wanted in self._groups():
            found = self._kind(wanted, name, expected[group], thematic=group in self.themes or not group)
            if found.done:
                kinds.append(found)
                seen.add(group)
        return ProgrammeReportData(
            months=self.months,
            rounds=tuple(rounds),
            kinds=(*kinds, *self._other_themes(kinds)),
            auditors=self._auditors(),
            themes_without=tuple(theme.title for id_, theme in self.themes.items() if id_ not in seen),
            made_at=self.service.now().astimezone(),
            made_by=self.service.person.name,
            synthetic=self.service.store.demo,
            left_out=left_out(self.reader, self.service.person, self._every()),
        )

    def _inside(self, of: Round) -> bool:
        return self.months[0] <= f"{of.period.end:%Y-%m}" <= self.months[-1]

    def _round(self, of: Round) -> RoundPlanned:
        counts = count(lines_of(self.reader, of, self.service.today()))
        audits = frozenset(one.audit for one in allocations_in(self.reader, of.id).values() if one.audit is not None)
        sums = tally(self._not_hidden(self.reader.each(AuditFilter(audits=audits, counted=True))))
        first = next(iter(reasons(sums, 1)), None)
        short = f"{_area(first.criterion)} ({first.short.count} of {first.short.of})" if first is not None else ""
        theme = self.themes.get(of.theme)
        return RoundPlanned(
            name=of.name,
            kind=theme.title if theme is not None else f"{KIND_WORDS[of.kind]}s",
            group=of.theme or of.kind.value,
            as_at=of.period.end,
            due=of.due,
            drawn=of.sample is not None,
            counts=counts,
            good=Share(sums.good, sums.audits),
            short=short,
            standing=self._standing(of, counts),
        )

    def _standing(self, of: Round, counts: Counts) -> Standing:
        if of.sample is None or (not counts.started and of.period.end > self.service.today()):
            return Standing.PLANNED
        return Standing.RUNNING if counts.submitted < counts.expected else Standing.DONE

    def _not_hidden(self, found: Iterable[AuditSummary]) -> Iterator[AuditSummary]:
        return (one for one in found if one.audit_id not in self.hidden)

    def _groups(self) -> Iterator[tuple[str, str, AuditFilter]]:
        """Each kind and each theme: what its rounds are grouped by, its name, and which audits are of it."""
        counted = AuditFilter(measure=OVERALL_MEASURE, months=self.span, hides_from=self.service.person)
        for kind in _KINDS:
            of_kind = replace(counted, kinds=(kind.value,))
            if kind is not AuditKind.THEMATIC:
                yield kind.value, KIND_WORDS[kind], of_kind
                continue
            for id_, theme in self.themes.items():
                yield id_, theme.title, replace(of_kind, theme=id_)

    def _kind(self, wanted: AuditFilter, name: str, expected: int, *, thematic: bool) -> KindDone:
        months: Counter[str] = Counter()
        good = 0
        for (month,), counter in self.reader.counters(wanted, by=("month",)).items():
            months[month] += counter.total
            good += counter.outstanding + counter.good
        return KindDone(name, thematic, dict(months), Share(good, months.total()), expected)

    def _other_themes(self, kinds: list[KindDone]) -> tuple[KindDone, ...]:
        """What was audited of themes that are no longer in the standards."""
        kind = (AuditKind.THEMATIC.value,)
        every = AuditFilter(measure=OVERALL_MEASURE, months=self.span, kinds=kind, hides_from=self.service.person)
        whole = self._kind(every, "Themes no longer in the standards", 0, thematic=True)
        known = [one for one in kinds if one.thematic]
        left = Counter(whole.months)
        for one in known:
            left.subtract(one.months)
        good = whole.good.count - sum(one.good.count for one in known)
        rest = replace(whole, months={month: n for month, n in left.items() if n}, good=Share(good, left.total()))
        return (rest,) if rest.done else ()

    def _every(self) -> AuditFilter:
        return AuditFilter(kinds=tuple(kind.value for kind in _KINDS), months=self.span, counted=True)

    def _auditors(self) -> dict[str, int]:
        people = self.reader.people()
        found: Counter[str] = Counter()
        for auditor in self.reader.ask(audits_by_auditor, self._every(), self.service.person):
            roles = people[auditor].roles if auditor in people else frozenset[Role]()
            found[next((words for role, words in _ROLES if role in roles), "person who has left")] += 1
        return {words: found[words] for words in sorted(found)}


def _area(criterion: str) -> str:
    """A question in two or three words, from its id."""
    return criterion.rpartition(".")[2].replace("-", " ")
