"""Imported figures and charts in words, the same on both fronts."""

from fractions import Fraction

from auditor.audit.imported import Imported
from auditor.measures.control_charts import ChartKind, ChartPoint, ControlChart
from auditor.measures.rates import round_half_up
from auditor.measures.whole_scorecard import shown_number
from auditor.use_cases.measures.figures import Became, ImportedRow, ImportReport
from auditor.use_cases.measures.trend import Trend

_BREAK = "from here on: "
HOW_TO_READ = (
    "The line in the middle is the mean; between the limits a figure moves by chance alone. What is marked is worth a "
    "look, and no more than that: ask what was different then, before anybody is praised or blamed."
)


def figure_words(one: Imported) -> str:
    """A figure as it was imported: 72 (36 of 50), target 75."""
    parts = []
    if one.actual is not None:
        parts.append(f"{one.actual:f}")
    if one.numerator is not None:
        counts = f"{one.numerator} of {one.denominator}"
        parts = [f"{parts[0]} ({counts})" if parts else counts]
    if one.target is not None:
        parts.append(f"target {one.target:f}")
    return ", ".join(parts) or "nothing"


def row_words(row: ImportedRow) -> tuple[str, str, str, str, str]:
    """A row of an import: measure with figure, period, what became of it, what it says now, and what stood before."""
    one = row.figure
    name = f"{one.measure} {one.series}".strip()
    before = figure_words(row.before) if row.before is not None and not row.before.is_empty else ""
    return name, one.months.words, row.became.value, figure_words(one), before


def report_words(report: ImportReport) -> str:
    """What an import did, or would do, in a line."""
    stored = "Nothing was stored: this was a check." if report.checked else "Saved."
    return f"{counts_words(report)} {stored}"


def counts_words(report: ImportReport) -> str:
    """How many rows of a list became what."""
    counts = [f"{report.count(became)} {became.value}" for became in Became if report.count(became)]
    if report.left_empty:
        counts.append(f"{report.left_empty} left empty")
    return f"{report.file}: {', '.join(counts) or 'nothing in it'}."


# -- charts -----------------------------------------------------------------------------------------------------------


def shown_figure(value: Fraction | float | None, chart: ControlChart) -> str:
    """A figure of a chart as it is printed: a percentage to a whole number, a number with a decimal."""
    if value is None:
        return ""
    exact = Fraction(value)
    if chart.number:
        return f"-{shown_number(-exact, 1)}" if exact < 0 else shown_number(exact, 1)
    return f"{round_half_up(exact * 100)}%"


def limits_words(point: ChartPoint, chart: ControlChart) -> str:
    """The limits of a point: 41% to 87%; a share cannot lie outside 0% to 100%. Empty where there are none."""
    if point.lower is None or point.upper is None:
        return ""
    top = point.upper if chart.number else min(1.0, point.upper)
    return f"{shown_figure(max(0.0, point.lower), chart)} to {shown_figure(top, chart)}"


def chart_words(trend: Trend) -> list[str]:
    """What is said beside a chart: which it is, what has no limits and why, where it breaks, and what it promises."""
    chart = trend.chart
    if not any(point.value is not None for point in chart.points):
        return ["There are no figures of this measure yet."]
    span = "month" if trend.by_month else "quarter"
    kind = "p-chart" if chart.kind is ChartKind.P else "XmR chart"
    screened = ", very large moves left out of the limits" if trend.choice.screen else ""
    lines = [f"{kind}, by {span}{screened}", *chart.notes]
    lines += [f"The line breaks in {chart.points[one.place].months.words}: {one.why}." for one in chart.breaks]
    if chart.assurance:
        lines.append(chart.assurance)
    if chart.has_limits:
        marked = sum(1 for point in chart.points if point.signals)
        points = "1 point is" if marked == 1 else f"{marked} points are"
        lines.append(f"{points} worth a look." if marked else "Nothing is worth a look: it moves as chance lets it.")
    return lines


def point_words(trend: Trend) -> list[list[str]]:
    """The points as rows of text: period, figure, of how many, mean, limits, and what is worth a look."""
    chart = trend.chart
    breaks = {one.place: one.why for one in chart.breaks}
    rows = []
    for place, point in enumerate(chart.points):
        counts = f"{point.numerator} of {point.denominator}" if point.denominator else ""
        said = [f"{_BREAK}{breaks[place]}"] if place in breaks else []
        said += [signal.words for signal in point.signals]
        figure = shown_figure(point.value, chart) or "no figure"
        centre = shown_figure(point.centre, chart)
        rows.append([point.months.words, figure, counts, centre, limits_words(point, chart), "; ".join(said)])
    return rows
