"""Who can open the store: one slot for each person, and one for recovery.

A slot is two files. ``slots/<id>.db`` is a tiny encrypted database whose key is made from a passphrase (Argon2id) and
which holds the random key of the store. ``slots/<id>.json`` says in clear whose slot it is, how the passphrase becomes
a key, and the SHA-256 of the other file, so that a damaged slot is told apart from a wrong passphrase.

A slot changes in three steps, and a crash after any of them leaves a slot that opens: the new ``.db.next`` is written,
the sidecar that names its hash replaces the old one (from here on the change is made), ``.db.next`` becomes ``.db``.

SQLAlchemy is not imported here: the screen that asks for the passphrase comes first.
"""

import errno
import hashlib
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import quote

import sqlcipher3
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from auditor.errors import InputError, StoreError, UnknownIdError

SlotKind = Literal["person", "recovery", "open"]
"""``open`` is the demo store's: it opens with :data:`OPEN_PASSPHRASE`, and no question is asked."""

OPEN_PASSPHRASE = "this store holds synthetic cases only"  # noqa: S105  well known on purpose: it protects nothing
MINIMUM_PASSPHRASE = 12  # characters
KEY_BYTES = 32
_FORMAT = 1
_LOOK_AT_DISK = "Check that the disk is there and has room, then try again."


@dataclass(frozen=True)
class Argon2Cost:
    """What one guess at a passphrase costs: passes over the memory, the memory in KiB, threads."""

    time: int = 3
    memory_kib: int = 65536
    lanes: int = 4


DEFAULT_COST = Argon2Cost()
CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)
"""For tests and for the demo store, whose passphrase is known anyway."""


@dataclass(frozen=True)
class SlotInfo:
    """Whose slot it is; ``id`` names its files, ``label`` is the display name, ``person_id`` is None for recovery."""

    id: str
    kind: SlotKind
    label: str
    person_id: str | None


@dataclass(frozen=True)
class Unlocked:
    """What a passphrase opened: the store's key, whose slot it was (this is who is working), the slot's own key, and
    the key the store is about to have when a change of it was begun and not finished. Every key is 32 bytes.
    """

    key: bytes = field(repr=False)
    slot: SlotInfo
    slot_key: bytes = field(repr=False)
    next_key: bytes | None = field(default=None, repr=False)

    @property
    def candidates(self) -> tuple[bytes, ...]:
        """The keys the store may have, the likeliest first."""
        return (self.key,) if self.next_key is None else (self.key, self.next_key)


class NoStoreError(StoreError):
    """There is no store in this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__("There is no store here.", str(folder), "Make one with: auditor init")


class DamagedStoreError(StoreError):
    """A file of the store is missing, or is not what was written."""

    def __init__(self, title: str, detail: str) -> None:
        super().__init__(title, detail, "Bring the store back from a backup: auditor restore.")


class WrongPassphraseError(StoreError):
    """The passphrase does not open this slot."""

    def __init__(self, label: str) -> None:
        title = f"That passphrase does not open the store for {label}."
        super().__init__(title, "Capitals and spaces count.", "Try again, or ask whoever keeps the recovery code.")


@dataclass(frozen=True)
class _Sidecar:
    info: SlotInfo
    cost: Argon2Cost
    salt: bytes
    sha256: str


def database_path(folder: Path) -> Path:
    """The database file of the store in ``folder``."""
    return folder / "auditor.db"


def new_data_key(random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> bytes:
    """A new key for a store, 32 bytes from ``random_bytes``."""
    return random_bytes(KEY_BYTES)


def store_exists(folder: Path) -> bool:
    """Whether ``folder`` holds a store, or any part of one."""
    return bool(_slot_ids(folder)) or database_path(folder).exists()


def slots(folder: Path) -> list[SlotInfo]:
    """All slots: persons by label, then recovery, then open. Asks for no passphrase.

    Raises:
        NoStoreError: there is no store in ``folder``.
        DamagedStoreError: a sidecar is missing or garbled; the message names the file.
    """
    if not store_exists(folder):
        raise NoStoreError(folder)
    found = (_read_sidecar(folder, slot_id).info for slot_id in _slot_ids(folder))
    return sorted(found, key=lambda info: (get_args(SlotKind).index(info.kind), info.label.casefold(), info.id))


def add_slot(
    folder: Path,
    *,
    slot_id: str,
    kind: SlotKind,
    label: str,
    person_id: str | None,
    passphrase: str,
    data_key: bytes,
    cost: Argon2Cost = DEFAULT_COST,
) -> bytes:
    """Let one more passphrase open the store; returns the slot's own key, 32 bytes, for the store to keep.

    Args:
        folder: the store's folder; made when it does not exist.
        slot_id, kind, label, person_id: whose slot it is, see :class:`SlotInfo`; the id must fit in a file name.
        passphrase: at least 12 characters; ``cost`` is what one guess at it costs.
        data_key: the key of the store, 32 bytes.

    Raises:
        InputError: the passphrase is too short, or the id does not fit.
        StoreError: the slot exists already, or the files cannot be written.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", slot_id):
        raise InputError(f"'{slot_id}' cannot name a slot.", "Letters, digits, - and _ are allowed, 64 at most.")
    if slot_id in _slot_ids(folder):
        raise StoreError("This person has a passphrase already.", str(_sidecar_path(folder, slot_id)), "Change it.")
    return _write_new_key(folder, SlotInfo(slot_id, kind, label, person_id), passphrase, (data_key,), cost)


def unlock(folder: Path, slot_id: str, passphrase: str) -> Unlocked:
    """Open a slot.

    Raises:
        WrongPassphraseError: the passphrase is another one.
        DamagedStoreError: a file of the slot is missing or damaged.
        NoStoreError, UnknownIdError: there is no store in ``folder``, or it has no such slot.
    """
    if not store_exists(folder):
        raise NoStoreError(folder)
    if slot_id not in (known := _slot_ids(folder)):
        raise UnknownIdError("slot", slot_id, known)
    sidecar = _read_sidecar(folder, slot_id)
    slot_key = derived_key(passphrase, sidecar.salt, sidecar.cost)
    keys = _read_slot(_settled(folder, sidecar), slot_key, sidecar.info)
    if keys is None:
        raise WrongPassphraseError(sidecar.info.label)
    return Unlocked(keys[0], sidecar.info, slot_key, keys[1] if len(keys) > 1 else None)


def change_passphrase(folder: Path, slot_id: str, old: str, new: str, cost: Argon2Cost = DEFAULT_COST) -> bytes:
    """Give a slot another passphrase; returns its new key, 32 bytes, for the store to keep in place of the old one.

    Raises:
        InputError: the new passphrase is too short. Otherwise as :func:`unlock`.
    """
    found = unlock(folder, slot_id, old)
    return _write_new_key(folder, found.slot, new, found.candidates, cost)


def remove_slot(folder: Path, slot_id: str) -> None:
    """Take a slot away. Harmless to repeat. The store must be rekeyed afterwards: a copy of the slot still opens it.

    Raises:
        StoreError: it is the only slot, so nobody could open the store any more; or the files cannot be removed.
    """
    if _slot_ids(folder) == [slot_id]:
        raise StoreError("This is the only way into the store.", "", "Add another person or a recovery code first.")
    base = _sidecar_path(folder, slot_id)
    with files_in_words(folder):
        # The sidecar goes last: without it the rest of the slot would look damaged.
        for suffix in (".db.next", ".db", ".json"):
            base.with_suffix(suffix).unlink(missing_ok=True)


def prepare_rekey(folder: Path, slot_keys: dict[str, bytes], old_key: bytes, new_key: bytes) -> None:
    """Make every slot hold both the key the store has and the key it is about to have.

    Nothing is written before every slot was opened. May be repeated, also with another ``new_key``. ``slot_keys`` has
    the key of every slot by slot id (ids without a slot do no harm); all keys are 32 bytes.

    Raises:
        StoreError: the key of a slot is missing or out of date, so its owner would be locked out.
    """
    _rewrite(folder, slot_keys, old_key, (old_key, new_key))


def finish_rekey(folder: Path, slot_keys: dict[str, bytes], new_key: bytes) -> None:
    """Make every slot hold only the key the store now has; arguments and errors as :func:`prepare_rekey`.

    After a crash, call it with the key that did open the store: that finishes the change, or takes it back.
    """
    _rewrite(folder, slot_keys, new_key, (new_key,))


def _rewrite(folder: Path, slot_keys: dict[str, bytes], must_hold: bytes, keys: Iterable[bytes]) -> None:
    sidecars = [_read_sidecar(folder, info.id) for info in slots(folder)]
    for sidecar in sidecars:
        slot_key = slot_keys.get(sidecar.info.id)
        held = None if slot_key is None else _read_slot(_settled(folder, sidecar), slot_key, sidecar.info)
        if held is None or must_hold not in held:
            label = sidecar.info.label
            detail = "What the store knows about this passphrase is out of date. Nothing was changed."
            step = f"Ask {label} to open the store once, or remove them; then try again."
            raise StoreError(f"The store cannot hand its new key to {label}.", detail, step)
    for sidecar in sidecars:
        _write_slot(folder, sidecar, slot_keys[sidecar.info.id], keys)


def _slot_ids(folder: Path) -> list[str]:
    place = folder / "slots"
    with files_in_words(folder):
        names = [path.name for path in place.iterdir()] if place.is_dir() else []
    return sorted({name.rpartition(".")[0] for name in names if name.endswith((".json", ".db")) and name[0] != "."})


def _sidecar_path(folder: Path, slot_id: str) -> Path:
    return folder / "slots" / f"{slot_id}.json"


def _read_sidecar(folder: Path, slot_id: str) -> _Sidecar:
    path = _sidecar_path(folder, slot_id)
    try:
        with files_in_words(folder):
            found = json.loads(path.read_text("utf-8")) if path.exists() else None
        if found is None:
            raise DamagedStoreError("A file of the store is missing.", str(path))
        if found["format"] > _FORMAT:
            raise StoreError("This store was made by a newer auditor.", str(path), "Update the program.")
        info = SlotInfo(found["id"], found["kind"], found["label"], found["person_id"])
        cost = Argon2Cost(**found["argon2"])
        sidecar = _Sidecar(info, cost, bytes.fromhex(found["salt"]), found["sha256"])
        fits = info.id == slot_id and info.kind in get_args(SlotKind) and len(sidecar.salt) >= 8
        fits = fits and isinstance(info.label, str) and isinstance(info.person_id, str | None)
        # Bounds, so that a garbled number cannot use up the machine.
        fits = fits and 1 <= cost.time <= 100 and 1 <= cost.lanes <= 64 and 8 * cost.lanes <= cost.memory_kib <= 1 << 22
    except (ValueError, KeyError, TypeError, AttributeError):
        fits = False
    if not fits:
        raise DamagedStoreError("A file of the store is damaged.", f"{path} does not say whose slot it is.")
    return sidecar


def _settled(folder: Path, sidecar: _Sidecar) -> Path:
    """The slot file the sidecar speaks of; a change that a crash broke off is finished first."""
    path = _sidecar_path(folder, sidecar.info.id).with_suffix(".db")
    with files_in_words(folder):
        for candidate in (path, path.with_suffix(".db.next")):
            if candidate.exists() and hashlib.sha256(candidate.read_bytes()).hexdigest() == sidecar.sha256:
                return candidate.replace(path) if candidate != path else path
    wrong = "has changed since it was written" if path.exists() else "is missing"
    raise DamagedStoreError("A file of the store is damaged.", f"{path} {wrong}.")


def derived_key(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    """The slot key that a passphrase makes, 32 bytes. The same letter can be typed in two ways; both open the slot."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return hash_secret_raw(secret, salt, cost.time, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)
    except HashingError as error:
        raise StoreError("There is not enough memory to open the store.", str(error), "Close a program.") from error


def _write_new_key(folder: Path, info: SlotInfo, passphrase: str, keys: Iterable[bytes], cost: Argon2Cost) -> bytes:
    if len(unicodedata.normalize("NFC", passphrase)) < MINIMUM_PASSPHRASE:
        raise InputError(f"A passphrase has at least {MINIMUM_PASSPHRASE} characters.", "", "Four words do well.")
    salt = secrets.token_bytes(16)
    slot_key = derived_key(passphrase, salt, cost)
    _write_slot(folder, _Sidecar(info, cost, salt, ""), slot_key, keys)
    return slot_key


def _write_slot(folder: Path, sidecar: _Sidecar, slot_key: bytes, keys: Iterable[bytes]) -> None:
    """Write both files of a slot. A slot that exists must be settled first."""
    path = _sidecar_path(folder, sidecar.info.id)
    with files_in_words(folder):
        folder.mkdir(0o700, parents=True, exist_ok=True)
        path.parent.mkdir(0o700, exist_ok=True)
        with new_file(path.with_suffix(".db.next")) as temporary:
            with closing(connect(temporary, slot_key)) as connection:
                connection.executescript("pragma journal_mode=memory; begin")
                connection.execute("create table slot (id, kind, label, person_id)")
                connection.execute("create table data_key (place integer primary key, key blob not null)")
                connection.execute("insert into slot values (:id, :kind, :label, :person_id)", asdict(sidecar.info))
                connection.executemany("insert into data_key values (?, ?)", list(enumerate(keys)))
                connection.execute("commit")
            sidecar = replace(sidecar, sha256=hashlib.sha256(temporary.read_bytes()).hexdigest())
        content = {"format": _FORMAT, **asdict(sidecar.info), "argon2": asdict(sidecar.cost)}
        content |= {"salt": sidecar.salt.hex(), "sha256": sidecar.sha256}
        with new_file(path) as temporary:
            temporary.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
        path.with_suffix(".db.next").replace(path.with_suffix(".db"))


def _read_slot(path: Path, slot_key: bytes, info: SlotInfo) -> list[bytes] | None:
    """The keys in a slot; None when ``slot_key`` is not its key."""
    try:
        with closing(connect(path, slot_key, mode="ro")) as connection:
            inside = connection.execute("select id, kind, label, person_id from slot").fetchall()
            keys = [bytes(key) for (key,) in connection.execute("select key from data_key order by place")]
    except sqlcipher3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlcipher3.SQLITE_NOTADB:
            return None
        raise DamagedStoreError("A file of the store is damaged.", str(path)) from error
    # The sidecar is in clear: without this, whoever edits theirs could work under another person's name.
    if inside != [(info.id, info.kind, info.label, info.person_id)]:
        raise DamagedStoreError("A file of the store was edited.", f"{path.with_suffix('.json')} names somebody else.")
    return keys


def connect(path: Path, key: bytes | None, *, mode: Literal["rw", "ro"] = "rw", busy_ms: int = 5000) -> Any:
    """A driver connection to a file that exists; whether ``key`` (32 bytes) fits shows at the first read.

    Raises:
        sqlcipher3.Error: the file cannot be opened.
    """
    absolute = path.resolve().as_posix()
    # Without a mode, a wrong path would quietly make an empty store. The extra slash is for C:/.
    uri = f"file://{'' if absolute.startswith('/') else '/'}{quote(absolute)}?mode={mode}"
    connection = sqlcipher3.connect(uri, busy_ms / 1000, isolation_level=None, check_same_thread=False, uri=True)
    # First of all: otherwise the cipher writes its errors over the screen.
    connection.execute("pragma cipher_log_level=none")
    if key is not None:
        connection.execute(f"pragma key=\"x'{key.hex()}'\"")
    return connection


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """An empty private file beside ``path`` to write; takes the place of ``path`` at the end, unless that fails."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield temporary
        with temporary.open("r+b") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
        if os.name == "posix":  # so that the new name survives a power cut; Windows has no such call
            descriptor = os.open(path.parent, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def files_in_words(folder: Path) -> Iterator[None]:
    """Let errors of the file system, and of writing a small encrypted file, leave as a StoreError."""
    try:
        yield
    except sqlcipher3.Error as error:
        raise StoreError("A file of the store cannot be written.", f"{folder}: {error}", _LOOK_AT_DISK) from error
    except OSError as error:
        where = str(error.filename or folder)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreError("The disk is full.", where, "Make room and try again. What was saved is safe.") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise StoreError("The store cannot be written.", where, "Ask for the right to change it.") from error
        raise StoreError("A file of the store cannot be used.", f"{where}: {error.strerror}", _LOOK_AT_DISK) from error
