"""``auditor screen``: needs no store."""

import io
import sys
from pathlib import Path

import pytest
from cli_runs import Run

from auditor.errors import ExitCode


def test_sure_finds_end_with_1_and_say_where_and_what_instead(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("\ufeffVisits in time.\nSpoke with Mrs Patel on 3/4/2026, brother Jayden was out.\n", "utf-8")
    ran = run("screen", file)
    assert ran.code == ExitCode.PROBLEMS
    lines = ran.out.splitlines()
    assert lines[2].split()[:5] == ["2", "12", "Mrs", "Patel", "sure"]
    assert "Jayden" in ran.out
    assert "3/4/2026" not in ran.out
    assert ran.err == "1 sure find, 1 hint.\n"


def test_hints_alone_end_with_0(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("brother Jayden was out\n"))
    ran = run("screen", "-", "--json")
    assert ran.code == ExitCode.FINE
    assert (ran.data["sure"], ran.data["hints"]) == (0, 1)
    (find,) = ran.data["finds"]
    assert (find["line"], find["column"], find["start"], find["end"]) == (1, 9, 8, 14)
    assert (find["kind"], find["certainty"], find["words"]) == ("first_name", "hint", "Jayden")


def test_nothing_found_is_said_without_a_promise(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Visits in time, PS6.4 met.\n"))
    ran = run("screen", "-")
    assert (ran.code, ran.out) == (ExitCode.FINE, "")
    assert "Read it once more" in ran.err


def test_the_lcs_number_may_stand(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Case 9991530339", "utf-8")
    assert run("screen", file).code == ExitCode.PROBLEMS
    assert run("screen", file, "--lcs", "9991530339").code == ExitCode.FINE
    wrong = run("screen", file, "--lcs", "Chloe")
    assert (wrong.code, wrong.out) == (ExitCode.USAGE, "")


def test_what_cannot_be_read_ends_with_2(run: Run, tmp_path: Path) -> None:
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\xff\xfe")
    for name in (tmp_path / "nowhere.txt", tmp_path, binary):
        ran = run("screen", name)
        assert (ran.code, ran.out) == (ExitCode.USAGE, "")
        assert ran.err.startswith("auditor: ")
        assert str(name) in ran.err


def test_a_text_too_long_is_refused_whole(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.cli.handlers.screen.LARGEST", 10)
    monkeypatch.setattr(sys, "stdin", io.StringIO("Mrs Patel was not told"))
    ran = run("screen", "-")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "too long" in ran.err
