"""How a person is reached or recognised: telephone, e-mail, postcode, name on the internet, number plate."""

import re
from collections.abc import Iterator

from auditor.audit.screening.finds import Certainty, Find, FindKind, found

_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF WN WR WS WV YO ZE"
)
"""Every postcode area of the United Kingdom and the islands (Royal Mail, Postcode Address File)."""

# The inward part never holds C, I, K, M, O or V (BS 7666).
# What is looked ahead at says nothing new: it is a quick way past all other words.
_POSTCODE = re.compile(
    r"(?<![\w.-])(?=[A-Z]{1,2}\d)"
    rf"(?:{'|'.join(_AREAS.split())})\d[\dA-HJKPSTUW]? {{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:1st|2nd|3rd|[04-9]th|\dhr|\dyr)$")
"""*S20 1st review*, *week E1 2hr*: an ordinal or a length of time, not the end of a postcode."""
_SECTION = re.compile(r"s\d+ \d(?:st|nd|rd|th)$", re.IGNORECASE)

_PHONE = re.compile(
    r"(?<![\w+/.-])(?:\+44|0044)(?:[ -]?\(0\))?[ -]?[1-37]\d?(?:[ -]{0,2}\d){7,9}(?!\w)"
    r"|(?<![\w/.-])(?:\(0[127]\d{1,4}\)|0[127]\d{1,3})(?:[ \u2013-]{0,2}\d){6,8}(?!\w|[./]\d)"
)
_EMAIL = re.compile(r"(?<![\w.+'%-])[\w.+'%-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w-])")
_AT = re.compile(r"(?<![\w.@+-])@[A-Za-z0-9_](?:[\w.]{0,28}\w)")
_ACCOUNT = re.compile(
    r"\b(?:snapchat|snap|instagram|insta|tiktok|gamer ?tag|user ?name|handle|discord|roblox|facebook|psn|xbox|telegram)"
    r"(?: (?:name|account|id|handle|profile|is|called|as|user|username)){0,3}[ :]{1,2}[\"'\u201c\u2018]?"
    r"([A-Za-z0-9][\w.]{1,28}\w)",
    re.IGNORECASE,
)
_PLATE = re.compile(r"(?<![\w.-])[A-HJ-PR-Y][A-HJ-PR-Y]\d\d ?[A-HJ-PR-Z]{3}(?!\w)")
_SECTION_CODES = ("PS", "PG")
"""*PS06 AND*, *PG10 WAS* in a note of capital letters: points of the practice standards, not number plates."""


def contacts(text: str) -> Iterator[Find]:
    """Telephone numbers, e-mail addresses, postcodes, names on the internet and number plates in a text."""
    for match in _POSTCODE.finditer(text):
        if not (_COUNTED.search(match[0]) or _SECTION.match(match[0])):
            yield found(*match.span(), FindKind.POSTCODE, Certainty.SURE)
    for match in _PHONE.finditer(text):
        if _is_phone(match[0]):
            yield found(*match.span(), FindKind.PHONE, Certainty.SURE)
    for match in _EMAIL.finditer(text):
        yield found(*match.span(), FindKind.EMAIL, Certainty.SURE)
    for match in _AT.finditer(text):
        yield found(*match.span(), FindKind.HANDLE, Certainty.HINT)
    for match in _ACCOUNT.finditer(text):
        if _is_account(match[1]):
            yield found(*match.span(1), FindKind.HANDLE, Certainty.HINT)
    for match in _PLATE.finditer(text):
        if not match[0].startswith(_SECTION_CODES):
            yield found(*match.span(), FindKind.VEHICLE, Certainty.HINT)


def _is_phone(text: str) -> bool:
    """Whether the digits are as many as a landline or a mobile has (Ofcom, National Telephone Numbering Plan)."""
    digits = "".join(sign for sign in text.replace("(0)", "") if sign.isdecimal())
    if text.startswith(("+44", "0044")):
        return len(digits.removeprefix("00")) in (11, 12)
    # Without a space it might be any number that begins with nought: only the usual length counts.
    return len(digits) == 11 or (len(digits) == 10 and not digits.startswith("07") and digits != text)


def _is_account(text: str) -> bool:
    mixed = any(sign.isupper() for sign in text[1:]) and any(sign.islower() for sign in text)
    signs = any(sign.isdecimal() or sign in "_." for sign in text)
    return any(sign.isalpha() for sign in text) and (mixed or signs)
