"""``auditor measures`` and ``auditor report``, on a small demo and on a store without audits."""

import csv
import io
from pathlib import Path

import pytest
from cli_runs import Run, finish

from auditor.errors import ExitCode

NEEDED = {"id", "title", "numerator", "denominator", "percent", "lower", "upper", "band"}


def test_measures_as_json(run: Run, demo_store: Path) -> None:
    ran = run("measures", "show", "--demo", "--json")
    assert ran.code == 0
    assert "Synthetic" in ran.err
    assert len(ran.data) == 15
    for row in ran.data:
        assert set(row) >= NEEDED
        if row["percent"] is not None:
            assert row["lower"] <= row["percent"] + 0.5
            assert row["percent"] - 0.5 <= row["upper"]
    frequency = next(row for row in ran.data if row["id"] == "2.0-a")
    assert frequency["note"].startswith("supervisions due, in ")
    assert frequency["denominator"] > everything_else_at_most(ran.data)
    assert any(row["denominator"] for row in ran.data)


def test_measures_as_csv_and_as_text(run: Run, demo_store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("measures", "show", "--demo", "--csv").out)))
    assert len(rows) == 15
    assert set(rows[0]) >= NEEDED
    text = run("measures", "show", "--demo").out
    assert "Overall grades: Outstanding" in text
    assert "(supervisions" in text, "the unit of the measure; where its line breaks goes by the numbers of the day"
    assert "Wilson" in text


def everything_else_at_most(rows: list[dict[str, object]]) -> int:
    """The most audits behind a measure that counts audits: of supervisions there are several in each."""
    return max(int(str(row["denominator"] or 0)) for row in rows if row["id"] != "2.0-a")


def test_timescales_as_figures(run: Run, demo_store: Path) -> None:
    ran = run("measures", "show", "--timescales", "--demo", "--json")
    assert ran.code == 0
    rows = {row["rule"]: row for row in ran.data}
    assert len(rows) == 55
    assert sum(row["printed"] for row in rows.values()) == 46
    summary = rows["T03"]
    assert 0 < summary["numerator"] < summary["denominator"]
    assert summary["lower"] < summary["percent"] < summary["upper"]
    text = run("measures", "show", "--timescales", "--demo").out
    assert "As printed in the standards" in text
    assert "Worked out from the text" in text
    assert "case summary written or updated at least every 3 months" in text


def test_timescales_by_team_add_up(run: Run, demo_store: Path) -> None:
    everything = {
        row["rule"]: row["denominator"] for row in run("measures", "show", "--timescales", "--demo", "--json").data
    }
    by_team: dict[str, int] = {}
    for row in run("measures", "show", "--timescales", "--by-team", "--demo", "--json").data:
        by_team[row["rule"]] = by_team.get(row["rule"], 0) + row["denominator"]
    assert by_team == everything
    rows = list(csv.DictReader(io.StringIO(run("measures", "show", "--timescales", "--demo", "--csv").out)))
    assert len(rows) == 55
    assert run("measures", "show", "--by-team", "--demo").code == ExitCode.USAGE


def test_measures_are_narrowed(run: Run, demo_store: Path) -> None:
    def audits(*words: str) -> int:
        rows = run("measures", "show", "--demo", "--json", *words).data
        return sum(row["denominator"] or 0 for row in rows)

    everything = audits()
    team = run("team", "list", "--demo", "--json").data[0]["name"]
    assert audits("--team", team.upper()) < everything
    assert audits("--to", "2001-12") == 0
    assert audits("--from", "2001-01", "--to", "2099-12") == everything
    assert audits("--kind", "full", "--kind", "re_audit") >= everything
    assert audits("--early-help") < everything


@pytest.mark.parametrize(
    "words", [("--from", "2026-06", "--to", "2026-01"), ("--team", "Nowhere"), ("--kind", "fulll"), ("--to", "June")]
)
def test_bad_choices(run: Run, demo_store: Path, words: tuple[str, ...]) -> None:
    ran = run("measures", "show", "--demo", *words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")


def test_measures_of_nothing(sam: Run) -> None:
    ran = sam("measures", "show", "--json")
    assert ran.code == 0
    assert {row["percent"] for row in ran.data} == {None}
    assert "no data" in sam("measures", "show").out


def test_a_team_manager_sees_their_own_team(run: Run, sam: Run, audit: str) -> None:
    finish(sam, audit)
    assert sam("audit", "submit", audit).code == 0
    north = run("measures", "show", "--json", "--as", "Tess").data
    assert any(row["denominator"] for row in north)
    south = run("measures", "show", "--json", "--as", "Tess", "--team", "South").data
    assert not any(row["denominator"] for row in south)


def test_the_report_of_the_measures(run: Run, demo_store: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "measures.pdf"
    ran = run("report", "build", "measures", "--demo", "--out", pdf)
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert pdf.read_bytes().startswith(b"%PDF")
    again = run("report", "build", "measures", "--demo", "--out", pdf)
    assert (again.code, again.out) == (ExitCode.USAGE, "")
    assert "--force" in again.err
    assert run("report", "build", "measures", "--demo", "--out", pdf, "--force").code == 0
    assert not list(tmp_path.glob(".*.tmp"))


def test_the_report_of_an_audit(run: Run, sam: Run, audit: str, tmp_path: Path) -> None:
    finish(sam, audit)
    before = sam("verify", "--json").data["facts"]
    text = sam("report", "build", "audit", audit, "--out", "-")
    assert text.code == 0, text.err
    assert "Visits are kept." in text.out
    assert sam("verify", "--json").data["facts"] == before + 1, "that it left the store is recorded"
    target = tmp_path / "audit.txt"
    assert sam("report", "build", "audit", "9904093", "--out", target).code == 0
    assert "9904093" in target.read_text("utf-8")
    assert target.stat().st_mode & 0o077 == 0
    refused = run("report", "build", "audit", audit, "--out", "-", "--as", "Ada")
    assert (refused.code, refused.out) == (ExitCode.NOT_PERMITTED, "")


@pytest.mark.parametrize(
    "words",
    [
        ("audit", "1234567", "--out", "x.pdf"),
        ("measures", "--out", "x.docx"),
        ("measures", "--out", "-", "--format", "pdf"),
        ("measures", "--out", "-", "--format", "xlsx"),
        ("measures", "--out", "nowhere/x.pdf"),
        ("measures", "--out", "."),
        ("mesures", "--out", "x.pdf"),
        ("audit", "--out", "x.pdf"),
        ("measures", "--out", "x.pdf", "--theme", "supervision"),
        ("scorecard", "--out", "x.pdf", "--from", "2026-01"),
        ("measures", "--out", "x.pdf", "--format", "docx"),
    ],
)
def test_reports_that_cannot_be_built(
    sam: Run, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = sam("report", "build", *words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, ""), ran.err
    assert not list(tmp_path.glob("x.*"))


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        ("html", b"<!DOCTYPE html>"),
        ("xlsx", b"PK"),
        ("csv", b"\xef\xbb\xbfAudit measures"),
        ("md", b"# Audit measures"),
        ("txt", b"Audit measures"),
    ],
)
def test_the_ending_of_the_file_says_the_format(
    run: Run, demo_store: Path, tmp_path: Path, ending: str, start: bytes
) -> None:
    target = tmp_path / f"measures.{ending}"
    ran = run("report", "build", "measures", "--demo", "--out", target)
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert target.read_bytes().startswith(start)


def test_text_formats_go_to_the_terminal_too(run: Run, demo_store: Path) -> None:
    for format_, start in (("csv", "Audit measures"), ("markdown", "# Audit measures"), ("html", "<!DOCTYPE html>")):
        ran = run("report", "build", "measures", "--demo", "--out", "-", "--format", format_)
        assert ran.code == 0, ran.err
        assert ran.out.startswith(start)


def test_report_definitions_are_listed_and_checked(run: Run, tmp_path: Path) -> None:
    ids = {row["id"] for row in run("report", "list", "--json").data}
    assert {"audit", "measures"} <= ids
    assert "audit" in run("report", "list").out
    good = run("report", "check", "--json")
    assert (good.code, good.data["problems"]) == (0, [])
    bad = run("report", "check", tmp_path, "--json")
    assert bad.code == ExitCode.PROBLEMS
    assert bad.data["problems"]


def test_the_report_of_a_theme(run: Run, demo_store: Path, tmp_path: Path) -> None:
    page = tmp_path / "supervision.html"
    assert run("report", "build", "thematic", "--demo", "--theme", "supervision", "--out", str(page)).code == 0
    assert "Thematic audit: Supervision records" in page.read_text("utf-8")
    wrong = run("report", "build", "thematic", "--demo", "--theme", "supervison", "--out", "-")
    assert wrong.code == ExitCode.USAGE
    assert "supervision" in wrong.err
    assert run("report", "build", "thematic", "--demo", "--level", "30", "--out", "-").code == ExitCode.USAGE
