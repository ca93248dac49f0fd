"""Report definitions: those that ship are sound, and every way to get one wrong is said with its line."""

import json
import re
import shutil
from pathlib import Path

import pytest
from briefing_samples import briefing_2018
from letter_samples import letter_data
from monthly_samples import month_data
from programme_samples import year
from report_samples import ROOT, audit_data, measures_data
from scorecard_samples import scorecard_data
from thematic_samples import supervision_2018

from auditor.errors import ProblemsError, UnknownIdError
from auditor.reports.charts.palette import WHITE, contrast
from auditor.reports.definition import (
    check_reports,
    fill,
    load_report,
    load_reports,
    read_reports,
)
from auditor.reports.kinds import KINDS
from auditor.reports.measures import measures as measures_report
from auditor.reports.measures import scorecard as scorecard_report
from auditor.reports.monthly import report as monthly_report
from auditor.reports.one_audit import letter as letter_report
from auditor.reports.one_audit import report as audit_report
from auditor.reports.programme import report as programme_report
from auditor.reports.thematic import briefing as briefing_report
from auditor.reports.thematic import report as thematic_report

BAD = sorted((ROOT / "tests/data/reports/bad").glob("*.yaml"))
"""Each begins with the problem it has, as it must be printed."""


def folder_with(tmp_path: Path, *files: Path) -> Path:
    (tmp_path / "fonts").symlink_to(ROOT / "reports/fonts")
    for file in files:
        shutil.copy(file, tmp_path / file.name)
    return tmp_path


def test_the_reports_that_ship_have_no_problem() -> None:
    assert check_reports(ROOT / "reports") == []
    assert {definition.report for definition in load_reports(ROOT / "reports").values()} == set(KINDS)


def test_they_show_every_block_there_is() -> None:
    for definition in load_reports(ROOT / "reports").values():
        assert {section.shows for section in definition.sections} == set(KINDS[definition.report].shows)


def test_the_schema_names_every_kind() -> None:
    schema = json.loads((ROOT / "schemas/report.schema.json").read_text("utf-8"))
    assert schema["properties"]["report"]["enum"] == list(KINDS)


def test_blocks_and_placeholders_are_the_ones_that_are_built() -> None:
    assert set(KINDS["audit"].names) == set(audit_report.placeholders(audit_data()))
    assert set(KINDS["measures"].names) == set(measures_report.placeholders(measures_data()))
    assert set(KINDS["scorecard"].names) == set(scorecard_report.placeholders(scorecard_data()))
    assert set(KINDS["thematic"].names) == set(thematic_report.placeholders(supervision_2018()))
    assert set(KINDS["letter"].names) == set(letter_report.placeholders(letter_data()))
    assert set(KINDS["briefing"].names) == set(briefing_report.placeholders(briefing_2018()))
    assert set(KINDS["monthly"].names) == set(monthly_report.placeholders(month_data()))
    assert set(KINDS["programme"].names) == set(programme_report.placeholders(year()))


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_malformed_definition_is_refused_with_its_line(file: Path, tmp_path: Path) -> None:
    expected = re.findall(r"^# expect: (.*)$", file.read_text(encoding="utf-8"), re.M)
    assert expected, "the fixture says what is wrong with it"
    found, problems = read_reports(folder_with(tmp_path, file))
    assert len(problems) == len(expected)
    for problem, beginning in zip(problems, expected, strict=True):
        assert str(problem).startswith(beginning)
    assert found == {}


def test_all_problems_of_all_files_are_reported_together(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, *BAD)
    problems = check_reports(folder)
    assert {problem.file for problem in problems} == {file.name for file in BAD}
    assert problems == sorted(problems)
    with pytest.raises(ProblemsError) as caught:
        load_reports(folder)
    assert caught.value.problems == problems


def test_two_reports_with_one_id(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, ROOT / "reports/audit.yaml")
    shutil.copy(ROOT / "reports/audit.yaml", folder / "zz.yaml")
    assert [str(problem) for problem in check_reports(folder)] == [
        "zz.yaml:4:5: id: another report is called 'audit' too"
    ]


def test_an_empty_or_missing_folder(tmp_path: Path) -> None:
    assert "no report definition" in check_reports(tmp_path)[0].message
    assert "no such folder" in check_reports(tmp_path / "none")[0].message


def test_an_unknown_report_names_the_nearest() -> None:
    with pytest.raises(UnknownIdError, match="no report called 'mesures'") as caught:
        load_report("mesures", ROOT / "reports")
    assert "measures" in str(caught.value)


def test_what_is_filled_in_is_not_searched_for_placeholders() -> None:
    assert fill("{team}, {as_at}", {"team": "{as_at} {none}", "as_at": "today"}) == "{as_at} {none}, today"


def test_contrast() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#ffffff", WHITE) == pytest.approx(1)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)  # WebAIM's example of the least grey for AA
