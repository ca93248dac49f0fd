"""The detail pane: everything about the row one is on, wrapped to the width there is, a page at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.control import strip_control_codes
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from auditor.tui.audit.lines import Piece, fitted

Words = tuple[Piece, ...]
"""A paragraph: texts with their roles. An end of line in a text is one on screen."""

_LABEL = 11
_MORE, _AGAIN = Strip([Segment("more")]), Strip([Segment("again")])
_ROLES = ("strong", "muted", "accent", "primary", "key", "outstanding", "good", "requires-improvement", "inadequate")


def words(*pieces: str | Piece) -> Words:
    """Words with roles; none of them is read as markup, or obeyed by a terminal."""
    found = ((piece, "") if isinstance(piece, str) else piece for piece in pieces)
    return tuple((text if text.isprintable() else _tidy(text), role) for text, role in found)


def _tidy(text: str) -> str:
    lines = text.replace("\t", " ").split("\n")
    return "\n".join(strip_control_codes(line).replace("\x1b", "") for line in lines)


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
    body: Words
    gap: bool = False
    role: str = "muted"
    indent: int = _LABEL
    one_line: bool = False

    @property
    def text(self) -> str:
        """The paragraph without roles."""
        return "".join(text for text, _ in self.body)


def wrapped(body: Words, width: int) -> list[list[Piece]]:
    """A paragraph broken into lines at spaces, and within words that are longer than a line."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for text, role in body:
        for number, rest in enumerate(text.split("\n")):
            if number:
                lines.append([])
                used = 0
            while (size := cell_len(rest)) > width - used:
                part = rest[: _fitting(rest, width - used)] if used < width else ""
                if not part and not used:
                    part = chop_cells(rest, width)[0]
                if part.strip():
                    lines[-1].append((part.rstrip(), role))
                lines.append([])
                used = 0
                rest = rest[len(part) :].lstrip(" ")
            if rest:
                lines[-1].append((rest, role))
                used += size
    return lines


def _fitting(text: str, room: int) -> int:
    """How much of a text, up to a space, fits; 0 when not even its first word does."""
    longest = room if text.isascii() else len(chop_cells(text, max(2, room))[0])
    return max(0, text.rfind(" ", 0, longest + 1))


class DetailPane(Widget):
    """Paragraphs about one row."""

    COMPONENT_CLASSES = {f"pane--{role}" for role in _ROLES}
    DEFAULT_CSS = """
    DetailPane {
        background: $background; color: $foreground;
        & > .pane--strong { text-style: bold; }
        & > .pane--muted { color: $muted; }
        & > .pane--accent { color: $accent; }
        & > .pane--primary { color: $primary; }
        & > .pane--key { color: $accent; text-style: bold; }
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
        self._styles_known: dict[str, Style] = {}
        self._top = 0

    def show(self, write: Callable[[], Sequence[Block]], *, stay: bool = False) -> None:
        """Show paragraphs, from the top unless told to stay where it is.

        Args:
            write: gives the paragraphs.
        """
        self._write = write
        height = self.size.height
        if not height:
            self._drawn_width = -1
            return
        before = self._shown(height)
        self._drawn_width = -1
        if not stay:
            self._top = 0
        self._draw()
        after = self._shown(height)
        changed = [y for y in range(height) if before[y] is not after[y] and before[y] != after[y]]
        if changed:
            self.refresh(Region(0, changed[0], self.size.width, changed[-1] + 1 - changed[0]))

    def _shown(self, height: int) -> list[Strip | None]:
        """What each line of the screen shows: None where it is empty; a number of lines hidden is a line too."""
        seen: list[Strip | None] = list(self._lines[self._top : self._top + height])
        hidden = len(self._lines) - self._top - height
        if hidden > 0 or self._top > 0:
            seen[height - 1 :] = [_MORE if hidden > 0 else _AGAIN]
        return seen + [None] * (height - len(seen))

    @property
    def text(self) -> str:
        """Everything in it, as plain text."""
        return "\n".join(f"{block.label:<{_LABEL}}{block.text}" for block in self._write())

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
        self._styles_known.clear()
        self._drawn_width = -1

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        self._draw()
        width, height = self.size.width, self.size.height
        hidden = len(self._lines) - self._top - height
        if y == height - 1 and (hidden > 0 or self._top > 0):
            what = "space: more below " if hidden > 0 else "space: from the top "
            return Strip([Segment(what.rjust(width), self._style("muted"))], width)
        line = self._top + y
        return self._lines[line] if line < len(self._lines) else Strip([Segment(" " * width, self._base)], width)

    def _style(self, role: str) -> Style:
        found = self._styles_known.get(role)
        if found is None:
            found = self.get_component_rich_style(f"pane--{role}") if role else self.rich_style
            self._styles_known[role] = found
        return found

    def _draw(self) -> None:
        width = self.size.width
        if self._drawn_width == width:
            return
        self._drawn_width = width
        self._base = self._style("")
        self._lines = [
            Strip(segments).adjust_cell_length(width, self._base)
            for number, block in enumerate(self._write())
            for segments in self._segments(block, width, first=number == 0)
        ]
        self._top = min(self._top, max(0, len(self._lines) - 1))

    def _segments(self, block: Block, width: int, *, first: bool) -> Iterator[list[Segment]]:
        if block.gap and not first:
            yield []
        indent = block.indent if block.label else 0
        room = max(8, width - indent - 2)
        lines = [_cut(block.body, room)] if block.one_line else wrapped(block.body, room)
        label = Segment(" " + set_cell_size(block.label, indent), self._style(block.role))
        other = Segment(" " * (indent + 1), self._base)
        for number, line in enumerate(lines):
            yield [other if number else label, *(Segment(text, self._style(role)) for text, role in line)]

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


def _cut(body: Words, width: int) -> list[Piece]:
    """As much of a paragraph as fits on one line."""
    line: list[Piece] = []
    room = width
    for text, role in body:
        flat = text.replace("\n", " ")
        line.append((flat if cell_len(flat) <= room else fitted(flat, room), role))
        room -= cell_len(flat)
        if room <= 0:
            break
    return line
