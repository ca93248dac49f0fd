"""What one auditor of the demo records in one audit, in the order in which it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from auditor.audit.changes import Change, answer, evidence, not_applicable, note
from auditor.audit.completeness import asks_difference, conversations_asked, judgement_needs_grade
from auditor.audit.examination import OVERALL, AnswerGiven, Examination, GradeGiven
from auditor.audit.facts import Action, Conversation, FactKind, Finding
from auditor.audit.profile import Period
from auditor.audit.scope import AskedCriterion, AskedSection, Scope
from auditor.audit.suggestions import needs_grade, suggestion
from auditor.audit.timescales.calendar import Calendar
from auditor.ids import IdSource
from auditor.standards.model import AnswerId, GradeId
from auditor.use_cases.demo import talks
from auditor.use_cases.demo.about import about
from auditor.use_cases.demo.cast import TEAMS
from auditor.use_cases.demo.findings import EVIDENCE, THEME_SECTIONS, TOPICS, Topic
from auditor.use_cases.demo.grading import beside, rank, section_answers, section_grades
from auditor.use_cases.demo.notes_guides import NOTES
from auditor.use_cases.demo.planned import Planned
from auditor.use_cases.demo.skills import IN_TIME, NOT_APPLICABLE, InTime
from auditor.use_cases.demo.times import Timed
from auditor.use_cases.demo.words import Words

_DEPARTS, _SECOND_THOUGHT, _CORRECTED = 0.07, 0.05, 0.02
_EVIDENCE, _NOTE_STRONG, _NOTE_WEAK = 0.18, 0.12, 0.55
_MOST_NOTES = 10
_DIFFERENCE = {
    "outstanding": (("clear", 1),),
    "good": (("clear", 42), ("some", 52), ("none_yet", 6)),
    "requires_improvement": (("clear", 9), ("some", 54), ("none_yet", 33), ("worse", 4)),
    "inadequate": (("some", 14), ("none_yet", 56), ("worse", 30)),
}
_OUTCOMES = {
    "worker": (("spoken", 93), ("tried", 7)),
    "child": (("spoken", 48), ("tried", 18), ("declined", 13), ("not_appropriate", 21)),
    "parent": (("spoken", 57), ("tried", 27), ("declined", 11), ("not_appropriate", 5)),
}
_LITTLE = ("under_1", "age_1_4")


@dataclass
class Reading:
    """One audit being recorded.

    Attributes:
        examination: what stands so far; its mappings grow as changes are added.
        changes: everything recorded, in order.
    """

    scope: Scope
    planned: Planned
    dice: Random
    in_time: InTime
    new_id: IdSource
    words: Words
    period: Period
    calendar: Calendar
    examination: Examination = field(init=False)
    changes: list[Change] = field(default_factory=list)
    _answers: dict[str, AnswerGiven] = field(default_factory=dict)
    _grades: dict[str, GradeGiven] = field(default_factory=dict)
    _notes: int = 0
    _timed: Timed = field(init=False)

    def __post_init__(self) -> None:
        self.examination = Examination(answers=self._answers, grades=self._grades)

    def read(self) -> list[Change]:
        """The whole audit, complete, with the overall grade that was planned."""
        scale, dice, target = self.scope.checklist.scale, self.dice, self.planned.target
        suggested = beside(target, dice) if dice.random() < _DEPARTS else target
        wanted = section_grades(scale, [section.id for section in self.scope.graded_sections], suggested, dice)
        shown = {
            name: beside(grade, dice) if name != "ps01" and dice.random() < _DEPARTS else grade
            for name, grade in wanted.items()
        }
        # First what a file like this would show, then the dates that fit it, then the answers that the dates propose.
        likely = self._choose_answers(shown, self._likely(shown))
        self._timed = Timed.make(
            self.scope,
            self.period,
            self.calendar,
            Random(dice.getrandbits(32)),  # noqa: S311 - nothing secret
            self.new_id,
            likely,
            supervised=TEAMS[self.planned.team].supervised.in_time,
            half=self.planned.host_draft == "half",
        )
        self.changes += self._timed.entered()
        by_dates = self._timed.settled(dice)
        answers = self._choose_answers(shown, by_dates)
        last_of = {section.graded_with: section.id for section in self.scope.sections if section.asked}
        for section in self.scope.sections:
            for item in section.asked:
                self._answer(section, item, answers[item.criterion.id])
            name = section.graded_with
            if section.asked and last_of[name] == section.id and needs_grade(self.scope, self.examination, name):
                self._grade(name, wanted[name])
        self._judge()
        self._talk()
        self._find()
        self._close()
        return self.changes

    def _likely(self, shown: dict[str, GradeId]) -> dict[str, AnswerId | str]:
        """What is settled before anything else: what does not apply, and what is in time so often in this service."""
        found: dict[str, AnswerId | str] = {}
        for name, grade in shown.items():
            for criterion_id in self.scope.graded_criteria(name):
                reason, often = NOT_APPLICABLE.get(criterion_id, ("", 0.0))
                if self.dice.random() < often:
                    found[criterion_id] = reason
                elif criterion_id in IN_TIME:
                    found[criterion_id] = self._in_time(criterion_id, grade)
        return found

    def _choose_answers(
        self, shown: dict[str, GradeId], settled: Mapping[str, AnswerId | str]
    ) -> dict[str, AnswerId | str]:
        """An answer, or a reason why not applicable, for every criterion asked.

        Args:
            shown: the grade that the answers of each section come to, as nearly as the settled ones leave open.
            settled: answers and reasons that stand.
        """
        chosen: dict[str, AnswerId | str] = {}
        for name, grade in shown.items():
            asked = [self.scope.asked[criterion_id].criterion for criterion_id in self.scope.graded_criteria(name)]
            given = {one.id: known for one in asked for known in one.answers if settled.get(one.id) == known}
            reasons = {one.id: settled[one.id] for one in asked if one.id in settled and one.id not in given}
            criteria = [one for one in asked if one.id not in reasons]
            chosen |= reasons | section_answers(self.scope.checklist.scale, criteria, grade, given, self.dice)
        return chosen

    def _in_time(self, criterion_id: str, grade: GradeId) -> AnswerId:
        team = TEAMS[self.planned.team]
        share = team.supervised.files if criterion_id == "ps10.supervised-monthly" else None
        if self.in_time.was(criterion_id, self.dice, team.name if share else "", share):
            return "met"
        return "partly_met" if rank(grade) > 1 or self.dice.random() < 0.5 else "not_met"

    # -- sections -------------------------------------------------------------------------------------------------

    def _answer(self, section: AskedSection, item: AskedCriterion, given: AnswerId | str) -> None:
        name, dice = item.criterion.id, self.dice
        chosen = next((known for known in item.criterion.answers if known == given), None)
        if chosen is None:
            self._answers[name] = AnswerGiven(None, given)
            self.changes.append(not_applicable(name, given))
            return
        self._answers[name] = AnswerGiven(chosen)
        if chosen == "partly_met" and dice.random() < _CORRECTED:
            self.changes.append(answer(name, "met"))
        self.changes.append(self._timed.answered(name, chosen, dice))
        if chosen == "exceeded" or dice.random() < _EVIDENCE:
            place = "supervision" if self._of_supervision else section.graded_with
            self.changes.append(evidence(name, self.words.fill(dice.choice(EVIDENCE.get(place, EVIDENCE["ps11"])))))
        said = NOTES.get(name)
        good = chosen in ("met", "exceeded")
        if said and self._notes < _MOST_NOTES and dice.random() < (_NOTE_STRONG if good else _NOTE_WEAK):
            text = self.words.choice(said.strong if good else said.weak)
            if text:
                self._notes += 1
                self.changes.append(note(name, text))

    def _grade(self, key: str, wanted: GradeId) -> None:
        """Grade something: first without a suggestion, then, where it departs from it, again with a line on why."""
        suggested = suggestion(self.scope, self.examination, key)
        shown = suggested.grade if suggested else None
        first = wanted
        if shown == wanted and self.dice.random() < _SECOND_THOUGHT:
            first = beside(wanted, self.dice)
        self._put_grade(key, first, None, "")
        if shown is not None and (shown != wanted or first != wanted):
            better = rank(wanted) > rank(shown)
            pool = talks.REASON_BETTER if better else talks.REASON_WORSE
            reason = "" if shown == wanted else self.words.choice(pool) or self.words.fill(pool[-1])
            self._put_grade(key, wanted, shown, reason)

    def _put_grade(self, key: str, grade: GradeId, suggested: GradeId | None, reason: str) -> None:
        before = self._grades.get(key)
        self._grades[key] = GradeGiven(grade, before.first if before else grade, suggested, reason)
        body = {"grade": grade, "suggested": suggested, "reason": reason}
        self.changes.append(Change(FactKind.GRADE, key, body))

    # -- after the sections ---------------------------------------------------------------------------------------

    def _judge(self) -> None:
        for item in self.scope.judgements:
            if not item.graded_by_auditor or not judgement_needs_grade(self.scope, self.examination, item.members):
                continue
            suggested = suggestion(self.scope, self.examination, item.judgement.id)
            assert suggested is not None
            departs = self.dice.random() < _DEPARTS
            self._grade(item.judgement.id, beside(suggested.grade, self.dice) if departs else suggested.grade)

    def _talk(self) -> None:
        for key in conversations_asked(self.scope):
            outcomes = _OUTCOMES[key]
            chosen = self.dice.choices([name for name, _ in outcomes], [weight for _, weight in outcomes])[0]
            if key == "child" and self.scope.profile.age_band in _LITTLE:
                chosen = "not_appropriate"
            self.changes.append(Change(FactKind.CONVERSATION, key, self._conversation(key, chosen).as_body()))

    def _conversation(self, key: str, outcome: str) -> Conversation:
        if outcome != "spoken":
            reasons = talks.WHY_NOT[key][outcome]
            if key == "child" and outcome == "not_appropriate":
                little = self.scope.profile.age_band in _LITTLE
                reasons = reasons[:1] if little else reasons[2:]
            return Conversation(outcome, why=self.dice.choice(reasons))
        last = self.planned.submitted or self.planned.as_at
        on = self.planned.as_at + timedelta(days=self.dice.randint(0, (last - self.planned.as_at).days))
        agreed = talks.SUPERVISED_FOLLOW_UP if self._of_supervision else talks.FOLLOW_UP
        follow_up = self.words.choice(agreed) if self.dice.random() < (0.7 if key == "worker" else 0.35) else ""
        done = on + timedelta(days=self.dice.randint(0, 9)) if follow_up and self.dice.random() < 0.6 else None
        said = self._said(key)
        return Conversation("spoken", on, "", said, follow_up, done if done and done <= last else None)

    @property
    def _of_supervision(self) -> bool:
        return self.scope.profile.subject == "supervision_record"

    def _said(self, key: str) -> str:
        if self._of_supervision:
            return self.words.choice(talks.SUPERVISED)
        if self.scope.profile.subject == "fostering_household" and key == "parent":
            return "Feels part of the team. Would like to hear sooner when plans for a child change."
        return self.words.choice(talks.SPOKEN[key])

    def _find(self) -> None:
        """Strengths from the best sections, areas for improvement from the weakest, and an action for these."""
        ids = [section.id for section in self.scope.graded_sections if section.id in self._grades]
        by_grade = sorted(ids, key=lambda name: (rank(self._grades[name].grade), self.dice.random()))
        strong = self._statements(by_grade[::-1], "strength", self.dice.choice((2, 2, 3)))
        weak = self._statements(by_grade, "improve", self.dice.choice((2, 2, 3)))
        for finding in strong:
            self._put_finding(finding)
        for place, finding in enumerate(weak):
            self._put_finding(finding)
            self._act(finding, 2 if place == 0 else 1)

    def _put_finding(self, finding: Finding) -> None:
        self.changes.append(Change(FactKind.FINDING, finding.id, finding.as_body()))

    def _statements(self, sections: list[str], kind: str, count: int) -> list[Finding]:
        found: list[Finding] = []
        said: set[str] = set()
        for name in [*sections, *sections]:
            topic = self._topic(name)
            pool = topic.strengths if kind == "strength" else topic.improve
            text = self.words.choice(tuple(text for text in pool if text not in said))
            if text and len(found) < count and text not in said:
                said.add(text)
                found.append(Finding(self.new_id().hex, kind, text, name))
        return found

    def _topic(self, section: str) -> Topic:
        if section in THEME_SECTIONS:
            return TOPICS[section]
        apart = {"fostering_household": "fostering", "supervision_record": "supervision"}
        return TOPICS[apart.get(self.scope.profile.subject, section)]

    def _act(self, finding: Finding, count: int) -> None:
        submitted = self.planned.submitted or self.planned.due
        actions = self._topic(finding.about).actions
        fitting = self.words.fitting(tuple(what for _, what in actions))
        able = [pair for pair in actions if pair[1] in fitting] or list(actions)
        for place, (owner, what) in enumerate(self.dice.sample(able, min(count, len(able)))):
            due: date = submitted + timedelta(days=self.dice.randint(21, 112))
            what = self.words.fill(what)
            urgent = self.planned.target == "inadequate" and finding.about == "ps01"
            # Of a case that is audited again, each finding has an action about all of its section.
            whole = place == 0 and self.planned.re_audited is not None
            moves = finding.about if whole else about(what, self.scope.asked, finding.about)
            action = Action(self.new_id().hex, what, owner, due, finding.id, moves, urgent)
            self.changes.append(Change(FactKind.ACTION, action.id, action.as_body()))

    def _close(self) -> None:
        target = self.planned.target
        if asks_difference(self.scope):
            choices = _DIFFERENCE[target]
            choice = self.dice.choices([name for name, _ in choices], [weight for _, weight in choices])[0]
            text = self.words.choice(talks.DIFFERENCE[choice])
            self.changes.append(Change(FactKind.DIFFERENCE, "", {"choice": choice, "text": text}))
        closing = self.words.choice(talks.OVERALL[target])
        if closing and self.scope.profile.subject in ("child", "young_adult") and self.dice.random() < 0.7:
            self.changes.append(note(OVERALL, closing))
        self._grade(OVERALL, target)
