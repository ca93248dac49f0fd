"""The question about something in a text that says who somebody is: rephrase it, or let it stand with a reason."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Input, Static

from auditor.audit.screening.kept import USUAL_REASONS
from auditor.errors import InputError
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind
    from auditor.audit.screening.kept import Kept

_NUMBERS = tuple(str(number) for number in range(1, len(USUAL_REASONS) + 1))


class Answer(StrEnum):
    """What becomes of a find that is not kept."""

    REPHRASE = "rephrase"


class Reason(Input):
    """A reason: the number of a usual one, or another one, typed."""

    class Usual(Message):
        """A usual reason was chosen."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    async def _on_key(self, event: events.Key) -> None:
        """A number chooses as long as nothing is typed."""
        if not self.value and event.character in _NUMBERS:
            event.stop()
            event.prevent_default()
            self.post_message(self.Usual(USUAL_REASONS[_NUMBERS.index(event.character)]))


class FoundDialog(Dialog["Kept | Answer | None"]):
    """Asks about one find; answers with what was kept, with rephrasing, or with None: back to the text."""

    CSS_PATH = "styles/dialogs.tcss"
    HELP = """
An audit names nobody: a case is its LCS number. r writes who it is instead, and you may type over it. k lets it stand:
it is no name, say, but a place; the reason is kept, the words are not, and it is not asked about again. Escape goes
back to the text. Nothing typed is lost: it is saved as unfinished text meanwhile.
"""
    BINDINGS = [
        key("r", "rephrase", "Rephrase", "Write who it is, not the name; you may type over it.", id="found.rephrase"),
        key("k", "keep", "Keep", "Let it stand, with a reason.", id="found.keep"),
        key("escape", "back", "Back", "Back to the text.", id="found.back"),
    ]

    def __init__(self, found: "OpenFind", keep_it: "Callable[[str], Kept]", *, keeping: bool = False) -> None:
        """A question about one find.

        Args:
            keep_it: keeps it for a reason; raises InputError where the reason will not do.
            keeping: that it may stand is decided, and the reason is asked at once.
        """
        super().__init__()
        self._found, self._keep_it, self._keeping = found, keep_it, keeping

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog error" if self._found.sure else "dialog"):
            yield Static(Content(self._found.told), classes="dialog-title")
            yield Static(Content(self._found.find.advice), classes="dialog-next")
            with Vertical(id="found-reasons"):
                usual = "\n".join(f"{number}  {reason}" for number, reason in zip(_NUMBERS, USUAL_REASONS, strict=True))
                yield Static(Content(f"It may stand, because\n{usual}"))
                yield Reason(compact=True, id="found-reason", placeholder="a number, or another reason and Enter")
                yield Static(id="wrong", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button(Content("Rephrase  r"), id="rephrase", variant="primary", compact=True)
                yield Button(Content("Keep, with a reason  k"), id="keep", compact=True)
                yield Button(Content("Back to the text  esc"), id="back", compact=True)

    def on_mount(self) -> None:
        """Start with the choice, or with the reason."""
        self._show()

    def _show(self) -> None:
        self.query_one("#found-reasons").display = self._keeping
        for name in ("#rephrase", "#keep"):
            self.query_one(name).display = not self._keeping
        self.set_focus(self.query_one("#found-reason" if self._keeping else "#rephrase"))

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        await self.run_action(str(event.button.id))

    def action_rephrase(self) -> None:
        """Write other words."""
        self.dismiss(Answer.REPHRASE)

    def action_keep(self) -> None:
        """Ask for the reason."""
        self._keeping = True
        self._show()

    def action_back(self) -> None:
        """Back to the text."""
        self.dismiss(None)

    @on(Reason.Usual)
    def _usual(self, event: Reason.Usual) -> None:
        self._keep(event.reason)

    @on(Input.Submitted, "#found-reason")
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        self._keep(event.value)

    def _keep(self, reason: str) -> None:
        try:
            kept = self._keep_it(reason)
        except InputError as error:
            told = " ".join(part for part in (error.title, error.detail, error.next_step) if part)
            self.query_one("#wrong", Static).update(Content(told))
        else:
            self.dismiss(kept)
