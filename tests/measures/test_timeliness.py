"""Deadlines met as figures, and the one measure of the plan that counts them."""

import pytest

from auditor.measures.rates import wilson
from auditor.measures.scorecard import Measure, scorecard
from auditor.measures.timeliness import timeliness, timeliness_rows
from auditor.standards.load import Standards, load_standards
from auditor.store.records import TimescaleCounter


@pytest.fixture(scope="module")
def standards() -> Standards:
    return load_standards()


def supervision(standards: Standards, *counters: TimescaleCounter) -> Measure:
    counted = {counter.rule: counter for counter in counters}
    found = scorecard(standards.measures, standards.current.judgements, {}, {}, deadlines=counted)
    return next(measure for measure in found if measure.id == "2.0-a")


def test_supervision_frequency_counts_supervisions_and_not_audits(standards: Standards) -> None:
    measure = supervision(standards, TimescaleCounter("T09", 65, 35, 20))
    assert (measure.numerator, measure.denominator, measure.percent) == (65, 100, 65)
    assert measure.band == "inadequate"  # under 70
    assert measure.note == "supervisions due, in 20 audits"


def test_supervision_of_carers_stands_beside_it_and_never_in_it(standards: Standards) -> None:
    measure = supervision(standards, TimescaleCounter("T09", 9, 1, 3), TimescaleCounter("T10", 1, 5, 2))
    assert (measure.numerator, measure.denominator, measure.band) == (9, 10, "outstanding")
    assert measure.note == "supervisions due, in 3 audits; foster carers apart: 1 of 6"


def test_without_dates_it_is_not_computed(standards: Standards) -> None:
    measure = supervision(standards, TimescaleCounter("T02", 9, 1, 10), TimescaleCounter("T09", 0, 0, 0))
    assert measure.band_word == "not computed"
    assert measure.note == "not computed: needs supervision dates"


def test_too_few_supervisions_have_no_band(standards: Standards) -> None:
    assert supervision(standards, TimescaleCounter("T09", 4, 1, 2)).band_word == "too few to tell"


def test_every_rule_has_its_figure_and_one_without_deadlines_has_none(standards: Standards) -> None:
    rules = standards.current.timescales
    figures = timeliness(rules, [(None, TimescaleCounter("T14", 22, 3, 25))])
    assert [figure.rule for figure in figures] == [rule.id for rule in rules]
    conference = next(figure for figure in figures if figure.rule == "T14")
    interval = wilson(22, 25)
    assert interval is not None
    assert (conference.in_time, conference.due, conference.cases, conference.percent) == (22, 25, 25, 88)
    assert (conference.lower, conference.upper) == (interval.lower, interval.upper)
    nothing = next(figure for figure in figures if figure.rule == "T15")
    assert (nothing.due, nothing.percent, nothing.lower, nothing.too_few) == (0, None, None, False)


def test_fewer_than_five_deadlines_are_too_few(standards: Standards) -> None:
    few, enough = (
        next(f for f in timeliness(standards.current.timescales, [(None, TimescaleCounter("T14", n, 0, n))]) if f.due)
        for n in (4, 5)
    )
    assert (few.too_few, enough.too_few) == (True, False)


def test_the_rows_name_what_they_count(standards: Standards) -> None:
    rows = timeliness_rows(timeliness(standards.current.timescales, [(None, TimescaleCounter("D05", 1, 1, 2))]), {})
    row = next(row for row in rows if row["rule"] == "D05")
    assert row == {
        "rule": "D05",
        "source": "PS4.1",
        "printed": False,
        "team": None,
        "numerator": 1,
        "denominator": 2,
        "audits": 2,
        "percent": 50,
        "lower": 9.5,  # Wilson, 1 of 2: 0.0945 to 0.9055
        "upper": 90.5,
        "too_few": True,
    }
