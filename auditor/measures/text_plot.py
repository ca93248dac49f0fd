"""A control chart as lines of text: every mark has its words in the legend, and in the table that goes with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from auditor.measures.control_charts import ChartPoint, ControlChart
from auditor.measures.rates import round_half_up

FIGURE, LOOK, MEAN, LIMIT, TARGET, BREAK, CHOSEN = "●", "◆", "─", "┄", "·", "│", "▲"
LEGEND = {
    FIGURE: "figure",
    LOOK: "worth a look",
    MEAN: "mean",
    LIMIT: "limits of chance",
    TARGET: "target",
    BREAK: "the line breaks",
}
_LABEL = 6
"""Signs before the first column: a figure and the axis."""
_STEPS = (1, 2, 5)
_MONTH_ROOM = 4


@dataclass(frozen=True)
class _Scale:
    lowest: float
    highest: float
    height: int

    def line(self, value: float) -> int:
        """The line of a value, 0 at the top."""
        share = (self.highest - value) / (self.highest - self.lowest)
        return min(self.height - 1, max(0, round(share * (self.height - 1))))


def text_plot(chart: ControlChart, width: int, height: int, chosen: int | None = None) -> list[str]:
    """The chart, the oldest point on the left; the latest points where not all fit.

    Args:
        chart: what is drawn.
        width: of each line, at least 20.
        height: lines of the plot itself, at least 5; the axis and the legend are three more.
        chosen: the place of a point that is marked under the axis.

    Returns:
        Nothing when the chart has no figures.
    """
    if not any(point.value is not None for point in chart.points):
        return []
    room = width - _LABEL
    first = max(0, len(chart.points) - room)
    points = chart.points[first:]
    step = max(1, min(8, room // len(points)))
    scale = _scale(chart, points, height)
    grid = [[" "] * (step * len(points)) for _ in range(height)]
    breaks = {one.place - first for one in chart.breaks}
    for place, point in enumerate(points):
        cells = range(place * step, (place + 1) * step)
        _lines(grid, cells, point, chart, scale)
        if place in breaks:
            for line in grid:
                line[place * step] = BREAK
        if point.value is not None:
            mark = LOOK if point.signals else FIGURE
            grid[scale.line(float(point.value))][place * step + step // 2] = mark
    labels = {0: scale.highest, (height - 1) // 2: _at(scale, (height - 1) // 2), height - 1: scale.lowest}
    if chart.target is not None:  # its line names it: what the line would stand for otherwise is a little off
        labels[scale.line(float(chart.target))] = float(chart.target)
    lines = [
        f"{_label(labels[at], chart) if at in labels else '':>{_LABEL - 1}}┤{''.join(line)}".rstrip()
        for at, line in enumerate(grid)
    ]
    axis = ["─"] * (step * len(points))
    if chosen is not None and chosen >= first:
        axis[(chosen - first) * step + step // 2] = CHOSEN
    lines.append(f"{'':>{_LABEL - 1}}└{''.join(axis)}")
    lines.append(f"{'':>{_LABEL}}{_periods(points, step)}".rstrip())
    lines.append(_legend(lines))
    return lines


def _lines(grid: list[list[str]], cells: Iterable[int], point: ChartPoint, chart: ControlChart, scale: _Scale) -> None:
    """The target beneath the limits, these beneath the mean: where two fall on one line, the upper one is seen."""
    drawn: list[tuple[Fraction | float | None, str]] = [(chart.target, TARGET)]
    if point.centre is not None:
        drawn += [(_shown(point.lower, chart), LIMIT), (_shown(point.upper, chart), LIMIT), (point.centre, MEAN)]
    for cell in cells:
        for value, sign in drawn:
            if value is not None:
                grid[scale.line(float(value))][cell] = sign


def _shown(limit: float | None, chart: ControlChart) -> float | None:
    """A limit as it is drawn: a share lies between 0 and 1, a number above 0."""
    if limit is None:
        return None
    return max(0.0, limit) if chart.number else min(1.0, max(0.0, limit))


def _scale(chart: ControlChart, points: Sequence[ChartPoint], height: int) -> _Scale:
    """Round figures that hold everything that is drawn."""
    values = [float(value) for point in points for value in (point.value, point.centre) if value is not None]
    edges = [_shown(edge, chart) for point in points for edge in (point.lower, point.upper)]
    values += [edge for edge in edges if edge is not None]
    values += [] if chart.target is None else [float(chart.target)]
    lowest, highest = min(values), max(values)
    step = _step(highest - lowest if highest > lowest else max(abs(highest), 0.1))
    low, high = floor(lowest / step + 1e-9) * step, ceil(highest / step - 1e-9) * step
    return _Scale(low, high if high > low else low + step, height)


def _step(span: float) -> float:
    """A round step, of which the span has about five."""
    size = 1.0
    while size > span / 5:
        size /= 10
    while size * 10 <= span / 5:
        size *= 10
    return next((size * one for one in _STEPS if size * one >= span / 5), size * 10)


def _at(scale: _Scale, line: int) -> float:
    return scale.highest - (scale.highest - scale.lowest) * line / (scale.height - 1)


def _label(value: float, chart: ControlChart) -> str:
    if chart.number:
        return f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}"
    return f"{round_half_up(Fraction(max(0.0, value) * 100).limit_denominator(1000))}%"


def _periods(points: Sequence[ChartPoint], step: int) -> str:
    """Each month where there is room for its name, else the first and the last period."""
    if step >= _MONTH_ROOM and all(point.months.is_month for point in points):
        return "".join(point.months.words[:3].center(step) for point in points)
    first, last = points[0].months.words, points[-1].months.words
    return f"{first}{last:>{max(len(last) + 1, step * len(points) - len(first))}}" if len(points) > 1 else first


def _legend(lines: Sequence[str]) -> str:
    """The signs that are there; the last line is the axis, whose line is no mean."""
    drawn = "".join(line[_LABEL:] for line in lines[:-2])
    return "   ".join(f"{sign} {words}" for sign, words in LEGEND.items() if sign in drawn)
