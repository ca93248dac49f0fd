"""Linear programmes solved exactly: whole numbers and fractions, no rounding.

The tableau method of G. B. Dantzig (1963), *Linear Programming and Extensions*, in two phases, with R. G. Bland's rule
(1977, Mathematics of Operations Research 2:103-107) once steps stop gaining, so that it always ends. Rows are kept
sparse: those of tables hold few entries, nearly all of them 1 or -1.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Exact = int | Fraction
Coefficients = Mapping[int, int]
_MOST_WORK = 3_000_000
"""So many entries a polytope changes in all before it gives up: a few seconds."""
_PATIENCE = 30
"""So many steps without gain before Bland's rule takes over."""


@dataclass(frozen=True)
class Row:
    """``low <= sum of coefficient times variable <= high``; None leaves the side open."""

    coefficients: Coefficients
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Best:
    """The largest value of something, and a corner where it is reached; both None when it grows without end."""

    value: Exact | None
    point: tuple[Exact, ...] | None


class InfeasibleError(ValueError):
    """No values fit all rows."""


class Polytope:
    """All values of some variables, none below 0, that fit some rows."""

    def __init__(self, size: int, rows: Iterable[Row]) -> None:
        """Find a first corner.

        Args:
            size: how many variables.

        Raises:
            InfeasibleError: there is none.
            TimeoutError: it takes too many steps.
        """
        self._size, self._work = size, 0
        self._width = size
        self._rows: list[dict[int, Exact]] = []
        self._right: list[Exact] = []
        self._basis: list[int] = []
        artificial: set[int] = set()
        for row in rows:
            if row.low is not None and row.low == row.high:
                artificial |= self._add(row.coefficients, row.low, 0)
                continue
            if row.high is not None:
                artificial |= self._add(row.coefficients, row.high, 1)
            if row.low is not None:
                artificial |= self._add(row.coefficients, row.low, -1)
        self._banned: set[int] = set()
        if artificial:
            self._drive_out(artificial)

    def _add(self, coefficients: Coefficients, right: int, slack: int) -> set[int]:
        entries: dict[int, Exact] = {name: value for name, value in coefficients.items() if value}
        if slack:
            entries[self._width] = slack
            slack_name = self._width
            self._width += 1
        if right < 0 or (right == 0 and slack < 0):
            right, slack = -right, -slack
            entries = {name: -value for name, value in entries.items()}
        made = set()
        if slack > 0:
            basic = slack_name
        else:
            basic = self._width
            entries[basic] = 1
            made.add(basic)
            self._width += 1
        self._rows.append(entries)
        self._right.append(right)
        self._basis.append(basic)
        return made

    def _drive_out(self, artificial: set[int]) -> None:
        best = self._climb(dict.fromkeys(artificial, -1))
        if best is None or best < 0:
            raise InfeasibleError("no values fit all rows")
        for place in range(len(self._rows) - 1, -1, -1):
            if self._basis[place] in artificial:
                entering = next((name for name in sorted(self._rows[place]) if name not in artificial), None)
                if entering is None:  # the row says nothing that the others do not
                    del self._rows[place], self._right[place], self._basis[place]
                else:
                    self._pivot(place, entering)
        for entries in self._rows:
            for name in artificial & entries.keys():
                del entries[name]

    def best(self, objective: Coefficients) -> Best:
        """The largest value of a sum over the variables.

        Raises:
            TimeoutError: it takes too many steps.
        """
        value = self._climb(objective)
        return Best(None, None) if value is None else Best(value, self.corner())

    def corner(self) -> tuple[Exact, ...]:
        """The corner that was reached last."""
        found: list[Exact] = [0] * self._size
        for name, right in zip(self._basis, self._right, strict=True):
            if name < self._size:
                found[name] = right
        return tuple(found)

    def _climb(self, objective: Mapping[int, int]) -> Exact | None:
        """Go to a corner where the objective is largest; its value, or None when it has no end."""
        gains: dict[int, Exact] = dict(objective)
        value: Exact = 0
        for place, basic in enumerate(self._basis):
            if weight := gains.get(basic, 0):
                value += weight * self._right[place]
                _subtract(gains, self._rows[place], weight)
        idle = 0
        while True:
            rising = [name for name, gain in gains.items() if gain > 0]
            if not rising:
                return value
            entering = min(rising) if idle > _PATIENCE else max(rising, key=lambda name: (gains[name], -name))
            leaving = self._leaving(entering)
            if leaving is None:
                return None
            self._pivot(leaving, entering)
            gained = gains[entering] * self._right[leaving]
            _subtract(gains, self._rows[leaving], gains[entering])
            value += gained
            idle = 0 if gained else idle + 1

    def _leaving(self, entering: int) -> int | None:
        least: tuple[Exact, int] | None = None
        found = None
        for place, entries in enumerate(self._rows):
            entry = entries.get(entering, 0)
            if entry > 0:
                right = self._right[place]
                ratio = right if entry == 1 else Fraction(right) / entry
                if least is None or (ratio, self._basis[place]) < least:
                    least, found = (ratio, self._basis[place]), place
        return found

    def _pivot(self, place: int, entering: int) -> None:
        entries = self._rows[place]
        by = entries[entering]
        if by != 1:
            for name in entries:
                entries[name] = _divided(entries[name], by)
            self._right[place] = _divided(self._right[place], by)
        right = self._right[place]
        for other, row in enumerate(self._rows):
            if other != place and (weight := row.get(entering, 0)):
                _subtract(row, entries, weight)
                self._work += len(entries)
                self._right[other] = _whole(self._right[other] - weight * right)
        self._basis[place] = entering
        self._work += len(self._rows)
        if self._work > _MOST_WORK:
            raise TimeoutError("too many steps")


def _divided(value: Exact, by: Exact) -> Exact:
    return -value if by == -1 else _whole(Fraction(value) / by)


def _whole(value: Exact) -> Exact:
    """A fraction that is a whole number becomes one: they are added many times faster."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


def _subtract(row: dict[int, Exact], other: Mapping[int, Exact], weight: Exact) -> None:
    for name, value in other.items():
        if left := _whole(row.get(name, 0) - weight * value):
            row[name] = left
        else:
            row.pop(name, None)


def whole_point(size: int, rows: Sequence[Row], tries: int) -> tuple[int, ...] | None:
    """Whole numbers that fit all rows; None when there are none.

    Branch and bound: A. H. Land and A. G. Doig (1960), Econometrica 28:497-520.

    Args:
        tries: so many programmes are solved at most.

    Raises:
        TimeoutError: that was not enough to tell.
    """
    waiting = [tuple(rows)]
    while waiting:
        tries -= 1
        if tries < 0:
            raise TimeoutError("too many branches")
        given = waiting.pop()
        try:
            point = Polytope(size, given).corner()
        except InfeasibleError:
            continue
        broken = next((place for place, value in enumerate(point) if isinstance(value, Fraction)), None)
        if broken is None:
            return tuple(int(value) for value in point)
        floor = point[broken].__floor__()
        waiting.append((*given, Row({broken: 1}, floor + 1, None)))
        waiting.append((*given, Row({broken: 1}, None, floor)))
    return None
