"""There and back: a backup holds everything, opens for everybody who could open the store then, and says no names."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from page_reading import dump
from store_builders import PASSPHRASE, PEOPLE, ROOT, World

from auditor.audit.changes import note
from auditor.errors import InputError, StoreError
from auditor.store.archive import MANIFEST, DamagedBackupError, read_archive, unpack, write_archive
from auditor.store.backup import WrittenBackup, last_backup, write_backup
from auditor.store.engine import open_engine, writing
from auditor.store.migrate import SCHEMA_VERSION, NewerStoreError
from auditor.store.restore import NobodysPassphraseError
from auditor.store.store import Store
from auditor.store.vault import CHEAP, database_path, slots, unlock
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.council.change_passphrase import change_passphrase
from auditor.use_cases.council.remove_person import remove_person
from auditor.use_cases.keeping.back_up import back_up
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.keeping.restore import Restored, inspect_backup, restore_backup
from auditor.use_cases.open_store import unlock_store
from auditor.use_cases.service import Service

TEXT = "half a page about this case"


def silent(*_: object) -> None:
    pass


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def audit(service: Service, new_audit: Callable[..., UUID]) -> UUID:
    """An audit with a note in it."""
    opened = open_audit(service, new_audit("9900001"))
    return record(service, opened, [note("overall", TEXT)]).id


@pytest.fixture
def made(service: Service, audit: UUID, out: Path) -> WrittenBackup:
    return back_up(service, out).written


def restored(made: WrittenBackup, to: Path, passphrase: str = PASSPHRASE) -> Restored:
    return restore_backup(inspect_backup(made.path), to, passphrase)


def rewritten(made: WrittenBackup, change: dict[str, bytes]) -> Path:
    """The backup with other content in some members, and a digest that fits."""
    archive = read_archive(made.path, silent)
    content = {MANIFEST: archive.manifest}
    for name in archive.members:
        unpack(archive, name, made.path.with_name("member"))
        content[name] = made.path.with_name("member").read_bytes()
        made.path.with_name("member").unlink()
    with made.path.open("wb") as file:
        write_archive(file, {**content, **change}, silent)
    return made.path


def test_everything_is_there_again(service: Service, made: WrittenBackup, tmp_path: Path) -> None:
    back = restored(made, tmp_path / "back")
    own, other = database_path(service.store.folder), database_path(back.folder)
    backed_up = [row for row in dump(own, service.store.key).splitlines() if '"what":"backup"' not in row]
    here = set(dump(other, service.store.key).splitlines())
    assert {row for row in backed_up if not row.startswith("fact ")} <= here
    with service.store.reading() as reader:
        (told,) = [fact for fact in reader.disclosures() if fact.key == "backup"]
    assert told.body == {"what": "backup", "file": str(made.path)}
    assert len(here) == len(backed_up) - 1, "all but the fact that it was backed up"
    assert sorted(path.name for path in (back.folder / "slots").iterdir() if path.suffix) == sorted(
        path.name for path in (service.store.folder / "slots").iterdir() if path.suffix
    )
    for path in (service.store.folder / "slots").glob("*.json"):
        assert (back.folder / "slots" / path.name).read_bytes() == path.read_bytes()


def test_it_opens_for_everybody_and_with_the_recovery_code(world: World, made: WrittenBackup, tmp_path: Path) -> None:
    back = restored(made, tmp_path / "back", world.recovery_code.lower().replace("-", " "))
    assert set(back.opens_for) == {"Sam", "recovery code", *PEOPLE}
    for slot in slots(back.folder):
        words = world.recovery_code if slot.kind == "recovery" else PASSPHRASE
        with closing(unlock_store(back.folder, slot.id, words)) as service:
            assert verify_store(service).problems == ()


def test_nothing_that_names_anybody_is_in_clear(world: World, made: WrittenBackup) -> None:
    content = made.path.read_bytes()
    for word in ('"Sam"', '"Ada"', "Tess", "label", "9900001", "North", TEXT, world.recovery_code[:11]):
        assert word.encode() not in content
    names = [path.name for path in (world.folder / "slots").glob("*.json")]
    assert any("Tess" in (world.folder / "slots" / name).read_text("utf-8") for name in names), "they are in the store"


def test_the_manifest_says_what_it_is(service: Service, made: WrittenBackup) -> None:
    manifest = json.loads(read_archive(made.path, silent).manifest)
    assert (manifest["schema_version"], manifest["store"], manifest["problems"]) == (
        SCHEMA_VERSION,
        str(service.store.id),
        0,
    )
    assert {file["name"] for file in manifest["files"]} == set(read_archive(made.path, silent).members)
    assert manifest["facts"] == verify_store(service).facts - 1
    assert made.path.stat().st_mode & 0o077 == 0 or os.name != "posix"
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    assert not list(service.store.folder.glob(".backup-*"))


def test_a_passphrase_of_that_time_is_needed(world: World, service: Service, made: WrittenBackup, tmp_path: Path):
    change_passphrase(service, PASSPHRASE, "another one entirely", cost=CHEAP)
    with pytest.raises(NobodysPassphraseError):
        restored(made, tmp_path / "back", "another one entirely")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "store"]
    assert restored(made, tmp_path / "back").problems == ()


def test_whoever_was_removed_since_can_open_it_and_not_the_next(
    world: World, service: Service, made: WrittenBackup, out: Path, tmp_path: Path
) -> None:
    ada = next(person for person in service.people().values() if person.name == "Ada")
    remove_person(service, ada.id)
    later = back_up(service, out).written
    assert later.path != made.path, "in the same minute"
    assert "Ada" in restored(made, tmp_path / "early").opens_for
    assert "Ada" not in restored(later, tmp_path / "late").opens_for


def test_a_slot_whose_change_was_broken_off_is_taken_as_its_sidecar_says(
    world: World, service: Service, out: Path, tmp_path: Path
) -> None:
    for slot in slots(world.folder):
        path = world.folder / "slots" / f"{slot.id}.db"
        path.rename(path.with_suffix(".db.next"))
        path.write_bytes(b"an earlier one")
    made = back_up(service, out).written
    back = restored(made, tmp_path / "back")
    for slot in slots(back.folder):
        if slot.kind == "person":
            unlock(back.folder, slot.id, PASSPHRASE)
    assert not list(back.folder.glob("slots/*.next"))


def test_a_slot_that_is_damaged_is_not_backed_up(world: World, service: Service, out: Path) -> None:
    next((world.folder / "slots").glob("*.db")).write_bytes(b"x")
    with pytest.raises(StoreError, match="slot"):
        back_up(service, out)
    assert not list(out.iterdir())


def test_a_damaged_store_is_not_backed_up(world: World, service: Service, audit: UUID, out: Path) -> None:
    service.close()
    path = database_path(world.folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    store = Store(open_engine(world.folder, service.store.key), world.folder, service.store.key)
    with closing(store), pytest.raises(StoreError):
        write_backup(store, out / "one.auditor", service.now(), silent)
    assert not list(out.iterdir())
    assert not list(world.folder.glob(".backup-*"))


def test_a_store_with_something_wrong_in_it_is_backed_up_all_the_same_and_it_is_said(
    service: Service, audit: UUID, out: Path, tmp_path: Path
) -> None:
    with writing(service.store.engine) as connection:
        connection.exec_driver_sql("DELETE FROM audit_summary")
    made = back_up(service, out).written
    assert made.problems
    assert restored(made, tmp_path / "back").problems == made.problems


# -- where to, where from ---------------------------------------------------------------------------------------------


def test_places_that_do_not_do(service: Service, made: WrittenBackup, tmp_path: Path) -> None:
    for place in (made.path, tmp_path / "no" / "such", service.store.folder, service.store.folder / "slots" / "x"):
        with pytest.raises(InputError):
            back_up(service, place)
    assert not list(service.store.folder.rglob("*.auditor"))


def test_nothing_is_ever_overwritten(world: World, made: WrittenBackup, tmp_path: Path) -> None:
    busy, file, empty = tmp_path / "busy", tmp_path / "file", tmp_path / "empty"
    busy.mkdir()
    empty.mkdir()
    (busy / "mine").write_text("x", "utf-8")
    file.write_text("x", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    for place in (busy, file, world.folder):
        with pytest.raises((InputError, StoreError)):
            restored(made, place)
    assert sorted(tmp_path.rglob("*")) == before
    assert restored(made, empty).folder == empty
    assert restored(made, tmp_path / "a" / "b").folder.is_dir()


def test_when_the_last_one_was_made_is_noted_beside_the_store(
    world: World, service: Service, out: Path, tmp_path: Path
) -> None:
    assert last_backup(world.folder) is None
    made = back_up(service, out).written
    assert last_backup(world.folder) == (made.manifest.made_at, str(made.path))
    assert last_backup(restored(made, tmp_path / "back").folder) == (made.manifest.made_at, str(made.path))
    (world.folder / "last-backup.json").write_text("{}", "utf-8")
    assert last_backup(world.folder) is None


# -- other versions, other hands --------------------------------------------------------------------------------------


def test_a_backup_of_an_older_store_is_brought_up_to_date(tmp_path: Path, world: World) -> None:
    folder = tmp_path / "old"
    shutil.copytree(ROOT / "tests" / "data" / "stores" / "0.1.0" / "store", folder)
    slot = next(slot for slot in slots(folder) if slot.label == "Sam")
    key = unlock(folder, slot.id, PASSPHRASE).key
    with closing(Store(open_engine(folder, key), folder, key)) as store:
        made = write_backup(store, tmp_path / "old.auditor", world.clock(), silent)
    assert made.manifest.schema_version == "0001"
    back = restored(made, tmp_path / "back")
    assert back.upgraded is (SCHEMA_VERSION != "0001")
    assert back.problems == ()


@pytest.mark.parametrize("newer", [{"schema_version": "9999"}, {"format": 2}, {"format": 2, "slots": "elsewhere"}])
def test_a_backup_of_a_newer_program_is_refused_with_a_sentence(made: WrittenBackup, newer: dict[str, object]) -> None:
    manifest = json.loads(read_archive(made.path, silent).manifest)
    rewritten(made, {MANIFEST: json.dumps({**manifest, "program": "9.0.0", **newer}).encode()})
    with pytest.raises(NewerStoreError, match="newer version of auditor") as refusal:
        inspect_backup(made.path)
    assert "9.0.0" in refusal.value.detail


BAD_MANIFESTS = {
    "not json": lambda _: b"{",
    "a list": lambda _: b"[]",
    "nested": lambda _: b"[" * 100_000,
    "more facts than can be sealed": lambda found: {**found, "facts": 2**70},
    "no number of facts": lambda found: {**found, "facts": float("inf")},
    "fewer than no problems": lambda found: {**found, "problems": -1},
    "no slots": lambda found: {**found, "slots": []},
    "a slot elsewhere": lambda found: {**found, "slots": [{**found["slots"][0], "id": "../../etc"}]},
    "a slot that costs too much": lambda found: {
        **found,
        "slots": [{**found["slots"][0], "argon2": {"time": 10**9, "memory_kib": 64, "lanes": 1}}],
    },
    "a file missing": lambda found: {**found, "files": found["files"][1:]},
    "a file more": lambda found: {**found, "files": [*found["files"], {"name": "x", "size": 1, "sha256": ""}]},
    "another moment": lambda found: {**found, "made_at": "yesterday"},
}


@pytest.mark.parametrize("name", BAD_MANIFESTS)
def test_a_manifest_that_does_not_fit_is_refused(made: WrittenBackup, name: str) -> None:
    changed = BAD_MANIFESTS[name](json.loads(read_archive(made.path, silent).manifest))
    rewritten(made, {MANIFEST: changed if isinstance(changed, bytes) else json.dumps(changed).encode()})
    with pytest.raises(DamagedBackupError, match="not made by auditor"):
        inspect_backup(made.path)


def test_what_somebody_put_together_without_the_key_is_refused(made: WrittenBackup, tmp_path: Path) -> None:
    manifest = json.loads(read_archive(made.path, silent).manifest)
    rewritten(made, {MANIFEST: json.dumps({**manifest, "made_at": "2027-01-01T00:00:00.000000Z"}).encode()})
    with pytest.raises(DamagedBackupError, match="somebody else"):
        restored(made, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_an_older_database_under_a_newer_manifest_is_refused(
    service: Service, made: WrittenBackup, out: Path, tmp_path: Path, audit: UUID
) -> None:
    archive = read_archive(made.path, silent)
    unpack(archive, "auditor.db", tmp_path / "older.db")
    later = back_up(service, out).written
    rewritten(later, {"auditor.db": (tmp_path / "older.db").read_bytes().ljust(later.manifest.files["auditor.db"][0])})
    with pytest.raises(DamagedBackupError):
        restored(later, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_work_goes_on_in_what_was_restored(made: WrittenBackup, audit: UUID, world: World, tmp_path: Path) -> None:
    twin = World(restored(made, tmp_path / "back").folder, world.standards, world.recovery_code, world.clock)
    service = twin.open("Sam")
    opened = open_audit(service, audit)
    assert opened.examination.notes["overall"] == TEXT
    record(service, opened, [note("overall", "and more")])
    assert verify_store(service).problems == ()
    twin.close()
