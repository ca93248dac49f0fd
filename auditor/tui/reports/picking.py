"""Choosing what a report is of: the audit, by part of its LCS number; or several of what can be chosen together."""

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from auditor.tui.audit.lines import LineList, Row
from auditor.tui.jobs import JobScreen
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog
from auditor.tui.plain_text import one_line
from auditor.use_cases.service import Service

if TYPE_CHECKING:
    from auditor.tui.app import AuditorApp
    from auditor.use_cases.reports.answers import Field, PickedAudit

_WIDEST = 64
"""Of a line of the list."""
_TALLEST = 14
"""Lines of several things to choose from; of more, the list moves."""


class AuditDialog(JobScreen, Dialog["PickedAudit | None"]):
    """Which audit; Escape leaves without a choice."""

    CSS_PATH = "../styles/dialogs.tcss"
    HELP = (
        "Choose with up and down and press Enter. Type part of an LCS number to find an audit that is not listed: the "
        "list holds those changed last, drafts after the others, among those that you may read. Escape goes back."
    )
    BINDINGS = [
        key("escape", "cancel", "Back", "Go back without choosing.", id="pick_audit.cancel"),
        key("down", "move(1)", "Down", "The audit below.", id="pick_audit.down", show=False),
        key("up", "move(-1)", "Up", "The audit above.", id="pick_audit.up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[PickedAudit, ...] = ()
        self._take = False

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog pick"):
            yield Static("Of which audit?", classes="dialog-title")
            yield Input(placeholder="part of an LCS number", compact=True, id="part")
            yield OptionList(id="choices", compact=True, markup=False)
            yield Static("Loading…", id="none", classes="dialog-foot last")

    def on_mount(self) -> None:
        """List the latest."""
        self.query_one("#choices").can_focus = False
        self.query_one("#part").focus()
        self._read("")

    def _read(self, part: str) -> None:
        app: AuditorApp = self.app  # type: ignore[assignment]
        self.start_job("audits", _read_audits, app.service, part)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._read(event.value)

    def done_audits(self, found: "tuple[PickedAudit, ...]") -> None:
        """List them."""
        self._found = found
        listed = self.query_one("#choices", OptionList)
        listed.clear_options()
        listed.add_options([Option(_line(one), id=str(one.id)) for one in found])
        listed.highlighted = 0 if found else None
        said = "Enter chooses   Escape goes back" if found else "No audit that you may read has this in its LCS number."
        self.query_one("#none", Static).update(said)
        take, self._take = self._take, False
        if take:
            self._taken()

    @on(Input.Submitted)
    def _taken(self) -> None:
        if self.is_busy("audits"):
            self._take = True  # what was typed is being looked for
            return
        place = self.query_one("#choices", OptionList).highlighted
        if place is not None:
            self.dismiss(self._found[place])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index])

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


def _line(audit: "PickedAudit") -> Content:
    return Content(one_line(audit.words)).truncate(_WIDEST, ellipsis=True)


def _read_audits(service: Service, part: str) -> "tuple[PickedAudit, ...]":
    from auditor.use_cases.reports.asking import audits_to_choose

    return audits_to_choose(service, part)


class SeveralDialog(Dialog[str | None]):
    """Several of some choices; answers with them as the field keeps them, empty where none is chosen."""

    CSS_PATH = ["../styles/dialogs.tcss", "reports.tcss"]
    HELP = (
        "Space chooses the line you are on, or takes it back; several may be chosen. a takes all back, and the foot "
        "says what that stands for. Enter takes what is chosen, Escape leaves it as it was."
    )
    BINDINGS = [
        key("space", "change", "Choose", "Choose the line you are on, or take it back.", id="several.change"),
        key("a", "none", "None", "Take all back: it is of what is usual then.", id="several.none"),
        key("enter", "take", "Take it", "Take what is chosen.", id="several.take", priority=True),
        key("escape", "cancel", "Back", "Leave it as it was.", id="several.cancel"),
    ]

    def __init__(self, field: "Field") -> None:
        """A question.

        Args:
            field: in which several may be chosen.
        """
        from auditor.use_cases.reports.answers import split

        super().__init__()
        self._field = field
        given = set(split(field.value))
        self._chosen = {name for name, _ in field.choices if name in given}

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        with Vertical(classes="dialog"):
            yield Static(f"{self._field.label}?", classes="dialog-title")
            yield LineList(id="several")
            yield Static(id="chosen", classes="dialog-foot")
            yield Static("Space chooses   a none   Enter takes it   Escape goes back", classes="dialog-foot last")

    def on_mount(self) -> None:
        """Be on the first that is chosen."""
        listed = self.query_one("#several", LineList)
        self._list()
        listed.styles.height = min(len(listed.rows), _TALLEST)
        listed.be_on(next((row.key for row in listed.rows if row.key in self._chosen), listed.rows[0].key))
        listed.focus()

    def _list(self) -> None:
        rows = []
        for name, said in self._field.choices:
            chosen = name in self._chosen
            rows.append(
                Row(name, one_line(said), "strong" if chosen else "", (("[x] " if chosen else "[ ] ", "strong"),))
            )
        self.query_one("#several", LineList).show(rows)
        of = f"{len(self._chosen)} of {len(rows)} chosen" if self._chosen else f"None chosen: {self._field.several}"
        self.query_one("#chosen", Static).update(Content(of))

    def action_change(self) -> None:
        """Choose a line, or take it back."""
        row = self.query_one("#several", LineList).row
        if row is not None:
            self._chosen ^= {row.key}
            self._list()

    def action_none(self) -> None:
        """Take all back."""
        self._chosen.clear()
        self._list()

    def action_take(self) -> None:
        """Take what is chosen."""
        from auditor.use_cases.reports.answers import joined

        self.dismiss(joined(name for name, _ in self._field.choices if name in self._chosen))

    def action_cancel(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)
