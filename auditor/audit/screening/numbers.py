"""Numbers that people are registered by: NHS number, unique pupil number, National Insurance number."""

import re
from collections.abc import Iterator

from auditor.audit.screening.finds import WRONG_CHECK, Certainty, Find, FindKind, found

_NHS = re.compile(r"(?<![\w+./-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w/]|[.-]\d)")
_NHS_CUE = re.compile(r"\bnhs\b[^\d\n]{0,24}$", re.IGNORECASE)
_UPN = re.compile(r"(?<![\w.-])[a-z] ?\d{3} ?\d{4} ?\d{2} ?\d{2}[\da-z](?!\w)", re.IGNORECASE)
_UPN_CUE = re.compile(r"\b(?:upn|pupil number)\b[^\d\n]{0,24}$", re.IGNORECASE)
_NI = re.compile(
    r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d{2}){3}(?:[A-D]|[ -][ABCD])(?!\w)"
    r"|(?<!\w)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]\d{6}[a-d](?!\w)"
)
_NI_NEVER = frozenset(("BG", "GB", "KN", "NK", "NT", "TN", "ZZ"))
"""Prefixes that are never allocated (HM Revenue and Customs, National Insurance Manual NIM39110)."""

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_CUE_REACH = 34
"""Characters before a number that are searched for what it is called."""


def numbers(text: str) -> Iterator[Find]:
    """The registration numbers in a text."""
    for match in _NHS.finditer(text):
        yield from _checked(match, FindKind.NHS_NUMBER, is_nhs_number(match[0]), _NHS_CUE)
    for match in _UPN.finditer(text):
        yield from _checked(match, FindKind.UPN, is_upn(match[0]), _UPN_CUE)
    for match in _NI.finditer(text):
        if match[0][:2].upper() not in _NI_NEVER:
            yield found(*match.span(), FindKind.NI_NUMBER, Certainty.SURE)


def _checked(match: re.Match[str], kind: FindKind, right: bool, cue: re.Pattern[str]) -> Iterator[Find]:
    if right:
        yield found(*match.span(), kind, Certainty.SURE)
    elif cue.search(match.string, max(0, match.start() - _CUE_REACH), match.start()):
        yield found(*match.span(), kind, Certainty.HINT, WRONG_CHECK[kind])


def is_nhs_number(text: str) -> bool:
    """Whether ten digits end in the right check digit.

    Source: NHS Data Model and Dictionary, *NHS Number*: the first nine digits are weighted 10 to 2; eleven less the
    remainder of their sum by eleven is the check digit, 11 stands for 0, and 10 is never used.

    Args:
        text: the number; spaces and hyphens do not matter.
    """
    digits = [int(sign) for sign in text if sign.isdecimal()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == digits[9]


def is_upn(text: str) -> bool:
    """Whether a unique pupil number begins with the right check letter.

    Source: Department for Education, *Unique pupil numbers (UPNs): a guide for schools and local authorities*:
    characters 2 to 13 are weighted 2 to 13; the remainder of the sum by 23 names the letter, counted from A = 0 without
    I, O and S. A temporary number ends in a letter, which counts the same way.

    Args:
        text: the number in capital or small letters; spaces do not matter.
    """
    signs = text.replace(" ", "").upper()
    if len(signs) != 13 or not signs[1:12].isdecimal() or signs[0] not in _UPN_LETTERS:
        return False
    if not (signs[12].isdecimal() or signs[12] in _UPN_LETTERS):
        return False
    values = [int(sign) if sign.isdecimal() else _UPN_LETTERS.index(sign) for sign in signs[1:]]
    return (
        _UPN_LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23] == signs[0]
    )
