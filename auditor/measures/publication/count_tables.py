"""The tables that public reports show, as counts that say exactly which audits each of them counts.

A report, and those of later years, must call the same audits the same: so every table of a public report is made here.
Each sorting has a table of its own, which keeps the attack quick; a report sets them under each other again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.audit.whole_months import month_before
from auditor.measures.publication.profiles import FEWEST_WORKERS
from auditor.measures.publication.tables import (
    BELOW_GOOD,
    GOOD_OR_BETTER,
    IMPORTED,
    MODERATED,
    NOT_JUDGED,
    NOT_MODERATED,
    CountTable,
    Layout,
    Line,
    Population,
    Sorting,
)
from auditor.measures.scorecard import GRADES

ALL, GOOD, BELOW = "all", GOOD_OR_BETTER, BELOW_GOOD
"""Columns: everything that was judged; good or outstanding; below good."""
EVERY = "every"
"""Column: everything, judged or not. It stands in each table of judgements though no report prints it: readers know it
from elsewhere, and where everything was judged they take what is shown from it."""
MET, SHORT, NOT_APPLICABLE, APPLIED = "met", "short", "not_applicable", "applied"
"""How a question was answered: met or exceeded; in part or not; not applicable; and the first two together."""
IN_TIME, LATE = "in_time", "late"
IN, OUT = "in", "out"
"""Of an imported share: those it counts, and the others."""
ROW = "all"
"""The one row of a table of one population."""
_HALVES = ((GOOD_OR_BETTER, GRADES[:2]), (BELOW_GOOD, GRADES[2:]))


@dataclass(frozen=True)
class RowOf:
    """A row of a table: a population's months, and its counts.

    Attributes:
        label: unique in its table.
        months: in place of the table's; None leaves them.
        teams: how many teams its audits are of: nobody records workers, but each works in one team at a time, so that
            audits of three teams rest on three workers at least. None when nobody counted.
        judged: likewise, how many teams those are of in which it was judged.
    """

    label: str
    months: frozenset[str] | None
    counts: Mapping[str, int]
    teams: int | None = None
    judged: int | None = None


def months_between(first: str, last: str) -> frozenset[str]:
    """Every month from the first to the last, both included, each as ``2026-03``."""
    found = [last]
    while found[-1] > first:
        found.append(month_before(found[-1]))
    return frozenset(found)


def enough_workers(teams: int) -> bool:
    """Whether audits of so many teams surely rest on enough workers to be told of in public."""
    return teams >= FEWEST_WORKERS


def overall_table(population: Population, rows: Sequence[RowOf], *, merged: bool = False) -> CountTable:
    """Audits by overall grade, with how many were good or better, and below; every audit counted has one.

    Args:
        rows: counts by grade.
        merged: without requires improvement and inadequate apart.
    """
    columns = []
    for name, grades in _HALVES:
        if name == GOOD_OR_BETTER or not merged:
            sorting = Sorting(f"grade:overall:{name}", grades, complete=True)
            columns += [_group(grade, sorting, graded=frozenset({name})) for grade in grades]
    columns += [Line(GOOD, graded=frozenset({GOOD_OR_BETTER})), Line(BELOW, graded=frozenset({BELOW_GOOD})), Line(ALL)]
    return _table("overall", "audits by overall grade", population, rows, columns, _summed)


def grade_table(
    name: str, what: str, population: Population, rows: Sequence[RowOf], *, merged: bool = False, halves: bool = False
) -> CountTable:
    """Audits by the grade of one section or key judgement, among those in which it was graded.

    Args:
        name: what was graded, the same in every report: its sorting and table are called by it.
        rows: counts by grade, or by half, and of :data:`EVERY` audit.
        merged: requires improvement and inadequate are one column.
        halves: only good or outstanding, and below.
    """
    sorting = Sorting(f"grade:{name}", (*GRADES, NOT_JUDGED), complete=True)
    better = [] if halves else [_group(grade, sorting) for grade in GRADES[:2]]
    worse = [] if halves or merged else [_group(grade, sorting) for grade in GRADES[2:]]
    sums = [
        Line(GOOD, sorting=sorting, values=frozenset(GRADES[:2])),
        Line(BELOW, sorting=sorting, values=frozenset(GRADES[2:])),
    ]
    return _judged(name, what, population, rows, sorting, [*better, *worse, *sums], _summed)


def moderated_table(population: Population, moderated: int, audits: int) -> CountTable:
    """How many of the audits were moderated."""
    counts = {MODERATED: moderated, NOT_MODERATED: audits - moderated}
    return groups_table(
        "moderated",
        "audits by whether they were moderated",
        population,
        (MODERATED, NOT_MODERATED),
        [RowOf(ROW, None, counts)],
        complete=True,
    )


def question_table(
    criterion: str,
    population: Population,
    answers: Mapping[str, int],
    below: Mapping[str, int],
    of: tuple[int, int],
    judged: int | None = None,
) -> CountTable:
    """The records by how one question was answered, all of them and those below good overall.

    Args:
        answers: of all records by answer, as :attr:`auditor.measures.thematic.Tally.answers` has them.
        below: likewise, of those below good overall.
        of: how many records there are, and how many below good.
        judged: of how many teams those are to which it applied; None when nobody counted.
    """
    sorting = Sorting(criterion_id(criterion), (MET, SHORT, NOT_APPLICABLE, NOT_JUDGED), complete=True)
    groups = [_group(value, sorting) for value in (MET, SHORT, NOT_APPLICABLE)]
    applied = Line(APPLIED, sorting=sorting, values=frozenset({MET, SHORT}))
    rows = [
        RowOf(ALL, None, {**_answered(answers), EVERY: of[0]}, judged=judged),
        RowOf(BELOW, None, {**_answered(below), EVERY: of[1]}, judged=judged),
    ]
    table = _judged(sorting.id, "records by answer", population, rows, sorting, [*groups, applied])
    down = (table.layout.rows[0], replace(table.layout.rows[1], graded=frozenset({BELOW_GOOD})))
    return replace(table, layout=replace(table.layout, rows=down))


def criterion_id(criterion: str) -> str:
    """What the table of a question is called, and its sorting."""
    return f"criterion:{criterion}"


def _answered(answers: Mapping[str, int]) -> dict[str, int]:
    met = answers.get("met", 0) + answers.get("exceeded", 0)
    short = answers.get("partly_met", 0) + answers.get("not_met", 0)
    every = sum(answers.values())
    return {MET: met, SHORT: short, NOT_APPLICABLE: every - met - short, APPLIED: met + short, ALL: every}


def groups_table(
    name: str, what: str, population: Population, groups: Sequence[str], rows: Sequence[RowOf], *, complete: bool
) -> CountTable:
    """Audits, or whatever the population's unit is, by groups of one sorting.

    Args:
        name: of table and sorting, the same in every report.
        groups: every group that there is.
        rows: counts by group, and unless it is complete of :data:`EVERY` audit.
        complete: each of the population is in one of them.
    """
    if complete:
        sorting = Sorting(name, tuple(groups), complete=True)
        columns = [*(_group(group, sorting) for group in groups), Line(ALL)]
        return _table(name, what, population, rows, columns, _with_all)
    sorting = Sorting(name, (*groups, NOT_JUDGED), complete=True)
    return _judged(name, what, population, rows, sorting, [_group(group, sorting) for group in groups], _with_all)


def deadline_table(rule: str, population: Population, rows: Sequence[RowOf], name: str = "") -> CountTable:
    """Deadlines of one rule on time, met and missed; deadlines are no audits, and of each rule they are their own.

    Args:
        name: of the table, where it is not the rule's.
    """
    of, sorting = replace(population, unit=f"deadlines:{rule}"), f"deadline:{rule}"
    table = groups_table(sorting, "deadlines met and missed", of, (IN_TIME, LATE), rows, complete=True)
    return replace(table, layout=replace(table.layout, id=name)) if name else table


def _judged(
    name: str,
    what: str,
    population: Population,
    rows: Sequence[RowOf],
    sorting: Sorting,
    columns: Sequence[Line],
    counted: Callable[[Mapping[str, int]], Mapping[str, int]] = dict,
) -> CountTable:
    """A table of a judgement that not every audit has, with how many have it, and how many have not."""

    def whole(counts: Mapping[str, int]) -> dict[str, int]:
        found = counted({name: count for name, count in counts.items() if name != EVERY})
        return {**found, NOT_JUDGED: counts[EVERY] - found[ALL], EVERY: counts[EVERY]}

    judged = Line(ALL, sorting=sorting, values=frozenset(sorting.values) - {NOT_JUDGED})
    return _table(name, what, population, rows, [*columns, judged, _group(NOT_JUDGED, sorting), Line(EVERY)], whole)


def imported_population(name: str, months: frozenset[str]) -> Population:
    """What an imported figure of one period counts: a unit of its own, since nobody knows how periods overlap.

    Args:
        name: of the figure, with its period.
    """
    return Population(months, frozenset({"council"}), kinds=frozenset({"imported"}), unit=f"{IMPORTED}{name}")


def imported_share_table(name: str, months: frozenset[str], numerator: int, denominator: int) -> CountTable:
    """An imported share: so many of so many."""
    counts = {IN: numerator, OUT: denominator - numerator}
    population = imported_population(name, months)
    return groups_table(name, "imported", population, (IN, OUT), [RowOf(ROW, None, counts)], complete=True)


def imported_number_table(name: str, months: frozenset[str], number: int) -> CountTable:
    """An imported number of people, or of whatever is counted."""
    return _table(name, "imported", imported_population(name, months), [RowOf(ROW, None, {ALL: number})], [Line(ALL)])


def _table(
    name: str,
    what: str,
    population: Population,
    rows: Sequence[RowOf],
    columns: Iterable[Line],
    counted: Callable[[Mapping[str, int]], Mapping[str, int]] = dict,
) -> CountTable:
    across = tuple(columns)
    down = tuple(Line(row.label, months=row.months, workers=row.teams, judged_workers=row.judged) for row in rows)
    counts = tuple(tuple(counted(row.counts).get(one.label, 0) for one in across) for row in rows)
    return CountTable(Layout(name, what, population, down, across), counts)


def _group(value: str, sorting: Sorting, graded: frozenset[str] | None = None) -> Line:
    return Line(value, graded=graded, sorting=sorting, values=frozenset({value}))


def _summed(counts: Mapping[str, int]) -> dict[str, int]:
    """With the halves, unless they are what is given, and the total."""
    halves = {name: counts.get(name, sum(counts.get(grade, 0) for grade in grades)) for name, grades in _HALVES}
    return {**counts, **halves, ALL: sum(halves.values())}


def _with_all(counts: Mapping[str, int]) -> dict[str, int]:
    return {**counts, ALL: sum(counts.values())}
