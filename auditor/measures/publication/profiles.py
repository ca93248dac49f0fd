"""Publication profiles: which counts are hidden from whom, and what a reader then knows of a hidden one.

``dfe`` follows the Department for Education's statistics (symbol ``c``, zero shown, percentages whole); ``nhs``
follows NHS Digital's hospital statistics (1 to 7 masked, the rest to the nearest 5); ``internal`` hides nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

FEWEST_WORKERS = 3
"""A row resting on fewer workers is hidden in public: what is said of the team would be said of one person."""
UNRELIABLE_BELOW = 20
"""A share of fewer is marked ``u``."""
UNRELIABLE = "u"
_STEP = 5


class Profile(StrEnum):
    """For whom a report is made."""

    INTERNAL = "internal"
    DFE = "dfe"
    NHS = "nhs"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a profile does.

    Attributes:
        most_hidden: counts from 1 to this are hidden; 0 hides nothing.
        symbol: stands for a hidden number.
        step: numbers shown are rounded to a multiple of it; 1 leaves them.
        means: what the symbol means, for the foot of a table; empty when there is none.
        mark: what is printed on every page; may be empty.
    """

    most_hidden: int
    symbol: str
    step: int
    means: str
    mark: str

    def rounded(self, count: int) -> int:
        """A count as it is shown; a half goes up."""
        return (2 * count + self.step) // (2 * self.step) * self.step

    def known(self, count: int) -> tuple[int, int]:
        """Between which counts a reader knows a shown one to lie, both included."""
        if self.step == 1 or count == 0:
            return count, count
        shown, half = self.rounded(count), self.step // 2
        return max(self.most_hidden + 1, shown - half), shown + half

    def known_of_harmless(self, count: int) -> tuple[int, int]:
        """Likewise, of a number that is shown however small it is."""
        shown, half = self.rounded(count), self.step // 2
        return max(0, shown - half), shown + half


RULES: dict[Profile, Rules] = {
    Profile.INTERNAL: Rules(0, "", 1, "", "Internal: not for publication"),
    Profile.DFE: Rules(
        5,
        "c",
        1,
        "c: from 1 to 5, too few workers, or hidden so that such a number cannot be worked out. 0 is none.",
        "",
    ),
    Profile.NHS: Rules(
        7,
        "*",
        _STEP,
        "*: from 1 to 7, too few workers, or hidden so that such a number cannot be worked out. "
        "All other numbers are rounded to the nearest 5.",
        "",
    ),
}
