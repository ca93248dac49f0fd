"""The recovery code: a passphrase the program makes, printed once and kept in a safe.

A code is six groups of five from Crockford's alphabet: 28 random characters (140 bits) and two check characters. The
check is a Reed-Solomon code over the 32 letters of the alphabet, so a single mistyped character is not only found but
located, and the message can name the group. It is never mended silently.
"""

import re
import secrets
from collections.abc import Callable

from auditor.errors import InputError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP_LENGTH = 5
GROUPS = 6
LENGTH = GROUP_LENGTH * GROUPS
"""Characters in a code, check characters included; may not pass 31, or a mistake could no longer be located."""

_RANDOM_BYTES = 18
_DATA_LENGTH = LENGTH - 2
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212_.]+")


def _powers() -> list[int]:
    """The powers of the generator of the field with 32 elements (x^5 + x^2 + 1)."""
    values = [1]
    while len(values) < 31:
        doubled = values[-1] << 1
        values.append(doubled ^ 0b100101 if doubled & 32 else doubled)
    return values


_POWER = _powers()
_LOG = {value: exponent for exponent, value in enumerate(_POWER)}


def _times_power(value: int, exponent: int) -> int:
    return _POWER[(_LOG[value] + exponent) % 31] if value else 0


def _syndromes(values: list[int]) -> tuple[int, int]:
    """Both are nought for a code without a mistake."""
    plain = weighted = 0
    for place, value in enumerate(values):
        plain ^= value
        weighted ^= _times_power(value, place)
    return plain, weighted


def _check_values(data: list[int]) -> list[int]:
    """The two values that make both syndromes of ``data`` nought."""
    plain, weighted = _syndromes(data)
    last_but_one, last = _DATA_LENGTH, _DATA_LENGTH + 1
    # Solve: first + second = plain, first * a^28 + second * a^29 = weighted.
    numerator = weighted ^ _times_power(plain, last_but_one)
    divisor = _POWER[last_but_one] ^ _POWER[last]
    second = _times_power(numerator, -_LOG[divisor])
    return [plain ^ second, second]


def _grouped(characters: str) -> str:
    return "-".join(characters[start : start + GROUP_LENGTH] for start in range(0, LENGTH, GROUP_LENGTH))


def new_recovery_code(random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """A new code of 140 random bits, six groups of five characters joined by dashes.

    Args:
        random_bytes: gives that many random bytes; a fixed one makes the code repeatable in tests.
    """
    number = int.from_bytes(random_bytes(_RANDOM_BYTES), "big")
    data = [number >> (5 * place) & 31 for place in range(_DATA_LENGTH)]
    return _grouped("".join(ALPHABET[value] for value in data + _check_values(data)))


def normalise(code: str) -> str:
    """A typed code as it was printed: capitals, groups of five, dashes.

    Spaces, dashes and case do not matter; the letter O is read as nought, I and L as one.

    Args:
        code: what the person typed.

    Raises:
        InputError: a character is wrong, missing or too many; the message names the group where that can be told.
    """
    characters = _SEPARATORS.sub("", code).upper().translate(_FORGIVEN)
    for place, character in enumerate(characters[:LENGTH]):
        if character not in ALPHABET:
            raise _mistyped(place, f"'{character}' is never part of a recovery code.")
    if len(characters) != LENGTH:
        raise InputError(
            "This is not a whole recovery code.",
            f"A code has {GROUPS} groups of {GROUP_LENGTH}, {LENGTH} characters; {len(characters)} were typed.",
            "Compare it with the printed code and try again.",
        )
    plain, weighted = _syndromes([ALPHABET.index(character) for character in characters])
    if plain and weighted:
        place = (_LOG[weighted] - _LOG[plain]) % 31
        if place < LENGTH:
            raise _mistyped(place, "If that group is right, more than one character is wrong.")
    if plain or weighted:
        raise InputError(
            "This recovery code has a mistake in it.",
            "More than one character is wrong, or two have changed places.",
            "Compare it with the printed code and try again.",
        )
    return _grouped(characters)


def _mistyped(place: int, detail: str) -> InputError:
    return InputError(
        f"Group {place // GROUP_LENGTH + 1} of this recovery code looks wrong.",
        detail,
        "Compare that group with the printed code and try again.",
    )
