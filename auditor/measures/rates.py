"""Proportions: the percentage, and how sure of it we can be.

The interval is the Wilson score interval without continuity correction, at 95%:
E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22:209-212; R. G. Newcombe (1998), "Two-sided confidence intervals for the single proportion:
comparison of seven methods", Statistics in Medicine 17:857-872 (method 3). It covers sampling error only: the chance of
having drawn these cases and not others.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, sqrt
from statistics import NormalDist

Z_95 = NormalDist().inv_cdf(0.975)
"""How many standard errors leave 2.5% out at either end."""
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval of a proportion.

    Attributes:
        lower: a share, 0 to 1.
        upper: a share, 0 to 1, not below ``lower``.
    """

    lower: float
    upper: float


def wilson(numerator: int, denominator: int) -> Interval | None:
    """The Wilson score interval of a proportion at 95%, without continuity correction.

    The bound is exactly 0 at none of n and exactly 1 at all of n, which floating-point arithmetic would miss by a hair.

    Args:
        numerator: how many fit, 0 to ``denominator``.
        denominator: of how many.

    Returns:
        None when the denominator is 0: no data is not 0%.

    Raises:
        ValueError: the counts cannot be a proportion.
    """
    _check(numerator, denominator)
    if denominator == 0:
        return None
    share = numerator / denominator
    z_squared = Z_95 * Z_95
    centre = share + z_squared / (2 * denominator)
    half_width = Z_95 * sqrt((share * (1 - share) + z_squared / (4 * denominator)) / denominator)
    scale = 1 + z_squared / denominator
    lower = 0.0 if numerator == 0 else max(0.0, (centre - half_width) / scale)
    upper = 1.0 if numerator == denominator else min(1.0, (centre + half_width) / scale)
    return Interval(lower, upper)


def whole_percent(numerator: int, denominator: int) -> int | None:
    """A proportion as a whole percentage, rounded half up on exact values.

    Args:
        numerator: how many fit, 0 to ``denominator``.
        denominator: of how many.

    Returns:
        None when the denominator is 0: no data is not 0%.

    Raises:
        ValueError: the counts cannot be a proportion.
    """
    _check(numerator, denominator)
    if denominator == 0:
        return None
    # Half up in whole numbers: floor(100 n / d + 1/2), never through a float.
    return (2 * _PERCENT * numerator + denominator) // (2 * denominator)


def round_half_up(value: int | float | Decimal | Fraction) -> int:
    """The nearest whole number; a half goes up (60.5 gives 61), unlike Python's ``round``.

    Args:
        value: not negative; a float is taken for exactly the binary number it is.

    Raises:
        ValueError: the value is negative or not a number.
    """
    try:
        exact = Fraction(value)
    except OverflowError as error:
        raise ValueError(f"{value} cannot be rounded") from error
    if exact < 0:
        raise ValueError(f"{value} is negative: no percentage or number of a measure is")
    return floor(exact + Fraction(1, 2))


def share_to_percent(share: float, places: int = 0) -> float:
    """A share (0 to 1) as a percentage (0 to 100), rounded half up to so many decimal places (0 to 3).

    For the bounds of an interval only: they are no exact values, so the last digit of a float does not matter there.
    """
    step: int = 10**places
    return floor(share * _PERCENT * step + 0.5) / step


def _check(numerator: int, denominator: int) -> None:
    if denominator < 0 or not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a proportion")
