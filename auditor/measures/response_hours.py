"""Hours to response: how long concerns waited, from being raised to a response on record."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from auditor.measures.rates import Interval, wilson

SOON_H = 24
"""A response within so many hours counts as in time."""


@dataclass(frozen=True)
class Waited:
    """How long one concern waited.

    Attributes:
        month: in which it was raised, as ``2026-03``.
        hours: until its response; until now while there is none.
        answered: whether there is one.
    """

    month: str
    hours: float
    answered: bool


@dataclass(frozen=True)
class ResponseHours:
    """The measure over some concerns.

    Attributes:
        raised: how many there are.
        answered: how many have a response.
        median_hours: of those answered; None when none is.
        soon: how many were answered within :data:`SOON_H` hours.
        decided: of how many that is known: those answered, and those that have waited for longer already.
        interval: of the share ``soon`` of ``decided``; None when nothing is decided.
    """

    raised: int
    answered: int
    median_hours: float | None
    soon: int
    decided: int
    interval: Interval | None


def response_hours(concerns: Iterable[Waited]) -> ResponseHours:
    """The measure.

    A concern that still waits, and has not waited for :data:`SOON_H` hours, says nothing yet of the share: it would
    count against it, or for it, before its time.
    """
    found = list(concerns)
    answered = [one.hours for one in found if one.answered]
    soon = sum(1 for hours in answered if hours <= SOON_H)
    decided = len(answered) + sum(1 for one in found if not one.answered and one.hours > SOON_H)
    middle = median(answered) if answered else None
    return ResponseHours(len(found), len(answered), middle, soon, decided, wilson(soon, decided))


def by_month(concerns: Iterable[Waited]) -> dict[str, ResponseHours]:
    """The measure for each month in which a concern was raised, earliest first."""
    months: dict[str, list[Waited]] = {}
    for one in concerns:
        months.setdefault(one.month, []).append(one)
    return {month: response_hours(months[month]) for month in sorted(months)}
