"""Lists of one line a row, and the rules between them: each one widget, which redraws only the lines that changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.control import strip_control_codes
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from auditor.tui.keys import key

Piece = tuple[str, str]
"""A text and its role: empty, or one of :data:`ROLES`."""

ROLES = ("strong", "muted", "accent", "primary", "outstanding", "good", "requires-improvement", "inadequate")


@dataclass(frozen=True)
class Row:
    """One line of a list.

    Attributes:
        key: which thing it stands for.
        text: what may be shortened to fit.
        role: of the text.
        lead: pieces before it, always whole.
        tail: pieces at the right edge, always whole.
        heading: not something one can be on.
    """

    key: str
    text: str = ""
    role: str = ""
    lead: tuple[Piece, ...] = ()
    tail: tuple[Piece, ...] = ()
    heading: bool = False


def plain(text: str) -> str:
    """Text of a person or a file on one line, without anything a terminal would obey."""
    return " ".join(strip_control_codes(text.replace("\n", " ").replace("\t", " ")).replace("\x1b", "").split())


def fitted(text: str, width: int) -> str:
    """Text in exactly so many cells, with a mark where it was cut."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, max(0, width - 1)).rstrip() + "…", width) if width > 0 else ""


class LineList(ScrollView, can_focus=True):
    """Rows of one line each."""

    COMPONENT_CLASSES = {"lines--cursor", "lines--blurred", *(f"lines--{role}" for role in ROLES)}
    DEFAULT_CSS = """
    LineList {
        background: $background; color: $foreground;
        scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: auto;
        & > .lines--cursor { color: $cursor-text; background: $cursor; text-style: bold; }
        & > .lines--blurred { color: $foreground; background: $panel; }
        & > .lines--strong { text-style: bold; }
        & > .lines--muted { color: $muted; }
        & > .lines--accent { color: $accent; }
        & > .lines--primary { color: $primary; }
        & > .lines--outstanding { color: $grade-outstanding; }
        & > .lines--good { color: $grade-good; }
        & > .lines--requires-improvement { color: $grade-requires-improvement; }
        & > .lines--inadequate { color: $grade-inadequate; }
    }
    """
    BINDINGS = [
        key("up,k", "move(-1)", "Up", "One line up.", id="list.up", show=False),
        key("down,j", "move(1)", "Down", "One line down.", id="list.down", show=False),
        key("pageup", "move_page(-1)", "Page up", "One screen up.", id="list.page_up", show=False),
        key("pagedown", "move_page(1)", "Page down", "One screen down.", id="list.page_down", show=False),
        key("home", "move_to(0)", "First", "The first line.", id="list.first", show=False),
        key("end", "move_to(-1)", "Last", "The last line.", id="list.last", show=False),
    ]
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, repaint=False)
    """Which row the person is on, from 0."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._rows: tuple[Row, ...] = ()
        self._styles_known: dict[str, Style] = {}

    # -- rows -----------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is listed."""
        return self._rows

    @property
    def row(self) -> Row | None:
        """The row the person is on."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    def show(self, rows: Sequence[Row], key: str | None = None) -> None:
        """List rows; only lines that differ are drawn again.

        Args:
            key: the row to be on; where the person is, when left out.
        """
        before, here = self._rows, self.row
        self._rows = tuple(rows)
        if len(before) == len(self._rows):
            for line, (old, new) in enumerate(zip(before, self._rows, strict=True)):
                if old != new:
                    self.refresh_line(line)
        else:
            self.virtual_size = Size(self.size.width, len(self._rows))
            self.refresh()
            if self.is_attached:  # only once it is laid out can it be scrolled to where it was not
                self.call_after_refresh(self._bring_into_view)
        wanted = key if key is not None else here.key if here else None
        place = self.place_of(wanted) if wanted is not None else None
        if place is None:
            place = self._landing(min(self.cursor, len(self._rows) - 1)) if key is None else self._landing(0)
        if place == self.cursor:
            self._bring_into_view()
            if self.row != here:
                self.row_changed()
        else:
            self.cursor = place

    def place_of(self, key: str) -> int | None:
        """Where a row is; None when it is not listed."""
        return next((at for at, row in enumerate(self._rows) if row.key == key and not row.heading), None)

    def be_on(self, key: str) -> bool:
        """Go to a row; False when it is not listed."""
        place = self.place_of(key)
        if place is None:
            return False
        self.cursor = place
        return True

    def row_changed(self) -> None:
        """Another row is the one the person is on."""

    # -- drawing --------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line, width = self.scroll_offset.y + y, self.size.width
        base = self._known("")
        if not 0 <= line < len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[line]
        on_it = line == self.cursor and not row.heading
        if on_it:
            base = self._known("cursor" if self.has_focus else "blurred")
        plain_cursor = on_it and self.has_focus
        lead = [Segment(text, self._role(role, base, plain=plain_cursor)) for text, role in row.lead]
        tail = [Segment(text, self._role(role, base, plain=plain_cursor)) for text, role in row.tail]
        used = sum(cell_len(text) for text, _ in (*row.lead, *row.tail)) + 2 + (1 if row.tail else 0)
        text = fitted(plain(row.text), max(0, width - used))
        middle = Segment(text, self._role(row.role, base, plain=plain_cursor))
        gap = [Segment(" ", base)] if row.tail else []
        strip = Strip([Segment(" ", base), *lead, middle, *gap, *tail, Segment(" ", base)])
        return strip.adjust_cell_length(width, base)

    def _role(self, role: str, base: Style, *, plain: bool) -> Style:
        if not role:
            return base
        partial = self._known(role, partial=True)
        # On the cursor every text has the cursor's own colour: it must be readable before it is pretty.
        return base if plain or partial.color is None else base + Style(color=partial.color, bold=partial.bold)

    def _known(self, name: str, *, partial: bool = False) -> Style:
        """A style, worked out once for as long as the colours stay."""
        found = self._styles_known.get(name)
        if found is None:
            found = self.get_component_rich_style(f"lines--{name}", partial=partial) if name else self.rich_style
            self._styles_known[name] = found
        return found

    def notify_style_update(self) -> None:
        """Colours have changed."""
        super().notify_style_update()
        self._styles_known.clear()

    # -- moving ---------------------------------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self._rows) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two rows again, bring the new one into view."""
        self.refresh_line(before)
        self.refresh_line(after)
        self._bring_into_view()
        self.row_changed()

    def action_move(self, by: int) -> None:
        """Move by lines, over headings."""
        place = self.cursor + by
        while 0 <= place < len(self._rows) and self._rows[place].heading:
            place += 1 if by > 0 else -1
        if 0 <= place < len(self._rows):
            self.cursor = place
        elif by < 0:
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_move_page(self, by: int) -> None:
        """Move by screens."""
        self.cursor = self._landing(self.cursor + by * max(1, self.size.height - 1), back=by < 0)

    def action_move_to(self, place: int) -> None:
        """Move to the first or the last row."""
        self.cursor = self._landing(place if place >= 0 else len(self._rows) - 1, back=place < 0)

    def _landing(self, place: int, *, back: bool = False) -> int:
        """The row nearest to a place that one can be on."""
        place = max(0, min(place, len(self._rows) - 1))
        after = [at for at in range(place, len(self._rows)) if not self._rows[at].heading]
        before = [at for at in range(place, -1, -1) if at < len(self._rows) and not self._rows[at].heading]
        order = (before, after) if back else (after, before)
        return next((found[0] for found in order if found), 0)

    def on_click(self, event: events.Click) -> None:
        """Go to the row under the pointer."""
        place = self.scroll_offset.y + event.y
        if 0 <= place < len(self._rows) and not self._rows[place].heading:
            self.cursor = place

    def on_resize(self) -> None:
        """Keep the row in view."""
        self.virtual_size = Size(self.size.width, len(self._rows))
        self._bring_into_view()

    def on_focus(self) -> None:
        """Show that keys come here."""
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        """Show that they no longer do."""
        self.refresh_line(self.cursor)

    def _bring_into_view(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height)
        first = self.cursor
        while first > 0 and self._rows[first - 1].heading and self.cursor - first < height - 1:
            first -= 1
        if first < top:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True)


class Rule(Widget):
    """One line: a title, a thin rule, and something at the right."""

    DEFAULT_CSS = """
    Rule { height: 1; color: $hairline; background: $background; }
    """
    ALLOW_SELECT = False
    words: reactive[tuple[str, str]] = reactive(("", ""), layout=False)
    """The title, and what stands at the right."""

    def render(self) -> Content:
        """The line, fitted to the width there is."""
        left, right = self.words
        room = self.size.width - (cell_len(right) + 2 if right else 0)
        title = f" {plain(left)} " if left else ""
        if cell_len(title) > room:
            title = fitted(title.rstrip(), max(0, room - 1)) + " "
        rule = "─" * max(0, room - cell_len(title))
        return Content.assemble((title, "bold $primary"), rule, (f" {right} " if right else "", "$muted"))


class Notice(Widget):
    """One line of words, with something at the right: the head of an audit, or what was just done."""

    DEFAULT_CSS = """
    Notice { height: 1; background: $background; }
    """
    ALLOW_SELECT = False
    words: reactive[tuple[Piece, Piece]] = reactive((("", ""), ("", "")), layout=False)
    """The words and their style; what stands at the right and its style."""

    def render(self) -> Content:
        """The line, fitted to the width there is."""
        (left, left_style), (right, right_style) = self.words
        room = self.size.width - 2 - (cell_len(right) + 2 if right else 0)
        shown = fitted(plain(left), max(0, room))
        gap = "  " if right else ""
        return Content.assemble(" ", (shown, left_style), gap, (right, right_style), " ")
