"""What screening finds: where, of what kind, how sure, and what to write instead."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class FindKind(StrEnum):
    """What a find looks like."""

    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    NI_NUMBER = "ni_number"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    DATE_OF_BIRTH = "date_of_birth"
    TITLED_NAME = "titled_name"
    NAME = "name"
    FIRST_NAME = "first_name"
    SCHOOL = "school"
    STREET = "street"
    HANDLE = "handle"
    VEHICLE = "vehicle"


class Certainty(StrEnum):
    """How sure a find is."""

    SURE = "sure"
    """A check digit, a strict form or a title says so."""
    HINT = "hint"
    """It looks like it; now and then it is a place, a service or an ordinary word."""


class KindWords(NamedTuple):
    """What is said of a kind of find.

    Attributes:
        label: what it is, in plain words.
        advice: what to write instead, a sentence.
        instead: words that can be put in its place as they are; an empty text leaves the find out.
    """

    label: str
    advice: str
    instead: tuple[str, ...] = ()


_OUT = ("",)

KIND_WORDS = {
    FindKind.NHS_NUMBER: KindWords("an NHS number", "Leave it out; the LCS number says which child.", _OUT),
    FindKind.UPN: KindWords("a unique pupil number", "Leave it out; the LCS number says which child.", _OUT),
    FindKind.NI_NUMBER: KindWords("a National Insurance number", "Leave it out.", _OUT),
    FindKind.POSTCODE: KindWords(
        "a postcode", 'Leave it out, or say what matters: "out of area", "near the school".', ("the address",)
    ),
    FindKind.PHONE: KindWords(
        "a telephone number", 'Say whose it is: "mother\'s number".', ("the telephone number", "mother's number")
    ),
    FindKind.EMAIL: KindWords(
        "an e-mail address", 'Say whose it is: "the school", "father".', ("the e-mail address", "the school", "father")
    ),
    FindKind.DATE_OF_BIRTH: KindWords("a date of birth", 'Write the age: "aged 7".', ("the date of birth",)),
    FindKind.TITLED_NAME: KindWords(
        "a name with a title",
        'Write who it is: "mother", "the paediatrician", "the judge".',
        ("mother", "father", "the carer", "the teacher", "the doctor", "the judge"),
    ),
    FindKind.NAME: KindWords(
        "what looks like a person's name",
        'Write who it is: "the child", "mother", "the social worker".',
        ("the child", "mother", "father", "the social worker", "the team manager", "the family"),
    ),
    FindKind.FIRST_NAME: KindWords(
        "what looks like a first name",
        'Write who it is: "the child", "mother", "the older brother".',
        ("the child", "mother", "father", "the older brother", "the older sister", "the carer"),
    ),
    FindKind.SCHOOL: KindWords("what looks like a school's name", 'Write "the school".', ("the school", "the nursery")),
    FindKind.STREET: KindWords(
        "what looks like an address", 'Write whose home it is: "the family home".', ("the family home", "the placement")
    ),
    FindKind.HANDLE: KindWords("what looks like a name on the internet", 'Write "an account".', ("an account",)),
    FindKind.VEHICLE: KindWords("what looks like a number plate", 'Write "the car".', ("the car",)),
}
"""Every kind, in words."""

WRONG_CHECK = {
    FindKind.NHS_NUMBER: "what looks like an NHS number with a digit wrong",
    FindKind.UPN: "what looks like a unique pupil number with a digit or letter wrong",
}
"""The label of a number whose check digit or letter is not right, found because of the words before it."""


@dataclass(frozen=True)
class Find:
    """A stretch of text that may identify a person. It does not carry the words themselves.

    Attributes:
        start: the place of its first character in the text; 0 is the first.
        end: the place after its last character.
        kind: what it looks like.
        certainty: how sure that is.
        label: what it is, in plain words.
        advice: what to write instead, a sentence.
        instead: words that can be put in its place as they are; an empty text leaves the find out.
    """

    start: int
    end: int
    kind: FindKind
    certainty: Certainty
    label: str
    advice: str
    instead: tuple[str, ...]

    def words(self, text: str) -> str:
        """The words of the find, out of the text that was screened."""
        return text[self.start : self.end]


def found(
    start: int, end: int, kind: FindKind, certainty: Certainty, label: str = "", instead: tuple[str, ...] | None = None
) -> Find:
    """A find with the words of its kind.

    Args:
        start: the place of its first character.
        end: the place after its last.
        kind: what it looks like.
        certainty: how sure that is.
        label: another label than that of the kind.
        instead: other words than those of the kind.
    """
    words = KIND_WORDS[kind]
    ready = words.instead if instead is None else instead
    return Find(start, end, kind, certainty, label or words.label, words.advice, ready)
