"""``auditor team audits``, ``show``, ``trend``, ``acknowledge``, ``reply``, ``answer``, ``letter``, ``close``."""

from pathlib import Path

import pytest
from cli_runs import Run
from store_builders import World
from team_builders import STRENGTH, final_audit

from auditor.clock import system_clock
from auditor.errors import ExitCode
from auditor.standards.load import Standards

A = "9900001"


@pytest.fixture
def final(store: Path, loaded_standards: Standards) -> None:
    """An audit of North by Ada that stands, in the store that the commands find."""
    world = World(store, loaded_standards, "")
    world.clock.at = system_clock()
    final_audit(world, A)
    world.close()


def as_name(run: Run, name: str) -> Run:
    return lambda *words: run(*words, "--as", name)


def test_from_the_letter_to_closing(run: Run, sam: Run, store: Path, final: None, tmp_path: Path) -> None:
    tess = as_name(run, "Tess")
    (row,) = tess("team", "audits", "--json").data
    assert (row["lcs_number"], row["overall"], row["acknowledged"], row["open_replies"]) == (A, "good", None, 0)
    assert STRENGTH in tess("team", "show", A).out
    assert tess("team", "acknowledge", A).code == 0
    replied = tess("team", "reply", A, "PS6", "--text", "Call 07700 900123, it is there.")
    assert replied.code == 0
    assert 'Check: "07700 900123"' in replied.err
    assert tess("team", "show", A, "--json").data["replies"][0]["answer"] is None
    refused = sam("team", "close", A)
    assert refused.code == ExitCode.USAGE
    assert "is not answered" in refused.err
    assert sam("team", "answer", A, "overall", "--text", "Yes.").code == ExitCode.USAGE
    assert "none is left" in sam("team", "answer", A, "ps06", "--text", "It is there now.").err
    assert tess("team", "show", A, "--json").data["replies"][0]["answer"] == "It is there now."
    letter = tmp_path / "letter.txt"
    assert tess("team", "letter", A, "--out", letter).code == 0
    assert letter.read_text("utf-8") == tess("team", "letter", A).out
    assert tess("team", "letter", A, "--out", letter).code == ExitCode.USAGE
    assert sam("team", "close", A).code == 0
    assert tess("team", "reply", A, "PS6", "--text", "No.").code == ExitCode.NOT_PERMITTED
    assert sam("verify").code == 0


def test_the_trend_has_every_period_with_its_number(run: Run, sam: Run, store: Path, final: None) -> None:
    tess = as_name(run, "Tess")
    rows = tess("team", "trend", "--by", "month", "--json").data
    assert len(rows) == 12
    assert (rows[-1]["team_good"], rows[-1]["team_of"], rows[-1]["words"]) == (1, 1, "too few to tell")
    assert rows[-1]["team_lower"] is not None
    assert "too few to tell" in tess("team", "trend").out
    assert len(tess("team", "trend", "--csv").out.splitlines()) == 9


def test_another_team_and_no_team(run: Run, sam: Run, store: Path, final: None) -> None:
    tess = as_name(run, "Tess")
    assert tess("team", "audits", "--team", "South").code == ExitCode.NOT_PERMITTED
    mo = as_name(run, "Mo")
    assert mo("team", "audits").code == ExitCode.NOT_PERMITTED
    refused = mo("team", "show", A)
    assert refused.code == ExitCode.USAGE
    assert "that you may see" in refused.err
    assert sam("team", "reply", A, "PS6", "--text", "No.").code == ExitCode.NOT_PERMITTED
