"""The detail pane: everything about the row one is on, wrapped to the width there is, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import set_cell_size
from rich.control import strip_control_codes
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

_LABEL = 11
_GRADE_STYLES = {
    "outstanding": "$grade-outstanding",
    "good": "$grade-good",
    "requires-improvement": "$grade-requires-improvement",
    "inadequate": "$grade-inadequate",
}
_STYLES = {
    "strong": "bold",
    "muted": "$muted",
    "accent": "$accent",
    "primary": "$primary",
    "key": "bold $accent",
    **_GRADE_STYLES,
}


def words(*pieces: str | tuple[str, str]) -> Content:
    """Words with roles, none of them read as markup."""
    parts: list[str | tuple[str, str]] = []
    for piece in pieces:
        text, role = (piece, "") if isinstance(piece, str) else piece
        clean = "\n".join(strip_control_codes(line).replace("\x1b", "") for line in text.split("\n"))
        parts.append((clean, _STYLES[role]) if role else clean)
    return Content.assemble(*parts)


@dataclass(frozen=True)
class Block:
    """A labelled paragraph; without a label it takes the whole width.

    Attributes:
        gap: an empty line stands before it.
        role: of the label.
        indent: how wide the label's column is.
        one_line: it is cut to the width there is.
    """

    label: str
    body: Content
    gap: bool = False
    role: str = ""
    indent: int = _LABEL
    one_line: bool = False


class DetailPane(Widget):
    """Paragraphs about one row."""

    COMPONENT_CLASSES = {"pane--label", "pane--more", "pane--muted", "pane--accent"} | {
        f"pane--{role}" for role in _GRADE_STYLES
    }
    DEFAULT_CSS = """
    DetailPane {
        background: $background; color: $foreground;
        & > .pane--label { color: $muted; }
        & > .pane--more { color: $muted; }
        & > .pane--muted { color: $muted; }
        & > .pane--accent { color: $accent; }
        & > .pane--outstanding { color: $grade-outstanding; }
        & > .pane--good { color: $grade-good; }
        & > .pane--requires-improvement { color: $grade-requires-improvement; }
        & > .pane--inadequate { color: $grade-inadequate; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._write: Callable[[], Sequence[Block]] = tuple
        self._lines: list[Strip] = []
        self._drawn_width = -1
        self._base = Style()
        self._top = 0

    def show(self, write: Callable[[], Sequence[Block]], *, stay: bool = False) -> None:
        """Show paragraphs, from the top unless told to stay where it is.

        Args:
            write: gives the paragraphs; called when they are drawn, so that several changes cost one drawing.
        """
        self._write = write
        self._drawn_width = -1
        if not stay:
            self._top = 0
        self.refresh()

    @property
    def text(self) -> str:
        """Everything in it, as plain text."""
        return "\n".join(f"{block.label:<{_LABEL}}{block.body.plain}" for block in self._write())

    def more(self) -> None:
        """Show the next page; after the last, the first again."""
        self._draw()
        height = max(1, self.size.height)
        if self._top + height >= len(self._lines):
            self._top = 0
        else:
            self._top += max(1, height - 2)
        self.refresh()

    def notify_style_update(self) -> None:
        """Colours have changed."""
        super().notify_style_update()
        self._drawn_width = -1

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        self._draw()
        width, style = self.size.width, self._base
        line = self._top + y
        hidden = len(self._lines) - self._top - self.size.height
        if y == self.size.height - 1 and (hidden > 0 or self._top > 0):
            what = " space: more below " if hidden > 0 else " space: from the top "
            label = self.get_component_rich_style("pane--more")
            return Strip([Segment(what.rjust(width), label)]).adjust_cell_length(width, style)
        if line >= len(self._lines):
            return Strip.blank(width, style)
        return self._lines[line].adjust_cell_length(width, style)

    def _draw(self) -> None:
        width = self.size.width
        if self._drawn_width == width:
            return
        self._drawn_width = width
        style = self.visual_style
        base = self._base = self.rich_style
        label_style = self.get_component_rich_style("pane--label")
        lines: list[Strip] = []
        for block in self._write():
            if block.gap and lines:
                lines.append(Strip.blank(width, base))
            indent = block.indent if block.label else 0
            room = max(8, width - indent - 2)
            body = block.body.truncate(room, ellipsis=True) if block.one_line else block.body
            named = self.get_component_rich_style(f"pane--{block.role}") if block.role else label_style
            for number, strip in enumerate(Visual.to_strips(self, body, room, None, style)):
                label = block.label if number == 0 else ""
                before = Strip([Segment(" ", base), Segment(set_cell_size(label, indent), named)])
                lines.append(Strip.join([before, strip]))
        self._lines = lines
        self._top = min(self._top, max(0, len(lines) - 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down a line."""
        event.stop()
        if self._top + self.size.height < len(self._lines):
            self._top += 1
            self.refresh()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up a line."""
        event.stop()
        if self._top > 0:
            self._top -= 1
            self.refresh()
