"""Allocated to you: the cases a round asks of the person working, each of which starts an audit from here."""

from collections.abc import Sequence
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.rounds import words as words
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.words import count_of
from auditor.tui.work.new_audit import NewAuditScreen
from auditor.use_cases.rounds.mine import Allocated, allocated_to_me
from auditor.use_cases.service import Service


class AllocatedScreen(HelpfulScreen):
    """The cases allocated to whoever works, and not started."""

    MODE = "work"
    CSS_PATH = "rounds.tcss"
    HELP = """
These are the cases you were asked to audit in a round and have not started, the first due first.

Press Enter to start one. Its number, team, kind, period and due date are there already; you answer the questions that
decide what the audit asks. If you know the child, the family or the work on the case, do not start: tell the QA lead.
"""
    BINDINGS = [
        key("f5", "reload", "Read again", "Read the list again.", id="allocated.reload", show=False),
        key("escape", "back", "Back", "Back to your audits.", id="allocated.back"),
    ]

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "allocations are read from an open store"
        return service

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE, "allocated to you")
        yield Static("Loading…", id="title")
        yield VirtualList[Allocated](id="allocated-cases")
        with Vertical(id="nothing"):
            yield Static(id="nothing-words")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the cases."""
        self.query_one("#allocated-cases").focus()
        self.reload()

    def reload(self) -> None:
        """Read the cases again."""
        self.start_job("allocated", allocated_to_me, self._service)

    def done_allocated(self, found: Sequence[Allocated]) -> None:
        """Show them."""
        self.set_class(not found, "is-empty")
        title, hint = words.NOTHING_ALLOCATED
        said = Content.assemble((title, "bold"), "\n\n", (hint, "$muted"))
        self.query_one("#nothing-words", Static).update(said)
        count = f"{count_of(len(found), 'case')} to audit. Enter starts one." if found else ""
        self.query_one("#title", Static).update(Content.styled(count, "bold"))
        rows = self.query_one("#allocated-cases", VirtualList)
        rows.set_columns(words.allocated_columns(self._service.today()))
        rows.show(len(found), found, keep_cursor=True)

    @on(VirtualList.Chosen)
    def _start(self, message: VirtualList.Chosen) -> None:
        self.app.push_screen(NewAuditScreen(message.row), self._started)

    def _started(self, audit_id: UUID | None) -> None:
        self.reload()
        if audit_id is not None:
            self.auditor.open_audit(audit_id)

    def action_reload(self) -> None:
        """Read the cases again."""
        self.reload()

    def action_back(self) -> None:
        """Back to the audits."""
        self.dismiss()
