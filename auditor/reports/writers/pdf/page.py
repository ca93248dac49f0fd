"""The page of the PDF writer: its margins and columns, and what stands at its head and foot."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from auditor.reports.document import SYNTHETIC, Document, Layout
from auditor.reports.writers.pdf.canvas import TaggedCanvas
from auditor.reports.writers.pdf.sheet import PAPER, Sheet


@dataclass(frozen=True)
class Page:
    """What room a page has, in points.

    Attributes:
        side: the margin at the left and the right.
        top: the margin above, under the running title.
        bottom: the margin below, over the number of the page.
        columns: beside each other.
        gap: between two columns.
    """

    side: float
    top: float
    bottom: float
    columns: int = 1
    gap: float = 0.0

    @property
    def line(self) -> float:
        """The width between the margins."""
        return float(A4[0]) - 2 * self.side

    @property
    def width(self) -> float:
        """The width of a column."""
        return (self.line - (self.columns - 1) * self.gap) / self.columns

    @property
    def height(self) -> float:
        """The height of a column."""
        return float(A4[1]) - self.top - self.bottom


PAGE = Page(18 * mm, 26 * mm, 22 * mm)
PAGES: dict[Layout, Page] = {"report": PAGE, "letter": PAGE, "sheet": Page(15 * mm, 22 * mm, 17.5 * mm, 2, 8 * mm)}
PAGES |= {"brief": PAGE, "page": Page(15 * mm, 22 * mm, 17.5 * mm)}
_FURNITURE = 0.8
"""Size of header and footer against running text."""


class Furniture:
    """What stands at the head and the foot of every page. It is no content: the title page says it once."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.document, self.sheet, self.page = document, sheet, PAGES[document.layout]
        self.size = sheet.size * _FURNITURE

    def draw(self, canvas: TaggedCanvas, page: int) -> None:
        """Draw them on a page, when all pages are there."""
        self._head(canvas, on_title=page == 1)
        self._foot(canvas, f"Page {page} of {canvas.pages}")

    def _head(self, canvas: TaggedCanvas, *, on_title: bool) -> None:
        document, sheet, size = self.document, self.sheet, self.size
        base = A4[1] - 15 * mm
        mark = f"{SYNTHETIC} · {document.mark}" if document.synthetic else document.mark
        mark = self._fitted(mark, sheet.faces.bold, self.page.line * 0.6)
        beside = self.page.line - stringWidth(mark, sheet.faces.bold, size) - 12
        on_band = on_title and document.layout != "letter"
        canvas.begin_artifact("Header")
        canvas.saveState()
        if not on_title:
            self._rule(canvas, base - 6)
        canvas.setFillColor(sheet.colours[PAPER if on_band else "quiet"])
        canvas.setFont(sheet.faces.regular, size)
        if on_band or not on_title:
            canvas.drawString(self.page.side, base, self._fitted(document.running, sheet.faces.regular, beside))
        canvas.setFillColor(sheet.colours[PAPER if on_band else "accent"])
        canvas.setFont(sheet.faces.bold, size)
        canvas.drawRightString(A4[0] - self.page.side, base, mark)
        canvas.restoreState()
        canvas.end()

    def _foot(self, canvas: TaggedCanvas, page: str) -> None:
        sheet, size = self.sheet, self.size
        base = 12 * mm
        beside = self.page.line - stringWidth(page, sheet.faces.regular, size) - 12
        canvas.begin_artifact("Footer")
        canvas.saveState()
        self._rule(canvas, base + size + 3)
        canvas.setFillColor(sheet.colours["quiet"])
        canvas.setFont(sheet.faces.regular, size)
        canvas.drawString(self.page.side, base, self._fitted(self.document.made, sheet.faces.regular, beside))
        canvas.drawRightString(A4[0] - self.page.side, base, page)
        canvas.restoreState()
        canvas.end()

    def _rule(self, canvas: TaggedCanvas, height: float) -> None:
        canvas.setStrokeColor(self.sheet.colours["rule"])
        canvas.setLineWidth(0.6)
        canvas.line(self.page.side, height, A4[0] - self.page.side, height)

    def _fitted(self, text: str, face: str, width: float) -> str:
        """One line that fits a width in points: what is too long ends in an ellipsis."""
        line = " ".join(self.sheet.plain(text).split())
        if stringWidth(line, face, self.size) <= width:
            return line
        while line and stringWidth(line + "…", face, self.size) > width:
            line = line[:-1]
        return line.rstrip() + "…"
