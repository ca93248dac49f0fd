"""The open store: short reading and writing transactions, handing out frozen rows.

A :class:`Reader` answers questions; a :class:`Writer` also records, inside one transaction that is kept whole or not at
all. Neither is kept after its ``with`` block.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, select

from auditor.errors import StoreError
from auditor.store.checklists import Checklists
from auditor.store.engine import open_engine, reading, writing
from auditor.store.reader import Reader
from auditor.store.tables import StoreInfo, table
from auditor.store.writer import Writer

__all__ = ["Reader", "Store", "Writer"]


class Store:
    """An open store.

    Attributes:
        engine: its connections.
        folder: where it lies.
        key: what it is encrypted with.
        id: its permanent id.
        demo: synthetic, opened without asking.
        salt: gives the random bytes that facts are salted with.
        checklists: those in memory.
    """

    def __init__(self, engine: Engine, folder: Path, key: bytes) -> None:
        self.engine = engine
        self.folder = folder
        self.key = key
        self.salt: Callable[[int], bytes] = secrets.token_bytes
        with reading(engine) as connection:
            row = connection.execute(select(table(StoreInfo))).first()
        if row is None:
            raise StoreError("The store is empty.", f"{folder} has no identity.", "Restore it from a backup.")
        self.id: UUID = row.id
        self.demo: bool = row.demo
        self.checklists = Checklists()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reading transaction."""
        with reading(self.engine) as connection:
            yield Reader(connection, self.id, self.checklists)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A writing transaction: committed at the end, undone on any error."""
        with writing(self.engine) as connection:
            yield Writer(connection, self.id, self.checklists, self.salt)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def open_again(self, key: bytes) -> None:
        """Open the store after it was closed, with the key it now has."""
        self.engine = open_engine(self.folder, key)
        self.key = key
