"""A document as PDF: A4, embedded fonts, tagged. The only place that knows reportlab.

Same document, same bytes: the file carries no random id, and no time but that of the document. It is tagged, and what
that means is checked by the project's own tests; no claim of PDF/UA is made, since no validator has seen it.
"""

from functools import partial
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate

from auditor.reports.document import Document
from auditor.reports.writers.pdf.breaks import Part, broken
from auditor.reports.writers.pdf.canvas import TaggedCanvas
from auditor.reports.writers.pdf.cover import contents, has_contents, title_block
from auditor.reports.writers.pdf.packed import pack
from auditor.reports.writers.pdf.page import PAGES, Furniture, Page
from auditor.reports.writers.pdf.sheet import Sheet
from auditor.reports.writers.pdf.story import Story
from auditor.reports.writers.pdf.structure import Element
from auditor.reports.writers.pdf.tables import TOGETHER


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
    head = title_block(document, sheet, root)
    parts = [Part(each, TOGETHER, TOGETHER) for each in contents(document, sheet, root)] if with_contents else []
    parts += Story(document, sheet, root).parts()
    if page.columns > 1:
        tall = _height(head, page)
        template.addPageTemplates(_under(tall, page))
        beside = [page.height - tall] * page.columns
        story = [*head, FrameBreak(), *broken(parts, page.width, [*beside, page.height])]
    else:
        above = [Part(each, TOGETHER, TOGETHER) for each in head]
        story = broken([*above, *parts], page.width, [page.height])
    template.addPageTemplates(PageTemplate("page", _columns(page, page.height)))
    furniture = Furniture(document, sheet)
    template.build(story, canvasmaker=partial(TaggedCanvas, root=root, document=document, furniture=furniture.draw))
    return stream.getvalue(), template.page


def _height(head: list[Flowable], page: Page) -> float:
    """How much of a page of several columns its head takes, in points."""
    heights = [part.wrap(page.line, page.height)[1] + part.getSpaceBefore() + part.getSpaceAfter() for part in head]
    return float(min(sum(heights), page.height / 2))


def _under(tall: float, page: Page) -> PageTemplate:
    """The first page of several columns, which begin under a head of some height that goes over all of them."""
    over = Frame(page.side, page.bottom + page.height - tall, page.line, tall + 1, 0, 0, 0, 0)
    return PageTemplate("first", [over, *_columns(page, page.height - tall)], autoNextPageTemplate="page")


def _columns(page: Page, height: float) -> list[Frame]:
    """The columns of a page, beside each other."""
    lefts = [page.side + place * (page.width + page.gap) for place in range(page.columns)]
    return [Frame(left, page.bottom, page.width, height, 0, 0, 0, 0) for left in lefts]
