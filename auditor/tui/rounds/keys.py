"""What Work shows of rounds: how many cases are allocated to whoever works, and the key that lists them."""

from importlib import import_module
from typing import Any

from textual.content import Content
from textual.widgets import Static

from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key


class AllocatedKeys(HelpfulScreen):
    """A screen from which the cases allocated to one can be listed."""

    BINDINGS = [
        key(
            "6",
            "allocated",
            "Allocated to you",
            "The cases a round asks of you; start one.",
            id="work.allocated",
            show=False,
        ),
    ]

    def read_allocated(self) -> None:
        """Count them, after the list is there: it does not wait for this."""
        if self.auditor.service is not None:
            self.start_job("allocated", _count, self.auditor.service)

    def done_allocated(self, count: int) -> None:
        """Say how many there are; nothing when there are none."""
        shown = self.query_one("#allocated", Static)
        shown.display = count > 0
        cases = "1 case is" if count == 1 else f"{count:,} cases are"
        shown.update(Content.assemble((" 6 ", "bold $accent"), (f"{cases} allocated to you and not started", "bold")))

    def action_allocated(self) -> None:
        """List them."""
        if self.auditor.service is not None:
            from auditor.tui.rounds.mine import AllocatedScreen

            self.app.push_screen(AllocatedScreen())


def _count(*arguments: Any) -> Any:
    return import_module("auditor.use_cases.rounds.mine").count_allocated(*arguments)
