"""What a person records in an audit: small facts, each of one kind about one thing, only ever added.

A fact has a *kind* (answer, grade, finding ...), a *key* (which criterion, which section, which finding) and a *body*
(plain data). The current value of a kind and key is the newest fact; the first one is kept, which for grades matters:
the first grade was given before any suggestion was seen. Any body may also hold ``"settles"``: the ids of rival facts
(after two stores were joined) that it replaces beside the one it replaces anyway.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

Body = Mapping[str, Any]


class FactKind(StrEnum):
    """What a fact is about. The key of each is given in brackets."""

    # Of one person's examination
    ANSWER = "answer"
    """[criterion] ``{"answer": id | null, "not_applicable": reason | null}``; both null: the answer was taken back.
    For a criterion worked out from dates also ``"proposed"`` (what was) and ``"reason"`` (why it departs from it)."""
    EVIDENCE = "evidence"
    """[criterion] ``{"text": ...}``: which record, what date; a pointer, never a copy."""
    NOTE = "note"
    """[criterion, section, judgement, or "overall"] ``{"text": ...}``."""
    GRADE = "grade"
    """[section, judgement, or "overall"] ``{"grade": id | null, "suggested": id | null, "reason": text}``; also
    ``"first"`` when a grade that was taken back is put back and an earlier one had been given first."""
    CONVERSATION = "conversation"
    """["worker", "child", "parent"] see :class:`Conversation`."""
    FINDING = "finding"
    """[the finding's id] see :class:`Finding`; ``{"removed": true}`` takes it back."""
    ACTION = "action"
    """[the action's id] see :class:`Action`; ``{"removed": true}`` takes it back."""
    DIFFERENCE = "difference"
    """[""] ``{"choice": id | null, "text": ...}``."""
    KEY_DATE = "key_date"
    """[the key date's id] see :class:`auditor.audit.timescales.key_dates.KeyDate`; ``{"removed": true}`` removes it."""
    KEPT = "kept"
    """[the name of a text, :data:`KEPT_MARK`, a salt] see :class:`auditor.audit.screening.kept.Kept`: a find of the
    screening that its author chose to keep; ``{"removed": true}`` asks about it again."""
    SECTION_OPENED = "section_opened"
    """[section] ``{"open": true}``: its deep criteria are asked."""
    # Of the audit
    DETAILS = "details"
    """[""] see :class:`AuditDetails`."""
    MOVE = "move"
    """[a move] ``{"reason": text, ...}``: submitted, voided, reopened ..."""
    LCS_ENTRY = "lcs_entry"
    """[""] ``{"entered_on": date}``."""
    MODERATION = "moderation"
    """[""] see :class:`auditor.audit.moderation.Assignment`: who moderates, why it was picked, whether blind."""
    AGREEMENT = "agreement"
    """[what was graded] see :class:`auditor.audit.moderation.Proposal`: the grade of record for a difference, as one of
    the two proposes it or agrees to it, or as the QA lead settles it."""
    ACKNOWLEDGEMENT = "acknowledgement"
    """[""] ``{"on": date}``: the team manager has read the audit."""
    REPLY = "reply"
    """[what was graded] ``{"text": ...}``: what the team manager says to a judgement."""
    REPLY_ANSWER = "reply_answer"
    """[what was graded] ``{"text": ..., "reply": id of the reply's fact}``."""
    ADDED_ACTION = "added_action"
    """[the action's id] see :class:`Action`: one added after submission."""
    ACTION_STEP = "action_step"
    """[the action's id] see :class:`auditor.audit.action_steps.Step`: a status, a note, an extension, a closing."""
    CONCERN = "concern"
    """[the concern's id] see :class:`auditor.audit.concerns.Concern`: a child may be at risk now."""
    CONCERN_SEEN = "concern_seen"
    """[the concern's id] ``{}``: somebody who may see it has acknowledged it."""
    IMPROVEMENT = "improvement"
    """[""] see :class:`auditor.audit.improvement.ImprovementPlan`, of an audit whose grade of record is inadequate."""
    QUOTE = "quote"
    """[a round's id in hex, ":", an id] see :class:`auditor.audit.narrative.Quote`: words of a conversation, chosen for
    the report of that round; ``{"removed": true}`` takes it back."""
    PRACTICE = "practice"
    """[likewise] see :class:`auditor.audit.narrative.Practice`: good practice to share. What was typed and taken from
    no audit is a fact of the store."""
    # Of the store
    PERSON = "person"
    """[person] ``{"name", "roles", "teams", "active"}``."""
    TEAM = "team"
    """[team] ``{"name", "service", "from", "to"}``."""
    SETTING = "setting"
    """[name] ``{"value": ...}``: a setting that can change a result."""
    CHECKLIST = "checklist"
    """[checklist id] ``{"content", "scoring", "revision"}``: which content was first used, and wording revisions."""
    ROUND = "round"
    """[an id in hex] see :class:`auditor.audit.rounds.Round`."""
    ALLOCATION = "allocation"
    """[a round's id in hex, ":", a case's id in hex] see :class:`auditor.audit.rounds.Allocation`."""
    ROUND_FINDING = "round_finding"
    """[a round's id in hex, ":", the name of a finding] see :class:`auditor.audit.narrative.OwnWords`; without a text
    the drafted sentence stands again."""
    RECOMMENDATION = "recommendation"
    """[a round's id in hex, ":", an id] see :class:`auditor.audit.narrative.Recommendation`; ``{"removed": true}``
    takes it back."""
    CONFLICT = "conflict"
    """[a case's id in hex, ":", a person's id] ``{"reason": text}``: they may neither audit nor moderate this case; an
    empty reason takes it back."""
    CALIBRATION = "calibration"
    """[an id in hex] see :class:`auditor.audit.calibration.Calibration`."""
    CALIBRATION_AUDIT = "calibration_audit"
    """[a calibration's id in hex, ":", a person's id in hex] ``{"audit": id}``: the audit that person carries out."""
    FIGURE = "figure"
    """[a measure, ":", its period, and ":" with one of two series] see :class:`auditor.audit.imported.Imported`; with
    neither figure nor target: it was taken back."""
    REBASE = "rebase"
    """[a measure, ":", a month] ``{"reason": text}``: from this month on the limits of its chart are worked out anew;
    an empty reason takes it back."""
    ERASURE = "erasure"
    """[a fact's id] ``{"reason": text}``: permits deleting that fact's body."""
    DISCLOSURE = "disclosure"
    """[an audit's id in hex, "measures", "scorecard", "actions" or "backup"] ``{"what": "report" | "export" | "backup",
    ...}``: what left the store, and when."""
    RELEASE = "release"
    """[an id in hex] ``{"report", "profile", "why", "files": digests, "tables"}``: what was published, as it was shown;
    see :mod:`auditor.use_cases.reports.releases`."""
    REMOVAL = "removal"
    """[an audit's id in hex] ``{"run": a retention's key}``: permits deleting what all facts of that audit say. Of an
    audit that a round counts also ``"state"`` and ``"moderated"``: how far it was."""
    RETENTION = "retention"
    """[an id in hex] ``{"reason", "after_months", "audits", "facts", "texts", "cases", "counted"}``: that audits were
    removed when their time was over, and what they had counted for, summed (see :mod:`auditor.store.retention`)."""


KEPT_MARK = "#"
"""Stands in a key between the name of a text and the salt of what was kept in it: each find is a fact of its own, so
that two windows, or two stores, add to what was kept and never replace it."""


@dataclass(frozen=True)
class Fact:
    """A fact as it was recorded.

    Attributes:
        id: version 7, so facts sort by when they were made.
        body: None when it was erased.
    """

    id: UUID
    kind: FactKind
    key: str
    at: datetime
    by: UUID
    body: Body | None
    replaces: UUID | None = None


@dataclass(frozen=True)
class Current:
    """What now stands for a kind and key.

    Attributes:
        latest: the newest fact.
        first: the earliest fact that was not later taken back.
        rivals: other facts that nothing replaces: after two stores were joined, for their author to settle.
    """

    latest: Fact
    first: Fact
    rivals: tuple[Fact, ...] = ()


def current(facts: Iterable[Fact]) -> dict[tuple[FactKind, str], Current]:
    """What now stands, by kind and key.

    Args:
        facts: in any order; erased ones count as if they had never been recorded.
    """
    groups: dict[tuple[FactKind, str], list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: (fact.at, fact.id)):
        groups.setdefault((fact.kind, fact.key), []).append(fact)
    result = {}
    for name, group in groups.items():
        before = _before(group)
        standing = [fact for fact in group if fact.body is not None]
        replaced = {earlier.id for fact in standing for earlier in before[fact.id]}
        heads = [fact for fact in standing if fact.id not in replaced]
        if heads:
            result[name] = Current(heads[-1], _first(heads, before), tuple(heads[:-1]))
    return result


def _before(group: list[Fact]) -> dict[UUID, list[Fact]]:
    """What each fact directly replaces, seen through facts that were erased."""
    by_id = {fact.id: fact for fact in group}

    def replaced_by(fact: Fact) -> list[Fact]:
        named = [fact.replaces, *(UUID(rival) for rival in (fact.body or {}).get("settles", ()))]
        found = [by_id[name] for name in named if name in by_id]
        return [real for earlier in found for real in ([earlier] if earlier.body is not None else replaced_by(earlier))]

    return {fact.id: replaced_by(fact) for fact in group}


def _first(heads: list[Fact], before: Mapping[UUID, list[Fact]]) -> Fact:
    """The earliest fact that led to one of the heads and was not taken back on the way."""
    reached: dict[UUID, Fact] = {}
    waiting = list(heads)
    while waiting:
        fact = waiting.pop()
        if fact.id not in reached and not takes_back(fact):
            reached[fact.id] = fact
            waiting += before[fact.id]
    return min(reached.values(), key=lambda fact: (fact.at, fact.id), default=heads[-1])


def takes_back(fact: Fact) -> bool:
    """Whether a fact says that nothing stands any more for its kind and key."""
    body = fact.body or {}
    match fact.kind:
        case FactKind.ANSWER:
            return not (body.get("answer") or body.get("not_applicable"))
        case FactKind.EVIDENCE | FactKind.NOTE | FactKind.REPLY | FactKind.ROUND_FINDING:
            return not body.get("text")
        case FactKind.GRADE:
            return not body.get("grade")
        case FactKind.CONVERSATION:
            return not body.get("outcome")
        case (
            FactKind.FINDING
            | FactKind.ACTION
            | FactKind.KEY_DATE
            | FactKind.KEPT
            | FactKind.QUOTE
            | FactKind.PRACTICE
            | FactKind.RECOMMENDATION
        ):
            return bool(body.get("removed"))
        case _:
            return False


# -- values -----------------------------------------------------------------------------------------------------------

CONVERSATION_KEYS = ("worker", "child", "parent")
CONVERSATION_OUTCOMES = {
    "spoken": "spoken to",
    "tried": "tried, not reached",
    "declined": "declined",
    "not_appropriate": "not appropriate",
}


@dataclass(frozen=True)
class Conversation:
    """A talk with the worker, the child, or a parent or carer, or why there was none.

    Attributes:
        outcome: one of :data:`CONVERSATION_OUTCOMES`.
        on: the day of it, when they were spoken to.
        why: why not, when they were not.
        said: what they said, in summary.
        follow_up: what was agreed with the worker.
        done_on: when the follow-up was done.
    """

    outcome: str
    on: date | None = None
    why: str = ""
    said: str = ""
    follow_up: str = ""
    done_on: date | None = None

    @property
    def complete(self) -> bool:
        """Whether it says enough: a day when they were spoken to, a reason when they were not."""
        return self.on is not None if self.outcome == "spoken" else bool(self.why.strip())

    def as_body(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "outcome": self.outcome,
            "on": _day(self.on),
            "why": self.why,
            "said": self.said,
            "follow_up": self.follow_up,
            "done_on": _day(self.done_on),
        }

    @classmethod
    def from_body(cls, body: Body) -> "Conversation":
        """From plain data."""
        return cls(
            body["outcome"],
            _date(body.get("on")),
            body.get("why", ""),
            body.get("said", ""),
            body.get("follow_up", ""),
            _date(body.get("done_on")),
        )


@dataclass(frozen=True)
class Finding:
    """A strength, or an area for improvement.

    Attributes:
        kind: ``strength`` or ``improve``.
        about: the section or criterion it rests on; may be empty.
    """

    id: str
    kind: str
    text: str
    about: str = ""

    def as_body(self) -> dict[str, Any]:
        """As plain data; the id is the fact's key."""
        return {"kind": self.kind, "text": self.text, "about": self.about}


@dataclass(frozen=True)
class Action:
    """Something that will be done.

    Attributes:
        owner: a role ("social worker", "team manager"), never a name; of the audit's team.
        due: the day by which.
        finding: the finding's id it answers; may be empty.
        about: the criterion or section that it should move; may be empty.
        urgent: it starts when the audit is submitted, not when its grade stands.
    """

    id: str
    what: str
    owner: str
    due: date | None
    finding: str = ""
    about: str = ""
    urgent: bool = False

    def as_body(self) -> dict[str, Any]:
        """As plain data; the id is the fact's key."""
        body = {"what": self.what, "owner": self.owner, "due": _day(self.due), "finding": self.finding}
        return {**body, **({"about": self.about} if self.about else {}), **({"urgent": True} if self.urgent else {})}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def action_from_body(action_id: str, body: Body) -> Action:
    """An action from its fact."""
    return Action(
        action_id,
        body["what"],
        body["owner"],
        _date(body.get("due")),
        body.get("finding", ""),
        body.get("about", ""),
        body.get("urgent", False),
    )


def finding_from_body(finding_id: str, body: Body) -> Finding:
    """A finding from its fact."""
    return Finding(finding_id, body["kind"], body["text"], body.get("about", ""))
