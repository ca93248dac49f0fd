"""Did it work: of the questions and sections with an action, how many a later audit found better or worse."""

from collections.abc import Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.audit.action_words import answered_words
from auditor.audit.action_worked import MOVED_WORDS, Moved, WhatFollowed, Worked
from auditor.tui.actions import listing as listing
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import Cell, Column, VirtualList

_COLOUR = {Moved.UP: "good", Moved.SAME: "", Moved.DOWN: "inadequate"}


class WorkedScreen(HelpfulScreen):
    """The table over all actions of a list, and the questions and sections behind each row of it."""

    MODE = "actions"
    CSS_PATH = "actions.tcss"
    HELP = """
An action is about a question, or a whole section. When the case is audited again, the question is answered anew and
the section graded: did it move up, stay, or move down? It is compared with the next audit that asked it: a later one
may have agreed its own actions.

Only audits that you may read are compared. Enter shows what is behind a line; there it opens the later audit. Escape
goes back.
"""
    BINDINGS = [key("escape", "back", "Back", "Back to the line, or to the actions.", id="worked.back")]

    def __init__(self, shown: listing.Shown) -> None:
        super().__init__()
        self._shown = shown
        self._table: Sequence[Worked] = ()
        self._found: Sequence[WhatFollowed] = ()

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static("Loading…", id="title")
        yield VirtualList[Worked](self._columns(), id="table")
        yield VirtualList[WhatFollowed](self._columns_behind(), id="behind")
        with Vertical(id="empty"):
            yield Static(id="empty-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read what followed."""
        self.query_one("#table").focus()
        self.start_job("worked", listing.read_worked, self.auditor.service, self._shown)

    def done_worked(self, result: tuple[Sequence[Worked], Sequence[WhatFollowed]]) -> None:
        """Show the table, all together first."""
        table, self._found = result
        self._table = [table[-1], *table[:-1]]
        self.query_one("#table", VirtualList).show(len(self._table), self._table)
        self.set_class(self._table[0].criteria == 0, "is-empty")
        words = Content.assemble(
            ("No action is about a question or a section yet.", "bold"),
            "\n\n",
            ("In an audit, and here with a, an action may say which question or section it should move.", "$muted"),
        )
        self.query_one("#empty-words", Static).update(words)
        self._draw_title()

    def _draw_title(self) -> None:
        every = self._table[0]
        narrowed = self._shown.words()
        title = Content.assemble(
            (f"Did it work?   {every.criteria:,} questions or sections with an action", "bold"),
            f", {every.looked_at} looked at again: ",
            f"{every.up} up, {every.same} the same, {every.down} down",
            "\n",
            (
                f"Only: {narrowed}" if narrowed else "By the next audit that asked the question or graded the section",
                "$muted",
            ),
        )
        self.query_one("#title", Static).update(title)

    def _columns(self) -> tuple[Column[Worked], ...]:
        def section(row: Worked) -> Cell:
            return (listing.section_words(row.section, self._shown.sections) if row.section else "All"), "strong"

        def number(name: str, role: str = "") -> Any:
            return lambda row: (str(getattr(row, name)), role)

        return (
            Column("Standard", 0, section),
            Column("With action", 11, number("criteria"), right=True),
            Column("Again", 6, number("looked_at"), right=True),
            Column("↑ up", 6, number("up", "good"), right=True),
            Column("= same", 6, number("same"), right=True),
            Column("↓ down", 6, number("down", "inadequate"), right=True),
        )

    def _columns_behind(self) -> tuple[Column[WhatFollowed], ...]:
        def moved(row: WhatFollowed) -> Cell:
            return (" ".join(MOVED_WORDS[row.moved]), _COLOUR[row.moved]) if row.moved else ("not compared", "muted")

        return (
            Column("LCS", 10, lambda row: (row.lcs_number, "strong")),
            Column("About", 0, lambda row: (row.about, "")),
            Column("Then", 24, lambda row: (answered_words(row.before) if row.before else "–", "muted")),
            Column("Next time", 24, lambda row: (answered_words(row.after[0]), "")),
            Column("Moved", 10, moved),
        )

    @on(VirtualList.Chosen, "#table")
    def _drill_down(self, message: VirtualList.Chosen) -> None:
        section = message.row.section
        found = [one for one in self._found if one.section == section or not section]
        if not found:
            self.notify("No later audit that you may read has looked at these yet.", markup=False)
            return
        self.add_class("is-behind")
        behind = self.query_one("#behind", VirtualList)
        behind.show(len(found), found)
        behind.focus()

    @on(VirtualList.Chosen, "#behind")
    def _open(self, message: VirtualList.Chosen) -> None:
        self.auditor.open_audit(message.row.after[0].audit_id)

    def action_back(self) -> None:
        """Back to the table, or to the actions."""
        if self.has_class("is-behind"):
            self.remove_class("is-behind")
            self.query_one("#table").focus()
        else:
            self.dismiss()
