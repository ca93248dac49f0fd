"""Reports as PDF are tagged, and the check that says so finds what is wrong."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from block_samples import EVERY_KIND, HOSTILE, blocks_of, made
from chart_samples import CHARTS
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_check import problems
from pdf_reading import Pdf, elements, kids, pieces_of
from pdf_samples import WORDS, long_document, long_pdf, long_table
from report_samples import ROOT, audit_data, measures_data

from auditor.reports.build import build_document
from auditor.reports.definition import load_reports
from auditor.reports.document import Column, Heading, Paragraph, Row, Table
from auditor.reports.writers.characters import tidy
from auditor.reports.writers.pdf import write_pdf

REPORTS = load_reports(ROOT / "reports")


def tag(element: Any) -> str:
    return str(element.S)[1:]


def of(file: pikepdf.Pdf, *tags: str) -> list[Any]:
    return [each for each in elements(file) if tag(each) in tags]


class Reader:
    """The texts of a file's elements, wherever on the pages they stand."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.texts: dict[Any, str] = {}
        for page in file.pages:
            for piece in pieces_of(page):
                place = (page.obj.objgen, piece.mcid)
                self.texts[place] = self.texts.get(place, "") + piece.text

    def __call__(self, element: Any) -> str:
        found = []
        for kid in kids(element):
            if isinstance(kid, int):
                found.append(self.texts[element.Pg.objgen, kid])
            elif "/MCID" in kid:
                found.append(self.texts[kid.Pg.objgen, int(kid.MCID)])
            elif "/S" in kid:
                found.append(self(kid))
        return " ".join("".join(found).split())


# -- the files ---------------------------------------------------------------------------------------------------------


def test_the_reports_are_tagged() -> None:
    for definition, data in (("audit", audit_data()), ("measures", measures_data(mixed=True))):
        assert problems(write_pdf(build_document(REPORTS[definition], data))) == []


def test_a_long_document_is_tagged() -> None:
    assert problems(long_pdf()) == []


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_of_block_is_tagged(kind: str) -> None:
    assert problems(write_pdf(made(EVERY_KIND[kind]))) == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_of_any_kind_is_tagged(hostile: str) -> None:
    assert problems(write_pdf(made(*blocks_of(HOSTILE[hostile]), title=HOSTILE[hostile]))) == []


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(sorted(EVERY_KIND)), max_size=14), st.integers(0, 40))
def test_blocks_in_any_order_and_at_any_height_are_tagged(kinds: list[str], lines: int) -> None:
    assert problems(write_pdf(made(Paragraph("x\n" * lines), *(EVERY_KIND[kind] for kind in kinds)))) == []


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_pdf(long_document()) == long_pdf()


def test_nothing_at_all_is_tagged() -> None:
    assert problems(write_pdf(made())) == []
    assert problems(write_pdf(made(Paragraph(""), Table((Column("A"), Column("B")), ())))) == []


# -- what the tags say -------------------------------------------------------------------------------------------------


def test_headings_follow_the_title_and_do_not_skip() -> None:
    file = Pdf.read(write_pdf(made(Heading("One"), Heading("Deep", 3), Heading("Two"), title="All"))).file
    said = Reader(file)
    headings = [(tag(each), said(each)) for each in of(file, "H1", "H2", "H3", "H4")]
    assert headings == [("H1", "All"), ("H2", "One"), ("H3", "Deep"), ("H2", "Two")]


def test_a_paragraph_over_several_pages_is_one_element() -> None:
    file = Pdf.read(write_pdf(made(Paragraph(WORDS * 200)))).file
    said = Reader(file)
    paragraphs = [each for each in of(file, "P") if said(each).startswith("The chronology")]
    assert [said(each) for each in paragraphs] == [(WORDS * 200).strip()]
    assert len(kids(paragraphs[0])) == len(file.pages)


def test_a_row_over_several_pages_is_one_row() -> None:
    table = Table((Column("Name"), Column("Text", 3)), (Row(("First", WORDS * 100)), Row(("Second", "b"))))
    file = Pdf.read(write_pdf(made(table))).file
    said = Reader(file)
    assert len(file.pages) > 1
    rows = [[said(cell) for cell in kids(row)] for row in of(file, "TR")]
    assert rows == [["Name", "Text"], ["First", (WORDS * 100).strip()], ["Second", "b"]]


def test_a_repeated_header_row_is_read_once() -> None:
    file = Pdf.read(write_pdf(made(long_table())))
    said = Reader(file.file)
    assert all(page.count("Share") == 1 for page in file.pages())
    assert len(file.pages()) > 2
    assert "".join(file.bodies()).count("Share") == 1
    assert [said(each) for each in of(file.file, "TH")].count("Share") == 1


def test_headers_say_what_they_head() -> None:
    file = Pdf.read(write_pdf(made(long_table(4, caption="Answers to all", groups=2)))).file
    said = Reader(file)
    table = of(file, "Table")[0]
    assert [tag(each) for each in kids(table)] == ["Caption", "THead", "TBody", "TBody"]
    assert said(kids(table)[0]) == "Answers to all"
    scopes = [(said(each), str(each.A.Scope), int(each.A.get("/ColSpan", 1))) for each in of(file, "TH")]
    assert scopes == [
        ("Question", "/Column", 1),
        ("Answer", "/Column", 1),
        ("Share", "/Column", 1),
        ("Note", "/Column", 1),
        ("Group 0", "/Row", 4),
        ("Question 1", "/Row", 1),
        ("Question 2", "/Row", 1),
        ("Group 1", "/Row", 4),
        ("Question 3", "/Row", 1),
        ("Question 4", "/Row", 1),
    ]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_a_figure_with_its_words_and_its_table_after_it(chart: str) -> None:
    file = Pdf.read(write_pdf(made(CHARTS[chart]))).file
    order = [tag(each) for each in kids(of(file, "Document")[0])]
    assert order[-2:] == ["Figure", "Table"]
    figure = of(file, "Figure")[0]
    assert str(figure.Alt) == tidy(CHARTS[chart].alt)
    left, bottom, right, top = (float(side) for side in figure.A.BBox)
    assert 0 < left < right < 595.3
    assert 0 < bottom < top < 841.9


def test_lists_and_quotes_and_notes() -> None:
    kinds = [EVERY_KIND[kind] for kind in ("bullets", "quote", "note")]
    file = Pdf.read(write_pdf(made(*kinds))).file
    said = Reader(file)
    assert [said(each) for each in of(file, "Lbl")] == ["•", "•"]
    assert [said(each) for each in of(file, "LBody")] == ["First of the list", "Second of the list in two lines"]
    quote = of(file, "BlockQuote")[0]
    assert [said(each) for each in kids(quote)] == ["“They listened, and then they did it.”", "– a parent"]
    assert [said(each) for each in kids(of(file, "Div")[0])] == ["Mind", "Set apart"]


def test_head_and_foot_are_no_content_and_the_mark_is_read_once() -> None:
    file = Pdf.read(long_pdf())
    for place, (whole, body) in enumerate(zip(file.pages(), file.bodies(), strict=True), start=1):
        assert f"Page {place} of {len(file.pages())}" in whole
        assert "Synthetic: invented data · Internal, not for publication" in whole
        assert "Page" not in body
        assert ("Internal, not for publication" in body) == (place == 1)


def test_words_at_the_end_of_a_line_do_not_run_together() -> None:
    body = Pdf.read(write_pdf(made(Paragraph(WORDS * 4)))).bodies()[0]
    assert WORDS * 4 in body.replace("\n", "")


# -- contents ----------------------------------------------------------------------------------------------------------


def test_a_long_report_has_contents_that_lead_to_the_right_pages() -> None:
    file = Pdf.read(long_pdf()).file
    said = Reader(file)
    pages = {page.obj.objgen: place for place, page in enumerate(file.pages, start=1)}
    links = {link.objgen: link for page in file.pages for link in page.obj.get("/Annots", [])}
    seen = []
    for element in of(file, "Link"):
        text, number = said(element).rsplit(" ", 1)
        link = next(links[kid.Obj.objgen] for kid in kids(element) if not isinstance(kid, int))
        target = pages[link.Dest[0].objgen]
        assert str(link.Contents) == text
        assert int(number) == target
        headings = [each for each in of(file, "H2") if said(each).split(" · ")[0] == text]
        assert [pages[each.Pg.objgen] for each in headings] == [target]
        seen.append(text)
    assert seen == [block.text for block in long_document().blocks if isinstance(block, Heading) and block.level == 1]
    with file.open_outline() as outline:
        assert [item.title for item in outline.root] == seen


def test_a_short_report_has_none() -> None:
    many = [Heading(f"Section {place}") for place in range(12)]
    file = Pdf.read(write_pdf(made(*many))).file
    assert of(file, "TOC") == []
    assert len(file.pages) < 6


# -- sabotage ----------------------------------------------------------------------------------------------------------


def first(file: pikepdf.Pdf, name: str) -> Any:
    return of(file, name)[0]


def code(file: pikepdf.Pdf, change: Callable[[bytes], bytes], page: int = 1) -> None:
    stream = file.pages[page].obj.Contents
    before = stream.read_bytes()
    after = change(before)
    assert after != before
    stream.write(after)


def shift(parents: Any) -> None:
    parents.Nums[1] = pikepdf.Array([*parents.Nums[1]][1:])


def level(file: pikepdf.Pdf) -> None:
    of(file, "H3")[0].S = pikepdf.Name.H5


def turned(file: pikepdf.Pdf) -> None:
    nums = file.Root.StructTreeRoot.ParentTree.Nums
    page = next(each for each in nums if isinstance(each, pikepdf.Array) and len(each) > 2)
    page[0], page[1] = page[1], page[0]


def drop(place: Any, key: str) -> None:
    del place[key]


SABOTAGE: dict[str, tuple[str, Callable[[pikepdf.Pdf], object]]] = {
    "no tags": ("no structure tree", lambda file: drop(file.Root, "/StructTreeRoot")),
    "no language": ("no language", lambda file: drop(file.Root, "/Lang")),
    "not marked": ("not said to be marked", lambda file: drop(file.Root, "/MarkInfo")),
    "no title": ("no title", lambda file: drop(file.docinfo, "/Title")),
    "title not shown": ("not displayed", lambda file: drop(file.Root.ViewerPreferences, "/DisplayDocTitle")),
    "no metadata": ("no metadata", lambda file: drop(file.Root, "/Metadata")),
    "another title": ("another title", lambda file: file.docinfo.__setitem__("/Title", "Other")),
    "no outline": ("no outline", lambda file: drop(file.Root, "/Outlines")),
    "no alt": ("a Figure without Alt", lambda file: drop(first(file, "Figure"), "/Alt")),
    "blank alt": ("a Figure without Alt", lambda file: first(file, "Figure").__setitem__("/Alt", " ")),
    "no box": ("a Figure without BBox", lambda file: drop(first(file, "Figure").A, "/BBox")),
    "no scope": ("a TH without Scope", lambda file: drop(first(file, "TH").A, "/Scope")),
    "no headers": (
        "a Table without headers",
        lambda file: [each.__setitem__("/S", pikepdf.Name.TD) for each in of(file, "TH")],
    ),
    "ragged rows": ("a Table with rows of", lambda file: first(file, "TR").__setitem__("/K", first(file, "TR").K[0])),
    "a level skipped": ("a heading of level 5 after", level),
    "two titles": ("2 headings of level 1", lambda file: first(file, "H2").__setitem__("/S", pikepdf.Name.H1)),
    "a made-up type": ("is no type", lambda file: first(file, "P").__setitem__("/S", pikepdf.Name.Paragraph)),
    "a stray row": ("a P in a L", lambda file: first(file, "LI").__setitem__("/S", pikepdf.Name.P)),
    "no label": ("without label and body", lambda file: first(file, "LI").__setitem__("/K", first(file, "LI").K[1])),
    "a wrong parent": ("does not know its parent", lambda file: first(file, "H2").__setitem__("/P", first(file, "TR"))),
    "a lost element": (
        "is not in the element",
        lambda file: first(file, "Document").__setitem__("/K", first(file, "Document").K[3]),
    ),
    "parents cut": ("does not list", lambda file: shift(file.Root.StructTreeRoot.ParentTree)),
    "parents turned": ("is not in the element", turned),
    "no parents": ("is not in the parent tree", lambda file: drop(file.pages[1].obj, "/StructParents")),
    "no order of links": ("the order of the structure", lambda file: drop(file.pages[1].obj, "/Tabs")),
    "a link apart": (
        "not in the structure",
        lambda file: first(file, "Link").__setitem__("/K", first(file, "Link").K[0]),
    ),
    "a lost link": ("does not know its element", lambda file: drop(file.pages[0].obj.Annots[0], "/StructParent")),
    "a silent link": ("where it leads", lambda file: drop(file.pages[0].obj.Annots[0], "/Contents")),
    "paint": ("paints what is neither", lambda file: code(file, lambda text: text + b"\n0 0 9 9 re f\n")),
    "a text untagged": (
        "Tj paints what is neither",
        lambda file: code(file, lambda text: text.replace(b"/P <</MCID 1>> BDC", b"/P BMC", 1)),
    ),
    "a number twice": ("twice", lambda file: code(file, lambda text: text.replace(b"<</MCID 1>>", b"<</MCID 0>>", 1))),
    "no end": ("does not end", lambda file: code(file, lambda text: text + b"\n/P BMC\n")),
    "an end too many": ("did not begin", lambda file: code(file, lambda text: text + b"\nEMC\n")),
    "nested": (
        "within marked content",
        lambda file: code(file, lambda text: text.replace(b"BDC", b"BDC /Artifact BMC EMC", 1)),
    ),
    "content not there": (
        "that is not there",
        lambda file: code(file, lambda text: text.replace(b"/P <</MCID 1>> BDC", b"/Artifact BMC", 1)),
    ),
    "no font file": (
        "is not embedded",
        lambda file: drop(next(iter(file.pages[0].Resources.Font.values())).FontDescriptor, "/FontFile2"),
    ),
    "no map": (
        "cannot be read back",
        lambda file: drop(next(iter(file.pages[0].Resources.Font.values())), "/ToUnicode"),
    ),
}


@pytest.mark.parametrize("way", SABOTAGE)
def test_the_check_finds(way: str) -> None:
    problem, spoil = SABOTAGE[way]
    with pikepdf.open(BytesIO(long_pdf())) as file:
        spoil(file)
        spoiled = BytesIO()
        file.save(spoiled)
    found = problems(spoiled.getvalue())
    assert any(problem in each for each in found), found


def test_the_check_does_not_mind_another_way_of_saving() -> None:
    with pikepdf.open(BytesIO(long_pdf())) as file:
        saved = BytesIO()
        file.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert problems(saved.getvalue()) == []
