"""A document as PDF: A4, embedded fonts, tagged. The only place that knows reportlab.

Same document, same bytes: the file carries no random id, and no time but that of the document. It is tagged, and what
that means is checked by the project's own tests; no claim of PDF/UA is made, since no validator has seen it.
"""

from functools import partial
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate

from auditor.reports.document import Document
from auditor.reports.writers.pdf.canvas import TaggedCanvas
from auditor.reports.writers.pdf.cover import contents, has_contents, title_block
from auditor.reports.writers.pdf.packed import pack
from auditor.reports.writers.pdf.page import PAGES, Furniture, Page
from auditor.reports.writers.pdf.sheet import Sheet
from auditor.reports.writers.pdf.story import Story
from auditor.reports.writers.pdf.structure import Element


def write_pdf(document: Document) -> bytes:
    """The document as PDF.

    Raises:
        OSError: a font file of its style is missing.
    """
    listed = has_contents(document)
    content, pages = _laid_out(document, with_contents=listed)
    if listed and not has_contents(document, pages):
        content, _ = _laid_out(document, with_contents=False)
    return pack(content)


def _laid_out(document: Document, *, with_contents: bool) -> tuple[bytes, int]:
    """The file as reportlab writes it, and how many pages it has."""
    root, stream, page = Element("Document"), BytesIO(), PAGES[document.layout]
    sheet = Sheet(document.style, close=document.layout not in ("report", "brief"))
    template = BaseDocTemplate(
        stream,
        pagesize=A4,
        invariant=1,
        pageCompression=0,  # the packer does that
        lang=document.language,
        title=sheet.plain(document.title),
        subject=sheet.plain(document.subtitle),
        author="auditor",
        creator="auditor",
        initialFontName=sheet.faces.regular,
        displayDocTitle=1,
    )
    story = title_block(document, sheet, root)
    if page.columns > 1:
        template.addPageTemplates(_under(story, page))
        story.append(FrameBreak())
    template.addPageTemplates(PageTemplate("page", _columns(page, page.height)))
    if with_contents:
        story += contents(document, sheet, root)
    story += Story(document, sheet, root).flowables()
    furniture = Furniture(document, sheet)
    template.build(story, canvasmaker=partial(TaggedCanvas, root=root, document=document, furniture=furniture.draw))
    return stream.getvalue(), template.page


def _under(head: list[Flowable], page: Page) -> PageTemplate:
    """The first page of several columns, which begin under a head that goes over all of them."""
    heights = [part.wrap(page.line, page.height)[1] + part.getSpaceBefore() + part.getSpaceAfter() for part in head]
    tall = min(sum(heights), page.height / 2)
    over = Frame(page.side, page.bottom + page.height - tall, page.line, tall + 1, 0, 0, 0, 0)
    return PageTemplate("first", [over, *_columns(page, page.height - tall)], autoNextPageTemplate="page")


def _columns(page: Page, height: float) -> list[Frame]:
    """The columns of a page, beside each other."""
    lefts = [page.side + place * (page.width + page.gap) for place in range(page.columns)]
    return [Frame(left, page.bottom, page.width, height, 0, 0, 0, 0) for left in lefts]
