"""A change someone wants to record, and whether it makes sense within what the audit asks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from auditor.audit.completeness import conversations_asked
from auditor.audit.examination import OVERALL, Examination, answer_extras
from auditor.audit.facts import CONVERSATION_OUTCOMES, KEPT_MARK, Conversation, FactKind
from auditor.audit.scope import Scope
from auditor.audit.suggestions import suggestion
from auditor.audit.texts import is_text
from auditor.audit.timescales.for_audit import Timescales
from auditor.audit.timescales.key_dates import WITHHELD, KeyDate, Standing
from auditor.audit.timescales.vocabulary import offered
from auditor.errors import InputError, UnknownIdError

if TYPE_CHECKING:
    from auditor.audit.screening.kept import Kept


@dataclass(frozen=True)
class Change:
    """One fact to be recorded in an examination."""

    kind: FactKind
    key: str
    body: dict[str, Any] = field(default_factory=dict)


def answer(criterion: str, answer_id: str, *, proposed: str | None = None, reason: str = "") -> Change:
    """Answer a criterion.

    Args:
        proposed: the answer the key dates proposed, if any.
        reason: why it is not that one, or why it is given though the dates cannot tell.
    """
    body = {"answer": answer_id, "not_applicable": None, **answer_extras(proposed, reason.strip())}
    return Change(FactKind.ANSWER, criterion, body)


def not_applicable(criterion: str, reason: str) -> Change:
    """Answer that a criterion does not apply, for a reason from the scale's list."""
    return Change(FactKind.ANSWER, criterion, {"answer": None, "not_applicable": reason})


def accept(timescales: Timescales, criterion: str) -> Change | None:
    """Answer a criterion as its key dates propose; None where they propose nothing."""
    proposal = timescales.proposals.get(criterion)
    if proposal is None or not proposal.given:
        return None
    if proposal.answer is None:
        assert proposal.not_applicable is not None
        return not_applicable(criterion, proposal.not_applicable)
    return answer(criterion, proposal.answer, proposed=proposal.answer)


def key_date(entered: KeyDate) -> Change:
    """Enter a key date, or correct it: the id says which."""
    return Change(FactKind.KEY_DATE, entered.id, entered.as_body())


def no_key_date(key: str) -> Change:
    """Remove a key date that was entered by mistake."""
    return Change(FactKind.KEY_DATE, key, {"removed": True})


def kept_find(text: str, kept: "Kept") -> Change:
    """Keep what screening found in a text.

    Args:
        text: the name of the text.
    """
    return Change(FactKind.KEPT, f"{text}{KEPT_MARK}{kept.salt}", kept.as_body())


def no_kept_find(key: str) -> Change:
    """Ask again about something that was kept."""
    return Change(FactKind.KEPT, key, {"removed": True})


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
    if scope.grades_only and change.kind not in _MODERATORS:
        raise InputError(
            "Whoever moderates grades, and may answer and note.",
            "Dates, conversations, findings and actions are the auditor's.",
            "Grade it; what else you found, say in the note beside the grade.",
        )
    _CHECKS[change.kind](scope, change)


_MODERATORS = frozenset(
    {
        FactKind.ANSWER,
        FactKind.EVIDENCE,
        FactKind.NOTE,
        FactKind.GRADE,
        FactKind.KEPT,
        FactKind.SECTION_OPENED,
    }
)


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
    if change.body.get("removed"):
        return
    about = change.body.get("about", "")
    if about:
        _known("section or criterion", about, (*scope.asked, *(section.id for section in scope.sections)))
    if not change.body.get("what", "").strip():
        raise InputError("An action needs a text.", "", "Type what will be done, or leave with escape.")
    if change.body.get("due"):
        date.fromisoformat(change.body["due"])


def _check_difference(scope: Scope, change: Change) -> None:
    choice = change.body.get("choice")
    if choice is not None:
        _known("choice", choice, (item.id for item in scope.checklist.scale.difference.choices))


def _check_key_date(scope: Scope, change: Change) -> None:
    if change.body.get("removed"):
        return
    _known("event", change.body.get("event", ""), (event.id for event in offered(scope)))
    try:
        entered = KeyDate.from_body(change.key, change.body)
    except (ValueError, TypeError) as error:
        raise InputError("That key date cannot be read.", str(error), "Enter the day as YYYY-MM-DD.") from error
    event = scope.checklist.events.by_id[entered.event]
    if (entered.standing is Standing.DATED) != (entered.on is not None):
        raise InputError("A key date has a day, or is not on file, or was not needed.", event.label)
    if event.private and not change.key.startswith(WITHHELD):
        raise InputError(f"The id of a private date begins with '{WITHHELD}'.", event.label)
    if entered.every is not None and not event.interval:
        raise InputError("Only an agreement on how often has an interval.", event.label)


def _check_kept(scope: Scope, change: Change) -> None:
    del scope
    name, mark, _ = change.key.rpartition(KEPT_MARK)
    if not mark or not is_text(name):
        raise InputError("Something is kept in a text, and this is none.", change.key)
    if not change.body.get("removed") and not str(change.body.get("reason", "")).strip():
        raise InputError("Why may it stand?", "Nothing was typed.", "Say in a few words why it identifies nobody.")


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
    FactKind.KEY_DATE: _check_key_date,
    FactKind.KEPT: _check_kept,
    FactKind.SECTION_OPENED: _check_opened,
}
