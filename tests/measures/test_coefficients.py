"""Coefficients of agreement, against published tables and by definition in exact fractions."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.measures.coefficients import (
    alpha_of_coincidences,
    band_of_value,
    bootstrap,
    gwet,
    identity_weights,
    linear_weights,
    memberships,
    ordinal_alpha,
    weighted_kappa,
)

Table = Sequence[Sequence[int]]

# Tables of K. L. Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition: 100 women by two abstractors, 223
# patients by two ways to a diagnosis. Values to seven places are printed by Gwet's own R package irrCAC 1.0 (vignette
# "overview"); values and intervals to three places are what its translation, irrCAC for Python, reports and tests.
ABSTRACTORS = ((13, 0, 0), (0, 20, 7), (0, 4, 56))
DIAGNOSES = ((40, 4, 4, 17), (6, 25, 2, 13), (4, 1, 21, 12), (15, 5, 9, 45))
# Table of D. G. Altman (1991), Practical Statistics for Medical Research, pages 403-409: 85 xeromammograms read by two
# radiologists as normal, benign, suspect, cancer. The values were recomputed by definition, not copied from there.
RADIOLOGISTS = ((21, 12, 0, 0), (4, 17, 1, 0), (3, 9, 15, 2), (0, 0, 0, 1))

tables = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=4, max_size=4)


# -- published values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "weights", "value"),
    [
        (ABSTRACTORS, identity_weights(3), 0.8493305),
        (ABSTRACTORS, linear_weights(3), 0.900),
        (DIAGNOSES, identity_weights(4), 0.456),
        (DIAGNOSES, linear_weights(4), 0.377),
    ],
    ids=["AC1 of 3", "AC2 of 3", "AC1 of 4", "AC2 of 4"],
)
def test_gwet_as_published(table: Table, weights: Sequence[Sequence[float]], value: float) -> None:
    assert gwet(table, weights) == pytest.approx(value, abs=0.0005)


@pytest.mark.parametrize(
    ("table", "weights", "value"),
    [
        (ABSTRACTORS, identity_weights(3), 0.7964094),
        (ABSTRACTORS, linear_weights(3), 0.843),
        (DIAGNOSES, identity_weights(4), 0.432),
        (DIAGNOSES, linear_weights(4), 0.407),
        (RADIOLOGISTS, identity_weights(4), 0.4728),
        (RADIOLOGISTS, linear_weights(4), 0.5684),
        # Feinstein and Cicchetti (1990): 85% agree in both tables, and kappa falls with the margins.
        (((40, 9), (6, 45)), identity_weights(2), 0.70),
        (((80, 10), (5, 5)), identity_weights(2), 0.32),
    ],
)
def test_kappa_as_published(table: Table, weights: Sequence[Sequence[float]], value: float) -> None:
    places = 0.005 if sum(map(sum, table)) == 100 and len(table) == 2 else 0.0005
    assert weighted_kappa(table, weights) == pytest.approx(value, abs=places)


def test_the_paradox_of_kappa_does_not_touch_gwet() -> None:
    even, skewed = ((40, 9), (6, 45)), ((80, 10), (5, 5))
    weights = identity_weights(2)
    assert gwet(skewed, weights) > gwet(even, weights) >= 0.70  # type: ignore[operator]


def test_ordinal_alpha_as_published() -> None:
    # K. Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section D: four observers, gaps.
    observers = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    units = [[int(value) - 1 for value in unit if value != "."] for unit in zip(*observers, strict=True)]
    coincidences = [[0.0] * 5 for _ in range(5)]
    for unit in units:
        for first, second in permutations(range(len(unit)), 2):
            coincidences[unit[first]][unit[second]] += 1 / (len(unit) - 1)
    assert [round(sum(row), 6) for row in coincidences] == [9, 13, 10, 5, 3]  # his marginals, n = 40
    assert alpha_of_coincidences(coincidences) == pytest.approx(0.815, abs=0.0005)


# -- by definition ----------------------------------------------------------------------------------------------------


def kappa_by_definition(table: Table) -> Fraction | None:
    """Every first grade beside every second grade, one by one, in exact fractions: not a published value."""
    pairs = [(r, c) for r, row in enumerate(table) for c, count in enumerate(row) for _ in range(count)]
    observed = sum(abs(first - second) for first, second in pairs)
    expected = sum(abs(first - second) for first, _ in pairs for _, second in pairs)
    return 1 - Fraction(observed * len(pairs), expected) if expected else None


def gwet_by_definition(table: Table) -> Fraction | None:
    """The chance agreement of Gwet's formula, in exact fractions: not a published value."""
    pairs = [(r, c) for r, row in enumerate(table) for c, count in enumerate(row) for _ in range(count)]
    if not pairs:
        return None
    agreed = Fraction(sum(3 - abs(first - second) for first, second in pairs), 3 * len(pairs))
    shares = [Fraction(sum(pair.count(grade) for pair in pairs), 2 * len(pairs)) for grade in range(4)]
    weights = Fraction(4 * 3 + 6 * 2 + 4 * 1, 3)  # four the same, six neighbours, four two apart, two at the ends
    by_chance = weights / 12 * sum(share * (1 - share) for share in shares)
    return (agreed - by_chance) / (1 - by_chance)


@given(st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=4, max_size=4))
def test_kappa_and_gwet_are_their_definitions(table: list[list[int]]) -> None:
    for by_definition, computed in (
        (kappa_by_definition(table), weighted_kappa(table, linear_weights(4))),
        (gwet_by_definition(table), gwet(table, linear_weights(4))),
    ):
        assert (by_definition is None) == (computed is None)
        assert by_definition is None or computed == pytest.approx(float(by_definition), abs=1e-9)


def ordinal_alpha_by_definition(table: Table) -> Fraction | None:
    """Every pair of values compared, one by one, in exact fractions: not a published value."""
    pairs = [(r, c) for r, row in enumerate(table) for c, count in enumerate(row) for _ in range(count)]
    values = sorted(value for pair in pairs for value in pair)

    def distance(first: int, second: int) -> Fraction:
        low, high = sorted((first, second))
        span = sum(1 for value in values if low <= value <= high)
        return (span - Fraction(values.count(low) + values.count(high), 2)) ** 2 if low != high else Fraction(0)

    apart = {(first, second): distance(first, second) for first in range(4) for second in range(4)}
    expected = [apart[one, other] for one, other in permutations(values, 2)]
    if not sum(expected):
        return None
    return 1 - Fraction(sum(apart[pair] for pair in pairs), len(pairs)) / (Fraction(sum(expected)) / len(expected))


def test_ordinal_alpha_of_two_people_by_definition() -> None:
    by_definition = ordinal_alpha_by_definition(RADIOLOGISTS)
    assert by_definition is not None
    assert ordinal_alpha(RADIOLOGISTS) == pytest.approx(float(by_definition), abs=1e-12)


@given(st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=4, max_size=4))
def test_ordinal_alpha_is_its_definition(table: list[list[int]]) -> None:
    by_definition, computed = ordinal_alpha_by_definition(table), ordinal_alpha(table)
    if by_definition is None:
        assert computed is None
    else:
        assert computed == pytest.approx(float(by_definition), abs=1e-9)


@given(tables)
def test_swapping_the_two_people_changes_nothing(table: list[list[int]]) -> None:
    swapped = [list(column) for column in zip(*table, strict=True)]
    weights = linear_weights(4)
    for of_table, of_swapped in (
        (gwet(table, weights), gwet(swapped, weights)),
        (weighted_kappa(table, weights), weighted_kappa(swapped, weights)),
        (ordinal_alpha(table), ordinal_alpha(swapped)),
    ):
        assert (of_table is None) == (of_swapped is None)
        if of_table is not None:
            assert of_table == pytest.approx(of_swapped, abs=1e-9)
            assert -1 - 1e-9 <= of_table <= 1


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(lambda counts: sum(map(bool, counts)) > 1))
def test_only_equal_grades_give_exactly_one(counts: list[int]) -> None:
    table = [[count if row == column else 0 for column in range(4)] for row, count in enumerate(counts)]
    weights = linear_weights(4)
    assert (gwet(table, weights), weighted_kappa(table, weights), ordinal_alpha(table)) == (1, 1, 1)
    table[0][1] += 1
    assert gwet(table, weights) < 1  # type: ignore[operator]
    assert weighted_kappa(table, weights) < 1  # type: ignore[operator]
    assert ordinal_alpha(table) < 1  # type: ignore[operator]


@pytest.mark.parametrize("grade", range(4))
def test_all_at_one_grade_leaves_kappa_and_alpha_undefined(grade: int) -> None:
    table = [[30 if row == column == grade else 0 for column in range(4)] for row in range(4)]
    weights = linear_weights(4)
    assert (gwet(table, weights), weighted_kappa(table, weights), ordinal_alpha(table)) == (1, None, None)


def test_without_pairs_nothing_is_defined() -> None:
    table = [[0] * 4] * 4
    weights = linear_weights(4)
    assert (gwet(table, weights), weighted_kappa(table, weights), ordinal_alpha(table)) == (None, None, None)


def test_a_grade_that_nobody_used_counts() -> None:
    declared = [[*row, 0] for row in ABSTRACTORS] + [[0] * 4]
    assert gwet(declared, linear_weights(4)) != pytest.approx(gwet(ABSTRACTORS, linear_weights(3)), abs=0.01)


def test_one_grade_alone_is_no_choice() -> None:
    with pytest.raises(ValueError, match="at least two grades"):
        linear_weights(1)


# -- how sure ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "weights", "of_gwet", "of_kappa"),
    [
        (ABSTRACTORS, identity_weights(3), (0.764, 0.935), (0.680, 0.913)),
        (ABSTRACTORS, linear_weights(3), (0.842, 0.958), (0.748, 0.938)),
        (DIAGNOSES, identity_weights(4), (0.371, 0.542), (0.341, 0.522)),
        (DIAGNOSES, linear_weights(4), (0.267, 0.488), (0.302, 0.512)),
    ],
)
def test_the_interval_is_near_the_published_analytic_one(
    table: Table,
    weights: Sequence[Sequence[float]],
    of_gwet: tuple[float, float],
    of_kappa: tuple[float, float],
) -> None:
    # Gwet's are value +/- t(n - 1) standard errors; a bootstrap is another method, so near and not the same.
    spreads = bootstrap(table, [lambda drawn: gwet(drawn, weights), lambda drawn: weighted_kappa(drawn, weights)])
    for spread, (lower, upper) in zip(spreads, (of_gwet, of_kappa), strict=True):
        assert spread.lower == pytest.approx(lower, abs=0.02)
        assert spread.upper == pytest.approx(upper, abs=0.02)
        assert spread.standard_error == pytest.approx((upper - lower) / 2 / 1.98, rel=0.06)
        assert spread.undefined == 0


def test_the_same_pairs_give_the_same_interval_and_another_seed_another() -> None:
    once, again = (bootstrap(RADIOLOGISTS, [ordinal_alpha], resamples=199) for _ in range(2))
    other = bootstrap(RADIOLOGISTS, [ordinal_alpha], resamples=199, seed=1)
    assert once == again
    assert once != other


def test_undefined_resamples_are_counted_and_left_out() -> None:
    # 20 pairs, one of them different: (19/20)^20 = 36% of resamples lack it.
    table = [[0, 0, 0, 0], [0, 19, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    (spread,) = bootstrap(table, [ordinal_alpha])
    assert 0.32 < spread.undefined / 1999 < 0.40
    (nothing,) = bootstrap([[5, 0], [0, 0]], [ordinal_alpha], resamples=99)
    assert (nothing.lower, nothing.upper, nothing.standard_error, nothing.undefined) == (None, None, None, 99)


def test_the_bounds_are_the_values_that_leave_two_and_a_half_percent_outside() -> None:
    values = iter(range(1999))
    (spread,) = bootstrap(RADIOLOGISTS, [lambda _: float(next(values))])
    assert (spread.lower, spread.upper) == (49, 1949)  # the 50th smallest and the 50th largest


# Cumulative probabilities of the Landis-Koch bands: the first in Gwet's R package irrCAC 1.0, vignette "benchmarking",
# with "moderate" as its reading; the second in the tests of irrCAC for Python.
@pytest.mark.parametrize(
    ("value", "error", "probabilities", "band"),
    [
        (0.77544, 0.14295, [0.39674, 0.88336, 0.99542, 0.99997, 1, 1], "moderate"),
        (0.67, 0.15, [0.18168, 0.67511, 0.96356, 0.99912, 1, 1], "moderate"),
    ],
)
def test_the_band_as_published(value: float, error: float, probabilities: list[float], band: str) -> None:
    assert [round(chance, 5) for _, chance in memberships(value, error)] == probabilities
    assert band_of_value(value, error) == (band, pytest.approx(probabilities[2], abs=0.00001))


def test_a_value_in_a_band_is_not_told_to_be_of_it_when_it_is_unsure() -> None:
    assert band_of_value(0.85, 0.01)[0] == "almost perfect"
    assert band_of_value(0.85, 0.10)[0] == "substantial"
    assert band_of_value(-1.0, 0.01)[0] == "poor"


@given(st.floats(-1, 1), st.floats(0.001, 2))
def test_there_is_always_a_band_that_is_certain(value: float, error: float) -> None:
    chances = [chance for _, chance in memberships(value, error)]
    assert chances == sorted(chances)
    assert chances[-1] == 1
    assert band_of_value(value, error)[1] > 0.95
