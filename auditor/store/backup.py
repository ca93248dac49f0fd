"""A verified copy of the database, made before its tables are changed."""

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from auditor.errors import StoreError
from auditor.store.vault import connect, database_path, files_in_words, new_file


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
