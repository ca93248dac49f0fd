"""What a backup says of itself in clear: sizes, digests, versions, moments. No name, and nothing of a case.

The manifest is sealed with the store's key, so that whoever opens the backup knows that its parts belong together.
"""

import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from auditor import __version__
from auditor.standards.hashes import canonical
from auditor.store.archive import Archive, DamagedBackupError
from auditor.store.ledger import Verification
from auditor.store.migrate import SCHEMA_VERSION, NewerStoreError
from auditor.store.records import moment_of, moment_text
from auditor.store.vault import Argon2Cost, SlotKind

DATABASE, SIDECARS, SLOTS = "auditor.db", "sidecars.db", "slots/"
_FORMAT = 1
_TOO_MANY = 2**53
"""Whole numbers from here on cannot be told apart by every reader of JSON (RFC 8785)."""
_SLOT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class SlotOutline:
    """What is needed to try a passphrase on a slot; whose it is stands inside, encrypted.

    Attributes:
        salt: in hex.
    """

    id: str
    kind: SlotKind
    argon2: Argon2Cost
    salt: str

    @property
    def member(self) -> str:
        """The slot's file in the backup."""
        return f"{SLOTS}{self.id}.db"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    Attributes:
        made_at: in UTC.
        program: the version of auditor that wrote it.
        schema_version: of the store's tables.
        store: the store's permanent id.
        demo: the store is synthetic.
        facts: how many it holds; ``erased`` of them without their text.
        problems: how many ``auditor verify`` found when it was made.
        chains: the SHA-256 of the ends of all chains, in hex.
        slots: who can open it, without names.
        files: size in bytes and SHA-256 in hex of each file, by name.
        seal: in hex, see :func:`sealed`.
    """

    made_at: datetime
    program: str
    schema_version: str
    store: str
    demo: bool
    facts: int
    erased: int
    problems: int
    chains: str
    slots: tuple[SlotOutline, ...]
    files: dict[str, tuple[int, str]]
    seal: str = ""

    def as_bytes(self) -> bytes:
        """As it stands in the backup."""
        return json.dumps(self._plain(), indent=1).encode() + b"\n"

    def _plain(self) -> dict[str, Any]:
        files = [{"name": name, "size": size, "sha256": digest} for name, (size, digest) in self.files.items()]
        plain = {**asdict(self), "made_at": moment_text(self.made_at), "files": files}
        return {"format": _FORMAT, **plain, "slots": [asdict(slot) for slot in self.slots]}

    def sealed(self, key: bytes) -> "Manifest":
        """With its seal: an HMAC-SHA256 over all the rest, by a key made from the store's (32 bytes)."""
        content = {name: value for name, value in self._plain().items() if name != "seal"}
        own_key = hmac.digest(key, b"auditor backup manifest", "sha256")
        return replace(self, seal=hmac.digest(own_key, canonical(content), "sha256").hex())

    def is_sealed_with(self, key: bytes) -> bool:
        """Whether it was sealed with this key, and not changed since."""
        return hmac.compare_digest(self.sealed(key).seal, self.seal)


def program_version() -> str:
    """The version of this program, for the manifest."""
    return __version__


def chains_digest(found: Verification) -> str:
    """The ends of all chains as one SHA-256, in hex."""
    heads = sorted(f"{head.chain} {head.person_id} {head.store_id} {head.entry_hash}" for head in found.heads)
    return hashlib.sha256("\n".join(heads).encode()).hexdigest()


def manifest_of(archive: Archive) -> Manifest:
    """The manifest of an archive, checked against what lies in it.

    Raises:
        NewerStoreError: a newer program wrote it.
        DamagedBackupError: it does not say what a manifest says, or other files are there.
    """
    try:
        found = json.loads(archive.manifest)
        if found["format"] > _FORMAT or str(found["schema_version"]) > SCHEMA_VERSION:
            raise _newer(archive.path, str(found["program"]))
        manifest = _manifest(found)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        manifest = None
    expected = {} if manifest is None else {name: size for name, (size, _) in manifest.files.items()}
    there = {name: member.size for name, member in archive.members.items()}
    names = {DATABASE, SIDECARS, *(slot.member for slot in (manifest.slots if manifest else ()))}
    if manifest is None or not manifest.slots or there != expected or set(there) != names:
        raise DamagedBackupError("This backup was not made by auditor.", f"{archive.path}: its parts do not fit.")
    return manifest


def _newer(path: Path, program: str) -> NewerStoreError:
    version = program if re.fullmatch(r"[0-9A-Za-z.+-]{1,40}", program) else "unknown"
    return NewerStoreError(
        "This backup was written by a newer version of auditor.",
        f"{path} was written by version {version}; this is {__version__}.",
        "Install the newer version, then restore it with that.",
    )


def _manifest(found: dict[str, Any]) -> Manifest:
    """From plain data; ValueError, KeyError, TypeError or OverflowError when it does not fit."""
    slots = tuple(_slot(item) for item in found["slots"])
    files = {str(item["name"]): (_count(item["size"]), str(item["sha256"])) for item in found["files"]}
    manifest = Manifest(
        made_at=moment_of(found["made_at"]),
        program=str(found["program"]),
        schema_version=str(found["schema_version"]),
        store=str(found["store"]),
        demo=bool(found["demo"]),
        facts=_count(found["facts"]),
        erased=_count(found["erased"]),
        problems=_count(found["problems"]),
        chains=str(found["chains"]),
        slots=slots,
        files=files,
        seal=str(found["seal"]),
    )
    if len({slot.id.casefold() for slot in slots}) < len(slots):
        raise ValueError("a slot twice")
    return manifest


def _count(found: Any) -> int:
    """A number of things; ValueError when it can be none, such as one too large to be sealed."""
    number = int(found)
    if not 0 <= number < _TOO_MANY:
        raise ValueError("not a number of things")
    return number


def _slot(found: dict[str, Any]) -> SlotOutline:
    cost = Argon2Cost(**{name: int(value) for name, value in found["argon2"].items()})
    slot = SlotOutline(str(found["id"]), found["kind"], cost, str(found["salt"]))
    # Bounds, so that made-up numbers cannot use up the machine.
    fits = 1 <= cost.time <= 100 and 1 <= cost.lanes <= 64 and 8 * cost.lanes <= cost.memory_kib <= 1 << 20
    if not fits or not _SLOT.fullmatch(slot.id) or slot.kind not in get_args(SlotKind):
        raise ValueError("not a slot")
    if not 8 <= len(bytes.fromhex(slot.salt)) <= 64:
        raise ValueError("not a salt")
    return slot
