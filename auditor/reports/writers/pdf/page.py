"""The page of the PDF writer: its margins, and what stands at its head and foot."""

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from auditor.reports.document import SYNTHETIC, Document
from auditor.reports.writers.pdf.canvas import TaggedCanvas
from auditor.reports.writers.pdf.sheet import PAPER, Sheet

SIDE: float = 18 * mm
TOP: float = 26 * mm
BOTTOM: float = 22 * mm
"""Margins, in points."""
WIDTH: float = A4[0] - 2 * SIDE
"""Of the text, in points."""
HEIGHT: float = A4[1] - TOP - BOTTOM
"""Likewise."""
_FURNITURE = 0.8
"""Size of header and footer against running text."""


class Furniture:
    """What stands at the head and the foot of every page. It is no content: the title page says it once."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.document, self.sheet = document, sheet
        self.size = sheet.size * _FURNITURE

    def draw(self, canvas: TaggedCanvas, page: int) -> None:
        """Draw them on a page, when all pages are there."""
        self._head(canvas, on_title=page == 1)
        self._foot(canvas, f"Page {page} of {canvas.pages}")

    def _head(self, canvas: TaggedCanvas, *, on_title: bool) -> None:
        document, sheet, size = self.document, self.sheet, self.size
        base = A4[1] - 15 * mm
        mark = f"{SYNTHETIC} · {document.mark}" if document.synthetic else document.mark
        mark = self._fitted(mark, sheet.faces.bold, WIDTH * 0.6)
        beside = WIDTH - stringWidth(mark, sheet.faces.bold, size) - 12
        canvas.begin_artifact("Header")
        canvas.saveState()
        if not on_title:
            self._rule(canvas, base - 6)
        canvas.setFillColor(sheet.colours[PAPER if on_title else "quiet"])
        canvas.setFont(sheet.faces.regular, size)
        canvas.drawString(SIDE, base, self._fitted(document.running, sheet.faces.regular, beside))
        canvas.setFillColor(sheet.colours[PAPER if on_title else "accent"])
        canvas.setFont(sheet.faces.bold, size)
        canvas.drawRightString(A4[0] - SIDE, base, mark)
        canvas.restoreState()
        canvas.end()

    def _foot(self, canvas: TaggedCanvas, page: str) -> None:
        sheet, size = self.sheet, self.size
        base = 12 * mm
        beside = WIDTH - stringWidth(page, sheet.faces.regular, size) - 12
        canvas.begin_artifact("Footer")
        canvas.saveState()
        self._rule(canvas, base + size + 3)
        canvas.setFillColor(sheet.colours["quiet"])
        canvas.setFont(sheet.faces.regular, size)
        canvas.drawString(SIDE, base, self._fitted(self.document.made, sheet.faces.regular, beside))
        canvas.drawRightString(A4[0] - SIDE, base, page)
        canvas.restoreState()
        canvas.end()

    def _rule(self, canvas: TaggedCanvas, height: float) -> None:
        canvas.setStrokeColor(self.sheet.colours["rule"])
        canvas.setLineWidth(0.6)
        canvas.line(SIDE, height, A4[0] - SIDE, height)

    def _fitted(self, text: str, face: str, width: float) -> str:
        """One line that fits a width in points: what is too long ends in an ellipsis."""
        line = " ".join(self.sheet.plain(text).split())
        if stringWidth(line, face, self.size) <= width:
            return line
        while line and stringWidth(line + "…", face, self.size) > width:
            line = line[:-1]
        return line.rstrip() + "…"
