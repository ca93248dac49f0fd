"""Leniency: whether an auditor grades higher or lower than moderators, for the QA lead and that auditor alone."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from auditor.measures.drawn import chart_lines
from auditor.tui.agreement import words as words
from auditor.tui.agreement.figures_screen import FiguresScreen
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.pick import PickOne
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.use_cases.moderation.agreement import BASIS_WORDS, Basis, BehindAgreement
from auditor.use_cases.moderation.leniency import AuditorLeniency


class LeniencyScreen(FiguresScreen):
    """The chart of each auditor the person may see."""

    HELP = """
Each point of the chart is one moderated audit, the oldest on the left: how many grades the auditor lay above the
moderator, or below. A gap of one grade between two people is everyday.

From 8 audits up a sentence says whether there is a sign of grading higher or lower; from 12 the chart has limits, and
an audit outside them by two grades or more is worth a look together. It is something to talk about, never a mark for a
person: only the QA lead and the auditor see it.

Press b for audits that were chosen instead of drawn at random; Enter lists the audits on the chart.
"""
    BINDINGS = [
        key("b", "basis", "Kind", "Audits drawn at random, or chosen.", id="leniency.basis"),
    ]

    def __init__(self, behind: Callable[[str, BehindAgreement], HelpfulScreen]) -> None:
        """The charts.

        Args:
            behind: makes the screen that lists audits, from its title and the audits.
        """
        super().__init__()
        self._behind, self._basis = behind, Basis.BLIND_RANDOM
        self._shown: words.ShownLeniency | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="choice")
        with Container(id="body"):
            auditors = VirtualList[AuditorLeniency](words.leniency_columns(), id="auditors")
            auditors.add_class("figures")
            yield auditors
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="about-words")
        with Vertical(id="nothing"):
            yield Static("Nothing was moderated in this way yet. Press  b  for the other.", id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the charts."""
        self.query_one("#auditors").focus()
        self.reload()

    def reload(self) -> None:
        """Read the charts again."""
        self.start_job("leniency", words.read_leniency, self._service, self._basis)

    def done_leniency(self, shown: words.ShownLeniency) -> None:
        """Show them."""
        self._shown = shown
        rows: VirtualList[AuditorLeniency] = self.query_one("#auditors", VirtualList)
        rows.show(len(shown.auditors), shown.auditors, keep_cursor=True)
        said = Content.assemble(
            ("How auditors grade beside moderators", "bold"),
            f" · {BASIS_WORDS[shown.basis]}",
            "\n",
            ("Something to talk about, never a mark for a person.", "$muted"),
        )
        self.query_one("#choice", Static).update(said)
        self.set_class(not shown.auditors, "is-empty")

    @on(VirtualList.Moved)
    def _draw(self, message: VirtualList.Moved) -> None:
        row: AuditorLeniency | None = message.row
        if row is None:
            return
        lines = [f"{row.name}: {row.found.sentence}.", *chart_lines(row.found)]
        if row.found.points and row.found.why_no_limits:
            lines.append(f"{'':>11}{row.found.why_no_limits}")
        self._say(lines)

    @on(VirtualList.Chosen)
    def _choose(self, message: VirtualList.Chosen) -> None:
        row: AuditorLeniency = message.row
        title = f"{row.name} beside moderators · {BASIS_WORDS[self._basis]}"
        self.app.push_screen(self._behind(title, words.audits_of(row)))

    def action_basis(self) -> None:
        """Drawn at random, or chosen."""
        picker = PickOne("Which moderations?", words.leniency_bases(), self._basis.value)
        self.app.push_screen(picker, self._basis_picked)

    def _basis_picked(self, picked: str | None) -> None:
        if picked is not None:
            self._basis = Basis(picked)
            self.reload()
