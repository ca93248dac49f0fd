"""Three ways in which a store refuses to be written: a full disk, no right to write, another writer that goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from auditor.use_cases.service import Service

SHORT_MS = 50
"""How long a writer waits for another one here, in milliseconds; five seconds in the product."""


@contextmanager
def _each_connection(service: Service, refuse: str, allow: str) -> Iterator[None]:
    """Every connection is told one thing while this lasts, and another thing afterwards."""
    engine = service.store.engine

    def told(statement: str) -> Any:
        def tell(connection: Any, *_: object) -> None:
            cursor = connection.cursor()
            cursor.execute(statement)
            cursor.close()

        return tell

    refusing, allowing = told(refuse), told(allow)
    event.listen(engine, "checkout", refusing)
    try:
        yield
    finally:
        event.remove(engine, "checkout", refusing)
        event.listen(engine, "checkout", allowing)


@contextmanager
def read_only_store(service: Service, _: Service | None = None) -> Iterator[None]:
    """Every connection of the store refuses to write, as a folder without permission does."""
    with _each_connection(service, "pragma query_only = on", "pragma query_only = off"):
        yield


@contextmanager
def full_disk(service: Service, _: Service | None = None) -> Iterator[None]:
    """The database may not grow by a single page."""
    with _each_connection(service, "pragma max_page_count = 1", "pragma max_page_count = 1000000"):
        yield


@contextmanager
def locked_store(service: Service, other: Service) -> Iterator[None]:
    """Somebody else is writing, for longer than a writer waits."""
    patience = f"pragma busy_timeout = {SHORT_MS}"
    with _each_connection(service, patience, patience), other.store.writing():
        yield
