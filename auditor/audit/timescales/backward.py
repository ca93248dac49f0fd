"""Rules on what must come before: so long before a meeting, before an event, by the second review, by 30 weeks."""

from collections.abc import Sequence
from datetime import date, timedelta

from auditor.audit.timescales.calendar import GESTATION_WEEKS, gestation
from auditor.audit.timescales.forward import Labels, no_trigger
from auditor.audit.timescales.key_dates import DateBook, KeyDate, Standing
from auditor.audit.timescales.numbering import counted, numbered
from auditor.audit.timescales.results import Instance, Judging, Result
from auditor.standards.model import TimescaleRule

_DAYS_OF_A_WEEK_LEFT = 6
"""30 weeks lasts until 30 weeks and 6 days."""


def preceding(rule: TimescaleRule, book: DateBook, judging: Judging, events: Labels) -> list[Instance]:
    """Each trigger of a rule, with what came before it, judged.

    Args:
        rule: of the kind ``before``, ``at least before``, or ``by`` the date of an event.
        book: the key dates.
        judging: the period and how time is counted.
        events: gives the words for what is missing.
    """
    triggers = book.dated(rule.trigger_event)
    if not triggers:
        return no_trigger(rule.trigger_event, book, events)
    wanted = {one.id for one in counted(rule.nth, book, triggers)}
    numbers = numbered(rule.nth, book) if rule.nth else {}
    found = []
    for trigger, end in _pairs(rule, book, triggers):
        if trigger.id not in wanted or book.has(Standing.NOT_NEEDED, rule.end_event, trigger.id):
            continue
        if rule.nth and numbers.get(trigger.id, 0) is None:
            found.append(_number_unknown(rule, trigger, judging, events))
        else:
            found.append(_judged(rule, trigger, end, book, judging, events))
    return found


def _number_unknown(rule: TimescaleRule, trigger: KeyDate, judging: Judging, events: Labels) -> Instance:
    assert rule.nth is not None
    if trigger.day < judging.period.start:
        return Instance(Result.BEFORE_THE_PERIOD, trigger)
    needed = f"no date entered: {events[rule.nth.since].label}, from which reviews are counted"
    return Instance(Result.CANNOT_TELL, trigger, because=needed)


def _pairs(rule: TimescaleRule, book: DateBook, triggers: Sequence[KeyDate]) -> list[tuple[KeyDate, KeyDate | None]]:
    """Each trigger with its end: the one that says so, else the first since the trigger before, else a later one."""
    ends = book.dated(rule.end_event)
    free = [end for end in ends if end.follows is None]
    following = [end for end in ends if end.follows is not None]
    edges = [edge.day for edge in (*triggers, *book.dated(rule.bounded_by))]
    pairs: list[tuple[KeyDate, KeyDate | None]] = []
    for trigger in triggers:
        said = next((end for end in following if end.follows == trigger.id), None)
        if said is None:
            day = trigger.day
            lower = max((edge for edge in edges if edge < day), default=date.min)
            inside = (end for end in free if lower < end.day <= day and not trigger.is_before(end))
            said = next(inside, None)
            # What came after one meeting and before the next belongs to the next.
            if said is None and not any(edge > day for edge in edges):
                said = next((end for end in free if trigger.is_before(end)), None)
            if said is not None:
                free.remove(said)
        pairs.append((trigger, said))
    return pairs


def _judged(
    rule: TimescaleRule, trigger: KeyDate, end: KeyDate | None, book: DateBook, judging: Judging, events: Labels
) -> Instance:
    due = trigger.day
    if rule.unit != "event":
        due = judging.calendar.latest_before(trigger.day, rule.limit or 0, rule.unit)
    if trigger.day < judging.period.start:
        return Instance(Result.BEFORE_THE_PERIOD, trigger, due, actual=end)
    if end is not None:
        late = (end.day - due).days
        in_time = late < 0 or (late == 0 and not (rule.unit == "event" and trigger.is_before(end)))
        working = None
        if rule.unit == "working_days":
            working = judging.calendar.working_days_taken(trigger.day, end.day)
        return Instance(
            Result.IN_TIME if in_time else Result.LATE,
            trigger,
            due,
            actual=end,
            late_by=None if in_time else max(late, 0),
            days_taken=(end.day - trigger.day).days,
            working_days_taken=working,
        )
    looked_for = book.has(Standing.NOT_ON_FILE, rule.end_event, trigger.id)
    if due >= judging.as_at:
        return Instance(Result.NOT_YET_DUE, trigger, due, looked_for=looked_for)
    if looked_for or (rule.missing_is_late and trigger.day <= judging.as_at):
        because = "not on file" if looked_for else "none entered, which is the failure itself"
        return Instance(Result.LATE, trigger, due, looked_for=looked_for, because=because)
    names = " or ".join(events[event].label for event in rule.end_event)
    return Instance(Result.CANNOT_TELL, trigger, due, because=f"no date entered: {names}")


def by_review(rule: TimescaleRule, book: DateBook, judging: Judging, events: Labels) -> list[Instance]:
    """Something that must be there by the so many-th review."""
    triggers = book.dated(rule.trigger_event)
    if not triggers:
        return no_trigger(rule.trigger_event, book, events)
    assert rule.nth is not None
    numbers = numbered(rule.nth, book)
    reviews = [one for one in book.dated((rule.nth.event,)) if numbers[one.id] == rule.limit]
    found = []
    for number, trigger in enumerate(triggers):
        until = triggers[number + 1].day if number + 1 < len(triggers) else date.max
        review = next((one for one in reviews if trigger.day <= one.day < until), None)
        end = next((one for one in book.dated(rule.end_event) if trigger.day <= one.day < until), None)
        if book.has(Standing.NOT_NEEDED, rule.end_event, trigger.id):
            continue
        found.append(_by_one(rule, (trigger, review, end), book, judging, events))
    return found


def _by_one(
    rule: TimescaleRule,
    dates: tuple[KeyDate, KeyDate | None, KeyDate | None],
    book: DateBook,
    judging: Judging,
    events: Labels,
) -> Instance:
    trigger, review, end = dates
    looked_for = book.has(Standing.NOT_ON_FILE, rule.end_event, trigger.id)
    base = Instance(Result.IN_TIME, trigger, review.day if review else None, actual=end, looked_for=looked_for)
    if end is not None:
        base = base._replace(days_taken=(end.day - trigger.day).days)
    if review is not None and review.day < judging.period.start:
        return base._replace(result=Result.BEFORE_THE_PERIOD)
    if end is not None and (review is None or end.day <= review.day):
        return (
            base
            if review is not None or end.day >= judging.period.start
            else base._replace(result=Result.BEFORE_THE_PERIOD)
        )
    if review is not None and end is not None:
        return base._replace(result=Result.LATE, late_by=(end.day - review.day).days)
    if review is not None and looked_for and review.day < judging.as_at:
        late = (judging.as_at - review.day).days
        return base._replace(result=Result.LATE, late_by=late, because="not on file")
    if review is None and rule.not_due_before is not None:
        wait = rule.not_due_before
        if judging.as_at <= judging.calendar.deadline(trigger.day, wait.limit, wait.unit):
            return base._replace(result=Result.NOT_YET_DUE)
    assert rule.nth is not None
    missing = rule.nth.event if review is None else rule.end_event[0]
    return base._replace(result=Result.CANNOT_TELL, because=f"no date entered: {events[missing].label}")


def at_gestation(rule: TimescaleRule, book: DateBook, judging: Judging, events: Labels) -> list[Instance]:
    """Something that must happen by so many weeks of the pregnancy; earlier is in time, and so is all of that week."""
    triggers = book.dated(rule.trigger_event)
    if not triggers:
        return no_trigger(rule.trigger_event, book, events)
    trigger = triggers[-1]
    if book.has(Standing.NOT_NEEDED, rule.end_event, trigger.id):
        return []
    due = gestation(trigger.day, rule.limit or 0)
    last = due + timedelta(days=_DAYS_OF_A_WEEK_LEFT)
    conceived = trigger.day - timedelta(weeks=GESTATION_WEEKS)
    end = next((one for one in book.dated(rule.end_event) if one.day >= conceived), None)
    looked_for = book.has(Standing.NOT_ON_FILE, rule.end_event, trigger.id)
    base = Instance(Result.IN_TIME, trigger, due, in_time_up_to=last, actual=end, looked_for=looked_for)
    if last < judging.period.start:
        return [base._replace(result=Result.BEFORE_THE_PERIOD)]
    if end is not None:
        late = (end.day - last).days
        base = base._replace(days_taken=(end.day - trigger.day).days)
        return [base._replace(result=Result.LATE, late_by=late) if late > 0 else base]
    if last >= judging.as_at:
        return [base._replace(result=Result.NOT_YET_DUE)]
    if looked_for:
        return [base._replace(result=Result.LATE, late_by=(judging.as_at - last).days, because="not on file")]
    names = " or ".join(events[event].label for event in rule.end_event)
    return [base._replace(result=Result.CANNOT_TELL, because=f"no date entered: {names}")]
