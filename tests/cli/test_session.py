"""Which store, who is working, and the passphrase."""

import io
import shutil
from pathlib import Path

import pytest
from cli_runs import Run
from store_builders import PASSPHRASE, Template

from auditor.cli import session
from auditor.errors import ExitCode


def test_no_store_yet_says_how_to_make_one(run: Run) -> None:
    ran = run("team", "list")
    assert (ran.code, ran.out) == (ExitCode.STORE, "")
    assert "auditor init" in ran.err


def test_the_option_comes_before_the_environment(
    run: Run, store: Path, other_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [team["name"] for team in run("team", "list", "--json", "--as", "Sam").data] == ["North", "South"]
    assert [team["name"] for team in run("team", "list", "--json", "--store", other_store).data] == ["East"]
    monkeypatch.setenv("AUDITOR_STORE", str(other_store))
    assert [team["name"] for team in run("team", "list", "--json").data] == ["East"]


def test_without_a_terminal_a_passphrase_must_come_from_a_file(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUDITOR_PASSPHRASE_FILE")
    ran = run("team", "list", "--as", "Sam")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "--passphrase-file" in ran.err


def test_a_passphrase_is_never_a_word_of_the_command_line(run: Run, store: Path) -> None:
    ran = run("team", "list", "--passphrase", PASSPHRASE)
    assert ran.code == ExitCode.USAGE


def test_a_wrong_passphrase(run: Run, store: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("something else entirely", "utf-8")
    wrong.chmod(0o600)
    ran = run("team", "list", "--as", "Sam", "--passphrase-file", wrong)
    assert (ran.code, ran.out) == (ExitCode.STORE, "")
    assert "does not open the store for Sam" in ran.err
    assert "something else" not in ran.err


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe\x00"])
def test_a_passphrase_file_that_cannot_be_used(run: Run, store: Path, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "given.txt"
    if content is not None:
        path.write_bytes(content)
        path.chmod(0o600)
    ran = run("team", "list", "--as", "Sam", "--passphrase-file", path)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert str(path) in ran.err


def test_a_file_that_others_may_read_is_remarked_on(run: Run, store: Path, passphrase_file: Path) -> None:
    passphrase_file.chmod(0o644)
    ran = run("team", "list", "--as", "Sam")
    assert ran.code == 0
    assert "chmod 600" in ran.err


def test_several_people_must_be_told_apart(run: Run, store: Path) -> None:
    ran = run("team", "list")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "Sam" in ran.err
    assert "--as NAME" in ran.err
    assert run("team", "list", "--as", "sam").code == 0
    wrong = run("team", "list", "--as", "Samm")
    assert wrong.code == ExitCode.USAGE
    assert "Did you mean Sam?" in wrong.err


def test_on_a_terminal_one_is_asked(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDITOR_PASSPHRASE_FILE")
    monkeypatch.setattr(session, "on_terminal", lambda: True)
    monkeypatch.setattr(session, "getpass", lambda _question, stream: PASSPHRASE)
    monkeypatch.setattr("sys.stdin", io.StringIO("2\n"))
    ran = run("team", "list", "--json")
    assert ran.code == 0
    assert "Who is working?" in ran.err
    assert len(ran.data) == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("99\n"))
    assert run("team", "list").code == ExitCode.USAGE
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run("team", "list").code == 130


def test_the_recovery_code_only_serves_to_choose_a_passphrase(
    run: Run, store: Path, template_store: Template, tmp_path: Path
) -> None:
    code, new = tmp_path / "code.txt", tmp_path / "new.txt"
    code.write_text(template_store.recovery_code, "utf-8")
    new.write_text("quite another passphrase", "utf-8")
    for path in (code, new):
        path.chmod(0o600)
    recovered = ("--as", "recovery code", "--passphrase-file", code)
    refused = run("team", "list", *recovered)
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert "auditor person passphrase" in refused.err
    given = run("person", "passphrase", "Ada", "--new-passphrase-file", new, *recovered)
    assert given.code == 0, given.err
    assert run("team", "list", "--as", "Ada", "--passphrase-file", new).code == 0
    assert run("team", "list", "--as", "Ada").code == ExitCode.STORE


def test_ones_own_passphrase_is_changed(run: Run, sam: Run, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("quite another passphrase", "utf-8")
    new.chmod(0o600)
    assert sam("person", "passphrase", "Ada", "--new-passphrase-file", new).code == ExitCode.USAGE
    assert sam("person", "passphrase").code == ExitCode.USAGE, "the old file may not be taken for the new one"
    assert sam("person", "passphrase", "--new-passphrase-file", new).code == 0
    assert sam("team", "list").code == ExitCode.STORE
    assert sam("team", "list", "--passphrase-file", new).code == 0


def test_a_damaged_store_is_explained(run: Run, store: Path) -> None:
    database = store / "auditor.db"
    database.write_bytes(b"x" * 8192)
    ran = run("team", "list", "--as", "Sam")
    assert (ran.code, ran.out) == (ExitCode.STORE, "")
    assert "Traceback" not in ran.err


def test_the_demo_opens_without_asking(run: Run, demo_store: Path) -> None:
    assert run("team", "list", "--demo").code == 0
    assert run("team", "list", "--store", demo_store).code == 0
    wrong = run("team", "list", "--demo", "--as", "Nobody At All")
    assert (wrong.code, wrong.out) == (ExitCode.USAGE, "")
    names = [person["name"] for person in run("person", "list", "--demo", "--json").data if person["active"]]
    assert run("team", "list", "--demo", "--as", names[-1]).code == 0


def test_a_missing_demo_is_built(run: Run, built_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "not yet" / "demo"
    monkeypatch.setenv("AUDITOR_DEMO_STORE", str(folder))
    monkeypatch.setattr("auditor.cli.handlers.demo.build", lambda place: shutil.copytree(built_demo, place))
    assert run("team", "list", "--demo").code == 0
    assert (folder / "auditor.db").is_file()
