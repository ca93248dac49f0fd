"""A document with no format: blocks of plain text that any writer can set.

Nothing here is markup. Every string is taken literally by every writer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

Align = Literal["left", "right", "centre"]
Tone = Literal["outstanding", "good", "requires_improvement", "inadequate", "neutral"]
"""What a colour would say; the words beside it always say it too."""
SYNTHETIC = "Synthetic: invented data"
"""What every page of a report on invented data says."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with a symbol and a tone, such as a grade.

    Attributes:
        symbol: one sign, replaced or left out by a writer whose font lacks it; may be empty.
    """

    word: str
    symbol: str = ""
    tone: Tone = "neutral"

    @property
    def text(self) -> str:
        """Symbol and word."""
        return f"{self.symbol} {self.word}".strip()


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


Cell = str | Mark | Lines


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
    """A table whose header row is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != (1 if row.group else len(self.columns)):
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar.

    Attributes:
        count: how many; the parts' lengths follow their counts.
        percent: whole; None when the bar is empty.
    """

    mark: Mark
    count: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class GradeBar:
    """One horizontal bar of stacked parts, with every part's word, count and percentage written out."""

    title: str
    parts: tuple[BarPart, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something set apart, to be noticed."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The rest starts on a new page."""


Block = Heading | Paragraph | Bullets | KeyValues | Table | GradeBar | Note | PageBreak


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


def texts_of(document: Document) -> Iterable[str]:
    """Every text of a document, in order: what each writer must show."""
    yield from (document.title, document.subtitle, document.mark, document.made)
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
            yield from (column.heading for column in block.columns)
            for row in block.rows:
                for cell in row.cells:
                    yield from cell_texts(cell)
        case GradeBar():
            yield block.title
            for part in block.parts:
                yield from (part.mark.word, str(part.count))
        case Note():
            yield from (text for text in (block.title, block.text) if text)
        case PageBreak():
            pass


def cell_texts(cell: Cell) -> Iterable[str]:
    """Every text of a cell; of a mark the word."""
    match cell:
        case Mark():
            yield cell.word
        case Lines():
            for line in cell.lines:
                yield from (text for text in (line.label, line.text) if text)
        case str():
            yield cell
