"""A day as a person types it: day first, short, or counted from today."""

import re
from calendar import monthrange
from datetime import date, timedelta

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

HOW = "Type it as 12/3/26, 12 mar, today, yesterday, -2w (two weeks ago) or +10d (in ten days)."

_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}
_COUNTED = re.compile(r"([+-])\s*(\d{1,4})\s*([dwmy])[a-z]*")
_PRINTED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
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
    found = _read(typed, today, past=not_after_today)
    if found is None:
        raise InputError("That is not a day.", text.strip(), HOW)
    if not_after_today and found > today:
        raise InputError("That day has not come yet.", f"{found:%d/%m/%Y}", HOW)
    return found


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
