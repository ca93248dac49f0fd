"""Two processes with the same audit open: one holds it, a take-over stops the other, and one that is killed is gone."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from store_builders import World
from store_builders import new_audit as new_audit_of
from test_two_processes import ENVIRONMENT

from auditor.audit.facts import FactKind
from auditor.use_cases.audits.windows import Window, open_in_window
from auditor.use_cases.keeping.look_after_store import verify_store

HOLDER = Path(__file__).with_name("holder.py")
Ask = Callable[..., str]


@pytest.fixture
def audit(world: World) -> UUID:
    return new_audit_of(world.open("Ada"))


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    running: list[subprocess.Popen[str]] = []
    yield running
    for child in running:
        child.kill()
        child.communicate()


@pytest.fixture
def window(
    world: World, audit: UUID, started: list[subprocess.Popen[str]]
) -> Callable[[str], tuple[subprocess.Popen[str], Ask]]:
    def start(mark: str) -> tuple[subprocess.Popen[str], Ask]:
        command = [sys.executable, str(HOLDER), str(world.folder), "Ada", str(audit), mark]
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, bufsize=1
        )
        started.append(child)

        def ask(word: str = "") -> str:
            if word:
                child.stdin.write(f"{word}\n")
                child.stdin.flush()
            return child.stdout.readline().strip()

        return child, ask

    return start


def notes(world: World, audit: UUID) -> list[str]:
    with world.opened[0].store.reading() as reader:
        return [fact.body["text"] for _, fact in reader.facts(audit) if fact.kind is FactKind.NOTE]


@pytest.mark.slow
def test_a_take_over_between_two_processes_stops_the_first(world: World, audit: UUID, window: Callable) -> None:
    _, one = window("one")
    assert one() == "holds"
    _, two = window("two")
    assert two() == "watches"
    assert one("note") == "saved one-0"
    assert two("over") == "holds"
    assert two("note") == "saved two-1"
    assert one("note") == "refused", "a race cannot overwrite: each write sees who holds the audit"
    assert one("look") == "watches"
    assert one("over") == "holds"
    assert two("note") == "refused"
    assert one("note") == "saved one-4"
    assert notes(world, audit) == ["one-0", "two-1", "one-4"]
    assert verify_store(world.opened[0]).problems == ()


@pytest.mark.slow
def test_a_window_killed_on_this_computer_is_gone_at_once(world: World, audit: UUID, window: Callable) -> None:
    child, one = window("one")
    assert one() == "holds"
    assert one("note") == "saved one-0"
    service = world.opened[0]
    world.clock.at = datetime.now(UTC)
    assert open_in_window(service, audit, Window()).elsewhere.where == f"on this computer, process {child.pid}"
    child.send_signal(signal.SIGKILL)
    child.wait()
    next_one = open_in_window(service, audit, Window())
    assert next_one.hold is not None
    assert abs(next_one.broken_off_at - world.clock.at) < timedelta(seconds=45)
    assert next_one.examination.notes == {"overall": "one-0"}
