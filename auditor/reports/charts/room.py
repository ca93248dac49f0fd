"""The room a drawing has, and words that keep within theirs."""

from dataclasses import dataclass

from auditor.reports.charts.palette import Palette
from auditor.reports.drawing import Anchor, Words
from auditor.reports.writers.characters import tidy

_CUT = "…"
LEADING = 1.25
"""From one line of words to the next, against their size."""
ASCENT = 0.74
"""How far words reach above their base line, against their size."""


@dataclass(frozen=True, slots=True)
class Room:
    """The room a drawing has.

    Attributes:
        width: in points.
        size: of running text, in points; the words of a drawing are a little smaller.
        most_height: in points. Rows that would go beyond are left to the table beneath, and the drawing says so.
    """

    width: float
    size: float
    most_height: float = 520.0

    @property
    def narrow(self) -> bool:
        """There is no room for labels beside what they name: they go above."""
        return self.width < 34 * self.size


@dataclass(frozen=True, slots=True)
class Pen:
    """Sets words of one size, and measures them.

    Attributes:
        size: in points.
        colour: of the words.
    """

    palette: Palette
    size: float
    colour: str

    @property
    def leading(self) -> float:
        """The height of a line, in points."""
        return self.size * LEADING

    def width(self, text: str, strong: bool = False) -> float:
        """How wide one line of words is, in points."""
        return self.palette.width_of(text, self.size, strong)

    def fitted(self, text: str, room: float, strong: bool = False) -> str:
        """Words as one line that is no wider than its room: what is too much is cut, and a sign says so."""
        text = one_line(text)
        if self.width(text, strong) <= room:
            return text
        least, most = 0, len(text)
        while least < most:
            middle = (least + most + 1) // 2
            if self.width(text[:middle].rstrip() + _CUT, strong) <= room:
                least = middle
            else:
                most = middle - 1
        return text[:least].rstrip() + _CUT if least else ""

    def lines(self, text: str, room: float, most: int, strong: bool = False) -> list[str]:
        """Words in lines that are no wider than their room; the last of ``most`` lines is cut where there is more."""
        words = one_line(text).split(" ")
        found: list[str] = []
        while words and len(found) < most:
            taken = 1
            while taken < len(words) and self.width(" ".join(words[: taken + 1]), strong) <= room:
                taken += 1
            last = len(found) == most - 1
            found.append(self.fitted(" ".join(words if last else words[:taken]), room, strong))
            words = words[taken:]
        return [line for line in found if line]

    def at(self, x: float, y: float, text: str, anchor: Anchor = "start", *, strong: bool = False) -> Words:
        """Words whose base line is at ``y``."""
        return Words(x, y, text, self.size, self.colour, anchor, strong)

    def stacked(self, x: float, middle: float, lines: list[str], anchor: Anchor = "start") -> list[Words]:
        """Lines under each other, all together centred on a height."""
        base = middle - (len(lines) - 1) * self.leading / 2 + self.size * 0.35
        return [self.at(x, base + place * self.leading, line, anchor) for place, line in enumerate(lines)]


def one_line(text: str) -> str:
    """Text without line breaks and without signs that no drawing can show."""
    return " ".join(tidy(text).split())


def centred(pen: Pen, x: float, text: str, width: float) -> float:
    """The place for the middle of words that should be at ``x`` but have to stay on a sheet of some width."""
    half = pen.width(text) / 2
    return min(max(x, half), max(width - half, half))
