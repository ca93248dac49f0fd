"""The audit programme on a page: what stands in which month, what was found, what is next."""

import io

import pytest
from pdf_check import problems
from pikepdf import Pdf
from programme_samples import DONE, MONTHS, PLANNED, RUNNING, crowded, nothing, year
from report_reading import is_golden
from report_samples import ROOT

from auditor.reports.build import build_document, write
from auditor.reports.definition import load_report
from auditor.reports.document import Bullets, Chart, Lines, texts_of
from auditor.reports.figures import Matrix
from auditor.reports.programme.data import ProgrammeReportData

DEFINITION = load_report("programme", ROOT / "reports")


def chart_of(data: ProgrammeReportData) -> Chart:
    return next(block for block in build_document(DEFINITION, data).blocks if isinstance(block, Chart))


def cells(data: ProgrammeReportData) -> dict[str, dict[str, str]]:
    """What is drawn, by row and month."""
    figure = chart_of(data).figure
    assert isinstance(figure, Matrix)
    assert len(figure.columns) == len(data.months)
    return {
        name: {month: cell.shown for month, cell in zip(data.months, row, strict=True) if cell.shown}
        for name, row in zip(figure.rows, figure.cells, strict=True)
    }


def test_the_text_of_the_report() -> None:
    is_golden(build_document(DEFINITION, year()), "programme")


def test_each_round_stands_in_the_month_its_audits_count_in() -> None:
    found = cells(year())
    assert found["Summer 2026"] == {"2026-07": "12"}
    assert found["Supervision"] == {"2026-10": "6"}
    assert found["Winter 2027"] == {"2027-01": "plan"}
    assert found["Full audits"] == {"2026-04": "18", "2026-07": "21", "2026-11": "4"}


def test_a_round_is_shaded_until_its_audits_are_due() -> None:
    figure = chart_of(year()).figure
    assert isinstance(figure, Matrix)
    [row] = [row for name, row in zip(figure.rows, figure.cells, strict=True) if name == "Summer 2026"]
    assert [month for month, cell in zip(MONTHS, row, strict=True) if cell.weight] == ["2026-07", "2026-08"]
    assert [month for month, cell in zip(MONTHS, row, strict=True) if cell.framed] == ["2026-07"]


def test_every_figure_that_is_drawn_is_in_the_table() -> None:
    said = {}
    for row in chart_of(year()).table.rows:
        name = row.cells[0]
        assert isinstance(name, Lines)
        said[name.lines[0].text] = " ".join(text for cell in row.cells for text in _texts(cell))
    assert "12 of 12" in said["Summer 2026"]
    assert "as at 15 Jul" in said["Summer 2026"]
    assert "Apr 18, Jul 21, Nov 4" in said["Full audits"]
    assert "17 of 43 good or outstanding (40%); 12 were expected in rounds" in said["Full audits"]
    assert "12 of 12" not in said["Winter 2027"]


def _texts(cell: object) -> list[str]:
    if isinstance(cell, Lines):
        return [line.text for line in cell.lines]
    return [cell if isinstance(cell, str) else getattr(cell, "shown", getattr(cell, "word", ""))]


def test_what_is_next_is_what_runs_and_what_is_planned() -> None:
    def told(*rounds: object) -> tuple[str, ...]:
        blocks = build_document(DEFINITION, year(rounds=rounds)).blocks
        return next(block.items for block in blocks if isinstance(block, Bullets))

    assert told(DONE, RUNNING, PLANNED) == (
        "Supervision: 4 audits still to come, 3 of them overdue; due by 18 November 2026.",
        "Winter 2027: full audits, as at 29 January 2027, due by 19 February 2027; its sample is not drawn yet.",
        "No audit or round of these themes: Assessments; Domestic abuse.",
    )
    assert "No further round is planned in this programme." in told(DONE)


def test_what_is_done_is_told_by_kind_with_who_audited() -> None:
    text = "\n".join(texts_of(build_document(DEFINITION, year())))
    assert "50 audits are done: 43 full audits, 6 thematic audits and 1 re-audit." in text
    assert "18 of 22 expected in rounds are in, 3 overdue." in text
    assert "10 people audited: 9 auditors and 1 team manager." in text


def test_a_year_is_one_page_and_more_breaks_into_several() -> None:
    def pages(data: ProgrammeReportData) -> int:
        return len(Pdf.open(io.BytesIO(write(build_document(DEFINITION, data), "pdf"))).pages)

    assert pages(year()) == 1
    assert pages(crowded()) > 1
    assert "and 3 more" not in "\n".join(texts_of(build_document(DEFINITION, crowded())))


def test_nothing_at_all_is_said_and_not_failed_on() -> None:
    text = "\n".join(texts_of(build_document(DEFINITION, nothing())))
    assert "There is no round and no audit in these months." in text


@pytest.mark.parametrize("data", [year(), crowded(), nothing()], ids=["a year", "crowded", "nothing"])
def test_the_pdf_is_tagged(data: ProgrammeReportData) -> None:
    assert problems(write(build_document(DEFINITION, data), "pdf")) == []
