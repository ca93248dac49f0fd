"""Make a store, unlock one, open the demo's: unlocking says who is working."""

import secrets
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.permissions import Person, Role
from auditor.clock import Clock, system_clock
from auditor.errors import InputError, NotPermittedError, StoreError
from auditor.ids import IdSource, uuid7_source
from auditor.store.backup import back_up_before_upgrade
from auditor.store.engine import create_database, open_engine, open_store_engine, writing
from auditor.store.keys import settle
from auditor.store.migrate import bring_up_to_date
from auditor.store.records import moment_text
from auditor.store.recovery_code import new_recovery_code, normalise
from auditor.store.scrub import finish_scrub
from auditor.store.store import Store
from auditor.store.tables import StoreInfo, table
from auditor.store.vault import (
    CHEAP,
    DEFAULT_COST,
    OPEN_PASSPHRASE,
    Argon2Cost,
    SlotInfo,
    add_slot,
    database_path,
    files_in_words,
    new_data_key,
    slots,
    store_exists,
    unlock,
)
from auditor.use_cases.service import Service

RECOVERY_SLOT = SlotInfo("recovery", "recovery", "recovery code", None)


@dataclass(frozen=True)
class NewStore:
    """A store just made.

    Attributes:
        recovery_code: shown once, to be kept on paper away from the store; empty for the demo.
    """

    service: Service
    recovery_code: str


def init_store(
    folder: Path,
    name: str,
    passphrase: str,
    *,
    roles: frozenset[Role] = frozenset({Role.AUDITOR, Role.QA_LEAD}),
    demo: bool = False,
    clock: Clock = system_clock,
    new_id: IdSource | None = None,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    cost: Argon2Cost = DEFAULT_COST,
    standards_folder: Path | None = None,
) -> NewStore:
    """Make a store, with one person and a recovery code.

    Args:
        folder: where; it must not hold a store.
        name: the person's display name.
        passphrase: at least 12 characters; ignored for the demo, which everyone may open.
        roles: the first person is auditor and QA lead unless told otherwise.

    Raises:
        InputError: no name, or a passphrase that is too short; nothing was made.
        StoreError: there is a store already, or the folder cannot be written.
    """
    if store_exists(folder):
        raise StoreError("There is a store here already.", str(folder), "Open it, or choose another folder.")
    if not name.strip():
        raise InputError("A display name is needed.", "", "Type the name colleagues know you by.")
    ids = new_id or uuid7_source(clock)
    key = new_data_key(random_bytes)
    person = Person(ids(), name.strip(), roles)
    slot = SlotInfo(person.id.hex, "open" if demo else "person", person.name, str(person.id))
    code = "" if demo else new_recovery_code(random_bytes)
    # Made aside and put in place when it is whole: half a store would open for nobody, and be in the way.
    aside = folder / f".new-{secrets.token_hex(4)}"
    try:
        create_database(aside, key)
        with closing(_empty_store(aside, key, ids(), moment_text(clock()), demo=demo)) as store:
            store.salt = random_bytes
            maker = Service(store, person, clock, ids)
            words, cost = (OPEN_PASSPHRASE, CHEAP) if demo else (passphrase, cost)
            with store.writing() as writer:
                writer.add_person(person.id, moment_text(clock()))
                writer.append([maker.fact(FactKind.PERSON, str(person.id), person_body(person))])
                writer.keep_slot_key(slot.id, add_slot_for(aside, slot, words, key, cost), person.id)
                if code:
                    slot_key = add_slot_for(aside, RECOVERY_SLOT, normalise(code), key, cost)
                    writer.keep_slot_key(RECOVERY_SLOT.id, slot_key, None)
        with files_in_words(folder):
            (aside / "slots").replace(folder / "slots")
            database_path(aside).replace(database_path(folder))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    store = Store(open_engine(folder, key), folder, key)
    return NewStore(Service(store, person, clock, ids, standards_folder, slot=slot), code)


def _empty_store(folder: Path, key: bytes, store_id: UUID, at: str, *, demo: bool) -> Store:
    engine = open_engine(folder, key)
    bring_up_to_date(engine)
    with writing(engine) as connection:
        connection.execute(table(StoreInfo).insert(), {"id": store_id, "created_at": at, "demo": demo})
    return Store(engine, folder, key)


def add_slot_for(folder: Path, slot: SlotInfo, passphrase: str, key: bytes, cost: Argon2Cost) -> bytes:
    """Write a slot; returns its own key, for the store to keep. See :func:`auditor.store.vault.add_slot`."""
    return add_slot(
        folder,
        slot_id=slot.id,
        kind=slot.kind,
        label=slot.label,
        person_id=slot.person_id,
        passphrase=passphrase,
        data_key=key,
        cost=cost,
    )


def person_body(person: Person) -> dict[str, object]:
    """A person as the body of a fact."""
    return {
        "name": person.name,
        "roles": sorted(role.value for role in person.roles),
        "teams": sorted(str(team) for team in person.teams),
        "active": bool(person.roles),
    }


def who_can_unlock(folder: Path) -> list[SlotInfo]:
    """Whose passphrases open a store, by display name, the recovery code last."""
    return slots(folder)


def unlock_store(
    folder: Path,
    slot_id: str,
    passphrase: str,
    *,
    clock: Clock = system_clock,
    new_id: IdSource | None = None,
    standards_folder: Path | None = None,
) -> Service:
    """Unlock a store; the slot says who is working.

    Args:
        passphrase: the person's, or for the recovery slot the code as it was printed.

    Raises:
        WrongPassphraseError: it does not open this slot.
        NotPermittedError: its person was removed.
        DamagedStoreError: a file of the store is missing or damaged.
        NewerStoreError: the store was written by a newer program.
    """
    chosen = next((slot for slot in slots(folder) if slot.id == slot_id), None)
    words = normalise(passphrase) if chosen is not None and chosen.kind == "recovery" else passphrase
    unlocked = unlock(folder, slot_id, words)
    engine, key = open_store_engine(folder, unlocked)
    try:
        upgraded = bring_up_to_date(engine, partial(back_up_before_upgrade, engine, folder, key))
        store = Store(engine, folder, key)
        if upgraded:
            _make_anew(store)
        with store.reading() as reader:
            person = _person(reader.people(), unlocked.slot)
    except BaseException:
        engine.dispose()
        raise
    settle(store, unlocked)
    finish_scrub(store)
    return Service(store, person, clock, new_id or uuid7_source(clock), standards_folder, slot=unlocked.slot)


def _make_anew(store: Store) -> None:
    """Make the projections anew after tables were brought up to date: newer ones list more than older ones held."""
    with store.writing() as writer:
        writer.replace_projections(list(writer.summaries_from_facts()))


def open_demo_store(folder: Path, as_person: str = "", **options: object) -> Service:
    """Open the demo store, without asking.

    Args:
        as_person: the display name of one of the demo's people; the first slot's when empty.
    """
    found = [slot for slot in slots(folder) if slot.kind == "open"]
    if not found:
        raise StoreError("This is not a demo store.", str(folder), "Open it with: auditor")
    service = unlock_store(folder, found[0].id, OPEN_PASSPHRASE, **options)  # type: ignore[arg-type]
    if as_person:
        people = service.people().values()
        service.person = next((person for person in people if person.name == as_person), service.person)
    return service


def _person(people: dict[UUID, Person], slot: SlotInfo) -> Person:
    """Who works: the slot's person; with the recovery code the first QA lead, until a new passphrase is made.

    Raises:
        NotPermittedError: the person was removed, or the store does not know them.
    """
    if slot.person_id is None:
        return next(person for person in people.values() if Role.QA_LEAD in person.roles)
    person = people.get(UUID(slot.person_id))
    if person is None or not person.roles:
        raise NotPermittedError(f"{slot.label} no longer works with this store.", "", "Ask the QA lead.")
    return person
