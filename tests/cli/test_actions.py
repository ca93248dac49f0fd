"""``auditor actions``: lists, what is due, reports, and whether it worked."""

import csv
import io
import json
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from action_builders import PLAN, TALK, final_by_ada
from cli_runs import Run
from store_builders import Clock, Template, World

from auditor.audit.details import AuditKind
from auditor.audit.facts import Action
from auditor.cli.main import parser_of
from auditor.cli.reference import leaves
from auditor.clock import system_clock, today
from auditor.standards.load import Standards
from auditor.use_cases.actions.table import DUE_FIELDS

TODAY = today(system_clock)
LATE = Action("00late00", "Ensure the plan is reviewed", "social worker", TODAY - timedelta(days=4))
SOON = Action("00soon00", "Hold a risk discussion with the worker", "team manager", TODAY + timedelta(days=5))
PRESSED: set[str] = set()


@pytest.fixture
def acted(store: Path, template_store: Template, loaded_standards: Standards) -> UUID:
    """A month ago Sam made final an audit by Ada, with an action that is late by now and one that is due soon."""
    world = World(store, loaded_standards, template_store.recovery_code, Clock(system_clock() - timedelta(days=30)))
    plan = Action("00plan00", PLAN.what, PLAN.owner, TODAY + timedelta(days=60), about=PLAN.about)
    audit = final_by_ada(world, actions=(LATE, SOON, plan), answer="not_met")
    world.close()
    return audit


@pytest.fixture
def tess(acted: UUID, run: Run) -> Run:
    """Runs a command as Tess, who manages the team North."""

    def ran(*words: object) -> object:
        PRESSED.add(str(words[1]))
        return run(*words, "--as", "Tess")

    return ran  # type: ignore[return-value]


def test_the_list_says_what_is_late_and_marks_what_is_vague(tess: Run) -> None:
    shown = tess("actions", "list")
    line = next(line for line in shown.out.splitlines() if line.startswith("00late00"))
    assert line.split()[2] == "4"
    assert "? Ensure the plan is reviewed" in line
    assert "3 actions, 1 of them vague" in shown.err
    listed = tess("actions", "list", "--json").data
    assert [row["action"] for row in listed] == ["00late00", "00soon00", "00plan00"]
    assert listed[0]["vague"] == ["“ensure” says nothing one could see done"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--overdue",), ["00late00"]),
        (("--closed",), []),
        (("--confirmed",), []),
        (("--all",), ["00late00", "00soon00", "00plan00"]),
        (("--not-started",), ["00late00", "00soon00", "00plan00"]),
        (("--mine",), ["00late00", "00soon00", "00plan00"]),
        (("--team", "North"), ["00late00", "00soon00", "00plan00"]),
        (("--team", "South"), []),
        (("--section", "PS01"), ["00plan00"]),
        (("--about", "nothing"), []),
        (("--lcs", "9900001"), ["00late00", "00soon00", "00plan00"]),
        (("--lcs", "77"), []),
        (("--age", "3m"), ["00late00", "00soon00", "00plan00"]),
        (("--age", "4w"), []),
        (("--status", "on_track"), []),
    ],
)
def test_every_filter(tess: Run, words: tuple[str, ...], found: list[str]) -> None:
    assert [row["action"] for row in tess("actions", "list", *words, "--json").data] == found


def test_due_is_for_a_scheduler(tess: Run) -> None:
    due = tess("actions", "due", "--json")
    assert due.code == 0
    assert [list(row) for row in due.data] == [list(DUE_FIELDS)]
    assert (due.data[0]["days_over"], due.data[0]["team"]) == (4, "North")
    week = tess("actions", "due", "--within", "7", "--json").data
    assert [row["days_over"] for row in week] == [4, -5]
    none = tess("actions", "due", "--team", "South", "--json")
    assert (none.code, none.data) == (0, [])
    assert tess("actions", "due", "--within", "-1").code == 2
    assert tess("actions", "due", "--within", "99999999").code == 2


def test_from_a_report_to_closing_and_back(tess: Run) -> None:
    said = tess("actions", "report", "00late00", "some_issues", "--note", "The worker is away.")
    assert (said.code, "▲ some issues" in said.err) == (0, True)
    later = (TODAY + timedelta(days=20)).isoformat()
    assert tess("actions", "extend", "00late00", later, "--reason", "She is back on Monday.").code == 0
    closed = tess("actions", "close", "00late00", "--evidence", "plan on file", "--on", TODAY.isoformat())
    assert "closed on paper" in closed.err
    assert [row["closed_how"] for row in tess("actions", "list", "--closed", "--json").data] == ["on_paper"]
    assert tess("actions", "reopen", "00late00", "--reason", "It is last year's.").code == 0
    shown = tess("actions", "show", "00late00", "--json").data
    assert (shown["due"], shown["closed"], shown["status"]) == (later, None, "some_issues")
    assert [report["by"] for report in shown["reports"]] == ["Tess"] * 4
    text = tess("actions", "show", "00late00").out
    for words in ("The worker is away.", "extended to", "plan on file", "reopened: It is last year's.", "“ensure”"):
        assert words in text


def test_an_action_is_added_and_what_is_vague_in_it_is_told(tess: Run, acted: UUID) -> None:
    made = tess("actions", "add", acted, "--what", "Monitor him", "--about", "ps06")
    assert made.code == 0
    for why in ("“monitor”", "very short", "nobody owns it", "it has no day"):
        assert why in made.err
    row = tess("actions", "show", made.out.strip()[-8:], "--json").data
    assert (row["what"], row["section"], row["started"]) == ("Monitor him", "ps06", TODAY.isoformat())


def test_a_text_may_come_from_standard_input_and_who_it_names_is_told(
    tess: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Rang 07700 900123 again.\n"))
    said = tess("actions", "report", "00late00", "--note", "-")
    assert (said.code, "Check:" in said.err) == (0, True)
    assert "07700 900123" in tess("actions", "show", "00late00").out


def test_what_is_refused_and_how(tess: Run) -> None:
    own = tess("actions", "close", "00soon00", "--evidence", "minutes", "--on", TODAY.isoformat())
    assert (own.code, "owned by: team manager" in own.err) == (4, True)
    for words in (
        ("show", "ffffffff"),
        ("report", "00late00"),
        ("extend", "00late00", TODAY.isoformat(), "--reason", "x"),
        ("close", "00late00", "--evidence", " ", "--on", TODAY.isoformat()),
        ("close", "00late00", "--evidence", "plan", "--on", (TODAY + timedelta(days=1)).isoformat()),
        ("reopen", "00late00", "--reason", "x"),
    ):
        assert tess("actions", *words).code == 2, words


def test_lists_are_written_as_files_and_never_over_another(tess: Run, tmp_path: Path) -> None:
    sheet, book = tmp_path / "a.csv", tmp_path / "a.xlsx"
    assert tess("actions", "list", "--csv", sheet).code == 0
    assert tess("actions", "list", "--csv", sheet).code == 2
    assert tess("actions", "list", "--csv", sheet, "--force").code == 0
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
    assert [row["Action"] for row in rows] == ["00late00", "00soon00", "00plan00"]
    assert tess("actions", "due", "--xlsx", book).code == 0
    assert openpyxl.load_workbook(book).worksheets[0].max_row == 2
    assert "LCS number" in tess("actions", "list", "--csv", "-").out
    assert tess("actions", "list", "--xlsx", "-").code == 2


def test_whether_it_worked(tess: Run, run: Run, acted: UUID, store: Path, loaded_standards: Standards) -> None:
    before = tess("actions", "worked", "--json").data
    assert (before["all"]["questions"], before["all"]["looked_at"], before["questions"]) == (1, 0, [])
    world = World(store, loaded_standards, "", Clock(system_clock() - timedelta(days=5)))
    final_by_ada(world, actions=(TALK,), answer="met", kind=AuditKind.RE_AUDIT)
    world.close()
    after = json.loads(run("actions", "worked", "--json", "--as", "Tess").out)
    assert (after["all"]["up"], after["questions"][0]["moved"]) == (1, "up")
    text = tess("actions", "worked", "--each").out
    assert "not met" in text
    assert "↑ up" in text
    listed = tess("actions", "list", "--confirmed")
    assert "confirmed by a later audit" in listed.out
    assert "0 closed on paper, 1 confirmed by a re-audit" in listed.err
    assert "confirmed by a re-audit" in tess("actions", "show", "00plan00").out


def test_every_verb_was_run() -> None:
    assert {leaf.prog.split()[-1] for leaf in leaves(parser_of("actions"))} == PRESSED
