"""Fonts, colours and paragraph styles of the PDF writer."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from auditor.reports.charts.palette import Palette
from auditor.reports.document import Align, Style
from auditor.reports.marks import Mark
from auditor.reports.writers.characters import printable

_ALIGNMENTS = {"left": TA_LEFT, "right": TA_RIGHT, "centre": TA_CENTER}
_HEADINGS = {1: (1.5, 20.0, 6.0), 2: (1.2, 14.0, 4.0), 3: (1.0, 10.0, 3.0)}
"""Of a heading by level: its size against running text, and the space above and below in points."""
_CLOSE_HEADINGS = {1: (1.15, 10.0, 3.0), 2: (1.0, 8.0, 2.0), 3: (1.0, 6.0, 2.0)}
"""Likewise, where lines stand close."""
_STAND_INS = {"★": "++"}
"""For a symbol that the font lacks; those of the scale that it has are ✓, ~ and ×."""
_LEADING, _CLOSE_LEADING = 1.34, 1.24
_PADDING, _CLOSE_PADDING = 4.0, 2.5
"""Above what stands in a row of a table, in points."""
PAPER = "paper"
"""The colour of the paper, by name."""


@dataclass(frozen=True)
class Faces:
    """The names under which a report's fonts are registered, and whether they have a sign."""

    regular: str
    bold: str
    has: Callable[[str], bool]


def register(style: Style) -> Faces:
    """Make a style's fonts known to reportlab; they are embedded in the file.

    Raises:
        OSError: a font file is missing.
    """
    names, glyphs = [], []
    for file in (style.font.regular, style.font.bold, style.font.italic):
        path = style.font.folder / file
        name = f"{path.stem}-{hashlib.sha256(str(path).encode()).hexdigest()[:8]}"
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path)))
        names.append(name)
        glyphs.append(pdfmetrics.getFont(name).face.charToGlyph)
    regular, bold, italic = names
    pdfmetrics.registerFontFamily(regular, normal=regular, bold=bold, italic=italic, boldItalic=bold)
    # A font without bold italic shows it in bold; reportlab would look for a face that is not there.
    return Faces(regular, bold, lambda sign: all(ord(sign) in known for known in glyphs))


class Sheet:
    """The styles of one report: colours, fonts and paragraphs.

    Args:
        style: of the house.
        close: lines and headings stand closer, for a letter or a single page.
    """

    def __init__(self, style: Style, *, close: bool = False) -> None:
        self.faces = register(style)
        self.headings = _CLOSE_HEADINGS if close else _HEADINGS
        self.leading = _CLOSE_LEADING if close else _LEADING
        self.padding = _CLOSE_PADDING if close else _PADDING
        self.size = float(style.size)
        self.palette = Palette(style.colours, self._width_of)
        self.colours: dict[str, Color] = {name: HexColor(value) for name, value in style.colours.items()}
        self.colours[PAPER] = white
        self._styles: dict[Any, ParagraphStyle] = {}

    def _width_of(self, text: str, size: float, strong: bool) -> float:
        face = self.faces.bold if strong else self.faces.regular
        width: float = pdfmetrics.stringWidth(self.drawn(text), face, size)
        return width

    def drawn(self, text: str) -> str:
        """One line of a drawing, in signs that the fonts have."""
        for symbol, stand_in in _STAND_INS.items():
            if not self.faces.has(symbol):
                text = text.replace(symbol, stand_in)
        return " ".join(self.plain(text).split())

    def tint(self, name: str, strength: float = 0.14) -> Color:
        """A colour mixed with white; strength 0 is white, 1 the colour itself."""
        colour = self.colours[name]
        mixed = [1 - strength * (1 - part) for part in (colour.red, colour.green, colour.blue)]
        return Color(*mixed)

    def paragraph_style(
        self,
        *,
        scale: float = 1.0,
        strong: bool = False,
        colour: str = "ink",
        align: Align = "left",
        before: float = 0,
        after: float = 0,
        left: float = 0,
        right: float = 0,
    ) -> ParagraphStyle:
        """A paragraph style.

        Args:
            scale: of the size, against running text.
            strong: set in bold.
            colour: one of the style's colours, by name, or :data:`PAPER`.
            align: of the lines.
            before: space above, in points.
            after: space below, in points.
            left: how far the lines stand in from the left, in points.
            right: likewise from the right.
        """
        key = (scale, strong, colour, align, before, after, left, right)
        if key not in self._styles:
            size = self.size * scale
            self._styles[key] = ParagraphStyle(
                "auditor",
                fontName=self.faces.bold if strong else self.faces.regular,
                fontSize=size,
                leading=size * self.leading,
                textColor=self.colours[colour],
                alignment=_ALIGNMENTS[align],
                spaceBefore=before,
                spaceAfter=after,
                leftIndent=left,
                rightIndent=right,
                splitLongWords=1,
                allowWidows=0,
                allowOrphans=0,
                bulletFontName=self.faces.regular,
                bulletFontSize=size,
            )
        return self._styles[key]

    def heading_style(self, level: int) -> ParagraphStyle:
        """The style of a heading by its level, from 1."""
        scale, before, after = self.headings[min(level, 3)]
        return self.paragraph_style(scale=scale, strong=True, colour="accent", before=before, after=after)

    def plain(self, text: str) -> str:
        """Text in signs that the fonts have."""
        return printable(text, self.faces.has)

    def literal(self, text: str) -> str:
        """Text for a reportlab paragraph: every sign of markup as itself, line breaks kept, missing signs in words."""
        return escape(self.plain(text)).replace("\n", "<br/>")

    def mark(self, mark: Mark) -> str:
        """A mark for a reportlab paragraph; for a symbol that the font lacks another stands in, or the word alone."""
        wanted = (mark.symbol, _STAND_INS.get(mark.symbol, ""))
        symbol = next((each for each in wanted if each and all(self.faces.has(sign) for sign in each)), "")
        return self.literal(f"{symbol} {mark.word}".strip())
