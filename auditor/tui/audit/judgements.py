"""The key judgements on one screen: those the auditor grades, with the answers they rest on in view."""

from collections.abc import Sequence
from typing import ClassVar

from auditor.audit.completeness import Step, judgement_needs_grade
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.audit.scope import AskedJudgement
from auditor.audit.suggestions import section_grades
from auditor.tui.audit.grading import GRADE_KEYS, GradingPanel
from auditor.tui.audit.lines import Piece, Row, fitted
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host
from auditor.tui.audit.wording import answer_piece, grade_piece
from auditor.tui.keys import key

_WIDTH = 13


class JudgementsPanel(GradingPanel):
    """What the audit measures count."""

    STEP = Step.JUDGEMENTS
    HELP = """
A key judgement is what a measure of the improvement plan counts. Some take the grade of a section; the others you grade
here with one letter. Below the list stand the answers each one rests on, from whichever section they came.

What the answers suggest is shown after you have graded. Where you depart from it, one line says why; e changes it.
"""
    RECORDING: ClassVar[frozenset[str]] = frozenset({"grade", "note", "reason"})
    BINDINGS = [
        *GRADE_KEYS,
        key("e", "reason", "Why", "Why your grade departs from the one suggested.", id="judgement.reason"),
        key("t", "note", "Note", "A note on this judgement.", id="judgement.note"),
        key("enter", "go_there", "Questions", "Go to the first question it rests on.", id="judgement.questions"),
    ]

    def __init__(self, host: Host) -> None:
        super().__init__(host, id="judgements")

    def title(self) -> tuple[str, str]:
        """What stands above the list."""
        own = [item for item in self.scope.judgements if self._asks(item)]
        done = sum(1 for item in own if self.examination.grade_of(item.judgement.id))
        return "Key judgements", f"{done} of {len(own)} graded"

    def build(self) -> Sequence[Row]:
        """One row for each judgement."""
        return [self._row(item) for item in self.scope.judgements]

    def _asks(self, item: AskedJudgement) -> bool:
        return item.graded_by_auditor and judgement_needs_grade(self.scope, self.examination, item.members)

    def _row(self, item: AskedJudgement) -> Row:
        checklist, judgement = self.scope.checklist, item.judgement
        tail: tuple[Piece, ...] = ((f" {judgement.measure}", "muted"),)
        if not item.graded_by_auditor:
            grade, told = self._taken(item)
            text, role = grade_piece(checklist, grade, short=True)
            lead = ((fitted(text, _WIDTH), role),)
            return Row(judgement.id, f"{judgement.title}: {told}", "muted", lead, tail)
        if not self._asks(item):
            lead = ((fitted("– n/a", _WIDTH), "muted"),)
            return Row(judgement.id, f"{judgement.title}: nothing it rests on applies", "muted", lead, tail)
        given = self.examination.grade_of(judgement.id)
        text, role = grade_piece(checklist, given, short=True)
        return Row(judgement.id, judgement.title, "" if given else "strong", ((fitted(text, _WIDTH), role),), tail)

    def _taken(self, item: AskedJudgement) -> tuple[str | None, str]:
        """The grade a judgement takes from elsewhere, and where from."""
        section = item.judgement.source.section
        if section is None:
            return None, "not computed: needs the dates of supervision"
        code = self.scope.checklist.sections_by_id[section].code
        grade = section_grades(self.scope, self.examination).get(section)
        return grade, f"taken from {code}" if grade else f"taken from {code}, not graded yet"

    @property
    def item(self) -> AskedJudgement | None:
        """The judgement one is on."""
        row = self.row
        return next((item for item in self.scope.judgements if row and item.judgement.id == row.key), None)

    def detail(self) -> Sequence[Block]:
        """The question, the grade, and the answers it rests on."""
        item = self.item
        if item is None:
            return ()
        judgement = item.judgement
        blocks = [Block("", words((judgement.question, "strong"), (f"   measure {judgement.measure}", "muted")))]
        if self._asks(item):
            blocks += self.grade_blocks(judgement.id)
        elif not item.graded_by_auditor:
            grade, told = self._taken(item)
            blocks.append(
                Block("Grade", words(grade_piece(self.scope.checklist, grade), ("   " if grade else ""), told))
            )
        if note := self.examination.notes.get(judgement.id, ""):
            blocks.append(Block("Note", words(note)))
        if draft := self.host.desk.drafts.get(f"note:{judgement.id}", ""):
            blocks.append(Block("Unfinished", words((draft, "accent"), ("   press t to go on", "muted"))))
        blocks += self._members(item)
        if judgement.note:
            blocks.append(Block("", words((judgement.note, "muted")), gap=True))
        return blocks

    def _members(self, item: AskedJudgement) -> list[Block]:
        """The answers it rests on, a line each, so that as many as possible are in view."""
        blocks: list[Block] = []
        for name in item.members:
            asked = self.scope.asked[name]
            given = self.examination.answers.get(name)
            text, role = answer_piece(self.scope.checklist, given) if given else ("not answered", "accent")
            evidence = self.examination.evidence.get(name, "")
            more = [(f"{evidence} · ", "primary")] if evidence else []
            code = (f"{asked.section.code:<5}", "muted")
            body = words(code, *more, asked.criterion.question)
            blocks.append(Block(text, body, gap=not blocks, role=role, indent=_WIDTH, one_line=True))
        return blocks

    # -- grading --------------------------------------------------------------------------------------------------

    def graded_key(self) -> str | None:
        """The judgement one is on, where the auditor grades it."""
        item = self.item
        if item is None or not self._asks(item):
            self.host.say("This one is not graded here.")
            return None
        return item.judgement.id

    def graded_name(self, key: str) -> str:
        """Its title, or the whole."""
        return "Overall" if key == OVERALL else self.scope.checklist.judgements_by_id[key].title

    def graded(self, key: str) -> None:
        """Go to the next judgement without a grade."""
        order = [item.judgement.id for item in self.scope.judgements if self._asks(item)]
        at = order.index(key) if key in order else -1
        for name in (*order[at + 1 :], *order[: at + 1]):
            if self.examination.grade_of(name) is None:
                self.be_on(name)
                return
        self.host.go_on()

    def first_left(self) -> str | None:
        """The first judgement without a grade."""
        return next(
            (
                i.judgement.id
                for i in self.scope.judgements
                if self._asks(i) and not self.examination.grade_of(i.judgement.id)
            ),
            None,
        )

    def action_reason(self) -> None:
        """Say why it departs."""
        item = self.item
        if item is not None:
            self.ask_reason(item.judgement.id)

    def action_note(self) -> None:
        """Write a note."""
        item = self.item
        if item is not None:
            value = self.examination.notes.get(item.judgement.id, "")
            self.ask_text(FactKind.NOTE, item.judgement.id, f"Note: {item.judgement.title}", value, lines=True)

    def action_go_there(self) -> None:
        """Go to the first question it rests on."""
        item = self.item
        if item is not None and item.members:
            self.host.go(Step.SECTIONS, item.members[0])
