"""All rules of a checklist, worked out from the key dates of one examination."""

from collections.abc import Iterable, Mapping

from auditor.audit.applicability import Truth, holds
from auditor.audit.timescales.backward import at_gestation, by_review, preceding
from auditor.audit.timescales.forward import Labels, following
from auditor.audit.timescales.key_dates import DateBook, KeyDate
from auditor.audit.timescales.recurring import recurring
from auditor.audit.timescales.results import Instance, Judging, Result, RuleResult
from auditor.standards.model import Checklist, TimescaleRule

SUBJECT_TAGS = {
    "child": "child_or_young_adult",
    "carer": "fostering_household",
    "supervision record": "supervision_record",
}
"""The tag of those whose record each subject of a rule is."""


def rule_applies(rule: TimescaleRule, tags: Mapping[str, Truth]) -> Truth:
    """Whether a rule is for this subject; None when it cannot be told."""
    if tags.get(SUBJECT_TAGS[rule.subject], True) is False:
        return False
    return holds(rule.applies_to, tags)


def work_out(rule: TimescaleRule, book: DateBook, judging: Judging, events: Labels) -> RuleResult:
    """What one rule comes to.

    Args:
        rule: which must be computable.
        book: the key dates, see :func:`known_by`.
        judging: the period and how time is counted.
        events: every event by id.
    """
    instances = _instances(rule, book, judging, events)
    law = _by_law(rule, book, judging, events) if rule.statutory else ()
    return RuleResult(rule, tuple(instances), tuple(law))


def results(
    checklist: Checklist, rules: Iterable[TimescaleRule], dates: Iterable[KeyDate], judging: Judging
) -> dict[str, RuleResult]:
    """What each of some rules comes to, by the rule's id.

    Args:
        checklist: gives the events.
        rules: those that apply; one that cannot be computed is left out.
        dates: the key dates.
        judging: the period and how time is counted.
    """
    events = checklist.events.by_id
    book = known_by(dates, judging, events)
    return {rule.id: work_out(rule, book, judging, events) for rule in rules if rule.computable}


def known_by(dates: Iterable[KeyDate], judging: Judging, events: Labels) -> DateBook:
    """The dates that count at the as-at date: what came after it had not happened, unless it was then foreseen."""
    as_at = judging.as_at
    return DateBook.of(
        one for one in dates if one.on is None or one.on <= as_at or (one.event in events and events[one.event].ahead)
    )


def _instances(rule: TimescaleRule, book: DateBook, judging: Judging, events: Labels) -> list[Instance]:
    if rule.rule == "at least every":
        return recurring(rule, book, judging, events)
    if rule.rule == "at":
        return at_gestation(rule, book, judging, events)
    if rule.unit == "reviews":
        return by_review(rule, book, judging, events)
    if rule.rule in ("before", "at least before") or (rule.rule == "by" and rule.unit == "event"):
        return preceding(rule, book, judging, events)
    return following(rule, book, judging, events)


def _by_law(rule: TimescaleRule, book: DateBook, judging: Judging, events: Labels) -> list[Instance]:
    """The law's own limit over the same dates, where it has one that can be worked out."""
    found: list[Instance] = []
    for law in rule.statutory:
        if law.limit is not None and law.unit is not None:
            trigger = law.trigger_event or rule.trigger_event
            own = replace_limits(rule, law.limit, law.unit, trigger)
            found += [
                one._replace(because=law.text)
                for one in _instances(own, book, judging, events)
                if one.judged or one.result is Result.NOT_YET_DUE
            ]
    return found


def replace_limits(rule: TimescaleRule, limit: int, unit: str, trigger: tuple[str, ...]) -> TimescaleRule:
    """The rule with another limit: what the law's own comes to over the same dates."""
    return rule.model_copy(update={"limit": limit, "unit": unit, "trigger_event": trigger, "statutory": ()})
