"""Which of the demo's audits belong to a round: two rounds are past, one is running."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from auditor.use_cases.demo.cast import HOST

if TYPE_CHECKING:
    from auditor.use_cases.demo.plan import Planned

RUNNING = 2
"""The place of the round that is running."""
PAST = (-9, -5)
"""The months of the others, counted from the last."""
MOST = (12, 12, 8)
"""Audits that were started for each round, at most."""
DAYS_PAST, DAYS_RUNNING = 28, 21
"""A round is due so many days after its as-at date."""
EXTENDED = 14
"""Days by which an audit of the running round was put off."""
_GROUPS = ("child_in_need", "child_protection", "cared_for")
_MIDDLE = 14
_AGO, _WINDOW = 24, (12, 40)
_DONE = (0.85, 0.4, 0.15)


def as_at_of(place: int, months: Sequence[date], end: date) -> date:
    """The day at which a round's audits judge the files: a weekday."""
    day = end - timedelta(days=_AGO) if place == RUNNING else months[PAST[place]] + timedelta(days=_MIDDLE)
    return day - timedelta(days=max(0, day.weekday() - 4))


def due_of(place: int, as_at: date) -> date:
    """The day by which a round's audits are submitted."""
    return as_at + timedelta(days=DAYS_RUNNING if place == RUNNING else DAYS_PAST)


def in_rounds(planned: Sequence["Planned"], months: Sequence[date], end: date) -> list["Planned"]:
    """The audits, with some of them as at the day of a round."""
    found = list(planned)
    for place, most in enumerate(MOST):
        as_at = as_at_of(place, months, end)
        taken = 0
        for at, item in enumerate(found):
            near = (item.as_at.year, item.as_at.month) == (as_at.year, as_at.month)
            if place == RUNNING:
                near = near and _WINDOW[0] <= (end - item.as_at).days <= _WINDOW[1]
            if near and item.of_round is None and item.group in _GROUPS and taken < most:
                taken += 1
                found[at] = replace(item, as_at=as_at, due_on=due_of(place, as_at), of_round=place)
    return found


def under_way(planned: Sequence["Planned"], end: date) -> list["Planned"]:
    """The audits, with those of the past rounds submitted, and those of the running one as far as they would be."""
    found = [
        replace(item, submitted=item.as_at + timedelta(days=_WINDOW[0]), entered=None, void=False, done=1.0)
        if item.of_round not in (None, RUNNING) and item.submitted is None
        else item
        for item in planned
    ]
    running = [at for at, item in enumerate(found) if item.of_round == RUNNING]
    begun = 0
    for number, at in enumerate(running):
        item = found[at]
        if number % 2 and begun < len(_DONE) and item.auditor != HOST:
            due = due_of(RUNNING, item.as_at) + timedelta(days=EXTENDED if begun == 0 else 0)
            draft = replace(item, submitted=None, entered=None, void=False, due_on=due)
            found[at] = replace(draft, done=_DONE[begun])
            begun += 1
        else:
            submitted = item.as_at + timedelta(days=min(3 + 2 * number, (end - item.as_at).days - 1))
            found[at] = replace(item, submitted=submitted, entered=submitted, void=False, done=1.0)
    return found
