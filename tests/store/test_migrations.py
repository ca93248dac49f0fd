"""Migrations: from nothing to what the tables say, once, and never from a newer store; old stores still open."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlmodel import SQLModel
from store_builders import PASSPHRASE, ROOT, World

import auditor.store.migrate as migrate_module
from auditor.store.engine import create_database, open_engine, reading, writing
from auditor.store.migrate import SCHEMA_VERSION, NewerStoreError, bring_up_to_date, schema_version
from auditor.store.triggers import declared_triggers
from auditor.store.vault import slots
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.open_store import unlock_store
from auditor.use_cases.service import Service

STORES = ROOT / "tests" / "data" / "stores"
KEY = bytes(range(32))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    create_database(tmp_path / "store", KEY)
    engine = open_engine(tmp_path / "store", KEY)
    yield engine
    engine.dispose()


def test_upgrading_from_nothing_makes_the_tables_of_the_models(empty: Engine) -> None:
    with reading(empty) as connection:
        assert schema_version(connection) is None
    assert bring_up_to_date(empty)
    with reading(empty) as connection:
        assert schema_version(connection) == SCHEMA_VERSION
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert dict(map(tuple, found)) == declared_triggers()


def test_a_difference_from_the_models_would_be_seen(empty: Engine) -> None:
    bring_up_to_date(empty)
    with writing(empty) as connection:
        connection.exec_driver_sql("ALTER TABLE team ADD COLUMN colour VARCHAR")
    with reading(empty) as connection:
        differences = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    assert [difference[0] for difference in differences] == ["remove_column"]


def test_the_checks_of_the_models_are_in_the_migrations_too(empty: Engine) -> None:
    """Alembic compares neither checks nor the order of a key, so both are compared as SQLite has them."""
    from sqlalchemy import CheckConstraint, inspect

    bring_up_to_date(empty)
    with reading(empty) as connection:
        for name, table in SQLModel.metadata.tables.items():
            declared = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
            assert {check["name"] for check in inspect(connection).get_check_constraints(name)} == declared
            key = [column.name for column in table.primary_key]
            assert inspect(connection).get_pk_constraint(name)["constrained_columns"] == key


def test_the_newest_migration_is_the_one_the_program_knows() -> None:
    scripts = ScriptDirectory(str(Path(migrate_module.__file__).parent / "migrations"))
    assert scripts.get_heads() == [SCHEMA_VERSION]


def test_upgrading_again_does_nothing_and_asks_for_no_backup(empty: Engine) -> None:
    backups: list[str] = []
    bring_up_to_date(empty, lambda: backups.append("made"))
    assert not bring_up_to_date(empty, lambda: backups.append("made"))
    assert backups == []


def test_a_backup_is_asked_for_before_a_store_with_tables_is_changed(empty: Engine) -> None:
    bring_up_to_date(empty)
    with writing(empty) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")

    class StopError(Exception):
        pass

    def backup(_version: str) -> None:
        raise StopError

    with pytest.raises(StopError):
        bring_up_to_date(empty, backup)


def test_a_newer_store_is_refused_with_a_sentence_and_left_alone(world: World, service: Service) -> None:
    with writing(service.store.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerStoreError) as refusal:
        world.open("Ada")
    assert refusal.value.title == "This store was written by a newer version of auditor."
    assert "9999" in refusal.value.detail
    with reading(service.store.engine) as connection:
        assert schema_version(connection) == "9999"


def test_a_store_at_the_current_version_opens_without_alembic(world: World) -> None:
    code = (
        "import sys, pathlib\n"
        "from auditor.use_cases.open_store import unlock_store\n"
        "service = unlock_store(pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3])\n"
        "print(service.person.name, 'alembic' in sys.modules)\n"
        "service.close()"
    )
    slot = next(slot.id for slot in slots(world.folder) if slot.label == "Ada")
    command = [sys.executable, "-c", code, str(world.folder), slot, PASSPHRASE]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=environment)
    assert done.stdout == "Ada False\n"


# -- stores of earlier releases ---------------------------------------------------------------------------------------

RELEASES = sorted(path.parent.name for path in STORES.glob("*/expected.json"))


def make_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_stores", STORES / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_is_a_store_of_the_first_release() -> None:
    assert "0.1.0" in RELEASES


@pytest.mark.parametrize("release", RELEASES)
def test_a_store_of_a_release_opens_verifies_and_says_the_same(release: str, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shutil.copytree(STORES / release / "store", folder)
    slot = next(slot for slot in slots(folder) if slot.label == "Sam")
    expected = json.loads((STORES / release / "expected.json").read_text(encoding="utf-8"))
    with closing(unlock_store(folder, slot.id, PASSPHRASE)) as service:
        assert verify_store(service).problems == ()
        assert make_script().figures(service) == expected
        with service.store.reading() as reader:
            draft = reader.audits_of_case("9900009")[0].audit_id
        opened = open_audit(service, draft)
    assert dict(opened.drafts) == {"note:overall": "half a sentence"}
    assert opened.bookmark == ("findings", "")
    assert opened.checklist.title == "A small edition" or opened.checklist.sections


def test_a_frozen_store_is_whole_without_its_log() -> None:
    for release in RELEASES:
        names = {path.name for path in (STORES / release / "store").iterdir()}
        assert names == {"auditor.db", "slots"}
