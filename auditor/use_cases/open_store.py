"""Make a store, unlock one, open the demo's: unlocking says who is working."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.states import Person, Role
from auditor.clock import Clock, system_clock
from auditor.errors import InputError, StoreError
from auditor.ids import IdSource, uuid7_source
from auditor.store.engine import create_database, open_engine, open_store_engine, writing
from auditor.store.migrate import bring_up_to_date
from auditor.store.records import moment_text
from auditor.store.recovery_code import new_recovery_code, normalise
from auditor.store.store import Store
from auditor.store.tables import StoreInfo
from auditor.store.vault import (
    CHEAP,
    DEFAULT_COST,
    Argon2Cost,
    SlotInfo,
    add_slot,
    finish_rekey,
    new_data_key,
    slots,
    store_exists,
    unlock,
)
from auditor.use_cases.service import Service

OPEN_PASSPHRASE = "synthetic demo data, open to all"  # noqa: S105 - the demo's, known to everyone on purpose
RECOVERY_LABEL = "recovery code"


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
        InputError: no name, or a passphrase that is too short.
        StoreError: there is a store already, or the folder cannot be written.
    """
    if store_exists(folder):
        raise StoreError("There is a store here already.", str(folder), "Open it, or choose another folder.")
    if not name.strip():
        raise InputError("A display name is needed.", "", "Type the name colleagues know you by.")
    ids = new_id or uuid7_source(clock)
    key = new_data_key(random_bytes)
    person_id = ids()
    slot, code = person_id.hex, "" if demo else new_recovery_code(random_bytes)
    # The database comes first: a folder with slots and no database would look like a damaged store.
    create_database(folder, key)
    engine = open_engine(folder, key)
    bring_up_to_date(engine)
    at = moment_text(clock())
    with writing(engine) as connection:
        row = {"id": ids(), "created_at": at, "demo": demo}
        connection.execute(StoreInfo.__table__.insert(), row)  # type: ignore[attr-defined]
    store = Store(engine, folder)
    person = Person(person_id, name.strip(), roles)
    service = Service(store, person, clock, ids, standards_folder)
    words = OPEN_PASSPHRASE if demo else passphrase
    kind = "open" if demo else "person"
    slot_key = add_slot(
        folder,
        slot_id=slot,
        kind=kind,  # type: ignore[arg-type]
        label=person.name,
        person_id=str(person_id),
        passphrase=words,
        data_key=key,
        cost=CHEAP if demo else cost,
    )
    with store.writing() as writer:
        writer.add_person(person_id, at)
        writer.append([service.fact(FactKind.PERSON, str(person_id), person_body(person))])
        writer.keep_slot_key(slot, slot_key, person_id)
        if code:
            recovery_key = add_slot(
                folder,
                slot_id="recovery",
                kind="recovery",
                label=RECOVERY_LABEL,
                person_id=None,
                passphrase=normalise(code),
                data_key=key,
                cost=cost,
            )
            writer.keep_slot_key("recovery", recovery_key, None)
    return NewStore(service, code)


def person_body(person: Person) -> dict[str, object]:
    """A person as the body of a fact."""
    return {
        "name": person.name,
        "roles": sorted(role.value for role in person.roles),
        "teams": sorted(str(team) for team in person.teams),
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
        DamagedStoreError: a file of the store is missing or damaged.
        NewerStoreError: the store was written by a newer program.
    """
    chosen = next((slot for slot in slots(folder) if slot.id == slot_id), None)
    words = normalise(passphrase) if chosen is not None and chosen.kind == "recovery" else passphrase
    unlocked = unlock(folder, slot_id, words)
    engine, key = open_store_engine(folder, unlocked)
    bring_up_to_date(engine)
    store = Store(engine, folder)
    with store.reading() as reader:
        people = reader.people()
        slot_keys = {slot: key for slot, (key, _) in reader.slot_keys().items()}
    if unlocked.next_key is not None:
        finish_rekey(folder, slot_keys, key)
    person = _person(people, unlocked.slot)
    return Service(store, person, clock, new_id or uuid7_source(clock), standards_folder)


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
    """Who works: the slot's person; with the recovery code, the QA lead who must then make a new passphrase."""
    if slot.person_id is not None:
        return people[UUID(slot.person_id)]
    leads = [person for person in people.values() if Role.QA_LEAD in person.roles]
    return leads[0] if leads else next(iter(people.values()))
