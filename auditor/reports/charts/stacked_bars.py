"""Stacked bars: shares of a whole, under each other."""

from auditor.reports.charts.legend import Look, legend, looks, mark_entries
from auditor.reports.charts.palette import WHITE, Palette, legible_on
from auditor.reports.charts.room import Pen, Room
from auditor.reports.charts.rows import Frame, Labelled, cut_rows, more_rows
from auditor.reports.charts.scale import Scale
from auditor.reports.drawing import Box, Drawing, Shape, Words
from auditor.reports.figures import Bar, BarPart, StackedBars
from auditor.reports.marks import Mark

HIDDEN, NONE = "hidden", "none"


def draw_stacked_bars(figure: StackedBars, room: Room, palette: Palette) -> Drawing:
    """Bars under each other, each part with its count and percentage where there is room.

    Args:
        figure: the bars.
        room: width and size of the words.
        palette: colours, and how wide words are.
    """
    ink, quiet = palette.colours["ink"], palette.colours["quiet"]
    pen, small = Pen(palette, room.size * 0.88, ink), Pen(palette, room.size * 0.8, quiet)
    found = looks([part.mark for bar in figure.bars for part in bar.parts], palette)
    shapes, top = legend(mark_entries(found, palette.colours["quiet"]), room.width, pen)
    labelled = any(bar.label for bar in figure.bars)
    rows = [Labelled(bar.label, total_words(bar) if labelled else "") for bar in figure.bars]
    high = pen.size * 1.75
    frame = Frame.of(rows, room, pen, small, high)
    shown, left_out = cut_rows(figure.bars, frame.heights, room.most_height - top - 3 * small.leading)
    start, y = top + pen.size * 0.3, top + pen.size * 0.3
    parts: list[Shape] = []
    for place, bar in enumerate(shown):
        row, middle = frame.row(place, y)
        parts += row
        parts += _bar(bar, Box(frame.left, middle - high / 2, frame.width, high), found, pen)
        y += frame.heights[place]
    if labelled and shown:
        lines, labels = Scale(frame.left, frame.width).grid(small, room.width, start, y, palette.colours["rule"])
        shapes += [*lines, *parts, *labels]
        y += small.size * 1.5 if labels else 0.0
    else:
        shapes += parts
    note, y = more_rows(left_out, y, room, small)
    return Drawing(room.width, y + 2, (*shapes, *note))


def total_words(bar: Bar) -> str:
    """How many a bar is of, such as "n = 48"."""
    return f"n = {bar.of}" if bar.of else "n hidden" if bar.total is None else f"n = {bar.total}"


def _bar(bar: Bar, box: Box, found: dict[Mark, Look], pen: Pen) -> list[Shape]:
    if not bar.total:
        empty = Box(box.x, box.y, box.width, box.height, WHITE, pen.palette.colours["quiet"])
        text = pen.fitted(HIDDEN if bar.total is None else NONE, box.width - 6)
        return [empty, pen.at(box.x + box.width / 2, _base(box, pen), text, "middle")]
    shapes: list[Shape] = []
    left = box.x
    for part in bar.parts:
        if not part.count:
            continue
        wide = box.width * part.count / bar.total
        look = found[part.mark]
        shapes.append(look.box(left, box.y, wide, box.height, WHITE))
        shapes += _count(part, look, Box(left, box.y, wide, box.height), pen)
        left += wide
    return shapes


def _count(part: BarPart, look: Look, box: Box, pen: Pen) -> list[Shape]:
    """The count within its part, with the percentage where both fit; on plain ground, so that it can be read."""
    count = str(part.count)
    choices = (count,) if part.percent is None else (f"{count} ({part.percent}%)", count)
    text = next((text for text in choices if pen.width(text, True) + 10 <= box.width), "")
    if not text:
        return []
    middle, wide = box.x + box.width / 2, pen.width(text, True) + 6
    words = Words(middle, _base(box, pen), text, pen.size, legible_on(look.fill), "middle", strong=True)
    ground = Box(middle - wide / 2, box.y + box.height * 0.14, wide, box.height * 0.72, look.fill)
    return [ground, words] if look.pattern else [words]


def _base(box: Box, pen: Pen) -> float:
    return box.y + box.height / 2 + pen.size * 0.35
