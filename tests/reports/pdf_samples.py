"""Documents for the PDF writer: with every kind of block, and long enough for a list of contents."""

from dataclasses import replace
from functools import cache

from block_samples import EVERY_KIND, STYLE, made
from chart_samples import CHARTS, GRADES

from auditor.reports.document import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Line,
    Lines,
    Note,
    Number,
    Paragraph,
    Quote,
    Row,
    Table,
)
from auditor.reports.writers.pdf import write_pdf

WORDS = "The chronology stops in November and two moves since are not on it. "


def long_table(rows: int = 60, *, caption: str = "", groups: int = 9) -> Table:
    """A table over several pages, with a group every few rows and cells of several paragraphs."""
    found: list[Row] = []
    for place in range(rows):
        if place % groups == 0:
            found.append(Row((f"Group {place // groups}",), group=True))
        note = Lines((Line(WORDS * (place % 4), "Evidence"), Line("visit records 14/07", quiet=True)))
        share = Number(f"{place}%", place / 100, percent=True)
        found.append(Row((f"Question {place + 1}", GRADES[place % 4], share, note)))
    columns = (Column("Question", 3), Column("Answer", 3), Column("Share", 1, "right"), Column("Note", 4))
    return Table(columns, tuple(found), caption, row_headers=True)


def long_document() -> Document:
    """Some pages, with every kind of block but for most charts, and with sections enough for a list of contents."""
    blocks: list[Block] = [
        Heading("In brief"),
        Paragraph(WORDS * 60),
        Bullets((WORDS * 3,) * 20),
        Heading("Every kind"),
    ]
    blocks += [block for kind, block in EVERY_KIND.items() if not kind.startswith("chart")]
    blocks += [CHARTS["intervals"], Note(WORDS * 30, "A long note"), Quote(WORDS * 30, "a parent")]
    for part in range(5):
        blocks += [Heading(f"Part {part + 1}"), Paragraph(WORDS), long_table(12, caption="Answers" if part % 2 else "")]
    return replace(made(*blocks, title="A long report", synthetic=True), style=replace(STYLE, size=12.0))


@cache
def long_pdf() -> bytes:
    """The long document, written once."""
    return write_pdf(long_document())
