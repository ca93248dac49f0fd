"""Merging before hiding: a table full of symbols tells nobody anything; fewer and larger groups tell something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.measures.publication.masking import mask
from auditor.measures.publication.profiles import Profile
from auditor.measures.publication.refusals import PublicationError
from auditor.measures.publication.tables import DIMENSIONS, CountTable, Line, MaskedTable

TOO_MUCH_HIDDEN = 1 / 3
"""Merging is offered when a larger share of a table would be hidden."""
BELOW_GOOD = ("requires_improvement", "inadequate")
BELOW_GOOD_WORDS = "requires improvement or inadequate"


@dataclass(frozen=True)
class Offer:
    """A way to merge.

    Attributes:
        words: what it does.
        table: the table after it.
        hidden_share: of its cells that would be hidden then, 0 to 1; 1 when it could not be published at all.
    """

    words: str
    table: CountTable
    hidden_share: float


def merged_rows(table: CountTable, groups: Mapping[str, Sequence[str]]) -> CountTable:
    """Rows added up.

    Args:
        groups: the labels of the rows that become one, by its new label; they must have nothing in common.

    Raises:
        KeyError: there is no row of that label.
        ValueError: the rows cannot be added: they differ in more than one way.
    """
    wanted = {label: [table.layout.row_named(one) for one in rows] for label, rows in groups.items()}
    into = {row: label for label, rows in wanted.items() for row in rows}
    rows, counts, done = [], [], set()
    for place, line in enumerate(table.layout.rows):
        label = into.get(place)
        if label is None:
            rows.append(line)
            counts.append(table.counts[place])
        elif label not in done:
            done.add(label)
            rows.append(_joined(label, [table.layout.rows[row] for row in wanted[label]]))
            counts.append(tuple(map(sum, zip(*(table.counts[row] for row in wanted[label]), strict=True))))
    return CountTable(replace(table.layout, rows=tuple(rows)), tuple(counts))


def merged_columns(table: CountTable, groups: Mapping[str, Sequence[str]]) -> CountTable:
    """Columns added up; as :func:`merged_rows`."""
    turned = merged_rows(_turned(table), groups)
    return _turned(turned)


def _turned(table: CountTable) -> CountTable:
    layout = replace(table.layout, rows=table.layout.columns, columns=table.layout.rows)
    return CountTable(layout, tuple(zip(*table.counts, strict=True)))


def _joined(label: str, lines: Sequence[Line]) -> Line:
    names = [name for name in (*DIMENSIONS, "values") if len({getattr(line, name) for line in lines}) > 1]
    if len(names) > 1 or len({line.sorting for line in lines}) > 1:
        raise ValueError(f"'{label}' would add up what differs in more than one way")
    first = lines[0]
    if not names:
        if len(lines) > 1:
            raise ValueError(f"'{label}' would count the same audits twice")
        return replace(first, label=label)
    sets = [getattr(line, names[0]) for line in lines]
    if any(one is None for one in sets) or sum(map(len, sets)) != len(frozenset().union(*sets)):
        raise ValueError(f"'{label}' would count the same audits twice")
    # Who works in two of them would be counted twice: at least the largest number is sure.
    workers = max((line.workers for line in lines if line.workers is not None), default=None)
    return replace(first, label=label, workers=workers, **{names[0]: frozenset().union(*sets)})  # type: ignore[arg-type]


def below_good(table: CountTable) -> CountTable | None:
    """Requires improvement and inadequate as one column; None when the table has not both."""
    columns = {line.values: line.label for line in table.layout.columns}
    labels = [columns.get(frozenset({grade})) for grade in BELOW_GOOD]
    if None in labels:
        return None
    return merged_columns(table, {BELOW_GOOD_WORDS: [label for label in labels if label is not None]})


def quarters(table: CountTable) -> CountTable | None:
    """Rows of one month each as calendar quarters; None when there are not two months of one quarter."""
    months = {
        line.label: next(iter(line.months))
        for line in table.layout.rows
        if line.months is not None and len(line.months) == 1
    }
    groups: dict[str, list[str]] = {}
    for label, month in months.items():
        year, number = month.split("-")
        groups.setdefault(f"{year} Q{(int(number) + 2) // 3}", []).append(label)
    if all(len(labels) == 1 for labels in groups.values()):
        return None
    return merged_rows(table, groups)


def whole_service(table: CountTable) -> CountTable | None:
    """Only the rows of all teams together; None when the table has no rows of single teams, or no total."""
    every = [line.teams if line.teams is not None else table.layout.population.teams for line in table.layout.rows]
    widest = max(every, key=len, default=frozenset())
    kept = [place for place, teams in enumerate(every) if teams == widest]
    if len(kept) == len(every) or len(widest) < 2:
        return None
    layout = replace(table.layout, rows=tuple(table.layout.rows[place] for place in kept))
    return CountTable(layout, tuple(table.counts[place] for place in kept))


def offers(table: CountTable, profile: Profile, published: Sequence[MaskedTable] = ()) -> tuple[Offer, ...]:
    """Ways to merge that hide less, the one that keeps most apart first; none when little is hidden as it is.

    Args:
        published: what readers have already.
    """
    now = _share(table, profile, published)
    if now <= TOO_MUCH_HIDDEN:
        return ()
    ways = [
        ("Requires improvement and inadequate in one column.", below_good(table)),
        ("Quarters instead of months.", quarters(table)),
        ("The service as a whole instead of its teams.", whole_service(table)),
    ]
    both = quarters(found) if (found := below_good(table)) is not None else None
    ways.insert(2, ("Requires improvement and inadequate in one column, and quarters instead of months.", both))
    found_offers = [Offer(words, one, _share(one, profile, published)) for words, one in ways if one is not None]
    return tuple(offer for offer in found_offers if offer.hidden_share < now)


def _share(table: CountTable, profile: Profile, published: Sequence[MaskedTable]) -> float:
    try:
        return mask(table, profile, published)[0].hidden_share
    except PublicationError:
        return 1.0
