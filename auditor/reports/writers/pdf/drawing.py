"""Paints a drawing on a page of the PDF."""

from collections.abc import Iterator
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from auditor.reports.drawing import Box, Disc, Drawing, Path, Pattern, Shape, Words
from auditor.reports.writers.pdf.sheet import Sheet
from auditor.reports.writers.pdf.structure import Element

_AFTER = 8.0
"""Space below a drawing, in points."""
_APART = 5.0
"""Of the lines and dots of a pattern, in points."""
_LINE, _DOT = 0.7, 0.95
"""Width of a pattern's line, and radius of its dot, in points."""


class Painted(Flowable):  # type: ignore[misc]
    """A drawing in the flow of the text: a figure, with what it shows in words.

    Args:
        drawing: to be painted.
        sheet: its fonts.
        parent: the element that it stands in.
        alt: what it shows, in words.
        tallest: the room it has, in points; a drawing that is taller is made smaller.
    """

    def __init__(self, drawing: Drawing, sheet: Sheet, parent: Element, alt: str, tallest: float) -> None:
        super().__init__()
        self.drawing, self.sheet = drawing, sheet
        self.scale = min(1.0, tallest / drawing.height) if drawing.height else 1.0
        self.element = parent.add("Figure", alt=alt)
        self.spaceAfter = _AFTER

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The size of the drawing, in points."""
        self.width, self.height = self.drawing.width * self.scale, self.drawing.height * self.scale
        return self.width, self.height

    def draw(self) -> None:
        """Paint every shape, in order."""
        left, bottom = self.canv.absolutePosition(0, 0)
        right, top = self.canv.absolutePosition(self.width, self.height)
        self.element.attributes = {"BBox": (left, bottom, right, top), "Placement": "Block"}
        self.canv.begin(self.element)
        self.canv.saveState()
        self.canv.scale(self.scale, self.scale)
        painter = _Painter(self.canv, self.sheet, self.drawing.height)
        for shape in self.drawing.shapes:
            painter.paint(shape)
        self.canv.restoreState()
        self.canv.end()


class _Painter:
    """Paints shapes: they count from the top, a page of a PDF from the bottom."""

    def __init__(self, canvas: Any, sheet: Sheet, tall: float) -> None:
        self.canvas, self.sheet, self.tall = canvas, sheet, tall

    def paint(self, shape: Shape) -> None:
        """Paint a shape."""
        match shape:
            case Box():
                self._box(shape)
            case Path():
                self._path(shape)
            case Disc():
                self._ink(shape.fill, shape.edge, shape.edge_width)
                if shape.fill or shape.edge:
                    ways = {"stroke": int(bool(shape.edge)), "fill": int(bool(shape.fill))}
                    self.canvas.circle(shape.x, self.tall - shape.y, shape.radius, **ways)
            case Words():
                self._words(shape)

    def _ink(self, fill: str, edge: str, width: float) -> None:
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        if edge:
            self.canvas.setStrokeColor(HexColor(edge))
            self.canvas.setLineWidth(width)

    def _box(self, box: Box) -> None:
        place = (box.x, self.tall - box.y - box.height, box.width, box.height)
        if box.fill:
            self._ink(box.fill, "", 0)
            self.canvas.rect(*place, stroke=0, fill=1)
        if box.pattern and box.ink:
            self._pattern(box.pattern, box.ink, *place)
        if box.edge:
            self._ink("", box.edge, box.edge_width)
            self.canvas.rect(*place, stroke=1, fill=0)

    def _pattern(self, pattern: Pattern, ink: str, x: float, y: float, width: float, height: float) -> None:
        canvas = self.canvas
        canvas.saveState()
        inside = canvas.beginPath()
        inside.rect(x, y, width, height)
        canvas.clipPath(inside, stroke=0, fill=0)
        self._ink(ink, ink, _LINE)
        path = canvas.beginPath()
        if pattern == "dots":
            for across, up in _grid(x, y, width, height):
                path.circle(across, up, _DOT)
            canvas.drawPath(path, stroke=0, fill=1)
        else:
            for start in _steps(x - height, x + width):
                if pattern in ("rising", "cross"):
                    path.moveTo(start, y)
                    path.lineTo(start + height, y + height)
                if pattern in ("falling", "cross"):
                    path.moveTo(start, y + height)
                    path.lineTo(start + height, y)
            canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()

    def _path(self, shape: Path) -> None:
        canvas = self.canvas
        path = canvas.beginPath()
        (x, y), *rest = shape.points
        path.moveTo(x, self.tall - y)
        for x, y in rest:
            path.lineTo(x, self.tall - y)
        if shape.closed:
            path.close()
        if not shape.colour and not (shape.closed and shape.fill):
            return
        canvas.saveState()
        self._ink(shape.fill, shape.colour, shape.width)
        if shape.dash:
            canvas.setDash(list(shape.dash))
        else:
            canvas.setLineJoin(1)
        canvas.drawPath(path, stroke=int(bool(shape.colour)), fill=int(shape.closed and bool(shape.fill)))
        canvas.restoreState()

    def _words(self, words: Words) -> None:
        canvas = self.canvas
        canvas.setFillColor(HexColor(words.colour))
        canvas.setFont(self.sheet.faces.bold if words.strong else self.sheet.faces.regular, words.size)
        put = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
        put[words.anchor](words.x, self.tall - words.y, self.sheet.drawn(words.text))


def _steps(start: float, end: float) -> Iterator[float]:
    """Places between two others, the same for all shapes of a drawing, so that a pattern goes on beside itself."""
    place = int(start // _APART)
    while place * _APART < end:
        yield place * _APART
        place += 1


def _grid(x: float, y: float, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Places of dots, every other row set over by half a step."""
    for row in range(int(y // _APART), int((y + height) // _APART) + 2):
        for across in _steps(x - _APART, x + width + _APART):
            yield across + (row % 2) * _APART / 2, row * _APART
