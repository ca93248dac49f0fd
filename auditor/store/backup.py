"""Verified copies of a store: one before its tables are changed, and the backup that a person asks for.

Both are made by SQLite itself from one moment of the store, while other windows may be writing. The database is never
copied as a file while it is open: half of a change could be in it, and the log would be missing.
"""

import errno
import hashlib
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Engine

from auditor.errors import StoreError
from auditor.store.archive import MANIFEST, Progress, read_archive, write_archive
from auditor.store.engine import integrity_problems, open_engine, reading, translated
from auditor.store.keys import slots_locked
from auditor.store.ledger import Verification
from auditor.store.manifest import (
    DATABASE,
    SIDECARS,
    Manifest,
    SlotOutline,
    chains_digest,
    manifest_of,
    program_version,
)
from auditor.store.migrate import SCHEMA_VERSION, schema_version
from auditor.store.records import moment_of, moment_text
from auditor.store.store import Store
from auditor.store.vault import Argon2Cost, connect, database_path, files_in_words, new_file, slots

_PAGES = 512
"""Copied between two reports of progress: two megabytes."""
_MARGIN = 16 << 20
_NOTE = "last-backup.json"
_WORK = ".backup-"
_DAY_S = 86_400
_NOT_SOUND = "Nothing was written. Run: auditor doctor --unlock"


def back_up_before_upgrade(engine: Engine, folder: Path, key: bytes, version: str) -> Path:
    """Copy the database as it is at one moment, encrypted with the same key, and read the copy from end to end.

    Args:
        engine: the store's, open.
        folder: the store's folder; the copy lies beside the database.
        key: the store's key, 32 bytes; the slots that open the store open the copy too.
        version: the version of the tables, for the copy's name.

    Returns:
        The copy. One from an earlier attempt at the same upgrade is replaced only by a copy that was verified.

    Raises:
        StoreError: the copy could not be written, or is not sound; nothing was changed.
    """
    copy = database_path(folder).with_name(f"auditor-before-upgrade-from-{version}.db")
    with (
        files_in_words(folder),
        new_file(copy) as temporary,
        closing(engine.raw_connection()) as pooled,
        closing(connect(temporary, key)) as target,
    ):
        source: Any = pooled.driver_connection
        source.backup(target)
        damaged = target.execute("pragma cipher_integrity_check").fetchall()
        sound = target.execute("pragma integrity_check").fetchone()
        if damaged or sound != ("ok",):
            raise StoreError(
                "The store was not upgraded: the copy made before it is not sound.",
                f"{copy.name}: {len(damaged)} damaged pages",
                "Nothing was changed. Run: auditor doctor --unlock",
            )
    return copy


def copies_before_upgrades(folder: Path) -> list[Path]:
    """The copies that :func:`back_up_before_upgrade` left beside the database."""
    return sorted(folder.glob("auditor-before-upgrade-from-*.db"))


# -- the backup that a person asks for --------------------------------------------------------------------------------


@dataclass(frozen=True)
class WrittenBackup:
    """A backup that was written and read back.

    Attributes:
        size: in bytes.
        digest: the SHA-256 at its end, in hex; to be noted elsewhere by whoever wants to.
        problems: what ``auditor verify`` finds in the store, and so in the backup too.
    """

    path: Path
    size: int
    digest: str
    manifest: Manifest
    problems: tuple[str, ...]


def write_backup(store: Store, target: Path, made_at: datetime, progress: Progress) -> WrittenBackup:
    """Write everything that is in the store at one moment, and all its slots, into one file; then read it back.

    Other windows may go on writing. What was saved before this was called is in it.

    Args:
        store: open.
        target: the file to write, which does not exist, outside the store's folder.
        made_at: now.
        progress: told of every two megabytes.

    Raises:
        StoreError: the store is damaged, or there is no room, or the file cannot be written; there is no file then.
    """
    with _work_folder(store.folder, target) as work:
        outlines = _copy(store, work, progress)
        found, version = _checked(store, work, progress)
        names = [DATABASE, SIDECARS, *(slot.member for slot in outlines)]
        manifest = Manifest(
            made_at,
            program_version(),
            version,
            str(store.id),
            store.demo,
            found.facts,
            found.erased,
            len(found.problems),
            chains_digest(found),
            tuple(outlines),
            {name: ((work / name).stat().st_size, _sha256(work / name)) for name in names},
        ).sealed(store.key)
        members: dict[str, bytes | Path] = {MANIFEST: manifest.as_bytes(), **{name: work / name for name in names}}
        with _writing_in_words(target), new_file(target) as temporary:
            with temporary.open("wb") as file:
                digest = write_archive(file, members, progress)
                file.flush()
                os.fsync(file.fileno())
            # What can be read back is what was checked above: the digest covers every byte of it.
            read = read_archive(temporary, progress)
            if read.digest != digest or manifest_of(read) != manifest:
                raise StoreError("What was written cannot be read back.", str(target), "Choose another disk.")
    return WrittenBackup(target, target.stat().st_size, digest, manifest, found.problems)


def _copy(store: Store, work: Path, progress: Progress) -> list[SlotOutline]:
    """The database of one moment, and the slots of the same moment."""
    with closing(store.engine.raw_connection()) as pooled:
        source: Any = pooled.driver_connection
        try:
            with slots_locked(store.folder):
                outlines = _copy_slots(store, work)
                # From here on this connection sees the store as it is now, whatever others write.
                source.execute("begin")
                source.execute("select count(*) from sqlite_master").fetchone()
            with files_in_words(work), closing(_new_database(work / DATABASE, store.key)) as target:
                source.backup(
                    target,
                    pages=_PAGES,
                    progress=lambda _, remaining, total: progress(total - remaining, total, "Copying"),
                )
        except sqlcipher3.Error as error:
            raise translated(error) from error
        finally:
            if source.in_transaction:
                source.execute("rollback")
    return outlines


def _copy_slots(store: Store, work: Path) -> list[SlotOutline]:
    """The slots, and their sidecars encrypted: those say in clear who works with the store."""
    (work / "slots").mkdir(0o700)
    outlines, sidecars = [], []
    for slot in slots(store.folder):
        with files_in_words(store.folder):
            sidecar = (store.folder / "slots" / f"{slot.id}.json").read_text("utf-8")
        stated = json.loads(sidecar)
        outline = SlotOutline(slot.id, slot.kind, Argon2Cost(**stated["argon2"]), stated["salt"])
        with files_in_words(work):
            (work / outline.member).write_bytes(_slot_content(store.folder, slot.id, stated["sha256"]))
        outlines.append(outline)
        sidecars.append((slot.id, sidecar))
    with files_in_words(work), closing(_new_database(work / SIDECARS, store.key)) as connection:
        connection.executescript("pragma journal_mode=memory; begin")
        connection.execute("create table sidecar (slot_id text primary key, content text not null)")
        connection.executemany("insert into sidecar values (?, ?)", sidecars)
        connection.execute("commit")
    return outlines


def _slot_content(folder: Path, slot_id: str, sha256: str) -> bytes:
    """The slot that its sidecar speaks of: after a crash that may be the one beside it."""
    for suffix in (".db", ".db.next"):
        path = folder / "slots" / f"{slot_id}{suffix}"
        with files_in_words(folder):
            content = path.read_bytes() if path.exists() else b""
        if hashlib.sha256(content).hexdigest() == sha256:
            return content
    raise StoreError("A slot of this store is damaged.", f"slots/{slot_id}.db", _NOT_SOUND)


def _new_database(path: Path, key: bytes) -> Any:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return connect(path, key)


def _checked(store: Store, work: Path, progress: Progress) -> tuple[Verification, str]:
    """Open the copy with the key, and check it as ``auditor doctor`` and ``auditor verify`` do."""
    progress(0, 0, "Checking")
    engine = open_engine(work, store.key)
    try:
        damage = integrity_problems(engine)
        if damage:
            raise StoreError("There is no backup: the store is damaged.", "\n".join(damage[:5]), _NOT_SOUND)
        with reading(engine) as connection:
            version = schema_version(connection)
        with closing(Store(engine, work, store.key)) as copy, copy.reading() as reader:
            # The projections of an older version are made anew when it is brought up to date.
            found = reader.verify() if version == SCHEMA_VERSION else reader.verify_recorded()
            return found, version or ""
    finally:
        engine.dispose()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _work_folder(folder: Path, target: Path) -> Iterator[Path]:
    """A folder to prepare the backup in; everything in it is encrypted.

    Beside the store there is a disk on which databases work, which cannot be said of a share or a stick. But when that
    disk is nearly full, which is a good reason for a backup, there are other places.
    """
    with files_in_words(folder):
        for stale in folder.glob(f"{_WORK}*"):  # of a backup that was killed
            if time.time() - stale.stat().st_mtime > _DAY_S:
                shutil.rmtree(stale, ignore_errors=True)
        parts = [database_path(folder), database_path(folder).with_name("auditor.db-wal"), *folder.glob("slots/*")]
        needed = sum(path.stat().st_size for path in parts if path.exists()) + _MARGIN
    places = [(folder, 3 * needed), (Path(tempfile.gettempdir()), needed), (target.parent, 2 * needed)]
    place = next((place for place, room in places if _free(place) >= room), None)
    if place is None or _free(target.parent) < needed:
        raise StoreError(
            "There is not enough room for a backup.",
            f"It needs {needed / 1e6:.0f} MB in {target.parent}, and as much again while it is made.",
            "Make room, or choose another disk. What was saved is safe.",
        )
    with files_in_words(place):
        work = Path(tempfile.mkdtemp(prefix=f"{_WORK}{secrets.token_hex(2)}", dir=place))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _free(place: Path) -> int:
    """Bytes that can be written in a folder; none where nothing may be written."""
    try:
        return shutil.disk_usage(place).free if os.access(place, os.W_OK) else 0
    except OSError:
        return 0


@contextmanager
def _writing_in_words(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreError("The disk is full; there is no backup.", str(target), "Choose another disk.") from error
        step = "Choose another place. The store itself is untouched."
        raise StoreError("The backup cannot be written.", f"{target}: {error.strerror}", step) from error


# -- when the last one was made ---------------------------------------------------------------------------------------


def note_backup(folder: Path, made_at: datetime, path: Path) -> None:
    """Note beside a store when it was last backed up, for whoever looks without a passphrase.

    Raises:
        StoreError: the note cannot be written; the backup is good all the same.
    """
    with files_in_words(folder), new_file(folder / _NOTE) as temporary:
        content = {"at": moment_text(made_at), "file": str(path)}
        temporary.write_text(json.dumps(content, ensure_ascii=False) + "\n", "utf-8")


def last_backup(folder: Path) -> tuple[datetime, str] | None:
    """When a store was last backed up, as far as is noted beside it, and into which file; None when never."""
    try:
        found = json.loads((folder / _NOTE).read_text("utf-8"))
        return moment_of(found["at"]), str(found["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
