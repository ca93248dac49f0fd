"""What an audit's screen does with time: going to the key dates, accepting what is in time, reading a list."""

from abc import abstractmethod
from uuid import UUID

from textual import on

from auditor.audit.changes import Change
from auditor.tui.audit.dates import KeyDatesPanel
from auditor.tui.audit.submitting import SubmittingScreen
from auditor.tui.check.keys import AgainKeys
from auditor.tui.concerns.keys import About
from auditor.tui.keys import key
from auditor.use_cases.audits.key_dates import accept_in_time, dates_in_list, take_list


class TimedScreen(SubmittingScreen, AgainKeys):
    """A screen on which timescales are worked out."""

    BINDINGS = [
        key("d", "dates", "Key dates", "The dates on the file, that timescales rest on.", id="audit.dates"),
        key(
            "A",
            "accept_all",
            "Accept in time",
            "Answer met wherever the dates are in time and no answer is given.",
            id="audit.accept_all",
            show=False,
        ),
    ]

    @property
    @abstractmethod
    def places(self) -> tuple[str, ...]:
        """Every part, in order."""

    @abstractmethod
    def put(self, *changes: Change) -> bool:
        """Record changes."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A moderator enters no dates."""
        if action in ("dates", "accept_all") and self.desk.shown.scope.grades_only:
            return False
        if action == "then_and_now":
            return self.re_audit_shown() is not None
        return super().check_action(action, parameters)

    def concern_about(self) -> About:
        """The audit that is open."""
        return About(self.desk.shown.id, self.desk.shown.record.lcs_number)

    def re_audit_shown(self) -> UUID | None:
        """The audit that is open, where it follows another."""
        shown = self.desk.shown
        return shown.id if shown.details.after is not None else None

    def action_dates(self) -> None:
        """Go to the key dates."""
        if "dates" not in self.places:
            self.say("Nothing asked in this audit is worked out from dates.")
        elif self.panel.id != "dates":
            self.show("dates")
            self.say("")

    def action_accept_all(self) -> None:
        """Accept everything that is in time, at once."""
        found = accept_in_time(self.desk.shown.timescales)
        if not found:
            waits = len(self.desk.shown.timescales.wanted)
            left = f" {waits} dates are still to be looked for: d goes there." if waits else ""
            self.say(f"No question without an answer has its dates in time.{left}")
        elif self.put(*found):
            what = "1 question" if len(found) == 1 else f"{len(found)} questions"
            self.say(f"{what} answered met: the dates are in time. u takes that back.", "accent")

    @on(KeyDatesPanel.ImportWanted)
    def _import_wanted(self, event: KeyDatesPanel.ImportWanted) -> None:
        opened = self.desk.shown
        self.start_job("read_dates", dates_in_list, event.path, opened.scope, self.service.today())

    def done_read_dates(self, dates: list) -> None:  # type: ignore[type-arg]
        """Enter what the list brings that is new."""
        shown = self.desk.shown
        events = shown.checklist.events.by_id
        taken = take_list(dates, shown.examination.key_dates.values(), events, self.service.new_id)
        known = f", {taken.known} were there already" if taken.known else ""
        if self.put(*taken.changes):
            self.say(f"{len(taken.changes)} dates entered{known}. u takes them back.", "accent")
