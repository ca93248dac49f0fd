"""A window killed in the middle of its work loses nothing that it had acknowledged.

What is killed here is the process, fifty times; a power cut is another matter, which SQLite's full synchronisation is
for and which no test on one machine can show.
"""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from uuid import UUID

import pytest
from store_builders import World
from store_builders import new_audit as new_audit_of
from test_two_processes import ENVIRONMENT, RECORDER, texts

from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.keeping.look_after_store import verify_store

ROUNDS = 50

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the prepared process forks")


@pytest.fixture
def audit(world: World) -> UUID:
    return new_audit_of(world.open("Ada"))


@pytest.fixture
def nursery(world: World, audit: UUID) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has imported everything, has opened nothing, and forks one window after another."""
    command = [sys.executable, str(RECORDER), "--nursery", str(world.folder), "Ada", str(audit)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        yield process
        process.stdin.close()
        assert process.stderr.read() == b"", "no window said anything but what it recorded"


@pytest.mark.slow
def test_fifty_kills_lose_nothing_acknowledged(world: World, audit: UUID, nursery: subprocess.Popen[bytes]) -> None:
    service = world.opened[0]
    chance = random.Random(8)
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        nursery.stdin.write(b"round%d\n" % number)
        nursery.stdin.flush()
        word, child = nursery.stdout.readline().split()
        assert word == b"born"
        # A few answers, then the kill, which meets the next one at whatever it is doing.
        wanted = chance.randint(0, 8)
        lines = [nursery.stdout.readline() for _ in range(wanted)]
        os.kill(int(child), signal.SIGKILL)
        while (line := nursery.stdout.readline()) != b"dead\n":
            lines.append(line)
        assert all(line.startswith(b"round%d-" % number) for line in lines)
        acknowledged += [line.decode().strip() for line in lines]
        if number % 10 == 9:
            assert verify_store(service).problems == (), f"after kill {number}"
    kept = texts(world, "Ada", audit)
    assert [text for text in kept if text in set(acknowledged)] == acknowledged
    assert len(acknowledged) > ROUNDS, "the windows did work before they were killed"
    # One more than acknowledged may be there from each round: saved, and killed before it could say so.
    assert len(kept) - len(acknowledged) <= ROUNDS
    assert len(kept) == len(set(kept))
    assert open_audit(service, audit).facts == len(kept) + 1
