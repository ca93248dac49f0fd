"""Rounds by keyboard: planning one, its list, the draw, asking people, and the auditor's own list."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from round_worlds import EVERY, NORTH, case_list, drawn, planned, who
from store_builders import World, new_audit

from auditor.audit.details import AuditKind
from auditor.audit.rounds import Round, Standing
from auditor.tui.dialogs import AskLine, ErrorDialog
from auditor.tui.pick import PickOne
from auditor.tui.rounds.board import BoardScreen
from auditor.tui.rounds.mine import AllocatedScreen
from auditor.tui.rounds.planning import NewRoundScreen
from auditor.tui.rounds.screen import RoundsScreen
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.work.new_audit import NewAuditScreen
from auditor.tui.work.screen import WorkScreen
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.keeping.retention import audits_due, remove_due, set_retention
from auditor.use_cases.rounds.allocate import allocate, spread_evenly
from auditor.use_cases.rounds.conflicts import list_conflicts
from auditor.use_cases.rounds.mine import allocated_to_me
from auditor.use_cases.rounds.plan import RoundView, list_rounds, read_cases, read_round

Start = Callable[..., Any]
SIZES = [(80, 24), (120, 40)]


def rounds_in(world: World) -> list[Round]:
    with closing(world.open()) as service:
        return [of for of, _ in list_rounds(service)]


def board(world: World) -> RoundView:
    with closing(world.open()) as service:
        return read_round(service, list_rounds(service)[0][0].id)


def a_drawn_round(world: World, size: int = 6, *, spread: bool = False) -> RoundView:
    with closing(world.open()) as service:
        seen = drawn(world, service, size)
        return spread_evenly(service, seen.round.id)[0] if spread else seen


def select(desk: Any, number: str) -> None:
    rows = desk.screen.query_one(VirtualList)
    rows.cursor = next(place for place in range(rows.count) if number in repr(rows.row(place)))


# -- who has it -------------------------------------------------------------------------------------------------------


async def test_only_the_qa_lead_has_rounds(at_work: Start) -> None:
    async with at_work("Ada") as desk:
        assert "rounds" not in desk.app.open_modes
        await desk.press("f12")
        assert isinstance(desk.screen, WorkScreen)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_where_there_is_none_it_says_what_to_do(at_work: Start, size: tuple[int, int]) -> None:
    async with at_work(size=size) as desk:
        await desk.press("f12")
        assert isinstance(desk.screen, RoundsScreen)
        assert "There is no round yet." in desk.text
        assert "Press  n  to plan one" in desk.text


# -- planning ---------------------------------------------------------------------------------------------------------


async def test_a_round_is_planned_from_its_name_to_its_board(at_work: Start, world: World) -> None:
    async with at_work() as desk:
        await desk.press("f12", "n")
        assert isinstance(desk.screen, NewRoundScreen)
        await desk.type("Winter")
        await desk.press("enter", "enter", "enter")
        await desk.type("18/12/2026")
        await desk.press("enter", "3", "1", "2", "enter")
        assert isinstance(desk.screen, BoardScreen)
        assert "This round has no cases yet." in desk.text
    (of,) = rounds_in(world)
    assert (of.name, of.kind, of.share, of.blind) == ("Winter", AuditKind.DIP_SAMPLE, 0, False)
    assert (of.period.start, of.period.end, of.due) == (date(2026, 5, 21), date(2026, 11, 20), date(2026, 12, 18))


async def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(at_work: Start, world: World) -> None:
    async with at_work() as desk:
        await desk.press("f12", "n")
        await desk.press("ctrl+s")
        assert "Due: type a day" in desk.words("#verdict")
        await desk.type("18/12/2026")
        await desk.press("ctrl+s")
        assert "A round needs a name." in desk.words("#verdict")
        assert desk.screen.query_one("#due").value == "18/12/2026"
        desk.put("#name", "Winter")
        desk.put("#as-at", "01/01/2026")
        await desk.press("ctrl+s")
        assert "ends before it starts" in desk.words("#verdict")
        await desk.press("escape", "n")
        assert isinstance(desk.screen, NewRoundScreen)
        await desk.press("escape", "y")
        assert isinstance(desk.screen, RoundsScreen)
    assert rounds_in(world) == []


async def test_a_thematic_round_asks_for_its_theme(at_work: Start, world: World) -> None:
    async with at_work() as desk:
        await desk.press("f12", "n")
        desk.put("#name", "Supervision")
        desk.put("#due", "18/12/2026")
        await desk.settle()
        await desk.press("enter", "enter", "enter", "enter", "2", "ctrl+s")
        assert "Choose the theme." in desk.words("#verdict")
        await desk.press("8", "ctrl+s")
        assert isinstance(desk.screen, BoardScreen)
    assert rounds_in(world)[0].theme == "supervision"


# -- the list and the draw --------------------------------------------------------------------------------------------


async def test_cases_are_read_in_kept_and_drawn(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        planned(service)
        new_audit(service, "9900001")
    path = case_list(world.folder.parent)
    async with at_work() as desk:
        await desk.press("f12", "enter", "c")
        desk.put("#line", str(path.with_name("nowhere.csv")))
        await desk.press("enter")
        assert isinstance(desk.screen, ErrorDialog)
        await desk.press("escape", "c")
        desk.put("#line", str(path))
        await desk.press("enter")
        assert "6 cases in the list" in desk.text
        assert "left out: audited 20/11/2026" in desk.text
        await desk.press("k")
        await desk.type("a complaint")
        await desk.press("enter")
        assert "kept: audited" in desk.text
        await desk.press("k")
        assert "left out: audited" in desk.text
        await desk.press("d")
        await desk.type("many")
        await desk.press("enter")
        assert "Type a number" in desk.text
        desk.put("#line", "50%")
        await desk.press("enter")
        assert "expected 3" in desk.text  # half of five, rounded up
        await desk.press("c", "d", "k")
        assert isinstance(desk.screen, BoardScreen)
    assert [line.standing for line in board(world).lines] == [Standing.WAITING] * 3


async def test_a_list_that_is_not_understood_is_told_row_by_row(at_work: Start, world: World) -> None:
    with closing(world.open()) as service:
        planned(service)
    path = case_list(world.folder.parent, "Jane,Nort,,")
    async with at_work() as desk:
        await desk.press("f12", "enter", "c")
        desk.put("#line", str(path))
        await desk.press("enter")
        assert isinstance(desk.screen, ErrorDialog)
        assert "did you mean North?" in desk.screen.error.detail
        await desk.press("escape")
        assert "This round has no cases yet." in desk.text


# -- asking people ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_cases_are_spread_and_one_is_given_to_somebody_else(
    at_work: Start, world: World, size: tuple[int, int]
) -> None:
    a_drawn_round(world)
    async with at_work(size=size) as desk:
        await desk.press("f12", "enter", "s", "right", "enter")
        assert "allocated 6" in desk.text
        select(desk, "9900001")
        await desk.press("enter")
        assert isinstance(desk.screen, PickOne)
        assert "cannot: Tom manages the team" in " ".join(desk.text.split())
        await desk.type("Ada")
        await desk.press("enter")
        assert isinstance(desk.screen, BoardScreen)
        select(desk, "9900002")
        await desk.press("a")
        await desk.type("Tom")
        await desk.press("enter")
        assert isinstance(desk.screen, ErrorDialog)
        assert "Tom manages the team" in desk.text
        await desk.press("escape", "m")
        await desk.type("Mo")
        await desk.press("enter")
    seen = board(world)
    lines = {line.case.lcs_number: line.allocation for line in seen.lines}
    assert seen.name(lines["9900001"].auditor) == "Ada"
    assert seen.name(lines["9900002"].moderator) == "Mo"


async def test_a_conflict_is_recorded_from_the_board_and_then_blocks(at_work: Start, world: World) -> None:
    a_drawn_round(world)
    async with at_work() as desk:
        await desk.press("f12", "enter")
        select(desk, "9900001")
        await desk.press("i")
        await desk.type("Ada")
        await desk.press("enter")
        await desk.type("a neighbour")
        await desk.press("enter", "a")
        await desk.type("Ada")
        assert "conflict of interest on record" in " ".join(desk.text.split())
        await desk.press("escape")
    with closing(world.open()) as service:
        assert [(one.lcs_number, one.name) for one in list_conflicts(service)] == [("9900001", "Ada")]


# -- more time, exempt, replace ---------------------------------------------------------------------------------------


async def test_more_time_an_exemption_and_a_replacement_each_with_a_reason(at_work: Start, world: World) -> None:
    seen = a_drawn_round(world, 3, spread=True)
    north, other_north, south = sorted(line.case.lcs_number for line in seen.lines)
    async with at_work() as desk:
        await desk.press("f12", "enter")
        select(desk, north)
        await desk.press("e")
        await desk.type("01/12/2026")
        await desk.press("enter")
        assert "It is due on 18/12/2026 now." in desk.text
        desk.put("#line", "08/01/2027")
        await desk.press("enter")
        await desk.type("on leave")
        await desk.press("enter")
        await desk.type("Tess")
        await desk.press("enter")
        assert "08/01/2027 +" in desk.text
        assert "allowed by Tess" in desk.text
        select(desk, other_north)
        await desk.press("x")
        await desk.type("in court")
        await desk.press("enter")
        await desk.type("Tess")
        await desk.press("enter")
        assert "× exempt" in desk.text
        select(desk, south)
        await desk.press("r")
        await desk.type("moved away")
        await desk.press("enter")
        assert "→ replaced" in desk.text
        await desk.press("escape")
        assert isinstance(desk.screen, RoundsScreen)
    counts = board(world).counts
    assert (counts.expected, counts.exempt, counts.replaced) == (2, 1, 1)


async def test_a_reason_with_a_name_is_asked_about_once(at_work: Start, world: World) -> None:
    seen = a_drawn_round(world, 3)
    async with at_work() as desk:
        await desk.press("f12", "enter", "r")
        desk.put("#line", "Ring Sarah Smith on 07700 900123")
        await desk.press("enter")
        assert isinstance(desk.screen, AskLine)
        assert "press Enter once more" in " ".join(desk.text.split())
        await desk.press("escape")
    assert board(world).lines == seen.lines


# -- looking ----------------------------------------------------------------------------------------------------------


async def test_the_same_by_auditor_and_by_team_and_read_again(at_work: Start, world: World) -> None:
    seen = a_drawn_round(world)
    async with at_work() as desk:
        await desk.press("f12", "f5", "enter", "3")
        assert "North" in desk.text
        assert "9900001" not in desk.text
        await desk.press("2")
        assert "nobody yet" in desk.text
        with closing(world.open()) as service:
            allocate(service, seen.round.id, "9900001", who(service, "Ada"))
        await desk.press("f5")
        assert "Ada" in desk.text
        await desk.press("1")
        assert "9900001" in desk.text


async def test_a_case_that_lost_its_number_is_counted_and_nothing_is_done_about_it(
    at_work: Start, world: World
) -> None:
    a_drawn_round(world, spread=True)
    with closing(world.open()) as service:
        set_retention(service, 12)
        world.clock.at += timedelta(days=400)
        remove_due(service, audits_due(service), "as the schedule says")
    async with at_work() as desk:
        await desk.press("f12", "enter")
        assert "LCS number removed" in desk.words("#about")
        assert "allocated 6" in desk.text
        await desk.press("a", "m", "e", "x", "r", "i", "o", "enter")
        assert isinstance(desk.screen, BoardScreen)
    assert board(world).counts.allocated == 6


# -- the auditor ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_an_auditor_starts_what_was_allocated_with_what_is_known(
    at_work: Start, world: World, size: tuple[int, int]
) -> None:
    seen = a_drawn_round(world)
    with closing(world.open()) as service:
        for number in ("9900001", "9900011"):
            allocate(service, seen.round.id, number, who(service, "Ada"))
    async with at_work("Ada", size=size) as desk:
        assert "2 cases are allocated to you" in desk.text
        await desk.press("6")
        assert isinstance(desk.screen, AllocatedScreen)
        select(desk, "9900011")
        await desk.press("enter")
        assert isinstance(desk.screen, NewAuditScreen)
        assert [desk.screen.query_one(f"#{name}").value for name in ("number", "as-at", "due")] == [
            *("9900011", "20/11/2026", "18/12/2026"),
        ]
        await desk.press("enter", "enter", "3", "enter", "4", "a", "enter")
        assert desk.app.current_mode == "audit"
        await desk.press("f2", "f5")
        assert "9900011" not in desk.text
        await desk.press("enter", "escape", "escape")
        assert isinstance(desk.screen, WorkScreen)
        assert "1 case is allocated to you" in desk.text
    now = board(world)
    line = next(line for line in now.lines if line.case.lcs_number == "9900011")
    assert line.standing is Standing.STARTED
    with closing(world.open("Ada")) as service:
        opened = open_audit(service, line.allocation.audit)
        assert opened.details.period == seen.round.period
        assert opened.details.due == seen.round.due
        assert [one.lcs_number for one in allocated_to_me(service)] == ["9900001"]


async def test_the_qa_lead_opens_an_audit_from_the_board(
    at_work: Start, world: World, stand_in_audit: type[Any]
) -> None:
    seen = a_drawn_round(world)
    with closing(world.open()) as service:
        allocate(service, seen.round.id, "9900001", service.person.id)
    async with at_work() as desk:
        await desk.press("6", "enter", "enter", "enter", "3", "enter", "4", "a", "enter")
        assert isinstance(desk.screen, stand_in_audit)
        await desk.press("f12", "enter")
        select(desk, "9900001")
        await desk.press("o")
        assert isinstance(desk.screen, stand_in_audit)
        await desk.press("f12")
        select(desk, "9900001")
        await desk.press("enter")
        assert isinstance(desk.screen, stand_in_audit)


async def test_nothing_allocated_is_said(at_work: Start) -> None:
    async with at_work("Ada") as desk:
        assert "allocated to you" not in desk.text
        await desk.press("6")
        assert "No case is allocated to you." in desk.text
        await desk.press("escape")
        assert isinstance(desk.screen, WorkScreen)


async def test_a_team_can_be_corrected_and_a_block_still_holds(at_work: Start, world: World) -> None:
    seen = a_drawn_round(world)
    with closing(world.open()) as service:
        allocate(service, seen.round.id, "9900011", who(service, "Tom"))
    async with at_work("Tom") as desk:
        await desk.press("6", "enter", "1", "enter", "3", "enter", "4", "a", "enter")
        assert "Tom manages the team" in desk.words("#verdict")
        await desk.press("escape")
    assert board(world).counts.started == 0


def test_the_cases_of_these_tests_are_of_two_teams(world: World) -> None:
    with closing(world.open()) as service:
        seen = read_cases(service, planned(service).id, case_list(world.folder.parent))
    assert {case.lcs_number for case in seen.round.cases} == set(EVERY)
    assert {seen.team(case.team) for case in seen.round.cases if case.lcs_number in NORTH} == {"North"}
