"""Did an action work: what a criterion's answer, or a section's grade, was when it was agreed, and in later audits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from auditor.audit.grades import ORDER
from auditor.standards.scale import ALL_ANSWERS

_ANSWERS: Mapping[str, int] = {answer: -place for place, answer in enumerate(ALL_ANSWERS)}
_GRADES: Mapping[str, int] = {grade: place for place, grade in enumerate(ORDER)}
MET = ("met", "exceeded")
"""The answers at which an action about the criterion is confirmed."""
GOOD = ("good", "outstanding")
"""The grades of record at which an action about a whole section is confirmed."""


class Moved(StrEnum):
    """Where a criterion's answer went."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


MOVED_WORDS: Mapping[Moved, tuple[str, str]] = {
    Moved.UP: ("↑", "up"),
    Moved.SAME: ("=", "the same"),
    Moved.DOWN: ("↓", "down"),
}
"""A symbol and a word for each."""


def moved(before: str, after: str) -> Moved:
    """From one answer to another, or from one grade to another; KeyError where one of them is neither."""
    heights = _GRADES if before in _GRADES else _ANSWERS
    step = heights[after] - heights[before]
    return Moved.UP if step > 0 else Moved.DOWN if step < 0 else Moved.SAME


@dataclass(frozen=True)
class Answered:
    """What one audit answered to a criterion, or graded a section.

    Attributes:
        answer: the answer's id, or the grade's.
    """

    audit_id: UUID
    as_at: date
    answer: str


@dataclass(frozen=True)
class WhatFollowed:
    """A criterion with an action: the answer of its audit, and those of later audits of the case that asked it; of an
    action about a whole section likewise the section's grade.

    Attributes:
        about: the criterion or section.
        before: None where the criterion was not answered, or did not apply.
        after: the earliest first.
    """

    audit_id: UUID
    about: str
    section: str
    before: Answered | None
    after: tuple[Answered, ...] = ()
    lcs_number: str = ""

    @property
    def moved(self) -> Moved | None:
        """Where the answer went by the next audit that asked it; None where there is nothing to compare.

        By the next one, not the last: a later audit may have agreed an action of its own, to which the rest is owed.
        """
        return moved(self.before.answer, self.after[0].answer) if self.before and self.after else None


@dataclass(frozen=True)
class Worked:
    """Of the criteria and sections with an action, how many were looked at again, and where they went.

    Attributes:
        section: one section; empty: all together.
        criteria: with an action; one with two actions in an audit counts once.
    """

    section: str
    criteria: int
    up: int
    same: int
    down: int

    @property
    def looked_at(self) -> int:
        """Those that a later audit asked again."""
        return self.up + self.same + self.down


def worked(criteria: Mapping[str, int], found: Iterable[WhatFollowed]) -> Sequence[Worked]:
    """The table of what actions led to: one row for each section, and all together at the end.

    Args:
        criteria: how many have an action, by section.
        found: those that later audits looked at.
    """
    went: dict[str, dict[Moved, int]] = {section: dict.fromkeys(Moved, 0) for section in criteria}
    for one in found:
        if one.moved is not None:
            went.setdefault(one.section, dict.fromkeys(Moved, 0))[one.moved] += 1
    rows = [
        Worked(section, criteria.get(section, 0), counts[Moved.UP], counts[Moved.SAME], counts[Moved.DOWN])
        for section, counts in sorted(went.items())
    ]
    total = [sum(getattr(row, name) for row in rows) for name in ("criteria", "up", "same", "down")]
    return [*rows, Worked("", *total)]
