"""Entering key dates: what is typed, what is looked for, the timeline, and what each date takes part in."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timescale_builders import Rules, edition, missing, not_needed, on

from auditor.audit.profile import Period
from auditor.audit.timescales.key_dates import DateBook, KeyDate
from auditor.audit.timescales.timeline import timeline
from auditor.audit.timescales.typed import as_typed, typed_dates
from auditor.audit.timescales.uses import answerable, expected_after, telling, uses, wanted
from auditor.errors import InputError

TODAY = date(2026, 6, 30)
EVENTS = edition().events.by_id


def test_several_days_are_typed_in_one_line() -> None:
    found = typed_dates("3/2, 4/3;1/4/26 ", EVENTS["visit"], TODAY)
    assert [one.on for one in found] == [date(2026, 2, 3), date(2026, 3, 4), date(2026, 4, 1)]


@pytest.mark.parametrize("clock", ["14:30", "14.30", "2.30pm", "at 2:30pm"])
def test_the_time_is_taken_where_hours_count(clock: str) -> None:
    (found,) = typed_dates(f"12/3/26 {clock}", EVENTS["strategy_meeting_held"], TODAY)
    assert (found.on, found.at) == (date(2026, 3, 12), time(14, 30))


@pytest.mark.parametrize(
    ("typed", "event", "told"),
    [
        ("", "visit", "No day was typed."),
        ("3/2, soon", "visit", "That is not a day."),
        ("12/3/26 14:30", "visit", "Only the day counts for: visit."),
        ("12/3/26 every 4 weeks", "visit", "How often is not asked of: visit."),
        ("12/3/26", "visiting_agreed", "How often is missing."),
        ("12/3/26 every blue moon", "visiting_agreed", "That is not how often."),
        ("1/7/26", "visit", "That day has not come yet."),
    ],
)
def test_what_does_not_fit_is_told(typed: str, event: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        typed_dates(typed, EVENTS[event], TODAY)
    assert refused.value.title == told


def test_what_may_lie_ahead_is_taken() -> None:
    (found,) = typed_dates("20/7/26", EVENTS["expected_delivery"], TODAY)
    assert found.on == date(2026, 7, 20)


@given(st.dates(date(2020, 1, 1), TODAY), st.sampled_from(["visit", "strategy_meeting_held", "visiting_agreed"]))
def test_a_date_typed_again_is_the_same(day: date, event: str) -> None:
    extra = {"visit": "", "strategy_meeting_held": " 09:05", "visiting_agreed": " every 10 working days"}[event]
    (first,) = typed_dates(f"{day:%d/%m/%Y}{extra}", EVENTS[event], TODAY)
    (second,) = typed_dates(as_typed(KeyDate("a", event, first.on, first.at, every=first.every)), EVENTS[event], TODAY)
    assert first == second


def test_the_timeline_shows_the_period_and_its_empty_months() -> None:
    dates = [*on("visit", "2025-11-03", "2026-01-20", "2026-04-02", "2026-04-30"), *missing("genogram_on_file")]
    found = timeline(dates, Period(date(2026, 1, 10), date(2026, 6, 30)))
    assert [(mark.kind, mark.day.month, mark.inside, mark.new_month) for mark in found] == [
        ("date", 11, False, True),
        ("start", 1, True, True),
        ("date", 1, True, False),
        ("month", 2, True, True),
        ("month", 3, True, True),
        ("date", 4, True, True),
        ("date", 4, True, False),
        ("month", 5, True, True),
        ("as_at", 6, True, True),
    ]


def test_what_is_looked_for_names_the_one_date_that_waits(rules: Rules) -> None:
    dates = [on("message_received", "2026-03-02", "2026-04-02"), on("message_answered", "2026-03-03")]
    found = rules("T44", *dates)
    book = DateBook.of(one for group in dates for one in group)
    (item,) = wanted([found], book)
    assert (item.event, item.follows) == ("message_answered", dates[0][1])


def test_nothing_is_looked_for_where_it_was_looked_for_already(rules: Rules) -> None:
    for answer in (missing("message_answered"), not_needed("message_answered", "message_received/2026-03-02")):
        dates = [*on("message_received", "2026-03-02"), *answer]
        assert wanted([rules("T44", dates)], DateBook.of(dates)) == ()


def test_what_is_late_only_because_nothing_is_entered_is_looked_for(rules: Rules) -> None:
    dates = on("case_allocated", "2026-01-02")
    found = wanted([rules("T09", dates)], DateBook.of(dates))
    assert [item.event for item in found] == ["considered_in_supervision"]


def test_the_time_of_day_is_looked_for_where_it_decides(rules: Rules) -> None:
    dates = [*on("strategy_meeting_decided", "2026-03-02 09:00"), *on("strategy_meeting_held", "2026-03-03")]
    (item,) = wanted([rules("T12", dates)], DateBook.of(dates))
    assert item.corrects == dates[1]


def test_a_date_says_first_what_went_wrong(rules: Rules) -> None:
    dates = on("core_group_held", "2026-02-02", "2026-02-20", "2026-04-30")
    found = uses([rules("T23", dates)])
    parts = found[dates[1].id]
    assert {use.ends for use in parts} == {True, False}
    shown = telling(parts)
    assert shown is not None
    assert shown.ends  # it came in time; that the next was late is told at the next
    last = telling(found[dates[2].id])
    assert last is not None
    assert last.instance.late_by


def test_what_a_date_may_answer_and_what_should_follow_one(rules: Rules) -> None:
    book = DateBook.of([*on("message_received", "2026-03-02", "2026-04-02"), *on("visit", "2026-03-01")])
    answered = on("message_answered", "2026-04-03")[0]
    every = rules.edition.timescales
    assert [one.event for one in answerable(every, book, answered)] == ["message_received"] * 2
    assert expected_after(every, "message_received") == ("message_answered",)
    assert expected_after(every, "genogram_on_file") == ()
