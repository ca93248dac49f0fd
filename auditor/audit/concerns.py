"""A concern that cannot wait: raised while a file is read, on record from the first words, and followed to a response.

The record tells nobody. Every version of it is a fact of its own, so nothing that was written is lost. A concern about
staff or a carer is *restricted*: its facts carry a key that begins with :data:`RESTRICTED`, like those of a private
date, so that a bundle may leave out what they say and still be checked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from auditor.audit.facts import Body, Current, Fact, FactKind, current
from auditor.audit.permissions import Ownership, Person, Role
from auditor.audit.states import State
from auditor.audit.timescales.key_dates import WITHHELD

WARNING = (
    "This tells nobody. Ring the team manager now, then the head of service; out of hours the emergency duty team "
    "(EDT). A concern about staff or carers goes to the LADO and not to the team. Record it on LCS."
)
"""The first words of every screen and command that records a concern."""
RESTRICTED = WITHHELD
"""Begins the key of every fact of a restricted concern."""


class ConcernKind(StrEnum):
    """Whom a concern is about."""

    CHILD = "child"
    STAFF = "staff"


CONCERN_WORDS = {
    ConcernKind.CHILD: "a child at risk now",
    ConcernKind.STAFF: "about staff or a carer (restricted)",
}


@dataclass(frozen=True)
class Concern:
    """What is recorded of a concern.

    Attributes:
        text: what gives rise to it.
        told: who was told: a role, never a name.
        told_at: when, by the clock on the wall in England, to the minute.
        how: by telephone, in person ...
        on_lcs: the day on which it was recorded there.
        response: what was agreed.
    """

    kind: ConcernKind
    text: str
    told: str = ""
    told_at: datetime | None = None
    how: str = ""
    on_lcs: date | None = None
    response: str = ""

    @property
    def restricted(self) -> bool:
        """Whether it is hidden from the team."""
        return self.kind is ConcernKind.STAFF

    def as_body(self) -> dict[str, Any]:
        """As plain data; only what it says."""
        body: dict[str, Any] = {
            "kind": self.kind.value,
            "text": self.text,
            "told": self.told,
            "told_at": self.told_at.isoformat(timespec="minutes") if self.told_at else None,
            "how": self.how,
            "on_lcs": self.on_lcs.isoformat() if self.on_lcs else None,
            "response": self.response,
        }
        return {key: value for key, value in body.items() if value}

    @classmethod
    def from_body(cls, body: Body) -> "Concern":
        """From plain data."""
        return cls(
            ConcernKind(body["kind"]),
            body.get("text", ""),
            body.get("told", ""),
            datetime.fromisoformat(body["told_at"]) if body.get("told_at") else None,
            body.get("how", ""),
            date.fromisoformat(body["on_lcs"]) if body.get("on_lcs") else None,
            body.get("response", ""),
        )


@dataclass(frozen=True)
class Seen:
    """Who acknowledged a concern, and when."""

    by: UUID
    at: datetime


@dataclass(frozen=True)
class Raised:
    """A concern as it now stands, with what became of it.

    Attributes:
        latest: the fact that stands: what a correction replaces.
        at: when it was raised.
        by: who raised it.
        responded_at: when the response that stands was first on record; None while there is none.
        seen: who has acknowledged it, oldest first.
    """

    id: str
    concern: Concern
    latest: UUID
    at: datetime
    by: UUID
    responded_at: datetime | None = None
    seen: tuple[Seen, ...] = ()

    @property
    def open(self) -> bool:
        """Whether a response is missing: then its audit cannot be closed."""
        return self.responded_at is None

    @property
    def acknowledged(self) -> bool:
        """Whether somebody who may see it has said so."""
        return bool(self.seen)

    def hours(self, now: datetime) -> float:
        """Hours from raising it to its response; to now while there is none."""
        return ((self.responded_at or now) - self.at).total_seconds() / 3600


def key_of(concern_id: str, kind: ConcernKind) -> str:
    """The key of a fact of a concern."""
    return f"{RESTRICTED}{concern_id}" if kind is ConcernKind.STAFF else concern_id


def id_in(key: str) -> str:
    """The id of a concern in the key of one of its facts."""
    return key.removeprefix(RESTRICTED)


def concerns_in(of_audit: Iterable[Fact]) -> tuple[Raised, ...]:
    """The concerns of an audit, oldest first.

    Args:
        of_audit: facts of the audit as a whole, in any order; other kinds are passed over. A concern of which nothing
            is left to read is passed over as well.
    """
    facts = [
        replace(fact, key=id_in(fact.key))
        for fact in of_audit
        if fact.kind in (FactKind.CONCERN, FactKind.CONCERN_SEEN)
    ]
    found = [
        _raised(standing, [fact for fact in facts if fact.key == key])
        for (kind, key), standing in current(facts).items()
        if kind is FactKind.CONCERN
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def _raised(standing: Current, facts: list[Fact]) -> Raised:
    versions = sorted((fact for fact in facts if fact.kind is FactKind.CONCERN), key=lambda fact: (fact.at, fact.id))
    concern = Concern.from_body(standing.latest.body or {})
    answered: datetime | None = None
    for fact in versions:
        if fact.body is not None:
            # Taken back and given anew, it counts from the second time.
            answered = (answered or fact.at) if fact.body.get("response") else None
    seen = sorted((fact for fact in facts if fact.kind is FactKind.CONCERN_SEEN), key=lambda fact: (fact.at, fact.id))
    return Raised(
        standing.latest.key,
        concern,
        standing.latest.id,
        versions[0].at,
        versions[0].by,
        answered if concern.response else None,
        tuple(Seen(fact.by, fact.at) for fact in seen),
    )


def open_concerns(of_audit: Iterable[Fact]) -> tuple[Raised, ...]:
    """The concerns of an audit that have no response yet: while there is one, the audit is not closed."""
    return tuple(one for one in concerns_in(of_audit) if one.open)


def may_see(person: Person, raised: Raised, whose: Ownership, state: State) -> bool:
    """Whether a person may see a concern: one rule for lists, screens, reports and bundles.

    Whoever raised it always may, and the QA lead; one that is not restricted also the auditor and the manager of the
    audit's team, from the moment it is raised. Who moderates the audit blind sees only what they raised themselves.
    """
    if person.id == raised.by:
        return True
    if whose.hidden_from(person, state):
        return False
    if Role.QA_LEAD in person.roles:
        return True
    if raised.concern.restricted:
        return False
    manages = Role.TEAM_MANAGER in person.roles and whose.team in person.teams
    return manages or person.id == whose.auditor


def may_acknowledge(person: Person, raised: Raised, whose: Ownership, state: State) -> bool:
    """Whether a person may acknowledge a concern: somebody else than whoever raised it, or the QA lead."""
    own = person.id == raised.by and Role.QA_LEAD not in person.roles
    return not own and may_see(person, raised, whose, state)


def withheld_from(person: Person, of_audit: Iterable[Fact], whose: Ownership, state: State) -> frozenset[UUID]:
    """The facts of restricted concerns whose text a bundle for this person leaves out."""
    facts = [fact for fact in of_audit if fact.kind is FactKind.CONCERN]
    hidden = {one.id for one in concerns_in(facts) if not may_see(person, one, whose, state)}
    known = {one.id for one in concerns_in(facts)}
    return frozenset(fact.id for fact in facts if id_in(fact.key) in hidden or id_in(fact.key) not in known)


def may_be_missing(facts: Iterable[tuple[UUID, str, str]]) -> frozenset[str]:
    """The facts of restricted concerns, of which a store that they were carried to may not have the text.

    Args:
        facts: id, kind and key of each.

    Returns:
        Their ids in hex. A concern that was restricted later counts from its first fact.
    """
    concerns = [(fact_id, key) for fact_id, kind, key in facts if kind == FactKind.CONCERN]
    restricted = {id_in(key) for _, key in concerns if key.startswith(RESTRICTED)}
    return frozenset(fact_id.hex for fact_id, key in concerns if id_in(key) in restricted)
