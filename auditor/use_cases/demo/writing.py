"""Writes the demo's audits into the store: the rows and facts that doing them one by one would have left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from auditor.audit.changes import Change
from auditor.audit.completeness import Step
from auditor.audit.details import AuditDetails, AuditKind
from auditor.audit.facts import Fact, FactKind
from auditor.audit.permissions import Role
from auditor.audit.states import Move
from auditor.audit.timescales.calendar import Calendar
from auditor.ids import IdSource, uuid7_source
from auditor.standards.model import Checklist
from auditor.store.ledger import Link, NewFact
from auditor.store.records import AuditRecord, AuditSummary, ExaminationRecord, moment_text
from auditor.store.store import Writer
from auditor.store.summaries import summarise
from auditor.use_cases.demo.entry import Entry, at_time
from auditor.use_cases.demo.planned import Planned
from auditor.use_cases.demo.talks import VOID_REASONS

_ALONE = (FactKind.MOVE, FactKind.AGREEMENT, FactKind.ACTION_STEP, FactKind.CONCERN_SEEN)
"""Facts of which none replaces another."""


class Hand:
    """Ids made at the moment that ``now`` is set to."""

    def __init__(self, dice: Random, now: datetime) -> None:
        self.now = now
        self.new_id: IdSource = uuid7_source(lambda: self.now, dice.getrandbits)


@dataclass(frozen=True)
class Pinned:
    """A checklist that is kept in the store, with its two hashes."""

    checklist: Checklist
    digest: str
    scoring: str


class Seconded(NamedTuple):
    """A second examination: its id, whose it is, and when it was begun."""

    examination: UUID
    by: UUID
    began: datetime


@dataclass
class Begun:
    """An audit of the demo that is being written.

    Attributes:
        hand: makes the ids of what is recorded.
        id: the audit's; ``examination`` its auditor's, ``second`` its moderator's.
        made: the facts made so far, as they will be read, each with its examination.
    """

    planned: Planned
    hand: Hand
    opened: datetime
    id: UUID
    examination: UUID
    second: UUID
    made: list[tuple[UUID | None, Fact]] = field(default_factory=list)
    _heads: dict[tuple[UUID | None, FactKind, str], UUID] = field(default_factory=dict)
    _people: set[UUID] = field(default_factory=set)

    def record(self, writer: Writer, entries: Sequence[Entry]) -> None:
        """Record entries in the order of time, each person's in a chain of their own."""
        chains: dict[UUID, list[NewFact]] = {}
        for entry in sorted(entries, key=lambda entry: entry.at):
            at, by, kind, key, body, examination = entry
            self.hand.now = at
            if kind is FactKind.REPLY_ANSWER:
                body = {**body, "reply": self._heads[None, FactKind.REPLY, key].hex}
            name = (examination, kind, key)
            replaces = None if kind in _ALONE else self._heads.get(name)
            self._heads[name] = fact_id = self.hand.new_id()
            fact = NewFact(fact_id, kind, key, body, moment_text(at), by, self.id, examination, replaces)
            chains.setdefault(by, []).append(fact)
            self.made.append((examination, Fact(fact_id, kind, key, at, by, body, replaces)))
        for person, facts in chains.items():
            known = person in self._people
            self._people.add(person)
            writer.append(facts, None if known else Link(0, ""))


def begin(planned: Planned, dice: Random) -> Begun:
    """An audit about to be written: when it was opened, and its ids."""
    opened = at_time(planned.as_at, 16 if planned.host_draft == "ready" else 8, dice.randint(5, 55))
    hand = Hand(dice, opened)
    return Begun(planned, hand, opened, hand.new_id(), hand.new_id(), hand.new_id())


def add_audit(
    writer: Writer,
    begun: Begun,
    auditor: UUID,
    moderators: Sequence[Seconded],
    cases: dict[str, UUID],
    pinned: Pinned,
) -> AuditRecord:
    """Add an audit's identity and its examinations.

    Args:
        moderators: who examined it a second time; several where it was handed over.
        cases: the cases known so far, by LCS number; added to.
        pinned: the content it is pinned to.
    """
    planned, at = begun.planned, moment_text(begun.opened)
    if planned.lcs not in cases:
        cases[planned.lcs] = begun.hand.new_id()
        writer.add_case(cases[planned.lcs], planned.lcs, at)
    case = cases[planned.lcs]
    kind = kind_of(planned)
    writer.add_audit(begun.id, case, kind.value, pinned.digest, auditor, at)
    writer.add_examination(ExaminationRecord(begun.examination, begun.id, auditor, Role.AUDITOR), at)
    for one in moderators:
        second = ExaminationRecord(one.examination, begun.id, one.by, Role.MODERATOR)
        writer.add_examination(second, moment_text(one.began))
    return AuditRecord(begun.id, case, planned.lcs, kind.value, pinned.digest, auditor, begun.opened)


def kind_of(planned: Planned) -> AuditKind:
    """The kind of an audit: those of the theme are thematic."""
    return AuditKind.THEMATIC if planned.group == "supervision_theme" else planned.kind


def summary_of(begun: Begun, record: AuditRecord, pinned: Pinned, *, moderated: bool) -> AuditSummary:
    """An audit's summary: made as the store makes it after every change, but from the facts at hand, which takes half
    the time.
    """
    second = begun.second if moderated else None
    return summarise(record, pinned.checklist, pinned.scoring, begun.made, begun.examination, second)


def auditors_entries(
    begun: Begun,
    auditor: UUID,
    details: AuditDetails,
    changes: Sequence[Change],
    calendar: Calendar,
    dice: Random,
    end: date,
) -> list[Entry]:
    """All that the auditor of an audit recorded, up to its entry on LCS.

    Args:
        changes: what they recorded in their examination, in order.
        calendar: by which its timescales are judged.
        end: the last day on which anything happened.
    """
    planned = begun.planned
    own = [Entry(begun.opened, auditor, FactKind.DETAILS, "", details.as_body())]
    moments = _moments(dice, planned, len(changes), end)
    own += [
        Entry(at, auditor, change.kind, change.key, change.body, begun.examination)
        for at, change in zip(moments, changes, strict=True)
    ]
    return own + _moves(planned, auditor, moments[-1] if moments else begun.opened, dice, calendar)


def _moves(planned: Planned, auditor: UUID, last: datetime, dice: Random, calendar: Calendar) -> list[Entry]:
    """Submitting or voiding, and the entry on LCS."""
    if planned.void:
        at = at_time(planned.as_at + timedelta(days=1), 9, 30)
        return [Entry(at, auditor, FactKind.MOVE, Move.VOID.value, {"reason": dice.choice(VOID_REASONS)})]
    if planned.submitted is None:
        return []
    submitted = last + timedelta(seconds=dice.randint(90, 400))
    moves = [Entry(submitted, auditor, FactKind.MOVE, Move.SUBMIT.value, {"calendar": calendar.as_body()})]
    if planned.entered:
        at = max(at_time(planned.entered, 16, 45), submitted + timedelta(minutes=4))
        moves.append(Entry(at, auditor, FactKind.LCS_ENTRY, "", {"entered_on": planned.entered.isoformat()}))
    return moves


def _moments(dice: Random, planned: Planned, count: int, end: date) -> list[datetime]:
    """When each of so many changes was recorded: one to three sittings, the last on the day of submitting."""
    if not count:
        return []
    stop = min(end, planned.as_at + timedelta(days=7))
    last = end if planned.host_draft == "half" else planned.submitted or stop
    spread = (last - planned.as_at).days
    sittings = sorted(dice.randint(0, spread) for _ in range(dice.choice((0, 1, 1, 2))))
    days = [planned.as_at + timedelta(days=offset) for offset in sittings] + [last]
    moments: list[datetime] = []
    for place, day in enumerate(dict.fromkeys(days)):
        share = count if day == last else count * (place + 1) // len(days)
        at = at_time(day, dice.choice((9, 10, 10, 11, 13)), dice.randint(0, 59))
        while len(moments) < share:
            at += timedelta(seconds=dice.randint(12, 80))
            moments.append(at)
    return moments


def leave_open(writer: Writer, examination_id: UUID, criterion: str, typed: str, at: datetime) -> None:
    """Leave a note half typed and the place marked, as the program does when it is closed."""
    writer.put_draft(examination_id, f"{FactKind.NOTE.value}:{criterion}", typed, moment_text(at))
    writer.put_bookmark(examination_id, Step.SECTIONS.value, criterion)
