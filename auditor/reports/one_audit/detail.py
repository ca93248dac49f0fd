"""The long parts of an audit's report: every answer, what was not asked, and how it was graded."""

from collections.abc import Callable, Iterable

from auditor.audit.examination import OVERALL, GradeGiven
from auditor.audit.scope import AskedCriterion, AskedSection
from auditor.audit.suggestions import suggestion
from auditor.reports.document import Block, Cell, Column, Heading, Line, Lines, Paragraph, Row, Table
from auditor.reports.marks import Mark
from auditor.reports.one_audit.data import AuditReportData
from auditor.reports.words import answer_mark, counted, grade_mark, sentence

_NOT_ASKED = "not asked: "


def answers(data: AuditReportData) -> list[Block]:
    """Each section's answers, with evidence pointers and notes."""
    return [block for section in data.scope.sections if section.asked for block in _section(data, section)]


def _section(data: AuditReportData, asked: AskedSection) -> Iterable[Block]:
    section = asked.section
    if asked.graded_with == asked.id:
        grade = data.record.sections.get(asked.id)
        yield Heading(f"{section.code} {section.title}", 2, grade_mark(data.scale, grade))
    else:
        other = data.scope.checklist.sections_by_id[asked.graded_with].code
        yield Heading(f"{section.code} {section.title}", 2, Mark(f"graded with {other}"))
    columns = (Column("Answer", 2.3), Column("Question, evidence and notes", 7.7))
    yield Table(columns, tuple(_answer(data, item) for item in asked.asked))
    if note := data.examination.notes.get(asked.id, "").strip():
        yield Paragraph(f"Note on {section.code}: {note}")


def _answer(data: AuditReportData, item: AskedCriterion) -> Row:
    criterion = item.criterion
    given = data.examination.answers.get(criterion.id)
    mark: Cell
    if given is None:
        mark = Mark("Not answered")
    elif given.answer is not None:
        mark = answer_mark(data.scale, given.answer)
    else:
        mark = Lines((Line("Not applicable"), Line(_reason(data, given.not_applicable), quiet=True)))
    cited = ", ".join(criterion.points) or (criterion.source or "")
    lines = [Line(criterion.question + (f" ({cited})" if cited else ""))]
    if evidence := data.examination.evidence.get(criterion.id, "").strip():
        lines.append(Line(evidence, "Evidence", quiet=True))
    if given is not None and given.reason.strip():
        lines.append(Line(given.reason.strip(), "Why not as the dates say", quiet=True))
    if note := data.examination.notes.get(criterion.id, "").strip():
        lines.append(Line(note, "Note", quiet=True))
    return Row((mark, Lines(tuple(lines))))


def _reason(data: AuditReportData, reason_id: str | None) -> str:
    labels = {reason.id: reason.label for reason in data.scale.not_applicable_reasons}
    return labels.get(reason_id or "", reason_id or "no reason given")


def not_asked(data: AuditReportData) -> list[Block]:
    """What was not asked of this subject and why, by reason; and what could have been opened."""
    by_reason: dict[str, dict[str, int]] = {}
    for section in (*data.scope.sections, *data.scope.not_asked_sections):
        for item in section.not_asked:
            reason = item.applies.reason.removeprefix(_NOT_ASKED)
            codes = by_reason.setdefault(reason, {})
            codes[section.section.code] = codes.get(section.section.code, 0) + 1
    blocks: list[Block] = []
    if by_reason:
        columns = (
            Column("Because", 4),
            Column("Sections, with the number of questions", 5),
            Column("In all", 1, "right"),
        )
        ordered = sorted(by_reason.items(), key=lambda entry: (-sum(entry[1].values()), entry[0]))
        rows = tuple(Row((sentence(why), _codes(codes), str(sum(codes.values())))) for why, codes in ordered)
        blocks.append(Table(columns, rows))
    unopened = {asked.section.code: len(asked.unopened) for asked in data.scope.sections if asked.unopened}
    if unopened:
        total = counted(sum(unopened.values()), "deeper question")
        blocks.append(Paragraph(f"{sentence(total)} applied and were not opened in this audit: {_codes(unopened)}."))
    return blocks


def _codes(codes: dict[str, int]) -> str:
    return ", ".join(f"{code} ({count})" for code, count in codes.items())


def how_graded(data: AuditReportData) -> list[Block]:
    """The first grade beside the one that stands, and every departure from a suggestion with its reason."""
    named = _named(data)
    given = [(name, key, data.examination.grades[key]) for key, name in named if key in data.examination.grades]
    if not given:
        return []
    changed = [entry for entry in given if entry[2].first != entry[2].grade]
    departed = [entry for entry in given if _departs(data, entry[1], entry[2])]
    text = (
        f"{counted(len(given), 'grade')} given: {len(given) - len(changed)} stand as first given, before any "
        f"suggestion was shown, and {len(changed)} changed afterwards. {counted(len(departed), 'grade')} "
        f"{'departs' if len(departed) == 1 else 'depart'} from the suggestion."
    )
    blocks: list[Block] = [Paragraph(text)]
    record, own = data.summary.overall, data.examination.grade_of(OVERALL)
    if data.summary.counted and own is not None and own != record:
        theirs, agreed = grade_mark(data.scale, own).word.lower(), grade_mark(data.scale, record).word.lower()
        blocks.append(Paragraph(f"The auditor's overall grade was {theirs}; the agreed grade of record is {agreed}."))
    shown = [entry for entry in given if entry in changed or entry in departed]
    if shown:
        columns = (Column("What", 2.4), Column("Grade given", 2.9), Column("Suggested", 2.7), Column("Reason", 2.8))
        blocks.append(Table(columns, tuple(_graded(data, *entry) for entry in shown)))
    return blocks


def _named(data: AuditReportData) -> list[tuple[str, str]]:
    names = [(section.id, f"{section.code} {section.title}") for section in data.scope.graded_sections]
    names += [(item.judgement.id, item.judgement.title) for item in data.scope.judgements if item.graded_by_auditor]
    return [*names, (OVERALL, "Overall")]


def _departs(data: AuditReportData, key: str, given: GradeGiven) -> bool:
    suggested = suggestion(data.scope, data.examination, key)
    return suggested is not None and suggested.grade != given.grade


def _graded(data: AuditReportData, name: str, key: str, given: GradeGiven) -> Row:
    first, now = (grade_mark(data.scale, grade) for grade in (given.first, given.grade))
    then: Cell = now
    if given.first != given.grade:
        then = Lines((Line(f"First: {first.word}"), Line(f"Then: {now.word}")))
    suggested = suggestion(data.scope, data.examination, key)
    said: Cell = ""
    if suggested is not None:
        word = grade_mark(data.scale, suggested.grade).word
        said = Lines((Line(word), Line(suggested.reason, quiet=True)))
    return Row((name, then, said, given.reason.strip() or ("No reason given" if _departs(data, key, given) else "")))


SHOWS: dict[str, Callable[[AuditReportData], list[Block]]] = {
    "answers": answers,
    "not_asked": not_asked,
    "how_graded": how_graded,
}
