"""The trend of a team: what is counted where, and what is not shown because it would tell too much."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.measures.rates import wilson
from auditor.measures.scorecard import TOO_FEW
from auditor.measures.trend import Span, months_back, periods, trend
from auditor.standards.model import GradeId
from auditor.store.records import GradedMonth

NORTH, SOUTH = UUID(int=1), UUID(int=2)
LAST = "2026-11"


def row(grade: GradeId, count: int, team: UUID = NORTH, month: str = LAST, early_help: bool = False) -> GradedMonth:
    return GradedMonth(month, team, early_help, grade, count)


def test_quarters_are_those_of_the_calendar_and_months_follow_each_other() -> None:
    quarters = periods(Span.QUARTER, LAST)
    assert len(quarters) == 8
    assert quarters[0] == ("2025-01", "2025-03")
    assert quarters[-1] == ("2026-10", "2026-12")
    months = periods(Span.MONTH, LAST)
    assert (len(months), months[0], months[-1]) == (12, ("2025-12", "2025-12"), (LAST, LAST))
    assert months_back("2026-01", 1) == "2025-12"
    assert months_back("2026-12", -1) == "2027-01"


def test_a_figure_has_its_number_and_its_interval() -> None:
    rows = [row("outstanding", 2), row("good", 10), row("requires_improvement", 7), row("inadequate", 1)]
    team = trend(rows, [NORTH], Span.MONTH, LAST, 10)[-1].team
    interval = wilson(12, 20)
    assert interval is not None
    assert (team.good, team.of, team.percent, team.lower, team.upper) == (12, 20, 60, interval.lower, interval.upper)


@pytest.mark.parametrize(("others", "told"), [(9, None), (10, 10)])
def test_few_audits_of_other_teams_are_not_told(others: int, told: int | None) -> None:
    point = trend([row("good", 20), row("good", others, SOUTH)], [NORTH], Span.MONTH, LAST, 10)[-1]
    assert point.others is not None
    assert (point.others.of, point.others.good) == (others, told)
    assert (point.others.percent is None) is (point.others.lower is None) is (told is None)


@pytest.mark.parametrize(
    ("team", "others", "words"),
    [
        ((0, 0), (20, 40), "no audits"),
        ((9, 9), (0, 40), TOO_FEW),
        ((20, 20), (4, 40), "better than the other teams"),
        ((0, 20), (36, 40), "below the other teams"),
        ((10, 20), (24, 40), "no clear difference"),
        ((10, 20), (5, 9), "cannot be compared"),
        ((10, 20), (0, 0), "cannot be compared"),
    ],
)
def test_what_a_figure_says_in_words(team: tuple[int, int], others: tuple[int, int], words: str) -> None:
    rows = [
        row(grade, count, whose)
        for (good, of), whose in ((team, NORTH), (others, SOUTH))
        for grade, count in (("good", good), ("inadequate", of - good))
        if count
    ]
    assert trend(rows, [NORTH], Span.MONTH, LAST, 10)[-1].verdict == words  # type: ignore[arg-type]


def test_all_teams_together_have_no_others() -> None:
    point = trend([row("good", 3), row("inadequate", 9, SOUTH)], None, Span.MONTH, LAST, 10)[-1]
    assert point.others is None
    assert (point.team.good, point.team.of, point.verdict) == (3, 12, "")


def test_early_help_is_never_added() -> None:
    rows = [row("good", 3), row("inadequate", 4, early_help=True)]
    assert trend(rows, [NORTH], Span.MONTH, LAST, 10)[-1].team.of == 3
    assert trend(rows, [NORTH], Span.MONTH, LAST, 10, early_help=True)[-1].team.of == 4


months = st.builds(lambda back: months_back(LAST, back), st.integers(0, 30))
rows_of_any = st.lists(
    st.builds(row, st.sampled_from(["good", "inadequate"]), st.integers(1, 9), st.sampled_from([NORTH, SOUTH]), months)
)


@given(rows_of_any, st.sampled_from(Span))
def test_every_audit_in_reach_is_counted_once(rows: list[GradedMonth], span: Span) -> None:
    points = trend(rows, [NORTH], span, LAST, 1)
    inside = [one for one in rows if points[0].first <= one.month]
    assert sum(point.team.of for point in points) == sum(one.count for one in inside if one.team == NORTH)
    assert sum(point.others.of for point in points if point.others) == sum(
        one.count for one in inside if one.team == SOUTH
    )
