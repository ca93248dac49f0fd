"""Key dates: what is on the file, what was looked for and is not, and what was not needed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any

from auditor.standards.model import Event, Interval

WITHHELD = "private-"
"""Begins the id of a private date: its day never leaves the store, and its fact may be without it elsewhere."""


def key_for(event: Event, raw: object) -> str:
    """The id of a new key date.

    Args:
        event: what it is the date of.
        raw: makes it unique.
    """
    return f"{WITHHELD}{raw}" if event.private else str(raw)


class Standing(StrEnum):
    """What a key date says."""

    DATED = "dated"
    NOT_ON_FILE = "not_on_file"
    """It was looked for."""
    NOT_NEEDED = "not_needed"
    """With ``follows``: nothing had to follow that one. Without: it did not happen in the period."""


@dataclass(frozen=True)
class KeyDate:
    """Something on the file, and when it was.

    Attributes:
        id: names it within one examination.
        event: the event's id.
        on: the day; None unless it is dated.
        at: the time of day, in England; None when not entered.
        follows: the id of the key date that it answers; None leaves it to the order in time.
        every: how often something is due from then on, for the events that say so.
    """

    id: str
    event: str
    on: date | None = None
    at: time | None = None
    follows: str | None = None
    standing: Standing = Standing.DATED
    every: Interval | None = None

    @property
    def day(self) -> date:
        """The day of a dated one."""
        assert self.on is not None, "only a dated key date has a day"
        return self.on

    @property
    def moment(self) -> tuple[date, time, str]:
        """What they are sorted by: the day, the time, and the id where both are the same."""
        return self.day, self.at or time.min, self.id

    def is_before(self, other: "KeyDate") -> bool:
        """Whether it was certainly earlier: on the same day only when both times are known."""
        if self.day != other.day:
            return self.day < other.day
        return self.at is not None and other.at is not None and self.at < other.at

    def as_body(self) -> dict[str, Any]:
        """As plain data; the id is the fact's key."""
        return {
            "event": self.event,
            "on": self.on.isoformat() if self.on else None,
            "at": f"{self.at:%H:%M}" if self.at else None,
            "follows": self.follows,
            "standing": self.standing.value,
            "every": {"limit": self.every.limit, "unit": self.every.unit} if self.every else None,
        }

    @classmethod
    def from_body(cls, key: str, body: Mapping[str, Any]) -> "KeyDate":
        """The key date that :meth:`as_body` was taken from."""
        return cls(
            key,
            body["event"],
            date.fromisoformat(body["on"]) if body.get("on") else None,
            time.fromisoformat(body["at"]) if body.get("at") else None,
            body.get("follows"),
            Standing(body.get("standing", Standing.DATED)),
            Interval(**body["every"]) if body.get("every") else None,
        )


_moment = attrgetter("moment")


@dataclass(frozen=True)
class DateBook:
    """The key dates of one examination, to be looked up by event."""

    all: tuple[KeyDate, ...] = field(default=())

    @classmethod
    def of(cls, dates: Iterable[KeyDate]) -> "DateBook":
        """A book of these dates, in any order."""
        return cls(tuple(dates))

    @cached_property
    def _dated(self) -> dict[str, list[KeyDate]]:
        by_event: dict[str, list[KeyDate]] = {}
        dated = Standing.DATED
        for key_date in self.all:
            if key_date.standing is dated:
                by_event.setdefault(key_date.event, []).append(key_date)
        for dates in by_event.values():
            if len(dates) > 1:
                dates.sort(key=_moment)
        return by_event

    @cached_property
    def _others(self) -> dict[tuple[Standing, str], list[KeyDate]]:
        found: dict[tuple[Standing, str], list[KeyDate]] = {}
        dated = Standing.DATED
        for key_date in self.all:
            if key_date.standing is not dated:
                found.setdefault((key_date.standing, key_date.event), []).append(key_date)
        for others in found.values():
            others.sort(key=lambda key_date: key_date.id)
        return found

    @cached_property
    def _asked(self) -> dict[tuple[str, ...], list[KeyDate]]:
        """What was looked up before: many rules ask for the same events."""
        return {}

    @cached_property
    def numbers(self) -> dict[tuple[str, str], dict[str, int | None]]:
        """What :func:`~auditor.audit.timescales.numbering.numbered` found, by what is counted from and what is."""
        return {}

    def dated(self, events: Iterable[str]) -> list[KeyDate]:
        """The dated ones of some events, earliest first."""
        names = tuple(events)
        found = self._asked.get(names)
        if found is None:
            found = self._asked[names] = self._sorted(names)
        return found

    def _sorted(self, events: tuple[str, ...]) -> list[KeyDate]:
        groups = [dates for event in events if (dates := self._dated.get(event))]
        if len(groups) == 1:
            return groups[0]
        return sorted((key_date for dates in groups for key_date in dates), key=_moment) if groups else []

    def standing(self, standing: Standing, events: Iterable[str]) -> list[KeyDate]:
        """Those of some events that are not on file, or were not needed."""
        return [key_date for event in events for key_date in self._others.get((standing, event), ())]

    def says(self, standing: Standing) -> bool:
        """Whether anything at all is not on file, or was not needed."""
        return any(known is standing for known, _ in self._others)

    def has(self, standing: Standing, events: Iterable[str], follows: str | None) -> bool:
        """Whether one of some events is not on file (or not needed): in general, or for what it follows."""
        if not self._others:
            return False
        wanted = (None, follows) if standing is Standing.NOT_ON_FILE else (follows,)
        return any(key_date.follows in wanted for key_date in self.standing(standing, events))
