"""Which criteria apply to this subject, and why, in words.

Truth has three values: true, false, and None for *cannot tell*. A criterion is left out only when its condition is
certainly false; what cannot be told is shown, so that a fact nobody entered never hides a question.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from auditor.audit.profile import Profile
from auditor.standards.model import (
    AgeBandIs,
    AllOf,
    AnyOf,
    Condition,
    Contradiction,
    FactIs,
    Not,
    StatusWas,
    SubjectIs,
    TagBook,
    TagIs,
)

Truth = bool | None
"""True, false, or None: cannot tell."""


def both(left: Truth, right: Truth) -> Truth:
    """And, of three values: false wins, then cannot tell."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: Truth, right: Truth) -> Truth:
    """Or, of three values: true wins, then cannot tell."""
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def opposite(value: Truth) -> Truth:
    """Not, of three values: cannot tell stays so."""
    return None if value is None else not value


def tags_of(profile: Profile, book: TagBook) -> dict[str, Truth]:
    """The truth of every tag for a profile.

    Args:
        profile: what is known of the subject.
        book: where the tags are defined.
    """
    known = with_unasked_facts(profile, book)
    values: dict[str, Truth] = {}
    for tag in book.tags:
        values[tag.id] = holds(tag.when, values, known)
    return values


def with_unasked_facts(profile: Profile, book: TagBook) -> Profile:
    """The profile with every fact that cannot arise set to no.

    A fact that is never asked of such a subject (whether a care experienced adult had a strategy meeting) is certainly
    not true; only a fact that was asked and not answered cannot be told.
    """
    unasked = {
        fact.id: False
        for fact in book.facts
        if fact.id not in profile.facts and holds(fact.ask_when, {}, profile) is False
    }
    return replace(profile, facts={**profile.facts, **unasked})


def contradictions(profile: Profile, book: TagBook) -> list[Contradiction]:
    """The rules of what cannot both be that this profile breaks for certain."""
    values = tags_of(profile, book)
    known = with_unasked_facts(profile, book)
    return [rule for rule in book.contradictions if holds(rule.when, values, known) is True]


def holds(condition: Condition | None, tags: Mapping[str, Truth], profile: Profile | None = None) -> Truth:
    """The truth of a condition.

    Args:
        condition: over tags, or (in ``tags.yaml``) over the profile; None always holds.
        tags: the truth of the tags it may name.
        profile: needed for conditions over the profile.
    """
    match condition:
        case None:
            return True
        case str():
            return tags[condition]
        case AllOf():
            return _fold(both, [holds(inner, tags, profile) for inner in condition.all], start=True)
        case AnyOf():
            return _fold(either, [holds(inner, tags, profile) for inner in condition.any], start=False)
        case Not():
            return opposite(holds(condition.not_, tags, profile))
        case TagIs():
            return tags[condition.tag]
    assert profile is not None, "a condition over the profile needs one"
    match condition:
        case SubjectIs():
            return profile.subject in condition.subject
        case StatusWas():
            return condition.status in profile.statuses
        case AgeBandIs():
            return _age_band(condition, profile)
        case FactIs():
            return True if profile.events.intersection(condition.or_event) else profile.facts.get(condition.fact)


def _fold(join: Callable[[Truth, Truth], Truth], values: Iterable[Truth], *, start: Truth) -> Truth:
    return reduce(join, values, start)


def _age_band(condition: AgeBandIs, profile: Profile) -> Truth:
    if profile.age_band is not None:
        return profile.age_band in condition.age_band
    # A household or a supervision record has no age; a person's that was not entered cannot be told.
    return None if profile.subject in ("child", "young_adult") else False


@dataclass(frozen=True)
class Applies:
    """Whether something applies, and why.

    Attributes:
        value: true, false, or None for cannot tell.
        reason: for the screen: "asked because: cared for", "not asked: not cared for", "cannot tell: ... : shown".
    """

    value: Truth
    reason: str

    @property
    def shown(self) -> bool:
        """Whether the question is put: unless it certainly does not apply."""
        return self.value is not False


def explain(condition: Condition | None, tags: Mapping[str, Truth], book: TagBook) -> Applies:
    """Whether a condition over tags holds, with the tags that decided it, in words.

    Args:
        condition: over tags; None always holds.
        tags: the truth of every tag.
        book: gives the tags' labels.
    """
    value = holds(condition, tags)
    if condition is None:
        return Applies(True, "asked of everyone")
    words = _deciding(condition, tags, book, value)
    lead = {True: "asked because: ", False: "not asked: ", None: "cannot tell, so it is asked: "}[value]
    return Applies(value, lead + ", ".join(dict.fromkeys(words)))


def _deciding(condition: Condition, tags: Mapping[str, Truth], book: TagBook, value: Truth) -> list[str]:
    """The labels of the tags that made a condition come out as it did."""
    match condition:
        case str():
            label = book.by_id[condition].label
            return [{True: label, False: f"not {label}", None: f"{label}?"}[tags[condition]]]
        case AllOf():
            inner = condition.all
        case AnyOf():
            inner = condition.any
        case Not():
            return _deciding(condition.not_, tags, book, opposite(value))
        case _:
            return []
    return [word for part in inner if holds(part, tags) is value for word in _deciding(part, tags, book, value)]
