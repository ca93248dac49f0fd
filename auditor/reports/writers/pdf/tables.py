"""Tables of the PDF writer, with their cells, rows and headers in the structure."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable
from reportlab.platypus import Table as Rows

from auditor.reports.document import Align, Cell, KeyValues, Line, Lines, Number, Row, Table, cell_texts
from auditor.reports.marks import Mark
from auditor.reports.writers.columns import fit_columns
from auditor.reports.writers.pdf.rows import row_parts
from auditor.reports.writers.pdf.sheet import Sheet
from auditor.reports.writers.pdf.structure import Element
from auditor.reports.writers.pdf.text import Text

_SCALES = (0.92, 0.84)
"""Of the text in a table, against running text: the second where words would have to be broken with the first."""
_BESIDE, _TONE_BESIDE = 5.0, 2.0
"""Space beside the text of a cell, and what a coloured edge adds, in points."""
_LONGEST_WORD = 11
"""A word longer than this many times the size of the text may be broken."""
_NAMES = 0.26
"""The share of the line that the names of key values have."""
_AFTER = 12.0
"""Space below a table, in points."""
_WHOLE = ((0, 0), (-1, -1))
_FEWEST_ROWS = 2
"""On either side of a break."""
_SHORT, _SHORTISH = 4, 6
"""A table of no more rows is not parted, or only very unwillingly."""
TOGETHER, VERY_FIRM, FIRM, SOFT, LIGHT, FREE = 100.0, 1.5, 0.8, 0.3, 0.1, 0.0
"""What it costs to begin a page with something: from hardly ever, over what any line costs, to a section's heading."""

Commands = list[tuple[Any, ...]]
Kind = Literal["head", "group", "row", "rest"]
"""Of a row of the grid: the header, a group's name, a row, what a tall row goes on with."""


class Grid(Rows):  # type: ignore[misc]
    """A table as reportlab lays it out, that knows where it may be parted.

    Attributes:
        costs: of a page that begins with each row; none where it never may.
        repeated: how many rows stand again where it goes on.
    """

    costs: Sequence[float | None] = ()
    repeated = 0

    def row_heights(self) -> Sequence[float]:
        """Of each row, in points, once it was wrapped."""
        heights: Sequence[float] = self._rowHeights
        return heights


def row_costs(kinds: Sequence[Kind]) -> list[float | None]:
    """What it costs to begin a page with each row of a table: never fewer than two rows stand on either side.

    Args:
        kinds: of its rows.
    """
    rows, before = kinds.count("row"), 0
    costs: list[float | None] = []
    above: Kind = "head"
    under_group = 0
    for kind in kinds:
        few = rows <= _SHORT or before < _FEWEST_ROWS or rows - before < _FEWEST_ROWS
        if kind == "head" or above == "head":
            costs.append(None)
        elif few or above == "group":
            costs.append(TOGETHER if kind != "rest" else FIRM)
        elif kind == "group":
            costs.append(SOFT / 2)
        else:
            unwilling = VERY_FIRM if rows <= _SHORTISH else FIRM
            costs.append(unwilling if kind == "rest" or rows <= _SHORTISH or under_group == 1 else SOFT)
        before += kind == "row"
        under_group = 0 if kind == "group" else under_group + (kind == "row")
        above = kind
    return costs


class Tables:
    """Sets tables.

    Args:
        sheet: the styles.
        width: of the line, in points.
    """

    def __init__(self, sheet: Sheet, width: float) -> None:
        self.sheet, self.width = sheet, width
        self.scale = _SCALES[0]

    def key_values(self, block: KeyValues, parent: Element) -> Flowable:
        """Names and what they stand for: a table whose first column names its rows."""
        self.scale = _SCALES[0]
        table = parent.add("Table")
        commands: Commands = [("VALIGN", *_WHOLE, "TOP"), *_padding(min(self.sheet.padding, 3))]
        rows: list[list[Any]] = []
        kinds: list[Kind] = []
        widths = [_NAMES * self.width, (1 - _NAMES) * self.width]
        for name, value in block.pairs:
            commands += self._tone(value, 1, len(rows))
            row = table.add("TR")
            label = self._cell(Lines((Line(name, quiet=True),)), "left", row.add("TH", Scope="Row"))
            parts = row_parts([label, self._cell(value, "left", row.add("TD"))], _text_widths(widths))
            rows += parts
            kinds += _kinds(parts)
            commands.append(self._rule(len(rows) - 1))
        return self._grid(rows, widths, commands, kinds)

    def caption(self, text: str, table: Element) -> Flowable:
        """What a table shows, above it."""
        style = self.sheet.paragraph_style(strong=True, before=4, after=4)
        return Text.of(table.add("Caption"), self.sheet.literal(text), style)

    def table(self, block: Table, table: Element) -> Flowable:
        """A table; its header row is content once, and an artifact where it is repeated.

        Args:
            block: the table, without its caption.
            table: its element.
        """
        widths = self._widths(block)
        rows: list[list[Any]] = [self._header(block, table.add("THead").add("TR"))]
        commands: Commands = [
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            *_padding(self.sheet.padding),
        ]
        body: Element | None = None
        kinds: list[Kind] = ["head"]
        for row in block.rows:
            if row.group:
                # PDF knows headers of rows and of columns; a group is the body that its header opens.
                body = table.add("TBody")
                commands += self._group_commands(len(rows))
                kinds.append("group")
                head = body.add("TR").add("TH", Scope="Row", ColSpan=len(block.columns))
                rows.append([self._cell(row.cells[0], "left", head, strong=True), *[[] for _ in block.columns[1:]]])
                continue
            body = body or table.add("TBody")
            for place, cell in enumerate(row.cells):
                commands += self._tone(cell, place, len(rows))
            parts = row_parts(self._row(block, row, body.add("TR")), _text_widths(widths))
            rows += parts
            kinds += _kinds(parts)
            commands.append(self._rule(len(rows) - 1))
        # Last, so that where the header is repeated it covers the rule of the row before.
        commands.append(("LINEBELOW", (0, 0), (-1, 0), 1.2, self.sheet.colours["accent"]))
        return self._grid(rows, widths, commands, kinds, repeated=1)

    def _header(self, block: Table, row: Element) -> list[Any]:
        return [
            Text.of(
                row.add("TH", Scope="Column"),
                self.sheet.literal(column.heading),
                self._style(strong=True, colour="accent", align=column.align),
                repeated=True,
            )
            for column in block.columns
        ]

    def _row(self, block: Table, row: Row, element: Element) -> list[Any]:
        cells = []
        for place, (cell, column) in enumerate(zip(row.cells, block.columns, strict=True)):
            names = block.row_headers and place == 0
            cells.append(self._cell(cell, column.align, element.add("TH", Scope="Row") if names else element.add("TD")))
        return cells

    def _widths(self, block: Table) -> list[float]:
        """The width of each column, in points; sets the size of the table's text."""
        for self.scale in _SCALES:
            least = self._least(block)
            if sum(least) <= self.width:
                break
        return fit_columns([column.width for column in block.columns], least, self.width)

    def _least(self, block: Table) -> list[float]:
        """The width each column needs for its longest word, in points."""
        least = []
        for place, column in enumerate(block.columns):
            cells = [row.cells[place] for row in block.rows if not row.group]
            words = {
                word for text in {text for cell in cells for text in cell_texts(cell)} for word in self._words(text)
            }
            heading = self._widest(self._words(column.heading), self.sheet.faces.bold)
            needed = max(heading, self._widest(words, self.sheet.faces.regular))
            beside = 2 * _BESIDE + 1 + (_TONE_BESIDE if any(isinstance(cell, Mark) for cell in cells) else 0)
            least.append(min(needed, _LONGEST_WORD * self.sheet.size) + beside)
        return least

    def _words(self, text: str) -> list[str]:
        return self.sheet.plain(text).split()

    def _widest(self, words: Iterable[str], face: str) -> float:
        return max((stringWidth(word, face, self.sheet.size * self.scale) for word in words), default=0.0)

    def _grid(
        self, rows: list[list[Any]], widths: list[float], commands: Commands, kinds: Sequence[Kind], repeated: int = 0
    ) -> Grid:
        # Even an empty cell names a font, and reportlab's own is not embedded.
        named = ("FONTNAME", *_WHOLE, self.sheet.faces.regular)
        style = [named, *commands]
        more = {"renderCB": _backs_and_lines, "spaceAfter": _AFTER, "repeatRows": repeated}
        grid = Grid(rows, colWidths=widths, style=style, **more)
        grid.costs, grid.repeated = row_costs(kinds), repeated
        return grid

    def _rule(self, row: int) -> tuple[Any, ...]:
        return ("LINEBELOW", (0, row), (-1, row), 0.5, self.sheet.colours["rule"])

    def _group_commands(self, row: int) -> Commands:
        return [
            ("SPAN", (0, row), (-1, row)),
            ("BACKGROUND", (0, row), (-1, row), self.sheet.tint("accent", 0.1)),
        ]

    def _tone(self, cell: Cell, column: int, row: int) -> Commands:
        """The colour of a marked cell: beside its word, never instead of it."""
        if not isinstance(cell, Mark) or cell.tone == "neutral":
            return []
        at = (column, row)
        return [
            ("BACKGROUND", at, at, self.sheet.tint(cell.tone)),
            ("LINEBEFORE", at, at, 2.5, self.sheet.colours[cell.tone]),
            ("LEFTPADDING", at, at, _BESIDE + _TONE_BESIDE),
        ]

    def _cell(self, cell: Cell, align: Align, element: Element, *, strong: bool = False) -> Any:
        sheet = self.sheet
        match cell:
            case Mark():
                colour = "quiet" if cell.tone == "neutral" else "ink"
                return Text.of(element, sheet.mark(cell), self._style(strong=strong, align=align, colour=colour))
            case Lines():
                alone = len(cell.lines) == 1
                return [self._line(line, align, element if alone else element.add("P")) for line in cell.lines]
            case Number():
                return Text.of(element, sheet.literal(cell.shown), self._style(strong=strong, align=align))
            case str():
                return Text.of(element, sheet.literal(cell), self._style(strong=strong, align=align))

    def _line(self, line: Line, align: Align, element: Element) -> Flowable:
        label = f"<b>{self.sheet.literal(line.label)}:</b> " if line.label else ""
        style = self._style(strong=line.strong, align=align, colour="quiet" if line.quiet else "ink")
        return Text.of(element, label + self.sheet.literal(line.text), style)

    def _style(self, *, strong: bool = False, align: Align = "left", colour: str = "ink") -> Any:
        return self.sheet.paragraph_style(scale=self.scale, strong=strong, align=align, colour=colour)


def _backs_and_lines(grid: Any, step: str, *_rest: Any) -> None:
    """Reportlab's call at each step of drawing a table: backgrounds and lines are no content, cells tag themselves."""
    if step in ("startBG", "startLines"):
        grid.canv.begin_artifact()
    elif step in ("endBG", "endLines"):
        grid.canv.end()


def _kinds(parts: list[list[Any]]) -> list[Kind]:
    """Of what one row was made into."""
    return ["row" if place == 0 else "rest" for place in range(len(parts))]


def _text_widths(columns: list[float]) -> list[float]:
    """The width of the text in each column, in points."""
    return [column - 2 * _BESIDE - _TONE_BESIDE for column in columns]


def _padding(points: float) -> Commands:
    return [
        ("TOPPADDING", *_WHOLE, points),
        ("BOTTOMPADDING", *_WHOLE, points + 1.5),
        ("LEFTPADDING", *_WHOLE, _BESIDE),
        ("RIGHTPADDING", *_WHOLE, _BESIDE),
    ]
