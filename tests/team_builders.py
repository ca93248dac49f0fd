"""Audits that stand, with moderation and actions, for the tests of the team manager's view."""

from uuid import UUID

from store_builders import World, everything_left, new_audit, team

from auditor.audit.changes import Change
from auditor.audit.examination import OVERALL
from auditor.audit.facts import FactKind
from auditor.audit.moderation import Because
from auditor.use_cases.audits.move_audit import finalise_audit, submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.moderation.compare_grades import agree_to, open_comparison, propose_grade
from auditor.use_cases.moderation.moderate import ask_to_moderate, start_moderation, submit_moderation

STRENGTH = "Visits are kept, and the child is seen alone."
AREA = "The chronology stops in May."
WHAT = "Bring the chronology up to date."
WHY = "The minutes of the core group were not read."


def final_audit(
    world: World, lcs_number: str = "9900001", *, name: str = "North", moderated: bool = False, overall: str = "good"
) -> UUID:
    """An audit by Ada that stands; moderated by Mo, the whole went from good to requires improvement."""
    ada, lead = world.open("Ada"), world.open("Sam")
    audit_id = new_audit(ada, lcs_number, team=team(ada, name))
    opened = open_audit(ada, audit_id)
    changes = everything_left(opened, lambda key: overall if key == OVERALL else "good")
    changes = [change for change in changes if change.kind is not FactKind.FINDING]
    changes += [
        Change(FactKind.FINDING, "s1", {"kind": "strength", "text": STRENGTH, "about": ""}),
        Change(FactKind.FINDING, "i1", {"kind": "improve", "text": AREA, "about": "ps06"}),
        Change(
            FactKind.ACTION,
            "a1",
            {"what": WHAT, "owner": "social worker", "due": "2026-12-14", "finding": "i1", "about": ""},
        ),
    ]
    record(ada, opened, changes)
    submit_audit(ada, audit_id)
    if moderated:
        moderate(world, audit_id)
    else:
        finalise_audit(lead, audit_id)
    return audit_id


def moderate(world: World, audit_id: UUID) -> None:
    """Mo grades the whole requires improvement, and Ada agrees."""
    ada, lead, mo = world.open("Ada"), world.open("Sam"), world.open("Mo")
    ask_to_moderate(lead, audit_id, mo.person.id)
    second = start_moderation(mo, audit_id)
    grades = {
        key: {"grade": "requires_improvement" if key == OVERALL else "good", "suggested": None, "reason": "as read"}
        for key in second.scope.graded_keys
    }
    record(mo, second, [Change(FactKind.GRADE, key, body) for key, body in grades.items()])
    submit_moderation(mo, audit_id, seen_first=False)
    if open_comparison(mo, audit_id).comparison.open:
        propose_grade(mo, audit_id, OVERALL, "requires_improvement", Because.MISSED, WHY)
        agree_to(ada, audit_id, OVERALL)
