"""Moderation: what waits to be examined a second time, compared, settled and picked."""

from typing import Any
from uuid import UUID

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from auditor.audit.facts import FactKind
from auditor.audit.moderation import Assignment
from auditor.audit.permissions import Role
from auditor.audit.states import Move
from auditor.store.records import AuditSummary
from auditor.tui.concerns.keys import About, ConcernKeys
from auditor.tui.dialogs import AskLine
from auditor.tui.keys import key
from auditor.tui.moderation import listing
from auditor.tui.moderation.asking import AskDialog, Asked, PickDialog, read_asked
from auditor.tui.moderation.listing import EMPTY, FILTERS, ModerationList
from auditor.tui.open_audits import MODERATOR
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.words import count_of
from auditor.tui.work.listing import may_move
from auditor.use_cases.audits.open_audit import OpenAudit
from auditor.use_cases.keeping.unfinished import Unfinished
from auditor.use_cases.moderation.listing import Waiting
from auditor.use_cases.moderation.moderate import assign_moderation, hand_over, start_moderation
from auditor.use_cases.moderation.pick import Pick, preview_pick, record_pick
from auditor.use_cases.service import Service

_COMPARED = (Waiting.COMPARE, Waiting.SETTLE, Waiting.DONE)


class ModerationScreen(ConcernKeys):
    """The lists of moderation."""

    MODE = "moderation"
    CSS_PATH = "moderation.tcss"
    HELP = """
Moderation is a second examination of the same audit, as at the same day. Whoever moderates grades sections, key
judgements and the whole; blind, without seeing anything of the first examination before submitting their own.

Press 1 for what you are asked to moderate: Enter begins, or goes on. Press 2 for audits whose grades differ, where you
are one of the two: Enter compares them, and you agree on each difference. What two people cannot agree on is settled by
the QA lead (3). 5 lists what is done.

The QA lead picks: 4 lists what is submitted and not assigned. m asks somebody, p picks by the settings, with a preview
first. 6 lists who is asked; m asks somebody else. Where they have begun, that takes a reason; the other begins anew.
"""
    BINDINGS = [
        key("m", "ask", "Ask somebody", "Say who moderates this audit (QA lead).", id="moderation.ask"),
        key("p", "pick", "Pick", "Pick audits by the settings, with a preview (QA lead).", id="moderation.pick"),
        key("v", "view", "Read it", "Read the auditor's examination.", id="moderation.view"),
        *(
            key(
                number,
                f"show('{which.value}')",
                words,
                f"The list: {words.lower()}.",
                id=f"moderation.list_{which.value}",
                show=False,
            )
            for which, (number, words) in FILTERS.items()
        ),
        key("g", "agreement", "Agreement", "How far moderators and auditors agree.", id="moderation.agreement"),
        key(
            "c",
            "calibrations",
            "Calibrations",
            "The same invented case, examined by several people.",
            id="moderation.calibrations",
            show=False,
        ),
        key("f5", "reload", "Read again", "Read the list again.", id="moderation.reload", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._chosen: Waiting | None = None
        self._list: ModerationList | None = None
        self._stay_at: UUID | None = None

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "moderation is read from an open store"
        return service

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Static(id="filters")
        yield VirtualList[AuditSummary](id="audits")
        with Vertical(id="empty"):
            yield Static("Loading…", id="empty-words")
        yield Static(id="details")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the list."""
        self.add_class("is-empty")
        self._rows.focus()
        self.reload()

    # -- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list again, and stay on the same audit where it is still there."""
        selected = self._selected
        self._stay_at = selected.audit_id if selected else None
        self.start_job("list", listing.read_list, self._service, self._chosen)

    def done_list(self, found: ModerationList) -> None:
        """Show the list."""
        self._list, self._chosen = found, found.which
        rows = self._rows
        rows.set_columns(listing.columns(found.names, found.which))
        rows.show(found.count, found.first_page)
        if self._stay_at is not None:
            place = next((i for i, row in enumerate(found.first_page) if row.audit_id == self._stay_at), 0)
            rows.cursor, self._stay_at = place, None
        self.set_class(found.count == 0, "is-empty")
        if found.count and self.focused is None:
            rows.focus()  # an empty list is hidden, and loses the keys
        if found.count == 0 and found.which is not None:
            title, hint = EMPTY[found.which]
            self.query_one("#empty-words", Static).update(Content.assemble((title, "bold"), "\n\n", (hint, "$muted")))
        self._draw_filters(found)
        self.refresh_bindings()

    @on(VirtualList.PagesWanted)
    def _fetch(self, message: VirtualList.PagesWanted) -> None:
        if self._list is not None and self._list.which is not None:
            self.start_job("pages", listing.read_pages, self._service, self._list.which, message.pages)

    def done_pages(self, result: Any) -> None:
        """Put pages into the list, if it is still the same list."""
        which, pages = result
        if self._list is not None and which is self._list.which:
            self._rows.put_pages(pages)

    # -- drawing --------------------------------------------------------------------------------------------------

    @property
    def _rows(self) -> VirtualList[AuditSummary]:
        return self.query_one("#audits", VirtualList)

    @property
    def _selected(self) -> AuditSummary | None:
        return self._rows.selected if self._list is not None and self._list.count else None

    def concern_about(self) -> About | None:
        """The selected audit."""
        row = self._selected
        return About(row.audit_id, row.lcs_number) if row is not None else None

    @on(events.Resize)
    def _fit(self) -> None:
        if self._list is not None:
            self._draw_filters(self._list)

    def _draw_filters(self, found: ModerationList) -> None:
        parts: list[tuple[str, str] | str] = []
        for which, (shown, _) in FILTERS.items():
            if which not in found.counts:
                continue
            words = listing.filter_words(which, self.size.width)
            lit = which is found.which
            parts.append((f" {shown} ", "$muted" if not lit else "bold $accent"))
            parts += [(words, "bold underline" if lit else ""), (f" {found.counts[which]:,}", "$muted"), " "]
        self.query_one("#filters", Static).update(Content.assemble(*parts))

    @on(VirtualList.Moved)
    def _draw_details(self) -> None:
        row, found = self._selected, self._list
        shown = self.query_one("#details", Static)
        if row is None or found is None:
            shown.update("")
        else:
            lines = [
                Content.assemble((f"{label:<9}", "$muted"), text)
                for label, text in listing.details(found.names, row, found.which)
                if text
            ]
            shown.update(Content("\n").join([Content.styled(f"LCS {row.lcs_number}", "bold"), *lines]))
        self.refresh_bindings()

    # -- actions --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work for the selected audit."""
        if action == "show":
            return self._list is not None and parameters[0] in self._list.counts
        if action == "pick":
            return Role.QA_LEAD in self._service.person.roles
        if action == "ask":
            may_ask = self._may(Move.ASSIGN_MODERATION) or self._may(Move.HAND_OVER)
            return may_ask and self._chosen in (Waiting.PICK, Waiting.ASKED)
        if action == "view":
            return self._may(Move.READ)
        return True

    def _may(self, move: Move) -> bool:
        row, found = self._selected, self._list
        return row is not None and found is not None and may_move(found.names, row, move)

    @on(VirtualList.Chosen)
    def _enter(self, message: VirtualList.Chosen) -> None:
        row: AuditSummary = message.row
        if self._chosen is Waiting.MODERATE:
            if not self.is_busy("begin"):
                self.start_job("begin", start_moderation, self._service, row.audit_id)
        elif self._chosen in _COMPARED:
            from auditor.tui.moderation.comparing import ComparisonScreen  # with all the words of an audit

            self.app.push_screen(ComparisonScreen(row.audit_id))
        else:
            self.action_view()

    def done_begin(self, opened: OpenAudit) -> None:
        """Go on in the audit screen."""
        self.reload()
        self.auditor.open_audit(opened.id, MODERATOR)

    def action_show(self, chosen: str) -> None:
        """Show another list."""
        self._chosen = Waiting(chosen)
        self.reload()

    def action_agreement(self) -> None:
        """How far moderators and auditors agree."""
        from auditor.tui.agreement.screen import AgreementScreen

        self.app.push_screen(AgreementScreen())

    def action_calibrations(self) -> None:
        """The calibrations one is asked to."""
        from auditor.tui.agreement.calibration import CalibrationScreen

        self.app.push_screen(CalibrationScreen())

    def action_reload(self) -> None:
        """Read the list again."""
        self.reload()

    def action_view(self) -> None:
        """Read the auditor's examination."""
        row = self._selected
        if row is not None:
            self.auditor.open_audit(row.audit_id)

    # -- asking ---------------------------------------------------------------------------------------------------

    def action_ask(self) -> None:
        """Choose who moderates."""
        row = self._selected
        if row is not None and not self.is_busy("moderators"):
            self.start_job("moderators", read_asked, self._service, row)

    def done_moderators(self, asked: Asked) -> None:
        """Let one be chosen."""

        def chosen(wanted: Any) -> None:
            if wanted is not None and asked.begun:
                self._ask_why(asked, wanted)
            elif wanted is not None:
                self.start_job("assign", assign_moderation, self._service, asked.row.audit_id, wanted)

        self.app.push_screen(AskDialog(asked), chosen)

    def _ask_why(self, asked: Asked, wanted: Assignment) -> None:
        service, audit_id = self._service, asked.row.audit_id
        typed = Unfinished(audit_id, f"{FactKind.MOVE.value}-{Move.HAND_OVER.value}")

        def told(reason: str | None) -> None:
            if reason is not None:
                given = (service, audit_id, wanted.moderator, reason, wanted.due)
                self.start_job("assign", self.auditor.typing.recorded, service, [typed], hand_over, *given)

        title = f"Why is the moderation of LCS {asked.row.lcs_number} given to somebody else?"
        self.app.push_screen(AskLine(title, "The reason is kept.", done="Give it", kept=True, what=typed), told)

    def done_assign(self, _: None) -> None:
        """Show what has changed."""
        self.notify("Asked.", markup=False)
        self.auditor.work_changed()

    def action_pick(self) -> None:
        """See what the settings come to."""
        if not self.is_busy("preview"):
            self.start_job("preview", preview_pick, self._service)

    def done_preview(self, pick: Pick) -> None:
        """Show it, and record it where that is wanted."""
        names = self._list.names if self._list else None

        def answered(yes: bool | None) -> None:
            if yes:
                self.start_job("record", record_pick, self._service, pick)

        self.app.push_screen(PickDialog(pick, dict(names.teams) if names else {}), answered)

    def done_record(self, pick: Pick) -> None:
        """Show what has changed."""
        self.notify(f"{count_of(len(pick.to_assign), 'moderation')} asked for.", markup=False)
        self.auditor.work_changed()
