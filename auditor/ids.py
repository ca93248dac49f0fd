"""The one source of ids: UUID version 7 (RFC 9562, section 5.7), which sort by the time they were made."""

import secrets
import uuid
from collections.abc import Callable

from auditor.clock import Clock, system_clock

IdSource = Callable[[], uuid.UUID]
RandomBits = Callable[[int], int]


def uuid7_source(clock: Clock = system_clock, random_bits: RandomBits = secrets.randbits) -> IdSource:
    """A source of version 7 ids.

    Two ids made by one source within a millisecond still sort in the order they were made: the random part of the
    second starts from that of the first (RFC 9562, section 6.2, method 2).

    Args:
        clock: gives the moment.
        random_bits: gives that many random bits; a seeded one makes ids repeatable.
    """
    last_ms = -1
    last_tail = 0

    def next_id() -> uuid.UUID:
        nonlocal last_ms, last_tail
        moment = int(clock().timestamp() * 1000)
        if moment > last_ms:
            last_ms, last_tail = moment, random_bits(73)
        else:
            last_tail += 1 + random_bits(32)
        tail = last_tail & ((1 << 74) - 1)
        value = (last_ms & ((1 << 48) - 1)) << 80 | 7 << 76 | (tail >> 62) << 64 | 2 << 62 | tail & ((1 << 62) - 1)
        return uuid.UUID(int=value)

    return next_id
