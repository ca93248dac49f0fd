"""What readers know beside a table: how many audits there are, what was published of a figure before, who judged it."""

import pytest
from publication_builders import ALL, GRADES, by_month, by_team, months

from auditor.measures.publication.attack import Attack
from auditor.measures.publication.count_tables import (
    EVERY,
    ROW,
    RowOf,
    grade_table,
    imported_number_table,
    imported_share_table,
    overall_table,
)
from auditor.measures.publication.masking import mask
from auditor.measures.publication.profiles import RULES, Profile
from auditor.measures.publication.publisher import attack
from auditor.measures.publication.revisions import as_revised
from auditor.measures.publication.tables import MaskedTable, Population

TEAMS = frozenset({"t0", "t1", "t2"})
DFE = RULES[Profile.DFE]


def test_what_is_hidden_stays_hidden_from_whoever_knows_how_many_audits_there_were() -> None:
    [masked] = mask(by_team([[3, 20, 6], [30, 8, 40]]), Profile.DFE)
    totals = [masked.cell(row, ALL) for row in ("t0", "t1", ALL)]
    assert [cell.text for cell in totals] == ["29", "78", "107"]
    assert [(cell.low, cell.high) for cell in totals] == [(29, 29), (78, 78), (107, 107)]
    assert Attack([masked]).recovered(5) == ()


def test_of_two_audits_nothing_is_told() -> None:
    """Whoever knows that there were two, and sees two hidden numbers, knows that both are 1."""
    [masked] = mask(by_team([[1, 1, 0], [30, 8, 40]]), Profile.DFE)
    assert masked.texts[0] == ("c", "c", "c", "c")


@pytest.mark.parametrize("counts", [(0, 5, 3, 2), (0, 5, 5, 0), (1, 4, 3, 2)])
def test_two_small_halves_of_ten_do_not_say_that_both_are_five(counts: tuple[int, ...]) -> None:
    """The symbol does not say which of two hidden numbers is the small one."""
    row = RowOf(ROW, None, dict(zip(GRADES, counts, strict=True)))
    [masked] = mask(overall_table(Population(months(1), TEAMS), [row]), Profile.DFE)
    halves = [masked.cell(ROW, name) for name in ("good or better", "below good")]
    assert [(cell.text, cell.low, cell.high) for cell in halves] == [("c", 1, None)] * 2
    assert Attack([masked]).recovered(5) == ()


def test_a_quarter_after_its_months_is_told_as_far_as_they_leave_it_untold() -> None:
    counts = [[20, 3, 9], [10, 8, 7], [9, 12, 11]]
    by_months = mask(by_month(counts, teams=("t0",)), Profile.DFE)
    quarter = by_team([[39, 23, 27]], "quarter", in_months=months(1, 2, 3), teams=["t0"])
    [again] = mask(quarter, Profile.DFE, by_months)
    assert again.cell("t0", ALL).text == "89"
    assert attack([*by_months, again], Profile.DFE) == ()


def graded(judged: int | None) -> MaskedTable:
    population = Population(months(1), TEAMS)
    counts = {"outstanding": 0, "good": 20, "requires_improvement": 10, "inadequate": 0, EVERY: 50}
    [masked] = mask(grade_table("ps08", "audits", population, [RowOf(ROW, None, counts, 3, judged)]), Profile.DFE)
    return masked


def test_what_was_judged_in_the_audits_of_one_team_is_not_told() -> None:
    """The audits are of three teams; those in which pathway plans were judged are all of one."""
    assert graded(3).cell(ROW, "good").text == "20"
    masked = graded(1)
    assert {cell.text for row in masked.cells for cell in row} == {"c", "50"}


# -- imported figures that were corrected -----------------------------------------------------------------------------


def published(name: str, numerator: int, denominator: int, month: int = 1) -> MaskedTable:
    [masked] = mask(imported_share_table(name, months(month), numerator, denominator), Profile.DFE)
    return masked


def told(name: str, numerator: int, denominator: int, earlier: list[MaskedTable]) -> tuple[str, int]:
    table, times = as_revised(
        name, lambda called: imported_share_table(called, months(1), numerator, denominator), earlier, DFE
    )
    return table.layout.id if table else "", times


def test_a_corrected_figure_is_told_as_revised_and_the_rest_as_it_was() -> None:
    name = "1.1-a:2026-01"
    first = published(name, 40, 60)
    assert told(name, 40, 60, []) == (name, 0)
    assert told(name, 40, 60, [first]) == (name, 0)
    assert told(name, 41, 60, [first]) == (f"{name}:revised-1", 1)
    second = published(f"{name}:revised-1", 41, 60)
    assert told(name, 41, 60, [first, second]) == (f"{name}:revised-1", 1)
    assert told(name, 42, 60, [first, second]) == (f"{name}:revised-2", 2)
    assert told(name, 40, 60, [first, second]) == (name, 0)


@pytest.mark.parametrize(("before", "now"), [((3, 60), (9, 60)), ((9, 60), (3, 60)), ((57, 60), (50, 60))])
def test_it_is_left_out_where_a_small_number_is_hidden_or_was(before: tuple[int, int], now: tuple[int, int]) -> None:
    name = "1.1-a:2026-01"
    assert told(name, *now, [published(name, *before)]) == ("", 1)


def test_a_quarter_is_left_out_where_its_months_were_told() -> None:
    """Where the months add up, the quarter says what the hidden one is."""
    of_january = mask(imported_number_table("2.3:2026-01", months(1), 12), Profile.DFE)
    name = "2.3:2026-01/2026-03"
    table, _ = as_revised(name, lambda called: imported_number_table(called, months(1, 2, 3), 24), of_january, DFE)
    assert table is None
    other, _ = as_revised(
        "2.4:2026-01/2026-03", lambda called: imported_number_table(called, months(1, 2, 3), 24), of_january, DFE
    )
    assert other is not None
