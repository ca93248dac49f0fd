"""What follows at once from sums over unknowns, so that only what is left has to be solved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from auditor.measures.publication.simplex import InfeasibleError, Row

Bounds = tuple[int, int | None]


@dataclass
class Reduced:
    """What is left.

    Attributes:
        fixed: unknowns that can have one value only.
        parts: rows that hang together by their unknowns.
        part_of: which of them an unknown stands in; absent: nothing is known of it but that it is not below 0.
        stated: sums of what is left that have one value, by their unknowns and weights.
    """

    fixed: dict[int, int]
    parts: list[list[Row]] = field(default_factory=list)
    part_of: dict[int, int] = field(default_factory=dict)
    stated: dict[frozenset[tuple[int, int]], int] = field(default_factory=dict)

    def join(self, rows: Sequence[Row]) -> None:
        """Sort rows into parts by the unknowns they share."""
        root: dict[int, int] = {}

        def top(name: int) -> int:
            while root.setdefault(name, name) != name:
                root[name] = root[root[name]]
                name = root[name]
            return name

        for row in rows:
            first, *others = row.coefficients
            for other in others:
                root[top(other)] = top(first)
        numbers: dict[int, int] = {}
        ordered = sorted(rows, key=lambda row: (tuple(row.coefficients.items()), row.low or 0))
        for row in ordered:
            number = numbers.setdefault(top(next(iter(row.coefficients))), len(numbers))
            if number == len(self.parts):
                self.parts.append([])
            self.parts[number].append(row)
            for name in row.coefficients:
                self.part_of[name] = number


def reduce(rows: Iterable[Row]) -> Reduced:
    """Put in what is known until nothing more follows at once.

    Raises:
        InfeasibleError: the rows contradict each other.
    """
    fixed: dict[int, int] = {}
    left: dict[frozenset[tuple[int, int]], Bounds] = {}
    waiting = [(dict(row.coefficients), row.low, row.high) for row in rows]
    changed = True
    while changed:
        changed = False
        left = {}
        for coefficients, low, high in waiting:
            known = [name for name in coefficients if name in fixed]
            if known:
                given = sum(coefficients.pop(name) * fixed[name] for name in known)
                low = None if low is None else low - given
                high = None if high is None else high - given
            if not coefficients:
                if (low or 0) > 0 or (high is not None and high < 0):
                    raise InfeasibleError("what is known contradicts itself")
                continue
            if all(value > 0 for value in coefficients.values()):
                low = max(low or 0, 0)
                if high is not None and high < low:
                    raise InfeasibleError("what is known contradicts itself")
                if high == 0:
                    fixed.update(dict.fromkeys(coefficients, 0))
                    changed = True
                    continue
                if low == 0 and high is None:
                    continue
            if len(coefficients) == 1 and low is not None and low == high:
                name, value = next(iter(coefficients.items()))
                if low % value or low // value < 0:
                    raise InfeasibleError("what is known contradicts itself")
                fixed[name] = low // value
                changed = True
                continue
            key = frozenset(coefficients.items())
            left[key] = _both(left[key], (low, high)) if key in left else (low, high)  # type: ignore[assignment]
        waiting = [(dict(key), low, high) for key, (low, high) in left.items()]
    found = Reduced(fixed, stated={key: low for key, (low, high) in left.items() if low is not None and low == high})
    found.join([Row(dict(sorted(key)), low, high) for key, (low, high) in left.items()])
    return found


def _both(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:
        raise InfeasibleError("what is known contradicts itself")
    return low, high
