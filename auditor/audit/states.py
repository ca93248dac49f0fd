"""The states of an audit: one pure function over the moves recorded, and one table of which move leads where.

The state is computed, never stored as a word of its own. Who may make a move stands in
:mod:`auditor.audit.permissions`.
"""

from collections.abc import Iterable
from enum import StrEnum

from auditor.audit.facts import Fact, FactKind


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


class Move(StrEnum):
    """What can be done to an audit. Those in :data:`NEXT` change its state."""

    READ = "read"
    EXPORT = "export"
    """Carry all of it to another store."""
    RECORD = "record"
    """Answer, grade, note, find: anything in one's own examination."""
    CORRECT_DETAILS = "correct_details"
    SUBMIT = "submit"
    ENTER_LCS = "enter_lcs"
    ASSIGN_MODERATION = "assign_moderation"
    """Say who moderates it, why it was picked, and whether blind."""
    START_MODERATION = "start_moderation"
    HAND_OVER = "hand_over"
    """Give a moderation that has begun to somebody else, who begins anew."""
    SUBMIT_MODERATION = "submit_moderation"
    COMPARE = "compare"
    """See both examinations side by side."""
    AGREE = "agree"
    """Propose the grade of record for a difference, or agree to the other's proposal."""
    DISAGREE = "disagree"
    SETTLE = "settle"
    FINALISE = "finalise"
    ACKNOWLEDGE = "acknowledge"
    """The team manager has read it."""
    REPLY = "reply"
    """The team manager's right to answer a judgement."""
    ANSWER_REPLY = "answer_reply"
    ACT = "act"
    """Report on an action, add one, extend or close one."""
    RAISE_CONCERN = "raise_concern"
    """Put on record that a child may be at risk now."""
    IMPROVE = "improve"
    """Keep the improvement plan of an inadequate audit."""
    CLOSE = "close"
    VOID = "void"
    REOPEN = "reopen"
    ERASE = "erase"


NEXT: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Move.START_MODERATION): State.MODERATING,
    (State.MODERATING, Move.SUBMIT_MODERATION): State.COMPARING,
    (State.MODERATING, Move.HAND_OVER): State.SUBMITTED,
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
CHANGING = frozenset(move for _, move in NEXT)
"""Moves that lead from a state to another."""
NEEDS_REASON = frozenset({Move.VOID, Move.REOPEN, Move.SETTLE, Move.DISAGREE, Move.ERASE, Move.HAND_OVER})
"""Moves that ask for a line on why."""


def state_of(facts: Iterable[Fact]) -> State:
    """The state that the recorded moves have led to.

    Args:
        facts: of one audit, in any order; only moves count. A move that is not possible where it stands (two stores
            joined) changes nothing. A move whose reason was erased was made all the same.
    """
    return steps(facts)[-1][1]


def steps(facts: Iterable[Fact]) -> list[tuple[Fact | None, State]]:
    """Every move that counted, with the state it led to, oldest first; before them the draft, which no move made."""
    path: list[tuple[Fact | None, State]] = [(None, State.DRAFT)]
    moves = (fact for fact in facts if fact.kind is FactKind.MOVE)
    for fact in sorted(moves, key=lambda fact: (fact.at, fact.id)):
        after = NEXT.get((path[-1][1], Move(fact.key)))
        if after is not None:
            path.append((fact, after))
    return path


def since_reopened(facts: Iterable[Fact]) -> list[Fact]:
    """What was recorded after the audit was last reopened: what belongs to the revision that now stands."""
    everything = list(facts)
    reopened = [fact for fact, _ in steps(everything) if fact is not None and fact.key == Move.REOPEN]
    if not reopened:
        return everything
    last = (reopened[-1].at, reopened[-1].id)
    return [fact for fact in everything if (fact.at, fact.id) > last]
