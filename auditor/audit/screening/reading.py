"""A text as words: where each begins, how it is written, and what it can be."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from auditor.audit.screening.name_words import (
    GIVEN,
    GIVEN_CAPITAL,
    GIVEN_OR_WORD,
    PHRASES,
    PLACES,
    SURNAME_WORDS,
    SURNAMES,
)
from auditor.audit.screening.ordinary import ORDINARY

_LETTER = r"[^\W\d_][\u0300-\u036f]?"
_WORD = re.compile(rf"(?:{_LETTER})+(?:['\u2019-](?:{_LETTER})+)*")
_SPACE = re.compile(r"[^\S\n]+")
_OPENS = re.compile(r"[.!?:;\u2022\n]|[\"\u201c(\[*\u2013\u2014]\s*$|\s-\s$")
"""Between two words: a capital letter after it says nothing."""
_LIKE_A_WORD = re.compile(
    r".{2,}(?:ed|ing|ings|ly|tion|tions|ment|ments|ness|ful|ity|ities|sion|sions|ance|ence|ances|ences|able|ible|ous|ive"
    r"|ship|ships|ise|ised|ize|ology|ical|ism|less|ability)$"
)
"""Endings that English words have, and some names too: *Harding*, *Connolly*, *Lawrence*."""
_SURELY_A_WORD = re.compile(r".{3,}(?:tion|tions|ments|ities|sions|ings|ability|ships|ology)$")
_LONGEST_PHRASE = max(len(phrase) for phrase in PHRASES)
_PHRASES_BEGIN = frozenset(phrase[0] for phrase in PHRASES)
_MOST_CAPITALS = 0.7
"""A line with a greater share of capital letters is written in capitals, and a capital letter in it says nothing."""


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        start: the place of its first letter.
        end: the place after its last letter, without *'s*.
        text: as written, without *'s*.
        owns: whether *'s* follows.
        gap: what stands between it and the word before.
        opens: whether it begins a sentence, a line or a quotation.
        shouted: whether its line is written in capital letters.
        blocked: whether it belongs to a phrase that is called like a person and is none.
        low: ``text`` in lower case and without accents.
        is_ordinary: see :func:`ordinary`.
    """

    start: int
    end: int
    text: str
    owns: bool
    gap: str
    opens: bool
    shouted: bool
    blocked: bool
    low: str
    is_ordinary: bool

    @property
    def capital(self) -> bool:
        """Whether it is written like a name: a capital letter first, and not only capitals."""
        return not self.shouted and len(self.text) > 1 and self.text[0].isupper() and not self.text.isupper()

    @property
    def follows(self) -> bool:
        """Whether it can be what follows a title or a given name: *Harding* and *Connolly* are no words there."""
        if not self.capital or self.blocked or self.low in PLACES:
            return False
        parts = self.low.split("-")
        return not (all(map(listed, parts)) or _SURELY_A_WORD.fullmatch(parts[-1]))

    @property
    def initial(self) -> bool:
        """Whether it is a single capital letter."""
        return not self.shouted and len(self.text) == 1 and self.text.isupper()

    @property
    def proper(self) -> bool:
        """Whether it is written like a name and is no word or place that is known."""
        return self.capital and not self.is_ordinary and not self.blocked and self.low not in PLACES

    @property
    def given(self) -> bool:
        """Whether it is a given name, whatever else stands around it."""
        first = self.low.partition("-")[0]
        if self.blocked:
            return False
        if self.low in GIVEN or (first in GIVEN and first != self.low):
            return True
        return self.capital and (self.low in GIVEN_CAPITAL or first in GIVEN_CAPITAL)

    @property
    def perhaps_given(self) -> bool:
        """Whether it is a given name that is a word or a place as well, written with a capital letter."""
        return self.capital and not self.blocked and self.low in GIVEN_OR_WORD

    @property
    def surname(self) -> bool:
        """Whether it is a surname, whatever else stands around it."""
        return not self.blocked and (self.low in SURNAMES or self.low.startswith(("o'", "o\u2019")))

    @property
    def ends_a_name(self) -> bool:
        """Whether it can end a name that a given name began, although it is a word or a place as well."""
        return self.capital and not self.blocked and (self.low in SURNAME_WORDS or self.low in PLACES)


def ordinary(low: str) -> bool:
    """Whether a word is one of the field's or of everyday English, so that no person is meant by it.

    Args:
        low: the word in lower case, without *'s*.
    """
    if low in GIVEN or low in SURNAMES:
        return False
    if listed(low):
        return True
    if "-" in low:
        return all(part in ORDINARY or _LIKE_A_WORD.fullmatch(part) for part in low.split("-"))
    return _LIKE_A_WORD.fullmatch(low) is not None


def listed(low: str) -> bool:
    """Whether a word, or what it is the plural of, is in the list of ordinary words.

    Args:
        low: the word in lower case, without *'s*.
    """
    return low in ORDINARY or (low.endswith("s") and (low[:-1] in ORDINARY or low[:-2] in ORDINARY))


def read(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    spans = [match.span() for match in _WORD.finditer(text)]
    shouted = _shouted_lines(text)
    lows = [_bare(text[start:end]) for start, end in spans]
    blocked = _blocked(lows)
    known: dict[str, bool] = {}
    words = []
    before = 0
    line = 0
    for place, (start, end) in enumerate(spans):
        gap, opens = text[before:start], place == 0
        if gap != " ":
            gap = _SPACE.sub(" ", gap)
            line += gap.count("\n")
            opens = opens or _opens(gap)
        low, stop = lows[place], end
        owns = low.endswith("'s") and len(low) > 3
        if owns:
            low, stop = low[:-2], end - 2
        if low not in known:
            known[low] = ordinary(low)
        written = text[start:stop]
        words.append(Word(start, stop, written, owns, gap, opens, shouted[line], place in blocked, low, known[low]))
        before = end
    return tuple(words)


def _bare(word: str) -> str:
    """In lower case and without accents, as the lists of words are."""
    low = word.lower().replace("\u2019", "'")
    if low.isascii():
        return low
    return "".join(sign for sign in unicodedata.normalize("NFD", low) if not unicodedata.combining(sign))


def _opens(gap: str) -> bool:
    return gap != " " and _OPENS.search(gap) is not None


def _shouted_lines(text: str) -> list[bool]:
    shouted = []
    for line in text.split("\n"):
        capitals = sum(map(str.isupper, line))
        letters = sum(map(str.isalpha, line))
        shouted.append(letters >= 8 and capitals / letters > _MOST_CAPITALS)
    return shouted


def _blocked(lows: Sequence[str]) -> set[int]:
    places: set[int] = set()
    for place, low in enumerate(lows):
        if low not in _PHRASES_BEGIN:
            continue
        for length in range(2, _LONGEST_PHRASE + 1):
            if tuple(lows[place : place + length]) in PHRASES:
                places.update(range(place, place + length))
    return places
