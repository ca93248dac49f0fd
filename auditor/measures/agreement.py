"""How far two people give the same audits the same grade: an auditor and a moderator, or two auditors.

What is always told needs no model: how many agree exactly, how many within one grade, which way the others moved, and
the whole table. Coefficients stand beside it, and only from 20 pairs up. Gwet's AC2 comes first: where nearly all
audits have one grade, kappa and alpha fall although almost all pairs agree (A. R. Feinstein and D. V. Cicchetti 1990,
Journal of Clinical Epidemiology 43:543-549; N. Wongpakaran and others 2013, BMC Medical Research Methodology 13:61).

Pairs of one kind only belong together: a moderator who graded without seeing the first grade apart from one who
accepted it, audits drawn at random apart from audits that were chosen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.audit.grades import ORDER
from auditor.measures.coefficients import (
    RESAMPLES,
    Counts,
    Spread,
    Statistic,
    band_of_value,
    bootstrap,
    gwet,
    linear_weights,
    ordinal_alpha,
    weighted_kappa,
)
from auditor.measures.rates import Interval, wilson
from auditor.standards.model import GradeId

BEST_TO_WORST: tuple[GradeId, ...] = ORDER[::-1]
FEWEST = 20
"""Fewer pairs than this, and no coefficient is told."""
SETTLED = 50
"""Fewer pairs than this, and coefficients are only indicative."""

_MOST_UNDEFINED = 0.05
"""With a larger share of undefined resamples, those that are left no longer show how the value varies."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient with how sure it is.

    Attributes:
        id: ``ac2``, ``kappa`` or ``alpha``.
        name: what it is called on screen.
        value: at most 1; 0 is what chance would give. None when it is undefined.
        lower: of the 95% interval (percentile bootstrap over pairs); None when there is none.
        upper: likewise.
        standard_error: from the same resamples; None when there is no interval.
        band: the best band that can be told with 95% certainty; None when there is no interval.
        band_probability: that the true value lies in that band or a better one, 0 to 1.
        undefined_resamples: how many of the resamples were left out because it is undefined there.
        note: why something is missing, or what was left out, in words; often empty.
    """

    id: str
    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    standard_error: float | None = None
    band: str | None = None
    band_probability: float | None = None
    undefined_resamples: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the second grades agree with the first.

    Attributes:
        order: the grades, the best first: the rows and columns of the table.
        n: how many pairs.
        table: counts; a row for each first grade, a column for each second grade.
        exact: pairs with the same grade.
        exact_interval: 95%, Wilson; None when there are no pairs.
        within_one: pairs with the same or a neighbouring grade.
        within_one_interval: likewise.
        moved_up: pairs whose second grade is better than the first.
        moved_down: pairs whose second grade is worse.
        coefficients: AC2, kappa, alpha, in this order; None when there are too few pairs.
        reason: why there are no coefficients, in words; empty when there are.
        indicative: there are coefficients, of fewer than 50 pairs.
    """

    order: tuple[GradeId, ...]
    n: int
    table: tuple[tuple[int, ...], ...]
    exact: int
    exact_interval: Interval | None
    within_one: int
    within_one_interval: Interval | None
    moved_up: int
    moved_down: int
    coefficients: tuple[Coefficient, ...] | None
    reason: str
    indicative: bool


def agreement(
    pairs: Iterable[tuple[GradeId, GradeId]], order: Sequence[GradeId] = BEST_TO_WORST, *, resamples: int = RESAMPLES
) -> Agreement:
    """The agreement of pairs of grades.

    Args:
        pairs: the first grade and the second grade of each audit; in any order.
        order: every grade that could have been given, the best first.
        resamples: of the bootstrap; fewer are faster and less exact.

    Raises:
        ValueError: a grade is not one of ``order``.
    """
    grades = tuple(order)
    table = cross_table(pairs, grades)
    cells = [(first, second, count) for first, row in enumerate(table) for second, count in enumerate(row)]
    total = sum(count for _, _, count in cells)
    exact = sum(count for first, second, count in cells if first == second)
    within_one = sum(count for first, second, count in cells if abs(first - second) <= 1)
    enough = total >= FEWEST
    return Agreement(
        order=grades,
        n=total,
        table=table,
        exact=exact,
        exact_interval=wilson(exact, total),
        within_one=within_one,
        within_one_interval=wilson(within_one, total),
        moved_up=sum(count for first, second, count in cells if second < first),
        moved_down=sum(count for first, second, count in cells if second > first),
        coefficients=_coefficients(table, grades, resamples) if enough else None,
        reason="" if enough else f"coefficients need at least {FEWEST} pairs; there are {total}",
        indicative=enough and total < SETTLED,
    )


def cross_table(
    pairs: Iterable[tuple[GradeId, GradeId]], order: Sequence[GradeId] = BEST_TO_WORST
) -> tuple[tuple[int, ...], ...]:
    """The counts of pairs: a row for each first grade, a column for each second grade, used or not.

    Args:
        pairs: the first grade and the second grade of each audit.
        order: every grade that could have been given, the best first.

    Raises:
        ValueError: a grade is not one of ``order``.
    """
    place = {grade: index for index, grade in enumerate(order)}
    counts = [[0] * len(order) for _ in order]
    unknown: set[str] = set()
    for first, second in pairs:
        if first in place and second in place:
            counts[place[first]][place[second]] += 1
        else:
            unknown.update({first, second} - place.keys())
    if unknown:
        raise ValueError(f"not a grade: {', '.join(sorted(unknown))}; the grades are {', '.join(order)}")
    return tuple(tuple(row) for row in counts)


def _coefficients(
    table: tuple[tuple[int, ...], ...], order: tuple[GradeId, ...], resamples: int
) -> tuple[Coefficient, ...]:
    weights = linear_weights(len(order))

    def ac2(counts: Counts) -> float | None:
        return gwet(counts, weights)

    def kappa(counts: Counts) -> float | None:
        return weighted_kappa(counts, weights)

    named: tuple[tuple[str, str, Statistic], ...] = (
        ("ac2", "Gwet's AC2, linear weights", ac2),
        ("kappa", "Cohen's kappa, linear weights", kappa),
        ("alpha", "Krippendorff's alpha, ordinal", ordinal_alpha),
    )
    at_one_grade = next(
        (grade for place, grade in enumerate(order) if table[place][place] == sum(map(sum, table))), None
    )
    spreads = bootstrap(table, [statistic for _, _, statistic in named], resamples=resamples)
    return tuple(
        _coefficient(id_, name, statistic(table), spread, at_one_grade, resamples)
        for (id_, name, statistic), spread in zip(named, spreads, strict=True)
    )


def _coefficient(
    id_: str, name: str, value: float | None, spread: Spread, at_one_grade: GradeId | None, resamples: int
) -> Coefficient:
    if value is None:
        word = (at_one_grade or "").replace("_", " ")
        note = f"undefined: both grades of every pair are {word}, so chance alone agrees too; exact agreement is 100%"
        return Coefficient(id_, name, None, undefined_resamples=spread.undefined, note=note)
    left_out = f"{spread.undefined:,} of {resamples:,} resamples, where it is undefined"
    if spread.undefined > _MOST_UNDEFINED * resamples or spread.standard_error is None:
        note = f"no interval: nearly all pairs are at one grade ({left_out})"
        return Coefficient(id_, name, value, undefined_resamples=spread.undefined, note=note)
    if spread.standard_error == 0:
        note = "no interval: resampling gives the same value every time; the interval of exact agreement holds"
        return Coefficient(id_, name, value, undefined_resamples=spread.undefined, note=note)
    band, probability = band_of_value(value, spread.standard_error)
    return Coefficient(
        id=id_,
        name=name,
        value=value,
        lower=spread.lower,
        upper=spread.upper,
        standard_error=spread.standard_error,
        band=band,
        band_probability=probability,
        undefined_resamples=spread.undefined,
        note=f"left out: {left_out}" if spread.undefined else "",
    )
