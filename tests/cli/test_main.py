"""The entry: commands found and not found, exit codes, stdout apart from stderr, crashes, pipes, interruptions."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import Run

from auditor.cli import main as entry
from auditor.cli.command import handler_of
from auditor.cli.main import COMMANDS, parser_of
from auditor.cli.reference import leaves, reference
from auditor.errors import ExitCode

ROOT = Path(__file__).parents[2]
LEAVES = [leaf for command in COMMANDS for leaf in leaves(parser_of(command.name))]


def subprocess_of(
    *words: str, code: str | None = None, env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, "-c", code] if code else [sys.executable, "-m", "auditor.cli.main"]
    return subprocess.run(
        [*program, *words], capture_output=True, text=True, timeout=120, cwd=ROOT, env={**os.environ, **(env or {})}
    )


def test_the_overview_names_every_command(run: Run) -> None:
    for words in (("-h",), ("--help",), ("help",)):
        ran = run(*words)
        assert (ran.code, ran.err) == (0, "")
        for command in COMMANDS:
            assert re.search(rf"^  {command.name} +{re.escape(command.help)}$", ran.out, re.MULTILINE)


def test_the_version(run: Run) -> None:
    assert run("--version").out == "auditor 0.1.0\n"


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.prog)
def test_every_command_has_a_sentence_an_example_and_help_for_every_option(leaf: entry.Parser) -> None:
    assert leaf.description
    assert leaf.description.endswith(".")
    assert "example:\n  auditor " in str(leaf.epilog)
    example = str(leaf.epilog).split("example:\n  ")[1]
    assert example.startswith(leaf.prog)
    for action in leaf._actions:
        assert action.help, (leaf.prog, action.dest)
    assert handler_of(leaf.get_default("handler"))


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.prog)
def test_every_example_can_be_parsed(leaf: entry.Parser) -> None:
    import shlex

    words = shlex.split(str(leaf.epilog).split("example:\n  ")[1])[1:]
    if "<" in words:
        words = words[: words.index("<")]
    parsed = parser_of(words[0]).parse_args(words[1:])
    assert parsed.handler == leaf.get_default("handler")


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.prog)
def test_help_of_every_command(leaf: entry.Parser, run: Run) -> None:
    ran = run(*leaf.prog.split()[1:], "-h")
    assert (ran.code, ran.err) == (0, "")
    assert "example:" in ran.out


def test_the_reference_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert page == reference(), "run: python -m auditor.cli.reference > docs/commands.md"
    for leaf in LEAVES:
        assert re.search(rf"^##+ {re.escape(leaf.prog)}$", page, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (["standrads"], "standards"),
        (["standards", "chek"], "check"),
        (["audit", "new", "9904093", "--team", "North", "--kind", "fulll"], "full"),
        (["report", "build", "audits", "--out", "audit.pdf"], "audit"),
    ],
)
def test_a_mistyped_word_is_answered_with_the_nearest(run: Run, words: list[str], nearest: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert f"Did you mean {nearest}?" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["standards"],
        ["audit", "answer"],
        ["audit", "answer", "9904093"],
        ["audit", "finding", "9904093"],
        ["audit", "void", "9904093"],
        ["verify", "--no-such-option"],
        ["report", "build"],
        ["report", "build", "audit", "9904093"],
        ["measures", "show", "--json", "--csv"],
        ["measures", "show", "--from", "march"],
        ["measures", "show", "--from", "2026-13"],
        ["audit", "list", "--limit", "many"],
        ["audit", "new", "9904093", "--team", "North", "--as-at", "2026-02-30"],
        ["person", "add", "Ada"],
        ["export", "9904093"],
        ["import"],
        ["demo", "now"],
    ],
)
def test_wrong_words_end_with_2_and_say_where_help_is(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert ran.err.startswith("auditor: ")
    assert "Traceback" not in ran.err


def test_without_a_command_the_interface_opens(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(entry, "open_interface", lambda: opened.append(True) or 0)
    assert run().code == 0
    assert opened


def test_without_a_terminal_the_interface_says_so(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "auditor -h" in ran.err


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_an_interface_that_nobody_would_see_is_not_opened(
    words: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITOR_DEMO_STORE", str(tmp_path / "demo"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    ran = run(*words)
    assert (ran.code, ran.err) == (ExitCode.USAGE, "")
    assert "not a terminal" in ran.out
    assert not (tmp_path / "demo").exists()


def test_an_unknown_error_is_one_sentence_and_a_log_without_text(
    run: Run, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_args: object) -> None:
        secret = "Ruby lives at 4 Mill Lane"
        raise RuntimeError(secret)

    monkeypatch.setattr(entry, "handler_of", lambda _name: broken)
    ran = run("standards", "list")
    assert (ran.code, ran.out) == (ExitCode.CRASH, "")
    assert "Traceback" not in ran.err
    assert "Ruby" not in ran.err
    (log,) = places.rglob("crash*.log")
    assert str(log) in ran.err
    written = log.read_text("utf-8")
    assert "RuntimeError" in written
    assert "in broken" in written
    assert "Ruby" not in written


def test_a_crash_whose_log_cannot_be_written_still_says_so(
    run: Run, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.write_text("a file where the folder should be", "utf-8")
    monkeypatch.setattr(entry, "handler_of", lambda _name: lambda _args: 1 / 0)
    ran = run("standards", "list")
    assert ran.code == ExitCode.CRASH
    assert "ZeroDivisionError" in ran.err


def test_a_missing_library_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise ModuleNotFoundError("No module named 'sqlcipher3'", name="sqlcipher3")

    monkeypatch.setattr(entry, "handler_of", missing)
    ran = run("team", "list")
    assert (ran.code, ran.out) == (ExitCode.CRASH, "")
    assert "The library sqlcipher3 is not installed." in ran.err


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "handler_of", lambda _name: interrupted)
    ran = run("standards", "list")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_a_closed_pipe_is_quiet() -> None:
    script = f"{sys.executable} -m auditor.cli.main standards coverage | head -n 1"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert ran.stderr == ""
    assert len(ran.stdout.splitlines()) == 1


def test_a_real_process_leaves_with_the_exit_code() -> None:
    assert subprocess_of("standards", "list").returncode == 0
    wrong = subprocess_of("standards", "show", "ps06.chronolgy")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Did you mean ps06.chronology?" in wrong.stderr


LOADED = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_describing_a_command_loads_nothing_heavy(command: entry.Command) -> None:
    code = f"from auditor.cli.main import parser_of; parser_of({command.name!r}); {LOADED}"
    loaded = subprocess_of(code=code).stdout.split()
    assert "auditor" in loaded
    assert not {"textual", "rich", "sqlalchemy", "pydantic", "jsonschema", "reportlab", "yaml"} & set(loaded)


def test_no_handler_loads_the_terminal_interface() -> None:
    handlers = sorted({leaf.get_default("handler") for leaf in LEAVES})
    code = f"from auditor.cli.command import handler_of; [handler_of(name) for name in {handlers!r}]; {LOADED}"
    loaded = subprocess_of(code=code).stdout.split()
    assert "sqlalchemy" in loaded
    assert not {"textual", "rich", "reportlab"} & set(loaded)


@pytest.mark.parametrize("verb", ["check", "list", "coverage"])
def test_standards_never_load_the_store(verb: str) -> None:
    code = f"from auditor.cli.main import main; main(['standards', {verb!r}]); import sys; print(); {LOADED}"
    loaded = subprocess_of(code=code).stdout.splitlines()[-1].split()
    assert "auditor" in loaded
    assert not {"sqlalchemy", "sqlmodel", "sqlcipher3", "textual"} & set(loaded)
