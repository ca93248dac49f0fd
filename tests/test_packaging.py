"""The pins: exact, in step with each other, and naming no package host."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^ ;\\]+)")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lines):
    found = [match for line in lines if (match := PINNED.match(line))]
    return {normal(match.group(1)): match.group(2) for match in found}


def direct():
    groups = PROJECT["dependency-groups"]
    return [*PROJECT["project"]["dependencies"], *groups["test"], *groups["static"]]


@pytest.mark.parametrize("requirement", direct())
def test_every_direct_dependency_is_pinned_exactly_and_locked(requirement):
    assert PINNED.match(requirement), f"{requirement} is not pinned exactly"
    name, version = next(iter(pins([requirement]).items()))
    assert pins(LOCK.splitlines())[name] == version


def test_constraints_equal_the_lock():
    assert pins(PROJECT["tool"]["uv"]["constraint-dependencies"]) == pins(LOCK.splitlines())


def test_every_locked_package_has_hashes():
    blocks = [block for block in re.split(r"\n(?=\S)", LOCK) if block.strip()]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_pip_extra_is_the_test_group():
    assert PROJECT["project"]["optional-dependencies"]["test"] == PROJECT["dependency-groups"]["test"]


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_no_file_names_a_package_host(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--find-links|--extra-index", text)


def test_the_data_folders_ship_in_the_wheel():
    shipped = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert shipped == {name: f"auditor/_data/{name}" for name in ("standards", "schemas", "reports")}
