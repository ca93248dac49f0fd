"""What the report begins with: its title, whom it is for, and its contents."""

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable
from reportlab.platypus import PageBreak as NewPage

from auditor.reports.document import SYNTHETIC, Document, Heading
from auditor.reports.writers.pdf.page import PAGES
from auditor.reports.writers.pdf.sheet import PAPER, Sheet
from auditor.reports.writers.pdf.story import bookmark
from auditor.reports.writers.pdf.structure import Element
from auditor.reports.writers.pdf.text import Backing, ContentsLine, Text

_LEAST_SECTIONS, _LEAST_PAGES = 7, 6
"""A report with fewer sections, or fewer pages, needs no list of contents."""
_MANY_SECTIONS = 20
"""With more, the list of contents is set closer."""


def title_block(document: Document, sheet: Sheet, root: Element) -> list[Flowable]:
    """What stands at the head of the first page, by the layout."""
    match document.layout:
        case "report":
            return [*_band(document, sheet, root, 2.2, 1.2, 14), *_said_in_lines(document, sheet, root)]
        case "letter":
            return _letter_head(document, sheet, root)
        case "sheet" | "brief" | "page":
            line = sheet.paragraph_style(scale=0.84, colour="quiet", after=6)
            said = sheet.literal(" · ".join([*_marks(document), *document.about]))
            return [*_band(document, sheet, root, 1.6, 1.0, 8), Text.of(root.add("P"), said, line)]


def _band(document: Document, sheet: Sheet, root: Element, title: float, subtitle: float, under: float) -> list[Text]:
    """Title and subtitle on the accent.

    Args:
        title: its size against running text.
        subtitle: likewise.
        under: how far the accent reaches below it, in points.
    """
    accent, side = sheet.colours["accent"], PAGES[document.layout].side
    title_style = sheet.paragraph_style(scale=title, strong=True, colour=PAPER, after=4)
    subtitle_style = sheet.paragraph_style(scale=subtitle, colour=PAPER, after=under + 16)
    behind_title = Backing(accent, above=A4[1], below=30, beyond=side)
    behind_subtitle = Backing(accent, above=4, below=under, beyond=side)
    return [
        Text.of(root.add("H1"), sheet.literal(document.title), title_style, backing=behind_title),
        Text.of(root.add("P"), sheet.literal(document.subtitle), subtitle_style, backing=behind_subtitle),
    ]


def _marks(document: Document) -> list[str]:
    return [SYNTHETIC, document.mark] if document.synthetic else [document.mark]


def _letter_head(document: Document, sheet: Sheet, root: Element) -> list[Flowable]:
    """What the letter is about, then to whom and of which case; who may see it and when it was made stand small."""
    title = sheet.paragraph_style(scale=1.6, strong=True, colour="accent", after=1)
    subtitle = sheet.paragraph_style(scale=1.1, colour="quiet", after=12)
    line, last = sheet.paragraph_style(after=1), sheet.paragraph_style(after=8)
    small = sheet.paragraph_style(scale=0.84, colour="quiet", after=8)
    lines = document.about[:-1]
    return [
        Text.of(root.add("H1"), sheet.literal(document.title), title),
        Text.of(root.add("P"), sheet.literal(document.subtitle), subtitle),
        *(Text.of(root.add("P"), sheet.literal(text), last if text is lines[-1] else line) for text in lines),
        Text.of(root.add("P"), sheet.literal(" · ".join([document.about[-1], *_marks(document)])), small),
    ]


def _said_in_lines(document: Document, sheet: Sheet, root: Element) -> list[Text]:
    """Who may see it, whom it is for, by which standards, when it was made."""
    mark_style = sheet.paragraph_style(strong=True, colour="accent", after=2)
    line_style = sheet.paragraph_style(colour="quiet", after=2)
    marks = _marks(document)
    lines = [Text.of(root.add("P"), sheet.literal(" · ".join(marks)), mark_style)]
    lines += [Text.of(root.add("P"), sheet.literal(line), line_style) for line in document.about[:-1]]
    last_style = sheet.paragraph_style(colour="quiet", after=14)
    lines.append(Text.of(root.add("P"), sheet.literal(document.about[-1]), last_style))
    return lines


def has_contents(document: Document, pages: int = _LEAST_PAGES) -> bool:
    """Whether a report is long enough for a list of contents.

    Args:
        document: the report.
        pages: that it has, where that is known.
    """
    long = len(_sections(document)) >= _LEAST_SECTIONS and pages >= _LEAST_PAGES
    return document.layout == "report" and long


def contents(document: Document, sheet: Sheet, root: Element) -> list[Flowable]:
    """The sections, each with its page and a link to it, on the title page."""
    story: list[Flowable] = [Text.of(root.add("H2"), "Contents", sheet.heading_style(1))]
    listed = root.add("TOC")
    sections = _sections(document)
    # Many sections stand closer, so that their list does not run over to a page of its own.
    style = sheet.paragraph_style(after=7 if len(sections) <= _MANY_SECTIONS else 4, right=36)
    for place, heading in sections:
        link = listed.add("TOCI").add("Reference").add("Link")
        line = ContentsLine.of(link, sheet.literal(heading.text), style)
        line.key, line.plain, line.rule = bookmark(place), sheet.plain(heading.text), sheet.colours["rule"]
        story.append(line)
    return [*story, NewPage()]


def _sections(document: Document) -> list[tuple[int, Heading]]:
    """The headings of the sections, each with its place among all headings from 1."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    return [(place, heading) for place, heading in enumerate(headings, start=1) if heading.level == 1]
