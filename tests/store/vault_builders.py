"""What tests of the vault share: two people with their passphrases, and the files they have."""

import json
from pathlib import Path

from auditor.store.vault import CHEAP, add_slot

ANN = "correct horse battery"
BEN = "staple river mountain"
KEY = bytes(range(32))
NEXT = bytes(range(32, 64))


def add(folder: Path, slot_id: str, passphrase: str, label: str = "Ann", key: bytes = KEY) -> bytes:
    return add_slot(
        folder,
        slot_id=slot_id,
        kind="person",
        label=label,
        person_id=f"p-{slot_id}",
        passphrase=passphrase,
        data_key=key,
        cost=CHEAP,
    )


def sidecar(folder: Path, slot_id: str = "ann") -> Path:
    return folder / "slots" / f"{slot_id}.json"


def edit(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")
