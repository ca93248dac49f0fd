"""``init``, ``person``, ``team``, ``verify``, ``doctor``, ``demo``."""

import io
import os
import shutil
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from cli_runs import FEW, Run
from sqlalchemy import text
from store_builders import PASSPHRASE

from auditor.cli.handlers import init as init_handler
from auditor.errors import ExitCode
from auditor.store.vault import CHEAP, database_path
from auditor.use_cases import demo
from auditor.use_cases.demo import build_demo
from auditor.use_cases.open_store import init_store, unlock_store, who_can_unlock

# -- init -------------------------------------------------------------------------------------------------------------


def test_init_from_a_script(run: Run, tmp_path: Path, passphrase_file: Path) -> None:
    folder = tmp_path / "mine"
    ran = run("init", "--name", "Sam", "--store", folder, "--passphrase-file", passphrase_file)
    assert ran.code == 0
    assert len(ran.out.strip().split("-")) == 6
    assert "on paper" in ran.err
    assert run("team", "list", "--store", folder, "--passphrase-file", passphrase_file).code == 0
    again = run("init", "--name", "Sam", "--store", folder, "--passphrase-file", passphrase_file)
    assert (again.code, again.out) == (ExitCode.STORE, "")


def test_init_as_json(run: Run, tmp_path: Path, passphrase_file: Path) -> None:
    ran = run("init", "--name", "Sam", "--store", tmp_path / "s", "--passphrase-file", passphrase_file, "--json")
    assert set(ran.data) == {"store", "person", "recovery_code"}


@pytest.mark.parametrize("words", [[], ["--name", ""], ["--name", "Sam"]])
def test_init_without_what_it_needs(run: Run, tmp_path: Path, words: list[str]) -> None:
    ran = run("init", "--store", tmp_path / "mine", *words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert not (tmp_path / "mine").exists()


def test_init_with_a_short_passphrase(run: Run, tmp_path: Path, passphrase_file: Path) -> None:
    passphrase_file.write_text("short", "utf-8")
    ran = run("init", "--name", "Sam", "--store", tmp_path / "mine", "--passphrase-file", passphrase_file)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "12 characters" in ran.err


def test_init_on_a_terminal_asks_twice_and_has_the_code_typed_back(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([PASSPHRASE, PASSPHRASE + "x", PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr(init_handler.session, "on_terminal", lambda: True)
    monkeypatch.setattr(init_handler, "getpass", lambda _question, stream: next(typed))
    monkeypatch.setattr("sys.stdin", io.StringIO("Sam\n"))
    differ = run("init", "--store", tmp_path / "mine")
    assert (differ.code, differ.out) == (ExitCode.USAGE, "")
    assert "differ" in differ.err
    code = "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF"
    monkeypatch.setattr("auditor.use_cases.open_store.new_recovery_code", lambda _random: code)
    monkeypatch.setattr("auditor.use_cases.open_store.normalise", lambda text: text)
    monkeypatch.setattr("sys.stdin", io.StringIO("Sam\nXXXXX\nfffff\n"))
    ran = run("init", "--store", tmp_path / "mine")
    assert ran.code == 0
    assert ran.out == code + "\n"
    assert "That is not it" in ran.err
    assert "Good. Start with: auditor" in ran.err


# -- people and teams -------------------------------------------------------------------------------------------------


def test_people_are_added_listed_and_removed(run: Run, sam: Run, passphrase_file: Path) -> None:
    added = sam("person", "add", "Bea", "--role", "auditor", "--new-passphrase-file", passphrase_file)
    assert added.code == 0, added.err
    listed = {person["name"]: person for person in sam("person", "list", "--json").data}
    assert listed["Bea"] == {"id": added.out.strip(), "name": "Bea", "roles": ["auditor"], "teams": [], "active": True}
    assert listed["Tess"]["teams"] == ["North"]
    assert run("team", "list", "--as", "Bea").code == 0
    assert sam("person", "remove", "bea").code == 0
    assert run("team", "list", "--as", "Bea").code == ExitCode.USAGE
    assert "Bea" in sam("person", "list", "--csv").out


def test_only_the_qa_lead_changes_people_and_teams(run: Run, store: Path, passphrase_file: Path) -> None:
    for words in (
        ("person", "add", "Bea", "--role", "auditor", "--new-passphrase-file", passphrase_file),
        ("person", "remove", "Sam"),
        ("team", "add", "West"),
    ):
        ran = run(*words, "--as", "Ada")
        assert (ran.code, ran.out) == (ExitCode.NOT_PERMITTED, "")


@pytest.mark.parametrize(
    "words",
    [
        ("person", "add", "Sam", "--role", "auditor"),
        ("person", "add", "Bea", "--role", "team_manager"),
        ("person", "add", "Bea", "--role", "team_manager", "--team", "Nroth"),
        ("person", "remove", "Nobody"),
        ("person", "remove", "Sam"),
        ("team", "add", "North"),
        ("team", "add", " "),
    ],
)
def test_bad_people_and_teams(sam: Run, passphrase_file: Path, words: tuple[str, ...]) -> None:
    given = ("--new-passphrase-file", passphrase_file) if words[1] == "add" and words[0] == "person" else ()
    ran = sam(*words, *given)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")


def test_a_team_from_a_day_on(sam: Run) -> None:
    assert sam("team", "add", "West", "--service", "Care", "--from", "01/04/2026").code == 0
    west = next(team for team in sam("team", "list", "--json").data if team["name"] == "West")
    assert (west["service"], west["from"]) == ("Care", "2026-04-01")


# -- verify -----------------------------------------------------------------------------------------------------------


def test_verify(sam: Run, audit: str) -> None:
    ran = sam("verify", "--json")
    assert (ran.code, ran.data["problems"]) == (0, [])
    assert audit in [head["chain"] for head in ran.data["heads"]]
    assert all(len(head["head"]) == 64 for head in ran.data["heads"])
    plain = sam("verify")
    assert "nothing was changed or lost" in plain.err
    assert audit in plain.out


def test_verify_finds_what_was_changed(sam: Run, audit: str, store: Path) -> None:
    slot = next(slot for slot in who_can_unlock(store) if slot.label == "Sam")
    with closing(unlock_store(store, slot.id, PASSPHRASE)) as service, service.store.engine.begin() as connection:
        connection.execute(text("update audit_summary set answered = 12"))
    ran = sam("verify", "--json")
    assert ran.code == ExitCode.PROBLEMS
    assert ran.data["problems"]
    assert "summary" in ran.err
    told = sam("doctor", "--unlock")
    assert told.code == ExitCode.PROBLEMS
    assert "auditor doctor --rebuild" in told.err
    mended = sam("doctor", "--rebuild")
    assert mended.code == 0, mended.err
    assert sam("verify").code == 0


# -- doctor -----------------------------------------------------------------------------------------------------------


def test_doctor_without_a_store(run: Run) -> None:
    ran = run("doctor", "--json")
    assert ran.code == 0, ran.err
    assert ran.data["store"] == "none yet"
    assert ran.data["free_mb"] > 0
    assert {"auditor", "python", "sqlalchemy", "textual"} <= set(ran.data["versions"])
    places = {place["name"]: place for place in ran.data["places"]}
    assert {"standards", "schemas", "reports", "store"} <= set(places)
    assert all(place["rule"] for place in places.values())
    assert "auditor init" in " ".join(ran.data["notes"])


def test_doctor_with_a_locked_store(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDITOR_PASSPHRASE_FILE")
    ran = run("doctor")
    assert ran.code == 0, ran.err
    assert "locked" in ran.out
    assert "$AUDITOR_STORE" in ran.out


def test_doctor_looks_inside(sam: Run, audit: str) -> None:
    ran = sam("doctor", "--unlock", "--json")
    assert (ran.code, ran.data["store"]) == (0, "open")
    assert "facts were checked" in " ".join(ran.data["notes"])


@pytest.mark.parametrize("damage", ["no database", "garbled sidecar", "garbled database", "wrong passphrase"])
def test_doctor_with_a_damaged_store(sam: Run, store: Path, passphrase_file: Path, damage: str) -> None:
    if damage == "no database":
        database_path(store).unlink()
    elif damage == "garbled sidecar":
        next((store / "slots").glob("*.json")).write_text("{", "utf-8")
    elif damage == "garbled database":
        database_path(store).write_bytes(os.urandom(8192))
    else:
        passphrase_file.write_text("not the right one", "utf-8")
    ran = sam("doctor", "--unlock", "--json")
    assert ran.code == ExitCode.PROBLEMS
    assert all(problem["mend"] for problem in ran.data["problems"])
    assert "Mend:" in ran.err


def test_doctor_with_broken_standards(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    ran = run("doctor", "--standards", tmp_path / "mine", "--json")
    assert ran.code == ExitCode.PROBLEMS
    assert "auditor standards check" in ran.data["problems"][0]["mend"]


def test_doctor_cannot_rebuild_what_does_not_open(run: Run) -> None:
    ran = run("doctor", "--rebuild")
    assert (ran.code, ran.out) == (ExitCode.STORE, "")


def test_doctor_says_what_is_missing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.use_cases.keeping.doctor.LEAST_FREE_MB", 10**12)
    monkeypatch.setattr("auditor.use_cases.keeping.doctor._pins", lambda: {"sqlalchemy": "0.1", "no-such-library": "1"})
    ran = run("doctor", "--json")
    said = " ".join(problem["what"] for problem in ran.data["problems"])
    assert "MB are free" in said
    assert "no-such-library is not installed" in said
    assert "sqlalchemy is at version" in said


# -- demo -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "demo"
    monkeypatch.setattr(demo, "build_demo", partial(build_demo, audits=FEW))
    monkeypatch.setenv("AUDITOR_DEMO_STORE", str(folder))
    return folder


def test_the_demo_without_a_terminal(run: Run, small_demo: Path) -> None:
    ran = run("demo")
    assert ran.code == 0, ran.err
    assert "no terminal" in ran.err
    assert "nothing in it is real" in ran.err
    assert ran.out.splitlines()[0].split()[0] == "store"
    assert (small_demo / "auditor.db").is_file()
    assert [path.name for path in small_demo.parent.iterdir() if path.name.endswith(".new")] == []
    again = run("demo", "--no-tui")
    assert (again.code, again.err) == (0, "")
    assert again.out == ran.out


def test_reset_builds_the_demo_anew(run: Run, demo_store: Path, small_demo: Path) -> None:
    assert run("team", "add", "Mine", "--demo").code == 0
    names = [team["name"] for team in run("team", "list", "--demo", "--json").data]
    assert "Mine" in names
    assert run("demo", "--reset", "--no-tui").code == 0
    assert "Mine" not in [team["name"] for team in run("team", "list", "--demo", "--json").data]


def test_reset_never_touches_anything_else(run: Run, store: Path, tmp_path: Path) -> None:
    before = sorted(store.rglob("*"))
    for words in (("demo", "--reset"), ("demo",)):
        ran = run(*words, "--no-tui", "--store", store)
        assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert sorted(store.rglob("*")) == before
    holiday = tmp_path / "photos"
    holiday.mkdir()
    (holiday / "beach.jpg").write_bytes(b"x")
    assert run("demo", "--reset", "--no-tui", "--store", holiday).code == ExitCode.USAGE
    assert (holiday / "beach.jpg").is_file()


def test_a_build_that_fails_leaves_the_old_demo(run: Run, demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(folder: Path, **_: object) -> None:
        shutil.copytree(demo_store, folder)
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "build_demo", failing)
    assert run("demo", "--reset").code == 130
    assert run("team", "list", "--demo").code == 0
    assert [path.name for path in demo_store.parent.iterdir() if path.name.endswith(".new")] == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_demo_opens_the_interface(
    run: Run, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: dict[str, object] = {}
    monkeypatch.setattr("auditor.tui.app.run", lambda **given: opened.update(given))
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.setattr("sys.stderr", Terminal())
    run("demo")
    assert opened == {"store": demo_store, "demo": True}


def test_a_fresh_store_says_how_to_make_a_team_and_counts_properly(
    tmp_path: Path, passphrase_file: Path, run: Run
) -> None:
    folder = tmp_path / "fresh"
    init_store(folder, "Lee", PASSPHRASE, cost=CHEAP).service.close()
    where = ("--store", folder, "--passphrase-file", passphrase_file)
    ran = run("audit", "new", "9904093", "--team", "X", *where)
    assert (ran.code, ran.out) == (2, "")
    assert "Make one with: auditor team add NAME" in ran.err
    assert " in 1 chain, 0 erased" in run("verify", *where).err
    assert run("person", "list", *where).out.splitlines()[2].endswith(" yes")
    assert run("person", "list", "--json", *where).data[0]["active"] is True
