"""Rules on what must come before, worked by hand."""

from datetime import date

from timescale_builders import Rules, missing, not_needed, on, told


def test_a_report_must_be_shared_working_days_before(rules: Rules) -> None:
    conference = on("initial_conference_held", "2026-04-13")  # three working days before: 8 April
    assert told(rules("T15", conference, on("conference_report_shared", "2026-04-08"))) == [
        ("in time", "2026-04-08", None)
    ]
    assert told(rules("T15", conference, on("conference_report_shared", "2026-04-09"))) == [("late", "2026-04-08", 1)]


def test_a_report_that_was_not_entered_is_the_failure(rules: Rules) -> None:
    found = rules("T15", on("initial_conference_held", "2026-04-13"))
    assert told(found) == [("late", "2026-04-08", None)]
    assert not found.waits


def test_a_report_belongs_to_one_conference_only(rules: Rules) -> None:
    initial, review = on("initial_conference_held", "2026-01-12"), on("review_conference_held", "2026-04-01")
    shared = on("conference_report_shared", "2026-01-05")
    assert told(rules("T15", initial, review, shared)) == [("in time", "2026-01-07", None)]
    assert told(rules("T21", initial, review, shared)) == [("late", "2026-03-25", None)]


def test_before_is_on_the_day_at_the_latest(rules: Rules) -> None:
    visit = on("first_visit", "2026-03-10 14:00")
    assert rules("D05", visit, on("consent_recorded", "2026-03-10")).result == "in time"
    assert rules("D05", visit, on("consent_recorded", "2026-03-10 13:00")).result == "in time"
    assert rules("D05", visit, on("consent_recorded", "2026-03-10 15:00")).result == "late"
    assert told(rules("D05", visit, on("consent_recorded", "2026-03-12"))) == [("late", "2026-03-10", 2)]
    assert rules("D05", visit).result == "cannot tell"
    assert rules("D05", visit, missing("consent_recorded")).result == "late"


def test_a_planned_move_may_still_be_to_come(rules: Rules) -> None:
    move = on("planned_move", "2026-07-20")
    assert told(rules("T32", move)) == [("not yet due", "2026-07-20", None)]
    assert told(rules("T32", move, on("care_plan_completed", "2026-06-15"))) == [("in time", "2026-07-20", None)]


def test_first_and_later_reviews_have_their_own_days(rules: Rules) -> None:
    care = on("became_cared_for", "2026-01-05")
    reviews = on("cared_for_review_held", "2026-01-30", "2026-05-01")
    shared = on("review_report_shared", "2026-01-27", "2026-04-24")
    assert told(rules("T37", care, reviews, shared)) == [("in time", "2026-01-27", None)]
    assert told(rules("T38", care, reviews, shared)) == [("in time", "2026-04-24", None)]


def test_without_the_beginning_of_care_reviews_cannot_be_numbered(rules: Rules) -> None:
    found = rules("T37", on("cared_for_review_held", "2026-03-02"), on("review_report_shared", "2026-02-02"))
    assert found.result == "cannot tell"
    assert "became cared for" in found.instances[0].because


def test_every_later_review_needs_its_own_education_plan(rules: Rules) -> None:
    care = on("became_cared_for", "2025-06-02")
    reviews = on("cared_for_review_held", "2025-06-27", "2025-09-30", "2026-03-20")
    plans = on("education_plan_completed", "2025-06-20", "2025-09-20")
    assert told(rules("D03", care, reviews, plans)) == [
        ("before the period", "2025-09-30", None),
        ("cannot tell", "2026-03-20", None),
    ]


def test_thirty_weeks_lasts_a_week_and_earlier_is_in_time(rules: Rules) -> None:
    expected = on("expected_delivery", "2026-07-10")  # 30 weeks: 1 May; until 7 May
    for day, result in (("2026-04-01", "in time"), ("2026-05-07", "in time"), ("2026-05-08", "late")):
        found = rules("T13", expected, on("strategy_meeting_held", day))
        assert (found.result, found.instances[0].due, found.instances[0].in_time_up_to) == (
            result,
            date(2026, 5, 1),
            date(2026, 5, 7),
        )
    assert rules("T13", expected, as_at=date(2026, 5, 7)).result == "not yet due"
    assert rules("T13", expected, as_at=date(2026, 5, 8)).result == "cannot tell"


def test_a_meeting_before_the_pregnancy_is_another_matter(rules: Rules) -> None:
    found = rules("T13", on("expected_delivery", "2026-07-10"), on("strategy_meeting_held", "2025-08-01"))
    assert found.result == "cannot tell"


def test_a_permanency_plan_by_the_second_review(rules: Rules) -> None:
    care, reviews = on("became_cared_for", "2026-01-12"), on("cared_for_review_held", "2026-02-05", "2026-05-11")
    assert told(rules("T30", care, reviews, on("permanency_plan_in_place", "2026-05-11"))) == [
        ("in time", "2026-05-11", None)
    ]
    assert told(rules("T30", care, reviews, on("permanency_plan_in_place", "2026-05-20"))) == [
        ("late", "2026-05-11", 9)
    ]
    assert told(rules("T30", care, reviews)) == [("cannot tell", "2026-05-11", None)]
    assert told(rules("T30", care, reviews, missing("permanency_plan_in_place"))) == [("late", "2026-05-11", 50)]
    assert told(rules("T30", care, reviews[:1], as_at=date(2026, 5, 1))) == [("not yet due", None, None)]


def test_a_court_s_day_is_the_deadline(rules: Rules) -> None:
    directed = on("directed_date", "2026-03-13")
    assert told(rules("D07", directed, on("court_document_filed", "2026-03-13"))) == [("in time", "2026-03-13", None)]
    assert told(rules("D07", directed, on("court_document_filed", "2026-03-17"))) == [("late", "2026-03-13", 4)]


def test_what_was_not_needed_is_not_judged(rules: Rules) -> None:
    reviews = on("cared_for_review_held", "2026-03-02")
    assert rules("D04", reviews, not_needed("seen_alone_by_iro", follows=reviews[0].id)).instances == ()


def test_a_report_for_the_next_meeting_is_not_a_late_one_for_this(rules: Rules) -> None:
    meetings = on("initial_conference_held", "2026-03-10"), on("review_conference_held", "2026-06-09")
    assert told(rules("T15", *meetings, on("conference_report_shared", "2026-06-01"))) == [("late", "2026-03-05", None)]
