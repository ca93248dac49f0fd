"""Bring a store back from a backup: into a new place, whole and verified, or not at all."""

import secrets
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import InputError, StoreError
from auditor.store.archive import DamagedBackupError, Progress
from auditor.store.backup import note_backup
from auditor.store.engine import integrity_problems
from auditor.store.manifest import Manifest, chains_digest
from auditor.store.migrate import SCHEMA_VERSION
from auditor.store.restore import Backup, put_in_place, read_backup, unpack_store
from auditor.store.vault import files_in_words, store_exists
from auditor.use_cases.open_store import unlock_store, who_can_unlock


@dataclass(frozen=True)
class Restored:
    """A store that was brought back.

    Attributes:
        folder: where it now is.
        opens_for: whose passphrase of that time opens it, by display name, the recovery code last.
        upgraded: its tables were older, and were brought up to date.
        problems: what ``auditor verify`` found; it was in the store already when the backup was made.
    """

    folder: Path
    manifest: Manifest
    opens_for: tuple[str, ...]
    upgraded: bool
    problems: tuple[str, ...]


def inspect_backup(path: Path, progress: Progress = lambda *_: None) -> Backup:
    """Check every byte of a backup, without a passphrase; see :func:`auditor.store.restore.read_backup`."""
    return read_backup(path, progress)


def check_free_place(to: Path) -> None:
    """Refuse a place that is not new or empty, before anything is asked.

    Raises:
        StoreError: there is a store; it is never overwritten.
        InputError: there is something else.
    """
    step = "Name a folder that does not exist yet. Move it later, when you have looked at it."
    if to.is_dir() and store_exists(to):
        raise StoreError("There is a store in that folder already; it is never overwritten.", str(to), step)
    if to.is_symlink() or (to.exists() and not to.is_dir()):
        raise InputError("That is not a folder.", str(to), step)
    with files_in_words(to):
        if to.is_dir() and any(to.iterdir()):
            raise InputError("That folder is not empty.", str(to), step)


def restore_backup(backup: Backup, to: Path, passphrase: str, progress: Progress = lambda *_: None) -> Restored:
    """Unpack a backup aside, open it, verify it, and only then put it in place.

    Args:
        backup: as :func:`inspect_backup` found it.
        to: a folder that does not exist, or an empty one.
        passphrase: one that somebody had when the backup was made, or the recovery code; ignored for a demo's.
        progress: told how far it is.

    Raises:
        InputError, StoreError: it cannot be restored; nothing was put in place.
    """
    to = to.absolute()
    check_free_place(to)
    with files_in_words(to):
        to.parent.mkdir(parents=True, exist_ok=True)
        _check_room(backup, to.parent)
        aside = to.with_name(f".{to.name}.{secrets.token_hex(4)}.restoring")
        aside.mkdir(0o700)
    try:
        slot_id, words = unpack_store(backup, aside, passphrase, progress)
        restored = _verified(backup, aside, to, slot_id, words, progress)
        if not backup.manifest.demo:
            note_backup(aside, backup.manifest.made_at, backup.archive.path.absolute())
        check_free_place(to)
        put_in_place(aside, to)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return restored


def _verified(backup: Backup, aside: Path, to: Path, slot_id: str, words: str, progress: Progress) -> Restored:
    """Open the store that was unpacked in the normal way, which also brings older tables up to date."""
    manifest = backup.manifest
    progress(0, 0, "Opening")
    with closing(unlock_store(aside, slot_id, words)) as service:
        progress(0, 0, "Checking")
        damage = integrity_problems(service.store.engine)
        if damage:
            raise DamagedBackupError("The store in this backup is damaged.", "\n".join(damage[:5]))
        # All of it, also what whoever restores is blind to: nothing of it is told, only whether it is as it was.
        with service.store.reading() as reader:
            found = reader.verify()
        if chains_digest(found) != manifest.chains or found.facts != manifest.facts:
            raise DamagedBackupError("This backup does not hold what it says.", str(backup.archive.path))
        if found.problems and not manifest.problems:
            raise DamagedBackupError("What this backup holds was changed.", "\n".join(found.problems[:5]))
    labels = tuple(slot.label for slot in who_can_unlock(aside))
    return Restored(to, manifest, labels, manifest.schema_version != SCHEMA_VERSION, found.problems)


def _check_room(backup: Backup, place: Path) -> None:
    needed = 2 * sum(size for size, _ in backup.manifest.files.values())
    free = shutil.disk_usage(place).free
    if free < needed:
        detail = f"It needs {needed / 1e6:.0f} MB in {place}; {free / 1e6:.0f} MB are free."
        raise StoreError("There is not enough room to restore this backup.", detail, "Make room. Nothing was changed.")
