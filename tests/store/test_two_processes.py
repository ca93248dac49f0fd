"""Two windows, two processes: nothing that was acknowledged is lost, and nobody sees an error of the database."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from store_builders import ROOT, World
from store_builders import new_audit as new_audit_of

from auditor.audit.facts import FactKind
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.keeping.look_after_store import verify_store

RECORDER = Path(__file__).with_name("recorder.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
MANY = 40


def window(world: World, name: str, audit: UUID, mark: str, places: range) -> subprocess.Popen[str]:
    words = [str(world.folder), name, str(audit), mark, str(MANY), str(places.start), str(places.stop)]
    return subprocess.Popen(
        [sys.executable, str(RECORDER), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )


def run_at_once(*windows: subprocess.Popen[str]) -> list[list[str]]:
    """Let all begin together; the lines each acknowledged."""
    for child in windows:
        assert child.stdout.readline() == "ready\n", child.stderr.read()
    for child in windows:
        child.stdin.write("go\n")
        child.stdin.flush()
    said = []
    for child in windows:
        out, err = child.communicate(timeout=60)
        assert (child.returncode, err) == (0, ""), out
        said.append(out.split())
    return said


def texts(world: World, name: str, audit: UUID) -> list[str]:
    with world.open(name).store.reading() as reader:
        facts = [fact for _, fact in reader.facts(audit) if fact.kind is FactKind.EVIDENCE]
    return [fact.body["text"] for fact in facts]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "second"),
    [(range(10), range(10)), (range(10), range(10, 20)), (range(1), range(1))],
    ids=["the same criteria", "other criteria", "one criterion"],
)
def test_two_windows_on_one_examination_lose_nothing(world: World, first: range, second: range) -> None:
    service = world.open("Ada")
    audit = new_audit_of(service)
    said = run_at_once(window(world, "Ada", audit, "one", first), window(world, "Ada", audit, "two", second))
    assert [len(lines) for lines in said] == [MANY, MANY]
    assert sorted(texts(world, "Ada", audit)) == sorted([*said[0], *said[1]])
    opened = open_audit(service, audit)
    assert opened.examination.unsettled == (), "neither window wrote over what it had not seen"
    last = {
        mark: [line for line in lines if line.startswith(mark)][-1]
        for mark, lines in zip(("one", "two"), said, strict=True)
    }
    assert set(opened.examination.evidence.values()) & set(last.values())
    assert verify_store(service).problems == ()


@pytest.mark.slow
def test_two_people_in_two_audits_lose_nothing(world: World) -> None:
    ada, sam = world.open("Ada"), world.open("Sam")
    audits = [new_audit_of(ada, "9900001"), new_audit_of(sam, "9900002")]
    said = run_at_once(
        window(world, "Ada", audits[0], "ada", range(10)), window(world, "Sam", audits[1], "sam", range(10))
    )
    assert [texts(world, name, audit) for name, audit in zip(("Ada", "Sam"), audits, strict=True)] == said
    assert verify_store(sam).problems == ()
