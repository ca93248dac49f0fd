"""A round: its sample, its allocations, how far it is. Pure."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from round_builders import PEOPLE, TEAMS, TODAY, a_round

from auditor.audit.details import AuditKind
from auditor.audit.independence import blocks
from auditor.audit.permissions import Person, Role
from auditor.audit.round_board import Counts, Progress, count, count_by, lines
from auditor.audit.round_cases import REMOVED, RoundCase, Staff
from auditor.audit.rounds import (
    Allocation,
    Exemption,
    Extension,
    Round,
    Standing,
    allocation_key,
    in_sample,
    last_day,
    of_allocation,
    standing,
)
from auditor.audit.states import State
from auditor.errors import InputError

AUDIT = UUID(int=900)
CASE, SECOND, THIRD = (UUID(int=number) for number in (901, 902, 903))


# -- as data ----------------------------------------------------------------------------------------------------------


def test_a_round_comes_back_from_its_fact_as_it_was() -> None:
    worker, manager = Staff(PEOPLE[0]), Staff(code="SW1042")
    of = a_round(cases=(RoundCase(CASE, TEAMS[0], worker, manager), RoundCase(SECOND, TEAMS[1])))
    of = replace(of, kept={SECOND: "a new team"}).drawn_anew(1, 0, [SECOND], TODAY)
    assert of.sample is not None
    body = json.loads(json.dumps(of.as_body()))
    assert Round.from_body(of.id, body) == of


def test_a_number_is_looked_up_and_never_recorded() -> None:
    of = a_round(cases=(RoundCase(CASE, TEAMS[0]), RoundCase(SECOND, TEAMS[1])))
    shown = Round.from_body(of.id, of.as_body(), {SECOND: "9900002"})
    assert [(case.lcs_number, case.is_removed) for case in shown.cases] == [(REMOVED, True), ("9900002", False)]
    assert list(shown.by_number) == ["9900002"]
    assert shown.as_body() == of.as_body()
    assert "9900002" not in repr(shown.as_body())


def test_an_allocation_comes_back_from_its_fact_as_it_was() -> None:
    one = Allocation(
        CASE,
        PEOPLE[0],
        PEOPLE[1],
        AUDIT,
        (Extension(date(2027, 1, 8), "leave", PEOPLE[2], TODAY), Extension(date(2027, 2, 8), "more", PEOPLE[2], TODAY)),
        Exemption("closed", PEOPLE[2], TODAY),
        SECOND,
        "moved away",
        THIRD,
    )
    assert Allocation.from_body(CASE, json.loads(json.dumps(one.as_body()))) == one
    assert Allocation.from_body(CASE, Allocation(CASE).as_body()) == Allocation(CASE)
    assert of_allocation(allocation_key("ab" * 16, CASE)) == ("ab" * 16, CASE)
    assert one.due_in(a_round()) == date(2027, 2, 8)
    assert Allocation(CASE).due_in(a_round()) == date(2026, 12, 18)


def test_a_round_is_worked_on_until_the_last_of_its_days() -> None:
    of, longer = a_round(), Extension(date(2027, 1, 8), "leave", PEOPLE[2], TODAY)
    assert last_day(of, []) == of.due
    assert last_day(replace(of, due=of.period.end - timedelta(days=9)), []) == of.period.end
    assert last_day(of, [Allocation(CASE), Allocation(SECOND, extensions=(longer,))]) == longer.due


# -- twelve months ----------------------------------------------------------------------------------------------------


def test_twelve_months_back_is_a_day_after_the_same_day_a_year_ago() -> None:
    assert a_round().audited_since == date(2025, 11, 21)


def test_a_round_of_re_audits_asks_for_cases_audited_before() -> None:
    assert a_round(kind=AuditKind.RE_AUDIT).audited_since is None


def test_what_was_audited_lately_is_not_drawn_unless_it_is_kept() -> None:
    of = a_round((3,))
    first, second, third = of.by_id
    assert of.left_out([first, second]) == (first, second)
    kept = replace(of, kept={second: "a complaint"})
    drawn = kept.drawn_anew(9, 0, [first, second], TODAY)
    assert drawn.sample is not None
    assert set(drawn.sample.drawn) == {second, third}
    assert drawn.sample.reserve == ()


def test_nothing_is_drawn_from_nothing() -> None:
    of = a_round((2,))
    with pytest.raises(InputError, match="no case to draw from"):
        of.drawn_anew(1, 0, list(of.by_id), TODAY)
    with pytest.raises(InputError, match="no case to draw from"):
        a_round(()).drawn_anew(1, 0, [], TODAY)
    with pytest.raises(InputError, match="At least one"):
        of.drawn_anew(0, 0, [], TODAY)
    with pytest.raises(InputError, match="minimums"):
        a_round((3, 3)).drawn_anew(2, 2, [], TODAY)


# -- the sample and its reserve ---------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 8), min_size=1, max_size=3).filter(any), st.integers(1, 20), st.data())
def test_a_sample_is_all_of_the_frame_split_in_two(sizes: list[int], count_asked: int, data: st.DataObject) -> None:
    of = a_round(tuple(sizes))
    audited = set(data.draw(st.lists(st.sampled_from(sorted(of.by_id)), unique=True)))
    if audited == set(of.by_id):
        return
    sample = of.drawn_anew(count_asked, 0, audited, TODAY).sample
    assert sample is not None
    frame = set(of.by_id) - audited
    assert {*sample.drawn, *sample.reserve} == frame
    assert len(sample.drawn) == min(count_asked, len(frame))
    shuffled = replace(of, cases=tuple(data.draw(st.permutations(of.cases))))
    assert shuffled.drawn_anew(count_asked, 0, audited, TODAY).sample == sample


@given(st.integers(1, 8), st.integers(0, 10))
def test_the_reserve_stands_in_in_its_order_and_never_twice(drawn: int, replacements: int) -> None:
    of = a_round((7, 5)).drawn_anew(drawn, 0, [], TODAY)
    assert of.sample is not None
    number, used = of.sample.drawn[0], []
    for _ in range(replacements):
        stands_in = of.replacement_for(number, used)
        if stands_in is None:
            break
        assert of.by_id[stands_in].team == of.by_id[number].team
        used.append(stands_in)
        number = stands_in
    team = of.by_id[of.sample.drawn[0]].team
    of_team = [one for one in of.sample.reserve if of.by_id[one].team == team]
    assert used == of_team[: len(used)]
    assert len(used) == min(replacements, len(of_team))


def test_what_stands_in_is_listed_after_what_it_stands_for() -> None:
    of = a_round((4,)).drawn_anew(2, 0, [], TODAY)
    assert of.sample is not None
    first, second = of.sample.drawn
    third, fourth = of.sample.reserve
    allocations = {
        first: Allocation(first, replaced_by=third, replaced_because="moved"),
        third: Allocation(third, stands_for=first, replaced_by=fourth, replaced_because="closed"),
        fourth: Allocation(fourth, stands_for=third),
    }
    assert [one.case for one in in_sample(of, allocations)] == [first, third, fourth, second]


# -- how far ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "moderated", "found"),
    [
        (None, False, Standing.ALLOCATED),
        (State.VOID, False, Standing.ALLOCATED),
        (State.DRAFT, False, Standing.STARTED),
        (State.SUBMITTED, False, Standing.SUBMITTED),
        (State.MODERATING, False, Standing.SUBMITTED),
        (State.COMPARING, False, Standing.SUBMITTED),
        (State.FINAL, False, Standing.SUBMITTED),
        (State.FINAL, True, Standing.MODERATED),
        (State.CLOSED, True, Standing.MODERATED),
    ],
)
def test_how_far_a_case_is(state: State | None, moderated: bool, found: Standing) -> None:
    asked = Allocation(CASE, PEOPLE[0], audit=AUDIT if state else None)
    assert standing(asked, state, moderated=moderated) is found
    exempt = replace(asked, exempt=Exemption("closed", PEOPLE[2], TODAY))
    assert standing(exempt, state, moderated=moderated) is Standing.EXEMPT
    assert standing(replace(asked, replaced_by=SECOND), state) is Standing.REPLACED


def test_nobody_asked_is_waiting() -> None:
    assert standing(Allocation(CASE), None) is Standing.WAITING


_STATES = (None, State.DRAFT, State.SUBMITTED, State.FINAL, State.VOID)


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(_STATES), st.booleans(), st.booleans(), st.integers(-30, 60)),
        min_size=1,
        max_size=9,
    )
)
def test_the_counts_of_a_board_add_up(cases: list[tuple[bool, State | None, bool, bool, int]]) -> None:
    of = a_round((len(cases),)).drawn_anew(len(cases), 0, [], TODAY)
    assert of.sample is not None
    allocations, progress = {}, {}
    for number, (asked, state, moderated, exempt, days) in zip(of.sample.drawn, cases, strict=True):
        audit = UUID(int=number.int + 1) if state is not None and asked else None
        if audit is not None and state is not None:
            progress[audit] = Progress(state, moderated)
        allocations[number] = Allocation(
            number,
            PEOPLE[0] if asked else None,
            audit=audit,
            extensions=(Extension(TODAY + timedelta(days=days), "leave", PEOPLE[1], TODAY),),
            exempt=Exemption("closed", PEOPLE[1], TODAY) if exempt else None,
        )
    shown = lines(of, allocations, progress, TODAY)
    found = count(shown)
    assert found.expected + found.exempt == len(cases)
    assert found.expected >= found.allocated >= found.started >= found.submitted >= found.moderated
    by_hand = [
        one
        for one in shown
        if one.standing in (Standing.WAITING, Standing.ALLOCATED, Standing.STARTED) and one.due < TODAY
    ]
    assert found.overdue == len(by_hand)
    by_auditor = count_by(shown, lambda line: line.allocation.auditor)
    for name in Counts().as_body():
        assert sum(getattr(one, name) for one in by_auditor.values()) == getattr(found, name)


# -- independence -----------------------------------------------------------------------------------------------------


def test_everything_that_speaks_against_somebody_is_named() -> None:
    ada = Person(PEOPLE[0], "Ada", frozenset({Role.AUDITOR, Role.TEAM_MANAGER}), frozenset({TEAMS[0]}))
    everything = blocks(ada, TEAMS[0], {ada.id: "a relative"}, not_these=(ada.id,), worker=ada.id, manager=ada.id)
    assert everything == [
        "Ada manages the team",
        "Ada is the allocated worker",
        "Ada is the worker's line manager",
        "Ada is the auditor",
        "Ada has a conflict of interest on record",
    ]
    assert blocks(ada, TEAMS[1], {PEOPLE[1]: "a relative"}, worker=PEOPLE[2], manager=PEOPLE[3]) == []
