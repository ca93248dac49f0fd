"""Actions about a whole section: confirmed by the grade of record of a re-audit, and compared by grades."""

from contextlib import closing
from datetime import timedelta
from uuid import UUID

import pytest
from action_builders import DUE, final_by_ada
from moderation_builders import grades
from store_builders import World, everything_left, new_audit, team

from auditor.audit.action_steps import Closing
from auditor.audit.action_worked import Moved, moved
from auditor.audit.changes import Change
from auditor.audit.details import AuditKind
from auditor.audit.facts import Action, FactKind
from auditor.audit.moderation import Because
from auditor.audit.permissions import Role
from auditor.audit.states import State
from auditor.store.action_queries import ActionFilter
from auditor.store.vault import CHEAP
from auditor.use_cases.actions.listing import show_action
from auditor.use_cases.actions.worked import did_it_work
from auditor.use_cases.audits.move_audit import finalise_audit, reopen_audit, submit_audit, void_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.council.add_person import add_person
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.moderation.compare_grades import agree_to, disagree, propose_grade, settle
from auditor.use_cases.moderation.moderate import ask_to_moderate, start_moderation, submit_moderation
from auditor.use_cases.service import Service

SECTION = "ps01"
WHOLE = Action("whole", "Hold a risk discussion with the worker", "team manager", DUE, about=SECTION)
OTHER = Action("other", "Read the chronology with the worker", "team manager", DUE, about="ps02")
BLANK = Action("blank", "Tell the family what was agreed", "social worker", DUE)


@pytest.fixture
def sam(world: World) -> Service:
    return world.open("Sam")


@pytest.fixture
def audit(world: World) -> UUID:
    """Final and good, with two actions about sections and one about nothing."""
    return final_by_ada(world, actions=(WHOLE, OTHER, BLANK))


def re_audit(world: World, grade: str, kind: AuditKind = AuditKind.RE_AUDIT, section: str = SECTION) -> UUID:
    """Tom's, sixty days on, submitted: everything met, and good but for one section."""
    world.clock.at += timedelta(days=60)
    with closing(world.open("Tom")) as tom:
        audit_id = new_audit(tom, kind=kind, team=team(tom, "South"))
        opened = open_audit(tom, audit_id)
        record(tom, opened, everything_left(opened, lambda key: grade if key == section else "good"))
        submit_audit(tom, audit_id)
    return audit_id


def closed(service: Service, audit_id: UUID, action: str = "whole") -> Closing | None:
    return show_action(service, audit_id, action).summary.closed_how


# -- confirmed --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "how"),
    [
        ("outstanding", Closing.CONFIRMED),
        ("good", Closing.CONFIRMED),
        ("requires_improvement", None),
        ("inadequate", None),
    ],
)
def test_good_or_better_of_record_confirms(sam: Service, world: World, audit: UUID, grade: str, how: Closing) -> None:
    again = re_audit(world, grade)
    assert closed(sam, audit) is None, "it is submitted, and its grade does not stand yet"
    finalise_audit(sam, again)
    assert closed(sam, audit) is how
    assert closed(sam, audit, "other") is Closing.CONFIRMED
    assert closed(sam, audit, "blank") is None
    assert verify_store(sam).problems == ()


def test_it_lapses_with_the_re_audit_and_stands_again_with_it(sam: Service, world: World, audit: UUID) -> None:
    again = re_audit(world, "good")
    finalise_audit(sam, again)
    reopen_audit(sam, again, "a section was missed")
    assert closed(sam, audit) is None
    with closing(world.open("Tom")) as tom:
        opened = open_audit(tom, again)
        why = {"reason": "the visits stopped", "suggested": "good"}
        low = Change(FactKind.GRADE, SECTION, {**why, "grade": "inadequate"})
        record(tom, opened, [low])
        submit_audit(tom, again)
    finalise_audit(sam, again)
    assert (closed(sam, audit), closed(sam, audit, "other")) == (None, Closing.CONFIRMED)
    reopen_audit(sam, again, "the wrong case")
    void_audit(sam, again, "the wrong case")
    assert closed(sam, audit, "other") is None


def test_only_a_re_audit_confirms(sam: Service, world: World, audit: UUID) -> None:
    finalise_audit(sam, re_audit(world, "outstanding", AuditKind.FULL))
    assert closed(sam, audit) is None


def test_what_was_agreed_after_it_read_the_file_is_not_confirmed(sam: Service, world: World) -> None:
    again = re_audit(world, "good")
    world.clock.at += timedelta(days=10)
    audit = final_by_ada(world, actions=(WHOLE,))
    finalise_audit(sam, again)
    assert closed(sam, audit) is None


# -- moderated --------------------------------------------------------------------------------------------------------


@pytest.fixture
def mo(world: World) -> Service:
    return world.open("Mo")


def moderated(sam: Service, mo: Service, audit_id: UUID, grade: str) -> State:
    ask_to_moderate(sam, audit_id, mo.person.id)
    opened = start_moderation(mo, audit_id)
    record(mo, opened, grades(opened, {SECTION: grade}))
    return submit_moderation(mo, audit_id, seen_first=False).state


def test_where_nothing_differs_the_moderated_grade_confirms_at_once(
    sam: Service, mo: Service, world: World, audit: UUID
) -> None:
    assert moderated(sam, mo, re_audit(world, "good"), "good") is State.FINAL
    assert closed(sam, audit) is Closing.CONFIRMED


@pytest.mark.parametrize(("agreed", "how"), [("good", Closing.CONFIRMED), ("requires_improvement", None)])
def test_what_the_two_agree_on_decides(
    sam: Service, mo: Service, world: World, audit: UUID, agreed: str, how: Closing
) -> None:
    again = re_audit(world, "good" if how is None else "requires_improvement")
    assert moderated(sam, mo, again, agreed) is State.COMPARING
    assert closed(sam, audit) is None
    propose_grade(mo, again, SECTION, agreed, Because.MISSED, "the plan of May")
    with closing(world.open("Tom")) as tom:
        agree_to(tom, again, SECTION)
    assert closed(sam, audit) is how


def test_what_the_qa_lead_settles_decides(sam: Service, mo: Service, world: World, audit: UUID) -> None:
    again = re_audit(world, "good")
    moderated(sam, mo, again, "inadequate")
    disagree(mo, again, "we read it differently")
    settle(sam, again, SECTION, "good", Because.JUDGEMENT, "on the whole")
    assert closed(sam, audit) is Closing.CONFIRMED


def test_whoever_moderates_the_re_audit_blind_learns_no_section_grade_from_it(
    sam: Service, world: World, audit: UUID
) -> None:
    """A QA lead sees every action: those of the earlier audit must say nothing before they have submitted."""
    add_person(sam, "Quin", "correct horse battery", {Role.MODERATOR, Role.QA_LEAD}, cost=CHEAP)
    quin = world.open("Quin")
    again = re_audit(world, "good")
    ask_to_moderate(sam, again, quin.person.id)
    start_moderation(quin, again)
    assert closed(quin, audit) is None
    assert show_action(quin, audit, "whole").what_followed is None
    assert did_it_work(quin, ActionFilter())[1] == []


# -- did it work ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("good", "outstanding", Moved.UP),
        ("inadequate", "requires_improvement", Moved.UP),
        ("good", "good", Moved.SAME),
        ("outstanding", "inadequate", Moved.DOWN),
    ],
)
def test_grades_move_as_answers_do(before: str, after: str, where: Moved) -> None:
    assert moved(before, after) is where


def test_the_section_grades_then_and_now(sam: Service, world: World, audit: UUID) -> None:
    again = re_audit(world, "inadequate")
    table, found = did_it_work(sam, ActionFilter())
    assert [(row.section, row.criteria, row.up, row.same, row.down) for row in table] == [
        ("ps01", 1, 0, 0, 1),
        ("ps02", 1, 0, 1, 0),
        ("", 2, 0, 1, 1),
    ]
    (then,) = (one for one in found if one.about == SECTION)
    assert then.before is not None
    assert (then.before.answer, [(one.audit_id, one.answer) for one in then.after], then.moved) == (
        *("good", [(again, "inadequate")], Moved.DOWN),
    )
    assert show_action(sam, audit, "whole").what_followed == then


def test_the_grade_of_record_counts_once_it_stands(sam: Service, mo: Service, world: World, audit: UUID) -> None:
    again = re_audit(world, "good")
    moderated(sam, mo, again, "outstanding")
    assert [one.moved for one in did_it_work(sam, ActionFilter())[1]] == [Moved.SAME, Moved.SAME]
    propose_grade(mo, again, SECTION, "outstanding", Because.MISSED, "more than asked")
    with closing(world.open("Tom")) as tom:
        agree_to(tom, again, SECTION)
    found = {one.about: one.moved for one in did_it_work(sam, ActionFilter())[1]}
    assert found == {SECTION: Moved.UP, "ps02": Moved.SAME}


def test_a_guide_graded_with_a_standard_goes_by_its_grade(sam: Service, world: World) -> None:
    checklist = sam.standards.current
    guide = next(section for section in checklist.sections if section.graded_with)
    audit = final_by_ada(world, actions=(Action("guide", "Read it with the worker", "worker", DUE, about=guide.id),))
    again = re_audit(world, "outstanding", section=guide.graded_with or "")
    finalise_audit(sam, again)
    part = next((one for one in open_audit(sam, again).scope.sections if one.id == guide.id), None)
    asked = part is not None and bool(part.asked)
    assert asked, "the child's profile asks it"
    assert closed(sam, audit, "guide") is Closing.CONFIRMED
    (then,) = did_it_work(sam, ActionFilter(audit=audit))[1]
    assert then.moved is Moved.UP
