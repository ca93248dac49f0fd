"""A drawing of plain shapes, in points from the top left corner: made once, painted by each writer in its own way."""

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Pattern = Literal["", "rising", "falling", "dots", "cross"]
"""What lies over a colour, so that parts are told apart without it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle.

    Attributes:
        fill: ``#rrggbb``; empty for none.
        edge: colour of the outline; empty for none.
        pattern: drawn over the fill.
        ink: colour of the pattern.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    edge: str = ""
    edge_width: float = 0.8
    pattern: Pattern = ""
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """Points joined by straight lines.

    Attributes:
        dash: lengths of stroke and gap; empty for a line that is drawn through.
        closed: the last point is joined to the first, and the inside filled.
        fill: of a closed path; empty for none.
    """

    points: tuple[tuple[float, float], ...]
    colour: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    closed: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str = ""
    edge_width: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``y`` is its base line."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: Anchor = "start"
    strong: bool = False


Shape = Box | Path | Disc | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are painted, on a sheet of this size in points."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
