"""An audit by Ada that Mo moderates and Sam, the QA lead, settles: step by step, on the store of a test."""

from collections.abc import Mapping
from contextlib import closing
from uuid import UUID

from store_builders import GradeFor, World, everything_left, new_audit

from auditor.audit.changes import Change, gradable
from auditor.audit.facts import FactKind
from auditor.audit.moderation import Assignment, Why
from auditor.audit.permissions import Role
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.moderation.moderate import assign_moderation, start_moderation, submit_moderation
from auditor.use_cases.service import Service

NUMBER = "9900001"


def person(service: Service, name: str) -> UUID:
    return next(found.id for found in service.people().values() if found.name == name)


def submitted(world: World, number: str = NUMBER, grade_for: GradeFor = lambda _: "good", **given: object) -> UUID:
    """An audit that Ada has submitted."""
    with closing(world.open("Ada")) as ada:
        audit_id = new_audit(ada, number, **given)
        opened = open_audit(ada, audit_id)
        record(ada, opened, everything_left(opened, grade_for))
        submit_audit(ada, audit_id)
    return audit_id


def assigned(world: World, number: str = NUMBER, *, blind: bool = True, **given: object) -> UUID:
    """An audit by Ada that Sam has asked Mo to moderate."""
    audit_id = submitted(world, number, **given)
    with closing(world.open("Sam")) as sam:
        assign_moderation(sam, audit_id, Assignment(person(sam, "Mo"), Why.REQUESTED, blind))
    return audit_id


def grades(opened: OpenAudit, other: Mapping[str, str] | None = None, otherwise: str | None = "good") -> list[Change]:
    """Everything graded the same, but for what is named."""
    wanted = dict.fromkeys(gradable(opened.scope), otherwise) if otherwise else {}
    wanted |= other or {}
    body = {"suggested": None, "reason": ""}
    return [Change(FactKind.GRADE, key, {**body, "grade": grade}) for key, grade in wanted.items()]


def moderate(
    world: World,
    audit_id: UUID,
    other: Mapping[str, str] | None = None,
    *,
    otherwise: str | None = "good",
    seen_first: bool = False,
) -> OpenAudit:
    """Mo begins, grades and submits."""
    with closing(world.open("Mo")) as mo:
        opened = start_moderation(mo, audit_id)
        if changes := grades(opened, other, otherwise):
            record(mo, opened, changes)
        return submit_moderation(mo, audit_id, seen_first=seen_first)


def second(service: Service, audit_id: UUID) -> OpenAudit:
    """The moderator's examination."""
    return open_audit(service, audit_id, Role.MODERATOR)
