"""The question on submitting a second examination: had the first grade been seen?"""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from auditor.tui.keys import key
from auditor.tui.leaving import Dialog

_BLIND = "Had you seen the auditor's grade, or been told it, before you gave yours?"
_BLIND_WHY = (
    "Say so if you had: it does no harm, and the figure of how far two people agree leaves this audit out. Your grades "
    "can no longer be changed after this."
)
_LIGHT = "Submit your review?"
_LIGHT_WHY = "What you graded differently is then compared. It can no longer be changed after this."


class SubmitGradesDialog(Dialog[bool | None]):
    """Gives whether the first grade had been seen; None: not submitted yet."""

    CSS_PATH = "../styles/dialogs.tcss"
    HELP = "Answer y or n: either submits your grades. Escape goes back without submitting."
    BINDINGS = [
        key("y", "answer(True)", "Yes", "Submit: the first grade had been seen.", id="submit_grades.yes"),
        key("n", "answer(False)", "No", "Submit: the first grade had not been seen.", id="submit_grades.no"),
        key("escape", "leave", "Not yet", "Go back without submitting.", id="submit_grades.leave"),
    ]

    def __init__(self, *, blind: bool) -> None:
        """The question.

        Args:
            blind: False asks only whether to submit: a light-touch review has seen the first grade.
        """
        super().__init__()
        self._blind = blind

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog"):
            yield Static(Content(_BLIND if self._blind else _LIGHT), classes="dialog-title")
            yield Static(Content(_BLIND_WHY if self._blind else _LIGHT_WHY), classes="dialog-next")
            with Horizontal(classes="dialog-buttons"):
                if self._blind:
                    yield Button("No: submit  n", id="no", variant="primary", compact=True)
                    yield Button("Yes: submit  y", id="yes", compact=True)
                else:
                    yield Button("Submit  y", id="yes", variant="primary", compact=True)
                yield Button("Not yet  esc", id="leave", compact=True)

    def on_mount(self) -> None:
        """Nothing is submitted by a second Enter."""
        self.query_one("#leave", Button).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A review is submitted by y alone."""
        return self._blind or (action, parameters) != ("answer", (False,))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer, or go back."""
        self.dismiss(None if event.button.id == "leave" else event.button.id == "yes")

    def action_answer(self, seen: bool) -> None:
        """Submit."""
        self.dismiss(seen)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
