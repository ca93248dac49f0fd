"""Drawings: nothing leaves the sheet, no words touch others, and what is hidden stays hidden."""

from itertools import combinations, pairwise

import pytest
from block_samples import STYLE
from chart_samples import CHARTS, GRADES, parts, points
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.reports.charts.draw import Room, draw
from auditor.reports.charts.legend import looks
from auditor.reports.charts.palette import Palette, blend, contrast, legible_on
from auditor.reports.drawing import Box, Disc, Drawing, Path, Words
from auditor.reports.figures import (
    Bar,
    BarPart,
    Figure,
    Interval,
    Intervals,
    Matrix,
    MatrixCell,
    OverTime,
    StackedBars,
    TimePoint,
)
from auditor.reports.marks import TONES, Mark
from auditor.reports.writers.font_files import read_font

_FACES = [read_font(STYLE.font.folder / file) for file in (STYLE.font.regular, STYLE.font.bold)]
PALETTE = Palette(STYLE.colours, lambda text, size, strong: _FACES[strong].width_of(text, size))
PAGE = Room(499, 12)
Place = tuple[float, float, float, float]


def place_of(words: Words) -> Place:
    """Left, top, right and bottom of a line of words, by the letters' usual heights."""
    width = PALETTE.width_of(words.text, words.size, words.strong)
    left = words.x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    return left, words.y - 0.7 * words.size, left + width, words.y + 0.2 * words.size


def places(drawing: Drawing) -> list[tuple[object, Place]]:
    found: list[tuple[object, Place]] = []
    for shape in drawing.shapes:
        match shape:
            case Words():
                found.append((shape, place_of(shape)))
            case Box():
                found.append((shape, (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)))
            case Disc():
                x, y, r = shape.x, shape.y, shape.radius
                found.append((shape, (x - r, y - r, x + r, y + r)))
            case Path():
                xs, ys = zip(*shape.points, strict=True)
                found.append((shape, (min(xs), min(ys), max(xs), max(ys))))
    return found


def check(figure: Figure, room: Room = PAGE) -> Drawing:
    """A drawing that keeps within its sheet, and whose words do not touch."""
    drawing = draw(figure, room, PALETTE)
    assert drawing.width == room.width
    for shape, (left, top, right, bottom) in places(drawing):
        assert left >= -0.1, shape
        assert top >= -0.1, shape
        assert right <= drawing.width + 0.1, shape
        assert bottom <= drawing.height + 0.1, shape
    words = [(shape, place) for shape, place in places(drawing) if isinstance(shape, Words)]
    assert all(shape.text for shape, _ in words)
    for (one, a), (other, b) in combinations(words, 2):
        apart = a[2] <= b[0] + 0.1 or b[2] <= a[0] + 0.1 or a[3] <= b[1] + 0.1 or b[3] <= a[1] + 0.1
        assert apart, (one, other)
    return drawing


def words_of(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Words)]


# -- any figure -------------------------------------------------------------------------------------------------------

texts = st.text(max_size=60) | st.sampled_from(
    ["Requires improvement to be good", "w" * 80, "Assessment and safeguarding, north " * 4]
)
shares = st.floats(0, 1)
rooms = st.builds(Room, st.sampled_from([220.0, 330.0, 499.0, 760.0]), st.sampled_from([9.0, 12.0, 15.5]))
marks = st.lists(
    st.builds(Mark, texts, st.sampled_from(["", "✓", "★"]), st.sampled_from(TONES)), min_size=1, max_size=6
)


@st.composite
def stacked(draws: st.DrawFn) -> StackedBars:
    used = draws(marks)
    counts = st.none() | st.integers(0, 3) | st.integers(0, 5000)
    return StackedBars(
        tuple(
            Bar(label, tuple(BarPart(mark, draws(counts), draws(st.none() | st.integers(0, 100))) for mark in used))
            for label in draws(st.lists(texts, max_size=7))
        )
    )


@st.composite
def over_time(draws: st.DrawFn) -> OverTime:
    maybe = st.none() | shares
    one = st.builds(
        TimePoint, texts, maybe, st.none() | st.integers(0, 100_000), maybe, maybe, maybe, st.just("") | texts
    )
    found = tuple(draws(st.lists(one, min_size=1, max_size=60)))
    at = draws(st.lists(st.integers(0, len(found) - 1), max_size=4, unique=True))
    return OverTime(found, tuple((place, draws(texts)) for place in sorted(at)), draws(maybe))


@st.composite
def matrix(draws: st.DrawFn) -> Matrix:
    columns = tuple(draws(st.lists(texts, min_size=1, max_size=8)))
    rows = tuple(draws(st.lists(texts, max_size=8)))
    cell = st.builds(MatrixCell, texts, shares, st.sampled_from(TONES), st.booleans())
    cells = tuple(tuple(draws(cell) for _ in columns) for _ in rows)
    return Matrix(rows, columns, cells, draws(texts), draws(texts))


intervals = st.builds(
    Intervals,
    st.lists(
        st.builds(
            Interval, texts, st.none() | shares, st.none() | shares, st.none() | shares, texts, st.sampled_from(TONES)
        ),
        max_size=8,
    ).map(tuple),
    st.none() | shares,
    texts,
)


@settings(max_examples=60, deadline=None)
@given(stacked(), rooms)
def test_any_bars_keep_within_the_sheet(figure: StackedBars, room: Room) -> None:
    check(figure, room)


@settings(max_examples=60, deadline=None)
@given(over_time(), rooms)
def test_anything_over_time_keeps_within_the_sheet(figure: OverTime, room: Room) -> None:
    check(figure, room)


@settings(max_examples=60, deadline=None)
@given(matrix(), rooms)
def test_any_matrix_keeps_within_the_sheet(figure: Matrix, room: Room) -> None:
    check(figure, room)


@settings(max_examples=60, deadline=None)
@given(intervals, rooms)
def test_any_intervals_keep_within_the_sheet(figure: Intervals, room: Room) -> None:
    check(figure, room)


@pytest.mark.parametrize("width", [330.0, 499.0, 760.0])
@pytest.mark.parametrize("name", CHARTS)
def test_every_sample_keeps_within_the_sheet(name: str, width: float) -> None:
    check(CHARTS[name].figure, Room(width, 12))


@pytest.mark.parametrize("name", CHARTS)
def test_words_can_be_read_on_what_lies_beneath_them(name: str) -> None:
    drawing = check(CHARTS[name].figure, Room(760, 12))
    for place, words in enumerate(drawing.shapes):
        if isinstance(words, Words):
            ground, pattern = "#ffffff", ""
            x, y = (place_of(words)[0] + place_of(words)[2]) / 2, words.y - words.size / 3
            for shape in drawing.shapes[:place]:
                beneath = (
                    isinstance(shape, Box) and 0 <= x - shape.x <= shape.width and 0 <= y - shape.y <= shape.height
                )
                if isinstance(shape, Box) and beneath and shape.fill:
                    ground, pattern = shape.fill, shape.pattern
            assert contrast(words.colour, ground) >= 4.5, words
            assert not pattern, f"{words} on a pattern"


# -- bars -------------------------------------------------------------------------------------------------------------


def boxes_of(drawing: Drawing, top_above: float = 0.0) -> list[Box]:
    return [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.y >= top_above]


def test_parts_are_as_long_as_their_shares_and_fill_the_bar() -> None:
    drawing = check(StackedBars((Bar("", parts(GRADES, (6, 82, 124, 24))),)))
    top = max(box.y for box in boxes_of(drawing) if box.width < 30)  # of the legend's samples, above the bar
    bar = [box for box in boxes_of(drawing) if box.edge == "#ffffff" and box.y > 0]
    assert [box.width / 499 for box in bar] == pytest.approx([6 / 236, 82 / 236, 124 / 236, 24 / 236])
    assert all(one.x + one.width == pytest.approx(other.x) for one, other in pairwise(bar))
    assert top >= 0
    assert {"82 (35%)", "124 (53%)", "24 (10%)"} <= set(words_of(drawing))


def test_a_part_of_nothing_has_no_label_and_a_hidden_one_hides_its_bar() -> None:
    bars = (Bar("Shown", parts(GRADES, (0, 7, 0, 0))), Bar("Kept back", parts(GRADES, (41, None, 97, None))))
    words = words_of(check(StackedBars((*bars, Bar("Empty", parts(GRADES, (0, 0, 0, 0)))))))
    assert "7 (100%)" in words
    assert not any(word.startswith("0 ") or word == "0" for word in words)
    assert {"hidden", "n hidden", "none", "n = 0", "n = 7"} <= set(words)
    assert not any(sign in word for word in words for sign in ("41", "97")), "no count of the hidden bar is drawn"


def test_parts_are_told_apart_without_colour() -> None:
    used = (*GRADES, Mark("Not yet due"), Mark("Cannot tell"))
    found = looks(used, PALETTE)
    assert len({(look.pattern, look.fill) for look in found.values()}) == len(used)
    assert len({look.pattern for look in list(found.values())[:5]}) == 5
    for look in found.values():
        assert contrast(look.fill, legible_on(look.fill)) >= 4.5, "a count on it can be read"
        assert not look.pattern or contrast(look.fill, look.ink) >= 1.5, "the pattern can be seen"


def test_bars_beyond_a_page_are_left_to_the_table() -> None:
    many = StackedBars(tuple(Bar(f"Team {place}", parts(GRADES, (1, 2, 3, 4))) for place in range(80)))
    drawing = check(many)
    assert drawing.height <= PAGE.most_height
    assert any(word.endswith("more, in the table beneath") for word in words_of(drawing))


# -- over time --------------------------------------------------------------------------------------------------------


def test_limits_step_and_lines_stop_at_gaps_and_breaks() -> None:
    figure = OverTime(points(), ((11, "scoring changed"),), 0.75)
    drawing = check(figure)
    paths = [shape for shape in drawing.shapes if isinstance(shape, Path)]
    joined = [path for path in paths if path.width == 1.6 and len(path.points) > 1 and path.points[0][1] > 30]
    assert [len(path.points) for path in joined] == [7, 3, 3, 3], "two gaps and a break"
    limits = [path for path in paths if path.width == 0.9 and path.points[0][1] > 30]
    assert [len(path.points) for path in limits] == [22, 22, 14, 14], "an upper and a lower one, on either side"
    assert len({y for _, y in limits[0].points}) > 5, "different at every point"
    assert "A" in words_of(drawing)
    assert any("scoring changed" in word for word in words_of(drawing))
    assert "Target 75%" in words_of(drawing)


def test_what_stands_out_is_a_square_with_a_number_that_is_explained() -> None:
    drawing = check(OverTime(points()), Room(760, 12))
    squares = [box for box in boxes_of(drawing, 30) if box.fill == STYLE.colours["ink"]]
    assert len(squares) == 5, "of six signals one has no figure"
    words = words_of(drawing)
    assert words.count("1") == 2, "on its square, and where it is explained"
    assert {"below the lower limit", "7 points in a row above the mean"} <= set(words)


def test_no_figure_no_point() -> None:
    empty = OverTime((TimePoint("May", None, 0), TimePoint("June", None, None)))
    drawing = check(empty)
    assert not [shape for shape in drawing.shapes if isinstance(shape, Disc) and shape.y > 30]
    assert {"May", "June", "0", "c"} <= set(words_of(drawing))


# -- matrix and intervals ---------------------------------------------------------------------------------------------


def test_a_darker_cell_means_more_and_the_diagonal_is_framed() -> None:
    drawing = check(CHARTS["agreement"].figure)
    framed = [box for box in boxes_of(drawing) if not box.fill and box.edge_width > 1]
    assert len(framed) == 4
    assert all(one.x < other.x and one.y < other.y for one, other in pairwise(framed))
    cells = {box.fill for box in boxes_of(drawing) if box.fill}
    assert len(cells) > 6
    assert "28" in words_of(drawing)


def test_an_interval_is_drawn_where_it_is_and_a_hidden_one_is_not() -> None:
    rows = (Interval("A", 0.5, 0.25, 0.75, "50% of 12"), Interval("B", None, None, None, "hidden"))
    drawing = check(Intervals(rows, 0.8, "80%: strong"))
    dot = next(shape for shape in drawing.shapes if isinstance(shape, Disc))
    level = next(shape for shape in drawing.shapes if isinstance(shape, Path) and shape.dash)
    line = next(
        shape
        for shape in drawing.shapes
        if isinstance(shape, Path) and shape.points[0][1] == dot.y == shape.points[1][1]
    )
    low, high = line.points[0][0], line.points[1][0]
    assert dot.x == pytest.approx((low + high) / 2)
    assert level.points[0][0] == pytest.approx(dot.x + (high - low) * 0.6), (
        "0.8 is 0.3 above 0.5; the interval is 0.5 wide"
    )
    assert sum(isinstance(shape, Disc) for shape in drawing.shapes) == 1
    assert {"hidden", "50% of 12", "80%: strong"} <= set(words_of(drawing))


def test_colours_are_mixed_and_read_as_they_should() -> None:
    assert blend("#000000", "#ffffff", 0.5) == "#808080"
    assert blend("#102030", "#405060", 0) == "#102030"
    assert (legible_on("#ffffff"), legible_on("#1d4e63")) == ("#000000", "#ffffff")
