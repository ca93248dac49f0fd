"""The entry for LCS: the text to be pasted there, and the day on which that was done."""

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from auditor.audit.dates import parse_day
from auditor.errors import InputError
from auditor.tui.dialogs import AskLine
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog
from auditor.tui.words import day
from auditor.use_cases.audits.keep_find import finds_in_entry

if TYPE_CHECKING:
    from auditor.use_cases.audits.open_audit import OpenAudit


class LcsDialog(Dialog[date | None]):
    """The text for LCS; answers with the day it was entered there, or with None."""

    CSS_PATH = "../styles/dialogs.tcss"
    HELP = """
This is the entry for the child's own record: that an audit took place, what was strong, what will be done. It carries
no grade, and names nobody.

Copy it with c, paste it into LCS, come back and press e: auditor then asks on which day it was entered.
"""
    BINDINGS = [
        key("c", "copy", "Copy", "Copy the text, to paste it into LCS.", id="lcs.copy"),
        key("e", "entered", "Entered", "It is on LCS: say on which day.", id="lcs.entered"),
        key("escape", "close", "Back", "Go back; nothing is noted.", id="lcs.close"),
    ]

    def __init__(self, opened: "OpenAudit", text: str, today: date) -> None:
        super().__init__()
        self._opened, self._text, self._today = opened, text, today

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        entered = self._opened.lcs_entered_on
        before = f"Noted as entered on {day(date.fromisoformat(entered))}." if entered else "Not yet entered on LCS."
        with Vertical(classes="dialog"):
            yield Static(Content(f"Entry for LCS: {self._opened.record.lcs_number}"), classes="dialog-title")
            yield Static(Content(before), classes="dialog-next")
            if found := finds_in_entry(self._opened):
                told = "\n".join(f"Check: {one.told} {one.find.advice}" for one in found)
                yield Static(Content(told), classes="lcs-found")
            with VerticalScroll(classes="dialog-detail lcs-text"):
                yield Static(Content(self._text))
            with Horizontal(classes="dialog-buttons"):
                yield Button("Copy  c", id="copy", variant="primary", compact=True)
                yield Button("Entered  e", id="entered", compact=True)
                yield Button("Back", id="close", compact=True)

    def on_mount(self) -> None:
        """Start at the button that comes first."""
        self.query_one("#copy").focus()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        await self.run_action(str(event.button.id))

    def action_copy(self) -> None:
        """Copy the text."""
        self.app.copy_to_clipboard(self._text)
        self.notify("Copied. Paste it into LCS, then press e.", markup=False)

    def action_entered(self) -> None:
        """Ask for the day."""
        ask = AskLine(
            "When was it entered on LCS?",
            "The day, as 14/03/2026, or t for today. Nothing is noted until you type it.",
            placeholder="14/03/2026, t, yesterday, -2d",
            check=self._wrong_day,
            done="Note it",
        )
        self.app.push_screen(ask, self._dated)

    def _dated(self, line: str | None) -> None:
        if line is not None:
            self.dismiss(self._day(line))

    def _day(self, line: str) -> date:
        return parse_day("today" if line.casefold() == "t" else line, self._today, not_after_today=True)

    def _wrong_day(self, line: str) -> str:
        try:
            self._day(line)
        except InputError as error:
            return f"{error.title} {error.next_step}"
        return ""

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
