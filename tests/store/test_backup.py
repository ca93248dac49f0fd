"""The copy made before an upgrade: encrypted, whole, and checked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from auditor.errors import StoreError
from auditor.store.backup import back_up_before_upgrade
from auditor.store.engine import create_database, open_engine, writing
from auditor.store.vault import connect, database_path

KEY = bytes(range(32))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    create_database(tmp_path, KEY)
    opened = open_engine(tmp_path, KEY)
    with writing(opened) as connection:
        connection.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)"))
        for number in range(500):
            connection.execute(text("INSERT INTO note (body) VALUES (:body)"), {"body": f"plain words {number}"})
    yield opened
    opened.dispose()


def test_the_copy_holds_everything_and_no_plain_text(engine: Engine, tmp_path: Path) -> None:
    copy = back_up_before_upgrade(engine, tmp_path, KEY, "0001")
    assert b"plain words" not in copy.read_bytes()
    opened = connect(copy, KEY, mode="ro")
    assert opened.execute("SELECT count(*), max(body) FROM note").fetchone() == (500, "plain words 99")
    opened.close()


def test_a_second_attempt_replaces_the_copy(engine: Engine, tmp_path: Path) -> None:
    first = back_up_before_upgrade(engine, tmp_path, KEY, "0001")
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM note WHERE id > 10"))
    assert back_up_before_upgrade(engine, tmp_path, KEY, "0001") == first
    opened = connect(first, KEY, mode="ro")
    assert opened.execute("SELECT count(*) FROM note").fetchone() == (10,)
    opened.close()


def test_a_damaged_store_is_not_upgraded(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO note (body) VALUES (:body)"), {"body": "x" * 40_000})
    engine.dispose()
    path = database_path(tmp_path)
    content = bytearray(path.read_bytes())
    content[4096 * 6 + 100] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(StoreError):
        back_up_before_upgrade(open_engine(tmp_path, KEY), tmp_path, KEY, "0001")
    assert not list(tmp_path.glob("*before-upgrade*"))
