"""``auditor timescales``: deadlines and lists of dates worked out, with no store and no interface."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import Run

from auditor.errors import ExitCode

DATES = """event;date;time;id;follows
case allocated;01/04/2026;;;
case summary updated;13/04/2026;;;
decision to hold a strategy meeting;28/03/2026;10:30;;
strategy meeting held;29/03/2026;11:00;;
initial child protection conference held;26/03/2026;;;
core group held;13/04/2026;;;
core group held;20/05/2026;;;
message received;01/06/2026;;m1;
message answered;not needed;;;m1
"""
TAGS = "child_protection,age_5_9,strategy_meeting"
AS_AT = ("--as-at", "30/06/2026")


@pytest.fixture
def dates(tmp_path: Path) -> Path:
    path = tmp_path / "dates.csv"
    path.write_text(DATES, "utf-8")
    return path


# -- due --------------------------------------------------------------------------------------------------------------


def test_due_says_the_day_and_what_was_left_out(run: Run) -> None:
    ran = run("timescales", "due", "--from", "30/03/2026", "--limit", "15")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Wed 22/04/2026   15 working days after Mon 30/03/2026",
        "  not counted: Fri 03/04/2026 Good Friday",
        "  not counted: Mon 06/04/2026 Easter Monday",
    ]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (("--limit", "5", "--closed", "2026-04-07"), "2026-04-09"),
        (("--limit", "5", "--closed", "2026-04-07", "--closed", "08/04/2026"), "2026-04-10"),
        (("--limit", "5", "--first-day-counts"), "2026-04-07"),
        (("--limit", "0"), "2026-03-30"),
        (("--limit", "3", "--unit", "days"), "2026-04-02"),
        (("--limit", "2", "--unit", "weeks"), "2026-04-13"),
        (("--limit", "11", "--unit", "months"), "2027-02-28"),
        (("--limit", "1", "--unit", "years"), "2027-03-30"),
    ],
)
def test_due_counts_as_it_is_told(run: Run, words: tuple[str, ...], due: str) -> None:
    assert run("timescales", "due", "--from", "2026-03-30", "--json", *words).data["due"] == due


def test_due_as_data_names_the_days_left_out(run: Run) -> None:
    data = run("timescales", "due", "--from", "2026-04-02", "--limit", "1", "--closed", "2026-04-07", "--json").data
    assert data == {
        "from": "2026-04-02",
        "limit": 1,
        "unit": "working_days",
        "due": "2026-04-08",
        "left_out": [
            {"day": "2026-04-03", "because": "Good Friday"},
            {"day": "2026-04-06", "because": "Easter Monday"},
            {"day": "2026-04-07", "because": "closed locally"},
        ],
    }


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--from", "31/02/2026", "--limit", "5"), "'31/02/2026' is not a day."),
        (("--from", "tomorrow", "--limit", "5"), "'tomorrow' is not a day."),
        (("--from", "1/1/99999999999999999999", "--limit", "5"), "is not a day."),
        (("--from", "2026-03-30", "--limit", "-1"), "too many, or too few"),
        (("--from", "2026-03-30", "--limit", "10001"), "too many, or too few"),
        (("--from", "2026-03-30", "--limit", "five"), "invalid int value"),
        (("--from", "9999-12-30", "--limit", "5"), "day of these times"),
        (("--from", "0001-01-01", "--limit", "5", "--unit", "days"), "day of these times"),
        (("--from", "2026-03-30", "--limit", "5", "--unit", "working_dais"), "Did you mean working_days?"),
        (("--from", "2026-03-30", "--limit", "5", "--closed", "soon"), "'soon' is not a day."),
        (("--limit", "5"), "--from"),
    ],
)
def test_due_refuses_what_is_no_day_or_no_number(run: Run, words: tuple[str, ...], says: str) -> None:
    ran = run("timescales", "due", *words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert says in ran.err


# -- check ------------------------------------------------------------------------------------------------------------


def test_check_works_every_rule_out_that_applies(run: Run, dates: Path) -> None:
    ran = run("timescales", "check", "--events", dates, "--tags", TAGS, *AS_AT)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    heads = [line.split()[0] for line in lines if line[:1] in "TD"]
    assert {"T02", "T03", "T12", "T22", "T23", "T44"} <= set(heads)
    assert "T26" not in heads, "the child is not cared for"
    assert "T40" not in heads, "it is not a supervision record"
    assert any(line.startswith("T02  ") and line.endswith("(PS6.4)") for line in lines)
    assert "     due 10/04/2026 · done 13/04/2026 · late by 3 days" in lines
    assert "     due 29/03/2026 11:30 · done 29/03/2026 11:00 · in time" in lines


def test_check_as_data_has_a_row_for_each_time_a_rule_applied(run: Run, dates: Path) -> None:
    rows = run("timescales", "check", "--events", dates, "--tags", TAGS, *AS_AT, "--json").data
    (summary,) = [row for row in rows if row["rule"] == "T02"]
    wanted = {
        "rule": "T02",
        "source": "PS6.4",
        "trigger": "2026-04-01",
        "due": "2026-04-10",
        "actual": "2026-04-13",
        "days_taken": 12,
        "working_days_taken": 6,
        "result": "late",
        "late_by": 3,
    }
    assert {name: summary[name] for name in wanted} == wanted
    (meeting,) = [row for row in rows if row["rule"] == "T12"]
    assert (meeting["trigger"], meeting["due"], meeting["actual"]) == (
        "2026-03-28T10:30",
        "2026-03-29T11:30",
        "2026-03-29T11:00",
    )
    assert [row["result"] for row in rows if row["rule"] == "T23"] == ["late", "late"]


def test_check_as_csv_has_the_same_rows(run: Run, dates: Path) -> None:
    words = ("timescales", "check", "--events", dates, "--tags", TAGS, *AS_AT)
    rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").out)))
    data = run(*words, "--json").data
    assert [row["rule"] for row in rows] == [row["rule"] for row in data]
    assert list(rows[0]) == list(data[0])
    assert [row["days_taken"] for row in rows] == [
        "" if row["days_taken"] is None else str(row["days_taken"]) for row in data
    ]


def test_check_without_any_result_still_writes_its_headings(run: Run, dates: Path) -> None:
    words = ("timescales", "check", "--events", dates, "--tags", "supervision_record", *AS_AT, "--rule", "T02")
    assert run(*words, "--json").data == []
    assert run(*words, "--csv").out.startswith("rule,source,trigger,")


def test_only_the_rules_named_are_shown(run: Run, dates: Path) -> None:
    words = ("timescales", "check", "--events", dates, "--tags", TAGS, *AS_AT)
    rows = run(*words, "--rule", "T02", "--rule", "T22", "--json").data
    assert {row["rule"] for row in rows} == {"T02", "T22"}


def test_explain_says_how_it_was_reckoned(run: Run, dates: Path) -> None:
    ran = run("timescales", "check", "--events", dates, "--tags", TAGS, *AS_AT, "--rule", "T02", "--explain")
    assert "         Counted from: case allocated to the worker, Wed 01/04/2026" in ran.out
    assert "Good Friday 03/04/2026" in ran.out


def test_the_period_begins_six_months_before_or_on_the_day_given(run: Run, dates: Path) -> None:
    words = ("timescales", "check", "--events", dates, "--tags", TAGS, *AS_AT, "--rule", "T02", "--json")
    assert run(*words).data[0]["result"] == "late"
    assert run(*words, "--period-from", "2026-06-01").data[0]["result"] == "before the period"
    ran = run(*words, "--period-from", "2026-07-01")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "period" in ran.err


def test_closure_days_and_a_first_day_that_counts_move_what_is_due(run: Run, dates: Path) -> None:
    words = ("timescales", "check", "--events", dates, "--tags", TAGS, *AS_AT, "--rule", "T02", "--json")
    assert run(*words, "--closed", "09/04/2026").data[0]["due"] == "2026-04-13"
    assert run(*words, "--first-day-counts").data[0]["due"] == "2026-04-09"


def test_school_terms_come_from_a_list(run: Run, tmp_path: Path) -> None:
    dates, terms = tmp_path / "dates.csv", tmp_path / "terms.csv"
    dates.write_text(
        "event,date\nbecame cared for,10/11/2025\n"
        "personal education plan completed,05/12/2025\npersonal education plan completed,20/03/2026\n"
    )
    words = ("timescales", "check", "--events", dates, "--tags", "cared_for,age_10_15", *AS_AT, "--rule", "T29")
    without = run(*words, "--json").data
    terms.write_text(
        "name,first,last\nSummer,13/04/2026,21/07/2026\nAutumn,01/09/2025,19/12/2025\nSpring,05/01/2026,27/03/2026\n"
    )
    with_terms = run(*words, "--terms", terms, "--json").data
    assert {row["result"] for row in without} == {"cannot tell"}
    assert "in time" in {row["result"] for row in with_terms}
    assert "2026-03-27" in {row["due"] for row in with_terms}


def test_terms_that_cannot_be_are_refused(run: Run, dates: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("name,first,last\nSpring,05/01/2026,27/03/2026\nSummer,20/03/2026,21/07/2026\n")
    ran = run("timescales", "check", "--events", dates, *AS_AT, "--terms", terms)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert f"{terms}:3:0: first: Summer begins before Spring ends" in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--tags", "child_protecton"), "Did you mean child_protection?"),
        (("--tags", "age_5_9,,cared_fro"), "Did you mean cared_for?"),
        (("--rule", "T99"), "There is no rule called 'T99'."),
        (("--as-at", "31/02/2026"), "'31/02/2026' is not a day."),
        (("--as-at", "0001-01-01"), "day of these times"),
        (("--as-at", "9999-12-31"), "day of these times"),
        (("--closed", "2026"), "'2026' is not a day."),
        (("--terms", "nowhere.csv"), "There is no such file."),
        (("--json", "--csv"), "not allowed with"),
    ],
)
def test_check_refuses_unknown_names_and_bad_days(run: Run, dates: Path, words: tuple[str, ...], says: str) -> None:
    ran = run("timescales", "check", "--events", dates, *AS_AT, *words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert says in ran.err


def test_a_list_with_bad_rows_is_refused_with_every_problem(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("event,date\nvisitt,12/03/2026\nvisit,31/02/2026\n", "utf-8")
    ran = run("timescales", "check", "--events", path, *AS_AT, "--json")
    assert ran.code == ExitCode.USAGE
    assert [(one["line"], one["key"], one["nearest"]) for one in ran.data["problems"]] == [
        (2, "event", "visit"),
        (3, "date", ""),
    ]
    assert "nothing of it was taken" in ran.err
    assert f"{path}:2:0: event: unknown event 'visitt' (did you mean visit?)" in ran.err


def test_both_work_without_a_store_and_load_neither_it_nor_the_interface(dates: Path, places: Path) -> None:
    code = (
        "import json, sys\nfrom auditor.cli.main import main\n"
        "codes = [main(words) for words in json.loads(sys.argv[1])]\n"
        "print(json.dumps([codes, [name for name in ('textual', 'sqlalchemy', 'sqlcipher3') if name in sys.modules]]))"
    )
    commands = [
        ["timescales", "due", "--from", "2026-03-30", "--limit", "15"],
        ["timescales", "check", "--events", str(dates), "--as-at", "2026-06-30"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(commands)], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [[0, 0], []]
    assert done.stderr == ""
    assert not places.exists()
