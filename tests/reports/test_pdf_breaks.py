"""Where pages end: what a page is left with, which rows stay together, and how little gives way."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
from block_samples import made
from chart_samples import CHARTS, GRADES
from pdf_places import placed
from pdf_reading import Pdf
from reportlab.platypus import Flowable, FrameBreak
from reportlab.platypus import PageBreak as NewPage

from auditor.reports.document import Block, Bullets, Column, Heading, Lines, Paragraph, Row, Table
from auditor.reports.document import Line as CellLine
from auditor.reports.writers.pdf import write_pdf
from auditor.reports.writers.pdf.breaks import SPACES_GIVE, Part, broken
from auditor.reports.writers.pdf.page import PAGE
from auditor.reports.writers.pdf.sheet import Sheet
from auditor.reports.writers.pdf.structure import Element
from auditor.reports.writers.pdf.tables import FREE, SOFT, TOGETHER, row_costs
from auditor.reports.writers.pdf.text import Text

LINES = range(0, 45, 4)
BREAKS = (type(FrameBreak), NewPage)


class Solid(Flowable):  # type: ignore[misc]
    """A box of some height, that is never parted."""

    def __init__(self, height: float, space: float = 0.0) -> None:
        super().__init__()
        self.height, self.spaceBefore, self.spaceAfter = height, space, 0.0

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 10.0, self.height


def frames(story: Sequence[Any]) -> list[list[Any]]:
    """What stands in each frame, by the breaks between."""
    found: list[list[Any]] = [[]]
    for each in story:
        if isinstance(each, BREAKS):
            found.append([])
        else:
            found[-1].append(each)
    return found


def heights(story: Sequence[Any]) -> list[float]:
    """How much of each frame is filled, in points."""
    filled = []
    for frame in frames(story):
        used = sum(each.height + (each.getSpaceBefore() if place else 0.0) for place, each in enumerate(frame))
        filled.append(used)
    return filled


def test_what_fits_stands_on_one_page() -> None:
    assert heights(broken([Part(Solid(30)) for _ in range(3)], 100, [100])) == [90]


def test_a_few_points_too_many_make_the_spaces_smaller_and_no_page_more() -> None:
    parts = [Part(Solid(22, 5.0)) for _ in range(4)]
    [filled] = heights(broken(parts, 100, [100]))
    assert 95 < filled <= 100
    assert all(part.flowable.spaceBefore >= 5 * (1 - SPACES_GIVE) - 1e-9 for part in parts)
    assert len(heights(broken([Part(Solid(24, 5.0)) for _ in range(5)], 100, [100]))) == 2


def test_a_page_ends_before_a_heading_rather_than_after_it() -> None:
    parts = [*[Part(Solid(22)) for _ in range(4)], Part(Solid(10), FREE), Part(Solid(40), TOGETHER)]
    assert heights(broken(parts, 100, [100])) == [88, 50]


def test_nothing_is_left_almost_alone_on_the_last_page() -> None:
    parts = [Part(Solid(24), FREE) for _ in range(4)] + [Part(Solid(8), FREE)]
    first, last = heights(broken(parts, 100, [100]))
    assert (first, last) == (72, 32)


def test_a_page_that_is_forced_begins_and_its_break_is_no_second_one() -> None:
    parts = [Part(Solid(10)), Part(NewPage()), Part(Solid(10))]
    assert heights(broken(parts, 100, [100])) == [10, 10]


def test_the_first_frames_may_be_lower_than_the_others() -> None:
    filled = heights(broken([Part(Solid(10)) for _ in range(12)], 100, [31, 31, 100]))
    assert filled == [30, 30, 60]


def test_what_is_taller_than_a_page_stands_on_one_of_its_own() -> None:
    parts = [Part(Solid(10)), Part(Solid(150), TOGETHER), Part(Solid(10))]
    assert heights(broken(parts, 100, [100])) == [10, 150, 10]


# -- rows --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_short_table_is_not_parted(count: int) -> None:
    assert {*row_costs(["head", *["row"] * count])[2:]} <= {TOGETHER}


def test_two_rows_at_least_stand_on_either_side_and_a_group_with_its_first_row() -> None:
    costs = row_costs(["head", "group", *["row"] * 4, "group", *["row"] * 4])
    assert [place for place, cost in enumerate(costs) if cost is not None and cost < TOGETHER] == [4, 5, 6, 8, 9]
    assert costs[6] is not None
    assert costs[6] < SOFT, "best before a group"


def rows_by_page(content: bytes, name: str) -> list[int]:
    """How many rows of a table each page has."""
    found = [page.count(name) for page in Pdf.read(content).bodies()]
    return [count for count in found if count]


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("count", [5, 9, 30])
def test_no_row_is_alone_on_a_page(lines: int, count: int) -> None:
    rows = tuple(Row((f"Row no {place}", Lines((CellLine("one\ntwo"),)))) for place in range(count))
    table = Table((Column("A"), Column("B")), rows, row_headers=True)
    assert min(rows_by_page(write_pdf(made(Paragraph("x\n" * lines), table)), "Row no")) >= 2


# -- pages -------------------------------------------------------------------------------------------------------------


def mixed(count: int) -> Iterator[Block]:
    """Sections as reports have them: a finding, a chart with its table, a list."""
    for place in range(count):
        yield Heading(f"Section {place}")
        yield Paragraph("What was found here, in a sentence or two, before what it is drawn from. " * 2, strong=True)
        yield (CHARTS["grades by section"], CHARTS["one bar"], CHARTS["intervals"])[place % 3]
        yield Bullets(tuple("A point that is worth a line of its own." for _ in range(2 + place % 4)))
        columns = (Column("Question", 3), Column("Answer", 2))
        yield Table(columns, tuple(Row((f"Question {each}", GRADES[each % 4])) for each in range(3 + 4 * (place % 3))))


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_no_page_is_half_empty(count: int) -> None:
    pages = Pdf.read(write_pdf(made(*mixed(count)))).file.pages
    assert len(pages) > 2
    for page, _ in pairwise(pages):
        lowest = min(text.base for text in placed(page) if text.content)
        assert lowest - PAGE.bottom < 0.4 * PAGE.height


def splitting(text: str) -> Text:
    sheet = Sheet(made().style)
    found = Text.of(Element("P"), sheet.literal(text), sheet.paragraph_style())
    found.wrap(300, 1e6)
    return found


@pytest.mark.parametrize(
    "text", ["x\n" * 20, "words that wrap " * 90, ("words that wrap " * 6 + "\n") * 6, "a\n\nb\n" * 9]
)
def test_a_paragraph_in_two_is_no_taller_than_it_was(text: str) -> None:
    lines, height = len(splitting(text).blPara.lines), splitting(text).height
    assert lines > 10
    for before in range(2, lines - 1):
        pieces = splitting(text).split(300, before * height / lines + 0.2)
        assert len(pieces) == 2
        assert sum(piece.wrap(300, 1e6)[1] for piece in pieces) <= height + 0.01
