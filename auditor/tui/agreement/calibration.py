"""Calibrations: the same invented case examined by several people; one starts one's own, the QA lead opens results."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from auditor.audit.calibration import SYNTHETIC, Calibration
from auditor.audit.permissions import Role
from auditor.audit.states import State
from auditor.tui.agreement.calibration_results import CalibrationResultsScreen
from auditor.tui.agreement.figures_screen import FiguresScreen
from auditor.tui.dialogs import AskLine, DeliberateDialog
from auditor.tui.keys import key
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import Cell, Column, VirtualList
from auditor.tui.words import count_of, day
from auditor.tui.work.new_audit import NewAuditScreen
from auditor.use_cases.moderation.calibration import (
    calibration_from_form,
    named_auditors,
    open_results,
    record_reference,
    start_calibration,
)
from auditor.use_cases.moderation.calibration_results import CalibrationRow, list_calibrations, standing_words


class CalibrationScreen(FiguresScreen):
    """The calibrations a person knows of."""

    HELP = """
In a calibration several people examine the same invented case, each for themselves. Afterwards they see how far their
grades lie apart, and who read which standard how. It counts nowhere, and nobody sees another's examination before they
have submitted their own.

Enter starts your own examination, or goes on with it. Once you have submitted it, Enter shows the results as soon as
the QA lead has opened them.

The QA lead makes a calibration with n, opens the results with o when all are done, and may take their own submitted
grades as the reference with t: the results then say how many grades of each person are those.
"""
    BINDINGS = [
        key("n", "new", "New", "Ask people to examine an invented case (QA lead).", id="calibration.new"),
        key("r", "results", "Results", "How far the grades lie apart.", id="calibration.results"),
        key("o", "open_results", "Open results", "Let all who submitted see them (QA lead).", id="calibration.open"),
        key("t", "reference", "Reference", "Take your own grades as the reference.", id="calibration.reference"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._listed: list[CalibrationRow] = []

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static(
            Content.styled("Calibrations: the same invented case, read by several people", "bold"), id="choice"
        )
        with Container(id="body"):
            listed = VirtualList[CalibrationRow](_columns(), id="calibrations")
            listed.add_class("figures")
            yield listed
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="about-words")
        with Vertical(id="nothing"):
            yield Static("Loading…", id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the list."""
        self.query_one("#calibrations").focus()
        self.reload()

    def reload(self) -> None:
        """Read the list again."""
        self.start_job("list", list_calibrations, self._service)

    def done_list(self, found: list[CalibrationRow]) -> None:
        """Show it."""
        self._listed = found
        self.query_one("#calibrations", VirtualList).show(len(found), found, keep_cursor=True)
        self.set_class(not found, "is-empty")
        if not found:
            hint = "Press  n  to make one." if self._leads else "The QA lead makes one, and invites people."
            self._say_empty("You are asked to no calibration.", hint)
        self.refresh_bindings()

    @property
    def _leads(self) -> bool:
        return Role.QA_LEAD in self._service.person.roles

    @property
    def _selected(self) -> CalibrationRow | None:
        found: CalibrationRow | None = self.query_one("#calibrations", VirtualList).selected if self._listed else None
        return found

    @on(VirtualList.Moved)
    def _draw(self) -> None:
        row = self._selected
        if row is None:
            return
        found = row.calibration
        opened = f"opened {day(found.opened_on)}" if found.opened_on else "not opened yet"
        lines = [
            f"{found.name} · LCS {found.lcs_number} · as at {day(found.as_at)}",
            f"Asked      {count_of(len(found.people), 'person', 'people')}; "
            f"{row.started} started, {row.submitted} submitted",
            f"Yours      {standing_words(row)}" if row.invited else "Yours      you are not asked to take part",
            f"Results    {opened}",
        ]
        if found.reference:
            lines.append(
                f"Reference  {count_of(len(found.reference), 'grade')}; from {found.pass_percent}% on is a pass"
            )
        self._say(lines)
        self.refresh_bindings()

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work for the selected calibration."""
        row = self._selected
        match action:
            case "new":
                return self._leads
            case "results":
                return row is not None and row.may_see
            case "open_results":
                return self._leads and row is not None and row.calibration.opened_on is None and row.submitted > 1
            case "reference":
                return self._leads and row is not None and row.own_state not in (None, State.DRAFT)
        return True

    @on(VirtualList.Chosen)
    def _choose(self, message: VirtualList.Chosen) -> None:
        row: CalibrationRow = message.row
        if row.invited and row.own_state in (None, State.DRAFT):
            self.start_job("start", start_calibration, self._service, row.calibration.id)
        elif row.may_see:
            self.action_results()
        else:
            self.notify(f"{standing_words(row).capitalize()}.", markup=False)

    def done_start(self, audit_id: UUID) -> None:
        """Open one's own audit."""
        self.reload()
        self.auditor.open_audit(audit_id)

    def action_results(self) -> None:
        """How far the grades lie apart."""
        row = self._selected
        if row is not None:
            self.app.push_screen(CalibrationResultsScreen(row.calibration))

    def action_open_results(self) -> None:
        """Open the results."""
        row = self._selected
        if row is None:
            return
        waiting = len(row.calibration.people) - row.submitted
        left = f"{count_of(waiting, 'person has', 'people have')} not submitted yet. " if waiting else ""
        said = f"{left}Everybody who has submitted sees the spread, without names; whoever submits later sees it then."
        dialog = DeliberateDialog(f"Open the results of {row.calibration.name}?", said, yes="Open them")
        self.app.push_screen(dialog, partial(self._opened, row.calibration.id))

    def _opened(self, calibration_id: str, sure: bool | None) -> None:
        if sure:
            self.start_job("change", open_results, self._service, calibration_id)

    def action_reference(self) -> None:
        """Take one's own grades as the reference."""
        row = self._selected
        if row is not None:
            self.start_job("change", record_reference, self._service, row.calibration.id)

    def done_change(self, _: Calibration) -> None:
        """Show what has changed."""
        self.reload()

    # -- a new one ------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Make a calibration: its name, then who is asked, then the case."""
        ask = AskLine("What is the calibration called?", "Everybody who is asked sees it.", done="Next")
        self.app.push_screen(ask, self._named)

    def _named(self, name: str | None) -> None:
        if name:
            detail = "The display names of auditors, with commas between. Each examines the case for themselves."
            ask = AskLine("Who is asked?", detail, placeholder="Ada, Tom", check=self._wrong_names, done="Next")
            self.app.push_screen(ask, partial(self._invited, name))

    def _wrong_names(self, line: str) -> str:
        return named_auditors(self._service, line)[1]

    def _invited(self, name: str, line: str | None) -> None:
        if line:
            people = named_auditors(self._service, line)[0]
            self.app.push_screen(NewCalibrationScreen(name, people), self._made)

    def _made(self, made: Any) -> None:
        if made is not None:
            self.reload()


class NewCalibrationScreen(NewAuditScreen):
    """The case of a calibration: asked for as that of an audit is."""

    CSS_PATH = "../work/new_audit.tcss"
    HELP = f"""
Say which invented case is examined, and what is known of it: everybody is asked the same questions. Its LCS number
begins with {SYNTHETIC}. The due date is when they should have submitted. Enter on the last line, or ctrl+s, makes it.
"""

    def __init__(self, name: str, people: tuple[UUID, ...]) -> None:
        super().__init__()
        self._called: str = name
        self._people = people

    def _starter(self) -> Callable[..., Any]:
        return partial(calibration_from_form, self._service, self._called, self._people)

    def on_mount(self) -> None:
        """Say what is different."""
        super().on_mount()
        self.query_one("#number", Input).placeholder = f"an invented case: {SYNTHETIC}…"


_ROOMY = 96


def _columns() -> tuple[Column[CalibrationRow], ...]:
    return (
        Column("Calibration", 0, lambda row: (row.calibration.name, "strong")),
        Column("LCS number", 12, lambda row: (row.calibration.lcs_number, "muted"), from_width=_ROOMY),
        Column("Due", 10, lambda row: (day(row.calibration.due), "")),
        Column("Submitted", 9, lambda row: (f"{row.submitted} of {len(row.calibration.people)}", ""), right=True),
        Column("Yours", 32, _standing, from_width=_ROOMY),
        Column("Yours", 20, _standing, below_width=_ROOMY),
    )


def _standing(row: CalibrationRow) -> Cell:
    return standing_words(row), "accent" if row.own_state is None and row.invited else ""
