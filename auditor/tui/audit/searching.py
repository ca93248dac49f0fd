"""A dialogue in which one types part of what is meant and takes a line of what is found."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from auditor.tui.audit.lines import LineList, Row
from auditor.tui.keys import key
from auditor.tui.leaving import Dialog


class SearchLine(Input):
    """The field; its arrow keys choose among what is found."""

    BINDINGS = [
        key("down", "screen.move(1)", "Down", "The next one found.", id="search.down", show=False),
        key("up", "screen.move(-1)", "Up", "The one before.", id="search.up", show=False),
        key("pagedown", "screen.page(1)", "Page down", "A screen down.", id="search.page_down", show=False),
        key("pageup", "screen.page(-1)", "Page up", "A screen up.", id="search.page_up", show=False),
    ]


class SearchDialog(Dialog[str | None]):
    """Type, choose, Enter; gives the key of the line that was taken. What is found, a subclass says."""

    BINDINGS = [key("escape", "cancel", "Back", "Go back to where you were.", id="search.cancel")]
    DEFAULT_CSS = """
    SearchDialog { align: center middle; background: $background 70%; }
    SearchDialog > Vertical {
        width: 100; max-width: 96%; height: 80%; background: $surface; border: round $primary; padding: 0 1;
    }
    SearchDialog #search-title { text-style: bold; padding: 0 1; }
    SearchDialog #search-list { height: 1fr; background: $surface; margin: 1 0 0 0; }
    SearchDialog #search-foot { color: $muted; padding: 0 1; }
    """

    def __init__(self, title: str, example: str, takes: str) -> None:
        """A search.

        Args:
            title: what is searched.
            example: what could be typed.
            takes: what Enter does, as "goes there".
        """
        super().__init__()
        self._title, self._example, self._takes = title, example, takes

    def found(self, typed: str) -> Sequence[Row]:
        """The lines that fit what was typed; the first is chosen."""
        del typed
        return ()

    def compose(self) -> ComposeResult:
        """The field and what is found."""
        with Vertical():
            yield Static(Content(self._title), id="search-title")
            yield SearchLine(placeholder=self._example, compact=True, id="search-input")
            found = LineList(id="search-list")
            found.can_focus = False
            yield found
            yield Static(id="search-foot")

    def on_mount(self) -> None:
        """Start in the field, with everything listed."""
        self._search("")
        self.query_one(Input).focus()

    @property
    def _list(self) -> LineList:
        return self.query_one("#search-list", LineList)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    def _search(self, typed: str) -> None:
        rows = self.found(typed)
        self._list.show(rows, rows[0].key if rows else None)
        count = f"{len(rows)} found" if rows else "nothing found"
        self.query_one("#search-foot", Static).update(Content(f"{count} · Enter {self._takes} · Escape goes back"))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        row = self._list.row
        if row is not None:
            self.dismiss(row.key)

    def on_click(self) -> None:
        """Keep the keys in the field."""
        self.query_one(Input).focus()

    def action_move(self, by: int) -> None:
        """Choose another."""
        self._list.action_move(by)

    def action_page(self, by: int) -> None:
        """Choose a screen further."""
        self._list.action_move_page(by)

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)
