"""Figures with the range they may lie in: a dot on its interval."""

from collections.abc import Sequence

from auditor.reports.charts.palette import Palette
from auditor.reports.charts.room import Pen, Room, centred
from auditor.reports.charts.rows import Frame, Labelled, cut_rows, more_rows
from auditor.reports.charts.scale import Scale
from auditor.reports.drawing import Disc, Drawing, Path, Shape
from auditor.reports.figures import Interval, Intervals


def draw_intervals(figure: Intervals, room: Room, palette: Palette) -> Drawing:
    """Rows under each other on one scale from 0% to 100%; a dashed line stands at a level, where there is one.

    Args:
        figure: the rows.
        room: width and size of the words.
        palette: colours, and how wide words are.
    """
    ink, quiet = palette.colours["ink"], palette.colours["quiet"]
    pen, small = Pen(palette, room.size * 0.88, ink), Pen(palette, room.size * 0.8, quiet)
    rows = [Labelled(row.short or row.label, row.shown) for row in figure.rows]
    frame = Frame.of(rows, room, pen, small, pen.size * 1.3, margin=small.width("100%") / 2 + 1)
    scale = Scale(frame.left, frame.width)
    shapes: list[Shape] = []
    top = 0.0
    if figure.line is not None:
        text = small.fitted(figure.line_words or f"{round(figure.line * 100)}%", room.width)
        shapes.append(small.at(centred(small, scale.at(figure.line), text, room.width), small.size, text, "middle"))
        top = small.leading * 1.1
    shown, left_out = cut_rows(figure.rows, frame.heights, room.most_height - top - 3 * small.leading)
    drawn: list[Shape] = []
    y = top
    for place, row in enumerate(shown):
        words, middle = frame.row(place, y)
        shapes += words
        drawn += _interval(row, scale, middle, palette, pen.size)
        y += frame.heights[place]
    lines, labels = scale.grid(small, room.width, top, y, palette.colours["rule"])
    if frame.above:
        lines = _between_words(lines, frame, shown, top)
    if figure.line is not None:
        level = Path(((scale.at(figure.line), top), (scale.at(figure.line), y)), ink, 1.2, (4, 3))
        lines += _between_words([level], frame, shown, top) if frame.above else [level]
    note, y = more_rows(left_out, y + small.size * 1.5, room, small)
    return Drawing(room.width, y + 2, (*lines, *drawn, *shapes, *labels, *note))


def _interval(row: Interval, scale: Scale, middle: float, palette: Palette, size: float) -> list[Shape]:
    shapes: list[Shape] = []
    ink, cap = palette.colours["ink"], size * 0.32
    if row.lower is not None and row.upper is not None:
        low, high = scale.at(row.lower), scale.at(row.upper)
        shapes.append(Path(((low, middle), (high, middle)), ink, 1.4))
        shapes += [Path(((x, middle - cap), (x, middle + cap)), ink, 1.4) for x in (low, high)]
    if row.value is not None:
        shapes.append(Disc(scale.at(row.value), middle, size * 0.4, palette.colours[row.tone], ink, 1.0))
    return shapes


def _between_words(lines: list[Shape], frame: Frame, shown: Sequence[Interval], top: float) -> list[Shape]:
    """Lines that do not run through the words above each row."""
    found: list[Shape] = []
    for line in lines:
        if not isinstance(line, Path):
            continue
        y, x = top, line.points[0][0]
        for place in range(len(shown)):
            _, middle = frame.row(place, y)
            span = ((x, middle - frame.high / 2), (x, middle + frame.high / 2))
            found.append(Path(span, line.colour, line.width, line.dash))
            y += frame.heights[place]
    return found
