"""Reports: what is offered, the form, reading one here, saving files, stopping, and every key."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reports_desk import form, left_the_store, on, on_other, submitted, told
from round_worlds import planned
from store_builders import World

from auditor.audit.details import AuditKind
from auditor.tui.dialogs import AskLine, ErrorDialog
from auditor.tui.pick import PickOne
from auditor.tui.reports.picking import AuditDialog
from auditor.tui.reports.preview import PreviewScreen, TextPane
from auditor.tui.reports.screen import ReportsScreen
from auditor.tui.work.screen import WorkScreen
from auditor.use_cases.reports.recipes import RECIPES

Start = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("at_home")
PATIENCE_S = 60.0


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The measures are gathered only once this is set."""
    go, real = threading.Event(), RECIPES["measures"]

    def gather(*given: Any) -> Any:
        assert go.wait(PATIENCE_S)
        return real.gather(*given)

    monkeypatch.setitem(RECIPES, "measures", replace(real, gather=gather))
    yield go
    go.set()


async def until(desk: Any, words: str) -> None:
    """Wait for words to stand at the foot, while a job is held."""
    for _ in range(600):
        if words in told(desk):
            return
        await desk.pilot.pause(0.1)
    raise AssertionError(f"{words!r} did not come: {told(desk)!r}")


# -- what is offered, and the form ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_reports_stand_under_what_they_are_of(at_work: Start, size: tuple[int, int]) -> None:
    async with at_work(size=size) as desk:
        await on(desk, "thematic")
        shown = [line.split("│")[0].rstrip() for line in desk.lines()]
        assert shown.index(" A theme") < shown.index("   Thematic audit") < shown.index(" One audit")
        assert "Internal, not for publication" in desk.words("#about")
        assert form(desk)["theme"] == "Choose the theme."
        assert all(len(line) <= size[0] for line in desk.lines())
        assert "ctrl+r" in desk.lines()[0] or size[0] == 80


async def test_whoever_audits_is_offered_reports_of_an_audit(at_work: Start) -> None:
    async with at_work("Ada") as desk:
        await on(desk, "audit")
        offered = {row.key for row in desk.screen.query_one("#reports").rows if not row.heading}
        assert offered == {"audit", "letter", "measures", "scorecard"}
        assert "for other roles" in desk.words("#choice")


async def test_what_is_said_stays(at_work: Start, world: World) -> None:
    async with at_work() as desk:
        await on(desk, "measures")
        assert form(desk) == {"months": "July 2026 to September 2026", "teams": "every team", "kind": "full audits"}
        await desk.press("enter", "enter")
        assert isinstance(desk.screen, PickOne)
        await desk.type("latest month")
        await desk.press("enter", "down", "enter", "down", "space", "enter")
        await desk.press("down", "enter", "a", "end", "up", "space", "enter")
        said = {"months": "October 2026", "teams": "South", "kind": "dip samples"}
        assert form(desk) == said
        await desk.press("f2")
        assert isinstance(desk.screen, WorkScreen)
        await desk.press("ctrl+r")
        assert form(desk) == said
        await on_other(desk, "thematic")
        assert (form(desk)["months"], form(desk)["teams"]) == ("October 2026", "South")
        await desk.press("x")
        assert (form(desk)["months"], form(desk)["teams"]) == ("July 2026 to September 2026", "every team")


async def test_months_are_typed_and_checked(at_work: Start) -> None:
    async with at_work() as desk:
        await on(desk, "measures")
        await desk.press("enter", "enter", *"other", "enter")
        assert isinstance(desk.screen, AskLine)
        desk.put("#line", "10/2026 to 09/2026")
        await desk.press("enter")
        assert "The first month is after the last." in desk.words("#wrong")
        desk.put("#line", "Sep to Oct 2026")
        await desk.press("enter")
        assert form(desk)["months"] == "September 2026 to October 2026"


async def test_a_round_decides_theme_months_and_team(at_work: Start, world: World) -> None:
    with closing(world.open("Sam")) as sam:
        planned(sam, kind=AuditKind.THEMATIC, theme="supervision")
    world.opened.clear()
    async with at_work() as desk:
        await on(desk, "thematic")
        await desk.press("enter", "down", "enter", *"winter", "enter")
        assert form(desk)["round"].startswith("Winter")
        assert not {"theme", "months", "teams"} & set(form(desk))
        await desk.press("p")
        assert isinstance(desk.screen, PreviewScreen)


async def test_what_is_missing_is_said_and_gone_to(at_work: Start) -> None:
    async with at_work() as desk:
        await on(desk, "thematic")
        for key in ("p", "s"):
            await desk.press(key)
            assert isinstance(desk.screen, ReportsScreen)
            assert "Choose the theme." in told(desk)
            assert desk.app.focused.id == "form"
        await desk.press("enter", *"superv", "enter")
        assert form(desk)["theme"] == "Supervision records"
        assert told(desk) == ""


async def test_the_audit_is_chosen_by_part_of_its_number(at_work: Start, world: World) -> None:
    submitted(world)
    submitted(world, "9900002")
    async with at_work() as desk:
        await on(desk, "audit")
        await desk.press("enter", "enter")
        assert isinstance(desk.screen, AuditDialog)
        await desk.press("escape")
        assert form(desk)["audit"] == "Choose the audit."
        await desk.press("enter", "down", "up", *"0001", "enter")
        assert form(desk)["audit"].startswith("9900001 · full audit")
        await desk.press("enter", *"77", "enter")
        assert "No audit that you may read" in desk.text
        await desk.press("escape", "p")
        assert "LCS 9900001" in desk.words("#title")


async def test_definitions_that_cannot_be_used_are_told(
    at_work: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITOR_REPORTS", str(tmp_path / "none"))
    async with at_work() as desk:
        await desk.press("ctrl+r")
        assert isinstance(desk.screen, ErrorDialog)
        assert "cannot be used" in desk.text
        monkeypatch.delenv("AUDITOR_REPORTS")
        await desk.press("escape", "f5")
        assert "for you" in desk.words("#choice")


# -- reading it here --------------------------------------------------------------------------------------------------


async def test_a_report_is_read_here(at_work: Start, world: World) -> None:
    submitted(world)
    async with at_work() as desk:
        await on(desk, "measures")
        await desk.press("p")
        assert isinstance(desk.screen, PreviewScreen)
        assert "Audit measures" in desk.words("#title")
        assert "Counted" in desk.text
        assert all(len(line) <= 80 for line in desk.lines())
        pane = desk.screen.query_one(TextPane)
        for keys, moved in (("down", 1), ("up", 0), ("j", 1), ("k", 0), ("pagedown", None), ("pageup", 0)):
            await desk.press(keys)
            assert pane.top == moved if moved is not None else pane.top > 10
        await desk.press("space")
        assert pane.top > 10
        await desk.press("end")
        assert pane.top == pane.max_scroll_y > 10
        await desk.press("home")
        assert pane.top == 0
        await desk.press("escape")
        assert isinstance(desk.screen, ReportsScreen)
        assert left_the_store(desk) == 0


async def test_words_are_found_in_it(at_work: Start, world: World) -> None:
    async with at_work() as desk:
        await on(desk, "measures")
        await desk.press("p", "n")
        pane = desk.screen.query_one(TextPane)
        assert pane.top == 0
        await desk.press("slash")
        await desk.type("supervision")
        await desk.press("enter")
        lines = pane.found
        assert len(lines) > 2
        assert f"1 of {len(lines)} lines" in desk.words("#title")
        assert "supervision" in "\n".join(desk.lines()[2:]).casefold()
        first = pane.top
        await desk.press("n")
        assert f"2 of {len(lines)}" in desk.words("#title")
        await desk.press("N")
        assert pane.top == first
        await desk.press("N")
        assert f"{len(lines)} of {len(lines)}" in desk.words("#title")
        await desk.press("slash")
        await desk.type("xyzzy")
        await desk.press("enter")
        assert "nothing with" in desk.words("#title")
        await desk.press("slash", "escape")
        assert isinstance(desk.screen, PreviewScreen)


async def test_it_follows_the_width_of_the_terminal(at_work: Start) -> None:
    async with at_work() as desk:
        await on(desk, "measures")
        await desk.press("p")
        narrow = len(desk.screen._lines)
        await desk.pilot.resize_terminal(120, 40)
        await desk.settle()
        assert len(desk.screen._lines) < narrow
        assert max(len(line) for line in desk.screen._lines) > 80


async def test_it_waits_for_whoever_has_gone_elsewhere(at_work: Start, held: threading.Event) -> None:
    async with at_work() as desk:
        await on(desk, "measures")
        await desk.pilot.press("p")
        await until(desk, "Gathering the figures")
        await desk.pilot.press("f2")
        await desk.pilot.pause()
        assert isinstance(desk.screen, WorkScreen)
        held.set()
        await desk.settle()
        assert isinstance(desk.screen, WorkScreen)
        await desk.press("ctrl+r")
        assert isinstance(desk.screen, PreviewScreen)


async def test_it_is_stopped(at_work: Start, held: threading.Event, at_home: Path) -> None:
    async with at_work() as desk:
        await on(desk, "measures")
        await desk.pilot.press("p")
        await until(desk, "Gathering the figures")
        await desk.pilot.press("s")
        await desk.pilot.pause()
        assert isinstance(desk.screen, ReportsScreen)  # one at a time
        await desk.pilot.press("enter")
        await desk.pilot.pause()
        assert desk.app.focused.id == "form"  # one may move about meanwhile
        await desk.pilot.press("escape")
        await until(desk, "Stopped")
        await desk.pilot.press("s")
        await desk.pilot.pause()
        await desk.pilot.press("ctrl+s")
        await until(desk, "Gathering the figures")
        await desk.pilot.press("escape")
        await until(desk, "Stopped")
        held.set()
        await desk.settle()
        assert isinstance(desk.screen, ReportsScreen)
        assert list(at_home.glob("*.pdf")) == []
        assert left_the_store(desk) == 0
