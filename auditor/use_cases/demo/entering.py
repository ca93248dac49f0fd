"""How the demo's key dates are entered: which days are near another, and what is weak is late or not on file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from auditor.audit.profile import Period
from auditor.audit.scope import Scope
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.key_dates import KeyDate, Standing, key_for
from auditor.audit.timescales.vocabulary import needed_events, offered
from auditor.ids import IdSource
from auditor.standards.model import FactIs, Interval

_WEAK = ("partly_met", "not_met")
_SATURDAY = 5


@dataclass
class Entering:
    """Enters the key dates of one case: days near each other, in time or late, and series of them.

    Attributes:
        wanted: how each criterion is to be answered: what was weak was late, or is not on file.
        supervised: the share of supervisions in time on a file on which some were late.
        found: the key dates so far.
    """

    scope: Scope
    period: Period
    calendar: Calendar
    dice: Random
    new_id: IdSource
    wanted: Mapping[str, str]
    supervised: float = 0.5
    found: list[KeyDate] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wanted = dict(self.wanted)
        self.denied = {
            event
            for tag in self.scope.checklist.tags.tags
            if isinstance(tag.when, FactIs) and self.scope.profile.facts.get(tag.when.fact) is not True
            for event in tag.when.or_event
        }
        self.needed = needed_events(self.scope) & {event.id for event in offered(self.scope)}
        facts = self.scope.profile.facts
        old = facts.get("open_over_3_months", True)
        self.opened = self.before_end(*((230, 620) if old else (50, 84)))
        inside = facts.get("allocated_in_period") and old
        lately = any(facts.get(fact) for fact in ("new_to_care", "strategy_meeting", "moved_in_period"))
        self.allocated = self.before_end(70, 105 if lately else 160) if inside else self.after(self.opened, 1, 3)
        self.moved = self.before_end(45, 105) if "placement_plan_completed" in self.needed else None

    @property
    def end(self) -> date:
        """The as-at date."""
        return self.period.end

    # -- days -----------------------------------------------------------------------------------------------------

    def weekday(self, day: date) -> date:
        """The day, or the Friday before a weekend."""
        return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))

    def before_end(self, least: int, most: int) -> date:
        """A weekday so many days before the as-at date."""
        return self.weekday(self.end - timedelta(days=self.dice.randint(least, most)))

    def after(self, start: date, least: int, most: int) -> date:
        """A day so many working days after another."""
        return self.calendar.deadline(start, self.dice.randint(least, most), "working_days")

    def before(self, end: date, least: int, most: int) -> date:
        """A day so many working days before another."""
        return self.calendar.latest_before(end, self.dice.randint(least, most), "working_days")

    def since(self, most: int) -> date:
        """When the first of a series was: some days after a worker began in the period, else some before the period."""
        if self.allocated in self.period:
            return self.allocated + timedelta(days=self.dice.randint(most // 2, most))
        return max(self.allocated, self.period.start - timedelta(days=self.dice.randint(1, most)))

    def is_weak(self, criterion: str) -> bool:
        """Whether it is answered partly met or not met."""
        return self.wanted.get(criterion) in _WEAK

    # -- entering -------------------------------------------------------------------------------------------------

    def put(
        self,
        event: str,
        day: date,
        *,
        at: time | None = None,
        every: Interval | None = None,
        follows: KeyDate | None = None,
        to_come: bool = False,
    ) -> KeyDate | None:
        """Enter a date, where the audit works with it and it is not later than the as-at date."""
        if event not in self.needed or (day > self.end and not to_come):
            return None
        if event in self.denied and day in self.period:  # the profile says that there was none in the period
            return None
        if follows is None and any(one.event == event and one.on == day for one in self.found):
            return None  # it is entered already
        entered = KeyDate(self.key_of(event), event, day, at, follows.id if follows else None, every=every)
        self.found.append(entered)
        return entered

    def key_of(self, event: str) -> str:
        """The id of a new key date of an event."""
        return key_for(self.scope.checklist.events.by_id[event], self.new_id())

    def absent(self, event: str, standing: Standing) -> None:
        """Say that something was looked for, or did not happen."""
        if event in self.needed:
            self.found.append(KeyDate(self.key_of(event), event, standing=standing))

    def in_time(self, event: str, start: date, limit: int, criterion: str, follows: KeyDate | None = None) -> None:
        """Something due so many working days after another: in time, or some days late."""
        late = self.is_weak(criterion)
        self.put(event, self.after(start, *((limit + 2, limit + 11) if late else (0, limit))), follows=follows)

    def series(
        self, event: str, days: int, criterion: str, since: date | None = None, in_time: float = 0.5
    ) -> list[KeyDate]:
        """Something due every so many days, from the last before the period up to the as-at date.

        Args:
            since: the first; some days before the period when left out.
            in_time: the share in time where some were and some were not.
        """
        weak = self.wanted.get(criterion)
        if weak == "not_met" and event != "visit" and self.dice.random() < 0.2:
            self.absent(event, Standing.NOT_ON_FILE)
            return []
        day = since or self.period.start - timedelta(days=self.dice.randint(1, max(2, days // 2)))
        made: list[KeyDate] = []
        while day <= self.end:
            entered = self.put(event, self.weekday(day))
            made += [entered] if entered else []
            first = len(made) == 1
            late = weak == "not_met" or (weak == "partly_met" and (first or self.dice.random() >= in_time))
            gap = (
                days + self.dice.randint(max(5, days // 5), max(7, days // 2))
                if late
                else days - self.dice.randint(2, max(3, days // 8))
            )
            day += timedelta(days=gap)
        return made
