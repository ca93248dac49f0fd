"""The whole scorecard: every measure of the plan, audited and imported, for one month or quarter."""

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from auditor.measures.bands import thresholds_words
from auditor.measures.rates import share_to_percent
from auditor.measures.whole_scorecard import RAG_SYMBOLS, PeriodFigure, Rag, ScoreRow, shown_value
from auditor.tui.agreement.figures_screen import FiguresScreen
from auditor.tui.keys import key
from auditor.tui.measures.importing import ImportsFigures, import_key
from auditor.tui.measures.trend import MeasureTrendScreen
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import Column, VirtualList
from auditor.tui.words import count_of, hanging
from auditor.use_cases.measures.scorecard import WholeScorecard, show_scorecard, shown_history
from auditor.use_cases.measures.trend import TrendChoice

_ROOMY, _HEADING, _WIDEST = 96, 13, 108
_ROLES = {Rag.GREEN: "good", Rag.AMBER: "requires-improvement", Rag.RED: "inadequate", Rag.NONE: "muted"}


def _shown(row: ScoreRow, figure: PeriodFigure | None) -> str:
    return "–" if figure is None or figure.value is None else shown_value(figure.value, row.definition)


def _rag(row: ScoreRow) -> str:
    return f"{RAG_SYMBOLS[row.rag]} {row.rag.value}" if row.rag is not Rag.NONE else f"– {row.band_word}"


def _columns() -> tuple[Column[ScoreRow], ...]:
    return (
        Column("", 5, lambda row: (row.id, "muted")),
        Column("Measure", 0, lambda row: (row.title, "")),
        Column("Actual", 7, lambda row: (_shown(row, row.actual), "strong"), right=True),
        Column("Before", 7, lambda row: (_shown(row, row.previous), "muted"), right=True),
        Column("Target", 13, lambda row: (row.target_words, "muted"), from_width=_ROOMY),
        Column("Status", 17, lambda row: (_rag(row), _ROLES[row.rag])),
        Column("Change", 24, lambda row: (row.change_words, ""), from_width=_ROOMY),
        Column("Change", 14, lambda row: (row.change.value or "–", ""), below_width=_ROOMY),
    )


class WholeScorecardScreen(ImportsFigures, FiguresScreen):
    """Every measure of the plan."""

    MODE = "measures"
    CSS_PATH = "over_time.tcss"
    HELP = """
Every measure of the improvement plan, in the plan's order: those that audits decide and those that are imported. A
measure with two figures has two lines.

Green is good or outstanding by the plan's thresholds, amber requires improvement, red is worse. Where the plan prints a
direction only, green is better than before, amber the same, red worse. Too few to tell: fewer than ten audits.

Better or worse: of audits only where the 95% ranges of the two periods do not touch, since they rest on a sample;
imported figures count everybody, so any change is said. Otherwise it is about the same.

Enter or v shows a measure over time. m is by the month, q by the quarter, left and right go to other periods. The QA
lead imports figures with i.
"""
    BINDINGS = [
        key("v", "over_time", "Over time", "The measure over time, with the limits of chance.", id="whole.trend"),
        key("m", "by(True)", "Months", "The latest month that is over.", id="whole.months"),
        key("q", "by(False)", "Quarters", "The latest quarter that is over.", id="whole.quarters"),
        key("left", "earlier", "Earlier", "The period before.", id="whole.earlier"),
        key("right", "later", "Later", "The period after.", id="whole.later", show=False),
        import_key("whole"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._by_month = False
        self._last: str | None = None
        self._card: WholeScorecard | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="choice")
        with Container(id="body"):
            rows = VirtualList[ScoreRow](_columns(), id="rows")
            rows.add_class("figures")
            yield rows
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="about-words")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the figures."""
        self.query_one("#rows").focus()
        self.reload()

    def reload(self) -> None:
        """Read the figures again."""
        self.start_job("card", show_scorecard, self._service, self._last, by_month=self._by_month)

    def figures_changed(self) -> None:
        """Read again what was imported."""
        self.reload()

    def done_card(self, card: WholeScorecard) -> None:
        """Show them."""
        self._card = card
        rows: VirtualList[ScoreRow] = self.query_one("#rows", VirtualList)
        rows.show(len(card.rows), card.rows, keep_cursor=True)
        said = f"{count_of(card.audits, 'full audit')}, {count_of(card.imported, 'imported figure')}"
        self.query_one("#choice", Static).update(Content.assemble((card.months.words, "bold"), f" · {said}"))

    @on(VirtualList.Moved)
    def _about(self, message: VirtualList.Moved) -> None:
        if message.row is None or self._card is None:
            return
        width = min(self.size.width - 4, _WIDEST)
        lines = [Content.styled(f"{message.row.id}  {message.row.title}", "bold")]
        for heading, text in about_row(message.row, self._card):
            lines.append(Content.assemble((heading.ljust(_HEADING), "$muted"), hanging(text, width, _HEADING)))
        self.query_one("#about-words", Static).update(Content("\n").join(lines))
        self.query_one("#about").scroll_home(animate=False)

    @on(VirtualList.Chosen)
    def _chosen(self, message: VirtualList.Chosen) -> None:
        self._open(message.row)

    def _open(self, row: ScoreRow) -> None:
        self.app.push_screen(MeasureTrendScreen(row.id, TrendChoice(series=row.series)))

    # -- actions --------------------------------------------------------------------------------------------------

    def action_over_time(self) -> None:
        """The measure over time."""
        row: Any = self.query_one("#rows", VirtualList).selected
        if row is not None:
            self._open(row)

    def action_by(self, by_month: bool) -> None:
        """Months or quarters."""
        self._by_month, self._last = by_month, None
        self.reload()

    def action_earlier(self) -> None:
        """The period before."""
        if self._card is not None:
            self._last = self._card.months.before().last
            self.reload()

    def action_later(self) -> None:
        """The period after."""
        if self._card is not None:
            self._last = self._card.months.after().last
            self.reload()


def about_row(row: ScoreRow, card: WholeScorecard) -> list[tuple[str, str]]:
    """What is said about the selected measure, as heading and text."""
    met = "" if row.target_met is None else ": met" if row.target_met else ": not met"
    band = row.band_word if row.band else ""
    change = row.change_words
    if row.previous is not None:
        change += f" ({_shown(row, row.previous)} in {row.previous.months.words})"
    history = ", ".join(shown_history(row))
    source = "audits" if row.is_audited else "imported"
    return [
        (heading, text)
        for heading, text in (
            ("Figure", "; ".join(part for part in (_figure_words(row), row.note) if part)),
            ("Target", row.target_words + met),
            ("Status", " ".join(part for part in (_rag(row), f"({band})" if band else "") if part)),
            ("Change", change),
            ("Over time", f"{history} ({card.periods[0].words} to {card.months.words})"),
            ("Thresholds", thresholds_words(row.definition)),
            ("Reading them", " ".join(part for part in (_printed(row), row.definition.decision) if part)),
            ("Source", source),
            ("Priority", row.definition.priority),
        )
        if text
    ]


def _printed(row: ScoreRow) -> str:
    return f"As printed: {row.definition.note}." if row.definition.note else ""


def _figure_words(row: ScoreRow) -> str:
    figure = row.actual
    if figure is None or figure.value is None:
        return "no figure"
    said = shown_value(figure.value, row.definition)
    if figure.denominator:
        said += f", {figure.numerator} of {figure.denominator}"
    if figure.lower is not None and figure.upper is not None:
        said += f"; 95% range {share_to_percent(figure.lower):.0f}–{share_to_percent(figure.upper):.0f}%"
    return said
