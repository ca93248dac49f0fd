"""Writes the demo's audits into the store: the rows and facts that doing them one by one would have left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from auditor.audit.changes import Change
from auditor.audit.completeness import Step
from auditor.audit.details import AuditDetails, AuditKind
from auditor.audit.facts import Body, Fact, FactKind
from auditor.audit.permissions import Role
from auditor.audit.states import Move
from auditor.audit.timescales.calendar import Calendar
from auditor.ids import IdSource, uuid7_source
from auditor.standards.model import Checklist
from auditor.store.ledger import Link, NewFact
from auditor.store.records import AuditRecord, AuditSummary, ExaminationRecord, moment_text
from auditor.store.store import Writer
from auditor.store.summaries import summarise
from auditor.use_cases.demo.plan import Planned
from auditor.use_cases.demo.talks import VOID_REASONS

Timed = tuple[datetime, FactKind, str, Body]


def at_time(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment on a day."""
    return datetime.combine(day, time(hour, minute), UTC)


class Hand:
    """Somebody writing in one audit: ids and facts are made at the moment that ``now`` is set to.

    Attributes:
        made: the facts made so far, as they will be read, each with its examination.
    """

    def __init__(self, dice: Random, now: datetime) -> None:
        self.now = now
        self.new_id: IdSource = uuid7_source(lambda: self.now, dice.getrandbits)
        self.made: list[tuple[UUID | None, Fact]] = []

    def facts(self, person: UUID, audit: UUID, examination: UUID, timed: Sequence[Timed]) -> list[NewFact]:
        """Facts of one person in an audit, each replacing the one before of its kind and key."""
        heads: dict[tuple[FactKind, str], UUID] = {}
        made = []
        for at, kind, key, body in timed:
            self.now = at
            own = None if kind in _OF_THE_AUDIT else examination
            replaces = None if kind is FactKind.MOVE else heads.get((kind, key))
            heads[kind, key] = name = self.new_id()
            made.append(NewFact(name, kind, key, body, moment_text(at), person, audit, own, replaces))
            self.made.append((own, Fact(name, kind, key, at, person, body, replaces)))
        return made


@dataclass(frozen=True)
class Pinned:
    """A checklist that is kept in the store, with its two hashes."""

    checklist: Checklist
    digest: str
    scoring: str


_OF_THE_AUDIT = (FactKind.DETAILS, FactKind.MOVE, FactKind.LCS_ENTRY)


def write_audit(
    writer: Writer,
    hand: Hand,
    planned: Planned,
    details: AuditDetails,
    changes: Sequence[Change],
    *,
    people: tuple[UUID, UUID],
    calendar: Calendar,
    cases: dict[str, UUID],
    pinned: Pinned,
    dice: Random,
    end: date,
) -> tuple[AuditSummary, UUID]:
    """Write one audit.

    Args:
        changes: what its auditor recorded, in order.
        people: the auditor and the QA lead.
        calendar: by which its timescales are judged.
        cases: the cases known so far, by LCS number; added to.
        pinned: the content it is pinned to.
        end: the last day on which anything happened.

    Returns:
        Its summary, which is still to be put in place, and the id of its examination.
    """
    auditor, lead = people
    opened = at_time(planned.as_at, 16 if planned.host_draft == "ready" else 8, dice.randint(5, 55))
    hand.now = opened
    if planned.lcs not in cases:
        cases[planned.lcs] = hand.new_id()
        writer.add_case(cases[planned.lcs], planned.lcs, moment_text(opened))
    audit_id, examination_id = hand.new_id(), hand.new_id()
    kind = AuditKind.THEMATIC if planned.group == "supervision_theme" else planned.kind
    writer.add_audit(audit_id, cases[planned.lcs], kind.value, pinned.digest, auditor, moment_text(opened))
    writer.add_examination(ExaminationRecord(examination_id, audit_id, auditor, Role.AUDITOR), moment_text(opened))
    own: list[Timed] = [(opened, FactKind.DETAILS, "", details.as_body())]
    moments = _moments(dice, planned, len(changes), end)
    own += [(at, change.kind, change.key, change.body) for at, change in zip(moments, changes, strict=True)]
    own += _moves(planned, moments[-1] if moments else opened, dice, calendar)
    writer.append(hand.facts(auditor, audit_id, examination_id, own), Link(0, ""))
    if planned.final:
        final: Timed = (at_time(planned.final, 17), FactKind.MOVE, Move.FINALISE.value, {})
        writer.append(hand.facts(lead, audit_id, examination_id, [final]), Link(0, ""))
    record = AuditRecord(audit_id, cases[planned.lcs], planned.lcs, kind.value, pinned.digest, auditor, opened)
    # Made as the store makes it after every change, but from the facts at hand: reading them back takes twice as long.
    return summarise(record, pinned.checklist, pinned.scoring, hand.made, examination_id), examination_id


def _moves(planned: Planned, last: datetime, dice: Random, calendar: Calendar) -> list[Timed]:
    """Submitting or voiding, and the entry on LCS."""
    if planned.void:
        at = at_time(planned.as_at + timedelta(days=1), 9, 30)
        return [(at, FactKind.MOVE, Move.VOID.value, {"reason": dice.choice(VOID_REASONS)})]
    if planned.submitted is None:
        return []
    submitted = last + timedelta(seconds=dice.randint(90, 400))
    moves: list[Timed] = [(submitted, FactKind.MOVE, Move.SUBMIT.value, {"calendar": calendar.as_body()})]
    if planned.entered:
        at = max(at_time(planned.entered, 16, 45), submitted + timedelta(minutes=4))
        moves.append((at, FactKind.LCS_ENTRY, "", {"entered_on": planned.entered.isoformat()}))
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
