"""Cases spread over auditors: evenly, repeatably, never over a block."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from round_builders import PEOPLE, TEAMS, TODAY, a_round

from auditor.audit.profile import Period
from auditor.audit.round_spread import again, before, pairings, spread
from auditor.audit.rounds import Allocation, Exemption, Round


@given(st.integers(0, 25), st.integers(1, 7), st.permutations(PEOPLE))
def test_nobody_gets_two_more_than_another(cases: int, people: int, order: list[UUID]) -> None:
    of = a_round((cases,))
    among = order[:people]
    found = spread(of, list(of.by_id), dict.fromkeys(of.by_id, among), {})
    assert list(found) == list(of.by_id)
    loads = [list(found.values()).count(person) for person in among]
    assert max(loads) - min(loads) <= 1
    again_found = spread(of, list(of.by_id), dict.fromkeys(of.by_id, tuple(reversed(among))), {})
    assert again_found == found


@given(st.data())
def test_a_block_is_never_crossed_and_a_free_person_always_found(data: st.DataObject) -> None:
    of = a_round((6, 4))
    free = {number: data.draw(st.lists(st.sampled_from(PEOPLE), unique=True)) for number in of.by_id}
    load = data.draw(st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 3)))
    found = spread(of, list(of.by_id), free, load)
    assert all(person in free[number] for number, person in found.items())
    assert set(found) == {number for number, people in free.items() if people}


def test_who_has_fewest_comes_first() -> None:
    of = a_round((2,))
    found = spread(of, list(of.by_id), dict.fromkeys(of.by_id, PEOPLE[:2]), {PEOPLE[0]: 2})
    assert set(found.values()) == {PEOPLE[1]}


def test_a_case_for_which_only_one_is_free_is_given_before_the_others() -> None:
    of = a_round((4,))
    first, *others = of.by_id
    free = {first: [PEOPLE[0]], **dict.fromkeys(others, PEOPLE[:2])}
    found = spread(of, [*others, first], free, {})
    loads = [list(found.values()).count(person) for person in PEOPLE[:2]]
    assert loads == [2, 2]


def test_the_same_two_come_together_last_among_equals() -> None:
    of = a_round((1, 1))
    north, south = of.by_id
    for avoided, person in ((PEOPLE[0], PEOPLE[1]), (PEOPLE[1], PEOPLE[0])):
        found = spread(of, [north], {north: PEOPLE[:2]}, {}, {(avoided, TEAMS[0])})
        assert found == {north: person}
    assert spread(of, [south], {south: PEOPLE[:1]}, {}, {(PEOPLE[0], TEAMS[1])}) == {south: PEOPLE[0]}


def _round(month: int, *, drawn: bool = True) -> Round:
    of = a_round((1, 1), id=f"{month:032x}", period=Period(date(2026, 1, 1), date(2026, month, 28)))
    return of.drawn_anew(2, 0, [], TODAY) if drawn else of


def test_only_the_last_three_rounds_before_it_are_looked_at() -> None:
    rounds = [_round(month) for month in (9, 2, 6, 4, 8)] + [_round(7, drawn=False)]
    assert [one.period.end.month for one in before(rounds, _round(8))] == [2, 4, 6]
    assert [one.period.end.month for one in before(rounds, _round(10))] == [6, 8, 9]


def test_again_and_again_needs_three_rounds_and_all_of_them() -> None:
    of = _round(5)
    north, south = of.by_id
    both = pairings(of, [Allocation(north, PEOPLE[0]), Allocation(south, PEOPLE[1])])
    assert both == {(PEOPLE[0], TEAMS[0]), (PEOPLE[1], TEAMS[1])}
    one = pairings(of, [Allocation(north, PEOPLE[0])])
    assert again([both, one]) == frozenset()
    assert again([both, one, both]) == {(PEOPLE[0], TEAMS[0])}
    exempt = Exemption("closed", PEOPLE[2], TODAY)
    assert pairings(of, [Allocation(north, PEOPLE[0], exempt=exempt)]) == frozenset()
    assert pairings(of, [Allocation(north, PEOPLE[0], replaced_by=south)]) == frozenset()
