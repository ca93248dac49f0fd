"""Work: the auditor's own audits, what is due, and what is not yet on LCS."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from auditor.tui.check.keys import FollowKeys
from auditor.tui.concerns.keys import About
from auditor.tui.dialogs import AskLine, DeliberateDialog
from auditor.tui.door import opening
from auditor.tui.keys import key
from auditor.tui.rounds.keys import AllocatedKeys
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.work.tabs import WorkTabs

if TYPE_CHECKING:
    from auditor.store.records import AuditSummary
    from auditor.tui.work.listing import WorkList
    from auditor.use_cases.audits.open_audit import OpenAudit
    from auditor.use_cases.keeping.unfinished import Unfinished
    from auditor.use_cases.service import Service

EMPTY = {
    "all": (
        "You have no audits yet.",
        "Press  n  to start one: an LCS number, a team, a few questions, and you are reading.",
    ),
    "drafts": ("No drafts: nothing is waiting for you.", "Press  n  to start an audit, or  1  to see all of yours."),
    "submitted": ("Nothing is submitted yet.", "Press  2  to see your drafts."),
    "not_on_lcs": ("Every submitted audit is on LCS.", "Nothing to do here. Press  1  to see all your audits."),
    "everyone": ("There are no audits in this store yet.", "Press  n  to start the first."),
}
_MOVES = {
    "lcs": ("enter_lcs", "The entry for LCS can be made once an audit is submitted."),
    "void": ("void", "This audit cannot be made void."),
    "reopen": ("reopen", "Only the QA lead reopens an audit, and only once it is submitted."),
    "finalise": ("finalise", "Only the QA lead makes a submitted audit final."),
}


class WorkScreen(AllocatedKeys, FollowKeys):
    """The list of audits."""

    MODE = "work"
    CSS_PATH = "work.tcss"
    HELP = """
Your audits are listed here: open ones first, then the most recently changed. The lines below the list say more about
the one that is selected.

Press Enter to open an audit. It opens where you left it, and everything you typed is there.

Press n to start a new audit. Press 1 to 4 to see all your audits, drafts, what is submitted, or what is not yet on LCS;
press / and type part of an LCS number to find one. 6 lists the cases that a round asks of you.

After an audit is submitted, l shows the text for the child's record on LCS: copy it, paste it there, and say when.

If a child may be at risk now, press !: it says whom to ring first. c lists concerns, k checks all audits for what is
missing or late, i lists inadequate ones, r audits a case again once its grade stands, and T shows then and now.
"""
    BINDINGS = [
        key("n", "new", "New audit", "Start an audit of a case.", id="work.new"),
        key("slash", "find", "Find", "Find audits by part of an LCS number.", id="work.find", display="/"),
        key("l", "lcs", "LCS entry", "The text for LCS: copy it, and say when it was entered.", id="work.lcs"),
        key("v", "void", "Void", "Make an audit void, with a reason: it then counts nowhere.", id="work.void"),
        key(
            "o", "reopen", "Reopen", "Reopen a submitted audit, with a reason (QA lead).", id="work.reopen", show=False
        ),
        key("f", "finalise", "Make final", "Make the submitted grade final (QA lead).", id="work.finalise", show=False),
        key("1", "show('all')", "All mine", "All your audits.", id="work.all", show=False),
        key("2", "show('drafts')", "Drafts", "Your drafts.", id="work.drafts", show=False),
        key("3", "show('submitted')", "Submitted", "What you have submitted.", id="work.submitted", show=False),
        key(
            "4", "show('not_on_lcs')", "Not on LCS", "Submitted, and not yet on LCS.", id="work.not_on_lcs", show=False
        ),
        key("5", "show('everyone')", "Everyone's", "Every audit (QA lead).", id="work.everyone", show=False),
        key("f5", "reload", "Read again", "Read the list again.", id="work.reload", show=False),
        key("escape", "clear_find", "Clear find", "Show the whole list again.", id="work.clear_find", show=False),
    ]

    class Building(Message):
        """The demo is being built; said while it takes time."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self) -> None:
        super().__init__()
        self._chosen = "all"
        self._text = ""
        self._list: WorkList | None = None
        self._stay_at: UUID | None = None

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield WorkTabs()
        yield Static(id="waiting")
        yield Static(id="allocated")
        with Horizontal(id="find-row"):
            yield Static("LCS number has")
            yield Input(id="find", placeholder="part of it", compact=True, select_on_focus=True)
        yield VirtualList[Any](id="audits")
        with Vertical(id="empty"):
            yield Static("Loading…", id="empty-words")
        yield Static(id="details")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the list, or open the demo first."""
        self.add_class("is-empty")
        self.query_one("#audits").focus()
        self._draw_filters()
        self.show_waiting(0)
        if self.auditor.service is None:
            self.query_one("#empty-words", Static).update("Opening the demo…")
            self.start_job("open_demo", opening.open_demo, self.auditor.store, self.auditor.standards, self._building)
        else:
            self.reload()

    # -- reading --------------------------------------------------------------------------------------------------

    def _building(self, words: str) -> None:
        self.post_message(self.Building(words))

    def on_work_screen_building(self, message: Building) -> None:
        """Say how far it is."""
        self.query_one("#empty-words", Static).update(Content(message.words))

    def done_open_demo(self, service: "Service") -> None:
        """The demo is open."""
        self.auditor.unlocked(service)
        self.reload()

    def reload(self) -> None:
        """Read the list again, and stay on the same audit where it is still there."""
        selected = self._selected
        self._stay_at = selected.audit_id if selected else None
        self._read()

    def _read(self) -> None:
        service = self.auditor.service
        if service is not None:
            self.start_job("list", _read_list, service, self._chosen, self._text)

    def done_list(self, found: "WorkList") -> None:
        """Show the list."""
        from auditor.tui.work import listing as work_list

        self._list = found
        rows = self._rows
        rows.set_columns(work_list.columns(found.names))
        rows.show(found.count, found.first_page)
        if self._stay_at is not None:
            place = next((i for i, row in enumerate(found.first_page) if row.audit_id == self._stay_at), 0)
            rows.cursor, self._stay_at = place, None
        self.set_class(found.count == 0, "is-empty")
        if found.count == 0:
            self.query_one("#empty-words", Static).update(self._empty_words())
        self._draw_filters()
        self.show_waiting(found.waiting)
        self.read_allocated()
        self.refresh_bindings()

    def _empty_words(self) -> Content:
        if self._text:
            title, hint = f"No audit has {self._text} in its LCS number.", "Escape shows the whole list again."
        else:
            title, hint = EMPTY[self._chosen]
        return Content.assemble((title, "bold"), "\n\n", (hint, "$muted"))

    @on(VirtualList.PagesWanted)
    def _fetch(self, message: VirtualList.PagesWanted) -> None:
        service, found = self.auditor.service, self._list
        if service is not None and found is not None:
            self.start_job("pages", _read_pages, service, found.wanted, message.pages)

    def done_pages(self, result: Any) -> None:
        """Put pages into the list, if it is still the same list."""
        wanted, pages = result
        if self._list is not None and wanted == self._list.wanted:
            self._rows.put_pages(pages)

    # -- drawing --------------------------------------------------------------------------------------------------

    @property
    def _rows(self) -> "VirtualList[AuditSummary]":
        return self.query_one("#audits", VirtualList)

    @property
    def _selected(self) -> "AuditSummary | None":
        return self._rows.selected if self._list is not None and self._list.count else None

    def _draw_filters(self) -> None:
        self.query_one(WorkTabs).show(self._list.counts if self._list else {}, self._chosen)

    @on(VirtualList.Moved)
    def _draw_details(self) -> None:
        row = self._selected
        details = self.query_one("#details", Static)
        if row is None or self._list is None:
            details.update("")
        else:
            from auditor.tui.work import listing as work_list

            lines = [
                Content.assemble((f"{label:<9}", "$muted"), text)
                for label, text in work_list.details(self._list.names, row)
            ]
            details.update(Content("\n").join([Content.styled(f"LCS {row.lcs_number}", "bold"), *lines]))
        self.refresh_bindings()

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work for the selected audit."""
        if action in _MOVES:
            return self._may(action)
        if action == "show":
            return self._list is not None and parameters[0] in self._list.counts
        if action == "clear_find":
            return bool(self._text) or self.query_one("#find-row").has_class("shown")
        if action in ("re_audit", "then_and_now"):
            return self.may_re_audit() if action == "re_audit" else self.re_audit_shown() is not None
        if action in ("new", "find", "reload", "concerns", "check", "pathways"):
            return self.auditor.service is not None
        return self._selected is not None if action == "concern" else True

    def followed(self) -> "AuditSummary | None":
        """The selected audit."""
        return self._selected

    def concern_about(self) -> About | None:
        """The selected audit."""
        row = self._selected
        return About(row.audit_id, row.lcs_number) if row is not None else None

    def _may(self, action: str) -> bool:
        row = self._selected
        if row is None or self._list is None:
            return False
        from auditor.audit.states import Move
        from auditor.tui.work import listing as work_list

        return work_list.may_move(self._list.names, row, Move(_MOVES[action][0]))

    @on(VirtualList.Chosen)
    def _open(self, message: VirtualList.Chosen) -> None:
        self.auditor.open_audit(message.row.audit_id)

    def action_show(self, chosen: str) -> None:
        """Show another list."""
        self._chosen = chosen
        self._draw_filters()
        self._read()

    def action_reload(self) -> None:
        """Read the list again."""
        self.reload()

    def action_new(self) -> None:
        """Start an audit."""
        from auditor.tui.work.new_audit import NewAuditScreen

        self.app.push_screen(NewAuditScreen(), self._started)

    def _started(self, audit_id: UUID | None) -> None:
        if audit_id is not None:
            self.reload()
            self.auditor.open_audit(audit_id)

    def action_find(self) -> None:
        """Find by LCS number."""
        self.query_one("#find-row").add_class("shown")
        self.query_one("#find", Input).focus()
        self.refresh_bindings()

    @on(Input.Changed, "#find")
    def _find(self, event: Input.Changed) -> None:
        self._text = event.value.strip()
        self._read()

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self._rows.focus()

    def action_clear_find(self) -> None:
        """Show the whole list again."""
        self.query_one("#find", Input).value = ""
        self.query_one("#find-row").remove_class("shown")
        self._rows.focus()
        self.refresh_bindings()

    def action_lcs(self) -> None:
        """Show the entry for LCS."""
        row, service = self._selected, self.auditor.service
        if row is not None and service is not None:
            self.start_job("lcs_text", _read_lcs_text, service, row.audit_id)

    def done_lcs_text(self, result: "tuple[OpenAudit, str]") -> None:
        """Show the entry, then record when it was made."""
        from auditor.tui.work.lcs_dialog import LcsDialog

        opened, text = result
        if self.auditor.service is not None:
            dialog = LcsDialog(opened, text, self.auditor.service.today())
            self.app.push_screen(dialog, partial(self._entered, opened.id))

    def _entered(self, audit_id: UUID, entered_on: Any) -> None:
        if entered_on is not None:
            self._move("mark_entered_on_lcs", audit_id, entered_on)

    def action_void(self) -> None:
        """Make an audit void."""
        self._ask_first(
            "Make the audit of {} void?",
            "It is kept with your reason, and counts nowhere from then on.",
            "Make it void",
            lambda row: self._ask_reason(row, "Why is this audit void?", "void_audit"),
        )

    def action_reopen(self) -> None:
        """Reopen an audit."""
        self._ask_first(
            "Reopen the audit of {}?",
            "It becomes a draft again and counts nowhere until it is submitted anew. What was submitted is kept.",
            "Reopen it",
            lambda row: self._ask_reason(row, "Why is it reopened?", "reopen_audit"),
        )

    def action_finalise(self) -> None:
        """Make an audit final."""
        self._ask_first(
            "Make the audit of {} final?",
            "The submitted grade becomes the grade of record.",
            "Make it final",
            lambda row: self._move("finalise_audit", row.audit_id),
        )

    def _ask_first(self, question: str, detail: str, yes: str, then: "Callable[[AuditSummary], None]") -> None:
        row = self._selected
        if row is not None:
            dialog = DeliberateDialog(question.format(f"LCS {row.lcs_number}"), detail, yes=yes)
            self.app.push_screen(dialog, lambda sure: then(row) if sure else None)

    def _ask_reason(self, row: "AuditSummary", title: str, use_case: str) -> None:
        from auditor.use_cases.keeping.unfinished import Unfinished

        typed = Unfinished(row.audit_id, f"move-{use_case.partition('_')[0]}")
        dialog = AskLine(title, f"LCS {row.lcs_number}", placeholder="one line", done="Do it", kept=True, what=typed)
        move = partial(self._move, use_case, row.audit_id)
        self.app.push_screen(dialog, lambda reason: move(reason, typed=typed) if reason else None)

    def _move(self, use_case: str, audit_id: UUID, *arguments: Any, typed: "Unfinished | None" = None) -> None:
        from auditor.tui.work import listing as work_list

        service, record, move = self.auditor.service, self.auditor.typing.recorded, getattr(work_list, use_case)
        self.start_job("move", record, service, [typed] if typed else [], move, service, audit_id, *arguments)

    def done_move(self, _: Any) -> None:
        """Show what has changed, in the measures too."""
        self.auditor.work_changed()


def _read_list(*arguments: Any) -> Any:
    return import_module("auditor.tui.work.listing").read_list(*arguments)


def _read_pages(*arguments: Any) -> Any:
    return import_module("auditor.tui.work.listing").read_pages(*arguments)


def _read_lcs_text(*arguments: Any) -> Any:
    return import_module("auditor.tui.work.listing").read_lcs_text(*arguments)
