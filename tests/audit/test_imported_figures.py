"""Periods as people type them, and imported figures from the rows of a list."""

import json
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.audit.imported import Imported, importable
from auditor.audit.imported_rows import FIGURE_COLUMNS, FIGURE_NEEDED, FigureRows, figures_from
from auditor.audit.timescales.rows import Row
from auditor.audit.whole_months import Months, month_before, parse_months, periods_up_to
from auditor.errors import InputError
from auditor.paths import data_folder
from auditor.standards.load import Standards
from auditor.standards.model import MeasureBook
from auditor.standards.schemas import validator

TODAY = date(2026, 11, 22)


@pytest.fixture
def book(loaded_standards: Standards) -> MeasureBook:
    return loaded_standards.measures


def read(book: MeasureBook, *rows: dict[str, Any]) -> FigureRows:
    given = [Row(line, {"period": "2026-09", **cells}) for line, cells in enumerate(rows, start=2)]
    return figures_from(given, book, "lists/figures.csv", TODAY)


def wrong(book: MeasureBook, **cells: Any) -> list[str]:
    return [str(problem) for problem in read(book, {"measure": "1.1-a", **cells}).problems]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2026-03", "2026-03"),
        ("3/2026", "2026-03"),
        ("Mar-26", "2026-03"),
        ("march 2026", "2026-03"),
        (datetime(2026, 3, 1), "2026-03"),  # noqa: DTZ001 - a workbook's dates have no zone
        ("2026-01 to 2026-03", "2026-01/2026-03"),
        ("Jan 2026 to Mar 2026", "2026-01/2026-03"),
        ("2025/26 Q4", "2026-01/2026-03"),
        ("Q1 2025-26", "2025-04/2025-06"),
        ("1999/00 q4", "2000-01/2000-03"),
        ("2025-01 to 2025-01", "2025-01"),
    ],
)
def test_a_period_as_people_type_it(typed: Any, key: str) -> None:
    months = parse_months(typed)
    assert months.key == key
    assert Months.from_key(key) == months


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2026",
        "2026-13",
        "2026-02 to 2026-04",
        "2026-01 to 2026-06",
        "2024/26 Q1",
        "Foo 2026",
        "1026-03",
        "0000-04",
        "0000/01 Q1",
        "9999/00 Q4",
        date(1, 1, 1),
    ],
)
def test_what_is_no_period(typed: Any) -> None:
    with pytest.raises(InputError):
        parse_months(typed)


def test_a_quarter_that_could_be_two_is_asked_about() -> None:
    with pytest.raises(InputError, match="January or in April"):
        parse_months("2026 Q1")


def test_periods_go_back_over_the_year() -> None:
    assert [months.words for months in periods_up_to("2026-02", 2, by_month=False)] == [
        "Oct to Dec 2025",
        "Jan to Mar 2026",
    ]
    assert month_before("2026-01") == "2025-12"
    assert month_before("2025-12", -1) == "2026-01"


@given(st.integers(2001, 2099), st.integers(1, 12), st.booleans())
def test_the_period_after_the_one_before_is_itself(year: int, month: int, by_month: bool) -> None:
    months = periods_up_to(f"{year}-{month:02}", 1, by_month=by_month)[0]
    assert months.before().after() == months
    assert months.before() < months
    assert not months.before().overlaps(months)


def test_the_plan_has_34_measures_to_import_and_one_of_them_twice(book: MeasureBook) -> None:
    assert len(importable(book)) == 33
    assert "1.2-b" not in {one.id for one in importable(book)}


def test_figures_as_lists_give_them(book: MeasureBook) -> None:
    rows = read(
        book,
        {"measure": "1.1-a", "actual": "72.5%", "target": "80"},
        {"measure": "1.1-b", "numerator": 1, "denominator": 3},
        {"measure": "3.0-c", "series": "highest", "actual": 31.5},
        {"measure": "1.1-o", "actual": "14", "target": "Increase"},
        {"measure": "1.1-d", "title": "ignored"},
    )
    assert rows.problems == ()
    assert rows.left_empty == 1
    first, counted, highest, aim = (one.figure for one in rows.given)
    assert (first.actual, first.target) == (Decimal("72.5"), Decimal(80))
    assert counted.value(book.by_id["1.1-b"]) == Fraction(100, 3)
    assert (highest.series, highest.value(book.by_id["3.0-c"])) == ("highest", Fraction("31.5"))
    assert aim.target is None
    assert (first.file, first.line) == ("figures.csv", 2)


def test_a_figure_survives_being_stored(book: MeasureBook) -> None:
    for one in read(book, {"measure": "1.1-m", "series": "within_5_days", "actual": "66.10", "target": "85"}).given:
        assert Imported.from_fact(one.figure.key, one.figure.as_body()) == one.figure


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"measure": "", "actual": "1.5"}, "measure: the measure is missing"),
        ({"measure": "1.1-z", "actual": "50"}, "unknown measure '1.1-z' (did you mean 1.1-"),
        ({"measure": "1.1-f", "actual": "50"}, "1.1-f is computed from the audits in this store"),
        ({"measure": "1.2-b", "actual": "50"}, "1.2-b is the same measure as 1.1-n"),
        ({"actual": "101"}, "actual: '101' is more than 100%"),
        ({"actual": "-3"}, "'-3' is no figure that a measure can have"),
        ({"actual": "nan"}, "'nan' is no figure that a measure can have"),
        ({"actual": "lots"}, "'lots' is not a number"),
        ({"actual": "72,5"}, "write the decimals after a point"),
        ({"actual": "0.725"}, "write 0.725% or 72.5%"),
        ({"actual": "1"}, "write 1% or 100%"),
        ({"actual": "60", "numerator": "30", "denominator": "40"}, "60% is not 30 of 40, which is 75.0%"),
        ({"numerator": "5", "denominator": "4"}, "5 of 4 is more than all"),
        ({"numerator": "5"}, "given together, or neither"),
        ({"numerator": "0", "denominator": "0"}, "of none there is no figure"),
        ({"numerator": "2.5", "denominator": "4"}, "'2.5' is not a whole number"),
        ({"actual": "50", "series": "average"}, "1.1-a has one figure: leave the series empty"),
        ({"measure": "3.0-c", "actual": "5"}, "3.0-c has two figures: say which, average or highest"),
        ({"measure": "3.0-c", "actual": "5", "series": "higest"}, "(did you mean highest?)"),
        ({"actual": "50", "period": "2026-11"}, "Nov 2026 is not over yet"),
        ({"actual": "50", "period": "soon"}, "'soon': is neither a month nor a quarter; write a month as 2026-03"),
        ({"actual": "50", "period": ""}, "the period is missing"),
        ({"actual": "-", "numerator": "3", "denominator": "4"}, "a figure that is taken back has no counts"),
        ({"target": "120"}, "target: '120' is more than 100%"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(book: MeasureBook, cells: dict[str, str], said: str) -> None:
    found = wrong(book, **cells)
    assert len(found) == 1
    assert said in found[0]
    assert found[0].startswith("lists/figures.csv:2:0:")


def test_everything_wrong_is_said_at_once(book: MeasureBook) -> None:
    rows = read(book, {"measure": "1.1-z", "actual": "5"}, {"measure": "1.1-a", "actual": "500", "period": "never"})
    assert [problem.line for problem in rows.problems] == [2, 3, 3]


def test_the_same_figure_twice(book: MeasureBook) -> None:
    row = {"measure": "1.1-a", "actual": "50"}
    assert "1.1-a for Sep 2026 is on line 2 already" in str(read(book, row, row).problems[0])
    other = {"measure": "1.1-m", "series": "within_10_days", "actual": "50"}
    assert read(book, other, {**other, "series": "within_5_days"}).problems == ()


def test_a_target_may_be_set_ahead(book: MeasureBook) -> None:
    assert read(book, {"measure": "1.1-a", "target": "85", "period": "2027-03"}).problems == ()


def test_a_rounded_percentage_fits_its_counts(book: MeasureBook) -> None:
    for actual in ("66.7", "67", "66.67%"):
        assert wrong(book, actual=actual, numerator="2", denominator="3") == []
    assert "not 2 of 3" in wrong(book, actual="66", numerator="2", denominator="3")[0]


def test_what_a_row_leaves_empty_stays(book: MeasureBook) -> None:
    (before,) = read(book, {"measure": "1.1-a", "actual": "50", "target": "80"}).given
    stored = before.over(None)
    (target,) = read(book, {"measure": "1.1-a", "target": "85"}).given
    assert (target.over(stored).actual, target.over(stored).target) == (Decimal(50), Decimal(85))
    (counts,) = read(book, {"measure": "1.1-a", "numerator": "3", "denominator": "4"}).given
    assert (counts.over(stored).actual, counts.over(stored).target) == (None, Decimal(80))
    (back,) = read(book, {"measure": "1.1-a", "actual": "-", "target": "-"}).given
    assert back.over(stored).is_empty


def test_the_schema_says_what_is_read(book: MeasureBook) -> None:
    schema = validator("figures")
    row = json.loads((data_folder("schemas") / "figures.schema.json").read_text("utf-8"))["items"]
    assert tuple(row["properties"]) == FIGURE_COLUMNS
    assert tuple(row["required"]) == FIGURE_NEEDED
    sound = (
        {"measure": "1.1-a", "actual": "72.5%", "target": "80"},
        {"measure": "1.1-o", "actual": "14", "target": "Increase"},
        {"measure": "1.1-a", "actual": "-"},
        {"measure": "1.1-m", "series": "within_5_days", "numerator": "5", "denominator": "9"},
    )
    for cells in sound:
        assert read(book, cells).problems == ()
        assert not list(schema.iter_errors([{"period": "2026-09", **cells}]))
    for cells in ({"actual": "lots"}, {"numerator": "2.5"}, {"measure": "one"}, {"remark": "late"}):
        assert list(schema.iter_errors([{"period": "2026-09", "measure": "1.1-a", **cells}]))
