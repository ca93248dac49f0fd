"""Every worked example of the shipped timescales, worked by hand, comes to the same when it is computed."""

from datetime import date, time
from pathlib import Path

import pytest

from auditor.audit.profile import Period
from auditor.audit.timescales.calendar import Calendar, Term
from auditor.audit.timescales.compute import results
from auditor.audit.timescales.key_dates import KeyDate, Standing
from auditor.audit.timescales.results import Instance, Judging
from auditor.standards.load import load_standards
from auditor.standards.timescale import ExampleDate, ExampleResult, TimescaleRule, WorkedExample

CHECKLIST = load_standards(Path(__file__).parents[2] / "standards").current
TERMS = (
    Term("Autumn 2025", date(2025, 9, 1), date(2025, 12, 19)),
    Term("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
    Term("Summer 2026", date(2026, 4, 13), date(2026, 7, 21)),
)
"""The terms that the examples of T29 speak of."""
EXAMPLES = [(rule, example) for rule in CHECKLIST.timescales for example in rule.examples]
SPECIAL = {
    "Easter 2026": ("2026-04-03", "2026-04-06"),
    "Christmas 2025": ("2025-12-25", "2025-12-26"),
    "the jubilee": ("2022-06-02", "2022-06-03"),
    "the state funeral": ("2022-09-19", "2022-09-19"),
    "the coronation": ("2023-05-08", "2023-05-08"),
    "leap day": ("2024-02-29", "2024-02-29"),
}


def key_date(number: int, given: ExampleDate) -> KeyDate:
    return KeyDate(
        f"{number:02}",
        given.event,
        date.fromisoformat(given.on) if given.on else None,
        time.fromisoformat(given.at) if given.at else None,
        standing=Standing.DATED if given.on else Standing.NOT_ON_FILE,
        every=given.every,
    )


def computed(rule: TimescaleRule, example: WorkedExample) -> tuple[Instance, ...]:
    as_at = date.fromisoformat(example.as_at)
    period = Period(date.fromisoformat(example.start), as_at) if example.start else Period.up_to(as_at)
    dates = [key_date(number, given) for number, given in enumerate(example.dates)]
    return results(CHECKLIST, [rule], dates, Judging(period, Calendar(terms=TERMS)))[rule.id].instances


def in_words(instance: Instance, expected: ExampleResult) -> tuple[str, str | None, int | None]:
    """An instance as an example says it; what the example leaves open is not compared."""
    due = f"{instance.due_at:%Y-%m-%d %H:%M}" if instance.due_at else str(instance.due) if instance.due else None
    return (
        instance.result.value,
        due if expected.due is not None else None,
        instance.late_by if expected.late_by is not None else None,
    )


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.id}: {example.shows}" for rule, example in EXAMPLES]
)
def test_a_worked_example_comes_to_the_same_when_it_is_computed(rule: TimescaleRule, example: WorkedExample) -> None:
    found = computed(rule, example)
    assert len(found) == len(example.results), found
    told = [in_words(one, expected) for one, expected in zip(found, example.results, strict=True)]
    assert told == [(one.result, one.due, one.late_by) for one in example.results]


@pytest.mark.parametrize("rule", CHECKLIST.timescales, ids=lambda rule: rule.id)
def test_every_rule_has_an_example_in_time_and_one_that_is_not(rule: TimescaleRule) -> None:
    shown = {one.result for example in rule.examples for one in example.results}
    assert len(rule.examples) > 1
    assert "in time" in shown
    assert shown & {"late", "not yet due"}


@pytest.mark.parametrize("days", SPECIAL.values(), ids=SPECIAL)
def test_the_days_on_which_counting_goes_wrong_lie_inside_an_example(days: tuple[str, str]) -> None:
    first, last = days
    inside = [
        example
        for rule, example in EXAMPLES
        for one in example.results
        if one.due and min(given.on for given in example.dates if given.on) <= first and last <= one.due
    ]
    assert inside


def test_no_two_examples_of_a_rule_show_the_same() -> None:
    shown = [(rule.id, example.shows) for rule, example in EXAMPLES]
    assert len(set(shown)) == len(shown)
