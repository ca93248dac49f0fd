"""Reports: several teams and kinds at once, and a form for the public from the first key to the file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reports_desk import form, on, told
from store_builders import World

from auditor.tui.dialogs import AskLine
from auditor.tui.pick import PickOne
from auditor.tui.reports.picking import SeveralDialog
from auditor.tui.reports.saving import SaveDialog
from auditor.use_cases.reports.releases import list_releases

Start = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("at_home")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_several_are_chosen_and_taken_back(at_work: Start, size: tuple[int, int]) -> None:
    async with at_work(size=size) as desk:
        await on(desk, "measures")
        await desk.press("enter", "down", "enter")
        assert isinstance(desk.screen, SeveralDialog)
        assert "None chosen: every team" in desk.words("#chosen")
        await desk.press("space", "down", "space")
        assert "2 of 2 chosen" in desk.words("#chosen")
        assert all(len(line) <= size[0] for line in desk.lines())
        await desk.press("enter")
        assert form(desk)["teams"] == "North, South"
        await desk.press("enter", "space", "enter")
        assert form(desk)["teams"] == "South", "it began on the first that was chosen"
        await desk.press("enter", "a", "escape")
        assert form(desk)["teams"] == "South", "escape leaves it as it was"
        await desk.press("enter", "a", "enter")
        assert form(desk)["teams"] == "every team"
        await desk.press("down", "enter", "down", "space", "enter")
        assert form(desk)["kind"] == "full audits, thematic audits"


async def test_a_report_of_one_team_lets_one_be_chosen(at_work: Start) -> None:
    async with at_work() as desk:
        await on(desk, "team")
        assert form(desk)["team"] == "Choose the team."
        await desk.press("s")
        assert "Choose the team." in told(desk)
        await desk.press("enter")
        assert isinstance(desk.screen, PickOne)
        await desk.press(*"south", "enter")
        assert form(desk)["team"] == "South"
        assert desk.screen.query_one("#reports").be_on("monthly")
        await desk.settle()
        assert form(desk)["teams"] == "every team", "the month is not made smaller by a report before"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_form_for_the_public_is_saved_by_keyboard(
    at_work: Start, size: tuple[int, int], world: World, at_home: Path
) -> None:
    async with at_work(size=size) as desk:
        await on(desk, "scorecard-published")
        assert set(form(desk)) == {"period", "last", "profile", "merge", "why"}
        await desk.press("s")
        assert "Say for what it is published." in told(desk)
        await desk.press("enter")
        assert isinstance(desk.screen, AskLine)
        desk.put("#line", "Improvement board")
        await desk.press("enter", "s")
        assert isinstance(desk.screen, SaveDialog)
        await desk.press("3", "ctrl+s")
        name = "scorecard-published-2026-07-to-2026-09-dfe"
        assert f"Saved: ~/{name}.pdf, .xlsx" in told(desk)
        assert sorted(file.name for file in at_home.iterdir()) == [f"{name}.pdf", f"{name}.xlsx"]
        [release] = list_releases(desk.app.service)
        assert (release.why, set(release.files)) == ("Improvement board", {"pdf", "xlsx"})
        await desk.press("o")
        assert isinstance(desk.screen, PickOne)
        await desk.press("down", "enter")
        assert told(desk) == f"Nothing here opens files. It is in ~/{name}.xlsx"


async def test_grades_told_as_one_are_asked_for(at_work: Start) -> None:
    async with at_work() as desk:
        await on(desk, "measures-published")
        await desk.press("enter")
        desk.screen.query_one("#form").be_on("merge")
        await desk.press("enter", *"as one", "enter")
        assert form(desk)["merge"] == "requires improvement and inadequate as one: less is hidden"
