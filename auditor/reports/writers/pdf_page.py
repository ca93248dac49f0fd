"""The page of the PDF writer: its margins, and what stands at its head and foot."""

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from auditor.reports.document import SYNTHETIC, Document
from auditor.reports.writers.characters import printable
from auditor.reports.writers.pdf_parts import Sheet

SIDE: float = 17 * mm
TOP: float = 25 * mm
BOTTOM: float = 20 * mm
"""Margins, in points."""
WIDTH: float = A4[0] - 2 * SIDE
"""Of the text, in points."""
_FURNITURE = 0.86
"""Size of header and footer against running text."""


class Furniture:
    """What stands at the head and the foot of every page."""

    def __init__(self, document: Document, sheet: Sheet, pages: int) -> None:
        self.document, self.sheet, self.pages = document, sheet, pages
        self.drawn = 0

    def draw(self, canvas: Any, _template: Any) -> None:
        """Draw them on the page that is starting."""
        self.drawn += 1
        document, sheet = self.document, self.sheet
        size = sheet.size * _FURNITURE
        head, foot = A4[1] - 14 * mm, 11 * mm
        canvas.saveState()
        canvas.setStrokeColor(sheet.colours["rule"])
        canvas.setLineWidth(0.6)
        canvas.line(SIDE, head - 5, A4[0] - SIDE, head - 5)
        canvas.line(SIDE, foot + size + 3, A4[0] - SIDE, foot + size + 3)
        canvas.setFillColor(sheet.colours["quiet"])
        canvas.setFont(sheet.faces.regular, size)
        bold = sheet.faces.bold
        mark = f"{SYNTHETIC} · {document.mark}" if document.synthetic else document.mark
        mark = self._fitted(mark, bold, size, WIDTH * 0.6)
        page = f"Page {self.drawn} of {self.pages}"
        beside_mark = WIDTH - stringWidth(mark, bold, size) - 12
        beside_page = WIDTH - stringWidth(page, sheet.faces.regular, size) - 12
        canvas.drawString(SIDE, head, self._fitted(document.running, sheet.faces.regular, size, beside_mark))
        canvas.drawString(SIDE, foot, self._fitted(document.made, sheet.faces.regular, size, beside_page))
        canvas.drawRightString(A4[0] - SIDE, foot, page)
        canvas.setFillColor(sheet.colours["accent"])
        canvas.setFont(bold, size)
        canvas.drawRightString(A4[0] - SIDE, head, mark)
        canvas.restoreState()

    def _fitted(self, text: str, face: str, size: float, width: float) -> str:
        """One line that fits a width in points: what is too long ends in an ellipsis."""
        line = " ".join(printable(text, self.sheet.faces.has).split())
        if stringWidth(line, face, size) <= width:
            return line
        while line and stringWidth(line + "…", face, size) > width:
            line = line[:-1]
        return line.rstrip() + "…"
