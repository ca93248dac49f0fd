"""The feedback letter of an audit: what was done well first, then what to do, the grades, and what changed.

It is written to a role by a role. No person is named, and no child: the LCS number stands in its head and nowhere else.
"""

from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from auditor.audit.action_steps import Followed
from auditor.audit.examination import OVERALL
from auditor.audit.feedback import Differed, Feedback
from auditor.audit.moderation import BECAUSE_WORDS

WIDTH = 78
"""Columns of the letter as it is handed out."""


@dataclass(frozen=True)
class LetterHead:
    """What the letter is about.

    Attributes:
        kind: the kind of audit, in words.
        as_at: the day at which the file was judged.
        standards: what it was judged by.
        synthetic: the store holds invented data only.
    """

    lcs_number: str
    kind: str
    as_at: date
    team: str
    standards: str
    synthetic: bool = False


@dataclass(frozen=True)
class Letter:
    """A letter; its lines are not yet wrapped, so that nothing is torn apart before it is screened.

    Attributes:
        head: names the case; nothing else does.
        body: everything that somebody wrote.
    """

    head: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def said(self) -> str:
        """The body as one text, for screening."""
        return "\n".join(self.body)

    @property
    def text(self) -> str:
        """The letter, ready to be handed out."""
        return "\n".join(part for line in (*self.head, "", *self.body) for part in _wrapped(line)) + "\n"


def feedback_letter(head: LetterHead, told: Feedback) -> Letter:
    """The letter of one audit whose grades stand."""
    about = f"{head.kind[:1].upper()}{head.kind[1:]} as at {head.as_at:%d/%m/%Y}"
    if told.final_on is not None:
        about += f", final on {told.final_on:%d/%m/%Y}"
    top = [
        "Feedback on a case file audit",
        "",
        f"Case    LCS {head.lcs_number}",
        f"Audit   {about}",
        f"By      {head.standards}",
        f"To      the team manager, {head.team}",
        "From    the auditor",
    ]
    if head.synthetic:
        top.append("        Synthetic: everything in this letter is invented.")
    body = [
        *_list("What was done well", [finding.text for finding in told.strengths], "No strength was recorded."),
        *_difference(told),
        *_list("What could be better", [finding.text for finding in told.areas], ""),
        *_list("What to do", [_action(action) for action in told.open_actions], "No action is open."),
        *_list("Done since", [_flat(action.action.what) for action in told.actions if not action.open], ""),
        *_grades(told),
        *_moderation(told),
        "Your reply",
        "You may reply to any of these judgements until the audit is closed. Every reply is answered.",
    ]
    return Letter(tuple(top), tuple(body))


def _list(heading: str, texts: list[str], nothing: str) -> list[str]:
    if not texts and not nothing:
        return []
    return [heading, *(f"- {_flat(text)}" for text in texts), *([] if texts else [nothing]), ""]


def _difference(told: Feedback) -> list[str]:
    if told.difference is None:
        return []
    word, text = told.difference
    said = f"{word}. {_flat(text)}" if text.strip() else f"{word}."
    return ["What difference the work made", said, ""]


def _action(one: Followed) -> str:
    action = one.action
    by = f"by the {_flat(action.owner)}" if action.owner.strip() else "nobody is named yet"
    due = f", by {one.due:%d/%m/%Y}" if one.due else ", no day is set yet"
    return f"{_flat(action.what).rstrip('.')} ({by}{due}{'; urgent' if action.urgent else ''})"


def _grades(told: Feedback) -> list[str]:
    if not told.grades:
        return []
    lines = [f"- {told.name_of(key)}: {told.word(grade)}" for key, grade in told.grades.items() if key != OVERALL]
    overall = f"Overall: {told.word(told.overall)}" if told.overall else ""
    return ["The grades that stand", *([overall] if overall else []), *lines, ""]


def _moderation(told: Feedback) -> list[str]:
    if told.moderated_on is None:
        return ["Moderation", "This audit was not moderated.", ""]
    how = "graded the same file without seeing the first grades" if told.blind else "reviewed the grades"
    lead = f"A second person {how}, on {told.moderated_on:%d/%m/%Y}."
    if not told.differed:
        return ["What changed in moderation", f"{lead} Nothing changed.", ""]
    return ["What changed in moderation", lead, *(f"- {_differed(told, one)}" for one in told.differed), ""]


def _differed(told: Feedback, one: Differed) -> str:
    first, second = told.word(one.first), told.word(one.moderator)
    if one.changed:
        stands = f"{told.word(one.record)}; it was {first} at first"
    else:
        stands = f"{first} stands; the moderator had said {second}"
    who = "the QA lead decided" if one.settled else "both agreed"
    line = f"{told.name_of(one.key)}: {stands}. {BECAUSE_WORDS[one.because].capitalize()}; {who}."
    return f"{line} {_flat(one.text)}" if one.text.strip() else line


def _flat(text: str) -> str:
    return " ".join(text.split())


def _wrapped(line: str) -> list[str]:
    lead = "  " if line.startswith("- ") else " " * 8 if line[:8].endswith("  ") else ""
    return wrap(line, WIDTH, subsequent_indent=lead, drop_whitespace=True, replace_whitespace=False) or [""]
