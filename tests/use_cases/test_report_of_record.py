"""The grades of record in the report of one audit, on a real store: who reads what changed, and from when."""

from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from moderation_builders import assigned, grades, moderate, person, submitted
from store_builders import World

from auditor.audit.changes import Change
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.audit.moderation import Assignment, Because, Why
from auditor.errors import NotPermittedError
from auditor.reports.one_audit.data import OfRecord
from auditor.use_cases.audits.move_audit import finalise_audit, reopen_audit, submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.moderation.compare_grades import agree_to, propose_grade
from auditor.use_cases.moderation.moderate import assign_moderation, start_moderation
from auditor.use_cases.reports.build import build_report
from auditor.use_cases.reports.one_audit import gather_audit
from auditor.use_cases.reports.request import Request

WHY = "the meeting of 2 May was not on the first list"


def of_record(world: World, name: str, audit_id: UUID) -> OfRecord | None:
    with closing(world.open(name)) as service:
        return gather_audit(service, audit_id).of_record


def agreed(world: World, grade: Any = "requires_improvement") -> UUID:
    """Mo's overall grade was inadequate, Ada's good; they agreed on one between."""
    audit_id = assigned(world)
    moderate(world, audit_id, {OVERALL: "inadequate"})
    with closing(world.open("Ada")) as ada, closing(world.open("Mo")) as mo:
        propose_grade(ada, audit_id, OVERALL, grade, Because.MISSED, WHY)
        agree_to(mo, audit_id, OVERALL)
    return audit_id


def test_everybody_who_may_read_it_is_told_what_changed_and_why(world: World) -> None:
    audit_id = agreed(world)
    found = {name: of_record(world, name, audit_id) for name in ("Ada", "Mo", "Sam", "Tess")}
    told = found["Ada"]
    assert told is not None
    assert told.moderation is not None
    assert set(found.values()) == {told}
    (one,) = told.moderation.differences
    assert (one.name, one.first, one.second, one.record) == ("Overall", "good", "inadequate", "requires_improvement")
    assert (one.because, one.text, one.settled) == ("evidence was missed", WHY, False)
    assert told.moderation.same > 5
    assert told.regraded == ()
    with closing(world.open("Tess")) as tess:
        text = build_report(tess, Request("audit", audit=audit_id), ["markdown"]).files["markdown"].decode()
    assert WHY in text


def test_until_the_grade_stands_nothing_is_told_of_the_other_reading(world: World) -> None:
    audit_id = assigned(world)
    assert of_record(world, "Ada", audit_id) is None
    with closing(world.open("Mo")) as mo:
        opened = start_moderation(mo, audit_id)
        record(mo, opened, grades(opened, {OVERALL: "inadequate"}))
        with pytest.raises(NotPermittedError):
            gather_audit(mo, audit_id)
    assert of_record(world, "Ada", audit_id) is None
    moderate(world, audit_id, {OVERALL: "inadequate"})
    assert of_record(world, "Ada", audit_id) is None, "it is being compared"


def test_a_blind_moderator_is_refused_also_of_an_audit_that_was_reopened(world: World) -> None:
    audit_id = submitted(world)
    again(world, audit_id, "inadequate")
    with closing(world.open("Sam")) as sam:
        assign_moderation(sam, audit_id, Assignment(person(sam, "Mo"), Why.REQUESTED))
    with closing(world.open("Mo")) as mo:
        for _ in range(2):
            with pytest.raises(NotPermittedError) as refusal:
                gather_audit(mo, audit_id)
            assert "inadequate" not in str(refusal.value)
            start_moderation(mo, audit_id)


def again(world: World, audit_id: UUID, overall: str) -> None:
    """Sam reopens it, and Ada grades it otherwise."""
    with closing(world.open("Sam")) as sam:
        reopen_audit(sam, audit_id, "a visit was left out")
    with closing(world.open("Ada")) as ada:
        opened = open_audit(ada, audit_id)
        body = {"grade": overall, "suggested": None, "reason": "it weighs more than all the rest"}
        record(ada, opened, [Change(FactKind.GRADE, OVERALL, body)])
        submit_audit(ada, audit_id)


def test_what_a_reopening_changed_is_told_with_its_reason(world: World) -> None:
    audit_id = agreed(world)
    again(world, audit_id, "inadequate")
    told = of_record(world, "Ada", audit_id)
    assert told is not None
    assert told.moderation is None, "the moderation was of the revision before"
    (one,) = told.regraded
    assert (one.reason, one.changes) == ("a visit was left out", (("Overall", "requires_improvement", "inadequate"),))


def test_of_a_revision_that_never_stood_the_team_manager_is_told_nothing(world: World) -> None:
    audit_id = submitted(world)
    again(world, audit_id, "requires_improvement")
    with closing(world.open("Sam")) as sam:
        finalise_audit(sam, audit_id)
    told = of_record(world, "Sam", audit_id)
    assert told is not None
    assert told.regraded[0].changes == (("Overall", "good", "requires_improvement"),)
    assert of_record(world, "Tess", audit_id) is None
