"""What screening finds in the texts of an audit, and what of it its author has still to rephrase or to keep."""

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass

from auditor.audit.examination import Examination
from auditor.audit.facts import KEPT_MARK
from auditor.audit.screening.finds import Certainty, Find
from auditor.audit.screening.kept import Kept
from auditor.audit.screening.screen import screen, screening
from auditor.audit.texts import texts_of

_MOST_REMEMBERED = 2_000
_LONGEST_TOLD = 60


@dataclass(frozen=True)
class OpenFind:
    """A find in a text of an audit, neither rephrased nor kept.

    Attributes:
        name: of the text.
        words: of the find.
    """

    name: str
    words: str
    find: Find

    @property
    def sure(self) -> bool:
        """Whether it is to be rephrased or kept before the audit is submitted."""
        return self.find.certainty is Certainty.SURE

    @property
    def told(self) -> str:
        """What it looks like, a sentence."""
        return told(self.words, self.find)


def told(words: str, find: Find) -> str:
    """What a find looks like, a sentence that quotes it."""
    flat = " ".join(words.split())
    short = flat if len(flat) <= _LONGEST_TOLD else flat[: _LONGEST_TOLD - 1] + "…"
    looks = find.label.removeprefix("what ")
    return f'"{short}" {looks}.' if looks != find.label else f'"{short}" is {find.label}.'


def kept_in(examination: Examination, name: str) -> tuple[Kept, ...]:
    """What was kept in one text."""
    begin = name + KEPT_MARK
    return tuple(Kept.from_body(body) for key, body in examination.kept.items() if key.startswith(begin))


def still_open(name: str, text: str, finds: Iterable[Find], kept: Iterable[Kept]) -> tuple[OpenFind, ...]:
    """The finds of a text that were not kept."""
    standing = tuple(kept)
    left = (find for find in finds if not any(item.covers(text, find) for item in standing))
    return tuple(OpenFind(name, find.words(text), find) for find in left)


def open_texts(
    texts: Mapping[str, str],
    examination: Examination,
    allowed: Iterable[str],
    seen: dict[str, tuple[Find, ...]] | None = None,
) -> tuple[OpenFind, ...]:
    """The open finds of some texts of an audit.

    Args:
        texts: by name.
        examination: says what was kept.
        allowed: what is never a find: the audit's own LCS number.
        seen: what was found in texts looked at before, with the same ``allowed``; added to.
    """
    seen = {} if seen is None else seen
    if len(seen) > _MOST_REMEMBERED:
        seen.clear()
    never = tuple(allowed)
    found: list[OpenFind] = []
    for name, text in texts.items():
        finds = seen.get(text)
        if finds is None:
            finds = seen[text] = screen(text, allowed=never)
        if finds:
            found += still_open(name, text, finds, kept_in(examination, name))
    return tuple(found)


def open_in(
    examination: Examination, allowed: Iterable[str], seen: dict[str, tuple[Find, ...]] | None = None
) -> tuple[OpenFind, ...]:
    """The open finds of an audit, in the order of its texts; arguments as of :func:`open_texts`."""
    return open_texts(texts_of(examination), examination, allowed, seen)


def open_in_text(
    text: str, examination: Examination, names: tuple[str, ...], allowed: Iterable[str]
) -> Generator[None, None, tuple[OpenFind, ...]]:
    """The open finds of a text that is being typed, in steps: see
    :func:`~auditor.audit.screening.screen.screening`.

    Args:
        names: the names under which something may have been kept in it, that of its draft first.
        allowed: what is never a find.
    """
    kept = [item for name in names for item in kept_in(examination, name)]
    finds = yield from screening(text, allowed=allowed)
    return still_open(names[0], text, finds, kept)
