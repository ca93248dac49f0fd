"""A document as one CSV text: every table with its title above it, and the text between them, a line to a paragraph."""

import csv
import io
import re
from collections.abc import Iterator

from auditor.reports.document import (
    SYNTHETIC,
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Heading,
    KeyValues,
    Lines,
    Note,
    Number,
    PageBreak,
    Paragraph,
    Quote,
    Table,
)
from auditor.reports.marks import Mark
from auditor.reports.writers.characters import tidy
from auditor.reports.writers.spreadsheet import inert

_FIGURE = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")


def write_csv(document: Document) -> bytes:
    """The document as CSV in UTF-8, marked as such for spreadsheets, with a comma between cells."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    for row in _rows(document):
        writer.writerow(row)
    return target.getvalue().encode("utf-8-sig")


def _rows(document: Document) -> Iterator[list[str]]:
    marks = [SYNTHETIC, document.mark] if document.synthetic else [document.mark]
    for text in (document.title, document.subtitle, *marks, *document.about):
        yield [_text(text)]
    before: Block | None = None
    for block in document.blocks:
        if not (isinstance(before, Heading) and isinstance(block, Heading)):
            yield []
        yield from _block(block)
        before = block


def _block(block: Block) -> Iterator[list[str]]:
    match block:
        case Heading():
            yield [_text(block.text), *([_text(block.mark.text)] if block.mark else [])]
        case Paragraph():
            yield [_text(block.text)]
        case Bullets():
            yield from ([_text(item)] for item in block.items)
        case KeyValues():
            yield from ([_text(name), csv_cell(value)] for name, value in block.pairs)
        case Table():
            yield from _table(block)
        case Chart():
            yield [_text(block.title)]
            yield [_text(block.alt)]
            yield from _table(block.table)
        case Quote():
            yield [_text(block.text), _text(block.said_by)]
        case Note():
            yield [_text(text) for text in (block.title, block.text) if text]
        case PageBreak():
            pass


def _table(block: Table) -> Iterator[list[str]]:
    if block.caption:
        yield [_text(block.caption)]
    yield [_text(column.heading) for column in block.columns]
    yield from ([csv_cell(cell) for cell in row.cells] for row in block.rows)


def csv_cell(cell: Cell) -> str:
    """A cell as one text that no spreadsheet runs; a figure as it is shown, so that it is read as a figure."""
    match cell:
        case Mark():
            return _text(cell.text)
        case Number():
            return cell.shown if cell.value is not None and _FIGURE.fullmatch(cell.shown) else _text(cell.shown)
        case Lines():
            return _text("\n".join(f"{line.label}: {line.text}" if line.label else line.text for line in cell.lines))
        case str():
            return _text(cell)


def _text(text: str) -> str:
    return str(inert(tidy(text)))
