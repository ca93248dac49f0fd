"""A document with no format: blocks of plain text that any writer can set.

Nothing here is markup. Every string is taken literally by every writer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from auditor.reports.figures import Figure
from auditor.reports.marks import Mark

Align = Literal["left", "right", "centre"]
Layout = Literal["report", "letter", "sheet", "brief", "page"]
"""How a document is laid out on paper: with a title page; as a letter; as one page in two columns; as a report that
begins at once, without a list of contents; as one page whose lines go over all of it."""
SYNTHETIC = "Synthetic: invented data"
"""What every page of a report on invented data says."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph inside a cell.

    Attributes:
        label: set before the text, such as "Evidence"; may be empty.
        strong: set in bold.
        quiet: set in the quieter colour.
    """

    text: str
    label: str = ""
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """A cell of several paragraphs."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A cell that holds a figure.

    Attributes:
        shown: as it is printed, such as ``63%``.
        value: the figure itself, for writers that can calculate with it: a percentage is a share from 0 to 1. None
            where it is hidden, or there is none; what is shown then says so.
        percent: the value is a share, to be shown as a percentage.
    """

    shown: str
    value: int | float | None = None
    percent: bool = False


Cell = str | Mark | Lines | Number


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a section of the report, 2 and 3 lie below it."""

    text: str
    level: int = 1
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in it is kept."""

    text: str
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Names and what they stand for, in two columns."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        width: its share of the line, against the other columns' shares.
    """

    heading: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a group row has one cell that stands over the rows below it."""

    cells: tuple[Cell, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header row is repeated on every page.

    Attributes:
        caption: what it shows, above it; may be empty where a heading says so.
        row_headers: the first cell of each row names the row.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    row_headers: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != (1 if row.group else len(self.columns)):
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of figures, and the same figures as a table beneath it.

    Attributes:
        title: what it shows.
        alt: the drawing in words, for whoever does not see it: what stands out, not every figure.
        figure: what is drawn; see :mod:`auditor.reports.figures`.
        table: every figure that is drawn.
    """

    title: str
    alt: str
    figure: Figure
    table: Table


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, in their words.

    Attributes:
        said_by: who, as a role such as "a parent".
    """

    text: str
    said_by: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something set apart, to be noticed."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The rest starts on a new page."""


Block = Heading | Paragraph | Bullets | KeyValues | Table | Chart | Quote | Note | PageBreak


@dataclass(frozen=True, slots=True)
class Font:
    """The font files of a report."""

    folder: Path
    family: str
    regular: str
    bold: str
    italic: str


@dataclass(frozen=True, slots=True)
class Style:
    """House style.

    Attributes:
        size: of running text, in points.
        colours: ``#rrggbb`` by use: ink, quiet, rule, accent, and one for each tone.
    """

    font: Font
    size: float
    colours: dict[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes:
        running: the short title at the head of each page.
        mark: who may see it; at the head of each page.
        made: when and by whom it was made, in words; at the foot of each page.
        made_at: the moment; the only time that may enter a file.
        language: of the text, such as ``en-GB``.
        synthetic: the data is invented; every page says so.
        audience: whom it is written for; may be empty.
        edition: the standards it rests on; may be empty.
        head: lines beneath the title, in place of whom it is for and by which standards.
        layout: on paper; the content is the same in each.
    """

    title: str
    subtitle: str
    running: str
    mark: str
    made: str
    made_at: datetime
    style: Style
    language: str = "en-GB"
    synthetic: bool = False
    blocks: tuple[Block, ...] = field(default_factory=tuple)
    audience: str = ""
    edition: str = ""
    head: tuple[str, ...] = ()
    layout: Layout = "report"

    @property
    def about(self) -> tuple[str, ...]:
        """The lines beneath the title: for whom, by which standards, when and by whom it was made."""
        if self.head:
            return (*self.head, self.made)
        audience = (f"For: {self.audience}",) if self.audience else ()
        edition = (f"Standards: {self.edition}",) if self.edition else ()
        return (*audience, *edition, self.made)


def texts_of(document: Document) -> Iterable[str]:
    """Every text of a document, in order: what each writer must show."""
    yield from (document.title, document.subtitle, document.mark)
    yield from document.about
    yield from body_texts(document)


def body_texts(document: Document) -> Iterable[str]:
    """Every text beneath the head of a document, in order."""
    for block in document.blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            yield block.text
            if block.mark:
                yield block.mark.word
        case Paragraph():
            yield block.text
        case Bullets():
            yield from block.items
        case KeyValues():
            for name, value in block.pairs:
                yield name
                yield from cell_texts(value)
        case Table():
            yield from _table_texts(block)
        case Chart():
            yield from (block.title, block.alt)
            yield from _table_texts(block.table)
        case Quote():
            yield from (block.text, block.said_by)
        case Note():
            yield from (text for text in (block.title, block.text) if text)
        case PageBreak():
            pass


def _table_texts(table: Table) -> Iterable[str]:
    if table.caption:
        yield table.caption
    yield from (column.heading for column in table.columns)
    for row in table.rows:
        for cell in row.cells:
            yield from cell_texts(cell)


def cell_texts(cell: Cell) -> Iterable[str]:
    """Every text of a cell; of a mark the word."""
    match cell:
        case Mark():
            yield cell.word
        case Lines():
            for line in cell.lines:
                yield from (text for text in (line.label, line.text) if text)
        case Number():
            yield cell.shown
        case str():
            yield cell
