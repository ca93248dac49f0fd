"""Answering: one key for each question, then the next; the grade of the section at the end."""

from collections import deque
from datetime import datetime, timedelta
from typing import ClassVar

from auditor.audit.changes import Change, answer, evidence, not_applicable
from auditor.audit.facts import FactKind
from auditor.audit.scope import AskedCriterion
from auditor.tui.audit.criteria_list import FILTERS
from auditor.tui.audit.criteria_timed import TimedCriteria
from auditor.tui.audit.editor import Question
from auditor.tui.audit.grading import GRADE_KEYS
from auditor.tui.audit.panel import Host, Offer
from auditor.tui.audit.places import has_grade_to_give, next_in_unit
from auditor.tui.audit.wording import NOTHING_ON_FILE
from auditor.tui.keys import key

SAME = 12
"""So many identical answers within a minute: is anybody still reading?"""
_STILL_READING = "Twelve the same within a minute. Still reading? Only you see this."


class CriteriaPanel(TimedCriteria):
    """The questions of one section, or of all that a view finds, to be answered."""

    HELP = """
Read the question, look at the file, answer with one key. The answer is saved at once, and the next question without an
answer comes up by itself; after the last one, grade the section with one letter.

  4 exceeded   3 met   2 partly met   1 not met   x nothing on file (not met, and says so)
  n not applicable, then the reason by its number
  a accepts what the dates propose   A accepts all that is in time   d goes to the dates   y says why not so

4 asks for one line of evidence: which record, what date. A pointer is enough; never copy the record. Your grade comes
first; what the answers suggest is shown after it. Where you depart from it, one line says why.
"""
    RECORDING: ClassVar[frozenset[str]] = frozenset(
        {
            *("grade", "answer", "nothing_on_file", "not_applicable", "accept", "reason"),
            *("evidence", "note", "finding", "open_deep"),
        }
    )
    BINDINGS = [
        key("4", "answer('exceeded')", "Exceeded", "Better than the standard; one line says how.", id="audit.exceeded"),
        key("3", "answer('met')", "Met", "The standard is met; small blemishes do not matter.", id="audit.met"),
        key("2", "answer('partly_met')", "Partly", "Some of it is there, some that matters is not.", id="audit.partly"),
        key("1", "answer('not_met')", "Not met", "It is not there, or nothing shows it.", id="audit.not_met"),
        *GRADE_KEYS,
        key("e", "evidence", "Evidence", "Which record, what date; on a grade, why it departs.", id="audit.evidence"),
        key("t", "note", "Note", "A note of your own, as long as you like.", id="audit.note"),
        key("n", "not_applicable", "N/a", "It does not apply; the reason is asked.", id="audit.not_applicable"),
        key("x", "nothing_on_file", "Not on file", "Not met: looked for, nothing on file.", id="audit.nothing"),
        key("g", "grade('good')", "Good", "Grade this good.", id="audit.good"),
        key("g", "to_grade", "Grade", "Go to the grade of this section.", id="audit.to_grade"),
        key("f", "finding", "Finding", "A strength or an area for improvement about this.", id="audit.finding"),
        key("v", "next_filter", "View", "All, not answered, not met, or not asked with why.", id="audit.filter"),
        key("plus", "open_deep", "Deeper", "Ask the further questions of this section.", id="audit.deep", display="+"),
        key("w", "why", "Why", "How the time was reckoned; why these questions are asked.", id="audit.why"),
        key("l", "looks_like", "Looks like", "What good and outstanding look like here.", id="audit.looks_like"),
    ]

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._lately: deque[tuple[datetime, str]] = deque(maxlen=SAME)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grades are given on the grade, answers on a question."""
        item = self.item
        on_grade = item is None
        answers = action in ("answer", "nothing_on_file", "not_applicable")
        if (action == "grade" and not on_grade) or (action == "to_grade" and on_grade) or (answers and on_grade):
            return False
        if action in ("accept", "reason"):
            can = item is not None and item.applies.shown and item.is_timescale
            fits = self.can_accept if action == "accept" else self.can_give_reason
            return super().check_action(action, parameters) if can and item is not None and fits(item) else False
        if action == "finding" and self.scope.grades_only:
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
            self.host.say(
                f"{scale.answer(answer_id).word} is not an answer to this question; it can be: {can}, n, x.", "accent"
            )
            return
        given = self.examination.answers.get(criterion.id)
        reason = given.reason if given and given.answer == answer_id else ""
        changes = [answer(criterion.id, answer_id, proposed=self.proposed_answer(criterion.id), reason=reason)]
        had = self.examination.evidence.get(criterion.id, "")
        if answer_id != "not_met" and had == NOTHING_ON_FILE:
            changes.append(evidence(criterion.id, ""))
            had = ""
        self._record(item, changes, f"{scale.answer(answer_id).symbol} {scale.answer(answer_id).word}", answer_id)
        if answer_id == "exceeded" and not had:
            self._ask_evidence(item, goes_on=True, corrected=given is not None)
        else:
            self.after_answer(item, corrected=given is not None)

    def action_nothing_on_file(self) -> None:
        """Not met: looked for, not on file."""
        item = self.item
        if item is None:
            return
        corrected = item.criterion.id in self.examination.answers
        proposal = self.proposal_of(item.criterion.id)
        # That it was looked for is the reason why no date could be entered.
        reason = NOTHING_ON_FILE if proposal is not None and proposal.waits else ""
        proposed = self.proposed_answer(item.criterion.id)
        changes = [answer(item.criterion.id, "not_met", proposed=proposed, reason=reason)]
        if not self.examination.evidence.get(item.criterion.id):
            changes.append(evidence(item.criterion.id, NOTHING_ON_FILE))
        self._record(item, changes, "× Not met: nothing on file", "nothing on file")
        self.after_answer(item, corrected=corrected)

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
            self.ask_finding(value)
        elif item is not None:
            corrected = item.criterion.id in self.examination.answers
            label = next(
                reason.label for reason in self.scope.checklist.scale.not_applicable_reasons if reason.id == value
            )
            self._record(item, [not_applicable(item.criterion.id, value)], f"– Not applicable: {label}", "n/a")
            self.go_next(item.criterion.id, corrected=corrected)

    def go_next(self, after: str, *, corrected: bool) -> None:
        """The next question without an answer, then the grade; a corrected one of a finished section stays in view."""
        if self.filter != "all":
            at = self.place_of(after) or 0
            later = [row.key for row in self.rows[at + 1 :] if row.key and row.key not in self.examination.answers]
            if later:
                self.be_on(later[0])
            return
        wanted = next_in_unit(self.scope, self.examination, self.unit, after)
        if wanted is not None:
            self.be_on(wanted)
        elif not corrected and not (
            self.be_on(self.unit_id) and has_grade_to_give(self.scope, self.examination, self.unit)
        ):
            self.host.go_on()

    # -- grading --------------------------------------------------------------------------------------------------

    def graded_key(self) -> str | None:
        """The section one is in, on its grade."""
        unit = self.unit
        if self.item is not None or not has_grade_to_give(self.scope, self.examination, unit):
            return None
        return unit.id

    def graded_name(self, key: str) -> str:
        """Its code."""
        return self.scope.checklist.sections_by_id[key].code

    def graded(self, key: str) -> None:
        """Go on to the next section."""
        following = next_in_unit(self.scope, self.examination, self.unit, key)
        if following is None:
            self.host.go_on()
        else:
            self.be_on(following)

    def action_to_grade(self) -> None:
        """Go to the grade of this section."""
        if self.filter != "all":
            self.show_unit(self.unit_id, self.unit_id)
        elif not self.be_on(self.unit_id):
            self.host.say("This section has no grade of its own.")

    # -- writing --------------------------------------------------------------------------------------------------

    def _ask_evidence(self, item: AskedCriterion, *, goes_on: bool = False, corrected: bool = False) -> None:
        about, draft = item.criterion.id, f"evidence:{item.criterion.id}"
        value = self.examination.evidence.get(about, "")

        def done(text: str, go_on: bool) -> None:
            self.host.put(*([evidence(about, text)] if text != value.strip() else []), settles=[draft])
            if goes_on and go_on:
                self.after_answer(item, corrected=corrected)

        title = (
            "Evidence: one line on how it exceeds, and where it is" if goes_on else "Evidence: which record, what date?"
        )
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

    def ask_finding(self, kind: str) -> None:
        """Ask for a finding about what one is on."""
        row = self.row
        if row is None:
            return
        about, made = row.key, str(self.host.service.new_id())
        draft = f"finding:{kind}:{about}"

        def done(text: str, _go_on: bool) -> None:
            changes = [Change(FactKind.FINDING, made, {"kind": kind, "text": text, "about": about})] if text else []
            if self.host.put(*changes, settles=[draft]) and changes:
                self.host.say("Added to Findings.")

        title = (
            "A strength: what was done well?"
            if kind == "strength"
            else "An area for improvement: what should be better?"
        )
        hint = "A sentence the team would recognise; no names."
        self.host.ask(Question(draft, title, done, hint=hint, becomes=f"finding:{made}"))

    # -- looking --------------------------------------------------------------------------------------------------

    def action_next_filter(self) -> None:
        """Show the next view."""
        self.apply_filter(FILTERS[(FILTERS.index(self.filter) + 1) % len(FILTERS)])
        here = self.row.key if self.row else None
        self.reload(here if here else None)
        self.host.show_place(self)
        self.row_changed()

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
