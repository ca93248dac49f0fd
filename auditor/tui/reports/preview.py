"""Reading a report in the terminal, as wide as it is; nothing leaves the store."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static

from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.plain_text import one_line
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.words import count_of

if TYPE_CHECKING:
    from auditor.reports.document import Document

_BESIDE = 3
"""Columns that are not text: one at each side, and the scroll bar."""


class TextPane(ScrollView, can_focus=True):
    """Lines of text, of which only those on screen are drawn.

    Attributes:
        wanted: the words that are looked for; empty: none.
        found: the lines that hold them.
        at: which of these was gone to last.
    """

    COMPONENT_CLASSES = {"text-pane--found"}
    DEFAULT_CSS = """
    TextPane {
        background: $background; color: $foreground; height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden;
    }
    TextPane > .text-pane--found { background: $cursor; color: $cursor-text; text-style: bold; }
    """
    BINDINGS = [
        key("up,k", "by_lines(-1)", "Up", "One line up.", id="text.up", show=False),
        key("down,j", "by_lines(1)", "Down", "One line down.", id="text.down", show=False),
        key("pageup", "by_pages(-1)", "Page up", "One screen up.", id="text.page_up", show=False),
        key("pagedown,space", "by_pages(1)", "Page down", "One screen down.", id="text.page_down"),
        key("home", "to_end(0)", "Beginning", "The first line.", id="text.first", show=False),
        key("end", "to_end(1)", "End", "The last line.", id="text.last", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[str] = []
        self.wanted = ""
        self.found: tuple[int, ...] = ()
        self.at = 0

    @property
    def top(self) -> int:
        """The first line on screen."""
        return self.scroll_offset.y

    def show(self, lines: list[str], *, at: int = 0) -> None:
        """Show text.

        Args:
            at: the line to begin with.
        """
        self._lines = [one_line(line) for line in lines]
        if self.wanted:
            self.look_for(self.wanted)
        self.virtual_size = Size(self.size.width, len(lines))
        self.refresh()
        self.call_after_refresh(self._go, at)

    def render_line(self, y: int) -> Strip:
        """One line of the screen, with what is looked for lit."""
        place, base = self.top + y, self.rich_style
        line = self._lines[place] if place < len(self._lines) else ""
        strip = Strip([Segment(" ", base), *self._segments(line, base)])
        return strip.adjust_cell_length(self.size.width, base)

    def _segments(self, line: str, base: Style) -> list[Segment]:
        folded, wanted = line.casefold(), self.wanted.casefold()
        if not wanted or wanted not in folded or len(folded) != len(line):
            return [Segment(line, base)]
        found, parts, at = self.get_component_rich_style("text-pane--found"), [], 0
        while (place := folded.find(wanted, at)) >= 0:
            parts += [Segment(line[at:place], base), Segment(line[place : place + len(wanted)], found)]
            at = place + len(wanted)
        return [*parts, Segment(line[at:], base)]

    def look_for(self, wanted: str) -> None:
        """Light some words, and go to the first line that holds them from here on."""
        self.wanted = wanted
        self.found = tuple(place for place, line in enumerate(self._lines) if wanted.casefold() in line.casefold())
        if not wanted:
            self.found = ()
        self.at = next((at for at, place in enumerate(self.found) if place >= self.top), 0)
        self._show_place()

    def again(self, by: int) -> None:
        """Go to the next place, or the one before; after the last comes the first."""
        if self.found:
            self.at = (self.at + by) % len(self.found)
            self._show_place()

    def _show_place(self) -> None:
        if self.found:
            self._go(self.found[self.at] - self.size.height // 4)
        self.refresh()

    def _go(self, line: int) -> None:
        self.scroll_to(y=max(0, line), animate=False, immediate=True)

    def action_by_lines(self, by: int) -> None:
        """Move by lines."""
        self._go(self.top + by)

    def action_by_pages(self, by: int) -> None:
        """Move by screens; a line of the one before stays."""
        self._go(self.top + by * max(1, self.size.height - 1))

    def action_to_end(self, end: int) -> None:
        """To the beginning or the end."""
        self._go(len(self._lines) if end else 0)


class PreviewScreen(HelpfulScreen):
    """A report as text; answers whether it is to be saved."""

    MODE = "reports"
    CSS_PATH = "reports.tcss"
    HELP = """
This is the whole report as text, in the width of your terminal. Up, down, the page keys and space scroll. Charts are
told in words, each with its table; saved as PDF or web page they are drawn.

/ looks for words: Enter goes to the first place, n and N to the next and the one before. s saves the report, Escape
goes back to the form.
"""
    BINDINGS = [
        key("slash", "find", "Find", "Look for words in it.", id="preview.find", display="/"),
        key("n", "again(1)", "Next place", "The next place with these words.", id="preview.next"),
        key("N", "again(-1)", "Place before", "The place before with these words.", id="preview.before", show=False),
        key("s", "save", "Save", "Save it as files.", id="preview.save"),
        key("escape", "back", "Back", "Back to the form.", id="preview.back"),
    ]

    def __init__(self, document: "Document") -> None:
        super().__init__()
        self._document = document
        self._lines: list[str] = []

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static(id="title")
        yield TextPane(id="text")
        yield Input(compact=True, id="find", placeholder="look for words, then Enter")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one("#find").display = False
        self.query_one("#text").focus()

    def on_resize(self) -> None:
        """Write it anew in the width there is, and stay at about the same place."""
        from auditor.use_cases.reports.saving import text_lines

        pane = self.query_one("#text", TextPane)
        before, top = len(self._lines), pane.top
        self._lines = text_lines(self._document, self.size.width - _BESIDE)
        pane.show(self._lines, at=top * len(self._lines) // before if before else 0)
        self._title()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The next place makes sense once something is looked for."""
        if action == "again":
            return bool(self.query_one("#text", TextPane).wanted)
        return super().check_action(action, parameters)

    def action_find(self) -> None:
        """Ask for the words."""
        field = self.query_one("#find", Input)
        field.display = True
        field.focus()

    @on(Input.Submitted, "#find")
    def _look(self, event: Input.Submitted) -> None:
        self.query_one("#text", TextPane).look_for(event.value.strip())
        self._close_field()
        self._title()
        self.refresh_bindings()

    def _close_field(self) -> None:
        self.query_one("#find").display = False
        self.query_one("#text").focus()

    def _title(self) -> None:
        pane = self.query_one("#text", TextPane)
        where = f"{pane.at + 1} of {count_of(len(pane.found), 'line')} with" if pane.found else "nothing with"
        title = Content.styled(one_line(self._document.title), "bold")
        if pane.wanted:
            title = Content.assemble(title, (f"   {where} “{one_line(pane.wanted)}”", "$accent"))
        self.query_one("#title", Static).update(title)

    def action_again(self, by: int) -> None:
        """Go to the next place, or the one before."""
        self.query_one("#text", TextPane).again(by)
        self._title()

    def action_save(self) -> None:
        """Save it."""
        self.dismiss(True)

    def action_back(self) -> None:
        """Close the field; without it, go back to the form."""
        if self.query_one("#find").display:
            self._close_field()
        else:
            self.dismiss(False)
