"""The keys at the foot of the screen: as many as fit, most important first, with help always at the end.

Where they do not all fit, "f1 all keys" stands at the end: the others are found there.

One line drawn at once: Textual's own footer is made of a widget for each key, and is built anew at every change.
"""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

Entry = tuple[str, str, str, DOMNode]
"""How the key is written, what it does in words, the action, and whose it is."""
_ALWAYS = ("app.help", "app.palette")
_ALL_KEYS = "all keys"
_GAP = "   "


class KeyBar(Widget):
    """The keys that work now, one line."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $muted; padding: 0 1; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, str, DOMNode]] = []

    def on_mount(self) -> None:
        """Follow the keys that work."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()

    def render(self) -> Content:
        """Keys and what they do, in the width there is."""
        always: dict[str, Entry] = {}
        others: dict[str, Entry] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or not active.enabled:
                continue
            entry = (self.app.get_key_display(binding), binding.description.lower(), binding.action, active.node)
            (always if binding.id in _ALWAYS else others).setdefault(binding.action, entry)
        width = self.size.width
        right = list(always.values())
        if _room(width, [*others.values(), *right]) < 0 and "help" in always:
            shown, _, action, node = always["help"]
            right = [(shown, _ALL_KEYS, action, node)]
        room = _room(width, right)
        left = []
        for entry in others.values():
            room -= _width(entry) + len(_GAP)
            if room < 0:
                break
            left.append(entry)
        return self._line(left, right, width)

    def _line(self, left: list[Entry], right: list[Entry], width: int) -> Content:
        parts: list[tuple[str, str] | str] = []
        self._places = []
        at = 0
        gap = width - sum(_width(entry) + len(_GAP) for entry in [*left, *right]) + len(_GAP)
        for place, entry in enumerate([*left, *right]):
            if place == len(left):
                parts.append(" " * max(0, gap))
                at += max(0, gap)
            shown, words, action, node = entry
            self._places.append((at, at + _width(entry), action, node))
            parts += [(shown, "bold $accent"), f" {words}", _GAP]
            at += _width(entry) + len(_GAP)
        return Content.assemble(*parts[:-1])

    async def on_click(self, event: events.Click) -> None:
        """Do what the pointer is on."""
        x = event.x - 1
        for start, end, action, node in self._places:
            if start <= x < end:
                await self.app.run_action(action, node)
                return


def _room(width: int, entries: list[Entry]) -> int:
    return width + len(_GAP) - sum(_width(entry) + len(_GAP) for entry in entries)


def _width(entry: Entry) -> int:
    return cell_len(entry[0]) + 1 + cell_len(entry[1])
