"""What a percentage or an interval gives away: which counts it can have been worked out from."""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.measures.publication.attack import Attack, Range, Recovered, places_of
from auditor.measures.publication.tables import MaskedTable, Region
from auditor.measures.rates import share_to_percent, whole_percent, wilson

MOST_PAIRS = 200_000
"""More pairs of counts are not tried: so wide a range gives nothing away."""


@dataclass(frozen=True)
class Stated:
    """A percentage that is published, perhaps with its interval, beside the tables.

    Attributes:
        percent: whole, rounded half up; None when only the interval is.
        lower: of the Wilson 95% interval, a whole percentage; None when it is not published.
        upper: likewise.
    """

    numerator: Region
    denominator: Region
    percent: int | None
    lower: int | None = None
    upper: int | None = None


def counts_fitting(stated: Stated, numerators: Range, denominators: Range) -> set[tuple[int, int]] | None:
    """Every numerator and denominator that give what is stated; None where there are too many to give anything away."""
    if denominators.high is None:
        return None
    highest = denominators.high if numerators.high is None else numerators.high
    if (denominators.high - denominators.low + 1) * (highest - numerators.low + 1) > MOST_PAIRS:
        return None
    return {
        (above, of)
        for of in range(max(denominators.low, 1), denominators.high + 1)
        for above in range(numerators.low, min(highest, of) + 1)
        if _gives(stated, above, of)
    }


def _gives(stated: Stated, above: int, of: int) -> bool:
    if stated.percent is not None and whole_percent(above, of) != stated.percent:
        return False
    interval = wilson(above, of)
    if interval is None:
        return False
    told = ((stated.lower, interval.lower), (stated.upper, interval.upper))
    return all(given is None or given == share_to_percent(bound) for given, bound in told)


def recovered_from(stated: Iterable[Stated], tables: list[MaskedTable]) -> tuple[Recovered, ...]:
    """Hidden counts that percentages and intervals give back.

    Raises:
        ContradictionError: as :class:`auditor.measures.publication.attack.Attack`.
    """
    attack, places, found = Attack(tables), places_of(tables), []
    for one in stated:
        concerned = [region for region in (one.numerator, one.denominator) if region in attack.hidden]
        if not concerned:
            continue
        fitting = counts_fitting(one, attack.range_of(one.numerator), attack.range_of(one.denominator))
        for region in concerned:
            values = {pair[region == one.denominator] for pair in fitting or ()}
            if fitting is not None and len(values) <= 1:
                value = next(iter(values), None)
                found.append(Recovered((region,), places[region], value, "the number that a percentage gives back"))
    return tuple(found)
