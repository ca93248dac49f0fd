"""Rules on what must happen again and again: every gap between one and the next, and the last up to the as-at date."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from auditor.audit.timescales.forward import Labels
from auditor.audit.timescales.key_dates import DateBook, KeyDate, Standing
from auditor.audit.timescales.numbering import counted
from auditor.audit.timescales.results import Instance, Judging, Result
from auditor.standards.model import TimescaleRule

NO_TERMS = "the school terms are not set: the QA lead sets them"


class _Chain(NamedTuple):
    """A stretch of time in which something recurs.

    Attributes:
        start: what the first is counted from; None when it is not known.
        dates: every time it happened, in order.
        stop: after this day no more is due.
    """

    start: KeyDate | None
    dates: tuple[KeyDate, ...]
    stop: date | None


def recurring(rule: TimescaleRule, book: DateBook, judging: Judging, events: Labels) -> list[Instance]:
    """Each gap of a recurring rule, judged inside the period audited.

    Args:
        rule: of the kind ``at least every``.
        book: the key dates.
        judging: the period and how time is counted.
        events: gives the words for what is missing.
    """
    if book.has(Standing.NOT_NEEDED, rule.end_event, None):
        return []
    if rule.unit == "school_terms":
        return _by_term(rule, book, judging, events)
    gaps = _Gaps(rule, book, judging, events)
    found: list[Instance] = []
    for chain in _chains(rule, book):
        found += gaps.of(chain)
    return found


def _chains(rule: TimescaleRule, book: DateBook) -> Iterator[_Chain]:
    """The stretches: each begins with the event from which the first is due, and ends with one that stops it."""
    starts = [] if set(rule.first_due_from) <= set(rule.end_event) else book.dated(rule.first_due_from)
    dates = counted(rule.nth, book, book.dated(rule.end_event))
    stops = [stop.day for stop in book.dated(rule.until)]
    if not stops:
        if starts:
            day = starts[0].day
            dates = [one for one in dates if one.day >= day]
        yield _Chain(starts[0] if starts else None, tuple(dates), None)
        return
    begun: date | None = None
    while True:
        start = next((one for one in starts if begun is None or one.day > begun), None)
        inside = [
            one for one in dates if (start is None or one.day >= start.day) and (begun is None or one.day > begun)
        ]
        first = start.day if start else (inside[0].day if inside else None)
        stop = next((day for day in stops if first is None or day >= first), None) if first or not inside else None
        if begun is not None and start is None and not inside:
            return
        yield _Chain(start, tuple(one for one in inside if stop is None or one.day <= stop), stop)
        if stop is None:
            return
        begun = stop


class _Gaps:
    """Judges the gaps of one rule."""

    def __init__(self, rule: TimescaleRule, book: DateBook, judging: Judging, events: Labels) -> None:
        self.rule, self.book, self.judging, self.events = rule, book, judging, events
        self.changes = book.dated((rule.changed_by,)) if rule.changed_by else []
        self.looked_for = book.has(Standing.NOT_ON_FILE, rule.end_event, None)
        self.printed = (rule.limit, rule.unit) if rule.limit else None
        self.deadline, self.begins = judging.calendar.deadline, judging.period.start

    def of(self, chain: _Chain) -> list[Instance]:
        """Every gap of a stretch."""
        points: Sequence[KeyDate] = (chain.start, *chain.dates) if chain.start else chain.dates
        if not points:
            return list(self._nothing_known())
        found = list(self._before_the_first(points[0])) if chain.start is None else []
        found += [one for here, after in pairwise(points) if (one := self._between(here, after)) is not None]
        last = self._last(points[-1], chain.stop)
        return found if last is None else [*found, last]

    def _between(self, here: KeyDate, after: KeyDate) -> Instance | None:
        """The gap between one and the next."""
        start, end, printed = here.day, after.day, self.printed
        due = self.deadline(start, *printed) if printed and not self.changes else self._due(start, end)
        if due is None:
            if end < self.begins:
                return None
            return Instance(Result.CANNOT_TELL, here, actual=after, because=self._how_often())
        if end < self.begins:
            return Instance(Result.BEFORE_THE_PERIOD, here, due, actual=after)
        late, taken = (end - due).days, (end - start).days
        if late > 0:
            return Instance(Result.LATE, here, due, actual=after, late_by=late, days_taken=taken)
        return Instance(Result.IN_TIME, here, due, actual=after, days_taken=taken)

    def _last(self, here: KeyDate, stop: date | None) -> Instance | None:
        """What is due after the last one, up to the as-at date or to what stops it."""
        as_at = self.judging.as_at
        due = self._due(here.day)
        if due is None:
            return Instance(Result.CANNOT_TELL, here, because=self._how_often())
        if stop is not None and stop <= min(due, as_at):
            return None
        if stop is not None and stop < self.begins:
            return Instance(Result.BEFORE_THE_PERIOD, here, due)
        if due >= as_at:
            return Instance(Result.NOT_YET_DUE, here, due, looked_for=self.looked_for)
        late = (min(stop or as_at, as_at) - due).days
        because = "not on file" if self.looked_for else f"nothing entered since: {self.name}"
        return Instance(Result.LATE, here, due, late_by=late, looked_for=self.looked_for, because=because)

    def _due(self, since: date, until: date | None = None) -> date | None:
        """When the next is due: by the interval in force then, or one agreed while it was waited for.

        A longer interval counts from the last one; a shorter one from the day it was agreed, for nobody could have
        kept it before.
        """
        interval = self.printed
        if not self.changes:
            return self._after(since, interval)
        agreed = [(one, (one.every.limit, one.every.unit)) for one in self.changes if one.every is not None]
        for change, every in agreed:
            if change.day <= since:
                interval = every
        due = self._after(since, interval)
        for change, every in agreed:
            if change.day > since and (due is None or change.day <= due) and (until is None or change.day <= until):
                new, shorter = self._after(since, every), self._after(change.day, every)
                if new is not None and due is not None and shorter is not None and new < due:
                    new = min(due, shorter)
                due = new
        return due

    def _after(self, since: date, interval: tuple[int, str] | None) -> date | None:
        return self.deadline(since, *interval) if interval else None

    @property
    def name(self) -> str:
        """What is waited for, in words."""
        return " or ".join(self.events[event].label for event in self.rule.end_event)

    def _how_often(self) -> str:
        assert self.rule.changed_by is not None
        return f"how often is not entered: {self.events[self.rule.changed_by].label}"

    def _before_the_first(self, first: KeyDate) -> Iterator[Instance]:
        """Where nothing says what the first is counted from, a long time without any cannot be told."""
        if set(self.rule.first_due_from) <= set(self.rule.end_event):
            return
        due = self._due(self.begins)
        if due is not None and due < first.day:
            yield Instance(Result.CANNOT_TELL, None, actual=first, because=self._no_start())

    def _nothing_known(self) -> Iterator[Instance]:
        due = self._due(self.begins)
        if due is not None and self.looked_for and due < self.judging.as_at:
            late = (self.judging.as_at - due).days
            yield Instance(Result.LATE, None, due, late_by=late, looked_for=True, because="not on file")
            return
        names = f"no date entered: {self.name}" if not self.looked_for else self._no_start()
        yield Instance(Result.CANNOT_TELL, None, because=names, looked_for=self.looked_for)

    def _no_start(self) -> str:
        names = " or ".join(self.events[event].label for event in self.rule.first_due_from)
        return f"no date entered: {names}, or the one before"


def _by_term(rule: TimescaleRule, book: DateBook, judging: Judging, events: Labels) -> list[Instance]:
    """One is due in every school term that ended in the period or is running, from the first whole one."""
    terms = judging.calendar.terms
    if not terms or terms[-1].last < judging.as_at or terms[0].first > judging.period.start:
        return [Instance(Result.CANNOT_TELL, because=NO_TERMS, looked_for=False)]
    dates = book.dated(rule.end_event)
    found = []
    for chain in _chains(rule, book):
        for term in terms:
            starts_late = chain.start is not None and chain.start.day > term.first
            if starts_late or not judging.period.start <= term.last or term.first > judging.as_at:
                continue
            if chain.stop is not None and chain.stop <= term.last:
                continue
            done = next((one for one in dates if term.first <= one.day <= term.last), None)
            missing = book.has(Standing.NOT_ON_FILE, rule.end_event, None)
            if done is not None:
                found.append(Instance(Result.IN_TIME, chain.start, term.last, actual=done, because=term.name))
            elif term.last >= judging.as_at:
                found.append(Instance(Result.NOT_YET_DUE, chain.start, term.last, because=term.name))
            else:
                late = (judging.as_at - term.last).days
                because = f"{term.name}: none entered"
                found.append(
                    Instance(Result.LATE, chain.start, term.last, late_by=late, looked_for=missing, because=because)
                )
    return found
