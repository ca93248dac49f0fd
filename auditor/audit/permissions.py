"""Who may do what to an audit: one table of role x state x move, and one function that reads it.

The table drives the permissions of both fronts, the lists that the store hands out, and the tests. Before it comes one
rule that no role outweighs: whoever moderates an audit blind sees nothing of it until they have submitted their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from auditor.audit.states import CHANGING, NEXT, Move, State
from auditor.errors import NotPermittedError


class Role(StrEnum):
    """What a person may be in an audit or a service."""

    AUDITOR = "auditor"
    MODERATOR = "moderator"
    TEAM_MANAGER = "team_manager"
    QA_LEAD = "qa_lead"


class Whose(StrEnum):
    """A condition on ownership."""

    OWN = "own"
    """The audit the person carries out."""
    MODERATES = "moderates"
    """The audit the person was asked to moderate."""
    UNINVOLVED = "uninvolved"
    """Any that the person neither carries out nor moderates."""
    OWN_TEAM = "own team"
    ANY = "any"


_OPEN = (State.DRAFT,)
_BLIND = (State.SUBMITTED, State.MODERATING)
_MODERATED = (State.COMPARING, State.ESCALATED, State.FINAL, State.CLOSED)
_STANDS = (State.FINAL, State.CLOSED)
_AFTER = (*_BLIND, *_MODERATED)
_EVERY = tuple(State)
_NOT_VOID = (*_OPEN, *_AFTER)
BLIND_STATES = _BLIND
"""Where an audit may stand while somebody is to moderate it blind."""


def _rows(role: Role, states: Iterable[State], whose: Whose, *moves: Move) -> dict[tuple[Role, State, Move], Whose]:
    return {(role, state, move): whose for state in states for move in moves}


PERMITTED: dict[tuple[Role, State, Move], Whose] = {
    # The auditor: their own audits.
    **_rows(Role.AUDITOR, _EVERY, Whose.OWN, Move.READ, Move.EXPORT),
    **_rows(Role.AUDITOR, _OPEN, Whose.OWN, Move.RECORD, Move.CORRECT_DETAILS, Move.SUBMIT, Move.VOID),
    **_rows(Role.AUDITOR, _AFTER, Whose.OWN, Move.ENTER_LCS, Move.ACT),
    **_rows(Role.AUDITOR, _NOT_VOID, Whose.OWN, Move.RAISE_CONCERN),
    **_rows(Role.AUDITOR, (State.COMPARING,), Whose.OWN, Move.AGREE, Move.DISAGREE),
    **_rows(Role.AUDITOR, _MODERATED, Whose.OWN, Move.COMPARE),
    **_rows(Role.AUDITOR, (State.FINAL,), Whose.OWN, Move.ANSWER_REPLY),
    # The moderator: what they were asked to moderate; never their own.
    **_rows(Role.MODERATOR, (State.SUBMITTED,), Whose.MODERATES, Move.START_MODERATION),
    **_rows(Role.MODERATOR, (State.MODERATING,), Whose.MODERATES, Move.RECORD, Move.SUBMIT_MODERATION),
    **_rows(Role.MODERATOR, (State.COMPARING,), Whose.MODERATES, Move.AGREE, Move.DISAGREE),
    **_rows(Role.MODERATOR, _AFTER, Whose.MODERATES, Move.READ, Move.RAISE_CONCERN),
    **_rows(Role.MODERATOR, _MODERATED, Whose.MODERATES, Move.COMPARE),
    **_rows(Role.MODERATOR, (State.FINAL,), Whose.MODERATES, Move.ANSWER_REPLY),
    # The team manager: what was said about their team, once it stands; urgent actions start before that.
    **_rows(Role.TEAM_MANAGER, _STANDS, Whose.OWN_TEAM, Move.READ, Move.COMPARE, Move.RAISE_CONCERN, Move.IMPROVE),
    **_rows(Role.TEAM_MANAGER, (State.FINAL,), Whose.OWN_TEAM, Move.ACKNOWLEDGE, Move.REPLY),
    **_rows(Role.TEAM_MANAGER, _AFTER, Whose.OWN_TEAM, Move.ACT),
    # The QA lead: everything, but never another person's judgement, and never the last word on their own.
    **_rows(Role.QA_LEAD, _EVERY, Whose.ANY, Move.READ, Move.EXPORT, Move.ERASE),
    **_rows(Role.QA_LEAD, _OPEN, Whose.ANY, Move.CORRECT_DETAILS, Move.VOID),
    **_rows(Role.QA_LEAD, (State.SUBMITTED,), Whose.ANY, Move.ASSIGN_MODERATION, Move.REOPEN, Move.VOID),
    **_rows(Role.QA_LEAD, (State.SUBMITTED,), Whose.UNINVOLVED, Move.FINALISE),
    **_rows(Role.QA_LEAD, (State.MODERATING,), Whose.UNINVOLVED, Move.HAND_OVER),
    **_rows(Role.QA_LEAD, (State.MODERATING, State.COMPARING), Whose.ANY, Move.VOID),
    **_rows(Role.QA_LEAD, (State.ESCALATED,), Whose.UNINVOLVED, Move.SETTLE),
    **_rows(Role.QA_LEAD, (State.ESCALATED,), Whose.ANY, Move.VOID),
    **_rows(Role.QA_LEAD, _MODERATED, Whose.ANY, Move.COMPARE),
    **_rows(Role.QA_LEAD, (State.FINAL,), Whose.ANY, Move.CLOSE, Move.REOPEN, Move.ANSWER_REPLY),
    **_rows(Role.QA_LEAD, (State.CLOSED,), Whose.ANY, Move.REOPEN),
    **_rows(Role.QA_LEAD, _AFTER, Whose.ANY, Move.ENTER_LCS, Move.ACT),
    **_rows(Role.QA_LEAD, _NOT_VOID, Whose.ANY, Move.RAISE_CONCERN),
    **_rows(Role.QA_LEAD, _STANDS, Whose.ANY, Move.IMPROVE),
}
"""Who may do what, in which state; what is absent is refused."""
WHILE_BLIND = frozenset({Move.START_MODERATION, Move.RECORD, Move.SUBMIT_MODERATION, Move.RAISE_CONCERN})
"""All that a blind moderator may do, whatever else they are."""


@dataclass(frozen=True)
class Person:
    """Who is working: their permanent id, the name shown, their roles, and the teams they manage."""

    id: UUID
    name: str
    roles: frozenset[Role]
    teams: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Ownership:
    """Whose an audit is.

    Attributes:
        auditor: who carries it out.
        team: the team it is about.
        moderator: who was asked to moderate it; None when nobody was.
        blind: they do so without seeing it; False: a light-touch review.
        private: it belongs to a calibration: nobody but who carries it out sees it, and what it came to is read in the
            results of the calibration.
    """

    auditor: UUID
    team: UUID
    moderator: UUID | None = None
    blind: bool = False
    private: bool = False

    def hidden_from(self, person: Person, state: State) -> bool:
        """Whether this person must see nothing of the audit yet."""
        if self.private:
            return person.id != self.auditor
        return self.blind and self.moderator == person.id and state in _BLIND


def may(person: Person, move: Move, state: State, whose: Ownership) -> bool:
    """Whether a person may make a move in a state."""
    if (state, move) not in NEXT and move in CHANGING:
        return False
    if whose.hidden_from(person, state) and (whose.private or move not in WHILE_BLIND):
        return False
    return any(_holds(PERMITTED.get((role, state, move)), person, whose) for role in person.roles)


def require(person: Person, move: Move, state: State, whose: Ownership) -> None:
    """Refuse a move that a person may not make.

    Raises:
        NotPermittedError: says what was tried and in which state, and nothing about the audit itself.
    """
    if may(person, move, state, whose):
        return
    if whose.private and whose.hidden_from(person, state):
        raise NotPermittedError(
            f"You may not {_WORDS[move]} this audit.",
            "It belongs to a calibration: only who carries it out sees it.",
            "What it came to: auditor calibration show",
        )
    if whose.hidden_from(person, state):
        raise NotPermittedError(
            f"You may not {_WORDS[move]} this audit.",
            "You are asked to moderate it blind, and have not submitted your own grades.",
            "Moderate it first: auditor moderation list",
        )
    if move in (Move.FINALISE, Move.SETTLE) and person.id in (whose.auditor, whose.moderator):
        raise NotPermittedError(
            f"You may not {_WORDS[move]} this audit.",
            "You graded it yourself.",
            "Nobody has the last word on their own grades: another QA lead decides.",
        )
    if move is Move.HAND_OVER and Role.QA_LEAD in person.roles and person.id in (whose.auditor, whose.moderator):
        raise NotPermittedError(
            f"You may not {_WORDS[move]} this audit.",
            "You audited it, or are moderating it.",
            "Nobody chooses who reads their own audit once that has begun: another QA lead does it.",
        )
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
        case Whose.MODERATES:
            return person.id == whose.moderator and person.id != whose.auditor
        case Whose.UNINVOLVED:
            return person.id not in (whose.auditor, whose.moderator)
        case Whose.OWN_TEAM:
            return whose.team in person.teams
        case Whose.ANY:
            return True


_WORDS = {
    Move.READ: "read",
    Move.EXPORT: "export",
    Move.RECORD: "record anything in",
    Move.CORRECT_DETAILS: "correct the details of",
    Move.SUBMIT: "submit",
    Move.ENTER_LCS: "mark the LCS entry of",
    Move.ASSIGN_MODERATION: "say who moderates",
    Move.START_MODERATION: "moderate",
    Move.HAND_OVER: "let somebody else moderate",
    Move.SUBMIT_MODERATION: "submit the moderation of",
    Move.COMPARE: "compare the grades of",
    Move.AGREE: "agree the grade of",
    Move.DISAGREE: "escalate",
    Move.SETTLE: "settle",
    Move.FINALISE: "make final",
    Move.ACKNOWLEDGE: "acknowledge",
    Move.REPLY: "reply to",
    Move.ANSWER_REPLY: "answer the reply to",
    Move.ACT: "change the actions of",
    Move.RAISE_CONCERN: "raise a concern in",
    Move.IMPROVE: "keep the improvement plan of",
    Move.CLOSE: "close",
    Move.VOID: "void",
    Move.REOPEN: "reopen",
    Move.ERASE: "erase a text in",
}
