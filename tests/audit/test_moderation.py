"""Two grades beside each other, proposals, and what stands: the rules alone, without a store."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from audit_builders import START, grade
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.examination import OVERALL, Examination, GradeGiven
from auditor.audit.facts import Fact, FactKind
from auditor.audit.grades import ORDER
from auditor.audit.moderation import (
    Assignment,
    Because,
    Comparison,
    Moderated,
    Pair,
    Proposal,
    Why,
    assignment_in,
    compare,
    moderators_facts,
    started_in,
)
from auditor.audit.states import Move

ADA, MO, SAM = UUID(int=1), UUID(int=2), UUID(int=3)
ASSIGNMENT = Assignment(MO, Why.RANDOM, True, "a seed", 20, date(2026, 12, 4))
GRADES = st.sampled_from(ORDER)


class Log:
    """Facts of the audit as a whole, a minute apart."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def add(self, kind: FactKind, key: str, body: dict[str, Any] | None, by: UUID = SAM) -> "Log":
        number = len(self.facts) + 1
        at = START + timedelta(minutes=number)
        self.facts.append(Fact(UUID(int=100 + number), kind, key, at, by, body))
        return self

    def moves(self, *moves: Move, **body: Any) -> "Log":
        for move in moves:
            self.add(FactKind.MOVE, move.value, body)
        return self

    def assign(self, assignment: Assignment = ASSIGNMENT) -> "Log":
        return self.add(FactKind.MODERATION, "", assignment.as_body())

    def propose(self, by: UUID, grade_id: str, *, key: str = OVERALL, settled: bool = False) -> "Log":
        made = Proposal(by, grade_id, Because.MISSED, "a line", settled)  # type: ignore[arg-type]
        return self.add(FactKind.AGREEMENT, key, made.as_body(), by)

    def to_comparing(self, *, seen_first: bool = False) -> "Log":
        self.moves(Move.SUBMIT).assign().moves(Move.START_MODERATION)
        return self.moves(Move.SUBMIT_MODERATION, seen_first=seen_first)


def graded(**grades: str) -> Examination:
    examination = Examination()
    for key, given_grade in grades.items():
        examination = grade(examination, key, given_grade)
    return examination


def given_grade(grade_id: str) -> GradeGiven:
    return GradeGiven(grade_id, grade_id)  # type: ignore[arg-type]


def pair(first: str | None, second: str | None, *proposals: Proposal) -> Pair:
    one, other = (given_grade(grade_id) if grade_id else None for grade_id in (first, second))
    return Pair(OVERALL, one, other, proposals)


def proposal(by: UUID, grade_id: str, *, settled: bool = False) -> Proposal:
    return Proposal(by, grade_id, Because.JUDGEMENT, "a line", settled)  # type: ignore[arg-type]


def compared(log: Log, first: Examination, second: Examination, *order: str) -> Comparison:
    found = compare(first, second, log.facts, order or ("ps01", "ps02", OVERALL))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("first", "second", "differs", "steps"),
    [
        ("good", "good", False, 0),
        ("good", "outstanding", True, 1),
        ("good", "inadequate", True, -2),
        ("outstanding", "inadequate", True, -3),
        ("good", None, False, 0),
        (None, "good", False, 0),
    ],
)
def test_how_far_two_grades_are_apart(first: str | None, second: str | None, differs: bool, steps: int) -> None:
    assert (pair(first, second).differs, pair(first, second).steps) == (differs, steps)


@given(GRADES, GRADES, GRADES, GRADES)
def test_a_difference_is_agreed_only_by_both_or_by_the_qa_lead(first: str, second: str, one: str, other: str) -> None:
    alone = pair(first, second, proposal(ADA, one))
    both = pair(first, second, proposal(MO, other), proposal(ADA, one))
    settled = pair(first, second, proposal(SAM, first, settled=True), *both.proposals)
    assert alone.agreed is None
    assert (both.agreed is not None) == (one == other)
    assert settled.agreed is settled.proposals[0]
    assert settled.record == first
    assert both.record == (one if first != second and one == other else first)
    assert both.open == (first != second and one != other)


def test_what_stands_says_why_it_was_first_proposed() -> None:
    first, later = proposal(ADA, "good"), replace(proposal(MO, "good"), because=Because.MISSED)
    assert pair("good", "inadequate", later, first).agreed is first


@pytest.mark.parametrize(
    ("proposals", "waits"),
    [
        ((), None),
        ((proposal(ADA, "good"),), MO),
        ((proposal(MO, "good"),), ADA),
        ((proposal(MO, "good"), proposal(ADA, "inadequate")), ADA),
        ((proposal(MO, "good"), proposal(ADA, "good")), None),
    ],
)
def test_whose_turn_it_is(proposals: tuple[Proposal, ...], waits: UUID | None) -> None:
    assert pair("good", "inadequate", *proposals).waits_for(ADA, MO) == waits


def test_the_widest_difference_stands_first_and_the_rest_in_order() -> None:
    order = ("ps01", "ps02", "ps03", "ps04", OVERALL)
    first = graded(ps01="good", ps02="good", ps03="good", ps04="good", overall="good")
    second = graded(ps01="good", ps02="outstanding", ps03="inadequate", ps04="good", overall="requires_improvement")
    found = compared(Log().to_comparing(), first, second, *order)
    assert [one.key for one in found.pairs] == ["ps03", "ps02", OVERALL, "ps01", "ps04"]
    assert [one.key for one in found.differences] == ["ps03", "ps02", OVERALL]


def test_the_grades_of_record_stand_in_the_auditors_examination() -> None:
    first, second = graded(ps01="good", overall="good"), graded(ps01="inadequate", overall="inadequate")
    log = Log().to_comparing().propose(MO, "requires_improvement").propose(ADA, "requires_improvement")
    found = compared(log, first, second)
    assert [one.key for one in found.open] == ["ps01"]
    assert found.agreed == {OVERALL: "requires_improvement"}
    of_record = found.of_record(first)
    assert of_record.grade_of(OVERALL) == "requires_improvement"
    assert of_record.grade_of("ps01") == "good"
    assert of_record.grades[OVERALL].first == "good"
    assert first.grade_of(OVERALL) == "good"


def test_only_the_last_proposal_of_each_counts_and_erased_ones_do_not() -> None:
    first, second = graded(overall="good"), graded(overall="inadequate")
    log = Log().to_comparing().propose(MO, "good").propose(MO, "inadequate").propose(ADA, "good")
    (one,) = compared(log, first, second).open
    assert [made.grade for made in one.proposals] == ["good", "inadequate"]
    log.add(FactKind.AGREEMENT, OVERALL, None, MO)
    assert len(compared(log, first, second).open[0].proposals) == 2


def test_what_belongs_to_an_earlier_revision_counts_no_more() -> None:
    first, second = graded(overall="good"), graded(overall="inadequate")
    log = Log().to_comparing().propose(MO, "good").propose(ADA, "good").moves(Move.AGREE, Move.REOPEN)
    assert assignment_in(log.facts) is None
    assert compare(first, second, log.facts, (OVERALL,)) is None
    log.moves(Move.SUBMIT).assign(replace(ASSIGNMENT, moderator=SAM, blind=False)).moves(Move.START_MODERATION)
    found = compared(log, first, second)
    assert (found.assignment.moderator, found.moderated_at, found.open[0].proposals) == (SAM, None, ())


def test_only_what_was_recorded_in_this_moderation_counts() -> None:
    log = Log().moves(Move.SUBMIT).assign()
    assert started_in(log.facts) is None
    assert moderators_facts(log.facts, log.facts) == []
    log.moves(Move.START_MODERATION)
    started = started_in(log.facts)
    assert started is not None
    before, after = (
        Fact(UUID(int=number), FactKind.NOTE, OVERALL, started.at + timedelta(seconds=by), MO, {"text": "a"})
        for number, by in ((900, -1), (901, 1))
    )
    assert moderators_facts(log.facts, [before, after]) == [after]


@pytest.mark.parametrize(
    ("blind", "seen", "counts"), [(True, False, True), (True, True, False), (False, False, False), (False, True, False)]
)
def test_only_a_blind_moderation_says_how_far_two_people_agree(blind: bool, seen: bool, counts: bool) -> None:
    log = Log().moves(Move.SUBMIT).assign(replace(ASSIGNMENT, blind=blind)).moves(Move.START_MODERATION)
    log.moves(Move.SUBMIT_MODERATION, seen_first=seen)
    found = compared(log, graded(overall="good"), graded(overall="good"))
    moderated = Moderated.of(found)
    assert moderated is not None
    assert found.counts_for_agreement is moderated.counts_for_agreement is counts


def test_until_the_moderator_submits_nothing_came_of_it() -> None:
    log = Log().moves(Move.SUBMIT).assign().moves(Move.START_MODERATION)
    assert Moderated.of(compared(log, graded(overall="good"), graded(overall="inadequate"))) is None


def test_plain_data_says_the_same() -> None:
    log = Log().to_comparing(seen_first=True).propose(MO, "inadequate").propose(ADA, "inadequate")
    first = graded(ps01="good", ps02="good", overall="good")
    moderated = Moderated.of(compared(log, first, graded(ps01="good", overall="inadequate")))
    assert moderated is not None
    assert moderated.pairs == {"ps01": ("good", "good"), OVERALL: ("good", "inadequate")}
    assert moderated.because == {OVERALL: Because.MISSED}
    assert Moderated.from_body(moderated.as_body()) == moderated
    assert Assignment.from_body(ASSIGNMENT.as_body()) == ASSIGNMENT
    assert Assignment.from_body({"moderator": str(MO), "why": "requested", "blind": False}) == Assignment(
        MO, Why.REQUESTED, False
    )
