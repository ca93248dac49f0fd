"""Keys of Work about what follows an audit: concerns, the check of all audits, inadequate ones, re-audits."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual.content import Content
from textual.widgets import Static

from auditor.tui.concerns.keys import ConcernKeys
from auditor.tui.dialogs import ConfirmDialog
from auditor.tui.keys import key

if TYPE_CHECKING:
    from auditor.store.records import AuditSummary


class AgainKeys(ConcernKeys):
    """A screen on which a re-audit may be chosen, or open."""

    BINDINGS = [
        key(
            "T",
            "then_and_now",
            "Then and now",
            "What a re-audit is to look at; once it is submitted, then and now.",
            id="follow.then_and_now",
            show=False,
        ),
    ]

    def re_audit_shown(self) -> UUID | None:
        """The re-audit that is chosen, or open; None when none is."""
        return None

    def action_then_and_now(self) -> None:
        """What a re-audit is to look at, or then and now."""
        shown = self.re_audit_shown()
        if shown is not None:
            self.show_then_and_now(shown)

    def show_then_and_now(self, re_audit_id: UUID) -> None:
        """What a re-audit is to look at, or then and now."""
        from auditor.tui.check.then_now import ThenAndNowScreen

        screen: Any = ThenAndNowScreen(re_audit_id)
        self.app.push_screen(screen)


class FollowKeys(AgainKeys):
    """What the list of work is, besides a list."""

    BINDINGS = [
        key(
            "c",
            "concerns",
            "Concerns",
            "Every concern you may see, and the hours to their response.",
            id="follow.concerns",
            show=False,
        ),
        key(
            "k",
            "check",
            "Check all",
            "What is missing, late or too much alike in all audits you may read.",
            id="follow.check",
            show=False,
        ),
        key(
            "i",
            "pathways",
            "Inadequate",
            "Audits whose grade of record is inadequate, with plan and re-audit.",
            id="follow.pathways",
            show=False,
        ),
        key(
            "r",
            "re_audit",
            "Re-audit",
            "Audit the case again, after an audit whose grade stands.",
            id="follow.re_audit",
            show=False,
        ),
    ]

    def show_waiting(self, concerns: int) -> None:
        """Say in red how many concerns nobody has acknowledged; nothing when there is none."""
        line = self.query_one("#waiting", Static)
        which = "1 concern is" if concerns == 1 else f"{concerns} concerns are"
        line.update(Content(f"! {which} not acknowledged: c shows them." if concerns else ""))
        line.display = concerns > 0

    def action_concerns(self) -> None:
        """List the concerns."""
        from auditor.tui.concerns.listing import ConcernsScreen

        self.app.push_screen(ConcernsScreen())

    def action_check(self) -> None:
        """Check all audits."""
        from auditor.tui.check.screen import CheckScreen

        self.app.push_screen(CheckScreen())

    def action_pathways(self) -> None:
        """List inadequate audits."""
        from auditor.tui.check.pathways import PathwaysScreen

        self.app.push_screen(PathwaysScreen())

    def followed(self) -> "AuditSummary | None":
        """The audit that is chosen; None when none is."""
        return None

    def re_audit_shown(self) -> UUID | None:
        """The re-audit that is chosen; None when none is."""
        row = self.followed()
        return row.audit_id if row is not None and row.kind == "re_audit" else None

    def may_re_audit(self) -> bool:
        """Whether the grade of the chosen audit stands, so that its case can be audited again."""
        row = self.followed()
        return row is not None and row.state in ("final", "closed")

    def action_re_audit(self) -> None:
        """Start a re-audit, after asking."""
        row = self.followed()
        if row is not None:
            self.ask_re_audit(row.audit_id, row.lcs_number)

    def ask_re_audit(self, audit_id: UUID, lcs_number: str) -> None:
        """Start a re-audit of an audit, after asking."""
        ask = ConfirmDialog(
            f"Audit LCS {lcs_number} again?",
            "You answer afresh, as at today. Earlier areas for improvement and actions are listed for you to look at; "
            "earlier answers and grades are shown once you have submitted.",
            yes="Start",
        )
        self.app.push_screen(ask, lambda yes: self._start_again(audit_id) if yes else None)

    def _start_again(self, audit_id: UUID) -> None:
        from auditor.use_cases.audits.re_audit import start_re_audit

        self.start_job("again", start_re_audit, self.auditor.service, audit_id)

    def done_again(self, started: UUID) -> None:
        """Show what is to be looked at."""
        self.auditor.work_changed()
        self.show_then_and_now(started)
