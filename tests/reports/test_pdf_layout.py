"""How a PDF is laid out: what stays together, what is repeated, what is painted, and how large the file is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from block_samples import made
from pdf_check import problems
from pdf_reading import Pdf
from pdf_samples import WORDS, long_pdf
from reportlab.pdfgen.canvas import Canvas

from auditor.reports.charts.palette import PATTERNS, contrast
from auditor.reports.document import Bullets, Chart, Column, Heading, Note, Number, Paragraph, Quote, Row, Table
from auditor.reports.drawing import Box, Disc, Drawing, Path, Pattern, Shape, Words
from auditor.reports.figures import Interval, Intervals
from auditor.reports.writers.pdf import write_pdf
from auditor.reports.writers.pdf.drawing import Painted
from auditor.reports.writers.pdf.packed import pack
from auditor.reports.writers.pdf.sheet import Sheet
from auditor.reports.writers.pdf.structure import Element

STYLE = made().style
LINES = range(0, 45, 3)


def page_with(pages: Sequence[str], text: str) -> int:
    found = [place for place, page in enumerate(pages) if text in page.replace("\n", " ")]
    assert len(found) == 1, (text, found)
    return found[0]


@pytest.mark.parametrize("lines", LINES)
def test_a_group_is_never_the_last_of_a_page(lines: int) -> None:
    rows = [row for place in range(6) for row in (Row((f"Group {place}.",), group=True), Row((f"Row {place}.", "b")))]
    table = Table((Column("A"), Column("B")), tuple(rows))
    pages = Pdf.read(write_pdf(made(Paragraph("x\n" * lines), table))).bodies()
    for place in range(6):
        assert page_with(pages, f"Group {place}.") == page_with(pages, f"Row {place}.")


@pytest.mark.parametrize("lines", LINES)
def test_the_last_row_of_a_table_is_not_alone_on_a_page(lines: int) -> None:
    table = Table((Column("A"), Column("B")), tuple(Row((f"Row {place}.", "b")) for place in range(8)))
    pages = Pdf.read(write_pdf(made(Paragraph("x\n" * lines), table))).bodies()
    assert page_with(pages, "Row 6.") == page_with(pages, "Row 7.")


@pytest.mark.parametrize("lines", LINES)
def test_what_belongs_together_stays_together(lines: int) -> None:
    table = Table((Column("A"), Column("B")), (Row(("First row", "b")),), caption="Caption of it")
    rest = (Heading("Quoted"), Quote("Words of one.", "a parent"), Note("Text of it.", "Title of it"), table)
    pages = Pdf.read(write_pdf(made(Paragraph("x\n" * lines), *rest))).bodies()
    for above, below in (
        ("Quoted", "Words of one."),
        ("Words of one.", "– a parent"),
        ("Title of it", "Text of it."),
        ("Caption of it", "First row"),
    ):
        assert page_with(pages, above) == page_with(pages, below)


def test_rows_as_tall_as_they_may_be_fit_under_a_group() -> None:
    tall = "line\n" * 17
    rows = (Row(("Group",), group=True), Row((tall, "1")), Row((tall, "2")), Row((WORDS * 200, "3")))
    wanted = made(Paragraph("x\n" * 30), Table((Column("A", 3), Column("B")), rows))
    assert problems(write_pdf(wanted)) == []


def test_a_wide_table_breaks_no_word_that_fits_when_it_is_set_smaller() -> None:
    columns = tuple(Column(f"Considerations{place}") for place in range(5))
    pages = Pdf.read(write_pdf(made(Table(columns, (Row(tuple("12345")),))))).bodies()
    assert all(f"Considerations{place}" in pages[0] for place in range(5))


def test_numbers_end_where_their_column_ends() -> None:
    rows = tuple(Row((f"r{value}", Number(f"{value}%", value / 100, percent=True))) for value in (1, 11, 100))
    content = write_pdf(made(Table((Column("A"), Column("B", 1, "right")), rows)))
    with pikepdf.open(BytesIO(content)) as file:
        code = file.pages[0].obj.Contents.read_bytes().decode("latin-1")
    places = re.findall(r"BT 1 0 0 1 (\S+) \S+ Tm (?:(\S+) 0 Td )?[^()]*\((1+0*%) \)", code)
    assert [shown for _, _, shown in places] == ["1%", "11%", "100%"]
    # Digits are all as wide as each other, so each further digit starts by as much further to the left.
    one, two, three = (float(start) + float(indent or 0) for start, indent, _ in places)
    assert one - two == pytest.approx(two - three, abs=0.01)
    assert one - two > 3


def test_text_has_the_contrast_it_needs() -> None:
    white = "#ffffff"
    for name in ("ink", "quiet", "accent"):
        assert contrast(STYLE.colours[name], white) >= 4.5
    sheet = Sheet(STYLE)
    for name in ("outstanding", "good", "requires_improvement", "inadequate"):
        assert contrast(STYLE.colours["ink"], "#" + sheet.tint(name).hexval()[2:]) >= 4.5
    for strength in (0.08, 0.1):
        backing = "#" + sheet.tint("accent", strength).hexval()[2:]
        assert contrast(STYLE.colours["accent"], backing) >= 4.5


def test_a_chart_taller_than_the_page_is_made_smaller() -> None:
    rows = tuple(Interval(f"Row {place}", 0.5, 0.4, 0.6, "50% of 96") for place in range(120))
    table = Table((Column("Row"), Column("Share")), tuple(Row((row.label, row.shown)) for row in rows))
    assert problems(write_pdf(made(Chart("Tall", "Many rows.", Intervals(rows), table)))) == []
    drawing = Drawing(300, 2000, (Box(0, 0, 300, 2000, fill="#112233"),))
    painted = Painted(drawing, Sheet(STYLE), Element("Document"), "tall", 500)
    assert painted.wrap(400, 700) == (75, 500)


# -- drawings ----------------------------------------------------------------------------------------------------------


def operators(*shapes: Shape) -> list[str]:
    """What is painted for shapes, by a writer that tags nothing."""

    class Plain(Canvas):  # type: ignore[misc]
        def begin(self, _element: Any) -> None:
            pass

        end = lambda self: None  # noqa: E731

    stream = BytesIO()
    canvas = Plain(stream, invariant=1, pageCompression=0)
    painted = Painted(Drawing(100, 100, shapes), Sheet(STYLE), Element("Document"), "words", 100)
    painted.wrap(100, 100)
    painted.drawOn(canvas, 0, 0)
    canvas.save()
    with pikepdf.open(BytesIO(stream.getvalue())) as file:
        return [str(operator) for _, operator in pikepdf.parse_content_stream(file.pages[0])]


@pytest.mark.parametrize("pattern", sorted({*PATTERNS.values()} - {""}))
def test_every_pattern_is_painted_within_its_box(pattern: Pattern) -> None:
    plain = operators(Box(10, 10, 40, 20, fill="#112233"))
    painted = operators(Box(10, 10, 40, 20, fill="#112233", pattern=pattern, ink="#ffffff"))
    assert painted.count("W") + painted.count("W*") == 1 + plain.count("W")
    assert len(painted) > len(plain) + 20


def test_patterns_differ() -> None:
    seen = {pattern: operators(Box(0, 0, 40, 20, pattern=pattern, ink="#000000")) for pattern in PATTERNS.values()}
    assert len({tuple(each) for name, each in seen.items() if name not in ("rising", "falling")}) == 3
    assert seen["cross"].count("l") == 2 * seen["rising"].count("l") == 2 * seen["falling"].count("l")


def test_only_what_has_a_colour_is_painted() -> None:
    painting = {"S", "f", "f*", "B", "B*", "b", "b*", "s"}
    assert not painting & set(operators(Box(0, 0, 9, 9), Path(((0, 0), (9, 9))), Disc(5, 5, 3, "")))
    assert len({"f", "f*"} & set(operators(Disc(5, 5, 3, "#112233")))) == 1
    assert "d" in operators(Path(((0, 0), (9, 9)), "#112233", dash=(2, 1)))
    assert {"B", "B*", "b", "b*"} & set(
        operators(Path(((0, 0), (9, 9), (0, 9)), "#112233", closed=True, fill="#445566"))
    )
    assert operators(Words(5, 5, "★ word", 9, "#112233", "middle")).count("Tj") == 1


# -- the file ----------------------------------------------------------------------------------------------------------


def test_packing_loses_no_object() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=0)
    for page in range(3):
        canvas.drawString(100, 100, f"Page {page}: endobj stream endstream xref")
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry("endstream", f"p{page}")
        canvas.showPage()
    canvas.save()
    before = stream.getvalue()
    with pikepdf.open(BytesIO(before)) as plain, pikepdf.open(BytesIO(pack(before))) as packed:
        assert packed.check_pdf_syntax() == []
        assert len(packed.pages) == len(plain.pages)
        for one, other in zip(plain.pages, packed.pages, strict=True):
            assert one.Contents.read_bytes() == other.Contents.read_bytes()
        assert packed.docinfo == plain.docinfo
        with packed.open_outline() as outline:
            assert [item.title for item in outline.root] == ["endstream"] * 3


def test_the_file_is_whole_and_its_structure_is_packed() -> None:
    with pikepdf.open(BytesIO(long_pdf())) as file:
        assert file.check_pdf_syntax() == []
        plain = BytesIO()
        file.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert len(long_pdf()) < 0.55 * len(plain.getvalue())


def test_a_title_page_says_whom_it_is_for() -> None:
    wanted = replace(made(Bullets(("One",))), audience="The board", edition="Standards 2023")
    body = Pdf.read(write_pdf(wanted)).bodies()[0]
    for line in (
        "A title",
        "A subtitle",
        "Internal, not for publication",
        "For: The board",
        "Standards: Standards 2023",
    ):
        assert line in body
