"""The dialogues every screen shares: an error, a question, one line to be typed.

What they show may come from a person or a file, so nothing in them is read as markup.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Button, Input, Static

from auditor.errors import AuditorError
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog
from auditor.tui.unfinished import KeepsTyping

if TYPE_CHECKING:
    from auditor.use_cases.keeping.unfinished import Unfinished

PAUSE_S = 0.4
"""So long nothing is typed before a line that is kept is screened."""
Check = Callable[[str], str]
"""Given what was typed, returns what is wrong with it in words, or an empty string."""


class ErrorDialog(Dialog[None]):
    """What went wrong: the title, the detail, and what to do next."""

    CSS_PATH = "styles/dialogs.tcss"
    HELP = "Something could not be done. What was saved before is safe. Copy the text if someone is to help you."
    BINDINGS = [
        key("escape,enter", "close", "Close", "Go back to what you were doing.", id="error.close"),
        key("c", "copy", "Copy", "Copy this message, to send it to someone.", id="error.copy"),
    ]

    def __init__(self, error: AuditorError) -> None:
        super().__init__()
        self.error = error

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog error"):
            yield Static(Content(self.error.title), classes="dialog-title")
            if self.error.detail:
                with VerticalScroll(classes="dialog-detail", can_focus=False):
                    yield Static(Content(self.error.detail))
            if self.error.next_step:
                yield Static(Content(self.error.next_step), classes="dialog-next")
            with Horizontal(classes="dialog-buttons"):
                yield Button("Close", id="close", variant="primary", compact=True)
                yield Button("Copy  c", id="copy", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close, or copy."""
        if event.button.id == "copy":
            self.action_copy()
        else:
            self.action_close()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Copy the message."""
        self.app.copy_to_clipboard(str(self.error))
        self.notify("Copied.", markup=False)


class ConfirmDialog(Dialog[bool]):
    """A question answered yes or no."""

    CSS_PATH = "styles/dialogs.tcss"
    HELP = "Answer y for yes, n or Escape for no. Nothing happens until you do."
    BINDINGS = [
        key("y", "answer(True)", "Yes", "Do it.", id="confirm.yes"),
        key("n,escape", "answer(False)", "No", "Leave everything as it is.", id="confirm.no"),
    ]

    def __init__(
        self, title: str, detail: str = "", *, yes: str = "Yes", no: str = "No", careful: bool = False
    ) -> None:
        """A question.

        Args:
            title: the question itself.
            detail: what follows from yes.
            yes: the words of the button that does it.
            no: the words of the other.
            careful: the focus starts on no.
        """
        super().__init__()
        self._title, self._detail, self._yes, self._no, self._careful = title, detail, yes, no, careful

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            if self._detail:
                with VerticalScroll(classes="dialog-detail", can_focus=False):
                    yield Static(Content(self._detail))
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(f"{self._yes}  y"), id="yes", variant="primary", compact=True)
                yield Button(Content(f"{self._no}  n"), id="no", compact=True)

    def on_mount(self) -> None:
        """Put the focus where Enter does the least harm."""
        self.query_one("#no" if self._careful else "#yes", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Answer."""
        self.dismiss(yes)


class DeliberateDialog(ConfirmDialog):
    """A question whose yes takes an arrow key and Enter: nothing typed by mistake, not even a sentence, says yes."""

    HELP = "Enter or Escape leaves everything as it is. To do it, go to the other button with an arrow key, then Enter."
    BINDINGS = [
        key("escape", "leave", "No", "Leave everything as it is.", id="deliberate.no"),
        key("left,up", "other", "Other", "The other button.", id="deliberate.left", show=False),
        key("right,down", "other", "Other", "The other button.", id="deliberate.right", show=False),
    ]

    def __init__(self, title: str, detail: str = "", *, yes: str = "Yes", no: str = "Leave it") -> None:
        super().__init__(title, detail, yes=yes, no=no, careful=True)

    def compose(self) -> ComposeResult:
        """What is on the screen; the harmless button comes first."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-detail", can_focus=False):
                yield Static(Content(self._detail))
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(self._no), id="no", compact=True)
                yield Button(Content(self._yes), id="yes", compact=True)
            yield Static("Enter leaves it.  To do it:  →  then Enter", classes="dialog-foot last")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No letter answers."""
        return action != "answer"

    def action_other(self) -> None:
        """Go to the other button."""
        self.query_one("#no" if self.query_one("#yes").has_focus else "#yes", Button).focus()

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)


class AskLine(KeepsTyping, Dialog[str | None]):
    """One line to be typed; Escape leaves without an answer. Where it says what it is for, the line is kept."""

    CSS_PATH = "styles/dialogs.tcss"
    HELP = (
        "Type one line and press Enter. Escape goes back without doing anything; a reason or a note that you typed is "
        "there when you come again, until you record or clear it."
    )
    BINDINGS = [key("escape", "cancel", "Back", "Go back without doing anything.", id="ask.cancel")]

    def __init__(
        self,
        title: str,
        detail: str = "",
        *,
        value: str = "",
        placeholder: str = "",
        required: bool = True,
        check: Check | None = None,
        done: str = "Save",
        kept: bool = False,
        what: "Unfinished | None" = None,
    ) -> None:
        """A question for one line.

        Args:
            title: what is asked.
            detail: why, or what it will do.
            value: what stands in the field at first.
            placeholder: an example.
            required: whether an empty line is refused.
            check: says what is wrong with a line; it is shown beside the field, and the line stays.
            done: the words of the button.
            kept: the line is kept as it is typed, beside an audit: what may say who somebody is, is shown, and Enter
                asks once before that is kept.
            what: what the line is for: it is kept while it is typed, and offered again until it is recorded.
        """
        super().__init__(what=what, stands=value)
        self._title, self._detail, self._value, self._placeholder = title, detail, value, placeholder
        self._required, self._check, self._done = required, check, done
        self._kept, self._asked = kept, ""
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            if self._detail:
                with VerticalScroll(classes="dialog-detail", can_focus=False):
                    yield Static(Content(self._detail))
            yield Input(self._value, placeholder=self._placeholder, compact=True, id="line")
            if self._kept:
                yield Static(id="line-found", classes="line-found")
            yield Static(id="wrong", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content(self._done), id="done", variant="primary", compact=True)
                yield Button("Back", id="back", compact=True)

    def on_mount(self) -> None:
        """Start in the field."""
        self.query_one("#line", Input).focus()

    def on_input_submitted(self) -> None:
        """Enter means done."""
        self._finish()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Done, or back."""
        if event.button.id == "done":
            self._finish()
        else:
            self.dismiss(None)

    @property
    def typed(self) -> str:
        """The line."""
        return self.query_one("#line", Input).value

    def offer(self, text: str) -> None:
        """Let a line stand in the field, to be gone on with."""
        field = self.query_one("#line", Input)
        field.value = text
        field.cursor_position = len(text)

    def on_input_changed(self) -> None:
        """Keep the line soon, and look at it in the next pause."""
        self.note_typing()
        if self._kept:
            if self._pause is not None:
                self._pause.stop()
            self._pause = self.set_timer(PAUSE_S, self._look)

    def _look(self) -> bool:
        """Show what in the line may say who somebody is; whether something surely does."""
        from auditor.audit.screening.in_audit import told
        from auditor.audit.screening.screen import screen

        line = self.query_one("#line", Input).value.strip()
        finds = screen(line)
        sure = [find for find in finds if find.certainty == "sure"]
        shown = self.query_one("#line-found", Static)
        lead = "Check" if sure else "Perhaps"
        shown.update(
            Content("\n".join(f"{lead}: {told(find.words(line), find)} {find.advice}" for find in (sure or finds)))
        )
        shown.set_class(bool(sure), "-sure")
        return bool(sure)

    def _finish(self) -> None:
        line = self.query_one("#line", Input).value.strip()
        wrong = "Type one line first." if self._required and not line else self._check(line) if self._check else ""
        if not wrong and self._kept and line != self._asked and self._look():
            self._asked = line
            wrong = "Write it without, or press Enter once more to keep it as it is."
        if wrong:
            self.query_one("#wrong", Static).update(Content(wrong))
            self.query_one("#line", Input).focus()
        else:
            self.dismiss(line)

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
