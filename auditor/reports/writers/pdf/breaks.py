"""Chooses where pages end: all of them together, so that no page is left half empty and nothing is cut badly.

Each place where a page could end has a cost, and so has each page: what is left empty on it, and how much its spaces
and drawings had to give way. The cheapest way through the document is found as the lines of a paragraph are in TeX.
Source: Knuth and Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11 (1981).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportlab.platypus import Flowable, FrameBreak
from reportlab.platypus import PageBreak as NewPage

from auditor.reports.writers.pdf.drawing import Painted
from auditor.reports.writers.pdf.tables import LIGHT, SOFT, Grid
from auditor.reports.writers.pdf.text import Text

_PAGE = 1.0
"""What a page costs by itself: a page more is worth about one bad break."""
_EMPTY, _MUCH_EMPTY, _MUCH = 0.5, 6.0, 0.25
"""What each share of a page that is empty costs; what it costs beyond this share."""
_EMPTY_WITHIN = 2.5
"""What each share of a page costs that is empty although what stood there goes on over the page."""
_NEARLY_NOTHING, _LEAST_ON_LAST = 4.0, 0.3
"""What a last page costs with less on it than this share."""
_SQUEEZED = 0.4
"""What a page costs whose spaces and drawings gave way as far as they can."""
SPACES_GIVE, DRAWINGS_GIVE = 0.35, 0.08
"""The share of itself by which a space between two parts, and a drawing, may become smaller."""
_SLACK = 0.5
"""Kept free at the foot of a page, in points, against rounding."""
_ANY_HEIGHT = 1e6
_FEWEST_LINES = 2
"""Of a paragraph, on either side of a break."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that stands under what came before it.

    Attributes:
        flowable: as reportlab lays it out.
        cost: of a page that begins with it.
        inside: of a page that ends between two of its lines; the rows of a table have their own.
    """

    flowable: Flowable
    cost: float = SOFT
    inside: float = SOFT


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never parted: a flowable, or some lines or a row of it. Heights are in points.

    Attributes:
        part: its place among all parts.
        lead: how much of the part stands above it, for cutting the part there.
        height: of it.
        above: space above it, where it does not begin a page.
        below: likewise below.
        cost: of a page that begins with it.
        again: height of what is repeated above it where it begins a page.
        gives: by how much it may become smaller.
        forced: a page begins with it in any case.
    """

    part: int
    lead: float
    height: float
    above: float
    below: float
    cost: float
    again: float = 0.0
    gives: float = 0.0
    forced: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """The cheapest way to a place.

    Attributes:
        cost: of all its pages.
        start: the piece that its last page begins with.
        frames: which frame that page is, as far as the first ones differ.
        squeeze: by how much that page gives way (0 to 1).
    """

    cost: float
    start: int = 0
    frames: int = 0
    squeeze: float = 0.0


@dataclass(frozen=True, slots=True)
class _Filled:
    """A page: its first piece, the first piece after it, and by how much it gives way (0 to 1)."""

    start: int
    end: int
    squeeze: float


def broken(parts: Sequence[Part], width: float, heights: Sequence[float]) -> list[Flowable]:
    """The parts with breaks between them, for frames that they then fill one after the other.

    Args:
        parts: in order.
        width: of a frame, in points.
        heights: of the first frames, in points; those that follow are as high as the last of these.
    """
    pieces = list(_pieces(parts, width))
    if not pieces:
        return [part.flowable for part in parts]
    pages = _pages(pieces, heights)
    _give_way(pages, pieces, parts)
    cuts: dict[int, list[int]] = {}
    for page in pages[1:]:
        if not pieces[page.start].forced:
            cuts.setdefault(pieces[page.start].part, []).append(page.start)
    story: list[Flowable] = []
    for place, part in enumerate(parts):
        story += _cut(part.flowable, [pieces[start] for start in cuts.get(place, ())], width)
    return story


# -- what there is -----------------------------------------------------------------------------------------------------


def _pieces(parts: Sequence[Part], width: float) -> Iterator[_Piece]:
    forced = False
    for place, part in enumerate(parts):
        flowable = part.flowable
        if isinstance(flowable, NewPage):
            forced = True
            continue
        height: float = flowable.wrap(width, _ANY_HEIGHT)[1]
        sizes, costs, again = _sizes(part, height)
        lead = 0.0
        for order, (size, cost) in enumerate(zip(sizes, costs, strict=True)):
            yield _Piece(
                place,
                lead,
                size,
                flowable.getSpaceBefore() if not order else 0.0,
                flowable.getSpaceAfter() if order == len(sizes) - 1 else 0.0,
                cost if order else part.cost,
                again if order else 0.0,
                height * DRAWINGS_GIVE if isinstance(flowable, Painted) else 0.0,
                forced,
            )
            lead, forced = lead + size, False


def _sizes(part: Part, height: float) -> tuple[list[float], list[float], float]:
    """The heights of the pieces of a part, the cost of a break before each, and the height of what is repeated."""
    flowable = part.flowable
    match flowable:
        case Grid():
            sizes, costs = list[float](), list[float]()
            for size, cost in zip(flowable.row_heights(), flowable.costs, strict=True):
                if cost is None and sizes:
                    sizes[-1] += size
                else:
                    sizes.append(size)
                    costs.append(cost or 0.0)
            return sizes, costs, sum(flowable.row_heights()[: flowable.repeated])
        case Text() if flowable.may_part and (lines := len(flowable.blPara.lines)) >= 2 * _FEWEST_LINES:
            line = height / lines
            ends = _FEWEST_LINES * line
            sizes = [ends, *[line] * (lines - 2 * _FEWEST_LINES), ends]
            return sizes, [part.inside] * len(sizes), 0.0
        case _:
            return [height], [part.cost], 0.0


# -- the cheapest way --------------------------------------------------------------------------------------------------


def _pages(pieces: Sequence[_Piece], heights: Sequence[float]) -> list[_Filled]:
    last = len(heights) - 1
    ways: dict[tuple[int, int], _Way] = {(0, 0): _Way(0.0)}
    for start in range(len(pieces)):
        for frame in range(last + 1):
            way = ways.get((start, frame))
            if way is None:
                continue
            for end, cost, squeeze in _ends(pieces, start, heights[frame] - _SLACK):
                found = _Way(way.cost + cost, start, frame, squeeze)
                key = (end, min(frame + 1, last))
                if key not in ways or found.cost < ways[key].cost:
                    ways[key] = found
    at = min((key for key in ways if key[0] == len(pieces)), key=lambda key: ways[key].cost)
    pages: list[_Filled] = []
    while at[0]:
        way = ways[at]
        pages.append(_Filled(way.start, at[0], way.squeeze))
        at = (way.start, way.frames)
    return pages[::-1]


def _ends(pieces: Sequence[_Piece], start: int, room: float) -> Iterator[tuple[int, float, float]]:
    """Where a page may end that begins with a piece: before which piece, what it costs, by how much it gives way."""
    first = pieces[start]
    used, gives, under = first.again + first.height, first.gives, first.below
    for end in range(start + 1, len(pieces) + 1):
        over = used - room
        if over > gives and end > start + 1:
            return
        squeeze = min(over / gives, 1.0) if over > 0 and gives else 0.0
        empty = max(-over / room, 0.0)
        if end == len(pieces):
            yield end, _PAGE + _NEARLY_NOTHING * max(_LEAST_ON_LAST - 1 + empty, 0.0) + _SQUEEZED * squeeze**2, squeeze
            return
        piece = pieces[end]
        if piece.forced:
            yield end, _PAGE + _SQUEEZED * squeeze**2, squeeze
            return
        cost = _PAGE + _EMPTY * empty + _MUCH_EMPTY * max(empty - _MUCH, 0.0) + _SQUEEZED * squeeze**2
        within = _EMPTY_WITHIN * empty if piece.cost > LIGHT else 0.0
        yield end, cost + within + piece.cost, squeeze
        gap = max(piece.above, under)
        used += gap + piece.height
        gives += SPACES_GIVE * gap + piece.gives
        under = piece.below


# -- what comes of it --------------------------------------------------------------------------------------------------


def _give_way(pages: Sequence[_Filled], pieces: Sequence[_Piece], parts: Sequence[Part]) -> None:
    """Make the spaces and drawings of each page smaller by as much as it was counted on."""
    for page in pages:
        if not page.squeeze:
            continue
        for piece in pieces[page.start : page.end]:
            flowable = parts[piece.part].flowable
            if piece.above:
                flowable.spaceBefore = piece.above * (1 - SPACES_GIVE * page.squeeze)
            if piece.below:
                flowable.spaceAfter = piece.below * (1 - SPACES_GIVE * page.squeeze)
            if isinstance(flowable, Painted):
                flowable.scale *= 1 - DRAWINGS_GIVE * page.squeeze


def _cut(flowable: Flowable, at: Sequence[_Piece], width: float) -> Iterator[Any]:
    """A flowable in pieces, with a break before each piece that begins a page."""
    rest, above, below = flowable, flowable.getSpaceBefore(), flowable.getSpaceAfter()
    if at and not at[0].lead:
        yield FrameBreak()
        at = at[1:]
    leads = [0.0, *(piece.lead for piece in at)]
    for order, (lead, until) in enumerate(pairwise(leads)):
        rest.wrap(width, _ANY_HEIGHT)
        again = at[order - 1].again if order else 0.0
        halves = rest.split(width, until - lead + again + _SLACK / 2)
        if len(halves) < 2:  # empty lines at the ends of pages are not kept, and no more is left than one page holds
            break
        first, rest = halves
        first.spaceBefore = above
        yield first
        yield FrameBreak()
    if rest is not flowable:
        rest.spaceAfter = below
    yield rest
