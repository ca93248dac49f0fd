"""A list that another system made is read as CSV or as a workbook, and never trusted."""

import io
import os
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from auditor.audit.timescales.key_dates import Standing
from auditor.errors import ExitCode, InputError
from auditor.standards.load import Standards
from auditor.use_cases.audits.check_timescales import BadListError, key_dates_in, school_terms_in
from auditor.use_cases.table_files import MOST_BYTES, MOST_ROWS, read_table

COLUMNS = ("event", "date", "time")


def table(tmp_path: Path, content: bytes, name: str = "dates.csv") -> list[tuple[int, dict[str, Any]]]:
    path = tmp_path / name
    path.write_bytes(content)
    rows, problems = read_table(path, COLUMNS, COLUMNS[:2])
    assert problems == []
    return [(row.line, dict(row.cells)) for row in rows]


def workbook(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def problems(path: Path) -> list[str]:
    rows, found = read_table(path, COLUMNS, COLUMNS[:2])
    assert rows == [] or found
    return [str(one).removeprefix(str(path)) for one in found]


# -- CSV --------------------------------------------------------------------------------------------------------------

WANTED = [(2, {"event": "visit", "date": "12/03/2026", "time": "9:30"})]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cells_are_parted_by_comma_semicolon_or_tab(tmp_path: Path, delimiter: str, end: str) -> None:
    lines = [("event", "date", "time"), ("visit", "12/03/2026", "9:30")]
    content = end.join(delimiter.join(line) for line in lines) + end
    assert table(tmp_path, content.encode()) == WANTED


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfevent,date,time\nvisit,12/03/2026,9:30\n",
        b"EVENT, Date ,time\nvisit,12/03/2026,9:30",
        b'date,event,time\n"12/03/2026","visit",9:30\n',
        b"event,date,time,,\nvisit,12/03/2026,9:30,,\n,,\n",
    ],
    ids=["with a byte order mark", "headings in any case", "in any order and quoted", "empty cells and rows"],
)
def test_a_list_is_read_as_people_save_it(tmp_path: Path, content: bytes) -> None:
    assert table(tmp_path, content) == WANTED


def test_letters_of_a_windows_machine_are_read(tmp_path: Path) -> None:
    content = "event,date\nmother\N{RIGHT SINGLE QUOTATION MARK}s café,12/03/2026\n".encode("cp1252")
    assert table(tmp_path, content)[0][1]["event"] == "mother\N{RIGHT SINGLE QUOTATION MARK}s café"


def test_lines_are_those_of_the_file_also_after_empty_ones(tmp_path: Path) -> None:
    rows = table(tmp_path, b"\n\nevent,date\n\nvisit,12/03/2026\n\n\nbirth,13/03/2026\n")
    assert [line for line, _ in rows] == [5, 8]


def test_a_cell_may_hold_the_delimiter_and_line_breaks(tmp_path: Path) -> None:
    rows = table(tmp_path, b'event,date\n"visit, at\nhome",12/03/2026\n')
    assert rows[0][1]["event"] == "visit, at\nhome"


# -- workbooks --------------------------------------------------------------------------------------------------------


def test_a_workbook_gives_dates_times_and_numbers_as_they_are(tmp_path: Path, loaded_standards: Standards) -> None:
    path = workbook(
        tmp_path / "dates.xlsx",
        ("Event", "Date", "Time", "id", "follows"),
        ("message received", date(2026, 3, 12), time(9, 30), 7, None),
        (None, None, None, None, None),
        ("message answered", datetime(2026, 3, 13, 16, 5), None, 8, 7),  # noqa: DTZ001
        ("visit", "14/03/2026", "2pm", None, None),
        ("birth", "x", None, None, None),
    )
    found = key_dates_in(path, loaded_standards.current)
    assert [(one.id, one.event, one.on, one.at, one.follows) for one in found] == [
        ("7", "message_received", date(2026, 3, 12), time(9, 30), None),
        ("8", "message_answered", date(2026, 3, 13), time(16, 5), "7"),
        ("line-5", "visit", date(2026, 3, 14), time(14, 0), None),
        ("line-6", "birth", None, None, None),
    ]
    assert found[-1].standing is Standing.NOT_ON_FILE


def test_formatted_empty_rows_beneath_the_list_do_not_make_it_too_long(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("event", "date"))
    sheet.append(("visit", date(2026, 3, 12)))
    for line in range(3, MOST_ROWS + 50):
        sheet.cell(line, 1).number_format = "@"
    book.save(tmp_path / "dates.xlsx")
    rows, found = read_table(tmp_path / "dates.xlsx", COLUMNS, COLUMNS[:2])
    assert (len(rows), found) == (1, [])


def test_a_workbook_that_says_it_is_huge_is_read_at_once(tmp_path: Path) -> None:
    """A sheet of one cell in its last row and column is two hundred bytes, and sixteen thousand million cells."""
    last = f"{get_column_letter(16_384)}1048576"
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:{last}"/><sheetData><row r="1048576"><c r="{last}"><v>1</v></c></row></sheetData>'
        "</worksheet>"
    )
    path = tmp_path / "huge.xlsx"
    source = workbook(tmp_path / "small.xlsx", ("event", "date"))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    with pytest.raises(InputError, match="There is nothing in this file"):
        read_table(path, COLUMNS, COLUMNS[:2])


# -- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (b"event,dat\n", [":1:0: the column 'date' is missing", ":1:0: unknown column 'dat' (did you mean date?)"]),
        (b"event,date,date\n", [":1:0: the column 'date' is there twice"]),
        (b"visit,12/03/2026\n", 4),
        (b"event,date\nvisit,12/03/2026,9:30\n", [":2:0: has more cells than the first line has headings"]),
    ],
)
def test_headings_that_do_not_fit_are_named(tmp_path: Path, head: bytes, says: Any) -> None:
    path = tmp_path / "dates.csv"
    path.write_bytes(head)
    found = problems(path)
    assert len(found) == says if isinstance(says, int) else sorted(found) == says


def _zip(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "There is nothing in this file."),
        (b"\n\n , \n", "There is nothing in this file."),
        (b"event,date\0\n", "This is neither a CSV file nor a workbook."),
        ("event,date\n".encode("utf-16"), "This is neither a CSV file nor a workbook."),
        (b'event,date\n"visit,12/03/2026\n', "The CSV file cannot be read."),
        (b"event,date\n" + b"v" * 200_000 + b",1/1/2026\n", "The CSV file cannot be read."),
        (b"event,date\n" + b"visit,1/1/2026\n" * (MOST_ROWS + 1), "The file has too many rows."),
        (b"e" * (MOST_BYTES + 1), "The file is too large."),
        (b"PK\x03\x04 and nothing more", "The workbook cannot be read."),
        (_zip(**{"notes.txt": b"not a workbook"}), "The workbook cannot be read."),
    ],
    ids=["empty", "blank", "nul", "utf-16", "open quote", "long cell", "rows", "bytes", "cut off", "another zip"],
)
def test_what_is_not_a_list_is_refused_in_words(tmp_path: Path, content: bytes, title: str) -> None:
    path = tmp_path / "given"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_table(path, COLUMNS, COLUMNS[:2])
    assert refused.value.title == title
    assert str(path) in refused.value.detail


def test_a_workbook_that_grows_on_unpacking_is_refused_before_it_does(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(60_000_000))
    with pytest.raises(InputError, match="too large"):
        read_table(path, COLUMNS, COLUMNS[:2])


@pytest.mark.parametrize("kind", ["folder", "pipe", "nothing", "loop"])
def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "loop":
            path.symlink_to(path)
    with pytest.raises(InputError) as refused:
        read_table(path, COLUMNS, COLUMNS[:2])
    assert str(path) in refused.value.detail


def test_everything_wrong_in_rows_is_told_at_once_and_nothing_is_taken(
    tmp_path: Path, loaded_standards: Standards
) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("event,date,time\nvisitt,12/03/2026,\nvisit,12/03/2026,9:30\nvisit,never,noon\n", "utf-8")
    with pytest.raises(BadListError) as refused:
        key_dates_in(path, loaded_standards.current)
    assert [(one.line, one.key) for one in refused.value.problems] == [(2, "event"), (4, "date"), (4, "time")]
    assert refused.value.exit_code == ExitCode.USAGE


def test_school_terms_have_their_own_columns(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("name;first;last\nSpring;05/01/2026;27/03/2026\n", "utf-8")
    (term,) = school_terms_in(path)
    assert (term.name, term.first, term.last) == ("Spring", date(2026, 1, 5), date(2026, 3, 27))
    path.write_text("name,first\nSpring,05/01/2026\n", "utf-8")
    with pytest.raises(BadListError, match="the column 'last' is missing"):
        school_terms_in(path)
