"""Gaps between auditors and moderators: the chart, and when anything is said."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.measures.leniency import BEST_TO_WORST, Leniency, Moderated, leniency, leniency_by_auditor
from auditor.standards.model import GradeId

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
ANNA, BEN = UUID(int=1), UUID(int=2)
# A first and a moderated grade for every gap; positive: the auditor graded higher.
GRADES: dict[int, tuple[GradeId, GradeId]] = {
    0: ("good", "good"),
    1: ("good", "requires_improvement"),
    2: ("good", "inadequate"),
    3: ("outstanding", "inadequate"),
    -1: ("requires_improvement", "good"),
    -2: ("requires_improvement", "outstanding"),
    -3: ("inadequate", "outstanding"),
}


def audits(*gaps: int, auditor: UUID = ANNA) -> list[Moderated]:
    return [
        Moderated(auditor, UUID(int=100 * auditor.int + place), START + timedelta(days=place), *GRADES[gap])
        for place, gap in enumerate(gaps)
    ]


def of(*gaps: int) -> Leniency:
    return leniency(audits(*gaps))


def test_the_gap_is_positive_when_the_auditor_graded_higher() -> None:
    found = of(0, 1, 2, 3, -1, -2, -3)
    assert [point.gap for point in found.points] == [0, 1, 2, 3, -1, -2, -3]
    assert (found.n, found.mean) == (7, 0)


def test_points_are_in_order_of_time_whatever_the_input() -> None:
    forward = audits(0, 1, 0, -1, 0, 2)
    assert leniency(reversed(forward)) == leniency(forward)
    assert [point.moment for point in leniency(reversed(forward)).points] == [audit.moment for audit in forward]


def test_limits_are_the_mean_and_2_66_mean_moving_ranges() -> None:
    found = of(0, 1, 0, 0, 1, 1, 0, -1, 0, 1, 0, 1)
    # By hand: sum 4 over 12; moving ranges 1 1 0 1 0 1 1 1 1 1 1, sum 9 over 11.
    assert found.limits is not None
    assert found.limits.mean == pytest.approx(1 / 3)
    assert found.limits.moving_range == pytest.approx(9 / 11)
    assert found.limits.upper == pytest.approx(1 / 3 + 2.66 * 9 / 11)
    assert found.limits.lower == pytest.approx(1 / 3 - 2.66 * 9 / 11)
    assert found.why_no_limits == ""
    assert not any(point.outside for point in found.points)


def test_no_limits_below_twelve() -> None:
    found = of(*[0] * 10, 3)
    assert found.limits is None
    assert found.why_no_limits == "no limits: a chart needs at least 12 moderated audits, and there are 11"
    assert not any(point.outside for point in found.points)
    assert of(*[0] * 11, 3).limits is not None


def test_a_point_on_a_limit_is_not_outside() -> None:
    found = of(*[1] * 12)
    assert found.limits is not None
    assert found.limits.lower == found.limits.upper == 1
    assert not any(point.outside for point in found.points)


@pytest.mark.parametrize(
    ("gaps", "sign", "sentence"),
    [
        ((), "too_few", "too few to tell: no moderated audits, and it takes at least 8"),
        ((1,), "too_few", "too few to tell: 1 moderated audit, and it takes at least 8"),
        ((3,) * 7, "too_few", "too few to tell: 7 moderated audits, and it takes at least 8"),
        (
            (1, 1, 1, 0, 1, 0, 1, 0),
            "higher",
            "grades about half a step higher than moderators (0.63 steps higher on average, 8 moderated audits): "
            "worth a calibration talk",
        ),
        (
            (-1,) * 9,
            "lower",
            "grades about one step lower than moderators (1.00 steps lower on average, 9 moderated audits): "
            "worth a calibration talk",
        ),
        (
            (1, 2) * 4,
            "higher",
            "grades about one and a half steps higher than moderators (1.50 steps higher on average, "
            "8 moderated audits): worth a calibration talk",
        ),
        (
            (1, 0) * 4,
            "none",
            "no sign of grading higher or lower than moderators (0.50 steps higher on average, 8 moderated audits)",
        ),
        (
            (0,) * 8,
            "none",
            "no sign of grading higher or lower than moderators (no difference on average, 8 moderated audits)",
        ),
        (
            (0,) * 11 + (2,),
            "single",
            "no sign of grading higher or lower on the whole (0.17 steps higher on average, 12 moderated audits), "
            "but 1 audit was graded far from the moderator: worth a look together",
        ),
    ],
)
def test_what_is_said(gaps: tuple[int, ...], sign: str, sentence: str) -> None:
    found = of(*gaps)
    assert (found.sign, found.sentence) == (sign, sentence)


def test_a_single_step_is_everyday_even_outside_the_limits() -> None:
    found = of(*[0] * 12, 1)
    assert [point.outside for point in found.points] == [False] * 12 + [True]
    assert found.sign == "none"


def test_two_steps_within_the_limits_are_no_sign() -> None:
    found = of(*[2, -2] * 6)
    assert not any(point.outside for point in found.points)
    assert found.sign == "none"


def test_auditors_are_kept_apart() -> None:
    mixed = [audit for both in zip(audits(*[1] * 8), audits(*[0] * 8, auditor=BEN), strict=True) for audit in both]
    found = leniency_by_auditor(mixed)
    assert {auditor: one.sign for auditor, one in found.items()} == {ANNA: "higher", BEN: "none"}
    assert found[ANNA] == of(*[1] * 8)


def test_an_unknown_grade_is_refused() -> None:
    strange = Moderated(ANNA, UUID(int=9), START, "fine", "good")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a grade: fine; the grades are outstanding"):
        leniency([strange])


@given(st.lists(st.sampled_from(sorted(GRADES)), max_size=30))
def test_swapping_auditor_and_moderator_mirrors_everything(gaps: list[int]) -> None:
    found, mirrored = of(*gaps), of(*[-gap for gap in gaps])
    turned = {"higher": "lower", "lower": "higher"}
    assert mirrored.sign == turned.get(found.sign, found.sign)
    assert [point.outside for point in mirrored.points] == [point.outside for point in found.points]
    if found.limits is not None and mirrored.limits is not None:
        assert mirrored.limits.upper == pytest.approx(-found.limits.lower)
        assert found.limits.lower <= found.limits.mean <= found.limits.upper


def test_the_words_turn_with_the_order() -> None:
    assert leniency(audits(1), BEST_TO_WORST[::-1]).points[0].gap == -1
