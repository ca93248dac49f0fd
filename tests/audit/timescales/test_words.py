"""Results in words: one line for a list, and every step of the reckoning."""

from collections.abc import Sequence

from timescale_builders import Rules, missing, on

from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.key_dates import KeyDate
from auditor.audit.timescales.words import amount, day_words, interval_words, one_line, reckoning, told, whole
from auditor.standards.model import Interval


class Telling:
    """The only instance of a rule over some dates, in words."""

    def __init__(self, rules: Rules, rule: str, *dates: Sequence[KeyDate], calendar: Calendar | None = None) -> None:
        self.calendar = calendar or Calendar()
        self.result = rules(rule, *dates, calendar=self.calendar)
        (self.one,) = self.result.instances
        self.events = rules.edition.events.by_id

    @property
    def line(self) -> str:
        return one_line(self.one, self.result.rule)

    @property
    def steps(self) -> list[str]:
        return reckoning(self.one, self.result.rule, self.events, self.calendar)


ALLOCATED = on("case_allocated", "2026-04-01")


def test_an_amount_has_its_unit_in_the_right_number() -> None:
    assert amount(1, "working_days") == "1 working day"
    assert amount(5, "working_days") == "5 working days"
    assert amount(0, "days") == "0 days"
    assert amount(1, "weeks_gestation") == "1 week of the pregnancy"
    assert amount(2, "weeks_gestation") == "2 weeks of the pregnancy"
    assert interval_words(Interval(limit=1, unit="months")) == "every month"
    assert interval_words(Interval(limit=11, unit="days")) == "every 11 days"
    assert day_words(ALLOCATED[0].day) == "Wed 01/04/2026"


def test_one_line_says_due_done_and_the_result(rules: Rules) -> None:
    done = Telling(rules, "T02", ALLOCATED, on("case_summary_updated", "2026-04-10"))
    assert done.line == "due 10/04/2026 · done 10/04/2026 · in time"
    assert told(done.one, done.result.rule) == (
        "due 10/04/2026 · done 10/04/2026, after 5 working days · in time, on the last day"
    )
    late = Telling(rules, "T02", ALLOCATED, on("case_summary_updated", "2026-04-13"))
    assert late.line == "due 10/04/2026 · done 13/04/2026 · late by 3 days"
    one_day = Telling(rules, "T02", ALLOCATED, on("case_summary_updated", "2026-04-11"))
    assert one_day.line.endswith("late by 1 day")


def test_one_line_says_when_nothing_is_recorded_or_it_cannot_be_told(rules: Rules) -> None:
    nothing = Telling(rules, "T02", ALLOCATED, missing("case_summary_updated"))
    assert nothing.line == "due 10/04/2026 · late, nothing recorded"
    unknown = Telling(rules, "T02", ALLOCATED)
    assert unknown.line.startswith("due 10/04/2026 · cannot tell · ")
    assert whole(unknown.result) == unknown.line


def test_the_reckoning_over_easter_names_every_day_left_out(rules: Rules) -> None:
    assert Telling(rules, "T02", ALLOCATED, on("case_summary_updated", "2026-04-13")).steps == [
        "Counted from: case allocated to the worker, Wed 01/04/2026",
        "Due: Fri 10/04/2026, 5 working days later",
        "Weekends do not count, and neither does: Good Friday 03/04/2026, Easter Monday 06/04/2026",
        "Working days of England; the day it is counted from is day 0",
        "On the file: case summary written or updated, Mon 13/04/2026, after 6 working days",
        "So: late by 3 days",
    ]


def test_a_closure_day_and_a_first_day_that_counts_are_in_the_reckoning(rules: Rules) -> None:
    (closed,) = on("visit", "2026-04-08")
    calendar = Calendar(frozenset({closed.day}), first_day_counts=True)
    steps = Telling(rules, "T02", ALLOCATED, on("case_summary_updated", "2026-04-10"), calendar=calendar).steps
    assert "Due: Fri 10/04/2026, 5 working days later" in steps
    assert any("closed locally 08/04/2026" in step for step in steps)
    assert any(step.endswith("is day 1") for step in steps)
    assert any(step.endswith("after 5 working days") for step in steps)


def test_hours_are_told_to_the_minute_and_summer_time_is_allowed_for(rules: Rules) -> None:
    # The clocks went forward at 01:00 on 29 March 2026: 24 hours after 10:30 were over at 11:30.
    late = Telling(
        rules,
        "T12",
        on("strategy_meeting_decided", "2026-03-28 10:30"),
        on("strategy_meeting_held", "2026-03-29 14:00"),
    )
    assert late.line == "due 29/03/2026 11:30 · done 29/03/2026 14:00 · late by 2 hours"
    assert late.steps[0].endswith("Sat 28/03/2026 at 10:30")
    assert late.steps[1] == "Due: 29/03/2026 at 11:30, 24 hours later"


def test_weeks_of_a_pregnancy_have_their_week_s_end(rules: Rules) -> None:
    found = Telling(rules, "T13", on("expected_delivery", "2026-08-10"), on("strategy_meeting_held", "2026-06-07"))
    assert found.steps[:3] == [
        "Counted from: expected date of delivery, Mon 10/08/2026",
        "Due: Mon 01/06/2026, 30 weeks of the pregnancy",
        "In time up to: Sun 07/06/2026, the end of that week",
    ]
    assert found.steps[-1] == "So: in time"
    assert found.steps[3].endswith("64 days before")


def test_what_was_looked_for_is_said_in_the_reckoning(rules: Rules) -> None:
    steps = Telling(rules, "T02", ALLOCATED, missing("case_summary_updated")).steps
    assert "On the file: looked for, nothing recorded" in steps
    assert steps[-1] == "So: late, nothing recorded"


def test_a_recurring_rule_is_counted_in_its_whole_line(rules: Rules) -> None:
    result = rules("T23", on("core_group_held", "2026-04-13", "2026-05-11", "2026-06-10"))
    assert whole(result) == "1 of 2 in time"


def test_a_rule_that_did_not_arise_says_so(rules: Rules) -> None:
    result = rules("T02", on("case_allocated"), missing("case_allocated"))
    assert whole(type(result)(result.rule, ())) == "none arose in the period"
