"""Coefficients of agreement between two people who grade the same audits: agreement beyond what chance would give.

Each is one minus observed over expected disagreement; they differ in what is expected by chance.

- Gwet's AC2: K. L. Gwet (2008), "Computing inter-rater reliability and its variance in the presence of high agreement",
  British Journal of Mathematical and Statistical Psychology 61:29-48; K. L. Gwet (2014), Handbook of Inter-Rater
  Reliability, 4th edition, chapters 3 and 4. With identity weights it is AC1.
- Weighted kappa: J. Cohen (1968), "Weighted kappa: nominal scale agreement with provision for scaled disagreement or
  partial credit", Psychological Bulletin 70:213-220.
- Krippendorff's alpha, ordinal: K. Krippendorff (2011), "Computing Krippendorff's alpha-reliability"; (2004) Content
  Analysis, 2nd edition, chapter 11. The distance of two grades comes from how often the grades between them were used,
  which is not the same as Gwet's "ordinal" weights.

How sure a value is comes from a percentile bootstrap over the pairs: B. Efron and R. J. Tibshirani (1993), An
Introduction to the Bootstrap, chapter 13. A value is put into a band of J. R. Landis and G. G. Koch (1977), Biometrics
33:159-174, by Gwet's probabilities of membership (2014, chapter 6), never by the value alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import NormalDist, stdev

Counts = Sequence[Sequence[float]]
"""A square table: row by the first person's grade, column by the second's, both in the order of the grades."""
Weights = Sequence[Sequence[float]]
"""How far two grades count as agreeing: 1 on the diagonal, 0 for the widest disagreement."""
Statistic = Callable[[Counts], float | None]

RESAMPLES = 1999
"""So many that 2.5% of one more than this is a whole number (50): the bounds are values that occurred."""
SEED = 19_650_411
"""Any number does. It is fixed, so that the same pairs always give the same interval."""
CERTAIN = 0.95
"""A band is told only when the probability of it, or a better one, exceeds this."""
BANDS: tuple[tuple[float, str], ...] = (
    (0.8, "almost perfect"),
    (0.6, "substantial"),
    (0.4, "moderate"),
    (0.2, "fair"),
    (0.0, "slight"),
    (-1.0, "poor"),
)
"""The bands of Landis and Koch, the best first, with the value from which each begins."""

# -- weights ----------------------------------------------------------------------------------------------------------


def linear_weights(grades: int) -> Weights:
    """Weights that fall by the same step for every grade of difference, from 1 to 0.

    Args:
        grades: how many there are, used or not; at least 2. Leaving out those nobody used would change the result.

    Raises:
        ValueError: there are fewer than two.
    """
    _at_least_two(grades)
    return tuple(tuple(1 - abs(row - column) / (grades - 1) for column in range(grades)) for row in range(grades))


def identity_weights(grades: int) -> Weights:
    """Weights for which only the same grade agrees.

    Args:
        grades: how many there are, used or not; at least 2.

    Raises:
        ValueError: there are fewer than two.
    """
    _at_least_two(grades)
    return tuple(tuple(float(row == column) for column in range(grades)) for row in range(grades))


def _at_least_two(grades: int) -> None:
    if grades < 2:
        raise ValueError(f"agreement needs at least two grades to choose from, not {grades}")


# -- the coefficients -------------------------------------------------------------------------------------------------


def gwet(table: Counts, weights: Weights) -> float | None:
    """Gwet's AC2 (AC1 with identity weights).

    The agreement expected by chance is T / (q (q - 1)) times the sum of pi (1 - pi): T the sum of all weights, q the
    number of grades, pi the mean of the two people's shares of a grade.

    Args:
        table: the counts of pairs.
        weights: of the same size.

    Returns:
        None when there are no pairs; otherwise it is always defined.
    """
    size, total = len(table), _total(table)
    if not total:
        return None
    mean_shares = [(row + column) / (2 * total) for row, column in zip(*_margins(table), strict=True)]
    spread = sum(share * (1 - share) for share in mean_shares)
    by_chance = sum(map(sum, weights)) / (size * (size - 1)) * spread
    return 1 - _disagreement(table, weights) / total / (1 - by_chance)


def weighted_kappa(table: Counts, weights: Weights) -> float | None:
    """Cohen's weighted kappa.

    Args:
        table: the counts of pairs.
        weights: of the same size.

    Returns:
        None when it is undefined: there are no pairs, or all are at one grade, so that chance alone agrees too.
    """
    total = _total(table)
    rows, columns = _margins(table)
    expected = _disagreement([[row * column for column in columns] for row in rows], weights)
    return 1 - total * _disagreement(table, weights) / expected if expected else None


def ordinal_alpha(table: Counts) -> float | None:
    """Krippendorff's alpha for two people, ordinal, with his correction for small samples.

    Args:
        table: the counts of pairs.

    Returns:
        None when it is undefined: there are no pairs, or all are at one grade.
    """
    size = range(len(table))
    return alpha_of_coincidences([[table[row][column] + table[column][row] for column in size] for row in size])


def alpha_of_coincidences(coincidences: Counts) -> float | None:
    """Krippendorff's ordinal alpha of a coincidence matrix, for any number of people and with gaps.

    alpha = 1 - (n - 1) x (sum of o d) / (sum of n n d) over all pairs of different grades: o the coincidences, n the
    times a grade was given, d the squared distance: all grades given from the one to the other, but only half of those
    at either end.

    Args:
        coincidences: symmetric; an audit that m people graded adds 1 / (m - 1) for every ordered pair of its grades.

    Returns:
        None when it is undefined: fewer than two different grades were given.
    """
    given = [sum(row) for row in coincidences]
    below = [0.0]
    for count in given:
        below.append(below[-1] + count)
    observed = expected = 0.0
    for first in range(len(given)):
        for second in range(first + 1, len(given)):
            between = below[second + 1] - below[first] - (given[first] + given[second]) / 2
            observed += coincidences[first][second] * between * between
            expected += given[first] * given[second] * between * between
    return 1 - (sum(given) - 1) * observed / expected if expected else None


def _total(table: Counts) -> float:
    return sum(map(sum, table))


def _margins(table: Counts) -> tuple[list[float], list[float]]:
    return [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]


def _disagreement(table: Counts, weights: Weights) -> float:
    return sum(
        count * (1 - weight)
        for counts, of_row in zip(table, weights, strict=True)
        for count, weight in zip(counts, of_row, strict=True)
        if count
    )


# -- how sure ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spread:
    """What resampling the pairs says of a value.

    Attributes:
        lower: the 2.5th percentile of the resamples; None when fewer than two resamples have a value.
        upper: the 97.5th percentile; None likewise.
        standard_error: the standard deviation of the resamples; None likewise.
        undefined: in how many of the resamples the value is undefined; they are left out of the rest.
    """

    lower: float | None
    upper: float | None
    standard_error: float | None
    undefined: int


def bootstrap(
    table: Sequence[Sequence[int]],
    statistics: Sequence[Statistic],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[Spread, ...]:
    """The percentile bootstrap over pairs: as many pairs drawn with replacement, again and again.

    The pairs are taken in the order of the table, so the order in which they came does not matter. Only the method
    ``random`` of Python's generator is used: the language promises that it gives the same numbers in every version.

    Args:
        table: the counts of pairs.
        statistics: what to compute of every resample.
        resamples: how many.
        seed: where the generator starts.

    Returns:
        One spread for each statistic, in order.
    """
    size = range(len(table))
    pairs = [(row, column) for row in size for column in size for _ in range(table[row][column])]
    count, uniform = len(pairs), Random(seed).random  # noqa: S311 - resampling, nothing secret
    found: list[list[float | None]] = [[] for _ in statistics]
    for _ in range(resamples):
        drawn = [[0] * len(table) for _ in size]
        for _ in range(count):
            row, column = pairs[int(uniform() * count)]
            drawn[row][column] += 1
        for values, statistic in zip(found, statistics, strict=True):
            values.append(statistic(drawn))
    return tuple(_spread(values) for values in found)


def _spread(found: Sequence[float | None]) -> Spread:
    values = sorted(value for value in found if value is not None)
    undefined = len(found) - len(values)
    if len(values) < 2:
        return Spread(None, None, None, undefined)
    # The k-th smallest and the k-th largest, k being 2.5% of one more than there are values.
    place = max(1, (len(values) + 1) // 40)
    # A list of one value, again and again, has no spread; the arithmetic of floats could leave a trace of one.
    error = stdev(values) if values[0] != values[-1] else 0.0
    return Spread(values[place - 1], values[-place], error, undefined)


def memberships(value: float, standard_error: float) -> tuple[tuple[str, float], ...]:
    """The probability, for every band from the best down, that the true value lies in it or in a better one.

    The true value is taken as normal around the value, cut off at -1 and 1 (Gwet 2014, chapter 6).

    Args:
        value: of a coefficient, -1 to 1.
        standard_error: above 0.

    Returns:
        The word of each band with its probability, 0 to 1, growing.
    """
    normal = NormalDist(value, standard_error)
    highest = normal.cdf(1)
    whole = highest - normal.cdf(-1)
    return tuple((word, (highest - normal.cdf(begins)) / whole) for begins, word in BANDS)


def band_of_value(value: float, standard_error: float) -> tuple[str, float]:
    """The best band that can be told: the first whose probability, with those above it, exceeds 95%.

    Args:
        value: of a coefficient, -1 to 1.
        standard_error: above 0.

    Returns:
        The word, and the probability that the true value lies there or higher.
    """
    return next((word, chance) for word, chance in memberships(value, standard_error) if chance > CERTAIN)
