"""Rows of a list become key dates, and every row that is not understood is named with its line and column."""

from datetime import date, datetime, time
from typing import Any

import pytest
from timescale_builders import Rules

from auditor.audit.timescales.calendar import Term
from auditor.audit.timescales.key_dates import KeyDate, Standing
from auditor.audit.timescales.rows import Row, key_dates_from
from auditor.audit.timescales.term_rows import terms_from
from auditor.errors import Problem
from auditor.standards.model import EventBook, Interval


@pytest.fixture(scope="module")
def book(rules: Rules) -> EventBook:
    return rules.edition.events


def read(book: EventBook, *rows: dict[str, Any]) -> tuple[list[KeyDate], list[Problem]]:
    """Rows from line 2 on, as beneath a line of headings."""
    return key_dates_from([Row(line, cells) for line, cells in enumerate(rows, start=2)], book, "dates.csv")


def one(book: EventBook, **cells: Any) -> KeyDate:
    found, problems = read(book, {"event": "visit", "date": "2026-03-12", **cells})
    assert problems == []
    return found[0]


def wrong(book: EventBook, **cells: Any) -> Problem:
    found, (problem,) = read(book, {"event": "visit", "date": "2026-03-12", **cells})
    assert found == []
    return problem


# -- what is understood -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["strategy_meeting_held", "Strategy meeting or discussion held", "STRATEGY DISCUSSION", "  strategy   meeting "],
)
def test_an_event_is_found_by_its_id_its_label_or_any_other_name_in_any_case(book: EventBook, name: str) -> None:
    assert one(book, event=name).event == "strategy_meeting_held"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("03/04/2026", date(2026, 4, 3)),
        ("3.4.26", date(2026, 4, 3)),
        ("3 April 2026", date(2026, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        (date(2026, 4, 3), date(2026, 4, 3)),
        (datetime(2026, 4, 3), date(2026, 4, 3)),  # noqa: DTZ001 - as a workbook gives it
    ],
)
def test_a_day_is_day_first_or_comes_as_a_date(book: EventBook, cell: Any, day: date) -> None:
    found = one(book, date=cell)
    assert (found.on, found.standing) == (day, Standing.DATED)


@pytest.mark.parametrize("cell", ["14:30", "2.30pm", "1430", time(14, 30, 12), datetime(1899, 12, 31, 14, 30)])  # noqa: DTZ001
def test_a_time_of_day_is_typed_or_comes_as_a_time(book: EventBook, cell: Any) -> None:
    assert one(book, time=cell).at == time(14, 30)


def test_the_time_within_a_date_cell_is_kept_unless_the_time_has_a_cell_of_its_own(book: EventBook) -> None:
    moment = datetime(2026, 3, 12, 9, 15)  # noqa: DTZ001
    assert one(book, date=moment).at == time(9, 15)
    assert one(book, date=moment, time="14:30").at == time(14, 30)


@pytest.mark.parametrize(
    ("cell", "standing"),
    [
        ("x", Standing.NOT_ON_FILE),
        ("X", Standing.NOT_ON_FILE),
        ("Not on  file", Standing.NOT_ON_FILE),
        ("not_on_file", Standing.NOT_ON_FILE),
        ("looked for, not on file", Standing.NOT_ON_FILE),
        ("Not needed", Standing.NOT_NEEDED),
        ("not_needed", Standing.NOT_NEEDED),
    ],
)
def test_what_was_looked_for_or_not_needed_has_words_and_no_day(book: EventBook, cell: str, standing: Standing) -> None:
    found = one(book, date=cell, time="9:00")
    assert (found.on, found.at, found.standing) == (None, None, standing)


def test_rows_have_the_ids_of_the_list_or_their_lines_and_may_follow_each_other(book: EventBook) -> None:
    found, problems = read(
        book,
        {"event": "message answered", "date": "x", "follows": "M 7"},
        {"event": "message received", "date": "1/3/2026", "id": "M 7"},
        {"event": "visit", "date": "2/3/2026", "id": 12},
        {"event": "record updated", "date": "3/3/2026", "follows": 12},
    )
    assert problems == []
    assert [(one.id, one.follows) for one in found] == [
        ("line-2", "M 7"),
        ("M 7", None),
        ("12", None),
        ("line-5", "12"),
    ]


@pytest.mark.parametrize(
    ("cell", "limit", "unit"),
    [("4 weeks", 4, "weeks"), ("every 10 working days", 10, "working_days"), ("Monthly", 1, "months")],
)
def test_an_agreement_says_how_often(book: EventBook, cell: str, limit: int, unit: Any) -> None:
    assert one(book, event="visiting_agreed", every=cell).every == Interval(limit=limit, unit=unit)


# -- what is not ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "column", "says", "near"),
    [
        ({"event": "strategy meting held"}, "event", "unknown event 'strategy meting held'", "strategy meeting held"),
        ({"event": "quite another thing"}, "event", "unknown event 'quite another thing'", ""),
        ({"event": " "}, "event", "the event is missing", ""),
        ({"event": None}, "event", "the event is missing", ""),
        ({"date": ""}, "date", "the date is missing: give a day, or 'not on file'", ""),
        ({"date": "31/2/2026"}, "date", "that is not a day: '31/2/2026'", ""),
        ({"date": "12/3"}, "date", "that is not a day: '12/3'", ""),
        ({"date": "yesterday"}, "date", "that is not a day: 'yesterday'", ""),
        ({"date": 46093}, "date", "that is not a day: '46093'", ""),
        ({"date": "12/03/0026"}, "date", "that is not a day of these times: '12/03/0026'", ""),
        ({"date": date(9999, 12, 31)}, "date", "that is not a day of these times: '9999-12-31'", ""),
        ({"time": "25:00"}, "time", "that is not a time of day: '25:00'", ""),
        ({"time": 0.25}, "time", "that is not a time of day: '0.25'", ""),
        ({"every": "4 weeks"}, "every", "only an agreement on how often has an interval", ""),
        ({"event": "visiting_agreed", "every": "often"}, "every", "that is not how often: 'often'", ""),
        ({"follows": "M7"}, "follows", "no row has the id 'M7'", ""),
    ],
)
def test_each_kind_of_problem_names_line_column_and_nearest(
    book: EventBook, cells: dict[str, Any], column: str, says: str, near: str
) -> None:
    found, (problem,) = read(book, {"event": "visit", "date": "2026-03-12", **cells})
    assert (problem.file, problem.line, problem.key, problem.nearest) == ("dates.csv", 2, column, near)
    assert problem.message.startswith(says)
    assert not problem.message.endswith(".")
    # What follows nothing is a date all the same; any other problem leaves nothing of the row.
    assert len(found) == (column == "follows")


def test_an_id_is_given_once_and_what_is_followed_is_sought_by_its_nearest_name(book: EventBook) -> None:
    _, problems = read(
        book,
        {"event": "visit", "date": "2026-03-12", "id": "first"},
        {"event": "visit", "date": "2026-03-13", "id": "first"},
        {"event": "record updated", "date": "2026-03-14", "follows": "frist"},
    )
    assert [(one.line, one.key, one.message, one.nearest) for one in problems] == [
        (3, "id", "the id 'first' is on line 2 already", ""),
        (4, "follows", "no row has the id 'frist'", "first"),
    ]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_lines(book: EventBook) -> None:
    found, problems = read(
        book,
        {"event": "visitt", "date": "31/2/2026", "time": "noon", "every": "often"},
        {"event": "visit", "date": "2026-03-13"},
        {"event": "", "date": ""},
    )
    assert [(one.line, one.key) for one in problems] == [
        (2, "date"),
        (2, "event"),
        (2, "every"),
        (2, "time"),
        (4, "date"),
        (4, "event"),
    ]
    assert [one.id for one in found] == ["line-3"]


def test_what_stands_in_a_cell_is_cut_short_in_a_problem(book: EventBook) -> None:
    assert len(wrong(book, event="x" * 5000).message) < 120
    assert len(wrong(book, date="9" * 5000).message) < 160
    assert len(wrong(book, follows="f" * 5000, event="nothing like it").message) < 160


# -- school terms -----------------------------------------------------------------------------------------------------


def test_terms_are_read_with_their_names_and_both_days() -> None:
    rows = [
        Row(2, {"name": " Spring  2026 ", "first": "05/01/2026", "last": date(2026, 3, 27)}),
        Row(3, {"name": "Summer", "first": datetime(2026, 4, 13), "last": "21 July 2026"}),  # noqa: DTZ001
    ]
    assert terms_from(rows, "terms.csv") == (
        [
            Term("Spring 2026", date(2026, 1, 5), date(2026, 3, 27)),
            Term("Summer", date(2026, 4, 13), date(2026, 7, 21)),
        ],
        [],
    )


def test_a_term_without_a_name_or_with_days_that_are_none_is_told_at_once() -> None:
    rows = [
        Row(2, {"name": "", "first": "5/1/2026", "last": "27/3/2026"}),
        Row(3, {"name": "Summer", "first": "32/4/2026", "last": None}),
    ]
    found, problems = terms_from(rows, "terms.csv")
    assert found == []
    assert [(one.line, one.key, one.message) for one in problems] == [
        (2, "name", "the term has no name"),
        (3, "first", "that is not a day: '32/4/2026'"),
        (3, "last", "the day is missing"),
    ]


def test_a_term_has_an_end_a_length_and_no_other_term_within_it() -> None:
    rows = [
        Row(2, {"name": "Autumn", "first": "1/12/2026", "last": "1/9/2026"}),
        Row(3, {"name": "The whole year", "first": "1/9/2027", "last": "21/7/2028"}),
        Row(4, {"name": "Spring", "first": "5/1/2028", "last": "27/3/2028"}),
    ]
    _, problems = terms_from(rows, "terms.csv")
    assert [(one.line, one.key, one.message) for one in problems] == [
        (2, "last", "Autumn: 01/12/2026 to 01/09/2026 is not a term"),
        (3, "last", "The whole year: 01/09/2027 to 21/07/2028 is not a term"),
        (4, "first", "Spring begins before The whole year ends"),
    ]
