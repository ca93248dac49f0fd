"""Audits with actions, at any stage, for the tests of the use cases, of the commands and of the screens."""

from datetime import date
from typing import Any
from uuid import UUID

from store_builders import World, everything_left, new_audit

from auditor.audit.changes import Change
from auditor.audit.facts import Action, FactKind
from auditor.use_cases.audits.move_audit import finalise_audit, submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.service import Service

DUE = date(2026, 12, 18)
PLAN = Action("plan", "Write the safety plan with the family", "social worker", DUE, about="the first question asked")
TALK = Action("talk", "Hold a risk discussion with the worker", "team manager", date(2026, 12, 4), about="ps01")
NOW = Action("now", "See the child alone this week", "social worker", date(2026, 11, 24), urgent=True)
ACTIONS = (PLAN, TALK, NOW)


def first_asked(service: Service, audit_id: UUID) -> str:
    """The criterion that the action "plan" is about."""
    return next(iter(open_audit(service, audit_id).scope.asked))


def with_actions(
    service: Service,
    lcs_number: str = "9900001",
    actions: tuple[Action, ...] = ACTIONS,
    answer: str = "met",
    **given: Any,
) -> UUID:
    """A submitted audit in which everything is done, with actions; every question is answered alike."""
    audit_id = new_audit(service, lcs_number, **given)
    opened = open_audit(service, audit_id)
    asked = list(opened.scope.asked)
    changes = everything_left(opened)
    changes = [
        Change(one.kind, one.key, {**one.body, "answer": _allowed(opened, one.key, answer)})
        if one.kind is FactKind.ANSWER
        else one
        for one in changes
    ]
    for action in actions:
        about = asked[0] if action.about == PLAN.about else action.about
        changes.append(Change(FactKind.ACTION, action.id, {**action.as_body(), "about": about}))
    record(service, opened, changes)
    submit_audit(service, audit_id)
    return audit_id


def _allowed(opened: Any, key: str, answer: str) -> str:
    answers = opened.scope.asked[key].criterion.answers
    return answer if answer in answers else answers[-1]


def final_by_ada(world: World, lcs_number: str = "9900001", **given: Any) -> UUID:
    """An audit by Ada of the team North, made final by Sam."""
    ada = next((one for one in world.opened if one.person.name == "Ada"), None) or world.open("Ada")
    audit_id = with_actions(ada, lcs_number, **given)
    lead = next((one for one in world.opened if one.person.name == "Sam"), None) or world.open("Sam")
    finalise_audit(lead, audit_id)
    return audit_id
