"""The overall grade. While it is given, all other grades are hidden: it is a judgement on the whole, not a sum."""

from collections.abc import Sequence
from typing import ClassVar

from auditor.audit.completeness import Step
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.tui.audit.grading import GRADE_KEYS, LETTERS, GradingPanel
from auditor.tui.audit.lines import Row
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host
from auditor.tui.audit.wording import GRADE_ROLES
from auditor.tui.keys import key


class OverallPanel(GradingPanel):
    """The grade of the whole."""

    STEP = Step.OVERALL
    HELP = """
How good is the work with this child, taken as a whole? Grade it with one letter: o outstanding, g good, r requires
improvement to be good, i inadequate. Your other grades are hidden while you do, so that you judge the whole and do not
add up; what they suggest is shown after your grade. Where you depart from it, one line says why; e changes it.
"""
    RECORDING: ClassVar[frozenset[str]] = frozenset({"grade", "grade_row", "note", "reason"})
    BINDINGS = [
        *GRADE_KEYS,
        key("enter", "grade_row", "Choose", "Give the grade you are on.", id="overall.row", show=False),
        key("e", "reason", "Why", "Why your grade departs from the one suggested.", id="overall.reason"),
        key("t", "note", "Note", "A note on the whole.", id="overall.note"),
    ]

    def __init__(self, host: Host) -> None:
        super().__init__(host, id="overall")

    def title(self) -> tuple[str, str]:
        """What stands above the list."""
        return "Overall: the work as a whole", "other grades are hidden here"

    def build(self) -> Sequence[Row]:
        """The four grades."""
        given = self.examination.grade_of(OVERALL)
        rows = []
        for grade in self.scope.checklist.scale.grades:
            mine = grade.id == given
            lead = ((f"{grade.key}  ", "accent"), (f"{grade.symbol} ", GRADE_ROLES[grade.id]))
            tail = ((" your grade", "primary"),) if mine else ()
            rows.append(Row(grade.id, grade.word, "strong" if mine else "", lead, tail))
        return rows

    def detail(self) -> Sequence[Block]:
        """What the grade means; once graded, what is suggested."""
        grade = next((g for g in self.scope.checklist.scale.grades if self.row and g.id == self.row.key), None)
        blocks = [Block("", words((grade.word, "strong"))), Block("", words(grade.means))] if grade else []
        if self.examination.grade_of(OVERALL):
            blocks += self.grade_blocks(OVERALL)
        if note := self.examination.notes.get(OVERALL, ""):
            blocks.append(Block("Note", words(note)))
        if draft := self.host.desk.drafts.get(f"note:{OVERALL}", ""):
            blocks.append(Block("Unfinished", words((draft, "accent"), ("   press t to go on", "muted"))))
        return blocks

    def graded_key(self) -> str | None:
        """The whole."""
        return OVERALL

    def graded_name(self, key: str) -> str:
        """What it is called."""
        return "Overall"

    def graded(self, key: str) -> None:
        """Go on to the summary."""
        self.host.go(Step.SUMMARY)

    def action_grade(self, grade_id: str) -> None:
        """Grade the whole."""
        self.be_on(grade_id)
        super().action_grade(grade_id)

    def action_grade_row(self) -> None:
        """Give the grade one is on."""
        if self.row and self.row.key in LETTERS.values():
            self.action_grade(self.row.key)

    def action_reason(self) -> None:
        """Say why it departs."""
        self.ask_reason(OVERALL)

    def action_note(self) -> None:
        """Write a note on the whole."""
        value = self.examination.notes.get(OVERALL, "")
        self.ask_text(FactKind.NOTE, OVERALL, "Note on the whole", value, lines=True)

    def place_key(self) -> str:
        """The whole."""
        return OVERALL
