"""Two windows on one audit: the one that holds it says so now and then; the other watches, and may take it over."""

from abc import abstractmethod
from collections.abc import Callable
from contextlib import suppress

from textual import events, on

from auditor.errors import AuditorError
from auditor.tui.audit.editor import Editor
from auditor.tui.audit.holding_words import (
    broken_off_words,
    lost_words,
    open_elsewhere_words,
    watching_about,
)
from auditor.tui.audit.writing import WritingScreen
from auditor.tui.desk import Batch
from auditor.tui.dialogs import DeliberateDialog
from auditor.tui.keys import key
from auditor.tui.widgets.top_bar import TopBar
from auditor.use_cases.audits.open_audit import OpenAudit
from auditor.use_cases.audits.windows import TakenOverError, is_beside, let_go, look_again, take_over

RENEW_EVERY_S = 10.0
"""So often the window that holds an audit says that it is there; another takes it for gone after 45 seconds."""
WATCH_EVERY_S = 2.0
"""So often a window that watches sees whether there is something new; it only reads."""
_OTHERS = "Something was recorded in another window, or by a command; it is shown now."

Then = Callable[[], None]
Looked = tuple[OpenAudit, OpenAudit]
"""The audit as it was when it was looked at again, and as it now is."""


class HoldingScreen(WritingScreen):
    """A screen on an audit that another window may have open, too."""

    BINDINGS = [
        key("ctrl+t", "take_over", "Take over", "Go on here; the other window then watches.", id="audit.take_over"),
    ]

    _paused = False
    _told: tuple[str, str] | None = None
    """A question that waits until the person is on this screen."""
    _leave: Then | None = None
    _gone = False

    @abstractmethod
    def say(self, told: str, role: str = "") -> None:
        """Say what was just done."""

    place: str

    @abstractmethod
    def show_first(self) -> None:
        """Show where there is something left to do."""

    @abstractmethod
    def draw_anew(self) -> None:
        """Draw everything: another window may have changed any of it."""

    def take(self, opened: OpenAudit) -> None:
        """Show the audit as it is after a move."""
        self.desk.moved(opened)
        self.draw_anew()

    # -- looking --------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Tell at once when the audit is open elsewhere, or was left open."""
        self.set_timer(self._pause_s, self._look_now_and_then)
        self._tell_watching()
        shown = self.desk.shown
        if shown.elsewhere is not None:
            self._ask(*open_elsewhere_words(shown.elsewhere))
        elif shown.broken_off_at is not None:
            self.say(broken_off_words(shown.broken_off_at), "accent")
        elif any(map(is_beside, self.desk.drafts)):
            self.say("Summary holds a text that a window could not save.", "accent")

    @property
    def _pause_s(self) -> float:
        return RENEW_EVERY_S if self.desk.shown.elsewhere is None else WATCH_EVERY_S

    def _look_now_and_then(self) -> None:
        self.look()
        self.set_timer(self._pause_s, self._look_now_and_then)

    def look(self) -> None:
        """Say that this window is there and see what happened elsewhere; nothing while it is locked."""
        saved = self.desk.saved
        concerned = saved.hold is not None or saved.elsewhere is not None
        if concerned and not self._paused and not self.is_busy("look") and not self.is_busy("take_over"):
            service, window = self.service, self.auditor.window
            self.start_job("look", lambda: (saved, look_again(service, saved, window)))

    def done_look(self, looked: Looked) -> None:
        """Show what is new; what was saved meanwhile is newer, and the next look finds the rest."""
        asked, fresh = looked
        if asked is not self.desk.saved or fresh is asked or self.is_busy("save"):
            return
        if fresh.read_only and not asked.read_only:
            self._lost(fresh)
            return
        changed = fresh.facts != asked.facts
        self.desk.seat(fresh)
        self._redraw(changed)
        if changed and not fresh.read_only:
            self.say(_OTHERS, "accent")

    def failed_look(self, _: AuditorError) -> bool:
        """A store that is busy for once is no matter; whether the audit is still held is seen at each save."""
        return True

    def _redraw(self, changed: bool) -> None:
        self._tell_watching()
        if changed:
            self.draw_anew()
        else:
            self.tell_saving()
            self.draw_all()

    def _tell_watching(self) -> None:
        self.query_one(TopBar).about = watching_about(self.desk.shown)

    # -- losing ---------------------------------------------------------------------------------------------------

    def failed_save(self, error: AuditorError) -> bool:
        """Where another window has taken the audit over, see which, and keep what was not saved beside."""
        if not isinstance(error, TakenOverError):
            return super().failed_save(error)
        self.look()
        return True

    def done_save(self, batch: Batch) -> None:
        """Show what the audit had besides, where something else was recorded in it before this."""
        before = self.desk.shown
        super().done_save(batch)
        if self.desk.shown is not before:
            self._redraw(True)
            self.say(_OTHERS, "accent")
        elif batch.beside:
            self._redraw(True)

    def failed_submit(self, error: AuditorError) -> bool:
        """An audit that another window has is not submitted from here."""
        if isinstance(error, TakenOverError):
            self.look()
        return isinstance(error, TakenOverError)

    def _lost(self, fresh: OpenAudit) -> None:
        editor = self.query_one(Editor)
        if editor.question is not None:
            field, text = editor.question.field, editor.text
            if field and text != editor.question.value:
                self.desk.keep(field, text)
            editor.close()
            self.set_focus(self.panel, scroll_visible=False)
        self._then = None  # whoever was leaving is told first
        rescued = self.desk.give_up(fresh)
        self._redraw(True)
        self.flush()
        other = fresh.elsewhere
        if other is None:
            self.say("This audit was submitted or voided elsewhere.", "accent")
        elif other.gone and not rescued:
            self.action_take_over()  # nobody has it: go on, with what was recorded there
        else:
            self._ask(*lost_words(other, rescued, self.desk.shown.checklist))

    # -- asking ---------------------------------------------------------------------------------------------------

    def _ask(self, title: str, detail: str) -> None:
        if self._paused or self.app.current_mode != self.MODE:
            self._told = (title, detail)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.action_take_over()

        self.app.push_screen(DeliberateDialog(title, detail, yes="Take over", no="Watch"), answered)

    @on(events.ScreenResume)
    def _told_now(self) -> None:
        told, self._told = self._told, None
        if told is not None:
            self._ask(*told)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Taking over makes sense only while watching."""
        if action == "take_over":
            return self.desk.shown.elsewhere is not None
        return super().check_action(action, parameters)

    def action_take_over(self) -> None:
        """Go on here; the other window watches from its next look on."""
        if not self.is_busy("take_over"):
            shown = self.desk.shown
            self.start_job("take_over", take_over, self.service, shown.id, self.auditor.window, shown.role)

    def done_take_over(self, fresh: OpenAudit) -> None:
        """Go on here."""
        self.desk.seat(fresh)
        self._redraw(True)
        if self.place == "summary":
            self.show_first()  # a window that watches begins there
        self.say("You go on here, with all that was saved in the other window.", "accent")

    # -- letting go -----------------------------------------------------------------------------------------------

    def let_go_then(self, then: Then) -> None:
        """Let the audit go, then leave it; where that fails, the next window waits a little."""
        if self.desk.saved.hold is None:
            then()
            return
        self._leave = then
        self.start_job("let_go", let_go, self.service, self.desk.saved)

    def done_let_go(self, _: None) -> None:
        """Leave, where that was wanted."""
        then, self._leave = self._leave, None
        if then is not None:
            self._gone = True
            then()

    def failed_let_go(self, _: AuditorError) -> bool:
        """Leave all the same: a window that says nothing more counts as gone before long."""
        self.done_let_go(None)
        return True

    def on_unmount(self) -> None:
        """Let it go however the program ends, short of being killed: now, for no thread outlives the screen."""
        if self.desk.saved.hold is not None and not self._gone:
            with suppress(AuditorError):
                let_go(self.service, self.desk.saved)

    def pause(self) -> None:
        """Let the audit go while the screen is locked: another window gets it without asking."""
        self._paused = True
        self.flush()
        self.start_job("let_go", let_go, self.service, self.desk.saved)

    def wake(self) -> None:
        """Take it up again, unless another window has it now."""
        self._paused = False
        self._told_now()
        self.look()
