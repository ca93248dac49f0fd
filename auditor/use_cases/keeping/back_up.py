"""Back up a store while people work in it, and know afterwards which backups there are."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.errors import InputError, StoreError
from auditor.store.archive import Progress
from auditor.store.backup import WrittenBackup, copies_before_upgrades, note_backup, write_backup
from auditor.store.reader import Reader
from auditor.use_cases.service import Service

BACKUP = "backup"
"""Names a backup among what left the store."""
ACTIONS = "actions"
"""Names a list of actions, of many audits, among it."""
SUFFIX = ".auditor"


@dataclass(frozen=True)
class BackedUp:
    """A backup that was written and read back.

    Attributes:
        written: the file.
        not_noted: why the store could not note that the backup was made; empty when it did.
    """

    written: WrittenBackup
    not_noted: str = ""


def back_up(service: Service, to: Path, progress: Progress = lambda *_: None) -> BackedUp:
    """Write a backup, and note that it was made.

    Args:
        to: a folder, in which the file gets a name with the moment in it; or a file that does not exist yet.
        progress: told how far it is.

    Raises:
        InputError: the place does not do.
        StoreError: the store is damaged, or the file cannot be written; then there is no file.
    """
    made_at = service.now()
    target = _target(to, made_at)
    store = service.store
    if target.resolve().is_relative_to(store.folder.resolve()):
        raise InputError(
            "A backup does not belong in the folder of the store.",
            f"Whatever happens to {store.folder} would happen to both.",
            "Name a folder on another disk.",
        )
    written = write_backup(store, target, made_at, progress)
    try:
        with store.writing() as writer:
            body = {"what": BACKUP, "file": str(target)}
            writer.append([service.fact(FactKind.DISCLOSURE, BACKUP, body)])
        if not store.demo:
            note_backup(store.folder, made_at, target)
    except StoreError as error:
        return BackedUp(written, error.title)
    return BackedUp(written)


def _target(to: Path, made_at: datetime) -> Path:
    absolute = to.absolute()
    if absolute.is_dir():
        name = f"auditor-backup-{made_at.astimezone():%Y-%m-%d-%H%M}"
        names = [f"{name}{SUFFIX}", *(f"{name}-{number}{SUFFIX}" for number in range(2, 1000))]
        return next(absolute / name for name in names if not (absolute / name).exists())
    if absolute.exists():
        raise InputError("There is a file with this name already.", str(to), "Choose another name, or name a folder.")
    if not absolute.parent.is_dir():
        raise InputError("There is no such folder.", str(absolute.parent), "Make it first.")
    return absolute


@dataclass(frozen=True)
class Copy:
    """Something that left the store and may hold a text that is erased now.

    Attributes:
        what: ``backup``, ``export``, ``report`` or ``copy before an upgrade``.
        file: its name, if known.
        at: when it was made.
    """

    what: str
    file: str
    at: datetime


def copies_since(reader: Reader, folder: Path, audit_id: UUID, since: datetime) -> tuple[Copy, ...]:
    """The known copies of an audit's texts made since a moment, oldest first.

    Args:
        folder: of the store.
        since: the moment a text was saved.
    """
    found = [
        Copy(fact.body["what"], fact.body.get("file", ""), fact.at)
        for fact in reader.disclosures()
        if fact.body is not None and fact.key in (BACKUP, ACTIONS, audit_id.hex) and fact.at >= since
    ]
    for path in copies_before_upgrades(folder):
        at = datetime.fromtimestamp(path.stat().st_mtime, tz=since.tzinfo)
        if at >= since:
            found.append(Copy("copy before an upgrade", str(path), at))
    return tuple(sorted(found, key=lambda copy: copy.at))
