"""A command line on a store of its own: nothing of this machine's user is ever touched."""

import io
import shutil
import sys
from contextlib import closing, redirect_stdout
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from cli_runs import FEW, NEW, Ran, Run
from store_builders import PASSPHRASE, Template, seeded_ids

from auditor.cli.main import main
from auditor.clock import system_clock
from auditor.store.vault import CHEAP
from auditor.use_cases.council.add_team import add_team
from auditor.use_cases.demo import build_demo
from auditor.use_cases.open_store import init_store


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of this test alone; nothing is found in the usual ones."""
    for name in ("STANDARDS", "SCHEMAS", "REPORTS", "STORE", "DEMO_STORE", "PASSPHRASE_FILE"):
        monkeypatch.delenv(f"AUDITOR_{name}", raising=False)
    home = tmp_path / "home"
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    return home


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process: ``run("audit", "list")``."""

    def ran(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return ran


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\n", "utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture(scope="session")
def started_template(tmp_path_factory: pytest.TempPathFactory, template_store: Template) -> Template:
    """The template with an audit that Sam has just started, of the case 9904093."""
    folder = tmp_path_factory.mktemp("started")
    shutil.copytree(template_store.folder, folder / "store")
    words = folder / "passphrase.txt"
    words.write_text(PASSPHRASE, "utf-8")
    words.chmod(0o600)
    where = ("--store", str(folder / "store"), "--passphrase-file", str(words), "--as", "Sam")
    stdout = io.StringIO()
    with redirect_stdout(stdout):
        assert main([*NEW, "--yes", "has_plan", "--rest", "no", *where]) == 0
    return replace(template_store, folder=folder / "store", finished_audit=UUID(stdout.getvalue().strip()))


@pytest.fixture
def store(
    request: pytest.FixtureRequest, tmp_path: Path, passphrase_file: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A store that the environment names, with the people of the template and the passphrase in a file."""
    name = "started_template" if "audit" in request.fixturenames else "template_store"
    folder = tmp_path / "store"
    shutil.copytree(request.getfixturevalue(name).folder, folder)
    monkeypatch.setenv("AUDITOR_STORE", str(folder))
    monkeypatch.setenv("AUDITOR_PASSPHRASE_FILE", str(passphrase_file))
    return folder


@pytest.fixture
def sam(store: Path, run: Run) -> Run:
    """Runs a command as Sam, auditor and QA lead."""
    return lambda *words: run(*words, "--as", "Sam")


@pytest.fixture
def audit(store: Path, started_template: Template) -> str:
    """The id of an audit that Sam has just started, of the case 9904093."""
    return str(started_template.finished_audit)


@pytest.fixture
def other_store(tmp_path: Path, passphrase_file: Path) -> Path:
    """Another store, of another QA lead, that knows nothing of the first."""
    folder = tmp_path / "other"
    made = init_store(folder, "Lee", PASSPHRASE, new_id=seeded_ids(system_clock, 99), cost=CHEAP)  # type: ignore[arg-type]
    with closing(made.service):
        add_team(made.service, "East")
    return folder


@pytest.fixture
def lee(other_store: Path, passphrase_file: Path, run: Run) -> Run:
    """Runs a command as Lee, on the other store."""
    return lambda *words: run(*words, "--store", other_store, "--passphrase-file", passphrase_file)


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    build_demo(folder, today=system_clock().date(), audits=FEW).close()
    return folder


@pytest.fixture
def demo_store(tmp_path: Path, built_demo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small demo where the demo is looked for."""
    folder = tmp_path / "demo"
    shutil.copytree(built_demo, folder)
    monkeypatch.setenv("AUDITOR_DEMO_STORE", str(folder))
    return folder
