"""The team's dialogues: what one says to a judgement, and the feedback letter."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Button, Static, TextArea

from auditor.tui.dialogs import PAUSE_S
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog
from auditor.tui.unfinished import KeepsTyping

if TYPE_CHECKING:
    from auditor.use_cases.keeping.unfinished import Unfinished
    from auditor.use_cases.team.feedback_letter import WrittenLetter


class SayDialog(KeepsTyping, Dialog[str | None]):
    """Something to be said, of one line or several; Escape keeps it as unfinished text."""

    CSS_PATH = ["../styles/dialogs.tcss", "team.tcss"]
    HELP = """
Type what you want to say. Name nobody: write who it is instead, as "the mother" or "the social worker". What may say
who somebody is is shown in a pause.

ctrl+s saves it: from then on others read it. Escape goes back and keeps what you typed as unfinished text, which is
there when you come back.
"""
    BINDINGS = [
        key("ctrl+s", "say", "Save", "Save it: others read it from then on.", id="say.save"),
        key("escape", "back", "Back", "Go back; what you typed is kept as unfinished text.", id="say.back"),
    ]

    def __init__(
        self, title: str, about: str, text: str, *, what: "Unfinished", lcs_number: str, may_be_empty: bool
    ) -> None:
        """A field.

        Args:
            about: what it is said to.
            text: what stands in the field at first.
            what: what it is for: it is kept while it is typed, and offered again until it is said.
            lcs_number: is never taken for something that says who somebody is.
            may_be_empty: an empty text takes back what was said before.
        """
        super().__init__(what=what, stands=text)
        self._title, self._about, self._text = title, about, text
        self._never, self._may_be_empty = (lcs_number,), may_be_empty
        self._asked = ""
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog say"):
            yield Static(Content(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-detail", can_focus=False):
                yield Static(Content(self._about))
            yield TextArea(self._text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id="said")
            yield Static(id="line-found", classes="line-found")
            yield Static(id="wrong", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button("Save  ctrl+s", id="say", variant="primary", compact=True)
                yield Button("Back, keep it unfinished  esc", id="back", compact=True)

    def on_mount(self) -> None:
        """Start at the end of what was said before."""
        field = self.query_one("#said", TextArea)
        field.move_cursor(field.document.end)
        field.focus()
        self._look()

    @property
    def typed(self) -> str:
        """What is to be said."""
        return self.query_one("#said", TextArea).text

    def offer(self, text: str) -> None:
        """Let a text stand in the field, to be gone on with."""
        field = self.query_one("#said", TextArea)
        field.load_text(text)
        field.move_cursor(field.document.end)

    @property
    def _said(self) -> str:
        return self.typed.strip()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self.note_typing()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_S, self._look)

    def _look(self) -> bool:
        """Show what may say who somebody is; whether something surely does."""
        from auditor.audit.screening.in_audit import told
        from auditor.audit.screening.screen import screen

        text = self._said
        finds = screen(text, allowed=self._never)
        sure = [find for find in finds if find.certainty == "sure"]
        shown = self.query_one("#line-found", Static)
        lead = "Check" if sure else "Perhaps"
        lines = [f"{lead}: {told(find.words(text), find)} {find.advice}" for find in (sure or finds)[:3]]
        shown.update(Content("\n".join(lines)))
        shown.set_class(bool(sure), "-sure")
        return bool(sure)

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        await self.run_action(str(event.button.id))

    def action_say(self) -> None:
        """Save it; first ask, once, about what surely says who somebody is."""
        text, wrong = self._said, ""
        if not text and not self._may_be_empty:
            wrong = "Type something first."
        elif text != self._asked and self._look():
            self._asked, wrong = text, "Write it without, or press ctrl+s once more to save it as it is."
        self.query_one("#wrong", Static).update(Content(wrong))
        if wrong:
            self.query_one("#said").focus()
        else:
            self.dismiss(text)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


class LetterDialog(Dialog[None]):
    """The feedback letter."""

    CSS_PATH = ["../styles/dialogs.tcss", "team.tcss"]
    HELP = """
This is the feedback letter of the audit: what was done well, what to do, the grades that stand, and what changed in
moderation. It is written to the team manager and names no child.

Read it before you pass it on. What may say who somebody is stands at the top. c copies the letter; that it left the
store is noted.
"""
    BINDINGS = [
        key("c", "copy", "Copy", "Copy the letter.", id="letter.copy"),
        key("escape", "close", "Back", "Go back.", id="letter.close"),
    ]

    def __init__(self, written: "WrittenLetter", copied: Callable[[], None]) -> None:
        """A letter.

        Args:
            copied: called when it was copied.
        """
        super().__init__()
        self._written, self._copied = written, copied

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog letter"):
            yield Static("Feedback letter", classes="dialog-title")
            if finds := self._written.finds:
                told = [f"{'Check' if one.sure else 'Perhaps'}: {one.told} {one.find.advice}" for one in finds[:4]]
                more = [f"and {len(finds) - 4} more"] if len(finds) > 4 else []
                yield Static(Content("\n".join([*told, *more])), classes="lcs-found")
            with VerticalScroll(classes="letter-text", id="letter"):
                yield Static(Content(self._written.text))
            with Horizontal(classes="dialog-buttons"):
                yield Button("Copy  c", id="copy", variant="primary", compact=True)
                yield Button("Back  esc", id="close", compact=True)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#letter").focus()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        await self.run_action(str(event.button.id))

    def action_copy(self) -> None:
        """Copy it."""
        self.app.copy_to_clipboard(self._written.text)
        self._copied()
        self.notify("Copied.", markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
