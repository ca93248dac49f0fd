"""Timescales among the questions: accepting what the dates propose, and one line where an answer departs from it."""

from abc import abstractmethod

from auditor.audit.changes import accept, answer
from auditor.audit.examination import AnswerGiven
from auditor.audit.scope import AskedCriterion
from auditor.audit.timescales.proposals import Proposal
from auditor.standards.model import AnswerId
from auditor.tui.audit.criteria_list import CriteriaList
from auditor.tui.audit.editor import Question
from auditor.tui.audit.time_words import proposal_piece
from auditor.tui.keys import key


class TimedCriteria(CriteriaList):
    """What is done with the timescale criteria."""

    BINDINGS = [
        key("a", "accept", "Accept", "Answer as the dates on the file propose.", id="audit.accept"),
        key("y", "reason", "Reason", "Why the answer is not what the dates say.", id="audit.reason"),
    ]

    @abstractmethod
    def go_next(self, after: str, *, corrected: bool) -> None:
        """Go to the next question without an answer."""

    def proposal_of(self, criterion: str) -> Proposal | None:
        """What the dates propose for a criterion; None when it is not worked out from dates."""
        return self.host.desk.shown.timescales.proposals.get(criterion)

    def proposed_answer(self, criterion: str) -> AnswerId | None:
        """The answer among what they propose."""
        proposal = self.proposal_of(criterion)
        return proposal.answer if proposal else None

    def can_accept(self, item: AskedCriterion) -> bool:
        """Whether there is a proposal that is not the answer already."""
        proposal, given = self.proposal_of(item.criterion.id), self.examination.answers.get(item.criterion.id)
        if proposal is None or not proposal.given:
            return False
        return given is None or (given.answer, given.not_applicable) != (proposal.answer, proposal.not_applicable)

    def action_accept(self) -> None:
        """Answer as the dates propose, and go to the next question."""
        item = self.item
        if item is None or not self.can_accept(item):
            return
        timescales, name = self.host.desk.shown.timescales, item.criterion.id
        corrected = name in self.examination.answers
        change = accept(timescales, name)
        if change is not None and self.host.put(change):
            told = proposal_piece(self.scope.checklist, timescales.proposals[name])[0]
            code = " ".join(item.criterion.points[:1]) or item.section.code
            self.host.say(f"{code}: {told}, as the dates show")
            self.go_next(name, corrected=corrected)

    def after_answer(self, item: AskedCriterion, *, corrected: bool) -> None:
        """Ask for the reason where the answer departs from the dates; otherwise go on."""
        if self.host.desk.shown.timescales.needs_reason(item.criterion.id):
            self._ask_why(item, goes_on=True, corrected=corrected)
        else:
            self.go_next(item.criterion.id, corrected=corrected)

    def action_reason(self) -> None:
        """Say why the answer is not what the dates say."""
        item = self.item
        if item is not None and item.criterion.id in self.examination.answers:
            self._ask_why(item)

    def can_give_reason(self, item: AskedCriterion) -> bool:
        """Whether a reason makes sense: the answer was given beside the dates."""
        given = self.examination.answers.get(item.criterion.id)
        if given is None or given.answer is None:
            return False
        return bool(given.reason) or self.host.desk.shown.timescales.needs_reason(item.criterion.id)

    def _ask_why(self, item: AskedCriterion, *, goes_on: bool = False, corrected: bool = False) -> None:
        name = item.criterion.id
        draft, given = f"reason:{name}", self.examination.answers[name]
        proposal = self.proposal_of(name)

        def done(text: str, go_on: bool) -> None:
            stands = self.examination.answers.get(name)
            changes = []
            if stands is not None and stands.answer is not None and text != stands.reason.strip():
                changes = [answer(name, stands.answer, proposed=self.proposed_answer(name), reason=text)]
            self.host.put(*changes, settles=[draft])
            if goes_on and go_on:
                self.go_next(name, corrected=corrected)

        self.host.ask(Question(draft, self._asked(given), done, value=given.reason, hint=self._hint(proposal)))

    def _asked(self, given: AnswerGiven) -> str:
        word = self.scope.checklist.scale.answer(given.answer).word.lower() if given.answer else "not applicable"
        return f"Why {word}? One line"

    def _hint(self, proposal: Proposal | None) -> str:
        left = "The answer is saved; left empty, the line shows as left."
        if proposal is None or not proposal.given:
            return f"The dates cannot tell: {left[0].lower()}{left[1:]}"
        return f"The dates propose: {proposal_piece(self.scope.checklist, proposal)[0]}. {left}"

    def resume(self, name: str) -> None:
        """Go on with a reason about the question one is on, or with what every graded part resumes."""
        item = self.item
        if name == "reason" and item is not None:
            self.action_reason()
        else:
            super().resume(name)
