"""Writes one audit of the demo after another: what its auditor recorded, its moderation, and what followed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from auditor.audit.action_steps import Step
from auditor.audit.action_worked import GOOD, MET
from auditor.audit.changes import Change, answer
from auditor.audit.details import AuditDetails, AuditKind
from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import Action, Fact, FactKind, action_from_body
from auditor.audit.grades import ORDER
from auditor.audit.profile import Period, Profile
from auditor.audit.states import Move, State, steps
from auditor.audit.suggestions import section_grades
from auditor.audit.timescales.calendar import Calendar
from auditor.standards.model import GradeId
from auditor.store.records import AuditRecord, AuditSummary, moment_text
from auditor.store.store import Writer
from auditor.store.summaries import compared_in, scope_of
from auditor.use_cases.audits.start_audit import check_subject
from auditor.use_cases.demo.calibrating import Reader
from auditor.use_cases.demo.cast import AUDITORS, HOST, HOST_MANAGES
from auditor.use_cases.demo.entry import Entry, at_time
from auditor.use_cases.demo.following import Around, Following, improve
from auditor.use_cases.demo.moderating import Moderating, People
from auditor.use_cases.demo.planned import Planned
from auditor.use_cases.demo.profiles import make_profile
from auditor.use_cases.demo.reading import Reading
from auditor.use_cases.demo.rounds import Drawn, draw_rounds
from auditor.use_cases.demo.second import SecondReadings, plan_seconds
from auditor.use_cases.demo.skills import InTime
from auditor.use_cases.demo.talks import HALF_TYPED
from auditor.use_cases.demo.words import Words
from auditor.use_cases.demo.worries import Worry, plan_worries, raised
from auditor.use_cases.demo.writing import (
    Begun,
    Hand,
    Pinned,
    Seconded,
    add_audit,
    auditors_entries,
    begin,
    kind_of,
    leave_open,
    summary_of,
)

Dice = Callable[..., Random]
"""Gives a source of chance of its own for each purpose."""
_LEFT_AT = "ps06.chronology"
"""Where the host left the half-done audit."""
_UNREAD = 80
"""The team that the host looks after has not acknowledged what was submitted within so many days."""
_PLANNED = 0.8


@dataclass
class Cast:
    """Everybody's ids, by their places in the cast."""

    auditors: list[UUID]
    managers: list[UUID]
    lead: UUID
    teams: list[UUID]
    calendar: Calendar = field(default_factory=Calendar)


@dataclass
class Audits:
    """The audits of the demo, being written.

    Attributes:
        items: the plan.
        begun: each audit's ids and facts, in the same order.
        summaries: of those written.
        first: audits that are audited again, with what their summaries are made from, by LCS number.
    """

    items: list[Planned]
    begun: list[Begun]
    seconds: SecondReadings
    worries: Mapping[int, Worry]
    rounds: list[Drawn]
    dice: Dice
    cast: Cast
    pinned: Mapping[str, Pinned]
    end: date
    cases: dict[str, UUID] = field(default_factory=dict)
    in_time: InTime = field(default_factory=InTime)
    summaries: dict[UUID, AuditSummary] = field(default_factory=dict)
    first: dict[str, tuple[int, AuditRecord, list[Action]]] = field(default_factory=dict)

    @classmethod
    def planned(
        cls, items: Sequence[Planned], dice: Dice, cast: Cast, pinned: Mapping[str, Pinned], end: date
    ) -> "Audits":
        """Decide all that concerns several audits: rounds, draws for moderation, concerns."""
        source = dice("rounds")
        drawn = draw_rounds(source, items, cast.teams, lambda at: Hand(source, at).new_id())
        numbers = {items[at].lcs: case.lcs_number for one in drawn for at, case in one.begun.items()}
        named = [replace(item, lcs=numbers.get(item.lcs, item.lcs)) for item in items]
        begun = [begin(item, dice("begin", item.lcs, item.as_at.isoformat())) for item in named]
        seconds = plan_seconds(dice("moderation"), named, [one.id for one in begun], end)
        worries = plan_worries(named, seconds.made.keys(), end)
        return cls(named, begun, seconds, worries, drawn, dice, cast, pinned, end)

    def list_cases(self, writer: Writer) -> None:
        """Add the cases that the rounds list, which stand there before any audit of them is begun."""
        for drawn in self.rounds:
            listed = {case.lcs_number: case.id for case in drawn.round.cases}
            writer.add_cases(listed, moment_text(drawn.listed_at))
            self.cases.update(listed)

    def profile_of(self, item: Planned) -> Profile:
        """The subject of an audit: of the same case always the same."""
        return make_profile(
            item.group, self.dice("profile", item.lcs), self._pinned(item).checklist.tags, item.age_band
        )

    def _pinned(self, item: Planned) -> Pinned:
        return self.pinned["theme" if item.group == "supervision_theme" else "edition"]

    # -- one audit ------------------------------------------------------------------------------------------------

    def write(self, writer: Writer, at: int) -> None:
        """Write an audit of the plan."""
        item, begun, second = self.items[at], self.begun[at], self.seconds.made.get(at)
        pinned = self._pinned(item)
        auditor = self.cast.auditors[item.auditor]
        dice = self.dice("audit", item.lcs, item.as_at.isoformat())
        after = self.dice("after", item.lcs, item.as_at.isoformat())
        reading, details, changes = self._read(item, dice, self.in_time if item.submitted else InTime())
        entries = auditors_entries(begun, auditor, details, changes, self.cast.calendar, dice, self.end)
        submitted = next((one.at for one in entries if one.key == Move.SUBMIT), None)
        grades = {key: given.grade for key, given in reading.examination.grades.items()}
        moderators: list[Seconded] = []
        if submitted is not None and second is not None:
            before = None if second.begun_by is None else self.cast.auditors[second.begun_by]
            people = People(auditor, self.cast.auditors[second.moderator], self.cast.lead, before)
            earlier = begun.hand.new_id() if before else None
            now = at_time(self.end, 18)
            done = Moderating(second, reading.scope, grades, people, begun.second, after, now, earlier).all()
            entries += done.entries
            began = {one.by: one.at for one in done.entries if one.key == Move.START_MODERATION}
            ids = {people.moderator: begun.second, before: earlier}
            moderators = [Seconded(ids[who] or begun.second, who, on) for who, on in began.items()]
            entries += self._follow(at, changes, grades, submitted, done.final, done.overall, after)
        elif submitted is not None:
            entries += self._follow(at, changes, grades, submitted, self._finalised(at), grades[OVERALL], after)
        if at in self.worries:
            manager = self.cast.managers[item.team]
            hand = Hand(self.dice("worry", item.lcs), self.worries[at].at)
            entries += raised(self.worries[at], hand.new_id, auditor, manager, self.cast.lead)
        record = add_audit(writer, begun, auditor, moderators, self.cases, pinned)
        begun.record(writer, entries)
        moderated = any(one.examination == begun.second for one in moderators)
        self.summaries[begun.id] = summary_of(begun, record, pinned, moderated=moderated)
        if item.re_audited:
            self.first[item.lcs] = (at, record, _actions(changes))
        else:
            if item.kind is AuditKind.RE_AUDIT and item.submitted:
                self._confirm(writer, item, begun, reading)
            begun.made.clear()
        if item.host_draft == "half":
            words = reading.words.fill(HALF_TYPED)
            leave_open(writer, begun.examination, _LEFT_AT, words, at_time(self.end, 15, 30))

    def _read(self, item: Planned, dice: Random, in_time: InTime) -> tuple[Reading, AuditDetails, list[Change]]:
        """What an auditor records of a case, as far as they are."""
        checklist = self._pinned(item).checklist
        profile = self.profile_of(item)
        check_subject(profile, checklist.tags)
        after = None
        if item.kind is AuditKind.RE_AUDIT:
            after = self.begun[self.first[item.lcs][0]].id
        team, period = self.cast.teams[item.team], Period.up_to(item.as_at)
        details = AuditDetails(team, period, profile, item.due, after)
        words = Words(dice, item.as_at, profile)
        scope = scope_of(kind_of(item), checklist, details, Examination())
        hand = Hand(dice, at_time(item.as_at, 8))
        reading = Reading(scope, item, dice, in_time, hand.new_id, words, period, self.cast.calendar)
        changes = _as_far_as(item, reading.read()) if item.submitted or item.done else []
        return reading, details, changes

    def _finalised(self, at: int) -> datetime | None:
        day = self.seconds.final.get(at)
        return at_time(day, 17) if day else None

    def _follow(
        self,
        at: int,
        changes: Sequence[Change],
        grades: Mapping[str, GradeId],
        submitted: datetime,
        final: datetime | None,
        overall: GradeId,
        dice: Random,
    ) -> list[Entry]:
        """What followed once the grade stood, by a QA lead's word where nobody moderated it."""
        if final is None:
            return []
        item, cast = self.items[at], self.cast
        around = Around(cast.auditors[item.auditor], cast.managers[item.team], cast.lead)
        entries = []
        if at not in self.seconds.made:
            entries.append(Entry(final, cast.lead, FactKind.MOVE, Move.FINALISE.value, {}))
        unread = item.team == HOST_MANAGES and (self.end - submitted.date()).days < _UNREAD
        weakest = min(grades, key=lambda key: (ORDER.index(grades[key]), key))
        entries += Following(
            _actions(changes), submitted, final, around, dice, self.end, item.re_audited, unread, weakest
        ).all()
        if overall == "inadequate":
            complete = item.re_audited is not None or dice.random() < _PLANNED
            entries += improve(dice, final, around, self._re_auditor(item), self.end, complete=complete)
        return entries

    def _re_auditor(self, item: Planned) -> UUID:
        """Who audits a case again: whoever did, else somebody who is neither its auditor nor manages the team."""
        again = [one for one in self.items if one.lcs == item.lcs and one.kind is AuditKind.RE_AUDIT]
        if item.re_audited and again:
            return self.cast.auditors[again[0].auditor]
        host = item.auditor != HOST and item.team != HOST_MANAGES and int(item.lcs) % 5 == 0
        other = next(one for one in range(1 + int(item.lcs) % 7, len(AUDITORS)) if one != item.auditor)
        return self.cast.auditors[HOST if host else other]

    def _confirm(self, writer: Writer, item: Planned, again: Begun, found: Reading) -> None:
        """What a re-audit that stands says of the actions of the audit it follows: the question is answered met, or
        the section is good by the grade of record.
        """
        at, record, actions = self.first[item.lcs]
        begun, pinned = self.begun[at], self._pinned(item)
        of_audit = [fact for owner, fact in again.made if owner is None]
        stands = next((fact for fact, state in steps(of_audit) if fact is not None and state is State.FINAL), None)
        reached = _reached(again, found, of_audit)
        confirmed = [action for action in sorted(actions, key=lambda action: action.id) if action.about in reached]
        step = Step(confirmed_by=again.id.hex).as_body()
        entries = [
            Entry(stands.at + timedelta(milliseconds=number), stands.by, FactKind.ACTION_STEP, action.id, step)
            for number, action in enumerate(confirmed)
            if stands is not None
        ]
        begun.record(writer, entries)
        moderated = any(owner == begun.second for owner, _ in begun.made)
        self.summaries[begun.id] = summary_of(begun, record, pinned, moderated=moderated)
        begun.made.clear()

    # -- calibration ----------------------------------------------------------------------------------------------

    def calibrate(self, writer: Writer, item: Planned) -> tuple[UUID, Mapping[str, GradeId]]:
        """Write one person's audit of the calibration: its id, and the grades."""
        auditor = self.cast.auditors[item.auditor]
        begun = begin(item, self.dice("begin", item.lcs, str(item.auditor)))
        dice = Reader("/".join(("calibration", item.lcs, self.end.isoformat())))
        dice.own = self.dice("calibration", str(item.auditor))
        reading, details, changes = self._read(item, dice, InTime())
        pinned = self._pinned(item)
        entries = auditors_entries(begun, auditor, details, changes, self.cast.calendar, dice.own, self.end)
        record = add_audit(writer, begun, auditor, (), self.cases, pinned)
        begun.record(writer, entries)
        self.summaries[begun.id] = summary_of(begun, record, pinned, moderated=False)
        return begun.id, {key: given.grade for key, given in reading.examination.grades.items()}


def _actions(changes: Sequence[Change]) -> list[Action]:
    return [action_from_body(one.key, one.body) for one in changes if one.kind is FactKind.ACTION]


def _reached(again: Begun, found: Reading, of_audit: list[Fact]) -> set[str]:
    """The questions that a re-audit answers met, and the sections that are good by its grade of record."""
    examination = found.examination
    second = [fact for owner, fact in again.made if owner == again.second]
    compared = compared_in(found.scope, examination, second, of_audit)
    of_record = compared.of_record(examination) if compared is not None else examination
    grades = section_grades(found.scope, of_record)
    met = {key for key, given in examination.answers.items() if given.answer in MET}
    return met | {one.id for one in found.scope.sections if one.asked and grades.get(one.graded_with) in GOOD}


def _as_far_as(item: Planned, changes: list[Change]) -> list[Change]:
    """What was recorded of an audit that is still a draft: everything up to a point."""
    if item.submitted:
        return changes
    if item.host_draft == "half":
        reached = [place for place, change in enumerate(changes) if change.key == _LEFT_AT]
        return [*changes[: reached[0]], answer(_LEFT_AT, "partly_met")]
    return changes[: int(len(changes) * item.done)]
