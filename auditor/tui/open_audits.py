"""Which audit is open, how it is opened and left: one at a time, and never left before it is saved."""

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual.app import App

from auditor.tui.help import HelpfulScreen
from auditor.tui.modes import READS_AGAIN

if TYPE_CHECKING:
    from auditor.use_cases.audits.open_audit import OpenAudit
    from auditor.use_cases.audits.windows import Window
    from auditor.use_cases.service import Service

Then = Callable[[], None]
AUDITOR, MODERATOR = "auditor", "moderator"
"""Whose examination is opened."""


def _at_once(then: Then) -> None:
    then()


def _nothing() -> None:
    """There is no audit, or it does not care."""


class AuditKeeper(App[None]):
    """The part of the application that keeps the audit that is open.

    Attributes:
        service: the unlocked store and who is working; None until it is unlocked.
    """

    service: "Service | None" = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._audit_from = "work"
        self._open: tuple[UUID, str] | None = None
        self._open_at = ""

    @cached_property
    def window(self) -> "Window":
        """What the store knows this window by."""
        from auditor.use_cases.audits.windows import Window

        return Window()

    def open_audit(self, audit_id: UUID, role: str = AUDITOR, at: str = "") -> None:
        """Open an audit; it is read in a thread, and then shown.

        Args:
            role: whose examination of it: the auditor's, or the moderator's.
            at: a section at which it is opened; otherwise where the person left.
        """
        if "audit" in self._modes and self._open == (audit_id, role):
            self.switch_mode("audit")
            if at:
                go_to: Callable[[str], bool] = getattr(self._audit_screen, "go_to_section", bool)
                go_to(at)
            return
        screen, service = self.screen, self.service
        if not isinstance(screen, HelpfulScreen) or service is None or screen.is_busy("open_audit"):
            return
        self.leave_audit_then(lambda: self._read_audit(screen, service, audit_id, role, at))

    def _read_audit(self, screen: HelpfulScreen, service: "Service", audit_id: UUID, role: str, at: str) -> None:
        self._open_at = at

        def read() -> "OpenAudit":
            import_module("auditor.tui.audit.screen")
            open_it: Callable[..., OpenAudit] = import_module("auditor.use_cases.audits.windows").open_in_window
            # Screening is read in, and the texts are screened, here: neither a key nor the first drawing waits for it.
            import_module("auditor.audit.screening.in_audit")
            as_role: Callable[[str], Any] = import_module("auditor.audit.permissions").Role
            opened = open_it(service, audit_id, self.window, as_role(role))
            assert opened.open_finds is not None
            return opened

        screen.start_job("open_audit", read)

    def show_audit(self, opened: "OpenAudit") -> None:
        """Show an audit that was read, in the Audit mode."""
        from auditor.tui.audit.screen import AuditScreen

        service = self.service
        if service is None:
            return
        if self.current_mode == "audit":
            self.switch_mode(self._audit_from)
        self._audit_from, self._open = self.current_mode, (opened.id, opened.role.value)
        if "audit" in self._modes:
            self.remove_mode("audit")
        at, self._open_at = self._open_at, ""
        self.add_mode("audit", lambda: AuditScreen(service, opened, at))
        self.switch_mode("audit")

    def close_audit(self) -> None:
        """Leave the audit for the screen it was opened from, which then shows what has changed."""
        if self.current_mode == "audit":
            self.switch_mode(self._audit_from)
        self._open = None
        self.remove_mode("audit")
        self.work_changed()

    def work_changed(self) -> None:
        """Let every open list of audits read itself again."""
        for mode in READS_AGAIN:
            for screen in self._screen_stacks.get(mode, []):
                reload = getattr(screen, "reload", None)
                if reload is not None:
                    reload()

    def leave_audit_then(self, then: Callable[[], None]) -> None:
        """Do something once all of the audit that is open is saved; where that fails, the person is asked."""
        leave_then: Callable[[Then], None] = getattr(self._audit_screen, "leave_then", _at_once)
        leave_then(then)

    def pause_audit(self) -> None:
        """Let the audit that is open go while the screen is locked."""
        getattr(self._audit_screen, "pause", _nothing)()

    def wake_audit(self) -> None:
        """Take it up again."""
        getattr(self._audit_screen, "wake", _nothing)()

    @property
    def _audit_screen(self) -> object:
        stack = self._screen_stacks.get("audit", [])
        return stack[0] if stack else None
