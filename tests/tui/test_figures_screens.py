"""Importing figures, the whole scorecard, and a measure over time, on screen."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from store_builders import World, child, finish, new_audit

from auditor.audit.whole_months import periods_up_to
from auditor.tui.dialogs import AskLine, ConfirmDialog, ErrorDialog
from auditor.tui.help import HelpScreen
from auditor.tui.measures.behind import BehindScreen
from auditor.tui.measures.screen import MeasuresScreen
from auditor.tui.measures.trend import MeasureTrendScreen
from auditor.tui.measures.whole import WholeScorecardScreen
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.measures.figures import import_figures

Start = Callable[..., Any]
MONTHS = periods_up_to("2026-10", 18, by_month=True)


def lines(measure: str, *values: str) -> list[str]:
    return [f"{measure},{months.first},{value}" for months, value in zip(MONTHS, values, strict=False)]


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    steady = lines("1.1-d", *["82", "84"] * 8, "82", "97")
    rows = ["1.1-a,2026-07 to 2026-09,72", "1.1-a,2026-04 to 2026-06,70", *steady]
    path.write_text("measure,period,actual\n" + "\n".join(rows) + "\n", "utf-8")
    return path


@pytest.fixture
def filled(world: World, figures: Path) -> World:
    """Figures of two measures, and one audit that was submitted."""
    with closing(world.open()) as service:
        import_figures(service, figures)
        planned = child(service.standards.current, has_plan=True)
        audit_id = new_audit(service, "9900001", as_at=date(2026, 9, 30), profile=planned)
        finish(service, audit_id)
        submit_audit(service, audit_id)
    return world


def row_of(desk: Any, measure: str, within: str = "#rows") -> int:
    rows = desk.screen.query_one(within, VirtualList)
    return next(place for place in range(rows.count) if rows.row(place).id == measure)


async def select(desk: Any, measure: str, within: str = "#rows") -> None:
    desk.screen.query_one(within, VirtualList).cursor = row_of(desk, measure, within)
    await desk.settle()


async def test_figures_are_looked_at_before_they_are_stored(at_work: Start, world: World, figures: Path) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4", "i")
        assert isinstance(desk.screen, AskLine)
        desk.put("#line", str(figures))
        await desk.press("enter")
        assert isinstance(desk.screen, ConfirmDialog)
        assert "figures.csv: 20 added." in desk.text
        assert "1.1-a, Jul to Sep 2026: added, 72" in desk.text
        await desk.press("n", "a")
        assert isinstance(desk.screen, WholeScorecardScreen)
        assert desk.screen.query_one("#rows", VirtualList).row(0).actual is None
        await desk.press("i")
        desk.put("#line", str(figures))
        await desk.press("enter", "y")
        assert desk.screen.query_one("#rows", VirtualList).row(0).actual.value == 72


async def test_what_is_wrong_with_a_list_is_shown_and_the_path_is_kept(
    at_work: Start, world: World, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("measure,period,actual\n1.1-f,2026-09,50\n1.1-z,2026-09,50\n", "utf-8")
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4", "i")
        desk.put("#line", str(path))
        await desk.press("enter")
        assert isinstance(desk.screen, ErrorDialog)
        assert "cannot be imported" in desk.text.replace("\n", " ")
        assert "unknown measure '1.1-z'" in desk.text
        await desk.press("escape", "i")
        assert desk.screen.query_one("#line").value == str(path)


async def test_only_the_qa_lead_imports_and_rebases(at_work: Start, filled: World) -> None:
    async with at_work("Ada", size=(120, 40)) as desk:
        await desk.press("f4", "i")
        assert isinstance(desk.screen, MeasuresScreen)
        await desk.press("a")
        await select(desk, "1.1-d")
        await desk.press("enter", "r")
        assert isinstance(desk.screen, MeasureTrendScreen)


async def test_the_whole_scorecard(at_work: Start, filled: World) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4", "a")
        rows = desk.screen.query_one("#rows", VirtualList)
        assert rows.count == 49
        assert "Jul to Sep 2026" in desk.words("#choice")
        first = next(line for line in desk.lines() if line.strip().startswith("1.1-a"))
        for words in ("72%", "70%", "75% or more", "~ amber", "better: up 2 points"):
            assert words in first
        assert "As printed: 75 is printed in two bands." in desk.words("#about-words")
        await desk.press("left")
        assert "Apr to Jun 2026" in desk.words("#choice")
        await desk.press("right", "m")
        assert "Oct 2026" in desk.words("#choice")
        await select(desk, "1.1-d")
        assert rows.selected.actual.value == 97
        await desk.press("q")
        assert "Jul to Sep 2026" in desk.words("#choice")
        await desk.press("v")
        assert isinstance(desk.screen, MeasureTrendScreen)
        await desk.press("escape", "escape")
        assert isinstance(desk.screen, MeasuresScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_plot_fits_and_every_mark_has_its_words(at_work: Start, filled: World, size: tuple[int, int]) -> None:
    async with at_work(size=size) as desk:
        await desk.press("f4", "a")
        await select(desk, "1.1-d")
        await desk.press("v")
        text = desk.text
        for sign, words in (("◆", "worth a look"), ("─", "mean"), ("┄", "limits of chance"), ("●", "figure")):
            assert f"{sign} {words}" in text
        assert "1 point is worth a look." in desk.words("#choice")
        assert "above the upper limit" in text
        assert max(map(len, desk.lines())) <= size[0]
        points = desk.screen.query_one("#points", VirtualList)
        assert points.selected[0] == "Oct 2026"
        axis = next(line for line in desk.lines() if "└" in line)
        await desk.press("down")
        moved = next(line for line in desk.lines() if "└" in line)
        assert moved.index("▲") < axis.index("▲")


async def test_the_keys_of_the_plot(at_work: Start, filled: World) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4", "a")
        await select(desk, "1.1-d")
        await desk.press("v", "q")
        assert "no figures of this measure" in desk.text
        await desk.press("m")
        assert "XmR chart, by month." in desk.words("#choice")
        limits = desk.screen.query_one("#points", VirtualList).selected[4]
        await desk.press("l")
        assert "very large moves left out" in desk.words("#choice")
        assert desk.screen.query_one("#points", VirtualList).selected[4] != limits
        await desk.press("x")
        assert isinstance(desk.screen, ErrorDialog), "it was imported without counts"
        await desk.press("escape", "f5")
        assert "XmR chart, by month" in desk.words("#choice")
        await desk.press("enter", "f1")
        assert isinstance(desk.screen, HelpScreen)
        await desk.press("escape", "escape")
        await select(desk, "3.0-c")
        await desk.press("v")
        assert "average caseload" in desk.words("#choice")
        await desk.press("n")
        assert "highest caseload" in desk.words("#choice")


async def test_limits_begin_anew_and_are_taken_back(at_work: Start, filled: World) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4", "a")
        await select(desk, "1.1-d")
        await desk.press("v", "down", "down", "r")
        assert "What changed in the work in Aug 2026?" in desk.text
        desk.put("#line", "new assessment form")
        await desk.press("enter")
        assert "The line breaks in Aug 2026: new assessment form." in desk.words("#choice")
        assert "│ the line breaks" in desk.text
        await desk.press("down", "down", "r")
        assert "because: new assessment form" in desk.text
        await desk.press("y")
        assert "breaks" not in desk.words("#choice")


async def test_an_audit_measure_over_time_and_the_audits_behind_a_point(at_work: Start, filled: World) -> None:
    async with at_work(size=(120, 40)) as desk:
        await desk.press("f4")
        await select(desk, "1.1-j", "#measures")
        await desk.press("v")
        assert "Pooled to quarters: 1 a month are too few for limits" in desk.words("#choice")
        assert "No limits: 1 point" in desk.words("#choice")
        await desk.press("x")
        assert "XmR chart, by quarter" in desk.words("#choice")
        await desk.press("enter")
        assert isinstance(desk.screen, BehindScreen)
        assert "1 audit that you may open" in desk.words("#title")
        await desk.press("escape", "escape", "e")
        await select(desk, "1.1-j", "#measures")
        await desk.press("v")
        assert "There are no figures of this measure yet." in desk.text
