"""The subjects of the demo's audits: every fact that is asked of them has an answer, and none contradicts another."""

from random import Random

from auditor.audit.applicability import holds
from auditor.audit.profile import Profile
from auditor.standards.model import TagBook

_AGES: dict[str, tuple[tuple[str, int], ...]] = {
    "child_in_need": (("under_1", 8), ("age_1_4", 24), ("age_5_9", 30), ("age_10_15", 30), ("age_16_17", 8)),
    "child_protection": (("under_1", 12), ("age_1_4", 28), ("age_5_9", 30), ("age_10_15", 25), ("age_16_17", 5)),
    "cared_for": (("under_1", 6), ("age_1_4", 16), ("age_5_9", 24), ("age_10_15", 34), ("age_16_17", 20)),
    "care_experienced": (("age_18_25", 1),),
    "unborn": (("unborn", 1),),
    "early_help": (("age_1_4", 2), ("age_5_9", 4), ("age_10_15", 4)),
}
_SUBJECTS = {
    "care_experienced": "young_adult",
    "fostering": "fostering_household",
    "supervision_record": "supervision_record",
    "supervision_theme": "supervision_record",
}
_STATUSES: dict[str, tuple[str, ...]] = {"unborn": ("child_protection",), "fostering": (), "supervision_record": ()}

_LIKELY: dict[str, float] = {
    "disability": 0.16,
    "siblings": 0.68,
    "non_verbal": 0.04,
    "open_over_3_months": 0.8,
    "allocated_in_period": 0.45,
    "reallocated": 0.35,
    "closing_or_transferring": 0.14,
    "assessment_in_period": 0.74,
    "has_plan": 0.96,
    "parent_elsewhere": 0.6,
    "parent_unavailable": 0.09,
    "parent_additional_needs": 0.18,
    "interpreter_needed": 0.07,
    "family_group_conference": 0.22,
    "missing_or_exploited": 0.16,
    "court": 0.12,
    "strategy_meeting": 0.12,
    "conference_outcome": 0.0,
    "protection_before_birth": 0.4,
    "consent_not_required": 0.1,
    "new_to_care": 0.34,
    "moved_in_period": 0.36,
    "planned_move": 0.6,
    "emergency_move": 0.3,
    "regulation_24": 0.08,
    "connected_carer": 0.2,
    "home_with_parents": 0.07,
    "placed_at_distance": 0.15,
    "placed_for_adoption": 0.05,
    "unaccompanied": 0.05,
    "reduced_supervision_agreed": 0.08,
    "personal_adviser": 0.92,
    "foster_allegation": 0.2,
}
_BY_GROUP: dict[str, dict[str, float]] = {
    "child_protection": {"strategy_meeting": 0.72, "court": 0.2, "consent_not_required": 0.4},
    "unborn": {"strategy_meeting": 0.8, "open_over_3_months": 0.3, "closing_or_transferring": 0.02},
    "cared_for": {"court": 0.32, "strategy_meeting": 0.05},
    "early_help": {"strategy_meeting": 0.0, "court": 0.0, "consent_not_required": 0.0},
}
_CONFERENCE_AFTER_MEETING = 0.85
_NEW_WORKER = 0.8


def make_profile(group: str, dice: Random, book: TagBook, age_band: str | None = None) -> Profile:
    """A subject of a group, with an answer to every fact asked."""
    statuses = _STATUSES.get(group, (group,) if any(status.id == group for status in book.statuses) else ())
    ages = _AGES.get(group, ())
    drawn = dice.choices([age for age, _ in ages], [weight for _, weight in ages])[0] if ages else None
    bare = Profile(_SUBJECTS.get(group, "child"), frozenset(statuses), age_band or drawn)
    likely = {**_LIKELY, **_BY_GROUP.get(group, {})}
    facts = {}
    for fact in book.facts:
        rolled = dice.random() < likely.get(fact.id, 0.1)
        if holds(fact.ask_when, {}, bare) is not False:
            facts[fact.id] = rolled
    _make_sense(group, facts, dice)
    return Profile(bare.subject, bare.statuses, bare.age_band, facts)


def _make_sense(group: str, facts: dict[str, bool], dice: Random) -> None:
    """Settle the facts that hang together."""

    def unless(fact: str, *others: str) -> None:
        if facts.get(fact):
            facts.update(dict.fromkeys((other for other in others if other in facts), False))

    if group in ("child_protection", "unborn") and facts.get("strategy_meeting"):
        facts["conference_outcome"] = dice.random() < _CONFERENCE_AFTER_MEETING
    if facts.get("moved_in_period") is False:
        facts.update({move: False for move in ("planned_move", "emergency_move") if move in facts})
    if facts.get("new_to_care"):
        facts["moved_in_period"] = True
    unless("planned_move", "emergency_move")
    unless("placed_for_adoption", "home_with_parents", "regulation_24", "connected_carer", "placed_at_distance")
    unless("home_with_parents", "regulation_24", "connected_carer", "placed_at_distance")
    # A child who comes into care, onto a plan or to another home mostly comes to another team, with one new worker.
    protected = group in ("child_protection", "unborn")
    if "allocated_in_period" in facts and (protected or facts.get("moved_in_period")):
        new = protected or facts.get("new_to_care") or facts.get("emergency_move") or dice.random() < _NEW_WORKER
        facts["allocated_in_period"] = facts["allocated_in_period"] or bool(new)
        unless("allocated_in_period", "reallocated")
    unless("moved_in_period", "reallocated", "closing_or_transferring")
    if facts.get("regulation_24"):
        facts["connected_carer"] = True
    if not facts.get("open_over_3_months", True):
        facts["allocated_in_period"] = True
