"""The vault's files wherever a change broke off: whoever could open the store before still can."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from vault_builders import ANN, BEN, KEY, NEXT, add

from auditor.store.vault import CHEAP, WrongPassphraseError, change_passphrase, finish_rekey, remove_slot, slots, unlock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


# Each round runs in a process of its own that dies just before the nth change of a name in the folder.
DYING = """
import os, shutil, sys
from pathlib import Path
from auditor.store.vault import CHEAP, change_passphrase, prepare_rekey, finish_rekey, add_slot, remove_slot, unlock

base, what, old, new, other = Path(sys.argv[1]), *sys.argv[2:]
keys = {"ann": unlock(base, "ann", old).slot_key, "ben": unlock(base, "ben", other).slot_key}
KEY, NEXT = bytes(range(32)), bytes(range(32, 64))

def work(folder):
    if what == "change":
        change_passphrase(folder, "ann", old, new, CHEAP)
    elif what == "add":
        add_slot(folder, slot_id="cat", kind="person", label="Cat", person_id="p", passphrase=new, data_key=KEY,
                 cost=CHEAP)
    elif what == "remove":
        remove_slot(folder, "ann")
    else:
        prepare_rekey(folder, keys, KEY, NEXT)
        finish_rekey(folder, keys, NEXT)

for death in range(100):
    folder = base.with_name(f"{what}-{death}")
    shutil.copytree(base, folder)
    child = os.fork()
    if not child:
        left = [death]
        def hook(event, args):
            if event in ("os.rename", "os.remove"):
                if not left[0]:
                    os._exit(9)
                left[0] -= 1
        sys.addaudithook(hook)
        work(folder)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        print(death)
        break
"""


def deaths(folder: Path, what: str) -> list[Path]:
    """The folders left behind by a process that died at each point of ``what``; the last one was finished."""
    add(folder, "ann", ANN)
    add(folder, "ben", BEN, "Ben")
    arguments = [sys.executable, "-c", DYING, str(folder), what, ANN, ANN + "!", BEN]
    rounds = int(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout)
    return [folder.with_name(f"{what}-{death}") for death in range(rounds + 1)]


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the process that dies is forked")


@needs_fork
def test_a_passphrase_is_the_old_or_the_new_one_wherever_the_change_broke_off(folder: Path) -> None:
    left = deaths(folder, "change")
    assert len(left) > 3
    opened_by = []
    for place in left:
        found = []
        for passphrase in (ANN, ANN + "!"):
            try:
                assert unlock(place, "ann", passphrase).key == KEY
                found.append(passphrase)
            except WrongPassphraseError:
                pass
        assert len(found) == 1
        opened_by += found
        change_passphrase(place, "ann", found[0], "another passphrase", CHEAP)
        assert unlock(place, "ann", "another passphrase").key == KEY
        assert sorted(path.name for path in (place / "slots").glob("[!.]*")) == [
            "ann.db",
            "ann.json",
            "ben.db",
            "ben.json",
        ]
    assert opened_by[0] == ANN
    assert opened_by[-1] == ANN + "!"


@needs_fork
def test_every_slot_opens_wherever_rekeying_broke_off(folder: Path) -> None:
    left = deaths(folder, "rekey")
    assert len(left) > 12
    for place in left:
        both = [unlock(place, "ann", ANN), unlock(place, "ben", BEN)]
        assert all(set(opened.candidates) <= {KEY, NEXT} for opened in both)
        # As long as the database may have either key, one key is common to all.
        shared = set(both[0].candidates) & set(both[1].candidates)
        assert shared
        finish_rekey(place, {opened.slot.id: opened.slot_key for opened in both}, shared.pop())
        assert len(unlock(place, "ben", BEN).candidates) == 1


@needs_fork
def test_the_others_still_open_wherever_adding_or_removing_broke_off(folder: Path) -> None:
    for place in deaths(folder, "add"):
        assert unlock(place, "ann", ANN).key == KEY
        if not any(info.id == "cat" for info in slots(place)):
            add(place, "cat", BEN + "?")
        assert {info.id for info in slots(place)} == {"ann", "ben", "cat"}
    other = folder.with_name("other")
    for place in deaths(other, "remove"):
        assert unlock(place, "ben", BEN).key == KEY
        slots(place)
        remove_slot(place, "ann")
        assert [info.id for info in slots(place)] == ["ben"]
