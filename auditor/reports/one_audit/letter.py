"""The feedback letter of an audit: what was done well first, then what to do, the grades, and what changed.

It is written to a role by a role. No person is named, and no child: the LCS number stands in its head and nowhere else.
Every sentence of the letter is here, or in its definition.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from auditor.audit.action_steps import Followed
from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.examination import OVERALL
from auditor.audit.feedback import Differed, Feedback
from auditor.audit.moderation import BECAUSE_WORDS
from auditor.measures.scorecard import GRADES
from auditor.reports.document import Block, Bullets, Cell, Column, KeyValues, Line, Lines, Paragraph, Row, Table
from auditor.reports.words import day_words, grade_mark, moment_words, sentence
from auditor.standards.model import GradeId


@dataclass(frozen=True)
class LetterReportData:
    """All that the letter says.

    Attributes:
        told: what the audit tells the team.
        kind: of audit.
        as_at: the day at which the file was judged.
        standards: what it was judged by.
        closed: no reply is taken any more.
        made_at: when it is written, in the time zone it should be printed in.
        synthetic: the store holds invented data only.
    """

    told: Feedback
    lcs_number: str
    kind: AuditKind
    as_at: date
    team: str
    standards: str
    closed: bool
    made_at: datetime
    synthetic: bool = False

    @property
    def made_by(self) -> str:
        """Nobody: a letter is written by a role."""
        return ""


NAMED = ("lcs_number", "audit_kind", "as_at", "team", "standards")
"""What the wording may name in braces, beside what every report has."""


def placeholders(data: LetterReportData) -> dict[str, str]:
    """What the wording of the letter may name."""
    return {
        "lcs_number": data.lcs_number,
        "audit_kind": sentence(KIND_WORDS[data.kind]),
        "as_at": day_words(data.as_at),
        "team": data.team,
        "standards": data.standards,
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def opening(data: LetterReportData) -> list[Block]:
    """Which audit speaks, by what, and since when its grades stand; never left out."""
    final = f", and since {day_words(data.told.final_on)} its grades stand" if data.told.final_on else ""
    told = f"A {KIND_WORDS[data.kind]} read the file as it was on {day_words(data.as_at)}, against “{data.standards}”"
    return [Paragraph(f"{told}{final}.")]


def strengths(data: LetterReportData) -> list[Block]:
    """What was done well."""
    return _listed([finding.text for finding in data.told.strengths])


def difference(data: LetterReportData) -> list[Block]:
    """What difference the work made."""
    if data.told.difference is None:
        return []
    word, text = data.told.difference
    return [Paragraph(f"{word}. {_flat(text)}" if text.strip() else f"{word}.")]


def areas(data: LetterReportData) -> list[Block]:
    """What could be better."""
    return _listed([finding.text for finding in data.told.areas])


def actions(data: LetterReportData) -> list[Block]:
    """What is still to be done, by which role, by when; the soonest first."""
    columns = (Column("Action", 5.2), Column("Who", 2.2), Column("By when", 2.2))
    rows = tuple(Row((_flat(one.action.what), _owner(one), _due(one))) for one in data.told.open_actions)
    return [Table(columns, rows)] if rows else []


def _owner(one: Followed) -> str:
    return sentence(_flat(one.action.owner)) or "Nobody is named yet"


def _due(one: Followed) -> Cell:
    due = day_words(one.due) if one.due else "No day is set yet"
    return Lines((Line(due), Line("Urgent", strong=True))) if one.action.urgent else due


def done(data: LetterReportData) -> list[Block]:
    """What was done since."""
    return _listed([one.action.what for one in data.told.actions if not one.open])


def grades(data: LetterReportData) -> list[Block]:
    """The grades of record: the whole, then what has each grade."""
    told = data.told
    if not told.grades:
        return []
    pairs: list[tuple[str, Cell]] = [("Overall", grade_mark(told.scale, told.overall))]
    pairs += [(told.word(grade), "; ".join(named)) for grade in GRADES if (named := _graded(told, grade))]
    return [KeyValues(tuple(pairs))]


def _graded(told: Feedback, grade: GradeId) -> list[str]:
    return [told.name_of(key) for key, given in told.grades.items() if given == grade and key != OVERALL]


def moderation(data: LetterReportData) -> list[Block]:
    """What changed when somebody else looked at it."""
    told = data.told
    if told.moderated_on is None:
        return [Paragraph("This audit was not moderated.")]
    how = "graded the same file without seeing the first grades" if told.blind else "reviewed the grades"
    lead = f"A second person {how}, on {day_words(told.moderated_on)}."
    if not told.differed:
        return [Paragraph(f"{lead} Nothing changed.")]
    return [Paragraph(lead), Bullets(tuple(_differed(told, one) for one in told.differed))]


def _differed(told: Feedback, one: Differed) -> str:
    first, second = told.word(one.first), told.word(one.moderator)
    if one.changed:
        stands = f"{told.word(one.record)}; it was {first} at first"
    else:
        stands = f"{first} stands; the moderator had said {second}"
    who = "the QA lead decided" if one.settled else "both agreed"
    line = f"{told.name_of(one.key)}: {stands}. {BECAUSE_WORDS[one.because].capitalize()}; {who}."
    return f"{line} {_flat(one.text)}" if one.text.strip() else line


def reply(data: LetterReportData) -> list[Block]:
    """How to say something to it; never left out."""
    if data.closed:
        return [Paragraph("The audit is closed, and takes no more replies. If something is wrong, tell the QA lead.")]
    told = (
        "You may reply to any of these judgements until the audit is closed: in Team (f10) with r, or with the command "
        "auditor team reply. Every reply is answered."
    )
    return [Paragraph(told)]


SHOWS: dict[str, Callable[[LetterReportData], list[Block]]] = {
    "opening": opening,
    "strengths": strengths,
    "difference": difference,
    "areas": areas,
    "actions": actions,
    "done": done,
    "grades": grades,
    "moderation": moderation,
    "reply": reply,
}
"""The parts of the letter."""


def _listed(texts: list[str]) -> list[Block]:
    return [Bullets(tuple(_flat(text) for text in texts))] if texts else []


def _flat(text: str) -> str:
    return " ".join(text.split())
