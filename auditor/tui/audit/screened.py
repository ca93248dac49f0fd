"""Screening what is typed: shown in a pause, asked about once when the field is left, never in the way of the text."""

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from auditor.audit.changes import kept_find, no_kept_find
from auditor.audit.facts import KEPT_MARK
from auditor.audit.screening import read_in
from auditor.audit.texts import is_text, texts_of
from auditor.tui.audit.editor import Editor, Question, Writing
from auditor.tui.audit.writing import WritingScreen
from auditor.use_cases.audits.open_audit import OpenAudit
from auditor.use_cases.service import Service

if TYPE_CHECKING:
    from collections.abc import Generator

    from auditor.audit.screening.in_audit import OpenFind
    from auditor.audit.screening.kept import Kept
    from auditor.tui.found_dialog import Answer

    Looking = Generator[None, None, tuple[OpenFind, ...]]

PAUSE_S = 0.4
"""So long nothing is typed before the text is screened."""
LONG = 5_000
"""A text of more characters is screened in a thread. A shorter one is in steps between the keys: beside a thread every
key would take twice as long, and what is typed on meanwhile ends the steps.
"""
_UNFINISHED = "It may say who somebody is: it is kept as unfinished text, to be gone on with."


class ScreenedScreen(WritingScreen):
    """A screen on which what is typed is screened."""

    def __init__(self, service: Service, opened: OpenAudit) -> None:
        super().__init__(service, opened)
        self._pause_timer: Timer | None = None
        self._typed_on = False
        self._declined: set[str] = set()

    @abstractmethod
    def say(self, told: str, role: str = "") -> None:
        """Say what was just done."""

    # -- while typing ---------------------------------------------------------------------------------------------

    def ask(self, question: Question) -> None:
        """Ask for something to be typed; what stands in the field at first is screened too."""
        super().ask(question)
        editor = self.query_one(Editor)
        if editor.question is question and is_text(question.field):
            self._declined = set()
            editor.found.look = partial(self._finds, question)
            self.call_after_refresh(self._screen_it)  # where it is empty, only what screening needs is read in

    def _steps(self, question: Question, text: str) -> "Looking":
        """Finds in steps what in a text was not kept; also taken in a thread, so they read and touch nothing else."""
        yield from read_in()
        from auditor.audit.screening.in_audit import open_in_text

        opened = self.desk.shown
        names = tuple(dict.fromkeys((question.field, question.becomes or question.field)))
        return (yield from open_in_text(text, opened.examination, names, opened.never_a_find))

    def _finds(self, question: Question, text: str) -> "tuple[OpenFind, ...]":
        from auditor.audit.screening.screen import finished

        return finished(self._steps(question, text))

    @on(Editor.Typed)
    def _screen_later(self, event: Editor.Typed) -> None:
        # One timer that looks whether there was a pause costs a key nothing; one begun anew with every key would.
        self._typed_on = self._pause_timer is not None
        if self._pause_timer is None and is_text(event.question.field):
            self._pause_timer = self.set_timer(PAUSE_S, self._pause_over)

    def _pause_over(self) -> None:
        self._pause_timer = None
        if self._typed_on:
            self._typed_on = False
            self._pause_timer = self.set_timer(PAUSE_S, self._pause_over)
        else:
            self._screen_it()

    def _screen_it(self) -> None:
        editor = self.query_one(Editor)
        question = editor.question
        if question is None or not is_text(question.field):
            return
        text = editor.query_one(Writing).text
        if len(text) <= LONG:
            self._go_on_looking(question, text, self._steps(question, text))
            return

        def look() -> "tuple[Question, str, tuple[OpenFind, ...]]":
            return question, text, self._finds(question, text)

        self.start_job("screening", look)

    def _go_on_looking(self, question: Question, text: str, steps: "Looking") -> None:
        editor = self.query_one(Editor)
        if editor.question is not question or editor.query_one(Writing).text != text:
            return  # the next pause begins anew
        try:
            next(steps)
        except StopIteration as end:
            self.done_screening((question, text, end.value))
        else:
            self.call_later(self._go_on_looking, question, text, steps)

    def done_screening(self, result: "tuple[Question, str, tuple[OpenFind, ...]]") -> None:
        """Show what was found, where the text is still the one that was screened."""
        question, text, finds = result
        editor = self.query_one(Editor)
        if editor.question is question and editor.query_one(Writing).text == text:
            editor.found.show(text, finds)

    @on(Writing.StandWanted)
    def _stand_wanted(self) -> None:
        editor = self.query_one(Editor)
        editor.found.look_again()
        found = editor.found.at_cursor
        if found is not None:
            self._ask_about(found, editor.found.text, keeping=True)

    # -- leaving the field ----------------------------------------------------------------------------------------

    def leave_field(self, *, go_on: bool) -> None:
        """End what is being typed; first ask, once, about what surely says who somebody is."""
        editor = self.query_one(Editor)
        found = next((one for one in self._sure(editor) if one.words not in self._declined), None)
        if found is None:
            self._end(go_on)
            return
        editor.tidy()
        editor.found.look_again()
        self._keep_as_draft(editor)
        self._ask_about(found, editor.text, go_on=go_on, leaves=True)

    def finish_writing(self, *, go_on: bool = False) -> bool:
        """End what is being typed because the person goes elsewhere: nobody is asked then, and what may say who
        somebody is stays unfinished text, which is shown on coming back and before the audit is submitted.
        """
        editor = self.query_one(Editor)
        question = editor.question
        if question is None or editor.text == question.value.strip() or not self._sure(editor):
            return self._end(go_on)
        self._keep_as_draft(editor)
        editor.close()
        self.set_focus(self.panel, scroll_visible=False)
        self.draw_all()
        self.say(_UNFINISHED, "accent")
        self.flush()
        return True

    def _sure(self, editor: Editor) -> "list[OpenFind]":
        question, text = editor.question, editor.text
        if question is None or not text or not is_text(question.field):
            return []
        return [found for found in self._finds(question, text) if found.sure]

    def _keep_as_draft(self, editor: Editor) -> None:
        question = editor.question
        if question is not None and editor.text != question.value.strip():
            self.desk.keep(question.field, editor.text)

    def _ask_about(
        self, found: "OpenFind", text: str, *, go_on: bool = False, leaves: bool = False, keeping: bool = False
    ) -> None:
        from auditor.tui.found_dialog import Answer, FoundDialog
        from auditor.use_cases.audits.keep_find import keep_find

        editor = self.query_one(Editor)
        question = editor.question
        assert question is not None

        def answered(answer: "Kept | Answer | None") -> None:
            if editor.question is not question:
                return
            if answer is Answer.REPHRASE:
                editor.found.rephrase(found)
            elif answer is not None:
                self._let_stand(question, answer)
                if leaves:
                    self.leave_field(go_on=go_on)
            elif leaves:
                self._declined |= {one.words for one in self._sure(editor)}

        self.app.push_screen(FoundDialog(found, partial(keep_find, text, found), keeping=keeping), answered)

    def _let_stand(self, question: Question, kept: "Kept") -> None:
        self.desk.put([kept_find(question.field, kept)])
        self.flush()
        self._screen_it()

    def _end(self, go_on: bool) -> bool:
        """Record what was typed; what was kept in the draft of something new is kept in the text it became."""
        question = self.query_one(Editor).question
        if not super().finish_writing(go_on=go_on):
            return False
        if question is not None and question.becomes not in ("", question.field):
            self._follow(question)
        return True

    def _follow(self, question: Question) -> None:
        from auditor.audit.screening.kept import Kept

        examination = self.desk.shown.examination
        begin = question.field + KEPT_MARK
        kept = {key: body for key, body in examination.kept.items() if key.startswith(begin)}
        if not kept:
            return
        changes = [no_kept_find(key) for key in kept]
        if question.becomes in texts_of(examination):
            changes += [kept_find(question.becomes, Kept.from_body(body)) for body in kept.values()]
        self.desk.put(changes, undoable=False)
        self.flush()
