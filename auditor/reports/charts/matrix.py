"""A matrix: counts by row and column, the larger the darker."""

from auditor.reports.charts.palette import WHITE, Palette, legible_on, tint
from auditor.reports.charts.room import Pen, Room
from auditor.reports.charts.rows import cut_rows, more_rows
from auditor.reports.drawing import Box, Drawing, Shape, Words
from auditor.reports.figures import Matrix, MatrixCell

_GAP = 6.0
_HEAD_LINES, _ROW_LINES = 3, 2
_PALEST, _DARKEST = 0.1, 0.85


def draw_matrix(figure: Matrix, room: Room, palette: Palette) -> Drawing:
    """Cells in rows and columns, each with what stands in it; framed cells have a heavy edge.

    Args:
        figure: the cells.
        room: width and size of the words.
        palette: colours, and how wide words are.
    """
    ink, quiet = palette.colours["ink"], palette.colours["quiet"]
    pen, small = Pen(palette, room.size * 0.88, ink), Pen(palette, room.size * 0.8, quiet)
    widest = max((pen.width(" ".join(label.split())) for label in (*figure.rows, figure.down)), default=0.0)
    left = min(widest, room.width * (0.36 if room.narrow else 0.32)) + _GAP
    wide = (room.width - left - 2) / max(len(figure.columns), 1)
    shapes: list[Shape] = []
    top = 0.0
    if figure.across and figure.columns:
        text = small.fitted(figure.across, room.width - left)
        shapes.append(small.at(left + (room.width - left) / 2, small.size, text, "middle"))
        top = small.leading * 1.15
    heads = [small.lines(column, wide - 4, _HEAD_LINES) for column in figure.columns]
    deepest = max((len(lines) for lines in heads), default=0)
    down = small.lines(figure.down, left - _GAP, _HEAD_LINES) if figure.down else []
    bottom = top + max(deepest, len(down)) * small.leading
    for place, lines in enumerate(heads):
        middle = bottom - len(lines) * small.leading / 2
        shapes += small.stacked(left + (place + 0.5) * wide, middle, lines, "middle")
    shapes += small.stacked(0, bottom - len(down) * small.leading / 2, down)
    labels = [pen.lines(row, left - _GAP, _ROW_LINES) for row in figure.rows]
    heights = [max(pen.size * 2.0, len(lines) * pen.leading + 4) for lines in labels]
    shown, left_out = cut_rows(figure.cells, heights, room.most_height - bottom - 2 * small.leading)
    y = bottom + 3
    framed: list[Shape] = []
    for row, lines, high in zip(shown, labels, heights, strict=False):
        shapes += pen.stacked(0, y + high / 2, lines)
        for place, cell in enumerate(row):
            box = Box(left + place * wide, y, wide, high, _fill(cell, palette), palette.colours["rule"])
            shapes += [box, *_shown(cell, box, pen)]
            if cell.framed:
                framed.append(Box(box.x + 0.9, y + 0.9, wide - 1.8, high - 1.8, edge=ink, edge_width=1.8))
        y += high
    note, y = more_rows(left_out, y + 2, room, small)
    return Drawing(room.width, y + 2, (*shapes, *framed, *note))


def _fill(cell: MatrixCell, palette: Palette) -> str:
    weight = min(max(cell.weight, 0.0), 1.0)
    return tint(palette.colours[cell.tone], _PALEST + weight * (_DARKEST - _PALEST)) if weight else WHITE


def _shown(cell: MatrixCell, box: Box, pen: Pen) -> list[Words]:
    text = pen.fitted(cell.shown, box.width - 6, strong=cell.framed)
    if not text:
        return []
    base = box.y + box.height / 2 + pen.size * 0.35
    return [Words(box.x + box.width / 2, base, text, pen.size, legible_on(box.fill), "middle", cell.framed)]
