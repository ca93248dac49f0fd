"""What tests of the terminal interface share: a real encrypted store behind a headless application."""

import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import pytest
from store_builders import PASSPHRASE, World
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input, Static

from auditor.tui.app import AuditorApp
from auditor.tui.door.idle import IdleWatch
from auditor.tui.help import HelpfulScreen
from auditor.use_cases.open_store import init_store, unlock_store
from auditor.use_cases.service import Service

KEYS = {" ": "space", "-": "minus", "/": "slash", "?": "question_mark", ".": "full_stop", "[": "left_square_bracket"}


class Shown(Protocol):
    """Whatever has a screen."""

    @property
    def text(self) -> str:
        """The screen, as lines of text."""


@dataclass
class Desk:
    """A running application: what is pressed, and what is then on screen."""

    app: AuditorApp
    pilot: Pilot[None]

    async def settle(self) -> None:
        """Wait until every job has ended and everything it led to is drawn."""
        for _ in range(3):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        await self.pilot.press(*(KEYS.get(character, character) for character in text))
        await self.settle()

    def put(self, field: str, text: str) -> None:
        """Put text into a field, as pasting does."""
        self.app.screen.query_one(field, Input).value = text

    def lines(self) -> list[str]:
        """What the topmost screen shows, line by line."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines())

    def words(self, selector: str) -> str:
        """What one widget shows, on one line."""
        widget = self.app.screen.query_one(selector)
        return " ".join(str(widget.render()).split())

    @property
    def screen(self) -> Any:
        return self.app.screen


class StandInAudit(HelpfulScreen):
    """Stands in for the Audit mode, which has tests of its own."""

    MODE = "audit"
    HELP = "The audit."

    def __init__(self, service: Service, opened: Any, at: str = "") -> None:
        super().__init__()
        self.service, self.opened, self.at = service, opened, at

    def compose(self) -> ComposeResult:
        yield Static(f"audit of {self.opened.record.lcs_number}", markup=False)


@pytest.fixture
def stand_in_audit(monkeypatch: pytest.MonkeyPatch) -> type[StandInAudit]:
    module = ModuleType("auditor.tui.audit.screen")
    module.AuditScreen = StandInAudit  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "auditor.tui.audit.screen", module)
    return StandInAudit


Start = Callable[..., Any]


@pytest.fixture
def at_the_door(world: World) -> Start:
    """Runs the application at the unlock screen of this test's store."""

    def unlock(folder: Path, slot_id: str, words: str, _: Path | None) -> Service:
        service = unlock_store(folder, slot_id, words, clock=world.clock, new_id=world.ids)
        service.read_standards = lambda _: world.standards
        world.opened.append(service)
        return service

    @asynccontextmanager
    async def start(
        size: tuple[int, int] = (80, 24),
        store: Path | None = None,
        idle: IdleWatch | None = None,
        *,
        waiting: bool = False,
    ) -> AsyncIterator[Desk]:
        app = AuditorApp(store or world.folder, unlock=unlock, idle=idle)
        async with app.run_test(size=size, notifications=True) as pilot:
            desk = Desk(app, pilot)
            if not waiting:
                await desk.settle()
            yield desk

    return start


@pytest.fixture
def at_work(at_the_door: Start, stand_in_audit: type[StandInAudit]) -> Start:
    """Runs the application, unlocked by somebody (Sam unless named)."""

    @asynccontextmanager
    async def start(name: str = "Sam", **given: Any) -> AsyncIterator[Desk]:
        async with at_the_door(**given) as desk:
            names = [slot.label for slot in desk.screen._door.slots]
            for _ in range(names.index(name)):
                desk.screen.action_who(1)
            desk.put("#passphrase", PASSPHRASE)
            await desk.press("enter")
            assert desk.app.who == name
            yield desk

    return start


@pytest.fixture
def at_the_demo(tmp_path: Path, stand_in_audit: type[StandInAudit]) -> Start:
    """Runs the application on a demo store of this test's own, with nothing in it."""

    @asynccontextmanager
    async def start(size: tuple[int, int] = (80, 24), *, made: bool = True) -> AsyncIterator[Desk]:
        folder = tmp_path / "demo"
        if made:
            init_store(folder, "Maryam", "", demo=True).service.close()
        app = AuditorApp(folder, demo=True)
        async with app.run_test(size=size, notifications=True) as pilot:
            desk = Desk(app, pilot)
            await desk.settle()
            yield desk

    return start


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Shown, str], None]:
    """Compares a screen with the one stored beside the test; ``AUDITOR_GOLDEN=write`` stores it anew."""

    def compare(desk: Shown, name: str) -> None:
        path = request.path.parent / "golden" / f"{name}.txt"
        shown = desk.text + "\n"
        if os.environ.get("AUDITOR_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(shown, encoding="utf-8")
        assert shown == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's own folders, without documents, on a computer where nothing opens files."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DOCUMENTS_DIR", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.chdir(home)
    return home
