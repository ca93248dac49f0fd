"""What a team manager says to an audit of their team, what they are told, and what is in the way of closing it.

A reply is to one judgement: a section, a key judgement, or the whole. It has to be answered before the audit is closed,
also where the audit was reopened since: a reply is never got rid of by moving on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from auditor.audit.facts import Fact, FactKind, current
from auditor.audit.states import since_reopened


@dataclass(frozen=True)
class Answer:
    """What a reply was answered."""

    fact: UUID
    by: UUID
    at: datetime
    text: str

    @property
    def on(self) -> date:
        """The day of it."""
        return self.at.astimezone().date()


@dataclass(frozen=True)
class Reply:
    """What a team manager says to one judgement.

    Attributes:
        fact: its fact, which the answer names.
        key: a section, a key judgement, or ``overall``.
        earlier: the audit was reopened since.
        answer: None until it is answered.
    """

    fact: UUID
    key: str
    by: UUID
    at: datetime
    text: str
    earlier: bool = False
    answer: Answer | None = None

    @property
    def on(self) -> date:
        """The day of it."""
        return self.at.astimezone().date()

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answer is None


@dataclass(frozen=True)
class Acknowledged:
    """That the team manager has read the audit, and on which day."""

    by: UUID
    on: date


def replies_in(of_audit: Iterable[Fact]) -> tuple[Reply, ...]:
    """Every reply that stands or was answered, oldest first.

    What one person said before to the same judgement, without an answer, their newer reply replaces; an empty one takes
    it back. What another manager of the team said stands beside it.

    Args:
        of_audit: the facts of the audit as a whole; an erased one counts as if it had never been recorded.
    """
    facts = sorted((fact for fact in of_audit if fact.body is not None), key=lambda fact: (fact.at, fact.id))
    answers: dict[str, Answer] = {}
    latest: dict[tuple[str, UUID], UUID] = {}
    for fact in facts:
        body = fact.body or {}
        if fact.kind is FactKind.REPLY_ANSWER:
            answers[body["reply"]] = Answer(fact.id, fact.by, fact.at, body["text"])
        elif fact.kind is FactKind.REPLY:
            latest[fact.key, fact.by] = fact.id
    now = {fact.id for fact in since_reopened(facts)}
    found = []
    for fact in facts:
        text = (fact.body or {}).get("text", "") if fact.kind is FactKind.REPLY else ""
        answer = answers.get(fact.id.hex)
        if text and (answer is not None or latest[fact.key, fact.by] == fact.id):
            found.append(Reply(fact.id, fact.key, fact.by, fact.at, text, fact.id not in now, answer))
    return tuple(found)


def acknowledged_in(of_audit: Iterable[Fact]) -> Acknowledged | None:
    """Who acknowledged the revision that now stands; None when nobody has."""
    standing = current(since_reopened(of_audit)).get((FactKind.ACKNOWLEDGEMENT, ""))
    if standing is None or not (standing.latest.body or {}).get("on"):
        return None
    return Acknowledged(standing.latest.by, date.fromisoformat((standing.latest.body or {})["on"]))
