"""``auditor measures``: import, template, show --all, trend and rebase; and the scorecard as a report."""

import csv
import io
from pathlib import Path

import pytest
from cli_runs import Run

from auditor.errors import ExitCode

LONG = {"measure", "period", "series", "value", "numerator", "denominator", "lower", "upper", "band", "target"}


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text("measure,period,actual,target\n1.1-a,2025/26 Q4,72,80\n1.1-o,2025/26 Q4,14,Increase\n", "utf-8")
    return path


def test_figures_are_imported_and_corrected(sam: Run, figures: Path) -> None:
    checked = sam("measures", "import", figures, "--check")
    assert checked.code == 0
    assert "2 added. Nothing was stored" in checked.err
    ran = sam("measures", "import", figures)
    assert "1.1-a    Jan to Mar 2026  added  72, target 80" in ran.out
    assert "Saved." in ran.err
    figures.write_text("measure,period,actual\n1.1-a,2025/26 Q4,74\n1.1-o,2025/26 Q4,14\n", "utf-8")
    data = sam("measures", "import", figures, "--json").data
    assert (data["changed"], data["unchanged"], data["added"]) == (1, 1, 0)
    assert data["rows"][0]["actual"] == "74"


def test_every_wrong_row_is_told(sam: Run, tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("measure,period,actual\n1.1-f,2026-01,5\n1.1-z,2026-01,5\n1.1-a,soon,5\n", "utf-8")
    ran = sam("measures", "import", path, "--json")
    assert ran.code == ExitCode.USAGE
    assert [problem["line"] for problem in ran.data["problems"]] == [2, 3, 4]
    assert "cannot be imported" in ran.err
    assert sam("measures", "import", tmp_path / "none.csv").code == ExitCode.USAGE


def test_only_the_qa_lead_imports(run: Run, store: Path, figures: Path) -> None:
    assert run("measures", "import", figures, "--as", "Ada").code == ExitCode.NOT_PERMITTED
    assert run("measures", "rebase", "1.1-a", "2026-01", "--reason", "so", "--as", "Ada").code == ExitCode.NOT_PERMITTED


def test_the_template(run: Run, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("measures", "template", "--period", "2026-03").out)))
    assert len(rows) == 35
    assert {row["period"] for row in rows} == {"2026-03"}
    assert not any(row["actual"] for row in rows)
    out = tmp_path / "list.csv"
    assert run("measures", "template", "--out", out).code == 0
    assert run("measures", "template", "--out", out).code == ExitCode.USAGE
    assert run("measures", "template", "--period", "2026 Q1").code == ExitCode.USAGE


def test_the_long_table(sam: Run, figures: Path) -> None:
    sam("measures", "import", figures)
    ran = sam("measures", "show", "--all", "--json", "--to", "2026-03", "--periods", "2")
    assert len(ran.data) == 49 * 2
    assert set(ran.data[0]) >= LONG
    row = next(row for row in ran.data if row["measure"] == "1.1-a" and row["last_month"] == "2026-03")
    assert (row["value"], row["band"], row["target"], row["unit"]) == (72, "requires_improvement", 80, "percent")
    rows = list(csv.DictReader(io.StringIO(sam("measures", "show", "--all", "--csv", "--to", "2026-03").out)))
    assert len(rows) == 49 * 6
    months = sam("measures", "show", "--all", "--json", "--months", "--to", "2026-03").data
    assert {row["first_month"] == row["last_month"] for row in months} == {True}


def test_the_whole_scorecard_as_text(sam: Run, figures: Path) -> None:
    sam("measures", "import", figures)
    text = sam("measures", "show", "--all", "--to", "2026-03").out
    assert "~ amber" in text
    assert "80% or more, not met" in text
    assert "3 Resources" in text


@pytest.mark.parametrize("words", [("--team", "North"), ("--from", "2026-01"), ("--early-help",), ("--periods", "1")])
def test_what_does_not_go_with_the_whole_scorecard(sam: Run, words: tuple[str, ...]) -> None:
    assert sam("measures", "show", "--all", *words).code == ExitCode.USAGE


def test_months_need_the_whole_scorecard(sam: Run) -> None:
    assert sam("measures", "show", "--months").code == ExitCode.USAGE


def test_a_trend_on_the_demo(run: Run, demo_store: Path) -> None:
    text = run("measures", "trend", "1.1-d", "--demo").out
    assert "XmR chart, by month" in text
    assert "┄ limits of chance" in text
    data = run("measures", "trend", "1.1-d", "--demo", "--json").data
    assert (data["chart"], data["by"], len(data["points"])) == ("xmr", "month", 18)
    rows = list(csv.DictReader(io.StringIO(run("measures", "trend", "1.1-q", "--quarters", "--demo", "--csv").out)))
    assert {"period", "value", "centre", "lower_limit", "signals", "breaks_before"} <= set(rows[0])
    assert run("measures", "trend", "1.1-d", "--p-chart", "--demo").code == 0
    assert run("measures", "trend", "1.1-d", "--p-chart", "--xmr", "--demo").code == ExitCode.USAGE
    assert run("measures", "trend", "9.9-z", "--demo").code == ExitCode.USAGE


def test_rebasing(run: Run, demo_store: Path) -> None:
    month = run("measures", "trend", "1.1-d", "--demo", "--json").data["points"][13]["first_month"]
    ran = run("measures", "rebase", "1.1-d", month, "--reason", "new form", "--demo")
    assert ran.code == 0
    points = run("measures", "trend", "1.1-d", "--demo", "--json").data["points"]
    assert [point["breaks_before"] for point in points if point["breaks_before"]] == ["new form"]
    assert run("measures", "rebase", "1.1-d", month, "--undo", "--demo").code == 0
    assert run("measures", "rebase", "1.1-d", month, "--undo", "--demo").code == ExitCode.USAGE
    assert run("measures", "rebase", "1.1-d", month, "--reason", " ", "--demo").code == ExitCode.USAGE


def test_the_scorecard_of_the_demo_as_a_report(run: Run, demo_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "scorecard.txt"
    ran = run("report", "build", "scorecard", "--demo", "--out", out)
    assert ran.code == 0, ran.err
    text = out.read_text("utf-8")
    assert "Scorecard of the improvement plan" in text
    assert "47: 13 from audits, 34 imported" in text
    assert "1.1-s: no figure" in text
