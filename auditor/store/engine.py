"""Connections to the encrypted database, and the two kinds of transaction: reading and writing.

Everything here leaves as a :class:`~auditor.errors.StoreError` in plain words. Statement parameters are hidden from
the errors beneath, because they hold what people wrote about children.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy.dialects.sqlite  # noqa: F401  else loaded at the first opening, while somebody waits
import sqlcipher3
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from auditor.errors import StoreError
from auditor.store.vault import (
    DamagedStoreError,
    NoStoreError,
    Unlocked,
    connect,
    database_path,
    files_in_words,
    new_file,
    store_exists,
)

BUSY_MS = 5000
"""How long a writer waits for another one, in milliseconds."""

_WRITES = "auditor_writes"
_SCHEMA = "select count(*) from sqlite_master"
_PAGE = 4096


_WAIT = "Wait a moment and try again. If it goes on, close the other windows."


class StoreBusyError(StoreError):
    """Somebody else holds the lock."""

    def __init__(self, title: str = "Another window is saving.", next_step: str = _WAIT) -> None:
        super().__init__(title, "Nothing was changed.", next_step)


class WrongKeyError(DamagedStoreError):
    """The database does not open with this key: it has another one, or its beginning is damaged."""


class RefusedError(StoreError):
    """A rule of the store forbids this; the title is the rule's own sentence."""


def create_database(folder: Path, key: bytes) -> None:
    """Make an empty encrypted database, and nothing else.

    Args:
        folder: the store's folder; made when it does not exist.
        key: 32 bytes.

    Raises:
        StoreError: there is a database already (it is never overwritten), or the folder cannot be written.
    """
    path = database_path(folder)
    with files_in_words(folder):
        # A log without its database would be read as part of the new one.
        taken = next((place for place in (path, _log(path)) if place.exists()), None)
        if taken is not None:
            raise StoreError("There is a store here already.", str(taken), "Choose another folder for the new one.")
        folder.mkdir(0o700, parents=True, exist_ok=True)
        with new_file(path) as temporary, closing(connect(temporary, key)) as connection:
            connection.execute("pragma journal_mode=wal")  # which writes the first page


def open_engine(folder: Path, key: bytes, *, busy_ms: int = BUSY_MS) -> Engine:
    """An engine on the store's database; the first connection is made at once, so that a problem shows here.

    Call ``dispose()`` on it when done.

    Args:
        folder: the store's folder.
        key: the store's key, 32 bytes.
        busy_ms: how long a writer waits for another one, in milliseconds.

    Raises:
        NoStoreError: there is no store in ``folder``.
        DamagedStoreError: the database is missing or damaged; WrongKeyError when ``key`` is not its key.
        StoreBusyError: its key is just being changed.
        StoreError: it cannot be read or written.
    """
    _check_file(folder)
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connection(folder, key, busy_ms),
        module=sqlcipher3,  # else the driver's own exceptions pass SQLAlchemy by
        poolclass=QueuePool,
        pool_use_lifo=True,  # the pages that a connection keeps are worth most to whoever comes next
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    with _in_words():
        engine.connect().close()
    return engine


def open_store_engine(folder: Path, unlocked: Unlocked, *, busy_ms: int = BUSY_MS) -> tuple[Engine, bytes]:
    """An engine for somebody who unlocked the store, and the key that opened it.

    When ``unlocked.next_key`` is there, a change of the key was broken off: give the key returned here to
    :func:`auditor.store.vault.finish_rekey`.

    Args:
        folder: the store's folder.
        unlocked: what the passphrase opened.
        busy_ms: how long a writer waits for another one, in milliseconds.

    Raises:
        StoreError: as :func:`open_engine`.
    """
    *earlier, last = unlocked.candidates
    for key in earlier:
        try:
            return open_engine(folder, key, busy_ms=busy_ms), key
        except WrongKeyError:
            continue
    return open_engine(folder, last, busy_ms=busy_ms), last


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A read transaction: all its statements see the store at one moment. Writing in it is refused.

    Raises:
        StoreError: see :func:`translated`.
    """
    with _in_words(), engine.connect() as connection, connection.begin():
        driver: Any = connection.connection.driver_connection
        driver.execute("pragma query_only=on")
        try:
            yield connection
        finally:
            # Past SQLAlchemy, which refuses statements after a rollback: the connection goes back to the pool.
            driver.execute("pragma query_only=off")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction: it waits for other writers at its start, and ends in COMMIT, or ROLLBACK on any exception.

    Raises:
        StoreBusyError: another writer did not finish in time.
        StoreError: see :func:`translated`.
    """
    with _in_words(), engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


def rekey(folder: Path, old_key: bytes, new_key: bytes, *, busy_ms: int = BUSY_MS) -> None:
    """Encrypt the whole database anew. All or nothing, also when the program is killed; harmless to repeat.

    Every engine on the store must be disposed of first, in every window.

    Args:
        folder: the store's folder.
        old_key: the key it has, 32 bytes.
        new_key: the key it shall have, 32 bytes.
        busy_ms: how long to wait for others to close it, in milliseconds.

    Raises:
        StoreBusyError: somebody has the store open.
        DamagedStoreError: a page is damaged, so that nothing was changed; WrongKeyError when neither key opens it.
        StoreError: the disk is full, or the store cannot be written.
    """
    _check_file(folder)
    try:
        connection = _keyed(folder, old_key, busy_ms, exclusive=True)
    except WrongKeyError:
        _keyed(folder, new_key, busy_ms).close()
        return
    except StoreBusyError as error:
        raise StoreBusyError("The store is open in another window.", "Close it there and try again.") from error
    with _in_words(), closing(connection):
        connection.execute("pragma wal_checkpoint(truncate)")
        # On a damaged page rekeying would fail too, but with a message about something else.
        if connection.execute("pragma cipher_integrity_check").fetchone():
            raise DamagedStoreError("The store is damaged.", f"{database_path(folder)}: its key was not changed.")
        connection.execute(f"pragma rekey=\"x'{new_key.hex()}'\"")
        # What was encrypted with the old key is gone only now.
        connection.execute("pragma wal_checkpoint(truncate)")


def integrity_problems(engine: Engine) -> list[str]:
    """What is wrong inside the database, one sentence each; empty when nothing is. Reads every page.

    Raises:
        StoreError: the database does not open at all.
    """
    problems: list[str] = []
    with _in_words(), closing(engine.raw_connection()) as pooled:
        driver: Any = pooled.driver_connection
        driver.execute("pragma wal_checkpoint(passive)")
        for (text,) in driver.execute("pragma cipher_integrity_check").fetchall():
            problems.append(f"The database file is damaged: {text}.")
        for pragma, sentence in (("integrity_check", _structure_sentence), ("foreign_key_check", _reference_sentence)):
            try:
                rows = driver.execute(f"pragma {pragma}").fetchall()
            except sqlcipher3.DatabaseError:
                if not problems:
                    problems.append("The database file is damaged: it cannot be read to its end.")
                break
            problems.extend(dict.fromkeys(sentence(row) for row in rows if row != ("ok",)))
    return problems


def translated(error: Exception) -> StoreError:
    """What an error of SQLAlchemy or of the driver means, in words a person can act on.

    The sentence of one of our own triggers is kept as the title of a RefusedError.

    Args:
        error: the error as it was raised.
    """
    if isinstance(error, PoolTimeoutError):
        return StoreBusyError()
    cause = error.orig if isinstance(error, DBAPIError) else error
    text = str(cause)
    if isinstance(cause, sqlcipher3.IntegrityError):
        return _refusal(text)
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    found = _BY_CODE.get(code)
    return found() if found else StoreError("The store could not do this.", text, "Run: auditor doctor")


def _refusal(text: str) -> StoreError:
    # The driver tells the kinds of refusal apart by their text only; what is none of these is a trigger's own sentence.
    for beginning, meaning in _CONSTRAINTS.items():
        if text.startswith(beginning):
            return StoreError("The store refused this.", f"{meaning} ({text})", "Nothing was changed. Try again.")
    return RefusedError(text, "Nothing was changed.")


def _full() -> StoreError:
    return StoreError("The disk is full.", "Nothing was changed.", "Make room, then try again.")


def _read_only() -> StoreError:
    return StoreError("The store cannot be written.", "Nothing was changed.", "Ask for the right to change its folder.")


def _damaged() -> StoreError:
    return DamagedStoreError("The store is damaged.", "A part of it is not what was written. See: auditor doctor")


def _unreadable() -> StoreError:
    return StoreError("The disk did not take or give it.", "Nothing was changed.", "See that it is there and has room.")


def _gone() -> StoreError:
    return StoreError("The store's database cannot be opened.", "It was moved, or the disk is gone.", "Look for it.")


def _forbidden() -> StoreError:
    return StoreError("The store does not allow this.", "No other database may be attached.", "Use: auditor backup")


_BY_CODE: dict[int, Callable[[], StoreError]] = {
    sqlcipher3.SQLITE_BUSY: StoreBusyError,
    sqlcipher3.SQLITE_LOCKED: StoreBusyError,
    sqlcipher3.SQLITE_FULL: _full,
    sqlcipher3.SQLITE_READONLY: _read_only,
    sqlcipher3.SQLITE_CORRUPT: _damaged,
    sqlcipher3.SQLITE_NOTADB: _damaged,
    sqlcipher3.SQLITE_IOERR: _unreadable,
    sqlcipher3.SQLITE_CANTOPEN: _gone,
    sqlcipher3.SQLITE_AUTH: _forbidden,
}

_CONSTRAINTS = {
    "UNIQUE constraint failed": "The same is there already.",
    "FOREIGN KEY constraint failed": "It belongs to something that is not in the store.",
    "NOT NULL constraint failed": "Something that is needed is missing.",
    "CHECK constraint failed": "A value is not one of those allowed.",
    "cannot store": "A value is of the wrong kind.",
    "datatype mismatch": "A value is of the wrong kind.",
}


def _structure_sentence(row: tuple[Any, ...]) -> str:
    return f"The database's structure is damaged: {row[0]}."


def _reference_sentence(row: tuple[Any, ...]) -> str:
    return f"A row of {row[0]} belongs to a row of {row[2]} that is not there."


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeoutError, sqlcipher3.Error) as error:
        raise translated(error) from error


def _begin(connection: Connection) -> None:
    # A writer that began as a reader could be refused half-way; taking the lock first lets it wait instead.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def _connection(folder: Path, key: bytes, busy_ms: int) -> Any:
    connection = _keyed(folder, key, busy_ms)
    for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "recursive_triggers=on"):
        connection.execute(f"pragma {pragma}")
    connection.execute(f"pragma busy_timeout={busy_ms}")
    # What was erased or removed must not lie on in a free page.
    connection.execute("pragma secure_delete=on")
    # An attached database could be a plaintext one.
    connection.set_authorizer(_authorise)
    return connection


def _authorise(action: int, *_: object) -> int:
    denied = action == sqlcipher3.SQLITE_ATTACH
    return int(sqlcipher3.SQLITE_DENY if denied else sqlcipher3.SQLITE_OK)


def _keyed(folder: Path, key: bytes, busy_ms: int, *, exclusive: bool = False) -> Any:
    """A driver connection whose key was seen to fit."""
    path = database_path(folder)
    connection = None
    try:
        connection = connect(path, key, busy_ms=busy_ms)
        if exclusive:
            connection.execute("pragma locking_mode=exclusive")
        connection.execute(_SCHEMA).fetchone()
    except sqlcipher3.Error as error:
        if connection is not None:
            connection.close()
        if getattr(error, "sqlite_errorcode", 0) == sqlcipher3.SQLITE_NOTADB:
            if _is_plaintext(path):
                title = "This is not a store of auditor."
                raise DamagedStoreError(title, f"{path} is a database without encryption.") from error
            detail = f"{path} is damaged at its beginning, or is not the file that belongs here."
            raise WrongKeyError("The store does not open with its key.", detail) from error
        raise translated(error) from error
    return connection


def _is_plaintext(path: Path) -> bool:
    with closing(connect(path, None, mode="ro")) as connection:
        try:
            connection.execute(_SCHEMA).fetchone()
        except sqlcipher3.Error:
            return False
    return True


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _check_file(folder: Path) -> None:
    """What can be told without opening the file.

    It is never opened except by SQLite: closing it again would drop every lock this process holds on it.
    """
    path = database_path(folder)
    if not store_exists(folder):
        raise NoStoreError(folder)
    with files_in_words(folder):
        if not path.is_file():
            raise DamagedStoreError("The database of this store is missing.", f"{path} is not there.")
        for place in (folder, path):
            if not os.access(place, os.R_OK | os.W_OK):
                raise PermissionError(errno.EACCES, "", str(place))
        size = path.stat().st_size
        log_size = _log(path).stat().st_size if _log(path).exists() else 0
    if not size:
        raise DamagedStoreError("The database of this store is empty.", f"{path} has no content at all.")
    # A full log may still hold what is missing, so the size says something only without one.
    if size % _PAGE and not log_size:
        raise DamagedStoreError("The database of this store is cut off.", f"{path} ends in the middle of a page.")
