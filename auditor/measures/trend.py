"""How good a team's audits were over time, beside those of the service's other teams.

Only audits whose grade stands are counted: a figure of few audits would otherwise tell a grade before its time. The
other teams are shown only from so many audits that no single one can be told from the figure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from auditor.measures.rates import whole_percent, wilson
from auditor.measures.scorecard import TOO_FEW
from auditor.store.records import GradedMonth

_GOOD = ("good", "outstanding")
_YEAR = 12


class Span(StrEnum):
    """How long one period is."""

    MONTH = "month"
    QUARTER = "quarter"

    @property
    def months(self) -> int:
        """In months."""
        return 1 if self is Span.MONTH else 3


HOW_MANY = {Span.MONTH: 12, Span.QUARTER: 8}
"""Periods shown: a year by the month, two years by the quarter."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many audits were good or better overall; a figure never stands without their number and its interval.

    Attributes:
        good: None where it would tell too much: other teams, and too few audits.
        percent: whole, rounded half up; None where ``good`` is, or there are no audits.
        lower: of the Wilson 95% interval, a share from 0 to 1; None likewise.
        upper: likewise.
        too_few: there are some, and fewer than a band takes.
    """

    of: int
    good: int | None
    percent: int | None
    lower: float | None
    upper: float | None
    too_few: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One period.

    Attributes:
        first: its first month.
        last: its last month.
        others: of the service's other teams; None when the figures are those of all teams.
    """

    first: str
    last: str
    team: Share
    others: Share | None

    @property
    def verdict(self) -> str:
        """How the team stands to the others, in words: only intervals that do not touch say more than chance could."""
        team, others = self.team, self.others
        if not team.of:
            return "no audits"
        if team.too_few:
            return TOO_FEW
        if others is None:
            return ""
        if others.lower is None or others.upper is None or team.lower is None or team.upper is None:
            return "cannot be compared"
        if team.lower > others.upper:
            return "better than the other teams"
        if team.upper < others.lower:
            return "below the other teams"
        return "no clear difference"


def months_back(month: str, by: int) -> str:
    """The month so many before."""
    year, number = (int(part) for part in month.split("-"))
    year, place = divmod(year * _YEAR + number - 1 - by, _YEAR)
    return f"{year}-{place + 1:02}"


def periods(span: Span, last: str) -> tuple[tuple[str, str], ...]:
    """The periods shown, the oldest first: first and last month of each; quarters are those of the calendar.

    Args:
        last: a month of the latest of them.
    """
    into = (int(last.split("-")[1]) - 1) % span.months
    start = months_back(last, into)
    starts = [months_back(start, span.months * back) for back in reversed(range(HOW_MANY[span]))]
    return tuple((first, months_back(first, 1 - span.months)) for first in starts)


def trend(
    rows: Iterable[GradedMonth],
    teams: Sequence[UUID] | None,
    span: Span,
    last: str,
    fewest: int,
    *,
    early_help: bool = False,
) -> tuple[Point, ...]:
    """The periods up to a month, the oldest first.

    Args:
        rows: of every team.
        teams: whose figures are asked for; None: all of them together, and no others beside them.
        last: a month of the latest period, as ``2026-03``.
        fewest: under so many audits it is too few to tell.
        early_help: of early help, which is never added to the others.
    """
    counting = [row for row in rows if row.early_help is early_help]
    found = []
    for first, end in periods(span, last):
        inside = [row for row in counting if first <= row.month <= end]
        own = [row for row in inside if teams is None or row.team in teams]
        others = None if teams is None else _share([row for row in inside if row.team not in teams], fewest, apart=True)
        found.append(Point(first, end, _share(own, fewest), others))
    return tuple(found)


def _share(rows: Iterable[GradedMonth], fewest: int, *, apart: bool = False) -> Share:
    of = good = 0
    for row in rows:
        of += row.count
        good += row.count if row.grade in _GOOD else 0
    too_few = 0 < of < fewest
    interval = wilson(good, of)
    if interval is None or (apart and too_few):
        return Share(of, None, None, None, None, too_few)
    return Share(of, good, whole_percent(good, of), interval.lower, interval.upper, too_few)
