"""Teams, people, passphrases and settings: the QA lead's to change, and a person removed is shut out for good."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from store_builders import PASSPHRASE, World, team
from store_builders import new_audit as new_audit_of

from auditor.audit.facts import FactKind
from auditor.audit.permissions import Person, Role
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.store.engine import StoreBusyError, open_engine, rekey
from auditor.store.records import Team
from auditor.store.vault import (
    CHEAP,
    WrongPassphraseError,
    finish_rekey,
    prepare_rekey,
    remove_slot,
    slots,
    unlock,
)
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.council.add_person import add_person
from auditor.use_cases.council.add_team import add_team
from auditor.use_cases.council.change_passphrase import change_passphrase, choose_passphrase
from auditor.use_cases.council.change_person import change_person
from auditor.use_cases.council.change_setting import change_setting
from auditor.use_cases.council.change_team import change_team
from auditor.use_cases.council.remove_person import remove_person
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.open_store import init_store, open_demo_store, unlock_store
from auditor.use_cases.service import Service

OTHER = "another passphrase"


def person(service: Service, name: str) -> Person:
    return next(found for found in service.people().values() if found.name == name)


def slot_of(folder: Path, name: str) -> str:
    return next(slot.id for slot in slots(folder) if slot.label == name)


def facts_in(service: Service) -> int:
    return verify_store(service).facts


# -- the lead only ----------------------------------------------------------------------------------------------------

LEAD_ONLY: dict[str, Callable[[Service], object]] = {
    "add a team": lambda service: add_team(service, "West"),
    "change a team": lambda service: change_team(service, Team(team(service), "West")),
    "add a person": lambda service: add_person(service, "Eve", PASSPHRASE, [Role.QA_LEAD], cost=CHEAP),
    "change a person": lambda service: change_person(service, service.person),
    "remove a person": lambda service: remove_person(service, person(service, "Sam").id),
    "change a setting": lambda service: change_setting(service, "too_few", 3),
}


@pytest.mark.parametrize("what", LEAD_ONLY)
def test_only_the_lead_may(world: World, what: str) -> None:
    before = facts_in(world.open("Sam"))
    for name in ("Ada", "Mo", "Tess", "Tom"):
        with pytest.raises(NotPermittedError, match=f"You may not {what}"):
            LEAD_ONLY[what](world.open(name))
    assert facts_in(world.opened[0]) == before
    assert len(slots(world.folder)) == 6


# -- teams ------------------------------------------------------------------------------------------------------------


def test_a_team_is_added_and_ended(service: Service) -> None:
    west = add_team(service, " West ", team_service=" Safeguarding ", active_from=date(2025, 4, 1))
    assert service.teams()[west.id] == Team(west.id, "West", "Safeguarding", date(2025, 4, 1), None)
    ended = Team(west.id, "West", "Safeguarding", date(2025, 4, 1), date(2026, 3, 31))
    change_team(service, ended)
    assert service.teams()[west.id] == ended
    again = add_team(service, "west", active_from=date(2026, 4, 1))
    assert {found.id for found in service.teams().values() if found.name.lower() == "west"} == {west.id, again.id}
    assert verify_store(service).problems == ()


def test_a_team_that_does_not_fit_is_refused(service: Service) -> None:
    before = facts_in(service)
    with pytest.raises(InputError, match="needs a name"):
        add_team(service, " ")
    with pytest.raises(InputError, match="called 'north' already"):
        add_team(service, "north")
    with pytest.raises(InputError, match="end before it begins"):
        add_team(service, "West", active_from=date(2026, 4, 1), active_to=date(2026, 3, 31))
    with pytest.raises(UnknownIdError):
        change_team(service, Team(UUID(int=1), "West"))
    assert facts_in(service) == before


# -- people -----------------------------------------------------------------------------------------------------------


def test_a_person_added_unlocks_with_their_own_passphrase_and_works(world: World, service: Service) -> None:
    added = add_person(service, " Eve ", OTHER, [Role.AUDITOR], cost=CHEAP)
    eve = world.open("Eve", OTHER)
    assert eve.person == added == Person(added.id, "Eve", frozenset({Role.AUDITOR}))
    assert not open_audit(eve, new_audit_of(eve)).read_only
    with pytest.raises(WrongPassphraseError):
        world.open("Eve", PASSPHRASE)
    assert verify_store(service).problems == ()


REFUSED = {
    "no name": (" ", OTHER, [Role.AUDITOR], "display name"),
    "no role": ("Eve", OTHER, [], "needs a role"),
    "a name that is taken": ("ada", OTHER, [Role.AUDITOR], "There is a 'ada' already"),
    "a short passphrase": ("Eve", "short", [Role.AUDITOR], "at least 12"),
    "a manager of nothing": ("Eve", OTHER, [Role.TEAM_MANAGER], "needs a team"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_person_who_does_not_fit_leaves_no_slot_and_no_fact(world: World, service: Service, what: str) -> None:
    name, passphrase, roles, words = REFUSED[what]
    before = facts_in(service), slots(world.folder)
    with pytest.raises(InputError, match=words):
        add_person(service, name, passphrase, roles, cost=CHEAP)
    assert (facts_in(service), slots(world.folder)) == before


def test_an_unknown_team_is_refused(service: Service) -> None:
    with pytest.raises(UnknownIdError):
        add_person(service, "Eve", OTHER, [Role.TEAM_MANAGER], [UUID(int=2)], cost=CHEAP)


def test_roles_are_changed_from_the_next_unlocking_on(world: World, service: Service) -> None:
    ada = person(service, "Ada")
    change_person(service, Person(ada.id, "Ada B", frozenset({Role.MODERATOR})))
    assert world.open("Ada").person == Person(ada.id, "Ada B", frozenset({Role.MODERATOR}))
    with pytest.raises(UnknownIdError):
        change_person(service, Person(UUID(int=4), "Nobody", frozenset({Role.AUDITOR})))


def test_the_last_lead_stays_lead(service: Service) -> None:
    with pytest.raises(InputError, match="needs a QA lead"):
        change_person(service, Person(service.person.id, "Sam", frozenset({Role.AUDITOR})))
    ada = person(service, "Ada")
    change_person(service, Person(ada.id, "Ada", frozenset({Role.QA_LEAD})))
    change_person(service, Person(service.person.id, "Sam", frozenset({Role.AUDITOR})))
    with pytest.raises(NotPermittedError):
        add_team(service, "West")


# -- removing ---------------------------------------------------------------------------------------------------------


def test_a_person_removed_cannot_open_the_store_with_anything_they_kept(
    world: World, service: Service, tmp_path: Path
) -> None:
    ada = world.open("Ada")
    audit = new_audit_of(ada)
    ada.close()
    kept = tmp_path / "kept"
    shutil.copytree(world.folder / "slots", kept / "slots")
    (kept / "auditor.db").write_bytes(b"x")
    old_key = unlock(kept, slot_of(kept, "Ada"), PASSPHRASE).key
    remove_person(service, ada.person.id)
    assert "Ada" not in {slot.label for slot in slots(world.folder)}
    assert service.people()[ada.person.id] == Person(ada.person.id, "Ada", frozenset())
    assert service.store.key != old_key
    service.close()
    with pytest.raises(Exception, match="does not open"):
        open_engine(world.folder, old_key)
    for name in ("Sam", "Mo", "Tess", "Tom"):
        assert world.open(name).person.name == name
    recovered = unlock_store(world.folder, "recovery", world.recovery_code)
    assert verify_store(recovered).problems == ()
    assert open_audit(recovered, audit).record.auditor_id == ada.person.id
    with recovered.store.reading() as reader:
        assert set(reader.slot_keys()) == {slot.id for slot in slots(world.folder)}
    recovered.close()


def test_with_another_window_open_the_person_is_out_and_the_rest_is_done_later(world: World, service: Service) -> None:
    ada, other = world.open("Ada"), world.open("Tess")
    old_key = service.store.key
    with pytest.raises(StoreBusyError, match="another window"):
        remove_person(service, ada.person.id)
    assert service.store.key == old_key
    assert verify_store(other).problems == ()
    with pytest.raises(StopIteration):
        world.open("Ada")
    ada.close()
    other.close()
    before = facts_in(service)
    remove_person(service, ada.person.id)
    assert facts_in(service) == before, "the removal itself is a fact already"
    assert service.store.key != old_key
    assert world.open("Tess").store.key == service.store.key


@pytest.mark.parametrize("done", range(5))
def test_a_removal_broken_off_anywhere_is_finished_at_the_next_unlocking(
    world: World, service: Service, done: int
) -> None:
    """The first so many steps of a removal, as the use case does them, and then nothing more."""
    ada, folder, old = person(service, "Ada"), world.folder, service.store.key
    new = bytes(range(32))
    with service.store.writing() as writer:
        known = {slot: key for slot, (key, _) in writer.slot_keys().items()}
        gone = {"name": "Ada", "roles": [], "teams": [], "active": False}
        before = writer.standing(FactKind.PERSON, str(ada.id))
        writer.append([service.fact(FactKind.PERSON, str(ada.id), gone, replaces=before.id)])
    service.close()
    steps = [
        lambda: remove_slot(folder, slot_of(folder, "Ada")),
        lambda: prepare_rekey(folder, known, old, new),
        lambda: rekey(folder, old, new),
        lambda: finish_rekey(folder, known, new),
    ]
    for step in steps[:done]:
        step()
    sam = world.open("Sam")
    assert sam.store.key != old
    assert verify_store(sam).problems == ()
    assert "Ada" not in {slot.label for slot in slots(folder)}
    with sam.store.reading() as reader:
        assert set(reader.slot_keys()) == {slot.id for slot in slots(folder)}
    for name in ("Mo", "Tess", "Tom"):
        slot = unlock(folder, slot_of(folder, name), PASSPHRASE)
        assert (slot.key, slot.next_key) == (sam.store.key, None)


def test_nobody_removes_themselves_or_somebody_who_is_not_there(service: Service) -> None:
    with pytest.raises(InputError, match="cannot remove yourself"):
        remove_person(service, service.person.id)
    with pytest.raises(UnknownIdError):
        remove_person(service, UUID(int=8))


# -- passphrases ------------------------------------------------------------------------------------------------------


def test_one_changes_one_s_own_passphrase(world: World) -> None:
    ada = world.open("Ada")
    change_passphrase(ada, PASSPHRASE, OTHER, cost=CHEAP)
    with pytest.raises(WrongPassphraseError):
        world.open("Ada", PASSPHRASE)
    assert world.open("Ada", OTHER).person == ada.person
    assert world.open("Sam").person.name == "Sam"
    ada.close()
    for service in world.opened:
        service.close()
    sam = world.open("Sam")
    remove_person(sam, person(sam, "Mo").id)
    assert world.open("Ada", OTHER).store.key == sam.store.key, "the new key reached the new passphrase"


def test_with_the_wrong_old_or_a_short_new_one_nothing_changes(world: World) -> None:
    ada = world.open("Ada")
    with pytest.raises(WrongPassphraseError):
        change_passphrase(ada, "not the old one", OTHER, cost=CHEAP)
    with pytest.raises(InputError, match="at least 12"):
        change_passphrase(ada, PASSPHRASE, "short", cost=CHEAP)
    assert world.open("Ada", PASSPHRASE).person == ada.person


def test_with_the_recovery_code_a_forgotten_passphrase_is_replaced(world: World) -> None:
    recovered = unlock_store(world.folder, "recovery", world.recovery_code)
    ada = person(recovered, "Ada")
    with pytest.raises(InputError, match="no passphrase of yours"):
        change_passphrase(recovered, PASSPHRASE, OTHER, cost=CHEAP)
    with pytest.raises(InputError, match="at least 12"):
        choose_passphrase(recovered, ada.id, "short", cost=CHEAP)
    with pytest.raises(UnknownIdError):
        choose_passphrase(recovered, UUID(int=6), OTHER, cost=CHEAP)
    choose_passphrase(recovered, ada.id, OTHER, cost=CHEAP)
    assert recovered.person == ada
    recovered.close()
    with pytest.raises(WrongPassphraseError):
        world.open("Ada", PASSPHRASE)
    assert world.open("Ada", OTHER).person == ada
    assert verify_store(world.opened[-1]).problems == ()


def test_without_the_recovery_code_nobody_chooses_another_s_passphrase(world: World, service: Service) -> None:
    with pytest.raises(NotPermittedError, match="needs the recovery code"):
        choose_passphrase(service, person(service, "Ada").id, OTHER, cost=CHEAP)
    assert world.open("Ada").person.name == "Ada"


def test_the_demo_has_no_passphrase_to_change(tmp_path: Path) -> None:
    init_store(tmp_path / "demo", "Sam", "", demo=True).service.close()
    service = open_demo_store(tmp_path / "demo")
    with pytest.raises(InputError, match="no passphrase of yours"):
        change_passphrase(service, PASSPHRASE, OTHER, cost=CHEAP)
    service.close()


# -- settings ---------------------------------------------------------------------------------------------------------


def test_a_setting_is_a_fact_and_its_history_stays(world: World, service: Service) -> None:
    change_setting(service, "closure_days", ["2026-12-24"])
    change_setting(service, "closure_days", ["2026-12-24", "2026-12-31"])
    before = facts_in(service)
    change_setting(service, "closure_days", ["2026-12-24", "2026-12-31"])
    assert facts_in(service) == before, "nothing changed, so nothing is recorded"
    with world.open("Ada").store.reading() as reader:
        assert reader.settings() == {"closure_days": ["2026-12-24", "2026-12-31"]}
        standing = reader.standing(FactKind.SETTING, "closure_days")
        assert reader.fact(standing.replaces)[2].body == {"value": ["2026-12-24"]}
    assert verify_store(service).problems == ()


@pytest.mark.parametrize("value", [None, False, 0, 2.5, "text", {"a": [1, {"b": None}]}, []])
def test_plain_values_are_kept_as_they_are(service: Service, value: object) -> None:
    change_setting(service, "a.setting_1", value)
    with service.store.reading() as reader:
        assert reader.settings() == {"a.setting_1": value}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1 << 60, b"bytes", {1: 2}, {"a": {3}}, date(2026, 1, 1)])
def test_other_values_are_refused(service: Service, value: object) -> None:
    with pytest.raises(InputError, match="cannot have this value"):
        change_setting(service, "name", value)


@pytest.mark.parametrize("name", ["", "Name", "1st", "a b", "x" * 70])
def test_names_that_do_not_fit_are_refused(service: Service, name: str) -> None:
    with pytest.raises(InputError, match="cannot name a setting"):
        change_setting(service, name, 1)
