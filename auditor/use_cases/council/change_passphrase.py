"""Change one's passphrase; or, with the recovery code, give a new one to somebody who forgot theirs."""

from uuid import UUID

from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.store import vault
from auditor.store.keys import slots_locked
from auditor.store.vault import DEFAULT_COST, MINIMUM_PASSPHRASE, Argon2Cost, SlotInfo
from auditor.use_cases.open_store import add_slot_for
from auditor.use_cases.service import Service


def change_passphrase(service: Service, old: str, new: str, *, cost: Argon2Cost = DEFAULT_COST) -> None:
    """Change the passphrase of the person working.

    Raises:
        InputError: the new one is too short, or the store is the demo's, or was unlocked with the recovery code.
        WrongPassphraseError: the old one is another; nothing was changed.
        StoreBusyError: another window is changing who can open the store.
    """
    slot = service.slot
    if slot is None or slot.kind != "person":
        raise InputError(
            "There is no passphrase of yours to change.", "", "Unlock the store under your own name first."
        )
    store = service.store
    with slots_locked(store.folder), store.writing() as writer:
        slot_key = vault.change_passphrase(store.folder, slot.id, old, new, cost)
        writer.keep_slot_key(slot.id, slot_key, service.person.id)


def choose_passphrase(service: Service, person_id: UUID, new: str, *, cost: Argon2Cost = DEFAULT_COST) -> None:
    """Give a person a new passphrase, after the store was unlocked with the recovery code.

    Raises:
        NotPermittedError: it was not unlocked with the recovery code.
        InputError: nobody with this id works with the store, or the passphrase is too short; nothing was changed.
        StoreBusyError: another window is changing who can open the store.
    """
    if service.slot is None or service.slot.kind != "recovery":
        raise NotPermittedError("This needs the recovery code.", "", "Unlock the store with the recovery code first.")
    if len(new) < MINIMUM_PASSPHRASE:
        raise InputError(f"A passphrase has at least {MINIMUM_PASSPHRASE} characters.", "", "Four words do well.")
    store = service.store
    with slots_locked(store.folder), store.writing() as writer:
        people = writer.people()
        if person_id not in people or not people[person_id].roles:
            raise UnknownIdError("person", str(person_id), [str(known) for known in people])
        person = people[person_id]
        slot = SlotInfo(person.id.hex, "person", person.name, str(person.id))
        vault.remove_slot(store.folder, slot.id)
        slot_key = add_slot_for(store.folder, slot, new, store.key, cost)
        writer.keep_slot_key(slot.id, slot_key, person.id)
    service.person = person
