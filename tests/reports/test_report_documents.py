"""What the reports say: every figure with what it rests on, and everything recorded in its place."""

from dataclasses import replace
from itertools import pairwise

import pytest
from report_samples import NOTES, ROOT, audit_data, measures_data, standards

from auditor.audit.examination import OVERALL, Examination, GradeGiven
from auditor.audit.profile import Profile
from auditor.audit.scope import Scope
from auditor.audit.states import State
from auditor.errors import InputError
from auditor.measures.scorecard import overall_profile, scorecard
from auditor.reports.build import build_document
from auditor.reports.definition import load_reports
from auditor.reports.document import (
    Block,
    Chart,
    Document,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Table,
    cell_texts,
    texts_of,
)
from auditor.reports.words import months_words

REPORTS = load_reports(ROOT / "reports")


def under(document: Document, heading: str) -> list[Block]:
    """The blocks of one part of the report."""
    found, inside = [], False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.text == heading
        elif inside:
            found.append(block)
    return found


def words(blocks: list[Block], document: Document) -> str:
    return "\n".join(texts_of(replace(document, blocks=tuple(blocks))))


# -- one audit --------------------------------------------------------------------------------------------------------


def test_everything_recorded_is_in_the_report() -> None:
    data = audit_data()
    text = "\n".join(texts_of(build_document(REPORTS["audit"], data)))
    examination = data.examination
    recorded = [*examination.evidence.values(), *examination.notes.values(), examination.difference.text]
    recorded += [finding.text for finding in examination.findings.values()]
    recorded += [action.what for action in examination.actions.values()]
    for talk in examination.conversations.values():
        recorded += [talk.why, talk.said, talk.follow_up]
    recorded += [given.reason for given in examination.grades.values()]
    for part in recorded:
        assert part in text
    for item in data.scope.asked.values():
        assert item.criterion.question in text


def test_the_head_says_what_was_audited_by_which_rules() -> None:
    data = audit_data()
    document = build_document(REPORTS["audit"], data)
    text = words(under(document, "About this audit"), document)
    for part in (
        "9904093",
        "Full audit",
        "1 May 2026 to 31 October 2026",
        data.team,
        "Practice standards",
        "aged 5 to 9",
    ):
        assert part in text
    assert data.summary.content_hash[:12] in text
    assert data.summary.scoring_hash[:12] in text
    assert "Not moderated" in text


def test_strengths_come_first() -> None:
    document = build_document(REPORTS["audit"], audit_data())
    headings = [block.text for block in under(document, "What we found") if isinstance(block, Heading)]
    assert headings == ["Strengths", "Areas for improvement"]


def test_grades_have_their_word_and_symbol() -> None:
    document = build_document(REPORTS["audit"], audit_data())
    table = next(block for block in under(document, "Section by section") if isinstance(block, Table))
    scale = standards().current.scale
    known = {(grade.word, grade.symbol) for grade in scale.grades}
    assert {(row.cells[2].word, row.cells[2].symbol) for row in table.rows} <= known  # type: ignore[union-attr]


def test_actions_are_in_order_of_their_dates() -> None:
    document = build_document(REPORTS["audit"], audit_data())
    table = next(block for block in under(document, "What will be done") if isinstance(block, Table))
    assert [row.cells[2] for row in table.rows] == ["4 December 2026", "11 December 2026", "15 January 2027"]


def test_how_it_was_graded_tells_the_first_grade_and_departures() -> None:
    data = audit_data()
    document = build_document(REPORTS["audit"], data)
    blocks = under(document, "How it was graded")
    table = next(block for block in blocks if isinstance(block, Table))
    overall = next(row for row in table.rows if row.cells[0] == "Overall")
    assert list(cell_texts(overall.cells[1])) == ["First: Good", "Then: Requires improvement to be good"]
    changed = sum(1 for given in data.examination.grades.values() if given.first != given.grade)
    assert f"{changed} changed afterwards" in words(blocks, document)
    assert all(list(cell_texts(row.cells[3])) != [""] for row in table.rows)


def test_a_departure_without_a_reason_says_so() -> None:
    data = audit_data()
    grades = {**data.examination.grades, OVERALL: GradeGiven("outstanding", "outstanding")}
    document = build_document(REPORTS["audit"], replace(data, examination=replace(data.examination, grades=grades)))
    assert "No reason given" in words(under(document, "How it was graded"), document)


def test_a_moderated_grade_stands_beside_the_auditors() -> None:
    document = build_document(REPORTS["audit"], audit_data(moderated=True))
    text = "\n".join(texts_of(document))
    assert "Moderated: the grade of record is the agreed one" in text
    agreed = (
        "The auditor's overall grade was requires improvement to be good; the agreed grade of record is inadequate."
    )
    assert agreed in text


@pytest.mark.parametrize(("state", "said"), [(State.DRAFT, "not submitted"), (State.VOID, "void")])
def test_an_audit_that_does_not_count_says_so(state: State, said: str) -> None:
    document = build_document(REPORTS["audit"], audit_data(state=state))
    notes = [block for block in document.blocks if isinstance(block, Note)]
    assert len(notes) == 1
    assert said in notes[0].title


def test_what_was_not_asked_has_its_reason() -> None:
    data = audit_data()
    document = build_document(REPORTS["audit"], data)
    table = next(block for block in under(document, "What was not asked, and why") if isinstance(block, Table))
    sections = (*data.scope.sections, *data.scope.not_asked_sections)
    assert sum(int(row.cells[2]) for row in table.rows) == sum(len(s.not_asked) for s in sections)  # type: ignore[arg-type]
    assert "Not cared for" in [row.cells[0] for row in table.rows]


def test_an_empty_draft_can_be_reported() -> None:
    data = audit_data(state=State.DRAFT)
    document = build_document(REPORTS["audit"], replace(data, examination=Examination()))
    text = "\n".join(texts_of(document))
    assert "No finding was recorded." in text
    assert "Not answered" in text
    assert "Nothing has been graded yet." in text


@pytest.mark.parametrize("subject", ["supervision_record", "fostering_household"])
def test_other_subjects_can_be_reported(subject: str) -> None:
    data = audit_data(state=State.DRAFT)
    scope = Scope(standards().current, Profile(subject))
    document = build_document(REPORTS["audit"], replace(data, scope=scope))
    table = next(block for block in under(document, "Conversations") if isinstance(block, Table))
    assert "The child" not in [row.cells[0] for row in table.rows]
    assert under(document, "The difference our work made") == []


# -- measures ---------------------------------------------------------------------------------------------------------


def rows_of(document: Document) -> list[Row]:
    return next(block for block in under(document, "Scorecard") if isinstance(block, Table)).rows  # type: ignore[return-value]


def test_no_band_without_its_number_and_interval() -> None:
    document = build_document(REPORTS["measures"], measures_data())
    rows = [row for row in rows_of(document) if not row.group]
    assert len(rows) == 15
    for row in rows:
        _, _, counted, percent, interval, band, moderated = row.cells
        if band.tone != "neutral":  # type: ignore[union-attr]
            assert " of " in counted  # type: ignore[operator]
            assert percent.endswith("%")  # type: ignore[union-attr]
            assert " to " in interval  # type: ignore[operator]
            assert moderated.isdigit()  # type: ignore[union-attr]


def test_measures_stand_under_their_priority_once() -> None:
    rows = rows_of(build_document(REPORTS["measures"], measures_data()))
    groups = [row.cells[0] for row in rows if row.group]
    assert len(groups) == len(set(groups)) == 5
    assert not any(first.group and second.group for first, second in pairwise(rows))


def test_thresholds_are_printed_and_decisions_are_footnotes() -> None:
    data = measures_data()
    measures = tuple(replace(m, decision="75 stands in two bands." if m.id == "1.2-c" else "") for m in data.measures)
    document = build_document(REPORTS["measures"], replace(data, measures=measures))
    row = next(row for row in rows_of(document) if row.cells[0] == "1.2-c")
    title, thresholds = cell_texts(row.cells[1])
    assert title.endswith("[1]")
    assert thresholds == "Outstanding 90-100, good 80-89, requires improvement 65-79"
    assert words(under(document, "How the thresholds were read"), document).endswith(
        "[1] 1.2-c: 75 stands in two bands."
    )


def test_too_few_no_data_and_not_computed_are_said() -> None:
    text = "\n".join(texts_of(build_document(REPORTS["measures"], measures_data())))
    for part in ("Too few to tell", "No data", "Not computed: needs supervision dates", "No band"):
        assert part in text
    assert "61 of 236" in text
    assert "March 2026 to October 2026" in text


def test_two_sets_of_scoring_rules_are_noted() -> None:
    document = build_document(REPORTS["measures"], measures_data(mixed=True))
    assert [b.title for b in document.blocks if isinstance(b, Note)] == [
        "The rules of scoring changed within these audits"
    ]
    assert not any(isinstance(b, Note) for b in build_document(REPORTS["measures"], measures_data()).blocks)


def test_early_help_is_shown_apart() -> None:
    bars = [b for b in build_document(REPORTS["measures"], measures_data()).blocks if isinstance(b, Chart)]
    assert [chart.figure.bars[0].total for chart in bars] == [236, 17]


def test_a_period_without_audits() -> None:
    data = measures_data()
    empty = scorecard(standards().measures, standards().current.judgements, {}, {})
    empty_data = replace(
        data,
        measures=empty,
        profile=overall_profile(None),
        early_help=(),
        editions=(),
        moderated=0,
        months=(None, None),
    )
    text = "\n".join(texts_of(build_document(REPORTS["measures"], empty_data)))
    assert "No audit counts in this period." in text
    assert "0%" not in text


def test_one_team_is_named() -> None:
    document = build_document(REPORTS["measures"], measures_data(teams=("Children in care, south",)))
    assert "Children in care, south" in document.subtitle


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-03", "2026-03", "March 2026"),
        ("2026-03", None, "from March 2026"),
        (None, "2026-10", "up to October 2026"),
        (None, None, "all months"),
    ],
)
def test_months(first: str | None, last: str | None, said: str) -> None:
    assert months_words(first, last) == said


# -- building ---------------------------------------------------------------------------------------------------------


def test_a_definition_of_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match="shows measures, not one audit"):
        build_document(REPORTS["measures"], audit_data())


def test_order_headings_and_page_breaks_come_from_the_definition() -> None:
    definition = REPORTS["audit"]
    about, grade = definition.sections[:2]
    turned = (replace(grade, heading="Grade for {team}", new_page=True, text="Of {lcs_number}."), about)
    document = build_document(replace(definition, sections=turned), audit_data())
    assert isinstance(document.blocks[0], PageBreak)
    assert document.blocks[1:3] == (
        Heading("Grade for Assessment and safeguarding, north"),
        Paragraph("Of 9904093."),
    )


def test_notes_with_braces_stay_as_they_are() -> None:
    document = build_document(REPORTS["audit"], audit_data(notes=["see {team} and {0}", *NOTES]))
    assert "see {team} and {0}" in "\n".join(texts_of(document))


def test_a_row_must_fit_its_table() -> None:
    with pytest.raises(ValueError, match="a row of 2 cells in a table of 0 columns"):
        Table((), (Row(("a", "b")),))


@pytest.mark.parametrize(
    ("state", "name", "said"),
    [
        (State.SUBMITTED, "Grade of record", ""),
        (State.DRAFT, "Grade so far", "It counts nowhere yet"),
        (State.VOID, "Grade given", "It counts nowhere: "),
    ],
)
def test_only_a_grade_that_counts_is_of_record(state: State, name: str, said: str) -> None:
    document = build_document(REPORTS["audit"], audit_data(state=state))
    text = words(under(document, name), document)
    assert said in text
    assert ("It counts nowhere" in text) is bool(said)
    assert ("Grade of record" in "\n".join(texts_of(document))) is (state is State.SUBMITTED)
