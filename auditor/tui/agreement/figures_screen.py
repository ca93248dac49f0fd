"""What the screens of agreement and calibration share: a list of figures, what is said of the selected one below."""

from abc import abstractmethod

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.use_cases.service import Service


class FiguresScreen(HelpfulScreen):
    """A screen over a list: it is read again with F5, left with Escape, and the space bar pages what stands below."""

    MODE = "moderation"
    CSS_PATH = "figures.tcss"
    BINDINGS = [
        key("space", "more", "More", "The next page of what is said below the list.", id="figures.more", show=False),
        key("f5", "reload", "Read again", "Read everything again.", id="figures.reload", show=False),
        key("escape", "back", "Back", "Back to where you were.", id="figures.back"),
    ]

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "figures are read from an open store"
        return service

    @abstractmethod
    def reload(self) -> None:
        """Read everything again."""

    def _say(self, lines: list[str], *, from_top: bool = True) -> None:
        self.query_one("#about-words", Static).update(Content("\n".join(lines)))
        if from_top:
            self.query_one("#about").scroll_home(animate=False)

    def _say_empty(self, title: str, hint: str) -> None:
        self.query_one("#nothing-words", Static).update(Content.assemble((title, "bold"), "\n\n", (hint, "$muted")))

    def action_reload(self) -> None:
        """Read everything again."""
        self.reload()

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss()

    def action_more(self) -> None:
        """The next page of what is said below; after the last one, the first."""
        for about in self.query("#about").results(VerticalScroll):
            if about.scroll_offset.y >= about.max_scroll_y:
                about.scroll_home(animate=False)
            else:
                about.scroll_page_down(animate=False)
