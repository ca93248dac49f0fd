"""Fills the demo's sentences: dates within the period audited, and who the audit is about."""

import re
from datetime import date, timedelta
from random import Random

from auditor.audit.profile import Profile

_NUMBERS = ("two", "three", "four", "five")
_WEEKS = ("four", "five", "six", "seven", "nine")
# Not from the locale: the same day gives the same words everywhere.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NOT_BEFORE_BIRTH = re.compile(
    r"\b(seen|sees?|voice|alone|talk|sleeps?|mornings?|attendance|forward|wishes|drawn|drawing|said|safer|known|knows|"
    r"brother|weekends|home is calmer|About Me|experienced|trusts|waited|nights?|move|call-outs)\b|"
    r"\{Agency\}|\bat \{agency\}"
)
_NOT_OF_BABIES = re.compile(
    r"\b(voice|alone|attendance|wishes|drawn|drawing|said|own words|asked|talk|explained|advocate|letter|missing|"
    r"review is|where, when|trusts|About Me|waiting for|says that)\b|\bat \{agency\}|of \{agency\}",
    re.IGNORECASE,
)
_NOT_OF_ADULTS = re.compile(
    r"\b(bedtimes?|stair gate|swimming|drawings?|fridge|mother|father|fathers|carer|parents?|parenting|grandmother|"
    r"brother|sister|story board|houses|conference|routines?|health visitor|nursery|grown-ups|baby|family time|aunt)\b",
    re.IGNORECASE,
)


class Words:
    """What the sentences of one audit are filled with; each use draws new dates."""

    def __init__(self, dice: Random, as_at: date, profile: Profile) -> None:
        self._dice, self._as_at = dice, as_at
        self._who, self._agency, self._unfit = _people(profile)

    def fill(self, template: str) -> str:
        """A sentence with its gaps filled."""
        if "{" not in template:
            return template
        pick = self._dice.randint
        filled = template.format(
            child=self._who,
            Child=_capital(self._who),
            agency=self._agency,
            Agency=_capital(self._agency),
            day=f"{self._ago(4, 60):%d/%m/%Y}",
            early=f"{self._ago(85, 170):%d/%m/%Y}",
            month=month_of(self._ago(60, 170)),
            old=month_of(self._ago(250, 600)),
            n=_NUMBERS[pick(0, 3)],
            weeks=_WEEKS[pick(0, 4)],
        )
        return _capital(filled)

    def fitting(self, templates: tuple[str, ...]) -> tuple[str, ...]:
        """Those sentences that can be said of someone of this age."""
        if self._unfit is None:
            return templates
        return tuple(text for text in templates if not self._unfit.search(text))

    def choice(self, templates: tuple[str, ...]) -> str:
        """One of the sentences that fit, filled; empty when none fits."""
        found = self.fitting(templates)
        return self.fill(self._dice.choice(found)) if found else ""

    def some(self, templates: tuple[str, ...], count: int) -> list[str]:
        """Up to so many different sentences that fit, filled."""
        found = self.fitting(templates)
        return [self.fill(text) for text in self._dice.sample(found, min(count, len(found)))]

    def _ago(self, least: int, most: int) -> date:
        return self._as_at - timedelta(days=self._dice.randint(least, most))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def month_of(day: date) -> str:
    """A day's month in words, with its year."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _people(profile: Profile) -> tuple[str, str, re.Pattern[str] | None]:
    """Who the audit is about, who knows them best outside, and what cannot be said of them."""
    if profile.subject == "young_adult":
        return "the young adult", "the college", _NOT_OF_ADULTS
    if profile.subject != "child":
        return "the child", "the school", None
    return {
        "unborn": ("the baby", "the midwife", _NOT_BEFORE_BIRTH),
        "under_1": ("the baby", "the health visitor", _NOT_OF_BABIES),
        "age_1_4": ("the child", "the nursery", None),
        "age_10_15": ("the young person", "the school", None),
        "age_16_17": ("the young person", "the college", None),
    }.get(profile.age_band or "", ("the child", "the school", None))
