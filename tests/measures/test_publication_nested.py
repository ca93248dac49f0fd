"""Tables of public reports: sums within rows, judgements that not every audit has, and what was published before."""

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publication_builders import GRADES, by_team

from auditor.measures.publication.attack import Attack
from auditor.measures.publication.count_tables import (
    ALL,
    BELOW,
    EVERY,
    GOOD,
    ROW,
    RowOf,
    enough_workers,
    grade_table,
    months_between,
    overall_table,
    question_table,
)
from auditor.measures.publication.grids import grids_of, nest_of
from auditor.measures.publication.masking import mask
from auditor.measures.publication.profiles import RULES, Profile
from auditor.measures.publication.publisher import Publisher, attack
from auditor.measures.publication.refusals import PublicationError
from auditor.measures.publication.tables import (
    NOT_JUDGED,
    CountTable,
    MaskedCell,
    MaskedTable,
    Population,
    Why,
    table_as_body,
    table_from_body,
)

POPULATION = Population(frozenset({"2026-01", "2026-02"}), frozenset({"a", "b", "c"}))
PATIENT = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SECRET = MaskedCell(None, "c", 1, None, Why.PROTECTS)
COUNTS = st.lists(st.integers(0, 14), min_size=4, max_size=4)


def counted(counts: list[int], left: int = 0) -> dict[str, int]:
    return {**dict(zip(GRADES, counts, strict=True)), EVERY: sum(counts) + left}


def section(counts: list[int], left: int = 0, name: str = "s") -> CountTable:
    return grade_table(name, "audits", POPULATION, [RowOf(ROW, None, counted(counts, left))])


def overall(counts: list[int], **given: bool) -> CountTable:
    of = dict(zip(GRADES, counts, strict=True))
    return overall_table(POPULATION, [RowOf(ROW, None, of)], **given)


def texts(table: MaskedTable) -> Mapping[str, str]:
    return {line.label: cell.text for line, cell in zip(table.layout.columns, table.cells[0], strict=True)}


# -- nested columns ---------------------------------------------------------------------------------------------------


@PATIENT
@given(COUNTS, COUNTS, st.data())
def test_one_circulation_tells_what_the_attack_tells(first: list[int], second: list[int], data: st.DataObject) -> None:
    """Two months of a section with sums within sums, cells hidden at random: Gusfield's condition is exact for it."""
    rows = [
        RowOf("one", frozenset({"2026-01"}), counted(first, 2)),
        RowOf("two", frozenset({"2026-02"}), counted(second, 0)),
    ]
    table = grade_table("s", "audits", POPULATION, rows)
    regions = table.layout.regions()
    places = [(row, column) for row in range(2) for column in range(len(regions[0])) if table.counts[row][column]]
    hidden = data.draw(st.sets(st.sampled_from(places), max_size=8)) if places else set()
    cells = [
        tuple(
            MaskedCell(None, "c", 1, None, Why.PROTECTS)
            if (row, column) in hidden
            else MaskedCell(count, "", count, count)
            for column, count in enumerate(counts)
        )
        for row, counts in enumerate(table.counts)
    ]
    masked = MaskedTable(table.layout, tuple(cells))
    found = Attack([masked])
    [grid] = grids_of(regions, table.counts)
    bounds = [found.known[arc.region] if arc.region is not None else (0, None) for arc in grid.arcs]
    for place, arc in enumerate(grid.arcs):
        if arc.region in found.hidden:
            assert grid.recoverable(place, bounds) == found.recoverable(arc.region)


def test_a_table_with_one_total_is_no_nest() -> None:
    assert nest_of(list(zip(*by_team([[1, 2], [3, 4]]).layout.regions(), strict=True))) is None
    nest = nest_of(list(zip(*section([1, 2, 3, 4]).layout.regions(), strict=True)))
    assert nest is not None
    assert sorted(map(len, nest.parts.values())) == [2, 2, 2, 2]
    assert not nest.rest


def test_parts_that_are_more_than_their_sum_are_refused() -> None:
    table = section([6, 7, 8, 9])
    wrong = CountTable(table.layout, ((60, *table.counts[0][1:]),))
    with pytest.raises(ValueError, match="do not add up"):
        mask(wrong, Profile.DFE)


def test_of_two_grades_that_are_good_one_is_hidden_and_their_sum_is_not() -> None:
    [shown] = mask(overall([2, 20, 9, 9]), Profile.DFE)
    assert texts(shown) == {
        "outstanding": "c",
        "good": "c",
        "requires_improvement": "9",
        "inadequate": "9",
        GOOD: "22",
        BELOW: "18",
        ALL: "40",
    }


def test_that_all_below_good_are_inadequate_says_nothing_of_a_child_but_that_all_are_does() -> None:
    [some] = mask(overall([0, 9, 0, 12]), Profile.DFE)
    assert texts(some)["inadequate"] == "12"
    [every] = mask(overall([0, 0, 0, 12]), Profile.DFE)
    assert set(texts(every).values()) == {"c"}
    [merged] = mask(overall([0, 0, 0, 12], merged=True), Profile.DFE)
    assert texts(merged)[BELOW] == "12"


# -- those that were not judged ---------------------------------------------------------------------------------------


def test_how_many_were_not_judged_is_not_hidden_for_being_few() -> None:
    [shown] = mask(section([6, 7, 8, 9], left=2), Profile.DFE)
    assert texts(shown)[NOT_JUDGED] == "2"
    assert not any(cell.hidden for cell in shown.cells[0])


def test_where_everybody_was_judged_a_hidden_total_hides_nothing() -> None:
    """Readers know how many audits there are: 19 of 24 below good, and the other 5 are no secret."""
    [one, other] = mask([section([0, 5, 19, 0]), overall([0, 8, 13, 3])], Profile.DFE)
    assert texts(one)[ALL] == "24"
    assert [texts(one)[name] for name in (GOOD, BELOW)] == ["c", "c"]
    assert attack([one, other], Profile.DFE) == ()


def test_few_that_were_judged_are_hidden_with_how_many_were_not() -> None:
    [shown] = mask(section([1, 1, 1, 1], left=20), Profile.DFE)
    assert texts(shown)[EVERY] == "24"
    assert (texts(shown)[ALL], texts(shown)[NOT_JUDGED]) == ("c", "c")


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8])
def test_rounded_numbers_say_that_they_may_be_small_where_none_is_hidden(count: int) -> None:
    low, high = RULES[Profile.NHS].known_of_harmless(count)
    assert low <= count <= high
    assert (low, high) in ((0, 2), (3, 7), (8, 12))


# -- questions among those below good ---------------------------------------------------------------------------------


def test_those_below_good_are_the_same_in_the_grades_and_in_each_question() -> None:
    question = question_table("q", POPULATION, {"met": 8, "not_met": 16}, {"met": 2, "not_met": 14}, (24, 16))
    grades, answers = mask([overall([0, 8, 13, 3]), question], Profile.DFE)
    assert grades.layout.region(0, 5) == answers.layout.region(1, len(answers.layout.columns) - 1)
    assert answers.cell(BELOW, "short").hidden, "with 16 below good the 2 that met it would follow"
    assert attack([grades, answers], Profile.DFE) == ()


# -- workers, months --------------------------------------------------------------------------------------------------


def test_a_row_of_too_few_teams_is_hidden_whole() -> None:
    rows = [
        RowOf("one", frozenset({"2026-01"}), {GOOD: 30, BELOW: 20, EVERY: 50}, teams=2),
        RowOf("two", frozenset({"2026-02"}), {GOOD: 30, BELOW: 20, EVERY: 50}, teams=3),
    ]
    [shown] = mask(grade_table("m", "audits", POPULATION, rows, halves=True), Profile.DFE)
    assert all(cell.hidden for cell in shown.cells[0])
    assert not any(cell.hidden for cell in shown.cells[1])
    assert [enough_workers(teams) for teams in (0, 2, 3)] == [False, False, True]


def test_months_are_listed_one_by_one() -> None:
    assert months_between("2025-11", "2026-02") == {"2025-11", "2025-12", "2026-01", "2026-02"}
    assert months_between("2026-02", "2026-02") == {"2026-02"}


# -- published before -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", [Profile.DFE, Profile.NHS])
def test_what_was_published_can_be_published_again_as_it_was(profile: Profile) -> None:
    tables = [overall([2, 20, 9, 9]), section([2, 11, 14, 13]), section([1, 21, 9, 8], left=1, name="t")]
    first = Publisher(profile)
    shown = first.together(*tables)
    kept = [table_from_body(table_as_body(table)) for table in first.finish()]
    again = Publisher(profile, [*kept, *kept])
    assert again.together(*tables) == shown
    assert again.finish() == shown


def test_a_count_that_changed_is_not_what_was_published() -> None:
    first = Publisher(Profile.DFE)
    first.together(overall([2, 20, 9, 9]))
    again = Publisher(Profile.DFE, first.finish())
    with pytest.raises(PublicationError, match="do not agree"):
        again.together(overall([2, 20, 9, 10]))


def test_a_hidden_count_may_have_changed_to_another_small_one() -> None:
    """Nothing new is told: the same is shown, and the same could be worked out."""
    first = Publisher(Profile.DFE)
    shown = first.together(overall([2, 20, 9, 9]))
    again = Publisher(Profile.DFE, first.finish())
    assert again.together(overall([3, 19, 9, 9])) == shown
    assert again.finish() == shown


def test_a_register_from_before_the_grades_were_told_apart_is_read() -> None:
    [shown] = mask(overall([2, 20, 9, 9]), Profile.DFE)
    body = table_as_body(shown)
    del body["population"]["graded"]
    assert table_from_body(body) == shown


def test_much_hidden_is_offered_otherwise() -> None:
    publisher = Publisher(Profile.DFE)
    publisher.together(overall([3, 14, 4, 4]))
    publisher.offer("Merged", overall([3, 14, 4, 4], merged=True))
    publisher.offer("No better", overall([3, 14, 4, 4]))
    assert publisher.offers == ("Merged: 40% of the numbers in those tables would be hidden, not 57%.",)
    little = Publisher(Profile.DFE)
    little.together(overall([20, 20, 20, 20]))
    little.offer("Merged", overall([20, 20, 20, 20], merged=True))
    assert little.offers == ()
