"""Where a child lives and learns: names of schools, and addresses in a street."""

import re
from collections.abc import Iterator, Sequence

from auditor.audit.screening.finds import Certainty, Find, FindKind, found
from auditor.audit.screening.name_words import PLACES
from auditor.audit.screening.ordinary import ORDINARY
from auditor.audit.screening.reading import Word, ordinary


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SCHOOL = _set(
    """
    primary junior juniors infant infants academy college school nursery preschool pre-school secondary grammar
    high comprehensive kindergarten playgroup
    """
)
_WITHIN = _set(
    """
    of and the c e ce rc catholic church community england park hill hall green little saint st sir lady our
    king queen wood oak church field meadow lane road north south east west girls boys voluntary aided primary
    first middle
    """
)
"""Words that may stand inside a school's name, and do not make it one."""
_JOINS = frozenset((" ", ". ", " & ", "' ", "\u2019 "))
_MOST_WORDS = 7
_SAINT = re.compile(
    r"\bst\.? [a-z]{3,20}['\u2019]?s?['\u2019]? "
    r"(?:(?:catholic|rc|ce|c of e|primary|infant|junior|high|secondary) ){0,3}"
    r"(?:primary|infants?|juniors?|school|academy|college|nursery|high)\b"
)
"""A saint's school where a note is written without capital letters."""

_ALWAYS = "road|rd|street|avenue|ave|lane|crescent|cres|terrace|grove|gardens|gdns"
_OFTEN = "close|drive|court|way|place|walk|rise|hill|mews|view|row|square|park|green|mount|croft|fold|villas|house|st"
_NUMBERED = re.compile(
    r"(?<![\w/.:\u00a3-])(?:(?:flat|apartment|apt|unit) \d{1,4}[a-z]?,? )?(?:flat |apartment |apt )?\d{1,4}[a-z]?,? "
    rf"((?:[^\W\d_](?:[\w'\u2019-]{{1,24}})?\.? ){{1,3}}?)({_ALWAYS}|{_OFTEN})\b(?!['\u2019-]\w)",
    re.IGNORECASE,
)
_THE = re.compile(
    r"(?<![\w/.:-])\d{1,4}[a-z]? The (?:Crescent|Avenue|Grove|Drive|Close|Mews|Green|Square|Terrace|Lane)\b"
)
_UNNUMBERED = _set("Road Rd Street Avenue Ave Lane Crescent Terrace Grove Gardens Close Drive")


def places(text: str, words: Sequence[Word]) -> Iterator[Find]:
    """The schools and the addresses in a text."""
    for place, word in enumerate(words):
        if word.low in _SCHOOL and word.capital:
            yield from _school(words, place)
        elif word.text == "Ysgol":
            yield from _welsh_school(words, place)
        if word.text in _UNNUMBERED and not word.owns:
            yield from _street(words, place)
    for match in _SAINT.finditer(text):
        yield found(*match.span(), FindKind.SCHOOL, Certainty.HINT)
    for match in _NUMBERED.finditer(text):
        if _is_street(match[1].split(), match[2]):
            yield found(*match.span(), FindKind.STREET, Certainty.HINT)
    for match in _THE.finditer(text):
        yield found(*match.span(), FindKind.STREET, Certainty.HINT)


def _school(words: Sequence[Word], place: int) -> Iterator[Find]:
    first = place
    while (
        first
        and place - first < _MOST_WORDS
        and words[first].gap in _JOINS
        and not words[first].opens | words[first - 1].blocked
    ):
        before = words[first - 1]
        if not (before.proper or before.given or before.low in _WITHIN or (before.capital and before.low in PLACES)):
            break
        if before.text.islower() and before.low not in ("of", "and", "the", "st"):
            break
        first -= 1
    while first < place and not _names_a_school(words[first]):
        first += 1
    inner = words[first:place]
    if not any(word.proper or word.given or word.low in ("st", "saint") for word in inner):
        return
    last = place
    while (
        last + 1 < len(words)
        and words[last + 1].gap == " "
        and words[last + 1].capital
        and words[last + 1].low in _SCHOOL
    ):
        last += 1
    yield found(words[first].start, words[last].end, FindKind.SCHOOL, Certainty.HINT)


def _names_a_school(word: Word) -> bool:
    return word.capital and word.low not in ("of", "and", "the", "our", "church", "community", "catholic")


def _welsh_school(words: Sequence[Word], place: int) -> Iterator[Find]:
    last = place
    while (
        last + 1 < len(words) and last - place < _MOST_WORDS and words[last + 1].gap == " " and words[last + 1].proper
    ):
        last += 1
    if last > place:
        yield found(words[place].start, words[last].end, FindKind.SCHOOL, Certainty.HINT)


def _is_street(between: list[str], kind: str) -> bool:
    known = [ordinary(word.strip(".").lower()) or word.lower() in ORDINARY for word in between]
    capital = all(word[0].isupper() for word in between) and kind[0].isupper()
    if kind.lower() in _ALWAYS.split("|"):
        return capital or not any(known)
    return not all(known) if capital else not any(known)


def _street(words: Sequence[Word], place: int) -> Iterator[Find]:
    first = place
    while (
        first
        and place - first < 3
        and words[first].gap == " "
        and words[first - 1].proper
        and not words[first - 1].owns
    ):
        first -= 1
    if first < place and not (
        place - first == 1 and words[first].opens and not words[first].given and words[place].text in ("Close", "Drive")
    ):
        yield found(words[first].start, words[place].end, FindKind.STREET, Certainty.HINT)
