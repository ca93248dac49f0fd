"""The open store: what belongs to nobody's audit, drafts, bookmarks, checklists kept once, whole transactions."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from store_builders import PEOPLE, ROOT, World, team

from auditor.audit.facts import FactKind
from auditor.audit.permissions import Role
from auditor.errors import StoreError
from auditor.standards.hashes import content_hash
from auditor.standards.load import Standards
from auditor.store.checklists import Checklists
from auditor.store.engine import reading
from auditor.store.keys import change_key, settle, slots_locked
from auditor.store.records import AuditFilter, Team, moment_of
from auditor.store.store import Reader, Store, Writer
from auditor.store.vault import WrongPassphraseError, prepare_rekey, remove_slot, slots, unlock
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.service import Service


def test_people_teams_and_settings_are_read_from_facts(service: Service) -> None:
    with service.store.reading() as reader:
        people, teams = reader.people(), reader.teams()
        settings = reader.settings()
    assert {person.name: person.roles for person in people.values()} == {
        "Sam": frozenset({Role.AUDITOR, Role.QA_LEAD}),
        **PEOPLE,
    }
    assert [(found.name, found.service) for found in teams.values()] == [("North", "Safeguarding"), ("South", "")]
    assert settings == {}


def test_every_slot_s_key_is_known_to_the_store(service: Service, world: World) -> None:
    with service.store.reading() as reader:
        keys = reader.slot_keys()
    assert set(keys) == {slot.id for slot in slots(world.folder)}
    assert {str(person) if person else None for _, person in keys.values()} == {
        slot.person_id for slot in slots(world.folder)
    }


def test_a_reader_cannot_write(service: Service) -> None:
    def write() -> None:
        with service.store.reading() as reader:
            writer = Writer(reader._connection, service.store.id, {}, os.urandom)
            writer.add_team(service.new_id(), "2026-11-20T09:00:00.000000Z")

    with pytest.raises(StoreError):
        write()
    assert len(service.teams()) == 2


def test_a_transaction_that_fails_leaves_nothing(service: Service) -> None:
    def half() -> None:
        with service.store.writing() as writer:
            writer.append([service.fact(FactKind.SETTING, "half", {"value": 1})])
            assert writer.settings() == {"half": 1}
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with service.store.reading() as reader:
        assert reader.settings() == {}
    assert verify_store(service).problems == ()


def test_what_one_window_wrote_another_reads_at_once(world: World, service: Service) -> None:
    other = world.open("Ada")
    with service.store.writing() as writer:
        writer.append([service.fact(FactKind.SETTING, "grace_days", {"value": 3})])
    with other.store.reading() as reader:
        assert reader.settings() == {"grace_days": 3}


def test_a_removed_person_keeps_their_name_and_has_no_role(service: Service) -> None:
    with service.store.writing() as writer:
        ada = next(person for person in writer.people().values() if person.name == "Ada")
        before = writer.standing(FactKind.PERSON, str(ada.id))
        body = {"name": "Ada", "roles": ["auditor"], "teams": [], "active": False}
        writer.append([service.fact(FactKind.PERSON, str(ada.id), body, replaces=before.id)])
        assert writer.people()[ada.id].roles == frozenset()
        assert writer.people()[ada.id].name == "Ada"


def test_a_team_has_its_days(service: Service) -> None:
    with service.store.writing() as writer:
        before = writer.standing(FactKind.TEAM, str(team(service)))
        body = {"name": "North", "service": "", "from": "2024-04-01", "to": "2026-10-31"}
        writer.append([service.fact(FactKind.TEAM, str(team(service)), body, replaces=before.id)])
        found = writer.teams()[UUID(before.key)]
    assert found == Team(UUID(before.key), "North", "", date(2024, 4, 1), date(2026, 10, 31))


# -- drafts and bookmarks ---------------------------------------------------------------------------------------------


def test_a_draft_is_kept_replaced_and_forgotten(service: Service, new_audit: Callable[..., UUID]) -> None:
    examination = open_audit(service, new_audit()).examination_id
    with service.store.writing() as writer:
        writer.put_draft(examination, "note:ps01", "half a sen", "2026-11-20T09:00:00.000000Z")
        writer.put_draft(examination, "note:ps02", "other", "2026-11-20T09:00:00.000000Z")
        writer.put_draft(examination, "note:ps01", "half a sentence", "2026-11-20T09:00:01.000000Z")
        assert writer.drafts(examination) == {"note:ps01": "half a sentence", "note:ps02": "other"}
        writer.put_draft(examination, "note:ps01", "", "2026-11-20T09:00:02.000000Z")
        writer.drop_draft(examination, "never there")
        assert writer.drafts(examination) == {"note:ps02": "other"}


def test_a_bookmark_moves(service: Service, new_audit: Callable[..., UUID]) -> None:
    examination = open_audit(service, new_audit()).examination_id
    with service.store.writing() as writer:
        assert writer.bookmark(examination) is None
        writer.put_bookmark(examination, "sections", "ps01.who")
        writer.put_bookmark(examination, "findings", "")
        assert writer.bookmark(examination) == ("findings", "")


# -- checklists -------------------------------------------------------------------------------------------------------


def test_a_checklist_is_stored_once_and_read_as_it_was(
    service: Service, new_audit: Callable[..., UUID], loaded_standards: Standards
) -> None:
    first, second = new_audit(), new_audit()
    with reading(service.store.engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM checklist").scalar() == 1
    with service.store.reading() as reader:
        digest = reader.audit(first).content_hash
        assert reader.audit(second).content_hash == digest
        fresh = Reader(reader._connection, service.store.id, Checklists())
        assert fresh.checklist(digest) == loaded_standards.current
        assert reader.checklist(digest) is reader.checklist(digest)
        assert [use[0] for use in reader.checklist_uses(loaded_standards.current.id)] == [digest]
        assert reader.checklist_uses("another") == []


def test_a_checklist_is_in_memory_once_where_the_files_say_what_the_store_says(
    world: World, new_audit: Callable[..., UUID]
) -> None:
    new_audit()
    service = world.open()
    current = service.standards.current
    with service.store.reading() as reader:
        assert reader.checklist(content_hash(current)) is current


def test_files_that_changed_are_not_taken_for_what_an_audit_is_pinned_to(
    world: World, new_audit: Callable[..., UUID]
) -> None:
    new_audit()
    service = world.open()
    current = world.standards.current
    changed = current.model_copy(update={"title": "Another title"})
    service.read_standards = lambda _: replace(world.standards, editions={changed.id: changed})
    assert service.standards.current is changed
    with service.store.reading() as reader:
        assert reader.checklist(content_hash(current)) == current


@pytest.mark.parametrize("text", ["2026-11-22T09:05:00.000001Z", "2026-1-2T9:5:0.5Z"])
def test_a_moment_is_read_however_many_digits_it_has(text: str) -> None:
    assert moment_of(text) == datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    assert moment_of(text).tzinfo is UTC


@pytest.mark.parametrize("text", ["2026-13-22T09:05:00.000000Z", "2026-W47-7T09:05:00.00000Z", "2026-11-22"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"2026|month"):
        moment_of(text)


def test_a_checklist_that_is_missing_is_a_sentence(service: Service) -> None:
    with pytest.raises(StoreError, match="checklist is missing"), service.store.reading() as reader:
        reader.checklist("0" * 64)


def test_a_store_without_an_identity_is_a_sentence(service: Service) -> None:
    from auditor.store.engine import create_database, open_engine
    from auditor.store.migrate import bring_up_to_date

    folder = service.store.folder.parent / "empty"
    create_database(folder, bytes(32))
    engine = open_engine(folder, bytes(32))
    bring_up_to_date(engine)
    with pytest.raises(StoreError, match="store is empty"):
        Store(engine, folder, bytes(32))
    engine.dispose()


# -- keys -------------------------------------------------------------------------------------------------------------


def slot_named(folder: Path, label: str) -> str:
    return next(slot.id for slot in slots(folder) if slot.label == label)


def test_a_new_key_and_everybody_can_still_unlock(world: World, service: Service, finished_audit: UUID) -> None:
    old = service.store.key
    with slots_locked(world.folder):
        change_key(service.store)
    assert service.store.key != old
    assert verify_store(service).problems == ()
    assert world.open("Ada").store.key == service.store.key
    assert world.open("Tess").store.key == service.store.key


def test_while_another_window_is_open_the_key_stays(world: World, service: Service) -> None:
    other = world.open("Ada")
    old = service.store.key
    with pytest.raises(StoreError, match="another window"), slots_locked(world.folder):
        change_key(service.store)
    assert service.store.key == old
    assert verify_store(service).problems == ()
    assert verify_store(other).problems == ()
    assert unlock(world.folder, slot_named(world.folder, "Tess"), "correct horse battery").next_key is None


def test_only_one_window_changes_the_slots(world: World) -> None:
    with (
        slots_locked(world.folder),
        pytest.raises(StoreError, match="Another window is changing"),
        slots_locked(world.folder, busy_ms=0),
    ):
        pass
    with slots_locked(world.folder, busy_ms=0):
        pass


def test_the_lock_goes_with_the_program_that_held_it(world: World) -> None:
    """However it ends: here, killed."""
    code = (
        "import sys, pathlib; from auditor.store.keys import slots_locked\n"
        "with slots_locked(pathlib.Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(world.folder)]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    with child:
        assert child.stdout.readline() == "in\n"
        with pytest.raises(StoreError), slots_locked(world.folder, busy_ms=0):
            pass
        child.kill()
        child.wait()
        with slots_locked(world.folder, busy_ms=0):
            pass


def test_unlocking_finishes_a_change_of_key_that_was_broken_off(world: World, service: Service) -> None:
    with service.store.reading() as reader:
        keys = {slot: key for slot, (key, _) in reader.slot_keys().items()}
    prepare_rekey(world.folder, keys, service.store.key, bytes(range(32)))
    ada = slot_named(world.folder, "Ada")
    assert unlock(world.folder, ada, "correct horse battery").next_key == bytes(range(32))
    world.open("Tess")
    assert unlock(world.folder, ada, "correct horse battery").next_key is None
    assert world.open("Ada").store.key == service.store.key


def test_unlocking_finishes_a_removal_that_was_broken_off(world: World, service: Service) -> None:
    """The slot is gone, and the key has not been changed yet."""
    old = service.store.key
    remove_slot(world.folder, slot_named(world.folder, "Mo"))
    service.close()
    tess = world.open("Tess")
    assert tess.store.key != old
    with tess.store.reading() as reader:
        assert set(reader.slot_keys()) == {slot.id for slot in slots(world.folder)}
    assert verify_store(world.open("Sam")).problems == ()


def test_where_it_cannot_be_finished_now_the_store_opens_all_the_same(world: World, service: Service) -> None:
    old = service.store.key
    remove_slot(world.folder, slot_named(world.folder, "Mo"))
    tess = world.open("Tess")
    assert tess.store.key == old
    assert verify_store(tess).problems == ()
    with tess.store.reading() as reader:
        assert len(reader.slot_keys()) == len(slots(world.folder)) + 1


def test_unlocking_takes_away_the_slot_of_nobody(world: World, service: Service) -> None:
    """The program ended while a person was added: their slot is there, and the store does not know them."""
    from auditor.store.vault import CHEAP, add_slot

    nobody = str(UUID(int=99))
    add_slot(
        world.folder,
        slot_id="nobody",
        kind="person",
        label="Nobody",
        person_id=nobody,
        passphrase="correct horse battery",
        data_key=service.store.key,
        cost=CHEAP,
    )
    with pytest.raises(Exception, match="Nobody no longer works with this store"):
        world.open("Nobody")
    world.open("Ada")
    assert "nobody" not in {slot.id for slot in slots(world.folder)}


def test_settling_twice_changes_nothing(world: World, service: Service) -> None:
    unlocked = unlock(world.folder, slot_named(world.folder, "Ada"), "correct horse battery")
    before = {path.name: path.read_bytes() for path in (world.folder / "slots").glob("*.db")}
    settle(service.store, unlocked)
    settle(service.store, unlocked)
    assert {path.name: path.read_bytes() for path in (world.folder / "slots").glob("*.db")} == before


def test_a_passphrase_still_has_to_be_right(world: World) -> None:
    with pytest.raises(WrongPassphraseError):
        world.open("Ada", "another passphrase")


def test_an_empty_store_counts_nothing(service: Service) -> None:
    with service.store.reading() as reader:
        assert (reader.count(AuditFilter()), reader.page(AuditFilter()), reader.counters(AuditFilter())) == (0, [], {})
        assert reader.months_counted() is None
        assert reader.case_id("9900001") is None
