"""Tables that were published before, number for number: shown again as they were, they tell nobody anything new."""

from collections.abc import Iterable, Sequence

from auditor.measures.publication.masking import known_of_cell
from auditor.measures.publication.primary import counts_of
from auditor.measures.publication.profiles import Rules
from auditor.measures.publication.tables import CountTable, MaskedCell, MaskedTable, Region, Why, without_workers

Signature = tuple[tuple[tuple[Region, MaskedCell], ...], ...]


def signature_of(table: MaskedTable) -> Signature:
    """All that a table says, whatever it and its lines are called."""
    return tuple(
        tuple(zip(regions, cells, strict=True))
        for regions, cells in zip(table.layout.regions(), table.cells, strict=True)
    )


def without_repeats(tables: Iterable[MaskedTable]) -> tuple[MaskedTable, ...]:
    """The tables without those that say the same as one before them."""
    return tuple({signature_of(table): table for table in reversed(tuple(tables))}.values())[::-1]


def as_before(
    tables: Sequence[CountTable], rules: Rules, earlier: Iterable[MaskedTable]
) -> tuple[MaskedTable, ...] | None:
    """The tables as they were shown before; None unless every one of them was, and still is what it was.

    Raises:
        ValueError: the counts contradict each other.
    """
    counts_of(tables)
    before = tuple(earlier)
    found = []
    for table in tables:
        shown = next((one for one in before if _is_still(table, one, rules)), None)
        if shown is None:
            return None
        found.append(MaskedTable(without_workers(table.layout), shown.cells))
    return tuple(found)


def _is_still(table: CountTable, shown: MaskedTable, rules: Rules) -> bool:
    if table.layout.regions() != shown.layout.regions():
        return False
    return all(
        _fits(region, count, cell, rules)
        for regions, counts, cells in zip(table.layout.regions(), table.counts, shown.cells, strict=True)
        for region, count, cell in zip(regions, counts, cells, strict=True)
    )


def _fits(region: Region, count: int, cell: MaskedCell, rules: Rules) -> bool:
    """Whether a cell would still be shown, or hidden for the same reason, as it was under the same profile."""
    small = 0 < count <= rules.most_hidden and not region.is_harmless
    if region.is_total and not cell.low == cell.high == count:
        return False
    match cell.why:
        case None:
            known = known_of_cell(region, count, None, rules)
            return not small and cell.shown == rules.rounded(count) and known == (cell.low, cell.high)
        case Why.SMALL:
            return small and (region.is_total or cell.high == rules.most_hidden) and cell.text == rules.symbol
        case Why.PROTECTS:
            return count > 0 and cell.text == rules.symbol
        case Why.ROW:
            return cell.text == rules.symbol
