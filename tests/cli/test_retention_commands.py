"""``auditor retention``, on a store with an audit that was submitted 400 days ago and one that was submitted today."""

import io
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cli_runs import Run
from round_worlds import EVERY, drawn
from store_builders import Template, World, copy_of, finish, new_audit

from auditor.audit.profile import Period
from auditor.cli import session
from auditor.clock import system_clock
from auditor.errors import ExitCode
from auditor.standards.load import Standards
from auditor.use_cases.audits.move_audit import submit_audit

NUMBERS = {"old": "9904001", "recent": "9904002"}
WHY = ("--reason", "As our schedule says.")


@pytest.fixture
def store(
    tmp_path: Path,
    template_store: Template,
    loaded_standards: Standards,
    passphrase_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    world: World = copy_of(template_store, tmp_path / "store", loaded_standards)
    for name, days in (("old", 400), ("recent", 0)):
        world.clock.at = system_clock() - timedelta(days=days, hours=1)
        with closing(world.open("Sam")) as service:
            audit_id: UUID = new_audit(service, NUMBERS[name])
            finish(service, audit_id)
            submit_audit(service, audit_id)
    monkeypatch.setenv("AUDITOR_STORE", str(world.folder))
    monkeypatch.setenv("AUDITOR_PASSPHRASE_FILE", str(passphrase_file))
    return world.folder


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(session, "on_terminal", lambda: True)
    return monkeypatch


def listed(sam: Run) -> set[str]:
    return {row["lcs_number"] for row in sam("audit", "list", "--json").data}


def test_from_the_setting_to_the_removal(sam: Run) -> None:
    assert "for ever" in sam("retention", "show").out
    nothing = sam("retention", "preview", "--json")
    assert (nothing.code, nothing.data) == (0, [])
    assert sam("retention", "remove", "--yes", *WHY).code == 0
    assert sam("retention", "set", "12").code == 0
    assert sam("retention", "show", "--json").data == {"months": 12, "removed": []}
    (row,) = sam("retention", "preview", "--json").data
    assert (row["lcs_number"], row["kind"], row["team"]) == (NUMBERS["old"], "full", "North")
    assert row["facts"] > row["texts"] > 0
    shown = sam("retention", "preview")
    assert NUMBERS["old"] in shown.out
    assert NUMBERS["recent"] not in shown.out
    figures = sam("measures", "show", "--json").data
    done = sam("retention", "remove", "--yes", *WHY, "--json").data
    assert (done["audits"], done["facts"], done["cases"], done["by"]) == (1, row["facts"], 1, "Sam")
    assert listed(sam) == {NUMBERS["recent"]}
    assert sam("measures", "show", "--json").data == figures
    assert sam("retention", "show", "--json").data["removed"] == [done]
    assert WHY[1] in sam("retention", "show").out
    checked = sam("verify", "--json")
    assert (checked.code, checked.data["removed"], checked.data["problems"]) == (0, row["facts"], [])
    assert "removed by retention" in sam("verify").err
    opened = sam("audit", "show", row["id"])
    assert opened.code == ExitCode.USAGE
    assert "was removed from this store" in opened.err


def test_the_numbers_of_a_round_that_is_over_go_too_and_its_board_still_counts(
    sam: Run, store: Path, loaded_standards: Standards, terminal: pytest.MonkeyPatch
) -> None:
    world = World(store, loaded_standards, "")
    world.clock.at = system_clock() - timedelta(days=400)
    today = world.clock.at.date()
    with closing(world.open("Sam")) as service:
        period = Period(today - timedelta(days=200), today - timedelta(days=20))
        drawn(world, service, 4, period=period, due=today - timedelta(days=10))
    assert [row["lcs_number"] for row in sam("rounds", "cases", "Winter", "--json").data] == list(EVERY)
    sam("retention", "set", "12")
    rows = sam("retention", "preview", "--json").data
    of_round = [row for row in rows if row["rounds"]]
    assert {row["lcs_number"] for row in of_round} == set(EVERY)
    assert {(row["state"], row["rounds"][0], row["facts"]) for row in of_round} == {("no audit", "Winter", 0)}
    shown = sam("retention", "preview")
    assert "6 LCS numbers of cases without an audit" in shown.err
    before = sam("rounds", "show", "Winter", "--json").data
    terminal.setattr(sys, "stdin", io.StringIO(f"remove {len(rows)}\n"))
    assert sam("retention", "remove", *WHY).code == 0
    after = sam("rounds", "show", "Winter", "--json").data
    assert {row["lcs_number"] for row in after["rows"]} == {"removed"}
    assert after["counts"] == before["counts"]
    assert [row["case"] for row in after["rows"]] == [row["case"] for row in before["rows"]]
    assert sam("verify").code == 0
    assert sam("rounds", "allocate", "Winter", EVERY[0], "Ada").code == ExitCode.USAGE


@pytest.mark.parametrize("typed", ["", "yes", "remove 2", "remove"])
def test_another_word_than_the_one_asked_for_removes_nothing(
    sam: Run, terminal: pytest.MonkeyPatch, typed: str
) -> None:
    sam("retention", "set", "12")
    terminal.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
    ran = sam("retention", "remove", *WHY)
    assert ran.code == ExitCode.USAGE
    assert "Nothing was removed." in ran.err
    assert listed(sam) == set(NUMBERS.values())


def test_what_goes_is_shown_before_it_is_confirmed_by_typing(sam: Run, terminal: pytest.MonkeyPatch) -> None:
    sam("retention", "set", "12")
    terminal.setattr(sys, "stdin", io.StringIO("Remove 1\n"))
    ran = sam("retention", "remove", *WHY)
    assert ran.code == 0
    assert ran.err.index(NUMBERS["old"]) < ran.err.index('Type "remove 1"') < ran.err.index("Removed 1 audit ")
    assert listed(sam) == {NUMBERS["recent"]}


def test_without_a_terminal_it_has_to_be_said_that_nobody_is_asked(sam: Run) -> None:
    sam("retention", "set", "12")
    ran = sam("retention", "remove", *WHY)
    assert ran.code == ExitCode.USAGE
    assert "--yes" in ran.err
    assert listed(sam) == set(NUMBERS.values())


def test_never_takes_the_setting_back(sam: Run) -> None:
    sam("retention", "set", "12")
    assert sam("retention", "set", "never").code == 0
    assert sam("retention", "show", "--json").data["months"] is None
    assert sam("retention", "preview", "--json").data == []


@pytest.mark.parametrize("months", ["0", "-3", "1.5", "seven", "²", "99999999999"])
def test_what_is_no_number_of_months_is_refused(sam: Run, months: str) -> None:
    assert sam("retention", "set", "--", months).code == ExitCode.USAGE
    assert sam("retention", "show", "--json").data["months"] is None


def test_only_the_lead_may(store: Path, run: Run) -> None:
    for words in (("set", "12"), ("preview",), ("remove", "--yes", *WHY)):
        assert run("retention", *words, "--as", "Ada").code == ExitCode.NOT_PERMITTED
    assert run("retention", "show", "--as", "Ada").code == 0
