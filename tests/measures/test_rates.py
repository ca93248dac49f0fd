"""Percentages and Wilson intervals, against published values and by their properties."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.measures.rates import round_half_up, share_to_percent, whole_percent, wilson

# R. G. Newcombe (1998), Statistics in Medicine 17:857-872, Table I, method 3 (Wilson score, no continuity correction).
NEWCOMBE_TABLE_I = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]

counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("numerator", "denominator", "lower", "upper"), NEWCOMBE_TABLE_I)
def test_published_intervals(numerator: int, denominator: int, lower: float, upper: float) -> None:
    interval = wilson(numerator, denominator)
    assert interval is not None
    assert round(interval.lower, 4) == lower
    assert round(interval.upper, 4) == upper


def test_no_data_is_not_zero() -> None:
    assert wilson(0, 0) is None
    assert whole_percent(0, 0) is None


@given(st.integers(1, 100_000))
def test_the_bounds_are_exact_at_none_and_at_all(n: int) -> None:
    none, everyone = wilson(0, n), wilson(n, n)
    assert none is not None
    assert everyone is not None
    assert none.lower == 0
    assert everyone.upper == 1
    assert none.upper < 1
    assert everyone.lower > 0


@given(counts)
def test_the_interval_holds_the_share_and_mirrors(pair: tuple[int, int]) -> None:
    numerator, denominator = pair
    interval, mirrored = wilson(numerator, denominator), wilson(denominator - numerator, denominator)
    assert interval is not None
    assert mirrored is not None
    assert 0 <= interval.lower <= numerator / denominator <= interval.upper <= 1
    assert interval.lower == pytest.approx(1 - mirrored.upper, abs=1e-12)


@given(counts)
def test_more_audits_of_the_same_share_narrow_the_interval(pair: tuple[int, int]) -> None:
    numerator, denominator = pair
    few, many = wilson(numerator, denominator), wilson(4 * numerator, 4 * denominator)
    assert few is not None
    assert many is not None
    assert many.upper - many.lower < few.upper - few.lower


@given(counts)
def test_the_percentage_is_half_up_on_the_exact_value(pair: tuple[int, int]) -> None:
    numerator, denominator = pair
    exact = Fraction(100 * numerator, denominator)
    assert whole_percent(numerator, denominator) == round_half_up(exact)
    assert abs(Fraction(round_half_up(exact)) - exact) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"), [(1, 8, 13), (121, 200, 61), (1, 200, 1), (1, 201, 0)]
)
def test_a_half_goes_up(numerator: int, denominator: int, percent: int) -> None:
    assert whole_percent(numerator, denominator) == percent


@given(st.integers(0, 100_000))
def test_rounding_agrees_with_decimal(thousandths: int) -> None:
    value = Decimal(thousandths) / 1000
    assert round_half_up(value) == int(value.quantize(Decimal(1), ROUND_HALF_UP))


def test_a_share_in_percent() -> None:
    assert share_to_percent(0.25531, 1) == 25.5
    assert share_to_percent(0.366, 0) == 37
    assert share_to_percent(1.0, 1) == 100


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 3), (4, 3), (0, -1)])
def test_counts_that_are_no_proportion_are_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="is not a proportion"):
        wilson(numerator, denominator)
    with pytest.raises(ValueError, match="is not a proportion"):
        whole_percent(numerator, denominator)


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf")])
def test_what_cannot_be_rounded_is_refused(value: float) -> None:
    with pytest.raises(ValueError):
        round_half_up(value)
