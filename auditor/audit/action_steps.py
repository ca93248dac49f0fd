"""What becomes of an action: its steps, folded into where it stands.

An action starts when the audit's grade stands, an urgent one when the audit is submitted. Every report on it is a fact
of its own, so nothing that was said of it is lost. It is closed by somebody other than its owner, with evidence of a
day on or after its start: closed on paper. When a re-audit of the case finds the criterion met, or the section good,
it is confirmed; the two are counted apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from auditor.audit.facts import Action, Body, Fact, FactKind, action_from_body, current
from auditor.audit.states import State, steps


class Status(StrEnum):
    """How an action stands, in the words of the council's improvement plan."""

    NOT_STARTED = "not_started"
    """The audit's grade does not stand yet."""
    NO_REPORT = "no_report"
    """Started, and nobody has said how it goes."""
    ON_TRACK = "on_track"
    SOME_ISSUES = "some_issues"
    NOT_ON_TRACK = "not_on_track"
    COMPLETE = "complete"


STATUS_WORDS: Mapping[Status, tuple[str, str]] = {
    Status.NOT_STARTED: ("·", "starts with the final grade"),
    Status.NO_REPORT: ("○", "no report yet"),
    Status.ON_TRACK: ("●", "on track"),
    Status.SOME_ISSUES: ("▲", "some issues, realistic plan to recover"),
    Status.NOT_ON_TRACK: ("×", "not on track"),
    Status.COMPLETE: ("✓", "complete"),
}
"""A symbol and words for each."""
REPORTED = (Status.ON_TRACK, Status.SOME_ISSUES, Status.NOT_ON_TRACK)
"""What can be reported while it is open."""


class Closing(StrEnum):
    """How an action was closed."""

    ON_PAPER = "on_paper"
    CONFIRMED = "confirmed"
    """A re-audit of the case found the criterion met, or the section good."""


CLOSING_WORDS: Mapping[Closing, str] = {
    Closing.ON_PAPER: "closed on paper",
    Closing.CONFIRMED: "confirmed by a later audit",
}


@dataclass(frozen=True)
class Step:
    """One report on an action; what it does not say stays as it was.

    Attributes:
        status: how it stands now.
        note: what was done, or is in the way.
        due: the new day by which, of an extension.
        because: why it was extended; whoever records an extension approves it.
        evidence: which record shows that it was done.
        evidence_on: the day of that record.
        confirmed_by: the re-audit that found the criterion met, or the section good, in hex.
        withdraws: a later audit that had confirmed it and does not any more, in hex: it was reopened or made void.
        reopened: it turned out not to be done.
    """

    status: Status | None = None
    note: str = ""
    due: date | None = None
    because: str = ""
    evidence: str = ""
    evidence_on: date | None = None
    confirmed_by: str = ""
    withdraws: str = ""
    reopened: bool = False

    def as_body(self) -> dict[str, Any]:
        """As plain data; only what it says."""
        body: dict[str, Any] = {
            "status": self.status.value if self.status else None,
            "note": self.note,
            "due": self.due.isoformat() if self.due else None,
            "because": self.because,
            "evidence": self.evidence,
            "evidence_on": self.evidence_on.isoformat() if self.evidence_on else None,
            "confirmed_by": self.confirmed_by,
            "withdraws": self.withdraws,
            "reopened": self.reopened,
        }
        return {key: value for key, value in body.items() if value}

    @classmethod
    def from_body(cls, body: Body) -> "Step":
        """From plain data."""
        return cls(
            Status(body["status"]) if body.get("status") else None,
            body.get("note", ""),
            date.fromisoformat(body["due"]) if body.get("due") else None,
            body.get("because", ""),
            body.get("evidence", ""),
            date.fromisoformat(body["evidence_on"]) if body.get("evidence_on") else None,
            body.get("confirmed_by", ""),
            body.get("withdraws", ""),
            body.get("reopened", False),
        )


@dataclass(frozen=True)
class Taken:
    """A step with who took it, when, and its fact."""

    fact: UUID
    by: UUID
    at: datetime
    step: Step

    @property
    def on(self) -> date:
        """The day, here."""
        return _day(self.at)


@dataclass(frozen=True)
class Followed:
    """An action and what became of it.

    Attributes:
        started_on: the day it started; None while the audit's grade does not stand. In an audit that was reopened it
            starts anew, unless something had been reported on it before.
        due: the day by which, after all extensions.
        closed_on: the day of the step that closed it; None while it is open.
        closed_how: on paper, or confirmed by a later audit; None while it is open.
        steps: every report, oldest first.
    """

    action: Action
    started_on: date | None
    due: date | None
    status: Status
    closed_on: date | None
    closed_how: Closing | None
    steps: tuple[Taken, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.closed_on is None

    @property
    def extensions(self) -> int:
        """How often the day was put off."""
        return sum(1 for taken in self.steps if taken.step.due is not None)

    def overdue(self, today: date) -> bool:
        """Whether it has started, is open, and its day has passed."""
        return self.open and self.started_on is not None and self.due is not None and self.due < today


def followed(actions: Iterable[Action], of_audit: Iterable[Fact]) -> tuple[Followed, ...]:
    """Every action of an audit with what became of it, in the order in which they fall due.

    Args:
        actions: those of the auditor's examination.
        of_audit: the facts of the audit as a whole: its moves, what was added later, and every report.
    """
    facts = list(of_audit)
    path = steps(facts)
    submitted, stands = _reached(path, State.SUBMITTED), _reached(path, State.FINAL)
    reports: dict[str, list[Taken]] = {}
    for fact in sorted(facts, key=lambda fact: (fact.at, fact.id)):
        if fact.kind is FactKind.ACTION_STEP and fact.body is not None:
            taken = Taken(fact.id, fact.by, fact.at, Step.from_body(fact.body))
            reports.setdefault(fact.key, []).append(taken)
    found: dict[str, Followed] = {}
    for action in actions:
        taken_of = reports.get(action.id, [])
        found[action.id] = _follow(action, (submitted if action.urgent else stands).start(taken_of), taken_of)
    for (kind, key), standing in current(facts).items():
        body = standing.latest.body or {}
        if kind is FactKind.ADDED_ACTION and body and not body.get("removed") and key not in found:
            found[key] = _follow(action_from_body(key, body), _day(standing.first.at), reports.get(key, []))
    return tuple(sorted(found.values(), key=lambda one: (one.due or date.max, one.action.id)))


@dataclass(frozen=True)
class _Reached:
    """When an audit came to a state, oldest first, and whether it was not reopened since."""

    moments: Sequence[datetime]
    still: bool

    def start(self, taken: Sequence[Taken]) -> date | None:
        """The day an action started: the last time, or before the first report on it where there is one."""
        before = [moment for moment in self.moments if taken and moment <= taken[0].at]
        if before:
            return _day(before[-1])
        return _day(self.moments[-1]) if self.still else None


def _reached(path: Iterable[tuple[Fact | None, State]], state: State) -> _Reached:
    moments: list[datetime] = []
    still = False
    for fact, after in path:
        if fact is not None and after is state:
            moments.append(fact.at)
            still = True
        elif after in (State.DRAFT, State.VOID):
            still = False
    return _Reached(moments, still)


def _day(moment: datetime) -> date:
    return moment.astimezone().date()


def _follow(action: Action, started_on: date | None, taken: Sequence[Taken]) -> Followed:
    due, on_paper = action.due, None
    confirmed: dict[str, date] = {}
    status = Status.NO_REPORT if started_on is not None else Status.NOT_STARTED
    for one in taken:
        step = one.step
        if step.reopened:
            on_paper = None
            confirmed.clear()
        confirmed.pop(step.withdraws, None)
        if step.confirmed_by:
            confirmed.setdefault(step.confirmed_by, one.on)
        if step.status is Status.COMPLETE:
            on_paper = on_paper or one.on
        elif not on_paper and not confirmed:
            # Of a closed one only reopening counts: two stores that were joined may each hold something else.
            status, due = step.status or status, step.due or due
    closed = [*([on_paper] if on_paper else []), *confirmed.values()]
    how = Closing.CONFIRMED if confirmed else Closing.ON_PAPER
    return Followed(
        action,
        started_on,
        due,
        Status.COMPLETE if closed else status,
        min(closed) if closed else None,
        how if closed else None,
        tuple(taken),
    )


@dataclass(frozen=True)
class ActionSummary:
    """One action in a list over all audits.

    Attributes:
        action_id: unique within its audit.
        about: the criterion or section it should move; empty when none was named.
        section: the section of that; empty likewise.
        owner: a role, of the audit's team.
        first_due: the day first set.
    """

    audit_id: UUID
    action_id: str
    case_id: UUID
    lcs_number: str
    team_id: UUID
    what: str
    owner: str
    about: str
    section: str
    urgent: bool
    started_on: date | None
    first_due: date | None
    due: date | None
    extensions: int
    status: Status
    last_on: date | None
    closed_on: date | None
    closed_how: Closing | None

    def overdue(self, today: date) -> bool:
        """Whether it has started, is open, and its day has passed."""
        return self.closed_on is None and self.started_on is not None and self.due is not None and self.due < today

    def age(self, today: date) -> int:
        """Days since it started; 0 before."""
        return max(0, (today - self.started_on).days) if self.started_on else 0
