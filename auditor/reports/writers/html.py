"""A document as one web page that needs nothing else: no script, no request, the fonts and drawings inside it.

Made to the Web Content Accessibility Guidelines 2.2, level AA. A policy in the page allows its own style sheet, by its
hash, and its own fonts; nothing else would be loaded or run, whatever stood in a text.
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape

from auditor.reports.charts.draw import Room, draw
from auditor.reports.charts.palette import Palette
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
    Line,
    Lines,
    Note,
    Number,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Table,
)
from auditor.reports.drawing import Drawing
from auditor.reports.marks import Mark
from auditor.reports.writers.characters import tidy
from auditor.reports.writers.font_files import read_font
from auditor.reports.writers.html_style import css
from auditor.reports.writers.svg import Told, pattern_defs, svg

_WIDE, _SLIM = Room(760, 15.5), Room(330, 14.5, most_height=900)
"""A drawing is made twice: for a screen or a page, and for a telephone; one of them is shown."""
_SHORT = 13
"""Signs of a text in a cell that stays on one line."""
_CLASSES: dict[Align, str] = {"left": "", "right": "r", "centre": "c"}


def write_html(document: Document) -> bytes:
    """The document as one web page, in UTF-8.

    Raises:
        OSError: a font file of its style is missing.
    """
    return ("\n".join(_Page(document).lines()) + "\n").encode()


class _Page:
    """Turns blocks into elements."""

    def __init__(self, document: Document) -> None:
        self.document = document
        font = document.style.font
        regular, bold = (read_font(font.folder / file) for file in (font.regular, font.bold))
        self.palette = Palette(
            document.style.colours,
            lambda text, size, strong: (bold if strong else regular).width_of(text, size),
        )
        self.drawings: list[Drawing] = []
        self.headings: list[tuple[str, str]] = []
        self.depth, self.count, self.under = 1, 0, document.title
        self.new_page = False

    def lines(self) -> Iterator[str]:
        """Every line of the page."""
        document = self.document
        body = [line for block in document.blocks for line in self.block(block)]
        mark = f"{SYNTHETIC} · {document.mark}" if document.synthetic else document.mark
        style = css(document, mark)
        allowed = b64encode(sha256(style.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{allowed}'; font-src data:; base-uri 'none'; form-action 'none'"
        )
        yield "<!DOCTYPE html>"
        yield f'<html lang="{escape(document.language)}">'
        yield '<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">'
        yield f"<title>{_text(document.title)}</title>"
        yield f'<style>{style}</style>\n</head>\n<body class="{document.layout}">'
        yield '<a class="skip" href="#main">Skip to the report</a>'
        yield pattern_defs(self.drawings)
        yield from self._banner()
        yield '<div class="in cols">'
        yield from self._contents()
        yield '<main id="main" tabindex="-1">'
        yield from body
        yield "</main>\n</div>"
        yield f'<footer class="foot"><div class="in"><p>{_text(mark)}. {_text(document.made)}.</p></div></footer>'
        yield "</body>\n</html>"

    def _banner(self) -> Iterator[str]:
        document = self.document
        marks = [SYNTHETIC, document.mark] if document.synthetic else [document.mark]
        yield '<header class="banner"><div class="in">'
        yield "".join(f'<span class="pill">{_text(mark)}</span> ' for mark in marks).rstrip()
        yield f'<h1>{_text(document.title)}</h1>\n<p class="sub pre">{_text(document.subtitle)}</p>'
        for line in document.about:
            yield f'<p class="about">{_text(line)}</p>'
        yield "</div></header>"

    def _contents(self) -> Iterator[str]:
        if self.document.layout not in ("report", "brief"):
            return
        if len(self.headings) < 2:
            yield "<div></div>"
            return
        yield '<nav class="toc" aria-labelledby="toc"><h2 id="toc">Contents</h2>\n<ol>'
        for key, text in self.headings:
            yield f'<li><a href="#{key}">{_text(text)}</a></li>'
        yield "</ol></nav>"

    def _key(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def block(self, block: Block) -> Iterator[str]:
        """One block."""
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                names = " ".join(["pre", *["strong"] * block.strong, *["quiet"] * block.quiet])
                yield f'<p class="{names}">{_text(block.text)}</p>'
            case Bullets():
                items = "".join(f'<li class="pre">{_text(item)}</li>' for item in block.items)
                yield f"<ul>{items}</ul>" if items else ""
            case KeyValues():
                pairs = "".join(
                    f"<div><dt>{_text(name)}</dt><dd>{_cell(value)}</dd></div>" for name, value in block.pairs
                )
                yield f'<dl class="kv">{pairs}</dl>' if pairs else ""
            case Table():
                yield from self._table(block, self.under)
            case Chart():
                yield from self._chart(block)
            case Quote():
                said = f"<footer>{_text(block.said_by)}</footer>"
                yield f'<blockquote><p class="pre">{_text(block.text)}</p>{said}</blockquote>'
            case Note():
                title = f"<strong>{_text(block.title)}.</strong> " if block.title else ""
                yield f'<div class="note"><p class="pre">{title}{_text(block.text)}</p></div>'
            case PageBreak():
                self.new_page = True

    def _heading(self, block: Heading) -> str:
        # The page's title is of level 1. A level may not be skipped; a document that does is still shown.
        self.depth = min(block.level + 1, self.depth + 1, 6)
        key, self.under = self._key("h"), block.text
        if self.depth == 2:
            self.headings.append((key, block.text))
        new, self.new_page = (' class="new"' if self.new_page else ""), False
        mark = f" {_mark(block.mark)}" if block.mark else ""
        return f'<h{self.depth} id="{key}"{new}>{_text(block.text)}{mark}</h{self.depth}>'

    def _chart(self, block: Chart) -> Iterator[str]:
        key = self._key("c")
        yield f'<figure aria-labelledby="{key}"><figcaption id="{key}">{_text(block.title)}</figcaption>'
        for name, room in (("wide", _WIDE), ("slim", _SLIM)):
            drawing = draw(block.figure, room, self.palette)
            self.drawings.append(drawing)
            yield f'<div class="{name}">{svg(drawing, Told(block.title, block.alt, f"{key}-{name}"))}</div>'
        yield from self._table(block.table, block.title)
        yield "</figure>"

    def _table(self, block: Table, about: str) -> Iterator[str]:
        """A table in a box that scrolls by itself where it is wider than the screen, by keys too."""
        key = self._key("t")
        caption = f"<caption>{_text(block.caption)}</caption>"
        if not block.caption:
            caption = f'<caption><span class="off">{_text(about)}</span></caption>'
        heads = "".join(_head(column.heading, _CLASSES[column.align]) for column in block.columns)
        yield f'<div class="scroll" role="group" aria-labelledby="{key}" tabindex="0"><table>'
        yield caption.replace("<caption>", f'<caption id="{key}">') + f"<thead><tr>{heads}</tr></thead>"
        inside = False
        for row in block.rows:
            if row.group or not inside:
                yield "</tbody><tbody>" if inside else "<tbody>"
                inside = True
            yield _row(row, block)
        yield f"{'</tbody>' if inside else ''}</table></div>"


def _head(heading: str, name: str) -> str:
    attribute = f' class="{name}"' if name else ""
    if not tidy(heading).strip():
        return f"<td{attribute}></td>"
    return f'<th scope="col"{attribute}>{_text(heading)}</th>'


def _row(row: Row, table: Table) -> str:
    if row.group:
        return f'<tr><th scope="rowgroup" colspan="{len(table.columns)}">{_cell(row.cells[0])}</th></tr>'
    cells = []
    for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        # A short text, such as a month or a figure, is not broken.
        shown = cell.shown if isinstance(cell, Number) else cell
        short = isinstance(shown, str) and len(shown) < _SHORT
        names = " ".join(name for name in (_CLASSES[column.align], "n" if short else "") if name)
        attribute = f' class="{names}"' if names else ""
        name, scope = ("th", ' scope="row"') if table.row_headers and not place else ("td", "")
        cells.append(f"<{name}{scope}{attribute}>{_cell(cell)}</{name}>")
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell) -> str:
    match cell:
        case Mark():
            return _mark(cell)
        case Lines():
            return "".join(_line(line) for line in cell.lines)
        case Number():
            return _text(cell.shown)
        case str():
            return f'<span class="pre">{_text(cell)}</span>' if "\n" in cell else _text(cell)


def _mark(mark: Mark) -> str:
    symbol = f'<i aria-hidden="true">{_text(mark.symbol)}</i>' if mark.symbol else ""
    return f'<span class="m t-{mark.tone}">{symbol}{_text(mark.word)}</span>'


def _line(line: Line) -> str:
    names = " ".join(["pre", *["strong"] * line.strong, *["quiet"] * line.quiet])
    label = f"<strong>{_text(line.label)}:</strong> " if line.label else ""
    return f'<p class="{names}">{label}{_text(line.text)}</p>'


def _text(text: str) -> str:
    """Text as text, whatever is in it."""
    return escape(tidy(text))
