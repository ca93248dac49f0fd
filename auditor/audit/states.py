"""The states of an audit and who may move it: one pure function and one table.

The state is computed from the moves recorded, never stored as a word of its own. The table of role x state x move
drives the permissions of both fronts, and the tests.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from auditor.audit.facts import Fact, FactKind
from auditor.errors import NotPermittedError


class State(StrEnum):
    """Where an audit stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    MODERATING = "moderating"
    COMPARING = "comparing"
    ESCALATED = "escalated"
    FINAL = "final"
    CLOSED = "closed"
    VOID = "void"


class Role(StrEnum):
    """What a person may be in an audit or a service."""

    AUDITOR = "auditor"
    MODERATOR = "moderator"
    TEAM_MANAGER = "team_manager"
    QA_LEAD = "qa_lead"


class Move(StrEnum):
    """What can be done to an audit. Those in :data:`NEXT` change its state."""

    READ = "read"
    RECORD = "record"
    """Answer, grade, note, find: anything in one's own examination."""
    CORRECT_DETAILS = "correct_details"
    SUBMIT = "submit"
    ENTER_LCS = "enter_lcs"
    START_MODERATION = "start_moderation"
    SUBMIT_MODERATION = "submit_moderation"
    AGREE = "agree"
    DISAGREE = "disagree"
    SETTLE = "settle"
    FINALISE = "finalise"
    CLOSE = "close"
    VOID = "void"
    REOPEN = "reopen"
    ERASE = "erase"


NEXT: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Move.START_MODERATION): State.MODERATING,
    (State.MODERATING, Move.SUBMIT_MODERATION): State.COMPARING,
    (State.COMPARING, Move.AGREE): State.FINAL,
    (State.COMPARING, Move.DISAGREE): State.ESCALATED,
    (State.ESCALATED, Move.SETTLE): State.FINAL,
    (State.SUBMITTED, Move.FINALISE): State.FINAL,
    (State.FINAL, Move.CLOSE): State.CLOSED,
    (State.SUBMITTED, Move.REOPEN): State.DRAFT,
    (State.FINAL, Move.REOPEN): State.DRAFT,
    (State.CLOSED, Move.REOPEN): State.DRAFT,
    **{
        (state, Move.VOID): State.VOID
        for state in (State.DRAFT, State.SUBMITTED, State.MODERATING, State.COMPARING, State.ESCALATED)
    },
}
"""The state after a move; a pair that is absent is not possible for anyone."""

NEEDS_REASON = frozenset({Move.VOID, Move.REOPEN, Move.SETTLE, Move.ERASE})
"""Moves that ask for a line on why."""


class Whose(StrEnum):
    """A condition on ownership."""

    OWN = "own"
    """The audit the person carries out (for a moderator: the one they moderate)."""
    NOT_OWN = "not own"
    """Any but the one the person carried out."""
    OWN_TEAM = "own team"
    ANY = "any"


_OPEN = (State.DRAFT,)
_AFTER = (State.SUBMITTED, State.MODERATING, State.COMPARING, State.ESCALATED, State.FINAL, State.CLOSED)
_EVERY = tuple(State)


def _rows(role: Role, states: Iterable[State], whose: Whose, *moves: Move) -> dict[tuple[Role, State, Move], Whose]:
    return {(role, state, move): whose for state in states for move in moves}


PERMITTED: dict[tuple[Role, State, Move], Whose] = {
    # The auditor: their own audits.
    **_rows(Role.AUDITOR, _EVERY, Whose.OWN, Move.READ),
    **_rows(Role.AUDITOR, _OPEN, Whose.OWN, Move.RECORD, Move.CORRECT_DETAILS, Move.SUBMIT, Move.VOID),
    **_rows(Role.AUDITOR, _AFTER, Whose.OWN, Move.ENTER_LCS),
    **_rows(Role.AUDITOR, (State.COMPARING,), Whose.OWN, Move.AGREE, Move.DISAGREE),
    # The moderator: never their own, and blind until they have submitted.
    **_rows(Role.MODERATOR, (State.SUBMITTED,), Whose.NOT_OWN, Move.START_MODERATION),
    **_rows(Role.MODERATOR, (State.MODERATING,), Whose.NOT_OWN, Move.RECORD, Move.SUBMIT_MODERATION),
    **_rows(Role.MODERATOR, (State.COMPARING,), Whose.NOT_OWN, Move.READ, Move.AGREE, Move.DISAGREE),
    **_rows(Role.MODERATOR, (State.ESCALATED, State.FINAL, State.CLOSED), Whose.NOT_OWN, Move.READ),
    # The team manager: what was said about their team, once it stands.
    **_rows(Role.TEAM_MANAGER, (State.FINAL, State.CLOSED), Whose.OWN_TEAM, Move.READ),
    # The QA lead: everything, but never another person's judgement.
    **_rows(Role.QA_LEAD, _EVERY, Whose.ANY, Move.READ),
    **_rows(Role.QA_LEAD, _EVERY, Whose.ANY, Move.ERASE),
    **_rows(Role.QA_LEAD, _OPEN, Whose.ANY, Move.CORRECT_DETAILS, Move.VOID),
    **_rows(Role.QA_LEAD, (State.SUBMITTED,), Whose.ANY, Move.FINALISE, Move.REOPEN, Move.VOID),
    **_rows(Role.QA_LEAD, (State.MODERATING, State.COMPARING), Whose.ANY, Move.VOID),
    **_rows(Role.QA_LEAD, (State.ESCALATED,), Whose.ANY, Move.SETTLE, Move.VOID),
    **_rows(Role.QA_LEAD, (State.FINAL,), Whose.ANY, Move.CLOSE, Move.REOPEN),
    **_rows(Role.QA_LEAD, (State.CLOSED,), Whose.ANY, Move.REOPEN),
    **_rows(Role.QA_LEAD, _AFTER, Whose.ANY, Move.ENTER_LCS),
}
"""Who may do what, in which state; what is absent is refused."""


@dataclass(frozen=True)
class Person:
    """Who is working: their permanent id, the name shown, their roles, and the teams they manage."""

    id: UUID
    name: str
    roles: frozenset[Role]
    teams: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Ownership:
    """Whose an audit is: who carries it out, and which team it is about."""

    auditor: UUID
    team: UUID


def state_of(facts: Iterable[Fact]) -> State:
    """The state that the recorded moves have led to.

    Args:
        facts: of one audit, in any order; only moves count. A move that is not possible where it stands (two stores
            joined) changes nothing. A move whose reason was erased was made all the same.
    """
    state = State.DRAFT
    moves = (fact for fact in facts if fact.kind is FactKind.MOVE)
    for fact in sorted(moves, key=lambda fact: (fact.at, fact.id)):
        state = NEXT.get((state, Move(fact.key)), state)
    return state


def may(person: Person, move: Move, state: State, whose: Ownership) -> bool:
    """Whether a person may make a move in a state."""
    if (state, move) not in NEXT and move in _CHANGING:
        return False
    return any(_holds(PERMITTED.get((role, state, move)), person, whose) for role in person.roles)


def require(person: Person, move: Move, state: State, whose: Ownership) -> None:
    """Refuse a move that a person may not make.

    Raises:
        NotPermittedError: says what was tried and in which state, and nothing about the audit itself.
    """
    if not may(person, move, state, whose):
        roles = ", ".join(sorted(role.value.replace("_", " ") for role in person.roles)) or "no role"
        raise NotPermittedError(
            f"You may not {_WORDS[move]} this audit.",
            f"It is {state.value}; you are working as {roles}.",
            "Ask the QA lead if you think you should be able to.",
        )


def _holds(condition: Whose | None, person: Person, whose: Ownership) -> bool:
    match condition:
        case None:
            return False
        case Whose.OWN:
            return person.id == whose.auditor
        case Whose.NOT_OWN:
            return person.id != whose.auditor
        case Whose.OWN_TEAM:
            return whose.team in person.teams
        case Whose.ANY:
            return True


_CHANGING = frozenset(move for _, move in NEXT)
_WORDS = {
    Move.READ: "read",
    Move.RECORD: "record anything in",
    Move.CORRECT_DETAILS: "correct the details of",
    Move.SUBMIT: "submit",
    Move.ENTER_LCS: "mark the LCS entry of",
    Move.START_MODERATION: "moderate",
    Move.SUBMIT_MODERATION: "submit the moderation of",
    Move.AGREE: "agree the grade of",
    Move.DISAGREE: "escalate",
    Move.SETTLE: "settle",
    Move.FINALISE: "make final",
    Move.CLOSE: "close",
    Move.VOID: "void",
    Move.REOPEN: "reopen",
    Move.ERASE: "erase a text in",
}
