"""The summary: what is left, each with one key to go there; the grades; submitting; and the entry for LCS."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from auditor.audit.completeness import Left, Step
from auditor.audit.dates import parse_day, shown_day
from auditor.audit.examination import OVERALL
from auditor.audit.outcome import outcome
from auditor.audit.states import Move
from auditor.errors import InputError
from auditor.tui.audit.criterion_words import tally
from auditor.tui.audit.editor import Question
from auditor.tui.audit.lines import Piece, Row, fitted
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host, Panel
from auditor.tui.audit.places import units_of
from auditor.tui.audit.wording import grade_piece
from auditor.tui.dialogs import DeliberateDialog
from auditor.tui.keys import key
from auditor.use_cases.audits.move_audit import lcs_text

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind

_WIDTH = 13


class SummaryPanel(Panel):
    """Everything together."""

    STEP = Step.SUMMARY
    TALL = True
    SUBMITS: ClassVar[str] = "the audit"
    HELP = """
What is left stands first, text you began and did not finish among it; Enter goes there. When nothing is left, s submits
the audit: its grades then count in the measures and it can no longer be changed.

Afterwards c copies the plain entry for LCS (no grade, no names); paste it there, then mark the day with m.
"""
    BINDINGS = [
        key("enter", "go_there", "Go there", "Go to what this line is about.", id="summary.go"),
        key(
            "s",
            "submit",
            "Submit",
            "Submit the audit: its grades count, and it can no longer be changed.",
            id="summary.submit",
        ),
        key("x", "drop", "Take out", "Take this unfinished text out.", id="summary.drop"),
        key("c", "copy", "Copy for LCS", "Copy the plain entry for LCS.", id="summary.copy"),
        key("m", "mark", "Mark on LCS", "Say on which day the entry was made on LCS.", id="summary.mark"),
    ]

    class SubmitWanted(Message):
        """The audit is to be submitted."""

    class MarkWanted(Message):
        """The entry was made on LCS.

        Attributes:
            on: the day of it.
        """

        def __init__(self, on: date) -> None:
            super().__init__()
            self.on = on

    def __init__(self, host: Host) -> None:
        super().__init__(host, id="summary")

    def title(self) -> tuple[str, str]:
        """What stands above the list."""
        opened = self.host.desk.shown
        progress = opened.progress
        if opened.submitted is not None and self.read_only:
            return "Summary", "submitted"
        left = len(progress.left) + len(self.host.desk.drafts)
        return "Summary and submit", "nothing is left: s submits" if not left else f"{left} left"

    # -- rows -----------------------------------------------------------------------------------------------------

    def build(self) -> Sequence[Row]:
        """What is left, then how it stands."""
        return tuple(self._listed())

    def _listed(self) -> Iterator[Row]:
        opened = self.host.desk.shown
        if opened.submitted is not None and self.read_only:
            yield from self._lcs_rows()
        else:
            yield from self._left_rows()
        yield from self._result_rows()

    def _lcs_rows(self) -> Iterator[Row]:
        opened = self.host.desk.shown
        yield Row("", "Entry for LCS", "primary", heading=True)
        on = opened.lcs_entered_on
        told = (
            f"entered on LCS on {shown_day(date.fromisoformat(on))}"
            if on
            else "not yet on LCS: c copies it, m marks the day"
        )
        yield Row("lcs", told, "" if on else "accent", (("  ", ""),))

    def _left_rows(self) -> Iterator[Row]:
        left = self.host.desk.shown.progress.left
        drafts = list(self.host.desk.drafts)
        count = len(left) + len(drafts)
        yield Row("", f"Left to do: {count}" if count else "Left to do", "primary", heading=True)
        for number, item in enumerate(left):
            yield Row(f"left:{number}", item.what, "", (("  ", ""),))
        for name in drafts:
            yield Row(f"draft:{name}", f"Unfinished text: {self.host.desk.drafts[name]}", "accent", (("  ", ""),))
        if not left and not drafts:
            yield Row("submit", f"nothing is left: s submits {self.SUBMITS}", "good", (("  ✓ ", "good"),))

    def _result_rows(self) -> Iterator[Row]:
        scope, examination = self.scope, self.examination
        checklist = scope.checklist
        yield Row("", "Overall", "primary", heading=True)
        found = outcome(scope, examination)
        word, role = grade_piece(checklist, found.overall)
        yield Row("place:overall", word or "not graded", role or "muted", (("  ", ""),))
        if found.difference is not None:
            choice = next(c for c in checklist.scale.difference.choices if c.id == found.difference)
            yield Row("place:difference", f"{choice.symbol} {choice.word}", "", (("  ", ""),))
        yield Row("place:answers", tally(scope, examination, tuple(scope.asked)), "", (("  ", ""),))
        yield Row("", "Sections", "primary", heading=True)
        for unit in units_of(scope):
            if unit.is_graded(scope):
                word, role = grade_piece(checklist, found.sections.get(unit.id), short=True)
                count = f" {unit.answered(examination)}/{len(unit.criteria)}"
                lead = (("  ", ""), (fitted(word or "–", _WIDTH), role or "muted"))
                yield Row(f"unit:{unit.id}", unit.title, "", lead, ((count, "muted"),))
        if not scope.judgements:
            return
        yield Row("", "Key judgements", "primary", heading=True)
        for item in scope.judgements:
            measure = item.judgement.measure
            word, role = grade_piece(checklist, found.judgements.get(measure), short=True)
            lead = (("  ", ""), (fitted(word or "–", _WIDTH), role or "muted"))
            yield Row(f"judgement:{item.judgement.id}", item.judgement.title, "", lead, ((f" {measure}", "muted"),))

    def detail(self) -> Sequence[Block]:
        """The line in full, and what submitting means; afterwards, the entry."""
        opened, row = self.host.desk.shown, self.row
        if row is None:
            return ()
        if row.key == "lcs":
            found = [f"Check: {one.told} {one.find.advice}\n" for one in self._in_entry()]
            told = [Block("", words(("".join(found), "inadequate")))] if found else []
            return [*told, Block("", words(lcs_text(opened)))]
        left = self._left
        if left is not None:
            return [Block("", words((left.what, "strong"))), Block("", words(("Enter", "key"), " goes there"))]
        if row.key == "submit":
            return [
                Block(
                    "",
                    words(("s", "key"), " submits the audit: its grades then count, and it can no longer be changed."),
                )
            ]
        if row.key.startswith("draft:"):
            keys: list[str | Piece] = [("Enter", "key"), " goes on with it   ", ("x", "key"), " takes it out"]
            return [Block("", words((row.text, row.role))), *([] if self.read_only else [Block("", words(*keys))])]
        return []

    @property
    def _draft(self) -> str | None:
        """The name of the unfinished text one is on."""
        name, _, draft = (self.row.key if self.row else "").partition(":")
        return draft if name == "draft" and draft in self.host.desk.drafts else None

    @property
    def _left(self) -> Left | None:
        name, _, number = (self.row.key if self.row else "").partition(":")
        left = self.host.desk.shown.progress.left
        return left[int(number)] if name == "left" and int(number) < len(left) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Submit while it is a draft, the entry for LCS afterwards."""
        opened, person = self.host.desk.shown, self.host.service.person
        if action == "drop":
            return not self.read_only and self._draft is not None
        if action == "submit":
            return opened.may(person, Move.SUBMIT)
        if action == "copy":
            return opened.submitted is not None and self.read_only
        if action == "mark":
            marked = opened.lcs_entered_on is not None
            return opened.submitted is not None and not marked and opened.may(person, Move.ENTER_LCS)
        return super().check_action(action, parameters)

    # -- doing ----------------------------------------------------------------------------------------------------

    def action_go_there(self) -> None:
        """Go to what this line is about."""
        left = self._left
        name, _, key_ = (self.row.key if self.row else "").partition(":")
        if left is not None and left.text:
            self.post_message(DraftWanted(left.text))
        elif left is not None:
            self.host.go(left.step, left.key)
        elif name == "draft":
            self.post_message(DraftWanted(key_))
        elif name in ("unit", "judgement"):
            self.host.go(Step.SECTIONS, key_)
        elif key_ == OVERALL:
            self.host.go(Step.OVERALL, OVERALL)
        elif key_ == "difference":
            self.host.go(Step.DIFFERENCE)
        elif key_ == "answers":
            self.host.go(Step.SECTIONS, next(iter(self.scope.asked), ""))
        elif name == "submit":
            self.action_submit()

    def action_submit(self) -> None:
        """Submit, where nothing is left."""
        left, drafts = self.host.desk.shown.progress.left, list(self.host.desk.drafts)
        if left or drafts:
            self.be_on("left:0" if left else f"draft:{drafts[0]}")
            count = len(left) + len(drafts)
            self.host.say(f"{count} left before it can be submitted: Enter goes to each.", "accent")
        else:
            self.post_message(self.SubmitWanted())

    def action_drop(self) -> None:
        """Take unfinished text out, after asking."""
        draft = self._draft
        if draft is None:
            return

        def answered(yes: bool | None) -> None:
            if yes and self.host.put(settles=[draft]):
                self.host.say("Taken out.")

        text = self.host.desk.drafts[draft]
        self.app.push_screen(DeliberateDialog("Take this unfinished text out?", text, yes="Take it out"), answered)

    def action_copy(self) -> None:
        """Copy the entry for LCS."""
        self.app.copy_to_clipboard(lcs_text(self.host.desk.shown))
        found = self._in_entry()
        if found:
            first = found[0]
            told = f"Copied. Before you paste it: {first.told} Take it out there; {len(found)} in all."
            self.host.say(told, "accent")
        else:
            self.host.say("Copied. Paste it on LCS, then press m to mark the day.")

    def _in_entry(self) -> "tuple[OpenFind, ...]":
        """What in the entry for LCS surely says who somebody is."""
        from auditor.use_cases.audits.keep_find import finds_in_entry

        return finds_in_entry(self.host.desk.shown)

    def action_mark(self) -> None:
        """Ask on which day the entry was made."""

        def meant(text: str) -> date:
            return parse_day("today" if text.casefold() == "t" else text, self.today, not_after_today=True)

        def wrong(text: str) -> str:
            try:
                meant(text)
            except InputError as error:
                return f"{error.title} {error.next_step}"
            return ""

        def done(text: str, _go_on: bool) -> None:
            if text and not wrong(text):
                self.post_message(self.MarkWanted(meant(text)))
            else:
                self.host.say("Nothing is marked: press m and type the day, or t for today.")

        self.host.ask(
            Question(
                "",
                "On which day was the entry made on LCS?",
                done,
                hint="t for today, 12/3/26, yesterday, -2d. Left empty, nothing is marked.",
                check=wrong,
            )
        )


class DraftWanted(Message):
    """Unfinished text is to be gone on with."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
