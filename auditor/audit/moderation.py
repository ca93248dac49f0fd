"""Moderation: a second reading of the same audit, the differences, and the grade that stands.

Three grades are kept for everything graded: the auditor's, the moderator's, and the one of record. Where the two
agree, that is the grade of record; where they differ, one of them proposes a grade with a coded reason and the other
agrees to it, or the QA lead settles it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from auditor.audit.examination import Examination, GradeGiven
from auditor.audit.facts import Body, Fact, FactKind, current
from auditor.audit.grades import ORDER
from auditor.audit.states import Move, since_reopened, steps
from auditor.standards.model import GradeId


class Why(StrEnum):
    """Why an audit was picked for moderation. Random and targeted rates are never blended."""

    RANDOM = "random"
    INADEQUATE = "inadequate"
    OUTSTANDING = "outstanding"
    REQUESTED = "requested"


WHY_WORDS = {
    Why.RANDOM: "drawn at random",
    Why.INADEQUATE: "graded inadequate",
    Why.OUTSTANDING: "graded outstanding",
    Why.REQUESTED: "asked for",
}


class Because(StrEnum):
    """Why two people graded the same record differently."""

    MISSED = "evidence_missed"
    READ_DIFFERENTLY = "standard_read_differently"
    NEW_RECORD = "new_record_since"
    JUDGEMENT = "judgement"


BECAUSE_WORDS = {
    Because.MISSED: "evidence was missed",
    Because.READ_DIFFERENTLY: "the standard was read differently",
    Because.NEW_RECORD: "something was recorded since",
    Because.JUDGEMENT: "a matter of judgement",
}


@dataclass(frozen=True)
class Assignment:
    """Who moderates an audit, and why it was picked.

    Attributes:
        blind: without seeing the first examination; False: a light-touch review.
        seed: of the random draw it was picked in; empty when it was not drawn.
        share: of the audits that draw took, in percent; 0 when it was not drawn.
        due: the day by which.
    """

    moderator: UUID
    why: Why
    blind: bool = True
    seed: str = ""
    share: int = 0
    due: date | None = None

    def as_body(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "moderator": str(self.moderator),
            "why": self.why.value,
            "blind": self.blind,
            "seed": self.seed,
            "share": self.share,
            "due": self.due.isoformat() if self.due else None,
        }

    @classmethod
    def from_body(cls, body: Body) -> "Assignment":
        """From plain data."""
        due = date.fromisoformat(body["due"]) if body.get("due") else None
        return cls(
            UUID(body["moderator"]), Why(body["why"]), body["blind"], body.get("seed", ""), body.get("share", 0), due
        )


@dataclass(frozen=True)
class Proposal:
    """A grade of record for a difference.

    Attributes:
        by: who proposes it, agrees to it, or settles it.
        because: why the two grades differ.
        text: one line on it.
        settled: the QA lead has decided.
    """

    by: UUID
    grade: GradeId
    because: Because
    text: str
    settled: bool = False

    def as_body(self) -> dict[str, Any]:
        """As plain data; who it is by stands beside the fact."""
        return {"grade": self.grade, "because": self.because.value, "text": self.text, "settled": self.settled}

    @classmethod
    def of(cls, fact: Fact) -> "Proposal":
        """From its fact, which was not erased."""
        body = fact.body or {}
        grade = cast("GradeId", body["grade"])
        return cls(fact.by, grade, Because(body["because"]), body["text"], body.get("settled", False))


@dataclass(frozen=True)
class Pair:
    """What the two graded, and what stands.

    Attributes:
        key: a section, a key judgement, or ``overall``.
        first: the auditor's grade; None when they gave none.
        second: the moderator's; None when they gave none, as in a light-touch review that lets it stand.
        proposals: what each of them last proposed for the grade of record, the latest first.
    """

    key: str
    first: GradeGiven | None
    second: GradeGiven | None
    proposals: tuple[Proposal, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether both graded it, and not the same."""
        return self.first is not None and self.second is not None and self.first.grade != self.second.grade

    @property
    def steps(self) -> int:
        """How many grades the moderator's lies above the auditor's; below is negative, no difference is 0."""
        if self.first is None or self.second is None:
            return 0
        return ORDER.index(self.second.grade) - ORDER.index(self.first.grade)

    @property
    def agreed(self) -> Proposal | None:
        """The proposal that stands for a difference: settled by the QA lead, or made by both."""
        for proposal in self.proposals:
            if proposal.settled:
                return proposal
        if len(self.proposals) > 1 and len({proposal.grade for proposal in self.proposals}) == 1:
            return self.proposals[-1]
        return None

    @property
    def open(self) -> bool:
        """Whether it is a difference without an agreed grade."""
        return self.differs and self.agreed is None

    @property
    def record(self) -> GradeId | None:
        """The grade of record; the auditor's while a difference is open."""
        if self.differs and self.agreed is not None:
            return self.agreed.grade
        return self.first.grade if self.first is not None else None

    def waits_for(self, auditor: UUID, moderator: UUID) -> UUID | None:
        """Who is to answer the proposal made last; None when there is none, or when nothing is open."""
        if not self.open or not self.proposals:
            return None
        return moderator if self.proposals[0].by == auditor else auditor


@dataclass(frozen=True)
class Comparison:
    """Both examinations beside each other.

    Attributes:
        pairs: everything that either graded: differences first, the widest at the top, each group in checklist order.
        seen_first: what the moderator said when asked whether they had seen the first grade.
        moderated_at: the day they submitted; None before.
    """

    assignment: Assignment
    pairs: tuple[Pair, ...]
    seen_first: bool = False
    moderated_at: date | None = None

    @property
    def differences(self) -> tuple[Pair, ...]:
        """Those on which the two differ."""
        return tuple(pair for pair in self.pairs if pair.differs)

    @property
    def open(self) -> tuple[Pair, ...]:
        """Differences without an agreed grade."""
        return tuple(pair for pair in self.pairs if pair.open)

    @cached_property
    def agreed(self) -> dict[str, GradeId]:
        """The grades of record that are not the auditor's, by what was graded."""
        return {
            pair.key: pair.record
            for pair in self.differences
            if pair.record is not None and pair.first is not None and pair.record != pair.first.grade
        }

    @property
    def counts_for_agreement(self) -> bool:
        """Whether it says anything of how far two people agree who do not know of each other's grades."""
        return self.assignment.blind and not self.seen_first

    def of_record(self, examination: Examination) -> Examination:
        """The auditor's examination with the grades of record in it."""
        grades = dict(examination.grades)
        for key, grade in self.agreed.items():
            grades[key] = replace(grades[key], grade=grade)
        return replace(examination, grades=grades)


def assignment_in(of_audit: Iterable[Fact]) -> Assignment | None:
    """Who moderates the revision that now stands; None when nobody was asked.

    Args:
        of_audit: the facts of the audit as a whole.
    """
    standing = current(since_reopened(of_audit)).get((FactKind.MODERATION, ""))
    body = standing.latest.body if standing else None
    return Assignment.from_body(body) if body and body.get("moderator") else None


def moderators_facts(of_audit: Iterable[Fact], facts: Iterable[Fact]) -> list[Fact]:
    """What a moderator recorded in the moderation that now stands: an earlier revision's does not count.

    Args:
        of_audit: the facts of the audit as a whole.
        facts: of the moderator's examination.
    """
    started = started_in(of_audit)
    if started is None:
        return []
    return [fact for fact in facts if (fact.at, fact.id) > (started.at, started.id)]


def started_in(of_audit: Iterable[Fact]) -> Fact | None:
    """The move with which the latest moderation began; None when none did.

    Args:
        of_audit: the facts of the audit as a whole.
    """
    started = [fact for fact, _ in steps(of_audit) if fact is not None and fact.key == Move.START_MODERATION]
    return started[-1] if started else None


def began_to_moderate(of_audit: Iterable[Fact]) -> set[UUID]:
    """Everybody who has begun to moderate the revision that now stands, whether or not it was then given to another.

    Args:
        of_audit: the facts of the audit as a whole.
    """
    facts = list(of_audit)
    revision = {fact.id for fact in since_reopened(facts)}
    begun = (fact for fact, _ in steps(facts) if fact is not None and fact.key == Move.START_MODERATION)
    return {fact.by for fact in begun if fact.id in revision}


def compare(
    first: Examination, second: Examination, of_audit: Iterable[Fact], order: Iterable[str]
) -> Comparison | None:
    """What the two examinations come to; None when the audit is not moderated.

    Args:
        first: the auditor's.
        second: the moderator's.
        of_audit: the facts of the audit as a whole.
        order: the keys of what is graded, in the order of the checklist.
    """
    facts = since_reopened(of_audit)
    assignment = assignment_in(facts)
    if assignment is None:
        return None
    submitted = [fact for fact in facts if fact.kind is FactKind.MOVE and fact.key == Move.SUBMIT_MODERATION]
    proposals = _proposals(facts)
    graded = [key for key in order if key in first.grades or key in second.grades]
    pairs = [Pair(key, first.grades.get(key), second.grades.get(key), proposals.get(key, ())) for key in graded]
    pairs.sort(key=lambda pair: -abs(pair.steps))
    seen = bool(submitted and (submitted[-1].body or {}).get("seen_first"))
    on = submitted[-1].at.astimezone().date() if submitted else None
    return Comparison(assignment, tuple(pairs), seen, on)


def _proposals(facts: Iterable[Fact]) -> dict[str, tuple[Proposal, ...]]:
    """What each person last proposed, by what was graded, the latest first."""
    latest: dict[tuple[str, UUID], Fact] = {}
    for fact in sorted(facts, key=lambda fact: (fact.at, fact.id)):
        if fact.kind is FactKind.AGREEMENT and fact.body is not None:
            latest[fact.key, fact.by] = fact
    found: dict[str, list[Fact]] = {}
    for (key, _), fact in latest.items():
        found.setdefault(key, []).append(fact)
    return {
        key: tuple(Proposal.of(fact) for fact in sorted(group, key=lambda fact: (fact.at, fact.id), reverse=True))
        for key, group in found.items()
    }


@dataclass(frozen=True)
class Moderated:
    """What a moderation came to, for figures.

    Attributes:
        pairs: the auditor's and the moderator's grade, by what was graded; only where both graded.
        agreed: the grades of record that are not the auditor's.
        because: why they differed, by what was graded; only differences that are settled.
    """

    moderator: UUID
    why: Why
    blind: bool
    seen_first: bool
    on: date
    pairs: Mapping[str, tuple[GradeId, GradeId]] = field(default_factory=dict)
    agreed: Mapping[str, GradeId] = field(default_factory=dict)
    because: Mapping[str, Because] = field(default_factory=dict)

    @property
    def counts_for_agreement(self) -> bool:
        """Whether the moderator graded without knowing the first grades."""
        return self.blind and not self.seen_first

    @classmethod
    def of(cls, comparison: Comparison) -> "Moderated | None":
        """From a comparison; None until the moderator has submitted."""
        if comparison.moderated_at is None:
            return None
        both = {
            pair.key: (pair.first.grade, pair.second.grade)
            for pair in comparison.pairs
            if pair.first is not None and pair.second is not None
        }
        because = {pair.key: pair.agreed.because for pair in comparison.differences if pair.agreed is not None}
        assignment = comparison.assignment
        return cls(
            assignment.moderator,
            assignment.why,
            assignment.blind,
            comparison.seen_first,
            comparison.moderated_at,
            both,
            comparison.agreed,
            because,
        )

    def as_body(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "moderator": str(self.moderator),
            "why": self.why.value,
            "blind": self.blind,
            "seen_first": self.seen_first,
            "on": self.on.isoformat(),
            "pairs": {key: list(pair) for key, pair in sorted(self.pairs.items())},
            "agreed": dict(sorted(self.agreed.items())),
            "because": {key: because.value for key, because in sorted(self.because.items())},
        }

    @classmethod
    def from_body(cls, body: Body) -> "Moderated":
        """From plain data."""
        return cls(
            UUID(body["moderator"]),
            Why(body["why"]),
            body["blind"],
            body["seen_first"],
            date.fromisoformat(body["on"]),
            {key: (pair[0], pair[1]) for key, pair in body["pairs"].items()},
            body["agreed"],
            {key: Because(value) for key, value in body["because"].items()},
        )
