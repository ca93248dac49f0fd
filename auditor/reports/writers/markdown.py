"""A document as Markdown (CommonMark 0.31 with the tables of GitHub): every text is literal."""

import re
from collections.abc import Iterator

from auditor.reports.document import (
    SYNTHETIC,
    Align,
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Heading,
    KeyValues,
    Lines,
    Note,
    Number,
    PageBreak,
    Paragraph,
    Quote,
    Table,
)
from auditor.reports.marks import Mark
from auditor.reports.writers.characters import tidy

_MEANS = re.compile(r"[\\`*_\[\]~$#@]|:(?=\S)(?!(?<=\d:)\d)|(?<=www)\.", re.IGNORECASE)
"""Signs that can mean something wherever they stand: emphasis, links, addresses, and what sites make of signs."""
_STARTS = re.compile(r"^(\d*)(?=[-+=.)])")
"""What begins a list or underlines a heading, where it begins a line."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_RULES: dict[Align, str] = {"left": "---", "right": "--:", "centre": ":-:"}
_BREAK = "<br>"


def write_markdown(document: Document) -> bytes:
    """The document as Markdown, in UTF-8; the drawings are told in words."""
    marks = f"{SYNTHETIC} · {document.mark}" if document.synthetic else document.mark
    head = [f"# {literal(document.title)}", _paragraph(document.subtitle), f"**{literal(marks)}**"]
    head.append("\\\n".join(literal(line) for line in document.about))
    parts = [*head, *(part for part in _Levels().parts(document.blocks) if part)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


class _Levels:
    """Turns blocks into parts with a blank line between them; no level of heading is skipped."""

    def __init__(self) -> None:
        self.depth = 1

    def parts(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """Every part, in order."""
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                self.depth = min(block.level + 1, self.depth + 1, 6)
                mark = f" ({literal(block.mark.text)})" if block.mark else ""
                yield f"{'#' * self.depth} {literal(block.text, _BREAK)}{mark}"
            case Paragraph():
                text = _paragraph(block.text)
                yield _bold(text) if block.strong else text
            case Bullets():
                yield "\n".join(f"- {_paragraph(item, '  ')}" for item in block.items)
            case KeyValues():
                yield _key_values(block)
            case Table():
                yield from _table(block)
            case Chart():
                yield _bold(literal(block.title))
                yield _paragraph(block.alt)
                yield from _table(block.table)
            case Quote():
                yield f"> {_paragraph(block.text, '> ')}\n>\n> \\— {literal(block.said_by)}"
            case Note():
                title = _bold(f"{literal(block.title)}.") + " " if block.title else ""
                yield f"> {title}{_paragraph(block.text, '> ')}"
            case PageBreak():
                pass


def literal(text: str, line_break: str = " ") -> str:
    """Text that Markdown shows as it is.

    Args:
        text: anything.
        line_break: stands for a line break in it.
    """
    return line_break.join(_line(line) for line in tidy(text).split("\n"))


def _line(line: str) -> str:
    named = "".join(_ENTITIES.get(sign, sign) for sign in _MEANS.sub(r"\\\g<0>", line.strip()))
    return _STARTS.sub(r"\1\\", named)


def _paragraph(text: str, indent: str = "") -> str:
    lines = literal(text, "\n").split("\n")
    # A line break needs a line to end: an empty line would end the paragraph.
    return f"\\\n{indent}".join(line or "&nbsp;" for line in lines) if any(lines) else ""


def _bold(text: str) -> str:
    """Literal text in bold, where it can be: not over a line break, and not where there is nothing to see."""
    plain = text.strip() == text != "" and "\n" not in text and _BREAK not in text
    return f"**{text}**" if plain else text


def _table(block: Table) -> Iterator[str]:
    if block.caption:
        yield _bold(literal(block.caption))
    lines = [_row([literal(column.heading, _BREAK) for column in block.columns])]
    lines.append(_row([_RULES[column.align] for column in block.columns]))
    for row in block.rows:
        if row.group:
            lines.append(_row([_bold(_cell(row.cells[0])), *[""] * (len(block.columns) - 1)]))
        else:
            lines.append(_row([_cell(cell) for cell in row.cells]))
    yield "\n".join(lines)


def _key_values(block: KeyValues) -> str:
    if not block.pairs:
        return ""
    lines = [_row(["", ""]), _row(["---", "---"])]
    return "\n".join([*lines, *(_row([literal(name, _BREAK), _cell(value)]) for name, value in block.pairs)])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    match cell:
        case Mark():
            return literal(cell.text, _BREAK)
        case Number():
            return literal(cell.shown, _BREAK)
        case Lines():
            return _BREAK.join(
                (_bold(f"{literal(line.label)}:") + " " if line.label else "") + literal(line.text, _BREAK)
                for line in cell.lines
            )
        case str():
            return literal(cell, _BREAK)
