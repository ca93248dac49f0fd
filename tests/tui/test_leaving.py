"""A screen leaves once, and takes no other with it, however fast the keys come."""

from collections.abc import Callable
from typing import Any

import pytest
from store_builders import World
from textual import events
from textual.command import CommandPalette

from auditor.errors import AuditorError
from auditor.tui.dialogs import AskLine, ConfirmDialog, ErrorDialog
from auditor.tui.work.new_audit import NewAuditScreen
from auditor.tui.work.screen import WorkScreen

Start = Callable[..., Any]


def names(desk: Any) -> list[str]:
    return [type(screen).__name__ for screen in desk.app.screen_stack]


def at_once(desk: Any, *keys: str) -> None:
    """Keys that all wait in the queue before the first is looked at."""
    for key in keys:
        desk.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_new_team_colours_and_leaving_in_a_small_window(
    at_work: Start, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    async with at_work(size=(60, 20)) as desk:
        await desk.press("n", *"9901", "tab")
        await desk.type("10.3.26")
        await desk.press("ctrl+t")
        assert isinstance(desk.screen, AskLine)
        await desk.press("f8", "f8", "escape")
        assert isinstance(desk.screen, NewAuditScreen)
        await desk.press("escape")
        assert isinstance(desk.screen, ConfirmDialog)
        await desk.press("y")
        assert isinstance(desk.screen, WorkScreen)
        await desk.press("ctrl+p")
        assert isinstance(desk.screen, CommandPalette)
        await desk.press("escape")
        assert isinstance(desk.screen, WorkScreen)


async def test_a_screen_told_to_go_beneath_the_list_of_actions_goes_after_it(at_work: Start) -> None:
    async with at_work() as desk:
        await desk.press("n", "9")
        form = desk.screen
        await desk.press("ctrl+p")
        palette = desk.screen
        form.dismiss(None)
        await desk.settle()
        assert desk.screen is palette
        await desk.press("escape")
        assert names(desk) == ["WorkScreen"]


@pytest.mark.parametrize("answer", ["y", "n", "escape"])
async def test_an_answer_given_twice_takes_nothing_else_away(at_work: Start, answer: str) -> None:
    async with at_work() as desk:
        given = []
        desk.app.push_screen(ConfirmDialog("Sure?"), given.append)
        await desk.settle()
        at_once(desk, answer, answer, answer)
        await desk.settle()
        assert given == [answer == "y"]
        assert desk.app.is_running
        desk.app.push_screen(ErrorDialog(AuditorError("Something.", "", "")))
        await desk.settle()
        at_once(desk, "escape", "escape")
        await desk.settle()
        assert isinstance(desk.screen, WorkScreen)


async def test_an_audit_started_while_leaving_is_asked_about_is_opened(at_work: Start, stand_in_audit: Any) -> None:
    async with at_work() as desk:
        await desk.press("n", *"9900001", "enter", "1", "enter", "enter", "2", "enter", "4")
        form = desk.screen
        form.action_start()
        form.action_leave()
        await desk.settle()
        assert isinstance(desk.screen, ConfirmDialog)
        await desk.press("n")
        assert isinstance(desk.screen, stand_in_audit)
