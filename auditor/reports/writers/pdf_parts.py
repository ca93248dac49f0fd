"""Fonts, styles and drawn parts of the PDF writer."""

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
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as Para

from auditor.reports.document import Align, BarPart, Mark, Style
from auditor.reports.writers.characters import printable

_ALIGNMENTS = {"left": TA_LEFT, "right": TA_RIGHT, "centre": TA_CENTER}
_HEADING_SIZES = {1: 1.45, 2: 1.15, 3: 1.0}
"""Of a heading by level, against running text."""
_STAND_INS = {"★": "++"}
"""For a symbol that the font lacks; those of the scale that it has are ✓, ~ and ×."""
_LEADING = 1.32
_BAR_HEIGHT = 22.0
"""Of a bar, in points."""


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
    """The styles of one report: colours, fonts and paragraphs."""

    def __init__(self, style: Style) -> None:
        self.faces = register(style)
        self.size = float(style.size)
        self.colours: dict[str, Color] = {name: HexColor(value) for name, value in style.colours.items()}

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
        **more: Any,
    ) -> ParagraphStyle:
        """A paragraph style.

        Args:
            scale: of the size, against running text.
            strong: set in bold.
            colour: one of the style's colours, by name.
            align: of the lines.
            before: space above, in points.
            after: space below, in points.
            **more: anything else reportlab's style takes.
        """
        size = self.size * scale
        return ParagraphStyle(
            "auditor",
            fontName=self.faces.bold if strong else self.faces.regular,
            fontSize=size,
            leading=size * _LEADING,
            textColor=self.colours[colour],
            alignment=_ALIGNMENTS[align],
            spaceBefore=before,
            spaceAfter=after,
            splitLongWords=1,
            allowWidows=0,
            allowOrphans=0,
            bulletFontName=self.faces.regular,
            bulletFontSize=size,
            **more,
        )

    def literal(self, text: str) -> str:
        """Text for a reportlab paragraph: every sign of markup as itself, line breaks kept, missing signs in words."""
        return escape(printable(text, self.faces.has)).replace("\n", "<br/>")

    def mark(self, mark: Mark) -> str:
        """A mark for a reportlab paragraph; for a symbol that the font lacks another stands in, or the word alone."""
        wanted = (mark.symbol, _STAND_INS.get(mark.symbol, ""))
        symbol = next((each for each in wanted if each and all(self.faces.has(sign) for sign in each)), "")
        return self.literal(f"{symbol} {mark.word}".strip())

    def heading_style(self, level: int) -> ParagraphStyle:
        """The style of a heading by its level, from 1."""
        scale = _HEADING_SIZES.get(level, 1.0)
        before, after = (14.0, 5.0) if level == 1 else (9.0, 4.0)
        return self.paragraph_style(scale=scale, strong=True, colour="accent", before=before, after=after)


class OutlinedHeading(Para):  # type: ignore[misc]
    """A heading that is in the outline beside the pages too."""

    def __init__(self, text: str, style: ParagraphStyle, plain: str, key: str, level: int) -> None:
        super().__init__(text, style)
        self._entry = (plain, key, level - 1)

    def draw(self) -> None:
        """Draw the heading, and note where it stands."""
        plain, key, depth = self._entry
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(plain, key, depth, closed=depth > 0)
        super().draw()


class Bar(Flowable):  # type: ignore[misc]
    """Stacked parts in one horizontal bar, each with its count where there is room.

    The words stand in the table below it, in the same order, so that nothing rests on colour.
    """

    def __init__(self, parts: tuple[BarPart, ...], sheet: Sheet) -> None:
        super().__init__()
        self.parts = parts
        self.sheet = sheet

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """All the width there is, and a fixed height, in points."""
        self.width, self.height = width, _BAR_HEIGHT + 6
        return self.width, self.height

    def draw(self) -> None:
        """Draw the parts from the left, in the order given."""
        total = sum(part.count for part in self.parts)
        canvas, face, size = self.canv, self.sheet.faces.bold, self.sheet.size
        left = 0.0
        for part in self.parts:
            if not part.count:
                continue
            width = self.width * part.count / total
            colour = self.sheet.colours[part.mark.tone]
            canvas.setFillColor(colour)
            canvas.setStrokeColor(white)
            canvas.setLineWidth(1.2)
            canvas.rect(left, 6, width, _BAR_HEIGHT, stroke=1, fill=1)
            label = str(part.count)
            if pdfmetrics.stringWidth(label, face, size) + 8 < width:
                canvas.setFillColor(_legible_on(colour))
                canvas.setFont(face, size)
                canvas.drawCentredString(left + width / 2, 6 + (_BAR_HEIGHT - size * 0.7) / 2, label)
            left += width


def _legible_on(colour: Color) -> Color:
    """Black or white, whichever stands out more (relative luminance of WCAG 2.2)."""
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.red, colour.green, colour.blue)
    )
    red, green, blue = parts
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return white if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else Color(0, 0, 0)
