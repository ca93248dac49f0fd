"""The few facts about the subject that decide which criteria apply, and the period audited."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from auditor.errors import InputError, nearest
from auditor.standards.model import TagBook

PERIOD_MONTHS = 6
"""The period audited, unless another is chosen: this many months up to the as-at date."""


@dataclass(frozen=True)
class Period:
    """The time an audit looks at; both days belong to it.

    Attributes:
        start: the first day.
        end: the last day, which is the as-at date.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise InputError(
                "The period audited ends before it starts.",
                f"It would run from {self.start:%d/%m/%Y} to {self.end:%d/%m/%Y}.",
                "Give a start on or before the as-at date.",
            )

    @classmethod
    def up_to(cls, as_at: date, months: int = PERIOD_MONTHS) -> "Period":
        """The period of so many months up to the as-at date: to 22 November six months run from 23 May."""
        return cls(months_before(as_at, months) + timedelta(days=1), as_at)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, clamped to the end of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Profile:
    """What is known of the subject.

    Attributes:
        subject: a subject's id, such as ``child``.
        statuses: every status true at any time in the period.
        age_band: the age band at the as-at date; None when not known or not a person.
        facts: yes or no by the fact's id; a fact that is absent is not known.
        events: key dates recorded inside the period, by event.
    """

    subject: str
    statuses: frozenset[str] = frozenset()
    age_band: str | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)
    events: frozenset[str] = frozenset()

    def as_body(self) -> dict[str, Any]:
        """The profile as plain data, for a fact or a bundle."""
        return {
            "subject": self.subject,
            "statuses": sorted(self.statuses),
            "age_band": self.age_band,
            "facts": dict(sorted(self.facts.items())),
        }

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Profile":
        """The profile that :meth:`as_body` was taken from."""
        return cls(body["subject"], frozenset(body["statuses"]), body["age_band"], dict(body["facts"]))


def check_profile(profile: Profile, book: TagBook) -> None:
    """Refuse a profile that names what does not exist.

    Contradictions are another matter: see :func:`auditor.audit.applicability.contradictions`.

    Raises:
        InputError: all unknown names, each with the nearest known one.
    """
    known = {
        "subject": [subject.id for subject in book.subjects],
        "status": [status.id for status in book.statuses],
        "age band": [band.id for band in book.age_bands],
        "fact": [fact.id for fact in book.facts],
    }
    given = [("subject", profile.subject)]
    given += [("status", status) for status in sorted(profile.statuses)]
    given += [("age band", profile.age_band)] if profile.age_band is not None else []
    given += [("fact", fact) for fact in profile.facts]
    wrong = []
    for what, name in given:
        if name not in known[what]:
            near = nearest(name, known[what])
            wrong.append(f"unknown {what} '{name}'" + (f" (did you mean {near}?)" if near else ""))
    if wrong:
        raise InputError("The profile names what does not exist.", "\n".join(wrong), "Correct the names and try again.")
