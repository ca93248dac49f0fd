"""Rounds: every round with its counts. One is opened as a board; a new one is planned on a form."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.rounds import words as words
from auditor.tui.rounds.board import BoardScreen
from auditor.tui.rounds.planning import NewRoundScreen
from auditor.tui.rounds.words import RoundRow
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList


class RoundsScreen(HelpfulScreen):
    """The list of rounds."""

    MODE = "rounds"
    CSS_PATH = "rounds.tcss"
    HELP = """
A round is a planned set of audits: the period it looks at, a list of cases, the sample drawn from it, and who audits
what by when. The counts say how far each round is; no grade is shown here.

Press n to plan a round, Enter to open one. There you read in its cases, draw the sample, and ask auditors.
"""
    BINDINGS = [
        key("n", "new", "New round", "Plan a round.", id="rounds.new"),
        key("f5", "reload", "Read again", "Read the rounds again.", id="rounds.reload", show=False),
    ]

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield VirtualList[RoundRow](words.round_columns(), id="rounds")
        with Vertical(id="nothing"):
            yield Static("Loading…", id="nothing-words")
        yield Static(id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the rounds."""
        self.add_class("is-empty")
        self.query_one("#rounds").focus()
        self.reload()

    def reload(self) -> None:
        """Read the rounds again."""
        service = self.auditor.service
        assert service is not None, "rounds are read from an open store"
        self.start_job("rounds", words.read_rounds, service)

    def done_rounds(self, found: Sequence[RoundRow]) -> None:
        """Show them."""
        self.set_class(not found, "is-empty")
        if not found:
            title, hint = words.NO_ROUNDS
            said = Content.assemble((title, "bold"), "\n\n", (hint, "$muted"))
            self.query_one("#nothing-words", Static).update(said)
        self.query_one("#rounds", VirtualList).show(len(found), found, keep_cursor=True)

    @on(VirtualList.Moved)
    def _draw_about(self, message: VirtualList.Moved) -> None:
        if message.row is not None:
            title = Content.styled(message.row.round.name, "bold")
            lines = [Content(line) for line in words.about_round(message.row.round)]
            self.query_one("#about", Static).update(Content("\n").join([title, *lines]))

    @on(VirtualList.Chosen)
    def _open(self, message: VirtualList.Chosen) -> None:
        self.app.push_screen(BoardScreen(message.row.round.id, message.row.round.name), self._back)

    def _back(self, _: object) -> None:
        self.reload()

    def action_reload(self) -> None:
        """Read the rounds again."""
        self.reload()

    def action_new(self) -> None:
        """Plan a round."""
        self.app.push_screen(NewRoundScreen(), self._planned)

    def _planned(self, made: tuple[str, str] | None) -> None:
        if made is not None:
            self.reload()
            self.app.push_screen(BoardScreen(*made), self._back)
