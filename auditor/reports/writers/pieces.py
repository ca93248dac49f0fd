"""Cuts a long cell into pieces that a page can hold, so that no length of text can break the layout."""

from auditor.reports.document import Cell, Line, Lines, Mark, Row

_LONGEST = 1200
_MOST_BREAKS = 20
"""A cell longer than this many signs, or with more line breaks, goes on in a row of its own."""


def split_row(row: Row) -> list[tuple[Cell, ...]]:
    """A row as one or more rows that each fit a page: a long text goes on under itself."""
    columns = [pieces_of(cell) for cell in row.cells]
    height = max(len(parts) for parts in columns)
    return [tuple(parts[place] if place < len(parts) else "" for parts in columns) for place in range(height)]


def pieces_of(cell: Cell) -> list[Cell]:
    """A cell in pieces of a length that fits a page, however narrow its column."""
    if isinstance(cell, Mark):
        return [cell]
    lines = cell.lines if isinstance(cell, Lines) else (Line(cell),)
    pieces = [piece for line in lines for piece in _pieces(line)]
    if len(pieces) == len(lines) and sum(_weight(piece) for piece in pieces) <= _LONGEST:
        return [cell]
    return [Lines((piece,)) for piece in pieces]


def _weight(line: Line) -> int:
    return len(line.text) + (_LONGEST // _MOST_BREAKS) * line.text.count("\n")


def _pieces(line: Line) -> list[Line]:
    pieces, rest, label = [], line.text, line.label
    while True:
        end = _end(rest)
        pieces.append(Line(rest[:end], label, line.strong, line.quiet))
        rest, label = rest[end:].lstrip(" "), ""
        if not rest:
            return pieces


def _end(text: str) -> int:
    """Where to break a text: at the last space before it grows too long, or too tall."""
    breaks = [place for place, sign in enumerate(text[:_LONGEST]) if sign == "\n"]
    limit = breaks[_MOST_BREAKS] if len(breaks) > _MOST_BREAKS else _LONGEST
    if len(text) <= limit:
        return len(text)
    space = max(text.rfind(" ", 0, limit), text.rfind("\n", 0, limit))
    return space + 1 if space > limit // 2 else limit
