"""Which events one audit offers, which it is waiting for, and what is strange about the dates entered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.audit.profile import Period
from auditor.audit.scope import Scope
from auditor.audit.timescales.compute import rule_applies
from auditor.audit.timescales.key_dates import DateBook, KeyDate, Standing
from auditor.audit.timescales.results import RuleResult
from auditor.standards.model import Event, EventBook, TimescaleRule

LONG_AGO_YEARS = 20


def rules_asked(scope: Scope) -> tuple[TimescaleRule, ...]:
    """The rules behind the criteria an audit asks, without those that certainly do not apply; none for a moderator, who
    enters no dates.
    """
    return tuple(_rules_asked(scope))


def asks_dates(scope: Scope) -> bool:
    """Whether anything an audit asks is worked out from dates: whether :func:`rules_asked` gives any rule."""
    return next(_rules_asked(scope), None) is not None


def _rules_asked(scope: Scope) -> Iterator[TimescaleRule]:
    if scope.grades_only:
        return
    wanted = {rule for item in scope.asked.values() for rule in item.criterion.timescale}
    for rule in scope.checklist.timescales:
        if rule.id in wanted and rule.computable and rule_applies(rule, scope.tags) is not False:
            yield rule


def offered(scope: Scope) -> tuple[Event, ...]:
    """The events that can be entered: those seen on the record audited; a private one only where a rule needs it."""
    record = scope.checklist.tags.subject(scope.profile.subject).record
    needed = needed_events(scope)
    return tuple(
        event
        for event in scope.checklist.events.events
        if record in event.seen_on and (not event.private or event.id in needed)
    )


def needed_events(scope: Scope) -> frozenset[str]:
    """The events that a rule of this audit works with."""
    return frozenset(event for rule in rules_asked(scope) for event in rule.events)


def waited_for(results: Iterable[RuleResult], book: DateBook) -> tuple[str, ...]:
    """The events without which a result cannot be told, in the order of the rules: what to look for next."""
    found: dict[str, None] = {}
    for result in results:
        if result.waits:
            rule = result.rule
            starts = rule.first_due_from or rule.trigger_event
            groups = [starts, rule.end_event]
            groups += [(rule.changed_by,)] if rule.unit == "as_plan" and rule.changed_by else []
            groups += [(rule.nth.since,)] if rule.nth else []
            for group in groups:
                if not book.dated(group) and not _looked_for(book, group):
                    found.update(dict.fromkeys(group[:1]))
    return tuple(found)


def _looked_for(book: DateBook, events: Iterable[str]) -> bool:
    names = tuple(events)
    return bool(book.standing(Standing.NOT_ON_FILE, names) or book.standing(Standing.NOT_NEEDED, names))


@dataclass(frozen=True)
class Strange:
    """Something about a key date that may be a slip; it is asked about, never refused."""

    key: str
    what: str


def strange_dates(dates: Iterable[KeyDate], book: EventBook, period: Period) -> tuple[Strange, ...]:
    """What may be a slip among the dates entered: impossible, out of order, twice, or far away.

    Args:
        dates: all that were entered.
        book: the events.
        period: the period audited.
    """
    dated = sorted((one for one in dates if one.standing is Standing.DATED), key=lambda one: one.moment)
    by_event: dict[str, list[KeyDate]] = {}
    for one in dated:
        by_event.setdefault(one.event, []).append(one)
    found = []
    for one in dated:
        event = book.by_id.get(one.event)
        if event is not None:
            found += [Strange(one.id, what) for what in _strange(one, event, by_event, book, period)]
    return tuple(found)


def _strange(
    one: KeyDate, event: Event, by_event: dict[str, list[KeyDate]], book: EventBook, period: Period
) -> Iterator[str]:
    if one.day > period.end and not event.ahead:
        yield f"after the as-at date {period.end:%d/%m/%Y}: it does not count"
    if one.day.year < period.start.year - LONG_AGO_YEARS:
        yield "more than 20 years ago: is the year right?"
    same = by_event[one.event]
    if event.once and len(same) > 1 and same[0].id != one.id:
        yield "this happens once, and is already entered"
    twin = next((other for other in same if other.id != one.id and other.moment[:2] == one.moment[:2]), None)
    if twin is not None and not event.once and twin.id < one.id:
        yield "entered twice on the same day"
    for name in event.after:
        earlier = by_event.get(name)
        if earlier and one.day < earlier[0].day:
            yield f"before {book.by_id[name].label} on {earlier[0].day:%d/%m/%Y}: are they the right way round?"
    if one.follows is not None:
        followed = next((other for group in by_event.values() for other in group if other.id == one.follows), None)
        if followed is None:
            yield "what it answers is no longer entered"
