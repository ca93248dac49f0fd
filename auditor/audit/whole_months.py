"""Whole months that a figure is of: one month, or a quarter.

A quarter is kept by its months, because the words do not say which it is: "Q1 of 2026" begins in January for some, and
in April by a council's financial year.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from auditor.audit.dates import MONTH_NAMES
from auditor.errors import InputError

HOW_TO_TYPE = "write a month as 2026-03, a quarter as 2026-01 to 2026-03 or 2025/26 Q4"
_YEAR, _QUARTER = 12, 3
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_LAST_QUARTER = 4
"""Of a financial year; it lies in the calendar year after."""
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})")
_NAMED = re.compile(r"([a-z]{3,9})[ -](\d{4}|\d{2})")
_FINANCIAL = re.compile(r"(\d{4})[/-](\d{2}|\d{4}) ?,? ?q([1-4])|q([1-4]) ?,? ?(\d{4})[/-](\d{2}|\d{4})")
_AMBIGUOUS = re.compile(r"(\d{4})[ -]?q[1-4]|q[1-4][ -]?(\d{4})")


@dataclass(frozen=True, order=True)
class Months:
    """One month, or the three of a quarter.

    Attributes:
        last: as ``2026-03``; orders figures by when their period ended.
        first: the same month for a month.
    """

    last: str
    first: str

    @classmethod
    def month(cls, month: str) -> "Months":
        """One month, given as ``2026-03``."""
        return cls(month, month)

    @classmethod
    def quarter_of(cls, month: str) -> "Months":
        """The quarter a month lies in: January to March, and so on."""
        year, number = (int(part) for part in month.split("-"))
        first = number - (number - 1) % _QUARTER
        return cls(f"{year}-{first + _QUARTER - 1:02}", f"{year}-{first:02}")

    @classmethod
    def from_key(cls, key: str) -> "Months":
        """From :attr:`key`."""
        first, _, last = key.partition("/")
        return cls(last or first, first)

    @property
    def key(self) -> str:
        """As it stands in a record: ``2026-03``, or ``2026-01/2026-03``."""
        return self.first if self.is_month else f"{self.first}/{self.last}"

    @property
    def is_month(self) -> bool:
        """One month; otherwise a quarter."""
        return self.first == self.last

    @property
    def words(self) -> str:
        """As people read it: Mar 2026, or Jan to Mar 2026."""
        year, number = self.last.split("-")
        last = f"{MONTH_NAMES[int(number) - 1][:3]} {year}"
        return last if self.is_month else f"{MONTH_NAMES[int(self.first[-2:]) - 1][:3]} to {last}"

    def overlaps(self, other: "Months") -> bool:
        """Whether they have a month in common."""
        return self.first <= other.last and other.first <= self.last

    def ended_by(self, today: date) -> bool:
        """Whether its last month is over."""
        return self.last < f"{today:%Y-%m}"

    def before(self) -> "Months":
        """The period of the same length just before."""
        length = 1 if self.is_month else _QUARTER
        return Months(month_before(self.last, length), month_before(self.first, length))

    def after(self) -> "Months":
        """The period of the same length just after."""
        length = 1 if self.is_month else _QUARTER
        return Months(month_before(self.last, -length), month_before(self.first, -length))


def month_before(month: str, by: int = 1) -> str:
    """The month so many before; months after where ``by`` is negative."""
    year, number = (int(part) for part in month.split("-"))
    year, place = divmod(year * _YEAR + number - 1 - by, _YEAR)
    return f"{year}-{place + 1:02}"


def periods_up_to(last: str, count: int, *, by_month: bool) -> tuple[Months, ...]:
    """So many months or quarters up to the one that a month lies in, the oldest first."""
    found = [Months.month(last) if by_month else Months.quarter_of(last)]
    while len(found) < count:
        found.append(found[-1].before())
    return tuple(reversed(found))


def parse_months(value: Any) -> Months:
    """The month or quarter in a cell: text, or the first day that a workbook makes of a month.

    Raises:
        InputError: it is neither, or could be two quarters.
    """
    if isinstance(value, date | datetime):
        _in_reach(value.year, f"{value:%d/%m/%Y}")
        return Months.month(f"{value:%Y-%m}")
    text = " ".join(str(value or "").split()).casefold()
    if found := _FINANCIAL.fullmatch(text):
        return _financial(found)
    if _AMBIGUOUS.fullmatch(text):
        raise InputError("a quarter of a year may begin in January or in April", text, HOW_TO_TYPE)
    parts = [_one_month(part) for part in re.split(r"\s+to\s+", text)]
    if None in parts or len(parts) > 2:
        raise InputError("is neither a month nor a quarter", text, HOW_TO_TYPE)
    first, last = str(parts[0]), str(parts[-1])
    _in_reach(int(first[:4]), text)
    if first == last:
        return Months.month(first)
    quarter = Months.quarter_of(first)
    if (quarter.first, quarter.last) != (first, last):
        raise InputError("is neither a month nor a quarter", text, HOW_TO_TYPE)
    return quarter


def _one_month(text: str) -> str | None:
    if found := _MONTH.fullmatch(text):
        year, number = (found[1], found[2]) if found[1] else (found[4], found[3])
        return f"{year}-{int(number):02}" if 1 <= int(number) <= _YEAR else None
    if found := _NAMED.fullmatch(text):
        names = [name.casefold() for name in MONTH_NAMES]
        fitting = [place for place, name in enumerate(names, start=1) if found[1] in (name, name[:3])]
        year = found[2] if len(found[2]) == 4 else f"20{found[2]}"
        return f"{year}-{fitting[0]:02}" if fitting else None
    return None


def _financial(found: "re.Match[str]") -> Months:
    start, end, number = (found[1], found[2], found[3]) if found[1] else (found[5], found[6], found[4])
    _in_reach(int(start) + (int(number) == _LAST_QUARTER), found[0])
    if (int(start) + 1) % 100 != int(end) % 100:
        raise InputError("is no financial year", found[0], HOW_TO_TYPE)
    april = f"{start}-04"
    return Months.quarter_of(month_before(april, -_QUARTER * (int(number) - 1)))


def _in_reach(year: int, typed: str) -> None:
    """That a year is one of ours: others have no months that can be told in words."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InputError("is of another time", typed, HOW_TO_TYPE)
