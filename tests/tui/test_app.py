"""What holds everywhere: help, the palette, colours, literal text, the synthetic mark, stopping without a word said."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from store_builders import World, new_audit
from textual.color import Color
from textual.command import CommandPalette

from auditor.errors import AuditorError
from auditor.tui.app import AuditorApp
from auditor.tui.commands import AuditorCommands
from auditor.tui.crash import crash_text, write_crash
from auditor.tui.dialogs import AskLine, ConfirmDialog, ErrorDialog
from auditor.tui.help import HelpScreen
from auditor.use_cases.council.add_team import add_team

Start = Callable[..., Any]
MARKUP = "[/] [bold]x [@click=app.quit]y see [/"
HEAVY = ("sqlmodel", "sqlalchemy", "sqlcipher3", "pydantic", "jsonschema", "yaml", "alembic", "argon2", "reportlab")


def test_the_first_screen_needs_textual_and_the_standard_library_only() -> None:
    heavy = (*HEAVY, "auditor.use_cases", "auditor.store", "auditor.standards", "auditor.audit", "auditor.measures")
    code = (
        "import sys, auditor.tui.app, auditor.tui.door.unlock, auditor.tui.work.screen, auditor.tui.door.opening\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


async def test_help_explains_the_screen_and_names_its_keys(at_work: Start) -> None:
    async with at_work(size=(100, 60)) as desk:
        await desk.press("f1")
        assert isinstance(desk.screen, HelpScreen)
        assert "Your audits are listed here" in desk.text
        assert "Start an audit of a case." in desk.text
        await desk.press("end")
        assert "Keys everywhere" in desk.text
        await desk.press("f1")
        assert not isinstance(desk.screen, HelpScreen)


async def test_every_screen_has_help(at_work: Start) -> None:
    from auditor.tui.door.first_time import FirstTimeScreen, NewPassphraseScreen, RecoveryCodeScreen
    from auditor.tui.door.unlock import LockScreen, UnlockScreen
    from auditor.tui.measures.screen import BehindScreen, MeasuresScreen
    from auditor.tui.pick import PickOne
    from auditor.tui.work.lcs_dialog import LcsDialog
    from auditor.tui.work.new_audit import NewAuditScreen
    from auditor.tui.work.screen import WorkScreen

    screens = (UnlockScreen, LockScreen, FirstTimeScreen, RecoveryCodeScreen, NewPassphraseScreen, WorkScreen)
    dialogs = (LcsDialog, PickOne, ErrorDialog, ConfirmDialog, AskLine)
    for screen in (*screens, NewAuditScreen, MeasuresScreen, BehindScreen, *dialogs):
        assert (screen.HELP or "").strip(), screen


async def test_the_palette_finds_every_action_of_the_screen(at_work: Start) -> None:
    async with at_work() as desk:
        work = desk.screen
        await desk.press("ctrl+p")
        assert isinstance(desk.screen, CommandPalette)
        names = [name for name, _, _ in AuditorCommands(work)._actions()]
        assert "New audit  (n)" in names
        assert "Measures  (f4)" in names
        assert "Lock  (f9)" in names
        assert "Screenshot" not in names
        await desk.type("measures")
        await desk.press("down", "enter")
        assert desk.app.current_mode == "measures"


@pytest.mark.parametrize("word", ["theme", "colour", "colours"])
async def test_the_palette_finds_colours_by_any_name(at_work: Start, word: str) -> None:
    async with at_work() as desk:
        hits = [hit async for hit in AuditorCommands(desk.screen).search(word)]
        assert sum(str(hit.text).startswith("Colours") for hit in hits) == 4


async def test_colours_change_and_are_said(at_work: Start) -> None:
    async with at_work() as desk:
        seen = {desk.app.theme}
        for _ in range(3):
            await desk.press("f8")
            seen.add(desk.app.theme)
        assert len(seen) == 4
        assert all(name.startswith("auditor-") for name in desk.app.available_themes)


async def test_what_people_type_is_never_markup(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        named = add_team(service, MARKUP).id
        new_audit(service, "9900001", team=named)
    async with at_work(size=(120, 40)) as desk:
        assert MARKUP in desk.text
        desk.app.show_error(AuditorError(MARKUP, MARKUP + " detail", MARKUP + " next"))
        await desk.settle()
        assert desk.text.count("[bold]x [@click=app.quit]y see [/") == 4  # the team below the list is one
        await desk.press("escape")
        for dialog in (ConfirmDialog(MARKUP, MARKUP), AskLine(MARKUP, MARKUP, value=MARKUP)):
            desk.app.push_screen(dialog)
            await desk.settle()
            assert desk.text.count(MARKUP) >= 2
            await desk.press("escape")
        await desk.press("slash")
        await desk.type("[/]")
        assert "No audit has [/] in its LCS number." in desk.text
        await desk.press("escape", "f4", "t")
        assert MARKUP in desk.text
        desk.app.notify(MARKUP, markup=False)
        await desk.settle()


async def test_the_demo_opens_at_once_and_marks_every_screen(
    at_the_demo: Start,
) -> None:
    async with at_the_demo() as desk:
        assert desk.app.current_mode == "work"
        for keys in ((), ("f4",), ("f2", "n")):
            await desk.press(*keys)
            assert "synthetic data" in desk.lines()[0]
        names = [name for name, _, _ in AuditorCommands(desk.screen)._actions()]
        assert "Screenshot" in names
        assert "Lock  (f9)" not in names


async def test_a_demo_that_is_not_there_is_built_while_work_says_how_far(
    at_the_demo: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    from auditor.use_cases.demo import build

    seen: list[str] = []
    making = build.build_demo

    def small(folder: Path, **given: Any) -> Any:
        return making(folder, **{**given, "audits": build.FEWEST})

    monkeypatch.setattr(build, "build_demo", small)
    monkeypatch.setattr(
        "auditor.tui.work.screen.WorkScreen.on_work_screen_building", lambda _, said: seen.append(said.words)
    )
    async with at_the_demo(made=False) as desk:
        assert desk.app.demo
        assert desk.screen.query_one("#audits").count > 0
    assert seen[0].startswith("Making the demo: ")


def test_a_crash_log_says_where_and_never_what() -> None:
    def stumble(secret: str) -> None:
        raise ValueError(secret)

    try:
        stumble("Jane Doe, 4 Acacia Avenue")
    except ValueError as error:
        text = crash_text(error, datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    assert "ValueError" in text
    assert "in stumble" in text
    assert "Jane" not in text


def test_a_crash_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert write_crash(ValueError(), blocked, datetime.now(UTC)) is None
    written = write_crash(ValueError(), tmp_path / "state", datetime.now(UTC))
    assert written is not None
    assert written.read_text(encoding="utf-8").startswith("auditor stopped at")


async def test_stopping_by_mistake_shows_no_values(
    at_work: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("auditor.paths.user_state_folder", lambda: tmp_path)

    def stumble() -> None:
        secret = "Jane Doe"
        raise ValueError(secret)

    async def stop_by_mistake() -> None:
        async with at_work() as desk:
            desk.app.call_later(stumble)
            await desk.settle()

    with pytest.raises(ValueError, match="Jane"):
        await stop_by_mistake()
    said = capsys.readouterr()
    assert "Jane" not in said.out + said.err
    assert "Jane" not in (tmp_path / "crash.log").read_text(encoding="utf-8")


async def test_the_store_is_closed_on_leaving(at_work: Start) -> None:
    async with at_work() as desk:
        service = desk.app.service
        closed = []
        service.close = lambda: closed.append(True)
        await desk.press("ctrl+q")
    assert closed == [True]


async def test_leaving_waits_until_the_audit_is_saved(at_work: Start, world: World, stand_in_audit: Any) -> None:
    with closing(world.open()) as service:
        new_audit(service, "9900001")
    async with at_work() as desk:
        await desk.press("enter")
        waiting: list[Callable[[], None]] = []
        desk.screen.leave_then = waiting.append
        await desk.press("ctrl+q")
        assert desk.app.is_running
        assert len(waiting) == 1
        waiting[0]()
        await desk.pilot.pause()
        assert not desk.app.is_running or desk.app._exit


def test_the_app_is_small() -> None:
    source = Path(sys.modules[AuditorApp.__module__].__file__ or "").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 300


async def test_control_codes_never_reach_the_terminal(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        new_audit(service, "9900001", team=add_team(service, "North\x1b]0;owned\x07\u202etsaE").id)
    async with at_work(size=(120, 40)) as desk:
        strips = desk.screen._compositor.render_strips(desk.app.size)
        written = "".join(
            segment.text for strip in strips for segment in strip.apply_filter(desk.app._plain_only, Color(0, 0, 0))
        )
        assert "North]0;ownedtsaE" in written
        assert "\x1b" not in written
