"""The period audited, and what a profile may say."""

from datetime import date, timedelta

import pytest
from audit_builders import INNOCENT, child, real_tags
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.audit.profile import Period, Profile, check_profile, months_before
from auditor.errors import InputError


@pytest.mark.parametrize(
    ("as_at", "start"),
    [
        (date(2026, 11, 22), date(2026, 5, 23)),
        (date(2026, 12, 31), date(2026, 7, 1)),
        (date(2026, 6, 30), date(2025, 12, 31)),
        (date(2026, 9, 30), date(2026, 3, 31)),
        # To the end of August: February is shorter, in a leap year by a day less.
        (date(2026, 8, 31), date(2026, 3, 1)),
        (date(2026, 8, 29), date(2026, 3, 1)),
        (date(2024, 8, 31), date(2024, 3, 1)),
        (date(2024, 8, 29), date(2024, 3, 1)),
        (date(2024, 8, 28), date(2024, 2, 29)),
        # From the end of February.
        (date(2024, 2, 29), date(2023, 8, 30)),
        (date(2026, 2, 28), date(2025, 8, 29)),
        (date(2026, 1, 1), date(2025, 7, 2)),
    ],
)
def test_six_months_up_to_a_day(as_at: date, start: date) -> None:
    assert Period.up_to(as_at) == Period(start, as_at)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 15), 12, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@settings(max_examples=70, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_period_of_six_months_is_never_much_shorter_or_longer(as_at: date) -> None:
    period = Period.up_to(as_at)
    assert 181 <= (period.end - period.start).days + 1 <= 184
    assert period.start in period
    assert as_at in period
    assert period.start - timedelta(days=1) not in period
    assert as_at + timedelta(days=1) not in period


def test_a_period_may_be_one_day_but_not_reversed() -> None:
    day = date(2026, 11, 22)
    assert day in Period(day, day)
    with pytest.raises(InputError) as caught:
        Period(day, date(2026, 11, 21))
    assert "22/11/2026 to 21/11/2026" in caught.value.detail


def test_unknown_names_are_all_reported_each_with_the_nearest() -> None:
    profile = Profile(
        "chidl", frozenset({"cared for", "zzz", "child_in_need"}), "under1", {"sibling": True, "court": False}
    )
    with pytest.raises(InputError) as caught:
        check_profile(profile, real_tags())
    assert caught.value.detail.splitlines() == [
        "unknown subject 'chidl' (did you mean child?)",
        "unknown status 'cared for' (did you mean cared_for?)",
        "unknown status 'zzz'",
        "unknown age band 'under1' (did you mean under_1?)",
        "unknown fact 'sibling' (did you mean siblings?)",
    ]


def test_an_empty_age_band_is_not_an_unknown_age() -> None:
    """It would make every age certainly false, and hide what should be asked."""
    with pytest.raises(InputError, match=r"unknown age band ''"):
        check_profile(child("child_in_need", age=""), real_tags())


@pytest.mark.parametrize("name", INNOCENT)
def test_profiles_people_meet_are_accepted(name: str) -> None:
    check_profile(INNOCENT[name], real_tags())


def test_a_profile_survives_being_stored_but_its_key_dates_are_facts_of_their_own() -> None:
    profile = child("cared_for", "child_protection", siblings=True, court=False, events=["move of home"])
    body = profile.as_body()
    assert Profile.from_body(body) == child("cared_for", "child_protection", siblings=True, court=False)
    assert "move of home" not in str(body)


def test_the_stored_profile_does_not_depend_on_the_order_of_entry() -> None:
    one = child("cared_for", "child_protection", siblings=True, court=False).as_body()
    other = child("child_protection", "cared_for", court=False, siblings=True).as_body()
    assert str(one) == str(other)
