"""Agreement of two grades: what is always told, from when coefficients are, and the words where they are not."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.measures.agreement import BEST_TO_WORST, Agreement, Coefficient, agreement
from auditor.measures.rates import wilson
from auditor.standards.load import load_standards
from auditor.standards.model import GradeId

O, G, R, I = BEST_TO_WORST  # noqa: E741 - the four grades
Pairs = list[tuple[GradeId, GradeId]]

grades = st.sampled_from(BEST_TO_WORST)
some_pairs = st.lists(st.tuples(grades, grades), max_size=40)


def pairs_of(table: Sequence[Sequence[int]]) -> Pairs:
    return [
        (BEST_TO_WORST[row], BEST_TO_WORST[column])
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def quick(pairs: Pairs) -> Agreement:
    return agreement(pairs, resamples=39)


def coefficient(found: Agreement, id_: str) -> Coefficient:
    assert found.coefficients is not None
    return next(one for one in found.coefficients if one.id == id_)


def test_the_order_is_that_of_the_scale() -> None:
    scale = load_standards().current.scale
    assert tuple(g.id for g in sorted(scale.grades, key=lambda g: -g.rank)) == BEST_TO_WORST


def test_counts_table_and_direction() -> None:
    found = agreement([(G, G), (G, R), (G, I), (R, G), (O, O), (I, O)])
    assert found.n == 6
    assert found.table == ((1, 0, 0, 0), (0, 1, 1, 1), (0, 1, 0, 0), (1, 0, 0, 0))
    assert (found.exact, found.within_one) == (2, 4)
    assert (found.moved_up, found.moved_down) == (2, 2)
    assert (found.exact_interval, found.within_one_interval) == (wilson(2, 6), wilson(4, 6))


def test_no_pairs_are_no_data() -> None:
    found = agreement([])
    assert (found.n, found.exact_interval, found.within_one_interval, found.coefficients) == (0, None, None, None)
    assert found.reason == "coefficients need at least 20 pairs; there are 0"


@pytest.mark.parametrize(
    ("count", "told", "indicative"), [(19, False, False), (20, True, True), (49, True, True), (50, True, False)]
)
def test_coefficients_from_twenty_pairs_and_settled_from_fifty(count: int, told: bool, indicative: bool) -> None:
    found = quick(([(G, G), (G, R), (R, R)] * 17)[:count])
    assert (found.coefficients is not None, found.indicative) == (told, indicative)
    assert bool(found.reason) is not told


def test_the_coefficients_are_those_published() -> None:
    # Gwet's 223 diagnoses, as the package irrCAC for Python reports them, linear weights: AC2 0.377 (0.267 to 0.488),
    # standard error 0.056; kappa 0.407, standard error 0.053. Analytic errors, so the bootstrap is near, not the same.
    found = agreement(pairs_of(((40, 4, 4, 17), (6, 25, 2, 13), (4, 1, 21, 12), (15, 5, 9, 45))))
    assert found.coefficients is not None
    assert [one.id for one in found.coefficients] == ["ac2", "kappa", "alpha"]
    ac2, kappa = coefficient(found, "ac2"), coefficient(found, "kappa")
    assert ac2.value == pytest.approx(0.377, abs=0.0005)
    assert ac2.standard_error == pytest.approx(0.056, abs=0.003)
    assert (ac2.lower, ac2.upper) == (pytest.approx(0.267, abs=0.01), pytest.approx(0.488, abs=0.01))
    assert kappa.value == pytest.approx(0.407, abs=0.0005)
    assert kappa.standard_error == pytest.approx(0.053, abs=0.003)
    assert (found.exact, found.n) == (131, 223)
    # 0.377 lies in "fair" (0.2 to 0.4), and nearly all that it may be does too, or higher.
    assert (ac2.band, ac2.note) == ("fair", "")
    assert ac2.band_probability == pytest.approx(0.999, abs=0.001)


def test_all_at_one_grade_is_explained() -> None:
    found = agreement([(R, R)] * 25)
    assert (found.exact, found.n) == (25, 25)
    for id_ in ("kappa", "alpha"):
        one = coefficient(found, id_)
        assert (one.value, one.lower, one.band) == (None, None, None)
        assert one.note == (
            "undefined: both grades of every pair are requires improvement, so chance alone agrees too; "
            "exact agreement is 100%"
        )
    assert coefficient(found, "ac2").value == 1


def test_perfect_agreement_claims_no_certainty() -> None:
    found = agreement([(G, G)] * 15 + [(R, R)] * 15)
    assert found.coefficients is not None
    for one in found.coefficients:
        assert (one.value, one.lower, one.upper, one.band) == (1, None, None, None)
        assert one.note.startswith("no interval: resampling gives the same value every time")


def test_too_many_undefined_resamples_leave_no_interval() -> None:
    found = agreement([(G, G)] * 24 + [(G, R)])
    for id_ in ("kappa", "alpha"):
        one = coefficient(found, id_)
        assert one.value is not None
        assert (one.lower, one.upper, one.standard_error, one.band) == (None, None, None, None)
        assert one.undefined_resamples > 100
        assert one.note.startswith("no interval: nearly all pairs are at one grade")
        assert f"{one.undefined_resamples} of 1,999 resamples" in one.note
    ac2 = coefficient(found, "ac2")
    assert (ac2.band, ac2.undefined_resamples) == ("almost perfect", 0)


def test_a_few_undefined_resamples_are_left_out_and_said() -> None:
    found = agreement([(G, G)] * 26 + [(G, R)] * 2 + [(R, R)] * 2)  # (26/30)^30 = 1.4% of resamples
    alpha = coefficient(found, "alpha")
    assert 5 < alpha.undefined_resamples < 60
    assert alpha.lower is not None
    assert alpha.note == f"left out: {alpha.undefined_resamples} of 1,999 resamples, where it is undefined"


def test_an_unknown_grade_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"not a grade: fine, poor; the grades are outstanding, good"):
        agreement([(G, "poor"), ("fine", G)])  # type: ignore[list-item]


def test_another_order_turns_the_direction() -> None:
    assert agreement([(G, R)]).moved_down == 1
    assert agreement([(G, R)], BEST_TO_WORST[::-1]).moved_up == 1


@settings(deadline=None)
@given(some_pairs)
def test_swapping_flips_the_direction_and_nothing_else(pairs: Pairs) -> None:
    found, swapped = quick(pairs), quick([(second, first) for first, second in pairs])
    assert (found.exact, found.within_one) == (swapped.exact, swapped.within_one)
    assert (found.moved_up, found.moved_down) == (swapped.moved_down, swapped.moved_up)
    for one, other in zip(found.coefficients or (), swapped.coefficients or (), strict=True):
        assert (one.value is None) == (other.value is None)
        assert one.value is None or one.value == pytest.approx(other.value, abs=1e-9)


@settings(deadline=None)
@given(some_pairs)
def test_the_counts_hang_together(pairs: Pairs) -> None:
    found = quick(pairs)
    assert found.n == len(pairs) == sum(map(sum, found.table))
    assert found.exact <= found.within_one <= found.n
    assert found.exact + found.moved_up + found.moved_down == found.n
    for one in found.coefficients or ():
        assert one.value is None or one.value <= 1
        assert one.lower is None or one.upper is None or one.lower <= one.upper <= 1
        assert one.value is not None or one.note


@settings(deadline=None)
@given(st.lists(st.tuples(grades, grades), min_size=20, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_does_not_matter(pairs: Pairs, shuffler: object) -> None:
    shuffled = pairs.copy()
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]
    assert quick(pairs) == quick(shuffled)
