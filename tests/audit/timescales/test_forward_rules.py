"""Rules on what must follow, worked by hand."""

from datetime import date

from timescale_builders import Rules, missing, not_needed, on, told

from auditor.audit.timescales.calendar import Calendar


def test_within_working_days_over_easter(rules: Rules) -> None:
    strategy = on("strategy_meeting_held", "2026-03-30")
    assert told(rules("T14", strategy, on("initial_conference_held", "2026-04-22"))) == [
        ("in time", "2026-04-22", None)
    ]
    assert told(rules("T14", strategy, on("initial_conference_held", "2026-04-23"))) == [("late", "2026-04-22", 1)]


def test_what_was_not_entered_cannot_be_told_and_what_is_not_on_file_is_late(rules: Rules) -> None:
    allocated = on("case_allocated", "2026-03-02")
    result = rules("T02", allocated)
    assert told(result) == [("cannot tell", "2026-03-09", None)]
    assert result.waits
    looked = rules("T02", allocated, missing("case_summary_updated"))
    assert told(looked) == [("late", "2026-03-09", 113)]
    assert looked.instances[0].looked_for


def test_a_deadline_on_or_after_the_as_at_date_is_not_yet_due(rules: Rules) -> None:
    allocated = on("case_allocated", "2026-06-23")
    assert told(rules("T02", allocated)) == [("not yet due", "2026-06-30", None)]
    assert told(rules("T02", allocated, missing("case_summary_updated"))) == [("not yet due", "2026-06-30", None)]


def test_a_trigger_before_the_period_is_not_judged(rules: Rules) -> None:
    found = rules("T02", on("case_allocated", "2025-12-31"), on("case_summary_updated", "2026-02-27"))
    assert told(found) == [("before the period", "2026-01-08", None)]
    assert found.judged == 0


def test_each_trigger_takes_the_earliest_later_end_that_is_free(rules: Rules) -> None:
    conferences = on("initial_conference_held", "2026-02-02", "2026-04-01")
    groups = on("core_group_held", "2026-02-12", "2026-04-20")
    found = rules("T22", conferences, groups)
    assert [(one.trigger.day, one.actual.day) for one in found.instances if one.trigger and one.actual] == [
        (date(2026, 2, 2), date(2026, 2, 12)),
        (date(2026, 4, 1), date(2026, 4, 20)),
    ]


def test_a_pair_that_was_said_stands_before_the_order_in_time(rules: Rules) -> None:
    received = on("message_received", "2026-03-02", "2026-03-04")
    answered = on("message_answered", "2026-03-05", follows=received[1].id) + on("message_answered", "2026-03-20")
    assert told(rules("T44", received, answered)) == [("late", "2026-03-04", 16), ("in time", "2026-03-06", None)]


def test_nothing_had_to_follow(rules: Rules) -> None:
    received = on("message_received", "2026-03-02", "2026-03-04")
    waived = not_needed("message_answered", follows=received[0].id)
    assert told(rules("T44", received, waived, on("message_answered", "2026-03-05"))) == [
        ("in time", "2026-03-06", None)
    ]


def test_what_did_not_happen_in_the_period_asks_nothing(rules: Rules) -> None:
    found = rules("T45", not_needed("significant_event"))
    assert found.instances == ()
    assert found.result is None
    assert not found.waits


def test_only_the_last_five_visits_are_judged(rules: Rules) -> None:
    visits = on("visit", *(f"2026-02-{day:02}" for day in (2, 3, 4, 5, 6, 9, 10)))
    assert len(rules("T11", visits).instances) == 5


def test_the_hours_of_a_strategy_meeting(rules: Rules) -> None:
    decided = on("strategy_meeting_decided", "2026-02-03 10:00")
    in_time = rules("T12", decided, on("strategy_meeting_held", "2026-02-04 10:00"))
    assert told(in_time) == [("in time", "2026-02-04", None)]
    assert in_time.instances[0].hours_taken == 24
    late = rules("T12", decided, on("strategy_meeting_held", "2026-02-04 12:30"))
    assert told(late) == [("late", "2026-02-04", 2)]


def test_hours_without_a_time_are_told_only_when_they_are_certain(rules: Rules) -> None:
    decided = on("strategy_meeting_decided", "2026-02-03")
    assert rules("T12", decided, on("strategy_meeting_held", "2026-02-03")).result == "in time"
    assert rules("T12", decided, on("strategy_meeting_held", "2026-02-04")).result == "cannot tell"
    assert rules("T12", decided, on("strategy_meeting_held", "2026-02-05")).result == "late"


def test_an_extension_agreed_in_time_puts_the_deadline_off(rules: Rules) -> None:
    approved = on("regulation_24_approval", "2026-01-05")  # 16 weeks: 27 April; 8 more: 22 June
    panel = on("connected_assessment_to_panel", "2026-06-15")
    assert told(rules("T06", approved, panel)) == [("late", "2026-04-27", 49)]
    agreed = on("regulation_25_extension", "2026-04-20")
    assert told(rules("T06", approved, panel, agreed)) == [("in time", "2026-06-22", None)]
    too_late = on("regulation_25_extension", "2026-04-28")
    assert told(rules("T06", approved, panel, too_late)) == [("late", "2026-04-27", 49)]


def test_both_ends_are_needed_and_the_worse_one_decides(rules: Rules) -> None:
    move = on("move_of_home", "2026-03-02")
    paperwork = on("placement_plan_completed", "2026-03-03")
    assert rules("T31", move, paperwork).result == "cannot tell"
    assert rules("T31", move, paperwork, on("delegated_authority_completed", "2026-02-27")).result == "in time"
    late = rules("T31", move, paperwork, on("delegated_authority_completed", "2026-03-09"))
    assert late.result == "late"
    assert late.instances[0].actual is not None
    assert late.instances[0].actual.event == "delegated_authority_completed"


def test_a_later_move_starts_the_time_again_unless_it_had_run_out(rules: Rules) -> None:
    care = on("became_cared_for", "2026-02-02")  # 20 working days: 2 March
    plan = on("education_plan_completed", "2026-03-20")
    soon = rules("T28", care, on("move_of_home", "2026-02-23"), plan)
    assert told(soon) == [("in time", "2026-03-23", None)]
    after = rules("T28", care, on("move_of_home", "2026-03-09"), plan)
    assert told(after) == [("late", "2026-03-02", 18), ("in time", "2026-04-08", None)]


def test_strategy_meetings_of_one_enquiry_are_counted_from_the_first(rules: Rules) -> None:
    meetings = on("strategy_meeting_held", "2026-03-02", "2026-03-10")
    assert told(rules("T14", meetings, on("initial_conference_held", "2026-03-24"))) == [("late", "2026-03-23", 1)]


def test_a_conference_belongs_to_the_meeting_before_it(rules: Rules) -> None:
    meetings = on("strategy_meeting_held", "2026-01-06", "2026-03-30")
    conference = on("initial_conference_held", "2026-04-22")
    assert told(rules("T14", meetings, conference)) == [
        ("cannot tell", "2026-01-27", None),
        ("in time", "2026-04-22", None),
    ]
    no_conference = not_needed("initial_conference_held", follows=meetings[0].id)
    assert told(rules("T14", meetings, conference, no_conference)) == [("in time", "2026-04-22", None)]


def test_a_genogram_from_before_counts(rules: Rules) -> None:
    opened = on("case_opened", "2026-02-10")
    assert told(rules("T05", opened, on("genogram_on_file", "2024-05-01"))) == [("in time", "2026-05-10", None)]


def test_the_day_itself_shows_days_and_proposes_nothing(rules: Rules) -> None:
    found = rules("T04", on("case_allocated", "2026-03-02"), on("chronology_updated", "2026-03-12"))
    assert told(found) == [("late", "2026-03-02", 10)]
    assert found.rule.proposes == "nothing"


def test_the_second_review_is_counted_from_becoming_cared_for(rules: Rules) -> None:
    care = on("became_cared_for", "2026-01-12")
    reviews = on("cared_for_review_held", "2026-02-05", "2026-05-11")
    assert told(rules("T35", care, reviews)) == [("in time", "2026-05-12", None)]
    assert told(rules("T35", care, reviews[:1])) == [("cannot tell", "2026-05-12", None)]


def test_the_law_s_own_limit_stands_beside_the_manual_s(rules: Rules) -> None:
    care = on("became_cared_for", "2026-03-02")
    found = rules("T27", care, on("health_assessment_completed", "2026-03-27"))
    assert told(found) == [("late", "2026-03-22", 5)]  # 20 days, as printed
    assert [(one.result.value, one.due) for one in found.statutory] == [("in time", date(2026, 3, 30))]


def test_closure_days_and_the_first_day_are_the_council_s_own(rules: Rules) -> None:
    allocated, summary = on("case_allocated", "2026-03-02"), on("case_summary_updated", "2026-03-10")
    assert rules("T02", allocated, summary).result == "late"
    closed = Calendar(closures=frozenset({date(2026, 3, 5)}))
    assert rules("T02", allocated, summary, calendar=closed).result == "in time"


def test_what_came_after_the_as_at_date_had_not_happened(rules: Rules) -> None:
    allocated = on("case_allocated", "2026-06-29")
    assert told(rules("T02", allocated, on("case_summary_updated", "2026-07-20"))) == [
        ("not yet due", "2026-07-06", None)
    ]
