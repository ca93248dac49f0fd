"""Sixty questions in a DataTable: digits set a cell, ``o`` opens it on a screen, escape leaves that."""

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Header, Static

SHOWN, OPENED = "nothing opened", "Question 1 "
ROWS = 60
_WORDS = {"1": "not met", "2": "partly", "3": "met", "4": "exceeded"}


class Table(Screen[None]):
    """The questions."""

    BINDINGS = [
        *(Binding(digit, f"answer('{word}')", word) for digit, word in _WORDS.items()),
        Binding("escape", "app.pop_screen", "Leave"),
    ]

    def compose(self) -> ComposeResult:
        """A head, the table, the keys."""
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("Point", "Question", "Answer")
        for number in range(1, ROWS + 1):
            table.add_row(f"PS{number}.1", f"Question {number} about what is on the file, of some length", "not yet")

    def action_answer(self, word: str) -> None:
        """Set the answer's cell, and nothing else."""
        table = self.query_one(DataTable)
        table.update_cell_at(table.cursor_coordinate._replace(column=2), word)


class TableApp(App[None]):
    """Opens the questions when asked."""

    BINDINGS = [Binding("o", "open", "Open")]

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static(SHOWN)

    def action_open(self) -> None:
        """Open the questions."""
        self.push_screen(Table())


if __name__ == "__main__":
    TableApp().run()
