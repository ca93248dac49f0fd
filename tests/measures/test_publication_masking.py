"""Hiding small numbers: nothing hidden can be worked out, and no more is hidden than that takes."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from publication_builders import ALL, GRADES, by_month, by_team, found_by_trying, grades, insides, matrices, months

from auditor.measures.publication.attack import Attack
from auditor.measures.publication.masking import mask
from auditor.measures.publication.profiles import RULES, Profile
from auditor.measures.publication.refusals import PublicationError
from auditor.measures.publication.tables import CountTable, Layout, Line, MaskedCell, MaskedTable, Population, Why

NOT_EXPLAINED = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
PATIENT = settings(max_examples=25, deadline=None, phases=NOT_EXPLAINED, suppress_health_check=[HealthCheck.too_slow])
MANY = 12
PUBLIC = st.sampled_from([Profile.DFE, Profile.NHS])


def one(table: CountTable, profile: Profile = Profile.DFE) -> MaskedTable:
    return mask(table, profile)[0]


def unless_refused(table: CountTable, profile: Profile = Profile.DFE) -> MaskedTable:
    """The masked table. One with hardly an audit in it may be refused, for no way of hiding helps: that is safe too."""
    try:
        return one(table, profile)
    except PublicationError:
        assume(sum(map(sum, table.counts[:-1])) > MANY)
        raise


@PATIENT
@given(matrices((2, 3), (2, 3), 9))
def test_trying_every_set_of_numbers_finds_nothing_that_is_hidden(counts: list[list[int]]) -> None:
    masked = unless_refused(by_team(counts))
    assert found_by_trying(masked, beyond=max(map(sum, counts)) + 3) == set()


@PATIENT
@given(matrices((2, 2), (2, 3), 14))
def test_nor_where_numbers_are_rounded(counts: list[list[int]]) -> None:
    masked = unless_refused(by_team(counts), Profile.NHS)
    assert found_by_trying(masked, beyond=max(map(sum, counts)) + 3) == set()


@PATIENT
@given(matrices((2, 6), (2, 4), 30), PUBLIC)
def test_what_is_shown_is_true(counts: list[list[int]], profile: Profile) -> None:
    table = by_team(counts)
    for truths, cells in zip(table.counts, unless_refused(table, profile).cells, strict=True):
        for truth, cell in zip(truths, cells, strict=True):
            assert cell.low <= truth
            assert cell.high is None or truth <= cell.high
            assert cell.shown in (None, RULES[profile].rounded(truth))
            if truth <= RULES[profile].most_hidden:
                assert cell.hidden or truth == 0


@PATIENT
@given(matrices((2, 6), (2, 4), 30))
def test_a_zero_is_shown_unless_its_row_must_be_hidden(counts: list[list[int]]) -> None:
    table = by_team(counts)
    for truths, cells in zip(table.counts, unless_refused(table).cells, strict=True):
        for truth, cell in zip(truths, cells, strict=True):
            assert truth > 0 or not cell.hidden or cell.why is Why.ROW


@PATIENT
@given(matrices((2, 6), (2, 4), 60), PUBLIC)
def test_where_nothing_is_small_nothing_is_hidden(counts: list[list[int]], profile: Profile) -> None:
    raised = [[count + RULES[profile].most_hidden + 1 for count in row] for row in counts]
    masked = one(by_team(raised), profile)
    assert masked.hidden_share == 0


@PATIENT
@given(matrices((2, 3), (2, 3), 12))
def test_nothing_is_hidden_without_need(counts: list[list[int]]) -> None:
    """Each number hidden for the others alone is needed: with it shown, trying finds something."""
    table = by_team(counts)
    masked = unless_refused(table)
    for row, cells in enumerate(masked.cells):
        for column, cell in enumerate(cells):
            if cell.why is not Why.PROTECTS:
                continue
            truth = table.counts[row][column]
            shown = MaskedCell(truth, str(truth), truth, truth)
            lines = [list(line) for line in masked.cells]
            lines[row][column] = shown
            more = MaskedTable(masked.layout, tuple(map(tuple, lines)))
            assert Attack([more]).recovered(5)


def test_of_few_choices_the_cheapest_is_taken() -> None:
    """Three teams, three grades; found by looking at every choice."""
    table = by_team([[2, 9, 20], [14, 7, 30], [15, 40, 8]])
    masked = one(table)
    hidden = {(r, c) for r, cells in enumerate(masked.cells) for c, cell in enumerate(cells) if cell.hidden}
    costs = {(r, c): table.counts[r][c] for r in range(4) for c in range(4)}
    others = sorted(set(costs) - {(0, 0)})
    best = min(
        sum(costs[place] + 1 for place in choice)
        for number in (2, 3)
        for choice in combinations(others, number)
        if not found_by_trying(_hiding(table, {(0, 0), *choice}), 60)
    )
    assert sum(costs[place] + 1 for place in hidden - {(0, 0)}) == best


def _hiding(table: CountTable, places: set[tuple[int, int]]) -> MaskedTable:
    cells = [
        [
            MaskedCell(None, "c", 1, 5 if count <= 5 else None, Why.SMALL)
            if (row, column) in places
            else MaskedCell(count, str(count), count, count)
            for column, count in enumerate(counts)
        ]
        for row, counts in enumerate(table.counts)
    ]
    return MaskedTable(table.layout, tuple(map(tuple, cells)))


def test_two_ones_in_a_row_protect_nobody() -> None:
    """Their sum is 2 and neither is 0."""
    masked = one(by_team([[1, 1, 20, 30], [9, 9, 20, 30], [9, 9, 20, 30]]))
    assert sum(cell.hidden for cell in masked.cells[0]) > 2
    assert found_by_trying(masked, beyond=60) == set()


def test_a_row_of_too_few_workers_is_hidden_whole_in_every_table() -> None:
    first = by_team([[10, 10, 10, 10], [20, 20, 20, 20], [30, 30, 30, 30]], workers=[2, 3, 9])
    other = by_team([[0, 10, 0, 30], [20, 20, 20, 20], [30, 30, 30, 30]], "ps01", grades("ps01"))
    masked = mask([first, other], Profile.DFE)
    for table in masked:
        assert all(cell.hidden for cell in table.cells[0])
        assert not any(cell.hidden for cell in table.cells[2])
    assert all(line.workers is None for line in masked[0].layout.rows)


def test_a_row_that_is_inadequate_throughout_tells_of_everybody_in_it() -> None:
    masked = one(by_team([[0, 0, 0, 40], [10, 10, 10, 10], [10, 10, 10, 10], [9, 9, 9, 9]]))
    assert all(cell.hidden for cell in masked.cells[0])
    good = one(by_team([[0, 40, 0, 0], [10, 10, 10, 10], [10, 10, 10, 10]]))
    assert good.hidden_share == 0


def test_a_small_complement_hides_what_it_follows_from() -> None:
    sorting = grades("criterion:ps01.01", ("met", "not_met"))
    rows = (Line("North", teams=frozenset({"n"})), Line("South", teams=frozenset({"s"})))
    columns = (Line("met", values=frozenset({"met"})), Line("judged", values=frozenset({"met", "not_met"})))
    layout = Layout("c", "audits", Population(months(1), frozenset("ns")), rows, columns, sorting)
    masked = one(CountTable(layout, ((28, 30), (15, 30))))
    assert masked.texts == (("c", "30"), ("15", "30"))


def test_the_one_team_that_a_table_leaves_out_is_protected() -> None:
    rows = (Line("North", teams=frozenset({"n"})), Line("All"))
    columns = (Line("good", values=frozenset({"good"})), Line("All"))
    layout = Layout("t", "audits", Population(months(1), frozenset("ns")), rows, columns, grades())
    masked = one(CountTable(layout, ((20, 40), (23, 50))))
    assert masked.cells[0][0].hidden != masked.cells[1][0].hidden or masked.cells[0][0].hidden
    assert masked.cells[0][1].text == "40"


def test_a_number_hidden_in_one_table_is_hidden_in_all() -> None:
    """A team's number of audits stands beside every standard."""
    first = by_team([[0, 2, 1, 1], [20, 20, 20, 20], [30, 30, 30, 30]])
    second = by_team([[4, 0, 0, 0], [20, 20, 20, 20], [30, 30, 30, 30]], "ps01", grades("ps01"))
    masked = mask([first, second], Profile.DFE)
    assert [table.cell("t0", ALL).hidden for table in masked] == [True, True]


@PATIENT
@given(st.data())
def test_months_and_teams_are_protected_together(data: st.DataObject) -> None:
    """Atoms of team, month and grade: what fits both tables is tried atom by atom."""
    small = st.integers(0, 6)
    atoms = data.draw(st.lists(st.lists(small, min_size=4, max_size=4), min_size=2, max_size=2))
    # atoms[grade] = [t0 m1, t0 m2, t1 m1, t1 m2]
    values = GRADES[-2:]
    teams = [[atoms[g][0] + atoms[g][1] for g in (0, 1)], [atoms[g][2] + atoms[g][3] for g in (0, 1)]]
    by_months = [[atoms[g][0] + atoms[g][2] for g in (0, 1)], [atoms[g][1] + atoms[g][3] for g in (0, 1)]]
    sorting = grades(values=values)
    try:
        masked = mask([by_team(teams, sorting=sorting), by_month(by_months, sorting=sorting)], Profile.DFE)
    except PublicationError:
        return  # refused is safe
    seen: dict[tuple[int, int, int], set[int]] = {}
    most = max(map(max, (*teams, *by_months))) + 2
    joined = [list(insides(table, most)) for table in masked]
    for left in joined[0]:
        for right in joined[1]:
            # For each grade the team and month margins of a 2x2 table need the same sum, and no more.
            if all(sum(row[g] for row in left) == sum(row[g] for row in right) for g in (0, 1)):
                for which, inside in enumerate((left, right)):
                    for r, row in enumerate(inside):
                        for c, value in enumerate(row):
                            seen.setdefault((which, r, c), set()).add(value)
    for which, table in enumerate(masked):
        for r in (0, 1):
            for c in (0, 1):
                assert not table.cells[r][c].hidden or len(seen[which, r, c]) > 1


@PATIENT
@given(matrices((2, 5), (4, 4), 40), st.sampled_from(list(Profile)))
def test_totals_that_are_shown_are_the_sum_of_what_is_shown(counts: list[list[int]], profile: Profile) -> None:
    if profile is Profile.NHS:
        return  # rounded one by one, as the note beneath the table says
    masked = unless_refused(by_team(counts), profile)
    for cells in (*masked.cells, *zip(*masked.cells, strict=True)):
        shown = [cell.shown for cell in cells]
        if None not in shown:
            assert sum(value or 0 for value in shown[:-1]) == shown[-1]


def test_internal_shows_everything() -> None:
    table = by_team([[1, 1, 2, 3], [0, 0, 1, 9]], workers=[1, 1])
    masked = one(table, Profile.INTERNAL)
    assert [[cell.shown for cell in row] for row in masked.cells] == [list(row) for row in table.counts]


def test_counts_that_do_not_add_up_are_refused() -> None:
    table = by_team([[10, 20, 30, 40], [10, 20, 30, 40]])
    broken = CountTable(table.layout, (table.counts[0], table.counts[1], (20, 40, 60, 81, 201)))
    with pytest.raises(ValueError, match="table by-team: the parts of a total do not add up"):
        one(broken)
