"""What follows an audit of the demo: the team manager reads it, actions move and are closed, the audit is closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from auditor.audit.action_steps import REPORTED, Status, Step
from auditor.audit.facts import Action, FactKind
from auditor.audit.improvement import ImprovementPlan
from auditor.audit.states import Move
from auditor.use_cases.demo import after_talks
from auditor.use_cases.demo.entry import Entry, at_time

_STATUS = (58, 28, 14)
_REPORTED, _EXTENDED, _EARLY = 0.72, 0.14, 0.07
_CLOSED_LATE, _CLOSED_LATELY, _LATELY = 0.985, 0.86, 70
_ACKNOWLEDGED, _READ_WITHIN = 0.86, 21
_REPLIED, _ANSWERED = 0.075, 0.6
_CLOSE_AFTER, _CLOSE = 150, 0.7


@dataclass(frozen=True)
class Around:
    """Whoever has to do with an audit once its grade stands."""

    auditor: UUID
    manager: UUID
    lead: UUID


@dataclass
class Following:
    """What follows one audit.

    Args:
        actions: the auditor's.
        submitted: the moment of submitting; ``final`` that from which the grade of record stood.
        around: the people.
        end: the last day on which anything happened.
        until: nothing is reported on an action from this day on, because the case is audited again.
        unread: nobody has acknowledged it yet.
        weakest: what a reply would be about.
    """

    actions: Sequence[Action]
    submitted: datetime
    final: datetime
    around: Around
    dice: Random
    end: date
    until: date | None = None
    unread: bool = False
    weakest: str = "overall"
    entries: list[Entry] = field(default_factory=list)
    _open: int = 0
    _last: date = field(init=False)

    def all(self) -> list[Entry]:
        """Everything, in no order."""
        self._last = self.final.date()
        for action in self.actions:
            self._follow(action)
        self._close(self._acknowledge())
        return self.entries

    def _moment(self, day: date) -> datetime:
        at = at_time(day, self.dice.randint(9, 15), self.dice.randint(0, 59))
        return max(at, self.final + timedelta(hours=1))

    def _put(self, at: datetime, by: UUID, kind: FactKind, key: str, body: dict[str, object]) -> None:
        self.entries.append(Entry(at, by, kind, key, body))
        self._last = max(self._last, at.date())

    def _step(self, day: date, by: UUID, action: Action, step: Step) -> None:
        self._put(self._moment(day), by, FactKind.ACTION_STEP, action.id, step.as_body())

    # -- actions --------------------------------------------------------------------------------------------------

    def _follow(self, action: Action) -> None:
        dice, start, end = self.dice, self.final.date(), min(self.until or self.end, self.end)
        if action.due is None:
            return
        manages = "manager" in action.owner
        # Whoever owns it neither closes nor extends it.
        checks = self.around.auditor if manages or dice.random() < 0.25 else self.around.manager
        reports = self.around.manager if manages or dice.random() < 0.8 else self.around.auditor
        due = action.due
        closed_on = self._closing(due, start, end)
        last = min(closed_on or end, end)
        day = start + timedelta(days=dice.randint(6, 24))
        if day < last and dice.random() < _REPORTED:
            status = dice.choices(REPORTED, _STATUS)[0]
            self._step(day, reports, action, Step(status, dice.choice(after_talks.REPORTS[status])))
            day += timedelta(days=dice.randint(5, 20))
        if dice.random() < _EXTENDED:
            asked = max(day, due - timedelta(days=dice.randint(0, 9)))
            later = max(due, asked) + timedelta(days=dice.randint(21, 49))
            if asked < last:
                because = dice.choice(after_talks.EXTENSIONS)
                self._step(asked, checks, action, Step(due=later, because=because))
                day = max(day, asked + timedelta(days=3))
        if closed_on is None:
            self._open += 1
            if (end - day).days > 25 and dice.random() < 0.5:
                status = dice.choices(REPORTED, (20, 45, 35))[0]
                self._step(
                    day + timedelta(days=14), reports, action, Step(status, dice.choice(after_talks.REPORTS[status]))
                )
            return
        shown = max(start, closed_on - timedelta(days=dice.randint(0, 6)))
        evidence = f"{dice.choice(after_talks.EVIDENCE)}".capitalize()
        self._step(closed_on, checks, action, Step(Status.COMPLETE, evidence=evidence, evidence_on=shown))

    def _closing(self, due: date, start: date, end: date) -> date | None:
        """The day an action is closed; None while it is open."""
        dice, late = self.dice, (end - due).days
        if late > _LATELY:
            closed = dice.random() < _CLOSED_LATE
        elif late > 0:
            closed = dice.random() < _CLOSED_LATELY
        else:
            closed = (end - start).days > 24 and dice.random() < _EARLY
        if not closed:
            return None
        day = due + timedelta(days=dice.randint(-14, 24))
        day = max(day, start + timedelta(days=dice.randint(12, 24)))
        return min(day, end) if (end - start).days > 12 else None

    # -- the team -------------------------------------------------------------------------------------------------

    def _acknowledge(self) -> datetime | None:
        """The manager has read it, and may say something to it; when all of that was answered."""
        dice = self.dice
        day = self.final.date() + timedelta(days=dice.randint(1, _READ_WITHIN))
        if self.unread or day > self.end or dice.random() >= _ACKNOWLEDGED:
            return None
        at = self._moment(day)
        self._put(at, self.around.manager, FactKind.ACKNOWLEDGEMENT, "", {"on": at.date().isoformat()})
        if dice.random() >= _REPLIED:
            return at
        said = at + timedelta(minutes=dice.randint(6, 30))
        key = self.weakest if dice.random() < 0.6 else "overall"
        self._put(said, self.around.manager, FactKind.REPLY, key, {"text": dice.choice(after_talks.REPLIES)})
        answered = self._moment(said.date() + timedelta(days=dice.randint(2, 8)))
        if answered.date() > self.end or dice.random() >= _ANSWERED:
            return None
        by = self.around.auditor if dice.random() < 0.7 else self.around.lead
        # Which reply it answers is filled in when the facts have ids.
        body: dict[str, object] = {"text": dice.choice(after_talks.ANSWERS), "reply": ""}
        self._put(answered, by, FactKind.REPLY_ANSWER, key, body)
        return answered

    def _close(self, read: datetime | None) -> None:
        if read is None or self._open or self.until is not None or self.dice.random() >= _CLOSE:
            return
        day = max(self._last, self.final.date() + timedelta(days=_CLOSE_AFTER)) + timedelta(days=3)
        if day <= self.end:
            self._put(at_time(day, 17), self.around.lead, FactKind.MOVE, Move.CLOSE.value, {})


def improve(
    dice: Random, final: datetime, around: Around, re_auditor: UUID, end: date, *, complete: bool
) -> list[Entry]:
    """The improvement plan of an audit whose grade of record is inadequate.

    Args:
        re_auditor: who audits again.
        complete: all of it is agreed; else only who owns it.
    """
    named = at_time(final.date() + timedelta(days=1), 10, 15)
    if named.date() > end:
        return []
    plan = ImprovementPlan(owner=dice.choice(after_talks.OWNERS))
    found = [Entry(named, around.lead, FactKind.IMPROVEMENT, "", plan.as_body())]
    agreed = at_time(final.date() + timedelta(days=dice.randint(4, 9)), 16, 5)
    if complete and agreed.date() <= end:
        reviewed = agreed.date() + timedelta(days=56)
        whole = ImprovementPlan(plan.owner, dice.choice(after_talks.PLANS), reviewed, re_auditor)
        found.append(Entry(agreed, around.manager, FactKind.IMPROVEMENT, "", whole.as_body()))
    return found
