"""The line at the top of every screen: the modes, who is working, and the mark of synthetic data."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from auditor.tui.modes import MODES, Mode

if TYPE_CHECKING:
    from auditor.tui.app import AuditorApp

SYNTHETIC = "synthetic data"


_ABOUT = 24


def _with_key(mode: Mode) -> str:
    return f"{mode.key}  "


def _spaced(_: Mode) -> str:
    return " "


def _close(_: Mode) -> str:
    return ""


_BESIDE: tuple[Callable[[Mode], str], ...] = (_with_key, _spaced, _close)
"""What stands beside the word of a mode: the first with which all of them fit, otherwise the last."""


def _wide(shown: Sequence[Mode], beside: Callable[[Mode], str]) -> int:
    """How many columns the name and some modes take."""
    return 11 + sum(len(mode.word) + 2 + len(beside(mode)) for mode in shown)


def _columns(parts: Sequence[tuple[str, str] | str]) -> int:
    return sum(cell_len(part if isinstance(part, str) else part[0]) for part in parts)


class TopBar(Widget):
    """The modes on the left, what the screen is about in the middle, who is working on the right."""

    DEFAULT_CSS = """
    TopBar { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """
    about: reactive[str] = reactive("", layout=False)
    """What the screen is about: an LCS number and the like."""

    def __init__(self, mode: str = "", about: str = "") -> None:
        super().__init__()
        self._mode = mode
        self.set_reactive(TopBar.about, about)

    def render(self) -> Content:
        """The line, fitted to the width there is."""
        app = cast("AuditorApp", self.app)
        width = self.size.width
        right: list[tuple[str, str] | str] = []
        if app.demo:
            right += [(SYNTHETIC, "bold $accent"), "  "]
        right.append((app.who, "$muted"))
        room = width - _columns(right)
        shown = [mode for mode in MODES if mode.id in app.open_modes]
        # What the screen is about keeps its beginning, which is the LCS number.
        room_of_modes = room - min(cell_len(self.about) + 2, _ABOUT) if self.about else room
        beside = next((one for one in _BESIDE if _wide(shown, one) <= room_of_modes), _close)
        # Where not all fit, the last ones give way; their keys work all the same, and help names them.
        while len(shown) > 1 and _wide(shown, beside) > room_of_modes:
            shown.remove(next(mode for mode in reversed(shown) if mode.id != self._mode))
        left: list[tuple[str, str] | str] = [("auditor", "bold $primary"), "  "]
        for mode in shown:
            left.append((f" {mode.word} ", "bold $cursor-text on $cursor" if mode.id == self._mode else "$foreground"))
            left.append((beside(mode), "$muted"))
        if len(shown) < len(app.open_modes):
            left.append(("… ", "$muted"))
        room -= _columns(left)
        about = Content(self.about).truncate(max(0, room - 2), ellipsis=True, pad=False)
        gap = room - about.cell_length
        return Content.assemble(*left, about, " " * max(0, gap), *right)
