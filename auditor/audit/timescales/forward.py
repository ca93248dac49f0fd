"""Rules on what must follow: within so long of a trigger, by so long after it, or on its day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from auditor.audit.timescales.calendar import hours_at_least_and_at_most, hours_between, hours_later
from auditor.audit.timescales.key_dates import DateBook, KeyDate, Standing
from auditor.audit.timescales.numbering import counted, numbered
from auditor.audit.timescales.results import Instance, Judging, Result
from auditor.standards.model import Event, TimescaleRule

Labels = dict[str, Event]


def following(rule: TimescaleRule, book: DateBook, judging: Judging, events: Labels) -> list[Instance]:
    """Each trigger of a rule, with the end that belongs to it, judged.

    Args:
        rule: one of the kinds ``within``, ``by`` (a length of time) or ``on``.
        book: the key dates.
        judging: the period and how time is counted.
        events: gives the words for what is missing.
    """
    triggers = counted(rule.nth, book, book.dated(rule.trigger_event))
    if not triggers:
        return no_trigger(rule.trigger_event, book, events)
    if book.says(Standing.NOT_NEEDED):
        triggers = [one for one in triggers if not book.has(Standing.NOT_NEEDED, rule.end_event, one.id)]
    if rule.every_end:
        chains = [_pairs(rule, book, triggers, (event,), judging) for event in rule.end_event]
        rows = zip(*chains, strict=True)
        found = [_worst(_judged(rule, pair, book, judging, events) for pair in row) for row in rows]
    else:
        pairs = _pairs(rule, book, triggers, rule.end_event, judging)
        found = [_judged(rule, pair, book, judging, events) for pair in pairs]
    if rule.sample:
        inside = [one for one in found if one.result is not Result.BEFORE_THE_PERIOD]
        found = [one for one in found if one.result is Result.BEFORE_THE_PERIOD] + inside[-rule.sample :]
    return found


def no_trigger(trigger_event: Sequence[str], book: DateBook, events: Labels) -> list[Instance]:
    """What is said where nothing started the time: it did not happen, was looked for, or has still to be entered."""
    if book.has(Standing.NOT_NEEDED, trigger_event, None):
        return []
    names = " or ".join(events[event].label for event in trigger_event)
    if missing := book.standing(Standing.NOT_ON_FILE, trigger_event):
        told = f"the date is not on file: {names}"
        return [Instance(Result.CANNOT_TELL, missing[0], looked_for=True, because=told)]
    return [Instance(Result.CANNOT_TELL, because=f"no date entered: {names}")]


@dataclass
class Pair:
    """A trigger, or several that count as one, and the end that belongs to it."""

    trigger: KeyDate
    ids: set[str] = field(default_factory=set)
    end: KeyDate | None = None
    ends: tuple[str, ...] = ()
    last: KeyDate | None = None


def _pairs(
    rule: TimescaleRule, book: DateBook, triggers: Sequence[KeyDate], end_event: tuple[str, ...], judging: Judging
) -> list[Pair]:
    """Each trigger with its end: the one that says it follows, else the earliest later one that is still free.

    Where a later trigger starts the time again, one end serves all that came before it.
    """
    ends = counted(rule.nth, book, book.dated(end_event))
    if rule.nth and rule.nth.event in end_event:
        ends = [end for end in ends if numbered(rule.nth, book)[end.id]]
    pairs = _grouped(rule, triggers, ends, judging)
    said = [end for end in ends if end.follows is not None]
    free = [end for end in ends if end.follows is None] if said else list(ends)
    for number, pair in enumerate(pairs):
        pair.ends = end_event
        pair.end = next((end for end in said if end.follows in pair.ids), None) if said else None
        if pair.end is not None:
            continue
        if rule.earlier_end_counts:
            before = pairs[number - 1] if number else None
            earlier = [end for end in free if end.is_before(pair.trigger) and _is_later(end, before)]
            pair.end = earlier[-1] if earlier else None
        if pair.end is None:
            after = pairs[number + 1].trigger if rule.share_end and number + 1 < len(pairs) else None
            pair.end = _first_between(free, pair.trigger, after)
        if pair.end is not None and not rule.restart:
            free.remove(pair.end)
    return pairs


def _first_between(free: Sequence[KeyDate], start: KeyDate, until: KeyDate | None) -> KeyDate | None:
    for end in free:
        if not end.is_before(start) and (until is None or end.is_before(until)):
            return end
    return None


def _is_later(end: KeyDate, before: Pair | None) -> bool:
    return before is None or not end.is_before(before.last or before.trigger)


def _grouped(rule: TimescaleRule, triggers: Sequence[KeyDate], ends: Sequence[KeyDate], judging: Judging) -> list[Pair]:
    """Triggers that count as one: those that came before the time of the first had run out, with no end between."""
    pairs: list[Pair] = []
    for trigger in triggers:
        last = pairs[-1] if pairs else None
        if last is not None and (rule.share_end or rule.restart):
            between = any(not end.is_before(last.last or last.trigger) and end.is_before(trigger) for end in ends)
            if not between and trigger.day <= _deadline(rule, last.trigger.day, judging):
                first = trigger if rule.restart else last.trigger
                pairs[-1] = Pair(first, {*last.ids, trigger.id}, last=trigger)
                continue
        pairs.append(Pair(trigger, {trigger.id}, last=trigger))
    return pairs


def _deadline(rule: TimescaleRule, start: date, judging: Judging) -> date:
    if rule.unit == "event":
        return start
    if rule.unit == "hours":
        return hours_later(datetime.combine(start, datetime.max.time()), rule.limit or 0).date()
    return judging.calendar.deadline(start, rule.limit or 0, rule.unit)


def _judged(rule: TimescaleRule, pair: Pair, book: DateBook, judging: Judging, events: Labels) -> Instance:
    trigger, end = pair.trigger, pair.end
    looked_for = end is None and any(book.has(Standing.NOT_ON_FILE, pair.ends, one) for one in pair.ids)
    if trigger.day < judging.period.start:
        return Instance(Result.BEFORE_THE_PERIOD, trigger, _deadline(rule, trigger.day, judging), actual=end)
    if rule.unit == "hours":
        return _in_hours(rule, pair, judging, events, looked_for=looked_for)
    due, because = _deadline(rule, trigger.day, judging), ""
    if rule.extension and (put_off := _put_off(rule, trigger, due, book)):
        due = judging.calendar.deadline(due, rule.extension.limit, rule.extension.unit)
        because = f"put off by {events[put_off.event].label} on {put_off.day:%d/%m/%Y} ({rule.extension.source})"
    if end is not None:
        return _with_end(rule, trigger, due, end, judging, because)
    found = Instance(Result.IN_TIME, trigger, due, because=because)
    return _without_end(found, pair, judging, events, looked_for=looked_for)


def _put_off(rule: TimescaleRule, trigger: KeyDate, due: date, book: DateBook) -> KeyDate | None:
    """The extension, if it was agreed after the trigger and not later than the deadline."""
    assert rule.extension is not None
    agreed = book.dated((rule.extension.event,))
    return next((one for one in agreed if trigger.day <= one.day <= due), None)


def _with_end(
    rule: TimescaleRule, trigger: KeyDate, due: date, end: KeyDate, judging: Judging, because: str
) -> Instance:
    start, day = trigger.day, end.day
    late = (day - due).days
    return Instance(
        Result.LATE if late > 0 else Result.IN_TIME,
        trigger,
        due,
        actual=end,
        late_by=late if late > 0 else None,
        days_taken=(day - start).days,
        working_days_taken=judging.calendar.working_days_taken(start, day) if rule.unit == "working_days" else None,
        because=because,
    )


def _without_end(found: Instance, pair: Pair, judging: Judging, events: Labels, *, looked_for: bool) -> Instance:
    """Nothing is recorded: not yet due, late when it was looked for, and otherwise still to be entered."""
    assert found.due is not None
    if found.due >= judging.as_at:
        return found._replace(result=Result.NOT_YET_DUE, looked_for=looked_for)
    names = " or ".join(events[event].label for event in pair.ends)
    if looked_for:
        late = (judging.as_at - found.due).days
        return found._replace(result=Result.LATE, late_by=late, looked_for=True, because="not on file")
    return found._replace(result=Result.CANNOT_TELL, because=f"no date entered: {names}")


def _in_hours(rule: TimescaleRule, pair: Pair, judging: Judging, events: Labels, *, looked_for: bool) -> Instance:
    trigger, end, limit = pair.trigger, pair.end, rule.limit or 0
    due_at = hours_later(datetime.combine(trigger.day, trigger.at), limit) if trigger.at else None
    found = Instance(
        Result.IN_TIME, trigger, due_at.date() if due_at else _deadline(rule, trigger.day, judging), due_at
    )
    if end is None:
        return _without_end(found, pair, judging, events, looked_for=looked_for)
    if end.is_before(trigger) or (rule.earlier_end_counts and end.day < trigger.day):
        return found._replace(actual=end, days_taken=(end.day - trigger.day).days)
    least, most = hours_at_least_and_at_most(trigger.day, trigger.at, end.day, end.at)
    exact = None
    if trigger.at and end.at:
        exact = int(hours_between(datetime.combine(trigger.day, trigger.at), datetime.combine(end.day, end.at)))
    found = found._replace(actual=end, days_taken=(end.day - trigger.day).days, hours_taken=exact)
    if most <= limit:
        return found
    if least > limit:
        return found._replace(result=Result.LATE, late_by=max(1, int(least - limit)))
    told = f"the times of day are needed to tell whether it was {limit} hours"
    return found._replace(result=Result.CANNOT_TELL, because=told)


def _worst(parts: Iterable[Instance]) -> Instance:
    """The instance that decides, where several ends are needed: what cannot be told, then the latest."""
    order = {Result.CANNOT_TELL: 0, Result.LATE: 1, Result.NOT_YET_DUE: 2, Result.IN_TIME: 3}
    return min(parts, key=lambda one: (order.get(one.result, 4), -(one.late_by or 0), -(one.days_taken or 0)))
