"""Changes of who can open a store, safe beside other windows and across crashes.

The slots are files, and what the store knows of them (``slot_key``) is in its database, so no transaction covers both.
Whoever changes them holds :func:`slots_locked`; what a crash broke off is finished by :func:`settle` when somebody next
unlocks the store.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from uuid import UUID

import sqlcipher3

from auditor.errors import StoreError
from auditor.store.engine import BUSY_MS, StoreBusyError, WrongKeyError, rekey
from auditor.store.store import Reader, Store
from auditor.store.vault import (
    Unlocked,
    connect,
    files_in_words,
    finish_rekey,
    new_data_key,
    prepare_rekey,
    remove_slot,
    slots,
)

SHORT_MS = 500
"""How long to wait for other windows to close the store: a command ends soon, a window on screen does not."""


@contextmanager
def slots_locked(folder: Path, busy_ms: int = BUSY_MS) -> Iterator[None]:
    """Only one window at a time is inside; the lock goes with the program, however it ends.

    Two windows that changed the key of the store at once could leave slots that hold neither window's key.

    Args:
        folder: the store's folder.
        busy_ms: how long to wait for another window, in milliseconds.

    Raises:
        StoreBusyError: another window is changing who can open the store.
    """
    path = folder / "slots" / ".lock"
    with files_in_words(folder):
        path.touch(0o600)
    with closing(connect(path, None, busy_ms=busy_ms)) as connection:
        try:
            connection.execute("begin exclusive")
        except sqlcipher3.OperationalError as error:
            raise StoreBusyError("Another window is changing who can open the store.") from error
        yield


def change_key(store: Store, busy_ms: int = SHORT_MS) -> None:
    """Encrypt the store with a new key, which every slot that is left then holds. Hold :func:`slots_locked`.

    Args:
        store: open in this window only.
        busy_ms: how long to wait for other windows to close it, in milliseconds.

    Raises:
        StoreBusyError: the store is open in another window; it has its old key still.
        StoreError: a slot cannot be handed the new key, or the store cannot be written; the same holds.
    """
    with store.reading() as reader:
        slot_keys = {slot: key for slot, (key, _) in reader.slot_keys().items()}
    old, new = store.key, new_data_key()
    prepare_rekey(store.folder, slot_keys, old, new)
    store.close()
    try:
        rekey(store.folder, old, new, busy_ms=busy_ms)
    finally:
        try:
            store.open_again(new)
        except WrongKeyError:
            store.open_again(old)
        finish_rekey(store.folder, slot_keys, store.key)


def forget_removed_slots(store: Store, busy_ms: int = SHORT_MS) -> None:
    """If slots were removed, change the key of the store and forget them; see :func:`change_key`."""
    present = {slot.id for slot in slots(store.folder)}
    with store.reading() as reader:
        removed = reader.slot_keys().keys() - present
    if removed:
        change_key(store, busy_ms)
        with store.writing() as writer:
            for slot in removed:
                writer.forget_slot_key(slot)


def settle(store: Store, unlocked: Unlocked) -> None:
    """Finish what a crash broke off: a change of key, of a passphrase, an addition or a removal of a person.

    Where that is not possible now (another window has the store open), the store works all the same, and whoever
    unlocks it next tries again.
    """
    with store.reading() as reader:
        known, strangers = reader.slot_keys(), _slots_of_nobody(reader, store.folder)
    own = known.get(unlocked.slot.id)
    up_to_date = own is not None and own[0] == unlocked.slot_key and unlocked.next_key is None
    if up_to_date and not strangers and known.keys() == {slot.id for slot in slots(store.folder)}:
        return
    with suppress(StoreError), slots_locked(store.folder, busy_ms=0):
        person = unlocked.slot.person_id
        with store.writing() as writer:
            writer.keep_slot_key(unlocked.slot.id, unlocked.slot_key, UUID(person) if person else None)
            known, strangers = writer.slot_keys(), _slots_of_nobody(writer, store.folder)
        for slot_id in strangers:
            remove_slot(store.folder, slot_id)
        if unlocked.next_key is not None:
            finish_rekey(store.folder, {slot: key for slot, (key, _) in known.items()}, store.key)
        forget_removed_slots(store, busy_ms=0)


def _slots_of_nobody(reader: Reader, folder: Path) -> list[str]:
    """Slots of people whom the store does not know, or who were removed."""
    working = {str(person.id) for person in reader.people().values() if person.roles}
    return [slot.id for slot in slots(folder) if slot.person_id is not None and slot.person_id not in working]
