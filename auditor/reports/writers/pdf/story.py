"""Turns the blocks of a document into what reportlab lays out, and into the structure beside it."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable
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
from auditor.reports.writers.pdf.breaks import Part
from auditor.reports.writers.pdf.drawing import Painted
from auditor.reports.writers.pdf.page import PAGE, PAGES
from auditor.reports.writers.pdf.sheet import Sheet
from auditor.reports.writers.pdf.structure import Element
from auditor.reports.writers.pdf.tables import FIRM, FREE, LIGHT, SOFT, TOGETHER, VERY_FIRM, Tables
from auditor.reports.writers.pdf.text import Backing, Item, OutlinedHeading, Text

_TALLEST_DRAWING: float = PAGE.height - 40 * mm
"""Of a drawing, with its title above it, in points."""
_LEAD_TO = Paragraph | Table | Chart | KeyValues | Bullets
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
        self.tables = Tables(sheet, self.page.width)
        self.headings = 0
        self.depth = 0

    def parts(self) -> list[Part]:
        """All blocks, each with what it costs to part it from what stands above it."""
        parts: list[Part] = []
        blocks = self.document.blocks
        for place, block in enumerate(blocks):
            shown = self.block(block)
            if shown:
                cost = _cost(blocks[:place], block)
                parts += [Part(shown[0].flowable, cost, shown[0].inside), *shown[1:]]
        return parts

    def block(self, block: Block) -> list[Part]:
        """One block."""
        sheet = self.sheet
        match block:
            case Heading():
                return [Part(self._heading(block), inside=TOGETHER)]
            case Paragraph():
                colour = "quiet" if block.quiet else "ink"
                style = sheet.paragraph_style(strong=block.strong, colour=colour, after=7)
                text = Text.of(self.root.add("P"), sheet.literal(block.text), style)
                return [Part(text, inside=FIRM if block.strong else SOFT)]
            case Bullets():
                return self._bullets(block)
            case KeyValues():
                return [Part(self.tables.key_values(block, self.root))] if block.pairs else []
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Quote():
                return self._quote(block)
            case Note():
                return self._note(block)
            case PageBreak():
                return [Part(NewPage())]

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

    def _bullets(self, block: Bullets) -> list[Part]:
        items: list[Part] = []
        listed = self.root.add("L", ListNumbering="Disc")
        for place, text in enumerate(block.items):
            last = place == len(block.items) - 1
            style = self.sheet.paragraph_style(after=8 if last else 3, left=_INDENT)
            item = listed.add("LI")
            label = item.add("Lbl")
            shown = Item.of(item.add("LBody"), self.sheet.literal(text), style, label=label)
            # No item of several stands alone on either side.
            items.append(Part(shown, FIRM if last or place == 1 else SOFT, FIRM))
        return items

    def _table(self, block: Table) -> list[Part]:
        element = self.root.add("Table")
        above = [Part(self.tables.caption(block.caption, element), inside=TOGETHER)] if block.caption else []
        return [*above, Part(self.tables.table(block, element), TOGETHER)]

    def _quote(self, block: Quote) -> list[Part]:
        sheet, element = self.sheet, self.root.add("BlockQuote")
        said = sheet.paragraph_style(before=6, left=_INDENT, right=_INDENT)
        by = sheet.paragraph_style(scale=0.92, colour="quiet", after=12, left=_INDENT, right=_INDENT)
        bar = Backing(bar=sheet.colours["accent"], below=3)
        words = Text.of(element.add("P"), f"“{sheet.literal(block.text)}”", said, backing=bar)
        who = Text.of(element.add("P"), f"– {sheet.literal(block.said_by)}", by, backing=bar)
        return [Part(words, inside=FIRM), Part(who, TOGETHER, TOGETHER)]

    def _note(self, block: Note) -> list[Part]:
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
        return [Part(text, TOGETHER, FIRM) for text in shown]

    def _chart(self, block: Chart) -> list[Part]:
        """A chart and its table, which may stand on the next page."""
        shown = self._drawn(block)
        first, *rest = self._table(block.table)
        return [*shown, Part(first.flowable, FIRM, first.inside), *rest]

    def _drawn(self, block: Chart) -> list[Part]:
        """A chart without its table: the title, and the drawing or what would be drawn in words."""
        style = self.sheet.paragraph_style(strong=True, before=8, after=5)
        title = Text.of(self.root.add("P"), self.sheet.literal(block.title), style)
        drawing = draw(block.figure, Room(self.page.width, self.sheet.size), self.sheet.palette)
        shown: Flowable
        if drawing.shapes:
            alt = tidy(block.alt) or tidy(block.title)
            shown = Painted(drawing, self.sheet, self.root, alt, _TALLEST_DRAWING)
        else:
            said = self.sheet.paragraph_style(colour="quiet", after=5)
            shown = Text.of(self.root.add("P"), self.sheet.literal(block.alt), said)
        return [Part(title, inside=TOGETHER), Part(shown, TOGETHER)]


def _cost(before: Sequence[Block], block: Block) -> float:
    """What it costs to begin a page with a block.

    Args:
        before: the blocks above it.
        block: the block.
    """
    above = before[-1] if before else None
    if above is None or isinstance(above, Heading):
        return TOGETHER
    if isinstance(block, Heading):
        # Only an introduction stands between two headings: the second stays with the first.
        introduced = _leading(before)
        if introduced is not None and introduced.level < block.level:
            return TOGETHER
        return FREE if block.level == 1 else LIGHT
    if isinstance(above, Paragraph) and isinstance(block, _LEAD_TO):
        return VERY_FIRM if _leading(before) else FIRM
    if isinstance(above, Table | Chart) and isinstance(block, Paragraph):
        return FIRM  # what is said of a table beneath it
    return SOFT


def _leading(before: Sequence[Block]) -> Heading | None:
    """The heading under which there are no more than a few paragraphs."""
    for block in before[: -_MOST_LEADING - 2 : -1]:
        if isinstance(block, Heading):
            return block
        if not isinstance(block, Paragraph):
            return None
    return None
