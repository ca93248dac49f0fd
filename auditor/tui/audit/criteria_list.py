"""The questions of a section with its grade at the end of the list, or of all sections that a view finds."""

from collections.abc import Iterator, Sequence

from auditor.audit.completeness import Step
from auditor.audit.scope import AskedCriterion
from auditor.tui.audit.criterion_words import (
    criterion_blocks,
    finding_blocks,
    looks_like_blocks,
    tally,
    unfinished_blocks,
    why_blocks,
    why_words,
)
from auditor.tui.audit.grading import GradingPanel
from auditor.tui.audit.lines import Piece, Row, fitted
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host
from auditor.tui.audit.places import Unit, has_grade_to_give, next_in_unit
from auditor.tui.audit.time_words import time_tail
from auditor.tui.audit.wording import ANSWER_WIDTH, answer_piece, brief, grade_piece

FILTERS = ("all", "not answered", "not met or partly", "not asked")


class CriteriaList(GradingPanel):
    """What is listed, and what is said about it."""

    STEP = Step.SECTIONS

    def __init__(self, host: Host) -> None:
        super().__init__(host, id="criteria")
        self.units: tuple[Unit, ...] = ()
        self.unit_id = ""
        self.filter = "all"
        self.shows_why = False
        self.shows_looks = False
        self._filtered: frozenset[str] = frozenset()
        self._kind = ""

    # -- what it lists --------------------------------------------------------------------------------------------

    @property
    def unit(self) -> Unit:
        """The section one is in."""
        return next((unit for unit in self.units if unit.id == self.unit_id), self.units[0])

    def show_unit(self, unit_id: str, key: str | None = None) -> None:
        """Show a section, at a row of it or where something is left."""
        self.filter = "all"
        self.unit_id = unit_id
        unit = self.unit
        key = unit.id if key in {part.id for part in unit.parts} else key
        if key is not None and self._is_not_asked(key):
            self.apply_filter("not asked")
        elif key is not None and any(key == item.criterion.id for part in unit.parts for item in part.unopened):
            key = None
            self.host.say("That question is not opened in this audit: + opens the further questions of the section.")
        wanted = key or next_in_unit(self.scope, self.examination, unit, "") or (unit.criteria or ("",))[0]
        before = self.row
        self.reload(wanted)
        if self.row == before:
            self.row_changed()
        self.host.show_place(self)

    def _is_not_asked(self, key: str) -> bool:
        return any(key == item.criterion.id for part in self.unit.parts for item in part.not_asked)

    def title(self) -> tuple[str, str]:
        """What stands above the list."""
        if self.filter != "all":
            count = sum(1 for row in self.rows if not row.heading)
            return f"All sections: {self.filter}", f"{count}  v shows the next view"
        unit = self.unit
        done = f"{unit.answered(self.examination)} of {len(unit.criteria)} answered"
        if self.scope.grades_only:
            return unit.title, f"grade it; answering is up to you · {done}"
        deep = f"{done} · + {unit.unopened} deeper" if unit.unopened else done
        return unit.title, deep

    def build(self) -> Sequence[Row]:
        """The questions, and the grade."""
        if not self.units:
            return ()
        if self.filter == "all":
            return tuple(self._unit_rows(self.unit))
        return tuple(self._filtered_rows()) or (Row("", "Nothing here: v shows the next view", "muted", heading=True),)

    def _unit_rows(self, unit: Unit) -> Iterator[Row]:
        for part in unit.parts:
            if part.id != unit.id:
                yield Row("", f"{part.section.code}  {part.section.title}", "primary", heading=True)
            for item in part.asked:
                yield self._criterion_row(item)
        if unit.is_graded(self.scope):
            yield self._grade_row(unit)
        elif not unit.criteria:
            yield Row(
                unit.id, f"Nothing is asked here unless you open it: + asks {unit.unopened} further questions", "muted"
            )

    def _filtered_rows(self) -> Iterator[Row]:
        for unit in self.units:
            rows = [
                self._criterion_row(item)
                for part in unit.parts
                for item in (part.not_asked if self.filter == "not asked" else part.asked)
                if item.criterion.id in self._filtered
            ]
            if rows:
                yield Row("", unit.title, "primary", heading=True)
                yield from rows

    def _criterion_row(self, item: AskedCriterion) -> Row:
        criterion = item.criterion
        if not item.applies.shown:
            return Row(criterion.id, criterion.question, "muted", (("not asked".ljust(ANSWER_WIDTH), "muted"),))
        given = self.examination.answers.get(criterion.id)
        text, role = answer_piece(self.scope.checklist, given) if given else ("·", "muted")
        tail: list[Piece] = []
        drafts = self.host.desk.drafts
        if any(f"{kind}:{criterion.id}" in drafts for kind in ("note", "evidence", "reason")):
            tail.append((" unfinished", "accent"))
        elif given and given.answer == "exceeded" and not self.examination.evidence.get(criterion.id):
            tail.append((" evidence?", "accent"))
        elif criterion.id in self.examination.notes:
            tail.append((" note", "muted"))
        if item.is_timescale:
            tail += time_tail(self.host.desk.shown.timescales, item)
        return Row(
            criterion.id,
            criterion.question,
            "" if given else "strong",
            ((fitted(text, ANSWER_WIDTH), role),),
            tuple(tail),
        )

    def _grade_row(self, unit: Unit) -> Row:
        checklist = self.scope.checklist
        given = self.examination.grades.get(unit.id)
        lead: tuple[Piece, ...] = ((fitted("Grade", ANSWER_WIDTH), "primary"),)
        if not has_grade_to_give(self.scope, self.examination, unit):
            return Row(unit.id, "no grade: nothing in this section applies", "muted", lead)
        if given is None:
            keys = " · ".join(f"{grade.key} {brief(grade.word)}" for grade in checklist.scale.grades)
            return Row(
                unit.id,
                "not graded" if self.read_only else keys,
                "accent" if self._all_answered(unit) else "muted",
                lead,
            )
        word, role = grade_piece(checklist, given.grade)
        return Row(unit.id, word, role, lead)

    def _all_answered(self, unit: Unit) -> bool:
        return unit.answered(self.examination) == len(unit.criteria)

    # -- what it says ---------------------------------------------------------------------------------------------

    @property
    def item(self) -> AskedCriterion | None:
        """The question one is on; None on a grade."""
        row = self.row
        if row is None:
            return None
        if row.key in self.scope.asked:
            return self.scope.asked[row.key]
        parts = (part for unit in self.units for part in unit.parts)
        return next((item for part in parts for item in part.not_asked if item.criterion.id == row.key), None)

    def detail(self) -> Sequence[Block]:
        """Everything about the question, or about the section when it is graded."""
        row, item = self.row, self.item
        if row is None or not row.key:
            return ()
        blocks = self.offer_block()
        drafts = self.host.desk.drafts
        if item is None:
            blocks += self._grade_detail(drafts)
        elif item.applies.shown:
            blocks += criterion_blocks(
                self.host.desk.shown.timescales, item, drafts, read_only=self.read_only, explain=self.shows_why
            )
        else:
            blocks.append(Block("", words((item.criterion.question, "strong"))))
            blocks.append(Block("", words((why_words(item), "accent"))))
        if self.shows_looks:
            blocks += looks_like_blocks(item.section if item else self.unit.section)
        if self.shows_why:
            blocks += why_blocks(self.unit)
        return blocks

    def _grade_detail(self, drafts: dict[str, str]) -> list[Block]:
        unit = self.unit
        *others, last = (part.section.code for part in unit.parts)
        asked = (
            f"How good are {', '.join(others)} and {last}, taken together?" if others else f"How good is {unit.title}?"
        )
        blocks = [Block("", words((asked, "strong")))]
        if has_grade_to_give(self.scope, self.examination, unit):
            blocks += self.grade_blocks(unit.id)
        blocks.append(Block("Answers", words(tally(self.scope, self.examination, unit.criteria))))
        if note := self.examination.notes.get(unit.id, ""):
            blocks.append(Block("Note", words(note)))
        blocks += unfinished_blocks(drafts, unit.id)
        blocks += finding_blocks(self.examination, (unit.id, *unit.criteria))
        return blocks if self.shows_looks else blocks + looks_like_blocks(unit.section)

    def row_changed(self) -> None:
        """Follow the row into its section; other keys work on a grade than on a question."""
        item = self.item
        if item is not None and self.filter != "all":
            owner = next((unit.id for unit in self.units if any(part.id == item.section.id for part in unit.parts)), "")
            self.unit_id = owner or self.unit_id
        super().row_changed()
        kind = "grade" if item is None else "asked" if item.applies.shown else "not asked"
        if kind != self._kind:
            self._kind = kind
            self.host.show_keys()

    def place_key(self) -> str:
        """The question, or the section."""
        return super().place_key() or self.unit_id

    def apply_filter(self, name: str) -> None:
        """What a view finds is decided once: nothing leaves the list while one answers."""
        self.filter = name
        answers = self.examination.answers
        if name == "not asked":
            found = {item.criterion.id for unit in self.units for part in unit.parts for item in part.not_asked}
        elif name == "not met or partly":
            found = {name for name, given in answers.items() if given.answer in ("not_met", "partly_met")}
        else:
            found = {name for name in self.scope.asked if name not in answers}
        self._filtered = frozenset(found)
