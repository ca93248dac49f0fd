"""Documents with every kind of block, in friendly and in hostile words."""

from datetime import UTC, datetime

from chart_samples import CHARTS
from report_samples import ROOT

from auditor.reports.chart_blocks import one_bar
from auditor.reports.definition import load_reports
from auditor.reports.document import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    KeyValues,
    Line,
    Lines,
    Note,
    Number,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Table,
)
from auditor.reports.figures import BarPart
from auditor.reports.marks import Mark

STYLE = load_reports(ROOT / "reports")["audit"].style
MADE_AT = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)

HOSTILE = {
    "markup": 'see [/] <b> & "x" </para></style></script> &amp; <font color="red">no</font> {team} %s',
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)><!-- --> ]]> <?php",
    "markdown": "# no *heading* _or_ **bold** `code` ~~gone~~ [link](http://x.example) ![p](q) <http://x.example>",
    "list": "- not a list\n1. nor this\n+ nor this\n* nor\n12) nor",
    "underline": "a line\n===\nanother\n---\n> quoted\n    code\n```\nfence\n| a | b |\n|---|---|\n| 1 | 2 |",
    "formula": '=cmd|"/c calc"!A1',
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0 and @someone",
    "error": "#N/A",
    "escape": "back\\slash \\* and \\| and trailing \\",
    "control": "bell\x07 red\x1b[31m null\x00 tab\there \x85 \u2028 end",
    "right to left": "left \u202eright\u202c \u2067isolated\u2069 \u200fmark",
    "letters": "Zoë Łukasz سلام 你好 e\u0301 \U0001f600 \U0001f468\u200d\U0001f469",
    "long": "x" * 400,
    "sentence": "He said: it's done (mostly); see www.example.org or mail a@example.org - 50% & more.",
}
"""Texts that some format would run, interpret or cut."""


def made(*blocks: Block, title: str = "A title", synthetic: bool = False) -> Document:
    return Document(
        title,
        "A subtitle",
        "Running title",
        "Internal, not for publication",
        "Made today by Ada",
        MADE_AT,
        STYLE,
        "en-GB",
        synthetic,
        blocks,
        "The board",
        "Standards 2023",
    )


def blocks_of(text: str) -> tuple[Block, ...]:
    """A text in every place where a block can hold one."""
    return (
        Heading(text, 1, Mark(text, "✓", "good")),
        Paragraph(text),
        Paragraph(text, strong=True),
        Paragraph(text, quiet=True),
        Bullets((text, text)),
        KeyValues(((text, text), ("Grade", Mark(text, "×", "inadequate")), ("Lines", Lines((Line(text, text),))))),
        Heading(text, 2),
        Table(
            (Column(text, 3), Column("Right", 1, "right"), Column("Middle", 1, "centre")),
            (
                Row((text,), group=True),
                Row(
                    (
                        Lines((Line(text, text, strong=True), Line("More", quiet=True))),
                        Number("63%", 0.63, percent=True),
                        Mark(text),
                    )
                ),
                Row((text, Number(text), Number("63% of 48", 0.63, percent=True))),
            ),
            caption=text,
            row_headers=True,
        ),
        one_bar(text, (BarPart(Mark(text, "✓", "good"), 3, 75), BarPart(Mark("Poor", "~"), 1, 25))),
        Quote(text, text),
        Note(text, text),
        Note(text),
    )


EVERY_KIND: dict[str, Block] = {
    "heading": Heading("A heading", 1),
    "marked heading": Heading("Another heading", 3, Mark("Good", "✓", "good")),
    "paragraph": Paragraph("A paragraph\nin two lines\n\nand a third", strong=True),
    "bullets": Bullets(("First of the list", "Second of the list\nin two lines")),
    "key values": KeyValues((("Name", "Value"), ("Grade", Mark("Inadequate", "×", "inadequate")))),
    "table": Table(
        (Column("Left", 3), Column("Right", 1, "right"), Column("Middle", 1, "centre")),
        (
            Row(("A group",), group=True),
            Row(
                (Lines((Line("Text", "Evidence"), Line("More", quiet=True))), Number("1,234", 1234), Mark("Good", "★"))
            ),
            Row(("Rest", Number("0.71", 0.71), Number("12%", 0.12, percent=True))),
        ),
        caption="A caption",
    ),
    "quote": Quote("They listened,\nand then they did it.", "a parent"),
    "note": Note("Set apart", "Mind"),
    "page break": PageBreak(),
    **{f"chart: {name}": chart for name, chart in CHARTS.items()},
}
