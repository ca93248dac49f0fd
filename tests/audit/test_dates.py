"""A day as a person types it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.dates import parse_day, shown_day
from auditor.errors import InputError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/3/26", date(2026, 3, 12)),
        ("12/03/2026", date(2026, 3, 12)),
        ("12.3.26", date(2026, 3, 12)),
        ("12-3-26", date(2026, 3, 12)),
        ("12 3 26", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("12 mar 2026", date(2026, 3, 12)),
        ("12mar26", date(2026, 3, 12)),
        ("12 March", date(2027, 3, 12)),
        ("1/1", date(2027, 1, 1)),
        ("1/9", date(2026, 9, 1)),
        (" Today ", TODAY),
        ("yesterday", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 23)),
        ("-2w", date(2026, 11, 8)),
        ("\N{MINUS SIGN}2w", date(2026, 11, 8)),
        ("- 3 days", date(2026, 11, 19)),
        ("+10d", date(2026, 12, 2)),
        ("+3m", date(2027, 2, 22)),
        ("-1y", date(2025, 11, 22)),
        ("29/2/24", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_it_is_typed(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day


def test_a_day_without_a_year_is_the_last_one_where_it_must_be_past() -> None:
    assert parse_day("12 March", TODAY, not_after_today=True) == date(2026, 3, 12)
    assert parse_day("29 feb", date(2024, 12, 1), not_after_today=True) == date(2024, 2, 29)


def test_the_end_of_a_short_month_is_kept() -> None:
    assert parse_day("-1m", date(2026, 3, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "text", ["", "soon", "31/2/26", "13/13/26", "2026", "12/3/026", "-9999y", "[/]", "12/mayhem/26"]
)
def test_what_is_not_a_day_is_said_so_in_words(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_day(text, TODAY)
    assert caught.value.title == "That is not a day."
    assert "12/3/26" in caught.value.next_step


def test_a_day_to_come_is_refused_where_it_makes_no_sense() -> None:
    assert parse_day("today", TODAY, not_after_today=True) == TODAY
    with pytest.raises(InputError, match="not come yet"):
        parse_day("tomorrow", TODAY, not_after_today=True)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_as_it_is_shown(day: date) -> None:
    assert parse_day(shown_day(day), TODAY) == day
    assert parse_day(f"{day.day}/{day.month}/{day:%y}", TODAY) == day


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_day_or_a_sentence(text: str) -> None:
    try:
        found = parse_day(text, TODAY)
    except InputError as error:
        found = None
        told = error.next_step
    assert found or told
