"""The timescales of one audit: what it waits for, what can be accepted, when a reason is needed, what looks strange."""

from collections.abc import Sequence
from datetime import date

import pytest
from timescale_builders import AS_AT, START, Rules, missing, not_needed, on

from auditor.audit.changes import accept, answer, key_date, not_applicable
from auditor.audit.examination import Examination
from auditor.audit.profile import Period, Profile
from auditor.audit.scope import Scope
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.for_audit import Timescales
from auditor.audit.timescales.key_dates import KeyDate
from auditor.audit.timescales.proposals import Proposal
from auditor.audit.timescales.vocabulary import strange_dates
from auditor.standards.model import EventBook

SUMMARY = "ps06.case-summary-in-time"
CORE_GROUPS = "pg04.core-groups-in-time"
IN_TIME = (
    on("case_allocated", "2026-02-02"),
    on("case_summary_updated", "2026-02-04", "2026-05-01"),
)
"""T02 (five working days) and T03 (three months) in time."""


class Audits:
    """Audits of a child of whom every fact is known."""

    def __init__(self, rules: Rules) -> None:
        self.edition = rules.edition

    def __call__(
        self, *dates: Sequence[KeyDate], status: str = "child_protection", given: Sequence[object] = ()
    ) -> Timescales:
        examination = Examination()
        for group in dates:
            for one in group:
                change = key_date(one)
                examination = examination.record(change.kind, change.key, change.body)
        for change in given:
            examination = examination.record(change.kind, change.key, change.body)  # type: ignore[attr-defined]
        period = Period(START, AS_AT)
        facts = {fact.id: False for fact in self.edition.tags.facts}
        profile = Profile("child", frozenset({status}), "age_5_9", facts, examination.events_in(period))
        return Timescales.of_audit(Scope(self.edition, profile), examination, period, Calendar())


@pytest.fixture(scope="module")
def audits(rules: Rules) -> Audits:
    return Audits(rules)


# -- what is proposed, accepted and waited for ------------------------------------------------------------------------


def test_without_dates_every_question_on_time_waits_and_none_is_accepted(audits: Audits) -> None:
    found = audits()
    assert found.proposals[SUMMARY] == Proposal(waits=True)
    assert found.in_time == ()
    assert {"case_allocated", "initial_conference_held"} <= set(found.waiting)


def test_what_is_in_time_and_unanswered_can_be_accepted_with_one_key(audits: Audits) -> None:
    found = audits(*IN_TIME)
    assert SUMMARY in found.in_time
    change = accept(found, SUMMARY)
    assert change is not None
    assert change.body["answer"] == change.body["proposed"] == "met"
    assert SUMMARY not in audits(*IN_TIME, given=[change]).in_time


def test_an_event_is_waited_for_until_it_is_entered_or_was_looked_for(audits: Audits) -> None:
    assert "case_allocated" in audits().waiting
    assert "case_allocated" not in audits(on("case_allocated", "2026-02-02")).waiting
    assert "case_allocated" not in audits(missing("case_allocated")).waiting
    assert "initial_conference_held" not in audits(not_needed("initial_conference_held")).waiting
    assert "case_summary_updated" in audits(on("case_allocated", "2026-02-02")).waiting


def test_nothing_is_waited_for_that_only_answered_questions_need(audits: Audits) -> None:
    conference = on("initial_conference_held", "2026-02-02")
    assert "core_group_held" in audits(conference).waiting
    done = answer(CORE_GROUPS, "met", reason="minutes seen")
    considered = not_applicable("pg04.view-before-review", "does_not_arise")
    assert "core_group_held" not in audits(conference, given=[done, considered]).waiting


# -- reasons ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "reason", "needed"),
    [("met", "", False), ("partly_met", "", True), ("partly_met", "The second was late in truth.", False)],
)
def test_an_answer_that_departs_from_the_dates_needs_a_reason(
    audits: Audits, chosen: str, reason: str, needed: bool
) -> None:
    found = audits(*IN_TIME, given=[answer(SUMMARY, chosen, proposed="met", reason=reason)])
    assert found.needs_reason(SUMMARY) is needed


def test_an_answer_given_while_the_dates_cannot_tell_needs_a_reason(audits: Audits) -> None:
    assert audits(given=[answer(SUMMARY, "met")]).needs_reason(SUMMARY)
    assert not audits(given=[answer(SUMMARY, "met", reason="The file was read.")]).needs_reason(SUMMARY)


def test_a_question_not_answered_not_applicable_or_of_judgement_needs_no_reason(audits: Audits) -> None:
    assert not audits().needs_reason(SUMMARY)
    assert not audits(given=[not_applicable(SUMMARY, "not_yet_due")]).needs_reason(SUMMARY)
    assert not audits(given=[answer("ps06.genogram", "met")]).needs_reason("ps06.genogram")


def test_an_accepted_answer_is_superseded_when_a_date_changes_what_is_proposed(audits: Audits) -> None:
    accepted = answer(SUMMARY, "met", proposed="met")
    assert not audits(*IN_TIME, given=[accepted]).superseded(SUMMARY)
    late = (on("case_allocated", "2026-02-02"), on("case_summary_updated", "2026-03-20", "2026-05-01"))
    assert audits(*late, given=[accepted]).superseded(SUMMARY)
    # One's own answer, given against the proposal, is nobody's to take back.
    own = answer(SUMMARY, "met", proposed="not_met", reason="read it")
    assert not audits(*late, given=[own]).superseded(SUMMARY)


# -- what may be a slip -----------------------------------------------------------------------------------------------


def strange(rules: Rules, *dates: Sequence[KeyDate]) -> list[tuple[str, str]]:
    everything = [one for group in dates for one in group]
    found = strange_dates(everything, rules.edition.events, Period(START, AS_AT))
    return [(one.key, one.what) for one in found]


def test_ordinary_dates_are_not_strange(rules: Rules) -> None:
    assert strange(rules, on("case_allocated", "2026-02-02"), on("visit", "2026-02-03", "2026-03-03")) == []
    assert strange(rules, missing("visit"), not_needed("birth")) == []


def test_a_date_after_the_as_at_date_is_strange_unless_the_event_lies_ahead(rules: Rules) -> None:
    (found,) = strange(rules, on("visit", "2026-07-01"))
    assert found == ("visit/2026-07-01", "after the as-at date 30/06/2026: it does not count")
    assert strange(rules, on("expected_delivery", "2026-09-01")) == []


def test_a_date_of_long_ago_is_asked_about(rules: Rules) -> None:
    (found,) = strange(rules, on("visit", "2005-12-31"))
    assert "is the year right?" in found[1]
    assert strange(rules, on("visit", "2006-01-01")) == []


def test_what_happens_once_is_asked_about_the_second_time(rules: Rules) -> None:
    (found,) = strange(rules, on("case_opened", "2026-02-02", "2026-03-02"))
    assert found == ("case_opened/2026-03-02", "this happens once, and is already entered")


def test_the_same_twice_on_one_day_is_asked_about_once(rules: Rules) -> None:
    visit = on("visit", "2026-02-02")[0]
    twin = KeyDate("a later id", visit.event, visit.on)
    assert strange(rules, [twin, visit]) == [("visit/2026-02-02", "entered twice on the same day")]
    assert strange(rules, on("visit", "2026-02-02 09:00", "2026-02-02 15:00")) == []


def test_dates_the_wrong_way_round_are_asked_about(rules: Rules) -> None:
    held = rules.edition.events.by_id["strategy_meeting_held"]
    after = held.model_copy(update={"after": ("strategy_meeting_decided",)})
    book = EventBook(events=tuple(after if one is held else one for one in rules.edition.events.events))
    decided = on("strategy_meeting_decided", "2026-02-03")
    period = Period(START, AS_AT)
    (found,) = strange_dates([*on(held.id, "2026-02-02"), *decided], book, period)
    assert found.key == "strategy_meeting_held/2026-02-02"
    assert found.what.endswith(" on 03/02/2026: are they the right way round?")
    assert strange_dates([*on(held.id, "2026-02-03"), *decided], book, period) == ()


def test_an_answer_to_what_is_no_longer_entered_is_strange(rules: Rules) -> None:
    (found,) = strange(rules, on("message_answered", "2026-02-02", follows="gone"))
    assert found[1] == "what it answers is no longer entered"


def test_the_period_is_of_the_day(audits: Audits) -> None:
    assert audits(on("visit", "2026-07-01")).strange[0].key == "visit/2026-07-01"
    assert audits(on("case_allocated", "2026-02-02")).judging.as_at == date(2026, 6, 30)
