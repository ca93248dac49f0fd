"""Imported figures that were corrected after they were published: told as revised, or left out.

A corrected figure is another one than the figure that was published, and is compared with it by nobody. Both may be
shown where neither hides anything. Where one does, both together would say more than each.
"""

from collections.abc import Callable, Sequence

from auditor.measures.publication.profiles import Rules
from auditor.measures.publication.tables import IMPORTED, CountTable, MaskedTable


def as_revised(
    name: str, table_of: Callable[[str], CountTable], earlier: Sequence[MaskedTable], rules: Rules
) -> tuple[CountTable | None, int]:
    """The table of an imported figure as it may be published beside what was, and how often it was revised.

    Args:
        name: of the figure, with its period.
        table_of: its table, by a name: each revision has a name of its own.
        earlier: the tables of earlier releases, as they were shown.

    Returns:
        No table where it is better left out: it was revised, and some number of it is hidden, or was; or a period was
        published that it is a part of, or that is a part of it.
    """
    published = {unit: table for table in earlier if (unit := table.layout.population.unit).startswith(IMPORTED)}
    if _overlaps(name, table_of(name), published):
        return None, 0
    number, before = 0, list[MaskedTable]()
    while True:
        called = f"{name}:revised-{number}" if number else name
        table = table_of(called)
        found = published.get(table.layout.population.unit)
        if found is not None and _agrees(table, found):
            return table, number
        if found is None:
            hides = any(cell.hidden for one in before for row in one.cells for cell in row)
            small = any(0 < count <= rules.most_hidden for row in table.counts for count in row)
            return (None if before and (hides or small) else table), number
        before.append(found)
        number += 1


def _agrees(table: CountTable, published: MaskedTable) -> bool:
    if len(table.counts) != len(published.cells) or len(table.counts[0]) != len(published.cells[0]):
        return False
    return all(
        cell.low <= count and (cell.high is None or count <= cell.high)
        for counts, cells in zip(table.counts, published.cells, strict=True)
        for count, cell in zip(counts, cells, strict=True)
    )


def _overlaps(name: str, table: CountTable, published: dict[str, MaskedTable]) -> bool:
    """Whether another period of the same figure was published that has months in common with this one."""
    figure, months = f"{IMPORTED}{name.rpartition(':')[0]}:", table.layout.population.months
    of_figure = [
        one.layout.population.months
        for unit, one in published.items()
        if unit.startswith(figure) and unit.count(":") - unit.count(":revised-") == figure.count(":")
    ]
    return any(other & months and other != months for other in of_figure)
