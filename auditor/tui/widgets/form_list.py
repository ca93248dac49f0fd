"""The questions of a new audit as one widget: the row being answered is opened, the others are a line each."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from auditor.tui.keys import key
from auditor.tui.work.new_audit_form import Row, RowKind

_LABEL = 22
_ANSWER = 12
_DIGITS = 9


class FormList(Widget, can_focus=True):
    """Rows answered one after another with one key each."""

    DEFAULT_CSS = """
    FormList { height: auto; width: 1fr; max-width: 92; }
    """
    BINDINGS = [
        key("y", "say('yes')", "Yes", "Answer yes, and go to the next question.", id="form.yes"),
        key("n", "say('no')", "No", "Answer no, and go to the next question.", id="form.no"),
        key(
            "question_mark",
            "say('unknown')",
            "Cannot tell",
            "What depends on it will be asked.",
            id="form.unknown",
            display="?",
        ),
        key(
            "a", "rest_no", "All the rest no", "Answer no to every question that has no answer yet.", id="form.rest_no"
        ),
        *[
            key(str(n), f"pick({n})", f"Choice {n}", f"Choose number {n}.", id=f"form.pick_{n}", show=False)
            for n in range(1, _DIGITS + 1)
        ],
        key("enter", "next", "Next", "Keep the answer and go to the next; on the last line, start.", id="form.next"),
        key("up,shift+tab", "move(-1)", "Up", "The row above.", id="form.up", show=False),
        key("down", "move(1)", "Down", "The row below.", id="form.down", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """A choice was made, or taken back."""

        name: str
        choice: str

    @dataclass
    class Answered(Message):
        """A question was answered: yes, no or unknown."""

        name: str
        answer: str

    class RestNo(Message):
        """Every question without an answer is to be no."""

    class Start(Message):
        """The audit is to be started."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._at = 0
        self._answered = ""
        self._letters = ""
        self._lines_at: list[int] = []

    # -- what it shows --------------------------------------------------------------------------------------------

    @property
    def active(self) -> Row | None:
        """The row being answered."""
        return self._rows[self._at] if self._rows else None

    def show(self, rows: list[Row]) -> None:
        """Show rows, staying on the one that was being answered; where an answer has brought one that comes before it,
        that is asked first.
        """
        name = self.active.name if self.active else ""
        before = {row.name for row in self._rows}
        self._rows = rows
        names = [row.name for row in rows]
        self._at = names.index(name) if name in names else min(self._at, max(0, len(rows) - 1))
        if self._answered in names:
            after = names.index(self._answered) + 1
            self._at = next((at for at in range(after, self._at) if names[at] not in before), self._at)
        self._answered = ""
        self.refresh(layout=True)
        self.refresh_bindings()

    def render(self) -> Content:
        """Every row, the active one opened."""
        width = self.size.width or 76
        lines: list[Content] = []
        self._lines_at = []
        asking = False
        for place, row in enumerate(self._rows):
            if row.kind in (RowKind.YES_NO, RowKind.START) and not asking:
                lines.append(Content(""))
                asking = row.kind is RowKind.YES_NO
            if row.kind is RowKind.START and asking:
                lines.append(Content(""))
            self._lines_at.append(len(lines))
            active = place == self._at and self.has_focus
            lines.append(self._line(row, active=active, width=width))
            if active and row.choices:
                lines += self._choice_lines(row, width)
        return Content("\n").join(lines)

    def _line(self, row: Row, *, active: bool, width: int) -> Content:
        mark = ("› ", "bold $accent") if active else ("  ", "")
        style = "bold $cursor-text on $cursor" if active else ""
        if row.kind is RowKind.START:
            return Content.assemble(mark, (f" {row.label} ", style or "$accent"))
        if row.kind is RowKind.YES_NO:
            room = max(20, width - 2 - _ANSWER)
            label = Content(row.label).truncate(room - 1, ellipsis=True).pad_right(1)
            gap = " " * max(1, room - label.cell_length)
            answer = row.words or ("y  n  ?" if active else "·")
            said = "bold" if row.answered else "$accent" if active else "$muted"
            return Content.assemble(mark, label.stylize("bold") if active else label, gap, (answer, said))
        value = (self._letters + "▏" if active and self._letters else "") or row.words or ("" if active else "·")
        label_style = "bold" if active else "$muted"
        return Content.assemble(
            mark, (row.label.ljust(_LABEL), label_style), (value, "bold" if row.answered else "$accent")
        )

    def _choice_lines(self, row: Row, width: int) -> list[Content]:
        lines: list[list[Content]] = [[]]
        used = 0
        room = width - _LABEL - 2
        for number, (choice, words) in enumerate(self._choices(row), start=1):
            shown = str(number) if number <= _DIGITS else " "
            lit = choice in row.value
            mark = "•" if lit and row.kind is RowKind.MANY else " "
            part = Content.assemble((shown, "bold $accent"), mark, (words, "bold underline" if lit else ""), "   ")
            if used and used + cell_len(words) + 2 > room:
                lines.append([])
                used = 0
            lines[-1].append(part)
            used += part.cell_length
        if row.name == "team" and len(row.choices) > _DIGITS and not self._letters:
            lines.append([Content.styled("or type part of the name", "$muted")])
        indent = Content(" " * (_LABEL + 2))
        return [Content("").join([indent, *parts]) for parts in lines]

    def _choices(self, row: Row) -> list[tuple[str, str]]:
        wanted = self._letters.casefold()
        return [choice for choice in row.choices if wanted in choice[1].casefold()]

    # -- answering ------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys answer the active row."""
        row = self.active
        if action in ("say", "rest_no"):
            return row is not None and row.kind is RowKind.YES_NO
        if action == "pick":
            return row is not None and bool(row.choices)
        return True

    def on_key(self, event: events.Key) -> None:
        """Letters narrow the teams down."""
        row = self.active
        if row is None or row.name != "team":
            return
        if event.key == "backspace":
            self._letters = self._letters[:-1]
        elif event.character and event.character.isprintable() and not event.character.isdigit():
            letters = (self._letters + event.character).lstrip()
            if any(letters.casefold() in words.casefold() for _, words in row.choices):
                self._letters = letters
        else:
            return
        event.stop()
        event.prevent_default()
        self.refresh(layout=True)

    def action_say(self, answer: str) -> None:
        """Answer a question."""
        row = self.active
        if row is not None:
            self._answered = row.name
            self.post_message(self.Answered(row.name, answer))
            self.action_move(1)

    def action_rest_no(self) -> None:
        """Answer no to the rest, and go to the last line."""
        self.post_message(self.RestNo())
        self.action_move(len(self._rows))

    def action_pick(self, number: int) -> None:
        """Choose by number."""
        row = self.active
        if row is None:
            return
        choices = self._choices(row)
        if number > len(choices):
            return
        self.post_message(self.Chosen(row.name, choices[number - 1][0]))
        if row.kind is RowKind.ONE:
            self._answered = row.name
            self.action_move(1)
        self.refresh(layout=True)

    def action_next(self) -> None:
        """Keep the answer and go on; the first of what is left of the teams is chosen."""
        row = self.active
        if row is None:
            return
        if row.kind is RowKind.START:
            self.post_message(self.Start())
        elif self._letters or (row.kind is RowKind.ONE and len(row.choices) == 1):
            self.action_pick(1)
        else:
            self.action_move(1)

    def action_move(self, by: int) -> None:
        """Go to another row; above the first is the field before."""
        target = self._at + by
        if target < 0:
            self.screen.focus_previous()
            return
        self._letters = ""
        self._at = min(target, len(self._rows) - 1)
        self.refresh(layout=True)
        self.refresh_bindings()
        self.call_after_refresh(self._bring_into_view)

    def on_focus(self) -> None:
        """Open the active row."""
        self.refresh(layout=True)

    def on_blur(self) -> None:
        """Close it."""
        self.refresh(layout=True)

    def _bring_into_view(self) -> None:
        if isinstance(self.parent, VerticalScroll) and self._at < len(self._lines_at):
            line = self._lines_at[self._at]
            region = Region(0, max(0, line - 1), self.size.width, 5)
            self.parent.scroll_to_region(region, animate=False, immediate=True)
