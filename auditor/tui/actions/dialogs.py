"""What is typed about actions: a line that comes back when one leaves it, and what is vague in it while it is typed."""

from collections.abc import Callable, Iterator
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from auditor.audit.vague import Vague
from auditor.tui.dialogs import AskLine

Look = Callable[[str], Iterator[Vague]]


class ActionLine(AskLine):
    """One line about an action. Left with Escape it is not lost: it stands there when the same is asked again."""

    HELP = """
Type one line and press Enter. Escape goes back without doing anything; what you typed is there when you come again.

A vague action is told while you type it, with how to say it. It is a hint: Enter takes the line as it is.
"""

    def __init__(
        self, title: str, detail: str = "", *, left: Callable[[str], None], look: Look | None = None, **given: Any
    ) -> None:
        """A question for one line; see :class:`AskLine`.

        Args:
            left: gets what stands in the field when it is left without an answer.
            look: says what is vague in it.
        """
        super().__init__(title, detail, **given)
        self._left, self._look_at = left, look

    def compose(self) -> ComposeResult:
        """What is on the screen; what is vague stands below the field."""
        yield from super().compose()

    def on_mount(self) -> None:
        """Start in the field, with what is vague beneath it."""
        super().on_mount()
        if self._look_at is not None:
            self.query_one(Vertical).mount(Static(id="vague", classes="dialog-next"), after="#line")

    def on_input_changed(self) -> None:
        """Look at the line: what may say who somebody is in the next pause, what is vague at once."""
        super().on_input_changed()
        if self._look_at is not None and self.query("#vague"):
            line = self.query_one("#line", Input).value
            told = [f"Vague: {reason}" for reason in self._look_at(line)]
            self.query_one("#vague", Static).update(Content("\n".join(told)))

    def action_cancel(self) -> None:
        """Leave without an answer; the line is kept for the next time."""
        self._left(self.query_one("#line", Input).value)
        super().action_cancel()

    def on_button_pressed(self, event: Any) -> None:
        """Done, or back."""
        if event.button.id == "back":
            self.action_cancel()
        else:
            super().on_button_pressed(event)
