"""An audit on screen in the real application, without the door: what is pressed, and what is then shown and stored."""

import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from auditor.audit.examination import Examination
from auditor.standards.model import Checklist
from auditor.tui.app import AuditorApp
from auditor.tui.audit.lines import Notice, Rule
from auditor.tui.audit.pane import DetailPane
from auditor.tui.audit.panel import Panel
from auditor.tui.audit.screen import AuditScreen
from auditor.tui.help import HelpfulScreen
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.windows import open_in_window
from auditor.use_cases.service import Service

KEYS = {
    " ": "space",
    "-": "minus",
    "+": "plus",
    "/": "slash",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    ".": "full_stop",
    ",": "comma",
    ":": "colon",
    "'": "apostrophe",
}


class StandInWork(HelpfulScreen):
    """Stands in for the Work mode."""

    MODE = "work"
    HELP = "Work."

    def compose(self) -> ComposeResult:
        yield Static("the work")


class AuditApp(AuditorApp):
    """The application with one audit open."""

    CSS_PATH = Path(inspect.getfile(AuditorApp)).parent / "styles" / "app.tcss"

    def __init__(self, service: Service, audit_id: UUID) -> None:
        super().__init__(service.store.folder)
        self.service, self.audit_id = service, audit_id
        self.copied = ""

    def on_mount(self, event: events.Mount) -> None:
        event.prevent_default()
        assert self.service is not None
        self.add_mode("work", StandInWork)
        self.switch_mode("work")
        self.show_audit(open_in_window(self.service, self.audit_id, self.window))

    def copy_to_clipboard(self, text: str) -> None:
        self.copied = text

    def on_unmount(self, event: events.Unmount) -> None:
        event.prevent_default()  # the store belongs to the test


PRESSED: set[str] = set()
"""The ids of the bindings that were pressed while they worked."""


class AuditDesk:
    """A running audit."""

    def __init__(self, app: AuditApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.pressed = 0

    async def settle(self) -> None:
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        if self.app.workers:
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, one after another; each is counted."""
        for name in keys:
            await self.tap(name)
        await self.settle()

    async def tap(self, name: str) -> None:
        """Press a key without waiting for what is saved."""
        name = KEYS.get(name, name)
        active = self.app.screen.active_bindings.get(name)
        if active is not None and active.enabled and active.binding.id:
            PRESSED.add(active.binding.id)
        self.pressed += 1
        await self.pilot.press(name)

    async def type(self, text: str) -> None:
        """Type a text into the field, as pasting does."""
        field = self.app.screen.query_one(TextArea)
        field.insert(text)
        await self.settle()

    @property
    def screen(self) -> AuditScreen:
        screen = self.app.screen
        assert isinstance(screen, AuditScreen)
        return screen

    @property
    def panel(self) -> Panel:
        return self.screen.panel

    @property
    def row(self) -> str:
        row = self.panel.row
        return row.key if row else ""

    @property
    def rows(self) -> list[str]:
        return [row.key for row in self.panel.rows if not row.heading]

    @property
    def examination(self) -> Examination:
        return self.screen.desk.shown.examination

    @property
    def checklist(self) -> Checklist:
        return self.screen.desk.shown.checklist

    @property
    def stored(self) -> OpenAudit:
        """The audit as the store has it."""
        assert self.app.service is not None
        return open_audit(self.app.service, self.app.audit_id)

    @property
    def editing(self) -> bool:
        return self.screen.query_one("#editor").display

    @property
    def typed(self) -> str:
        return self.screen.query_one(TextArea).text

    @property
    def detail(self) -> str:
        return self.screen.query_one(DetailPane).text

    def notice(self, name: str) -> str:
        (left, _), (right, _) = self.screen.query_one(f"#{name}", Notice).words
        return f"{left} | {right}" if right else left

    @property
    def title(self) -> tuple[str, str]:
        return self.screen.query_one("#list-rule", Rule).words

    def lines(self) -> list[str]:
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines())

    @property
    def works(self) -> set[str]:
        """The ids of the keys that work now."""
        return {active.binding.id for active in self.app.screen.active_bindings.values() if active.enabled}


@asynccontextmanager
async def at_audit(service: Service, audit_id: UUID, size: tuple[int, int] = (120, 40)) -> AsyncIterator[AuditDesk]:
    app = AuditApp(service, audit_id)
    async with app.run_test(size=size, notifications=True) as pilot:
        desk = AuditDesk(app, pilot)
        await desk.settle()
        yield desk
