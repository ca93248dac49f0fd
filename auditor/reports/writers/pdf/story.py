"""Turns the blocks of a document into what reportlab lays out, and into the structure beside it."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable
from reportlab.platypus import PageBreak as NewPage

from auditor.reports.charts.draw import Room, draw
from auditor.reports.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    KeyValues,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Table,
)
from auditor.reports.writers.characters import tidy
from auditor.reports.writers.pdf.drawing import Painted
from auditor.reports.writers.pdf.page import PAGE, PAGES
from auditor.reports.writers.pdf.sheet import Sheet
from auditor.reports.writers.pdf.structure import Element
from auditor.reports.writers.pdf.tables import Tables
from auditor.reports.writers.pdf.text import Backing, Item, OutlinedHeading, Text

_MOST_ROOM: float = 110 * mm
"""A heading is never moved to the next page for the sake of more than this."""
_MOST_IN_COLUMNS: float = 20 * mm
"""Likewise to the next column: a page of columns is full of short parts."""
_TALLEST_DRAWING: float = PAGE.height - 40 * mm
"""Of a drawing, with its title above it, in points."""
_SHORT = 4
"""A table of no more rows is not parted."""
_LEAD_TO = Paragraph | Table | Chart | KeyValues
_MOST_LEADING = 3
"""Paragraphs between a heading and what they lead to that stay with both."""
_DEEPEST = 6
"""Of the levels of headings that PDF knows."""
_INDENT = 14.0
"""Of lists, notes and quotes, in points."""


def bookmark(place: int) -> str:
    """The bookmark of a heading, by its place among all headings from 1."""
    return f"h{place}"


class Story:
    """Sets blocks.

    Args:
        document: whose blocks.
        sheet: the styles.
        root: the element that they become part of.
    """

    def __init__(self, document: Document, sheet: Sheet, root: Element) -> None:
        self.document, self.sheet, self.root = document, sheet, root
        self.page = PAGES[document.layout]
        self.most_room = _MOST_ROOM if self.page.columns == 1 else _MOST_IN_COLUMNS
        self.tables = Tables(sheet, self.page.width)
        self.headings = 0
        self.depth = 0

    def flowables(self) -> list[Flowable]:
        """All blocks."""
        story: list[Flowable] = []
        blocks = self.document.blocks
        for place, block in enumerate(blocks):
            if isinstance(block, Heading) and not (place and isinstance(blocks[place - 1], Heading)):
                story.append(CondPageBreak(self._room(blocks[place:])))
            story += self.block(block)
        return story

    def _room(self, blocks: Sequence[Block]) -> float:
        """What must be left on the page for a heading, in points: itself, and the start of what it stands over."""
        kept: list[Flowable] = []
        for place, block in enumerate(blocks):
            kept += self._kept(block)
            after = blocks[place + 1] if place + 1 < len(blocks) else None
            if isinstance(block, Paragraph) and isinstance(after, Heading) and after.level > _level(blocks):
                # Only an introduction stands between two headings: the second takes the first with it.
                return min(self._sum(kept), self.most_room) + self._room(blocks[place + 1 :])
            if isinstance(block, Paragraph) and isinstance(after, _LEAD_TO) and place < _MOST_LEADING:
                continue
            if not isinstance(block, Heading):
                return min(self._sum(kept), self.page.height if isinstance(block, Chart) else self.most_room)
        return min(self._sum(kept), self.most_room)

    def _kept(self, block: Block) -> list[Flowable]:
        """A block, or the start of it that may not be parted."""
        match block:
            case Table():
                return self._start(block)
            case Chart():
                return self._drawn(block, Element("Document"))
            case KeyValues():
                block = KeyValues(block.pairs[:2])
            case Bullets():
                block = Bullets(block.items[:2])
            case _:
                pass
        return Story(self.document, self.sheet, Element("Document")).block(block)

    def block(self, block: Block) -> list[Flowable]:
        """One block."""
        sheet = self.sheet
        match block:
            case Heading():
                return [self._heading(block)]
            case Paragraph():
                colour = "quiet" if block.quiet else "ink"
                style = sheet.paragraph_style(strong=block.strong, colour=colour, after=7)
                return [Text.of(self.root.add("P"), sheet.literal(block.text), style)]
            case Bullets():
                return self._bullets(block)
            case KeyValues():
                return [self.tables.key_values(block, self.root)] if block.pairs else []
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Quote():
                return self._quote(block)
            case Note():
                return self._note(block)
            case PageBreak():
                return [NewPage()]

    def _heading(self, block: Heading) -> Flowable:
        self.headings += 1
        # Neither the outline nor the structure may skip a level; a document that does is still shown.
        self.depth = min(block.level, self.depth + 1)
        text = self.sheet.literal(block.text)
        if block.mark:
            quiet = self.sheet.colours["quiet"].hexval().replace("0x", "#")
            text += f' <font color="{quiet}" face="{self.sheet.faces.regular}">· {self.sheet.mark(block.mark)}</font>'
        return OutlinedHeading.of(
            self.root.add(f"H{min(self.depth + 1, _DEEPEST)}"),
            text,
            self.sheet.heading_style(block.level),
            key=bookmark(self.headings),
            plain=self.sheet.plain(block.text),
            depth=self.depth - 1,
        )

    def _bullets(self, block: Bullets) -> list[Flowable]:
        items: list[Flowable] = []
        listed = self.root.add("L", ListNumbering="Disc")
        for place, text in enumerate(block.items):
            last = place == len(block.items) - 1
            style = self.sheet.paragraph_style(after=8 if last else 3, left=_INDENT)
            item = listed.add("LI")
            label = item.add("Lbl")
            items.append(Item.of(item.add("LBody"), self.sheet.literal(text), style, label=label))
        return items

    def _table(self, block: Table) -> list[Flowable]:
        element = self.root.add("Table")
        above = [self.tables.caption(block.caption, element)] if block.caption else []
        return [CondPageBreak(self._sum(self._start(block))), *above, self.tables.table(block, element)]

    def _start(self, block: Table) -> list[Flowable]:
        """What may not be parted of a table: all of a short one, otherwise its first rows."""
        element = Element("Table")
        above = [self.tables.caption(block.caption, element)] if block.caption else []
        if len(block.rows) <= _SHORT:
            whole = [*above, self.tables.table(block, element)]
            if self._sum(whole) <= _MOST_ROOM:
                return whole
        return [*above, self.tables.table(_start_of(block), element)]

    def _quote(self, block: Quote) -> list[Flowable]:
        sheet, element = self.sheet, self.root.add("BlockQuote")
        said = sheet.paragraph_style(before=6, left=_INDENT, right=_INDENT)
        by = sheet.paragraph_style(scale=0.92, colour="quiet", after=12, left=_INDENT, right=_INDENT)
        bar = Backing(bar=sheet.colours["accent"], below=3)
        words = Text.of(element.add("P"), f"“{sheet.literal(block.text)}”", said, backing=bar)
        who = Text.of(element.add("P"), f"– {sheet.literal(block.said_by)}", by, backing=bar)
        return [self._together(words, who), words, who]

    def _note(self, block: Note) -> list[Flowable]:
        sheet, element = self.sheet, self.root.add("Div")
        fill, bar = sheet.tint("accent", 0.08), sheet.colours["accent"]
        shown: list[Text] = []
        if block.title:
            strong = sheet.paragraph_style(strong=True, colour="accent", before=14, left=_INDENT, right=_INDENT)
            behind = Backing(fill, bar, above=8)
            shown.append(Text.of(element.add("P"), sheet.literal(block.title), strong, backing=behind))
        style = sheet.paragraph_style(before=0 if shown else 14, after=18, left=_INDENT, right=_INDENT)
        behind = Backing(fill, bar, above=0.5 if shown else 8, below=9)
        shown.append(Text.of(element.add("P"), sheet.literal(block.text), style, backing=behind))
        return [self._together(*shown), *shown]

    def _chart(self, block: Chart) -> list[Flowable]:
        shown = self._drawn(block, self.root)
        return [CondPageBreak(self._sum(shown)), *shown, *self._table(block.table)]

    def _drawn(self, block: Chart, parent: Element) -> list[Flowable]:
        """A chart without its table: the title, and the drawing or what would be drawn in words."""
        style = self.sheet.paragraph_style(strong=True, before=8, after=5)
        title = Text.of(parent.add("P"), self.sheet.literal(block.title), style)
        drawing = draw(block.figure, Room(self.page.width, self.sheet.size), self.sheet.palette)
        shown: list[Flowable] = [title]
        if drawing.shapes:
            alt = tidy(block.alt) or tidy(block.title)
            shown.append(Painted(drawing, self.sheet, parent, alt, _TALLEST_DRAWING))
        else:
            said = self.sheet.paragraph_style(colour="quiet", after=5)
            shown.append(Text.of(parent.add("P"), self.sheet.literal(block.alt), said))
        return shown

    def _together(self, *texts: Text) -> Flowable:
        """Room for paragraphs that must not be parted, and for the beginning of the last of them."""
        last = texts[-1]
        start: float = min(self._sum([last]), last.getSpaceBefore() + 3 * last.style.leading)
        return CondPageBreak(min(self._sum(texts[:-1]) + start, self.most_room))

    def _sum(self, flowables: Sequence[Flowable]) -> float:
        """The height of flowables beneath each other, in points: of the spaces between two the larger counts."""
        total = under = 0.0
        for part in flowables:
            if not isinstance(part, CondPageBreak):
                above: float = max(part.getSpaceBefore() - under, 0.0)
                under = part.getSpaceAfter()
                total += above + part.wrap(self.page.width, PAGE.height)[1] + under
        return total - under


def _level(blocks: Sequence[Block]) -> int:
    """The level of the heading that blocks begin with."""
    return blocks[0].level if isinstance(blocks[0], Heading) else 0


def _start_of(table: Table) -> Table:
    """A table with its first rows only."""
    return Table(table.columns, table.rows[:2], table.caption, table.row_headers)
