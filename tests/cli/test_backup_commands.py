"""``auditor backup`` and ``auditor restore``: what is said and how it ends, for each thing that can be wrong."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import Run
from store_builders import PASSPHRASE

from auditor.errors import ExitCode
from auditor.store.archive import MANIFEST, read_archive, unpack, write_archive
from auditor.store.scrub import scrubbing
from auditor.use_cases.open_store import unlock_store, who_can_unlock


@pytest.fixture
def backup(sam: Run, audit: str, tmp_path: Path) -> Path:
    path = tmp_path / "one.auditor"
    ran = sam("backup", path)
    assert (ran.code, ran.out) == (0, f"{path}\n"), ran.err
    return path


def test_there_and_back(sam: Run, run: Run, audit: str, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    made = sam("backup", tmp_path / "stick", "--json")
    assert made.code == 0
    assert Path(made.data["file"]).name.startswith("auditor-backup-20")
    assert Path(made.data["file"]).stat().st_size == made.data["bytes"]
    assert "read back and verified" in made.err
    back = run("restore", made.data["file"], tmp_path / "back", "--json")
    assert back.code == 0, back.err
    assert back.data["store"] == str(tmp_path / "back")
    assert back.data["facts"] == made.data["facts"]
    assert "recovery code" in back.data["opens_for"]
    assert "every byte of it is as written" in back.err
    assert run("audit", "show", "9904093", "--store", tmp_path / "back", "--as", "Sam").code == 0
    assert run("verify", "--store", tmp_path / "back", "--as", "Sam").code == 0


def test_the_demo_is_restored_without_asking(run: Run, demo_store: Path, tmp_path: Path) -> None:
    made = run("backup", tmp_path / "demo.auditor", "--demo")
    assert made.code == 0, made.err
    assert run("restore", tmp_path / "demo.auditor", tmp_path / "back").code == 0
    assert run("team", "list", "--demo", "--store", tmp_path / "back").code == 0
    assert run("demo", "--reset", "--no-tui").code == 0, "nothing was left in its folder"


def shortened(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3000])


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 4
    path.write_bytes(content)


def renewed(path: Path) -> None:
    archive = read_archive(path, lambda *_: None)
    content = {MANIFEST: json.dumps({**json.loads(archive.manifest), "schema_version": "9999"}).encode()}
    for name in archive.members:
        unpack(archive, name, path.with_name("m"))
        content[name] = path.with_name("m").read_bytes()
        path.with_name("m").unlink()
    with path.open("wb") as file:
        write_archive(file, content, lambda *_: None)


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe_instead(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


WRONG = {
    "cut off": (shortened, ExitCode.STORE, "cut off"),
    "one bit changed": (flipped, ExitCode.STORE, "was changed after it was made"),
    "newer": (renewed, ExitCode.STORE, "newer version of auditor"),
    "another kind of file": (lambda path: path.write_text("a letter", "utf-8"), ExitCode.USAGE, "not a backup"),
    "empty": (lambda path: path.write_bytes(b""), ExitCode.USAGE, "empty"),
    "a folder": (folder_instead, ExitCode.USAGE, "a folder, not a backup"),
    "a pipe": (pipe_instead, ExitCode.USAGE, "not a file"),
    "not there": (Path.unlink, ExitCode.USAGE, "no such file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_cannot_be_restored(run: Run, backup: Path, tmp_path: Path, name: str) -> None:
    spoil: Callable[[Path], object]
    spoil, code, says = WRONG[name]
    spoil(backup)
    ran = run("restore", backup, tmp_path / "back")
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert str(backup) in ran.err, "it says which file"
    assert len(ran.err.strip().splitlines()) >= 3, "what happened, where, what next"
    assert sorted(path.name for path in tmp_path.iterdir() if path != backup) == ["passphrase.txt", "store"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is unreadable for the administrator")
def test_a_file_that_may_not_be_read(run: Run, backup: Path, tmp_path: Path) -> None:
    backup.chmod(0)
    ran = run("restore", backup, tmp_path / "back")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "Ask for the right to read it." in ran.err


def test_the_database_alone_is_not_a_backup(run: Run, store: Path, tmp_path: Path) -> None:
    ran = run("restore", store / "auditor.db", tmp_path / "back")
    assert ran.code == ExitCode.USAGE
    assert "of no use without its slots" in ran.err


def test_a_wrong_passphrase(run: Run, backup: Path, passphrase_file: Path, tmp_path: Path) -> None:
    passphrase_file.write_text(PASSPHRASE.upper(), "utf-8")
    ran = run("restore", backup, tmp_path / "back")
    assert (ran.code, ran.out) == (ExitCode.STORE, "")
    assert "does not open this backup" in ran.err
    assert not (tmp_path / "back").exists()


def test_a_place_that_is_taken_is_said_before_a_passphrase_is_asked(
    run: Run, store: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUDITOR_PASSPHRASE_FILE")
    ran = run("restore", backup, store)
    assert ran.code == ExitCode.STORE
    assert "never overwritten" in ran.err
    asked = run("restore", backup, store.with_name("back"))
    assert asked.code == ExitCode.USAGE
    assert "--passphrase-file" in asked.err


def test_doctor_says_when_the_last_backup_was_made(run: Run, sam: Run, store: Path, tmp_path: Path) -> None:
    assert "No backup of this store was ever made" in run("doctor").out
    assert sam("backup", tmp_path / "one.auditor").code == 0
    notes = " ".join(run("doctor", "--json").data["notes"])
    assert "The last backup was made less than a day ago" in notes
    assert str(tmp_path / "one.auditor") in notes


def test_doctor_says_that_erased_words_may_still_lie_there(run: Run, sam: Run, store: Path) -> None:
    slot = next(slot for slot in who_can_unlock(store) if slot.label == "Sam")
    service = unlock_store(store, slot.id, PASSPHRASE)
    with scrubbing(service.store):
        pass  # as if the program had been ended here
    service.close()
    ran = run("doctor")
    assert ran.code == ExitCode.PROBLEMS
    assert "auditor verify" in ran.err
    assert sam("verify").code == 0
    assert run("doctor").code == 0


def test_erasing_says_what_still_holds_the_words(sam: Run, audit: str, tmp_path: Path) -> None:
    for text in ("Marigold was seen", "Marigold was seen alone"):
        assert sam("audit", "note", audit, "ps06", text).code == 0
    assert sam("backup", tmp_path / "one.auditor").code == 0
    first, second = sam("audit", "texts", audit, "--json").data
    ran = sam("audit", "erase", first["id"], "--reason", "it named the child")
    assert ran.code == 0
    assert second["id"] in ran.err
    assert str(tmp_path / "one.auditor") in ran.err
    again = sam("audit", "erase", second["id"], "--reason", "it named the child")
    assert "Other versions" not in again.err
    assert sam("verify").code == 0


def test_a_backup_in_the_folder_of_the_store_is_refused(sam: Run, store: Path) -> None:
    ran = sam("backup", store)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "another disk" in ran.err
