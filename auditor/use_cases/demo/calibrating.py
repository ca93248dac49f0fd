"""The calibration of the demo: five auditors examined the same invented case, and the results are open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from auditor.audit.calibration import Calibration
from auditor.audit.details import AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.profile import Profile
from auditor.standards.model import GradeId
from auditor.store.store import Writer
from auditor.use_cases.demo.cast import AUDITORS, CALIBRATED
from auditor.use_cases.demo.entry import at_time
from auditor.use_cases.demo.planned import Planned
from auditor.use_cases.demo.rounds import Task
from auditor.use_cases.moderation.calibration_results import audit_key
from auditor.use_cases.service import Service

LCS = "9904501"
GROUP, TEAM = "child_in_need", 0
_AGO, _DAYS = 75, 14
_TARGETS: Mapping[int, GradeId] = {1: "requires_improvement", 3: "good", 6: "requires_improvement", 9: "good"}
_SPREAD = 0.28


class Reader(Random):
    """Chance that falls for everybody nearly the same: all read one file, and each reads it a little otherwise."""

    own: Random

    def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """What falls for everybody, and a little of this person's own."""
        return super().gauss(mu, sigma) + self.own.gauss(0, _SPREAD)


def as_at_of(end: date) -> date:
    """The day at which the file is judged."""
    return end - timedelta(days=_AGO)


def calibration_audits(end: date) -> list[Planned]:
    """The audits of the calibration, one for each person."""
    as_at = as_at_of(end)
    return [
        Planned(
            LCS,
            GROUP,
            TEAM,
            who,
            as_at,
            AuditKind.CALIBRATION,
            submitted=as_at + timedelta(days=3 + 2 * number),
            target=_TARGETS.get(who, "requires_improvement"),
            due_on=as_at + timedelta(days=_DAYS),
        )
        for number, who in enumerate(CALIBRATED)
        if who < len(AUDITORS)
    ]


@dataclass(frozen=True)
class Taken:
    """One person's audit of the calibration."""

    person: UUID
    audit: UUID
    grades: Mapping[str, GradeId]


def tasks_of(
    calibration_id: str, taken: Sequence[Taken], team: UUID, profile: Profile, lead: UUID, service: Service, end: date
) -> list[Task]:
    """What is recorded of it in the store: who was asked, who began, the reference, that the results are open."""
    as_at = as_at_of(end)
    asked = Calibration(
        calibration_id,
        "Autumn calibration" if as_at.month in (9, 10, 11) else "Quarterly calibration",
        LCS,
        tuple(one.person for one in taken),
        team,
        profile,
        as_at,
        due=as_at + timedelta(days=_DAYS),
    )
    # The reference is the grade that most of them gave: as the QA lead came to it beforehand with two others.
    keys = sorted({key for one in taken for key in one.grades})
    given = {key: [one.grades[key] for one in taken if key in one.grades] for key in keys}
    reference = {key: max(sorted(set(grades)), key=grades.count) for key, grades in given.items()}
    opened_on = as_at + timedelta(days=_DAYS + 3)
    referred = replace(asked, reference=reference)

    def put(made: Calibration) -> Task:
        day = as_at - timedelta(days=5) if made is asked else opened_on
        minute = 0 if made is asked else 10 if made is referred else 25

        def do(writer: Writer) -> None:
            before = writer.standing(FactKind.CALIBRATION, made.id)
            fact = service.fact(FactKind.CALIBRATION, made.id, made.as_body(), replaces=before.id if before else None)
            writer.append([fact])

        return Task(at_time(day, 13, minute), lead, do)

    def started(one: Taken) -> Task:
        def do(writer: Writer) -> None:
            key = audit_key(asked, one.person)
            writer.append([service.fact(FactKind.CALIBRATION_AUDIT, key, {"audit": str(one.audit)})])

        return Task(at_time(as_at, 8, 59), one.person, do)

    return [put(asked), *(started(one) for one in taken), put(referred), put(replace(referred, opened_on=opened_on))]
