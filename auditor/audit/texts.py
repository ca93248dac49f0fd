"""The free texts of an audit, each by its name: that of its draft, as ``note:ps06.chronology``."""

from collections.abc import Mapping

from auditor.audit.completeness import Left, Step, conversation_with, conversations_asked
from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import Body, FactKind
from auditor.audit.scope import Scope

ERASED = "[erased]"
"""Stands where a text was erased."""
_TALK = {"why": "why not", "said": "what they said", "follow_up": "the follow-up"}
_ACTION = {"what": "what will be done", "owner": "by whom"}
_FIELDS: Mapping[FactKind, Mapping[str, str]] = {
    FactKind.ANSWER: {"reason": "reason:{}"},
    FactKind.EVIDENCE: {"text": "evidence:{}"},
    FactKind.NOTE: {"text": "note:{}"},
    FactKind.GRADE: {"reason": "reason:{}"},
    FactKind.CONVERSATION: {field: f"conversation-{field}:{{}}" for field in _TALK},
    FactKind.FINDING: {"text": "finding:{}"},
    FactKind.ACTION: {field: f"action-{field}:{{}}" for field in _ACTION},
    FactKind.DIFFERENCE: {"text": "difference:{}"},
}
"""Of each kind of fact, the fields that hold a text, and the name of each; the key of the fact goes into it."""
_NAMES = frozenset(name.partition(":")[0] for fields in _FIELDS.values() for name in fields.values())
_WHAT = {"note": "the note", "evidence": "the evidence", "reason": "the reason"}


def is_text(name: str) -> bool:
    """Whether a name is that of a free text; that of a day is not."""
    return name.partition(":")[0] in _NAMES and ":" in name


def names_of(kind: FactKind, key: str) -> tuple[str, ...]:
    """The names of the texts that a fact of a kind and key holds."""
    return tuple(name.format(key) for name in _FIELDS.get(kind, {}).values())


def texts_in(kind: FactKind, key: str, body: Body) -> dict[str, str]:
    """The texts in the body of a fact that are not empty, by name."""
    fields = _FIELDS.get(kind, {})
    return {name.format(key): body[field] for field, name in fields.items() if body.get(field)}


def texts_of(examination: Examination) -> dict[str, str]:
    """Every text of an examination that is not empty, by name."""
    found = {f"evidence:{key}": text for key, text in examination.evidence.items()}
    found |= {f"note:{key}": text for key, text in examination.notes.items()}
    found |= {f"reason:{key}": given.reason for key, given in examination.answers.items() if given.reason}
    found |= {f"reason:{key}": grade.reason for key, grade in examination.grades.items() if grade.reason}
    for key, talk in examination.conversations.items():
        said = {"why": talk.why, "said": talk.said, "follow_up": talk.follow_up}
        found |= {f"conversation-{field}:{key}": text for field, text in said.items() if text}
    found |= {f"finding:{key}": finding.text for key, finding in examination.findings.items()}
    for key, action in examination.actions.items():
        found |= {f"action-what:{key}": action.what}
        found |= {f"action-owner:{key}": action.owner} if action.owner else {}
    if examination.difference.text:
        found["difference:"] = examination.difference.text
    return found


def to_look_at(scope: Scope, examination: Examination, name: str, why: str) -> Left | None:
    """That a text is to be looked at, and where it is; None when it stands where nothing is asked any more.

    Args:
        why: what is to be looked at in it.
    """
    kind, _, key = name.partition(":")
    kind, _, field = kind.partition("-")
    place: tuple[Step, str] | None
    match kind:
        case "note" | "evidence" | "reason":
            place = _about(scope, key, _WHAT[kind])
        case "conversation":
            said = f"Conversation with {conversation_with(scope, key)}, {_TALK[field]}"
            place = (Step.CONVERSATIONS, said) if key in conversations_asked(scope) else None
        case "finding":
            finding = examination.findings.get(key)
            what = "A strength" if finding and finding.kind == "strength" else "An area for improvement"
            place = (Step.FINDINGS, what)
        case "action":
            place = (Step.FINDINGS, f"An action, {_ACTION[field]}")
        case _:
            place = (Step.DIFFERENCE, "The difference made")
    return Left(place[0], key, f"{place[1]}: {why}", name) if place else None


def _about(scope: Scope, key: str, what: str) -> tuple[Step, str] | None:
    """Where a question, a section, a key judgement or the whole is, and what to call a text about it."""
    if key == OVERALL:
        return Step.OVERALL, f"Overall, {what}"
    if key in scope.asked:
        return Step.SECTIONS, f"{scope.asked[key].section.code}, {what}"
    section = next((section for section in scope.sections if section.id == key), None)
    if section is not None:
        return Step.SECTIONS, f"{section.section.code}, {what}"
    judgement = next((item.judgement for item in scope.judgements if item.judgement.id == key), None)
    return (Step.JUDGEMENTS, f"{judgement.title}, {what}") if judgement is not None else None
