"""Import the figures of measures that no audit decides, and write the list they are given in."""

import csv
import io
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from auditor.audit.facts import FactKind
from auditor.audit.imported import Imported, importable, series_of
from auditor.audit.imported_rows import FIGURE_COLUMNS, FIGURE_NEEDED, FigureRows, Given, figures_from
from auditor.errors import InputError, Problem, ProblemsError
from auditor.standards.model import MeasureBook
from auditor.store.store import Reader
from auditor.use_cases.service import Service, require_qa_lead
from auditor.use_cases.table_files import read_table

MOST_ROWS = 5_000


class BadFiguresError(ProblemsError):
    """A list has rows that were not understood; all are named, and nothing is taken from it."""

    exit_code = InputError.exit_code


class Became(StrEnum):
    """What importing a row did."""

    ADDED = "added"
    CHANGED = "changed"
    TAKEN_BACK = "taken back"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class ImportedRow:
    """One row of a list, and what came of it.

    Attributes:
        before: what stood before it; None where nothing did.
    """

    figure: Imported
    became: Became
    before: Imported | None = None


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        checked: nothing was stored.
        left_empty: rows with a measure and no figure.
    """

    file: str
    rows: tuple[ImportedRow, ...]
    left_empty: int
    checked: bool

    def count(self, became: Became) -> int:
        """How many rows became this."""
        return sum(1 for row in self.rows if row.became is became)


def import_figures(service: Service, path: Path, *, check: bool = False) -> ImportReport:
    """Import a list of figures: everything in it, or nothing.

    Args:
        path: CSV or workbook with the columns of :data:`auditor.audit.imported_rows.FIGURE_COLUMNS`.
        check: only say what it would do.

    Raises:
        InputError: the file cannot be read.
        BadFiguresError: rows were not understood, or do not fit what is stored; every one is named.
        NotPermittedError: only the QA lead imports figures.
    """
    require_qa_lead(service.person, "import figures")
    rows, wrong = read_table(path, FIGURE_COLUMNS, FIGURE_NEEDED, most_rows=MOST_ROWS)
    read = figures_from(rows, service.standards.measures, str(path), service.today())
    problems = [*wrong, *read.problems]
    with service.store.reading() as reader:
        problems += _overlaps(read, _standing(reader), str(path))
    if problems:
        raise BadFiguresError(
            f"{path.name} was not understood; nothing of it was taken.",
            problems,
            "Correct these rows. Every measure that can be imported: auditor measures template",
        )
    if check:
        with service.store.reading() as reader:
            return _report(path, read, _standing(reader), checked=True)
    with service.store.writing() as writer:
        standing = writer.rounds.standing(FactKind.FIGURE)
        report = _report(path, read, _standing(writer), checked=False)
        facts = [
            service.fact(
                FactKind.FIGURE,
                row.figure.key,
                row.figure.as_body(),
                replaces=standing[row.figure.key].fact_id if row.figure.key in standing else None,
            )
            for row in report.rows
            if row.became is not Became.UNCHANGED
        ]
        if facts:
            writer.append(facts)
    return report


def imported_figures(reader: Reader) -> tuple[Imported, ...]:
    """Every figure that now stands."""
    return tuple(one for one in _standing(reader).values() if not one.is_empty)


def _standing(reader: Reader) -> dict[str, Imported]:
    found = reader.rounds.standing(FactKind.FIGURE)
    return {key: Imported.from_fact(key, fact.body) for key, fact in found.items()}


def _report(path: Path, read: FigureRows, standing: dict[str, Imported], *, checked: bool) -> ImportReport:
    rows = tuple(_came(one, standing.get(one.figure.key)) for one in read.given)
    return ImportReport(path.name, rows, read.left_empty, checked)


def _came(given: Given, before: Imported | None) -> ImportedRow:
    now = given.over(before)
    was_there = before is not None and not before.is_empty
    if before is None or not was_there:
        return ImportedRow(now, Became.UNCHANGED if now.is_empty else Became.ADDED)
    if now.says_the_same(before):
        return ImportedRow(before, Became.UNCHANGED, before)
    return ImportedRow(now, Became.TAKEN_BACK if now.is_empty else Became.CHANGED, before)


def _overlaps(read: FigureRows, standing: dict[str, Imported], file: str) -> list[Problem]:
    """Figures of a month and of its quarter, which would say the same thing twice."""
    gone = {one.figure.key for one in read.given if one.over(standing.get(one.figure.key)).is_empty}
    left = [one for one in read.given if one.figure.key not in gone]
    known = [(one, "stored already") for key, one in standing.items() if not one.is_empty and key not in gone]
    known += [(one.figure, f"on line {one.figure.line}") for one in left]
    by_measure: dict[tuple[str, str], list[tuple[Imported, str]]] = {}
    for figure, where in known:
        by_measure.setdefault((figure.measure, figure.series), []).append((figure, where))
    problems = []
    for given in left:
        one = given.figure
        for other, where in by_measure.get((one.measure, one.series), ()):
            if one.months.is_month != other.months.is_month and one.months.overlaps(other.months):
                said = (
                    f"{one.measure} has a figure for {other.months.words} ({where}): give months or quarters, not both"
                )
                problems.append(Problem(file, one.line, 0, "period", said))
                break
    return problems


def figures_template(book: MeasureBook, period: str = "") -> str:
    """An empty list with a row for every figure that can be imported, as CSV.

    Args:
        period: written into each row.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(FIGURE_COLUMNS)
    for definition in importable(book):
        labels = {one.id: one.label for one in definition.series}
        for series in series_of(definition):
            title = f"{definition.title}: {labels[series]}" if series else definition.title
            writer.writerow([definition.id, title, series, period, "", "", "", ""])
    return target.getvalue()
