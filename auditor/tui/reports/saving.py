"""Saving a report: in which forms, several at once, and where."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from auditor.errors import AuditorError
from auditor.tui.audit.lines import LineList, Row
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog
from auditor.tui.reports import words as words

if TYPE_CHECKING:
    from auditor.reports.formats import ReportFormat
    from auditor.use_cases.reports.saving import Places  # noqa: F401 - what the dialogue answers with

_DIGITS = 6


@dataclass(frozen=True)
class Wanted:
    """What was chosen last.

    Attributes:
        forms: in which forms.
        folder: where the files went; empty: nowhere yet.
    """

    forms: "frozenset[ReportFormat]" = frozenset({"pdf"})
    folder: str = ""


class SaveDialog(Dialog["tuple[Wanted, Places] | None"]):
    """Which files; answers with what was chosen, and the file of each form."""

    CSS_PATH = ["../styles/dialogs.tcss", "reports.tcss"]
    HELP = """
Space or a number chooses a form, or takes it back; several may be chosen, all are of the same moment. Tab goes to the
place. There, type a folder or a file; the ending follows from the form. ctrl+s saves, and so does Enter in the place.

A file holds what a case file holds: keep it where only those may read it for whom the report is.
"""
    BINDINGS = [
        key("ctrl+s", "save", "Save", "Save the files.", id="save_report.save"),
        key("space", "change", "Choose", "Choose the form you are on, or take it back.", id="save_report.change"),
        *[
            key(str(n), f"change({n})", f"Form {n}", f"Form number {n}.", id=f"save_report.{n}", show=False)
            for n in range(1, _DIGITS + 1)
        ],
        key("enter", "next", "Next", "To the place, and from there save.", id="save_report.next", show=False),
        key("escape", "back", "Back", "Go back without saving.", id="save_report.back"),
    ]

    def __init__(self, wanted: Wanted, name: str) -> None:
        """A question.

        Args:
            wanted: what was chosen last.
            name: of the files, without an ending.
        """
        super().__init__()
        self._wanted, self._called = wanted, name

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        from auditor.use_cases.reports.saving import usual_folder

        folder = self._wanted.folder or words.short(usual_folder())
        with Vertical(classes="dialog"):
            yield Static("Save the report", classes="dialog-title")
            yield LineList(id="forms")
            yield Input(f"{folder}/{self._called}", compact=True, id="where", placeholder="folder or file")
            yield Static(id="wrong", classes="field-error")
            with Horizontal(classes="dialog-buttons"):
                yield Button("Save  ctrl+s", id="save", variant="primary", compact=True)
                yield Button("Back  esc", id="back", compact=True)

    def on_mount(self) -> None:
        """Start with the forms."""
        forms = self.query_one("#forms", LineList)
        self._list()
        forms.styles.height = len(forms.rows)
        forms.focus()

    def _list(self) -> None:
        from auditor.use_cases.reports.saving import FORM_WORDS

        rows = []
        for number, (form, said) in enumerate(FORM_WORDS.items(), start=1):
            chosen = form in self._wanted.forms
            lead = ((f"{number} ", "accent"), ("[x] " if chosen else "[ ] ", "strong"))
            rows.append(Row(form, said, "strong" if chosen else "", lead))
        self.query_one("#forms", LineList).show(rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits and space are typed into the place."""
        return action != "change" or self.query_one("#forms").has_focus

    def action_change(self, number: int = 0) -> None:
        """Choose a form, or take it back."""
        forms = self.query_one("#forms", LineList)
        row = forms.rows[number - 1] if number else forms.row
        if row is not None:
            form: ReportFormat = row.key  # type: ignore[assignment]
            self._wanted = replace(self._wanted, forms=self._wanted.forms ^ {form})
            self._list()
            self.query_one("#wrong", Static).update("")

    def action_next(self) -> None:
        """Go to the place."""
        place = self.query_one("#where", Input)
        place.focus()
        place.cursor_position = len(place.value)

    @on(Input.Submitted, "#where")
    def action_save(self) -> None:
        """Save, where that can be done."""
        from auditor.use_cases.reports.saving import places

        try:
            found = places(self.query_one("#where", Input).value, self._called, self._wanted.forms)
        except AuditorError as error:
            said = " ".join(part for part in (error.title, error.detail, error.next_step) if part)
            self.query_one("#wrong", Static).update(Content(said))
            return
        folder = next(iter(found.values())).parent
        self.dismiss((Wanted(frozenset(found), words.short(folder)), found))

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        await self.run_action(str(event.button.id))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
