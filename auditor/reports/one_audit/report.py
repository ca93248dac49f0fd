"""The report of one audit: what was found, how good it is, what will be done, and how the grade came about."""

from collections.abc import Callable

from auditor.audit.completeness import CONVERSATION_WITH, asks_difference, conversations_asked
from auditor.audit.examination import OVERALL
from auditor.audit.facts import CONVERSATION_OUTCOMES, Conversation, Finding
from auditor.audit.scope import AskedJudgement
from auditor.audit.states import State
from auditor.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    KeyValues,
    Line,
    Lines,
    Note,
    Paragraph,
    Row,
    Table,
)
from auditor.reports.marks import Mark
from auditor.reports.one_audit.data import AuditReportData
from auditor.reports.words import (
    counted,
    day_words,
    difference_mark,
    grade_mark,
    moment_words,
    sentence,
    short_hash,
)
from auditor.standards.model import GradeId

NAMED = (
    "lcs_number",
    "audit_kind",
    "period_start",
    "as_at",
    "team",
    "auditor",
    "edition",
    "content_hash",
    "scoring_hash",
    "answered",
    "asked",
    "grade",
    "grade_name",
    "subject",
)
"""What the wording may name in braces, beside what every report has."""


def placeholders(data: AuditReportData) -> dict[str, str]:
    """What the wording of an audit report may name."""
    summary = data.summary
    return {
        "lcs_number": summary.lcs_number,
        "audit_kind": data.kind_words,
        "period_start": day_words(data.period.start),
        "as_at": day_words(data.period.end),
        "team": data.team,
        "auditor": data.auditor,
        "edition": data.edition_words,
        "content_hash": short_hash(summary.content_hash),
        "scoring_hash": short_hash(summary.scoring_hash),
        "answered": str(summary.answered),
        "asked": str(summary.asked),
        "grade": grade_mark(data.scale, data.record.overall).word,
        "grade_name": data.grade_name,
        "subject": data.subject_words,
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def about(data: AuditReportData) -> list[Block]:
    """What was audited, when, by which rules; never left out."""
    summary = data.summary
    pairs: list[tuple[str, Cell]] = [
        ("LCS number", summary.lcs_number + (" (synthetic)" if data.synthetic else "")),
        ("Kind of audit", sentence(data.kind_words)),
        ("Subject", data.subject_words),
        ("Team", data.team),
        ("Period audited", f"{day_words(data.period.start)} to {day_words(data.period.end)}"),
    ]
    if data.auditor:
        pairs.append(("Auditor", data.auditor))
    submitted = f", {day_words(summary.submitted_at.date())}" if summary.submitted_at else ""
    pairs += [
        ("State", sentence(summary.state.value) + submitted),
        ("Questions", f"{summary.answered} of {summary.asked} answered"),
        ("Moderation", "Moderated: the grade of record is the agreed one" if summary.moderated else "Not moderated"),
        ("Standards", data.edition_words),
        ("Hashes", f"content {short_hash(summary.content_hash)}, scoring {short_hash(summary.scoring_hash)}"),
    ]
    if summary.revision > 1:
        pairs.append(("Revision", f"{summary.revision}; earlier grades are kept"))
    blocks: list[Block] = [KeyValues(tuple(pairs))]
    if summary.state is State.VOID:
        blocks.append(Note("It counts in no figure.", "This audit is void"))
    elif not summary.counted:
        blocks.append(Note("It may still change, and counts in no figure.", "This audit is not submitted"))
    return blocks


def grade(data: AuditReportData) -> list[Block]:
    """The overall grade, what it means, and whether it counts yet."""
    overall = data.record.overall
    mark = grade_mark(data.scale, overall)
    lines = [Line(data.scale.grade(overall).means)] if overall else []
    blocks: list[Block] = [KeyValues((("Overall", mark), *((("Meaning", Lines(tuple(lines))),) if lines else ())))]
    if data.summary.state is State.VOID:
        blocks.append(Paragraph("It counts nowhere: the audit is void.", quiet=True))
    elif not data.summary.counted:
        blocks.append(Paragraph("It counts nowhere yet: the audit is not submitted.", quiet=True))
    if note := data.examination.notes.get(OVERALL):
        blocks.append(Paragraph(note))
    return blocks


def findings(data: AuditReportData) -> list[Block]:
    """Strengths first, then areas for improvement."""
    blocks: list[Block] = []
    for kind, heading in (("strength", "Strengths"), ("improve", "Areas for improvement")):
        found = [finding for finding in data.examination.findings.values() if finding.kind == kind]
        if found:
            blocks += [Heading(heading, 2), Bullets(tuple(_finding(data, finding) for finding in found))]
    return blocks


def _finding(data: AuditReportData, finding: Finding) -> str:
    checklist = data.scope.checklist
    section = checklist.sections_by_id.get(finding.about) or checklist.section_of.get(finding.about)
    return finding.text.strip() + (f" ({section.code})" if section else "")


def actions(data: AuditReportData) -> list[Block]:
    """What will be done, by which role, by when: the soonest first."""
    found = sorted(data.examination.actions.values(), key=lambda action: (action.due is None, action.due, action.id))
    if not found:
        return []
    columns = (Column("Action", 6), Column("Owner", 2.4), Column("Due", 2.4))
    rows = tuple(Row((action.what, sentence(action.owner) or "No owner", day_words(action.due))) for action in found)
    return [Table(columns, rows)]


def difference(data: AuditReportData) -> list[Block]:
    """What difference the work made, in the auditor's words."""
    given = data.examination.difference
    choice = data.record.difference
    if not asks_difference(data.scope) or choice is None:
        return []
    pairs: list[tuple[str, Cell]] = [("Judgement", difference_mark(data.scale, choice))]
    if given.text.strip():
        pairs.append(("In what way", given.text.strip()))
    return [Paragraph(data.scale.difference.question, strong=True), KeyValues(tuple(pairs))]


def section_grades(data: AuditReportData) -> list[Block]:
    """The grade of record of every section that has one of its own."""
    rows = []
    for section in data.scope.graded_sections:
        covered = [asked.section.code for asked in data.scope.sections if asked.graded_with == section.id]
        codes = ", ".join(dict.fromkeys([section.code, *covered]))
        mark = grade_mark(data.scale, data.record.sections.get(section.id), "No grade: nothing applied")
        if section.id not in data.record.sections and not data.summary.counted:
            mark = Mark("Not graded yet")
        answered = [data.examination.answers.get(item) for item in data.scope.graded_criteria(section.id)]
        met = sum(1 for given in answered if given and given.answer in ("met", "exceeded"))
        apply = sum(1 for given in answered if given and given.answer)
        rows.append(Row((codes, section.title, mark, f"{met} of {apply}")))
    if not rows:
        return []
    columns = (
        Column("Section", 1.8),
        Column("Title", 4),
        Column(data.grade_name, 4.1),
        Column("Met", 1.2, "right"),
    )
    return [Table(columns, tuple(rows))]


def key_judgements(data: AuditReportData) -> list[Block]:
    """The key judgements that the improvement plan's measures count."""
    rows = [Row(_judgement(data, item)) for item in data.scope.judgements]
    columns = (Column("Measure", 1.2), Column("Judgement", 3.2), Column(data.grade_name, 4.1), Column("From", 2.7))
    return [Table(columns, tuple(rows))] if rows else []


def _judgement(data: AuditReportData, item: AskedJudgement) -> tuple[Cell, ...]:
    judgement = item.judgement
    source = judgement.source
    codes = {section.id: section.code for section in data.scope.checklist.sections}
    if source.computed is not None:
        counted_in = [data.timescales.results[rule] for rule in source.rules if rule in data.timescales.results]
        due = sum(result.judged for result in counted_in)
        met = sum(result.in_time for result in counted_in)
        mark = Mark(f"{met} of {due} in time") if due else Mark("Not computed")
        return judgement.measure, judgement.title, mark, "Supervisions due" if due else "Needs supervision dates"
    if source.section is not None:
        came = f"The grade of {codes[source.section]}"
    else:
        came = f"Auditor, on {counted(len(item.members), 'question')}"
    grade_id: GradeId | None = data.record.judgements.get(judgement.measure)
    absent = "No grade: nothing applied" if data.summary.counted else "Not graded yet"
    mark = grade_mark(data.scale, grade_id, absent)
    note = data.examination.notes.get(judgement.id, "").strip()
    title: Cell = Lines((Line(judgement.title), Line(note, "Note", quiet=True))) if note else judgement.title
    return judgement.measure, title, mark, came


def conversations(data: AuditReportData) -> list[Block]:
    """Who was spoken with and what they said in summary, or why not."""
    rows = []
    for key in conversations_asked(data.scope):
        talk = data.examination.conversations.get(key)
        rows.append(Row((sentence(CONVERSATION_WITH[key]), *_conversation(talk))))
    return [Table((Column("With", 1.8), Column("Spoken to", 2.2), Column("In summary", 6)), tuple(rows))]


def _conversation(talk: Conversation | None) -> tuple[Cell, Cell]:
    if talk is None:
        return "Not recorded", ""
    happened = sentence(CONVERSATION_OUTCOMES.get(talk.outcome, talk.outcome))
    when = f"{happened}, {day_words(talk.on)}" if talk.on else happened
    lines = []
    if talk.why.strip():
        lines.append(Line(talk.why.strip()))
    if talk.said.strip():
        lines.append(Line(talk.said.strip()))
    if talk.follow_up.strip():
        done = f" (done {day_words(talk.done_on)})" if talk.done_on else " (not yet done)"
        lines.append(Line(talk.follow_up.strip() + done, "Follow-up"))
    return when, Lines(tuple(lines)) if lines else ""


SHOWS: dict[str, Callable[[AuditReportData], list[Block]]] = {
    "about": about,
    "grade": grade,
    "findings": findings,
    "actions": actions,
    "difference": difference,
    "section_grades": section_grades,
    "key_judgements": key_judgements,
    "conversations": conversations,
}
"""The blocks of this module; the long ones stand in :mod:`auditor.reports.one_audit.detail`."""
