"""What the report begins with: its title, whom it is for, and its contents."""

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable
from reportlab.platypus import PageBreak as NewPage

from auditor.reports.document import SYNTHETIC, Document, Heading
from auditor.reports.writers.pdf.page import SIDE
from auditor.reports.writers.pdf.sheet import PAPER, Sheet
from auditor.reports.writers.pdf.story import bookmark
from auditor.reports.writers.pdf.structure import Element
from auditor.reports.writers.pdf.text import Backing, ContentsLine, Text

_LEAST_SECTIONS, _LEAST_PAGES = 7, 6
"""A report with fewer sections, or fewer pages, needs no list of contents."""


def title_block(document: Document, sheet: Sheet, root: Element) -> list[Flowable]:
    """Title and subtitle on the accent, then who may see it, whom it is for, by which standards, when it was made."""
    accent = sheet.colours["accent"]
    title_style = sheet.paragraph_style(scale=2.2, strong=True, colour=PAPER, after=4)
    subtitle_style = sheet.paragraph_style(scale=1.2, colour=PAPER, after=30)
    title = Text.of(root.add("H1"), sheet.literal(document.title), title_style)
    title.backing = Backing(accent, above=A4[1], below=30, beyond=SIDE)
    subtitle = Text.of(root.add("P"), sheet.literal(document.subtitle), subtitle_style)
    subtitle.backing = Backing(accent, above=4, below=14, beyond=SIDE)
    mark_style = sheet.paragraph_style(strong=True, colour="accent", after=2)
    line_style = sheet.paragraph_style(colour="quiet", after=2)
    marks = [SYNTHETIC, document.mark] if document.synthetic else [document.mark]
    lines = [Text.of(root.add("P"), sheet.literal(" · ".join(marks)), mark_style)]
    lines += [Text.of(root.add("P"), sheet.literal(line), line_style) for line in document.about[:-1]]
    last_style = sheet.paragraph_style(colour="quiet", after=14)
    lines.append(Text.of(root.add("P"), sheet.literal(document.about[-1]), last_style))
    return [title, subtitle, *lines]


def has_contents(document: Document, pages: int = _LEAST_PAGES) -> bool:
    """Whether a report is long enough for a list of contents.

    Args:
        document: the report.
        pages: that it has, where that is known.
    """
    return len(_sections(document)) >= _LEAST_SECTIONS and pages >= _LEAST_PAGES


def contents(document: Document, sheet: Sheet, root: Element) -> list[Flowable]:
    """The sections, each with its page and a link to it, on the title page."""
    story: list[Flowable] = [Text.of(root.add("H2"), "Contents", sheet.heading_style(1))]
    listed = root.add("TOC")
    style = sheet.paragraph_style(after=7, right=36)
    for place, heading in _sections(document):
        link = listed.add("TOCI").add("Reference").add("Link")
        line = ContentsLine.of(link, sheet.literal(heading.text), style)
        line.key, line.plain, line.rule = bookmark(place), sheet.plain(heading.text), sheet.colours["rule"]
        story.append(line)
    return [*story, NewPage()]


def _sections(document: Document) -> list[tuple[int, Heading]]:
    """The headings of the sections, each with its place among all headings from 1."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    return [(place, heading) for place, heading in enumerate(headings, start=1) if heading.level == 1]
