"""Submitting an audit, and marking the day on which its entry was made on LCS."""

from abc import abstractmethod

from textual import on

from auditor.tui.audit.holding import HoldingScreen
from auditor.tui.audit.screened import ScreenedScreen
from auditor.tui.audit.summary import SummaryPanel
from auditor.tui.dialogs import ConfirmDialog
from auditor.use_cases.move_audit import mark_entered_on_lcs, submit_audit
from auditor.use_cases.open_audit import OpenAudit

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

        self.app.push_screen(ConfirmDialog("Submit this audit?", _SUBMITTING, yes="Submit", no="Not yet"), answered)

    def _submit(self) -> None:
        saved = self.desk.saved
        self.start_job("submit", submit_audit, self.service, saved.id, saved)

    def done_submit(self, opened: OpenAudit) -> None:
        """Show it as submitted."""
        self.take(opened)
        self.show("summary", "lcs")
        self.say("Submitted. Next: c copies the entry for LCS.", "accent")

    @on(SummaryPanel.MarkWanted)
    def _mark_wanted(self, event: SummaryPanel.MarkWanted) -> None:
        self.start_job("mark", mark_entered_on_lcs, self.service, self.desk.shown.id, event.on)

    def done_mark(self, opened: OpenAudit) -> None:
        """Show when it was entered on LCS."""
        self.take(opened)
        self.say("Marked: the entry is on LCS.")
