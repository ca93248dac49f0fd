"""Control charts: published examples with their sources, the rules worked by hand, and what holds for every chart."""

from collections.abc import Sequence
from fractions import Fraction
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.whole_months import Months, periods_up_to
from auditor.measures.control_charts import (
    FEWEST_POINTS,
    ChartKind,
    ControlChart,
    Observation,
    Rule,
    control_chart,
    pooled,
    special_causes,
    xmr_limits,
)

MONTHS = periods_up_to("2026-12", 60, by_month=True)


def counts(*pairs: tuple[int, int], scoring: str = "") -> list[Observation]:
    """Monthly counts, the oldest first; none of none is a month without a figure."""
    scored = frozenset({("edition", scoring)}) if scoring else frozenset()
    return [
        Observation(months, Fraction(x, n) if n else None, x, n, scored)
        for months, (x, n) in zip(MONTHS, pairs, strict=False)
    ]


def numbers(*values: int | str) -> list[Observation]:
    return [Observation(months, Fraction(value)) for months, value in zip(MONTHS, values, strict=False)]


def marked(chart: ControlChart, rule: Rule) -> list[int]:
    return [place for place, point in enumerate(chart.points) if any(one.rule is rule for one in point.signals)]


# -- published --------------------------------------------------------------------------------------------------------

JUICE = (12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6)
"""Nonconforming cans of frozen orange juice in 30 samples of 50: D. C. Montgomery, Introduction to Statistical Quality
Control, 6th edition, table 7.1. The book gives centre 0.2313, limits 0.0524 and 0.4102, samples 15 and 23 outside."""
ORDERS = (
    (12, 100), (8, 80), (6, 80), (9, 100), (10, 110), (12, 110), (11, 100), (16, 100), (10, 90), (6, 90), (20, 110),
    (15, 120), (9, 120), (8, 120), (6, 110), (8, 80), (10, 80), (7, 80), (5, 90), (8, 100), (5, 100), (8, 100),
    (10, 100), (6, 90), (9, 90),
)  # fmt: skip
"""Purchase orders with errors, by week: the same book, table 7.4, samples of different sizes. The book gives the centre
234/2450 = 0.096, and sample 11 outside."""
LOANS = (310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304)
"""Costs of processing mortgage loans, 20 weeks: the same book, table 6.6. The book gives the mean 300.5, the mean
moving range 7.79, and limits 279.78 and 321.22."""


def test_a_published_p_chart() -> None:
    chart = control_chart(counts(*((x, 50) for x in JUICE)))
    point = chart.points[0]
    assert point.centre == Fraction(347, 1500)
    assert point.lower == pytest.approx(0.0524, abs=5e-5)
    assert point.upper == pytest.approx(0.4102, abs=5e-5)
    assert marked(chart, Rule.OUTSIDE) == [14, 22]


def test_the_same_without_the_two_samples_that_were_explained() -> None:
    """The book's second step: 301 of 1400, limits 0.0407 and 0.3893; now sample 21 lies outside."""
    left = [x for place, x in enumerate(JUICE) if place not in (14, 22)]
    chart = control_chart(counts(*((x, 50) for x in left)))
    assert chart.points[0].lower == pytest.approx(0.0407, abs=5e-5)
    assert chart.points[0].upper == pytest.approx(0.3893, abs=5e-5)
    assert [left[place] for place in marked(chart, Rule.OUTSIDE)] == [20]


def test_a_published_p_chart_with_samples_of_different_sizes() -> None:
    chart = control_chart(counts(*ORDERS))
    assert float(chart.points[0].centre or 0) == pytest.approx(0.096, abs=5e-4)
    assert marked(chart, Rule.OUTSIDE) == [10]
    by_size = {point.denominator: point.upper for point in chart.points}
    assert by_size[80] > by_size[100] > by_size[120]  # type: ignore[operator]


def test_a_published_chart_of_single_values() -> None:
    mean, lower, upper = xmr_limits([Fraction(value) for value in LOANS])
    assert mean == Fraction("300.5")
    assert float(lower) == pytest.approx(279.78, abs=0.005)
    assert float(upper) == pytest.approx(321.22, abs=0.005)
    chart = control_chart(numbers(*LOANS), ChartKind.XMR, number=True, sampled=False)
    assert not any(point.signals for point in chart.points)


# -- by hand ----------------------------------------------------------------------------------------------------------


def causes(values: Sequence[int], mean: int = 10, lower: int = 4, upper: int = 16) -> dict[Rule, list[int]]:
    """Which points each rule marks; the limits are 6 from the mean, so two thirds of the way is 6 and 14."""
    found = special_causes([Fraction(value) for value in values], Fraction(mean), Fraction(lower), Fraction(upper))
    return {rule: [at for at, one in enumerate(found) if any(s.rule is rule for s in one)] for rule in Rule}


def test_a_point_on_the_limit_is_not_outside() -> None:
    assert causes([16, 10, 4, 17, 10, 3])[Rule.OUTSIDE] == [3, 5]


def test_seven_on_one_side_are_all_marked_and_six_are_not() -> None:
    assert causes([9, 11, 12, 11, 12, 11, 12, 9])[Rule.SIDE] == []
    assert causes([9, 11, 12, 11, 12, 11, 12, 11, 9])[Rule.SIDE] == [1, 2, 3, 4, 5, 6, 7]
    assert causes([9, 8, 9, 8, 9, 8, 9, 8])[Rule.SIDE] == [0, 1, 2, 3, 4, 5, 6, 7]


def test_a_point_on_the_mean_breaks_the_run() -> None:
    assert causes([11, 12, 11, 10, 12, 11, 12, 11])[Rule.SIDE] == []


def test_seven_rising_are_seven_points_not_seven_steps() -> None:
    assert causes([7, 8, 9, 10, 11, 12, 7])[Rule.TREND] == []
    assert causes([9, 7, 8, 9, 10, 11, 12, 13, 7])[Rule.TREND] == [1, 2, 3, 4, 5, 6, 7]
    assert causes([13, 12, 11, 10, 9, 8, 7])[Rule.TREND] == [0, 1, 2, 3, 4, 5, 6]


def test_two_alike_break_a_rise() -> None:
    assert causes([7, 8, 9, 9, 10, 11, 12, 13])[Rule.TREND] == []


def test_two_of_three_near_a_limit() -> None:
    assert causes([10, 15, 10, 15, 10])[Rule.NEAR] == [1, 3]
    assert causes([10, 15, 10, 10, 15])[Rule.NEAR] == []
    assert causes([10, 15, 10, 5, 10])[Rule.NEAR] == [], "on opposite sides"
    assert causes([10, 14, 10, 14, 10])[Rule.NEAR] == [], "on the line is not beyond it"
    assert causes([10, 17, 15, 10])[Rule.NEAR] == [1, 2], "outside is beyond it too"
    assert causes([15, 5, 15, 5])[Rule.NEAR] == [0, 1, 2, 3]


def test_large_moving_ranges_can_be_left_out() -> None:
    """Eleven ranges of 2, two of 30: mean 82 / 13 = 6.31, and 3.267 times that is 20.6, so both 30s go: 2.66 x 2."""
    values = [Fraction(value) for value in (10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 42, 12)]
    mean, _, as_it_is = xmr_limits(values)
    assert as_it_is == mean + Fraction(266, 100) * Fraction(82, 13)
    assert xmr_limits(values, screen=True)[2] == mean + Fraction(266, 100) * 2


def test_limits_take_twelve_points() -> None:
    eleven = control_chart(counts(*[(5, 10)] * 11))
    assert not eleven.has_limits
    assert eleven.notes == ("No limits: 11 points, and limits take at least 12.",)
    assert control_chart(counts(*[(5, 10)] * 12)).has_limits
    gap = control_chart(counts(*[(5, 10)] * 6, (0, 0), *[(5, 10)] * 5))
    assert not gap.has_limits, "a month without audits is no point"


def test_limits_take_ten_audits_a_point() -> None:
    few = control_chart(counts(*[(4, 9)] * 20))
    assert not few.has_limits
    assert "9 audits a point" in few.notes[0]
    assert control_chart(counts(*[(4, 9)] * 20), ChartKind.XMR, sampled=False).has_limits


def test_months_are_pooled_to_quarters_by_their_counts() -> None:
    found = pooled(counts(*[(1, 2), (2, 8), (0, 0)] * 2))
    assert [one.months.words for one in found[:1]] == ["Jan to Mar 2022"]
    assert [(one.numerator, one.denominator, one.value) for one in found] == [(3, 10, Fraction(3, 10))] * 2


def test_a_change_of_scoring_breaks_the_line() -> None:
    old, new = counts(*[(5, 10)] * 40, scoring="a"), counts(*[(9, 10)] * 40, scoring="b")
    chart = control_chart([*old[:12], *new[12:24]])
    assert [(one.place, one.why) for one in chart.breaks] == [(12, "the rules of scoring changed")]
    assert [float(point.centre or 0) for point in (chart.points[0], chart.points[12])] == [0.5, 0.9]
    assert not any(point.signals for point in chart.points), "each stretch by itself is steady"
    assert not marked(chart, Rule.OUTSIDE)


def test_another_theme_beside_it_breaks_nothing() -> None:
    plain = counts(*[(5, 10)] * 12, scoring="a")
    themed = [
        Observation(one.months, one.value, one.numerator, one.denominator, one.scoring | {("fathers", "t")})
        for one in plain
    ]
    assert control_chart([plain[0], themed[1], *plain[2:]]).breaks == ()


def test_rebasing_breaks_the_line_with_its_reason() -> None:
    shown = counts(*[(5, 10)] * 12, *[(8, 10)] * 12)
    chart = control_chart(shown, rebased={MONTHS[12].first: "new form"})
    assert [(one.place, one.why) for one in chart.breaks] == [(12, "new form")]
    assert float(chart.points[23].centre or 0) == 0.8
    assert control_chart(shown, rebased={MONTHS[0].first: "at the start"}).breaks == ()


def test_a_short_stretch_after_a_break_says_so() -> None:
    chart = control_chart(counts(*[(5, 10)] * 15), rebased={MONTHS[12].first: "new form"})
    assert chart.points[0].centre is not None
    assert chart.points[12].centre is None
    assert chart.notes == ("Jan 2023 to Mar 2023: no limits: 3 points, and limits take at least 12.",)


@pytest.mark.parametrize(
    ("target", "direction", "said"),
    [
        ("0.01", "higher", "Consistently meets the target of 1%"),
        ("0.99", "higher", "Consistently fails the target of 99%"),
        ("0.5", "higher", "May or may not meet the target of 50%"),
        ("0.99", "lower", "Consistently meets the target of 99%"),
        ("0.01", "lower", "Consistently fails the target of 1%"),
        ("0.5", "increase", ""),
    ],
)
def test_what_the_target_can_expect(target: str, direction: str, said: str) -> None:
    """Centre 0.5 of 50: 3 x sqrt(0.25 / 50) = 0.212, so the limits are 0.288 and 0.712."""
    chart = control_chart(counts(*[(25, 50)] * 12), target=Fraction(target), direction=direction)
    assert chart.assurance.startswith(said)
    assert bool(chart.assurance) is bool(said)


def test_signals_are_told_in_words() -> None:
    chart = control_chart(counts(*[(5, 10)] * 20, (30, 30)))
    assert chart.points[20].signal_words == "worth a look: above the upper limit"
    assert [point.signal_words for point in chart.points[:20]] == [""] * 20


def test_a_p_chart_needs_counts() -> None:
    with pytest.raises(ValueError, match="counts"):
        control_chart(numbers(*["0.5"] * 12))


# -- always -----------------------------------------------------------------------------------------------------------

some_counts = st.lists(
    st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=40
)
some_values = st.lists(st.integers(0, 400).map(lambda n: Fraction(n, 4)), min_size=12, max_size=40)


@given(some_counts)
def test_limits_hold_the_centre_and_stay_shares(pairs: list[tuple[int, int]]) -> None:
    chart = control_chart(counts(*pairs))
    assert len(chart.points) == len(pairs)
    assert chart.has_limits or chart.notes
    for point in chart.points:
        if point.lower is not None and point.upper is not None and point.centre is not None:
            assert 0 <= point.lower <= float(point.centre) + 1e-12
            assert float(point.centre) - 1e-12 <= point.upper <= 1
        if point.signals:
            assert point.centre is not None, "nothing stands out where there are no limits"


@given(some_counts)
def test_counting_what_does_not_fit_mirrors_the_chart(pairs: list[tuple[int, int]]) -> None:
    chart, other = control_chart(counts(*pairs)), control_chart(counts(*((n - x, n) for x, n in pairs)))
    for point, turned in zip(chart.points, other.points, strict=True):
        if point.lower is not None and turned.upper is not None:
            assert isclose(point.lower, 1 - turned.upper, abs_tol=1e-9)


@given(some_values, st.integers(-50, 50), st.integers(1, 9))
def test_moving_or_stretching_all_values_changes_no_mark(values: list[Fraction], by: int, times: int) -> None:
    mean, lower, upper = xmr_limits(values)
    moved = [value * times + by for value in values]
    assert xmr_limits(moved) == (mean * times + by, lower * times + by, upper * times + by)
    assert special_causes(moved, *xmr_limits(moved)) == special_causes(values, mean, lower, upper)


@given(some_values)
def test_turning_values_over_marks_the_same_points(values: list[Fraction]) -> None:
    turned = [-value for value in values]
    marks, others = special_causes(values, *xmr_limits(values)), special_causes(turned, *xmr_limits(turned))
    for one, other in zip(marks, others, strict=True):
        assert {(s.rule, s.upward, s.length) for s in one} == {(s.rule, not s.upward, s.length) for s in other}


@given(some_values)
def test_reading_backwards_marks_the_same_points(values: list[Fraction]) -> None:
    marks = special_causes(values, *xmr_limits(values))
    back = special_causes(values[::-1], *xmr_limits(values[::-1]))[::-1]
    assert [{s.rule for s in one} for one in marks] == [{s.rule for s in one} for one in back]


def test_the_fewest_points_are_those_of_the_help() -> None:
    assert FEWEST_POINTS == 12
    assert Months.month("2026-03").words == "Mar 2026"
