"""A day as a person types it."""

import contextlib
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.dates import parse_day, parse_full_day, parse_interval, parse_time, shown_day
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


# -- in files: nothing counted from today -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/03/2026", date(2026, 3, 12)),
        (" 12.3.26 ", date(2026, 3, 12)),
        ("12 mar 26", date(2026, 3, 12)),
        ("12 March 2026", date(2026, 3, 12)),
        ("12mar2026", date(2026, 3, 12)),
        ("2026-3-12", date(2026, 3, 12)),
        ("29/2/2024", date(2024, 2, 29)),
    ],
)
def test_a_day_in_a_file_has_its_year(text: str, day: date) -> None:
    assert parse_full_day(text) == day


@pytest.mark.parametrize(
    "text", ["12/3", "12 mar", "today", "-2w", "+1d", "29/2/2026", "2026-13-01", "", "46093", "12032026x", "a/b/2026"]
)
def test_a_day_in_a_file_without_its_year_or_counted_from_today_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_full_day(text)
    assert refused.value.title == "That is not a day."
    assert "12/03/2026" in refused.value.next_step


@pytest.mark.parametrize("text", ["12/03/0026", "0001-01-01", "31/12/9999", "1899-12-31", "1/1/2200"])
def test_a_year_of_other_times_is_a_slip_of_the_pen(text: str) -> None:
    with pytest.raises(InputError, match="these times"):
        parse_full_day(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_in_a_file_is_read_back_as_it_was_written(day: date) -> None:
    assert parse_full_day(f"{day:%d/%m/%Y}") == parse_full_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9:30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9.30", time(9, 30)),
        ("9.30 am", time(9, 30)),
        ("12am", time(0, 0)),
        ("12pm", time(12, 0)),
        ("2 PM", time(14, 0)),
        ("14:05:59", time(14, 5)),
        ("00:00", time(0, 0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_of_day_is_read_as_it_is_typed(text: str, at: time) -> None:
    assert parse_time(text) == at


@pytest.mark.parametrize("text", ["", "9", "24:00", "12:60", "13pm", "0am", "noon", "9:3", "9:30:00:00", "-1:00"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_time(text)
    assert refused.value.title == "That is not a time of day."


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("4 weeks", (4, "weeks")),
        ("every 6 weeks", (6, "weeks")),
        ("every week", (1, "weeks")),
        ("10 working_days", (10, "working_days")),
        ("1 month", (1, "months")),
        ("Monthly", (1, "months")),
        ("fortnightly", (2, "weeks")),
        ("every fortnight", (2, "weeks")),
        ("quarterly", (3, "months")),
        ("2 years", (2, "years")),
        ("366 days", (366, "days")),
    ],
)
def test_how_often_is_a_number_and_a_unit_or_a_word(text: str, interval: tuple[int, str]) -> None:
    assert parse_interval(text) == interval


@pytest.mark.parametrize("text", ["", "every", "0 weeks", "367 days", "4", "4 moons", "-1 week", "1.5 weeks", "²weeks"])
def test_what_is_not_how_often_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_interval(text)
    assert refused.value.title == "That is not how often."


@given(st.text(max_size=20))
def test_any_text_in_a_file_is_understood_or_refused(text: str) -> None:
    for parse in (parse_full_day, parse_time, parse_interval):
        with contextlib.suppress(InputError):
            parse(text)


@pytest.mark.parametrize("text", ["1" + "x" * 1_000_000, "1 a" * 300_000, "1" + " " * 1_000_000 + "2"])
def test_a_page_of_text_in_place_of_a_day_is_refused_without_being_searched(text: str) -> None:
    """Looking for a day in it takes minutes: time that grows with the square of its length."""
    with pytest.raises(InputError, match="not a day"):
        parse_full_day(text)
    with pytest.raises(InputError, match="not a day"):
        parse_day(text, TODAY)
