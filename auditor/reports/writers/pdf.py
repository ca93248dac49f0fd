"""A document as PDF: A4, embedded fonts, page numbers, an outline. The only place that knows reportlab.

Same document, same bytes: the file carries no clock and no random id. It is not tagged, and no claim of PDF/UA is made;
the text writer gives the same content to a screen reader.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Spacer
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Para
from reportlab.platypus import Table as Grid

from auditor.reports.document import (
    Align,
    Block,
    Bullets,
    Cell,
    Document,
    GradeBar,
    Heading,
    KeyValues,
    Line,
    Lines,
    Mark,
    Note,
    PageBreak,
    Paragraph,
    Table,
    cell_texts,
)
from auditor.reports.writers.characters import printable
from auditor.reports.writers.columns import fit_columns
from auditor.reports.writers.pdf_page import BOTTOM, SIDE, TOP, WIDTH, Furniture
from auditor.reports.writers.pdf_parts import Bar, OutlinedHeading, Sheet
from auditor.reports.writers.pdf_rows import row_parts

_MOST_ROOM: float = 110 * mm
"""A heading is never moved to the next page for the sake of more than this."""
_TABLE_SCALE = 1.0
_BESIDE, _TONE_BESIDE = 4.0, 2.0
"""Space beside the text of a cell, and what a coloured edge adds, in points."""
_LONGEST_WORD = 11
"""A word longer than this many times the size of the text may be broken."""


def write_pdf(document: Document) -> bytes:
    """The document as PDF.

    Raises:
        OSError: a font file of its style is missing.
    """
    _, pages = _pass(document, 0)
    content, _ = _pass(document, pages)  # the pages must be known before "page 1 of 6" can be written
    return content


def _pass(document: Document, pages: int) -> tuple[bytes, int]:
    sheet = Sheet(document.style)
    stream = BytesIO()
    template = BaseDocTemplate(
        stream,
        pagesize=A4,
        invariant=1,
        lang=document.language,
        title=printable(document.title, sheet.faces.has),
        subject=printable(document.subtitle, sheet.faces.has),
        author="auditor",
        creator="auditor",
        initialFontName=sheet.faces.regular,
        displayDocTitle=1,
    )
    frame = Frame(SIDE, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    furniture = Furniture(document, sheet, pages)
    template.addPageTemplates(PageTemplate("page", [frame], onPage=furniture.draw))
    template.build(_Story(document, sheet).flowables())
    return stream.getvalue(), furniture.drawn


class _Story:
    """Turns blocks into what reportlab lays out."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.document, self.sheet = document, sheet
        self.headings = 0
        self.depth = 0

    def flowables(self) -> list[Flowable]:
        """The title and all blocks."""
        sheet = self.sheet
        title = sheet.paragraph_style(scale=2.1, strong=True, colour="accent", after=3)
        subtitle = sheet.paragraph_style(scale=1.15, colour="quiet", after=4)
        story: list[Flowable] = [Para(sheet.literal(self.document.title), title)]
        story.append(Para(sheet.literal(self.document.subtitle), subtitle))
        blocks = self.document.blocks
        for place, block in enumerate(blocks):
            if isinstance(block, Heading) and not (place and isinstance(blocks[place - 1], Heading)):
                story.append(CondPageBreak(self._room(blocks[place:])))
            story += self.block(block)
        return story

    def _room(self, blocks: Sequence[Block]) -> float:
        """What must be left on the page for a heading, in points: itself, and the start of what it stands over."""
        room = 0.0
        for place, block in enumerate(blocks):
            room += self._height(block)
            after = blocks[place + 1] if place + 1 < len(blocks) else None
            if isinstance(block, Paragraph) and isinstance(after, Heading) and after.level > _level(blocks):
                # Only an introduction stands between two headings: the second takes the first with it.
                return min(room, _MOST_ROOM) + self._room(blocks[place + 1 :])
            if isinstance(block, Paragraph) and isinstance(after, Table | GradeBar | KeyValues):
                room += self._height(after)
            if not isinstance(block, Heading):
                break
        return min(room, _MOST_ROOM)

    def _height(self, block: Block) -> float:
        """The height of a block, in points; of a table, that of its first rows."""
        match block:
            case Table():
                first = 2 if block.rows and block.rows[0].group else 1
                block = Table(block.columns, block.rows[:first])
            case KeyValues():
                block = KeyValues(block.pairs[:2])
            case Bullets():
                block = Bullets(block.items[:6])
            case _:
                pass
        built = _Story(self.document, self.sheet).block(block)
        shown = [part for part in built if not isinstance(part, CondPageBreak)]
        heights: list[float] = [
            part.getSpaceBefore() + part.getSpaceAfter() + part.wrap(WIDTH, A4[1])[1] for part in shown
        ]
        return sum(heights)

    def block(self, block: Block) -> list[Flowable]:
        """One block."""
        sheet = self.sheet
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                colour = "quiet" if block.quiet else "ink"
                style = sheet.paragraph_style(strong=block.strong, colour=colour, after=5)
                return [Para(sheet.literal(block.text), style)]
            case Bullets():
                style = sheet.paragraph_style(after=4, leftIndent=12, bulletIndent=2)
                return [Para(sheet.literal(item), style, bulletText="•") for item in block.items]
            case KeyValues():
                return [self._key_values(block), Spacer(0, 6)]
            case Table():
                return [self._table(block), Spacer(0, 8)]
            case GradeBar():
                return self._bar(block)
            case Note():
                return self._note(block)
            case PageBreak():
                return [NewPage()]

    def _heading(self, block: Heading) -> list[Flowable]:
        self.headings += 1
        # An outline may not skip a level; a document that does is still shown.
        self.depth = min(block.level, self.depth + 1)
        style = self.sheet.heading_style(block.level)
        text = self.sheet.literal(block.text)
        if block.mark:
            quiet = self.sheet.colours["quiet"].hexval().replace("0x", "#")
            text += f' <font color="{quiet}" face="{self.sheet.faces.regular}">· {self.sheet.mark(block.mark)}</font>'
        plain = printable(block.text, self.sheet.faces.has)
        heading = OutlinedHeading(text, style, plain, f"h{self.headings}", self.depth)
        return [heading]

    def _note(self, block: Note) -> list[Flowable]:
        sheet = self.sheet
        title = f"<b>{sheet.literal(block.title)}.</b> " if block.title else ""
        style = sheet.paragraph_style(
            before=8,
            after=10,
            backColor=sheet.tint("accent", 0.08),
            borderPadding=(5, 8, 6, 8),
            leftIndent=8,
            rightIndent=8,
        )
        return [Para(title + sheet.literal(block.text), style)]

    def _bar(self, block: GradeBar) -> list[Flowable]:
        sheet = self.sheet
        style = sheet.paragraph_style(strong=True, before=2, after=3)
        rows: list[list[Any]] = []
        commands: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_padding(0.5)]
        for place, part in enumerate(block.parts):
            percent = "no data" if part.percent is None else f"{part.percent}%"
            cells: list[Cell] = [part.mark, str(part.count), percent]
            aligns: tuple[Align, ...] = ("left", "right", "right")
            rows.append(["", *(self._cell(cell, align) for cell, align in zip(cells, aligns, strict=True))])
            commands.append(("BACKGROUND", (0, place), (0, place), sheet.colours[part.mark.tone]))
            commands.append(("LINEBELOW", (0, place), (0, place), 2, "white"))
        legend = self._grid(rows, [14, 210, 45, 60], commands, hAlign="LEFT")
        shown = [Bar(block.parts, sheet)] if any(part.count for part in block.parts) else []
        return [CondPageBreak(45 * mm), Para(sheet.literal(block.title), style), *shown, legend, Spacer(0, 8)]

    def _key_values(self, block: KeyValues) -> Flowable:
        rule = self.sheet.colours["rule"]
        commands: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *_padding(2.5)]
        rows: list[list[Any]] = []
        widths = [0.24 * WIDTH, 0.76 * WIDTH]
        for name, value in block.pairs:
            commands += self._tone(value, 1, len(rows))
            label = self._cell(Lines((Line(name, quiet=True),)), "left")
            rows += row_parts([label, self._cell(value, "left")], _text_widths(widths))
            commands.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.4, rule))
        return self._grid(rows, widths, commands)

    def _table(self, block: Table) -> Flowable:
        sheet = self.sheet
        header = [
            Para(sheet.literal(column.heading), self._table_style(strong=True, colour="accent", align=column.align))
            for column in block.columns
        ]
        widths = fit_columns([column.width for column in block.columns], self._least(block), WIDTH)
        rows: list[list[Any]] = [header]
        commands: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 1.1, sheet.colours["accent"]),
            *_padding(3),
        ]
        for row in block.rows:
            if row.group:
                commands += self._group_commands(len(rows))
                rows.append([self._cell(row.cells[0], "left", strong=True), *[""] * (len(block.columns) - 1)])
                continue
            for place, cell in enumerate(row.cells):
                commands += self._tone(cell, place, len(rows))
            cells = [self._cell(cell, column.align) for cell, column in zip(row.cells, block.columns, strict=True)]
            rows += row_parts(cells, _text_widths(widths))
            commands.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.4, sheet.colours["rule"]))
        return self._grid(rows, widths, commands, repeatRows=1)

    def _least(self, block: Table) -> list[float]:
        """The width each column needs for its longest word, in points."""
        least = []
        for place, column in enumerate(block.columns):
            texts = [text for row in block.rows if not row.group for text in cell_texts(row.cells[place])]
            words = {word for text in texts for word in printable(text, self.sheet.faces.has).split()}
            heading = self._widest(column.heading.split(), self.sheet.faces.bold)
            needed = max(heading, self._widest(words, self.sheet.faces.regular))
            least.append(min(needed, _LONGEST_WORD * self.sheet.size) + 2 * _BESIDE + _TONE_BESIDE)
        return least

    def _widest(self, words: Iterable[str], face: str) -> float:
        return max((stringWidth(word, face, self.sheet.size * _TABLE_SCALE) for word in words), default=0.0)

    def _grid(self, rows: list[list[Any]], widths: list[float], commands: list[tuple[Any, ...]], **more: Any) -> Any:
        # Even an empty cell names a font, and reportlab's own is not embedded.
        named = ("FONTNAME", (0, 0), (-1, -1), self.sheet.faces.regular)
        return Grid(rows, colWidths=widths, style=[named, *commands], **more)

    def _group_commands(self, row: int) -> list[tuple[Any, ...]]:
        return [
            ("SPAN", (0, row), (-1, row)),
            ("BACKGROUND", (0, row), (-1, row), self.sheet.tint("accent", 0.1)),
            ("NOSPLIT", (0, row), (0, row + 1)),
        ]

    def _tone(self, cell: Cell, column: int, row: int) -> list[tuple[Any, ...]]:
        """The colour of a marked cell: beside its word, never instead of it."""
        if not isinstance(cell, Mark) or cell.tone == "neutral":
            return []
        at = (column, row)
        return [
            ("BACKGROUND", at, at, self.sheet.tint(cell.tone)),
            ("LINEBEFORE", at, at, 2.5, self.sheet.colours[cell.tone]),
            ("LEFTPADDING", at, at, _BESIDE + _TONE_BESIDE),
        ]

    def _cell(self, cell: Cell, align: Align, *, strong: bool = False) -> Any:
        sheet = self.sheet
        match cell:
            case Mark():
                colour = "quiet" if cell.tone == "neutral" else "ink"
                return Para(sheet.mark(cell), self._table_style(strong=strong, align=align, colour=colour))
            case Lines():
                return [self._line(line, align) for line in cell.lines]
            case str():
                return Para(sheet.literal(cell), self._table_style(strong=strong, align=align))

    def _line(self, line: Line, align: Align) -> Flowable:
        label = f"<b>{self.sheet.literal(line.label)}:</b> " if line.label else ""
        style = self._table_style(strong=line.strong, align=align, colour="quiet" if line.quiet else "ink")
        return Para(label + self.sheet.literal(line.text), style)

    def _table_style(self, *, strong: bool = False, align: Align = "left", colour: str = "ink") -> Any:
        return self.sheet.paragraph_style(scale=_TABLE_SCALE, strong=strong, align=align, colour=colour)


def _level(blocks: Sequence[Block]) -> int:
    """The level of the heading that blocks begin with."""
    return blocks[0].level if isinstance(blocks[0], Heading) else 0


def _text_widths(columns: list[float]) -> list[float]:
    """The width of the text in each column, in points."""
    return [column - 2 * _BESIDE - _TONE_BESIDE for column in columns]


def _padding(points: float) -> list[tuple[Any, ...]]:
    everywhere = ((0, 0), (-1, -1))
    return [
        ("TOPPADDING", *everywhere, points),
        ("BOTTOMPADDING", *everywhere, points + 1),
        ("LEFTPADDING", *everywhere, _BESIDE),
        ("RIGHTPADDING", *everywhere, _BESIDE),
    ]
