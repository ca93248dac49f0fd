"""The states of an audit, and what each person may and must not do, from a list written by hand."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product
from random import Random
from uuid import UUID

import pytest
from audit_builders import ROOT, START
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from auditor.audit.facts import Fact, FactKind
from auditor.audit.permissions import Ownership, Person, Role, may, require
from auditor.audit.states import NEEDS_REASON, NEXT, Move, State, state_of
from auditor.errors import ExitCode, NotPermittedError

ME, SOMEBODY = UUID(int=1), UUID(int=2)
MY_TEAM, OTHER_TEAM = UUID(int=10), UUID(int=11)
MODERATION = [(None, False), (SOMEBODY, True), (ME, True), (ME, False)]
AUDITS = [
    Ownership(auditor, team, moderator, blind)
    for auditor in (ME, SOMEBODY)
    for team in (MY_TEAM, OTHER_TEAM)
    for moderator, blind in MODERATION
    if auditor != moderator
]
ALL_ROLES = [frozenset(roles) for size in range(5) for roles in combinations(Role, size)]


def rows(answer: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / "data" / "permissions.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["answer"] == answer]


def states_of(row: dict[str, str]) -> list[State]:
    return list(State) if row["states"] == "every" else [State(name) for name in row["states"].split()]


def fits(row: dict[str, str], audit: Ownership) -> bool:
    return {
        "own": audit.auditor == ME,
        "moderates": audit.moderator == ME,
        "moderates light": audit.moderator == ME and not audit.blind,
        "blind": audit.moderator == ME and audit.blind,
        "not asked": audit.moderator != ME,
        "not asked not own": ME not in (audit.moderator, audit.auditor),
        "uninvolved": ME not in (audit.moderator, audit.auditor),
        "not own": audit.auditor != ME,
        "own team": audit.team == MY_TEAM,
        "other team": audit.team != MY_TEAM,
        "any": True,
    }[row["whose"]]


def people(row: dict[str, str]) -> list[frozenset[Role]]:
    """The sets of roles a row is about: ``anyone`` is every set of roles a person may hold."""
    match row["who"]:
        case "anyone":
            return ALL_ROLES
        case "anyone but qa_lead":
            return [roles for roles in ALL_ROLES if Role.QA_LEAD not in roles]
        case "nobody":
            return [frozenset()]
        case who:
            return [frozenset(Role(name) for name in who.split())]


def me(roles: frozenset[Role]) -> Person:
    return Person(ME, "Me", roles, frozenset({MY_TEAM}))


BLIND_MOVES = {Move.START_MODERATION, Move.RECORD, Move.SUBMIT_MODERATION, Move.RAISE_CONCERN}


def blind(audit: Ownership, state: State) -> bool:
    return audit.moderator == ME and audit.blind and state in (State.SUBMITTED, State.MODERATING)


def expected() -> Iterator[tuple[Role, Move, State, Ownership]]:
    """Everything the list permits to a person of one role; a blind moderator has what they need and no more."""
    for row in rows("may"):
        for move, state, audit in product(row["moves"].split(), states_of(row), AUDITS):
            if fits(row, audit) and (Move(move) in BLIND_MOVES or not blind(audit, state)):
                yield Role(row["who"]), Move(move), state, audit


EXPECTED = set(expected())


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_exactly_what_the_list_says(role: Role, state: State) -> None:
    found = {(move, audit) for move, audit in product(Move, AUDITS) if may(me(frozenset({role})), move, state, audit)}
    assert found == {(move, audit) for listed, move, where, audit in EXPECTED if (listed, where) == (role, state)}


@pytest.mark.parametrize("row", rows("never"), ids=lambda row: row["because"])
def test_what_must_never_be(row: dict[str, str]) -> None:
    allowed = [
        (sorted(roles), move, state.value)
        for roles, move, state, audit in product(people(row), row["moves"].split(), states_of(row), AUDITS)
        if fits(row, audit) and may(me(roles), Move(move), state, audit)
    ]
    assert allowed == []


def test_several_roles_give_what_each_gives_and_no_more() -> None:
    for roles, move, state, audit in product(ALL_ROLES, Move, State, AUDITS):
        alone = any((role, move, state, audit) in EXPECTED for role in roles)
        assert may(me(roles), move, state, audit) is alone


def test_require_refuses_exactly_what_may_not_be() -> None:
    for role, move, state, audit in product(Role, Move, State, AUDITS):
        person = me(frozenset({role}))
        if (role, move, state, audit) in EXPECTED:
            require(person, move, state, audit)
        else:
            with pytest.raises(NotPermittedError):
                require(person, move, state, audit)


def test_a_refusal_says_what_was_tried_and_nothing_of_the_audit() -> None:
    person = me(frozenset({Role.TEAM_MANAGER, Role.AUDITOR}))
    with pytest.raises(NotPermittedError) as caught:
        require(person, Move.ERASE, State.FINAL, Ownership(SOMEBODY, OTHER_TEAM))
    assert str(caught.value).splitlines()[:2] == [
        "You may not erase a text in this audit.",
        "It is final; you are working as auditor, team manager.",
    ]
    assert caught.value.exit_code is ExitCode.NOT_PERMITTED
    with pytest.raises(NotPermittedError, match="no role"):
        require(me(frozenset()), Move.READ, State.DRAFT, AUDITS[0])


@pytest.mark.parametrize("move", Move)
def test_every_move_can_be_refused_in_words(move: Move) -> None:
    with pytest.raises(NotPermittedError, match=r"^You may not [a-zA-Z ]+ this audit\."):
        require(me(frozenset()), move, State.DRAFT, AUDITS[0])


# -- the path of an audit, as the design tells it ---------------------------------------------------------------------

PATH = {
    "draft": {"submitted", "void"},
    "submitted": {"moderating", "final", "draft", "void"},
    "moderating": {"comparing", "submitted", "void"},
    "comparing": {"final", "escalated", "void"},
    "escalated": {"final", "void"},
    "final": {"closed", "draft"},
    "closed": {"draft"},
    "void": set[str](),
}


def test_the_moves_lead_along_the_path_and_nowhere_else() -> None:
    found: dict[str, set[str]] = {state.value: set() for state in State}
    for (state, _), after in NEXT.items():
        found[state.value].add(after.value)
    assert found == PATH


def test_only_reopening_leads_back_to_a_draft_and_only_voiding_to_void() -> None:
    assert {move for (_, move), after in NEXT.items() if after is State.DRAFT} == {Move.REOPEN}
    assert {move for (_, move), after in NEXT.items() if after is State.VOID} == {Move.VOID}
    assert {after for (_, move), after in NEXT.items() if move is Move.REOPEN} == {State.DRAFT}


def test_every_step_of_the_path_can_be_made_by_somebody() -> None:
    permitted = {(state, move) for _, move, state, _ in EXPECTED}
    assert [step for step in NEXT if step not in permitted] == []


def test_ending_reopening_deciding_and_erasing_ask_for_a_reason() -> None:
    assert {Move.VOID, Move.REOPEN, Move.SETTLE, Move.ERASE, Move.HAND_OVER} <= NEEDS_REASON
    assert not {Move.READ, Move.RECORD, Move.SUBMIT, Move.SUBMIT_MODERATION} & NEEDS_REASON


# -- the state, computed ----------------------------------------------------------------------------------------------


def moves(*made: Move) -> list[Fact]:
    return [
        Fact(UUID(int=number), FactKind.MOVE, move.value, START + timedelta(hours=number), ME, {"reason": ""})
        for number, move in enumerate(made, start=1)
    ]


@pytest.mark.parametrize(
    ("made", "state"),
    [
        ([], State.DRAFT),
        ([Move.SUBMIT], State.SUBMITTED),
        ([Move.SUBMIT, Move.FINALISE, Move.CLOSE], State.CLOSED),
        ([Move.SUBMIT, Move.START_MODERATION, Move.SUBMIT_MODERATION, Move.AGREE], State.FINAL),
        (
            [Move.SUBMIT, Move.START_MODERATION, Move.SUBMIT_MODERATION, Move.DISAGREE, Move.SETTLE],
            State.FINAL,
        ),
        ([Move.SUBMIT, Move.START_MODERATION, Move.HAND_OVER], State.SUBMITTED),
        ([Move.SUBMIT, Move.START_MODERATION, Move.HAND_OVER, Move.START_MODERATION], State.MODERATING),
        ([Move.SUBMIT, Move.HAND_OVER], State.SUBMITTED),
        ([Move.SUBMIT, Move.FINALISE, Move.REOPEN], State.DRAFT),
        ([Move.SUBMIT, Move.FINALISE, Move.REOPEN, Move.SUBMIT], State.SUBMITTED),
        ([Move.VOID, Move.SUBMIT, Move.REOPEN], State.VOID),
        # What is not possible where it stands changes nothing.
        ([Move.FINALISE], State.DRAFT),
        ([Move.SUBMIT, Move.SUBMIT, Move.AGREE], State.SUBMITTED),
        ([Move.SUBMIT, Move.FINALISE, Move.VOID], State.FINAL),
        ([Move.SUBMIT, Move.ENTER_LCS, Move.READ], State.SUBMITTED),
    ],
)
def test_the_state_follows_from_the_moves(made: list[Move], state: State) -> None:
    assert state_of(moves(*made)) is state
    assert state_of(reversed(moves(*made))) is state


def test_facts_of_other_kinds_do_not_move_an_audit() -> None:
    facts = [replace(fact, kind=FactKind.NOTE) for fact in moves(Move.SUBMIT)]
    assert state_of(facts) is State.DRAFT


def test_a_void_audit_stays_void_when_the_reason_is_erased() -> None:
    """The reason named somebody, and its text was erased: the move was made all the same."""
    facts = [replace(fact, body=None) for fact in moves(Move.SUBMIT, Move.VOID)]
    assert state_of(facts) is State.VOID


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(Move), max_size=15), st.integers())
def test_the_order_in_which_moves_are_given_does_not_matter(made: list[Move], seed: int) -> None:
    facts = moves(*made)
    shuffled = list(facts)
    Random(seed).shuffle(shuffled)
    assert state_of(shuffled) is state_of(facts)


PEOPLE = [
    Person(ME, "auditor", frozenset({Role.AUDITOR, Role.MODERATOR})),
    Person(SOMEBODY, "moderator", frozenset({Role.MODERATOR, Role.AUDITOR})),
    Person(UUID(int=3), "manager", frozenset({Role.TEAM_MANAGER}), frozenset({MY_TEAM})),
    Person(UUID(int=4), "lead", frozenset({Role.QA_LEAD})),
    Person(UUID(int=5), "nobody", frozenset()),
]
LEADS = {Move.FINALISE, Move.SETTLE, Move.HAND_OVER, Move.CLOSE, Move.REOPEN}


class OneAudit(RuleBasedStateMachine):
    """Random people try random moves on one audit; what is let through is recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.audit = Ownership(ME, MY_TEAM, SOMEBODY, blind=True)
        self.facts: list[Fact] = []
        self.voided = False
        self.written: list[tuple[UUID, State]] = []

    def attempt(self, person: Person, move: Move) -> None:
        before = state_of(self.facts)
        try:
            require(person, move, before, self.audit)
        except NotPermittedError:
            return
        if move is Move.RECORD:
            self.written.append((person.id, before))
        number = len(self.facts) + 1
        at = START + timedelta(minutes=number)
        self.facts.append(Fact(UUID(int=number), FactKind.MOVE, move.value, at, person.id, {"reason": "r"}))
        after = state_of(self.facts)
        assert not self.voided or after is State.VOID, "void is the end"
        if after is not before:
            assert NEXT[before, move] is after
            assert after.value in PATH[before.value]
        if move is Move.REOPEN:
            assert after is State.DRAFT
        if move in (Move.START_MODERATION, Move.SUBMIT_MODERATION):
            assert person.id == SOMEBODY, "nobody moderates their own audit"
        if move in (Move.READ, Move.COMPARE) and before in (State.SUBMITTED, State.MODERATING):
            assert person.id != SOMEBODY, "a blind moderator sees nothing"
        if move in LEADS:
            assert person.name == "lead"
        self.voided = after is State.VOID

    @rule(person=st.sampled_from(PEOPLE), move=st.sampled_from(Move))
    def anything(self, person: Person, move: Move) -> None:
        self.attempt(person, move)

    @rule(move=st.sampled_from([Move.SUBMIT, Move.START_MODERATION, Move.SUBMIT_MODERATION, Move.AGREE, Move.DISAGREE]))
    def onward(self, move: Move) -> None:
        """Whoever can: so that random walks come far."""
        for person in PEOPLE:
            self.attempt(person, move)

    @precondition(lambda self: state_of(self.facts) in (State.FINAL, State.CLOSED, State.ESCALATED))
    @rule(move=st.sampled_from([Move.REOPEN, Move.CLOSE, Move.SETTLE]))
    def lead(self, move: Move) -> None:
        self.attempt(PEOPLE[3], move)

    @invariant()
    def a_final_audit_was_submitted_since_it_was_last_opened(self) -> None:
        if state_of(self.facts) in (State.FINAL, State.CLOSED):
            made = [Move(fact.key) for fact in self.facts]
            last_opened = max((place for place, move in enumerate(made) if move is Move.REOPEN), default=-1)
            assert Move.SUBMIT in made[last_opened + 1 :]

    @invariant()
    def each_wrote_only_in_their_own_turn(self) -> None:
        assert set(self.written) <= {(ME, State.DRAFT), (SOMEBODY, State.MODERATING)}

    @invariant()
    def the_state_does_not_depend_on_the_order_of_rows(self) -> None:
        assert state_of(reversed(self.facts)) is state_of(self.facts)


OneAudit.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestOneAudit = OneAudit.TestCase
