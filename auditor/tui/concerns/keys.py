"""The key ``!``: a concern that cannot wait, from every screen on which one audit is chosen."""

from typing import NamedTuple
from uuid import UUID

from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key


class About(NamedTuple):
    """The audit a concern is about."""

    audit_id: UUID
    lcs_number: str


class ConcernKeys(HelpfulScreen):
    """A screen from which a concern is raised."""

    BINDINGS = [
        key(
            "exclamation_mark",
            "concern",
            "Concern",
            "A child at risk now, or a concern about staff: whom to ring, and put it on record.",
            id="concern.raise",
            display="!",
        )
    ]

    def concern_about(self) -> About | None:
        """The audit that is chosen; None when none is."""
        return None

    def action_concern(self) -> None:
        """Show whom to ring, and put the concern on record."""
        about = self.concern_about()
        if about is None:
            self.notify("Choose the audit it is about first. Do not wait: ring the team manager now.", markup=False)
            return
        from auditor.tui.concerns.raising import ConcernScreen

        self.app.push_screen(ConcernScreen(*about), lambda _: self.concern_left())

    def concern_left(self) -> None:
        """Whatever lists audits shows what has changed."""
        self.auditor.work_changed()
