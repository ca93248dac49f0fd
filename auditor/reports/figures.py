"""What a chart draws, without saying how: bars of parts, figures over time, a matrix, figures with their intervals.

How each is drawn stands in :mod:`auditor.reports.charts`; every figure that is drawn stands in the chart's table too.
"""

from dataclasses import dataclass

from auditor.reports.marks import Mark, Tone


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar.

    Attributes:
        count: how many; the parts' lengths follow their counts. None where it is hidden: then the bar is not drawn.
        percent: whole; None when the bar is empty, or hidden.
    """

    mark: Mark
    count: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal bar of stacked parts.

    Attributes:
        label: what the bar is of; may be empty where there is only one.
        parts: from the left.
        of: how many are told, where rounded parts do not add up to them; empty: all parts together.
    """

    label: str
    parts: tuple[BarPart, ...]
    of: str = ""

    @property
    def total(self) -> int | None:
        """All parts together; None where one is hidden."""
        counts = [part.count for part in self.parts]
        return None if None in counts else sum(count or 0 for count in counts)


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Bars under each other, each as long as the others: shares are compared, not numbers.

    Attributes:
        bars: from the top; all have parts of the same marks in the same order.
    """

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class TimePoint:
    """A period of a chart over time.

    Attributes:
        label: the period, such as "Mar 2026".
        value: a share from 0 to 1; None where there is no figure, or it is hidden.
        of: how many audits it rests on.
        centre: the line that is expected here, a share; None where no limits are shown.
        lower: limit, a share; None likewise.
        upper: likewise.
        signal: why the point stands out, in words such as "above the upper limit"; empty when it does not.
    """

    label: str
    value: float | None
    of: int | None
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    signal: str = ""


@dataclass(frozen=True, slots=True)
class OverTime:
    """Shares over time, with the limits of chance.

    Attributes:
        points: the oldest first.
        breaks: places of points before which the line breaks, because what is counted changed; each with why.
        target: a share that is aimed at; None when there is none.
    """

    points: tuple[TimePoint, ...]
    breaks: tuple[tuple[int, str], ...] = ()
    target: float | None = None


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell of a matrix.

    Attributes:
        shown: what stands in it.
        weight: how dark it is, from 0 to 1.
        tone: its colour.
        framed: it is set off by a frame, as the cells of a diagonal are.
    """

    shown: str
    weight: float = 0.0
    tone: Tone = "neutral"
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column, the larger the darker.

    Attributes:
        across: what the columns are, over them; may be empty.
        down: what the rows are, beside them; may be empty.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]
    across: str = ""
    down: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the range it may lie in.

    Attributes:
        value: a share from 0 to 1; None where there is none, or it is hidden.
        lower: of the interval, a share; None likewise.
        upper: likewise.
        shown: the figure in words, such as "63% of 48".
        tone: its colour.
        short: stands in the drawing where the label is long; the table has the label.
    """

    label: str
    value: float | None
    lower: float | None
    upper: float | None
    shown: str
    tone: Tone = "neutral"
    short: str = ""


@dataclass(frozen=True, slots=True)
class Intervals:
    """Figures under each other, each a dot on its interval.

    Attributes:
        line: a share at which a line stands, such as the level above which practice counts as strong; None for none.
        line_words: what the line is.
    """

    rows: tuple[Interval, ...]
    line: float | None = None
    line_words: str = ""


Figure = StackedBars | OverTime | Matrix | Intervals
