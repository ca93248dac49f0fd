"""What difference our work has made for this child: one choice, and in what way."""

from collections.abc import Sequence
from typing import ClassVar

from auditor.audit.changes import Change
from auditor.audit.completeness import Step
from auditor.audit.facts import FactKind
from auditor.tui.audit.editor import Question
from auditor.tui.audit.lines import Row
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host, Panel
from auditor.tui.keys import key

_ROLES = {"clear": "outstanding", "some": "good", "none_yet": "requires-improvement", "worse": "inadequate"}


class DifferencePanel(Panel):
    """The difference made."""

    STEP = Step.DIFFERENCE
    HELP = """
Beside the grades, one judgement: what has changed for this child because of us? Practice may be good and change
nothing, or rough and change a life. Choose with 4, 3, 2 or 1, then say in what way; the words may be left out.
"""
    RECORDING: ClassVar[frozenset[str]] = frozenset({"choose", "choose_row", "text"})
    BINDINGS = [
        key("4", "choose('4')", "Clear", "A clear difference for the better.", id="difference.clear"),
        key("3", "choose('3')", "Some", "Some difference.", id="difference.some"),
        key("2", "choose('2')", "None yet", "No difference yet.", id="difference.none"),
        key("1", "choose('1')", "Worse", "Things are worse.", id="difference.worse"),
        key("enter", "choose_row", "Choose", "Choose the line you are on.", id="difference.row", show=False),
        key("t,e", "text", "In what way", "Say in what way.", id="difference.text"),
    ]

    def __init__(self, host: Host) -> None:
        super().__init__(host, id="difference")

    def title(self) -> tuple[str, str]:
        """What stands above the list."""
        return self.scope.checklist.scale.difference.question, "judged" if self.examination.difference.choice else ""

    def build(self) -> Sequence[Row]:
        """The four choices."""
        rows = []
        for choice in self.scope.checklist.scale.difference.choices:
            mine = choice.id == self.examination.difference.choice
            lead = ((f"{choice.key}  ", "accent"), (f"{choice.symbol} ", _ROLES.get(choice.id, "")))
            tail = ((" chosen", "primary"),) if mine else ()
            rows.append(Row(choice.id, choice.word, "strong" if mine else "", lead, tail))
        return rows

    def detail(self) -> Sequence[Block]:
        """What the choice means, and in what way it is so."""
        choice = next(
            (c for c in self.scope.checklist.scale.difference.choices if self.row and c.id == self.row.key), None
        )
        blocks = [Block("", words((choice.word, "strong"))), Block("", words(choice.means))] if choice else []
        if text := self.examination.difference.text:
            blocks.append(Block("In what way", words("\n" + text), gap=True))
        if draft := self.host.desk.drafts.get("difference:", ""):
            blocks.append(Block("Unfinished", words((draft, "accent"), ("   press t to go on", "muted"))))
        return blocks

    def action_choose(self, digit: str) -> None:
        """Choose, then ask in what way."""
        choice = next((c for c in self.scope.checklist.scale.difference.choices if c.key == digit), None)
        if choice is not None and self._put(choice.id, self.examination.difference.text):
            self.be_on(choice.id)
            self.host.say(f"{choice.symbol} {choice.word}")
            self._ask(goes_on=True)

    def action_choose_row(self) -> None:
        """Choose the line one is on."""
        choice = next(
            (c for c in self.scope.checklist.scale.difference.choices if self.row and c.id == self.row.key), None
        )
        if choice is not None:
            self.action_choose(choice.key)

    def action_text(self) -> None:
        """Say in what way."""
        self._ask(goes_on=False)

    def _ask(self, *, goes_on: bool) -> None:
        value = self.examination.difference.text

        def done(text: str, go_on: bool) -> None:
            if text == value.strip():
                self.host.put(settles=["difference:"])
            else:
                self._put(self.examination.difference.choice, text, "difference:")
            if goes_on and go_on:
                self.host.go_on()

        title = "In what way? What is different in this child's life?"
        self.host.ask(Question("difference:", title, done, value=value, lines=True, hint="It may be left out."))

    def _put(self, choice: str | None, text: str, *settles: str) -> bool:
        return self.host.put(Change(FactKind.DIFFERENCE, "", {"choice": choice, "text": text}), settles=settles)
