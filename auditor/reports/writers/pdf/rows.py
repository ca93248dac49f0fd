"""Cuts what is too tall for a page, so that no length of text can break the layout of a table."""

from typing import Any

from reportlab.platypus import Flowable

TALLEST = 280.0
"""Of a row, in points: two that must not be parted, with the header and a group above them, still fit a page."""


def row_parts(cells: list[Any], widths: list[float]) -> list[list[Any]]:
    """A row as one or more rows, none taller than :data:`TALLEST`: a long text goes on under itself.

    Args:
        cells: each a flowable, a list of flowables, or nothing (an empty list).
        widths: of the text in each cell, in points.
    """
    columns = [_chunks(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(len(chunks) for chunks in columns)
    return [[chunks[place] if place < len(chunks) else [] for chunks in columns] for place in range(height)]


def _chunks(cell: Any, width: float) -> list[Any]:
    waiting: list[Flowable] = list(cell) if isinstance(cell, list) else [cell]
    if sum(part.wrap(width, TALLEST)[1] for part in waiting) <= TALLEST:
        return [cell]
    chunks: list[list[Flowable]] = [[]]
    left = TALLEST
    while waiting:
        part = waiting.pop(0)
        height = part.wrap(width, left)[1]
        if height <= left:
            chunks[-1].append(part)
            left -= height
            continue
        pieces = part.split(width, left)
        if len(pieces) > 1:
            chunks[-1].append(pieces[0])
            waiting[:0] = pieces[1:]
        elif chunks[-1]:
            waiting.insert(0, part)
        else:  # it cannot be cut; reportlab says so if it does not fit a page
            chunks[-1].append(part)
        if waiting:
            chunks.append([])
            left = TALLEST
    return chunks
