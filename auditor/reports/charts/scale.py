"""A scale of shares from 0% to 100% along a line."""

from dataclasses import dataclass
from itertools import pairwise

from auditor.reports.charts.room import Pen
from auditor.reports.drawing import Path, Shape

_STEPS = (0.2, 0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Shares from left to right.

    Attributes:
        left: where 0% is, in points.
        width: from 0% to 100%, in points.
    """

    left: float
    width: float

    def at(self, share: float) -> float:
        """Where a share is; one beyond an end is at that end."""
        return self.left + min(max(share, 0.0), 1.0) * self.width

    def ticks(self, pen: Pen, sheet: float) -> list[tuple[float, str]]:
        """Shares to be labelled, with their labels: as many as do not touch, all of them on a sheet of some width."""
        for step in _STEPS:
            marks = [(place * step, f"{round(place * step * 100)}%") for place in range(round(1 / step) + 1)]
            spans = [
                (self.at(share) - pen.width(label) / 2, self.at(share) + pen.width(label) / 2) for share, label in marks
            ]
            apart = all(end + 4 <= start for (_, end), (start, _) in pairwise(spans))
            if apart and spans[0][0] >= 0 and spans[-1][1] <= sheet:
                return marks
        return []

    def grid(self, pen: Pen, sheet: float, top: float, bottom: float, rule: str) -> tuple[list[Shape], list[Shape]]:
        """The lines of the scale, from top to bottom; and its labels, in one line beneath."""
        ticks = self.ticks(pen, sheet)
        lines: list[Shape] = [Path(((self.at(share), top), (self.at(share), bottom)), rule, 0.6) for share, _ in ticks]
        labels: list[Shape] = [
            pen.at(self.at(share), bottom + pen.size * 1.15, label, "middle") for share, label in ticks
        ]
        return lines, labels
