"""``auditor rounds``, where it writes the report of a thematic round: own words, recommendations, quotes, practice."""

import re
from pathlib import Path

import pytest
from cli_runs import Run
from round_worlds import thematic_round
from store_builders import World

from auditor.standards.load import Standards

TOLD = "Summaries are kept up to date."


@pytest.fixture
def lead(store: Path, sam: Run, loaded_standards: Standards) -> Run:
    """Sam at the command line, of a store with a thematic round of which one audit is submitted."""
    thematic_round(World(store, loaded_standards, ""))
    return lambda *words: sam("rounds", *words[:1], "Summaries", *words[1:])


def finding(lead: Run, name: str) -> dict[str, object]:
    return next(one for one in lead("narrative", "--json").data["findings"] if one["name"] == name)


def test_own_words_are_written_shown_reported_and_dropped(lead: Run, sam: Run, tmp_path: Path) -> None:
    drafted = finding(lead, "grades")["drafted"]
    assert lead("finding", "grades", "--text", TOLD).code == 0
    assert finding(lead, "grades") == {
        "name": "grades",
        "heading": "What was found overall",
        "drafted": drafted,
        "own": TOLD,
        "changed": False,
        "withheld": False,
    }
    shown = lead("narrative")
    assert f"(own words) {TOLD}" in shown.out
    assert "0 quotes, 0 of good practice, 0 recommendations." in shown.out
    file = tmp_path / "report.txt"
    assert sam("report", "build", "thematic", "--round", "Summaries", "--out", file).code == 0
    assert TOLD in file.read_text()
    dropped = lead("finding", "grades", "--drop")
    assert str(drafted) in " ".join(dropped.err.split())
    assert finding(lead, "grades")["own"] is None
    assert lead("finding", "grades", "--drop").code == 2
    assert lead("finding", "grade", "--text", TOLD).code == 2
    assert "Sarah Smith" in lead("finding", "grades", "--text", "Sarah Smith did well.").err


def test_recommendations_by_their_numbers(lead: Run) -> None:
    given = ("--owner", "head of service", "--by", "2027-03-31")
    assert lead("recommend", "--what", "Show managers one", *given).code == 0
    assert lead("recommend", "--what", "Agree a day", "--owner", "team managers").code == 0
    rows = lead("recommend", "2", "--place", "1", "--json").data
    assert [(row["number"], row["what"], row["by"]) for row in rows] == [
        (1, "Agree a day", None),
        (2, "Show managers one", "2027-03-31"),
    ]
    assert lead("recommend", "1", "--by", "2027-01-31").code == 0
    assert "31/01/2027" in lead("recommend").out
    assert lead("recommend", "1", "--no-day").code == 0
    assert next((row["what"], row["by"]) for row in lead("recommend", "--json").data) == ("Agree a day", None)
    assert lead("recommend", "1", "--no-day", "--by", "2027-01-31").code == 2
    assert lead("recommend", "2", "--drop").code == 0
    assert [row["what"] for row in lead("recommend", "--json").data] == ["Agree a day"]
    for wrong in (("--what", "x"), ("1",), ("--drop",), ("--place", "1"), ("--no-day",), ("7", "--drop")):
        ran = lead("recommend", *wrong)
        assert (ran.code, ran.err.startswith("auditor: ")) == (2, True), wrong


def test_a_line_is_quoted_and_withdrawn(lead: Run) -> None:
    rows = lead("quote", "--json").data
    assert {row["said_by"] for row in rows} == {"child", "parent", "worker"}
    child = next(row for row in lead("quote", "--said-by", "child", "--json").data if "Mondays" in row["text"])
    assert lead("quote", child["id"][:8]).code == 0
    (quote,) = lead("narrative", "--json").data["quotes"]
    assert (quote["text"], quote["said_by"], quote["internal_only"]) == (child["text"], "child", True)
    assert re.search(r"Mondays\. +yes", lead("quote").out)
    worker = next(row for row in rows if row["said_by"] == "worker")
    refused = lead("quote", worker["id"])
    assert refused.code == 2
    assert "Sarah Smith" in refused.err
    assert lead("quote", worker["id"], "--why", "It is invented.").code == 0
    assert lead("quote", worker["id"], "--text", "Time is short.", "--said-by", "partner").code == 0
    assert lead("quote", child["id"], "--drop").code == 0
    (left,) = lead("narrative", "--json").data["quotes"]
    assert (left["text"], left["said_by"]) == ("Time is short.", "partner")
    for wrong in (("--drop",), ("--text", "x"), ("zz",), (child["id"], "--drop")):
        assert lead("quote", *wrong).code == 2, wrong


def test_good_practice_is_shared_from_an_audit_or_typed(lead: Run) -> None:
    (strength,) = lead("share", "--json").data
    assert lead("share", strength["id"]).out.strip() == strength["id"]
    typed = lead("share", "--text", "One team reads aloud.").out.strip()
    shared = lead("narrative", "--json").data["good_practice"]
    assert [one["text"] for one in shared] == ["one strength", "One team reads aloud."]
    assert lead("share", typed, "--text", "Two teams read aloud.").code == 0
    assert lead("share", strength["id"], "--drop").code == 0
    assert [one["text"] for one in lead("narrative", "--json").data["good_practice"]] == ["Two teams read aloud."]
    for wrong in (("--drop",), ("--why", "x"), ("zz",), ("--text", "Ask Mrs Harding.")):
        assert lead("share", *wrong).code == 2, wrong


def test_what_was_typed_is_listed_and_erased(lead: Run, sam: Run) -> None:
    assert lead("finding", "grades", "--text", "Marigold wrote").code == 0
    (text,) = [one for one in sam("rounds", "texts", "--json").data if one["kind"] == "round_finding"]
    assert text["text"] == "Marigold wrote"
    assert sam("rounds", "erase", text["id"], "--reason", "a name").code == 0
    assert finding(lead, "grades")["own"] is None


def test_nobody_else_reads_or_writes_it(lead: Run, run: Run) -> None:
    assert lead("finding", "grades", "--text", TOLD).code == 0
    for words in (("narrative",), ("finding", "grades", "--drop"), ("recommend",), ("quote",), ("share",)):
        ran = run("rounds", words[0], "Summaries", *words[1:], "--as", "Ada")
        assert (ran.code, ran.out) == (4, ""), words
        assert TOLD not in ran.err
