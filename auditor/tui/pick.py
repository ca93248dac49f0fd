"""One choice out of a short list, by arrow keys or by typing part of it."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from auditor.tui.keys import key
from auditor.tui.leaving import Dialog


class PickOne(Dialog[str | None]):
    """A list to choose from; Escape leaves without a choice."""

    CSS_PATH = "styles/dialogs.tcss"
    HELP = "Choose with up and down and press Enter, or type part of the words to narrow the list. Escape goes back."
    BINDINGS = [
        key("escape", "cancel", "Back", "Go back without choosing.", id="pick.cancel"),
        key("down", "move(1)", "Down", "The choice below.", id="pick.down", show=False),
        key("up", "move(-1)", "Up", "The choice above.", id="pick.up", show=False),
    ]

    def __init__(self, title: str, choices: list[tuple[str, str]], chosen: str = "") -> None:
        """A list.

        Args:
            title: what is chosen.
            choices: id and words of each.
            chosen: the id that stands now.
        """
        super().__init__()
        self._title, self._choices, self._chosen = title, choices, chosen

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog pick"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Input(placeholder="type part of it", compact=True, id="part")
            yield OptionList(id="choices", compact=True, markup=False)

    def on_mount(self) -> None:
        """Show all choices."""
        self.query_one("#choices").can_focus = False
        self.query_one("#part").focus()
        self._show("")

    def _show(self, part: str) -> None:
        listed = self.query_one("#choices", OptionList)
        listed.clear_options()
        fitting = [(name, words) for name, words in self._choices if part.casefold() in words.casefold()]
        listed.add_options([Option(Content(words), id=name) for name, words in fitting])
        if not fitting:
            listed.add_option(Option(Content(f"Nothing here has “{part}” in it. Type less of it."), disabled=True))
        names = [name for name, _ in fitting]
        listed.highlighted = (names.index(self._chosen) if self._chosen in names else 0) if names else None

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._show(event.value.strip())

    @on(Input.Submitted)
    def _take(self) -> None:
        option = self.query_one("#choices", OptionList).highlighted_option
        if option is not None:
            self.dismiss(option.id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_move(self, by: int) -> None:
        """Move in the list."""
        listed = self.query_one("#choices", OptionList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def action_cancel(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)
