"""The line at the top of every screen: the modes, who is working, and the mark of synthetic data."""

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from auditor.tui.app import AuditorApp

SYNTHETIC = "synthetic data"
MODES = {"work": ("f2", "Work"), "audit": ("f3", "Audit"), "measures": ("f4", "Measures")}
_ROOMY = 100


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
        left: list[tuple[str, str] | str] = [("auditor", "bold $primary"), "  "]
        for mode, (key, words) in MODES.items():
            if mode not in app.open_modes:
                continue
            left.append((f" {words} ", "bold $cursor-text on $cursor" if mode == self._mode else "$foreground"))
            left.append((f"{key}  " if width >= _ROOMY else " ", "$muted"))
        right: list[tuple[str, str] | str] = []
        if app.demo:
            right += [(SYNTHETIC, "bold $accent"), "  "]
        right.append((app.who, "$muted"))
        used = sum(cell_len(part if isinstance(part, str) else part[0]) for part in [*left, *right])
        room = width - used
        about = Content(self.about).truncate(max(0, room - 2), ellipsis=True, pad=False)
        gap = room - about.cell_length
        return Content.assemble(*left, about, " " * max(0, gap), *right)
