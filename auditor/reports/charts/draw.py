"""The drawing of a chart's figure."""

from auditor.reports.charts.intervals import draw_intervals
from auditor.reports.charts.matrix import draw_matrix
from auditor.reports.charts.over_time import draw_over_time
from auditor.reports.charts.palette import Palette
from auditor.reports.charts.room import Room as Room
from auditor.reports.charts.stacked_bars import draw_stacked_bars
from auditor.reports.drawing import Drawing, Words
from auditor.reports.figures import Figure, Intervals, Matrix, OverTime, StackedBars


def draw(figure: Figure, room: Room, palette: Palette) -> Drawing:
    """Draw a figure.

    Args:
        figure: what is drawn.
        room: its width and the size of the text around it; the height follows from what is drawn.
        palette: colours, and how wide words are.
    """
    drawing = _drawn(figure, room, palette)
    shapes = tuple(shape for shape in drawing.shapes if not isinstance(shape, Words) or shape.text)
    return Drawing(drawing.width, drawing.height, shapes)


def _drawn(figure: Figure, room: Room, palette: Palette) -> Drawing:
    match figure:
        case StackedBars():
            return draw_stacked_bars(figure, room, palette)
        case OverTime():
            return draw_over_time(figure, room, palette)
        case Matrix():
            return draw_matrix(figure, room, palette)
        case Intervals():
            return draw_intervals(figure, room, palette)
