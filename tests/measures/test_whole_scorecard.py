"""The whole scorecard: bands of all 47 measures, change by its rule, and what is said where there is little to say."""

from decimal import Decimal
from fractions import Fraction

import pytest

from auditor.audit.imported import Imported, series_of
from auditor.audit.whole_months import Months, periods_up_to
from auditor.measures.scorecard import Measure, scorecard
from auditor.measures.whole_scorecard import Change, Rag, ScoreRow, shown_number, whole_scorecard
from auditor.standards.load import Standards
from auditor.store.records import Counter

PERIODS = periods_up_to("2026-09", 3, by_month=False)
BEFORE, NOW = PERIODS[1], PERIODS[2]


def card(standards: Standards, good: int, of: int, scoring: str = "a", measure: str = "1.1-q") -> dict[str, Measure]:
    counted = {measure: Counter(measure, 0, good, of - good, 0)}
    rows = scorecard(standards.measures, standards.current.judgements, counted, {}, {scoring} if of else ())
    return {row.id: row for row in rows}


def audited(standards: Standards, before: tuple[int, int], now: tuple[int, int], scorings: str = "aa") -> ScoreRow:
    cards = [{}, card(standards, *before, scorings[0]), card(standards, *now, scorings[1])]
    return next(row for row in whole_scorecard(standards.measures, PERIODS, cards, []) if row.id == "1.1-q")


def imported(
    standards: Standards, measure: str, *given: tuple[Months, str], series: str = "", target: str = ""
) -> ScoreRow:
    aim = Decimal(target) if target else None
    figures = [Imported(measure, months, series, Decimal(value), aim) for months, value in given]
    rows = whole_scorecard(standards.measures, PERIODS, [{}] * 3, figures)
    return next(row for row in rows if (row.id, row.series) == (measure, series))


def test_all_47_measures_in_the_order_of_the_plan(loaded_standards: Standards) -> None:
    rows = whole_scorecard(loaded_standards.measures, PERIODS, [{}] * 3, [])
    assert len(dict.fromkeys(row.id for row in rows)) == 47
    assert len(rows) == 49, "two measures have two figures"
    assert list(dict.fromkeys(row.id for row in rows)) == [one.id for one in loaded_standards.measures.measures]
    assert sum(row.is_audited for row in rows) == 13
    assert {row.band_word for row in rows} == {"no figure"}
    assert {row.rag for row in rows} == {Rag.NONE}


def test_every_measure_with_thresholds_has_a_band_and_a_light_at_its_edges(loaded_standards: Standards) -> None:
    lights = {
        "outstanding": Rag.GREEN,
        "good": Rag.GREEN,
        "requires_improvement": Rag.AMBER,
    }
    seen = 0
    for one in loaded_standards.measures.measures:
        if one.bands is None or one.kind == "audited_percent":
            continue
        for series in series_of(one):
            for band, light in lights.items():
                edge = getattr(one.bands, band).at
                row = imported(loaded_standards, one.same_as or one.id, (NOW, str(edge)), series=series)
                assert (row.band, row.rag) == (band, light), (one.id, band)
                seen += 1
            worse = one.bands.requires_improvement.at + (-1 if one.direction == "higher" else 1)
            if 0 <= worse <= 100:
                row = imported(loaded_standards, one.same_as or one.id, (NOW, str(worse)), series=series)
                assert (row.band, row.rag) == ("inadequate", Rag.RED), one.id
    assert seen == 3 * 32


def test_audits_change_only_beyond_chance(loaded_standards: Standards) -> None:
    """Wilson: 10 of 20 is 30 to 70; 14 of 20 is 48 to 85; 19 of 20 is 76 to 99."""
    same = audited(loaded_standards, (10, 20), (14, 20))
    assert (same.change, same.change_words) == (Change.SAME, "about the same")
    better = audited(loaded_standards, (10, 20), (19, 20))
    assert (better.change, better.change_words) == (Change.BETTER, "better, beyond chance")
    assert audited(loaded_standards, (19, 20), (10, 20)).change is Change.WORSE


def test_too_few_audits_are_too_few_to_tell(loaded_standards: Standards) -> None:
    row = audited(loaded_standards, (10, 20), (9, 9))
    assert (row.band, row.band_word, row.rag, row.change_words) == (
        None,
        "too few to tell",
        Rag.NONE,
        "too few to tell",
    )
    assert row.target_met is None


def test_audits_scored_by_other_rules_are_not_compared(loaded_standards: Standards) -> None:
    row = audited(loaded_standards, (1, 20), (19, 20), "ab")
    assert row.change is Change.UNKNOWN
    assert "rules of scoring changed" in row.change_words


def test_a_first_figure_has_nothing_before_it(loaded_standards: Standards) -> None:
    assert audited(loaded_standards, (0, 0), (10, 20)).change_words == "no earlier figure"


@pytest.mark.parametrize(
    ("measure", "before", "now", "change", "words"),
    [
        ("1.1-a", "70", "70.1", Change.BETTER, "better: up 0.1 points"),
        ("1.1-a", "71", "70", Change.WORSE, "worse: down 1 point"),
        ("1.1-a", "70", "70", Change.SAME, "the same"),
        ("1.1-l", "20", "18", Change.BETTER, "better: down 2 points"),
        ("1.1-l", "18", "20", Change.WORSE, "worse: up 2 points"),
        ("1.1-o", "9", "14", Change.BETTER, "better: up 5"),
        ("1.1-o", "14", "9", Change.WORSE, "worse: down 5"),
    ],
)
def test_imported_figures_change_at_any_difference(
    loaded_standards: Standards, measure: str, before: str, now: str, change: Change, words: str
) -> None:
    row = imported(loaded_standards, measure, (BEFORE, before), (NOW, now))
    assert (row.change, row.change_words) == (change, words)


def test_a_direction_is_green_amber_or_red_by_its_change(loaded_standards: Standards) -> None:
    lights = [imported(loaded_standards, "1.1-o", (BEFORE, "9"), (NOW, now)).rag for now in ("10", "9", "8")]
    assert lights == [Rag.GREEN, Rag.AMBER, Rag.RED]
    alone = imported(loaded_standards, "1.1-o", (NOW, "9"))
    assert (alone.rag, alone.target_words, alone.target_met) == (Rag.NONE, "increase", None)


def test_a_target_given_may_be_missed_by_what_is_green(loaded_standards: Standards) -> None:
    row = imported(loaded_standards, "1.1-a", (NOW, "78"), target="80")
    assert (row.rag, row.target_words, row.target_met) == (Rag.GREEN, "80% or more", False)
    plain = imported(loaded_standards, "1.1-a", (NOW, "78"))
    assert (plain.target_words, plain.target_met) == ("75% or more", True)
    assert imported(loaded_standards, "1.3-b", (NOW, "6"), target="6").target_words == "6% or less"


def test_two_figures_are_two_lines(loaded_standards: Standards) -> None:
    row = imported(loaded_standards, "3.0-c", (NOW, "31"), series="highest")
    assert row.title.endswith(": highest caseload")
    assert (row.band, row.target_words) == ("requires_improvement", "25 or less")


def test_a_measure_that_repeats_another_shows_its_figure(loaded_standards: Standards) -> None:
    figures = [Imported("1.1-n", NOW, actual=Decimal(88))]
    rows = {row.id: row for row in whole_scorecard(loaded_standards.measures, PERIODS, [{}] * 3, figures)}
    assert rows["1.2-b"].actual == rows["1.1-n"].actual
    assert rows["1.2-b"].note == "the same figure as 1.1-n"


def test_a_month_stands_for_its_quarter_and_says_so(loaded_standards: Standards) -> None:
    months = [
        (Months.month(month), value) for month, value in (("2026-06", "81"), ("2026-08", "70"), ("2026-09", "85"))
    ]
    row = imported(loaded_standards, "1.1-d", *months)
    assert row.actual is not None
    assert row.previous is not None
    assert (row.actual.value, row.previous.value, row.note) == (85, 81, "of Sep 2026")
    assert [figure and figure.value for figure in row.history] == [None, 81, 85]


def test_an_older_figure_is_shown_for_a_year_and_named(loaded_standards: Standards) -> None:
    year = Months("2025-12", "2025-10")
    row = imported(loaded_standards, "1.2-f", (year, "40"))
    assert (row.earlier, row.note, row.band, row.history[-1]) == (True, "of Oct to Dec 2025", "good", None)
    old = imported(loaded_standards, "1.2-f", (Months("2025-09", "2025-07"), "40"))
    assert (old.actual, old.band_word) == (None, "no figure")


def test_a_later_figure_is_not_known_yet(loaded_standards: Standards) -> None:
    assert imported(loaded_standards, "1.1-a", (Months("2026-12", "2026-10"), "90")).actual is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [("72", "72"), ("72.46", "72.5"), ("72.45", "72.5"), ("1234.5", "1,234.5"), ("0.04", "under 0.1"), ("0", "0")],
)
def test_numbers_are_rounded_half_up(value: str, shown: str) -> None:
    assert shown_number(Fraction(value), places=1) == shown
