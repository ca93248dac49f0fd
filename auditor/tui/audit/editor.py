"""The one field in which everything is typed, at the foot of the detail pane.

However it is left, what was typed is kept: Enter, Tab and ctrl+s go on, Escape goes back to the list.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rich.control import strip_control_codes
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from auditor.tui.audit.found import Found
from auditor.tui.keys import key

_LINE_HELP = "Enter keeps it and goes on · Escape keeps it and goes back"
_TEXT_HELP = "Tab or ctrl+s keeps it and goes on · Escape keeps it and goes back"


@dataclass(frozen=True)
class Question:
    """What is asked for.

    Attributes:
        field: the name of its draft, as ``note:ps06.chronology``.
        title: what is to be typed.
        done: gets what was typed, and whether the person goes on.
        value: what is recorded now.
        hint: an example, or why it is asked.
        lines: whether it may have several lines.
        check: says what is wrong with what was typed; empty when nothing is.
        becomes: the name of the text it will be, where its draft has another name: a new finding, a new action.
        look: a hint on what was typed so far; never in the way of it.
    """

    field: str
    title: str
    done: Callable[[str, bool], None]
    value: str = ""
    hint: str = ""
    lines: bool = False
    check: Callable[[str], str] | None = None
    becomes: str = ""
    look: Callable[[str], str] | None = None


class Writing(TextArea):
    """Text, of one line or several. It wraps; nothing scrolls out of sight to the right."""

    BINDINGS = [
        key("ctrl+s", "finish(True)", "Keep, go on", "Keep what was typed and go on.", id="writing.keep"),
        key("tab", "finish(True)", "Keep, go on", "Keep what was typed and go on.", id="writing.tab", show=False),
        key("escape", "finish(False)", "Keep, go back", "Keep what was typed, back to the list.", id="writing.back"),
        key("shift+tab", "finish(False)", "Keep, back", "Back to the list.", id="writing.list", show=False),
        key("ctrl+n", "rephrase", "No name", "Write who it is instead; again: the next words.", id="writing.name"),
        key("ctrl+o", "let_stand", "It is OK", "Let what was found stand, with a reason.", id="writing.stand"),
    ]

    @dataclass
    class Finished(Message):
        """The field was left."""

        go_on: bool

    @dataclass
    class StandWanted(Message):
        """What was found at the cursor may stand; the reason is to be asked."""

    def __init__(self) -> None:
        super().__init__(id="writing", soft_wrap=True, tab_behavior="focus", show_line_numbers=False, compact=True)
        self.one_line = True

    async def _on_key(self, event: events.Key) -> None:
        """Enter ends a field of one line."""
        if event.key == "enter" and self.one_line:
            event.stop()
            event.prevent_default()
            self.action_finish(True)

    def action_finish(self, go_on: bool) -> None:
        """Leave the field."""
        self.post_message(self.Finished(go_on))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Rephrasing and letting stand need something that was found."""
        if action in ("rephrase", "let_stand") and isinstance(self.parent, Editor):
            return self.parent.found.can(action)
        return super().check_action(action, parameters)

    def action_rephrase(self) -> None:
        """Write who it is in the place of what was found."""
        if isinstance(self.parent, Editor):
            self.parent.found.rephrase()

    def action_let_stand(self) -> None:
        """Ask for the reason why it may stand."""
        self.post_message(self.StandWanted())


class Editor(Vertical):
    """A title, the field, and what is wrong with it."""

    DEFAULT_CSS = """
    Editor { height: auto; background: $surface; padding: 0 1; }
    Editor > #writing-title { height: auto; color: $primary; text-style: bold; }
    Editor > #writing {
        height: auto; min-height: 1; max-height: 3; background: $panel; padding: 0 1; scrollbar-size-vertical: 1;
    }
    Editor.-lines > #writing { min-height: 3; max-height: 8; }
    Editor > #writing-foot { height: auto; color: $muted; }
    Editor.-wrong > #writing-foot { color: $grade-inadequate; }
    Editor > Found { height: auto; display: none; color: $muted; }
    Editor > Found.-any { display: block; }
    Editor > Found.-sure { color: $grade-inadequate; text-style: bold; }
    """

    @dataclass
    class Typed(Message):
        """Something was typed."""

        question: Question
        text: str

    def __init__(self) -> None:
        super().__init__(id="editor")
        self.question: Question | None = None
        self._last = ""
        self.display = False

    def compose(self) -> ComposeResult:
        """What is asked, the field, and how to leave it."""
        yield Static(id="writing-title")
        yield Writing()
        yield Found()
        yield Static(id="writing-foot")

    @property
    def is_open(self) -> bool:
        """Whether something is being asked."""
        return self.question is not None

    @property
    def found(self) -> Found:
        """What in the field may say who somebody is."""
        return self.query_one(Found)

    @property
    def text(self) -> str:
        """What stands in the field, tidied."""
        text = self._writing.text.replace("\r", "")
        if self.question is not None and not self.question.lines:
            text = " ".join(text.split())
        return "\n".join(strip_control_codes(line).replace("\x1b", "") for line in text.splitlines()).strip()

    def tidy(self) -> None:
        """Let the field hold what will be recorded, as when several lines were pasted into one."""
        writing = self._writing
        if writing.text != self.text:
            writing.replace(self.text, (0, 0), writing.document.end)

    def ask(self, question: Question, text: str) -> None:
        """Ask for something.

        Args:
            text: what stands in the field at first.
        """
        self.question = None
        writing = self._writing
        writing.one_line = not question.lines
        writing.load_text(text)
        writing.move_cursor(writing.document.end)
        self.question, self._last = question, writing.text
        self.set_class(question.lines, "-lines")
        self.display = True
        self.query_one("#writing-title", Static).update(Content(question.title))
        self.found.forget()
        self._foot("")
        self.screen.set_focus(writing, scroll_visible=False)

    def close(self) -> None:
        """Put the field away."""
        self.question = None
        self.found.forget()
        self.display = False
        self.remove_class("-wrong")

    def finish(self, go_on: bool) -> str | None:
        """End the question.

        Returns:
            What was typed; None when it does not fit and the person wants to go on: then it says what is wrong.
        """
        question, text = self.question, self.text
        assert question is not None
        wrong = question.check(text) if question.check and text else ""
        if wrong and go_on:
            self._foot(wrong)
            return None
        self.close()
        return text

    @property
    def _writing(self) -> Writing:
        return self.query_one(Writing)

    def _foot(self, wrong: str) -> None:
        question = self.question
        assert question is not None
        self.set_class(bool(wrong), "-wrong")
        help_ = _TEXT_HELP if question.lines else _LINE_HELP
        looked = question.look(self.text) if question.look else ""
        hint = looked or question.hint
        told = wrong or (f"{hint}\n{help_}" if hint else help_)
        self.query_one("#writing-foot", Static).update(Content(told))

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        text = event.text_area.text
        if self.question is not None and text != self._last:
            self._last = text
            if self.has_class("-wrong") or self.question.look is not None:
                self._foot("")
            self.post_message(self.Typed(self.question, text))
