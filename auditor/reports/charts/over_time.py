"""Shares over time: points joined by a line, between the limits of chance."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from auditor.reports.charts.legend import Entry, legend
from auditor.reports.charts.palette import WHITE, Palette, tint
from auditor.reports.charts.room import Pen, Room
from auditor.reports.charts.timeline import break_tags, under_axis
from auditor.reports.drawing import Box, Disc, Drawing, Path, Shape, Words
from auditor.reports.figures import OverTime, TimePoint

_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_LIMIT_DASH, _TARGET_DASH, _BREAK_DASH = (4.0, 2.5), (8.0, 3.0), (1.5, 2.5)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the points are."""

    figure: OverTime
    palette: Palette
    left: float
    top: float
    width: float
    height: float
    side: float
    """Of the square of a point that stands out, in points."""

    @property
    def slot(self) -> float:
        return self.width / max(len(self.figure.points), 1)

    def x(self, place: float) -> float:
        return self.left + (place + 0.5) * self.slot

    def y(self, share: float) -> float:
        return self.top + (1 - min(max(share, 0.0), 1.0)) * self.height

    def stretches(self, has: Callable[[TimePoint], bool]) -> Iterable[list[int]]:
        """Places of points in a row that have something, with no break between them."""
        breaks, run = {place for place, _ in self.figure.breaks}, list[int]()
        for place, point in enumerate(self.figure.points):
            if run and (place in breaks or not has(point)):
                yield run
                run = []
            if has(point):
                run.append(place)
        if run:
            yield run


def draw_over_time(figure: OverTime, room: Room, palette: Palette) -> Drawing:
    """Points by period on a scale from 0% to 100%, with what is expected and the limits, which differ at every point.

    Args:
        figure: the periods.
        room: width and size of the words.
        palette: colours, and how wide words are.
    """
    ink, quiet = palette.colours["ink"], palette.colours["quiet"]
    pen, small = Pen(palette, room.size * 0.88, ink), Pen(palette, room.size * 0.8, quiet)
    side = small.size * 1.15
    shapes, top = legend(_entries(figure, palette, side), room.width, pen)
    left = small.width("100%") + 5
    height = min(max(room.width * 0.34, 11 * room.size), 17 * room.size)
    plot = _Plot(figure, palette, left, top, room.width - left - side / 2, height, side)
    tags, top = break_tags(figure, plot.x, top, room.width, small)
    plot = _Plot(figure, palette, left, top + side / 2, plot.width, height, side)
    bottom = plot.top + plot.height
    shapes += [*tags, *_grid(plot), *_limits(plot), *_levels(plot, small), *_lines(plot)]
    points, numbers = _points(plot, small)
    shapes += points
    for share in _SHARES:
        shapes.append(small.at(left - 5, plot.y(share) + small.size * 0.35, f"{round(share * 100)}%", "end"))
    below, y = under_axis(figure, numbers, plot.x, bottom + side / 2, room, small)
    return Drawing(room.width, y + 2, (*shapes, *below))


def _grid(plot: _Plot) -> list[Shape]:
    rule, right = plot.palette.colours["rule"], plot.left + plot.width
    return [Path(((plot.left, plot.y(share)), (right, plot.y(share))), rule, 0.6) for share in _SHARES]


def _levels(plot: _Plot, small: Pen) -> list[Shape]:
    """Where the line breaks, and what is aimed at."""
    right = plot.left + plot.width
    shapes: list[Shape] = []
    for place, _ in plot.figure.breaks:
        x = plot.x(place - 0.5)
        shapes.append(Path(((x, plot.top), (x, plot.top + plot.height)), small.colour, 1.2, _BREAK_DASH))
    if plot.figure.target is not None:
        y = plot.y(plot.figure.target)
        shapes.append(Path(((plot.left, y), (right, y)), plot.palette.colours["accent"], 1.4, _TARGET_DASH))
    return shapes


def _limits(plot: _Plot) -> list[Shape]:
    shapes: list[Shape] = []
    quiet, points = plot.palette.colours["quiet"], plot.figure.points
    for run in plot.stretches(lambda point: point.lower is not None and point.upper is not None):
        upper = _steps(plot, [(place, points[place].upper or 0.0) for place in run])
        lower = _steps(plot, [(place, points[place].lower or 0.0) for place in run])
        shapes.append(Path((*upper, *reversed(lower)), closed=True, fill=tint(quiet, 0.1)))
        shapes += [Path(line, quiet, 0.9, _LIMIT_DASH) for line in (upper, lower)]
    for run in plot.stretches(lambda point: point.centre is not None):
        line = _steps(plot, [(place, points[place].centre or 0.0) for place in run])
        shapes.append(Path(line, quiet, 1.1))
    return shapes


def _steps(plot: _Plot, shares: list[tuple[int, float]]) -> tuple[tuple[float, float], ...]:
    """A line that is level at each point and steps between them."""
    half = plot.slot / 2
    return tuple((plot.x(place) + side, plot.y(share)) for place, share in shares for side in (-half, half))


def _lines(plot: _Plot) -> list[Shape]:
    shapes: list[Shape] = []
    points = plot.figure.points
    for run in plot.stretches(lambda point: point.value is not None):
        if len(run) > 1:
            line = tuple((plot.x(place), plot.y(points[place].value or 0.0)) for place in run)
            shapes.append(Path(line, plot.palette.colours["accent"], 1.6))
    return shapes


def _points(plot: _Plot, small: Pen) -> tuple[list[Shape], dict[str, int]]:
    """The points, on top of all lines; those that stand out are squares, numbered by why they do."""
    shapes: list[Shape] = []
    numbers: dict[str, int] = {}
    accent, ink = plot.palette.colours["accent"], plot.palette.colours["ink"]
    radius = min(small.size * 0.3, max(plot.slot * 0.35, 1.0))
    last = -plot.side
    for place, point in enumerate(plot.figure.points):
        if point.value is None:
            continue
        x, y = plot.x(place), plot.y(point.value)
        if not point.signal:
            shapes.append(Disc(x, y, radius, accent, WHITE, 0.6))
            continue
        number = str(numbers.setdefault(point.signal, len(numbers) + 1))
        size = small.size * (0.85 if len(number) == 1 else 0.66)
        # A run of points for the same reason is numbered where there is room.
        roomy = x - last >= plot.side
        side = plot.side if roomy else min(plot.side, max(plot.slot, 4.0)) * 0.8
        shapes.append(Box(x - side / 2, y - side / 2, side, side, ink, WHITE, 0.6))
        if roomy:
            shapes.append(Words(x, y + size * 0.36, number, size, WHITE, "middle", strong=True))
            last = x
    return shapes, numbers


def _entries(figure: OverTime, palette: Palette, side: float) -> list[Entry]:
    colours = palette.colours

    def line(colour: str, width: float, dash: tuple[float, ...] = ()) -> Callable[..., list[Shape]]:
        return lambda x, y, wide, high: [Path(((x, y + high / 2), (x + wide, y + high / 2)), colour, width, dash)]

    def joined(x: float, y: float, wide: float, high: float) -> list[Shape]:
        dot = Disc(x + wide / 2, y + high / 2, high * 0.27, colours["accent"], WHITE, 0.6)
        return [*line(colours["accent"], 1.6)(x, y, wide, high), dot]

    def limits(x: float, y: float, wide: float, high: float) -> list[Shape]:
        edges = [Path(((x, at), (x + wide, at)), colours["quiet"], 0.9, _LIMIT_DASH) for at in (y + 1, y + high - 1)]
        return [Box(x, y + 1, wide, high - 2, tint(colours["quiet"], 0.1)), *edges]

    def square(x: float, y: float, wide: float, high: float) -> list[Shape]:
        edge = min(side, high) * 0.85
        return [Box(x + (wide - edge) / 2, y + (high - edge) / 2, edge, edge, colours["ink"], WHITE, 0.6)]

    entries = [Entry("Each period", joined)]
    if any(point.centre is not None for point in figure.points):
        entries.append(Entry("Expected", line(colours["quiet"], 1.1)))
    if any(point.upper is not None and point.lower is not None for point in figure.points):
        entries.append(Entry("Within chance", limits))
    if figure.target is not None:
        entries.append(Entry(f"Target {figure.target * 100:.0f}%", line(colours["accent"], 1.4, _TARGET_DASH)))
    if any(point.signal and point.value is not None for point in figure.points):
        entries.append(Entry("Worth a look", square))
    return entries
