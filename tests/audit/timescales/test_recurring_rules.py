"""Rules on what must happen again and again, worked by hand."""

from datetime import date

from timescale_builders import Rules, missing, not_needed, on, told

from auditor.audit.timescales.calendar import Calendar, Term
from auditor.standards.model import Interval

SUPERVISION = "considered_in_supervision"
TERMS = Calendar(
    terms=(
        Term("Autumn 2025", date(2025, 9, 1), date(2025, 12, 19)),
        Term("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
        Term("Summer 2026", date(2026, 4, 13), date(2026, 7, 21)),
    )
)


def test_every_gap_is_judged_from_the_first_day(rules: Rules) -> None:
    held = on(SUPERVISION, "2026-02-01", "2026-03-01", "2026-04-15", "2026-05-14", "2026-06-10")
    assert told(rules("T09", on("case_allocated", "2026-01-02"), held)) == [
        ("in time", "2026-02-02", None),
        ("in time", "2026-03-01", None),
        ("late", "2026-04-01", 14),
        ("in time", "2026-05-15", None),
        ("in time", "2026-06-14", None),
        ("not yet due", "2026-07-10", None),
    ]


def test_nothing_ever_happening_is_late_and_not_unknown(rules: Rules) -> None:
    found = rules("T09", on("case_allocated", "2026-01-02"))
    assert told(found) == [("late", "2026-02-02", 148)]
    assert not found.waits


def test_without_its_beginning_a_long_silence_cannot_be_told(rules: Rules) -> None:
    found = rules("T09", on(SUPERVISION, "2026-04-20", "2026-05-18", "2026-06-15"))
    assert [one[0] for one in told(found)] == ["cannot tell", "in time", "in time", "not yet due"]
    early = rules("T09", on(SUPERVISION, "2026-01-20", "2026-02-18"), as_at=date(2026, 3, 1))
    assert [one[0] for one in told(early)] == ["in time", "not yet due"]


def test_nothing_known_at_all(rules: Rules) -> None:
    assert told(rules("T09")) == [("cannot tell", None, None)]
    looked = rules("T09", missing(SUPERVISION))
    assert told(looked) == [("late", "2026-02-01", 149)]
    assert rules("T09", not_needed(SUPERVISION)).instances == ()


def test_gaps_that_ended_before_the_period_do_not_count(rules: Rules) -> None:
    held = on(SUPERVISION, "2025-09-01", "2025-12-31", "2026-01-30")
    found = rules("T09", on("case_allocated", "2025-08-15"), held, as_at=date(2026, 2, 10))
    assert told(found) == [
        ("before the period", "2025-09-15", None),
        ("before the period", "2025-10-01", None),
        ("in time", "2026-01-31", None),
        ("not yet due", "2026-02-28", None),
    ]


def test_a_gap_that_was_late_within_the_period_counts(rules: Rules) -> None:
    found = rules("T03", on("case_allocated", "2025-06-02"), on("case_summary_updated", "2025-06-09", "2026-02-02"))
    assert told(found)[1] == ("late", "2025-09-09", 146)


def test_an_agreed_change_counts_from_its_day(rules: Rules) -> None:
    agreed = on("reduced_supervision_agreed", "2026-02-20", every=Interval(limit=3, unit="months"))
    held = on(SUPERVISION, "2026-02-01", "2026-04-28")
    assert told(rules("T09", on("case_allocated", "2026-01-02"), held, agreed))[:2] == [
        ("in time", "2026-02-02", None),
        ("in time", "2026-05-01", None),
    ]
    # Agreed only after the month had run out: too late for that gap.
    late = on("reduced_supervision_agreed", "2026-03-02", every=Interval(limit=3, unit="months"))
    assert told(rules("T09", on("case_allocated", "2026-01-02"), held, late))[1] == ("late", "2026-03-01", 58)


def test_visits_are_due_as_often_as_the_plan_says(rules: Rules) -> None:
    allocated, visits = on("case_allocated", "2026-05-04"), on("visit", "2026-05-11", "2026-06-05")
    assert rules("D09", allocated, visits).result == "cannot tell"
    plan = on("visiting_agreed", "2026-05-04", every=Interval(limit=10, unit="working_days"))
    # 4 and 25 May are bank holidays.
    assert told(rules("D09", allocated, visits, plan)) == [
        ("in time", "2026-05-18", None),
        ("late", "2026-05-26", 10),
        ("late", "2026-06-19", 11),
    ]


def test_nothing_is_due_after_a_plan_has_ended(rules: Rules) -> None:
    groups = on("core_group_held", "2026-01-12", "2026-02-09")
    found = rules("T23", groups, on("protection_plan_ended", "2026-03-02"))
    assert told(found) == [("in time", "2026-02-09", None)]
    missed = rules("T23", groups, on("protection_plan_ended", "2026-03-31"))
    assert told(missed)[-1] == ("late", "2026-03-09", 22)


def test_a_second_time_in_care_begins_anew(rules: Rules) -> None:
    care, left = on("became_cared_for", "2025-03-01", "2026-04-01"), on("left_care", "2025-10-01")
    reviewed = on("about_me_reviewed", "2025-08-20", "2026-05-20")
    found = rules("T08", care, left, reviewed)
    assert told(found) == [
        ("before the period", "2025-09-01", None),
        ("in time", "2026-10-01", None),
        ("not yet due", "2026-11-20", None),
    ]


def test_reviews_after_the_second(rules: Rules) -> None:
    care = on("became_cared_for", "2025-07-01")
    reviews = on("cared_for_review_held", "2025-07-25", "2025-10-30", "2026-05-11")
    assert told(rules("T36", care, reviews)) == [("late", "2026-04-30", 11), ("not yet due", "2026-11-11", None)]


def test_every_school_term(rules: Rules) -> None:
    care = on("became_cared_for", "2025-06-02")
    plans = on("education_plan_completed", "2026-02-10")
    assert told(rules("T29", care, plans, calendar=TERMS)) == [
        ("in time", "2026-03-27", None),
        ("not yet due", "2026-07-21", None),
    ]
    assert told(rules("T29", care, calendar=TERMS))[0] == ("late", "2026-03-27", 95)


def test_without_terms_it_cannot_be_told(rules: Rules) -> None:
    found = rules("T29", on("became_cared_for", "2025-06-02"))
    assert told(found) == [("cannot tell", None, None)]
    assert "QA lead" in found.instances[0].because


def test_a_term_in_which_the_child_came_into_care_is_not_asked_for(rules: Rules) -> None:
    found = rules("T29", on("became_cared_for", "2026-02-02"), calendar=TERMS)
    assert told(found) == [("not yet due", "2026-07-21", None)]


def test_a_yearly_assessment_may_be_of_three_kinds(rules: Rules) -> None:
    done = on("assessment_completed", "2025-02-01") + on("section_47_completed", "2026-01-20")
    assert told(rules("T01", on("case_allocated", "2025-01-02"), done)) == [
        ("before the period", "2026-01-02", None),
        ("in time", "2026-02-01", None),
        ("not yet due", "2027-01-20", None),
    ]


def test_a_shorter_interval_counts_from_the_day_it_was_agreed(rules: Rules) -> None:
    allocated, visits = on("case_allocated", "2026-02-16"), on("first_visit", "2026-02-20") + on("visit", "2026-03-20")
    plan = on("visiting_agreed", "2026-02-16", every=Interval(limit=6, unit="weeks"))
    more = on("visiting_agreed", "2026-03-16", every=Interval(limit=2, unit="weeks"))
    assert told(rules("D09", allocated, visits, plan, more, as_at=date(2026, 3, 31))) == [
        ("in time", "2026-03-30", None),
        ("in time", "2026-03-30", None),
        ("not yet due", "2026-04-03", None),
    ]


def test_what_was_agreed_after_a_visit_does_not_judge_it(rules: Rules) -> None:
    allocated, visit = on("case_allocated", "2026-02-16"), on("first_visit", "2026-03-10")
    plan = on("visiting_agreed", "2026-02-16", every=Interval(limit=6, unit="weeks"))
    more = on("visiting_agreed", "2026-03-16", every=Interval(limit=2, unit="weeks"))
    assert told(rules("D09", allocated, visit, plan, more, as_at=date(2026, 3, 25))) == [
        ("in time", "2026-03-30", None),
        ("not yet due", "2026-03-30", None),
    ]
