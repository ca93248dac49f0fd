"""Which numbers are sensitive in themselves, before anything is hidden to protect them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from auditor.measures.publication.profiles import FEWEST_WORKERS, Rules
from auditor.measures.publication.tables import (
    ANY_GRADE,
    INADEQUATE,
    CountTable,
    Line,
    Population,
    Region,
    Why,
)


def counts_of(tables: Sequence[CountTable]) -> dict[Region, int]:
    """The count of each region.

    Raises:
        ValueError: two cells that count the same audits say different things.
    """
    found: dict[Region, int] = {}
    for table in tables:
        for regions, counts in zip(table.layout.regions(), table.counts, strict=True):
            for region, count in zip(regions, counts, strict=True):
                if found.setdefault(region, count) != count:
                    raise ValueError(f"table {table.layout.id}: the same audits are counted as {count} and otherwise")
    return found


def sensitive(tables: Sequence[CountTable], rules: Rules) -> dict[Region, Why]:
    """What is hidden for its own sake.

    Small counts; every number of a row (or column) that rests on too few workers, in whatever table it stands, or on a
    small number of audits: whoever knows that there were two knows of two hidden numbers that both are 1; every number
    of a row whose cases all have the grade inadequate, which says of each of them what it is, however many there are.
    """
    if not rules.most_hidden:
        return {}
    counts = counts_of(tables)
    small = range(1, rules.most_hidden + 1)
    found = {region: Why.SMALL for region, count in counts.items() if count in small and not region.is_harmless}
    few = [population for table in tables for population in _few_workers(table)]
    few += [region.population for region, count in counts.items() if region.is_total and count in small]
    few = list(dict.fromkeys(few))
    found |= {region: Why.ROW for region in counts if any(one.contains(region.population) for one in few)}
    for table in tables:
        for line, regions in zip(table.layout.rows, table.layout.regions(), strict=True):
            if line.judged_workers is not None and line.judged_workers < FEWEST_WORKERS:
                found |= {region: Why.ROW for region in regions if region.sorting is not None}
        for across in _lines(table):
            if _all_inadequate(across, counts):
                found |= dict.fromkeys(across, Why.ROW)
    # Where nobody at all is counted, that nobody of this row is follows from a 0 that is shown.
    nobody = [region for region, count in counts.items() if not count and (region not in found or region.is_total)]
    for region in [region for region in found if not counts[region]]:
        if any(one.contains(region) for one in nobody):
            del found[region]
    return found


def _few_workers(table: CountTable) -> Iterable[Population]:
    layout = table.layout
    for line in (*layout.rows, *layout.columns):
        if line.workers is not None and line.workers < FEWEST_WORKERS:
            yield _population(layout.population, line)


def _population(population: Population, line: Line) -> Population:
    return population.of_line(line)


def _lines(table: CountTable) -> Iterable[Sequence[Region]]:
    regions = table.layout.regions()
    yield from regions
    yield from zip(*regions, strict=True)


def _all_inadequate(line: Sequence[Region], counts: Mapping[Region, int]) -> bool:
    """Whether a line shows how many are inadequate, and everybody in it is."""
    for worst in line:
        if worst.sorting is None or worst.values != {INADEQUATE} or not counts[worst]:
            continue
        beside = [
            other
            for other in line
            if other != worst and _of_all_grades(other) == _of_all_grades(worst) and _sorts_as(other, worst)
        ]
        # Where a number of all those graded stands beside it, that of those below good says nothing more.
        widest = [other for other in beside if other.population.graded == ANY_GRADE] or beside
        if widest and all(counts[other] == (counts[worst] if other.contains(worst) else 0) for other in widest):
            return True
    return False


def _of_all_grades(region: Region) -> Population:
    return replace(region.population, graded=ANY_GRADE)


def _sorts_as(other: Region, worst: Region) -> bool:
    return other.sorting in (None, worst.sorting)
