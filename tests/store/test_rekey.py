"""Another key: all or nothing, wherever it breaks off."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3
from engine_builders import KEY, NEXT, PASSPHRASE, add, count, fill, spoil
from sqlalchemy import Engine

from auditor.store.engine import (
    StoreBusyError,
    WrongKeyError,
    integrity_problems,
    open_engine,
    open_store_engine,
    reading,
    rekey,
)
from auditor.store.vault import (
    DamagedStoreError,
    connect,
    database_path,
    finish_rekey,
    prepare_rekey,
    remove_slot,
    slots,
    unlock,
)


def test_rekeying_leaves_only_the_new_key(folder: Path, engine: Engine) -> None:
    fill(engine, 200)
    engine.dispose()
    before = database_path(folder).read_bytes()
    rekey(folder, KEY, NEXT)
    after = database_path(folder).read_bytes()
    assert [path.name for path in folder.iterdir()] == ["auditor.db"]
    same = [page for page in range(1, len(after) // 4096) if after[page * 4096 :][:64] == before[page * 4096 :][:64]]
    assert not same
    with pytest.raises(WrongKeyError):
        open_engine(folder, KEY)
    opened = open_engine(folder, NEXT)
    assert count(opened) == 201
    assert integrity_problems(opened) == []
    with reading(opened) as connection:
        assert connection.exec_driver_sql("pragma journal_mode").scalar_one() == "wal"
    opened.dispose()


def test_rekeying_may_be_repeated_and_needs_one_of_the_keys(folder: Path, engine: Engine) -> None:
    engine.dispose()
    rekey(folder, KEY, NEXT)
    rekey(folder, KEY, NEXT)
    with pytest.raises(WrongKeyError):
        rekey(folder, KEY, b"\7" * 32)


def test_rekeying_is_refused_while_the_store_is_open_elsewhere(folder: Path, engine: Engine) -> None:
    assert count(engine) == 1
    with pytest.raises(StoreBusyError, match="open in another window"):
        rekey(folder, KEY, NEXT, busy_ms=100)
    assert count(engine) == 1


def test_a_damaged_store_is_not_rekeyed(folder: Path, engine: Engine) -> None:
    fill(engine, 100)
    engine.dispose()
    spoil(database_path(folder), 4096 * 30 + 77)
    with pytest.raises(DamagedStoreError, match="not changed"):
        rekey(folder, KEY, NEXT)
    open_engine(folder, KEY).dispose()


# Each round is a process that tells of each statement on a pipe before it does it, and waits to be answered. At one of
# them it is killed instead, or it goes on with a limit on how large a file it may write: the kernel ends it in the
# middle of the page that goes beyond.
REKEYING = """
import os, resource, shutil, signal, sys
from pathlib import Path
from auditor.store import engine

base, parts = Path(sys.argv[1]), int(sys.argv[2])
KEY, NEXT = bytes(range(32)), bytes(range(32, 64))
size = (base / "auditor.db").stat().st_size

def child_of(number, tell, answer):
    made = engine.connect
    def announced(statement):
        os.write(tell, statement[:20].encode().ljust(20))
        limit = int(os.read(answer, 12))
        if limit:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    def connect(*given, **named):
        connection = made(*given, **named)
        connection.set_trace_callback(announced)
        return connection
    engine.connect = connect
    engine.rekey(base.with_name(f"killed-{number}"), KEY, NEXT)

def killed(number, step, limit=0):
    '''The statements it came to; the last is the one in which it died.'''
    shutil.copytree(base, base.with_name(f"killed-{number}"))
    told, tell = os.pipe()
    answer, answers = os.pipe()
    child = os.fork()
    if not child:
        os.close(told)
        os.close(answers)
        child_of(number, tell, answer)
        os._exit(0)
    os.close(tell)
    os.close(answer)
    said = []
    while word := os.read(told, 20).decode().strip():
        here = len(said) == step
        said.append(word)
        if here and not limit:
            os.kill(child, signal.SIGKILL)
            break
        os.write(answers, b"%12d" % (limit if here else 0))
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(told)
    os.close(answers)
    return said, ended

statements, _ = killed("not", -1)
assert len(statements) > 4, statements
rounds = [(step, 0) for step in range(len(statements))]
# Rekeying is done before its statement is told of, so its limit is set one earlier, where nothing is written.
for statement in ("pragma cipher_integrity_check", "pragma wal_checkpoint"):
    step = max(place for place, name in enumerate(statements) if name == statement[:20])
    rounds += [(step, size * part // parts + 100) for part in range(1, parts)]
for number, (step, limit) in enumerate(sorted(rounds)):
    _, ended = killed(number, step, limit)
    assert ended == -(signal.SIGXFSZ if limit else signal.SIGKILL), (step, limit, ended)
print(len(rounds))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that is killed is forked")
def test_a_store_killed_while_it_is_rekeyed_has_one_of_the_keys(folder: Path, engine: Engine) -> None:
    fill(engine, 400)
    engine.dispose()
    program = [sys.executable, "-c", REKEYING, str(folder), "6"]
    rounds = int(subprocess.run(program, check=True, stdout=subprocess.PIPE, text=True).stdout)
    opened_by = []
    for number in range(rounds):
        found = []
        for key in (KEY, NEXT):
            try:
                opened = open_engine(folder.with_name(f"killed-{number}"), key)
            except WrongKeyError:
                continue
            assert count(opened) == 401
            assert integrity_problems(opened) == []
            opened.dispose()
            found.append(key)
        assert len(found) == 1
        opened_by += found
    # Until the log is whole it has the key it had, and from then on the other.
    assert opened_by.count(KEY) > 5
    assert opened_by.count(NEXT) > 5
    assert opened_by == sorted(opened_by)


# Each round removes a person in a process of its own, which dies just before its nth step.
REMOVING = """
import os, shutil, sys
from pathlib import Path
from auditor.store.engine import open_store_engine, rekey
from auditor.store.vault import finish_rekey, prepare_rekey, remove_slot, unlock

base, passphrase = Path(sys.argv[1]), sys.argv[2]
KEY, NEXT = bytes(range(32)), bytes(range(32, 64))
keys = {name: unlock(base, name, passphrase).slot_key for name in ("ann", "ben", "cat")}
for death in range(100):
    folder = base.with_name(f"removal-{death}")
    shutil.copytree(base, folder)
    child = os.fork()
    if not child:
        left = [death]
        def hook(event, args):
            if event in ("os.rename", "os.remove", "step"):
                if not left[0]:
                    os._exit(9)
                left[0] -= 1
        sys.addaudithook(hook)
        remove_slot(folder, "ann")
        prepare_rekey(folder, keys, KEY, NEXT)
        sys.audit("step")
        rekey(folder, KEY, NEXT)
        sys.audit("step")
        finish_rekey(folder, keys, NEXT)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        print(death)
        break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that dies is forked")
def test_the_others_open_the_store_wherever_removing_a_person_broke_off(folder: Path, engine: Engine) -> None:
    fill(engine, 50)
    engine.dispose()
    for name in ("ann", "ben", "cat"):
        add(folder, name)
    program = [sys.executable, "-c", REMOVING, str(folder), PASSPHRASE]
    rounds = int(subprocess.run(program, check=True, capture_output=True, text=True).stdout)
    assert rounds > 15
    for death in range(rounds + 1):
        place = folder.with_name(f"removal-{death}")
        unlocked = [unlock(place, name, PASSPHRASE) for name in ("ben", "cat")]
        for one in unlocked:
            opened, key = open_store_engine(place, one)
            assert count(opened) == 51
            opened.dispose()
        # Whoever opens it next can bring the removal to its end.
        keys = {one.slot.id: one.slot_key for one in unlocked}
        finish_rekey(place, keys, key) if len(slots(place)) == 2 else remove_slot(place, "ann")
        prepare_rekey(place, keys, key, b"\7" * 32)
        rekey(place, key, b"\7" * 32)
        finish_rekey(place, keys, b"\7" * 32)
        opened, key = open_store_engine(place, unlock(place, "ben", PASSPHRASE))
        assert (count(opened), key) == (51, b"\7" * 32)
        opened.dispose()


def test_a_store_that_none_of_the_keys_opens_says_so(folder: Path) -> None:
    keys = {"ann": add(folder, "ann", NEXT)}
    prepare_rekey(folder, keys, NEXT, b"\7" * 32)
    with pytest.raises(WrongKeyError):
        open_store_engine(folder, unlock(folder, "ann", PASSPHRASE))


def test_connecting_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(sqlcipher3.OperationalError):
        connect(tmp_path / "absent.db", KEY)
    assert list(tmp_path.iterdir()) == []
