"""The attack: what a reader can work out from everything that is published, told exactly."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publication_builders import GRADES, by_team, found_by_trying, grades, months

from auditor.measures.publication.alternatives import alternatives_of
from auditor.measures.publication.atoms import population_atoms
from auditor.measures.publication.attack import Attack, ContradictionError, Range
from auditor.measures.publication.masking import mask
from auditor.measures.publication.profiles import Profile
from auditor.measures.publication.publisher import Publisher, attack
from auditor.measures.publication.ratios import Stated, counts_fitting
from auditor.measures.publication.refusals import PublicationError
from auditor.measures.publication.simplex import InfeasibleError, Polytope, Row, whole_point
from auditor.measures.publication.tables import (
    CountTable,
    Layout,
    Line,
    MaskedCell,
    MaskedTable,
    Population,
    Why,
    table_as_body,
    table_from_body,
)

PATIENT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def hiding(table: CountTable, places: set[tuple[int, int]], most: int = 5) -> MaskedTable:
    """The table with some cells hidden as if nobody had thought about the others."""
    rows = []
    for row, (counts, regions) in enumerate(zip(table.counts, table.layout.regions(), strict=True)):
        cells = []
        for column, (count, region) in enumerate(zip(counts, regions, strict=True)):
            if (row, column) in places and count:
                small = count <= most
                low, high = (count, count) if region.is_total else (1, most if small else None)
                cells.append(MaskedCell(None, "c", low, high, Why.SMALL if small else Why.PROTECTS))
            else:
                cells.append(MaskedCell(count, str(count), count, count))
        rows.append(tuple(cells))
    return MaskedTable(table.layout, tuple(rows))


@PATIENT
@given(st.data())
def test_the_attack_finds_exactly_what_trying_finds(data: st.DataObject) -> None:
    """Of tables in which cells were hidden at random, so that many can be worked out."""
    counts = data.draw(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=3))
    every = list(product(range(len(counts) + 1), range(3)))
    masked = hiding(by_team(counts), data.draw(st.sets(st.sampled_from(every), max_size=5)))
    tried = found_by_trying(masked, beyond=sum(map(sum, counts)) + 3)
    regions = masked.layout.regions()
    hidden = [(r, c) for r, c in every if masked.cells[r][c].hidden and not regions[r][c].is_total]
    by_attack = {(r, c) for r, c in hidden if Attack([masked]).recoverable(regions[r][c])}
    assert by_attack == tried


@PATIENT
@given(st.data())
def test_what_is_found_quickly_is_what_is_found_by_solving(data: st.DataObject) -> None:
    """Two gradings of the same audits, cells hidden at random."""
    first = data.draw(st.lists(st.lists(st.integers(0, 8), min_size=2, max_size=2), min_size=2, max_size=3))
    takes = data.draw(st.lists(st.integers(0, 20), min_size=len(first), max_size=len(first)))
    second = [[min(take, sum(row)), sum(row) - min(take, sum(row))] for take, row in zip(takes, first, strict=True)]
    tables = [by_team(first), by_team(second, "b", grades("ps01", GRADES[-2:]))]
    every = st.sampled_from(list(product(range(len(first) + 1), range(3))))
    masked = [hiding(table, data.draw(st.sets(every, max_size=6))) for table in tables]
    found = Attack(masked)
    quick = found.recovered(5, alternatives_of(tables, found.known))
    assert quick == Attack(masked).recovered(5)


def test_to_hide_how_many_audits_there_are_protects_nothing() -> None:
    """How many audits a team had stands in annual reports: whoever knows that there were 23 takes 20 from them."""
    found = Attack([hiding(by_team([[3, 20], [30, 40]]), {(0, 0), (0, 2), (1, 0), (1, 2)})]).recovered(5)
    assert {str(place) for one in found for place in one.places} == {
        "table 'by-team', row 't0', column 'requires_improvement'",
        "table 'by-team', row 't1', column 'requires_improvement'",
    }
    assert {one.value for one in found if len(one.regions) == 1} == {3, 30}


def test_a_number_that_is_shown_elsewhere_is_not_hidden() -> None:
    whole = by_team([[3, 20], [30, 40]])
    open_one, closed = hiding(whole, set()), hiding(whole, {(0, 0), (0, 1), (1, 0), (1, 1)})
    assert not Attack([closed]).recovered(5)
    assert len(Attack([closed, open_one]).recovered(5)) == 4


def test_tables_that_contradict_each_other_are_not_of_the_same_audits() -> None:
    with pytest.raises(ContradictionError):
        Attack([hiding(by_team([[6, 20], [30, 40]]), set()), hiding(by_team([[6, 21], [30, 40]]), set())])


def test_the_range_of_a_number_is_exact() -> None:
    masked = hiding(by_team([[3, 20], [30, 40]]), {(0, 0), (0, 1), (1, 0), (1, 1)})
    regions = masked.layout.regions()
    found = Attack([masked])
    assert found.range_of(regions[0][0]) == Range(1, 5)
    assert found.range_of(regions[0][1]) == Range(18, 22)


def test_the_month_by_which_two_years_to_date_differ_must_not_be_small() -> None:
    early = hiding(by_team([[20, 30], [30, 40]], in_months=months(1, 2)), set())
    late = hiding(by_team([[22, 40], [40, 50]], "later", in_months=months(1, 2, 3)), set())
    found = Attack([early, late]).recovered(5)
    assert [one.value for one in found] == [2]
    assert str(found[0].places[0]) == "table 'later', row 't0', column 'requires_improvement'"


def test_atoms_tell_overlapping_populations_apart() -> None:
    half, quarter = Population(months(1, 2, 3), frozenset("ab")), Population(months(3, 4), frozenset("b"))
    other = Population(months(3), frozenset("b"), unit="actions")
    found = population_atoms([half, quarter, other])
    assert [len(found[one]) for one in (half, quarter, other)] == [2, 2, 1]
    assert len(found[half] & found[quarter]) == 1
    assert not found[other] & (found[half] | found[quarter])


# -- percentages ------------------------------------------------------------------------------------------------------


def test_a_percentage_and_its_interval_give_a_small_count_back() -> None:
    """17% of 6 to 30 with the interval 3 to 56% can only be 1 of 6."""
    layout = by_team([[1, 5], [30, 40]]).layout
    above, of = layout.region(0, 0), layout.region(0, 2)
    stated = Stated(above, of, 17, 3, 56)
    assert counts_fitting(stated, Range(1, 5), Range(6, 30)) == {(1, 6)}
    assert counts_fitting(stated, Range(1, 5), Range(6, None)) is None
    several = counts_fitting(Stated(above, of, 17), Range(1, 5), Range(6, 30))
    assert several is not None
    assert len(several) > 2


def test_a_percentage_beside_a_hidden_count_fails_the_export() -> None:
    publisher = Publisher(Profile.DFE)
    table = by_team([[3, 20], [30, 40], [50, 60]])
    masked = publisher.publish(table)
    assert masked.cells[0][0].hidden
    region = masked.layout.region
    publisher.state(Stated(region(0, 0), region(0, 2), 13))
    with pytest.raises(PublicationError) as caught:
        publisher.finish()
    assert "table 'by-team', row 't0', column 'requires_improvement'" in caught.value.detail


def test_the_publisher_names_what_could_be_worked_out() -> None:
    leaking = hiding(by_team([[3, 20], [30, 40]]), {(0, 0)})
    assert {str(one.places[0]) for one in attack([leaking], Profile.DFE)} == {
        "table 'by-team', row 't0', column 'requires_improvement'"
    }
    publisher = Publisher(Profile.DFE, [leaking])
    with pytest.raises(PublicationError, match="could be worked out"):
        publisher.publish(by_team([[3, 20], [30, 41]], teams=("t0", "t2")))
    publisher = Publisher(Profile.DFE, [leaking])
    publisher.publish(by_team([[3, 20], [30, 40]]))
    with pytest.raises(PublicationError, match="could be worked out"):
        publisher.finish()


def test_a_later_table_does_not_undo_an_earlier_one_of_the_same_report() -> None:
    publisher = Publisher(Profile.DFE)
    first = publisher.publish(by_team([[3, 20], [30, 40], [50, 60]]))
    second = publisher.publish(by_team([[11, 12], [30, 40], [50, 60]], "b", grades("ps01", GRADES[-2:])))
    assert publisher.finish() == (first, second)
    with pytest.raises(ValueError, match="same id"):
        publisher.publish(by_team([[3, 20], [30, 40], [50, 60]]))


def test_a_masked_table_survives_the_register() -> None:
    [masked] = mask(by_team([[3, 20], [30, 40], [50, 60]], workers=[2, 9, 9]), Profile.NHS)
    assert table_from_body(table_as_body(masked)) == masked


def test_fifteen_tables_of_twelve_teams_are_masked_and_attacked() -> None:
    teams = [[(7 * team + 5 * grade) % 23 for grade in range(4)] for team in range(12)]
    tables = [by_team([row[k % 4 :] + row[: k % 4] for row in teams], f"s{k}", grades(f"s{k}")) for k in range(15)]
    for profile in (Profile.DFE, Profile.NHS):
        publisher = Publisher(profile)
        masked = publisher.together(*tables)
        assert publisher.finish() == masked
        assert all(table.hidden_share < 0.7 for table in masked)


# -- programmes -------------------------------------------------------------------------------------------------------


@PATIENT
@given(st.data())
def test_the_largest_sum_is_that_of_the_best_whole_point_where_there_are_few(data: st.DataObject) -> None:
    """Intervals of neighbours make a totally unimodular system: its corners are whole numbers."""
    size = data.draw(st.integers(2, 4))
    spans = st.tuples(st.integers(0, size - 1), st.integers(1, size), st.integers(0, 4), st.integers(0, 4))
    rows = [Row({name: 1}, None, 3) for name in range(size)]
    for start, length, low, more in data.draw(st.lists(spans, max_size=3)):
        rows.append(Row(dict.fromkeys(range(start, min(start + length, size)), 1), low, low + more))
    weights = dict(enumerate(data.draw(st.lists(st.integers(-2, 2), min_size=size, max_size=size))))
    points = [
        point
        for point in product(range(4), repeat=size)
        if all(
            (row.low or 0) <= sum(point[name] for name in row.coefficients) <= (99 if row.high is None else row.high)
            for row in rows
        )
    ]
    if not points:
        with pytest.raises(InfeasibleError):
            Polytope(size, rows)
        return
    best = Polytope(size, rows).best(weights)
    assert best.value == max(sum(weight * point[name] for name, weight in weights.items()) for point in points)


def test_corners_between_whole_numbers_are_fractions_and_whole_points_are_found() -> None:
    triangle = [Row({0: 1, 1: 1}, None, 1), Row({1: 1, 2: 1}, None, 1), Row({0: 1, 2: 1}, None, 1)]
    assert Polytope(3, triangle).best({0: 1, 1: 1, 2: 1}).value == Fraction(3, 2)
    at_least = [*triangle, Row({0: 1, 1: 1, 2: 1}, 1, None)]
    point = whole_point(3, at_least, 20)
    assert point is not None
    assert sum(point) == 1
    assert whole_point(3, [*triangle, Row({0: 1, 1: 1, 2: 1}, 2, None)], 20) is None
    assert Polytope(1, []).best({0: 1}).value is None


def test_a_line_may_not_say_twice_which_months() -> None:
    line = Line("January", months=months(1))
    layout = Layout("t", "audits", Population(months(1, 2), frozenset("a")), (line,), (line,))
    with pytest.raises(ValueError, match="both name months"):
        layout.regions()
