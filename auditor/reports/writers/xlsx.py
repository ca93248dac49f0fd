"""A document as a workbook: the text on the first sheet, each table on a sheet of its own with figures as figures."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import tostring

from auditor.reports.charts.palette import tint
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
    Row,
    Table,
)
from auditor.reports.marks import Mark
from auditor.reports.writers.characters import tidy
from auditor.reports.writers.spreadsheet import runs

_LONGEST = 32_000
"""Signs in a cell; a workbook holds 32,767, and what is more goes into the rows beneath."""
_NO_XML = re.compile("[\ufffe\uffff]")
_NARROWEST, _WIDEST = 9, 60
"""Of columns, in signs."""
_LONGEST_FORMAT = 80
"""Signs of words in a format, which are there for figures above, below and at zero; a format has up to 255."""
_HEAD_ROWS = 3
"""Above a table: the mark, the moment, and its title."""
_ALIGN = {"left": "left", "right": "right", "centre": "center"}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_xlsx(document: Document) -> bytes:
    """The document as a workbook; the same document gives the same bytes."""
    book = Workbook()
    made_at = document.made_at.replace(tzinfo=None)
    book.properties.title, book.properties.creator = xml_text(document.title), "auditor"
    book.properties.created = made_at
    _Book(document, book).fill()
    return _same_bytes(book, made_at)


def _same_bytes(book: Workbook, made_at: datetime) -> bytes:
    """The file, without the moment of writing, which openpyxl notes in the properties and beside every part."""
    first, second = BytesIO(), BytesIO()
    with zipfile.ZipFile(first, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(book, archive).save()
    book.properties.modified = made_at
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = tostring(book.properties.to_tree()) if name == "docProps/core.xml" else source.read(name)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return second.getvalue()


class _Book:
    """Fills the sheets of a workbook."""

    def __init__(self, document: Document, book: Workbook) -> None:
        self.document, self.book = document, book
        self.mark = f"{SYNTHETIC} · {document.mark}" if document.synthetic else document.mark
        colours = {name: value.lstrip("#") for name, value in document.style.colours.items()}
        accent = document.style.colours["accent"]
        self.bold, self.quiet = Font(bold=True), Font(color=colours["quiet"])
        self.titles = {
            1: Font(bold=True, size=16, color=colours["accent"]),
            2: Font(bold=True, size=13, color=colours["accent"]),
            3: Font(bold=True, size=12),
        }
        self.head = Font(bold=True, color="FFFFFF")
        self.band = PatternFill("solid", fgColor=colours["accent"])
        self.group = PatternFill("solid", fgColor=tint(accent, 0.12).lstrip("#"))
        self.rule = Border(bottom=Side("thin", color=colours["rule"]))
        self.tables = 0
        self.under = document.title
        self.free: dict[str, int] = {}
        """The next free row of each sheet, by its title."""

    def fill(self) -> None:
        """Every sheet."""
        sheet = self.book.active
        assert isinstance(sheet, Worksheet)
        sheet.title = "Report"
        self._set_up(sheet)
        document = self.document
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 42, 84
        self._lines(sheet, [document.title], self.titles[1])
        self._lines(sheet, [document.subtitle])
        self._lines(sheet, [self.mark], self.bold)
        self._lines(sheet, document.about, self.quiet)
        for block in document.blocks:
            self._block(sheet, block)

    def _set_up(self, sheet: Worksheet) -> None:
        """Paper, and what stands at the head and the foot of every page."""
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        running, mark, made = (_furniture(text) for text in (self.document.running, self.mark, self.document.made))
        sheet.oddHeader = HeaderFooterItem(left=_HeaderFooterPart(running), right=_HeaderFooterPart(mark))
        sheet.oddFooter = HeaderFooterItem(left=_HeaderFooterPart(made), right=_HeaderFooterPart("Page &P of &N"))

    def _block(self, sheet: Worksheet, block: Block) -> None:
        match block:
            case Heading():
                self.under = block.text
                self._next(sheet)
                text = f"{block.text} ({block.mark.text})" if block.mark else block.text
                self._lines(sheet, [text], self.titles.get(min(block.level + 1, 3)))
            case Paragraph():
                self._lines(sheet, [block.text], self.bold if block.strong else self.quiet if block.quiet else None)
            case Bullets():
                self._lines(sheet, [f"• {item}" for item in block.items])
            case KeyValues():
                for name, value in block.pairs:
                    self._row(sheet, [name, value], wide=("left", "left"))
            case Table():
                self._table(sheet, block, block.caption or self.under)
            case Chart():
                self._lines(sheet, [block.title], self.bold)
                self._lines(sheet, [block.alt])
                self._table(sheet, block.table, block.title)
            case Quote():
                self._lines(sheet, [f"“{block.text}” – {block.said_by}"])
            case Note():
                self._lines(sheet, [f"{block.title}. {block.text}" if block.title else block.text], self.bold)
            case PageBreak():
                pass

    def _next(self, sheet: Worksheet) -> int:
        row = self.free.get(sheet.title, 1)
        self.free[sheet.title] = row + 1
        return row

    def _lines(self, sheet: Worksheet, texts: Iterable[str], font: Font | None = None) -> None:
        """Text over the whole width of the first sheet, a paragraph to a row."""
        for text in texts:
            for piece in pieces(text):
                row = self._next(sheet)
                cell = _at(sheet, row, 1)
                _put(cell, piece)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = font or Font()
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
                size = 1.35 if font in (self.titles[1], self.titles[2]) else 1.0
                sheet.row_dimensions[row].height = min(409, 15.5 * size * _lines_of(piece, 126 / size))

    def _table(self, report: Worksheet, block: Table, title: str) -> None:
        self.tables += 1
        name = f"{self.tables} {_sheet_name(title)}"[:31].rstrip()
        self._lines(report, [f"Table {self.tables}, on the sheet “{name}”"], self.quiet)
        sheet = self.book.create_sheet(name)
        self._set_up(sheet)
        for row, (text, font) in enumerate(
            (
                (f"{self.mark} · {self.document.running}", self.bold),
                (self.document.made, self.quiet),
                (title, self.titles[2]),
            ),
            start=1,
        ):
            _put(_at(sheet, self._next(sheet), 1), pieces(text)[0])
            sheet.cell(row, 1).font = font
        widths = _widths(block)
        for place, (column, width) in enumerate(zip(block.columns, widths, strict=True), start=1):
            cell = _at(sheet, _HEAD_ROWS + 1, place)
            _put(cell, pieces(column.heading)[0])
            cell.font, cell.fill = self.head, self.band
            cell.alignment = Alignment(_ALIGN[column.align], "center", wrap_text=True)
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.freeze_panes = sheet.cell(_HEAD_ROWS + 2, 2 if block.row_headers else 1).coordinate
        sheet.print_title_rows = f"1:{_HEAD_ROWS + 1}"
        self._next(sheet)
        for row_ in block.rows:
            self._table_row(sheet, row_, block)

    def _table_row(self, sheet: Worksheet, row: Row, block: Table) -> None:
        first = self.free[sheet.title]
        self._row(sheet, row.cells, wide=[column.align for column in block.columns][: len(row.cells)])
        for number in range(first, self.free[sheet.title]):
            for place in range(1, len(block.columns) + 1):
                cell = _at(sheet, number, place)
                cell.border = self.rule
                if row.group:
                    cell.fill, cell.font = self.group, self.bold

    def _row(self, sheet: Worksheet, cells: Sequence[Cell], wide: Sequence[str]) -> None:
        """A row, and beneath it what is too long for one cell."""
        parts: list[list[Number] | list[str]] = [
            [cell] if isinstance(cell, Number) else pieces(cell_text(cell)) for cell in cells
        ]
        for step in range(max(len(its) for its in parts)):
            row = self._next(sheet)
            for place, its in enumerate(parts, start=1):
                cell = _at(sheet, row, place)
                cell.alignment = Alignment(_ALIGN[wide[place - 1]], "top", wrap_text=True)
                part = its[step] if step < len(its) else ""
                if isinstance(part, Number):
                    _put_number(cell, part)
                elif part:
                    _put(cell, part)


def _at(sheet: Worksheet, row: int, column: int) -> SheetCell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell)
    return cell


def _furniture(text: str) -> str:
    """Text for the head or the foot of a page, where an ampersand would be a command."""
    return xml_text(text).replace("\n", " ")[:100].replace("&", "&&")


def pieces(text: str) -> list[str]:
    """Text in parts that a cell can hold; at least one."""
    whole = xml_text(text)
    return [whole[at : at + _LONGEST] for at in range(0, len(whole), _LONGEST)] or [""]


def xml_text(text: str) -> str:
    """Text without signs that no XML file can hold."""
    return _NO_XML.sub("\ufffd", tidy(text))


def cell_text(cell: Cell) -> str:
    """A cell as text."""
    match cell:
        case Mark():
            return cell.text
        case Number():
            return cell.shown
        case Lines():
            return "\n".join(f"{line.label}: {line.text}" if line.label else line.text for line in cell.lines)
        case str():
            return cell


def _put(cell: SheetCell, text: str) -> None:
    """Text into a cell, as text: openpyxl would take some for formulas or errors, and so might whoever edits it."""
    cell.value = text
    cell.data_type = "s"
    if runs(text):
        cell.quotePrefix = True


def _put_number(cell: SheetCell, number: Number) -> None:
    form = number_format(number)
    if number.value is None or not form:
        _put(cell, xml_text(number.shown))
        return
    cell.value = number.value
    cell.number_format = form


def number_format(number: Number) -> str:
    """The format by which a workbook shows a figure exactly as it is shown elsewhere; empty where there is none.

    A figure with words, such as "63% of 48", has them in its format: what is in the cell stays a figure.
    """
    shown, value = number.shown, number.value
    if value is None:
        return ""
    decimals = len(shown.rstrip("%").partition(".")[2])
    tail = f".{'0' * decimals}" if decimals else ""
    if number.percent and shown == f"{value:.{decimals}%}":
        return f"0{tail}%"
    if shown == f"{value:.{decimals}f}":
        return f"0{tail}"
    if shown == f"{value:,.{decimals}f}":
        return f"#,##0{tail}"
    if '"' in shown or "\\" in shown or len(shown) > _LONGEST_FORMAT:
        return ""
    return ";".join([f'"{xml_text(shown)}"'] * 3)


def _sheet_name(title: str) -> str:
    return re.sub(r"[\\/*?:\[\]']", " ", xml_text(title)).replace("\n", " ").strip()


def _widths(block: Table) -> list[float]:
    """Wide enough for the longest word and most texts, in signs."""
    found = []
    for place, column in enumerate(block.columns):
        texts = [cell_text(row.cells[place]) for row in block.rows if not row.group]
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        words = max((len(word) for word in column.heading.split()), default=0)
        found.append(float(min(max(longest + 2, words + 2, _NARROWEST), _WIDEST)))
    return found


def _lines_of(text: str, width: float) -> int:
    return sum(1 + int(len(line) / width) for line in text.split("\n"))
