"""What public reports have in common: numbers as they were released, in tables, charts and sentences.

Nothing here has ever held a number that the publisher hides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.measures.publication.count_tables import ALL, ROW
from auditor.measures.publication.profiles import RULES, Profile, Rules
from auditor.measures.publication.shares import Share, bar_of, share_of
from auditor.measures.publication.tables import MaskedCell, MaskedTable
from auditor.measures.rates import share_to_percent
from auditor.reports.document import Block, Cell, Chart, Column, Number, Paragraph, Row, Table
from auditor.reports.figures import Bar, BarPart, StackedBars
from auditor.reports.marks import Mark
from auditor.reports.words import counted


@dataclass(frozen=True)
class Shown:
    """The tables of a public report as they were released.

    Attributes:
        profile: for whom.
        tables: by id.
    """

    profile: Profile
    tables: Mapping[str, MaskedTable]

    @classmethod
    def of(cls, profile: Profile, tables: Sequence[MaskedTable]) -> "Shown":
        """The tables by their ids."""
        return cls(profile, {table.id: table for table in tables})

    @property
    def rules(self) -> Rules:
        """What the profile does."""
        return RULES[self.profile]

    @property
    def hidden(self) -> tuple[int, int]:
        """How many of the numbers are hidden, and of how many."""
        every = [cell.hidden for table in self.tables.values() for row in table.cells for cell in row]
        return sum(every), len(every)

    def cell(self, table: str, column: str, row: str = ROW) -> MaskedCell:
        """A number as it is shown; KeyError when there is none."""
        return self.tables[table].cell(row, column)

    def share(self, table: str, column: str, row: str = ROW, of: str = ALL) -> Share:
        """A share of a row as it may be told."""
        layout = self.tables[table].layout
        place, numerator, denominator = layout.row_named(row), layout.column_named(column), layout.column_named(of)
        return share_of(self.tables[table], self.profile, place, (numerator,), denominator)


def number(cell: MaskedCell) -> Number:
    """A number as a cell of a table; hidden, its symbol."""
    return Number(cell.text, cell.shown)


def percent(share: Share) -> Number:
    """A percentage as a cell; hidden, its symbol."""
    if share.percent is None:
        return Number(share.text)
    return Number(share.text, share.percent / 100, percent=True)


def interval_words(share: Share, absent: str = "–") -> str:
    """The 95% interval in whole percentages, such as "45 to 74"; hidden, the symbol."""
    if share.interval is None:
        return share.symbol if share.hidden else absent
    return f"{share_to_percent(share.interval.lower):.0f} to {share_to_percent(share.interval.upper):.0f}"


def share_told(share: Share, noun: str = "record") -> str:
    """A share in a sentence: how many of how many, and how sure; only of one that is not hidden."""
    of = f"{share.numerator} of {share.denominator} {noun}{'' if share.denominator == '1' else 's'}"
    return of if share.percent is None else f"{of} ({share.percent}%; 95% interval {interval_words(share)})"


@dataclass(frozen=True)
class BarShown:
    """A bar, and its row in the table beneath.

    Attributes:
        label: what it is of; may be empty where there is only one.
        parts: columns of the masked table, each with its mark; the first is what one would like to see, and what the
            chart says in words is said of it.
    """

    label: str
    table: str
    parts: tuple[tuple[Mark, str], ...]
    row: str = ROW


def bar_chart(shown: Shown, title: str, rows: Sequence[BarShown], first: str, of: str) -> Chart:
    """Bars under each other; one of which a part is hidden is not drawn, and says so in words.

    Args:
        title: what the bars are of.
        first: what the bars stand for, over the first column of the table.
        of: what is counted, over the last column.
    """
    drawn = tuple(_bar(shown, row) for row in rows)
    marks = [mark for mark, _ in rows[0].parts]
    columns = (
        Column(first, 2.6),
        *(Column(mark.word, 1.2, "right") for mark in marks),
        Column(of, 0.9, "right"),
        Column("95% interval", 1.2, "right"),
    )
    table_rows = []
    for row in rows:
        cells = [with_percent(shown, row.table, name, row.row) for _, name in row.parts]
        interval = interval_words(shown.share(row.table, row.parts[0][1], row.row))
        table_rows.append(Row((row.label, *cells, number(shown.cell(row.table, ALL, row.row)), interval)))
    table = Table(columns, tuple(table_rows), row_headers=True)
    return Chart(title, _alt(shown, rows, drawn, of.lower()), StackedBars(drawn), table)


def one_bar_chart(
    shown: Shown, title: str, row: BarShown, first: str, of: str, sums: Sequence[tuple[Cell, str]] = ()
) -> Chart:
    """One bar, with its parts under each other in the table.

    Args:
        title: what the bar is of.
        first: what the parts are, over the first column of the table.
        of: what is counted, over the second.
        sums: rows that stand in the table only, before the parts, each with its words.
    """
    bar = _bar(shown, row)
    rows: list[tuple[Cell, str]] = [*sums, *row.parts]
    cells = []
    for words, name in rows:
        share = shown.share(row.table, name, row.row)
        cells.append(Row((words, number(shown.cell(row.table, name, row.row)), percent(share))))
    cells.append(Row(("All", number(shown.cell(row.table, ALL, row.row)), "")))
    columns = (Column(first, 3), Column(of, 1, "right"), Column("Share", 1, "right"))
    return Chart(title, _one_alt(bar), StackedBars((bar,)), Table(columns, tuple(cells), row_headers=True))


def _one_alt(bar: Bar) -> str:
    if bar.total is None:
        return "A bar that is not drawn, because one of its parts is hidden."
    ranked = sorted((part for part in bar.parts if part.count), key=lambda part: -(part.count or 0))
    told = [f"{part.mark.word} {part.count} ({part.percent}%)" for part in ranked]
    if not told:
        return "An empty bar: there is nothing to count."
    return f"A bar. The largest part is {told[0]}{'; then ' if told[1:] else ''}{', '.join(told[1:])}."


def _bar(shown: Shown, row: BarShown) -> Bar:
    cells = [shown.cell(row.table, name, row.row) for _, name in row.parts]
    hidden = any(cell.hidden for cell in cells)
    parts = []
    for (mark, name), cell in zip(row.parts, cells, strict=True):
        share = shown.share(row.table, name, row.row)
        parts.append(BarPart(mark, None if hidden else bar_of(cell), None if hidden else share.percent))
    total = shown.cell(row.table, ALL, row.row)
    return Bar(row.label, tuple(parts), "" if total.hidden else total.text)


def with_percent(shown: Shown, table: str, column: str, row: str = ROW) -> Number:
    """A number with its percentage of all, as a cell; hidden, its symbol."""
    cell, share = shown.cell(table, column, row), shown.share(table, column, row)
    told = f"{cell.text} ({share.percent}%)" if share.percent is not None else cell.text
    return Number(told, cell.shown)


def _alt(shown: Shown, rows: Sequence[BarShown], drawn: Sequence[Bar], of: str) -> str:
    told = [f"{counted(len(rows), 'bar')}, each divided by its own number of {of}."]
    words = rows[0].parts[0][0].word
    shares = [(shown.share(row.table, row.parts[0][1], row.row), row.label) for row in rows]
    known = sorted(((share.percent, label) for share, label in shares if share.percent is not None), reverse=True)
    if len(known) > 1:
        (most, high), (least, low) = known[0], known[-1]
        told.append(f"The share of {words} is highest in {high} ({most}%) and lowest in {low} ({least}%).")
    elif known:
        told.append(f"The share of {words} is {known[0][0]}% in {known[0][1]}.")
    if hidden := sum(bar.total is None for bar in drawn):
        told.append(f"{counted(hidden, 'bar')} {'is' if hidden == 1 else 'are'} hidden, because numbers are small.")
    return " ".join(told)


def small_numbers(shown: Shown) -> list[Block]:
    """What the symbol means, and how much of the report is hidden; never left out of a public report."""
    hidden, of = shown.hidden
    if not hidden:
        return [Paragraph(f"No number in this report is hidden. {shown.rules.means}")]
    share = 100 * hidden // of
    told = f"{shown.rules.means} {share or 'Less than 1'}% of the numbers behind this report are hidden."
    return [Paragraph(told)]
