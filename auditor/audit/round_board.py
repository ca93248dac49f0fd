"""How far a round is: counts over its sample, for all of it, by auditor and by team. Never a grade."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from auditor.audit.round_cases import RoundCase
from auditor.audit.rounds import OPEN, Allocation, Round, Standing, in_sample, standing
from auditor.audit.states import State

Key = TypeVar("Key")
_REACHED = (Standing.ALLOCATED, Standing.STARTED, Standing.SUBMITTED, Standing.MODERATED)


@dataclass(frozen=True)
class Progress:
    """How far the audit of a case is: its state, and whether its grade of record was moderated."""

    state: State
    moderated: bool


@dataclass(frozen=True)
class Line:
    """One case of the sample on the board.

    Attributes:
        due: the day by which, extensions counted.
        overdue: it is not submitted, and that day is over.
    """

    case: RoundCase
    allocation: Allocation
    standing: Standing
    due: date
    overdue: bool


@dataclass(frozen=True)
class Counts:
    """How many cases are how far. Each number holds those that are further: what is submitted was started.

    Attributes:
        expected: all that should be audited: neither exempt nor replaced.
        submitted: and not yet taken back; whatever came after.
        overdue: not submitted, and the day is over.
        exempt: drawn, and need not be audited.
        replaced: drawn, and another case stands in.
    """

    expected: int = 0
    allocated: int = 0
    started: int = 0
    submitted: int = 0
    moderated: int = 0
    overdue: int = 0
    exempt: int = 0
    replaced: int = 0

    def as_body(self) -> dict[str, int]:
        """As plain data."""
        return dict(self.__dict__)


def lines(
    of: Round, allocations: Mapping[UUID, Allocation], progress: Mapping[UUID, Progress], today: date
) -> list[Line]:
    """The sample line by line.

    Args:
        allocations: by case id.
        progress: of the audits that were started, by id; one that is absent counts as not started.
    """
    cases = of.by_id
    found = []
    for one in in_sample(of, allocations):
        reached = progress.get(one.audit) if one.audit is not None else None
        stands = standing(one, reached.state if reached else None, moderated=bool(reached and reached.moderated))
        due = one.due_in(of)
        found.append(Line(cases[one.case], one, stands, due, stands in OPEN and due < today))
    return found


def count(shown: Iterable[Line]) -> Counts:
    """The counts of some lines."""
    every = list(shown)
    reached = [sum(1 for line in every if line.standing in _REACHED[place:]) for place in range(len(_REACHED))]
    exempt = sum(1 for line in every if line.standing is Standing.EXEMPT)
    replaced = sum(1 for line in every if line.standing is Standing.REPLACED)
    return Counts(
        expected=len(every) - exempt - replaced,
        allocated=reached[0],
        started=reached[1],
        submitted=reached[2],
        moderated=reached[3],
        overdue=sum(1 for line in every if line.overdue),
        exempt=exempt,
        replaced=replaced,
    )


def count_by(shown: Iterable[Line], key: Callable[[Line], Key]) -> dict[Key, Counts]:
    """The counts of some lines apart by something, such as their team, in the order in which it comes first."""
    groups: dict[Key, list[Line]] = {}
    for line in shown:
        groups.setdefault(key(line), []).append(line)
    return {name: count(group) for name, group in groups.items()}
