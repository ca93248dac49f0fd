"""Both writers: the same content, taken literally, in bytes that do not change."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_reading import Pdf
from report_samples import ROOT, audit_data, measures_data

from auditor.audit.states import State
from auditor.errors import UnknownIdError
from auditor.reports.build import build_document, write
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
    PageBreak,
    Paragraph,
    Row,
    Table,
    texts_of,
)
from auditor.reports.figures import BarPart
from auditor.reports.formats import FORMATS, SUFFIXES
from auditor.reports.marks import Mark
from auditor.reports.writers.characters import printable, tidy
from auditor.reports.writers.columns import fit_columns
from auditor.reports.writers.pdf.sheet import register
from auditor.reports.writers.text import write_text

REPORTS = load_reports(ROOT / "reports")
STYLE = REPORTS["audit"].style
HAS = register(STYLE).has
MARKUP = 'see [/] <b> & "x" </para> &amp; <font color="red">no</font> {team} %s'


def document(*blocks: Block, synthetic: bool = False) -> Document:
    made_at = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
    return Document(
        "Title", "Subtitle", "Running", "Internal", "Made today", made_at, STYLE, "en-GB", synthetic, blocks
    )


EVERY_KIND: dict[str, Block] = {
    "heading": Heading("A heading", 1),
    "marked heading": Heading("Another heading", 3, Mark("Good", "✓", "good")),
    "paragraph": Paragraph("A paragraph\nin two lines", strong=True),
    "bullets": Bullets(("First of the list", "Second of the list")),
    "key values": KeyValues((("Name", "Value"), ("Grade", Mark("Inadequate", "×", "inadequate")))),
    "table": Table(
        (Column("Left", 3), Column("Right", 1, "right"), Column("Middle", 1, "centre")),
        (
            Row(("A group",), group=True),
            Row((Lines((Line("Text", "Evidence"), Line("More", quiet=True))), "12", Mark("Outstanding", "★", "good"))),
        ),
    ),
    "bar": one_bar("A bar", (BarPart(Mark("Good", "✓", "good"), 3, 75), BarPart(Mark("Poor", "~"), 1, 25))),
    "empty bar": one_bar("An empty bar", (BarPart(Mark("Good", "✓", "good"), 0, None),)),
    "note": Note("Set apart", "Mind"),
    "page break": PageBreak(),
}


def squeezed(text: str) -> str:
    """Without white space: where lines are broken is no part of the content."""
    return re.sub(r"\s+", "", text)


def missing_from(pdf: bytes, wanted: Document) -> list[str]:
    """Texts that are neither content of a page nor said in place of a figure."""
    file = Pdf.read(pdf)
    shown = squeezed("\n".join([*file.bodies(), *file.alts()]))
    texts = [squeezed(printable(text, HAS)) for text in texts_of(wanted)]
    return [text for text in texts if text not in shown]


SAMPLES: dict[str, Callable[[], Document]] = {
    "audit": lambda: build_document(REPORTS["audit"], audit_data()),
    "draft": lambda: build_document(REPORTS["audit"], audit_data(state=State.DRAFT, synthetic=False)),
    "measures": lambda: build_document(REPORTS["measures"], measures_data(mixed=True)),
    "every block": lambda: document(*EVERY_KIND.values()),
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_text_is_in_both_formats(sample: str) -> None:
    wanted = SAMPLES[sample]()
    pdf, text = write(wanted, "pdf"), squeezed(write_text(wanted, width=100_000).decode())
    # A line of any width breaks nothing, so in plain text each text stands whole.
    assert [part for part in texts_of(wanted) if squeezed(tidy(part)) not in text] == []
    assert missing_from(pdf, wanted) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed; the reader above is ours")
def test_another_reader_sees_the_same_signs() -> None:
    content = write(SAMPLES["measures"](), "pdf")
    seen = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    ours = "\n".join(Pdf.read(content).pages())
    assert Counter(squeezed(seen)) == Counter(squeezed(ours))  # it orders the columns of a table otherwise


@pytest.mark.parametrize("kind", EVERY_KIND)
@pytest.mark.parametrize("format_", FORMATS)
def test_every_block_can_be_written_alone(kind: str, format_: str) -> None:
    assert write(document(EVERY_KIND[kind]), format_)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_document_gives_the_same_bytes(sample: str, format_: str) -> None:
    assert write(SAMPLES[sample](), format_) == write(SAMPLES[sample](), format_)


def test_every_font_is_embedded() -> None:
    for sample in SAMPLES.values():
        pdf = Pdf.read(write(sample(), "pdf"))
        assert pdf.fonts()
        assert pdf.unembedded() == []


def test_text_that_looks_like_markup_is_literal() -> None:
    blocks: list[Block] = [
        Heading(MARKUP, 1, Mark(MARKUP)),
        Paragraph(MARKUP),
        Bullets((MARKUP,)),
        KeyValues(((MARKUP, MARKUP),)),
        Table(
            (Column(MARKUP), Column("b")),
            (Row((MARKUP,), group=True), Row((Lines((Line(MARKUP, MARKUP),)), Mark(MARKUP)))),
        ),
        one_bar(MARKUP, (BarPart(Mark(MARKUP), 1, 100),)),
        Note(MARKUP, MARKUP),
    ]
    wanted = replace(document(*blocks), title=MARKUP, subtitle=MARKUP, made="Made")
    shown = squeezed("\n".join(Pdf.read(write(wanted, "pdf")).pages()))
    expected = sum(text == MARKUP for text in texts_of(wanted))
    assert expected == 17
    assert shown.count(squeezed(MARKUP)) == expected + 1  # the legend of the drawing
    text = squeezed(write_text(wanted, width=100_000).decode())
    assert text.count(squeezed(MARKUP)) == expected + 2  # the drawing, and what is said of it


def test_a_note_that_looks_like_markup_goes_through_the_whole_report() -> None:
    wanted = build_document(REPORTS["audit"], audit_data(notes=[MARKUP]))
    for content in ("\n".join(Pdf.read(write(wanted, "pdf")).pages()), write(wanted, "text").decode()):
        assert squeezed(MARKUP) in squeezed(content)


def test_pages_are_numbered_and_marked() -> None:
    pages = Pdf.read(write(SAMPLES["audit"](), "pdf")).pages()
    assert len(pages) > 3
    for place, page in enumerate(pages, start=1):
        assert f"Page {place} of {len(pages)}" in page
        assert "Synthetic: invented data · Internal, not for publication" in page
        assert "Case file audit, LCS 9904093" in page
        assert "Made 22 November 2026, 10:42 UTC by M. Okafor" in page
    assert "ynthetic" not in "\n".join(Pdf.read(write(SAMPLES["draft"](), "pdf")).pages())


def test_title_and_language_are_in_the_file() -> None:
    file = Pdf.read(write(SAMPLES["measures"](), "pdf")).file
    assert file.Root.Lang == "en-GB"
    assert file.docinfo["/Title"] == "Audit measures"
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert file.docinfo["/CreationDate"] == "D:20261122104200+00'00'"
    assert [float(side) for side in file.pages[0].MediaBox] == [0, 0, 595.2756, 841.8898]  # A4


def test_a_long_table_repeats_its_header() -> None:
    rows = tuple(Row((f"row {place}", str(place))) for place in range(150))
    pages = Pdf.read(write(document(Table((Column("Heading of it", 4), Column("N", 1, "right")), rows)), "pdf")).pages()
    assert len(pages) > 3
    assert all("Heading of it" in page for page in pages)


@pytest.mark.parametrize("text", ["word " * 2000, "x" * 8000, "line\n" * 250], ids=["words", "one word", "lines"])
def test_no_length_of_text_breaks_the_page(text: str) -> None:
    narrow = Table((Column("A", 1), Column("B", 5)), (Row((text, Lines((Line("Q"), Line(text, "Note"))))),))
    wanted = document(Paragraph(text), KeyValues((("Name", text),)), narrow, Bullets((text,)), Note(text, "Title"))
    shown = squeezed("\n".join(Pdf.read(write(wanted, "pdf")).pages()))
    assert shown.count(text[0]) >= 6 * text.count(text[0])
    assert squeezed(write(wanted, "text").decode()).count(text[0]) >= 6 * text.count(text[0])


def test_an_over_long_head_is_cut_and_does_not_overlap() -> None:
    wanted = replace(document(Paragraph("Text")), running="R" * 200, made="M" * 200)
    page = Pdf.read(write(wanted, "pdf")).pages()[0]
    assert "R…" in page
    assert "M…" in page


@pytest.mark.parametrize("lines", range(30, 50))
def test_a_heading_and_its_introduction_go_with_the_heading_below(lines: int) -> None:
    table = Table((Column("A"), Column("B")), (Row(("first row", "b")),))
    rest = (Heading("Every answer"), Paragraph("Introduction"), Heading("A section", 2), table)
    pages = Pdf.read(write(document(Paragraph("x\n" * lines), *rest), "pdf")).pages()
    together = [all(part in page for part in ("Every answer", "Introduction", "first row")) for page in pages]
    assert sum(together) == 1


# -- signs ------------------------------------------------------------------------------------------------------------


def test_the_symbols_of_the_scale_print_or_give_way_to_words() -> None:
    assert {sign for sign in "★✓~×▲△=▼•" if not HAS(sign)} == {"★"}
    assert printable("★ and ✓ ~ × ▲ △ = ▼ •", HAS) == "[star] and ✓ ~ × ▲ △ = ▼ •"
    marked = document(KeyValues((("Grade", Mark("Outstanding", "★", "outstanding")),)))
    shown = Pdf.read(write(marked, "pdf")).pages()[0]
    assert "++ Outstanding" in shown
    assert "[star]" not in shown
    assert "★ Outstanding" in write(marked, "text").decode()


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("Zoë Łukasz Çağrı Dragoș Žižka Siân Ŵyn", "Zoë Łukasz Çağrı Dragoș Žižka Siân Ŵyn"),
        ("e\u0301", "é"),
        ("fine \U0001f600 day", "fine [grinning face] day"),
        ("سلام", "[4 letters this font lacks]"),
        ("a\u202eb\u200bc", "abc"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("wide\u3000space \uff21", "wide space A"),
        ("half \ud83d pair", "half ? pair"),
        ("\U000e0001\U0010ffff", "[sign U+10FFFF]"),
        ("heart \u2764\ufe0f", "heart [heavy black heart]"),
    ],
)
def test_signs_that_the_font_lacks_become_words(given_text: str, shown: str) -> None:
    assert printable(given_text, HAS) == shown


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_written(text: str) -> None:
    wanted = document(
        Heading(text or "-"), Paragraph(text), Table((Column("A"), Column("B")), (Row((text, Mark(text))),))
    )
    assert missing_from(write(wanted, "pdf"), wanted) == []
    write(wanted, "text").decode()


# -- plain text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("sample", ["audit", "measures"])
def test_no_line_is_longer_than_the_width(sample: str, width: int) -> None:
    lines = write_text(SAMPLES[sample](), width).decode().split("\n")
    assert max(len(line) for line in lines) <= width
    assert not any(line != line.rstrip() for line in lines)


def test_numbers_are_right_aligned() -> None:
    block = Table((Column("Measure", 3), Column("%", 1, "right")), (Row(("a", "5%")), Row(("b", "61%"))))
    lines = write_text(document(block)).decode().splitlines()
    assert {len(line) for line in lines if line.endswith("%")} == {80}


def test_the_text_says_synthetic_only_when_it_is() -> None:
    assert b"Synthetic: invented data" in write(document(synthetic=True), "text")
    assert b"Synthetic" not in write(document(), "text")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="no report format called 'docx'"):
        write(document(), "docx")
    assert set(SUFFIXES) == set(FORMATS)


# -- columns ----------------------------------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.floats(0.1, 10), st.floats(1, 200)), min_size=1, max_size=8),
    st.floats(50, 1000),
)
def test_columns_fill_the_line_and_hold_their_words(columns: list[tuple[float, float]], total: float) -> None:
    shares, least = [share for share, _ in columns], [need for _, need in columns]
    widths = fit_columns(shares, least, total)
    assert sum(widths) == pytest.approx(total)
    if sum(least) <= total:
        assert all(width >= need - 1e-6 for width, need in zip(widths, least, strict=True))
