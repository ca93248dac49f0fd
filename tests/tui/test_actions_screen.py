"""Actions: each list, each filter, everything that is done about one, and what comes back when it goes wrong."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from action_builders import ACTIONS, PLAN, final_by_ada, with_actions
from store_builders import World, team
from textual.widgets import Input

from auditor.audit.details import AuditKind
from auditor.audit.facts import Action
from auditor.tui.actions.dialogs import ActionLine
from auditor.tui.actions.screen import ActionsScreen
from auditor.tui.actions.worked import WorkedScreen
from auditor.tui.dialogs import ErrorDialog
from auditor.tui.pick import PickOne
from auditor.use_cases.actions.act import close_action
from auditor.use_cases.actions.listing import find_action, show_action
from auditor.use_cases.audits.move_audit import finalise_audit
from auditor.use_cases.keeping.look_after_store import erasable_texts

Start = Callable[..., Any]
TODAY = date(2026, 11, 20)
VAGUE = Action("vague", "Ensure the plan is shared", "worker", date(2026, 11, 21))


@pytest.fixture
def acted(world: World) -> UUID:
    """A final audit by Ada of the team North, with four actions, one of them vague and overdue in a few days."""
    audit = final_by_ada(world, actions=(*ACTIONS, VAGUE), answer="not_met")
    world.clock.at += timedelta(days=3)
    return audit


async def shown(desk: Any) -> list[str]:
    """The words of the actions that are listed."""
    rows = desk.screen.rows
    return [row.action_id for row in (rows.row(place) for place in range(rows.count)) if row]


async def on(desk: Any, action: str) -> None:
    """Go to an action."""
    await desk.press("home", *["down"] * (await shown(desk)).index(action))


async def test_every_list_and_filter(at_work: Start, acted: UUID, world: World) -> None:
    lead = world.open("Sam")
    final_by_ada(
        world,
        "9900002",
        actions=(Action("s", "Visit him every week", "worker", date(2027, 1, 1)),),
        team=team(lead, "South"),
    )
    with_actions(world.opened[0], "9900003", actions=(PLAN,))
    close_action(lead, acted, "talk", "minutes", world.clock.at.date())
    async with at_work("Sam", size=(120, 40)) as desk:
        await desk.press("f7")
        assert await shown(desk) == ["vague", "now", "plan", "s"]
        for number, found in (
            ("1", []),
            ("3", ["vague"]),
            ("5", ["talk"]),
            ("2", []),
            ("4", ["vague", "now", "plan", "s"]),
        ):
            await desk.press(number)
            assert await shown(desk) == found, number
        await desk.press("v")
        assert await shown(desk) == ["vague", "now", "plan", "plan", "s"], "one has not started"
        assert "not started" in desk.text
        await desk.press("v", "s")
        assert isinstance(desk.screen, PickOne)
        await desk.press("down", "enter")
        assert await shown(desk) == ["plan"]
        assert "Only: PS1" in desk.text
        await desk.press("x", "t")
        await desk.type("South")
        await desk.press("enter")
        assert await shown(desk) == ["s"]
        await desk.press("x", "g")
        await desk.type("over 6")
        await desk.press("enter")
        assert await shown(desk) == []
        assert "x takes the filters away" in " ".join(desk.text.split())
        await desk.press("x", "f5")
        assert len(await shown(desk)) == 4


async def test_a_row_and_what_is_told_of_it(at_work: Start, acted: UUID) -> None:
    async with at_work("Tess") as desk:
        await desk.press("f7")
        line = next(line for line in desk.lines() if "? Ensure" in line)
        assert line.split()[:2] == ["21/11/26", "+2"]
        assert "○ no report" in line
        assert "“ensure” says nothing one could see done" in desk.text
        assert "worker · North" in desk.text


async def test_it_reads_well_on_a_wide_screen_too(at_work: Start, acted: UUID) -> None:
    async with at_work("Tess", size=(120, 40)) as desk:
        await desk.press("f7")
        assert "Team" in desk.text
        assert any("North" in line and "21/11/2026" in line for line in desk.lines())


@pytest.mark.parametrize(("pressed", "words"), [("o", "● on track"), ("i", "▲ some issues"), ("b", "× not on track")])
async def test_how_it_stands_is_one_key_and_a_note_if_one_likes(
    at_work: Start, acted: UUID, pressed: str, words: str
) -> None:
    async with at_work("Tess") as desk:
        await desk.press("f7", pressed, "enter")
        assert words in desk.words("#told-words")
        await desk.press(pressed)
        await desk.type("spoke to the worker")
        await desk.press("enter")
        assert f"Tess · {words}" in desk.words("#told-words")
        assert "spoke to the worker" in desk.words("#told-words")


async def test_a_note_an_extension_closing_and_reopening(at_work: Start, acted: UUID, world: World) -> None:
    async with at_work("Tess", size=(120, 40)) as desk:
        await desk.press("f7")
        await on(desk, "plan")
        await desk.press("n")
        await desk.type("half of it is written")
        await desk.press("enter", "e")
        await desk.type("today")
        await desk.press("enter")
        assert "later than today" in desk.text
        desk.put("#line", "1/2/27")
        await desk.press("enter")
        await desk.type("the worker is on leave")
        await desk.press("enter")
        assert desk.screen.selected.due == date(2027, 2, 1)
        assert "extended to 01/02/2027: the worker is on leave" in desk.words("#told-words")
        await desk.press("c")
        await desk.type("plan on file")
        await desk.press("enter")
        await desk.type("today")
        await desk.press("enter", "5")
        assert await shown(desk) == ["plan"]
        assert "closed on paper" in desk.words("#told-words")
        assert desk.words("#choice") == "1 closed on paper, 0 confirmed by a re-audit"
        await desk.press("r")
        await desk.type("it is last year's".replace("'", ""))
        await desk.press("enter", "4")
        assert "plan" in await shown(desk)
    tess = world.open("Tess")
    assert show_action(tess, acted, "plan").followed.steps[0].step.note == "half of it is written"
    assert find_action(tess, "plan").closed_on is None


async def test_the_owner_is_not_offered_to_close_or_extend(at_work: Start, acted: UUID) -> None:
    async with at_work("Tess") as desk:
        await desk.press("f7")
        await on(desk, "talk")
        await desk.press("c", "e")
        assert isinstance(desk.screen, ActionsScreen)
        await on(desk, "plan")
        await desk.press("c")
        assert isinstance(desk.screen, ActionLine)


async def test_what_was_typed_comes_back_after_escape_and_after_a_failure(
    at_work: Start, acted: UUID, world: World
) -> None:
    async with at_work("Tess") as desk:
        await desk.press("f7")
        await on(desk, "plan")
        await desk.press("n")
        await desk.type("rang the school")
        await desk.press("escape", "n")
        assert desk.screen.query_one("#line", Input).value == "rang the school"
        await desk.press("escape", "c")
        await desk.type("plan on file")
        await desk.press("enter")
        close_action(world.open("Ada"), acted, "plan", "plan on file", world.clock.at.date())
        await desk.type("today")
        await desk.press("enter")
        assert isinstance(desk.screen, ErrorDialog)
        assert "This action is closed." in desk.text
        await desk.press("escape")
    texts = erasable_texts(world.open("Sam"), acted)
    assert {text.said["text"] for text in texts if text.draft} == {"rang the school", "plan on file", "today"}


async def test_one_is_added_and_what_is_vague_is_told_while_it_is_typed(
    at_work: Start, acted: UUID, world: World
) -> None:
    async with at_work("Tess") as desk:
        await desk.press("f7", "a")
        await desk.type("Monitor him")
        assert "Vague: “monitor” says nothing one could see done" in desk.text
        desk.put("#line", "Visit him alone every week")
        await desk.settle()
        assert "Vague" not in desk.words("#vague")
        await desk.press("enter")
        await desk.type("social worker")
        await desk.press("enter")
        await desk.type("nonsense")
        await desk.press("enter")
        assert "That is not a day." in desk.text
        desk.put("#line", "1/2/27")
        await desk.press("enter")
        assert isinstance(desk.screen, PickOne)
        await desk.type("PS6")
        await desk.press("enter")
        row = desk.screen.selected
        assert (row.what, row.owner, row.due) == ("Visit him alone every week", "social worker", date(2027, 2, 1))
        assert row.section == "ps06"
    assert not [text for text in erasable_texts(world.open("Sam"), acted) if text.draft]


async def test_where_nothing_is_listed_one_is_added_by_the_number_of_the_case(at_work: Start, world: World) -> None:
    final_by_ada(world, actions=())
    async with at_work("Sam") as desk:
        await desk.press("f7")
        assert "There are no open actions yet." in desk.text
        await desk.press("a")
        await desk.type("9900001")
        await desk.press("enter")
        await desk.type("Write the plan with the family")
        await desk.press("enter", "enter", "enter", "enter")
        assert desk.screen.selected.what == "Write the plan with the family"


async def test_whoever_may_only_read_is_offered_nothing_to_do(at_work: Start, world: World) -> None:
    from auditor.use_cases.moderation.moderate import ask_to_moderate

    ada = world.open("Ada")
    audit = with_actions(ada)
    ask_to_moderate(world.open("Sam"), audit, world.open("Mo").person.id, blind=False)
    async with at_work("Mo") as desk:
        await desk.press("f7")
        assert await shown(desk) == ["now"]
        await desk.press("o", "n", "c", "e")
        assert isinstance(desk.screen, ActionsScreen)


async def test_enter_opens_the_audit(at_work: Start, acted: UUID) -> None:
    async with at_work("Tess") as desk:
        await desk.press("f7", "enter")
        assert "audit of 9900001" in desk.text


async def test_a_list_is_written_into_a_file(at_work: Start, acted: UUID, tmp_path: Path) -> None:
    async with at_work("Tess") as desk:
        await desk.press("f7", "p")
        for name in ("list.txt", "list.csv"):
            desk.put("#line", str(tmp_path / name))
            await desk.press("enter")
        assert (tmp_path / "list.csv").read_text("utf-8-sig").count("9900001") == 4
        await desk.press("p")
        desk.put("#line", str(tmp_path / "list.csv"))
        await desk.press("enter")
        assert "There is a file with this name already" in desk.text
        await desk.press("escape")


async def test_more_shows_the_reports_that_do_not_fit(at_work: Start, acted: UUID) -> None:
    async with at_work("Tess") as desk:
        await desk.press("f7")
        for number in range(8):
            await desk.press("n")
            await desk.type(f"note {number}")
            await desk.press("enter")
        told = desk.screen.query_one("#told")
        assert told.scroll_offset.y == 0
        await desk.press("space")
        below = told.scroll_offset.y
        assert below > 0
        for _ in range(6):
            await desk.press("space")
            if told.scroll_offset.y == 0:
                break
        assert told.scroll_offset.y == 0, "after the last page comes the first"


async def test_did_it_work_and_the_audits_behind_it(at_work: Start, acted: UUID, world: World) -> None:
    world.clock.at += timedelta(days=60)
    tom = world.open("Tom")
    finalise_audit(world.open("Sam"), with_actions(tom, "9900001", (), "met", kind=AuditKind.RE_AUDIT))
    async with at_work("Sam", size=(120, 40)) as desk:
        await desk.press("f7", "w")
        assert isinstance(desk.screen, WorkedScreen)
        assert "2 questions or sections with an action, 2 looked at again: 1 up, 1 the same, 0 down" in desk.text
        await desk.press("enter")
        assert "not met" in desk.text
        assert "↑ up" in desk.text
        assert "good (20/11/2026)" in desk.text, "the section's grade then"
        assert "= the same" in desk.text
        await desk.press("escape")
        assert isinstance(desk.screen, WorkedScreen)
        await desk.press("enter", "enter")
        assert desk.screen.opened.record.auditor_id == tom.person.id
        await desk.press("f7", "escape")
        await desk.press("escape")
        assert isinstance(desk.screen, ActionsScreen)
        await desk.press("5")
        assert "confirmed by a later audit" in desk.words("#told-words")


async def test_what_people_typed_is_never_markup(at_work: Start, world: World) -> None:
    final_by_ada(
        world, actions=(Action("m", "[bold]Write[/] the plan [link=x]", "[red]worker", TODAY + timedelta(days=9)),)
    )
    async with at_work("Tess", size=(120, 40)) as desk:
        await desk.press("f7")
        assert "[bold]Write[/] the plan [link=x]" in desk.text
        assert "[red]worker" in desk.text
