"""The legend of a drawing, and how the parts of a bar are told apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditor.reports.charts.palette import PATTERNS, Palette, blend, legible_on, tint
from auditor.reports.charts.room import Pen
from auditor.reports.drawing import Box, Pattern, Shape
from auditor.reports.marks import Mark

_BETWEEN = 14.0
_ALL: tuple[Pattern, ...] = ("", "rising", "dots", "falling", "cross")


@dataclass(frozen=True, slots=True)
class Look:
    """How a part is filled.

    Attributes:
        fill: ``#rrggbb``.
        pattern: over the fill; empty for none.
        ink: colour of the pattern.
    """

    fill: str
    pattern: Pattern
    ink: str

    def box(self, x: float, y: float, width: float, height: float, edge: str) -> Box:
        """A rectangle filled so."""
        return Box(x, y, width, height, self.fill, edge, pattern=self.pattern, ink=self.ink)


def looks(marks: Sequence[Mark], palette: Palette) -> dict[Mark, Look]:
    """A look for each mark: its tone's, or another where an earlier mark has that already."""
    found: dict[Mark, Look] = {}
    for mark in dict.fromkeys(marks):
        colour, used = palette.colours[mark.tone], {look.pattern for look in found.values()}
        pattern = PATTERNS[mark.tone]
        if pattern in used:
            pattern = next((other for other in _ALL if other not in used), pattern)
            colour = tint(colour, 0.55)
        found[mark] = Look(colour, pattern, blend(colour, legible_on(colour), 0.6))
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a legend.

    Attributes:
        text: what the sample stands for.
        sample: draws it, of left, top, width and height in points.
    """

    text: str
    sample: Callable[[float, float, float, float], list[Shape]]


def legend(entries: Sequence[Entry], width: float, pen: Pen) -> tuple[list[Shape], float]:
    """Entries beside each other, in as many lines as they need, from the top of the sheet.

    Returns:
        The shapes, and where the legend ends.
    """
    shapes: list[Shape] = []
    wide, high = pen.size * 1.9, pen.size
    gap, line = pen.size * 0.45, pen.size * 1.6
    left, top = 0.0, 0.0
    for entry in entries:
        text = pen.fitted(entry.text, width - wide - gap)
        needed = wide + gap + pen.width(text)
        if left and left + needed > width:
            left, top = 0.0, top + line
        shapes += entry.sample(left, top, wide, high)
        shapes.append(pen.at(left + wide + gap, top + high * 0.86, text))
        left += needed + _BETWEEN
    return shapes, top + line if entries else 0.0


def mark_entries(found: dict[Mark, Look], edge: str) -> list[Entry]:
    """The entries of parts of bars: each mark in its look."""

    def sample(look: Look) -> Callable[[float, float, float, float], list[Shape]]:
        return lambda x, y, width, height: [look.box(x, y, width, height, edge)]

    return [Entry(mark.text, sample(look)) for mark, look in found.items()]
