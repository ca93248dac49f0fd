"""Checks across files of what rules on time and tags name: events, tags, and each other."""

from collections.abc import Iterable, Iterator
from typing import Any

from auditor.errors import Problem
from auditor.standards.names import Ids, Known, Names, collect, condition_tags, known
from auditor.standards.strict_yaml import KeyPath, Parsed

ASKED_BY_THE_PLAN = "pathway_plan_due"
"""The private date that no rule counts from: a pathway plan is looked at by when it is due."""
_NAMING = ("trigger_event", "end_event", "first_due_from", "until", "bounded_by")
"""The keys of a rule that hold lists of events."""


# -- events -----------------------------------------------------------------------------------------------------------


def event_problems(parsed: Parsed, names: Names) -> Iterator[Problem]:
    """Collect the events, and refuse a name that stands for two of them: a list that uses it would mean either.

    What comes ``after`` another event must name one, too.

    Args:
        parsed: ``events.yaml``, valid by its schema.
        names: is given the events' ids, and which of them say how often something is due.
    """
    events = parsed.data["events"]
    names.events = {}
    yield from collect(names.events, parsed, ("events",))
    names.intervals = {event["id"]: None for event in events if event.get("interval")}
    meant: dict[str, str] = {}
    for index, event in enumerate(events):
        path: KeyPath = ("events", index)
        for place, name in enumerate(event.get("after", [])):
            yield from known(parsed, (*path, "after", place), name, names.events, "event")
        others = [((*path, "also", place), name) for place, name in enumerate(event.get("also", []))]
        for where, name in [((*path, "id"), event["id"]), ((*path, "label"), event["label"]), *others]:
            other = meant.setdefault(name.casefold(), event["id"])
            if other != event["id"]:
                yield parsed.problem(where, f"the name '{name}' stands for two events: {other} and {event['id']}")


def private_problems(parsed: Parsed, timescales: Iterable[Parsed]) -> Iterator[Problem]:
    """Refuse a private date that nothing needs: it may not be asked then.

    Args:
        parsed: ``events.yaml``, valid by its schema.
        timescales: the rules of every edition, likewise.
    """
    used = {event for rules in timescales for rule in rules.data["rules"] for _, event in _named(rule)}
    if used - {event["id"] for event in parsed.data["events"]}:
        return  # one of them may be this one, misspelt
    for index, event in enumerate(parsed.data["events"]):
        if event.get("private") and event["id"] not in {*used, ASKED_BY_THE_PLAN}:
            where: KeyPath = ("events", index, "private")
            yield parsed.problem(where, f"no rule needs the private date '{event['id']}'", at_key=True)


def _named(rule: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Every event that a rule names, with where in the rule."""
    for key in _NAMING:
        for place, event in enumerate(rule.get(key, [])):
            yield (key, place), event
    if "nth" in rule:
        yield ("nth", "event"), rule["nth"]["event"]
        yield ("nth", "since"), rule["nth"]["since"]
    if "changed_by" in rule:
        yield ("changed_by",), rule["changed_by"]
    if "extension" in rule:
        yield ("extension", "event"), rule["extension"]["event"]


def _named_beside(rule: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Every event named by what is shown beside a rule: the law, and worked examples."""
    for index, law in enumerate(rule.get("statutory", [])):
        for place, event in enumerate(law.get("trigger_event", [])):
            yield ("statutory", index, "trigger_event", place), event
    for index, example in enumerate(rule.get("examples", [])):
        for place, date in enumerate(example["dates"]):
            yield ("examples", index, "dates", place, "event"), date["event"]


# -- rules ------------------------------------------------------------------------------------------------------------


def rule_problems(parsed: Parsed, used: Known, names: Names) -> Iterator[Problem]:
    """What is wrong with what the rules of an edition name.

    Args:
        parsed: the edition's timescales, valid by their schema.
        used: the rules that some criterion uses; None when not every section could be read.
        names: every id that may be referred to.
    """
    for index, rule in enumerate(parsed.data["rules"]):
        path: KeyPath = ("rules", index)
        if not rule["source"].startswith("manual-page:"):
            yield from known(parsed, (*path, "source"), rule["source"], names.points, "point")
        if used is not None and rule["id"] not in used:
            yield parsed.problem((*path, "id"), f"no criterion uses the rule '{rule['id']}'")
        if "applies_to" in rule:
            yield from condition_tags(parsed, (*path, "applies_to"), rule["applies_to"], names.tags)
        for where, event in (*_named(rule), *_named_beside(rule)):
            yield from known(parsed, (*path, *where), event, names.events, "event")
        yield from _frequency_problems(parsed, path, rule, names)


def _frequency_problems(parsed: Parsed, path: KeyPath, rule: dict[str, Any], names: Names) -> Iterator[Problem]:
    if rule["rule"] == "at least every" and set(rule["trigger_event"]) != set(rule["end_event"]):
        where = (*path, "end_event")
        yield parsed.problem(where, "a rule that recurs ends with the events it starts with", at_key=True)
    if rule["unit"] == "as_plan" and "changed_by" not in rule:
        where = (*path, "unit")
        yield parsed.problem(where, "as the plan says: name in 'changed_by' the event that says how often", at_key=True)
    changing = rule.get("changed_by")
    if changing in (names.events or ()) and changing not in (names.intervals or ()):
        where = (*path, "changed_by")
        message = f"the event '{changing}' does not say how often something is due (interval: true)"
        yield parsed.problem(where, message)


def used_rules(sections: Iterable[Parsed]) -> Ids:
    """The rules that the criteria of some sections use."""
    return {
        rule: None
        for section in sections
        for criterion in section.data["criteria"]
        for rule in criterion.get("timescale", [])
    }
