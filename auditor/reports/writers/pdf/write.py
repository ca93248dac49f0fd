"""A document as PDF: A4, embedded fonts, tagged. The only place that knows reportlab.

Same document, same bytes: the file carries no random id, and no time but that of the document. It is tagged, and what
that means is checked by the project's own tests; no claim of PDF/UA is made, since no validator has seen it.
"""

from functools import partial
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from auditor.reports.document import Document
from auditor.reports.writers.pdf.canvas import TaggedCanvas
from auditor.reports.writers.pdf.cover import contents, has_contents, title_block
from auditor.reports.writers.pdf.packed import pack
from auditor.reports.writers.pdf.page import BOTTOM, HEIGHT, SIDE, WIDTH, Furniture
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
    sheet, root, stream = Sheet(document.style), Element("Document"), BytesIO()
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
    template.addPageTemplates(PageTemplate("page", [Frame(SIDE, BOTTOM, WIDTH, HEIGHT, 0, 0, 0, 0)]))
    story = title_block(document, sheet, root)
    if with_contents:
        story += contents(document, sheet, root)
    story += Story(document, sheet, root).flowables()
    furniture = Furniture(document, sheet)
    template.build(story, canvasmaker=partial(TaggedCanvas, root=root, document=document, furniture=furniture.draw))
    return stream.getvalue(), template.page
