"""Takes what was deleted out of the store's file as well: the free space of a database keeps old words otherwise.

A marker beside the database says that this is still to be done: one for each deletion, put there before it and taken
away when the file is clean. So neither a crash nor another window can leave old words behind unnoticed.
"""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlcipher3

from auditor.errors import AuditorError, StoreError
from auditor.store.engine import BUSY_MS, translated
from auditor.store.store import Store
from auditor.store.vault import connect, database_path, files_in_words

_MARKER = ".clean-up-"


@contextmanager
def scrubbing(store: Store) -> Iterator[Path]:
    """Delete inside, in a transaction of its own, and call :func:`scrub` afterwards.

    Gives the marker, to be removed by whoever finds that nothing had to be deleted.
    """
    marker = store.folder / f"{_MARKER}{secrets.token_hex(4)}"
    with files_in_words(store.folder):
        marker.touch(0o600)
    try:
        yield marker
    except AuditorError:  # the transaction was undone
        marker.unlink(missing_ok=True)
        raise


def scrub(store: Store, busy_ms: int = BUSY_MS) -> str:
    """Write the whole database anew without its free space, and empty its log.

    Args:
        store: open; other windows may have it open too, but must not be in the middle of something.
        busy_ms: how long to wait for them, in milliseconds.

    Returns:
        Empty when the file is clean. Otherwise why it is not, in a sentence; :func:`finish_scrub` tries again when the
        store is next opened.
    """
    done = _markers(store.folder)  # another window may delete more from here on
    try:
        # A connection of its own: those of the store refuse to attach, which is how a database is written anew.
        with closing(connect(database_path(store.folder), store.key, busy_ms=busy_ms)) as connection:
            connection.execute("pragma synchronous=full")
            connection.execute("vacuum")
            blocked = connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        with files_in_words(store.folder):
            for marker in [] if blocked else done:
                marker.unlink(missing_ok=True)
    except sqlcipher3.Error as error:
        return translated(error).title
    except StoreError as error:
        return error.title
    return "Another window is reading the store." if blocked else ""


def scrub_is_due(folder: Path) -> bool:
    """Whether deleted words may still be in the file of the store in ``folder``."""
    return bool(_markers(folder))


def finish_scrub(store: Store) -> None:
    """Clean the file if that was left undone; where it is not possible now, the next opening tries again."""
    if scrub_is_due(store.folder):
        scrub(store, busy_ms=0)


def _markers(folder: Path) -> list[Path]:
    return list(folder.glob(f"{_MARKER}*"))
