"""A change someone wants to record, and whether it makes sense within what the audit asks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from auditor.audit.completeness import conversations_asked
from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import CONVERSATION_OUTCOMES, Conversation, FactKind
from auditor.audit.scope import Scope
from auditor.audit.suggestions import suggestion
from auditor.errors import InputError, UnknownIdError


@dataclass(frozen=True)
class Change:
    """One fact to be recorded in an examination."""

    kind: FactKind
    key: str
    body: dict[str, Any] = field(default_factory=dict)


def answer(criterion: str, answer_id: str) -> Change:
    """Answer a criterion."""
    return Change(FactKind.ANSWER, criterion, {"answer": answer_id, "not_applicable": None})


def not_applicable(criterion: str, reason: str) -> Change:
    """Answer that a criterion does not apply, for a reason from the scale's list."""
    return Change(FactKind.ANSWER, criterion, {"answer": None, "not_applicable": reason})


def evidence(criterion: str, text: str) -> Change:
    """Point to the record that shows it."""
    return Change(FactKind.EVIDENCE, criterion, {"text": text.strip()})


def note(key: str, text: str) -> Change:
    """Write a note on a criterion, a section, a key judgement or the whole."""
    return Change(FactKind.NOTE, key, {"text": text.strip()})


def grade(scope: Scope, examination: Examination, key: str, grade_id: str, reason: str = "") -> Change:
    """Grade a section, a key judgement or the whole.

    The first grade is recorded before any suggestion is shown, so it carries none; a later one carries the suggestion
    that was in view.
    """
    first = examination.grade_of(key) is None
    suggested = None if first else suggestion(scope, examination, key)
    body = {"grade": grade_id, "suggested": suggested.grade if suggested else None, "reason": reason.strip()}
    return Change(FactKind.GRADE, key, body)


def check(scope: Scope, change: Change) -> None:
    """Refuse a change that names what the audit does not ask, or a value that does not exist.

    Raises:
        UnknownIdError: names the nearest valid one.
        InputError: the value does not fit.
    """
    _CHECKS[change.kind](scope, change)


def _known(what: str, given: str, known: Iterable[str]) -> None:
    names = tuple(known)
    if given not in names:
        raise UnknownIdError(what, given, names)


def _check_answer(scope: Scope, change: Change) -> None:
    _known("criterion asked in this audit", change.key, scope.asked)
    answer_id, reason = change.body.get("answer"), change.body.get("not_applicable")
    if answer_id is not None:
        _known("answer to this criterion", answer_id, scope.asked[change.key].criterion.answers)
    if reason is not None:
        _known("reason", reason, (item.id for item in scope.checklist.scale.not_applicable_reasons))
    if answer_id is not None and reason is not None:
        raise InputError("An answer is either given or not applicable, not both.")


def _check_evidence(scope: Scope, change: Change) -> None:
    _known("criterion asked in this audit", change.key, scope.asked)


def gradable(scope: Scope) -> tuple[str, ...]:
    """Everything the auditor grades, in order: sections, key judgements, the whole."""
    sections = tuple(section.id for section in scope.graded_sections)
    judgements = tuple(item.judgement.id for item in scope.judgements if item.graded_by_auditor)
    return (*sections, *judgements, OVERALL)


def _check_note(scope: Scope, change: Change) -> None:
    sections = (section.id for section in scope.sections)
    judgements = (item.judgement.id for item in scope.judgements)
    _known("place for a note", change.key, (*scope.asked, *sections, *judgements, OVERALL))


def _check_grade(scope: Scope, change: Change) -> None:
    _known("section or judgement to grade", change.key, gradable(scope))
    if change.body.get("grade") is not None:
        _known("grade", change.body["grade"], (item.id for item in scope.checklist.scale.grades))


def _check_conversation(scope: Scope, change: Change) -> None:
    _known("conversation", change.key, conversations_asked(scope))
    if change.body.get("outcome") is not None:
        _known("outcome of a conversation", change.body["outcome"], CONVERSATION_OUTCOMES)
        Conversation.from_body(change.body)


def _check_finding(scope: Scope, change: Change) -> None:
    if change.body.get("removed"):
        return
    _known("kind of finding", change.body.get("kind", ""), ("strength", "improve"))
    if not change.body.get("text", "").strip():
        raise InputError("A finding needs a text.", "", "Type what was found, or leave with escape.")
    about = change.body.get("about", "")
    if about:
        _known("section or criterion", about, (*scope.asked, *(section.id for section in scope.sections)))


def _check_action(scope: Scope, change: Change) -> None:
    del scope
    if change.body.get("removed"):
        return
    if not change.body.get("what", "").strip():
        raise InputError("An action needs a text.", "", "Type what will be done, or leave with escape.")
    if change.body.get("due"):
        date.fromisoformat(change.body["due"])


def _check_difference(scope: Scope, change: Change) -> None:
    choice = change.body.get("choice")
    if choice is not None:
        _known("choice", choice, (item.id for item in scope.checklist.scale.difference.choices))


def _check_opened(scope: Scope, change: Change) -> None:
    _known("section", change.key, (section.id for section in scope.sections))


_CHECKS = {
    FactKind.ANSWER: _check_answer,
    FactKind.EVIDENCE: _check_evidence,
    FactKind.NOTE: _check_note,
    FactKind.GRADE: _check_grade,
    FactKind.CONVERSATION: _check_conversation,
    FactKind.FINDING: _check_finding,
    FactKind.ACTION: _check_action,
    FactKind.DIFFERENCE: _check_difference,
    FactKind.SECTION_OPENED: _check_opened,
}
