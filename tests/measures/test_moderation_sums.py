"""What moderations came to, added up: pairs, changes, days, and how far auditors lie apart."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.moderation import Because, Moderated, Why
from auditor.measures.moderation import BasisSums, Days, GapSpread, GapSums, days_of, ranked, steps

MO = UUID(int=9)


def moderated(pairs: dict[str, tuple[str, str]], agreed: dict[str, str], because: dict[str, Because]) -> Moderated:
    return Moderated(MO, Why.RANDOM, True, False, date(2026, 9, 1), pairs, agreed, because)  # type: ignore[arg-type]


def test_steps_are_counted_from_the_first_grade() -> None:
    assert steps("good", "outstanding") == 1
    assert steps("good", "inadequate") == -2
    assert steps("good", "good") == 0


def test_a_change_is_counted_by_the_grade_of_record_and_only_once_it_stands() -> None:
    one = moderated(
        {"overall": ("good", "inadequate"), "ps01": ("good", "outstanding")},
        {"overall": "requires_improvement"},
        {"overall": Because.MISSED, "ps01": Because.JUDGEMENT},
    )
    sums = BasisSums()
    sums.add(one, stands=True)
    sums.add(one, stands=False)
    assert sums.audits == 2
    assert sums.why == {Why.RANDOM: 2}
    assert sums.graded["overall"].pairs == {("good", "inadequate"): 2}
    assert sums.graded["overall"].changed == {-1: 1}
    assert sums.graded["ps01"].changed == {0: 1}, "the auditor's grade stood"
    assert sums.because == {Because.MISSED: 2, Because.JUDGEMENT: 2}


def test_days_within_which_half_and_nine_in_ten_were_done() -> None:
    assert days_of({}) is None
    assert days_of({3: 1}) == Days(1, 3, 3, 3)
    assert days_of({1: 5, 2: 4, 40: 1}) == Days(10, 1, 2, 40)
    assert days_of({1: 1, 5: 1}) == Days(2, 1, 5, 5)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=80))
def test_so_many_are_done_within_the_days_told_and_fewer_a_day_before(taken: list[int]) -> None:
    found = days_of({days: taken.count(days) for days in set(taken)})
    assert found is not None
    for days, share in ((found.half, 0.5), (found.nine_in_ten, 0.9)):
        assert sum(one <= days for one in taken) >= share * len(taken)
        assert sum(one < days for one in taken) < share * len(taken)
    assert found.longest == max(taken)


def gaps(*of_each: tuple[int, int]) -> GapSums:
    """Auditors with so many audits each, of which so many were graded one grade above the moderator's."""
    sums = GapSums()
    for place, (audits, higher) in enumerate(of_each):
        for number in range(audits):
            sums.add(UUID(int=place), ("good", "requires_improvement" if number < higher else "good"))
    return sums


def test_auditors_lie_apart_by_the_difference_of_their_means() -> None:
    assert gaps((8, 4), (10, 0), (8, 2)).spread() == GapSpread(3, 0.5)


@pytest.mark.parametrize("of_each", [(), ((8, 8), (8, 0)), ((8, 8), (8, 0), (7, 3))])
def test_of_two_auditors_nothing_is_told(of_each: tuple[tuple[int, int], ...]) -> None:
    assert gaps(*of_each).spread() == GapSpread(min(2, len(of_each)), None)


def test_of_equals_the_first_in_the_alphabet_comes_first() -> None:
    assert ranked({"b": 2, "a": 2, "c": 3, "d": 0}) == [("c", 3), ("a", 2), ("b", 2)]
