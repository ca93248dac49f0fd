"""Files that are none, and input that is no text: told in words, and never waited for."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
from cli_runs import Run
from store_builders import PASSPHRASE

from auditor.errors import ExitCode
from auditor.standards.hashes import sha256_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these pipes are those of POSIX")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe that nobody writes to."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize(
    "words",
    [
        ("import", "PIPE", "--as", "Sam"),
        ("screen", "PIPE"),
        ("timescales", "check", "--events", "PIPE", "--as-at", "2026-06-30"),
        ("restore", "PIPE", "back"),
        ("team", "list", "--as", "Sam", "--passphrase-file", "PIPE"),
    ],
)
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(
    run: Run, store: Path, pipe: Path, words: tuple[str, ...]
) -> None:
    ran = run(*(pipe if word == "PIPE" else word for word in words))
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert str(pipe) in ran.err


def test_a_pipe_among_the_standards_is_a_problem_of_its_file(run: Run, tmp_path: Path, standards_copy: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for path in standards_copy.iterdir():
        (folder / path.name).symlink_to(path)
    (folder / "scale.yaml").unlink()
    os.mkfifo(folder / "scale.yaml")
    ran = run("standards", "check", folder)
    assert ran.code == ExitCode.PROBLEMS
    assert "scale.yaml: the file cannot be read: it is not a file" in ran.err


def test_a_passphrase_may_come_through_a_pipe(run: Run, store: Path) -> None:
    """As a shell gives what a password manager says: ``--passphrase-file <(pass show auditor)``."""
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode() + b"\n")
    os.close(writing)
    ran = run("team", "list", "--as", "Sam", "--passphrase-file", f"/dev/fd/{reading}")
    os.close(reading)
    assert (ran.code, ran.err) == (0, "")
    assert "North" in ran.out


def test_a_note_that_is_no_text_is_refused_and_nothing_is_saved(
    sam: Run, audit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("café".encode("latin-1")), "utf-8"))
    ran = sam("audit", "note", audit, "overall", "-")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "not text" in ran.err
    assert "café" not in sam("audit", "show", audit, "--json").out


def test_a_bundle_nested_too_deeply_is_refused_before_it_is_digested(sam: Run, audit: str, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    assert sam("export", audit, "--out", path).code == 0
    data = json.loads(path.read_text("utf-8"))
    del data["digest"]
    deep: list[object] = []
    for _ in range(200):
        deep = [deep]
    data["checklist"]["content"]["title"] = deep
    path.write_text(json.dumps({**data, "digest": sha256_of(data)}), "utf-8")
    ran = sam("import", path)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "nested too deeply" in ran.err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "31/12/1899", "1/1/99999999999999999999"])
def test_a_day_of_other_times_is_refused_wherever_it_is_typed(sam: Run, audit: str, day: str) -> None:
    for words in (
        ("audit", "new", "9900002", "--team", "North", "--as-at", day),
        ("audit", "action", audit, "--what", "Ring the school.", "--due", day),
        ("calendar", "close", day),
    ):
        ran = sam(*words)
        assert (ran.code, ran.out) == (ExitCode.USAGE, "")
        assert "day" in ran.err


def test_a_refused_bundle_leaves_no_marker_behind(
    sam: Run, lee: Run, audit: str, other_store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "one.json"
    assert sam("export", audit, "--out", path).code == 0
    data = json.loads(path.read_text("utf-8"))
    del data["digest"]
    data["teams"][0]["from"] = "2026-02-30"
    path.write_text(json.dumps({**data, "digest": sha256_of(data)}), "utf-8")
    before = sorted(one.name for one in other_store.iterdir())
    ran = lee("import", path)
    assert ran.code == ExitCode.USAGE
    assert "cannot be put together" in ran.err
    assert sorted(one.name for one in other_store.iterdir()) == before
