"""A backup made while another process writes, and backups and restores that are killed on the way."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from store_builders import PASSPHRASE, ROOT, World
from store_builders import new_audit as new_audit_of

import auditor.store.backup as backup_module
from auditor.audit.facts import FactKind
from auditor.store.vault import slots
from auditor.use_cases.keeping.back_up import back_up
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.keeping.restore import inspect_backup, restore_backup
from auditor.use_cases.open_store import unlock_store

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
Begin = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def begin() -> Begin:
    """Starts a script of this folder; none is left running."""
    children: list[subprocess.Popen[str]] = []

    def started(script: str, *words: object) -> "subprocess.Popen[str]":
        child = subprocess.Popen(
            [sys.executable, str(HERE / script), *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        children.append(child)
        return child

    yield started
    for child in children:
        child.kill()
        child.communicate()


@pytest.mark.slow
def test_what_was_acknowledged_before_it_began_is_in_it_and_the_rest_is_cut_cleanly(
    world: World, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_module, "_PAGES", 8)  # so that copying a small store takes many steps too
    ada = world.open("Ada")
    audit = new_audit_of(ada)
    writer = begin("recorder.py", world.folder, "Ada", audit, "text", 1_000_000, 0, 10)
    assert writer.stdout.readline() == "ready\n", writer.stderr.read()
    writer.stdin.write("go\n")
    writer.stdin.flush()
    lines = [writer.stdout.readline().strip() for _ in range(5)]
    acknowledged = len(lines)
    during: list[str] = []

    def progress(_done: int, _total: int, doing: str) -> None:
        # Whoever writes is not held up: at every step of the copy one more text is acknowledged.
        lines.append(writer.stdout.readline().strip())
        during.append(doing)

    made = back_up(world.open("Sam"), tmp_path, progress).written
    lines.append(writer.stdout.readline().strip())
    writer.kill()
    out, err = writer.communicate()
    lines += out.split()
    assert err == ""
    assert during.count("Copying") > 5
    assert made.problems == ()

    restored = restore_backup(inspect_backup(made.path), tmp_path / "back", PASSPHRASE)
    slot = next(slot for slot in slots(restored.folder) if slot.label == "Ada")
    with closing(unlock_store(restored.folder, slot.id, PASSPHRASE)) as service:
        assert verify_store(service).problems == ()
        with service.store.reading() as reader:
            facts = [fact for _, fact in reader.facts(audit) if fact.kind is FactKind.EVIDENCE]
    texts = [fact.body["text"] for fact in facts]
    assert acknowledged <= len(texts) < len(lines), "it is one moment, and others wrote on after it"
    assert texts == [f"text-{number}" for number in range(len(texts))]


@pytest.mark.slow
@pytest.mark.parametrize("phase", ["Copying", "Checking", "Writing", "Reading"])
def test_a_backup_that_is_killed_leaves_no_file_and_does_not_stand_in_the_way(
    world: World, begin: Begin, tmp_path: Path, phase: str
) -> None:
    target = tmp_path / "one.auditor"
    child = begin("stopper.py", "backup", world.folder, target, phase)
    assert child.stdout.readline() == f"{phase}\n", child.stderr.read()
    child.kill()
    child.wait()
    assert not target.exists()
    made = back_up(world.open("Sam"), target).written
    assert inspect_backup(made.path).manifest == made.manifest


@pytest.mark.slow
@pytest.mark.parametrize("phase", ["Trying the passphrase", "Unpacking", "Opening", "Checking"])
def test_a_restore_that_is_killed_puts_nothing_in_place(world: World, begin: Begin, tmp_path: Path, phase: str) -> None:
    made = back_up(world.open("Sam"), tmp_path / "one.auditor").written
    to = tmp_path / "back"
    child = begin("stopper.py", "restore", made.path, to, phase)
    assert child.stdout.readline() == f"{phase}\n", child.stderr.read()
    child.kill()
    child.wait()
    assert not to.exists()
    assert restore_backup(inspect_backup(made.path), to, PASSPHRASE).problems == ()
