"""The layouts of short documents: all that is set stands within the margins, and what should be a page is one."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from block_samples import EVERY_KIND, made
from briefing_samples import briefing_2018, of_theme
from pdf_check import problems
from pdf_places import Placed, placed
from pdf_reading import Pdf
from pdf_samples import WORDS, long_table
from programme_samples import DONE, PLANNED, RUNNING, year
from report_samples import ROOT

from auditor.measures.thematic import Share
from auditor.reports.build import build_document
from auditor.reports.definition import load_report
from auditor.reports.document import Document, Heading, Layout, Paragraph
from auditor.reports.programme.data import KindDone, ProgrammeReportData
from auditor.reports.writers.pdf import write_pdf
from auditor.reports.writers.pdf.page import PAGES

LAYOUTS: tuple[Layout, ...] = ("report", "brief", "letter", "sheet", "page")
PROGRAMME, BRIEFING = (load_report(name, ROOT / "reports") for name in ("programme", "briefing"))
DESCENT = 4.0
"""How far a line may reach beneath its base, in points."""
SPACE = 3.0
"""The width of a space that a line may end with, in points."""


def document(layout: Layout) -> Document:
    """Every kind of block, over more than a page."""
    blocks = (*EVERY_KIND.values(), Heading("More"), Paragraph(WORDS * 30), long_table(20, caption="Answers"))
    return replace(made(*blocks, synthetic=True), layout=layout, head=("To: a team", "From: an auditor"))


def content(pdf: Pdf) -> Iterator[Placed]:
    for page in pdf.file.pages:
        yield from (text for text in placed(page) if text.content)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_that_is_set_stands_within_the_margins(layout: Layout) -> None:
    page, pdf = PAGES[layout], Pdf.read(write_pdf(document(layout)))
    assert len(pdf.file.pages) > 1
    texts = list(content(pdf))
    assert len(texts) > 200
    for text in texts:
        assert page.side - 0.5 <= text.left < text.right <= page.side + page.line + SPACE
        assert text.base >= page.bottom + DESCENT - 2


def test_text_in_columns_stays_in_its_own() -> None:
    page = PAGES["sheet"]
    pdf = Pdf.read(write_pdf(replace(made(*[Paragraph(WORDS * 6)] * 9), layout="sheet")))
    middle, columns = page.side + page.width + page.gap / 2, [0, 0]
    top = 0.8 * (page.bottom + page.height)
    for text in content(pdf):
        if text.base < top:  # beneath the head, which goes over both
            columns[text.left > middle] += 1
            assert text.left > middle or text.right <= page.side + page.width + SPACE
    assert min(columns) > 10


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_tagged(layout: Layout) -> None:
    assert problems(write_pdf(document(layout))) == []


def test_only_a_report_has_a_list_of_contents() -> None:
    sections = [block for place in range(9) for block in (Heading(f"Section {place}"), Paragraph(WORDS * 25))]
    listed = {
        layout: "Contents" in Pdf.read(write_pdf(replace(made(*sections), layout=layout))).bodies()[0]
        for layout in LAYOUTS
    }
    assert listed == dict.fromkeys(LAYOUTS, False) | {"report": True}


# -- one page ----------------------------------------------------------------------------------------------------------


def real(rounds: int) -> ProgrammeReportData:
    """A year as large as a service has: so many rounds, and audits of three kinds in most months."""
    found = [DONE] * (rounds - 2) + [RUNNING, PLANNED]
    named = tuple(replace(one, name=f"Supervision {place + 1} of 2026") for place, one in enumerate(found))
    months = {f"2026-{month:02}": 20 for month in range(4, 12)}
    kinds = (
        KindDone("full audit", False, months, Share(70, 160), 24),
        KindDone("Supervision records", True, {"2026-05": 8, "2026-09": 16}, Share(6, 24), 27),
        KindDone("re-audit", False, {"2026-06": 1, "2026-11": 2}, Share(2, 3), 0),
    )
    themes = (
        "Assessments",
        "Child in need plans",
        "Chronologies and case summaries",
        "Domestic abuse",
        "Pathway plans",
    )
    return year(rounds=named, kinds=kinds, themes_without=themes, synthetic=True)


@pytest.mark.parametrize("rounds", [2, 3, 4])
def test_the_programme_of_a_year_is_one_page(rounds: int) -> None:
    assert len(Pdf.read(write_pdf(build_document(PROGRAMME, real(rounds)))).file.pages) == 1


def test_a_programme_that_needs_a_second_page_leaves_something_to_read_on_it() -> None:
    pages = Pdf.read(write_pdf(build_document(PROGRAMME, real(7)))).file.pages
    assert len(pages) == 2
    last = [text.base for text in placed(pages[1]) if text.content]
    assert len({round(base) for base in last}) >= 4


def test_the_briefing_fills_both_of_its_columns() -> None:
    page = PAGES["sheet"]
    for data in (briefing_2018(), of_theme("supervision")):
        pdf = Pdf.read(write_pdf(build_document(BRIEFING, data)))
        assert len(pdf.file.pages) == 1
        middle = page.side + page.width + page.gap / 2
        for beyond in (False, True):
            low = min(text.base for text in content(pdf) if (text.left > middle) == beyond)
            assert page.bottom + DESCENT - 2 <= low < page.bottom + page.height / 3
