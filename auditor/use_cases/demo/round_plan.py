"""Which of the demo's audits belong to a round: two rounds are past, one is running, and two were about a theme."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from auditor.use_cases.demo.cast import HOST
from auditor.use_cases.demo.planned import Planned

_CHILDREN, _THEME = ("child_in_need", "child_protection", "cared_for"), ("supervision_theme",)


@dataclass(frozen=True)
class Shape:
    """One of the demo's rounds.

    Attributes:
        groups: whom its audits are of.
        most: audits that were started for it, at most.
        month: counted from the last; None: it is running.
        days: it is due so many days after its as-at date.
        theme: of a thematic round, the theme's id.
        not_begun: what became of the cases drawn of which no audit was begun.
        stood_in: one case was replaced, and the audit of the one that stands in was begun.
    """

    groups: tuple[str, ...]
    most: int
    month: int | None
    days: int = 28
    theme: str = ""
    not_begun: tuple[str, ...] = ()
    stood_in: bool = False


RUNNING = 2
"""The place of the round that is running."""
_EARLIER, _LATER = 3, 4
"""The places of those about a theme: what the first does not take is left to the other."""
SHAPES = (
    Shape(_CHILDREN, 12, -9),
    Shape(_CHILDREN, 12, -5),
    Shape(_CHILDREN, 8, None, 21, not_begun=("overdue", "overdue", "extended", "exempt", "replaced")),
    Shape(_THEME, 8, -7, theme="supervision"),
    Shape(
        _THEME,
        17,
        -3,
        theme="supervision",
        not_begun=("overdue", "overdue", "exempt"),
        stood_in=True,
    ),
)
"""The rounds, by their places."""
EXTENDED = 14
"""Days by which an audit of the running round was put off."""
_MIDDLE = 14
_AGO, _WINDOW = 24, (12, 40)
_DONE = (0.85, 0.4, 0.15)
_LEFT_DONE = 0.6


def as_at_of(place: int, months: Sequence[date], end: date) -> date:
    """The day at which a round's audits judge the files: a weekday."""
    month = SHAPES[place].month
    day = end - timedelta(days=_AGO) if month is None else months[month] + timedelta(days=_MIDDLE)
    return day - timedelta(days=max(0, day.weekday() - 4))


def due_of(place: int, as_at: date) -> date:
    """The day by which a round's audits are submitted."""
    return as_at + timedelta(days=SHAPES[place].days)


def in_rounds(planned: Sequence[Planned], months: Sequence[date], end: date) -> list[Planned]:
    """The audits, with some of the whole files as at the day of a round."""
    found = list(planned)
    for place, shape in enumerate(SHAPES[:_EARLIER]):
        as_at = as_at_of(place, months, end)
        taken = 0
        for at, item in enumerate(found):
            near = (item.as_at.year, item.as_at.month) == (as_at.year, as_at.month)
            if place == RUNNING:
                near = near and _WINDOW[0] <= (end - item.as_at).days <= _WINDOW[1]
            if near and item.of_round is None and item.group in shape.groups and taken < shape.most:
                taken += 1
                found[at] = replace(item, as_at=as_at, due_on=due_of(place, as_at), of_round=place)
    return found


def in_rounds_of_the_theme(planned: Sequence[Planned], months: Sequence[date], end: date) -> list[Planned]:
    """The audits, with those of the theme as at the days of its rounds: those planned first are of the earlier one."""
    found = list(planned)
    of_theme = [at for at, item in enumerate(found) if item.group in _THEME]
    earlier = len(of_theme) * SHAPES[_EARLIER].most // (SHAPES[_EARLIER].most + SHAPES[_LATER].most)
    for number, at in enumerate(of_theme):
        place = _EARLIER if number < earlier else _LATER
        item, as_at = found[at], as_at_of(place, months, end)
        lag = item.submitted - item.as_at if item.submitted else timedelta(days=_WINDOW[0])
        entered = as_at + (item.entered - item.as_at) if item.entered else None
        moved = replace(item, as_at=as_at, due_on=due_of(place, as_at), of_round=place)
        found[at] = replace(moved, submitted=as_at + lag, entered=entered, void=False, done=1.0)
    begun = [at for at in of_theme if found[at].of_round == _LATER and found[at].auditor != HOST]
    if len(begun) > 1:
        found[begun[-1]] = replace(found[begun[-1]], submitted=None, entered=None, done=_LEFT_DONE)
    return found


def under_way(planned: Sequence[Planned], end: date) -> list[Planned]:
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
