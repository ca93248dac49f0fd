"""What the author of a text chose to keep although screening had found it, and why; never the words themselves.

A kept find is remembered by a digest: SHA-256 over a random salt of its own, the kind and the words, without case and
spaces. So it is not asked about again, wherever in the text it moves; and nobody reads the words in the record. A
digest of a name is not anonymous all the same: whoever can open the store can try names on it. It is erased like any
other text.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.audit.screening.finds import Certainty, Find, FindKind
from auditor.audit.screening.reading import listed, read
from auditor.audit.screening.screen import plain, screen
from auditor.errors import InputError

SALT_BYTES = 16
"""How many random bytes a salt has at least."""
_TELLING_LENGTH = 3
USUAL_REASONS = (
    "It is not a person: a place, a service or an ordinary word.",
    "It is a number of another kind.",
    "It is public and says nothing about this child.",
)
"""Reasons to choose from; another may be typed."""


@dataclass(frozen=True)
class Kept:
    """A find that its author chose to keep.

    Attributes:
        kind: what it looked like; kept as one kind, it is asked about again as another.
        salt: random, of this find alone, in hex, so that the same words kept twice cannot be told to be the same.
        digest: of salt, kind and words, in hex.
        reason: why it may stand, in the author's words; it holds nothing of the find.
    """

    kind: FindKind
    salt: str
    digest: str
    reason: str

    def as_body(self) -> dict[str, Any]:
        """As plain data, for the body of a fact."""
        return {"kind": self.kind.value, "salt": self.salt, "digest": self.digest, "reason": self.reason}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Kept":
        """From plain data."""
        return cls(FindKind(body["kind"]), body["salt"], body["digest"], body["reason"])

    def covers(self, text: str, find: Find) -> bool:
        """Whether a find of a text is the one that was kept."""
        if find.kind is not self.kind:
            return False
        return hmac.compare_digest(self.digest, _digest(bytes.fromhex(self.salt), find.kind, find.words(text)))


def keep(text: str, find: Find, reason: str, salt: bytes) -> Kept:
    """Keep a find, for a reason.

    Args:
        text: the text that was screened.
        find: one of its finds.
        reason: why it may stand; not empty, and free of what it speaks of.
        salt: at least :data:`SALT_BYTES` random bytes, new for each find.

    Raises:
        InputError: there is no reason, or the reason itself says who it is.
    """
    if len(salt) < SALT_BYTES:
        raise ValueError("the salt is too short")
    why = reason.strip()
    if not why:
        raise InputError("Why may it stand?", "Nothing was typed.", "Say in a few words why it identifies nobody.")
    words = find.words(text)
    told = plain(words) in plain(why) or not _telling(words, find.kind).isdisjoint(word.low for word in read(why))
    if told or any(other.certainty is Certainty.SURE for other in screen(why)):
        raise InputError(
            "The reason itself says who it is.", "It would be kept in clear.", "Give the reason without the words."
        )
    return Kept(find.kind, salt.hex(), _digest(salt, find.kind, words), why)


def open_finds(text: str, kept: Iterable[Kept], *, allowed: Iterable[str] = ()) -> tuple[Find, ...]:
    """The finds of a text that its author has still to rephrase or to keep.

    Args:
        text: the text as it is now.
        kept: what was kept in it, in any order.
        allowed: as for :func:`~auditor.audit.screening.screen.screen`.
    """
    standing = tuple(kept)
    finds = screen(text, allowed=allowed)
    return tuple(find for find in finds if not any(item.covers(text, find) for item in standing))


def _telling(words: str, kind: FindKind) -> set[str]:
    """The words of a find that would tell it by themselves: *Harding* of *Mrs Harding*, not *Mrs*."""
    parts = read(words)[1 if kind is FindKind.TITLED_NAME else 0 :]
    return {word.low for word in parts if len(word.low) >= _TELLING_LENGTH and not listed(word.low)}


def _digest(salt: bytes, kind: FindKind, words: str) -> str:
    return hashlib.sha256(salt + kind.value.encode() + b"\0" + plain(words).encode()).hexdigest()
