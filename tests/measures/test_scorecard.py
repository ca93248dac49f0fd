"""The scorecard: which measures, in which order, and what is shown beside every figure."""

import json
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.measures.bands import BAND_WORDS, band_of
from auditor.measures.rates import whole_percent, wilson
from auditor.measures.scorecard import Measure, overall_profile, scorecard, scorecard_rows
from auditor.standards.load import Standards, read_standards
from auditor.store.records import Counter

ROOT = Path(__file__).parents[2]
IN_ORDER = ["1.1-f", "1.1-j", "1.1-q", "1.2-c", "1.2-d", "1.2-e", "1.3-a", "1.3-j", "1.3-k"]
IN_ORDER += ["2.0-a", "2.0-b", "2.0-d", "2.1", "2.7", "3.0-b"]


@pytest.fixture(scope="module")
def standards() -> Standards:
    found, problems = read_standards(ROOT / "standards")
    assert not problems
    assert found is not None
    return found


def card(standards: Standards, *counters: Counter, moderated: dict[str, int] | None = None) -> dict[str, Measure]:
    by_measure = {counter.measure: counter for counter in counters}
    found = scorecard(standards.measures, standards.current.judgements, by_measure, moderated or {})
    return {measure.id: measure for measure in found}


def test_the_measures_and_their_order(standards: Standards) -> None:
    assert list(card(standards)) == IN_ORDER


def test_a_figure_has_its_numbers_interval_band_and_moderated(standards: Standards) -> None:
    measure = card(standards, Counter("1.1-f", 3, 20, 10, 5), moderated={"1.1-f": 9})["1.1-f"]
    assert (measure.numerator, measure.denominator, measure.percent) == (23, 38, 61)  # 60.5 rounds up, into good
    assert measure.band == "good"
    assert measure.band_word == "good"
    assert measure.moderated == 9
    assert measure.lower == pytest.approx(0.44718, abs=1e-5)
    assert measure.upper == pytest.approx(0.74402, abs=1e-5)
    assert measure.thresholds == "outstanding 81+, good 61-80, requires improvement 50-60"


def test_under_ten_audits_there_is_no_band(standards: Standards) -> None:
    assert standards.measures.too_few == 10
    few = card(standards, Counter("1.1-j", 0, 9, 0, 0))["1.1-j"]
    enough = card(standards, Counter("1.1-j", 0, 10, 0, 0))["1.1-j"]
    assert (few.percent, few.band, few.band_word, few.too_few) == (100, None, "too few to tell", True)
    assert few.lower is not None
    assert (enough.band, enough.too_few) == ("outstanding", False)


def test_no_audits_is_no_data_and_not_zero(standards: Standards) -> None:
    measure = card(standards)["1.2-c"]
    assert (measure.numerator, measure.denominator) == (0, 0)
    assert (measure.percent, measure.lower, measure.upper, measure.band) == (None, None, None, None)
    assert measure.band_word == "no data"
    assert not measure.too_few
    assert not measure.has_data


def test_supervision_frequency_is_not_computed(standards: Standards) -> None:
    measure = card(standards, Counter("2.0-a", 0, 20, 0, 0))["2.0-a"]
    assert measure.note == "not computed: needs supervision dates"
    assert (measure.numerator, measure.denominator, measure.percent, measure.band) == (None, None, None, None)
    assert measure.band_word == "not computed"


def test_a_measure_without_thresholds_has_a_figure_and_no_band(standards: Standards) -> None:
    measure = card(standards, Counter("2.1", 0, 30, 10, 0))["2.1"]
    assert (measure.percent, measure.band, measure.band_word) == (75, None, "no band")


def test_mixed_scoring_is_said(standards: Standards) -> None:
    counters = {"1.1-f": Counter("1.1-f", 0, 20, 0, 0)}
    found = scorecard(standards.measures, standards.current.judgements, counters, {}, ["b" * 64, "a" * 64, "b" * 64])
    assert found[0].scoring_hashes == ("a" * 64, "b" * 64)
    assert found[0].note == "the rules of scoring changed within these audits"
    assert found[1].note == ""


@given(counts=st.tuples(*[st.integers(0, 200)] * 4), place=st.integers(0, 14))
def test_never_a_band_without_enough_audits(
    counts: tuple[int, int, int, int], place: int, standards: Standards
) -> None:
    name = IN_ORDER[place]
    measure = card(standards, Counter(name, *counts))[name]
    total = sum(counts)
    if measure.denominator is None:
        return
    assert measure.denominator == total
    assert measure.percent == whole_percent(counts[0] + counts[1], total)
    interval = wilson(counts[0] + counts[1], total)
    assert (measure.lower, measure.upper) == ((interval.lower, interval.upper) if interval else (None, None))
    assert measure.band is None or (total >= 10 and measure.lower is not None)
    assert measure.band_word
    if measure.band is not None and measure.percent is not None:
        assert measure.band == band_of(measure.percent, standards.measures.by_id[name])
        assert measure.band_word == BAND_WORDS[measure.band]


def test_rows_are_plain_data(standards: Standards) -> None:
    found = card(standards, Counter("1.1-f", 3, 20, 10, 5), moderated={"1.1-f": 9}).values()
    rows = json.loads(json.dumps(scorecard_rows(found)))
    first, second = rows[:2]
    assert {key: first[key] for key in ("id", "numerator", "denominator", "percent", "lower", "upper", "band")} == {
        "id": "1.1-f",
        "numerator": 23,
        "denominator": 38,
        "percent": 61,
        "lower": 44.7,
        "upper": 74.4,
        "band": "good",
    }
    assert first["moderated"] == 9
    assert (second["percent"], second["lower"], second["upper"], second["band"]) == (None, None, None, None)


def test_the_overall_profile() -> None:
    profile = overall_profile(Counter("overall", 1, 33, 52, 10))
    assert [(part.grade, part.count, part.percent) for part in profile] == [
        ("outstanding", 1, 1),
        ("good", 33, 34),
        ("requires_improvement", 52, 54),
        ("inadequate", 10, 10),
    ]
    assert [part.percent for part in overall_profile(None)] == [None] * 4


def test_the_scorecard_is_cheap(standards: Standards) -> None:
    """Counting the rows takes the store about 20 ms; the figures must cost far less."""
    counters = {name: Counter(name, 10, 20, 30, 40) for name in IN_ORDER}
    best = 1.0
    for _ in range(20):
        start = perf_counter()
        scorecard(standards.measures, standards.current.judgements, counters, {})
        best = min(best, perf_counter() - start)
    assert best < 0.005
