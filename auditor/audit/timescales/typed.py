"""Key dates as a person types them: one or several days, a time where it matters, how often where it is agreed."""

import re
from dataclasses import dataclass
from datetime import date, time

from auditor.audit.dates import parse_day, parse_interval, parse_time, shown_day
from auditor.audit.timescales.key_dates import KeyDate
from auditor.audit.timescales.words import interval_words
from auditor.errors import InputError
from auditor.standards.model import Event, Interval

_TIME = re.compile(r"(.*?\S)\s+(?:at\s+)?(\d{1,2}[:.]\d{2}(?:\s*[ap]m)?|\d{1,2}\s*[ap]m)", re.IGNORECASE)
_OFTEN = re.compile(r"(.*?\S)\s+(every\b.*|daily|weekly|fortnightly|monthly|quarterly|yearly)", re.IGNORECASE)


@dataclass(frozen=True)
class TypedDate:
    """What was typed for one key date."""

    on: date
    at: time | None = None
    every: Interval | None = None


def how_to_type(event: Event) -> str:
    """An example for an event's field."""
    if event.interval:
        return "12/3/26 every 4 weeks"
    return "12/3/26 14:30, or only the day" if event.timed else "12/3/26, 12 mar, today, -2w"


def typed_dates(text: str, event: Event, today: date) -> tuple[TypedDate, ...]:
    """The dates in a line, separated by commas.

    Args:
        text: ``3/2, 4/3, 1/4``; ``12/3/26 14:30`` for an event whose time matters; ``12/3/26 every 4 weeks`` for one
            that says how often.
        event: what happened.
        today: the day today; a day after it is refused unless the event may lie ahead.

    Raises:
        InputError: one of them is not understood; it is named.
    """
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    if not parts:
        raise InputError("No day was typed.", "", f"Type it as {how_to_type(event)}.")
    return tuple(_one(part, event, today) for part in parts)


def _one(text: str, event: Event, today: date) -> TypedDate:
    every = at = None
    if found := _OFTEN.fullmatch(text):
        if not event.interval:
            raise InputError(f"How often is not asked of: {event.label}.", text[:40], "Type the day alone.")
        limit, unit = parse_interval(found[2])
        every, text = Interval.model_validate({"limit": limit, "unit": unit}), found[1]
    elif event.interval:
        raise InputError("How often is missing.", text[:40], f"Type it as {how_to_type(event)}.")
    if found := _TIME.fullmatch(text):
        if not event.timed:
            raise InputError(f"Only the day counts for: {event.label}.", text[:40], "Type it without a time.")
        at, text = parse_time(found[2]), found[1]
    return TypedDate(parse_day(text, today, not_after_today=not event.ahead), at, every)


def as_typed(key_date: KeyDate) -> str:
    """A key date as it would be typed again; empty when it has no day."""
    if key_date.on is None:
        return ""
    at = f" {key_date.at:%H:%M}" if key_date.at else ""
    often = f" {interval_words(key_date.every)}" if key_date.every else ""
    return f"{shown_day(key_date.on)}{at}{often}"
