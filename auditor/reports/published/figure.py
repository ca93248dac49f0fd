"""Where a figure of the published scorecard comes from, and what is known of it."""

from dataclasses import dataclass
from enum import StrEnum

from auditor.audit.whole_months import Months


class Source(StrEnum):
    """Where a figure comes from, and what is known of it."""

    AUDITS = "audits"
    DEADLINES = "deadlines"
    SHARE = "share"
    """Imported, with its counts."""
    NUMBER = "number"
    """Imported, a whole number: its own count."""
    WITHHELD = "withheld"
    """Imported without counts: nobody can tell whether it rests on few."""
    CHANGED = "changed"
    """Corrected since it was published, and a number of it is small, or was; or told by other periods before."""


@dataclass(frozen=True)
class FigureAt:
    """Where a figure of one period stands among the tables that were released.

    Attributes:
        months: the period it is of.
        table: empty where it is withheld.
        row: of the table.
        scoring_hashes: what its audits were scored by.
        revised: another figure was published for the period before.
    """

    source: Source
    months: Months
    table: str = ""
    row: str = ""
    scoring_hashes: frozenset[str] = frozenset()
    revised: bool = False

    @property
    def is_withheld(self) -> bool:
        """Whether nothing of it is told."""
        return self.source in (Source.WITHHELD, Source.CHANGED)
