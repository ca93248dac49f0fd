"""Concerns on screen: the first words, what is saved while it is typed, who sees red, and every key."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from store_builders import World, everything_left, finish, new_audit
from textual.widgets import Input, TextArea

from auditor.audit.concerns import Concern, ConcernKind
from auditor.audit.facts import FactKind
from auditor.errors import StoreError
from auditor.tui.concerns import raising as concern_module
from auditor.tui.concerns.keeping import kept_fields
from auditor.tui.concerns.kind import KindLine
from auditor.tui.concerns.listing import ConcernsScreen
from auditor.tui.concerns.raising import ConcernScreen
from auditor.tui.dialogs import ConfirmDialog
from auditor.tui.help import HelpScreen
from auditor.tui.unfinished import Typing
from auditor.tui.work.screen import WorkScreen
from auditor.use_cases.audits.concerns import SeenConcern, correct_concern, list_concerns, raise_concern
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.moderation.moderate import ask_to_moderate, start_moderation, submit_moderation

Start = Callable[..., Any]
PATIENCE_S = 60.0


def on_record(world: World, name: str = "Sam") -> list[SeenConcern]:
    with closing(world.open(name)) as service:
        return list_concerns(service)


@pytest.fixture
def drafted(world: World) -> UUID:
    with closing(world.open("Ada")) as service:
        return new_audit(service, "9900001")


@pytest.fixture
def raised(world: World, drafted: UUID) -> str:
    with closing(world.open("Ada")) as service:
        return raise_concern(service, drafted, Concern(ConcernKind.CHILD, "alone [b]at home[/b]")).id


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concern_module, "SAVE_AFTER_S", 0.01)
    monkeypatch.setattr(concern_module, "KEEP_AFTER_S", 0.01)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_first_words_say_that_it_tells_nobody(
    at_work: Start, world: World, drafted: UUID, size: tuple[int, int]
) -> None:
    async with at_work("Ada", size=size) as desk:
        await desk.press("exclamation_mark")
        shown = " ".join(" ".join(desk.lines()[1:5]).split())
        assert shown.startswith("This tells nobody. Ring the team manager now, then the head of service;")
        assert "LADO and not to the team. Record it on LCS." in " ".join(desk.text.split())
        for label in ("About", "Concern", "Who was told", "When", "How", "On LCS", "Response"):
            assert label in desk.text
        assert "Not on record yet" in desk.text


async def test_it_exists_with_the_first_words_and_every_field_follows(
    at_work: Start, world: World, drafted: UUID
) -> None:
    async with at_work("Ada") as desk:
        await desk.press("exclamation_mark")
        await desk.type("alone")
        await desk.pilot.pause(0.05)
        await desk.settle()
        (one,) = on_record(world)
        assert (one.raised.concern.text, one.lcs_number) == ("alone", "9900001")
        assert "It told nobody" in desk.text
        await desk.press("tab")
        await desk.type("team manager")
        await desk.press("enter")
        await desk.type("8:15")
        await desk.press("enter")
        await desk.type("by telephone")
        await desk.press("enter")
        await desk.type("today")
        await desk.press("enter")
        await desk.type("visit today")
        await desk.press("ctrl+s", "escape")
        assert isinstance(desk.screen, WorkScreen)
        (one,) = on_record(world)
        concern = one.raised.concern
        assert (concern.told, concern.how, concern.response) == ("team manager", "by telephone", "visit today")
        assert concern.told_at is not None
        assert f"{concern.told_at:%H:%M}" == "08:15"
        assert concern.on_lcs == world.clock.at.date()


async def test_what_is_wrong_is_said_and_the_rest_is_kept(at_work: Start, world: World, drafted: UUID) -> None:
    async with at_work("Ada") as desk:
        await desk.press("exclamation_mark")
        await desk.type("alone")
        desk.put("#told_at", "soon")
        await desk.press("ctrl+s")
        assert "When: That is not a moment." in desk.text
        assert on_record(world)[0].raised.concern.text == "alone"
        await desk.press("escape")
        assert isinstance(desk.screen, ConfirmDialog)
        await desk.press("n")
        assert desk.screen.query_one("#told_at", Input).value == "soon"
        await desk.press("escape", "y")
        assert isinstance(desk.screen, WorkScreen)


async def test_nothing_is_raised_without_words(at_work: Start, world: World, drafted: UUID) -> None:
    async with at_work("Ada") as desk:
        await desk.press("exclamation_mark", "escape")
        assert isinstance(desk.screen, WorkScreen)
        await desk.press("exclamation_mark")
        desk.put("#told", "team manager")
        await desk.press("ctrl+s", "escape")
        assert isinstance(desk.screen, ConfirmDialog)
        await desk.press("y")
        assert on_record(world) == []


async def keeps(desk: Any, world: World, audit_id: UUID, concern_id: str, fields: dict[str, str]) -> None:
    """Wait until just these fields are kept in the store."""
    limit = time.monotonic() + PATIENCE_S
    with closing(world.open("Ada")) as service:
        while (found := kept_fields(Typing(), service, audit_id, concern_id)) != fields:
            assert time.monotonic() < limit, found
            await desk.pilot.pause(0.01)


async def test_what_is_filled_in_before_there_are_words_survives_the_terminal(
    at_work: Start, world: World, drafted: UUID
) -> None:
    async with at_work("Ada") as desk:
        await desk.press("exclamation_mark", "shift+tab", "2")
        for name, text in (("#told", "LADO"), ("#told_at", "half past"), ("#how", "by telephone")):
            desk.put(name, text)
        fields = {"kind": "staff", "told": "LADO", "told_at": "half past", "how": "by telephone"}
        await keeps(desk, world, drafted, "", fields)  # while the screen still stands
        assert on_record(world) == []
    async with at_work("Ada") as desk:
        await desk.press("exclamation_mark")
        assert [desk.screen.query_one(f"#{name}", Input).value for name in ("told", "told_at", "how")] == [
            *("LADO", "half past", "by telephone"),
        ]
        assert desk.screen.query_one(KindLine).kind is ConcernKind.STAFF
        assert "stands in the fields again" in desk.text
        await desk.type("alone")
        await desk.press("ctrl+s")
        (one,) = on_record(world)
        assert (one.raised.concern.text, one.raised.concern.told, one.raised.concern.kind) == (
            *("alone", "LADO", ConcernKind.STAFF),
        )
        await keeps(desk, world, drafted, "", {})
        await keeps(desk, world, drafted, one.id, {"told_at": "half past"})
        desk.put("#told_at", "8:15")
        await desk.press("ctrl+s")
        await keeps(desk, world, drafted, one.id, {})


async def test_a_day_that_is_none_stands_there_again_for_its_own_concern(
    at_work: Start, world: World, drafted: UUID, raised: str
) -> None:
    async with at_work("Ada") as desk:
        await desk.press("c", "enter")
        desk.put("#on_lcs", "tomorow")
        await desk.pilot.pause(0.05)
        await desk.press("escape", "y")
        await desk.press("enter")
        assert desk.screen.query_one("#on_lcs", Input).value == "tomorow"
        assert desk.screen.query_one("#text", TextArea).text == "alone [b]at home[/b]"
        desk.put("#on_lcs", "")
        await desk.press("escape")
        await keeps(desk, world, drafted, raised, {})


async def test_a_store_that_refuses_loses_nothing(
    at_work: Start, world: World, drafted: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("The disk is full.", "", "Make room.")

    async with at_work("Ada") as desk:
        await desk.press("exclamation_mark")
        with monkeypatch.context() as broken:
            broken.setattr(concern_module, "raise_concern", refuse)
            await desk.type("alone")
            await desk.press("ctrl+s")
            assert "NOT on record" in desk.text
            await desk.press("escape")
            assert isinstance(desk.screen, ConfirmDialog)
            await desk.press("n")
        assert desk.screen.query_one("#text", TextArea).text == "alone"
        await desk.press("escape")
        assert [one.raised.concern.text for one in on_record(world)] == ["alone"]


async def test_a_name_is_pointed_out_and_the_concern_is_on_record(at_work: Start, world: World, drafted: UUID) -> None:
    async with at_work("Ada") as desk:
        await desk.press("exclamation_mark")
        await desk.type("Rang 07700 900123 twice")
        await desk.press("ctrl+s")
        assert "Check:" in desk.text
        assert len(on_record(world)) == 1


async def test_keys_of_the_kind(at_work: Start, world: World, drafted: UUID) -> None:
    async with at_work("Ada") as desk:
        await desk.press("exclamation_mark")
        await desk.type("a carer said so")
        line = desk.screen.query_one(KindLine)
        line.focus()
        for pressed, kind in (
            ("2", "staff"),
            ("1", "child"),
            ("left", "staff"),
            ("right", "child"),
            ("space", "staff"),
        ):
            await desk.press(pressed)
            assert line.kind == kind
        await desk.press("enter")
        assert desk.app.focused is desk.screen.query_one("#text")
        await desk.press("ctrl+s", "escape")
    assert on_record(world)[0].raised.concern.kind is ConcernKind.STAFF
    assert on_record(world, "Tess") == []


async def test_it_is_red_in_work_for_those_who_may_see_it_until_it_is_acknowledged(
    at_work: Start, world: World, raised: str
) -> None:
    async with at_work("Mo") as desk:
        assert "not acknowledged" not in desk.text
    async with at_work("Ada") as desk:
        assert "! 1 concern is not acknowledged: c shows them." in desk.text
        assert "! concern" in desk.text.replace("! 1 concern", "")
        await desk.press("c")
        assert isinstance(desk.screen, ConcernsScreen)
        assert "! not seen" in desk.text
        assert "alone [b]at home[/b]" in desk.text
        await desk.press("a")
        assert on_record(world)[0].waits
    async with at_work("Tess") as desk:
        # She may not read a draft of her team: the concern in it is hers to see all the same.
        assert "! 1 concern is not acknowledged: c shows them." in desk.text
        await desk.press("c", "a")
        assert "! not seen" not in desk.text
        assert "no response" in desk.text
        await desk.press("escape")
        assert "not acknowledged" not in desk.text
    assert not on_record(world)[0].waits


async def test_keys_of_the_list_of_concerns(at_work: Start, world: World, raised: str) -> None:
    async with at_work("Sam") as desk:
        await desk.press("c", "enter")
        assert isinstance(desk.screen, ConcernScreen)
        assert "On record since" in desk.text
        assert desk.screen.query_one("#text", TextArea).text == "alone [b]at home[/b]"
        desk.screen.query_one("#response", TextArea).focus()
        await desk.type("visit today")
        await desk.press("escape")
        assert isinstance(desk.screen, ConcernsScreen)
        assert "Hours to response: 1 raised · 1 answered" in desk.text
        await desk.press("exclamation_mark")
        assert isinstance(desk.screen, ConcernScreen)
        await desk.press("escape", "f5", "f1")
        assert isinstance(desk.screen, HelpScreen)
        await desk.press("escape", "escape")
        assert isinstance(desk.screen, WorkScreen)


async def test_two_people_write_in_two_fields_of_one_concern(at_work: Start, world: World, raised: str) -> None:
    async with at_work("Sam") as desk:
        await desk.press("c", "enter")
        with closing(world.open("Ada")) as service:
            one = list_concerns(service)[0]
            correct_concern(service, one.audit_id, one.id, lambda concern: replace(concern, told="team manager"))
        desk.put("#how", "by telephone")
        await desk.press("escape")
        concern = on_record(world)[0].raised.concern
        assert (concern.told, concern.how) == ("team manager", "by telephone")


async def test_an_empty_list_says_what_to_do(at_work: Start) -> None:
    async with at_work() as desk:
        await desk.press("exclamation_mark")
        assert isinstance(desk.screen, WorkScreen)
        await desk.press("c")
        assert "No concern that you may see." in desk.text


async def test_who_may_not_raise_one_is_told_and_nothing_is_lost(at_work: Start, world: World, drafted: UUID) -> None:
    with closing(world.open("Ada")) as service:
        finish(service, drafted)
        submit_audit(service, drafted)
    async with at_work("Ada") as desk:
        await desk.press("exclamation_mark")
        await desk.type("alone")
        await desk.press("escape")
    assert len(on_record(world)) == 1


async def test_a_concern_is_raised_from_moderation_and_from_the_team(
    at_work: Start, world: World, drafted: UUID
) -> None:
    with closing(world.open("Ada")) as ada:
        finish(ada, drafted)
        submit_audit(ada, drafted)
    with closing(world.open("Sam")) as sam:
        mo = next(person.id for person in sam.people().values() if person.name == "Mo")
        ask_to_moderate(sam, drafted, mo)
    async with at_work("Mo") as desk:
        desk.app.switch_mode("moderation")
        await desk.settle()
        await desk.press("exclamation_mark")
        await desk.type("alone at home")
        await desk.press("escape")
        assert desk.app.current_mode == "moderation"
    (one,) = on_record(world, "Mo")
    with closing(world.open("Mo")) as moderator:
        opened = start_moderation(moderator, drafted)
        grades = [change for change in everything_left(opened) if change.kind is FactKind.GRADE]
        record(moderator, opened, grades)
        submit_moderation(moderator, drafted, seen_first=False)
    async with at_work("Tess") as desk:
        desk.app.switch_mode("team")
        await desk.settle()
        await desk.press("exclamation_mark")
        assert isinstance(desk.screen, ConcernScreen)
        await desk.type("and hungry")
        await desk.press("escape")
    assert len(on_record(world, "Tess")) == 2
    assert one.lcs_number == "9900001"
