"""A control chart as a figure that is drawn, and as a chart with its table."""

from auditor.measures.control_charts import ChartPoint, ControlChart
from auditor.reports.chart_blocks import over_time
from auditor.reports.document import Chart
from auditor.reports.figures import OverTime, TimePoint


def figure_of(chart: ControlChart) -> OverTime:
    """What is drawn of a control chart of shares; limits beyond 0% and 100% are drawn there.

    Raises:
        ValueError: the chart is of numbers, which have no common scale with shares.
    """
    if chart.number:
        raise ValueError("a chart of numbers is not drawn as shares")
    breaks = tuple((one.place, one.why) for one in chart.breaks)
    target = None if chart.target is None else float(chart.target)
    return OverTime(tuple(_point(point) for point in chart.points), breaks, target)


def trend_chart(title: str, chart: ControlChart, of: str = "Audits") -> Chart:
    """A control chart of shares with its table.

    Args:
        title: what the share is of.
        chart: of shares.
        of: what is counted.

    Raises:
        ValueError: the chart is of numbers.
    """
    figure = figure_of(chart)
    return over_time(title, figure.points, figure.breaks, figure.target, of)


def _point(point: ChartPoint) -> TimePoint:
    limited = point.lower is not None and point.upper is not None
    return TimePoint(
        point.months.words,
        None if point.value is None else float(point.value),
        point.denominator,
        float(point.centre) if point.centre is not None and limited else None,
        None if point.lower is None else max(0.0, point.lower),
        None if point.upper is None else min(1.0, point.upper),
        "; ".join(signal.words for signal in point.signals),
    )
