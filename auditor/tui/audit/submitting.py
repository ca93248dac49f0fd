"""Submitting an audit, and marking the day on which its entry was made on LCS."""

from abc import abstractmethod

from textual import on

from auditor.audit.permissions import Role
from auditor.tui.audit.holding import HoldingScreen
from auditor.tui.audit.moderating import submitted_told
from auditor.tui.audit.screened import ScreenedScreen
from auditor.tui.audit.summary import SummaryPanel
from auditor.tui.dialogs import ConfirmDialog
from auditor.tui.moderation.submit_dialog import SubmitGradesDialog
from auditor.use_cases.audits.move_audit import mark_entered_on_lcs, submit_audit
from auditor.use_cases.audits.open_audit import OpenAudit
from auditor.use_cases.moderation.moderate import submit_moderation

_SUBMITTING = (
    "Its grades then count in the measures, its findings and actions can be read by those who may, and it can no "
    "longer be changed. Only the QA lead can reopen it, with a reason."
)


class SubmittingScreen(ScreenedScreen, HoldingScreen):
    """A screen from which an audit is submitted."""

    @abstractmethod
    def show(self, place: str, key: str | None = None) -> None:
        """Show a part."""

    @on(SummaryPanel.SubmitWanted)
    def _submit_wanted(self) -> None:
        self.finish_writing()
        if self.desk.drafts or self.desk.shown.progress.left:
            self.show("summary")
            self.say("Something is left before it can be submitted: Enter goes to each.", "accent")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.after_saving(lambda: self._submit())

        def told(seen_first: bool | None) -> None:
            if seen_first is not None:
                self.after_saving(lambda: self._submit_grades(seen_first))

        if self.desk.shown.role is Role.MODERATOR:
            self.app.push_screen(SubmitGradesDialog(blind=self.desk.shown.ownership.blind), told)
        else:
            self.app.push_screen(ConfirmDialog("Submit this audit?", _SUBMITTING, yes="Submit", no="Not yet"), answered)

    def _submit(self) -> None:
        saved = self.desk.saved
        self.start_job("submit", submit_audit, self.service, saved.id, saved)

    def _submit_grades(self, seen_first: bool) -> None:
        saved = self.desk.saved
        self.start_job("submit", submit_moderation, self.service, saved.id, seen_first=seen_first, seen=saved)

    def done_submit(self, opened: OpenAudit) -> None:
        """Show it as submitted."""
        self.take(opened)
        if opened.role is Role.MODERATOR:
            self.show("summary")
            self.say(submitted_told(opened), "accent")
            return
        self.show("summary", "lcs")
        self.say("Submitted. Next: c copies the entry for LCS.", "accent")

    @on(SummaryPanel.MarkWanted)
    def _mark_wanted(self, event: SummaryPanel.MarkWanted) -> None:
        self.start_job("mark", mark_entered_on_lcs, self.service, self.desk.shown.id, event.on)

    def done_mark(self, opened: OpenAudit) -> None:
        """Show when it was entered on LCS."""
        self.take(opened)
        self.say("Marked: the entry is on LCS.")
