"""Two windows on one audit, side by side: told at once, watching, taking over, and nothing overwritten."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from audit_desk import AuditDesk, StandInWork, at_audit
from key_register import WINDOWS, not_pressed
from refusals import read_only_store

from auditor.audit.changes import answer, note
from auditor.standards.load import load_standards
from auditor.tui.audit import holding
from auditor.tui.dialogs import DeliberateDialog, ErrorDialog
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.audits.windows import is_beside, look_again
from auditor.use_cases.service import Service


@pytest.fixture
def other(world: Any, service: Service) -> Service:
    """The same person at another window, with connections of its own."""
    return world.open("Sam")


@pytest.fixture(autouse=True)
def no_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows look when a test says so, however slow the machine."""
    monkeypatch.setattr(holding, "RENEW_EVERY_S", 3600.0)
    monkeypatch.setattr(holding, "WATCH_EVERY_S", 3600.0)


async def look(desk: AuditDesk) -> None:
    """What the timer does now and then."""
    [screen] = [item for item in desk.app._screen_stacks["audit"] if hasattr(item, "look")]
    screen.look()
    await desk.settle()


@asynccontextmanager
async def two(service: Service, other: Service, audit_id: UUID) -> AsyncIterator[tuple[AuditDesk, AuditDesk]]:
    """Two windows; the second asks what to do."""
    async with at_audit(service, audit_id) as one:
        one.screen.flush()  # its place, which would tell it otherwise
        await one.settle()
        async with at_audit(other, audit_id) as second:
            yield one, second


async def take_over(desk: AuditDesk) -> None:
    assert isinstance(desk.app.screen, DeliberateDialog)
    await desk.press("right", "enter")


async def test_the_second_window_is_told_at_once_and_watches(service, other, protected) -> None:
    async with two(service, other, protected) as (one, second):
        assert isinstance(second.app.screen, DeliberateDialog)
        assert "This audit is open in another window." in second.text
        assert "Sam has had it open since 09:00, on this computer, process" in second.text
        await second.press("enter")
        assert second.notice("banner").startswith("Watching: open since 09:00 on this computer, process")
        assert "watching, open in another window" in second.lines()[0]
        second.screen.show(second.screen.units[0].id)
        here = second.row
        await second.press("3", "t", "u")
        assert not second.examination.answers
        assert not second.editing
        await one.press("3")
        await look(second)
        assert second.examination.answers[here].answer == "met"
        assert "✓ met" in second.text
        assert not isinstance(one.app.screen, DeliberateDialog)
        assert "watching" not in one.lines()[0]


async def test_taking_over_stops_the_first_which_keeps_what_it_had_not_saved(service, other, protected) -> None:
    async with two(service, other, protected) as (one, second):
        here = one.row
        await one.press("t")
        await one.type("typed and kept")
        one.screen.flush()
        await one.settle()
        await take_over(second)
        assert second.stored.drafts == {f"note:{here}": "typed and kept"}
        one.screen.query_one("#writing").insert(", and more")
        await one.pilot.pause()
        assert one.editing
        await look(one)
        assert isinstance(one.app.screen, DeliberateDialog)
        assert "This audit was taken over in another window." in one.text
        assert "typed and kept, and more" in one.text
        drafts = one.stored.drafts
        assert drafts[f"note:{here}"] == "typed and kept", "the other window's draft is as it was"
        [beside] = [name for name in drafts if is_beside(name)]
        assert drafts[beside] == "typed and kept, and more"
        await one.press("enter")
        assert one.notice("banner").startswith("Watching: open since")
        await look(second)
        second.screen.show("summary")
        await second.settle()
        second.panel.be_on(f"draft:{beside}")
        await second.settle()
        assert "Unfinished text: typed and kept, and more" in second.text
        await second.press("enter")
        assert isinstance(second.app.screen, ErrorDialog)
        assert "It was meant for the note to" in " ".join(second.text.split())
        await second.press("c")
        assert "typed and kept, and more" in second.app.copied


async def test_both_windows_look_by_themselves(service, other, protected, monkeypatch) -> None:
    monkeypatch.setattr(holding, "RENEW_EVERY_S", 0.02)
    monkeypatch.setattr(holding, "WATCH_EVERY_S", 0.02)
    async with two(service, other, protected) as (one, second):
        await take_over(second)
        async with asyncio.timeout(30):
            while not one.app._screen_stacks["audit"][0].desk.shown.read_only:
                await one.pilot.pause(0.02)
            await second.press("3")
            while not one.app._screen_stacks["audit"][0].desk.shown.examination.answers:
                await one.pilot.pause(0.02)
        with service.store.reading() as reader:
            renewed = reader.hold_of(second.screen.desk.saved.examination_id)
        assert renewed.seen_at > renewed.since


async def test_an_answer_given_in_the_moment_of_a_take_over_is_not_recorded_and_not_lost(
    service, other, protected
) -> None:
    async with two(service, other, protected) as (one, second):
        first, further = one.rows[:2]
        await take_over(second)
        assert second.row == first, "one goes on where something is left"
        await second.press("2")
        await one.press("1")
        assert isinstance(one.app.screen, DeliberateDialog)
        assert "how it affects them?”: not" in one.text
        stored = one.stored
        assert stored.examination.answers[first].answer == "partly_met"
        assert further not in stored.examination.answers
        assert [text for name, text in stored.drafts.items() if is_beside(name)] == ["not met"]
        await one.press("escape")
        assert one.examination == stored.examination
        await one.press("ctrl+t")
        assert one.screen.desk.shown.hold is not None
        await one.press("3")
        await look(second)
        assert "Everything recorded here was saved." in second.text
        await second.press("enter")
        assert second.examination.answers[further].answer == "met"
        assert second.screen.desk.shown.read_only


async def test_what_was_not_saved_waits_where_the_store_refuses(service, other, protected) -> None:
    async with two(service, other, protected) as (one, second):
        await take_over(second)
        screen = one.screen
        screen.desk.keep("note:overall", "typed before it was told")
        fresh = look_again(service, screen.desk.saved, one.app.window)
        with read_only_store(service):
            screen.desk.give_up(fresh)
            screen.flush()
            await one.settle()
            assert screen.desk.unsaved
            assert "not saved:" in screen.saving_told()[0]
        screen.flush()
        await one.settle()
        assert "typed before it was told" in one.stored.drafts.values()
        assert not screen.desk.unsaved


async def test_leaving_quitting_and_locking_let_go(service, other, protected) -> None:
    async with at_audit(service, protected) as one:
        await one.press("escape")
        assert isinstance(one.app.screen, StandInWork)
        async with at_audit(other, protected) as second:
            assert second.screen.desk.shown.hold is not None
            assert not second.notice("told")
            await second.press("ctrl+q")
    async with at_audit(service, protected) as one:
        assert one.screen.desk.shown.broken_off_at is None
        one.app.action_lock()
        await one.settle()
        async with at_audit(other, protected) as second:
            assert second.screen.desk.shown.hold is not None
            one.app.wake_audit()  # the passphrase was typed
            one.app.screen.dismiss()
            await one.settle()
            assert isinstance(one.app.screen, DeliberateDialog)
            assert one.app._screen_stacks["audit"][0].desk.shown.read_only


async def test_nobody_asks_after_a_lock_that_nobody_came_in(service, other, protected) -> None:
    async with at_audit(service, protected) as one:
        one.app.action_lock()
        await one.settle()
        one.app.wake_audit()
        one.app.screen.dismiss()
        await one.settle()
        await one.press("3")
        assert len(one.stored.examination.answers) == 1
        async with at_audit(other, protected) as second:
            assert isinstance(second.app.screen, DeliberateDialog)


async def test_a_window_that_ended_without_closing_is_told_by_the_next(world, service, other, protected) -> None:
    async with at_audit(service, protected) as one:
        one.screen._gone = True  # as if it was killed: it lets nothing go
    world.clock.at = world.clock.at.replace(hour=10, minute=42)
    async with at_audit(other, protected) as second:
        assert not isinstance(second.app.screen, DeliberateDialog)
        assert second.notice("told").startswith("It was left open, and closed unexpectedly, at 09:00.")


async def test_what_a_command_records_shows_in_the_open_window(service, other, protected) -> None:
    async with at_audit(service, protected) as one:
        first, further, third = one.rows[:3]
        one.screen.flush()  # its place: a window that is saving looks later
        await one.settle()
        record(other, open_audit(other, protected), [answer(further, "met")])
        await look(one)
        assert one.examination.answers[further].answer == "met"
        assert "recorded in another window, or by a command" in one.notice("told")
        record(other, open_audit(other, protected), [note(third, "by a command")])
        await one.press("3")
        assert set(one.examination.answers) == {first, further}
        assert one.examination.notes[third] == "by a command"


async def test_standards_changed_on_disk_leave_an_open_audit_on_its_own(
    world, service, standards_copy: Path, tmp_path: Path, loaded_standards, protected
) -> None:
    folder = tmp_path / "standards"
    shutil.copytree(standards_copy, folder)
    question = next(iter(open_audit(service, protected).scope.asked.values())).criterion.question
    async with at_audit(service, protected) as one:
        before = one.screen.desk.shown
        assert question in " ".join(one.detail.split())
        changed = 0
        for path in folder.rglob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            if question in text:
                path.write_text(text.replace(question, "Is this another question altogether?"), encoding="utf-8")
                changed += 1
        assert changed
        service.read_standards = lambda _: load_standards(folder)
        service.__dict__.pop("standards", None)
        assert any(
            found.question == "Is this another question altogether?"
            for found in service.standards.current.criteria.values()
        ), "a new audit would ask it"
        await one.press("3", "up")
        assert question in " ".join(one.detail.split())
        assert one.stored.record.content_hash == before.record.content_hash
        await one.press("escape")
    from store_builders import finish

    finish(service, protected)
    async with at_audit(service, protected) as one:
        one.screen.show("summary")
        await one.press("s", "y")
        assert "To read only: submitted" in one.text
        one.screen.show(one.screen.units[0].id)
        await one.settle()
        assert question in " ".join(one.detail.split())
        assert "another question altogether" not in one.text
    world.opened.append(again := world.open("Sam"))
    again.read_standards = lambda _: load_standards(folder)
    reopened = open_audit(again, protected)
    assert reopened.checklist == before.checklist
    assert next(iter(reopened.scope.asked.values())).criterion.question == question


def test_every_key_of_these_parts_was_pressed() -> None:
    assert not not_pressed(*WINDOWS)
