"""Texts that the command line records are screened: told on stderr, kept with a reason, and never refused."""

import json
from pathlib import Path

import pytest
from cli_runs import Run

from auditor.errors import ExitCode

A = "9904093"
SAID = "Mrs Harding rang."
TEXTS = {
    "note": ("note", A, "ps06", SAID),
    "evidence": ("evidence", A, "ps06.chronology", SAID),
    "answer": ("answer", A, "ps06.chronology=met", "--evidence", SAID),
    "difference": ("difference", A, "some", "--text", SAID),
    "conversation": ("conversation", A, "child", "--outcome", "tried", "--why", SAID),
    "finding": ("finding", A, "--strength", SAID),
    "action": ("action", A, "--what", "Speak", "--owner", "Mrs Harding", "--due", "2099-01-01"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_told_and_saved_all_the_same_and_kept_with_a_reason(sam: Run, audit: str, name: str) -> None:
    ran = sam("audit", *TEXTS[name])
    assert ran.code == 0
    assert 'Check: "Mrs Harding" is a name with a title. Write who it is' in ran.err
    assert "--keep REASON" in ran.err
    assert "Harding" not in ran.out
    assert "Mrs Harding" in json.dumps(sam("audit", "show", A, "--json").data["left"])
    kept = sam("audit", *TEXTS[name], "--keep", "It is the name of a house.")
    assert kept.code == 0
    assert "1 find" in kept.err
    assert "Check:" not in kept.err


def test_a_reason_that_says_who_it_is_records_nothing(sam: Run, audit: str) -> None:
    ran = sam("audit", "note", A, "ps06", SAID, "--keep", "Harding is his name")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "The reason itself says who it is." in ran.err
    assert sam("audit", "show", A, "--json").data["left"] == sam("audit", "show", A, "--json").data["left"]
    assert "Harding" not in str(sam("audit", "show", A, "--json").data)


def test_a_hint_is_told_softly_and_nothing_else_is_told(sam: Run, audit: str) -> None:
    assert "Perhaps:" in sam("audit", "note", A, "ps06", "Seen with Jayden Smith.").err
    assert "Perhaps" not in sam("audit", "note", A, "ps06", f"Case {A}, seen on 3/4/2026.").err


def test_what_was_kept_is_kept_in_the_other_store_too(sam: Run, lee: Run, audit: str, tmp_path: Path) -> None:
    sam("audit", "note", A, "ps06", SAID, "--keep", "It is the name of a house.")
    bundle = tmp_path / "bundle.json"
    assert sam("export", A, "--out", bundle).code == 0
    assert bundle.read_text("utf-8").count("Harding") == 1, "in the note, and nowhere else"
    assert lee("import", bundle).code == 0
    assert "Harding" not in json.dumps(lee("audit", "show", A, "--json").data["left"])


def test_a_report_and_a_reason_tell_it(sam: Run, audit: str) -> None:
    sam("audit", "finding", A, "--strength", SAID)
    ran = sam("report", "build", "audit", A, "--out", "-")
    assert ran.code == 0
    assert 'Check: "Mrs Harding"' in ran.err
    voided = sam("audit", "void", A, "--reason", "Mrs Harding asked for it.")
    assert voided.code == 0
    assert 'Check: "Mrs Harding"' in voided.err
