"""Saving while the person goes on: one visit to the store at a time, told at the top, never in the way."""

from collections.abc import Callable

from textual.timer import Timer
from textual.widgets import Input, TextArea

from auditor.errors import AuditorError, StoreError
from auditor.tui.desk import Batch, Desk
from auditor.tui.dialogs import ConfirmDialog, ErrorDialog
from auditor.tui.help import HelpfulScreen
from auditor.use_cases.audits.open_audit import OpenAudit
from auditor.use_cases.service import Service

TELL_AFTER_S = 0.3
"""A draft takes some milliseconds to keep; it is told only when it takes longer than a glance."""
RETRY_AFTER_S = 5.0
"""So long after the store refused, saving is tried again by itself."""
_BY_ITSELF = "It is tried again by itself every few seconds, and when you press ctrl+r."
_BY_HAND = "It is tried again at your next change, or when you press ctrl+r."


class SavingScreen(HelpfulScreen):
    """A screen that saves what is on its desk."""

    def __init__(self, service: Service, opened: OpenAudit) -> None:
        super().__init__()
        self._service = service
        self.desk = Desk(service, opened)
        self._then: Callable[[], None] | None = None
        self._telling: Timer | None = None
        self._retry: Timer | None = None
        self._told_anywhere = False
        """The trouble that stands was told in a way that is seen on every screen, and not by this one's banner only."""

    @property
    def service(self) -> Service:
        """Who is working."""
        return self._service

    @property
    def opened_id(self) -> object:
        """Which audit this is."""
        return self.desk.shown.id

    def saving_told(self) -> tuple[str, str]:
        """How saving stands, and in which style."""
        desk = self.desk
        if desk.trouble is not None:
            return f"not saved: {desk.trouble.title.rstrip('.')} · ctrl+r", "bold $grade-inadequate"
        if desk.unsaved:
            return "saving…", "$muted"
        if desk.saved_at is not None:
            return f"saved {desk.saved_at.astimezone():%H:%M}", "$muted"
        return ("", "") if desk.shown.read_only else ("all saved", "$muted")

    def trouble_told(self) -> str:
        """What becomes of what is not saved, and what to do; empty while saving works."""
        trouble = self.desk.trouble
        return "" if trouble is None else f"Kept here until it can be saved. {trouble.next_step}".strip()

    def tell_saving(self) -> None:
        """Show how saving stands."""

    def flush(self) -> None:
        """Save what waits, unless that is under way: then it follows by itself."""
        if self.desk.has_work and not self.is_busy("save"):
            self.start_job("save", self.desk.batch())
        if self.desk.waiting:
            self.tell_saving()  # in the same drawing as the mark, which thus never stands beside "saved" too early
        elif self._telling is None and self.desk.trouble is None:
            self._telling = self.set_timer(TELL_AFTER_S, self._tell_later)

    def _tell_later(self) -> None:
        self._telling = None
        self.tell_saving()

    def done_save(self, batch: Batch) -> None:
        """Go on with what was put meanwhile, then with what waited for it."""
        troubled = self.desk.trouble is not None
        self.desk.batch_saved(batch)
        if troubled and not self.desk.unsaved:
            self.notify("Everything is saved now.", markup=False)
        if self.desk.has_more or (self.desk.has_work and self._then is not None):
            self.flush()
            return
        self.tell_saving()
        then, self._then = self._then, None
        if then is not None:
            then()

    def failed_save(self, error: AuditorError) -> bool:
        """Nothing on screen is lost: say so once, and try again by itself where the store may take it later."""
        news = self.desk.batch_failed(error)
        self.tell_saving()
        then, self._then = self._then, None
        if then is not None:
            self._ask_to_lose(then, error)
        elif news or not (self._told_anywhere or self.is_current):
            self._tell_trouble(error)
        if isinstance(error, StoreError) and self._retry is None:
            self._retry = self.set_timer(RETRY_AFTER_S, self._try_again)
        return True

    def _tell_trouble(self, error: AuditorError) -> None:
        again = _BY_ITSELF if isinstance(error, StoreError) else _BY_HAND
        told = AuditorError(
            "This is not saved yet.",
            "\n".join(part for part in (error.title, error.detail, error.next_step) if part),
            f"Everything stays on the screen. {again}",
        )
        typing = isinstance(self.app.focused, Input | TextArea)
        self._told_anywhere = not (typing and self.is_current)
        if not typing:
            self.app.push_screen(ErrorDialog(told))
        elif not self.is_current:  # a dialogue would take the keys of whoever types; on this screen the banner tells
            self.notify(f"{error.title} {told.next_step}", title=told.title, severity="error", markup=False)

    def _try_again(self) -> None:
        self._retry = None
        self.flush()

    def after_saving(self, then: Callable[[], None]) -> None:
        """Do something once everything is in the store; where that fails, ask before anything is lost."""
        if not self.desk.has_work and not self.is_busy("save"):
            then()
        else:
            self._then = then
            self.flush()

    def _ask_to_lose(self, then: Callable[[], None], error: AuditorError) -> None:
        if not self.desk.unsaved:
            then()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                then()

        count = len(self.desk.waiting) + len(self.desk.typed)
        detail = f"{error.title} {count} changes are on the screen only, and would be lost."
        dialog = ConfirmDialog("Leave without saving?", detail, yes="Leave and lose them", no="Stay", careful=True)
        self.app.push_screen(dialog, answered)
