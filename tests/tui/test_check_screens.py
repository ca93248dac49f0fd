"""The check, inadequate audits and re-audits on screen: what is shown, where Enter leads, and every key."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from store_builders import World, everything_left, finish, new_audit

from auditor.audit.changes import Change
from auditor.audit.concerns import Concern, ConcernKind
from auditor.audit.facts import FactKind
from auditor.tui.check.pathways import PathwaysScreen
from auditor.tui.check.screen import CheckScreen
from auditor.tui.check.then_now import ThenAndNowScreen
from auditor.tui.concerns.raising import ConcernScreen
from auditor.tui.dialogs import ConfirmDialog, ErrorDialog
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.work.lcs_dialog import LcsDialog
from auditor.tui.work.screen import WorkScreen
from auditor.use_cases.audits.concerns import raise_concern
from auditor.use_cases.audits.improvement import list_pathways
from auditor.use_cases.audits.move_audit import finalise_audit, submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.re_audit import start_re_audit
from auditor.use_cases.audits.record import record

Start = Callable[..., Any]
IMPROVE = "The chronology [b]stops[/b] in May."


def listed(desk: Any) -> int:
    rows: VirtualList[Any] = desk.screen.query_one(VirtualList)
    return rows.count


@pytest.fixture
def inadequate(world: World) -> UUID:
    """Ada's audit, final and inadequate."""
    with closing(world.open("Ada")) as ada:
        audit_id = new_audit(ada, "9900001")
        opened = open_audit(ada, audit_id)
        finding = Change(FactKind.FINDING, "improve", {"kind": "improve", "text": IMPROVE, "about": ""})
        action = {"what": "Bring it up to date", "owner": "social worker", "due": "2026-12-20", "finding": ""}
        changes = [*everything_left(opened, lambda _: "inadequate"), finding, Change(FactKind.ACTION, "a1", action)]
        record(ada, opened, changes)
        submit_audit(ada, audit_id)
    with closing(world.open("Sam")) as sam:
        finalise_audit(sam, audit_id)
    return audit_id


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_row_opens_the_place_where_it_is_mended(
    at_work: Start, world: World, inadequate: UUID, size: tuple[int, int]
) -> None:
    with closing(world.open("Sam")) as sam:
        late = new_audit(sam, "9900002", due=date(2026, 11, 1))
        raise_concern(sam, late, Concern(ConcernKind.CHILD, "alone at home"))
    world.clock.at += timedelta(days=14)
    async with at_work("Sam", size=size) as desk:
        await desk.press("k")
        assert isinstance(desk.screen, CheckScreen)
        for words in ("! Concern without a response", "! Inadequate, no plan", "· Overdue", "· Not yet on LCS"):
            assert words in desk.text
        assert "no response for 14 days" in desk.text
        await desk.press("enter")
        assert isinstance(desk.screen, ConcernScreen)
        await desk.press("escape", "down", "enter")
        assert isinstance(desk.screen, PathwaysScreen)
        assert desk.screen._selected.audit_id == inadequate
        await desk.press("escape", "down", "down", "down", "enter")
        assert isinstance(desk.screen, LcsDialog)
        await desk.press("e", "t", "enter")
        assert "Not yet on LCS" not in desk.text
        await desk.press("home", "down", "down", "enter")
        assert desk.app.current_mode == "audit"
        assert desk.screen.opened.id == late


async def test_keys_of_the_check(at_work: Start, world: World) -> None:
    with closing(world.open("Sam")) as sam:
        for number in ("9900001", "9900002", "9900003"):
            new_audit(sam, number, due=date(2026, 11, 1))
    async with at_work("Sam") as desk:
        await desk.press("k")
        assert listed(desk) == 4
        await desk.press("f")
        await desk.type("overdue")
        await desk.press("enter")
        assert listed(desk) == 3
        assert "Only: Overdue." in desk.text
        await desk.press("f", "home", "enter")
        with closing(world.open("Sam")) as sam:
            new_audit(sam, "9900004", due=date(2026, 11, 1))
        await desk.press("f5", "exclamation_mark")
        assert isinstance(desk.screen, ConcernScreen)
        await desk.press("escape", "escape")
        assert isinstance(desk.screen, WorkScreen)


async def test_where_nothing_is_found_it_says_so(at_work: Start) -> None:
    async with at_work("Ada") as desk:
        await desk.press("k")
        assert "Nothing was found in the audits that you may read." in desk.text
        await desk.press("escape", "i")
        assert "No audit that you may read is inadequate." in desk.text


async def test_the_plan_of_an_inadequate_audit_is_kept_key_by_key(
    at_work: Start, world: World, inadequate: UUID
) -> None:
    async with at_work("Sam") as desk:
        await desk.press("i")
        assert "1 inadequate of record, 0 with the re-audit overdue." in desk.text
        assert "no plan" in desk.text
        for pressed, line in (("w", "head of service"), ("p", "weekly oversight"), ("v", "1/1/27")):
            await desk.press(pressed)
            desk.put("#line", line)
            await desk.press("enter")
        await desk.press("h")
        assert "Ada" not in desk.text.partition("Who audits the case again?")[2]
        await desk.type("Sam")
        await desk.press("enter", "f5")
        assert "planned" in desk.text
        await desk.press("enter")
        assert desk.app.current_mode == "audit"
    with closing(world.open("Sam")) as sam:
        plan = list_pathways(sam)[0].plan
        assert plan is not None
        assert (plan.owner, plan.plan, plan.reviewed_on, plan.re_auditor) == (
            "head of service",
            "weekly oversight",
            date(2027, 1, 1),
            sam.person.id,
        )


async def test_who_may_not_keep_the_plan_reads_it(at_work: Start, world: World, inadequate: UUID) -> None:
    async with at_work("Ada") as desk:
        await desk.press("i", "w", "p", "v", "h")
        assert isinstance(desk.screen, PathwaysScreen)
        await desk.press("r", "y")
        assert isinstance(desk.screen, ErrorDialog)
        assert "You cannot audit this case again." in desk.text


async def test_a_re_audit_from_work_lists_what_is_to_be_looked_at(
    at_work: Start, world: World, inadequate: UUID
) -> None:
    async with at_work("Sam") as desk:
        await desk.press("r", "T")
        assert isinstance(desk.screen, WorkScreen)
        await desk.press("5", "r")
        assert isinstance(desk.screen, ConfirmDialog)
        await desk.press("y")
        assert isinstance(desk.screen, ThenAndNowScreen)
        assert IMPROVE in desk.text
        assert "Bring it up to date" in desk.text
        assert "inadequate" not in desk.text.casefold()
        await desk.press("c", "o")
        assert desk.app.current_mode == "audit"
        assert desk.screen.opened.record.kind == "re_audit"
        await desk.press("f2", "escape")
        assert isinstance(desk.screen, WorkScreen)


async def test_then_and_now_once_the_re_audit_is_submitted(at_work: Start, world: World, inadequate: UUID) -> None:
    with closing(world.open("Sam")) as sam:
        again = start_re_audit(sam, inadequate)
        finish(sam, again)
        submit_audit(sam, again)
    async with at_work("Sam", size=(120, 40)) as desk:
        await desk.press("T")
        assert isinstance(desk.screen, ThenAndNowScreen)
        assert "▲ better" in desk.text
        assert "× Inadequate" in desk.text
        whole = listed(desk)
        await desk.press("c")
        assert 0 < listed(desk) < whole
        await desk.press("c", "end")
        assert listed(desk) == whole
        await desk.press("escape")
        assert isinstance(desk.screen, WorkScreen)
