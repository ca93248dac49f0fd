"""A small complete standards folder, alone or with the files of a test laid over it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.errors import Problem
from auditor.standards.load import Standards, load_standards, read_standards

DATA = Path(__file__).parents[1] / "data" / "standards"

Overlay = Callable[[str], Path]


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    """Makes a copy of the small folder with the files of a folder under tests/data/standards laid over it."""

    def lay(name: str = "") -> Path:
        root = tmp_path / "standards"
        shutil.copytree(DATA / "small", root)
        if name:
            shutil.copytree(DATA / name, root, dirs_exist_ok=True)
        return root

    return lay


@pytest.fixture
def problems_of(overlay: Overlay) -> Callable[[str], list[Problem]]:
    """Reads the small folder with a bad folder laid over it; gives the problems."""

    def read(name: str) -> list[Problem]:
        standards, problems = read_standards(overlay(f"bad/{name}"))
        assert standards is None
        return problems

    return read


@pytest.fixture(scope="session")
def small() -> Standards:
    return load_standards(DATA / "small")


@pytest.fixture(scope="session")
def shipped() -> Standards:
    return load_standards(Path(__file__).parents[2] / "standards")
