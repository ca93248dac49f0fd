"""Names of people: after a title, in two or more parts, after "brother" and the like, and given names alone."""

from collections.abc import Iterator, Sequence

from auditor.audit.screening.finds import Certainty, Find, FindKind, found
from auditor.audit.screening.name_words import GIVEN_WITHIN
from auditor.audit.screening.reading import Word


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set("mr mrs ms miss mx dr prof professor judge hhj cllr")
_TITLES_IN_SMALL = frozenset(("mr", "mrs", "mx"))
"""Titles that are nothing else, however they are written; *miss*, *ms*, *dr* and *judge* are words or short for one."""
_WHO = {
    "mr": ("father", "the carer", "the teacher"),
    "mrs": ("mother", "the carer", "the teacher"),
    "ms": ("mother", "the carer", "the teacher"),
    "miss": ("mother", "the teacher", "the carer"),
    "dr": ("the doctor", "the paediatrician", "the psychologist"),
    "judge": ("the judge",),
    "hhj": ("the judge",),
}
"""Who is usually meant; the parents when there are two."""
_RANKS = frozenset(("PC", "DC", "DS", "DI", "WPC"))
_PARTICLES = _set(
    """
    de da di do dos del della la le van von der den bin bint ibn al el ap ab ferch mac o \u00f3 n\u00ed st y
    """
)
_JOINS = frozenset((" ", ". ", "."))
_AFTER_A_TITLE = _JOINS | {"\n", ".\n"}
"""The line may break there."""
_RELATIONS = _set(
    """
    mum mam mom mummy mother dad daddy father brother brothers sister sisters sibling siblings twin twins baby
    uncle aunt auntie aunty nan nana nanny gran granny grandma grandad grandpa grandmother grandfather
    grandparent cousin niece nephew son daughter stepdad stepmum stepfather stepmother stepson stepdaughter
    stepbrother stepsister half-brother half-sister step-brother step-sister step-dad step-mum carer carers
    partner boyfriend girlfriend husband wife ex friend neighbour worker sw ssw iro hv child girl boy toddler
    infant
    """
)
_NAMED = frozenset(("called", "named", "alias", "aka"))
_BETWEEN = frozenset((" ", ", ", " (", ": ", ' "', " '", " \u201c", " \u2018", " - "))
_SURELY_BETWEEN = frozenset((" ", " (", ' "', " \u201c", " \u2018"))
_FAMILY = frozenset(
    ("family", "household", "children", "siblings", "brothers", "sisters", "twins", "parents", "girls", "boys")
)
_FEELS = _set(
    "said told feels felt likes loves wants wanted enjoys misses lives thinks wishes cried smiled hates knows showed"
)
_SAYS = _FEELS | _set("says tells asks asked went came ran drew wrote sleeps slept plays ate hopes hoped")
"""What a person does and a plan or a tracker may do as well; not enough where a sentence begins."""
_BE = _set("is was has had does did will can could would should and said told feels wants")
_BEFORE_A_PERSON = _set("with that what asked told tell met meet meets saw see for how whether if when because")
_ASKED = _set("asked told ask tell asking telling")
_OWNED = _set(
    """
    mum mam mother dad father brother sister nan gran carer worker bedroom wishes feelings views voice words
    plan file life story school record needs behaviour chronology genogram journey lived birthday
    """
)
_NOT_INITIALS = frozenset("AI")
_NO_START = frozenset(("st", "ysgol"))
"""*St Mary*, *Ysgol Bryn*: a school, a church, a hospital."""
_MOST_PARTS = 5


def names(words: Sequence[Word]) -> Iterator[Find]:
    """The names in a text, some of them more than once; :func:`~auditor.audit.screening.screen.screen` chooses."""
    for place, word in enumerate(words):
        if word.text[0].islower() and word.low not in _TITLES and not word.given:
            continue
        yield from _titled(words, place)
        yield from _full(words, place)
        yield from _family(words, place)
        yield from _related(words, place)
        yield from _alone(words, place)


# -- after a title ----------------------------------------------------------------------------------------------------


def _titled(words: Sequence[Word], place: int) -> Iterator[Find]:
    if not _is_title(words[place]):
        return
    at = place + 1
    if at + 1 < len(words) and words[at].gap in _JOINS | {" & "} and (words[at].low == "and" or words[at].gap == " & "):
        second = at + (words[at].low == "and")
        if not _is_title(words[second]):
            return
        at = second + 1
    end = _end_of_titled(words, at, words[at - 1])
    if end:
        first = words[place]
        who = ("the police officer",) if first.text in _RANKS else _WHO.get(first.low)
        if at > place + 1:
            who = ("the parents", "the carers")
        yield found(first.start, words[end - 1].end, FindKind.TITLED_NAME, Certainty.SURE, instead=who)


def _is_title(word: Word) -> bool:
    return word.low in _TITLES or (word.text in _RANKS and not word.shouted)


def _end_of_titled(words: Sequence[Word], at: int, title: Word) -> int:
    """The place after the last word of the name that a title began; nought when there is none."""
    end = 0
    small = title.low in _TITLES_IN_SMALL and title.text not in _RANKS
    while at < len(words) and words[at].gap in _AFTER_A_TITLE:
        word = words[at]
        if word.gap != " " and not (words[at - 1] is title or words[at - 1].initial):
            break
        if word.follows or (not end and word.perhaps_given):
            end = at + 1
        elif not (word.initial or word.low in _PARTICLES):
            if not end and (word.surname or word.given or (small and _unknown(word))):
                end = at + 1
            break
        if word.owns:
            break
        at += 1
    return end


def _unknown(word: Word) -> bool:
    return not word.is_ordinary and not word.capital and len(word.text) > 2


# -- in two or more parts ---------------------------------------------------------------------------------------------


def _full(words: Sequence[Word], place: int) -> Iterator[Find]:
    first = words[place]
    if not _begins(words, place) or (place and words[place - 1].low in _TITLES and first.gap in _JOINS):
        return
    parts = [first]
    end = place + 1
    at = end
    while at < len(words) and at - place < _MOST_PARTS and not parts[-1].owns:
        word = words[at]
        if word.gap not in _JOINS or (word.gap != " " and not parts[-1].initial):
            break
        if _continues(parts, word):
            parts.append(word)
            end = at + 1
        elif not (word.low in _PARTICLES or (len(parts) == 1 and _is_couple(words, place))):
            break
        at += 1
    if len(parts) > 1 and any(len(part.text) > 1 for part in parts[1:] + parts[:1]):
        yield found(first.start, words[end - 1].end, FindKind.NAME, Certainty.HINT)


def _is_couple(words: Sequence[Word], place: int) -> bool:
    """*Margaret and Alan Whitby*: two given names that share what follows."""
    four = words[place : place + 4]
    if len(four) < 4 or [word.gap for word in four[1:]] != [" ", " ", " "] or four[1].low != "and":
        return False
    return four[0].given and four[2].given and not four[2].owns and (four[3].follows or four[3].surname)


def _begins(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    if word.initial:
        return word.text not in _NOT_INITIALS or (place + 1 < len(words) and words[place + 1].gap == ". ")
    if word.perhaps_given:
        # "Will Jayden see his father": a verb that opens a sentence, not the first half of a name.
        return not (word.opens and place + 1 < len(words) and words[place + 1].given and not words[place + 1].surname)
    return (word.proper and word.low not in _NO_START) or word.given


def _continues(parts: Sequence[Word], word: Word) -> bool:
    first = parts[0]
    if word.shouted or not (word.capital or word.initial):
        # Without capital letters only what is known as a surname ends a name.
        return first.given and (word.surname or word.given) and not word.opens
    if word.initial:
        return (first.given and word.text not in _NOT_INITIALS) or first.initial
    return word.proper or word.given or ((first.given or first.initial) and (word.follows or word.ends_a_name))


# -- by what stands beside --------------------------------------------------------------------------------------------


def _family(words: Sequence[Word], place: int) -> Iterator[Find]:
    word = words[place]
    if (
        place + 1 < len(words)
        and words[place + 1].low in _FAMILY
        and words[place + 1].gap == " "
        and not word.owns
        and (word.proper and (not word.opens or word.surname))
    ):
        kind = FindKind.FIRST_NAME if word.given and not word.surname else FindKind.NAME
        yield found(word.start, word.end, kind, Certainty.HINT, instead=("",))


def _related(words: Sequence[Word], place: int) -> Iterator[Find]:
    """A name right after "brother", "carer" and the like; its words may simply be left out."""
    word = words[place]
    if not place or not word.capital or word.blocked:
        return
    before = words[place - 1]
    if before.low in _NAMED and word.gap in _SURELY_BETWEEN and (word.proper or word.perhaps_given):
        yield found(word.start, word.end, FindKind.FIRST_NAME, Certainty.HINT)
    if before.low not in _RELATIONS or before.owns or word.gap not in _BETWEEN:
        return
    if word.given or (word.gap in _SURELY_BETWEEN and (word.proper or word.perhaps_given)):
        yield found(word.start, word.end, FindKind.FIRST_NAME, Certainty.HINT, instead=("",))


def _alone(words: Sequence[Word], place: int) -> Iterator[Find]:
    word = words[place]
    if word.given or _is_seldom_a_word(words, place) or (word.proper and _meant_as_a_person(words, place)):
        yield found(word.start, word.end, FindKind.FIRST_NAME, Certainty.HINT)


def _is_seldom_a_word(words: Sequence[Word], place: int) -> bool:
    """*A letter from Grace*: within a sentence the capital letter tells; before another one it may be a heading."""
    word = words[place]
    if word.opens or not word.perhaps_given or word.low not in GIVEN_WITHIN:
        return False
    return place + 1 == len(words) or not words[place + 1].capital


def _meant_as_a_person(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None or after.gap != " ":
        return False
    if word.owns:
        return after.low in _OWNED and not word.low.endswith("s")
    if after.low in (_FEELS if word.opens else _SAYS):
        return True
    if place == 0 or word.gap != " ":
        return False
    if words[place - 1].low in _ASKED or (words[place - 1].low == "between" and after.low == "and"):
        return True
    return words[place - 1].low in _BEFORE_A_PERSON and after.low in _BE
