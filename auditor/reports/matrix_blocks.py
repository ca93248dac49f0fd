"""Matrices with their tables: grades by team, and how far two readings of the same audit agree."""

from collections.abc import Sequence

from auditor.measures.rates import whole_percent
from auditor.reports.chart_blocks import count_cell
from auditor.reports.document import Chart, Column, Row, Table
from auditor.reports.figures import Matrix, MatrixCell
from auditor.reports.marks import Mark
from auditor.reports.words import counted

Counts = Sequence[Sequence[int | None]]
_HIDDEN = "hidden"


def by_team(title: str, teams: Sequence[str], marks: Sequence[Mark], counts: Counts, first: str = "Team") -> Chart:
    """Grades by team, or by anything else: each row as dark as its share.

    Args:
        title: what is counted.
        teams: the names of the rows.
        marks: the columns, such as the grades, best first.
        counts: how many, by row and column; None where it is hidden.
        first: what the rows are.
    """
    totals = [None if None in row else sum(count or 0 for count in row) for row in counts]
    cells = tuple(
        tuple(
            _cell(count, (count or 0) / total if total else 0.0, mark) for count, mark in zip(row, marks, strict=True)
        )
        for row, total in zip(counts, totals, strict=True)
    )
    figure = Matrix(tuple(teams), tuple(mark.word for mark in marks), cells, down=first)
    columns = (Column(first, 2.4), Column("All", 0.8, "right"), *(Column(mark.word, 1.3, "right") for mark in marks))
    rows = tuple(
        Row((team, count_cell(total), *(count_cell(count) for count in row)))
        for team, total, row in zip(teams, totals, counts, strict=True)
    )
    return Chart(title, _by_team_alt(teams, marks, counts), figure, Table(columns, rows, row_headers=True))


def _by_team_alt(teams: Sequence[str], marks: Sequence[Mark], counts: Counts) -> str:
    told = [
        f"{counted(len(teams), 'row')} by {counted(len(marks), 'column')}; the larger the share of its row, the darker."
    ]
    for place, mark in ((0, marks[0]), (-1, marks[-1])) if marks else ():
        column = [row[place] or 0 for row in counts]
        if most := max(column, default=0):
            most_in = [team for team, count in zip(teams, column, strict=True) if count == most]
            told.append(f"{mark.word} was given most often in {_listed(most_in)} ({most}).")
        else:
            told.append(f"{mark.word} was given in none of them.")
    if hidden := sum(count is None for row in counts for count in row):
        told.append(
            f"{counted(hidden, 'cell')} {'is' if hidden == 1 else 'are'} hidden, because the numbers are small."
        )
    return " ".join(told)


def agreement(
    title: str, marks: Sequence[Mark], counts: Counts, down: str = "First grade", across: str = "Second grade"
) -> Chart:
    """How two readings of the same audits agree: the cells where they do are framed.

    Args:
        title: what is compared.
        marks: the grades, best first, for rows and columns alike.
        counts: how many audits, by the first grade (row) and the second (column); None where it is hidden.
        down: what the rows are.
        across: what the columns are.
    """
    most = max((count or 0 for row in counts for count in row), default=0)
    cells = tuple(
        tuple(
            MatrixCell(_shown(count), (count or 0) / most if most else 0.0, "neutral", at == place)
            for place, count in enumerate(row)
        )
        for at, row in enumerate(counts)
    )
    words = tuple(mark.word for mark in marks)
    figure = Matrix(words, words, cells, across, down)
    columns = (
        Column(f"{down} (down), {across.lower()} (across)", 2.2),
        *(Column(word, 1.2, "right") for word in words),
    )
    rows = tuple(Row((mark, *(count_cell(count) for count in row))) for mark, row in zip(marks, counts, strict=True))
    return Chart(title, _agreement_alt(counts), figure, Table(columns, rows, row_headers=True))


def _agreement_alt(counts: Counts) -> str:
    known = [(at, place, count or 0) for at, row in enumerate(counts) for place, count in enumerate(row)]
    if any(count is None for row in counts for count in row):
        return "Counts of audits by both grades. Some cells are hidden, because the numbers are small."
    total = sum(count for *_, count in known)
    if not total:
        return "Counts of audits by both grades; there are none yet."
    same = sum(count for at, place, count in known if at == place)
    near = sum(count for at, place, count in known if abs(at - place) <= 1)
    better = sum(count for at, place, count in known if place < at)
    worse = sum(count for at, place, count in known if place > at)
    return (
        f"Of {counted(total, 'audit')}, {same} ({whole_percent(same, total)}%) got the same grade twice, "
        f"and {near} ({whole_percent(near, total)}%) the same or the next one. "
        f"The second grade was better in {better} and worse in {worse}."
    )


def _cell(count: int | None, weight: float, mark: Mark) -> MatrixCell:
    return MatrixCell(_shown(count), weight, mark.tone)


def _shown(count: int | None) -> str:
    return _HIDDEN if count is None else str(count)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
