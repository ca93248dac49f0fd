"""What the pages of an encrypted database hold when they are decrypted: free space and all, which no query shows.

SQLCipher 4 encrypts each page of 4,096 bytes with AES-256 in CBC mode; the last 80 bytes of a page are its own starting
block (16) and its authentication code (64), and the first 16 bytes of the file are not encrypted. AES is FIPS 197, done
here on all blocks at once, a byte position at a time.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.store.vault import connect

_PAGE, _RESERVED, _BLOCK = 4096, 80, 16


def decrypted_pages(path: Path, key: bytes) -> bytes:
    """Every page of a database file, one after another."""
    content = path.read_bytes()
    blocks, before = bytearray(), bytearray()
    for start in range(0, len(content), _PAGE):
        page = content[start : start + _PAGE]
        body = page[_BLOCK if start == 0 else 0 : _PAGE - _RESERVED]
        first = page[_PAGE - _RESERVED : _PAGE - _RESERVED + _BLOCK]
        blocks += body
        before += first + body[:-_BLOCK]
    return _xor(_decrypt(bytes(blocks), key), bytes(before))


def dump(path: Path, key: bytes) -> str:
    """Every value of every table."""
    connection = connect(path, key, mode="ro")
    try:
        return "\n".join(_values(connection))
    finally:
        connection.close()


def _values(connection: Any) -> Iterator[str]:
    names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
    for name in names:
        for row in connection.execute(f"select * from {name}"):
            yield f"{name} {row!r}"


# -- AES --------------------------------------------------------------------------------------------------------------


def _times(first: int, second: int) -> int:
    product = 0
    while second:
        product ^= first if second & 1 else 0
        first = (first << 1) ^ (0x11B if first & 0x80 else 0)
        second >>= 1
    return product


def _box() -> bytes:
    inverse = [0] + [next(b for b in range(256) if _times(a, b) == 1) for a in range(1, 256)]
    turned = lambda byte, by: (byte << by | byte >> (8 - by)) & 0xFF  # noqa: E731
    return bytes(b ^ turned(b, 1) ^ turned(b, 2) ^ turned(b, 3) ^ turned(b, 4) ^ 0x63 for b in inverse)


_SBOX = _box()
_UNBOX = bytes(_SBOX.index(byte) for byte in range(256))
_TIMES = {factor: bytes(_times(byte, factor) for byte in range(256)) for factor in (9, 11, 13, 14)}


def _round_keys(key: bytes) -> list[bytes]:
    words = [key[place : place + 4] for place in range(0, 32, 4)]
    power = 1
    while len(words) < 60:
        word = words[-1]
        if len(words) % 8 == 0:
            word = bytes(_SBOX[byte] for byte in word[1:] + word[:1])
            word = bytes([word[0] ^ power]) + word[1:]
            power = _times(power, 2)
        elif len(words) % 8 == 4:
            word = bytes(_SBOX[byte] for byte in word)
        words.append(_xor(words[-8], word))
    return [b"".join(words[place : place + 4]) for place in range(0, 60, 4)]


def _xor(*parts: bytes) -> bytes:
    number = 0
    for part in parts:
        number ^= int.from_bytes(part)
    return number.to_bytes(len(parts[0]))


def _decrypt(blocks: bytes, key: bytes) -> bytes:
    keys = _round_keys(key)
    state = [blocks[place::_BLOCK] for place in range(_BLOCK)]

    def add(state: list[bytes], key: bytes) -> list[bytes]:
        pairs = zip(state, key, strict=True)
        return [column.translate(bytes(value ^ byte for value in range(256))) for column, byte in pairs]

    state = add(state, keys[14])
    for number in range(13, -1, -1):
        state = [state[(place - 4 * (place % 4)) % _BLOCK].translate(_UNBOX) for place in range(_BLOCK)]
        state = add(state, keys[number])
        if number:
            state = [
                _xor(
                    *(
                        state[place - place % 4 + (place + step) % 4].translate(_TIMES[factor])
                        for step, factor in enumerate((14, 11, 13, 9))
                    )
                )
                for place in range(_BLOCK)
            ]
    plain = bytearray(len(blocks))
    for place, column in enumerate(state):
        plain[place::_BLOCK] = column
    return bytes(plain)
