"""Concerns: folded from facts, seen by whom the rule says, and how long they waited."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.concerns import (
    RESTRICTED,
    Concern,
    ConcernKind,
    Raised,
    concerns_in,
    key_of,
    may_acknowledge,
    may_be_missing,
    may_see,
    open_concerns,
    withheld_from,
)
from auditor.audit.facts import Fact, FactKind
from auditor.audit.permissions import Ownership, Person, Role
from auditor.audit.states import State
from auditor.measures.response_hours import Waited, by_month, response_hours

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ME, RAISER, AUDITOR, TEAM, OTHER = (UUID(int=number) for number in range(1, 6))
CHILD = Concern(ConcernKind.CHILD, "alone at home")
STAFF = Concern(ConcernKind.STAFF, "a carer said so")


def fact(number: int, concern: Concern | None, *, by: UUID = RAISER, replaces: int = 0, kind: str = "") -> Fact:
    at = START + timedelta(hours=number)
    key = key_of("c1", ConcernKind(kind) if kind else concern.kind if concern else ConcernKind.CHILD)
    body = concern.as_body() if concern else None
    return Fact(UUID(int=number), FactKind.CONCERN, key, at, by, body, UUID(int=replaces) if replaces else None)


def test_what_is_recorded_comes_back() -> None:
    told_at = datetime.fromisoformat("2026-11-20T09:30")
    whole = Concern(ConcernKind.STAFF, "a carer said so", "LADO", told_at, "by telephone", date(2026, 11, 20), "x")
    assert Concern.from_body(whole.as_body()) == whole
    assert CHILD.as_body() == {"kind": "child", "text": "alone at home"}


def test_later_facts_correct_it_and_the_first_says_when_it_was_raised() -> None:
    facts = [
        fact(1, CHILD),
        fact(2, replace(CHILD, told="team manager"), by=ME, replaces=1),
        fact(5, replace(CHILD, told="team manager", response="strategy meeting"), by=ME, replaces=2),
        Fact(UUID(int=9), FactKind.CONCERN_SEEN, "c1", START + timedelta(hours=3), ME, {}),
    ]
    (one,) = concerns_in(reversed(facts))
    assert (one.id, one.by, one.at) == ("c1", RAISER, START + timedelta(hours=1))
    assert (one.concern.told, one.concern.response) == ("team manager", "strategy meeting")
    assert one.hours(START) == 4
    assert not one.open
    assert one.acknowledged
    assert open_concerns(facts) == ()
    assert [each.id for each in open_concerns(facts[:2])] == ["c1"]


def test_a_response_taken_back_counts_from_the_second_one() -> None:
    facts = [
        fact(1, replace(CHILD, response="x")),
        fact(2, CHILD, replaces=1),
        fact(7, replace(CHILD, response="a plan"), replaces=2),
    ]
    assert open_concerns(facts[:2])[0].responded_at is None
    assert concerns_in(facts)[0].hours(START) == 6


def test_a_concern_restricted_later_is_the_same_concern() -> None:
    facts = [fact(1, CHILD), fact(2, STAFF, replaces=1)]
    (one,) = concerns_in(facts)
    assert (one.id, one.concern.restricted) == ("c1", True)
    assert facts[1].key == f"{RESTRICTED}c1"
    whose = Ownership(AUDITOR, TEAM)
    auditor = Person(AUDITOR, "A", frozenset({Role.AUDITOR}))
    # What it said before it was restricted is left out of a bundle, too, and may be missing where it is read.
    assert withheld_from(auditor, facts, whose, State.FINAL) == {UUID(int=1), UUID(int=2)}
    assert withheld_from(auditor, facts[:1], whose, State.FINAL) == frozenset()
    assert withheld_from(Person(RAISER, "R", frozenset()), facts, whose, State.FINAL) == frozenset()
    rows = [(one.id, one.kind.value, one.key) for one in facts]
    assert may_be_missing(rows) == {UUID(int=1).hex, UUID(int=2).hex}
    assert may_be_missing(rows[:1]) == frozenset()


def test_one_of_which_nothing_is_left_is_passed_over() -> None:
    assert concerns_in([fact(1, None)]) == ()
    assert concerns_in([fact(1, None), fact(2, CHILD, replaces=1)])[0].concern == CHILD


def sees(roles: frozenset[Role], who: str, *, staff: bool, team: UUID, blind: bool, state: State) -> tuple[bool, bool]:
    """What the rule says, and what the words of the rule say."""
    person = Person({"raiser": RAISER, "auditor": AUDITOR}.get(who, ME), "P", roles, frozenset({team}))
    whose = Ownership(AUDITOR, TEAM, person.id if blind and person.id != AUDITOR else OTHER, blind)
    raised = Raised("c1", STAFF if staff else CHILD, UUID(int=1), START, RAISER)
    hidden = blind and person.id != AUDITOR and state in (State.SUBMITTED, State.MODERATING)
    manages = Role.TEAM_MANAGER in roles and team == TEAM
    expected = who == "raiser" or (
        not hidden and (Role.QA_LEAD in roles or (not staff and (manages or who == "auditor")))
    )
    return may_see(person, raised, whose, state), expected


def test_who_may_see_a_concern_in_every_role_state_and_ownership() -> None:
    every = [frozenset[Role]()] + [frozenset({role}) for role in Role] + [frozenset({Role.TEAM_MANAGER, Role.AUDITOR})]
    cases = product(every, ("raiser", "auditor", "other"), (True, False), (TEAM, OTHER), (True, False), State)
    counted = set()
    for roles, who, staff, team, blind, state in cases:
        found, expected = sees(roles, who, staff=staff, team=team, blind=blind, state=state)
        assert found == expected, (roles, who, staff, team, blind, state)
        counted.add(found)
    assert counted == {True, False}


def test_nobody_acknowledges_their_own_but_the_qa_lead() -> None:
    raised = Raised("c1", CHILD, UUID(int=1), START, RAISER)
    whose = Ownership(RAISER, TEAM)
    assert not may_acknowledge(Person(RAISER, "R", frozenset({Role.AUDITOR})), raised, whose, State.DRAFT)
    assert may_acknowledge(Person(RAISER, "R", frozenset({Role.QA_LEAD})), raised, whose, State.DRAFT)
    manager = Person(ME, "M", frozenset({Role.TEAM_MANAGER}), frozenset({TEAM}))
    assert may_acknowledge(manager, raised, whose, State.DRAFT)
    assert not may_acknowledge(replace(manager, teams=frozenset({OTHER})), raised, whose, State.DRAFT)


# -- hours ------------------------------------------------------------------------------------------------------------


def test_hours_to_response() -> None:
    concerns = [
        Waited("2026-10", 2.0, True),
        Waited("2026-10", 30.0, True),
        Waited("2026-11", 24.0, True),
        Waited("2026-11", 40.0, False),
        Waited("2026-11", 3.0, False),
    ]
    whole = response_hours(concerns)
    assert (whole.raised, whole.answered, whole.median_hours) == (5, 3, 24.0)
    # The one that waits for three hours says nothing yet; the one that waits for forty is late already.
    assert (whole.soon, whole.decided) == (2, 4)
    # 2 of 4, Wilson at 95% without continuity correction: Newcombe (1998), method 3, as 15.0% to 85.0%.
    assert whole.interval is not None
    assert (round(whole.interval.lower, 3), round(whole.interval.upper, 3)) == (0.15, 0.85)
    assert {month: one.raised for month, one in by_month(concerns).items()} == {"2026-10": 2, "2026-11": 3}


def test_nothing_raised_is_no_percentage() -> None:
    nothing = response_hours([])
    assert (nothing.median_hours, nothing.interval) == (None, None)


@given(st.lists(st.tuples(st.floats(0, 200), st.booleans()), max_size=30))
def test_months_add_up_to_the_whole(given_: list[tuple[float, bool]]) -> None:
    concerns = [Waited(f"2026-{place % 3 + 1:02}", hours, answered) for place, (hours, answered) in enumerate(given_)]
    whole, months = response_hours(concerns), by_month(concerns).values()
    for name in ("raised", "answered", "soon", "decided"):
        assert getattr(whole, name) == sum(getattr(month, name) for month in months)
    assert whole.soon <= whole.decided <= whole.raised


@pytest.mark.parametrize("kind", ConcernKind)
def test_the_key_says_whether_it_is_restricted(kind: ConcernKind) -> None:
    assert key_of("c1", kind).startswith(RESTRICTED) is (kind is ConcernKind.STAFF)
