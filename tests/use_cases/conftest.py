"""The whole demo, which takes half a minute to make: made once in a run, whoever asks first."""

import fcntl
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from auditor.use_cases.demo import build_demo
from auditor.use_cases.open_store import open_demo_store
from auditor.use_cases.service import Service

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def full_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the whole demo, which nobody writes into; shared by the processes of a run."""
    own = tmp_path_factory.getbasetemp()
    place = own if worker_id == "master" else own.parent
    made = place / "full-demo"
    with (place / "full-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            build_demo(place / "full-demo-being-made", today=TODAY).close()
            (place / "full-demo-being-made").rename(made)
    return made


@pytest.fixture(scope="module")
def full(full_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A copy of the whole demo, opened by its host."""
    folder = tmp_path_factory.mktemp("full") / "store"
    shutil.copytree(full_demo, folder)
    service = open_demo_store(folder)
    yield service
    service.close()
