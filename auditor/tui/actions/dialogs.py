"""What is typed about actions: one line, and what is vague in it while it is typed."""

from collections.abc import Callable, Iterator
from typing import Any

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from auditor.audit.vague import Vague
from auditor.tui.dialogs import AskLine

Look = Callable[[str], Iterator[Vague]]


class ActionLine(AskLine):
    """One line about an action."""

    CSS_PATH = "../styles/dialogs.tcss"

    HELP = """
Type one line and press Enter. Escape goes back without doing anything; what you typed is there when you come again,
until you record or clear it.

A vague action is told while you type it, with how to say it. It is a hint: Enter takes the line as it is.
"""

    def __init__(self, title: str, detail: str = "", *, look: Look | None = None, **given: Any) -> None:
        """A question for one line; see :class:`AskLine`.

        Args:
            look: says what is vague in it.
        """
        super().__init__(title, detail, **given)
        self._look_at = look

    def on_mount(self) -> None:
        """What is vague stands beneath the field."""
        if self._look_at is not None:
            self.query_one(Vertical).mount(Static(id="vague", classes="dialog-next"), after="#line")

    def on_input_changed(self) -> None:
        """Tell at once what is vague."""
        if self._look_at is not None and self.query("#vague"):
            line = self.query_one("#line", Input).value
            told = [f"Vague: {reason}" for reason in self._look_at(line)]
            self.query_one("#vague", Static).update(Content("\n".join(told)))
