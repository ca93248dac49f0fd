"""The comparison: both examinations side by side, differences first, and what the two agree on."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from textual import events, on
from textual.app import ComposeResult

from auditor.audit.facts import FactKind
from auditor.audit.moderation import BECAUSE_WORDS, Because, Pair
from auditor.audit.states import Move, State
from auditor.errors import AuditorError
from auditor.standards.model import GradeId
from auditor.tui.audit.lines import LineList, Notice, Rule
from auditor.tui.audit.pane import DetailPane
from auditor.tui.audit.wording import grade_piece
from auditor.tui.dialogs import AskLine
from auditor.tui.help import HelpfulScreen
from auditor.tui.keys import key
from auditor.tui.moderation import compare_words as words
from auditor.tui.moderation.compare_words import Shown
from auditor.tui.pick import PickOne
from auditor.tui.widgets.key_bar import KeyBar
from auditor.tui.widgets.top_bar import TopBar
from auditor.use_cases.keeping.unfinished import Unfinished
from auditor.use_cases.moderation.compare_grades import Compared, agree_to, disagree, propose_grade, settle
from auditor.use_cases.service import Service

_ROOMY = 100
_NAMES = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
}
_LETTERS = {"o": "outstanding", "g": "good", "r": "requires_improvement", "i": "inadequate"}


class Pairs(LineList):
    """What the two graded; says when another is looked at."""

    HELP = "Up and down go through what was graded; differences stand first."

    def row_changed(self) -> None:
        """Say everything about the new row."""
        screen = self.screen
        if isinstance(screen, ComparisonScreen):
            screen.show_pair()


class ComparisonScreen(HelpfulScreen):
    """Two examinations of one audit."""

    MODE = "moderation"
    CSS_PATH = "moderation.tcss"
    AUTO_FOCUS = "#pairs"
    HELP = """
What the auditor and the moderator graded stands side by side, differences first and the widest at the top. Below the
list stand the reasons and the notes of each.

On a difference, propose the grade of record with one letter (o g r i): say why the two differed and add one line. The
other agrees with y, or proposes another. With the last agreement the grade of record stands; all three grades are kept.

What you cannot agree on goes to the QA lead with x and a reason. The QA lead settles each difference with the same four
letters. v reads the auditor's examination; f5 shows what the other has proposed since.
"""
    BINDINGS = [
        *(
            key(letter, f"grade('{grade}')", _NAMES[grade], f"Propose, or settle: {_NAMES[grade].lower()}.", id=name)
            for (letter, grade), name in zip(
                _LETTERS.items(),
                ("compare.outstanding", "compare.good", "compare.requires", "compare.inadequate"),
                strict=True,
            )
        ),
        key("y", "agree", "Agree", "Agree to what the other proposes.", id="compare.agree"),
        key("x", "hand_on", "To the QA lead", "Hand on what you cannot agree on.", id="compare.hand_on"),
        key("v", "view", "Read it", "Read the auditor's examination.", id="compare.view"),
        key("space", "more", "More", "The next page of what is said below the list.", id="compare.more", show=False),
        key("f5", "reload", "Read again", "Read both examinations again.", id="compare.reload", show=False),
        key("escape", "back", "Back", "Back to the lists.", id="compare.back"),
    ]

    def __init__(self, audit_id: UUID) -> None:
        super().__init__()
        self._audit_id = audit_id
        self._shown: Shown | None = None

    @property
    def _service(self) -> Service:
        service = self.auditor.service
        assert service is not None, "a comparison is read from an open store"
        return service

    def compose(self) -> ComposeResult:
        """What is on the screen."""
        yield TopBar(self.MODE)
        yield Notice(id="head")
        yield Pairs(id="pairs")
        yield Rule(id="detail-rule")
        yield DetailPane(id="detail")
        yield Notice(id="told")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read both examinations."""
        self.query_one("#head", Notice).words = (("Loading…", ""), ("", ""))
        self.reload()

    # -- reading and drawing --------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read both examinations again."""
        self.start_job("shown", words.read_shown, self._service, self._audit_id)

    def done_shown(self, shown: Shown) -> None:
        """Show them."""
        self._shown = shown
        left, right = words.head(shown)
        self.query_one("#head", Notice).words = ((left, "bold"), (right, "$accent"))
        self.query_one(Pairs).show(tuple(words.rows(shown, narrow=self.size.width < _ROOMY)))
        self.show_pair()

    @on(events.Resize)
    def _fit(self) -> None:
        if self._shown is not None:
            self.done_shown(self._shown)

    @property
    def pair(self) -> Pair | None:
        """What one is on."""
        row = self.query_one(Pairs).row
        pairs = self._shown.compared.comparison.pairs if self._shown else ()
        return next((pair for pair in pairs if row is not None and pair.key == row.key), None)

    def show_pair(self) -> None:
        """Say everything about what one is on."""
        shown, pair = self._shown, self.pair
        found = tuple(words.blocks(shown, pair)) if shown is not None and pair is not None else ()
        self.query_one(DetailPane).show(lambda: found)
        self.refresh_bindings()

    def say(self, told: str) -> None:
        """Say what was just done."""
        self.query_one("#told", Notice).words = ((told, "$accent"), ("", ""))

    # -- keys -----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys work for what one is on."""
        shown, pair = self._shown, self.pair
        compared = shown.compared if shown is not None else None
        if action in ("grade", "agree", "hand_on") and (compared is None or self.is_busy("move")):
            return False
        if action == "grade":
            return pair is not None and pair.open and compared is not None and _decides(compared)
        if action == "agree":
            return pair is not None and compared is not None and self._waits_for_me(compared, pair)
        if action == "hand_on":
            return compared is not None and compared.may_agree
        return True

    def _waits_for_me(self, compared: Compared, pair: Pair) -> bool:
        return compared.may_agree and compared.waits_for(pair) == self._service.person.id

    def action_grade(self, grade: GradeId) -> None:
        """Propose a grade of record, or settle it: why the two differ, and one line."""
        shown, pair = self._shown, self.pair
        if shown is None or pair is None:
            return
        word = grade_piece(shown.compared.scope.checklist, grade)[0]
        does = "settle" if shown.compared.may_settle else "propose"
        title = f"{shown.what(pair.key)}: {does} {word}. Why did the two differ?"
        choices = [(because.value, because_words) for because, because_words in BECAUSE_WORDS.items()]
        self.app.push_screen(PickOne(title, choices), partial(self._because, pair.key, grade, title))

    def _because(self, name: str, grade: GradeId, title: str, picked: str | None) -> None:
        if picked is None:
            return
        because = Because(picked)
        dialog = AskLine(
            title.partition(" Why did")[0],
            f"{BECAUSE_WORDS[because].capitalize()}. What decides it, in one line? The team manager reads it, too.",
            placeholder="for example: the strategy meeting of 2 May is not on the plan",
            done="Record",
            kept=True,
            what=self._line(name),
        )
        self.app.push_screen(dialog, partial(self._record, name, grade, because))

    def _record(self, name: str, grade: GradeId, because: Because, line: str | None) -> None:
        shown = self._shown
        if not line or shown is None:
            return
        move = settle if shown.compared.may_settle else propose_grade
        self._move(self._line(name), move, name, grade, because, line)

    def _line(self, name: str) -> Unfinished:
        """What the line on a difference is kept as; that of a hand-on has no name."""
        kind = FactKind.AGREEMENT if name else FactKind.MOVE
        return Unfinished(self._audit_id, kind.value if name else f"{kind.value}-{Move.DISAGREE.value}", name)

    def _move(self, line: Unfinished, use_case: Callable[..., Compared], *given: Any) -> None:
        record = self.auditor.typing.recorded
        self.start_job("move", record, self._service, [line], use_case, self._service, self._audit_id, *given)

    def action_agree(self) -> None:
        """Agree to what the other proposes."""
        pair = self.pair
        if pair is not None:
            self.start_job("move", agree_to, self._service, self._audit_id, pair.key)

    def action_hand_on(self) -> None:
        """Hand what the two cannot agree on to the QA lead."""
        dialog = AskLine(
            "Hand this on to the QA lead?",
            "Everything still open is then settled by a QA lead who is neither of you. What do you not agree on?",
            placeholder="one line",
            done="Hand it on",
            kept=True,
            what=self._line(""),
        )
        self.app.push_screen(dialog, self._handed_on)

    def _handed_on(self, line: str | None) -> None:
        if line:
            self._move(self._line(""), disagree, line)

    def done_move(self, compared: Compared) -> None:
        """Show what came of it."""
        self.say(self._came_to(compared))
        self.auditor.work_changed()  # this screen among them

    def failed_move(self, error: AuditorError) -> bool:
        """What was typed stands in the field the next time; what changed meanwhile is shown."""
        del error
        self.reload()
        return False

    def _came_to(self, compared: Compared) -> str:
        left = len(compared.comparison.open)
        if compared.state is State.FINAL:
            return "Agreed: the grade of record stands, and counts from now on."
        if compared.state is State.ESCALATED and compared.may_settle:
            return f"Settled; {left} left."
        if compared.state is State.ESCALATED:
            return "Handed on: the QA lead settles what is open."
        return f"Recorded; {left} left to agree."

    def action_view(self) -> None:
        """Read the auditor's examination."""
        self.auditor.open_audit(self._audit_id)

    def action_more(self) -> None:
        """Page through the detail."""
        self.query_one(DetailPane).more()

    def action_reload(self) -> None:
        """Read both examinations again."""
        self.reload()

    def action_back(self) -> None:
        """Back to the lists."""
        self.dismiss()


def _decides(compared: Compared) -> bool:
    return compared.may_agree or compared.may_settle
