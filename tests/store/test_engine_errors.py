"""The engine: what goes wrong is told in words, and nothing is lost by it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlcipher3
from engine_builders import KEY, MARK, count
from sqlalchemy import Engine, text

from auditor.errors import StoreError
from auditor.store.engine import RefusedError, create_database, integrity_problems, reading, translated, writing


def test_the_sentence_of_a_trigger_is_kept(engine: Engine) -> None:
    for statement in ("update fact set body = 'x'", "delete from fact", "insert or replace into fact values (1, 'x')"):
        with pytest.raises(RefusedError) as caught, writing(engine) as connection:
            connection.execute(text(statement))
        assert caught.value.title == "Facts are only added."
    assert count(engine) == 1


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("insert into fact values (2, :mark)", "there already"),
        ("insert into fact values (2, null)", "missing"),
        ("insert into part values (1, 77)", "not in the store"),
        ("insert into shade values ('red')", "one of those allowed"),
        ("insert into fact (id, body) values ('x', 'y')", "wrong kind"),
        ("insert into shade values (x'00')", "wrong kind"),
        ("select * from nothing", "auditor doctor"),
        ("attach '/tmp/x' as y key ''", "does not allow"),
    ],
)
def test_a_refused_statement_is_told_in_words(engine: Engine, statement: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught, writing(engine) as connection:
        connection.execute(text(statement.replace(":mark", f"'{MARK}'")))
    assert not isinstance(caught.value, RefusedError)
    assert "[SQL" not in str(caught.value)
    assert MARK not in str(caught.value)


def test_attaching_is_denied_and_makes_no_file(engine: Engine, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with engine.connect() as connection:
        connection.exec_driver_sql("commit")
        for statement in (f"attach '{target}' as copy key ''", f"vacuum into '{target}'"):
            with pytest.raises(sqlcipher3.DatabaseError):
                connection.connection.driver_connection.execute(statement)  # type: ignore[union-attr]
    assert not target.exists()


def test_parameters_are_not_in_the_error_beneath(engine: Engine) -> None:
    with pytest.raises(StoreError) as caught, writing(engine) as connection:
        connection.execute(text("insert into fact values (1, :body)"), {"body": "written about a child"})
    assert caught.value.__cause__
    assert "written about a child" not in str(caught.value.__cause__)


def test_a_full_disk_is_told_and_loses_nothing(engine: Engine) -> None:
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar_one()
        connection.exec_driver_sql(f"pragma max_page_count={pages}")
    with pytest.raises(StoreError, match="disk is full"), writing(engine) as connection:
        connection.execute(text("insert into fact (body) values (:body)"), {"body": "y" * 100_000})
    assert count(engine) == 1
    assert integrity_problems(engine) == []


def test_errors_of_the_driver_itself_are_translated(engine: Engine) -> None:
    with pytest.raises(StoreError), reading(engine) as connection:
        connection.connection.driver_connection.execute("select nonsense")  # type: ignore[union-attr]
    assert isinstance(translated(sqlcipher3.IntegrityError("Own words.")), RefusedError)
    assert isinstance(translated(sqlcipher3.OperationalError("anything")), StoreError)


READ_ONLY = """
import os, sys
from pathlib import Path
from auditor.errors import StoreError
from auditor.store.engine import create_database, open_engine
from auditor.store.vault import CHEAP, add_slot
folder, key = Path(sys.argv[1]), bytes(range(32))
if sys.argv[4]:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
calls = {
    "open": lambda: open_engine(folder / sys.argv[2], key),
    "create": lambda: create_database(folder / "sealed" / "new", key),
    "slot": lambda: add_slot(folder / "sealed", slot_id="a", kind="open", label="A", person_id=None,
                             passphrase="x" * 12, data_key=key, cost=CHEAP),
}
try:
    calls[sys.argv[3]]()
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
@pytest.mark.parametrize(("place", "call"), [("sealed", "open"), ("half", "open"), ("", "create"), ("", "slot")])
def test_a_folder_or_file_that_may_not_be_written_is_told_in_words(place: str, call: str) -> None:
    # Root may write anywhere, so the attempt is made as nobody, in a place nobody can reach.
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        for name in ("sealed", "half"):
            create_database(base / name, KEY)
        everything = [base, *base.rglob("*")]
        for path in everything:
            path.chmod(0o777 if path.is_dir() else 0o666)
        (base / "sealed").chmod(0o555)
        (base / "half" / "auditor.db").chmod(0o444)
        program = [sys.executable, "-c", READ_ONLY, str(base), place, call, "root" if os.geteuid() == 0 else ""]
        result = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
        (base / "sealed").chmod(0o755)
    assert result.stderr == ""
    assert result.stdout.startswith("The store cannot be written.")
