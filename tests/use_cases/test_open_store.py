"""A store is made whole or not at all, and every way in which it does not open is a sentence."""

import os
import shutil
from pathlib import Path

import pytest
from store_builders import PASSPHRASE, Clock, World, seeded_ids

from auditor.audit.permissions import Role
from auditor.errors import AuditorError, InputError, StoreError, UnknownIdError
from auditor.store.engine import integrity_problems
from auditor.store.vault import CHEAP, DamagedStoreError, NoStoreError, WrongPassphraseError, slots, store_exists
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.open_store import NewStore, init_store, open_demo_store, unlock_store, who_can_unlock


def made(folder: Path, name: str = "Sam", passphrase: str = PASSPHRASE, **given: object) -> NewStore:
    clock = Clock()
    return init_store(folder, name, passphrase, clock=clock, new_id=seeded_ids(clock), cost=CHEAP, **given)


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


# -- making -----------------------------------------------------------------------------------------------------------


def test_a_new_store_has_one_person_and_a_recovery_code(tmp_path: Path) -> None:
    new = made(tmp_path / "store", name=" Sam ")
    assert (new.service.person.name, new.service.person.roles) == ("Sam", frozenset({Role.AUDITOR, Role.QA_LEAD}))
    assert list(new.service.people().values()) == [new.service.person]
    assert verify_store(new.service).problems == ()
    new.service.close()
    assert [(slot.kind, slot.label) for slot in who_can_unlock(tmp_path / "store")] == [
        ("person", "Sam"),
        ("recovery", "recovery code"),
    ]
    assert {name for name in names_in(tmp_path / "store") if "/" not in name} == {"auditor.db", "slots"}


def test_nothing_in_the_store_can_be_read_without_the_key(tmp_path: Path) -> None:
    new = made(tmp_path / "store", name="Samantha Unmistakable")
    new.service.close()
    assert b"Unmistakable" not in (tmp_path / "store" / "auditor.db").read_bytes()


@pytest.mark.parametrize(("name", "passphrase"), [("", PASSPHRASE), ("  ", PASSPHRASE), ("Sam", "too short")])
def test_what_is_refused_leaves_nothing_behind(tmp_path: Path, name: str, passphrase: str) -> None:
    folder = tmp_path / "store"
    with pytest.raises(InputError):
        made(folder, name, passphrase)
    assert not store_exists(folder)
    assert not folder.exists() or names_in(folder) == set()
    made(folder).service.close()


def test_a_store_is_never_made_over_another(world: World) -> None:
    before = (world.folder / "auditor.db").read_bytes()
    with pytest.raises(StoreError, match="There is a store here already"):
        made(world.folder)
    assert (world.folder / "auditor.db").read_bytes() == before


def test_a_store_can_be_made_in_a_folder_that_holds_other_things(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    made(tmp_path).service.close()
    assert (tmp_path / "letter.txt").read_text() == "mine"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError):
        made(tmp_path / "store")


def test_a_folder_where_a_file_stands_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        made(tmp_path / "file" / "store")


# -- unlocking --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Sam", "Ada", "Mo", "Tess", "Tom"])
def test_the_slot_says_who_is_working(world: World, name: str) -> None:
    service = world.open(name)
    assert service.person.name == name
    assert service.slot.label == name


def test_the_recovery_code_unlocks_however_it_is_typed(world: World) -> None:
    typed = world.recovery_code.lower().replace("-", " ")
    service = unlock_store(world.folder, "recovery", typed)
    assert Role.QA_LEAD in service.person.roles
    assert service.slot.kind == "recovery"
    service.close()


def test_a_recovery_code_with_a_slip_names_its_group(world: World) -> None:
    last = "0" if world.recovery_code[-1] != "0" else "1"
    with pytest.raises(InputError, match="Group 6"):
        unlock_store(world.folder, "recovery", world.recovery_code[:-1] + last)


def refused(world: World, error: type[AuditorError]) -> str:
    """Unlocking is refused, in words, and makes nothing."""
    before = names_in(world.folder) if world.folder.exists() else None
    with pytest.raises(error) as refusal:
        world.open("Sam")
    after = names_in(world.folder) if world.folder.exists() else None
    assert after is None or after - {"auditor.db-wal", "auditor.db-shm"} == before
    for word in ("sqlite", "sqlcipher", "traceback", "not a database", "malformed"):
        assert word not in str(refusal.value).lower()
    assert refusal.value.title.endswith(".")
    assert refusal.value.next_step
    return refusal.value.title


def test_a_wrong_passphrase_is_a_sentence(world: World) -> None:
    with pytest.raises(WrongPassphraseError, match="does not open the store for Sam"):
        world.open("Sam", PASSPHRASE + " ")


def test_a_person_who_does_not_exist_is_a_sentence(world: World) -> None:
    with pytest.raises(UnknownIdError):
        unlock_store(world.folder, "nobody", PASSPHRASE)


def test_an_empty_folder_is_no_store_and_stays_empty(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NoStoreError):
            unlock_store(folder, "any", PASSPHRASE)
        with pytest.raises(NoStoreError):
            who_can_unlock(folder)
    assert names_in(tmp_path) == set()


def test_a_store_whose_database_is_gone_is_damaged_and_no_new_one_is_made(world: World) -> None:
    (world.folder / "auditor.db").unlink()
    assert "missing" in refused(world, DamagedStoreError)
    assert not (world.folder / "auditor.db").exists()


def overwrite(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


@pytest.mark.parametrize("offset", [0, 100, 4096, 3 * 4096 + 50])
def test_a_damaged_database_is_a_sentence_or_is_found_by_a_check_of_every_page(world: World, offset: int) -> None:
    def said() -> str:
        try:
            service = world.open("Sam")
        except AuditorError as error:
            return error.title
        return " ".join(integrity_problems(service.store.engine))

    assert "damaged" not in said()
    world.close()
    overwrite(world.folder / "auditor.db", offset, bytes(64))
    assert "damaged" in said() or "does not open" in said()


def test_a_database_cut_off_is_a_sentence(world: World) -> None:
    path = world.folder / "auditor.db"
    path.write_bytes(path.read_bytes()[: 10 * 4096 + 17])
    assert "cut off" in refused(world, DamagedStoreError)


def test_an_emptied_database_is_a_sentence(world: World) -> None:
    (world.folder / "auditor.db").write_bytes(b"")
    assert "empty" in refused(world, DamagedStoreError)


def test_the_database_of_another_store_is_a_sentence(world: World, tmp_path: Path) -> None:
    made(tmp_path / "other").service.close()
    shutil.copy(tmp_path / "other" / "auditor.db", world.folder / "auditor.db")
    refused(world, DamagedStoreError)


def test_a_slot_s_missing_half_is_a_sentence(world: World) -> None:
    sam = next(slot.id for slot in slots(world.folder) if slot.label == "Sam")
    (world.folder / "slots" / f"{sam}.db").unlink()
    assert "damaged" in refused(world, DamagedStoreError)


def test_no_slots_at_all_is_not_an_empty_store(world: World) -> None:
    shutil.rmtree(world.folder / "slots")
    with pytest.raises(UnknownIdError):
        unlock_store(world.folder, "any", PASSPHRASE)
    with pytest.raises(StoreError, match="already"):
        made(world.folder)


# -- the demo ---------------------------------------------------------------------------------------------------------


def test_the_demo_opens_without_asking(tmp_path: Path) -> None:
    new = made(tmp_path / "demo", demo=True, passphrase="")
    assert new.recovery_code == ""
    new.service.close()
    service = open_demo_store(tmp_path / "demo")
    assert (service.person.name, service.store.demo) == ("Sam", True)
    service.close()


def test_a_real_store_is_not_opened_as_the_demo(world: World) -> None:
    with pytest.raises(StoreError, match="not a demo store"):
        open_demo_store(world.folder)
