"""Colours and patterns of drawings, by tone: told apart in grey too, and words on them legible."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auditor.reports.drawing import Pattern
from auditor.reports.marks import Tone

PATTERNS: Mapping[Tone, Pattern] = {
    "outstanding": "dots",
    "good": "",
    "requires_improvement": "rising",
    "inadequate": "cross",
    "neutral": "falling",
}
BLACK, WHITE = "#000000", "#ffffff"


@dataclass(frozen=True, slots=True)
class Palette:
    """What a drawing is made with.

    Attributes:
        colours: ``#rrggbb`` by use: ink, quiet, rule, accent, and one for each tone.
        width_of: the width of a line of text in points, of its text, size in points, and whether it is bold.
    """

    colours: Mapping[str, str]
    width_of: Callable[[str, float, bool], float]


def luminance(colour: str) -> float:
    """The relative luminance of a colour, 0 (black) to 1 (white): Web Content Accessibility Guidelines 2.2.

    Args:
        colour: ``#rrggbb``.
    """
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (Web Content Accessibility Guidelines 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible_on(colour: str) -> str:
    """Black or white, whichever stands out more on a colour."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, colour))


def tint(colour: str, strength: float) -> str:
    """A colour mixed with white; strength 0 is white, 1 the colour itself."""
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - strength * (255 - part)):02x}" for part in parts)


def blend(one: str, other: str, share: float) -> str:
    """A colour of two; share 0 is the first, 1 the other."""
    pairs = [(int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in pairs)
