"""What each key date is good for: the deadlines it met or started, what is still wanted, and what it may answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.audit.timescales.key_dates import DateBook, KeyDate, Standing
from auditor.audit.timescales.results import Instance, Result, RuleResult
from auditor.audit.timescales.vocabulary import waited_for
from auditor.standards.model import TimescaleRule

_WORST_FIRST = (
    Result.LATE,
    Result.CANNOT_TELL,
    Result.IN_TIME,
    Result.NOT_YET_DUE,
    Result.BEFORE_THE_PERIOD,
)


_SAID = (Standing.NOT_ON_FILE, Standing.NOT_NEEDED)


@dataclass(frozen=True)
class Use:
    """One part that a key date has in a result.

    Attributes:
        ends: it is what happened; otherwise the time is counted from it.
    """

    result: RuleResult
    instance: Instance
    ends: bool

    @property
    def rule(self) -> TimescaleRule:
        """The rule."""
        return self.result.rule

    @property
    def partner(self) -> KeyDate | None:
        """The date it is paired with; None when there is none."""
        return self.instance.trigger if self.ends else self.instance.actual


def uses(results: Iterable[RuleResult]) -> dict[str, tuple[Use, ...]]:
    """Every part that each key date has, by its id, in the order of the rules."""
    found: dict[str, list[Use]] = {}
    for result in results:
        for one in result.instances:
            for key_date, ends in ((one.actual, True), (one.trigger, False)):
                if key_date is not None:
                    found.setdefault(key_date.id, []).append(Use(result, one, ends))
    return {name: tuple(parts) for name, parts in found.items()}


def telling(parts: Sequence[Use]) -> Use | None:
    """The part that says most of a date: the worst result that it ended, or that still waits for an end."""
    own = [use for use in parts if use.ends or use.instance.actual is None]
    return min(own or parts, key=lambda use: (_WORST_FIRST.index(use.instance.result), not use.ends), default=None)


@dataclass(frozen=True)
class Wanted:
    """Something to look for on the file.

    Attributes:
        event: of which a date is wanted.
        follows: the key date that it answers; None when any date of the event helps.
        corrects: the key date whose time of day is wanted.
    """

    event: str
    follows: KeyDate | None = None
    corrects: KeyDate | None = None

    @property
    def key(self) -> str:
        """Names it within one examination."""
        other = self.corrects or self.follows
        return f"{self.event}:{other.id}" if other else self.event


def wanted(results: Iterable[RuleResult], book: DateBook) -> tuple[Wanted, ...]:
    """What has still to be looked for, in the order of the rules; what is late only because none is entered too.

    Args:
        results: those whose criteria are still open.
        book: the key dates.
    """
    given = tuple(results)
    waiting = [result for result in given if result.waits]
    anywhere = waited_for(waiting, book)
    found = {name: Wanted(name) for name in anywhere}
    for result in waiting:
        for one in result.instances:
            if one.result is Result.CANNOT_TELL and not one.looked_for and one.trigger is not None:
                for item in _beside(result.rule, one, one.trigger, book):
                    if item.event not in anywhere:
                        found.setdefault(item.key, item)
    for result in given:
        ends = result.rule.end_event
        entered = book.dated(ends) or any(book.standing(standing, ends) for standing in _SAID)
        if not entered and any(one.result is Result.LATE for one in result.instances):
            found.setdefault(ends[0], Wanted(ends[0]))
    order = _in_order_of_rules(given)
    return tuple(sorted(found.values(), key=lambda item: order.get(item.event, len(order))))


def _in_order_of_rules(results: Sequence[RuleResult]) -> dict[str, int]:
    """The place of each event: the order of the list stays the same while dates are entered."""
    order: dict[str, int] = {}
    for result in results:
        rule = result.rule
        for event in (*(rule.first_due_from or rule.trigger_event), *rule.end_event, *sorted(rule.events)):
            order.setdefault(event, len(order))
    return order


def _beside(rule: TimescaleRule, one: Instance, trigger: KeyDate, book: DateBook) -> Iterable[Wanted]:
    if one.actual is not None:
        if rule.unit == "hours":
            untimed = next((date for date in (trigger, one.actual) if date.at is None), None)
            if untimed is not None:
                yield Wanted(untimed.event, corrects=untimed)
        return
    if rule.rule == "at least every":
        return
    for event in rule.end_event if rule.every_end else rule.end_event[:1]:
        own = [end for end in book.dated((event,)) if end.follows == trigger.id or not end.is_before(trigger)]
        if not (rule.every_end and own):
            yield Wanted(event, trigger)


def answerable(rules: Iterable[TimescaleRule], book: DateBook, key_date: KeyDate) -> tuple[KeyDate, ...]:
    """The dates that a date could answer, earliest first: what the rules let it follow."""
    starts = {
        event
        for rule in rules
        if key_date.event in rule.end_event and rule.rule != "at least every"
        for event in rule.trigger_event
    }
    return tuple(one for one in book.dated(sorted(starts)) if one.id != key_date.id)


def expected_after(rules: Iterable[TimescaleRule], event: str) -> tuple[str, ...]:
    """The events that a rule expects for each of an event, in the order of the rules."""
    ends = (
        end for rule in rules if event in rule.trigger_event and rule.rule != "at least every" for end in rule.end_event
    )
    return tuple(dict.fromkeys(ends))


def same_event(key_date: KeyDate) -> tuple[object, ...]:
    """What makes two key dates one and the same, apart from their ids and from what they follow."""
    if key_date.standing is Standing.DATED:
        return key_date.event, key_date.on, key_date.at
    return key_date.event, key_date.standing
