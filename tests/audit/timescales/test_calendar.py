"""Counting working days, months and hours, against official dates and deadlines worked by hand."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.timescales.calendar import (
    Calendar,
    Term,
    bank_holidays,
    gestation,
    hours_at_least_and_at_most,
    hours_between,
    hours_later,
)

# GOV.UK, "UK bank holidays", division england-and-wales, 2012 to 2028, as published in bank-holidays.json.
OFFICIAL = Path(__file__).parents[2] / "data" / "bank_holidays.csv"
ENGLAND = Calendar()
clock = datetime.fromisoformat

# Worked by hand on a wall calendar: trigger, working days, deadline with day 0, deadline where the first day counts.
WORKED = [
    ("2026-03-30", 15, "2026-04-22", "2026-04-21"),  # Easter: Good Friday 3 April, Easter Monday 6 April
    ("2026-04-02", 15, "2026-04-27", "2026-04-24"),
    ("2026-05-02", 15, "2026-05-26", "2026-05-26"),  # from a Saturday; May Day and the spring bank holiday
    ("2025-12-19", 10, "2026-01-07", "2026-01-06"),  # Christmas and New Year
    ("2025-12-12", 20, "2026-01-14", "2026-01-13"),
    ("2022-08-30", 20, "2022-09-28", "2022-09-27"),  # the state funeral, 19 September 2022
    ("2026-04-01", 45, "2026-06-09", "2026-06-08"),
    ("2023-04-03", 45, "2023-06-12", "2023-06-09"),  # Easter and the coronation, 8 May 2023
    ("2022-05-27", 15, "2022-06-21", "2022-06-20"),  # the jubilee, 2 and 3 June 2022
    ("2024-02-28", 2, "2024-03-01", "2024-02-29"),  # a leap day is a working day
    ("2020-05-07", 1, "2020-05-11", "2020-05-07"),  # May Day moved to Friday 8 May 2020
]


@pytest.mark.parametrize(("start", "limit", "day_0", "day_1"), WORKED)
def test_a_deadline_of_working_days(start: str, limit: int, day_0: str, day_1: str) -> None:
    day = date.fromisoformat(start)
    assert ENGLAND.deadline(day, limit, "working_days").isoformat() == day_0
    assert Calendar(first_day_counts=True).deadline(day, limit, "working_days").isoformat() == day_1


def test_bank_holidays_are_the_official_ones() -> None:
    with OFFICIAL.open(encoding="utf-8") as file:
        official = {date.fromisoformat(row["date"]) for row in csv.DictReader(file)}
    assert len(official) == 140
    years = range(2012, 2029)
    ours = {day for year in years for day in bank_holidays(year)}
    assert official <= ours
    # What is ours alone is a bank holiday whose substitute is another day: a weekend, never a working day.
    assert {day for day in ours - official if day.weekday() < 5} == set()


@pytest.mark.parametrize(
    ("start", "limit", "unit", "deadline"),
    [
        ("2026-01-31", 1, "months", "2026-02-28"),
        ("2024-01-31", 1, "months", "2024-02-29"),
        ("2026-08-31", 6, "months", "2027-02-28"),
        ("2024-02-29", 1, "years", "2025-02-28"),
        ("2025-12-31", 3, "months", "2026-03-31"),
        ("2026-03-30", 16, "weeks", "2026-07-20"),
        ("2026-03-30", 20, "days", "2026-04-19"),
    ],
)
def test_months_keep_the_day_or_end_with_the_month(start: str, limit: int, unit: str, deadline: str) -> None:
    assert ENGLAND.deadline(date.fromisoformat(start), limit, unit).isoformat() == deadline


@pytest.mark.parametrize(
    ("meeting", "limit", "latest"),
    [
        ("2026-04-13", 3, "2026-04-08"),
        ("2026-04-08", 3, "2026-04-01"),  # over Easter
        ("2026-04-12", 3, "2026-04-08"),  # a Sunday
        ("2026-01-02", 5, "2025-12-23"),  # over New Year, Boxing Day and Christmas
    ],
)
def test_so_many_working_days_before_a_meeting(meeting: str, limit: int, latest: str) -> None:
    day = date.fromisoformat(meeting)
    assert ENGLAND.latest_before(day, limit, "working_days").isoformat() == latest
    # The first day never counts backwards: the family needs the days whatever the council's own reckoning.
    assert Calendar(first_day_counts=True).latest_before(day, limit, "working_days").isoformat() == latest


def test_what_was_left_out_is_named() -> None:
    calendar = Calendar(closures=frozenset({date(2026, 4, 7)}))
    assert calendar.left_out(date(2026, 4, 2), date(2026, 4, 10)) == [
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 4, 7), "closed locally"),
    ]


def test_hours_are_those_of_the_clock_with_summer_time() -> None:
    # The clocks went forward on 29 March 2026: a day of 23 hours.
    assert hours_later(clock("2026-03-28T12:00"), 24) == clock("2026-03-29T13:00")
    assert hours_between(clock("2026-03-28T12:00"), clock("2026-03-29T12:00")) == 23
    # And back on 25 October 2026: a day of 25 hours.
    assert hours_between(clock("2026-10-24T12:00"), clock("2026-10-25T12:00")) == 25
    # Over both changes at once, and up to the hour of one.
    assert hours_between(clock("2026-03-28T12:00"), clock("2026-10-26T12:00")) == 212 * 24
    assert hours_between(clock("2026-01-10T12:00"), clock("2026-07-10T12:00")) == 181 * 24 - 1
    assert hours_later(clock("2026-03-29T00:30"), 1) == clock("2026-03-29T02:30")
    assert hours_later(clock("2026-10-24T23:30"), 4) == clock("2026-10-25T02:30")


@pytest.mark.parametrize(
    ("days", "start_at", "end_at", "least", "most"),
    [
        (0, None, None, 0, 24),
        (1, None, None, 0, 48),
        (2, None, None, 24, 72),
        (1, time(10), time(9), 23, 23),
        (1, time(10), None, 14, 38),
    ],
)
def test_hours_without_a_time_of_day_are_a_range(
    days: int, start_at: time | None, end_at: time | None, least: float, most: float
) -> None:
    day = date(2026, 2, 3)
    found = hours_at_least_and_at_most(day, start_at, day + timedelta(days=days), end_at)
    assert found == (pytest.approx(least, abs=0.05), pytest.approx(most, abs=0.05))


def test_thirty_weeks_is_seventy_days_before_the_expected_date() -> None:
    assert gestation(date(2026, 7, 10), 30) == date(2026, 5, 1)


def test_a_calendar_comes_back_from_its_body() -> None:
    terms = (Term("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),)
    calendar = Calendar(frozenset({date(2026, 12, 29)}), first_day_counts=True, terms=terms)
    assert Calendar.from_body(calendar.as_body()) == calendar


DAYS = st.dates(date(2012, 1, 1), date(2028, 12, 31))


@given(DAYS, st.integers(1, 80))
def test_a_deadline_is_a_working_day_and_so_many_after_the_start(start: date, limit: int) -> None:
    due = ENGLAND.deadline(start, limit, "working_days")
    assert ENGLAND.is_working(due)
    assert ENGLAND.working_days_taken(start, due) == limit


@given(DAYS, st.integers(0, 60), st.sampled_from(["days", "working_days", "weeks", "months", "years"]))
def test_more_is_never_earlier(start: date, limit: int, unit: str) -> None:
    if unit == "years":
        limit = limit % 5
    assert ENGLAND.deadline(start, limit, unit) <= ENGLAND.deadline(start, limit + 1, unit)


@given(DAYS, st.integers(1, 60), st.sets(st.dates(date(2012, 1, 1), date(2029, 6, 30)), max_size=20))
def test_a_holiday_never_shortens_a_deadline(start: date, limit: int, closed: set[date]) -> None:
    with_closures = Calendar(closures=frozenset(closed))
    assert with_closures.deadline(start, limit, "working_days") >= ENGLAND.deadline(start, limit, "working_days")


@given(DAYS, st.integers(1, 40))
def test_counting_back_leaves_the_days_that_were_asked_for(meeting: date, limit: int) -> None:
    latest = ENGLAND.latest_before(meeting, limit, "working_days")
    assert ENGLAND.is_working(latest)
    assert ENGLAND.working_days_taken(meeting, latest) == -limit
