"""A measure over time: a plot in the terminal, its points as a table, and what is worth a look in words."""

from dataclasses import replace

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.audit.imported import series_of
from auditor.audit.permissions import Role
from auditor.errors import AuditorError
from auditor.measures.control_charts import ChartKind
from auditor.measures.text_plot import text_plot
from auditor.measures.whole_scorecard import AUDITED
from auditor.tui.agreement.figures_screen import FiguresScreen
from auditor.tui.dialogs import AskLine, ConfirmDialog
from auditor.tui.keys import key
from auditor.tui.measures.behind import BehindScreen
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import Column, VirtualList
from auditor.use_cases.measures.trend import Trend, TrendChoice, measure_trend, rebase_measure
from auditor.use_cases.measures.words import chart_words, point_words
from auditor.use_cases.show_measures import Scorecard, show_measures

Point = list[str]
_WIDEST, _ROOMY = 112, 100
_AROUND, _LEAST, _MOST = 12, 6, 18
"""Lines taken by neither words nor plot, three points of the table among them; the fewest and most of a plot."""


def _columns() -> tuple[Column[Point], ...]:
    return (
        Column("Period", 15, lambda row: (row[0], "strong")),
        Column("Figure", 9, lambda row: (row[1], "" if row[2] or row[1] != "no figure" else "muted"), right=True),
        Column("Of", 12, lambda row: (row[2], "muted"), right=True),
        Column("Mean", 5, lambda row: (row[3], "muted"), from_width=_ROOMY, right=True),
        Column("Limits", 12, lambda row: (row[4], "muted"), from_width=_ROOMY),
        Column("Worth a look", 0, lambda row: (row[5], "accent")),
    )


class MeasureTrendScreen(FiguresScreen):
    """One measure over time."""

    MODE = "measures"
    CSS_PATH = "over_time.tcss"
    HELP = """
Each dot is the figure of a month or a quarter. The line through the middle is the mean. Between the two dashed lines,
the limits, the figure moves by chance alone: that a month is better or worse than the last means nothing there.

A diamond is worth a look: a figure outside the limits, and on an XmR chart also seven in a row on one side of the mean,
seven in a row rising or falling, or two of three near a limit. The table says which. It is a reason to ask what was
different then, and no more: even where nothing changes, a figure stands out now and then. It never judges a team.

There are no limits below 12 points, or below about 10 audits a point; months are then put together to quarters. Where
the rules of scoring changed the line breaks: before and after cannot be compared.

"Consistently meets" the target: even the limit on the worse side reaches it. "May or may not": chance decides.

Press m for months, q for quarters, x for the other kind of chart, l to leave very large moves out of the limits, n for
the other figure of a measure that has two. When the work itself changed, the QA lead can let the limits begin anew:
select the first period after the change and press r. Enter shows the audits behind a figure.
"""
    BINDINGS = [
        key("m", "by(True)", "Months", "By the month.", id="over_time.months"),
        key("q", "by(False)", "Quarters", "By the quarter.", id="over_time.quarters"),
        key("x", "other_chart", "Other chart", "The p-chart, or the XmR chart.", id="over_time.chart"),
        key("n", "other_figure", "Other figure", "The other figure of this measure.", id="over_time.figure"),
        key("r", "rebase", "Limits anew", "Let the limits begin anew at the period selected.", id="over_time.rebase"),
        key("l", "screen", "Large moves", "Leave very large moves out of the limits.", id="over_time.screen"),
    ]

    def __init__(self, measure: str, choice: TrendChoice | None = None) -> None:
        """The trend.

        Args:
            measure: the plan's reference.
            choice: what of it.
        """
        super().__init__()
        self._measure, self._choice = measure, choice or TrendChoice()
        self._trend: Trend | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="choice")
        with Container(id="body"):
            yield Static(id="plot")
            points = VirtualList[Point](_columns(), id="points")
            points.add_class("figures")
            yield points
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the figures."""
        self.query_one("#points").focus()
        self.reload()

    def reload(self) -> None:
        """Read the figures again."""
        self.start_job("trend", measure_trend, self._service, self._measure, self._choice)

    def done_trend(self, found: Trend) -> None:
        """Show them, the latest point selected."""
        self._trend = found
        rows = list(reversed(point_words(found)))
        points: VirtualList[Point] = self.query_one("#points", VirtualList)
        points.show(len(rows), rows)
        said = chart_words(found)
        title = Content.assemble((f"{found.definition.id}  {found.title}", "bold"))
        self.query_one("#choice", Static).update(Content("\n").join([title, Content.styled(_joined(said), "$muted")]))
        empty = not any(point.value is not None for point in found.chart.points)
        self.set_class(empty, "is-empty")
        self._say_empty("There are no figures of this measure yet.", _where_from(found))
        self._draw()
        self.refresh_bindings()

    def failed_trend(self, error: AuditorError) -> bool:
        """What was asked for cannot be had: what is shown stays as it is, and the dialogue says why."""
        del error
        if self._trend is not None:
            self._choice = self._trend.choice
        return False

    def on_resize(self, event: events.Resize) -> None:
        """Draw the plot anew in the room there is."""
        del event
        self.call_after_refresh(self._draw)

    @on(VirtualList.Moved)
    def _moved(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._trend is None:
            return
        above = self.query_one("#choice").size.height
        height = min(_MOST, max(_LEAST, self.size.height - above - _AROUND))
        lines = text_plot(self._trend.chart, min(_WIDEST, self.size.width - 2), height, self._chosen)
        self.query_one("#plot", Static).update(Content("\n".join(lines)))

    @property
    def _chosen(self) -> int | None:
        if self._trend is None or not self._trend.chart.points:
            return None
        points: VirtualList[Point] = self.query_one("#points", VirtualList)
        return len(self._trend.chart.points) - 1 - points.cursor

    @on(VirtualList.Chosen)
    def _behind(self) -> None:
        found, chosen = self._trend, self._chosen
        if found is None or chosen is None:
            return
        point = found.chart.points[chosen]
        if found.definition.kind != AUDITED:
            self.notify("There are no audits behind a figure that was imported.", markup=False)
        elif point.value is None:
            self.notify("No audit has judged this then.", markup=False)
        else:
            choice = replace(self._choice.audits, first=point.months.first, last=point.months.last)
            self.start_job("behind", show_measures, self._service, choice)

    def done_behind(self, card: Scorecard) -> None:
        """Show the audits behind the point."""
        early_help = self._choice.early_help
        figures = card.early_help if early_help else card.main
        measure = next(one for one in figures.measures if one.id == self._measure)
        self.app.push_screen(BehindScreen(card.choice, measure, early_help=early_help))

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something now."""
        found = self._trend
        if action == "rebase":
            lead = self.auditor.service is not None and Role.QA_LEAD in self.auditor.service.person.roles
            return lead and found is not None and bool(found.chart.points)
        if action == "other_figure":
            return found is not None and bool(found.definition.series)
        if action == "screen":
            return found is not None and found.chart.kind is ChartKind.XMR
        return super().check_action(action, parameters)

    def _choose(self, choice: TrendChoice) -> None:
        self._choice = choice
        self.reload()

    def action_by(self, by_month: bool) -> None:
        """Months or quarters."""
        self._choose(replace(self._choice, by_month=by_month))

    def action_other_chart(self) -> None:
        """The p-chart, or the XmR chart."""
        if self._trend is not None:
            other = ChartKind.XMR if self._trend.chart.kind is ChartKind.P else ChartKind.P
            self._choose(replace(self._choice, kind=other, screen=False))

    def action_screen(self) -> None:
        """Leave very large moves out of the limits, or not."""
        self._choose(replace(self._choice, screen=not self._choice.screen))

    def action_other_figure(self) -> None:
        """The other figure of the measure."""
        if self._trend is not None:
            known = series_of(self._trend.definition)
            following = known[(known.index(self._trend.series) + 1) % len(known)]
            self._choose(replace(self._choice, series=following))

    def action_rebase(self) -> None:
        """Let the limits begin anew at the period selected, or take that back."""
        found, chosen = self._trend, self._chosen
        if found is None or chosen is None:
            return
        months = found.chart.points[chosen].months
        there = [month for month in found.rebased if months.first <= month <= months.last]
        if there:
            question = f"Work the limits out as before {months.words} again?"
            detail = f"They begin anew there, because: {found.rebased[there[0]]}"
            self.app.push_screen(
                ConfirmDialog(question, detail, yes="Take it back", careful=True),
                lambda yes: self._rebase(there[0], "") if yes else None,
            )
        else:
            ask = AskLine(
                f"What changed in the work in {months.words}?",
                "From there on the limits are worked out anew, for everybody who looks. Only for a change you know of, "
                "never because a figure is unwelcome. Say it in a line.",
                placeholder="new assessment form",
                done="Begin anew",
                kept=True,
            )
            self.app.push_screen(ask, lambda reason: self._rebase(months.first, reason) if reason else None)

    def _rebase(self, month: str, reason: str) -> None:
        self.start_job("rebase", rebase_measure, self._service, self._measure, month, reason)

    def done_rebase(self, _: None) -> None:
        """Show the limits as they now are."""
        self.notify("Saved.", markup=False)
        self.reload()


def _joined(lines: list[str]) -> str:
    """What is said beside the chart as one paragraph: a full stop after each."""
    return " ".join(line if line.endswith(".") else f"{line}." for line in lines)


def _where_from(found: Trend) -> str:
    if found.definition.kind == AUDITED:
        return "They come from audits that are submitted."
    return "They are imported: go back and press  i ."
