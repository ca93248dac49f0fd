"""The screening of a text: every kind of find, and the best of those that overlap."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Generator, Iterable
from typing import TypeVar

from auditor.audit.screening.births import births
from auditor.audit.screening.contacts import contacts
from auditor.audit.screening.finds import Certainty, Find, FindKind
from auditor.audit.screening.names import names
from auditor.audit.screening.numbers import numbers
from auditor.audit.screening.places import places
from auditor.audit.screening.reading import read

Result = TypeVar("Result")
_RANK = {kind: rank for rank, kind in enumerate(FindKind)}
_EDGES = {"(": ")", "[": "]", '"': '"', "\u201c": "\u201d", "\u2018": "\u2019"}


def screen(text: str, *, allowed: Iterable[str] = ()) -> tuple[Find, ...]:
    """What in a text may identify a person.

    Where finds overlap the surest is kept, then the longest. The time it takes grows with the length of the text.

    Args:
        text: a note, a finding, a whole file.
        allowed: what is never a find, whatever it looks like: the LCS number of the audit. Case, spaces and hyphens do
            not matter.

    Returns:
        The finds in the order of the text; no two overlap.
    """
    return finished(screening(text, allowed=allowed))


def screening(text: str, *, allowed: Iterable[str] = ()) -> Generator[None, None, tuple[Find, ...]]:
    """:func:`screen` in steps: between two of them something else can be done, or the rest be left.

    Args:
        text: as for :func:`screen`.
        allowed: as for :func:`screen`.

    Returns:
        What :func:`screen` does.
    """
    never = {plain(words) for words in allowed}
    finds: list[Find] = []
    for look in (numbers, contacts, births):
        finds += look(text)
        yield
    words = read(text)
    yield
    finds += names(words)
    yield
    finds += places(text, words)
    yield
    return _best(text, finds, never)


def finished(steps: Generator[None, None, Result]) -> Result:
    """What steps come to, all of them taken at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def _best(text: str, finds: list[Find], never: Container[str]) -> tuple[Find, ...]:
    finds.sort(key=lambda find: (find.certainty is Certainty.HINT, find.start - find.end, _RANK[find.kind], find.start))
    taken = bytearray(len(text))
    kept = []
    for find in finds:
        if any(taken[find.start : find.end]) or plain(find.words(text)) in never:
            continue
        taken[find.start : find.end] = b"\x01" * (find.end - find.start)
        kept.append(find)
    return tuple(sorted(kept, key=lambda find: find.start))


def places_of(text: str, finds: Iterable[Find]) -> tuple[tuple[int, int], ...]:
    """Where finds begin, as line and column; 1 is the first of each."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    found_on = [(find.start, bisect_right(lines, find.start)) for find in finds]
    return tuple((line, start - lines[line - 1] + 1) for start, line in found_on)


def plain(words: str) -> str:
    """Words as they are compared: without case, spaces, hyphens and the ways a letter with an accent can be stored."""
    return re.sub(r"[\s\u2010-\u2015-]+", "", unicodedata.normalize("NFKC", words).casefold())


def rephrase(text: str, find: Find, words: str) -> str:
    """The text with other words in the place of a find.

    Args:
        text: the text that was screened.
        find: one of its finds.
        words: what to write instead; nothing leaves the find out, with the brackets or quotation marks around it and
            a space too many.
    """
    before, after = text[: find.start], text[find.end :]
    if words:
        if find.start == 0 or before.rstrip(" ").endswith((".", "!", "?", "\n")):
            words = words[:1].upper() + words[1:]
        return before + words + after
    if before and after and _EDGES.get(before[-1]) == after[0]:
        before, after = before[:-1], after[1:]
    if before.endswith(" ") and (not after or after[0] in " .,;:!?)\n"):
        before = before[:-1]
    elif not before or before.endswith("\n"):
        after = after.removeprefix(" ")
    return before + after
