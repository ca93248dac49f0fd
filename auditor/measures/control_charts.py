"""Control charts: which changes of a figure over time are more than chance, and which are not.

The p-chart is for shares of audits: its limits are the centre (all that fit, of all) and three standard errors on
either side, worked out for the number of audits of each point, and cut off at 0 and 1 (Walter A. Shewhart; D. C.
Montgomery, "Introduction to Statistical Quality Control", chapter on control charts for attributes). The XmR chart is
for any figure: mean and 2.66 times the mean moving range on either side, read by the rules of NHS England's "Making
Data Count". Values are exact fractions, so that a point on the mean lies on it.

A signal is "worth a look". It never judges anybody: on a stable measure one rule or the other will speak now and then.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import sqrt

from auditor.audit.whole_months import Months

FEWEST_POINTS = 12
"""Points of a stretch of the line below which it has no limits."""
FEWEST_AUDITS = 10
"""Audits a point, on average, below which a stretch of the line has no limits."""
RUN = 7
"""Points in a row on one side of the mean, or rising or falling, that are a signal."""
_XMR = Fraction(266, 100)
"""3 / 1.128: three standard deviations, estimated from the mean moving range of two points."""
_SCREEN = Fraction(3267, 1000)
"""The upper limit of moving ranges, in mean moving ranges: what lies beyond is left out where they are screened."""
_SIGMAS = 3
_NEAR = Fraction(2, 3)
LOOK = "worth a look"


class ChartKind(StrEnum):
    """Which chart."""

    P = "p"
    XMR = "xmr"


class Rule(StrEnum):
    """What makes a point stand out."""

    OUTSIDE = "outside"
    SIDE = "side"
    TREND = "trend"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of one period, as counted or imported.

    Attributes:
        value: a share from 0 to 1, or a number; None where there is no figure.
        numerator: how many, where it is known.
        denominator: of how many, likewise.
        scoring: what the audits were scored by: which standards, and the hash of their rules.
    """

    months: Months
    value: Fraction | None
    numerator: int | None = None
    denominator: int | None = None
    scoring: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Signal:
    """Why a point stands out.

    Attributes:
        upward: above the mean, or rising.
        length: points of the run; 0 where there is none.
    """

    rule: Rule
    upward: bool
    length: int = 0

    @property
    def words(self) -> str:
        """It in words, without "worth a look"."""
        side, limit = ("above", "upper") if self.upward else ("below", "lower")
        match self.rule:
            case Rule.OUTSIDE:
                return f"{side} the {limit} limit"
            case Rule.SIDE:
                return f"{self.length} in a row {side} the mean"
            case Rule.TREND:
                return f"{self.length} in a row {'rising' if self.upward else 'falling'}"
            case Rule.NEAR:
                return f"2 of 3 near the {limit} limit"


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A period of a chart.

    Attributes:
        centre: the mean of its stretch; None where that has no limits.
        lower: limit; None likewise.
        upper: likewise.
        signals: why it stands out; empty when it does not.
    """

    months: Months
    value: Fraction | None
    numerator: int | None
    denominator: int | None
    centre: Fraction | None = None
    lower: float | None = None
    upper: float | None = None
    signals: tuple[Signal, ...] = ()

    @property
    def signal_words(self) -> str:
        """Why it is worth a look; empty when it is not."""
        return f"{LOOK}: {'; '.join(signal.words for signal in self.signals)}" if self.signals else ""


@dataclass(frozen=True, slots=True)
class Break:
    """Where the line breaks.

    Attributes:
        place: of the first point after it.
        why: in words.
    """

    place: int
    why: str


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A figure over time, with the limits of chance.

    Attributes:
        points: the oldest first.
        number: the figure is a number, not a share.
        notes: what must be said: that points were pooled, that a stretch has no limits, and why.
        target: what is aimed at; None when nothing is.
        assurance: in words, whether the target can be relied on to be met; empty without target or limits.
    """

    kind: ChartKind
    points: tuple[ChartPoint, ...]
    breaks: tuple[Break, ...] = ()
    number: bool = False
    notes: tuple[str, ...] = ()
    target: Fraction | None = None
    assurance: str = ""

    @property
    def has_limits(self) -> bool:
        """Whether any stretch of the line has limits."""
        return any(point.centre is not None for point in self.points)


def control_chart(
    observations: Sequence[Observation],
    kind: ChartKind = ChartKind.P,
    *,
    rebased: Mapping[str, str] | None = None,
    target: Fraction | None = None,
    direction: str = "higher",
    number: bool = False,
    sampled: bool = True,
    screen: bool = False,
) -> ControlChart:
    """Draw the limits, and mark what is worth a look.

    Args:
        observations: the oldest first; a period without a figure stays in its place and counts nowhere.
        kind: a p-chart needs the counts of every figure.
        rebased: by month, why the limits are worked out anew from it on.
        target: in the unit of the values.
        direction: which way is better: ``higher``, ``lower`` or ``increase``.
        number: the values are numbers, not shares.
        sampled: the values rest on samples, so that few audits a point give no limits.
        screen: of an XmR chart: leave out moving ranges that are beyond their own limit, 3.267 times their mean.

    Raises:
        ValueError: a p-chart of a figure whose counts are not known.
    """
    if kind is ChartKind.P and any(one.value is not None and not one.denominator for one in observations):
        raise ValueError("a p-chart needs the counts of every figure")
    breaks = tuple(_breaks(observations, rebased or {}))
    points: list[ChartPoint] = []
    notes: list[str] = []
    for start, end in pairwise([0, *(one.place for one in breaks), len(observations)]):
        stretch = observations[start:end]
        drawn = [ChartPoint(one.months, one.value, one.numerator, one.denominator) for one in stretch]
        why = _no_limits(stretch, sampled=sampled)
        if why:
            notes.append(why if not breaks else f"{_span(stretch)}: {why[:1].lower()}{why[1:]}")
        else:
            drawn = _p_points(drawn) if kind is ChartKind.P else _xmr_points(drawn, screen=screen)
        points += drawn
    return ControlChart(
        kind, tuple(points), breaks, number, tuple(notes), target, _assurance(points, target, direction, number=number)
    )


def _span(stretch: Sequence[Observation]) -> str:
    first, last = stretch[0].months, stretch[-1].months
    return first.words if first == last else f"{Months.month(first.first).words} to {Months.month(last.last).words}"


# -- pooling, breaks --------------------------------------------------------------------------------------------------


def pooled(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The months of each quarter together, by their counts."""
    quarters: dict[Months, Observation] = {}
    for one in observations:
        quarter = Months.quarter_of(one.months.last)
        before = quarters.get(quarter, Observation(quarter, None, 0, 0))
        numerator = (before.numerator or 0) + (one.numerator or 0)
        denominator = (before.denominator or 0) + (one.denominator or 0)
        value = Fraction(numerator, denominator) if denominator else None
        quarters[quarter] = Observation(quarter, value, numerator, denominator, before.scoring | one.scoring)
    return tuple(quarters.values())


def audits_a_point(observations: Iterable[Observation]) -> Fraction:
    """The mean number of audits behind a point, of those that have any."""
    counts = [one.denominator for one in observations if one.denominator]
    return Fraction(sum(counts), len(counts)) if counts else Fraction(0)


def _breaks(observations: Sequence[Observation], rebased: Mapping[str, str]) -> Iterable[Break]:
    scored: frozenset[tuple[str, str]] = frozenset()
    for place, one in enumerate(observations):
        reasons = []
        if one.scoring:
            if scored and _scored_anew(scored, one.scoring):
                reasons.append("the rules of scoring changed")
            scored = one.scoring | frozenset(old for old in scored if old[0] not in {new for new, _ in one.scoring})
        reasons += [why for month, why in sorted(rebased.items()) if one.months.first <= month <= one.months.last]
        if reasons and place:
            yield Break(place, "; ".join(reasons))


def _scored_anew(before: frozenset[tuple[str, str]], now: frozenset[tuple[str, str]]) -> bool:
    """Whether the rules of any standards differ; that none were audited by some of them is no change."""
    return any(
        {rules for name, rules in before if name == one} != {rules for name, rules in now if name == one}
        for one in {name for name, _ in before} & {name for name, _ in now}
    )


def _no_limits(stretch: Sequence[Observation], *, sampled: bool) -> str:
    """Why a stretch has no limits; empty when it has."""
    present = [one for one in stretch if one.value is not None]
    if len(present) < FEWEST_POINTS:
        points = "1 point" if len(present) == 1 else f"{len(present)} points"
        return f"No limits: {points}, and limits take at least {FEWEST_POINTS}."
    if sampled and (mean := audits_a_point(present)) < FEWEST_AUDITS:
        return f"No limits: {float(mean):.0f} audits a point, and limits take about {FEWEST_AUDITS}."
    return ""


# -- limits -----------------------------------------------------------------------------------------------------------


def _p_points(points: Sequence[ChartPoint]) -> list[ChartPoint]:
    present = [point for point in points if point.value is not None]
    centre = Fraction(sum(point.numerator or 0 for point in present), sum(point.denominator or 0 for point in present))
    found = []
    for point in points:
        if point.value is None or not point.denominator:
            found.append(replace(point, centre=centre))
            continue
        half = _SIGMAS * sqrt(centre * (1 - centre) / point.denominator)
        lower, upper = max(0.0, float(centre) - half), min(1.0, float(centre) + half)
        signals = _outside(point.value, lower, upper)
        found.append(replace(point, centre=centre, lower=lower, upper=upper, signals=signals))
    return found


def _outside(value: Fraction, lower: float | Fraction, upper: float | Fraction) -> tuple[Signal, ...]:
    if value > upper or value < lower:
        return (Signal(Rule.OUTSIDE, value > upper),)
    return ()


def xmr_limits(values: Sequence[Fraction], *, screen: bool = False) -> tuple[Fraction, Fraction, Fraction]:
    """Mean, lower and upper limit of an XmR chart: the mean, and 2.66 mean moving ranges below and above it.

    Args:
        values: at least two, the oldest first.
        screen: leave out moving ranges of 3.267 times their mean or more, once.
    """
    mean = sum(values, Fraction(0)) / len(values)
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    mean_range = sum(ranges, Fraction(0)) / len(ranges)
    if screen and (kept := [one for one in ranges if one < _SCREEN * mean_range]):
        mean_range = sum(kept, Fraction(0)) / len(kept)
    return mean, mean - _XMR * mean_range, mean + _XMR * mean_range


def _xmr_points(points: Sequence[ChartPoint], *, screen: bool) -> list[ChartPoint]:
    places = [place for place, point in enumerate(points) if point.value is not None]
    values = [value for point in points if (value := point.value) is not None]
    mean, lower, upper = xmr_limits(values, screen=screen)
    signals = dict(zip(places, special_causes(values, mean, lower, upper), strict=True))
    return [
        replace(point, centre=mean, lower=float(lower), upper=float(upper), signals=signals.get(place, ()))
        for place, point in enumerate(points)
    ]


# -- the rules of Making Data Count -----------------------------------------------------------------------------------


def special_causes(
    values: Sequence[Fraction], mean: Fraction, lower: Fraction, upper: Fraction
) -> list[tuple[Signal, ...]]:
    """What marks each point of an XmR chart.

    A point outside the limits; seven in a row on one side of the mean (a point on the mean breaks the run); seven in a
    row rising or falling; two of three in a row beyond two thirds of the way to the limit, on one side. Of a run all
    points are marked; of two in three those two.

    Args:
        values: the oldest first.
        mean: of the stretch.
        lower: limit.
        upper: limit.
    """
    found: list[list[Signal]] = [list(_outside(value, lower, upper)) for value in values]
    for start, end in _runs(len(values), lambda place: _side(values[place], mean)):
        if end - start >= RUN:
            _mark(found, range(start, end), Signal(Rule.SIDE, values[start] > mean, end - start))
    steps = [_side(later, earlier) for earlier, later in pairwise(values)]
    for start, end in _runs(len(steps), lambda place: steps[place]):
        if end - start + 1 >= RUN:
            _mark(found, range(start, end + 1), Signal(Rule.TREND, steps[start] > 0, end - start + 1))
    for upward, limit in ((True, upper), (False, lower)):
        edge = mean + (limit - mean) * _NEAR
        beyond = {place for place, value in enumerate(values) if (value > edge if upward else value < edge)}
        for start in range(len(values) - 2):
            if len(pair := [place for place in range(start, start + 3) if place in beyond]) >= 2:
                _mark(found, pair, Signal(Rule.NEAR, upward))
    return [tuple(dict.fromkeys(signals)) for signals in found]


def _side(value: Fraction, of: Fraction) -> int:
    return (value > of) - (value < of)


def _runs(count: int, side: Callable[[int], int]) -> Iterable[tuple[int, int]]:
    """Stretches on one side, as start and end; what is on neither side is in none."""
    start = 0
    for place in range(1, count + 1):
        if place == count or side(place) != side(start):
            if side(start):
                yield start, place
            start = place


def _mark(found: list[list[Signal]], places: Iterable[int], signal: Signal) -> None:
    for place in places:
        found[place].append(signal)


# -- the target -------------------------------------------------------------------------------------------------------


def _assurance(points: Sequence[ChartPoint], target: Fraction | None, direction: str, *, number: bool) -> str:
    latest = next((point for point in reversed(points) if point.value is not None), None)
    if target is None or latest is None or latest.lower is None or latest.upper is None or direction == "increase":
        return ""
    aim = f"{float(target):g}" if number else f"{float(target * 100):g}%"
    better = direction == "higher"
    worst, best = (latest.lower, latest.upper) if better else (latest.upper, latest.lower)
    near, far = ("lower", "upper") if better else ("upper", "lower")
    if worst >= target if better else worst <= target:
        return f"Consistently meets the target of {aim}: even the {near} limit reaches it."
    if best < target if better else best > target:
        return f"Consistently fails the target of {aim}: not even the {far} limit reaches it."
    return f"May or may not meet the target of {aim}: it lies between the limits, so chance decides."
