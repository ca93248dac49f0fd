"""Figures as lines of text: every count stands in its place, and a chart shows each audit once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from auditor.measures.agreement import Coefficient, agreement
from auditor.measures.drawn import (
    MOST_POINTS,
    chart_lines,
    coefficient_words,
    direction_words,
    share_words,
    table_lines,
    tally_words,
)
from auditor.measures.leniency import Moderated, leniency
from auditor.measures.rates import wilson
from auditor.standards.model import GradeId

START = datetime(2026, 1, 1, tzinfo=UTC)


def gaps(*steps: int) -> list[Moderated]:
    """Audits graded good, moderated so many steps lower (positive) or higher."""
    order: tuple[GradeId, ...] = ("outstanding", "good", "requires_improvement", "inadequate")
    return [
        Moderated(UUID(int=1), UUID(int=100 + place), START + timedelta(days=place), "good", order[1 + step])
        for place, step in enumerate(steps)
    ]


def test_a_table_has_the_auditor_down_and_the_moderator_across() -> None:
    found = agreement([("good", "good"), ("good", "good"), ("outstanding", "good"), ("good", "inadequate")])
    lines = table_lines(found)
    assert len({len(line) for line in lines}) == 1, "the columns stand under each other"
    assert [line.split() for line in lines[1:]] == [
        ["outstanding", "[0]", "1", "·", "·", "1"],
        ["good", "·", "[2]", "·", "1", "3"],
        ["requires", "improvement", "·", "·", "[0]", "·", "0"],
        ["inadequate", "·", "·", "·", "[0]", "0"],
        ["all", "0", "3", "0", "1", "4"],
    ]
    assert max(map(len, lines)) <= 72
    assert direction_words(found) == "moderator higher in 0, lower in 2"
    assert direction_words(agreement([("good", "good")])) == "never higher, never lower"


def test_a_share_never_stands_without_its_counts_and_range() -> None:
    assert share_words(1, 2, wilson(1, 2)) == "1 of 2 (50%), 95% range 9–91%"
    assert share_words(0, 0, None) == "no pairs"
    assert (
        tally_words([("good", 3), ("inadequate", 0), ("requires_improvement", 1)]) == "good 3, requires improvement 1"
    )


def test_a_chart_shows_every_audit_once_in_the_row_of_its_gap() -> None:
    lines = chart_lines(leniency(gaps(0, 1, -1, 2)))
    rows = {line.split("┤")[0].strip(): line.split("┤")[1] for line in lines if "┤" in line}
    assert rows["the same"].startswith("●───")
    assert rows["1 higher"] == " ●"
    assert rows["1 lower"] == "  ●"
    assert rows["2 higher"] == "   ●"
    assert sum(line.count("●") for line in lines if "┤" in line) == 4
    assert not any("limit" in line for line in lines)
    assert chart_lines(leniency([])) == []


def test_a_chart_names_its_limits_and_what_lies_outside() -> None:
    found = leniency(gaps(*([0] * 14), 2, *([0] * 5)))
    assert found.limits is not None
    lines = chart_lines(found)
    assert sum(line.count("◆") for line in lines if "┤" in line) == 1
    assert "mean +0.10 steps, limits" in lines[-1]
    assert any("outside the limits" in line for line in lines)


def test_a_long_chart_shows_the_latest_and_says_so() -> None:
    lines = chart_lines(leniency(gaps(*([0] * (MOST_POINTS + 4)))))
    assert sum(line.count("●") for line in lines if "┤" in line) == MOST_POINTS
    assert f"the latest {MOST_POINTS} of {MOST_POINTS + 4}" in lines[-2]
    assert max(map(len, lines)) <= 76


def test_a_coefficient_names_a_band_only_where_one_is_certain() -> None:
    one = Coefficient("ac2", "AC2", 0.794, 0.64, 0.9, 0.06, "substantial", 0.97)
    assert coefficient_words(one) == "0.79, 95% interval 0.64 to 0.90, at least substantial"
    assert coefficient_words(replace(one, band="poor")).endswith("no band is certain")
    assert coefficient_words(Coefficient("kappa", "kappa", None, note="undefined: all are good")) == (
        "undefined: all are good"
    )
