"""Rows of a drawing: a label on the left, what is drawn, and words on the right; above it where it is narrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from auditor.reports.charts.room import Pen, Room
from auditor.reports.drawing import Shape

_LABEL_LINES, _LINES = 6, 2
"""The most lines of a label, and of the words on the right."""
_GAP = 11.0
_LABELS, _AFTER = 0.32, 0.28
"""The most that labels, and the words on the right, may have of the width."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Labelled:
    """The words of a row.

    Attributes:
        label: on the left.
        after: on the right.
    """

    label: str
    after: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the rows of a drawing are.

    Attributes:
        left: where what is drawn begins, in points.
        width: of what is drawn.
        high: the height of what is drawn in each row, in points.
        heights: of each whole row, in points.
        lines: the label of each row as it is set.
        after: the width of the words on the right, in points.
        above: the words stand above what is drawn.
    """

    rows: Sequence[Labelled]
    room: Room
    pen: Pen
    small: Pen
    high: float
    left: float
    width: float
    heights: tuple[float, ...]
    lines: tuple[tuple[str, ...], ...]
    after: float
    above: bool

    @classmethod
    def of(
        cls, rows: Sequence[Labelled], room: Room, pen: Pen, small: Pen, high: float, margin: float = 0.0
    ) -> "Frame":
        """Share the width out.

        Args:
            rows: their words.
            room: of the drawing.
            pen: sets the labels.
            small: sets the words on the right.
            high: the height of what is drawn in each row, in points.
            margin: kept free at both ends of what is drawn, in points, for the labels of a scale.
        """
        if room.narrow:
            lines = tuple(tuple(pen.lines(row.label, room.width * 0.66, _LABEL_LINES)) for row in rows)
            heights = tuple(_above(row, its, pen) + high + pen.size * 0.5 for row, its in zip(rows, lines, strict=True))
            width = room.width - 2 * margin
            return cls(rows, room, pen, small, high, margin, width, heights, lines, 0.0, above=True)
        labels = min(max((pen.width(one_label(row)) for row in rows), default=0.0), room.width * _LABELS)
        after = min(max((small.width(row.after) for row in rows), default=0.0), room.width * _AFTER)
        left = max(labels + _GAP if labels else 0.0, margin)
        right = max(after + _GAP if after else 0.0, margin)
        lines = tuple(tuple(pen.lines(row.label, labels + 0.01, _LABEL_LINES)) for row in rows)
        tall = [len(small.lines(row.after, after + 0.01, _LINES)) * small.leading for row in rows]
        heights = tuple(
            max(high, len(its) * pen.leading, words) + pen.size * 0.5 for its, words in zip(lines, tall, strict=True)
        )
        return cls(rows, room, pen, small, high, left, room.width - left - right, heights, lines, after, above=False)

    def row(self, place: int, top: float) -> tuple[list[Shape], float]:
        """The words of a row, and the height of its middle, in points."""
        row, lines = self.rows[place], list(self.lines[place])
        edge = self.room.width
        if self.above:
            room = edge - max((self.pen.width(line) for line in lines), default=0.0) - _GAP
            bottom = top + _above(row, lines, self.pen)
            shapes: list[Shape] = []
            if bottom > top:
                shapes += self.pen.stacked(0, (top + bottom) / 2, lines)
                shapes.append(
                    self.small.at(edge, top + self.pen.leading * 0.8, self.small.fitted(row.after, room), "end")
                )
            return shapes, bottom + self.high / 2
        middle = top + self.heights[place] / 2
        after = self.small.lines(row.after, self.after + 0.01, _LINES) if self.after else []
        words = [*self.pen.stacked(0, middle, lines), *self.small.stacked(edge, middle, after, "end")]
        return list(words), middle


def one_label(row: Labelled) -> str:
    """The label of a row as it is measured."""
    return " ".join(row.label.split())


def _above(row: Labelled, lines: Sequence[str], pen: Pen) -> float:
    """The height of the words above a row, in points."""
    return max(len(lines), 1 if row.after else 0) * pen.leading


def cut_rows(rows: Sequence[T], heights: Sequence[float], room: float) -> tuple[Sequence[T], int]:
    """The rows that fit into a height, at least one; and how many do not."""
    used = 0.0
    for place, height in enumerate(heights):
        used += height
        if place and used > room:
            return rows[:place], len(rows) - place
    return rows, 0


def more_rows(left_out: int, top: float, room: Room, small: Pen) -> tuple[list[Shape], float]:
    """What is said about rows that are not drawn, and where it ends."""
    if not left_out:
        return [], top
    text = small.fitted(f"and {left_out} more, in the table beneath", room.width)
    return [small.at(0, top + small.size * 1.1, text)], top + small.size * 1.5
