"""Brings a store's tables to what this program knows; refuses a store that is newer."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from auditor.errors import StoreError
from auditor.store.engine import reading, writing

SCHEMA_VERSION = "0008"
"""The newest migration. Alembic itself is loaded only when a store is not at this version."""

_MIGRATIONS = Path(__file__).parent / "migrations"


class NewerStoreError(StoreError):
    """The store was written by a newer version of this program."""


def schema_version(connection: Connection) -> str | None:
    """The version a store's tables are at; None when there are no tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def bring_up_to_date(engine: Engine, before: Callable[[str], object] | None = None) -> bool:
    """Apply what is missing, all in one transaction.

    Args:
        engine: the store's.
        before: called first, with the version the store is at, when there is something to apply to a store that has
            tables: it makes a verified backup.

    Returns:
        Whether anything was applied.

    Raises:
        NewerStoreError: the store is ahead of this program.
    """
    with reading(engine) as connection:
        version = schema_version(connection)
    if version == SCHEMA_VERSION:
        return False
    if version is not None and version > SCHEMA_VERSION:
        raise NewerStoreError(
            "This store was written by a newer version of auditor.",
            f"It is at version {version}; this program knows up to {SCHEMA_VERSION}.",
            "Install the newer version, then open the store again.",
        )
    if version is not None and before is not None:
        before(version)
    with writing(engine) as connection:
        _upgrade(connection)
    return True


def _upgrade(connection: Connection) -> None:
    from alembic import command  # half a second that a store at the right version does not pay
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
