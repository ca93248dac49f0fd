"""What a moderation of the demo leaves: who was asked, the second grades, what was proposed, agreed or settled."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from auditor.audit.completeness import judgement_needs_grade
from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import FactKind
from auditor.audit.grades import ORDER
from auditor.audit.moderation import Assignment, Because, Proposal
from auditor.audit.scope import Scope
from auditor.audit.states import Move
from auditor.audit.suggestions import needs_grade
from auditor.standards.model import GradeId
from auditor.use_cases.demo import after_talks
from auditor.use_cases.demo.entry import Entry, at_time
from auditor.use_cases.demo.second import DAYS, Second

_SECTION, _JUDGEMENT, _SECTION_WITH = 0.1, 0.06, 0.22
_DOWN = 0.72
_NOTED = 0.75
_BECAUSE = {Because.MISSED: 24, Because.READ_DIFFERENTLY: 28, Because.NEW_RECORD: 8, Because.JUDGEMENT: 40}
_SECOND_STANDS = 0.64
_DONE_OF_BEGUN = 0.4


@dataclass(frozen=True)
class People:
    """Who has to do with an audit; ``before`` had begun to moderate it, where somebody had."""

    auditor: UUID
    moderator: UUID
    lead: UUID
    before: UUID | None = None


@dataclass(frozen=True)
class SecondDone:
    """What a moderation came to.

    Attributes:
        entries: everything recorded of it.
        overall: the grade of record.
        final: when the grade of record came to stand; None while it does not.
    """

    entries: list[Entry]
    overall: GradeId
    final: datetime | None


@dataclass
class Moderating:
    """One audit being moderated.

    Args:
        grades: what stands of the auditor's.
        examination: the moderator's, by its id; ``before``, that of whoever had begun it before.
        now: the last moment at which anything happened.
    """

    second: Second
    scope: Scope
    grades: Mapping[str, GradeId]
    people: People
    examination: UUID
    dice: Random
    now: datetime
    before: UUID | None = None

    def all(self) -> SecondDone:
        """Everything of it, in order."""
        second, people, dice = self.second, self.people, self.dice
        assignment = Assignment(
            people.moderator, second.why, second.blind, second.seed, 20 if second.seed else 0, second.due
        )
        asked = at_time(second.asked, 7, 30)
        first = self.grades[OVERALL]
        entries = [Entry(asked, people.lead, FactKind.MODERATION, "", assignment.as_body())]
        if people.before is not None:
            entries, asked = self._handed_over(assignment, people.before, asked)
        if second.stage == "asked":
            return SecondDone(entries, first, None)
        recent = second.stage in ("begun", "comparing", "escalated") or (self.now - asked).days < 20
        began = at_time(
            asked.date() + timedelta(days=dice.randint(1, 3 if recent else 8)),
            9 + dice.randint(0, 4),
            dice.randint(0, 59),
        )
        entries.append(Entry(began, people.moderator, FactKind.MOVE, Move.START_MODERATION.value, {}))
        given = self._second_grades() if second.blind else self._reviewed()
        at = began
        for number, (key, grade) in enumerate(given.items()):
            if second.stage == "begun" and number >= len(given) * _DONE_OF_BEGUN:
                return SecondDone(entries, first, None)
            at += timedelta(seconds=dice.randint(90, 420))
            entries += self._graded(at, key, grade)
        at += timedelta(minutes=dice.randint(4, 20))
        entries.append(
            Entry(
                at,
                people.moderator,
                FactKind.MOVE,
                Move.SUBMIT_MODERATION.value,
                {"seen_first": second.seen_first or not second.blind},
            )
        )
        different = [key for key in given if key in self.grades and given[key] != self.grades[key]]
        if not different:
            at += timedelta(microseconds=1)
            entries.append(Entry(at, people.moderator, FactKind.MOVE, Move.AGREE.value, {"nothing_differs": True}))
            return SecondDone(entries, first, at)
        return self._compare(entries, different, given, at)

    def _handed_over(self, asked_now: Assignment, before: UUID, asked: datetime) -> tuple[list[Entry], datetime]:
        """Who was asked at first, began, and could not go on; and when the moderator was asked in their place."""
        lead, dice = self.people.lead, self.dice
        first = replace(asked_now, moderator=before)
        at = at_time(asked.date() + timedelta(days=2), 10, dice.randint(0, 59))
        found = [
            Entry(asked, lead, FactKind.MODERATION, "", first.as_body()),
            Entry(at, before, FactKind.MOVE, Move.START_MODERATION.value, {}),
        ]
        given = self._second_grades()
        for key in [*given][: int(len(given) * _DONE_OF_BEGUN)]:
            at += timedelta(seconds=dice.randint(90, 420))
            body = {"grade": given[key], "suggested": None, "reason": ""}
            found.append(Entry(at, before, FactKind.GRADE, key, body, self.before))
        on = at_time(asked.date() + timedelta(days=5), 9, 15)
        why = {"reason": dice.choice(after_talks.HANDED_OVER)}
        again = replace(asked_now, due=on.date() + timedelta(days=DAYS))
        return [
            *found,
            Entry(on, lead, FactKind.MOVE, Move.HAND_OVER.value, why),
            Entry(on + timedelta(microseconds=1), lead, FactKind.MODERATION, "", again.as_body()),
        ], on

    # -- the second grades ----------------------------------------------------------------------------------------

    def _second_grades(self) -> dict[str, GradeId]:
        nothing = Examination()
        keys = [one.id for one in self.scope.graded_sections if needs_grade(self.scope, nothing, one.id)]
        keys += [
            one.judgement.id
            for one in self.scope.judgements
            if one.graded_by_auditor and judgement_needs_grade(self.scope, nothing, one.members)
        ]
        overall = self._moved(self.grades[OVERALL], self.second.moved)
        sections = {one.id for one in self.scope.graded_sections}
        found: dict[str, GradeId] = {}
        for key in keys:
            first = self.grades.get(key, overall)
            way = self._way(_SECTION if key in sections else _JUDGEMENT)
            found[key] = self._moved(first, way)
        found[OVERALL] = overall
        return found

    def _way(self, usual: float) -> int:
        moved = self.second.moved
        if moved and self.dice.random() < _SECTION_WITH:
            return 1 if moved > 0 else -1
        if self.dice.random() >= usual:
            return 0
        return -1 if self.dice.random() < _DOWN else 1

    def _reviewed(self) -> dict[str, GradeId]:
        """A reviewer grades only what they would grade otherwise."""
        if not self.second.moved:
            return {}
        sections = [one.id for one in self.scope.graded_sections if one.id in self.grades]
        found = {name: self._moved(self.grades[name], self.second.moved) for name in self.dice.sample(sections, 1)}
        return {**found, OVERALL: self._moved(self.grades[OVERALL], self.second.moved)}

    def _moved(self, grade: GradeId, by: int) -> GradeId:
        return ORDER[max(0, min(len(ORDER) - 1, ORDER.index(grade) + by))]

    def _graded(self, at: datetime, key: str, grade: GradeId) -> list[Entry]:
        body = {"grade": grade, "suggested": None, "reason": ""}
        who = self.people.moderator
        found = [Entry(at, who, FactKind.GRADE, key, body, self.examination)]
        first = self.grades.get(key, grade)
        differs = ORDER.index(grade) - ORDER.index(first)
        pool = after_talks.SAME if not differs else after_talks.LOWER if differs < 0 else after_talks.HIGHER
        if self.dice.random() < (_NOTED if differs else 0.05):
            said = {"text": self.dice.choice(pool)}
            found.append(Entry(at + timedelta(seconds=40), who, FactKind.NOTE, key, said, self.examination))
        return found

    # -- coming to one grade --------------------------------------------------------------------------------------

    def _compare(
        self, entries: list[Entry], different: list[str], given: Mapping[str, GradeId], submitted: datetime
    ) -> SecondDone:
        second, people, dice = self.second, self.people, self.dice
        two = [people.auditor, people.moderator]
        if second.host_answers:
            # Whoever is not the host has proposed.
            proposer, other = (two[1], two[0]) if self._host_is_auditor else (two[0], two[1])
        else:
            proposer, other = two if dice.random() < 0.6 else two[::-1]
        first = self.grades[OVERALL]
        waits = second.stage in ("comparing", "escalated", "settled")
        at = at_time(submitted.date() + timedelta(days=1 if waits else dice.randint(1, 3)), 10, dice.randint(0, 59))
        if at > self.now:
            return SecondDone(entries, first, None)
        agreed = {key: self._proposal(key, given) for key in different}
        for key, proposal in agreed.items():
            # Where it is still open, one thing has no proposal yet.
            if second.stage == "comparing" and not second.host_answers and key == different[-1]:
                continue
            at += timedelta(minutes=dice.randint(2, 9))
            entries.append(Entry(at, proposer, FactKind.AGREEMENT, key, proposal.as_body()))
        if second.stage == "comparing":
            return SecondDone(entries, first, None)
        at = at_time(at.date() + timedelta(days=1 if waits else dice.randint(0, 2)), 14, dice.randint(0, 59))
        if at > self.now:
            return SecondDone(entries, first, None)
        contested = OVERALL if OVERALL in different else different[-1]
        for key, proposal in agreed.items():
            if key != contested or not waits:
                at += timedelta(minutes=dice.randint(1, 5))
                entries.append(Entry(at, other, FactKind.AGREEMENT, key, proposal.as_body()))
        if not waits:
            at += timedelta(microseconds=1)
            entries.append(Entry(at, other, FactKind.MOVE, Move.AGREE.value, {}))
            return SecondDone(entries, self._record(agreed), at)
        at += timedelta(minutes=dice.randint(3, 9))
        why = {"reason": dice.choice(after_talks.ESCALATED)}
        entries.append(Entry(at, other, FactKind.MOVE, Move.DISAGREE.value, why))
        if second.stage == "escalated":
            return SecondDone(entries, first, None)
        at = at_time(at.date() + timedelta(days=dice.randint(2, 5)), 11, 20)
        text = dice.choice(after_talks.SETTLED[:2])
        grade = min(given[contested], self.grades[contested], key=ORDER.index)
        if text == after_talks.SETTLED[1]:
            grade = self.grades[contested]
        settled = Proposal(people.lead, grade, Because.JUDGEMENT, text, settled=True)
        entries.append(Entry(at, people.lead, FactKind.AGREEMENT, contested, settled.as_body()))
        at += timedelta(microseconds=1)
        entries.append(Entry(at, people.lead, FactKind.MOVE, Move.SETTLE.value, {"reason": text}))
        return SecondDone(entries, self._record({**agreed, contested: settled}), at)

    @property
    def _host_is_auditor(self) -> bool:
        return self.second.host_answers and self.second.moderator != 0

    def _proposal(self, key: str, given: Mapping[str, GradeId]) -> Proposal:
        first, second = ORDER.index(self.grades[key]), ORDER.index(given[key])
        place = second if self.dice.random() < _SECOND_STANDS else first
        if abs(first - second) > 1:
            place = (first + second) // 2
        because = self.dice.choices(list(_BECAUSE), list(_BECAUSE.values()))[0]
        text = self.dice.choice(after_talks.AGREED[because])
        return Proposal(self.people.auditor, ORDER[place], because, text)

    def _record(self, agreed: Mapping[str, Proposal]) -> GradeId:
        return agreed[OVERALL].grade if OVERALL in agreed else self.grades[OVERALL]
