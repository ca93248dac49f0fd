"""Counting: days, working days, months, hours and school terms, as England counts them.

A deadline of n working days is the nth working day after the trigger, whose own day is day 0 (or, by a setting, day 1
when it is a working day). Months and years keep the day of the month, or end with a shorter month. A working day is
none of: Saturday, Sunday, a bank holiday in England, a closure day of the council (compare SI 2006/1738, regulation 2).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any

from dateutil.tz import gettz

from auditor.audit.profile import months_before

_LONDON = gettz("Europe/London")
_SATURDAY = 5
GESTATION_WEEKS = 40
"""The expected date of delivery is the end of this week."""


@cache
def bank_holidays(year: int) -> dict[date, str]:
    """The bank holidays of England in a year, with their names."""
    import holidays  # a third of a second, spent only when working days are counted

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year).items())


@dataclass(frozen=True)
class Term:
    """A school term; both days belong to it."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    """How one council counts.

    Attributes:
        closures: days on which its offices are closed, beside weekends and bank holidays.
        first_day_counts: whether the day of the trigger is day 1 when it is a working day, instead of day 0.
        terms: the school terms known, earliest first.
    """

    closures: frozenset[date] = frozenset()
    first_day_counts: bool = False
    terms: tuple[Term, ...] = ()

    def as_body(self) -> dict[str, Any]:
        """As plain data: an audit keeps the calendar it was submitted by."""
        return {
            "closures": sorted(day.isoformat() for day in self.closures),
            "first_day_counts": self.first_day_counts,
            "terms": [[term.name, term.first.isoformat(), term.last.isoformat()] for term in self.terms],
        }

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Calendar":
        """The calendar that :meth:`as_body` was taken from."""
        terms = (Term(name, date.fromisoformat(first), date.fromisoformat(last)) for name, first, last in body["terms"])
        return cls(
            frozenset(date.fromisoformat(day) for day in body["closures"]),
            bool(body["first_day_counts"]),
            tuple(sorted(terms, key=lambda term: term.first)),
        )

    def is_working(self, day: date) -> bool:
        """Whether a day counts as a working day."""
        return day.weekday() < _SATURDAY and day not in bank_holidays(day.year) and day not in self.closures

    def deadline(self, start: date, limit: int, unit: str) -> date:
        """The last day that is in time.

        Args:
            start: the day of the trigger.
            limit: how many units, 0 or more.
            unit: ``days``, ``working_days``, ``weeks``, ``months`` or ``years``.
        """
        match unit:
            case "working_days":
                return self._working_days(start, limit, 1)
            case "months":
                return months_before(start, -limit)
            case "years":
                return months_before(start, -12 * limit)
        return start + timedelta(days=limit * _DAYS_IN[unit])

    def latest_before(self, end: date, limit: int, unit: str) -> date:
        """The last day that is at least so long before another, whose own day never counts."""
        match unit:
            case "working_days":
                return self._working_days(end, limit, -1)
            case "months":
                return months_before(end, limit)
            case "years":
                return months_before(end, 12 * limit)
        return end - timedelta(days=limit * _DAYS_IN[unit])

    def working_days_taken(self, start: date, end: date) -> int:
        """How many working days after the trigger something was, counted as deadlines are; negative when earlier."""
        if end < start:
            return -sum(self.is_working(day) for day in _days(end, start))
        taken = sum(self.is_working(day) for day in _days(start + timedelta(1), end + timedelta(1)))
        return taken + (self.first_day_counts and self.is_working(start))

    def left_out(self, start: date, end: date) -> list[tuple[date, str]]:
        """The weekdays after one day and up to another that did not count, with the reason."""
        found = []
        for day in _days(start + timedelta(1), end + timedelta(1)):
            if day.weekday() < _SATURDAY and not self.is_working(day):
                found.append((day, bank_holidays(day.year).get(day, "closed locally")))
        return found

    def _working_days(self, start: date, limit: int, step: int) -> date:
        one = timedelta(days=step)
        if self.first_day_counts and step > 0 and limit and self.is_working(start):
            limit -= 1
        day = start
        while limit:
            day += one
            if day.weekday() < _SATURDAY and day not in bank_holidays(day.year) and day not in self.closures:
                limit -= 1
        return day


_DAYS_IN = {"days": 1, "weeks": 7}


def _days(first: date, until: date) -> Iterator[date]:
    for number in range((until - first).days):
        yield first + timedelta(days=number)


def gestation(expected: date, weeks: int) -> date:
    """The day on which a pregnancy is so many weeks, from the expected date of delivery: 30 weeks is 70 days before."""
    return expected - timedelta(weeks=GESTATION_WEEKS - weeks)


@lru_cache(maxsize=4096)
def _ahead_all_day(day: date) -> timedelta | None:
    """How far the clock in England is ahead all of a day; None on the two days a year on which it is changed."""
    midnight = datetime.combine(day, time.min, _LONDON)
    ahead = midnight.utcoffset()
    return ahead if ahead == (midnight + timedelta(1)).utcoffset() else None


def hours_later(start: datetime, hours: int) -> datetime:
    """The time so many hours later by the clock on the wall in England, summer time allowed for."""
    there = start + timedelta(hours=hours)
    ahead = _ahead_all_day(start.date())
    # Where it is as far ahead at both ends the clock was not changed between them, or changed and changed back.
    if ahead is not None and ahead == _ahead_all_day(there.date()):
        return there
    return (
        (start.replace(tzinfo=_LONDON).astimezone(UTC) + timedelta(hours=hours))
        .astimezone(_LONDON)
        .replace(tzinfo=None)
    )


def hours_between(start: datetime, end: datetime) -> float:
    """The hours from one time to another by the clock on the wall in England, summer time allowed for."""
    before, after = _ahead_all_day(start.date()), _ahead_all_day(end.date())
    if before is not None and after is not None:
        return (end - start - (after - before)).total_seconds() / 3600
    return (end.replace(tzinfo=_LONDON) - start.replace(tzinfo=_LONDON).astimezone(UTC)).total_seconds() / 3600


def hours_at_least_and_at_most(
    start: date, start_at: time | None, end: date, end_at: time | None
) -> tuple[float, float]:
    """How many hours there were at the least and at the most, where a time of day may be missing."""
    first = datetime.combine(start, start_at or time.min), datetime.combine(start, start_at or time(23, 59))
    last = datetime.combine(end, end_at or time.min), datetime.combine(end, end_at or time(23, 59))
    return max(0.0, hours_between(first[1], last[0])), hours_between(first[0], last[1])
