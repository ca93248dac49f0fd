"""What is written: tables, JSON, CSV, and text that people wrote, made safe for a terminal and a spreadsheet."""

import csv
import io
import json
from argparse import Namespace

import pytest

from auditor.cli import output
from auditor.errors import InputError, Problem, ProblemsError

Captured = pytest.CaptureFixture[str]


def test_control_characters_never_reach_the_terminal(capsys: Captured) -> None:
    output.text("safe\x1b[2Jgone\x07\x9b1m\ttab\nline")
    output.table(["a"], [["x\x1b]0;title\x07y"]])
    output.say("\x1b[31mred")
    captured = capsys.readouterr()
    assert not set("\x1b\x07\x9b") & set(captured.out + captured.err)
    assert "\ttab\nline" in captured.out


def test_a_table_wraps_long_cells_and_never_cuts_them(capsys: Captured) -> None:
    words = " ".join(f"word{number}" for number in range(30))
    output.table(["n", "text"], [[1, words], [22, None]], widest=20)
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[0].split() == ["n", "text"]
    assert all(len(line) <= 24 for line in lines)
    assert " ".join(" ".join(line[4:] for line in lines[2:-1]).split()) == words
    assert lines[-1] == "22"
    assert lines[2].startswith(" 1")


def test_csv_cells_are_no_formulas(capsys: Captured) -> None:
    output.as_csv(["a", "b"], [["=HYPERLINK()", -3], ["@x", None], ["plain", "+1"]])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [["a", "b"], ["'=HYPERLINK()", "-3"], ["'@x", ""], ["plain", "'+1"]]


def test_an_error_is_what_where_and_what_next_on_stderr(capsys: Captured) -> None:
    output.error(InputError("What.", "Where one.\nWhere two.", "What next."))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "auditor: What.\n  Where one.\n  Where two.\n  What next.\n"


def test_problems_go_into_json_too(capsys: Captured) -> None:
    failure = ProblemsError("Wrong.", [Problem("a.yaml", 3, 1, "id", "is missing")])
    output.error(failure, with_json=True)
    captured = capsys.readouterr()
    (problem,) = json.loads(captured.out)["problems"]
    assert (problem["file"], problem["line"], problem["message"]) == ("a.yaml", 3, "is missing")
    assert "a.yaml:3:1: id: is missing" in captured.err


def test_an_empty_listing_keeps_its_headings(capsys: Captured) -> None:
    rows: list[dict[str, object]] = []
    output.listing(Namespace(json=False, csv=True), ["A"], rows, ["a"])
    assert capsys.readouterr().out == "a\n"
    output.listing(Namespace(json=True, csv=False), ["A"], rows, ["a"])
    assert json.loads(capsys.readouterr().out) == []
    output.listing(Namespace(json=False, csv=False), ["A"], rows, ["a"])
    assert capsys.readouterr().out.splitlines()[0] == "A"


def test_progress_is_only_for_terminals(capsys: Captured) -> None:
    output.progress("half way")
    output.progress_done()
    assert capsys.readouterr().err == ""
