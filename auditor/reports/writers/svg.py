"""A drawing as SVG inside a web page: no styles of its own, nothing fetched."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from auditor.reports.drawing import Box, Disc, Drawing, Path, Pattern, Shape, Words
from auditor.reports.writers.characters import tidy


class Told(NamedTuple):
    """What a drawing is, for whoever does not see it.

    Attributes:
        title: its name.
        alt: what it shows, in sentences.
        key: names it within the page: small letters, digits and hyphens.
    """

    title: str
    alt: str
    key: str


def svg(drawing: Drawing, told: Told) -> str:
    """A drawing as an element of a page; its patterns are those of :func:`pattern_defs`.

    Args:
        drawing: in points; it takes the width it is given.
        told: its name and what it shows.
    """
    size = f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    names = f'aria-labelledby="{told.key}-t" aria-describedby="{told.key}-d"'
    head = f'<title id="{told.key}-t">{_text(told.title)}</title><desc id="{told.key}-d">{_text(told.alt)}</desc>'
    shapes = "".join(_shape(shape) for shape in drawing.shapes)
    return f'<svg {size} role="img" {names} focusable="false">{head}<g>{shapes}</g></svg>'


def pattern_defs(drawings: Iterable[Drawing]) -> str:
    """The patterns that drawings use, once for the whole page; empty when they use none."""
    used = {
        (shape.pattern, shape.ink)
        for drawing in drawings
        for shape in drawing.shapes
        if isinstance(shape, Box) and shape.pattern
    }
    if not used:
        return ""
    found = "".join(_pattern(pattern, ink) for pattern, ink in sorted(used))
    return f'<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>{found}</defs></svg>'


def _pattern_id(pattern: Pattern, ink: str) -> str:
    return f"p-{pattern}-{ink.lstrip('#')}"


def _pattern(pattern: Pattern, ink: str) -> str:
    drawn = {
        "rising": '<path d="M-1.5 1.5l3-3M0 6l6-6M4.5 7.5l3-3" stroke="{0}" stroke-width="1.1"/>',
        "falling": '<path d="M-1.5 4.5l3 3M0 0l6 6M4.5-1.5l3 3" stroke="{0}" stroke-width="1.1"/>',
        "cross": '<path d="M0 0l6 6M0 6l6-6" stroke="{0}" stroke-width=".9"/>',
        "dots": '<circle cx="1.5" cy="1.5" r="1" fill="{0}"/><circle cx="4.5" cy="4.5" r="1" fill="{0}"/>',
    }
    body = drawn[pattern].format(escape(ink))
    return (
        f'<pattern id="{_pattern_id(pattern, ink)}" width="6" height="6" patternUnits="userSpaceOnUse">{body}</pattern>'
    )


def _shape(shape: Shape) -> str:
    match shape:
        case Box():
            return _box(shape)
        case Path():
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
            dash = f' stroke-dasharray="{" ".join(map(_n, shape.dash))}"' if shape.dash else ""
            fill = shape.fill if shape.closed and shape.fill else "none"
            name = "polygon" if shape.closed else "polyline"
            return f'<{name} points="{points}" fill="{fill}"{_edge(shape.colour, shape.width)}{dash}/>'
        case Disc():
            at = f'cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"'
            return f'<circle {at} fill="{shape.fill}"{_edge(shape.edge, shape.edge_width)}/>'
        case Words():
            anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
            strong = ' font-weight="700"' if shape.strong else ""
            at = f'x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}"'
            return f'<text {at} fill="{shape.colour}"{anchor}{strong}>{_text(shape.text)}</text>'


def _box(box: Box) -> str:
    at = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
    plain = f'<rect {at} fill="{box.fill or "none"}"{_edge(box.edge, box.edge_width)}/>'
    if not box.pattern:
        return plain
    over = f'<rect {at} fill="url(#{_pattern_id(box.pattern, box.ink)})"{_edge(box.edge, box.edge_width)}/>'
    return plain + over


def _edge(colour: str, width: float) -> str:
    return f' stroke="{colour}" stroke-width="{_n(width)}"' if colour else ""


def _n(number: float) -> str:
    """A number as short as it can be, to a hundredth of a point."""
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"


def _text(text: str) -> str:
    return escape(tidy(text))
