"""What is true of every rule, whatever the dates."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timescale_builders import Rules, edition

from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.key_dates import KeyDate, Standing
from auditor.audit.timescales.results import Result
from auditor.standards.model import TimescaleRule

RULES = {rule.id: rule for rule in edition().timescales}
EVENTS = tuple(edition().events.by_id)
FORWARD = [
    name for name, rule in RULES.items() if rule.rule in ("within", "by") and rule.unit not in ("event", "reviews")
]
AS_AT = date(2026, 6, 30)
DAYS = st.dates(date(2025, 6, 1), date(2026, 9, 30))
rule_names = st.sampled_from(sorted(RULES))
pytestmark = pytest.mark.filterwarnings("error")
RULES_OF_EDITION = Rules()


@st.composite
def key_dates(draw: st.DrawFn, events: tuple[str, ...] = EVENTS, most: int = 12) -> list[KeyDate]:
    """Key dates of some events, in any order, some of them not on file or not needed."""
    found: list[KeyDate] = []
    for number in range(draw(st.integers(0, most))):
        event = draw(st.sampled_from(events))
        standing = draw(st.sampled_from([Standing.DATED] * 6 + [Standing.NOT_ON_FILE, Standing.NOT_NEEDED]))
        day = draw(DAYS) if standing is Standing.DATED else None
        follows = draw(st.sampled_from([None, None, None, *(one.id for one in found)]))
        found.append(KeyDate(f"k{number}", event, day, follows=follows, standing=standing))
    return found


@st.composite
def rule_and_dates(draw: st.DrawFn) -> tuple[TimescaleRule, list[KeyDate]]:
    """A rule, and dates most of which concern it."""
    rule = RULES[draw(rule_names)]
    return rule, draw(key_dates(tuple(sorted(rule.events))))


@given(rule_and_dates())
def test_every_rule_says_something_sensible_of_any_dates(case: tuple[TimescaleRule, list[KeyDate]]) -> None:
    rule, dates = case
    for one in RULES_OF_EDITION(rule, dates).instances:
        assert (one.result is Result.LATE) >= (one.late_by is not None)
        if one.result is Result.IN_TIME:
            assert one.actual is not None
        if one.result is Result.LATE and one.actual is not None and one.due is not None and rule.unit != "event":
            assert one.actual.day >= one.due
        if one.result is Result.NOT_YET_DUE and one.due is not None:
            assert (one.in_time_up_to or one.due) >= AS_AT
        if one.result is Result.CANNOT_TELL:
            assert one.because


@given(rule_and_dates(), key_dates())
def test_an_unrelated_event_changes_nothing(case: tuple[TimescaleRule, list[KeyDate]], others: list[KeyDate]) -> None:
    rule, dates = case
    unrelated = [replace(one, id=f"other-{one.id}", follows=None) for one in others if one.event not in rule.events]
    assert RULES_OF_EDITION(rule, dates, unrelated) == RULES_OF_EDITION(rule, dates)


@given(rule_and_dates(), st.randoms())
def test_the_order_of_entry_changes_nothing(case: tuple[TimescaleRule, list[KeyDate]], random: object) -> None:
    rule, dates = case
    shuffled = list(dates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert RULES_OF_EDITION(rule, shuffled).instances == RULES_OF_EDITION(rule, dates).instances


@given(st.sampled_from(FORWARD), DAYS, st.integers(0, 200), st.integers(1, 60))
def test_a_later_end_never_turns_late_into_in_time(name: str, start: date, days: int, more: int) -> None:
    rule = RULES[name]
    results = []
    for taken in (days, days + more):
        trigger = KeyDate("t", rule.trigger_event[0], start)
        ends = [KeyDate(f"e-{event}", event, start + timedelta(days=taken), follows="t") for event in rule.end_event]
        since = [KeyDate("s", rule.nth.since, start)] if rule.nth and rule.nth.since != trigger.event else []
        found = RULES_OF_EDITION(rule, [trigger, *ends, *since], as_at=date(2027, 12, 31), start=date(2025, 1, 1))
        results.append(found.result)
    if results[0] is Result.LATE:
        assert results[1] is Result.LATE


@given(rule_and_dates(), st.sets(DAYS, max_size=10))
def test_a_closure_day_never_makes_anything_late(case: tuple[TimescaleRule, list[KeyDate]], closed: set[date]) -> None:
    rule, dates = case
    if rule.rule == "at least before":
        return  # counted backwards, a closure day brings the last day forward
    plain = {(one.trigger, one.actual): one.result for one in RULES_OF_EDITION(rule, dates).instances}
    for one in RULES_OF_EDITION(rule, dates, calendar=Calendar(closures=frozenset(closed))).instances:
        before = plain.get((one.trigger, one.actual))
        assert not (one.result is Result.LATE and before is Result.IN_TIME)
