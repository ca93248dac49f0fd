"""What the QA lead writes into the report of a thematic round: own words for a finding, quotes, good practice to share,
recommendations.

Each is a fact. What was taken from an audit is a fact of that audit, so that it is hidden, erased and removed with it;
the rest belongs to the round.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from auditor.audit.facts import Body


class Speaker(StrEnum):
    """Who says what is quoted, in the order in which a report lets them speak."""

    CHILD = "child"
    PARENT = "parent"
    WORKER = "worker"
    PARTNER = "partner"


SPEAKER_WORDS = {
    Speaker.CHILD: ("Children", "a child"),
    Speaker.PARENT: ("Parents and carers", "a parent or carer"),
    Speaker.WORKER: ("Workers", "a worker"),
    Speaker.PARTNER: ("Partner agencies", "a partner agency"),
}
"""All of them together, and one of them."""


@dataclass(frozen=True)
class OwnWords:
    """What somebody wrote in place of a drafted finding.

    Attributes:
        drafted: the digest of the sentence that was drafted then, by :func:`drafted_digest`.
        by: who wrote it.
    """

    text: str
    drafted: str
    by: UUID

    def as_body(self) -> dict[str, Any]:
        """As plain data; round and finding are the fact's key."""
        return {"text": self.text, "drafted": self.drafted}

    def changed_since(self, sentence: str) -> bool:
        """Whether another sentence is drafted now: the figures have changed since this was written."""
        return self.drafted != drafted_digest(sentence)


@dataclass(frozen=True)
class Recommendation:
    """What is recommended after a round, to whom, by when.

    Attributes:
        owner: a role, never a name.
        due: the day by which; None where none is set.
        place: its place among the others; lower ones come first.
    """

    id: str
    what: str
    owner: str
    due: date | None
    place: int
    by: UUID

    def as_body(self) -> dict[str, Any]:
        """As plain data; round and id are the fact's key."""
        due = self.due.isoformat() if self.due else None
        return {"what": self.what, "owner": self.owner, "due": due, "place": self.place}

    @classmethod
    def from_body(cls, id_: str, body: Body, by: UUID) -> "Recommendation":
        """From plain data."""
        due = date.fromisoformat(body["due"]) if body["due"] else None
        return cls(id_, body["what"], body["owner"], due, body["place"], by)


@dataclass(frozen=True)
class Practice:
    """Good practice to share.

    Attributes:
        audit: whose finding it is; None: it was typed.
        source: the fact of that finding, as it was then.
        why: for what reason something that screening found in it may stand.
        public: it was chosen to be published too.
    """

    id: str
    text: str
    by: UUID
    audit: UUID | None = None
    source: UUID | None = None
    why: str = ""
    public: bool = False

    def as_body(self) -> dict[str, Any]:
        """As plain data; round and id are the fact's key, and the audit is the fact's."""
        body = {"text": self.text, "source": str(self.source) if self.source else None, "why": self.why}
        return {**body, "public": True} if self.public else body

    @classmethod
    def from_body(cls, id_: str, body: Body, by: UUID, audit: UUID | None) -> "Practice":
        """From plain data."""
        source = UUID(body["source"]) if body["source"] else None
        return cls(id_, body["text"], by, audit, source, body["why"], body.get("public", False))


@dataclass(frozen=True)
class Quote:
    """Words of a conversation that was held for an audit, as its auditor noted them.

    Attributes:
        speaker: who says it.
        source: the fact of the conversation it was taken from.
        why: for what reason something that screening found in it may stand.
        public: it was chosen to be published too; children's words never are.
    """

    id: str
    text: str
    speaker: Speaker
    by: UUID
    audit: UUID
    source: UUID
    why: str = ""
    public: bool = False

    @property
    def internal_only(self) -> bool:
        """Whether it stays inside the service, in whatever is published: children's words do."""
        return self.speaker is Speaker.CHILD

    def as_body(self) -> dict[str, Any]:
        """As plain data; round and id are the fact's key, and the audit is the fact's."""
        body = {"text": self.text, "speaker": self.speaker.value, "source": str(self.source), "why": self.why}
        return {**body, "public": True} if self.public else body

    @classmethod
    def from_body(cls, id_: str, body: Body, by: UUID, audit: UUID) -> "Quote":
        """From plain data."""
        speaker, public = Speaker(body["speaker"]), body.get("public", False)
        return cls(id_, body["text"], speaker, by, audit, UUID(body["source"]), body["why"], public)


@dataclass(frozen=True)
class Narrative:
    """What was written and chosen for the report of a round, as one person may see it.

    Attributes:
        findings: own words by the name of the finding.
        quotes: by who says them, then as they were chosen.
        practice: as it was chosen.
        recommendations: in their order.
        withheld: the keys of texts that somebody else wrote and this person may not read yet: they may speak of an
            audit that is hidden from them.
    """

    findings: Mapping[str, OwnWords] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()
    practice: tuple[Practice, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    withheld: frozenset[str] = frozenset()

    @property
    def published(self) -> tuple[Quote | Practice, ...]:
        """What may stand in a public report: chosen for it line by line, and never a child's words."""
        return (
            *(one for one in self.quotes if one.public and not one.internal_only),
            *(one for one in self.practice if one.public),
        )

    def by_speaker(self) -> dict[Speaker, list[Quote]]:
        """The quotes of everybody who is quoted."""
        found = {speaker: [quote for quote in self.quotes if quote.speaker is speaker] for speaker in Speaker}
        return {speaker: quotes for speaker, quotes in found.items() if quotes}


def narrative_key(round_id: str, name: str) -> str:
    """The key of a fact of a round's narrative.

    Args:
        name: the name of a finding, or the id of what it is.
    """
    return f"{round_id}:{name}"


def drafted_digest(sentence: str) -> str:
    """What a drafted sentence is remembered by, without a copy of it."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()


_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")


def passages(text: str) -> list[str]:
    """What was noted of a conversation, line by line: each sentence by itself, so that each can be chosen alone."""
    found = []
    for line in text.splitlines():
        start = 0
        for end in _END.finditer(line):
            found.append(line[start : end.end()])
            start = end.end()
        found.append(line[start:])
    return [part.strip() for part in found if part.strip()]


def passage_id(source: UUID, place: int = 0) -> str:
    """What a passage is called: by the fact it stands in and its place there, and so never by what it says."""
    return uuid5(NAMESPACE_OID, f"{source}|{place}").hex
