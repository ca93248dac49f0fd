"""Fixtures that tests of several folders share: real encrypted stores, cheap to open."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
import store_builders
from hypothesis import settings
from store_builders import ROOT, Template, World, copy_of, make_template, with_finished_audit

from auditor.standards.load import Standards, load_standards
from auditor.use_cases.service import Service

NewAudit = Callable[..., UUID]
settings.register_profile("auditor", deadline=None)  # a busy machine is no failure
settings.load_profile("auditor")
_A_CORE = 2
"""Processes of the tests for each core: most tests wait for a screen to settle, or for a process to end."""


def pytest_xdist_auto_num_workers() -> int:
    return _A_CORE * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first, so that no process is left alone with one at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def standards_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real standards, for tests that must not be moved by an edit under way."""
    folder = tmp_path_factory.mktemp("standards") / "standards"
    shutil.copytree(ROOT / "standards", folder)
    return folder


@pytest.fixture(scope="session")
def loaded_standards(standards_copy: Path) -> Standards:
    return load_standards(standards_copy)


@pytest.fixture(scope="session")
def template_store(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("template") / "store")


@pytest.fixture(scope="session")
def finished_template(
    tmp_path_factory: pytest.TempPathFactory, template_store: Template, loaded_standards: Standards
) -> Template:
    return with_finished_audit(template_store, tmp_path_factory.mktemp("finished") / "store", loaded_standards)


@pytest.fixture
def world(request: pytest.FixtureRequest, tmp_path: Path, loaded_standards: Standards) -> Iterator[World]:
    """A store of its own for this test; ``world.open("Ada")`` unlocks it for somebody."""
    name = "finished_template" if "finished_audit" in request.fixturenames else "template_store"
    made = copy_of(request.getfixturevalue(name), tmp_path / "store", loaded_standards)
    yield made
    made.close()


@pytest.fixture
def service(world: World) -> Service:
    """The store unlocked by Sam, who is auditor and QA lead."""
    return world.open("Sam")


@pytest.fixture
def new_audit(service: Service) -> NewAudit:
    """Starts an audit by Sam: ``new_audit("9900001", as_at=..., kind=...)``."""
    numbers = iter(range(9900101, 9999999))

    def start(lcs_number: str | None = None, **given: object) -> UUID:
        return store_builders.new_audit(service, lcs_number or str(next(numbers)), **given)

    return start


@pytest.fixture
def finished_audit(finished_template: Template) -> UUID:
    """An audit by Sam, already in the store of this test, in which everything is done and that is submitted."""
    assert finished_template.finished_audit is not None
    return finished_template.finished_audit
