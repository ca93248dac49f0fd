"""A bare encrypted database, for tests beneath the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_builders import KEY, MARK
from sqlalchemy import Engine, text

from auditor.store.engine import (
    create_database,
    open_engine,
    writing,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "store"
    create_database(place, KEY)
    return place


@pytest.fixture
def engine(folder: Path) -> Iterator[Engine]:
    made = open_engine(folder, KEY, busy_ms=200)
    with writing(made) as connection:
        connection.execute(text("create table fact (id integer primary key, body text not null unique) strict"))
        connection.execute(text("create table part (id integer primary key, fact integer references fact (id))"))
        connection.execute(text("create table shade (name text check (name in ('light', 'dark'))) strict"))
        for action in ("update", "delete"):
            connection.exec_driver_sql(
                f"create trigger fact_{action} before {action} on fact "
                "begin select raise(abort, 'Facts are only added.'); end"
            )
        connection.execute(text("insert into fact values (1, :body)"), {"body": MARK})
    yield made
    made.dispose()
