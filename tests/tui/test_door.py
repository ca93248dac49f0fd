"""The door: unlocking, making a store, the recovery code, the lock."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from store_builders import PASSPHRASE, World
from textual.widgets import Input

from auditor.store.vault import CHEAP, WrongPassphraseError
from auditor.tui.door import opening
from auditor.tui.door.idle import IdleWatch
from auditor.use_cases.council.change_passphrase import choose_passphrase
from auditor.use_cases.keeping.recovery import note_typed_back, renew_recovery_code
from auditor.use_cases.open_store import NewStore, init_store, unlock_store

Start = Callable[..., Any]
NEW = "four words do well"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that cost nothing to try: these are tests."""

    def make(folder: Path, name: str, passphrase: str, standards: Path | None) -> Any:
        return init_store(folder, name, passphrase, standards_folder=standards, cost=CHEAP)

    def choose(service: Any, person_id: Any, words: str) -> None:
        choose_passphrase(service, person_id, words, cost=CHEAP)

    monkeypatch.setattr(opening, "make_store", make)
    monkeypatch.setattr("auditor.use_cases.council.change_passphrase.choose_passphrase", choose)


async def test_everyone_who_can_unlock_is_named_and_the_recovery_code_comes_last(at_the_door: Start) -> None:
    async with at_the_door() as desk:
        assert [line.strip(" │›") for line in desk.lines() if "Ada" in line or "recovery" in line] == [
            "Ada",
            "I forgot mine: use the recovery code",
        ]
        assert isinstance(desk.app.focused, Input)


async def test_a_wrong_passphrase_is_said_beside_the_field_and_what_was_typed_stays(at_the_door: Start) -> None:
    async with at_the_door() as desk:
        await desk.type("not the right one")
        await desk.press("enter")
        assert "passphrase" in desk.words(".said").lower()
        assert desk.screen.value("passphrase") == "not the right one"
        assert desk.app.service is None
        desk.put("#passphrase", PASSPHRASE)
        await desk.press("enter")
        assert desk.app.current_mode == "work"


async def test_whoever_is_chosen_is_who_works(at_the_door: Start) -> None:
    async with at_the_door() as desk:
        await desk.press("down")
        desk.put("#passphrase", PASSPHRASE)
        await desk.press("up", "down", "enter")
        assert desk.app.who == "Mo"


async def test_nothing_typed_is_not_tried(at_the_door: Start) -> None:
    async with at_the_door() as desk:
        await desk.press("enter")
        assert desk.words(".said") == "Type your passphrase first."


async def test_a_damaged_store_is_explained(at_the_door: Start, world: World) -> None:
    next((world.folder / "slots").glob("*.json")).write_text("{", encoding="utf-8")
    async with at_the_door() as desk:
        assert "backup" in desk.words(".said")


@pytest.mark.usefixtures("cheap")
async def test_the_recovery_code_leads_to_a_new_passphrase(at_the_door: Start, world: World) -> None:
    async with at_the_door() as desk:
        await desk.press("up")
        assert desk.words("#what") == "Recovery code"
        desk.put("#passphrase", world.recovery_code.lower().replace("-", " "))
        await desk.press("enter")
        assert "new passphrase" in desk.text
        await desk.type("short")
        await desk.press("ctrl+s")
        assert "at least 12 characters" in desk.words(".said")
        desk.put("#passphrase", NEW)
        desk.put("#again", NEW)
        await desk.press("up", "down", "ctrl+s")
        assert desk.app.current_mode == "work"
        who = desk.app.who
    world.open(who, NEW)


async def test_leaving_after_the_recovery_code_goes_back_to_the_door(at_the_door: Start, world: World) -> None:
    async with at_the_door() as desk:
        await desk.press("up")
        desk.put("#passphrase", world.recovery_code)
        await desk.press("enter", "escape", "y")
        assert "Who is working" in desk.text
        assert desk.app.service is None


@pytest.mark.usefixtures("cheap")
async def test_a_first_store_is_made_and_the_code_is_typed_back(at_the_door: Start, tmp_path: Path) -> None:
    async with at_the_door(store=tmp_path / "new") as desk:
        await desk.press("ctrl+s")
        assert desk.words(".said") == "Type your name first."
        await desk.type("Noor")
        await desk.press("enter")
        desk.put("#passphrase", NEW)
        desk.put("#again", NEW + "!")
        await desk.press("ctrl+s")
        assert desk.words(".said") == "The two passphrases are not the same."
        assert desk.screen.value("name") == "Noor"
        desk.put("#again", NEW)
        await desk.press("ctrl+s")
        groups = desk.words(".code").split()
        assert len(groups) == 6
        await desk.press("enter")
        assert groups[0] not in desk.text
        await desk.type("wrong")
        await desk.press("enter")
        assert "not what the code says" in desk.words(".said")
        await desk.press("escape")
        assert groups[0] in desk.text
        await desk.press("enter")
        desk.put("#typed", f"{groups[1]} {groups[4]}".lower())
        await desk.press("enter")
        assert desk.app.current_mode == "work"
        assert desk.app.who == "Noor"
        assert "You have no audits yet." in desk.text


async def test_the_lock_hides_everything_until_the_passphrase(at_work: Start) -> None:
    async with at_work() as desk:
        await desk.press("f9")
        assert desk.app.is_locked
        assert "Locked" in desk.text
        await desk.press("f4", "ctrl+p", "f2")
        assert desk.app.is_locked
        await desk.type("wrong")
        await desk.press("enter")
        assert desk.app.is_locked
        assert desk.screen.value("passphrase") == "wrong"
        desk.put("#passphrase", PASSPHRASE)
        await desk.press("enter")
        assert not desk.app.is_locked
        assert desk.app.current_mode == "work"


async def test_nobody_there_locks_the_screen(at_work: Start) -> None:
    passed = [0.0]
    async with at_work(idle=IdleWatch(600, lambda: passed[0])) as desk:
        passed[0] = 599.0
        desk.app._look_for_idleness()
        await desk.settle()
        assert not desk.app.is_locked
        await desk.press("down")
        passed[0] = 1198.0
        desk.app._look_for_idleness()
        await desk.settle()
        assert not desk.app.is_locked
        passed[0] = 1199.0
        desk.app._look_for_idleness()
        await desk.settle()
        assert desk.app.is_locked


async def test_enter_before_the_store_was_looked_at_is_kept(at_the_door: Start, monkeypatch: Any) -> None:
    ready, looking = Event(), opening.look

    def slowly(store: Path | None) -> Any:
        ready.wait(10)
        return looking(store)

    monkeypatch.setattr(opening, "look", slowly)
    async with at_the_door(waiting=True) as desk:
        await desk.pilot.pause()
        desk.put("#passphrase", PASSPHRASE)
        await desk.pilot.press("enter")
        assert desk.words(".said") == "One moment…"
        door = desk.screen
        ready.set()
        await desk.settle()
        assert "One moment" not in str(door.query_one(".said").render())
        assert desk.app.current_mode == "work"


async def test_a_passphrase_typed_where_there_is_no_store_never_shows(
    at_the_door: Start, monkeypatch: Any, tmp_path: Path
) -> None:
    ready, looking = Event(), opening.look

    def slowly(store: Path | None) -> Any:
        ready.wait(10)
        return looking(store)

    monkeypatch.setattr(opening, "look", slowly)
    async with at_the_door(store=tmp_path / "new", waiting=True) as desk:
        await desk.pilot.pause()
        await desk.pilot.press(*"four")
        ready.set()
        await desk.settle()
        await desk.type("words")
        assert desk.screen.value("name") == ""
        assert "Press Tab to begin" in desk.words(".said")
        await desk.press("tab")
        await desk.type("Noor")
        assert desk.screen.value("name") == "Noor"


@pytest.mark.usefixtures("cheap")
async def test_each_field_of_a_first_store_is_right_before_the_next(at_the_door: Start, tmp_path: Path) -> None:
    async with at_the_door(store=tmp_path / "new") as desk:
        await desk.press("enter")
        assert desk.words(".said") == "Type your name first."
        assert desk.app.focused.id == "name"
        await desk.type("N")
        assert "first" not in desk.words(".said")
        await desk.press("enter")
        await desk.type("short")
        await desk.press("enter")
        assert desk.app.focused.id == "passphrase"
        assert "at least 12" in desk.words(".said")
        desk.put("#passphrase", NEW)
        desk.put("#name", NEW)
        await desk.press("enter")
        assert "cannot be the passphrase" in desk.words(".said")
        desk.put("#name", "Noor")
        await desk.press("enter")
        await desk.type("other")
        await desk.press("enter")
        assert desk.app.focused.id == "again"
        assert "not the same" in desk.words(".said")


@pytest.mark.usefixtures("cheap")
async def test_leaving_before_the_code_is_checked_is_asked_about(at_the_door: Start, tmp_path: Path) -> None:
    async with at_the_door(store=tmp_path / "new") as desk:
        for field, text in (("#name", "Noor"), ("#passphrase", NEW), ("#again", NEW)):
            desk.put(field, text)
        await desk.press("ctrl+s", "ctrl+q")
        assert "will not be shown again" in desk.text
        await desk.press("n")
        assert len(desk.words(".code").split()) == 6
        assert desk.app.is_running


async def test_a_code_never_typed_back_is_said_at_the_next_unlock_and_renewed(
    at_the_door: Start, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def renew(service: Any) -> NewStore:
        return NewStore(service, renew_recovery_code(service, cost=CHEAP))

    async def unlock(desk: Any) -> None:
        names = [slot.label for slot in desk.screen._door.slots]
        for _ in range(names.index("Sam")):
            desk.screen.action_who(1)
        desk.put("#passphrase", PASSPHRASE)
        await desk.press("enter")

    monkeypatch.setattr(opening, "new_code", renew)
    with closing(world.open("Sam")) as service:
        note_typed_back(service, done=False)
    async with at_the_door() as desk:
        await unlock(desk)
        assert "The recovery code has not been confirmed." in desk.text
        await desk.press("enter")  # later
        assert desk.app.current_mode == "work"
        assert "recovery code" not in desk.text
    async with at_the_door() as desk:
        await unlock(desk)
        await desk.press("y")
        groups = desk.words(".code").split()
        assert len(groups) == 6
        await desk.press("enter")
        desk.put("#typed", f"{groups[1]} {groups[4]}")
        await desk.press("enter")
        assert "You have no audits yet." in desk.text
        assert not desk.app.is_locked
    async with at_the_door() as desk:
        await unlock(desk)
        assert "has not been confirmed" not in desk.text
    with pytest.raises(WrongPassphraseError):
        unlock_store(world.folder, "recovery", world.recovery_code)
    unlock_store(world.folder, "recovery", "-".join(groups)).close()
