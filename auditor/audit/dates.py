"""A day as a person types it: day first, short, or counted from today."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from auditor.errors import InputError

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""In English whatever the computer's own language, from January."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that a day in a file may have: wide enough for any life, and calendars can be counted within them."""

HOW = "Type it as 12/3/26, 12 mar, today, yesterday, -2w (two weeks ago) or +10d (in ten days)."

_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}
_COUNTED = re.compile(r"([+-])\s*(\d{1,4})\s*([dwmy])[a-z]*")
_PRINTED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FULL = re.compile(r"(?:^|\D)\d{4}(?:\D|$)|\d\D+(?:\d{1,2}|[a-z]+)\D+\d{2}$")
_LONGEST = 40
"""Characters; no day takes more, and looking for one in a page of text would take minutes."""
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2})?\s*(am|pm)?")
_INTERVAL = re.compile(r"(\d{1,3})?\s*(day|working day|week|month|year)s?")
_OFTEN = {
    "daily": (1, "days"),
    "weekly": (1, "weeks"),
    "fortnight": (2, "weeks"),
    "fortnightly": (2, "weeks"),
    "monthly": (1, "months"),
    "quarterly": (3, "months"),
    "yearly": (1, "years"),
}
_NOON, _MINUTES, _LONGEST = 12, 60, 366
_TYPED = re.compile(r"(\d{1,2})\s*[\s./-]?\s*(\d{1,2}|[a-z]{3,9})(?:\s*[\s./-]?\s*(\d{2}|\d{4}))?")


def parse_day(text: str, today: date, *, not_after_today: bool = False) -> date:
    """The day a person means.

    Args:
        text: ``12/3/26``, ``12.3.2026``, ``12 mar``, ``2026-03-12``, ``today``, ``-2w``, ``+1m`` ... A day without a
            year is the nearest to today, or the last one where it must be past.
        today: the day today.
        not_after_today: refuse a day that has not come yet.

    Raises:
        InputError: it is not a day, or it has not come yet.
    """
    typed = text.strip().casefold().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    found = _read(typed, today, past=not_after_today) if len(typed) <= _LONGEST else None
    if found is None:
        raise InputError("That is not a day.", text.strip()[:_LONGEST], HOW)
    if not_after_today and found > today:
        raise InputError("That day has not come yet.", f"{found:%d/%m/%Y}", HOW)
    return found


def parse_full_day(text: str) -> date:
    """A day that stands in a file: day, month and year, or year, month and day; nothing counted from today.

    Raises:
        InputError: it is not a day, the year is missing, or it is not a year of these times.
    """
    typed = text.strip().casefold()
    fits = len(typed) <= _LONGEST and typed[:1].isdigit() and _FULL.search(typed)
    found = _read(typed, date.min, past=False) if fits else None
    if found is None:
        raise InputError("That is not a day.", text.strip()[:40], "Write it as 12/03/2026 or 2026-03-12.")
    return check_year(found)


def check_year(day: date) -> date:
    """The day itself, if its year can be meant.

    Raises:
        InputError: it is before :data:`FIRST_YEAR` or after :data:`LAST_YEAR`.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError(
            "That is not a day of these times.", day.isoformat(), f"Write a year from {FIRST_YEAR} to {LAST_YEAR}."
        )
    return day


def parse_time(text: str) -> time:
    """A time of day: ``9:30``, ``0930``, ``9.30``, ``2pm``, ``14:05:00``.

    Raises:
        InputError: it is not a time of day.
    """
    found = _TIME.fullmatch(text.strip().casefold())
    if found is not None:
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        clear = half is None or 1 <= hour <= _NOON
        hour = hour % _NOON + (_NOON if half == "pm" else 0) if half else hour
        if clear and hour < 2 * _NOON and minute < _MINUTES and (found[2] or half):
            return time(hour, minute)
    raise InputError("That is not a time of day.", text.strip()[:40], "Write it as 14:30 or 2.30pm.")


def parse_interval(text: str) -> tuple[int, str]:
    """How often: ``4 weeks``, ``every 6 weeks``, ``monthly``, ``10 working days``; a number and its unit.

    Raises:
        InputError: it is not an interval.
    """
    typed = " ".join(text.strip().casefold().removeprefix("every").replace("_", " ").split())
    if typed in _OFTEN:
        return _OFTEN[typed]
    found = _INTERVAL.fullmatch(typed)
    if found is None or not 1 <= int(found[1] or 1) <= _LONGEST:
        raise InputError(
            "That is not how often.", text.strip()[:40], "Write it as 4 weeks, 10 working days or 1 month."
        )
    return int(found[1] or 1), found[2].replace(" ", "_") + "s"


def shown_day(day: date) -> str:
    """A day as it is printed: day first."""
    return f"{day:%d/%m/%Y}"


def _read(text: str, today: date, *, past: bool) -> date | None:
    if text in _NAMED:
        return today + timedelta(days=_NAMED[text])
    if counted := _COUNTED.fullmatch(text):
        sign, number, unit = counted.groups()
        return _shifted(today, int(sign + number), unit)
    if printed := _PRINTED.fullmatch(text):
        year, month, day = (int(part) for part in printed.groups())
        return _day(year, month, day)
    typed = _TYPED.fullmatch(text)
    if typed is None:
        return None
    named = _month(typed[2])
    return _day_near(int(typed[1]), named, typed[3], today, past=past) if named else None


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    full = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
    names = (*full, "november", "december")
    return next((place for place, name in enumerate(names, 1) if name.startswith(text)), None)


def _day_near(day: int, month: int, year: str | None, today: date, *, past: bool) -> date | None:
    if year is not None:
        return _day(int(year) + 2000 if len(year) <= 2 else int(year), month, day)
    near = [found for offset in (-1, 0, 1) if (found := _day(today.year + offset, month, day))]
    gone = [found for found in near if found <= today] if past else []
    return min(gone or near, key=lambda found: abs(found - today), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shifted(today: date, number: int, unit: str) -> date | None:
    try:
        if unit in "dw":
            return today + timedelta(days=number * (7 if unit == "w" else 1))
        index = today.year * 12 + today.month - 1 + number * (12 if unit == "y" else 1)
        year, month = divmod(index, 12)
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, IndexError):
        return None


def parse_moment(text: str, now: datetime) -> datetime:
    """The moment a person means, which has passed: ``14:30`` (today), ``yesterday 9.15``, ``12/3/26 14:30``, ``now``.

    Args:
        now: the moment now, by the clock on the wall.

    Raises:
        InputError: it is none, the time of day is missing, or it has not come yet.
    """
    typed = " ".join(text.strip().casefold().split())
    if typed == "now":
        return now.replace(second=0, microsecond=0)
    first, _, last = typed.rpartition(" ")
    if last in ("am", "pm"):
        first, _, hour = first.rpartition(" ")
        last = f"{hour}{last}"
    try:
        at = parse_time(last)
        day = parse_day(first, now.date(), not_after_today=True) if first else now.date()
    except InputError as error:
        raise InputError("That is not a moment.", text.strip()[:40], _MOMENT) from error
    found = datetime.combine(day, at)
    if found > now:
        raise InputError("That time has not come yet.", f"{found:%d/%m/%Y %H:%M}", _MOMENT)
    return found


_MOMENT = "Type it as 14:30, yesterday 9:15, 12/3/26 14:30, or now."
