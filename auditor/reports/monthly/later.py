"""The later parts of the monthly report: what became of audits, actions and concerns."""

from collections.abc import Callable

from auditor.measures.agreement import Agreement
from auditor.measures.rates import whole_percent
from auditor.measures.response_hours import SOON_H
from auditor.reports.chart_blocks import count_cell, one_bar
from auditor.reports.document import Block, Chart, Column, Row, Table
from auditor.reports.figures import BarPart
from auditor.reports.marks import Mark
from auditor.reports.monthly import findings
from auditor.reports.monthly.data import MonthlyReportData, TeamActions
from auditor.reports.monthly.report import OVERDUE, finding
from auditor.reports.words import counted, sentence

NOT_YET_DUE = Mark("Not yet due", "✓", "good")


def moderation(data: MonthlyReportData) -> list[Block]:
    """How far two readings agree, by how they came about: of the month, and of the year."""
    blocks = finding(findings.moderation(data), findings.waiting(data))
    columns = (
        Column("How the two grades came about", 2.8),
        Column("Month: same grade", 1.5, "right"),
        Column("12 months: same grade", 1.8, "right"),
        Column("Same or next", 1.3, "right"),
        Column("Up", 0.7, "right"),
        Column("Down", 0.8, "right"),
    )
    month = {one.words: one.figures for one in data.moderation.month}
    rows = []
    for one in data.moderation.year:
        found = one.figures
        same = (_same(month.get(one.words)), _same(found))
        moved = map(count_cell, (found.within_one, found.moved_up, found.moved_down))
        rows.append(Row((sentence(one.words), *same, *moved)))
    return [*blocks, Table(columns, tuple(rows), row_headers=True)] if rows else blocks


def _same(found: Agreement | None) -> str:
    if found is None:
        return "none"
    return f"{found.exact} of {found.n} ({whole_percent(found.exact, found.n)}%)"


def actions(data: MonthlyReportData) -> list[Block]:
    """Actions by team, and what is overdue by service."""
    blocks = finding(findings.actions(data), findings.overdue_by_service(data))
    if not data.actions:
        return blocks
    columns = (
        Column("Team", 2.6),
        Column("Started", 1.0, "right"),
        Column("Completed", 1.2, "right"),
        Column("Confirmed", 1.2, "right"),
        Column("Open", 0.8, "right"),
        Column(NOT_YET_DUE.word, 1.0, "right"),
        Column(OVERDUE.word, 1.0, "right"),
    )
    rows = []
    for one in sorted(data.actions, key=lambda one: (-one.overdue, -one.open, one.team.casefold())):
        rows.append(Row((one.team, *map(count_cell, _counts(one)))))
    whole = [sum(column) for column in zip(*map(_counts, data.actions), strict=True)]
    rows.append(Row(("All of them", *map(count_cell, whole))))
    *_, left, in_time, late = whole
    parts = tuple(
        BarPart(mark, count, whole_percent(count, left)) for mark, count in ((NOT_YET_DUE, in_time), (OVERDUE, late))
    )
    bar = one_bar(
        f"{counted(left, 'action')} open on {findings.on(data)}, and how many are overdue", parts, "Status", "Actions"
    )
    return [*blocks, Chart(bar.title, bar.alt, bar.figure, Table(columns, tuple(rows), row_headers=True))]


def _counts(one: TeamActions) -> tuple[int, ...]:
    return (one.opened, one.completed, one.confirmed, one.open, one.open - one.overdue, one.overdue)


def concerns(data: MonthlyReportData) -> list[Block]:
    """Concerns as numbers: never what they say."""
    blocks = finding(findings.concerns(data))
    columns = (
        Column("Concerns", 3),
        Column("Raised", 1, "right"),
        Column(f"Answered within {SOON_H} hours", 1.6, "right"),
        Column("Answered later", 1.3, "right"),
        Column("No answer yet", 1.3, "right"),
    )
    rows = []
    for kind, hours in data.concerns.kinds.items():
        counts = (hours.raised, hours.soon, hours.answered - hours.soon, hours.raised - hours.answered)
        rows.append(Row((sentence(findings.CONCERN_NAMES[kind]), *(count_cell(count) for count in counts))))
    return [*blocks, Table(columns, tuple(rows), row_headers=True)] if rows else blocks


SHOWS: dict[str, Callable[[MonthlyReportData], list[Block]]] = {
    "moderation": moderation,
    "actions": actions,
    "concerns": concerns,
}
"""The blocks of this module."""
