"""Whether an auditor grades higher or lower than moderators: something to talk about, never a mark for a person.

The gap of a moderated audit is counted in steps of the scale, positive when the auditor graded higher. Gaps in order of
time make an XmR chart: limits at the mean plus and minus 2.66 times the mean moving range (D. J. Wheeler, Understanding
Variation, 1993; NHS England, Making Data Count), from 12 audits up.

Gaps are whole steps and mostly none, so the limits often lie within one step of the mean, and every single step would
be a point outside. A single step between two people is everyday: only a point outside that is two steps off, or more,
counts as a sign.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Literal
from uuid import UUID

from auditor.audit.grades import ORDER
from auditor.standards.model import GradeId

BEST_TO_WORST: tuple[GradeId, ...] = ORDER[::-1]
FEWEST_FOR_LIMITS = 12
"""Fewer points than this, and a chart has no limits."""
FEWEST_FOR_A_SIGN = 8
"""Fewer moderated audits than this, and nothing is said of the auditor."""
WIDE_MEAN = Fraction(1, 2)
"""A mean gap of more steps than this is a sign."""
FAR = 2
"""A point outside the limits is a sign from so many steps up."""
_MOVING_RANGES = Fraction(266, 100)

Sign = Literal["higher", "lower", "single", "none", "too_few"]
"""What the gaps show: grades higher, or lower, than moderators; single audits far off; nothing; too few to tell."""


@dataclass(frozen=True, slots=True)
class Moderated:
    """An audit that was graded and then moderated.

    Attributes:
        auditor: who gave the first grade.
        audit: the audit's id.
        moment: when it was moderated, the place in the order of time.
        given: the auditor's grade.
        moderated: the moderator's grade.
    """

    auditor: UUID
    audit: UUID
    moment: datetime
    given: GradeId
    moderated: GradeId


@dataclass(frozen=True, slots=True)
class GapPoint:
    """One point of the chart.

    Attributes:
        audit: the audit's id.
        moment: when it was moderated.
        gap: in steps, positive when the auditor graded higher than the moderator.
        outside: it lies outside the limits; False when there are none.
    """

    audit: UUID
    moment: datetime
    gap: int
    outside: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of an XmR chart, in steps.

    Attributes:
        lower: the mean less 2.66 mean moving ranges.
        mean: the centre line.
        upper: the mean and 2.66 mean moving ranges.
        moving_range: the mean of the differences between neighbours.
    """

    lower: float
    mean: float
    upper: float
    moving_range: float


@dataclass(frozen=True, slots=True)
class Leniency:
    """How an auditor's grades stand to those of moderators.

    Attributes:
        points: one for each moderated audit, in order of time.
        n: how many.
        mean: the mean gap in steps, positive when the auditor graded higher; None when there are none.
        limits: of the chart; None when there are too few points.
        why_no_limits: in words; empty when there are limits.
        sign: what it shows.
        sentence: the same for people, without a full stop.
    """

    points: tuple[GapPoint, ...]
    n: int
    mean: float | None
    limits: Limits | None
    why_no_limits: str
    sign: Sign
    sentence: str


def leniency_by_auditor(
    moderated: Iterable[Moderated], order: Sequence[GradeId] = BEST_TO_WORST
) -> dict[UUID, Leniency]:
    """The gaps of every auditor who was moderated.

    Args:
        moderated: audits of any auditors, in any order.
        order: the grades, the best first.

    Raises:
        ValueError: a grade is not one of ``order``.
    """
    by_auditor: defaultdict[UUID, list[Moderated]] = defaultdict(list)
    for audit in moderated:
        by_auditor[audit.auditor].append(audit)
    return {auditor: leniency(audits, order) for auditor, audits in by_auditor.items()}


def leniency(moderated: Iterable[Moderated], order: Sequence[GradeId] = BEST_TO_WORST) -> Leniency:
    """The gaps of one auditor.

    Args:
        moderated: the auditor's moderated audits, in any order.
        order: the grades, the best first.

    Raises:
        ValueError: a grade is not one of ``order``.
    """
    audits = sorted(moderated, key=lambda audit: (audit.moment, audit.audit))
    place = {grade: index for index, grade in enumerate(order)}
    unknown = sorted({grade for audit in audits for grade in (audit.given, audit.moderated)} - place.keys())
    if unknown:
        raise ValueError(f"not a grade: {', '.join(unknown)}; the grades are {', '.join(order)}")
    gaps = [place[audit.moderated] - place[audit.given] for audit in audits]
    mean = Fraction(sum(gaps), len(gaps)) if gaps else None
    limits = _exact_limits(gaps) if len(gaps) >= FEWEST_FOR_LIMITS else None
    outside = [limits is not None and not limits[0] <= gap <= limits[2] for gap in gaps]
    far = sum(is_outside and abs(gap) >= FAR for gap, is_outside in zip(gaps, outside, strict=True))
    sign = _sign(len(gaps), mean, far)
    return Leniency(
        points=tuple(
            GapPoint(audit.audit, audit.moment, gap, is_outside)
            for audit, gap, is_outside in zip(audits, gaps, outside, strict=True)
        ),
        n=len(gaps),
        mean=None if mean is None else float(mean),
        limits=None if limits is None else Limits(*map(float, limits)),
        why_no_limits=""
        if limits is not None
        else f"no limits: a chart needs at least {FEWEST_FOR_LIMITS} moderated audits, and there are {len(gaps)}",
        sign=sign,
        sentence=_sentence(sign, len(gaps), mean or Fraction(0), far),
    )


def _exact_limits(gaps: Sequence[int]) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Lower limit, mean, upper limit and mean moving range, without rounding: a point on a limit is not outside."""
    mean = Fraction(sum(gaps), len(gaps))
    ranges = [abs(after - before) for before, after in pairwise(gaps)]
    moving_range = Fraction(sum(ranges), len(ranges))
    reach = _MOVING_RANGES * moving_range
    return mean - reach, mean, mean + reach, moving_range


def _sign(count: int, mean: Fraction | None, far: int) -> Sign:
    if mean is None or count < FEWEST_FOR_A_SIGN:
        return "too_few"
    if abs(mean) > WIDE_MEAN:
        return "higher" if mean > 0 else "lower"
    return "single" if far else "none"


def _sentence(sign: Sign, count: int, mean: Fraction, far: int) -> str:
    audits = f"{count} moderated audit{'' if count == 1 else 's'}"
    on_average = f"{_steps_figure(mean)} on average, {audits}"
    if sign == "too_few":
        counted = audits if count else "no moderated audits"
        return f"too few to tell: {counted}, and it takes at least {FEWEST_FOR_A_SIGN}"
    if sign == "none":
        return f"no sign of grading higher or lower than moderators ({on_average})"
    if sign == "single":
        them = "1 audit was graded" if far == 1 else f"{far} audits were graded"
        return (
            f"no sign of grading higher or lower on the whole ({on_average}), "
            f"but {them} far from the moderator: worth a look together"
        )
    return f"grades about {_steps_words(mean)} {sign} than moderators ({on_average}): worth a calibration talk"


def _steps_figure(mean: Fraction) -> str:
    hundredths = floor(abs(mean) * 100 + Fraction(1, 2))
    if not hundredths:
        return "no difference"
    return f"{hundredths // 100}.{hundredths % 100:02} steps {'higher' if mean > 0 else 'lower'}"


def _steps_words(mean: Fraction) -> str:
    halves = floor(abs(mean) * 2 + Fraction(1, 2))
    whole = ("", "one", "two", "three")[min(halves // 2, 3)]
    if halves == 1:
        return "half a step"
    if halves % 2:
        return f"{whole} and a half steps"
    return f"{whole} step{'' if whole == 'one' else 's'}"
