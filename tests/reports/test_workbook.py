"""The workbook and the CSV: figures that can be reckoned with, texts that cannot run, nothing cut."""

import csv
import io
import zipfile

import openpyxl
import pytest
from block_samples import EVERY_KIND, HOSTILE, blocks_of, made
from chart_samples import CHARTS
from openpyxl.worksheet.worksheet import Worksheet

from auditor.reports.document import Chart, Column, Document, Heading, KeyValues, Number, Paragraph, Row, Table
from auditor.reports.writers.csv import write_csv
from auditor.reports.writers.xlsx import number_format, write_xlsx

MARK = "Internal, not for publication"


def sheets(document: Document) -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(document))).worksheets


def test_each_table_has_a_sheet_with_its_head_frozen_and_its_mark() -> None:
    report, *tables = sheets(made(Heading("Charts"), *CHARTS.values(), synthetic=True))
    assert report.title == "Report"
    assert len(tables) == len(CHARTS)
    for number, (sheet, chart) in enumerate(zip(tables, CHARTS.values(), strict=True), start=1):
        assert isinstance(chart, Chart)
        assert sheet.title.startswith(f"{number} ")
        assert sheet["A1"].value == f"Synthetic: invented data · {MARK} · Running title"
        assert sheet["A2"].value == "Made today by Ada"
        assert sheet["A3"].value == chart.title
        assert [cell.value for cell in sheet[4]] == [column.heading for column in chart.table.columns]
        assert sheet.freeze_panes == "B5"
        assert sheet.max_row == 4 + len(chart.table.rows)
        assert f"sheet “{sheet.title}”" in "".join(str(row[0].value) for row in report.iter_rows())
    for sheet in (report, *tables):
        assert MARK in str(sheet.oddHeader.right.text)
        assert "Made today by Ada" in str(sheet.oddFooter.left.text)


def test_figures_are_figures_and_look_as_they_do_elsewhere() -> None:
    cells = (
        Number("63%", 0.63, percent=True),
        Number("1,234", 1234),
        Number("0.71", 0.71),
        Number("63% of 48", 0.63, percent=True),
        Number("-3", -3),
        Number("hidden"),
    )
    table = Table(tuple(Column(str(place)) for place in range(len(cells))), (Row(cells),))
    row = sheets(made(table))[1][5]
    assert [cell.value for cell in row] == [0.63, 1234, 0.71, 0.63, -3, "hidden"]
    formats = [cell.number_format for cell in row]
    words = '"63% of 48"'
    assert formats == ["0%", "#,##0", "0.00", f"{words};{words};{words}", "0", "General"]
    assert number_format(Number('a "quoted" figure', 3)) == "", "no format can show it, so the cell holds the words"


@pytest.mark.parametrize("kind", ["formula", "minus", "at", "error"])
def test_no_text_is_a_formula_or_an_error(kind: str) -> None:
    for sheet in sheets(made(*blocks_of(HOSTILE[kind]), title=HOSTILE[kind])):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), cell.value
                if isinstance(cell.value, str) and cell.value[0] in "=+-@":
                    assert cell.quotePrefix, "it stays text when somebody edits it"


def test_a_text_longer_than_a_cell_goes_on_beneath() -> None:
    long = "word " * 20_000
    table = Table((Column("A"), Column("B")), (Row((long, Number("5", 5))), Row(("next", Number("6", 6)))))
    report, sheet = sheets(made(Paragraph(long), KeyValues((("Name", long),)), table))
    first = [str(sheet.cell(row, 1).value) for row in range(5, sheet.max_row + 1)]
    assert "".join(first) == long + "next"
    assert [sheet.cell(row, 2).value for row in range(5, sheet.max_row + 1)] == [5, None, None, None, 6]
    assert "".join(str(row[1].value or "") for row in report.iter_rows(min_row=5)) == long


def test_the_file_carries_the_moment_of_the_report_only() -> None:
    with zipfile.ZipFile(io.BytesIO(write_xlsx(made(*EVERY_KIND.values())))) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = book.read("docProps/core.xml").decode()
        parts = " ".join(book.namelist())
    assert core.count("2026-11-22T10:42:00Z") == 2
    assert "externalLink" not in parts
    assert "vbaProject" not in parts


def test_sheets_with_equal_and_impossible_titles_have_names_of_their_own() -> None:
    table = Table((Column("A"),), (Row(("x",)),), caption="Grades [by] team: a/b\\c*? 'and a very long title'")
    names = [sheet.title for sheet in sheets(made(table, table, table))]
    assert len(set(names)) == 4
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


def test_the_csv_has_every_table_under_its_title() -> None:
    chart = CHARTS["one bar"]
    rows = list(csv.reader(io.StringIO(write_csv(made(Heading("Grades"), chart)).decode("utf-8-sig"), newline="")))
    at = rows.index([chart.title])
    assert rows[at - 2 : at] == [["Grades"], []]
    assert rows[at + 2 : at + 4] == [["Grade", "Audits", "Share"], ["★ Outstanding", "6", "3%"]]
    assert rows[:4] == [["A title"], ["A subtitle"], [MARK], ["For: The board"]]


def test_the_csv_holds_nothing_that_a_spreadsheet_would_run() -> None:
    content = write_csv(made(*(block for text in HOSTILE.values() for block in blocks_of(text)), title="=1+1"))
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    figures = Table((Column("A"),), (Row((Number("-3", -3),)), Row((Number("-3 or so", -3),))))
    assert write_csv(made(figures)).decode().endswith("A\r\n-3\r\n'-3 or so\r\n"), "a figure is no formula"
