"""The questions of a section, answered by one key each, and its grade at the end of the list."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from auditor.audit.changes import Change, answer, evidence, not_applicable
from auditor.audit.completeness import Step
from auditor.audit.facts import FactKind
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
from auditor.tui.audit.editor import Question
from auditor.tui.audit.grading import GradingPanel
from auditor.tui.audit.lines import Piece, Row, fitted
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host, Offer
from auditor.tui.audit.places import Unit, has_grade_to_give, next_in_unit
from auditor.tui.audit.wording import ANSWER_WIDTH, NOTHING_ON_FILE, answer_piece, grade_piece
from auditor.tui.keys import key

FILTERS = ("all", "not answered", "not met", "not asked")
SAME = 12
"""So many identical answers within a minute: is anybody still reading?"""
_STILL_READING = "Twelve the same within a minute. Still reading? Only you see this."


class CriteriaPanel(GradingPanel):
    """The questions of one section, or of all that a filter finds."""

    STEP = Step.SECTIONS
    HELP = """
Read the question, look at the file, answer with one key. The answer is saved at once, and the next question without an
answer comes up by itself; after the last one, grade the section with one letter.

  4 exceeded   3 met   2 partly met   1 not met   x nothing on file (not met, and says so)
  n not applicable, then the reason by its number

4 asks for one line of evidence: which record, what date. A pointer is enough; never copy the record. Your grade comes
first; what the answers suggest is shown after it. Where you depart from it, one line says why.
"""
    RECORDING: ClassVar[frozenset[str]] = frozenset(
        {"grade", "answer", "nothing_on_file", "not_applicable", "evidence", "note", "finding", "open_deep"}
    )
    BINDINGS = [
        key("4", "answer('exceeded')", "Exceeded", "Better than the standard asks; one line says how.", id="audit.exceeded"),
        key("3", "answer('met')", "Met", "The standard is met; small blemishes do not matter.", id="audit.met"),
        key("2", "answer('partly_met')", "Partly", "Some of it is there, and some that matters is not.", id="audit.partly"),
        key("1", "answer('not_met')", "Not met", "It is not there, or nothing on the file shows it.", id="audit.not_met"),
        key("x", "nothing_on_file", "Nothing on file", "Not met: you looked, and there is nothing on file.", id="audit.nothing"),
        key("n", "not_applicable", "N/a", "It does not apply; the reason is asked.", id="audit.not_applicable"),
        key("g", "to_grade", "Grade", "Go to the grade of this section.", id="audit.to_grade"),
        key("e", "evidence", "Evidence", "Which record shows it, and of what date; on a grade, why it departs.", id="audit.evidence"),
        key("t", "note", "Note", "A note of your own, as long as you like.", id="audit.note"),
        key("f", "finding", "Finding", "Add a strength or an area for improvement about this.", id="audit.finding"),
        key("v", "next_filter", "View", "Show all, not answered, not met, or not asked with why.", id="audit.filter"),
        key("plus", "open_deep", "Deeper", "Open the further questions of this section.", id="audit.deep", display="+"),
        key("w", "why", "Why asked", "Why these questions are asked, and others are not.", id="audit.why", show=False),
        key("l", "looks_like", "Looks like", "What good and outstanding look like here.", id="audit.looks_like", show=False),
    ]

    def __init__(self, host: Host) -> None:
        super().__init__(host, id="criteria")
        self.units: tuple[Unit, ...] = ()
        self.unit_id = ""
        self.filter = "all"
        self.shows_why = False
        self.shows_looks = False
        self._filtered: frozenset[str] = frozenset()
        self._lately: deque[tuple[datetime, str]] = deque(maxlen=SAME)
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
            self._apply_filter("not asked")
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
        if self.filter != "all":
            count = sum(1 for row in self.rows if not row.heading)
            return f"All sections: {self.filter}", f"{count}  v shows the next view"
        unit = self.unit
        done = f"{unit.answered(self.examination)} of {len(unit.criteria)} answered"
        deep = f"{done} · + {unit.unopened} deeper" if unit.unopened else done
        return unit.title, deep

    def build(self) -> Sequence[Row]:
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
            yield Row(unit.id, f"Nothing is asked here unless you open it: + asks {unit.unopened} further questions", "muted")

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
        text, role = answer_piece(self.scope.checklist, given)
        tail: list[Piece] = []
        drafts = self.host.desk.drafts
        if any(f"{kind}:{criterion.id}" in drafts for kind in ("note", "evidence")):
            tail.append((" unfinished", "accent"))
        elif given and given.answer == "exceeded" and not self.examination.evidence.get(criterion.id):
            tail.append((" evidence?", "accent"))
        elif criterion.id in self.examination.notes:
            tail.append((" note", "muted"))
        if item.is_timescale:
            tail.append((" time", "muted"))
        return Row(criterion.id, criterion.question, "" if given else "strong", ((fitted(text, ANSWER_WIDTH), role),), tuple(tail))

    def _grade_row(self, unit: Unit) -> Row:
        checklist = self.scope.checklist
        given = self.examination.grades.get(unit.id)
        lead: tuple[Piece, ...] = ((fitted("Grade", ANSWER_WIDTH), "primary"),)
        if not has_grade_to_give(self.scope, self.examination, unit):
            return Row(unit.id, "no grade: nothing in this section applies", "muted", lead)
        if given is None:
            keys = "  ".join(f"{grade.key} {grade.word.lower()}" for grade in checklist.scale.grades)
            return Row(unit.id, "not graded" if self.read_only else keys, "accent" if self._all_answered(unit) else "muted", lead)
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
        row, item = self.row, self.item
        if row is None or not row.key:
            return ()
        blocks = self.offer_block()
        drafts = self.host.desk.drafts
        if item is None:
            blocks += self._grade_detail(drafts)
        elif item.applies.shown:
            blocks += criterion_blocks(self.scope, self.examination, item, drafts, read_only=self.read_only)
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
        codes = " and ".join(part.section.code for part in unit.parts)
        blocks = [Block("", words((f"How good is {codes}, taken together?", "strong")))]
        if has_grade_to_give(self.scope, self.examination, unit):
            blocks += self.grade_blocks(unit.id)
        blocks.append(Block("Answers", words(tally(self.scope, self.examination, unit.criteria))))
        if note := self.examination.notes.get(unit.id, ""):
            blocks.append(Block("Note", words(note)))
        blocks += unfinished_blocks(drafts, unit.id)
        blocks += finding_blocks(self.examination, (unit.id, *unit.criteria))
        return blocks if self.shows_looks else blocks + looks_like_blocks(unit.section)

    def row_changed(self) -> None:
        item = self.item
        if item is not None and self.filter != "all":
            owner = next((unit.id for unit in self.units if any(part.id == item.section.id for part in unit.parts)), "")
            self.unit_id = owner or self.unit_id
        super().row_changed()
        kind = "grade" if item is None else "asked" if item.applies.shown else "not asked"
        if kind != self._kind:
            self._kind = kind
            self.refresh_bindings()

    def place_key(self) -> str:
        return super().place_key() or self.unit_id

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grades are given on the grade, answers on a question."""
        item = self.item
        on_grade = item is None
        answers = action in ("answer", "nothing_on_file", "not_applicable")
        if (action == "grade" and not on_grade) or (action == "to_grade" and on_grade) or (answers and on_grade):
            return False
        if item is not None and not item.applies.shown and (answers or action in ("evidence", "note", "finding")):
            return False
        return super().check_action(action, parameters)

    # -- answering ------------------------------------------------------------------------------------------------

    def action_answer(self, answer_id: str) -> None:
        """Answer the question one is on, and go to the next."""
        item = self.item
        if item is None:
            return
        criterion = item.criterion
        scale = self.scope.checklist.scale
        if answer_id not in criterion.answers:
            can = ", ".join(f"{scale.answer(one).key} {scale.answer(one).word.lower()}" for one in criterion.answers)
            self.host.say(f"{scale.answer(answer_id).word} is not an answer to this question; it can be: {can}, n, x.", "accent")
            return
        changes = [answer(criterion.id, answer_id)]
        had = self.examination.evidence.get(criterion.id, "")
        if answer_id != "not_met" and had == NOTHING_ON_FILE:
            changes.append(evidence(criterion.id, ""))
            had = ""
        self._record(item, changes, f"{scale.answer(answer_id).symbol} {scale.answer(answer_id).word}", answer_id)
        if answer_id == "exceeded" and not had:
            self._ask_evidence(item, goes_on=True)
        else:
            self._go_next(criterion.id)

    def action_nothing_on_file(self) -> None:
        """Not met: looked for, not on file."""
        item = self.item
        if item is None:
            return
        changes = [answer(item.criterion.id, "not_met")]
        if not self.examination.evidence.get(item.criterion.id):
            changes.append(evidence(item.criterion.id, NOTHING_ON_FILE))
        self._record(item, changes, "× Not met: nothing on file", "nothing on file")
        self._go_next(item.criterion.id)

    def action_not_applicable(self) -> None:
        """It does not apply: for which reason?"""
        reasons = self.scope.checklist.scale.not_applicable_reasons
        choices = tuple((str(number), reason.label, reason.id) for number, reason in enumerate(reasons, 1))
        self.offer_choice(Offer("Not applicable, because", choices, "not_applicable"))

    def _record(self, item: AskedCriterion, changes: list[Change], told: str, kind: str) -> None:
        code = " ".join(item.criterion.points[:1]) or item.section.code
        if not self.host.put(*changes):
            return
        self.host.say(f"{code}: {told}")
        now = self.host.service.now()
        self._lately.append((now, kind))
        same = len(self._lately) == SAME and len({what for _, what in self._lately}) == 1
        if same and now - self._lately[0][0] <= timedelta(minutes=1):
            self.host.say(_STILL_READING, "accent")
            self._lately.clear()

    def chosen(self, offer: Offer, value: str) -> None:
        """A reason why it does not apply, or the kind of a finding."""
        item = self.item
        if offer.name == "finding":
            self._ask_finding(value)
        elif item is not None:
            label = next(reason.label for reason in self.scope.checklist.scale.not_applicable_reasons if reason.id == value)
            self._record(item, [not_applicable(item.criterion.id, value)], f"– Not applicable: {label}", "n/a")
            self._go_next(item.criterion.id)

    def _go_next(self, after: str) -> None:
        if self.filter != "all":
            at = self.place_of(after) or 0
            later = [row.key for row in self.rows[at + 1 :] if row.key and row.key not in self.examination.answers]
            if later:
                self.be_on(later[0])
            return
        wanted = next_in_unit(self.scope, self.examination, self.unit, after)
        if wanted is not None:
            self.be_on(wanted)
        elif not has_grade_to_give(self.scope, self.examination, self.unit):
            self.host.go_on()

    # -- grading --------------------------------------------------------------------------------------------------

    def graded_key(self) -> str | None:
        unit = self.unit
        if self.item is not None or not has_grade_to_give(self.scope, self.examination, unit):
            return None
        return unit.id

    def graded_name(self, key: str) -> str:
        return self.scope.checklist.sections_by_id[key].code

    def graded(self, key: str) -> None:
        if next_in_unit(self.scope, self.examination, self.unit, key) is None:
            self.host.go_on()

    def action_to_grade(self) -> None:
        """Go to the grade of this section."""
        if self.filter != "all":
            self.show_unit(self.unit_id, self.unit_id)
        elif not self.be_on(self.unit_id):
            self.host.say("This section has no grade of its own.")

    # -- writing --------------------------------------------------------------------------------------------------

    def _ask_evidence(self, item: AskedCriterion, *, goes_on: bool = False) -> None:
        about, draft = item.criterion.id, f"evidence:{item.criterion.id}"
        value = self.examination.evidence.get(about, "")

        def done(text: str, go_on: bool) -> None:
            self.host.put(*([evidence(about, text)] if text != value.strip() else []), settles=[draft])
            if goes_on and go_on:
                self._go_next(about)

        title = "Evidence: one line on how it exceeds, and where it is" if goes_on else "Evidence: which record, what date?"
        hint = "For example: visit of 14/10/2026. A pointer, never a copy; no names."
        self.host.ask(Question(draft, title, done, value=value, hint=hint))

    def action_evidence(self) -> None:
        """Say which record shows it; on a grade, why it departs."""
        item = self.item
        if item is not None:
            self._ask_evidence(item)
        elif self.unit.id in self.examination.grades:
            self.ask_reason(self.unit.id)

    def action_note(self) -> None:
        """Write a note."""
        row = self.row
        if row is not None:
            value = self.examination.notes.get(row.key, "")
            about = self.item.criterion.question if self.item else self.unit.title
            self.ask_text(FactKind.NOTE, row.key, f"Note: {about}", value, lines=True)

    def action_finding(self) -> None:
        """Add a finding about this."""
        choices = (("s", "a strength", "strength"), ("i", "an area for improvement", "improve"))
        self.offer_choice(Offer("A finding about this", choices, "finding"))

    def _ask_finding(self, kind: str) -> None:
        row = self.row
        if row is None:
            return
        about, made = row.key, str(self.host.service.new_id())
        draft = f"finding:{kind}:{about}"

        def done(text: str, _go_on: bool) -> None:
            changes = [Change(FactKind.FINDING, made, {"kind": kind, "text": text, "about": about})] if text else []
            if self.host.put(*changes, settles=[draft]) and changes:
                self.host.say("Added to Findings.")

        title = "A strength: what was done well?" if kind == "strength" else "An area for improvement: what should be better?"
        self.host.ask(Question(draft, title, done, hint="A sentence the team would recognise; no names."))

    # -- looking --------------------------------------------------------------------------------------------------

    def action_next_filter(self) -> None:
        """Show the next view."""
        self._apply_filter(FILTERS[(FILTERS.index(self.filter) + 1) % len(FILTERS)])
        here = self.row.key if self.row else None
        self.reload(here if here else None)
        self.host.show_place(self)
        self.row_changed()

    def _apply_filter(self, name: str) -> None:
        """What a view finds is decided once: nothing leaves the list while one answers."""
        self.filter = name
        answers = self.examination.answers
        if name == "not asked":
            found = {item.criterion.id for unit in self.units for part in unit.parts for item in part.not_asked}
        elif name == "not met":
            found = {name for name, given in answers.items() if given.answer in ("not_met", "partly_met")}
        else:
            found = {name for name in self.scope.asked if name not in answers}
        self._filtered = frozenset(found)

    def action_open_deep(self) -> None:
        """Ask the further questions of this section."""
        unit = self.unit
        count = unit.unopened
        if not count:
            self.host.say("There are no further questions in this section.")
            return
        changes = [Change(FactKind.SECTION_OPENED, part.id, {"open": True}) for part in unit.parts if part.unopened]
        if self.host.put(*changes):
            self.host.say(f"{count} further questions are now asked here; u takes that back.")

    def action_why(self) -> None:
        """Say why these are asked, or stop saying so."""
        self.shows_why, self.shows_looks = not self.shows_why, False
        self.host.show_row(self)

    def action_looks_like(self) -> None:
        """Say what good looks like, or stop saying so."""
        self.shows_looks, self.shows_why = not self.shows_looks, False
        self.host.show_row(self)
