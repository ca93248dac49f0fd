"""A document as plain text of a given width, for an e-mail, a terminal or a screen reader."""

import textwrap
from collections.abc import Sequence

from auditor.reports.document import (
    SYNTHETIC,
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    KeyValues,
    Lines,
    Note,
    Number,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Table,
    cell_texts,
)
from auditor.reports.figures import Bar, StackedBars
from auditor.reports.marks import Mark
from auditor.reports.writers.characters import tidy
from auditor.reports.writers.columns import fit_columns

WIDTH = 80
_GAP = "  "
_NARROWEST = 40
_UNDERLINES = {1: "=", 2: "-", 3: "."}
_LONGEST_WORD = 20
"""A word longer than this may be broken: it is no word of a language but something pasted."""
_BAR = 40
"""Signs in a bar of all audits."""


def write_text(document: Document, width: int = WIDTH) -> bytes:
    """The document as UTF-8 text.

    Args:
        document: what to write.
        width: the longest line, in characters, unless a single word is longer; at least 40.
    """
    width = max(width, _NARROWEST)
    head = [document.title, document.subtitle, document.mark, *document.about]
    if document.synthetic:
        head.insert(2, SYNTHETIC)
    parts = [[line for text in head for line in _wrap(text, width)] + ["=" * width]]
    parts += [lines for block in document.blocks if (lines := _block(block, width))]
    return ("\n\n".join("\n".join(line.rstrip() for line in part) for part in parts) + "\n").encode()


def _block(block: Block, width: int) -> list[str]:
    match block:
        case Heading():
            return _heading(block, width)
        case Paragraph():
            return _wrap(block.text, width)
        case Bullets():
            return [line for item in block.items for line in _hung("- ", item, width)]
        case KeyValues():
            return _key_values(block, width)
        case Table():
            return _table(block, width)
        case Chart():
            return _chart(block, width)
        case Quote():
            return [*_hung('"', f'{block.text}"', width), *_hung("  - ", block.said_by, width)]
        case Note():
            text = f"{block.title}. {block.text}" if block.title else block.text
            return _hung("! ", text, width)
        case PageBreak():
            return []


def _heading(block: Heading, width: int) -> list[str]:
    text = f"{block.text} ({block.mark.text})" if block.mark else block.text
    lines = _wrap(text, width)
    return [*lines, _UNDERLINES.get(block.level, ".") * max(len(line) for line in lines)]


def _wrap(text: str, width: int) -> list[str]:
    """Lines no longer than the width; line breaks in the text are kept."""
    wrapped = []
    for line in tidy(text).split("\n"):
        wrapped += textwrap.wrap(line, width, break_on_hyphens=False) or [""]
    return wrapped


def _hung(lead: str, text: str, width: int) -> list[str]:
    lines = _wrap(text, width - len(lead))
    return [(lead if place == 0 else " " * len(lead)) + line for place, line in enumerate(lines)]


def _cell(cell: Cell, width: int) -> list[str]:
    match cell:
        case Mark():
            return _wrap(cell.text, width)
        case Number():
            return _wrap(cell.shown, width)
        case Lines():
            texts = [f"{line.label}: {line.text}" if line.label else line.text for line in cell.lines]
            return [wrapped for text in texts for wrapped in _wrap(text, width)]
        case str():
            return _wrap(cell, width)


def _key_values(block: KeyValues, width: int) -> list[str]:
    longest = min(max((len(name) for name, _ in block.pairs), default=0), width // 3)
    lines = []
    for name, value in block.pairs:
        lines += _side_by_side([_wrap(name, longest), _cell(value, width - longest - len(_GAP))], [longest, 0])
    return lines


def _table(block: Table, width: int) -> list[str]:
    widths = column_widths(block, width)
    lines = [*_wrap(block.caption, width), ""] if block.caption else []
    lines += _row([column.heading for column in block.columns], block.columns, widths)
    lines.append("-" * width)
    for place, row in enumerate(block.rows):
        if row.group:
            lines += ["", *_group(row, width)] if place else _group(row, width)
            continue
        shown = _row(row.cells, block.columns, widths)
        if len(shown) > 1 and place and not block.rows[place - 1].group:
            lines.append("")
        lines += shown
    return lines


def _group(row: Row, width: int) -> list[str]:
    return [f"[{line}]" for line in _cell(row.cells[0], width - 2)]


def column_widths(block: Table, width: int) -> list[int]:
    """How many characters each column gets: shared by the columns' widths, no less than a column's longest word.

    Args:
        block: the table.
        width: of the whole line, gaps included.
    """
    free = width - len(_GAP) * (len(block.columns) - 1)
    least = [1] * len(block.columns)
    rows = [tuple(column.heading for column in block.columns), *(row.cells for row in block.rows if not row.group)]
    for cells in rows:
        for place, cell in enumerate(cells):
            words = (len(word) for text in cell_texts(cell) for word in tidy(text).split())
            least[place] = max(least[place], min(max(words, default=0), _LONGEST_WORD))
    exact = fit_columns([column.width for column in block.columns], least, free)
    widths = [max(1, int(part + 1e-9)) for part in exact]
    widths[widths.index(max(widths))] += free - sum(widths)
    return widths


def _row(cells: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int]) -> list[str]:
    wrapped = [_cell(cell, width) for cell, width in zip(cells, widths, strict=True)]
    aligned = [
        [_aligned(line, column, width) for line in lines]
        for lines, column, width in zip(wrapped, columns, widths, strict=True)
    ]
    return _side_by_side(aligned, widths)


def _aligned(line: str, column: Column, width: int) -> str:
    match column.align:
        case "right":
            return line.rjust(width)
        case "centre":
            return line.center(width)
        case "left":
            return line


def _side_by_side(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    height = max(len(cell) for cell in cells)
    return [
        _GAP.join(_at(cell, line).ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for line in range(height)
    ]


def _at(cell: Sequence[str], line: int) -> str:
    return cell[line] if line < len(cell) else ""


def _chart(block: Chart, width: int) -> list[str]:
    """A drawing in words, bars of signs where bars are drawn, and the table."""
    drawn = _bars(block.figure, width) if isinstance(block.figure, StackedBars) else []
    title, told = _wrap(block.title, width), _wrap(block.alt, width)
    return [*title, "", *told, "", *drawn, *_table(block.table, width)]


def _bars(figure: StackedBars, width: int) -> list[str]:
    """One bar with a line to each part; several with a line to each bar, its parts told apart by their letters."""
    drawn = [bar for bar in figure.bars if bar.total]
    if len(figure.bars) == 1:
        return [*_parts(drawn[0], width), ""] if drawn else []
    if not drawn:
        return []
    letters = _letters([tidy(part.mark.word) for part in drawn[0].parts])
    key = ", ".join(f"{letter} {word}" for letter, word in letters)
    longest = min(max(len(_wrap(bar.label, width // 3)[0]) for bar in drawn), width // 3)
    room = min(_BAR, width - longest - len(_GAP))
    lines = [*_wrap(key, width), ""]
    for bar in drawn:
        counts = [(letter, part.count or 0) for (letter, _), part in zip(letters, bar.parts, strict=True)]
        cells = [_wrap(bar.label, longest), [_signs(counts, room)]]
        lines += _side_by_side(cells, [longest, room])
    return [*lines, ""]


def _parts(bar: Bar, width: int) -> list[str]:
    words = [tidy(part.mark.text).replace("\n", " ") for part in bar.parts]
    longest = min(max(len(word) for word in words), width // 2)
    room = min(_BAR, width - longest - len(_GAP))
    lines = []
    for word, part in zip(words, bar.parts, strict=True):
        signs = "#" * round(room * (part.count or 0) / (bar.total or 1))
        lines += _side_by_side([_wrap(word, longest), [signs]], [longest, room])
    return lines


def _letters(words: Sequence[str]) -> list[tuple[str, str]]:
    """A letter for each word: the first of its own that no other has, or else a number."""
    found: list[tuple[str, str]] = []
    for place, word in enumerate(words, start=1):
        taken = {letter for letter, _ in found}
        free = (sign.upper() for sign in word if sign.isalpha() and sign.upper() not in taken)
        found.append((next(free, str(place)), word))
    return found


def _signs(counts: Sequence[tuple[str, int]], room: int) -> str:
    """A line of letters, each part as long as its share; the ends are rounded, so that the parts fill the line."""
    total, so_far, line = sum(count for _, count in counts), 0, ""
    for letter, count in counts:
        so_far += count
        line += letter * (round(room * so_far / total) - len(line))
    return line
