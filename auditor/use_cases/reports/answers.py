"""What is said of a report before it is built: the fields of its form, the answers, and what may be typed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from auditor.audit.whole_months import parse_months
from auditor.errors import InputError
from auditor.measures.publication.profiles import Profile
from auditor.reports.words import month_words

LOWEST_LEVEL, HIGHEST_LEVEL = 50, 99
"""Between which percentages the level of a strong area lies, as in a report's definition."""
EVERY = "every"
"""Chosen where nothing is left out."""
PROFILE_WORDS = {
    Profile.INTERNAL: "internal: hides nothing, so keep it inside",
    Profile.DFE: "dfe, for the public: 1 to 5 becomes c, and whatever would give one away",
    Profile.NHS: "nhs, for health partners: 1 to 7 becomes *, all others to the nearest 5",
}
"""What each profile hides."""
_BETWEEN = ","


class Ask(StrEnum):
    """The fields of the form."""

    AUDIT = "audit"
    THEME = "theme"
    ROUND = "round"
    SPAN = "months"
    PERIOD = "period"
    LAST = "last"
    TEAM = "team"
    """The one team that a report is of; never carried over to a report of several, which would grow small unseen."""
    TEAMS = "teams"
    KIND = "kind"
    LEVEL = "level"
    PROFILE = "profile"
    MERGE = "merge"
    WHY = "why"


HOW_TO_TYPE = {
    Ask.SPAN: "One month, or the first and the last: 09/2026, Sep to Oct 2026, 2026-04 to 2026-09, 2026/27 Q2.",
    Ask.LAST: "A month, as 09/2026 or Sep 2026; of a quarter, any of its months.",
    Ask.LEVEL: f"A whole percentage from {LOWEST_LEVEL} to {HIGHEST_LEVEL}.",
    Ask.WHY: "One line: for what, or for whom. It is kept in the register of releases.",
}
"""Of the fields in which something can be typed."""


@dataclass(frozen=True)
class PickedAudit:
    """An audit to choose; nothing that was found in it."""

    id: UUID
    lcs_number: str
    words: str


@dataclass(frozen=True)
class Said:
    """What has been said so far.

    Attributes:
        answers: by field, as the field's choices name them.
        audit: which audit.
    """

    answers: Mapping[Ask, str] = field(default_factory=dict)
    audit: PickedAudit | None = None

    def put(self, name: Ask, value: str) -> "Said":
        """Say something; an empty value takes back what was said."""
        answers = {key: given for key, given in self.answers.items() if key is not name}
        if name is Ask.PERIOD:
            answers.pop(Ask.LAST, None)  # the months of the one are none of the other
        return replace(self, answers={**answers, name: value} if value else answers)

    def of(self, audit: PickedAudit) -> "Said":
        """Say which audit."""
        return replace(self, audit=audit)


@dataclass(frozen=True)
class Field:
    """A field of the form.

    Attributes:
        value: what stands: said, or what is usual; empty where there is neither.
        words: the same as people read it.
        choices: what can be chosen, as value and words.
        typed: how another one is typed; empty where it cannot be.
        missing: what to do, where it has to be said and is not.
        several: where several of the choices may be chosen, what it is of when none is; otherwise empty.
    """

    name: Ask
    label: str
    value: str
    words: str
    choices: tuple[tuple[str, str], ...] = ()
    typed: str = ""
    missing: str = ""
    several: str = ""


def joined(values: Iterable[str]) -> str:
    """Several choices as one value."""
    return _BETWEEN.join(values)


def split(value: str) -> tuple[str, ...]:
    """The choices of a value."""
    return tuple(filter(None, value.split(_BETWEEN)))


def typed(name: Ask, text: str, today: date) -> str:
    """What was typed into a field, as its value.

    Raises:
        InputError: it cannot be that.
    """
    line = " ".join(text.split())
    match name:
        case Ask.SPAN:
            return "/".join(_typed_span(line, today))
        case Ask.LAST:
            return _typed_span(line, today)[1]
        case Ask.LEVEL:
            level = line.removesuffix("%").strip()
            if level.isdecimal() and LOWEST_LEVEL <= int(level) <= HIGHEST_LEVEL:
                return str(int(level))
            raise InputError(f"'{line}' is no level.", "", HOW_TO_TYPE[name])
        case _:
            return line


def _typed_span(line: str, today: date) -> tuple[str, str]:
    parts = [part for part in re.split(r"\s+(?:to|-|–)\s+", line, flags=re.IGNORECASE) if part]
    if len(parts) == 2 and re.fullmatch(r"[A-Za-z]+", parts[0]) and (year := re.search(r"\d{4}$", parts[1])):
        parts[0] = f"{parts[0]} {year[0]}"  # as it is written: Sep to Oct 2026
    if len(parts) not in (1, 2):
        raise InputError(f"'{line}' is no span of months.", "", HOW_TO_TYPE[Ask.SPAN])
    try:
        found = [parse_months(part) for part in parts]
    except InputError as error:
        raise InputError(f"'{line}' is no span of months.", "", HOW_TO_TYPE[Ask.SPAN]) from error
    first, last = found[0].first, found[-1].last
    if first > last:
        raise InputError(
            "The first month is after the last.",
            f"{month_words(first)} to {month_words(last)}",
            "Type the earlier first.",
        )
    if first > f"{today:%Y-%m}":
        raise InputError(f"{month_words(first)} has not come yet.", "", "Type months that have.")
    return first, last
