"""What is said when two windows have the same audit open."""

from collections.abc import Mapping
from datetime import datetime

from auditor.standards.model import Checklist
from auditor.use_cases.audits.open_audit import OpenAudit, OtherWindow

_NOUNS = {
    "answer": "the answer",
    "evidence": "the evidence",
    "note": "the note",
    "grade": "the grade",
    "reason": "the reason",
    "finding": "a finding",
    "action": "an action",
    "conversation": "a conversation",
    "difference": "the difference made",
    "date": "a date",
    "key_date": "a date",
}


def _at(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"


def _whose(other: OtherWindow) -> str:
    return f"{other.who} has had it open since {_at(other.since)}, {other.where}."


def watching_about(opened: OpenAudit) -> str:
    """What the line at the top says of a window that watches."""
    return "watching, open in another window" if opened.elsewhere is not None else ""


def watching_words(other: OtherWindow) -> str:
    """Why nothing may be recorded in a window that watches, and what to do."""
    if other.gone:
        left = "has closed it" if other.closed else "says nothing more"
        return f"Watching: the other window {left}. ctrl+t goes on here."
    return f"Watching: open since {_at(other.since)} {other.where}. ctrl+t takes it over."


def open_elsewhere_words(other: OtherWindow) -> tuple[str, str]:
    """The title and detail of the question when an audit is opened that another window has."""
    return "This audit is open in another window.", (
        f"{_whose(other)}\n\n"
        "Watch: you read here what is recorded there, as it comes.\n"
        "Take over: you go on here, and the other window watches. What it has not saved by then it keeps as unfinished "
        "text of its own; nothing is overwritten."
    )


def lost_words(other: OtherWindow, rescued: Mapping[str, str], checklist: Checklist) -> tuple[str, str]:
    """The title and detail of what is told when another window took an audit over.

    Args:
        rescued: what was not saved, by the field it was meant for.
    """
    had = f"{other.who} took it over at {_at(other.since)}, {other.where}." + (" It is closed there." * other.closed)
    if not rescued:
        return "This audit was taken over in another window.", f"{had}\nEverything recorded here was saved."
    lines = [f"{capital(field_words(name, checklist))}: {text}" for name, text in rescued.items()]
    kept = "Not saved by then, and kept as unfinished text, which you find in Summary:"
    return "This audit was taken over in another window.", "\n".join([had, "", kept, *lines])


def broken_off_words(at: datetime) -> str:
    """What is told when a window ended without closing the audit."""
    return f"It was left open, and closed unexpectedly, at {_at(at)}. Everything saved by then is here."


def capital(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]


def field_words(name: str, checklist: Checklist) -> str:
    """What a field is, in words: ``note:ps06.chronology`` is the note on the question's words.

    Args:
        name: the kind and key of what is typed in it.
    """
    kind, _, about = name.partition(":")
    noun = _NOUNS.get(kind) or _NOUNS.get(kind.partition("-")[0], "a text")
    criterion = checklist.criteria.get(about)
    section = checklist.sections_by_id.get(about)
    if criterion is not None:
        return f"{noun} to “{criterion.question}”"
    return f"{noun} to {section.code}" if section is not None else noun
