"""What a rule comes to: one instance for each time it applied, each with its dates and the reason."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from auditor.audit.profile import Period
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.key_dates import KeyDate
from auditor.standards.model import TimescaleRule


class Result(StrEnum):
    """How it stands with one deadline."""

    IN_TIME = "in time"
    LATE = "late"
    NOT_YET_DUE = "not yet due"
    CANNOT_TELL = "cannot tell"
    BEFORE_THE_PERIOD = "before the period"


@dataclass(frozen=True)
class Judging:
    """By what key dates are judged.

    Attributes:
        period: the period audited; its last day is the as-at date.
        calendar: how the council counts.
    """

    period: Period
    calendar: Calendar

    @property
    def as_at(self) -> date:
        """The day on which the file is judged."""
        return self.period.end


class Instance(NamedTuple):
    """One time a rule applied. A tuple, because there are many: it is made in a third of the time of a dataclass.

    Attributes:
        trigger: what started the time; None when it is not known.
        due: the last day in time; for a pregnancy the day itself, see ``in_time_up_to``.
        due_at: for a rule in hours whose trigger has a time.
        in_time_up_to: the last day that is in time, where that is later than ``due``.
        actual: what happened, with its date; None when nothing was recorded.
        late_by: days late (hours for a rule in hours); for something that has not happened, up to the as-at date.
        days_taken: days from the trigger; negative when it was earlier.
        working_days_taken: for a rule in working days.
        hours_taken: for a rule in hours, where both times are known.
        looked_for: whether it was looked for and is not on file.
        because: what is needed, when it cannot be told; or what else should be known.
    """

    result: Result
    trigger: KeyDate | None = None
    due: date | None = None
    due_at: datetime | None = None
    in_time_up_to: date | None = None
    actual: KeyDate | None = None
    late_by: int | None = None
    days_taken: int | None = None
    working_days_taken: int | None = None
    hours_taken: int | None = None
    looked_for: bool = False
    because: str = ""

    @property
    def judged(self) -> bool:
        """Whether it counts: in time or late."""
        return self.result in (Result.IN_TIME, Result.LATE)


class RuleResult(NamedTuple):
    """What one rule comes to.

    Attributes:
        instances: earliest first; empty when nothing arose in the period.
        statutory: what the law's own limit comes to, beside each instance that it could be worked out for.
    """

    rule: TimescaleRule
    instances: tuple[Instance, ...]
    statutory: tuple[Instance, ...] = ()

    @property
    def result(self) -> Result | None:
        """The whole in one word, the worst first; None when nothing arose."""
        found = {instance.result for instance in self.instances}
        order = (Result.CANNOT_TELL, Result.LATE, Result.IN_TIME, Result.NOT_YET_DUE, Result.BEFORE_THE_PERIOD)
        return next((result for result in order if result in found), None)

    @property
    def in_time(self) -> int:
        """How many were in time."""
        return sum(instance.result is Result.IN_TIME for instance in self.instances)

    @property
    def judged(self) -> int:
        """How many were in time or late."""
        return sum(instance.judged for instance in self.instances)

    @property
    def waits(self) -> bool:
        """Whether a date has still to be entered, or looked for, before it can be told."""
        return any(one.result is Result.CANNOT_TELL and not one.looked_for for one in self.instances)
