"""What tests of the engine share: keys, and small things done to a database."""

from pathlib import Path

from sqlalchemy import Engine, text

from auditor.store.engine import (
    reading,
    writing,
)
from auditor.store.vault import (
    CHEAP,
    add_slot,
)

KEY = bytes(range(32))
NEXT = bytes(range(32, 64))
PASSPHRASE = "correct horse battery"
MARK = "KEEP-THIS-PRIVATE"


def add(folder: Path, slot_id: str, key: bytes = KEY) -> bytes:
    return add_slot(
        folder,
        slot_id=slot_id,
        kind="person",
        label=slot_id.title(),
        person_id=None,
        passphrase=PASSPHRASE,
        data_key=key,
        cost=CHEAP,
    )


def count(engine: Engine, table: str = "fact") -> int:
    with reading(engine) as connection:
        return int(connection.execute(text(f"select count(*) from {table}")).scalar_one())


def fill(engine: Engine, rows: int, length: int = 3000) -> None:
    with writing(engine) as connection:
        connection.execute(
            text("insert into fact (body) values (:body)"),
            [{"body": f"{number:08}" + "x" * length} for number in range(rows)],
        )


def spoil(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
