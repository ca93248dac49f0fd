"""Spreading cases over auditors: evenly, repeatably, and with a word where it is the same two again and again."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from auditor.audit.rounds import Allocation, Round
from auditor.audit.sampling import rank

LOOKED_BACK = 3
"""Rounds before this one in which the same auditor and the same team, each time, are worth a word."""
Pairing = tuple[UUID, UUID]
"""An auditor and a team."""


def pairings(of: Round, allocations: Iterable[Allocation]) -> frozenset[Pairing]:
    """Who audited which team in a round; what was exempt or replaced does not count."""
    cases = of.by_id
    return frozenset(
        (one.auditor, cases[one.case].team)
        for one in allocations
        if one.auditor is not None and one.exempt is None and not one.replaced_by and one.case in cases
    )


def before(rounds: Iterable[Round], this: Round) -> list[Round]:
    """The rounds before this one, of which a sample was drawn, the latest :data:`LOOKED_BACK` of them."""
    drawn = [one for one in rounds if one.sample is not None and (one.period.end, one.id) < (this.period.end, this.id)]
    return sorted(drawn, key=lambda one: (one.period.end, one.id))[-LOOKED_BACK:]


def again(earlier: Sequence[Collection[Pairing]]) -> frozenset[Pairing]:
    """Who audited which team in every one of the rounds before; nobody when there were too few rounds to tell."""
    if len(earlier) < LOOKED_BACK:
        return frozenset()
    return frozenset.intersection(*(frozenset(one) for one in earlier))


def spread(
    of: Round,
    wanted: Sequence[UUID],
    free: Mapping[UUID, Collection[UUID]],
    load: Mapping[UUID, int],
    avoided: Collection[Pairing] = (),
) -> dict[UUID, UUID]:
    """Give each case to one of those who are free for it: whoever has fewest, so that all end with about as many.

    Cases for which fewer are free come first. Equals are told apart by the round's seed, so that the same round is
    spread in the same way on every machine, and nobody chooses.

    Args:
        wanted: ids of cases to give out.
        free: by case id, who may audit it; a case for which nobody is free stays without.
        load: how many cases of the round somebody has already.
        avoided: pairings that come last among equals.
    """
    cases = of.by_id
    having = Counter(load)
    found: dict[UUID, UUID] = {}
    places = {case: rank(of.seed, of.id, "spread", str(case)) for case in wanted}
    for case in sorted(wanted, key=lambda one: (len(set(free.get(one, ()))), places[one])):
        team = cases[case].team

        def turn(person: UUID, case: UUID = case, team: UUID = team) -> tuple[int, bool, str]:
            return having[person], (person, team) in avoided, rank(of.seed, of.id, str(case), str(person))

        chosen = min(free.get(case, ()), key=turn, default=None)
        if chosen is not None:
            found[case] = chosen
            having[chosen] += 1
    return {case: found[case] for case in wanted if case in found}
