"""A measure over time: its control chart, and where its limits begin anew."""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from auditor.audit.facts import FactKind
from auditor.audit.imported import Imported, series_of
from auditor.audit.whole_months import Months, month_before
from auditor.errors import InputError, UnknownIdError
from auditor.measures.control_charts import (
    FEWEST_AUDITS,
    ChartKind,
    ControlChart,
    Observation,
    audits_a_point,
    control_chart,
    pooled,
)
from auditor.measures.scorecard import GRADES
from auditor.measures.whole_scorecard import AUDITED, is_percent
from auditor.standards.model import MeasureDefinition
from auditor.store.store import Reader
from auditor.use_cases.measures.figures import imported_figures
from auditor.use_cases.service import Service, require_qa_lead
from auditor.use_cases.show_measures import Choice, counting, narrowed

MOST_MONTHS, MOST_QUARTERS = 36, 24
_LONGEST_REASON = 200


@dataclass(frozen=True)
class TrendChoice:
    """What of a measure is shown over time.

    Attributes:
        series: which of two figures; the first when left out.
        by_month: True: months, False: quarters; None: months, pooled to quarters where they are too few for limits.
        kind: which chart; None: a p-chart of audits, XmR of what is imported.
        screen: of an XmR chart, leave out very large moving ranges.
        last: the last month; None: the latest in which anything counts.
        audits: which audits count; its months are not used.
        early_help: of early help, which is never added to the others.
    """

    series: str = ""
    by_month: bool | None = None
    kind: ChartKind | None = None
    screen: bool = False
    last: str | None = None
    audits: Choice = field(default_factory=Choice)
    early_help: bool = False


@dataclass(frozen=True)
class Trend:
    """A measure over time.

    Attributes:
        title: with the figure's name where the measure has two.
        by_month: its points are months; quarters otherwise.
        rebased: by month, why its limits begin anew there.
        choice: what was asked for, narrowed to the teams this person may see.
    """

    definition: MeasureDefinition
    series: str
    title: str
    chart: ControlChart
    by_month: bool
    rebased: dict[str, str]
    choice: TrendChoice


def measure_trend(service: Service, measure: str, choice: TrendChoice | None = None) -> Trend:
    """The control chart of a measure.

    Args:
        measure: the plan's reference.
        choice: what of it; of audits, a team manager sees their own teams only.

    Raises:
        InputError: an imported figure cannot have the chart asked for.
        UnknownIdError: there is no such measure, or no such figure of it.
    """
    wanted = choice or TrendChoice()
    wanted = replace(wanted, audits=narrowed(service, wanted.audits))
    book = service.standards.measures
    definition = book.by_id.get(measure)
    if definition is None:
        raise UnknownIdError("measure", measure, list(book.by_id))
    series = _series(definition, wanted.series)
    with service.store.reading() as reader:
        rebased = _rebased(reader, definition.id)
        if definition.kind == AUDITED:
            observations = _audited(service, reader, definition, wanted)
            target = None
        else:
            figures = _figures_of(reader, definition, series, wanted)
            observations = [_observation(one, definition) for one in figures]
            target = next((Fraction(one.target) for one in reversed(figures) if one.target is not None), None)
    if target is None and definition.bands is not None:
        target = Fraction(definition.bands.good.at)
    if target is not None and is_percent(definition):
        target /= 100
    observations, by_month, notes = _pooled(observations, definition, wanted)
    kind = wanted.kind or (ChartKind.P if definition.kind == AUDITED else ChartKind.XMR)
    if kind is ChartKind.P and any(one.value is not None and not one.denominator for one in observations):
        raise InputError(
            f"{measure} has no p-chart.",
            "A p-chart needs numerator and denominator of every figure, and some were imported without.",
            "Use the XmR chart, or import the counts.",
        )
    chart = control_chart(
        observations,
        kind,
        rebased=rebased,
        target=target,
        direction=definition.direction,
        number=not is_percent(definition),
        sampled=definition.kind == AUDITED,
        screen=wanted.screen,
    )
    label = next((one.label for one in definition.series if one.id == series), "")
    title = f"{definition.title}: {label}" if label else definition.title
    notes = (*notes, *chart.notes, *_unfinished(observations, f"{service.today():%Y-%m}"))
    return Trend(definition, series, title, replace(chart, notes=notes), by_month, rebased, wanted)


def _unfinished(observations: list[Observation], now: str) -> tuple[str, ...]:
    present = [one for one in observations if one.value is not None]
    if not present or present[-1].months.last < now:
        return ()
    return (f"{present[-1].months.words} is not over: its figure may still change.",)


def _series(definition: MeasureDefinition, given: str) -> str:
    known = series_of(definition)
    if given and given not in known:
        raise UnknownIdError(f"figure of {definition.id}", given, [one for one in known if one])
    return given or known[0]


# -- what was imported ------------------------------------------------------------------------------------------------


def _figures_of(reader: Reader, definition: MeasureDefinition, series: str, wanted: TrendChoice) -> list[Imported]:
    """The figures of a measure, the oldest first; where there are months and quarters, those there are more of."""
    source = definition.same_as or definition.id
    found = [
        one
        for one in imported_figures(reader)
        if (one.measure, one.series) == (source, series)
        and one.has_actual
        and (wanted.last is None or one.months.last <= wanted.last)
    ]
    monthly = [one for one in found if one.months.is_month]
    quarterly = [one for one in found if not one.months.is_month]
    by_month = wanted.by_month if wanted.by_month is not None else len(monthly) >= len(quarterly)
    return sorted(monthly if by_month else quarterly, key=lambda one: one.months)


def _observation(one: Imported, definition: MeasureDefinition) -> Observation:
    value = one.value(definition)
    share = value / 100 if value is not None and is_percent(definition) else value
    return Observation(one.months, share, one.numerator, one.denominator)


# -- what audits say --------------------------------------------------------------------------------------------------


def _audited(service: Service, reader: Reader, definition: MeasureDefinition, wanted: TrendChoice) -> list[Observation]:
    counted = reader.months_counted(service.person)
    if counted is None:
        return []
    last = min(counted[1], wanted.last) if wanted.last else counted[1]
    length = MOST_MONTHS if wanted.by_month is not False else 3 * MOST_QUARTERS
    first = max(counted[0], month_before(last, length - 1))
    if first > last:
        return []
    base = replace(wanted.audits, first=first, last=last)
    months = _between(first, last)
    rule = next(
        (
            judgement.source.rules[0]
            for judgement in service.standards.current.judgements
            if judgement.measure == definition.id and judgement.source.computed and judgement.source.rules
        ),
        "",
    )
    if rule:
        return [_deadlines(service, reader, base, wanted, rule, month) for month in months]
    keep = ("measure", "month", "scoring_hash")
    asked = replace(counting(service, base, early_help=wanted.early_help), measure=definition.id)
    standards = _standards_of(service, reader)
    found: dict[str, tuple[int, int, frozenset[tuple[str, str]]]] = {}
    for (_, month, scoring), counter in reader.counters(asked, keep).items():
        if counter.total:
            numerator, denominator, scored = found.get(month, (0, 0, frozenset()))
            good = sum(getattr(counter, grade) for grade in GRADES[:2])
            scored |= {(standards.get(scoring, scoring), scoring)}
            found[month] = (numerator + good, denominator + counter.total, scored)
    nothing: tuple[int, int, frozenset[tuple[str, str]]] = (0, 0, frozenset())
    return [_share(Months.month(month), *found.get(month, nothing)) for month in months]


def _share(
    months: Months, numerator: int, denominator: int, scored: frozenset[tuple[str, str]] = frozenset()
) -> Observation:
    value = Fraction(numerator, denominator) if denominator else None
    return Observation(months, value, numerator, denominator, scored)


def _deadlines(
    service: Service, reader: Reader, base: Choice, wanted: TrendChoice, rule: str, month: str
) -> Observation:
    asked = counting(service, replace(base, first=month, last=month), early_help=wanted.early_help)
    counter = reader.timescales(asked).get((rule,))
    return _share(Months.month(month), counter.in_time, counter.due) if counter else _share(Months.month(month), 0, 0)


def _standards_of(service: Service, reader: Reader) -> dict[str, str]:
    """Which standards a scoring hash belongs to: all editions are one, each theme is its own."""
    found = {}
    for edition in service.standards.editions:
        for _, scoring in reader.checklist_uses(edition):
            found[scoring] = "edition"
    for theme in service.standards.themes:
        for _, scoring in reader.checklist_uses(theme):
            found[scoring] = theme
    return found


def _between(first: str, last: str) -> list[str]:
    months = [last]
    while months[-1] > first:
        months.append(month_before(months[-1]))
    return list(reversed(months))


def _pooled(
    observations: list[Observation], definition: MeasureDefinition, wanted: TrendChoice
) -> tuple[list[Observation], bool, tuple[str, ...]]:
    """The points as asked for; where nothing was asked, months, or quarters where months are too few for limits."""
    if definition.kind != AUDITED:
        return observations, bool(observations) and observations[0].months.is_month, ()
    if wanted.by_month is True:
        return observations, True, ()
    if wanted.by_month is False:
        return list(pooled(observations))[-MOST_QUARTERS:], False, ()
    mean = audits_a_point(observations)
    if not mean or mean >= FEWEST_AUDITS:
        return observations, True, ()
    note = f"Pooled to quarters: {float(mean):.0f} a month are too few for limits, which take about {FEWEST_AUDITS}."
    return list(pooled(observations)), False, (note,)


# -- rebasing ---------------------------------------------------------------------------------------------------------


def rebase_measure(service: Service, measure: str, month: str, reason: str) -> None:
    """Let the limits of a measure's chart begin anew, because the work changed; or take that back.

    Args:
        month: from which on, as ``2026-03``.
        reason: why, in a line; empty takes an earlier rebasing back.

    Raises:
        InputError: the reason is too long, the month has not begun, or there is nothing to take back.
        NotPermittedError: only the QA lead does this.
        UnknownIdError: there is no such measure.
    """
    require_qa_lead(service.person, "rebase a chart")
    book = service.standards.measures
    if measure not in book.by_id:
        raise UnknownIdError("measure", measure, list(book.by_id))
    why = " ".join(reason.split())
    if len(why) > _LONGEST_REASON:
        raise InputError("The reason is too long.", f"It has {len(why)} characters.", f"At most {_LONGEST_REASON}.")
    if month > f"{service.today():%Y-%m}":
        raise InputError("That month has not begun.", Months.month(month).words, "Give a month of the chart.")
    key = f"{measure}:{month}"
    with service.store.writing() as writer:
        before = writer.rounds.standing(FactKind.REBASE, key).get(key)
        stood = before.body["reason"] if before else ""
        if not why and not stood:
            raise InputError(
                f"The limits of {measure} do not begin anew in {Months.month(month).words}.",
                "",
                f"See where they do: auditor measures trend {measure}",
            )
        if why != stood:
            replaces = before.fact_id if before else None
            writer.append([service.fact(FactKind.REBASE, key, {"reason": why}, replaces=replaces)])


def _rebased(reader: Reader, measure: str) -> dict[str, str]:
    found = reader.rounds.standing(FactKind.REBASE, within=measure)
    return {key.partition(":")[2]: fact.body["reason"] for key, fact in found.items() if fact.body["reason"]}


# -- as plain data ----------------------------------------------------------------------------------------------------


def trend_rows(trend: Trend) -> list[dict[str, Any]]:
    """The points as plain data: shares as percentages to one decimal, numbers as they are; None is not known."""
    breaks = {one.place: one.why for one in trend.chart.breaks}
    scale = 1 if trend.chart.number else 100
    return [
        {
            "measure": trend.definition.id,
            "series": trend.series,
            "period": point.months.words,
            "first_month": point.months.first,
            "last_month": point.months.last,
            "value": _rounded(point.value, scale),
            "numerator": point.numerator,
            "denominator": point.denominator,
            "centre": _rounded(point.centre, scale),
            "lower_limit": _rounded(point.lower, scale),
            "upper_limit": _rounded(point.upper, scale),
            "signals": [signal.words for signal in point.signals],
            "breaks_before": breaks.get(place, ""),
        }
        for place, point in enumerate(trend.chart.points)
    ]


def _rounded(value: Fraction | float | None, scale: int) -> float | None:
    return None if value is None else round(float(value) * scale, 1)
