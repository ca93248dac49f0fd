"""Which occurrence is the first, the second, a later one: reviews are counted from becoming cared for."""

from collections.abc import Sequence

from auditor.audit.timescales.key_dates import DateBook, KeyDate
from auditor.standards.model import Numbered


def numbered(nth: Numbered, book: DateBook) -> dict[str, int | None]:
    """The number of each occurrence, by id; None when what it is counted from was not entered.

    Args:
        nth: which event, counted from which.
        book: the key dates.
    """
    starts = book.dated((nth.since,))
    numbers: dict[str, int | None] = {}
    for occurrence in book.dated((nth.event,)):
        since = [start for start in starts if start.day <= occurrence.day]
        if not since:
            numbers[occurrence.id] = None
            continue
        begun = since[-1].day
        numbers[occurrence.id] = sum(
            begun <= one.day for one in book.dated((nth.event,)) if one.moment <= occurrence.moment
        )
    return numbers


def counted(nth: Numbered | None, book: DateBook, dates: Sequence[KeyDate]) -> list[KeyDate]:
    """The dates that count: all, except occurrences of the numbered event whose number is certainly another."""
    if nth is None:
        return list(dates)
    numbers = numbered(nth, book)
    return [one for one in dates if one.event != nth.event or _counts(nth, numbers[one.id])]


def _counts(nth: Numbered, number: int | None) -> bool:
    return number is None or (nth.first <= number and (nth.last is None or number <= nth.last))
