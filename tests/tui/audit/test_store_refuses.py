"""A full disk, no right to write, a lock that is held: told in plain words, kept on screen, saved once it can be."""

import asyncio
from collections.abc import Callable

import pytest
from audit_desk import AuditDesk, StandInWork
from refusals import full_disk, locked_store, read_only_store

from auditor.tui.dialogs import ErrorDialog

LONG = "What the record shows, at length. " * 400
"""More than the pages that the store has can take."""
REFUSALS = {
    "full": (full_disk, "The disk is full", "Make room"),
    "read-only": (read_only_store, "The store cannot be written", "Ask for the right to change its folder"),
    "locked": (locked_store, "Another window is saving", "Wait a moment and try again"),
}


@pytest.fixture(params=REFUSALS)
def refusal(request, service, world):
    """How the store refuses, what is said of it, and what to do."""
    refuse, title, next_step = REFUSALS[request.param]
    return lambda: refuse(service, world.open("Ada")), title, next_step


@pytest.fixture(autouse=True)
def at_once(monkeypatch) -> None:
    """A draft is kept, and saving tried again, after a moment instead of seconds."""
    monkeypatch.setattr("auditor.tui.audit.writing.DRAFT_EVERY_S", 0.01)
    monkeypatch.setattr("auditor.tui.audit.saving.RETRY_AFTER_S", 0.01)


async def until(desk: AuditDesk, true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await desk.settle()


def head(desk: AuditDesk) -> str:
    return desk.notice("head").split(" | ")[-1]


async def test_a_text_stays_in_its_field_and_is_kept_by_itself_later(audit, refusal) -> None:
    refuses, title, next_step = refusal
    async with audit() as desk:
        here = desk.row
        await desk.press("t")
        with refuses():
            await desk.type(LONG)
            await until(desk, lambda: head(desk).startswith("not saved"))
            assert head(desk) == f"not saved: {title} · ctrl+r"
            assert desk.notice("banner").startswith(f"Kept here until it can be saved. {next_step}")
            assert not isinstance(desk.app.screen, ErrorDialog), "a dialogue takes the keys of whoever types"
            await desk.pilot.press(*"more")
            assert desk.typed == f"{LONG}more"
            assert f"note:{here}" not in desk.stored.drafts
            assert head(desk).startswith("not saved")
        await until(desk, lambda: head(desk).startswith("saved"))
        assert desk.stored.drafts[f"note:{here}"] == f"{LONG}more"
        assert desk.notice("banner") == ""
        await desk.press("ctrl+s")
        assert desk.stored.examination.notes[here] == f"{LONG}more".strip()


async def test_what_was_recorded_stays_and_is_saved_by_itself_later(audit, refusal) -> None:
    refuses, title, next_step = refusal
    async with audit() as desk:
        first, second = desk.rows[:2]
        await desk.press("t")
        with refuses():
            desk.screen.query_one("#writing").insert(LONG)
            await desk.press("escape")
            await until(desk, lambda: isinstance(desk.app.screen, ErrorDialog))
            told = desk.app.screen.error
            assert told.title == "This is not saved yet."
            assert title in told.detail
            assert next_step in told.detail
            assert "tried again by itself" in told.next_step
            await desk.press("escape", "3", "2")
            assert head(desk).startswith("not saved")
            assert [row.lead[0][0].strip() for row in desk.panel.rows[:2]] == ["✓ met", "~ partly met"]
            assert not desk.stored.examination.answers
            assert not desk.stored.examination.notes
        await until(desk, lambda: head(desk).startswith("saved"))
        stored = desk.stored.examination
        assert {name: given.answer for name, given in stored.answers.items()} == {first: "met", second: "partly_met"}
        assert stored.notes[first] == LONG.strip()
        assert desk.notice("banner") == ""
        assert "Everything is saved now." in desk.text


async def test_it_is_told_on_another_screen_too(audit, refusal) -> None:
    refuses, title, _ = refusal
    async with audit() as desk:
        await desk.press("t")
        field = desk.screen.query_one("#writing")
        await desk.press("f2")
        with refuses():
            field.insert(LONG)  # the refusal comes after the screen was left, however slow the machine
            await until(desk, lambda: isinstance(desk.app.screen, ErrorDialog))
            assert title in desk.app.screen.error.detail
            await desk.press("escape")
            assert isinstance(desk.app.screen, StandInWork)
        await desk.press("f3")
        await until(desk, lambda: head(desk).startswith("saved"))
        assert list(desk.stored.drafts.values()) == [LONG]


async def test_whoever_leaves_after_the_banner_told_it_is_told_where_they_are(audit, refusal) -> None:
    refuses, title, _ = refusal
    async with audit() as desk:
        await desk.press("t")
        with refuses():
            desk.screen.query_one("#writing").insert(LONG)
            await until(desk, lambda: head(desk).startswith("not saved"))
            assert not isinstance(desk.app.screen, ErrorDialog)
            await desk.press("f2")
            await until(desk, lambda: isinstance(desk.app.screen, ErrorDialog))
            assert title in desk.app.screen.error.detail
            await desk.press("escape")
            await desk.settle()
            assert isinstance(desk.app.screen, StandInWork), "once is enough"
        await desk.press("f3")
        await until(desk, lambda: head(desk).startswith("saved"))


async def test_an_answer_is_never_shown_as_saved_before_it_is(audit, world) -> None:
    async with audit() as desk:
        await desk.press("3")
        assert head(desk).startswith("saved")
        with world.open("Ada").store.writing():
            await desk.tap("2")
            assert desk.panel.rows[1].lead[0][0].strip() == "~ partly met"
            assert head(desk) == "saving…"
        await until(desk, lambda: head(desk).startswith("saved"))
        assert len(desk.stored.examination.answers) == 2
