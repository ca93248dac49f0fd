"""The events that can have a date on a file, and the rules on time that are worked out from them."""

from functools import cached_property
from typing import Any, Literal

from pydantic import model_validator

from auditor.standards.scale import Frozen, Record
from auditor.standards.tag_book import Condition

Unit = Literal[
    "hours",
    "days",
    "working_days",
    "weeks",
    "months",
    "years",
    "weeks_gestation",
    "school_terms",
    "reviews",
    "event",
    "as_plan",
]
"""What a limit is counted in. ``event``: an order of two events, no time between them. ``as_plan``: as often as the
child's plan says. ``reviews``: by the so many-th review."""
RuleKind = Literal["within", "by", "at", "on", "before", "at least every", "at least before"]
Proposal = Literal["answer", "nothing", "nothing worse than partly met"]


class Event(Frozen):
    """Something that can have a date on a file.

    Attributes:
        also: other names it is known by in lists from other systems.
        after: events that come first; an earlier date is asked about.
        seen_on: the records on which it is looked for.
        once: it happens one time only while a case is open.
        timed: the time of day matters, because a rule counts its hours.
        ahead: it may lie after the as-at date.
        private: one of the three dates that are asked only where a rule needs them, and never printed or exported.
        interval: it says how often something is due from then on.
    """

    id: str
    label: str
    also: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    seen_on: tuple[Record, ...] = ("child_record",)
    once: bool = False
    timed: bool = False
    ahead: bool = False
    private: bool = False
    interval: bool = False


class EventBook(Frozen):
    """Every event, in the order in which they are offered."""

    events: tuple[Event, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Event]:
        """Events by id."""
        return {event.id: event for event in self.events}

    @cached_property
    def by_name(self) -> dict[str, Event]:
        """Events by every name they go by: id, label and the others, in small letters."""
        return {name.casefold(): event for event in self.events for name in (event.id, event.label, *event.also)}


class Interval(Frozen):
    """So many units of time."""

    limit: int
    unit: Unit


class Extension(Frozen):
    """An event that puts a deadline off, if it comes before the deadline.

    Attributes:
        limit: by how many units.
        source: what allows it.
    """

    event: str
    limit: int
    unit: Unit
    source: str


class Numbered(Frozen):
    """Which of several occurrences count: the first review, the second, all later ones.

    Attributes:
        event: whose occurrences are numbered.
        since: the event from which they are counted.
        first: the number of the first that counts, from 1.
        last: the number of the last that counts; None when all later ones do.
    """

    event: str
    since: str
    first: int
    last: int | None = None


class Statutory(Frozen):
    """What the law or statutory guidance says where it differs; shown beside the rule, never mixed in.

    Attributes:
        limit: with ``unit``, when it can be worked out from the same dates.
        trigger_event: what starts it, when not what starts the rule.
    """

    text: str
    source: str
    limit: int | None = None
    unit: Unit | None = None
    trigger_event: tuple[str, ...] = ()


class ExampleDate(Frozen):
    """A key date of a worked example.

    Attributes:
        on: the day as YYYY-MM-DD; absent when it was looked for and is not on file.
        at: the time as HH:MM.
        every: how often something is due from then on.
    """

    event: str
    on: str | None = None
    at: str | None = None
    every: Interval | None = None


class ExampleResult(Frozen):
    """What a worked example comes to; ``due`` is YYYY-MM-DD, with a time where the rule is in hours."""

    result: Literal["in time", "late", "not yet due", "cannot tell", "before the period"]
    due: str | None = None
    late_by: int | None = None


class WorkedExample(Frozen):
    """A case worked by hand, that a test computes again.

    Attributes:
        start: the first day of the period audited; by default six months up to the as-at date.
    """

    shows: str
    dates: tuple[ExampleDate, ...]
    as_at: str
    start: str | None = None
    results: tuple[ExampleResult, ...]


class TimescaleRule(Frozen):
    """A rule on time.

    Attributes:
        printed: True for a rule printed in the edition, false for one derived from its text.
        applies_to: a condition over tags; None when it is for all whose record it is.
        trigger_event: what starts the time; any of them.
        end_event: what must have happened; any of them, or each when ``every_end``.
        first_due_from: for a recurring rule, the event from which the first one is due.
        until: for a recurring rule, the events after which no more is due.
        proposes: what it may propose as the answer.
        every_end: every one of the end events is needed.
        share_end: triggers before the first one's time runs out are one, counted from the first; an end belongs to the
            latest before it.
        restart: a later trigger starts the time again, unless the time of the earlier one had run out.
        earlier_end_counts: an end before the trigger counts as done.
        bounded_by: for a rule on what comes before the trigger, other events to which an earlier end belongs.
        missing_is_late: an end event that was not entered is the failure, not something still to be entered.
        sample: only the last so many triggers are judged.
        nth: which occurrences of an event count.
        changed_by: the event that changes how often it is due.
        extension: the event that puts the deadline off.
        not_due_before: it is not due before so long after the trigger, whatever has been entered.
    """

    id: str
    printed: bool
    source: str
    subject: Literal["child", "carer", "supervision record"]
    applies_to: Condition | None = None
    rule: RuleKind
    trigger_event: tuple[str, ...]
    end_event: tuple[str, ...]
    limit: int | None = None
    unit: Unit
    first_due_from: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    proposes: Proposal
    every_end: bool = False
    share_end: bool = False
    restart: bool = False
    earlier_end_counts: bool = False
    bounded_by: tuple[str, ...] = ()
    missing_is_late: bool = False
    sample: int | None = None
    nth: Numbered | None = None
    changed_by: str | None = None
    extension: Extension | None = None
    not_due_before: Interval | None = None
    note: str = ""
    statutory: tuple[Statutory, ...] = ()
    examples: tuple[WorkedExample, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _pinned_before_key_dates(cls, data: Any) -> Any:
        """A checklist pinned before key dates could be entered names its events in words: it is answered by hand."""
        if isinstance(data, dict) and isinstance(data.get("trigger_event"), str):
            dropped = ("trigger_event", "end_event", "first_due_from", "applies_to")
            return {**{key: value for key, value in data.items() if key not in dropped}, **_BY_HAND}
        return data

    @property
    def computable(self) -> bool:
        """Whether it can be worked out from key dates."""
        return bool(self.end_event)

    @property
    def events(self) -> frozenset[str]:
        """Every event that can change its result."""
        named = {*self.trigger_event, *self.end_event, *self.first_due_from, *self.until}
        named |= {self.changed_by} if self.changed_by else set()
        named |= {self.extension.event} if self.extension else set()
        named |= set(self.bounded_by)
        named |= {self.nth.event, self.nth.since} if self.nth else set()
        return frozenset(named)


_BY_HAND: dict[str, Any] = {"trigger_event": (), "end_event": (), "proposes": "nothing"}
