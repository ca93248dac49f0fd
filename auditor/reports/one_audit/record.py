"""The grades of record in an audit's report: what changed in moderation or since it was reopened, and why."""

from collections.abc import Callable

from auditor.reports.document import Block, Column, Heading, Line, Lines, Paragraph, Row, Table
from auditor.reports.one_audit.data import AuditReportData, Moderation, Regraded
from auditor.reports.words import counted, day_words, grade_mark, sentence


def grades_of_record(data: AuditReportData) -> list[Block]:
    """Which grades stand, what changed and why; nothing of an audit that was neither moderated nor reopened."""
    found = data.of_record
    if found is None:
        return []
    blocks = _moderated(data, found.moderation) if found.moderation is not None else []
    for one in found.regraded:
        blocks += _regraded(data, one)
    return blocks


def _moderated(data: AuditReportData, one: Moderation) -> list[Block]:
    how = "Moderated blind" if one.blind else "Moderated by a light-touch review"
    on = f", submitted on {day_words(one.on)}" if one.on else ""
    both = one.same + len(one.differences)
    differ = f"{len(one.differences)} {'differs' if len(one.differences) == 1 else 'differ'}"
    text = f"{how} ({one.why}){on}. {sentence(counted(both, 'grade'))} given by both: {one.same} the same, {differ}."
    if one.blind and one.seen_first:
        text += " The moderator had seen the first grade, so this says nothing of how far two readings agree."
    blocks: list[Block] = [Paragraph(text)]
    if not one.differences:
        return [*blocks, Paragraph("Every grade of record is the auditor's.")]
    columns = (
        Column("What", 2.6),
        Column("Auditor", 2.3),
        Column("Moderator", 2.3),
        Column("Of record", 2.3),
        Column("Why", 3.5),
    )
    rows = []
    for each in one.differences:
        marks = (grade_mark(data.scale, grade) for grade in (each.first, each.second, each.record))
        who = "Settled by the QA lead: " if each.settled else ""
        because = sentence(f"{who}{each.because}")
        rows.append(Row((each.name, *marks, Lines((Line(because), *_lines(each.text))))))
    return [
        *blocks,
        Table(columns, tuple(rows)),
        Paragraph("All other grades of record are the auditor's.", quiet=True),
    ]


def _lines(text: str) -> tuple[Line, ...]:
    return (Line(text.strip(), quiet=True),) if text.strip() else ()


def _regraded(data: AuditReportData, one: Regraded) -> list[Block]:
    why = one.reason.strip() or "The reason was erased."
    blocks: list[Block] = [Heading(f"Reopened on {day_words(one.on)}", 2), Paragraph(f"Why: {why}")]
    if not one.changes:
        return [*blocks, Paragraph("No grade of record changed.")]
    columns = (Column("What", 4), Column("Before", 3), Column("After", 3))
    rows = (
        Row((name, *(grade_mark(data.scale, grade, "No grade") for grade in (before, after))))
        for name, before, after in one.changes
    )
    return [*blocks, Table(columns, tuple(rows))]


SHOWS: dict[str, "Callable[[AuditReportData], list[Block]]"] = {"grades_of_record": grades_of_record}
"""The block of this module."""
