"""One person's reading of a case file: answers, evidence, notes, grades, judgements, conversations, findings, actions.

An :class:`Examination` is folded from facts and never changed: recording something gives a new one. The same class
serves the screen (which shows a change at once) and the store (which folds what was saved), so they cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from auditor.audit.facts import (
    Action,
    Body,
    Conversation,
    Fact,
    FactKind,
    Finding,
    action_from_body,
    current,
    finding_from_body,
)
from auditor.audit.profile import Period
from auditor.audit.timescales.key_dates import KeyDate
from auditor.standards.model import AnswerId, GradeId

OVERALL = "overall"
"""The key of the overall grade and of the note on it."""


@dataclass(frozen=True)
class AnswerGiven:
    """An answer to a criterion: one of its answers, or not applicable with a reason.

    Attributes:
        proposed: the answer that the key dates proposed at that time, if any.
        reason: why it is not the one proposed, or why it was given though the dates could not tell.
    """

    answer: AnswerId | None
    not_applicable: str | None = None
    proposed: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class GradeGiven:
    """A grade, with the one first given before any suggestion was seen.

    Attributes:
        grade: what now stands.
        first: what was given first.
        suggested: the suggestion that was in view when it was last changed, if any.
        reason: why it departs from the suggestion.
    """

    grade: GradeId
    first: GradeId
    suggested: GradeId | None = None
    reason: str = ""


@dataclass(frozen=True)
class DifferenceGiven:
    """What difference the work made, and in what way."""

    choice: str | None
    text: str = ""


@dataclass(frozen=True)
class Examination:
    """What one person recorded, as it now stands."""

    answers: Mapping[str, AnswerGiven] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    grades: Mapping[str, GradeGiven] = field(default_factory=dict)
    conversations: Mapping[str, Conversation] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    difference: DifferenceGiven = field(default_factory=lambda: DifferenceGiven(None))
    key_dates: Mapping[str, KeyDate] = field(default_factory=dict)
    kept: Mapping[str, Body] = field(default_factory=dict)
    """What screening found and its author kept, as plain data, by the keys of the facts."""
    opened: frozenset[str] = frozenset()
    unsettled: tuple[tuple[FactKind, str], ...] = ()
    """Kinds and keys with two rival facts, after two stores were joined."""

    @classmethod
    def from_facts(cls, facts: Iterable[Fact]) -> "Examination":
        """Fold what was recorded; facts of other kinds are passed over."""
        examination = cls()
        unsettled = []
        for (kind, key), standing in current(facts).items():
            if standing.rivals and kind in _RECORDERS:
                unsettled.append((kind, key))
            if kind is FactKind.GRADE and standing.first.body is not None:
                examination = examination.record(kind, key, standing.first.body)
            assert standing.latest.body is not None
            examination = examination.record(kind, key, standing.latest.body)
        return replace(examination, unsettled=tuple(unsettled))

    def record(self, kind: FactKind, key: str, body: Body) -> "Examination":
        """The examination after one more fact."""
        recorder = _RECORDERS.get(kind)
        if recorder is None:
            return self
        after = recorder(self, key, body)
        if body.get("settles"):
            after = replace(after, unsettled=tuple(rival for rival in after.unsettled if rival != (kind, key)))
        return after

    def grade_of(self, key: str) -> GradeId | None:
        """The grade that stands for a section, a judgement or the whole; None when there is none."""
        given = self.grades.get(key)
        return given.grade if given else None

    def events_in(self, period: Period) -> frozenset[str]:
        """The events that have a date inside a period: some of them decide what applies."""
        return frozenset(one.event for one in self.key_dates.values() if one.on is not None and one.on in period)

    def value(self, kind: FactKind, key: str) -> dict[str, Any] | None:
        """The body that would record what now stands: what undo puts back. None when nothing does."""
        reader = _READERS.get(kind)
        return reader(self, key) if reader else None


def _put(mapping: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    """A copy with one entry set, or removed when the value is None."""
    copy = dict(mapping)
    if value is None:
        copy.pop(key, None)
    else:
        copy[key] = value
    return copy


def _answer(examination: Examination, key: str, body: Body) -> Examination:
    answer, reason = body.get("answer"), body.get("not_applicable")
    given = None
    if answer or reason:
        given = AnswerGiven(cast("AnswerId | None", answer), reason, body.get("proposed"), body.get("reason", ""))
    return replace(examination, answers=_put(examination.answers, key, given))


def _evidence(examination: Examination, key: str, body: Body) -> Examination:
    return replace(examination, evidence=_put(examination.evidence, key, body.get("text") or None))


def _note(examination: Examination, key: str, body: Body) -> Examination:
    return replace(examination, notes=_put(examination.notes, key, body.get("text") or None))


def _grade(examination: Examination, key: str, body: Body) -> Examination:
    grade = body.get("grade")
    before = examination.grades.get(key)
    given = None
    if grade:
        first = before.first if before else body.get("first") or grade
        given = GradeGiven(grade, first, body.get("suggested"), body.get("reason", ""))
    return replace(examination, grades=_put(examination.grades, key, given))


def _conversation(examination: Examination, key: str, body: Body) -> Examination:
    talk = Conversation.from_body(body) if body.get("outcome") else None
    return replace(examination, conversations=_put(examination.conversations, key, talk))


def _finding(examination: Examination, key: str, body: Body) -> Examination:
    finding = None if body.get("removed") else finding_from_body(key, body)
    return replace(examination, findings=_put(examination.findings, key, finding))


def _action(examination: Examination, key: str, body: Body) -> Examination:
    action = None if body.get("removed") else action_from_body(key, body)
    return replace(examination, actions=_put(examination.actions, key, action))


def _difference(examination: Examination, key: str, body: Body) -> Examination:
    del key
    return replace(examination, difference=DifferenceGiven(body.get("choice"), body.get("text", "")))


def _key_date(examination: Examination, key: str, body: Body) -> Examination:
    key_date = None if body.get("removed") else KeyDate.from_body(key, body)
    return replace(examination, key_dates=_put(examination.key_dates, key, key_date))


def _kept(examination: Examination, key: str, body: Body) -> Examination:
    return replace(examination, kept=_put(examination.kept, key, None if body.get("removed") else body))


def _opened(examination: Examination, key: str, body: Body) -> Examination:
    opened = examination.opened | {key} if body.get("open") else examination.opened - {key}
    return replace(examination, opened=opened)


_RECORDERS: dict[FactKind, Callable[[Examination, str, Body], Examination]] = {
    FactKind.ANSWER: _answer,
    FactKind.EVIDENCE: _evidence,
    FactKind.NOTE: _note,
    FactKind.GRADE: _grade,
    FactKind.CONVERSATION: _conversation,
    FactKind.FINDING: _finding,
    FactKind.ACTION: _action,
    FactKind.DIFFERENCE: _difference,
    FactKind.KEY_DATE: _key_date,
    FactKind.KEPT: _kept,
    FactKind.SECTION_OPENED: _opened,
}


def _read_answer(examination: Examination, key: str) -> dict[str, Any]:
    given = examination.answers.get(key, AnswerGiven(None))
    body = {"answer": given.answer, "not_applicable": given.not_applicable}
    return {**body, **answer_extras(given.proposed, given.reason)}


def answer_extras(proposed: str | None, reason: str) -> dict[str, Any]:
    """What an answer's body says beside the answer, where key dates were in play."""
    return {**({"proposed": proposed} if proposed else {}), **({"reason": reason} if reason else {})}


def _read_key_date(examination: Examination, key: str) -> dict[str, Any]:
    key_date = examination.key_dates.get(key)
    return key_date.as_body() if key_date else {"removed": True}


def _read_grade(examination: Examination, key: str) -> dict[str, Any]:
    given = examination.grades.get(key)
    if given is None:
        return {"grade": None, "suggested": None, "reason": ""}
    body = {"grade": given.grade, "suggested": given.suggested, "reason": given.reason}
    return body if given.first == given.grade else {**body, "first": given.first}


def _read_finding(examination: Examination, key: str) -> dict[str, Any]:
    finding = examination.findings.get(key)
    return finding.as_body() if finding else {"removed": True}


def _read_action(examination: Examination, key: str) -> dict[str, Any]:
    action = examination.actions.get(key)
    return action.as_body() if action else {"removed": True}


def _read_conversation(examination: Examination, key: str) -> dict[str, Any]:
    talk = examination.conversations.get(key)
    return talk.as_body() if talk else {"outcome": None}


_READERS: dict[FactKind, Callable[[Examination, str], dict[str, Any]]] = {
    FactKind.ANSWER: _read_answer,
    FactKind.EVIDENCE: lambda examination, key: {"text": examination.evidence.get(key, "")},
    FactKind.NOTE: lambda examination, key: {"text": examination.notes.get(key, "")},
    FactKind.GRADE: _read_grade,
    FactKind.CONVERSATION: _read_conversation,
    FactKind.FINDING: _read_finding,
    FactKind.ACTION: _read_action,
    FactKind.DIFFERENCE: lambda examination, _key: {
        "choice": examination.difference.choice,
        "text": examination.difference.text,
    },
    FactKind.KEY_DATE: _read_key_date,
    FactKind.KEPT: lambda examination, key: dict(examination.kept.get(key, {"removed": True})),
    FactKind.SECTION_OPENED: lambda examination, key: {"open": key in examination.opened},
}
