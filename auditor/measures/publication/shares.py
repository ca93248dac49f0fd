"""Percentages, intervals and words from masked numbers: hidden whenever anything they rest on is.

An interval gives the counts back as surely as the percentage does, so both go together. Rounded numbers give rounded
shares.
"""

from dataclasses import dataclass

from auditor.measures.publication.profiles import RULES, UNRELIABLE, UNRELIABLE_BELOW, Profile
from auditor.measures.publication.tables import MaskedCell, MaskedTable
from auditor.measures.rates import Interval, whole_percent, wilson


@dataclass(frozen=True, slots=True)
class Share:
    """A share as it may be shown.

    Attributes:
        numerator: as text: a number or the symbol.
        denominator: likewise.
        percent: whole, rounded half up; None when it is hidden or there is nothing to count.
        interval: the Wilson 95% interval; None likewise.
        hidden: something it rests on is.
        mark: ``u`` beside a share of fewer than 20, in an internal report; otherwise empty.
        symbol: what stands in place of the percentage when it is hidden.
    """

    numerator: str
    denominator: str
    percent: int | None
    interval: Interval | None
    hidden: bool
    mark: str
    symbol: str

    @property
    def text(self) -> str:
        """The percentage as it stands in a table."""
        if self.hidden:
            return self.symbol
        return "no data" if self.percent is None else f"{self.percent}%{f' {self.mark}' if self.mark else ''}"

    @property
    def words(self) -> str:
        """The share for a sentence: "12 of 30 (40%)", "c of 30", or "none"."""
        told = f"{self.numerator} of {self.denominator}"
        return told if self.percent is None else f"{told} ({self.percent}%)"


def share_of(table: MaskedTable, profile: Profile, row: int, numerator: tuple[int, ...], denominator: int) -> Share:
    """The share of some columns of a row in another one.

    Args:
        row: its place.
        numerator: the places of the columns that are added up; they have nothing in common.
        denominator: the place of the column that holds them all.

    Raises:
        ValueError: a column of the numerator is not a part of the denominator, or overlaps another.
    """
    regions = table.layout.regions()[row]
    whole = regions[denominator]
    parts = [regions[place] for place in numerator]
    if any(not whole.contains(part) for part in parts):
        raise ValueError(f"table {table.id}: the numerator is not a part of the denominator")
    if any(one.values & other.values for place, one in enumerate(parts) for other in parts[:place]):
        raise ValueError(f"table {table.id}: the columns of the numerator overlap")
    return share_of_cells([table.cells[row][place] for place in numerator], table.cells[row][denominator], profile)


def share_of_cells(numerator: list[MaskedCell], denominator: MaskedCell, profile: Profile) -> Share:
    """The share of some cells in another; the caller knows that they are parts of it."""
    symbol = RULES[profile].symbol
    above = [cell.shown for cell in numerator]
    hidden = denominator.hidden or any(cell.hidden for cell in numerator)
    if hidden:
        known = "+".join(cell.text for cell in numerator) if len(numerator) == 1 else symbol
        return Share(known, denominator.text, None, None, True, "", symbol)
    # Numbers rounded one by one may add up to more than their rounded total.
    counted, of = sum(value or 0 for value in above), denominator.shown or 0
    counted = min(counted, of)
    mark = UNRELIABLE if profile is Profile.INTERNAL and of < UNRELIABLE_BELOW else ""
    return Share(str(counted), denominator.text, whole_percent(counted, of), wilson(counted, of), False, mark, symbol)


def bar_of(cell: MaskedCell) -> int | None:
    """How long a bar may be drawn; None leaves it out, with the symbol in its place."""
    return cell.shown


def words_of(cell: MaskedCell, one: str, many: str = "") -> str:
    """A count with its noun for a sentence: "no audits", "1 audit", "12 audits", "c audits"."""
    several = many or f"{one}s"
    if cell.hidden:
        return f"{cell.text} {several}"
    return f"{cell.text if cell.shown else 'no'} {one if cell.shown == 1 else several}"
