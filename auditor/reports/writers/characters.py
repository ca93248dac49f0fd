"""What may stand on paper: control signs out, and words for signs that a font lacks."""

import unicodedata
from collections.abc import Callable
from itertools import groupby

_SPOKEN = {"★": "star", "☆": "star", "✗": "cross", "✘": "cross", "☑": "tick", "☐": "box"}
_UNSEEN = frozenset("\u00ad\u200b\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Hints on where to break a word, and signs that turn the order of what is shown: a report must read as written."""


def tidy(text: str) -> str:
    """Text with its letters composed, its line ends plain, and without control signs (a terminal would obey them).

    Half of a surrogate pair, which no file can hold, becomes a question mark.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(_tidied(sign) for sign in composed)


def _tidied(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign == "\n":
        return sign
    if category == "Cs":
        return "?"
    if category in ("Zl", "Zp"):
        return "\n"
    return "" if category == "Cc" or sign in _UNSEEN else sign


def printable(text: str, has: Callable[[str], bool]) -> str:
    """Text in signs that a font has, with words in brackets for those it lacks.

    Args:
        text: anything.
        has: whether the font has a sign.
    """
    parts = []
    for kind, run in groupby(tidy(text), key=lambda sign: _kind(sign, has)):
        signs = "".join(run)
        if kind == "plain":
            parts.append(signs)
        elif kind == "same":
            parts.append(unicodedata.normalize("NFKC", signs))
        elif kind == "letters":
            parts.append(f"[{len(signs)} {'letter' if len(signs) == 1 else 'letters'} this font lacks]")
        elif kind == "named":
            parts.append("".join(f"[{_name(sign)}]" for sign in signs))
    return "".join(parts)


def _kind(sign: str, has: Callable[[str], bool]) -> str:
    if sign == "\n" or has(sign):
        return "plain"
    category = unicodedata.category(sign)
    if category in ("Cf", "Mn", "Me"):
        return "dropped"  # joins or colours the sign before it
    if all(has(same) for same in unicodedata.normalize("NFKC", sign)):
        return "same"
    return "letters" if category[0] in "LM" else "named"


def _name(sign: str) -> str:
    return _SPOKEN.get(sign) or unicodedata.name(sign, "").lower() or f"sign U+{ord(sign):04X}"
