"""Results in words: one line for a list, and every step of the reckoning for whoever asks why."""

from datetime import date, timedelta

from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.key_dates import KeyDate
from auditor.audit.timescales.results import Instance, Result, RuleResult
from auditor.standards.model import Event, Interval, TimescaleRule

SYMBOLS = {
    Result.IN_TIME: "✓",
    Result.LATE: "×",
    Result.NOT_YET_DUE: "-",
    Result.CANNOT_TELL: "?",
    Result.BEFORE_THE_PERIOD: "·",
}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNITS = {
    "hours": "hour",
    "days": "day",
    "working_days": "working day",
    "weeks": "week",
    "months": "month",
    "years": "year",
    "school_terms": "school term",
    "reviews": "review",
}


def day_words(day: date) -> str:
    """A day with its weekday: ``Thu 02/04/2026``."""
    return f"{_DAYS[day.weekday()][:3]} {day:%d/%m/%Y}"


def amount(number: int, unit: str) -> str:
    """``5 working days``, ``1 month``."""
    if unit == "weeks_gestation":
        return f"{amount(number, 'weeks')} of the pregnancy"
    name = _UNITS.get(unit, unit.replace("_", " "))
    return f"{number} {name}{'' if number == 1 else 's'}"


def interval_words(interval: Interval) -> str:
    """``every 4 weeks``, ``every month``."""
    return f"every {amount(interval.limit, interval.unit).removeprefix('1 ')}"


def in_a_word(instance: Instance, unit: str) -> str:
    """The result with by how much: ``in time``, ``late by 3 days``, ``late, nothing recorded``."""
    if instance.result is Result.LATE:
        if instance.actual is None:
            return "late, nothing recorded"
        if instance.late_by:
            return f"late by {amount(instance.late_by, 'hours' if unit == 'hours' else 'days')}"
    return instance.result.value


def one_line(instance: Instance, rule: TimescaleRule) -> str:
    """An instance in one line: ``due 09/04/2026 · done 08/04/2026 · in time``."""
    parts = []
    if instance.due_at is not None:
        parts.append(f"due {instance.due_at:%d/%m/%Y %H:%M}")
    elif instance.due is not None:
        parts.append(f"due {instance.due:%d/%m/%Y}")
    if instance.actual is not None and instance.actual.on is not None:
        at = f" {instance.actual.at:%H:%M}" if instance.actual.at else ""
        parts.append(f"done {instance.actual.on:%d/%m/%Y}{at}")
    parts.append(in_a_word(instance, rule.unit))
    if instance.result is Result.CANNOT_TELL and instance.because:
        parts.append(instance.because)
    return " · ".join(parts)


def told(instance: Instance, rule: TimescaleRule) -> str:
    """An instance in one line, with what was taken: ``due 09/04/2026 · done 02/04/2026, after 3 working days · in time
    by 7 days``.
    """
    line = one_line(instance, rule)
    if instance.actual is not None and instance.actual.on is not None and " · done " in line:
        head, _, tail = line.rpartition(" · done ")
        done, sep, rest = tail.partition(" · ")
        line = f"{head} · done {done}{_taken(instance, rule)}{sep}{rest}"
        last = instance.in_time_up_to or instance.due
        if instance.result is Result.IN_TIME and last is not None and rule.unit not in ("hours", "event"):
            early = (last - instance.actual.on).days
            line += f" by {amount(early, 'days')}" if early > 0 else ", on the last day"
    elif instance.trigger is not None and instance.trigger.on is not None and instance.result is not Result.IN_TIME:
        line = f"from {instance.trigger.on:%d/%m/%Y} · {line}"
    return line


def reckoning(instance: Instance, rule: TimescaleRule, events: dict[str, Event], calendar: Calendar) -> list[str]:
    """Every step by which an instance was reckoned, a line each.

    Args:
        instance: what is explained.
        rule: its rule.
        events: gives the labels.
        calendar: by which it was counted.
    """
    lines = []
    if instance.trigger is not None and instance.trigger.on is not None:
        lines.append(f"Counted from: {_dated(instance.trigger, events)}")
    lines += _how(instance, rule, calendar)
    if instance.actual is not None and instance.actual.on is not None:
        lines.append(f"On the file: {_dated(instance.actual, events)}{_taken(instance, rule)}")
    elif instance.looked_for:
        lines.append("On the file: looked for, nothing recorded")
    if instance.because:
        lines.append(instance.because[0].upper() + instance.because[1:])
    lines.append(f"So: {in_a_word(instance, rule.unit)}")
    return lines


def _dated(key_date: KeyDate, events: dict[str, Event]) -> str:
    event = events.get(key_date.event)
    at = f" at {key_date.at:%H:%M}" if key_date.at else ""
    return f"{event.label if event else key_date.event}, {day_words(key_date.day)}{at}"


def _how(instance: Instance, rule: TimescaleRule, calendar: Calendar) -> list[str]:
    if instance.due is None:
        return []
    shown = f"{instance.due_at:%d/%m/%Y at %H:%M}" if instance.due_at else day_words(instance.due)
    lines = [f"Due: {shown}{_why_then(instance, rule)}"]
    if instance.in_time_up_to is not None:
        lines.append(f"In time up to: {day_words(instance.in_time_up_to)}, the end of that week")
    if rule.unit == "working_days" and instance.trigger is not None and instance.trigger.on is not None:
        first, last = sorted((instance.trigger.on, instance.due))
        skipped = calendar.left_out(first - timedelta(days=instance.due < instance.trigger.on), last)
        if skipped:
            told = ", ".join(f"{reason} {day:%d/%m/%Y}" for day, reason in skipped)
            lines.append(f"Weekends do not count, and neither does: {told}")
        day = "day 1" if calendar.first_day_counts else "day 0"
        lines.append(f"Working days of England; the day it is counted from is {day}")
    return lines


def _why_then(instance: Instance, rule: TimescaleRule) -> str:
    if not rule.limit or rule.unit in ("event", "reviews"):
        return ""
    if rule.rule == "at least before":
        return f", {amount(rule.limit, rule.unit)} before"
    if rule.unit == "weeks_gestation":
        return f", {amount(rule.limit, rule.unit)}"
    if rule.unit == "school_terms":
        return ", the end of the term"
    return f", {amount(rule.limit, rule.unit)} later"


def _taken(instance: Instance, rule: TimescaleRule) -> str:
    if instance.hours_taken is not None:
        return f", after {amount(instance.hours_taken, 'hours')}"
    if instance.working_days_taken is not None and instance.working_days_taken >= 0:
        return f", after {amount(instance.working_days_taken, 'working_days')}"
    if instance.days_taken is None:
        return ""
    if instance.days_taken < 0:
        return f", {amount(-instance.days_taken, 'days')} before"
    return f", after {amount(instance.days_taken, 'days')}"


def whole(result: RuleResult) -> str:
    """A rule's result in a line: what it comes to, and how many of how many were in time where it recurs."""
    if not result.instances:
        return "none arose in the period"
    judged = [one for one in result.instances if one.judged]
    if len(judged) > 1:
        return f"{result.in_time} of {len(judged)} in time"
    shown = judged or [one for one in result.instances if one.result is result.result]
    return one_line(shown[-1], result.rule)
