"""What moderations came to: pairs of grades, what changed, how long it took; added up one after another.

Nothing is kept of a single audit but sums, so that ten thousand take no more memory than a hundred.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import TypeVar
from uuid import UUID

from auditor.audit.grades import ORDER
from auditor.audit.moderation import Because, Moderated, Why
from auditor.measures.leniency import FEWEST_FOR_A_SIGN
from auditor.standards.model import GradeId

FEWEST_AUDITORS = 3
"""Between fewer auditors than this no difference is told: of two, each would know the other's."""
_NINE_TENTHS = Fraction(9, 10)
_Name = TypeVar("_Name", bound=Hashable)


def steps(first: GradeId, second: GradeId) -> int:
    """How many grades the second lies above the first; below is negative."""
    return ORDER.index(second) - ORDER.index(first)


@dataclass
class GradedSums:
    """What two people gave one thing that is graded.

    Attributes:
        pairs: audits by the auditor's grade and the moderator's.
        changed: audits whose grade stands, by how many grades the one of record lies above the auditor's.
        because: settled differences by why they arose.
    """

    pairs: "Counter[tuple[GradeId, GradeId]]" = field(default_factory=Counter)
    changed: "Counter[int]" = field(default_factory=Counter)
    because: "Counter[Because]" = field(default_factory=Counter)


@dataclass
class BasisSums:
    """Sums over moderations whose pairs came about in the same way.

    Attributes:
        audits: how many were moderated.
        why: the same by why they were picked.
        graded: by what was graded: ``overall``, a section, a key judgement.
    """

    audits: int = 0
    why: "Counter[Why]" = field(default_factory=Counter)
    graded: dict[str, GradedSums] = field(default_factory=dict)

    def add(self, moderated: Moderated, *, stands: bool) -> None:
        """Count one moderation.

        Args:
            stands: its grades of record do; before that nothing has changed yet.
        """
        self.audits += 1
        self.why[moderated.why] += 1
        for key, (first, second) in moderated.pairs.items():
            sums = self.graded.setdefault(key, GradedSums())
            sums.pairs[first, second] += 1
            if stands:
                sums.changed[steps(first, moderated.agreed.get(key, first))] += 1
            if key in moderated.because:
                sums.because[moderated.because[key]] += 1

    @property
    def because(self) -> "Counter[Because]":
        """Why differences arose, over everything that is graded."""
        return sum((one.because for one in self.graded.values()), Counter())


@dataclass(frozen=True, slots=True)
class Days:
    """How long something took, in days.

    Attributes:
        n: how often it was measured.
        half: within so many days half of them were done (the median; between two, the later).
        nine_in_ten: likewise nine in ten.
        longest: of all.
    """

    n: int
    half: int
    nine_in_ten: int
    longest: int


def days_of(counted: Mapping[int, int]) -> Days | None:
    """How long something took.

    Args:
        counted: how often it took so many days.

    Returns:
        None when it was never measured.
    """
    total = sum(counted.values())
    if not total:
        return None
    return Days(total, _within(counted, Fraction(1, 2)), _within(counted, _NINE_TENTHS), max(counted))


def _within(counted: Mapping[int, int], share: Fraction) -> int:
    """The fewest days within which so large a share was done."""
    wanted, done = ceil(share * sum(counted.values())), 0
    for days in sorted(counted):
        done += counted[days]
        if done >= wanted:
            return days
    raise ValueError("a share of more than everything")


@dataclass(frozen=True, slots=True)
class GapSpread:
    """How far auditors lie apart, beside moderators: one figure, from which no one of them can be told.

    Attributes:
        auditors: with so many moderated audits that something may be said of each.
        widest: steps of the scale between the mean gap of the one furthest up and that of the one furthest down; None
            where there are too few auditors.
    """

    auditors: int
    widest: float | None


@dataclass
class GapSums:
    """Sums of gaps by auditor: how many grades the auditor's lies above the moderator's."""

    audits: "Counter[UUID]" = field(default_factory=Counter)
    gaps: "Counter[UUID]" = field(default_factory=Counter)

    def add(self, auditor: UUID, pair: tuple[GradeId, GradeId]) -> None:
        """Count one audit: the auditor's grade and the moderator's."""
        self.audits[auditor] += 1
        self.gaps[auditor] -= steps(*pair)

    def spread(self) -> GapSpread:
        """How far the auditors lie apart, of whom there is enough to tell."""
        means = [Fraction(self.gaps[one], many) for one, many in self.audits.items() if many >= FEWEST_FOR_A_SIGN]
        enough = len(means) >= FEWEST_AUDITORS
        return GapSpread(len(means), float(max(means) - min(means)) if enough else None)


def ranked(counted: Mapping[_Name, int]) -> list[tuple[_Name, int]]:
    """What was counted, the commonest first; of equals in alphabetical order."""
    return sorted(((name, count) for name, count in counted.items() if count), key=lambda one: (-one[1], str(one[0])))
