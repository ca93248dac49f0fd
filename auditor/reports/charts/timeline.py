"""What stands above and beneath a drawing over time: breaks, periods, how many, and why points stand out."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from string import ascii_uppercase

from auditor.reports.charts.room import Pen, Room, centred
from auditor.reports.drawing import Shape
from auditor.reports.figures import OverTime

_APART = 5.0
_KEY_LINES = 4


def break_tags(
    figure: OverTime, x_of: Callable[[float], float], top: float, width: float, small: Pen
) -> tuple[list[Shape], float]:
    """A letter over each break of the line, in a row beneath others where they would touch; and where they end."""
    shapes: list[Shape] = []
    ends: list[float] = []
    for order, (place, _) in enumerate(figure.breaks):
        letter = tag(order)
        x, half = centred(small, x_of(place - 0.5), letter, width), small.width(letter, strong=True) / 2
        row = next((row for row, end in enumerate(ends) if end + _APART <= x - half), len(ends))
        ends[row : row + 1] = [x + half]
        shapes.append(small.at(x, top + small.size + row * small.leading, letter, "middle", strong=True))
    return shapes, top + len(ends) * small.leading + (2 if ends else 0)


def tag(order: int) -> str:
    """The letter of a break: A, B, ... Z, A1, B1 ..."""
    turn, place = divmod(order, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn) if turn else "")


def under_axis(
    figure: OverTime,
    numbers: Mapping[str, int],
    x_of: Callable[[float], float],
    top: float,
    room: Room,
    small: Pen,
) -> tuple[list[Shape], float]:
    """Periods and how many audits each rests on, as many as do not touch; then the numbers and letters explained.

    Returns:
        The shapes, and where they end.
    """
    shapes: list[Shape] = []
    left, places = small.width("n") + _APART, range(len(figure.points))
    # A period and its number stand or fall together, and neither may touch its neighbour.
    labels = [small.fitted(point.label, room.width / 3) for point in figure.points]
    counts = [small.fitted("c" if point.of is None else str(point.of), room.width / 3) for point in figure.points]
    for place in _spaced([(centred(small, x_of(p), labels[p], room.width), small.width(labels[p])) for p in places]):
        x = centred(small, x_of(place), labels[place], room.width)
        shapes.append(small.at(x, top + small.size * 1.1, labels[place], "middle"))
    y = top + small.size * 1.1 + small.leading
    spans = [(centred(small, x_of(p), counts[p], room.width), small.width(counts[p])) for p in places]
    free = [place for place in places if spans[place][0] - spans[place][1] / 2 >= left]
    for index in _spaced([spans[place] for place in free]):
        shapes.append(small.at(spans[free[index]][0], y, counts[free[index]], "middle"))
    shapes.append(small.at(0, y, "n"))
    y += small.size * 0.5
    key = [(str(number), words) for words, number in numbers.items()]
    key += [(tag(order), f"the line breaks: {why}") for order, (_, why) in enumerate(figure.breaks)]
    for sign, words in key:
        lead = small.width(f"{sign}  ", strong=True) + 4
        lines = small.lines(words, room.width - lead, _KEY_LINES)
        shapes.append(small.at(0, y + small.size, sign, strong=True))
        shapes += [small.at(lead, y + small.size + place * small.leading, line) for place, line in enumerate(lines)]
        y += max(len(lines), 1) * small.leading
    return shapes, y + small.size * 0.3


def _spaced(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Places of labels that do not touch, evenly stepped and with the last among them, of their middles and widths."""
    for step in range(1, len(spans) + 1):
        chosen = list(range(len(spans) - 1, -1, -step))[::-1]
        pairs = pairwise(chosen)
        if all(spans[a][0] + spans[a][1] / 2 + _APART <= spans[b][0] - spans[b][1] / 2 for a, b in pairs):
            return chosen
    return []
