"""Under the field: what in it may say who somebody is, what to write instead, and writing it there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Selection

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind

_KEYS = "ctrl+n writes it · ctrl+o lets it stand"
_LEAVES_OUT = "ctrl+n leaves it out · ctrl+o lets it stand"


def _nothing(_text: str) -> "tuple[OpenFind, ...]":
    return ()


@dataclass(frozen=True)
class _Tried:
    """Words just written in the place of a find: the text before and after, which of them, and where they stand."""

    found: "OpenFind"
    before: str
    at: int
    text: str
    selection: Selection


class Found(Static):
    """What was found in the text of the field beside it; empty while nothing is."""

    def __init__(self) -> None:
        super().__init__(id="writing-found")
        self.text = ""
        """The text in which it was found."""
        self.finds: tuple[OpenFind, ...] = ()
        self.look: Callable[[str], tuple[OpenFind, ...]] = _nothing
        """Screens a text of this field."""
        self._tried: _Tried | None = None
        self._shown = ""

    @property
    def _field(self) -> TextArea:
        assert self.parent is not None
        return self.parent.query_one(TextArea)

    def forget(self) -> None:
        """Another text is typed, or none."""
        self._tried, self.look = None, _nothing
        self.show("", ())

    def show(self, text: str, finds: "tuple[OpenFind, ...]") -> None:
        """Show what was found in a text; it may have been typed on since."""
        before = (self.has_class("-any"), self.has_class("-sure"))
        self.text, self.finds = text, finds
        self.set_class(bool(finds), "-any")
        self.set_class(any(found.sure for found in finds), "-sure")
        if finds and (told := self._told()) != self._shown:
            self._shown = told  # writing the same again would lay the whole screen out again
            self.update(Content(told))
        if before != (self.has_class("-any"), self.has_class("-sure")):
            self.screen.refresh_bindings()

    def _told(self) -> str:
        found = self.at_cursor
        assert found is not None
        lead = "Check:" if found.sure else "Perhaps:"
        keys = _LEAVES_OUT if found.find.instead == ("",) else _KEYS
        more = [f"{self.finds.index(found) + 1} of {len(self.finds)}"] if len(self.finds) > 1 else []
        others = [one for one in self.finds if one.sure and one is not found]
        if others and not found.sure:
            more.append(f"check too: {others[0].told}")
        return "  ".join([f"{lead} {found.told} {found.find.advice}", *(f"({part})" for part in more), keys])

    @property
    def at_cursor(self) -> "OpenFind | None":
        """The find the cursor is in or after; the first where it is before all of them."""
        at = _index(self._field.text, self._field.cursor_location)
        before = [found for found in self.finds if found.find.start <= at]
        return before[-1] if before else self.finds[0] if self.finds else None

    def can(self, action: str) -> bool:
        """Whether a key of the field has something to act on."""
        return bool(self.finds) or (action == "rephrase" and self._tried is not None)

    # -- writing it -----------------------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Screen the field as it now is, where it was typed on since."""
        if self._field.text != self.text:
            self.show(self._field.text, self.look(self._field.text))

    def rephrase(self, found: "OpenFind | None" = None) -> None:
        """Write the advised words in the place of a find, selected, so that others can be typed over them.

        Args:
            found: of the text as it was last screened. The one at the cursor when left out; where words were just
                written there, the next of them.
        """
        field, tried = self._field, self._tried
        if found is None and tried is not None and tried.text == field.text and tried.selection == field.selection:
            self._write(tried.found, tried.before, (tried.at + 1) % len(tried.found.find.instead), field.selection)
            return
        self.look_again()
        found = found or self.at_cursor
        if found is None or not found.find.instead:
            return
        place = Selection(_location(self.text, found.find.start), _location(self.text, found.find.end))
        self._write(found, self.text, 0, place)

    def _write(self, found: "OpenFind", before: str, at: int, place: Selection) -> None:
        """Change no more of the field than the words, so that the field's own undo takes them back."""
        from auditor.audit.screening.screen import rephrase

        field, find = self._field, found.find
        after = rephrase(before, find, find.instead[at])
        if find.instead[at]:
            words = after[find.start : len(after) - (len(before) - find.end)]
            field.replace(words, place.start, place.end)
            field.selection = Selection(_location(after, find.start), _location(after, find.start + len(words)))
        else:
            start = _same(before, after)
            end = _same(before[start:][::-1], after[start:][::-1])
            stop = _location(before, len(before) - end)
            field.replace(after[start : len(after) - end], _location(before, start), stop)
            field.selection = Selection.cursor(_location(after, start))
        self._tried = _Tried(found, before, at, field.text, field.selection)
        self.show("", ())
        others = [find.instead[(at + 1) % len(find.instead)]] if len(find.instead) > 1 else []
        if others:
            self.set_class(True, "-any")
            self._shown = f"Type over it, or press ctrl+n for: {others[0]}"
            self.update(Content(self._shown))


def _index(text: str, place: tuple[int, int]) -> int:
    """Where a line and a column, counted from 0, are in a text."""
    row, column = place
    return sum(len(line) + 1 for line in text.split("\n")[:row]) + column


def _location(text: str, index: int) -> tuple[int, int]:
    """Line and column, counted from 0, of a place in a text."""
    before = text[:index]
    return before.count("\n"), index - (before.rfind("\n") + 1)


def _same(one: str, other: str) -> int:
    """How many signs two texts begin with together."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
