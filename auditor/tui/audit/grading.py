"""Grading by one letter: echoed in words, the suggestion only afterwards, a line on departing from it."""

from abc import abstractmethod
from typing import ClassVar

from auditor.audit.changes import grade
from auditor.audit.examination import OVERALL
from auditor.audit.moderation import BECAUSE_WORDS
from auditor.audit.suggestions import still_open
from auditor.tui.audit.editor import Question
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Panel
from auditor.tui.audit.wording import departs, grade_keys, grade_piece, grade_told, not_yet, suggested
from auditor.tui.keys import key

LETTERS = {"o": "outstanding", "g": "good", "r": "requires_improvement", "i": "inadequate"}

GRADE_KEYS = [
    key("o", "grade('outstanding')", "Outstanding", "Grade this outstanding.", id="audit.outstanding"),
    key("g", "grade('good')", "Good", "Grade this good.", id="audit.good"),
    key(
        "r",
        "grade('requires_improvement')",
        "Req. imp.",
        "Grade this requires improvement to be good.",
        id="audit.requires",
    ),
    key("i", "grade('inadequate')", "Inadequate", "Grade this inadequate.", id="audit.inadequate"),
]
"""The four letters; each panel lists them among its own keys, in the order of its foot."""


class GradingPanel(Panel):
    """A part in which something is graded."""

    RECORDING: ClassVar[frozenset[str]] = frozenset({"grade"})

    @abstractmethod
    def graded_key(self) -> str | None:
        """What a letter grades now; None when nothing is to be graded here."""

    @abstractmethod
    def graded_name(self, key: str) -> str:
        """What that is called."""

    @abstractmethod
    def graded(self, key: str) -> None:
        """Go on after a grade was given and, where it departs, explained."""

    def action_grade(self, grade_id: str) -> None:
        """Grade what one is on."""
        name = self.graded_key()
        if name is None:
            return
        before = self.examination.grades.get(name)
        if before is None and (waiting := len(still_open(self.scope, self.examination, name))):
            # A first grade is kept for ever: one given by a slip, on half of the answers, would be too.
            self.host.say(not_yet(self.graded_name(name), waiting, whole=name == OVERALL))
            return
        same = before is not None and before.grade == grade_id
        if not same and not self.host.put(grade(self.scope, self.examination, name, grade_id)):
            return
        self.host.say(grade_told(self.scope, self.examination, name, self.graded_name(name)))
        given = self.examination.grades[name]
        if departs(given, suggested(self.scope, self.examination, name)) and not given.reason.strip():
            self.ask_reason(name)
        else:
            self.graded(name)

    def ask_reason(self, name: str) -> None:
        """Ask for one line on why a grade is not the one suggested."""
        found = suggested(self.scope, self.examination, name)
        given = self.examination.grades.get(name)
        if found is None or given is None:
            return
        scale = self.scope.checklist.scale
        yours, theirs = scale.grade(given.grade).word.lower(), scale.grade(found.grade).word.lower()
        draft = f"reason:{name}"

        def done(text: str, go_on: bool) -> None:
            stands = self.examination.grades.get(name)
            changes = []
            if stands is not None and text != stands.reason.strip():
                changes = [grade(self.scope, self.examination, name, stands.grade, text)]
            self.host.put(*changes, settles=[draft])
            if go_on:
                self.graded(name)

        hint = f"Suggested: {theirs}. Your judgement decides; left empty, it shows as left."
        if given.grade == found.grade:
            hint = "Your grade is the one suggested; a line is not needed."
        title = f"{self.graded_name(name)}: why {yours}?"
        self.host.ask(Question(draft, title, done, value=given.reason, hint=hint))

    def resume(self, name: str) -> None:
        """Go on with a note, evidence or reason about the row one is on, which was not finished."""
        if name == "reason" and (key := self.graded_key()):
            self.ask_reason(key)
        elif name == "note":
            self.action_note()
        elif name == "evidence":
            self.action_evidence()

    def action_note(self) -> None:
        """Write a note."""

    def action_evidence(self) -> None:
        """Say which record shows it."""

    def grade_blocks(self, name: str) -> list[Block]:
        """The grade given, what was suggested, and why it departs; before grading, the keys."""
        given = self.examination.grades.get(name)
        if given is None:
            keys = [] if self.read_only else [Block("Grade", words(*grade_keys(self.scope.checklist)))]
            return keys or [Block("Grade", words(("not graded", "muted")))]
        checklist = self.scope.checklist
        blocks = [Block("Grade", words(grade_piece(checklist, given.grade)))]
        if (stands := self.host.desk.shown.agreed.get(name)) is not None:
            why = f"   moderated: {BECAUSE_WORDS[stands.because]}. {stands.text}"
            blocks.insert(0, Block("Of record", words(grade_piece(checklist, stands.grade), why)))
        if given.first != given.grade:
            blocks.append(
                Block("First", words(("before the suggestion: ", "muted"), grade_piece(checklist, given.first)))
            )
        found = suggested(self.scope, self.examination, name)
        if found is not None:
            word = grade_piece(checklist, found.grade)
            blocks.append(Block("Suggested", words(word, f"   {found.reason}")))
        if departs(given, found):
            reason = given.reason.strip()
            blocks.append(Block("Why not", words(reason if reason else ("one line is asked: press e", "accent"))))
        return blocks
