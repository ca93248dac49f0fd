"""Typing on the audit screen: one field, its drafts, and what becomes of the text."""

from abc import abstractmethod

from textual import events, on
from textual.timer import Timer

from auditor.tui.audit.editor import Editor, Question, Writing
from auditor.tui.audit.panel import Panel
from auditor.tui.audit.saving import SavingScreen
from auditor.use_cases.audits.open_audit import OpenAudit
from auditor.use_cases.service import Service

DRAFT_EVERY_S = 0.8
"""With the time that keeping it takes, at most the last second of what is typed is at risk."""


class WritingScreen(SavingScreen):
    """A screen on which one thing at a time is typed."""

    def __init__(self, service: Service, opened: OpenAudit) -> None:
        super().__init__(service, opened)
        self._draft_timer: Timer | None = None

    @property
    @abstractmethod
    def panel(self) -> Panel:
        """The list that gets the keys when nothing is typed."""

    @abstractmethod
    def draw_all(self) -> None:
        """Draw what may have changed."""

    def ask(self, question: Question) -> None:
        """Ask for something to be typed; what was typed before and not finished stands in the field."""
        if self.desk.shown.read_only and question.field:
            return
        self.finish_writing()
        self.query_one(Editor).ask(question, self.desk.drafts.get(question.field, question.value))
        self.refresh_bindings()

    def finish_writing(self, *, go_on: bool = False) -> bool:
        """End what is being typed, and record it; False when it does not fit and the person wants to go on."""
        editor = self.query_one(Editor)
        question = editor.question
        if question is None:
            return True
        text = editor.finish(go_on)
        if text is None:
            return False
        self.set_focus(self.panel, scroll_visible=False)
        question.done(text, go_on)
        self.draw_all()
        return True

    def leave_row(self) -> None:
        """Record what is being typed about the row one leaves."""
        if self.query_one(Editor).is_open:
            self.finish_writing()

    @on(Writing.Finished)
    def _writing_finished(self, event: Writing.Finished) -> None:
        self.leave_field(go_on=event.go_on)

    def leave_field(self, *, go_on: bool) -> None:
        """End what is being typed, the person having asked for it."""
        self.finish_writing(go_on=go_on)

    @on(Editor.Typed)
    def _typed(self, event: Editor.Typed) -> None:
        # Told after the field was left, as happens when keys come faster than they are read: it is recorded by then.
        if event.question.field and event.question is self.query_one(Editor).question:
            self.desk.keep(event.question.field, event.text)
            if self._draft_timer is None:
                self._draft_timer = self.set_timer(DRAFT_EVERY_S, self._keep_draft)

    def _keep_draft(self) -> None:
        self._draft_timer = None
        self.flush()

    @on(events.ScreenSuspend)
    def _suspended(self) -> None:
        """Keep what is being typed before something else is shown."""
        self.flush()
