"""Short words for key dates and rules in tests."""

from collections.abc import Sequence
from datetime import date, time

from auditor.audit.profile import Period
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.compute import known_by, work_out
from auditor.audit.timescales.key_dates import KeyDate, Standing
from auditor.audit.timescales.results import Instance, Judging, RuleResult
from auditor.standards.load import load_standards
from auditor.standards.model import Checklist, Interval, TimescaleRule

AS_AT = date(2026, 6, 30)
START = date(2026, 1, 1)


def edition() -> Checklist:
    """The shipped edition."""
    return load_standards().current


def on(event: str, *days: str, follows: str | None = None, every: Interval | None = None) -> list[KeyDate]:
    """Dated key dates of one event; a day is ``2026-03-30`` or ``2026-03-30 14:30``, its id the event and the day."""
    found = []
    for day in days:
        text, _, clock = day.partition(" ")
        at = time.fromisoformat(clock) if clock else None
        found.append(KeyDate(f"{event}/{day}", event, date.fromisoformat(text), at, follows, every=every))
    return found


def missing(event: str, follows: str | None = None) -> list[KeyDate]:
    """Looked for, not on file."""
    return [KeyDate(f"{event}/missing/{follows}", event, follows=follows, standing=Standing.NOT_ON_FILE)]


def not_needed(event: str, follows: str | None = None) -> list[KeyDate]:
    """Did not happen, or nothing had to follow."""
    return [KeyDate(f"{event}/not needed/{follows}", event, follows=follows, standing=Standing.NOT_NEEDED)]


class Rules:
    """Works out rules of the shipped edition."""

    def __init__(self) -> None:
        self.edition = edition()

    def __call__(
        self,
        rule: str | TimescaleRule,
        *dates: Sequence[KeyDate],
        as_at: date = AS_AT,
        start: date = START,
        calendar: Calendar | None = None,
    ) -> RuleResult:
        """What a rule comes to over some key dates."""
        found = self.edition.rules_by_id[rule] if isinstance(rule, str) else rule
        judging = Judging(Period(start, as_at), calendar or Calendar())
        everything = [one for group in dates for one in group]
        events = self.edition.events.by_id
        return work_out(found, known_by(everything, judging, events), judging, events)


def told(result: RuleResult) -> list[tuple[str, str | None, int | None]]:
    """Each instance as its result, due day and days (or hours) late."""
    return [_told(one) for one in result.instances]


def _told(one: Instance) -> tuple[str, str | None, int | None]:
    return one.result.value, one.due.isoformat() if one.due else None, one.late_by
