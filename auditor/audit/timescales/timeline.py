"""Key dates in order of time, with the months between them, the period audited and the as-at date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from auditor.audit.profile import Period, months_before
from auditor.audit.timescales.key_dates import KeyDate, Standing

Kind = Literal["start", "as_at", "month", "date"]


@dataclass(frozen=True)
class Mark:
    """One line of the timeline.

    Attributes:
        kind: the first day of the period, the as-at date, a month of the period without any date, or a key date.
        inside: whether it lies in the period audited.
        new_month: whether the month is another than that of the line before.
    """

    kind: Kind
    day: date
    inside: bool
    key_date: KeyDate | None = None
    new_month: bool = True


def timeline(dates: Iterable[KeyDate], period: Period) -> tuple[Mark, ...]:
    """The lines, earliest first; what has no day is left out."""
    dated = sorted((one for one in dates if one.standing is Standing.DATED), key=lambda one: one.moment)
    marks = [Mark("start", period.start, inside=True), Mark("as_at", period.end, inside=True)]
    marks += [Mark("date", one.day, one.day in period, one) for one in dated]
    order = {"start": 0, "date": 1, "as_at": 2}
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.day, order[mark.kind])):
        if found and mark.inside and found[-1].inside:
            found += _empty_months(found[-1].day, mark.day)
        before = found[-1].day if found else None
        same = before is not None and (before.year, before.month) == (mark.day.year, mark.day.month)
        found.append(replace(mark, new_month=not same))
    return tuple(found)


def _empty_months(after: date, until: date) -> Iterator[Mark]:
    first = months_before(after.replace(day=1), -1)
    while first < until.replace(day=1):
        yield Mark("month", first, inside=True)
        first = months_before(first, -1)
