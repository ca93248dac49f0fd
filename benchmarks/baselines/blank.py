"""A blank Textual application: one line of text, nothing to do."""

from textual.app import App, ComposeResult
from textual.widgets import Static

SHOWN = "nothing here yet"


class Blank(App[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static(SHOWN)


if __name__ == "__main__":
    Blank().run()
