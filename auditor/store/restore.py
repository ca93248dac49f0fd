"""Opens a backup: finds the slot that a passphrase opens, and unpacks a whole store into a folder aside.

Nothing here puts a store in place; that is done when what was unpacked has been opened and verified.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3

from auditor.errors import InputError, StoreError
from auditor.store.archive import Archive, DamagedBackupError, Progress, read_archive, unpack
from auditor.store.manifest import DATABASE, SIDECARS, Manifest, SlotOutline, manifest_of
from auditor.store.recovery_code import normalise
from auditor.store.vault import OPEN_PASSPHRASE, connect, derived_key, files_in_words


class NobodysPassphraseError(StoreError):
    """A passphrase opens none of the slots in a backup."""

    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open this backup.",
            "It needs the passphrase that somebody had when it was made, or the recovery code of that time.",
            "Capitals and spaces count. Nothing was changed.",
        )


@dataclass(frozen=True)
class Backup:
    """A backup of which every byte was checked, and which is not opened yet."""

    archive: Archive
    manifest: Manifest

    @property
    def opens_for_all(self) -> bool:
        """Whether it is of a demo store, which needs no passphrase."""
        return any(slot.kind == "open" for slot in self.manifest.slots)


def read_backup(path: Path, progress: Progress) -> Backup:
    """Look at a backup and check every byte of it, without a passphrase.

    Raises:
        InputError: it is not there, cannot be read, or is no backup.
        DamagedBackupError: it is cut off, or was changed.
        NewerStoreError: a newer program wrote it.
    """
    archive = read_archive(path, progress)
    return Backup(archive, manifest_of(archive))


def unpack_store(backup: Backup, folder: Path, passphrase: str, progress: Progress) -> tuple[str, str]:
    """Make the store of a backup anew, with all its slots.

    Args:
        backup: as :func:`read_backup` found it.
        folder: new and empty; what is in it after an error is of no use.
        passphrase: somebody's of that time, or the recovery code.
        progress: told what is done.

    Returns:
        The id of the slot that the passphrase opens, and the passphrase as that slot wants it.

    Raises:
        NobodysPassphraseError: it opens no slot.
        DamagedBackupError: the parts of the backup do not belong together.
        StoreError: the folder cannot be written.
    """
    names = [slot.member for slot in backup.manifest.slots]
    with files_in_words(folder):
        (folder / "slots").mkdir(0o700)
        for name in (*names, SIDECARS):
            _unpack(backup, name, folder / name)
    slot, words, key = _opened(backup, folder, passphrase, progress)
    if not backup.manifest.is_sealed_with(key):
        raise DamagedBackupError("This backup was put together by somebody else.", str(backup.archive.path))
    _write_sidecars(backup, folder, key)
    progress(0, 0, "Unpacking")
    with files_in_words(folder):
        _unpack(backup, DATABASE, folder / DATABASE)
    return slot.id, words


def _unpack(backup: Backup, name: str, to: Path) -> None:
    # The archive was checked as a whole before; but it may have been changed since.
    if unpack(backup.archive, name, to) != backup.manifest.files[name][1]:
        raise DamagedBackupError("This backup was changed after it was made.", str(backup.archive.path))


def _opened(backup: Backup, folder: Path, passphrase: str, progress: Progress) -> tuple[SlotOutline, str, bytes]:
    """The slot that opens, the words that opened it, and the key of the store in it."""
    tries = list(_tries(backup, passphrase))
    for number, (slot, words) in enumerate(tries):
        progress(number, len(tries), "Trying the passphrase")
        slot_key = derived_key(words, bytes.fromhex(slot.salt), slot.argon2)
        for key in _keys(folder / slot.member, slot_key):
            # While a key is being changed a slot holds two; the sidecars are encrypted with the one then in use.
            if _keys(folder / SIDECARS, key, "select slot_id from sidecar"):
                return slot, words, key
    raise NobodysPassphraseError


def _tries(backup: Backup, passphrase: str) -> Iterator[tuple[SlotOutline, str]]:
    for slot in sorted(backup.manifest.slots, key=lambda slot: slot.kind != "recovery"):
        if slot.kind == "recovery":
            try:
                yield slot, normalise(passphrase)
            except InputError:
                continue  # it is not a code, so it is somebody's passphrase
        else:
            yield slot, OPEN_PASSPHRASE if slot.kind == "open" else passphrase


def _keys(path: Path, key: bytes, query: str = "select key from data_key order by place") -> list[bytes]:
    """The first column of a small encrypted database; empty when ``key`` does not open it."""
    try:
        with closing(connect(path, key, mode="ro")) as connection:
            return [value if isinstance(value, bytes) else b"1" for (value,) in connection.execute(query)]
    except sqlcipher3.Error:
        return []


def _write_sidecars(backup: Backup, folder: Path, key: bytes) -> None:
    """Put the sidecars beside their slots, each of which must be the one its sidecar speaks of."""
    with files_in_words(folder):
        with closing(connect(folder / SIDECARS, key, mode="ro")) as connection:
            sidecars = dict(connection.execute("select slot_id, content from sidecar").fetchall())
        for slot in backup.manifest.slots:
            path = folder / slot.member
            content = sidecars.get(slot.id, "{}")
            if json.loads(content).get("sha256") != hashlib.sha256(path.read_bytes()).hexdigest():
                raise DamagedBackupError("The slots of this backup do not belong together.", str(backup.archive.path))
            sidecar = path.with_suffix(".json")
            sidecar.touch(0o600)
            sidecar.write_text(content, "utf-8")
        (folder / SIDECARS).unlink()


def put_in_place(aside: Path, to: Path) -> None:
    """Give a store that was made aside its place, in one step.

    Args:
        aside: the folder, on the same disk; nothing in it is open.
        to: does not exist, or is an empty folder.

    Raises:
        StoreError: something else got there first, or it cannot be written; nothing was put in place.
    """
    with files_in_words(to):
        for path in (*aside.rglob("*"), aside):
            _sync(path)
        if to.exists() and os.name != "posix":
            to.rmdir()  # which only an empty folder allows
        aside.replace(to)
        _sync(to.parent)


def _sync(path: Path) -> None:
    if path.is_file() or os.name == "posix":  # Windows cannot sync a folder
        descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
