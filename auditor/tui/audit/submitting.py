"""Submitting an audit, and marking the day on which its entry was made on LCS."""

from textual import on

from auditor.tui.audit.summary import SummaryPanel
from auditor.tui.audit.writing import WritingScreen
from auditor.tui.dialogs import ConfirmDialog
from auditor.use_cases.move_audit import mark_entered_on_lcs, submit_audit
from auditor.use_cases.open_audit import OpenAudit

_SUBMITTING = (
    "Its grades then count in the measures, its findings and actions can be read by those who may, and it can no "
    "longer be changed. Only the QA lead can reopen it, with a reason."
)


class SubmittingScreen(WritingScreen):
    """A screen from which an audit is submitted."""

    def take(self, opened: OpenAudit) -> None:
        """Show the audit as it is after a move."""
        raise NotImplementedError

    def show(self, place: str, key: str | None = None) -> None:
        """Show a part."""
        raise NotImplementedError

    def say(self, told: str, role: str = "") -> None:
        """Say what was just done."""
        raise NotImplementedError

    @on(SummaryPanel.SubmitWanted)
    def _submit_wanted(self) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.after_saving(lambda: self.start_job("submit", submit_audit, self.service, self.desk.shown.id))

        self.app.push_screen(ConfirmDialog("Submit this audit?", _SUBMITTING, yes="Submit", no="Not yet"), answered)

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
