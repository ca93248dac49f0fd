"""A list of any length: it draws only the lines on screen, over pages that are fetched when they come into view.

It holds what it was given and asks for the rest with :class:`VirtualList.PagesWanted`; it never reads anything itself.
Cells are literal text: nothing a person or a file wrote is read as markup.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from auditor.tui.keys import key
from auditor.tui.plain_text import one_line

Row = TypeVar("Row")
PAGE = 100
KEPT_PAGES = 2
"""Pages kept on either side of what is near."""
_GAP = 2
ROLES = ("strong", "muted", "accent", "outstanding", "good", "requires-improvement", "inadequate")
"""What a cell can be, besides plain: each has a colour, and none relies on it."""

Cell = tuple[str, str]
"""A text and its role, which may be empty."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        title: at the top.
        width: in cells; 0 takes what is left.
        cell: the text of a row, and its role.
        from_width: shown only in a list at least this wide.
        below_width: shown only in a list narrower than this.
        right: whether the text ends at the right edge.
    """

    title: str
    width: int
    cell: Callable[[Row], Cell]
    from_width: int = 0
    below_width: int = 10_000
    right: bool = False


@dataclass
class _FromList(Message):
    """What a list tells."""

    virtual_list: "VirtualList[Any]"

    @property
    def control(self) -> "VirtualList[Any]":
        """The list, for ``@on`` with a selector."""
        return self.virtual_list


@dataclass
class _AboutRow(_FromList):
    index: int
    row: Any


class VirtualList(ScrollView, Generic[Row], can_focus=True):
    """Rows of which only those on screen are drawn."""

    COMPONENT_CLASSES = {
        "virtual-list--header",
        "virtual-list--cursor",
        "virtual-list--cursor-blurred",
        *(f"virtual-list--{role}" for role in ROLES),
    }
    DEFAULT_CSS = """
    VirtualList {
        background: $background; color: $foreground; height: 1fr; scrollbar-size-vertical: 1;
        overflow-x: hidden; overflow-y: auto;
        & > .virtual-list--header { color: $muted; background: $background; text-style: none; }
        & > .virtual-list--cursor { color: $cursor-text; background: $cursor; text-style: bold; }
        & > .virtual-list--cursor-blurred { color: $foreground; background: $panel; }
        & > .virtual-list--strong { text-style: bold; }
        & > .virtual-list--muted { color: $muted; }
        & > .virtual-list--accent { color: $accent; }
        & > .virtual-list--outstanding { color: $grade-outstanding; }
        & > .virtual-list--good { color: $grade-good; }
        & > .virtual-list--requires-improvement { color: $grade-requires-improvement; }
        & > .virtual-list--inadequate { color: $grade-inadequate; }
    }
    """
    BINDINGS = [
        key("enter", "choose", "Open", "Open what is selected.", id="list.choose"),
        key("up", "move(-1)", "Up", "One line up.", id="list.up", show=False),
        key("down", "move(1)", "Down", "One line down.", id="list.down", show=False),
        key("pageup", "move_page(-1)", "Page up", "One screen up.", id="list.page_up", show=False),
        key("pagedown", "move_page(1)", "Page down", "One screen down.", id="list.page_down", show=False),
        key("home", "move_to(0)", "First", "The first line.", id="list.first", show=False),
        key("end", "move_to(-1)", "Last", "The last line.", id="list.last", show=False),
    ]

    cursor: reactive[int] = reactive(0)
    """Which row is selected, from 0."""

    @dataclass
    class PagesWanted(_FromList):
        """Pages that came into view and are not here yet.

        Attributes:
            pages: numbers of pages of :data:`PAGE` rows, from 0.
        """

        pages: tuple[int, ...]

    class Chosen(_AboutRow):
        """A row was opened."""

    class Moved(_AboutRow):
        """Another row is selected, or the row under the cursor has come."""

    def __init__(self, columns: Sequence[Column[Row]] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._pages: dict[int, Sequence[Row]] = {}
        self._asked: tuple[int, ...] = ()
        self._count = 0

    # -- what it shows --------------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def selected(self) -> Row | None:
        """The row under the cursor, once its page is here."""
        return self.row(self.cursor)

    def row(self, index: int) -> Row | None:
        """A row; None when there is none, or its page is not here yet."""
        page = self._pages.get(index // PAGE)
        place = index % PAGE
        return page[place] if page is not None and 0 <= index < self._count and place < len(page) else None

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Draw these columns from now on."""
        self._columns = tuple(columns)
        self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be opened in an empty list."""
        return None if action == "choose" and not self._count else True

    def show(self, count: int, first_page: Sequence[Row] = (), *, keep_cursor: bool = False) -> None:
        """Show another set of rows.

        Args:
            count: how many there are in all.
            first_page: the first of them, when they are here.
            keep_cursor: stay at the same row number.
        """
        was_empty, self._count = not self._count, count
        if was_empty == bool(count) and self.is_attached:
            self.screen.refresh_bindings()
        self._pages = {0: first_page} if first_page else {}
        self._asked = ()
        self.virtual_size = Size(self.size.width, count + 1)
        if not keep_cursor:
            self.scroll_home(animate=False)
        before, self.cursor = self.cursor, min(self.cursor, max(0, count - 1)) if keep_cursor else 0
        self.refresh()
        if before == self.cursor:
            self._tell()
        self._ask()

    def put_pages(self, pages: dict[int, Sequence[Row]]) -> None:
        """Take pages that were asked for."""
        had = self.selected is not None
        self._pages.update(pages)
        near = self._near()
        # A long list walked from end to end would otherwise end up in memory as a whole.
        self._pages = {
            page: rows for page, rows in self._pages.items() if min(abs(page - here) for here in near) <= KEPT_PAGES
        }
        self._asked = ()
        self.refresh()
        if not had:
            self._tell()
        self._ask()

    # -- drawing --------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the titles, then rows."""
        widths = self._widths()
        base = self.rich_style
        if y == 0:
            style = self.get_component_rich_style("virtual-list--header")
            return self._strip([(column.title, style, column.right) for column, _ in widths], widths, style)
        index = self.scroll_offset.y + y - 1
        if index >= self._count:
            return Strip.blank(self.size.width, base)
        row = self.row(index)
        on_cursor = index == self.cursor
        if on_cursor:
            name = "virtual-list--cursor" if self.has_focus else "virtual-list--cursor-blurred"
            base = self.get_component_rich_style(name)
        if row is None:
            waiting = ["Loading…", *[""] * (len(widths) - 1)]
            return self._strip([(text, base, False) for text in waiting], widths, base)
        cells = []
        for column, _ in widths:
            text, role = column.cell(row)
            style = base if not role else self._role(role, base, keep_colour=on_cursor)
            cells.append((text, style, column.right))
        return self._strip(cells, widths, base)

    def _role(self, role: str, base: Style, *, keep_colour: bool) -> Style:
        partial = self.get_component_rich_style(f"virtual-list--{role}", partial=True)
        if keep_colour:
            return base + Style(bold=partial.bold)
        return base + partial.without_color + Style(color=partial.color)

    def _widths(self) -> list[tuple[Column[Row], int]]:
        room = self.size.width - 2
        shown = [column for column in self._columns if column.from_width <= self.size.width < column.below_width]
        fixed = sum(column.width for column in shown) + _GAP * max(0, len(shown) - 1)
        flexible = sum(1 for column in shown if not column.width)
        share = max(4, (room - fixed) // flexible) if flexible else 0
        return [(column, column.width or share) for column in shown]

    def _strip(
        self, cells: Sequence[tuple[str, Style, bool]], widths: Sequence[tuple[Column[Row], int]], base: Style
    ) -> Strip:
        segments = [Segment(" ", base)]
        for place, ((text, style, right), (_, width)) in enumerate(zip(cells, widths, strict=True)):
            if place:
                segments.append(Segment(" " * _GAP, base))
            segments.append(Segment(_fitted(text, width, right=right), style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    # -- moving ---------------------------------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self._count - 1))

    def watch_cursor(self) -> None:
        """Bring the row into view, and say that it is selected."""
        self._bring_into_view()
        self.refresh()
        self._tell()
        self._ask()

    def action_move(self, by: int) -> None:
        """Move by lines."""
        self.cursor += by

    def action_move_page(self, by: int) -> None:
        """Move by screens."""
        self.cursor += by * max(1, self.size.height - 2)

    def action_move_to(self, index: int) -> None:
        """Move to a row; a negative number counts from the end."""
        self.cursor = index if index >= 0 else self._count + index

    def action_choose(self) -> None:
        """Open the selected row."""
        row = self.selected
        if row is not None:
            self.post_message(self.Chosen(self, self.cursor, row))

    def on_click(self, event: events.Click) -> None:
        """Select the row under the pointer; a second click opens it."""
        index = self.scroll_offset.y + event.y - 1
        if event.y < 1 or index >= self._count:
            return
        if event.chain == 2:
            self.action_choose()
        else:
            self.cursor = index

    def on_resize(self) -> None:
        """Pages may have come into view."""
        self.virtual_size = Size(self.size.width, self._count + 1)
        self._bring_into_view()
        self._ask()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Pages may have come into view."""
        super().watch_scroll_y(old_value, new_value)
        self._ask()

    def _bring_into_view(self) -> None:
        top, rows = self.scroll_offset.y, max(1, self.size.height - 1)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= top + rows:
            self.scroll_to(y=self.cursor - rows + 1, animate=False, immediate=True)

    def _ask(self) -> None:
        if not self._count or not self.is_mounted:
            return
        wanted = tuple(sorted(page for page in self._near() if page not in self._pages))
        if wanted and wanted != self._asked:
            self._asked = wanted
            self.post_message(self.PagesWanted(self, wanted))

    def _near(self) -> set[int]:
        """The pages on screen, and the one the cursor is on."""
        first = self.scroll_offset.y
        last = min(self._count - 1, first + max(1, self.size.height - 1))
        return {first // PAGE, last // PAGE, min(self.cursor, self._count - 1) // PAGE}

    def _tell(self) -> None:
        self.post_message(self.Moved(self, self.cursor, self.selected))

    def cursor_region(self) -> Region:
        """Where the selected row is on screen, within the list."""
        return Region(0, self.cursor - self.scroll_offset.y + 1, self.size.width, 1)


def _fitted(text: str, width: int, *, right: bool) -> str:
    plain = text if text.isprintable() else one_line(text)
    if cell_len(plain) > width:
        plain = set_cell_size(plain, max(0, width - 1)).rstrip() + "…"
    padding = " " * (width - cell_len(plain))
    return padding + plain if right else plain + padding
