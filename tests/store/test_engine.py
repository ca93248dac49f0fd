"""The engine: connections, transactions, and what can be wrong with a file."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from engine_builders import KEY, MARK, NEXT, add, count, fill, spoil
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from auditor.errors import ExitCode, StoreError
from auditor.store.engine import (
    StoreBusyError,
    WrongKeyError,
    create_database,
    integrity_problems,
    open_engine,
    reading,
    rekey,
    writing,
)
from auditor.store.vault import (
    DamagedStoreError,
    NoStoreError,
    database_path,
)

# Making and opening


def test_a_new_database_is_encrypted_from_the_first_byte(folder: Path) -> None:
    assert [path.name for path in folder.iterdir()] == ["auditor.db"]
    content = database_path(folder).read_bytes()
    assert len(content) == 4096
    assert len(set(content)) > 200
    assert b"SQLite" not in content


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_all_its_files_are_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        create_database(tmp_path / "s", KEY)
        engine = open_engine(tmp_path / "s", KEY)
        with writing(engine) as connection:
            connection.execute(text("create table a (b)"))
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "s").iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    assert modes == {"auditor.db": 0o600, "auditor.db-wal": 0o600, "auditor.db-shm": 0o600}
    assert (tmp_path / "s").stat().st_mode & 0o777 == 0o700


def test_a_database_is_never_overwritten(folder: Path) -> None:
    before = database_path(folder).read_bytes()
    with pytest.raises(StoreError, match="already"):
        create_database(folder, NEXT)
    assert database_path(folder).read_bytes() == before
    shutil.move(database_path(folder), folder / "auditor.db-wal")
    with pytest.raises(StoreError, match="already"):
        create_database(folder, NEXT)


def test_what_is_written_is_found_in_no_file(folder: Path, engine: Engine) -> None:
    assert count(engine) == 1
    for path in folder.iterdir():
        assert MARK.encode() not in path.read_bytes() or path.name == "auditor.db-shm"


def test_every_connection_has_the_settings(engine: Engine) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 200,
        "secure_delete": 1,
        "query_only": 0,
    }
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"pragma {name}").scalar_one() for name in wanted}
            assert found == wanted


def test_a_path_with_signs_that_mean_something_in_an_address(tmp_path: Path) -> None:
    place = tmp_path / "Ünit 7 #2?mode=memory%20&x"
    create_database(place, KEY)
    engine = open_engine(place, KEY)
    with writing(engine) as connection:
        connection.execute(text("create table a (b)"))
    engine.dispose()
    assert [path.name for path in place.iterdir()] == ["auditor.db"]
    assert [path.name for path in tmp_path.iterdir()] == [place.name]


# What may be wrong with the file


def test_no_store_says_how_to_make_one(tmp_path: Path) -> None:
    place = tmp_path / "none"
    for call in (lambda: open_engine(place, KEY), lambda: rekey(place, KEY, NEXT)):
        with pytest.raises(NoStoreError, match="auditor init"):
            call()
    assert not place.exists()


def test_a_database_missing_beside_slots_is_not_made_anew(tmp_path: Path) -> None:
    add(tmp_path, "ann")
    with pytest.raises(DamagedStoreError, match="missing"):
        open_engine(tmp_path, KEY)
    assert not database_path(tmp_path).exists()


def plaintext(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table a (b)")


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "zero length": (lambda path: path.write_bytes(b""), "empty"),
    "plaintext": (plaintext, "without encryption"),
    "text": (lambda path: path.write_text("Dear Sir or Madam\n" * 1000), "middle of a page"),
    "text of whole pages": (lambda path: path.write_text("Dear Sir or Madam\n" * 4096), "does not open"),
    "cut in a page": (lambda path: path.write_bytes(path.read_bytes()[:-100]), "cut off"),
    "cut after a page": (lambda path: path.write_bytes(path.read_bytes()[:8192]), "damaged"),
    "salt": (lambda path: spoil(path, 3), "does not open"),
    "first page": (lambda path: spoil(path, 900), "does not open"),
    "folder": (lambda path: (path.unlink(), path.mkdir()), "missing"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_file_is_told_in_words(
    folder: Path, engine: Engine, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(engine, 20)
    engine.dispose()
    spoilt, words = SPOILT[name]
    spoilt(database_path(folder))
    with pytest.raises(DamagedStoreError, match=words) as caught:
        open_engine(folder, KEY)
    assert caught.value.next_step
    assert caught.value.exit_code == ExitCode.STORE
    assert "SQL" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_another_key_does_not_open(folder: Path) -> None:
    with pytest.raises(WrongKeyError, match="does not open with its key"):
        open_engine(folder, NEXT)


def test_one_flipped_byte_is_found(folder: Path, engine: Engine, capfd: pytest.CaptureFixture[str]) -> None:
    fill(engine, 100)
    assert integrity_problems(engine) == []
    engine.dispose()
    spoil(database_path(folder), 4096 * 30 + 77)
    opened = open_engine(folder, KEY)
    with pytest.raises(DamagedStoreError), reading(opened) as connection:
        connection.execute(text("select sum(length(body)) from fact")).scalar_one()
    problems = integrity_problems(opened)
    opened.dispose()
    assert any("page 31" in problem for problem in problems)
    assert capfd.readouterr() == ("", "")


def test_a_store_moved_away_while_it_is_open_is_told_in_words(folder: Path, engine: Engine) -> None:
    engine.dispose()
    shutil.move(folder, folder.with_name("moved"))
    with pytest.raises(StoreError, match="cannot be opened"), reading(engine):
        pass


def test_integrity_problems_are_sentences(engine: Engine) -> None:
    fill(engine, 50)
    assert integrity_problems(engine) == []
    with engine.connect() as connection:
        connection.exec_driver_sql("commit")
        connection.exec_driver_sql("pragma foreign_keys=off")
        connection.exec_driver_sql("insert into part values (1, 999), (2, 998)")
        connection.exec_driver_sql("pragma foreign_keys=on")
    assert integrity_problems(engine) == ["A row of part belongs to a row of fact that is not there."]


# Transactions


def write_and_fail(connection: Connection) -> None:
    connection.execute(text("insert into fact values (3, 'three')"))
    connection.execute(text("create table late (a)"))
    raise ZeroDivisionError


def test_a_write_is_kept_and_a_failed_one_is_not(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("insert into fact values (2, 'two')"))
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        write_and_fail(connection)
    assert count(engine) == 2
    with reading(engine) as connection:
        assert not connection.execute(text("select 1 from sqlite_master where name = 'late'")).all()


def test_a_writer_has_the_lock_from_the_start(folder: Path, engine: Engine) -> None:
    other = open_engine(folder, KEY, busy_ms=100)
    with writing(engine), pytest.raises(StoreBusyError, match="try again"), writing(other):
        pytest.fail("two writers at once")
    # The connection that was refused is fit for use again.
    with writing(other) as connection:
        connection.execute(text("insert into fact values (2, 'two')"))
    other.dispose()
    assert count(engine) == 2


def test_savepoints_work_inside_a_write(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("insert into fact values (2, 'two')"))
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(text("insert into fact values (3, 'two')"))
        connection.execute(text("insert into fact values (4, 'four')"))
    assert count(engine) == 3


def test_a_reader_sees_one_moment_and_holds_nobody_up(engine: Engine) -> None:
    with reading(engine) as connection:
        before = connection.execute(text("select count(*) from fact")).scalar_one()
        with writing(engine) as writer:
            writer.execute(text("insert into fact values (2, 'two')"))
        assert connection.execute(text("select count(*) from fact")).scalar_one() == before
    assert count(engine) == before + 1


def test_a_reader_cannot_write_and_its_connection_can_afterwards(engine: Engine) -> None:
    for _ in range(3):
        with pytest.raises(StoreError), reading(engine) as connection:
            connection.execute(text("insert into fact values (2, 'two')"))
    assert count(engine) == 1
    with writing(engine) as connection:
        connection.execute(text("insert into fact values (2, 'two')"))
    assert count(engine) == 2


def test_a_reader_that_rolls_back_leaves_its_connection_fit_for_writing(engine: Engine) -> None:
    with reading(engine) as connection:
        connection.rollback()
    with writing(engine) as connection:
        connection.execute(text("insert into fact values (2, 'two')"))
    assert count(engine) == 2


ADDING = """
import sys
from pathlib import Path
from sqlalchemy import text
from auditor.store.engine import open_engine, writing
engine = open_engine(Path(sys.argv[1]), bytes(range(32)))
sys.stdin.readline()
for _ in range(50):
    with writing(engine) as connection:
        found = connection.execute(text("select value from counter")).scalar_one()
        connection.execute(text("update counter set value = :value"), {"value": found + 1})
"""


def test_two_processes_lose_no_update(folder: Path, engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("create table counter (value integer not null) strict"))
        connection.execute(text("insert into counter values (0)"))
    both = [
        subprocess.Popen([sys.executable, "-c", ADDING, str(folder)], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for process in both:
        assert process.stdin
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process in both:
        assert process.communicate(timeout=60)[1] == b""
        assert process.returncode == 0
    with reading(engine) as connection:
        assert connection.execute(text("select value from counter")).scalar_one() == 100


def test_two_threads_lose_no_update(folder: Path, engine: Engine) -> None:
    patient = open_engine(folder, KEY)
    with writing(patient) as connection:
        connection.execute(text("create table counter (value integer not null) strict"))
        connection.execute(text("insert into counter values (0)"))
    failures: list[Exception] = []

    def work() -> None:
        try:
            for _ in range(50):
                with writing(patient) as connection:
                    found = connection.execute(text("select value from counter")).scalar_one()
                    connection.execute(text("update counter set value = :value"), {"value": found + 1})
        except Exception as error:  # noqa: BLE001  whatever it is
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(patient) as connection:
        assert connection.execute(text("select value from counter")).scalar_one() == 100
    patient.dispose()
    assert not failures
