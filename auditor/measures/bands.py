"""Bands: what the improvement plan calls a figure, by the thresholds it prints.

A percentage is rounded half up to a whole number first; a number is not rounded. The better band wins an overlap, a
value in a gap falls to the worse side, and worse than requires improvement is inadequate. Each band's ``at`` edge in
``measures.yaml`` already carries those decisions, so that a value belongs to the best band whose edge it reaches.
"""

from decimal import Decimal
from fractions import Fraction

from auditor.measures.rates import round_half_up
from auditor.standards.model import Bands, GradeId, MeasureDefinition

BandId = GradeId
"""A band is called by the words of a grade, but is not one: it speaks of a figure, never of a case file."""

BAND_WORDS: dict[BandId, str] = {
    "outstanding": "outstanding",
    "good": "good",
    "requires_improvement": "requires improvement",
    "inadequate": "inadequate",
}
_NUMBERS = "imported_number"


def band_of(value: int | float | Decimal | Fraction, definition: MeasureDefinition) -> BandId | None:
    """The band of a value.

    Args:
        value: a percentage (0 to 100; rounded half up here if it is not whole yet), or a number as it is when the
            measure is one.
        definition: gives the thresholds and which way is better.

    Returns:
        None when the plan prints no thresholds for the measure (a direction only, or unbanded).

    Raises:
        ValueError: the value is negative or not a number.
    """
    bands = definition.bands
    if bands is None or definition.direction == "increase":
        return None
    if definition.kind == _NUMBERS:
        exact: int | Fraction = Fraction(value)
        if exact < 0:
            raise ValueError(f"{value} is negative: no number of a measure is")
    else:
        exact = value if isinstance(value, int) and value >= 0 else round_half_up(value)
    for band, edge in _best_first(bands):
        # Python compares whole numbers and fractions with a float exactly.
        if exact >= edge if definition.direction == "higher" else exact <= edge:
            return band
    return "inadequate"


def bands_between(lower: float, upper: float, definition: MeasureDefinition) -> tuple[BandId, ...]:
    """Every band that the true figure may lie in, best first: what lies between the ends of its interval.

    Args:
        lower: of the interval, a share from 0 to 1.
        upper: the same, not below ``lower``.
        definition: gives the thresholds and which way is better.

    Returns:
        Empty when the plan prints no thresholds for the measure.
    """
    ends = [band_of(Fraction(share) * 100, definition) for share in (lower, upper)]
    order = list(BAND_WORDS)
    places = [order.index(band) for band in ends if band is not None]
    return tuple(order[min(places) : max(places) + 1]) if places else ()


def thresholds_words(definition: MeasureDefinition) -> str:
    """The thresholds as the plan prints them, best first: "outstanding 81+, good 61-80, requires improvement 50-60"."""
    if definition.direction == "increase":
        return "should increase; the plan prints no thresholds"
    if definition.bands is None:
        return "the plan prints no thresholds"
    bands = definition.bands
    return (
        f"outstanding {bands.outstanding.printed}, good {bands.good.printed}, "
        f"requires improvement {bands.requires_improvement.printed}"
    )


def _best_first(bands: Bands) -> tuple[tuple[BandId, float], ...]:
    return (
        ("outstanding", bands.outstanding.at),
        ("good", bands.good.at),
        ("requires_improvement", bands.requires_improvement.at),
    )
