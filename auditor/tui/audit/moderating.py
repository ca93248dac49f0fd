"""What differs in the audit screen for whoever moderates: they grade, and their summary ends in a comparison."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from auditor.audit.permissions import Role
from auditor.audit.states import Move, State
from auditor.tui.audit.lines import Row
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host
from auditor.tui.audit.summary import SummaryPanel
from auditor.use_cases.audits.open_audit import OpenAudit

_CAME_TO = {
    State.COMPARING: "the grades differ: Moderation (f6) compares them",
    State.ESCALATED: "the two could not agree; the QA lead settles it",
    State.FINAL: "the grade of record stands",
    State.CLOSED: "the grade of record stands",
}


class ModeratorsSummary(SummaryPanel):
    """What the moderator has graded, what is left, and submitting it."""

    SUBMITS: ClassVar[str] = "your grades"
    HELP = """
What is left to grade stands first; Enter goes there. When nothing is left, s submits your grades. You are then asked
whether you had seen the first grade before.

Where your grades and the auditor's differ, the two of you agree on each in Moderation. Where none does, the grade
stands at once. Dates, conversations, findings and actions are the auditor's: what you found besides, say in the note
beside a grade (t).
"""

    def title(self) -> tuple[str, str]:
        """What stands above the list."""
        if self.read_only and self._is_submitted:
            return "Summary", "submitted"
        return super().title()

    @property
    def _is_submitted(self) -> bool:
        return self.host.desk.shown.state is not State.MODERATING

    def _listed(self) -> Iterator[Row]:
        opened = self.host.desk.shown
        if self._is_submitted:
            yield Row("", "Your grades are submitted", "primary", heading=True)
            yield Row("stands", _CAME_TO.get(opened.state, opened.state.value), "", (("  ", ""),))
        else:
            yield from self._left_rows()
        yield from self._result_rows()

    def detail(self) -> Sequence[Block]:
        """The line in full, and what submitting means."""
        if self.row is not None and self.row.key == "submit":
            keys = words(("s", "key"), " submits your grades; they can then no longer be changed, and are compared.")
            return [Block("", keys)]
        return super().detail()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Submit while it is being moderated; the entry for LCS is the auditor's."""
        opened = self.host.desk.shown
        if action == "submit":
            return not opened.read_only and opened.may(self.host.service.person, Move.SUBMIT_MODERATION)
        if action in ("copy", "mark"):
            return False
        return super().check_action(action, parameters)


def summary_for(host: Host, role: Role) -> SummaryPanel:
    """The summary that fits whose examination it is."""
    return ModeratorsSummary(host) if role is Role.MODERATOR else SummaryPanel(host)


def submitted_told(opened: OpenAudit) -> str:
    """What is said once a moderator has submitted."""
    came_to = _CAME_TO.get(opened.state, "")
    if opened.state is State.FINAL:
        came_to = f"nothing differs: {came_to}"
    return f"Submitted; {came_to}."
