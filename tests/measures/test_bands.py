"""All 47 measures at every whole and half, against an oracle that reads only the printed text."""

import csv
import math
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.measures.bands import band_of, bands_between, thresholds_words
from auditor.measures.rates import round_half_up
from auditor.standards.load import read_standards
from auditor.standards.model import MeasureBook

ROOT = Path(__file__).parents[2]
PRINTED = list(csv.DictReader((ROOT / "tests/data/measures.csv").read_text(encoding="utf-8").splitlines()))
ORDER = ("outstanding", "good", "requires_improvement")
POINTS = [Fraction(half, 2) for half in range(201)]


@pytest.fixture(scope="module")
def book() -> MeasureBook:
    standards, problems = read_standards(ROOT / "standards")
    assert not problems
    assert standards is not None
    return standards.measures


def printed_range(text: str, direction: str) -> tuple[float, float]:
    """The lowest and highest whole value of a printed band; an open end is infinite. ``<14`` is up to 13."""
    if text == ">24" and direction == "lower":
        text = "<25"  # a misprint: with lower better, outstanding over 24 can only mean under 25
    if match := re.fullmatch(r"(\d+)-(\d+)", text):
        low, high = sorted(int(part) for part in match.groups())
        return low, high
    if match := re.fullmatch(r"(\d+)\+", text):
        return int(match[1]), math.inf
    if match := re.fullmatch(r"<(\d+)", text):
        return -math.inf, int(match[1]) - 1
    raise AssertionError(f"not understood: {text}")


def oracle(value: Fraction, row: dict[str, str]) -> str | None:
    """The band by the printed text and the rules of design.md, section 7, and nothing else."""
    if not row["good"]:
        return None
    if "(number)" not in row["measure"]:
        value = Fraction(math.floor(value + Fraction(1, 2)))
    ranges = {band: printed_range(row[band], row["direction"]) for band in ORDER}
    for band in ORDER:  # the better band wins an overlap
        low, high = ranges[band]
        if low <= value <= high:
            return band
    higher = row["direction"] == "higher"
    best_low, best_high = ranges["outstanding"]
    if value > best_high if higher else value < best_low:
        return "outstanding"  # better than the best that is printed
    for band in ORDER:  # in a gap: the best band that lies wholly to the worse side
        low, high = ranges[band]
        if high < value if higher else low > value:
            return band
    return "inadequate"


def test_the_table_has_47_measures(book: MeasureBook) -> None:
    assert [row["ref"] for row in PRINTED] == [measure.id for measure in book.measures]
    assert len(PRINTED) == 47


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: row["ref"])
def test_every_whole_and_half(row: dict[str, str], book: MeasureBook) -> None:
    definition = book.by_id[row["ref"]]
    for value in POINTS:
        given_value = value if definition.kind == "imported_number" else round_half_up(value)
        assert band_of(given_value, definition) == oracle(value, row), f"{row['ref']} at {float(value)}"
        assert band_of(float(value), definition) == oracle(value, row), f"{row['ref']} at {float(value)}, not rounded"


@pytest.mark.parametrize(
    ("measure", "value", "band"),
    [
        ("1.1-a", 75, "good"),  # in two bands: the better one
        ("1.1-c", 84, "good"),  # in none: the worse side
        ("1.1-c", Fraction(169, 2), "outstanding"),  # 84.5 is 85
        ("1.1-e", 45, "good"),
        ("1.1-e", 24, "outstanding"),
        ("1.1-e", 25, "good"),
        ("1.1-l", 14, "good"),
        ("1.1-t", 15, "good"),
        ("1.3-f", 20, "good"),
        ("3.0-d", 75, "outstanding"),
        ("3.0-c", 19, "outstanding"),
        ("3.0-c", 19.5, "good"),  # a number is not rounded: in the gap, to the worse side
        ("3.0-c", 25.5, "requires_improvement"),
        ("3.0-c", 35.5, "inadequate"),
        ("3.0-c", 9, "outstanding"),
        ("1.1-o", 12, None),
        ("2.1", 90, None),
    ],
)
def test_the_decisions(measure: str, value: float, band: str | None, book: MeasureBook) -> None:
    assert band_of(value, book.by_id[measure]) == band


@given(data=st.data())
def test_a_better_value_never_has_a_worse_band(data: st.DataObject, book: MeasureBook) -> None:
    definition = data.draw(st.sampled_from([measure for measure in book.measures if measure.bands]))
    low, high = sorted((data.draw(st.integers(0, 1000)), data.draw(st.integers(0, 1000))))
    better, worse = (high, low) if definition.direction == "higher" else (low, high)
    rank = [*ORDER, "inadequate"].index
    assert rank(band_of(Fraction(better, 10), definition)) <= rank(band_of(Fraction(worse, 10), definition))


def test_thresholds_in_words(book: MeasureBook) -> None:
    assert thresholds_words(book.by_id["1.1-f"]) == "outstanding 81+, good 61-80, requires improvement 50-60"
    assert thresholds_words(book.by_id["1.1-e"]).startswith("outstanding >24")
    assert thresholds_words(book.by_id["1.1-o"]) == "should increase; the plan prints no thresholds"
    assert thresholds_words(book.by_id["2.7"]) == "the plan prints no thresholds"


def test_a_negative_value_is_refused(book: MeasureBook) -> None:
    with pytest.raises(ValueError, match="negative"):
        band_of(-1, book.by_id["3.0-c"])


@pytest.mark.parametrize(
    ("measure", "lower", "upper", "bands"),
    [
        ("1.1-j", 0.66, 0.79, ("requires_improvement",)),
        ("1.1-j", 0.66, 0.80, ("good", "requires_improvement")),
        ("1.1-j", 0.10, 1.0, ("outstanding", "good", "requires_improvement", "inadequate")),
        ("1.1-j", 0.795, 0.8, ("good",)),
    ],
)
def test_an_interval_reaches_every_band_between_its_ends(book: MeasureBook, measure, lower, upper, bands) -> None:
    definition = next(one for one in book.measures if one.id == measure)
    assert bands_between(lower, upper, definition) == bands


@given(st.data())
def test_the_band_of_a_figure_is_always_within_those_of_its_interval(book: MeasureBook, data) -> None:
    definition = data.draw(st.sampled_from([one for one in book.measures if one.kind != "imported_number"]))
    lower, share, upper = sorted(data.draw(st.tuples(*[st.floats(0, 1)] * 3)))
    band = band_of(share * 100, definition)
    found = bands_between(lower, upper, definition)
    assert (band in found) if band else not found
