"""Which occurrence is the first, the second, a later one: reviews are counted from becoming cared for."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from auditor.audit.timescales.key_dates import DateBook, KeyDate
from auditor.standards.model import Numbered


def numbered(nth: Numbered, book: DateBook) -> dict[str, int | None]:
    """The number of each occurrence, by id; None when what it is counted from was not entered.

    Args:
        nth: which event, counted from which.
        book: the key dates.
    """
    known = book.numbers.get((nth.since, nth.event))
    if known is not None:
        return known
    starts = [start.day for start in book.dated((nth.since,))]
    occurrences = book.dated((nth.event,))
    days = [one.day for one in occurrences]
    numbers: dict[str, int | None] = {}
    for place, occurrence in enumerate(occurrences):
        begun = bisect_right(starts, occurrence.day)
        numbers[occurrence.id] = place + 1 - bisect_left(days, starts[begun - 1]) if begun else None
    book.numbers[nth.since, nth.event] = numbers
    return numbers


def counted(nth: Numbered | None, book: DateBook, dates: Sequence[KeyDate]) -> list[KeyDate]:
    """The dates that count: all, except occurrences of the numbered event whose number is certainly another."""
    if nth is None:
        return list(dates)
    numbers = numbered(nth, book)
    return [one for one in dates if one.event != nth.event or _counts(nth, numbers[one.id])]


def _counts(nth: Numbered, number: int | None) -> bool:
    return number is None or (nth.first <= number and (nth.last is None or number <= nth.last))
