"""``auditor standards``: needs no store."""

import shutil
from pathlib import Path

import pytest
from cli_runs import Run

from auditor.cli.handlers.standards import COUNTED

BAD = Path(__file__).parents[1] / "data" / "standards" / "bad"
ISSUE = {
    "sections": 21,
    "points": 341,
    "timescales": 46,
    "timescales_derived": 9,
    "measures": 47,
    "audit_measures": 13,
    "problems": [],
}


def test_the_shipped_standards_have_no_problems(run: Run) -> None:
    ran = run("standards", "check", "--json")
    assert ran.code == 0
    assert {**ran.data, **ISSUE} == ran.data
    assert set(ran.data) == {*COUNTED, "problems"}
    groups = ("points_tested", "points_other_subject", "points_conversation", "points_not_audited")
    assert sum(ran.data[group] for group in groups) == 341
    plain = run("standards", "check")
    assert (plain.code, "no problems" in plain.err) == (0, True)
    assert plain.out.splitlines()[0].split() == ["sections", "21"]


def test_problems_are_lines_on_stderr_and_data_in_json(run: Run, standards_copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(standards_copy, folder)
    section = next(folder.glob("*/*/ps06*.yaml"))
    section.write_text(section.read_text("utf-8").replace("depth: core", "depth: coer", 1), "utf-8")
    ran = run("standards", "check", folder, "--json")
    assert ran.code == 1
    (problem,) = ran.data["problems"]
    assert problem["nearest"] == "core"
    assert problem["line"] > 1
    assert all(ran.data[name] is None for name in COUNTED)
    assert "did you mean core?" in ran.err
    assert "1 problem" in ran.err
    plain = run("standards", "check", folder)
    assert (plain.code, plain.out) == (1, "")


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("standards", "check", tmp_path / "nowhere")
    assert (ran.code, ran.out) == (1, "")
    assert "there is no such folder" in ran.err
    listed = run("standards", "list", "--standards", tmp_path / "nowhere", "--json")
    assert listed.code == 1
    assert listed.data["problems"]


def test_the_list(run: Run) -> None:
    ran = run("standards", "list", "--json")
    edition, *themes = ran.data
    assert (edition["kind"], edition["version"], len(edition["sections"])) == ("edition", "2023", 21)
    assert "supervision" in [theme["id"] for theme in themes]
    assert all(section["questions"] for section in edition["sections"])
    text = run("standards", "list").out
    assert "PS6      Identity, chronology and case summary" in text


def test_the_list_of_a_broken_folder_names_its_problems(run: Run, standards_copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(standards_copy, folder)
    (folder / "themes" / "supervision.yaml").write_text("id: [broken", "utf-8")
    ran = run("standards", "list", "--standards", folder)
    assert (ran.code, ran.out) == (1, "")
    assert "supervision.yaml" in ran.err


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ps06", "Good looks like"),
        ("PS6", "Good looks like"),
        ("ps06.chronology", "Look for"),
        ("PS6.4", "Tested by"),
        ("ps6.4", "Tested by"),
        ("supervision", "theme supervision"),
        ("T02", "PS6.4 prints days"),
        ("t27", "By law      Initial health assessment within 20 working days"),
        ("t27", "- pg07.health-assessment-in-time"),
        ("T27", "Example: over leap day"),
        ("T20", "Until       child protection plan ended"),
        ("pg07", "the law differs: Initial health"),
        ("profile", "--age-band"),
    ],
)
def test_show(run: Run, name: str, shown: str) -> None:
    ran = run("standards", "show", name)
    assert (ran.code, ran.err) == (0, "")
    assert shown in ran.out
    assert all(len(line) <= 110 for line in ran.out.splitlines())


def test_the_events_with_every_name_they_go_by(run: Run) -> None:
    data = run("standards", "events", "--json").data
    by_id = {event["id"]: event for event in data}
    assert by_id["case_allocated"]["label"] == "case allocated to the worker"
    assert "allocated" in by_id["case_allocated"]["also"]
    table = run("standards", "events")
    assert (table.code, table.err) == (0, "")
    assert len(table.out.splitlines()) >= len(data) + 2
    assert all(event["id"] in table.out for event in data)
    assert "case allocated, allocated, allocation" in table.out


@pytest.mark.parametrize(("name", "nearest"), [("ps06.chronolgy", "ps06.chronology"), ("PS6.44", "PS6.4")])
def test_show_offers_the_nearest(run: Run, name: str, nearest: str) -> None:
    ran = run("standards", "show", name)
    assert (ran.code, ran.out) == (2, "")
    assert f"Did you mean {nearest}?" in ran.err


def test_a_point_that_is_not_audited_says_why(run: Run) -> None:
    first = run("standards", "coverage", "--json").data["not_audited"][0]
    ran = run("standards", "show", first["id"])
    assert "Not audited" in ran.out


def test_coverage(run: Run) -> None:
    data = run("standards", "coverage", "--json").data
    groups = ("tested", "other_subject", "conversation", "not_audited")
    assert sum(len(data[group]) for group in groups) == data["points"] == 341
    assert all(point["not_audited"] for point in data["not_audited"])
    text = run("standards", "coverage")
    assert text.out.rstrip().endswith("341 points in all.")


@pytest.mark.parametrize("folder", sorted(path for path in BAD.iterdir() if path.is_dir()), ids=lambda path: path.name)
def test_no_bad_folder_makes_the_list_fail_otherwise(run: Run, folder: Path) -> None:
    ran = run("standards", "list", "--standards", folder)
    assert ran.code in (0, 1)
    assert "does not know" not in ran.err
