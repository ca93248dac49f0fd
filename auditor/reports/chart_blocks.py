"""Charts with their tables: what is drawn is written out beneath, from the same figures, and told in sentences."""

from auditor.measures.rates import share_to_percent, whole_percent
from auditor.reports.document import Cell, Chart, Column, Number, Row, Table
from auditor.reports.figures import Bar, BarPart, Interval, Intervals, OverTime, StackedBars, TimePoint
from auditor.reports.words import counted

HIDDEN = "c"
"""Stands for a count that is not shown because it is small."""
_GOOD = ("outstanding", "good")


def percent_cell(percent: int | None, absent: str = "no data") -> Number:
    """A whole percentage as a cell."""
    return Number(absent) if percent is None else Number(f"{percent}%", percent / 100, percent=True)


def count_cell(count: int | None, hidden: str = HIDDEN) -> Number:
    """A count as a cell; None is shown as hidden."""
    return Number(hidden) if count is None else Number(str(count), count)


def share_cell(share: float | None, absent: str = "no data") -> Number:
    """A share from 0 to 1 as a cell, shown as a whole percentage."""
    return Number(absent) if share is None else Number(share_words(share), share, percent=True)


def share_words(share: float) -> str:
    """A share from 0 to 1 as a whole percentage, such as "63%"."""
    return f"{share_to_percent(share):.0f}%"


# -- bars -------------------------------------------------------------------------------------------------------------


def one_bar(title: str, parts: tuple[BarPart, ...], first: str = "Grade", of: str = "Audits") -> Chart:
    """One bar of parts, such as the grades of all audits.

    Args:
        title: what the bar is of.
        parts: from the left.
        first: what the parts are, over the first column of the table.
        of: what is counted, over the second.
    """
    columns = (Column(first, 3), Column(of, 1, "right"), Column("Share", 1, "right"))
    absent = "hidden" if any(part.count is None for part in parts) else "no data"
    rows = tuple(Row((part.mark, count_cell(part.count), percent_cell(part.percent, absent))) for part in parts)
    bar = Bar("", parts)
    return Chart(title, _one_bar_alt(bar), StackedBars((bar,)), Table(columns, rows, row_headers=True))


def _one_bar_alt(bar: Bar) -> str:
    if bar.total is None:
        return "A bar that is not drawn, because one of its parts is hidden."
    if not bar.total:
        return "An empty bar: there is nothing to count."
    ranked = sorted((part for part in bar.parts if part.count), key=lambda part: -(part.count or 0))
    told = [f"{part.mark.word} {part.count} ({part.percent}%)" for part in ranked]
    most = f"A bar of {bar.total} in all. The largest part is {told[0]}"
    return f"{most}; then {', '.join(told[1:])}." if told[1:] else f"{most}, and there is no other."


def bars(title: str, rows: tuple[Bar, ...], first: str = "Section", of: str = "Audits") -> Chart:
    """Bars under each other, such as the grades by section, timescales by rule, or the status of actions by team.

    Args:
        title: what the bars are of.
        rows: the bars, from the top; all with the same parts in the same order.
        first: what the bars stand for, over the first column of the table.
        of: what is counted, over the second.
    """
    marks = [part.mark for part in rows[0].parts] if rows else []
    wide = 1.2 if len(marks) < 5 else 1.0
    columns = (Column(first, 2.6), Column(of, 0.9, "right"), *(Column(mark.word, wide, "right") for mark in marks))
    table = Table(columns, tuple(Row((bar.label, count_cell(bar.total), *map(_part_cell, bar.parts))) for bar in rows))
    return Chart(title, _bars_alt(rows, of.lower()), StackedBars(rows), Table(columns, table.rows, row_headers=True))


def _part_cell(part: BarPart) -> Number:
    if part.count is None:
        return Number(HIDDEN)
    share = "" if part.percent is None else f" ({part.percent}%)"
    return Number(f"{part.count}{share}", part.count)


def _bars_alt(rows: tuple[Bar, ...], of: str) -> str:
    drawn = [bar for bar in rows if bar.total]
    told = [f"{counted(len(rows), 'bar')}, each divided by its own number of {of}."]
    words = _side_words(rows)
    if drawn and words:
        ranked = sorted(drawn, key=lambda bar: -_side(bar))
        highest, lowest = ranked[0], ranked[-1]
        if len(ranked) == 1:
            told.append(f"The share of {words} is {_side_of(highest)} in {highest.label}.")
        elif _side(highest) == _side(lowest):
            told.append(f"The share of {words} is {_side_of(highest)} or the like in all of them.")
        else:
            told.append(f"The share of {words} is highest in {highest.label} ({_side_of(highest)})")
            told[-1] += f" and lowest in {lowest.label} ({_side_of(lowest)})."
    if hidden := sum(bar.total is None for bar in rows):
        told.append(f"{counted(hidden, 'bar')} {'is' if hidden == 1 else 'are'} hidden, because the numbers are small.")
    if empty := sum(bar.total == 0 for bar in rows):
        told.append(f"{counted(empty, 'bar')} {'has' if empty == 1 else 'have'} nothing to count.")
    return " ".join(told)


def _good_side(bar: Bar) -> list[BarPart]:
    """The parts that one would like to see: those with the two better tones, or else the first."""
    return [part for part in bar.parts if part.mark.tone in _GOOD] or list(bar.parts[:1])


def _side_words(rows: tuple[Bar, ...]) -> str:
    return " or ".join(part.mark.word for part in _good_side(rows[0])) if rows else ""


def _side(bar: Bar) -> float:
    return sum(part.count or 0 for part in _good_side(bar)) / (bar.total or 1)


def _side_of(bar: Bar) -> str:
    count, total = sum(part.count or 0 for part in _good_side(bar)), bar.total or 0
    return f"{whole_percent(count, total)}% of {total}"


# -- over time --------------------------------------------------------------------------------------------------------


def over_time(
    title: str,
    points: tuple[TimePoint, ...],
    breaks: tuple[tuple[int, str], ...] = (),
    target: float | None = None,
    of: str = "Audits",
) -> Chart:
    """A share over time, with the limits of chance where there are any.

    Args:
        title: what the share is of.
        points: the oldest first.
        breaks: places of points before which the line breaks, each with why.
        target: a share that is aimed at.
        of: what is counted, over the second column of the table.
    """
    limited = any(point.centre is not None for point in points)
    noted = bool(breaks) or any(point.signal for point in points)
    columns = [Column("Period", 1.3), Column(of, 0.9, "right"), Column("Share", 0.9, "right")]
    if limited:
        columns += [Column("Expected", 1.1, "right"), Column("Within chance", 1.5, "right")]
    if noted:
        columns.append(Column("Worth a look", 3))
    rows = []
    for place, point in enumerate(points):
        cells: list[Cell] = [point.label, count_cell(point.of), share_cell(point.value, _absent(point))]
        if limited:
            cells += [share_cell(point.centre, "–"), _limits_cell(point)]
        if noted:
            why = [point.signal, *(f"the line breaks here: {why}" for at, why in breaks if at == place)]
            cells.append("; ".join(each for each in why if each) or "–")
        rows.append(Row(tuple(cells)))
    figure = OverTime(points, breaks, target)
    return Chart(title, _over_time_alt(figure), figure, Table(tuple(columns), tuple(rows), row_headers=True))


def _absent(point: TimePoint) -> str:
    return "hidden" if point.of is None else "no data"


def _limits_cell(point: TimePoint) -> str:
    if point.lower is None or point.upper is None:
        return "–"
    return f"{share_words(point.lower)} to {share_words(point.upper)}"


def _over_time_alt(figure: OverTime) -> str:
    points, known = figure.points, [point for point in figure.points if point.value is not None]
    if not known:
        return f"{counted(len(points), 'period')}, none with a figure that can be shown."
    first, last = points[0].label, points[-1].label
    told = [
        f"{counted(len(points), 'period')}, from {first} to {last}." if len(points) > 1 else f"One period, {first}."
    ]
    told.append(f"The latest figure is {_point_words(known[-1])}.")
    if len(known) > 1:
        highest, lowest = max(known, key=_value), min(known, key=_value)
        told.append(f"The highest is {_point_words(highest)}, the lowest {_point_words(lowest)}.")
    signals = [point for point in known if point.signal]
    if signals:
        told.append("Worth a look: " + "; ".join(f"{point.label}, {point.signal}" for point in signals) + ".")
    elif any(point.centre is not None for point in points):
        told.append("No period is outside of what chance would explain.")
    told += [
        f"The line breaks before {points[place].label}: {why}." for place, why in figure.breaks if place < len(points)
    ]
    if figure.target is not None:
        reached = sum(_value(point) >= figure.target for point in known)
        told.append(
            f"The target of {share_words(figure.target)} was reached in {reached} of {counted(len(known), 'period')}."
        )
    if missing := len(points) - len(known):
        told.append(f"{counted(missing, 'period')} {'has' if missing == 1 else 'have'} no figure that can be shown.")
    return " ".join(told)


def _value(point: TimePoint) -> float:
    return point.value or 0.0


def _point_words(point: TimePoint) -> str:
    of = "" if point.of is None else f" of {point.of}"
    return f"{share_words(_value(point))}{of} ({point.label})"


# -- figures with their intervals -------------------------------------------------------------------------------------


def intervals(
    title: str,
    rows: tuple[Interval, ...],
    line: float | None = None,
    line_words: str = "",
    first: str = "Measure",
) -> Chart:
    """Shares under each other, each with the range it may lie in.

    Args:
        title: what the shares are of.
        rows: from the top.
        line: a share at which a line stands.
        line_words: what the line is, such as "80%: strong practice".
        first: what the rows are, over the first column of the table.
    """
    columns = (Column(first, 3), Column("Figure", 1.2, "right"), Column("95% interval", 1.3, "right"))
    table = Table(columns, tuple(Row((row.label, _shown(row), _interval_cell(row))) for row in rows), row_headers=True)
    return Chart(title, _intervals_alt(rows, line, line_words), Intervals(rows, line, line_words), table)


def _shown(row: Interval) -> Number:
    return Number(row.shown, row.value, percent=row.value is not None)


def _interval_cell(row: Interval) -> str:
    if row.lower is None or row.upper is None:
        return "–"
    return f"{share_words(row.lower)} to {share_words(row.upper)}"


def _intervals_alt(rows: tuple[Interval, ...], line: float | None, line_words: str) -> str:
    known = [(row.value, row) for row in rows if row.value is not None]
    told = [f"{counted(len(rows), 'figure')} with their 95% intervals."]
    if known:
        highest, lowest = max(known, key=lambda pair: pair[0]), min(known, key=lambda pair: pair[0])
        told.append(f"The highest is {highest[1].label}, {highest[1].shown}")
        told[-1] += f"; the lowest {lowest[1].label}, {lowest[1].shown}." if len(known) > 1 else "."
    if line is not None and known:
        above = sum(value > line for value, _ in known)
        sure = sum(row.lower is not None and row.lower > line for _, row in known)
        name = line_words or share_words(line)
        told.append(f"{above} of {len(known)} lie above the line ({name}); {sure} with the whole of the interval.")
    if missing := len(rows) - len(known):
        told.append(f"{counted(missing, 'figure')} {'is' if missing == 1 else 'are'} not shown.")
    return " ".join(told)
