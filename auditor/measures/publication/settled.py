"""Numbers that hiding cannot hide: they follow from what readers have in any case.

From totals, from zeros, which are always shown, and from what was published before: where July, August and September
are shown, so is the quarter. Such a number protects nothing, and to hide it would only look as if it did.
"""

from collections.abc import Collection, Iterable, Sequence

from auditor.measures.publication.attack import Attack
from auditor.measures.publication.tables import CountTable, MaskedCell, MaskedTable, Region, without_workers


def settled(
    tables: Sequence[CountTable], published: Sequence[MaskedTable], hidden: Collection[Region], wanted: Iterable[Region]
) -> frozenset[Region]:
    """Which of some regions a reader knows even if everything that can be hidden is.

    Args:
        published: what readers have already.
        hidden: regions that are hidden though they may be 0.
        wanted: those that are asked about.

    Raises:
        ContradictionError: the counts do not fit what was published.
        TooLargeError: there are too many overlapping populations to tell.
    """
    attack = Attack((*published, *(_barest(table, hidden) for table in tables)))
    found = set()
    for region in wanted:
        try:
            certain, value = attack.determined(region)
        except TimeoutError:
            break  # of these it is tried to hide some; whether that helps is decided by the attack
        if certain and value is not None:
            found.add(region)
    return frozenset(found)


def _barest(table: CountTable, hidden: Collection[Region]) -> MaskedTable:
    rows = []
    for regions, counts in zip(table.layout.regions(), table.counts, strict=True):
        rows.append(tuple(_cell(region, count, hidden) for region, count in zip(regions, counts, strict=True)))
    return MaskedTable(without_workers(table.layout), tuple(rows))


def _cell(region: Region, count: int, hidden: Collection[Region]) -> MaskedCell:
    if region.is_total or (not count and region not in hidden):
        return MaskedCell(count, str(count), count, count)
    return MaskedCell(None, "", 0 if region in hidden else 1, None)
