"""Charts in words and tables: what is drawn is all there, and the sentences say what stands out."""

import pytest
from block_samples import made
from chart_samples import CHARTS, GRADES, TEAMS, parts, points

from auditor.reports.chart_blocks import bars, intervals, one_bar, over_time
from auditor.reports.document import Chart, Number, texts_of
from auditor.reports.figures import Bar, Interval, Intervals, Matrix, OverTime, StackedBars, TimePoint
from auditor.reports.matrix_blocks import agreement, by_team
from auditor.reports.writers.text import write_text


def shown(chart: Chart) -> str:
    return "\n".join(texts_of(made(chart)))


@pytest.mark.parametrize("name", CHARTS)
def test_every_figure_that_is_drawn_is_in_the_table(name: str) -> None:
    chart = CHARTS[name]
    numbers = [cell for row in chart.table.rows for cell in row.cells if isinstance(cell, Number)]
    values = [number.value for number in numbers]
    match chart.figure:
        case StackedBars(rows):
            wanted = [part.count for bar in rows for part in bar.parts]
            labels = [bar.label for bar in rows]
        case OverTime(rows):
            wanted = [value for point in rows for value in (point.value, point.of)]
            labels = [point.label for point in rows]
        case Matrix():
            wanted = [int(cell.shown) for row in chart.figure.cells for cell in row if cell.shown.isdigit()]
            labels = [*chart.figure.rows, *chart.figure.columns]
        case Intervals(rows):
            wanted, labels = [row.value for row in rows], [row.label for row in rows]
    assert all(value in values for value in wanted)
    assert all(label in shown(chart) for label in labels)
    assert chart.table.row_headers


def test_one_bar_names_the_largest_part_first() -> None:
    assert CHARTS["one bar"].alt == (
        "A bar of 236 in all. The largest part is Requires improvement to be good 124 (53%); then Good 82 (35%), "
        "Inadequate 24 (10%), Outstanding 6 (3%)."
    )
    assert one_bar("Grades", parts(GRADES, (0, 5, 0, 0))).alt.endswith("Good 5 (100%), and there is no other.")
    assert one_bar("Grades", parts(GRADES, (0, 0, 0, 0))).alt == "An empty bar: there is nothing to count."


def test_what_is_hidden_is_in_no_word() -> None:
    hidden = one_bar("Grades", parts(GRADES, (41, None, 97, None)))
    assert hidden.alt == "A bar that is not drawn, because one of its parts is hidden."
    assert hidden.table.rows[1].cells[1] == Number("c")
    assert all(row.cells[2] == Number("hidden") for row in hidden.table.rows), "a percentage would give counts back"
    rows = (Bar("A", parts(GRADES, (1, None, 1, None))), Bar("B", parts(GRADES, (0, 0, 0, 0))))
    assert bars("Grades", rows).alt == (
        "2 bars, each divided by its own number of audits. 1 bar is hidden, because the numbers are small. "
        "1 bar has nothing to count."
    )
    table = by_team("Grades", TEAMS[:1], GRADES, ((5, None, None, 9),)).table
    assert [cell.shown for cell in table.rows[0].cells[1:] if isinstance(cell, Number)] == ["c", "5", "c", "c", "9"]
    both = agreement("Both", GRADES[:2], ((5, None), (None, 9)))
    assert both.alt == "Counts of audits by both grades. Some cells are hidden, because the numbers are small."


def test_bars_say_where_practice_is_best_and_worst() -> None:
    assert CHARTS["grades by section"].alt.startswith(
        "6 bars, each divided by its own number of audits. The share of Outstanding or Good is highest in PG8 Reviews "
        "of cared for children (100% of 14) and lowest in PS6 Identity, chronology and case summary (23% of 40)."
    )
    assert "times due. The share of In time is highest in First visit" in CHARTS["timescales"].alt
    assert (
        "The share of Outstanding or Good is 50% of 2 in A." in bars("G", (Bar("A", parts(GRADES, (1, 0, 1, 0))),)).alt
    )


def test_a_line_says_where_it_stands_and_what_is_worth_a_look() -> None:
    alt = CHARTS["over time"].alt
    assert alt.startswith("18 periods, from Apr 2025 to Sep 2026. The latest figure is 81% of 14 (Sep 2026).")
    assert "The highest is 87% of 17 (Jul 2026), the lowest 5% of 25 (Aug 2025)." in alt
    assert "Worth a look: Aug 2025, below the lower limit; Apr 2026, 7 points in a row above the mean" in alt
    assert "The line breaks before Mar 2026: the scoring of plans changed in March 2026." in alt
    assert "The target of 75% was reached in 3 of 16 periods." in alt
    assert alt.endswith("2 periods have no figure that can be shown.")
    calm = tuple(TimePoint(f"{place}", 0.5, 20, 0.5, 0.2, 0.8) for place in range(3))
    assert "No period is outside of what chance would explain." in over_time("Calm", calm).alt
    assert over_time("None", (TimePoint("May", None, 0),)).alt == "1 period, none with a figure that can be shown."


def test_columns_over_time_are_there_only_where_they_say_something() -> None:
    headings = [
        [column.heading for column in over_time("x", points(3, limits=limits)).table.columns]
        for limits in (True, False)
    ]
    assert headings == [["Period", "Audits", "Share", "Expected", "Within chance"], ["Period", "Audits", "Share"]]


def test_agreement_is_counted_from_the_table() -> None:
    assert CHARTS["agreement"].alt == (
        "Of 65 audits, 52 (80%) got the same grade twice, and 65 (100%) the same or the next one. "
        "The second grade was better in 3 and worse in 10."
    )
    assert agreement("x", GRADES[:1], ((0,),)).alt == "Counts of audits by both grades; there are none yet."


def test_teams_are_named_that_have_most_of_the_best_and_the_worst() -> None:
    alt = CHARTS["by team"].alt
    assert "Outstanding was given most often in Assessment and safeguarding, north (2)." in alt
    assert "2 cells are hidden, because the numbers are small." in alt


def test_intervals_say_how_many_are_surely_above_the_line() -> None:
    alt = CHARTS["intervals"].alt
    assert "The highest is The contract of supervision is on file, 92% of 12" in alt
    assert "2 of 4 lie above the line (80%: strong practice); 0 with the whole of the interval." in alt
    assert alt.endswith("1 figure is not shown.")
    sure = intervals("x", (Interval("A", 0.95, 0.9, 0.99, "95% of 200"),), 0.8)
    assert "1 of 1 lie above the line (80%); 1 with the whole" in sure.alt


def test_plain_text_draws_bars_of_signs() -> None:
    text = write_text(made(CHARTS["grades by section"])).decode()
    assert "O Outstanding, G Good, R Requires improvement to be good, I Inadequate" in text
    line = next(line for line in text.splitlines() if line.startswith("PS1 Risk"))
    assert line.split()[-1] == "O" * 3 + "G" * 14 + "R" * 19 + "I" * 4
    statuses = write_text(made(CHARTS["actions"])).decode()
    assert "C Complete, O On track, S Some issues, N Not on track" in statuses
    assert "hidden" not in statuses
