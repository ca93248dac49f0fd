"""Read a list that another system made, as CSV or as a workbook, without trusting it."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from auditor.audit.timescales.rows import Row
from auditor.errors import InputError, Problem, nearest

MOST_BYTES = 5_000_000
MOST_ROWS = 2_000
_MOST_UNPACKED = 50_000_000
_LAST_ROW, _MOST_COLUMNS = 1_048_576, 64
"""Of a workbook: its own last row, and far more columns than any list here has."""
_WORKBOOK = b"PK\x03\x04"


def read_table(
    path: Path, columns: Sequence[str], needed: Sequence[str], *, most_rows: int = MOST_ROWS
) -> tuple[list[Row], list[Problem]]:
    """The rows of a list, and what is wrong with its headings.

    Args:
        path: a CSV file (comma, semicolon or tab between cells) or an .xlsx workbook, whose first sheet is read.
        columns: every heading that may be there; others are named as problems.
        needed: those that must be.
        most_rows: a longer list is refused.

    Raises:
        InputError: it cannot be read, is too large, or is neither.
    """
    data = _bytes(path)
    lines = _workbook(data, path, most_rows) if data.startswith(_WORKBOOK) else _csv(data, path, most_rows)
    if not lines:
        raise InputError("There is nothing in this file.", str(path), f"Its first line names: {', '.join(columns)}")
    (first, head), body = lines[0], lines[1:]
    names = [" ".join(str(cell or "").split()).casefold() for cell in head]
    problems = [
        Problem(str(path), first, 0, "", f"unknown column '{name[:40]}'", nearest(name, tuple(columns)))
        for name in names
        if name and name not in columns
    ]
    problems += [
        Problem(str(path), first, 0, "", f"the column '{name}' is missing") for name in needed if name not in names
    ]
    problems += [
        Problem(str(path), first, 0, "", f"the column '{name}' is there twice")
        for name in dict.fromkeys(names)
        if name and names.count(name) > 1
    ]
    if problems:
        return [], problems
    rows = []
    for line, cells in body:
        if any(str(cell).strip() for cell in cells if cell is not None):
            rows.append(Row(line, {name: cell for name, cell in zip(names, cells, strict=False) if name}))
        if any(str(cell).strip() for cell in cells[len(names) :] if cell is not None):
            problems.append(Problem(str(path), line, 0, "", "has more cells than the first line has headings"))
    return rows, problems


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError("That is a folder, not a file.", str(path), "Name a CSV file or a workbook.")
        if path.exists() and not path.is_file():
            # A pipe that nobody writes to would be waited for without end.
            raise InputError("That is not a file.", str(path), "Name a CSV file or a workbook.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError("There is no such file.", str(path), "Check the name.") from error
    except (OSError, ValueError, RuntimeError) as error:
        detail = f"{path}: {getattr(error, 'strerror', None) or error}"
        raise InputError("The file cannot be read.", detail, "Check the name, and that you may read it.") from error
    if len(data) > MOST_BYTES:
        raise InputError("The file is too large.", f"{path}: more than 5 MB.", "Keep only the rows that are needed.")
    return data


def _csv(data: bytes, path: Path, most_rows: int) -> list[tuple[int, list[Any]]]:
    if b"\0" in data:
        raise InputError("This is neither a CSV file nor a workbook.", str(path), "Save it as CSV or .xlsx.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[Any]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((reader.line_num, list(cells)))
                _check_rows(len(found), path, most_rows)
    except csv.Error as error:
        raise InputError(
            "The CSV file cannot be read.", f"{path}:{reader.line_num}: {error}", "Save it again as CSV."
        ) from error
    return found


def _workbook(data: bytes, path: Path, most_rows: int) -> list[tuple[int, list[Any]]]:
    import openpyxl  # slow to load, and most lists are CSV

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MOST_UNPACKED:
                raise InputError("The workbook is too large.", str(path), "Keep only the rows that are needed.")
        found: list[tuple[int, list[Any]]] = []
        with warnings.catch_warnings():
            # About forms, charts and styles, of which nothing is wanted here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for number, cells in enumerate(_cells(book), start=1):
                if cells.count(None) < len(cells):
                    found.append((number, list(cells)))
                    _check_rows(len(found), path, most_rows)
    except InputError:
        raise
    except Exception as error:  # what openpyxl raises on a damaged workbook has no common kind
        raise InputError(
            "The workbook cannot be read.", f"{path}: {type(error).__name__}", "Save it again as .xlsx, or as CSV."
        ) from error
    return found


def _cells(book: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet, empty ones too: a sheet can have a million rows, whatever is in them."""
    sheets = book.worksheets
    return sheets[0].iter_rows(max_row=_LAST_ROW, max_col=_MOST_COLUMNS, values_only=True) if sheets else iter(())


def _check_rows(count: int, path: Path, most_rows: int) -> None:
    if count > most_rows + 1:  # with the headings
        raise InputError(
            "The file has too many rows.", f"{path}: more than {most_rows}.", "Keep those that are needed."
        )
