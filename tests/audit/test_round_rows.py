"""A list of cases: what is understood, and that everything else is named."""

import pytest
from round_builders import PEOPLE, TEAMS

from auditor.audit.round_cases import Staff
from auditor.audit.round_rows import ListedCase, cases_from
from auditor.audit.timescales.rows import Row

KNOWN = {"North": TEAMS[0], str(TEAMS[0]): TEAMS[0], "South East": TEAMS[1]}
STAFF = {"Ada Bell": PEOPLE[0], str(PEOPLE[0]): PEOPLE[0], "Tom": PEOPLE[1]}


def read(*rows: tuple[object, ...]) -> tuple[list[ListedCase], list[str]]:
    heads = ("lcs number", "team", "worker", "line manager")
    given = [Row(line, dict(zip(heads, cells, strict=False))) for line, cells in enumerate(rows, start=2)]
    found, problems = cases_from(given, KNOWN, STAFF, "cases.csv")
    return found, [str(problem) for problem in problems]


def test_teams_and_people_are_found_by_name_or_id_whatever_their_capitals() -> None:
    found, problems = read(
        ("9900001", "north", "ada bell", "SW-1042"),
        (9900002, str(TEAMS[0]), str(PEOPLE[0]), None),
        (9900003.0, " South  East ", "", "tom"),
    )
    assert problems == []
    assert found == [
        ListedCase("9900001", TEAMS[0], Staff(PEOPLE[0]), Staff(code="SW-1042")),
        ListedCase("9900002", TEAMS[0], Staff(PEOPLE[0])),
        ListedCase("9900003", TEAMS[1], None, Staff(PEOPLE[1])),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Jane Smith", "North"), "cases.csv:2:0: lcs number: 'Jane Smith' is not an LCS number"),
        (("", "North"), "lcs number: the LCS number is missing"),
        (("9900001", ""), "team: the team is missing"),
        (("9900001", "Nort"), "team: unknown team 'Nort' (did you mean North?)"),
        (("9900001", "North", "Ada Bel"), "no staff code such as SW1042 (did you mean Ada Bell?)"),
        (("9900001", "North", "", "J. Smith"), "line manager: 'J. Smith' uses the tool under no such name"),
        (("9900001.5", "North"), "is not an LCS number"),
        ((float("nan"), "North"), "is not an LCS number"),
        ((float("inf"), "North"), "is not an LCS number"),
    ],
)
def test_what_is_not_understood_is_named_with_its_line(row: tuple[object, ...], said: str) -> None:
    found, problems = read(row)
    assert found == []
    assert len(problems) == 1
    assert said in problems[0]


def test_all_problems_are_named_at_once_and_a_case_stands_there_once() -> None:
    _, problems = read(("x", "y", "Jane"), ("9900001", "North"), ("9900001", "South East"))
    assert [problem.split(":")[1] for problem in problems] == ["2", "2", "2", "4"]
    assert problems[-1].endswith("9900001 is on line 3 already")
