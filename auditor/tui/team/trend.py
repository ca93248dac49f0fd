"""How good a team's audits were over time: a chart of text, with words."""

from uuid import UUID

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from auditor.measures.trend import Span
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.team import words as words
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.use_cases.team.view import Trend, team_trend


class TrendScreen(HelpfulScreen):
    """The trend of one team, or of several together."""

    MODE = "team"
    CSS_PATH = "team.tcss"
    HELP = """
Each line is a month or a quarter: how many of the audits were good or better overall, of how many, and the range in
which the true figure lies with 95% certainty, if these files were drawn by chance. Under ten audits it is too few to
tell. Only audits whose grades stand are counted.

"Better" and "below" are said only where the two ranges do not touch. Press m for months, q for quarters.
"""
    BINDINGS = [
        key("q", "by('quarter')", "Quarters", "The last eight quarters.", id="trend.quarters"),
        key("m", "by('month')", "Months", "The last twelve months.", id="trend.months"),
        key("f5", "reload", "Read again", "Read the figures again.", id="trend.reload", show=False),
        key("escape", "back", "Back", "Back to the audits.", id="trend.back"),
    ]

    def __init__(self, teams: tuple[UUID, ...] | None, whose: str) -> None:
        """The trend.

        Args:
            teams: whose; None: all that the person is told of.
            whose: them in words.
        """
        super().__init__()
        self._teams, self._whose = teams, whose
        self._span = Span.QUARTER

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="choice")
        with VerticalScroll(id="trend"):
            yield Static(id="trend-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the figures."""
        self.query_one("#trend").focus()
        self.reload()

    def reload(self) -> None:
        """Read the figures again."""
        self.start_job("trend", team_trend, self.auditor.service, self._teams, self._span)

    def done_trend(self, found: Trend) -> None:
        """Show them."""
        by = "by quarter" if found.span is Span.QUARTER else "by month"
        self.query_one("#choice", Static).update(Content.assemble((self._whose, "bold"), f" · {by}"))
        self.query_one("#trend-words", Static).update(words.chart(found))

    def action_by(self, span: str) -> None:
        """Months or quarters."""
        self._span = Span(span)
        self.reload()

    def action_reload(self) -> None:
        """Read the figures again."""
        self.reload()

    def action_back(self) -> None:
        """Back to the audits."""
        self.dismiss()
