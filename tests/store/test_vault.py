"""The vault: slots, passphrases, and what can be wrong with their files."""

import os
import shutil
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from vault_builders import ANN, BEN, KEY, NEXT, add, edit, sidecar

from auditor.errors import InputError, StoreError, UnknownIdError
from auditor.store.vault import (
    CHEAP,
    OPEN_PASSPHRASE,
    Argon2Cost,
    DamagedStoreError,
    NoStoreError,
    SlotInfo,
    WrongPassphraseError,
    add_slot,
    change_passphrase,
    finish_rekey,
    new_data_key,
    prepare_rekey,
    remove_slot,
    slots,
    store_exists,
    unlock,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_a_passphrase_opens_its_slot(folder: Path) -> None:
    slot_key = add(folder, "ann", ANN, "Ann Ä")
    opened = unlock(folder, "ann", ANN)
    assert opened.key == KEY
    assert opened.slot_key == slot_key
    assert opened.slot == SlotInfo("ann", "person", "Ann Ä", "p-ann")
    assert opened.candidates == (KEY,)
    assert KEY.hex() not in repr(opened)
    assert repr(KEY) not in repr(opened)
    assert repr(slot_key) not in repr(opened)


def test_the_default_cost_is_the_recommended_one(folder: Path) -> None:
    assert Argon2Cost() == Argon2Cost(time=3, memory_kib=65536, lanes=4)
    key = add_slot(folder, slot_id="r", kind="recovery", label="Recovery", person_id=None, passphrase=ANN, data_key=KEY)
    assert unlock(folder, "r", ANN).slot_key == key


def test_keys_are_random_and_long_enough() -> None:
    assert len(new_data_key()) == 32
    assert new_data_key() != new_data_key()
    assert new_data_key(lambda count: b"\7" * count) == b"\7" * 32


def test_no_key_and_no_passphrase_is_found_in_the_files(folder: Path) -> None:
    slot_key = add(folder, "ann", ANN)
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in (KEY, slot_key, ANN.encode()):
        assert secret not in content
        assert secret.hex().encode() not in content
    assert b"SQLite format" not in content


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_folder_and_files_are_private(folder: Path) -> None:
    before = os.umask(0)
    try:
        add(folder, "ann", ANN)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert modes == {"store": 0o700, "slots": 0o700, "ann.db": 0o600, "ann.json": 0o600}


def test_a_wrong_passphrase_is_told_from_a_damaged_slot(folder: Path) -> None:
    add(folder, "ann", ANN)
    with pytest.raises(WrongPassphraseError, match="Ann"):
        unlock(folder, "ann", ANN.upper())
    with pytest.raises(WrongPassphraseError):
        unlock(folder, "ann", "short")
    path = sidecar(folder).with_suffix(".db")
    content = bytearray(path.read_bytes())
    content[5000] ^= 1
    path.write_bytes(content)
    for passphrase in (ANN, BEN):
        with pytest.raises(DamagedStoreError, match=r"ann\.db has changed"):
            unlock(folder, "ann", passphrase)
    path.unlink()
    with pytest.raises(DamagedStoreError, match=r"ann\.db is missing"):
        unlock(folder, "ann", ANN)


def test_a_slot_that_never_was_one_is_damaged_whatever_its_hash(folder: Path) -> None:
    add(folder, "ann", ANN)
    add(folder, "ben", BEN, "Ben")
    shutil.copy(sidecar(folder, "ben").with_suffix(".db"), sidecar(folder).with_suffix(".db"))
    with pytest.raises(DamagedStoreError):
        unlock(folder, "ann", ANN)


@pytest.mark.parametrize("changes", [{"person_id": "p-ben"}, {"label": "Ben"}, {"kind": "recovery"}])
def test_editing_the_sidecar_does_not_make_one_somebody_else(folder: Path, changes: dict[str, object]) -> None:
    add(folder, "ann", ANN)
    edit(sidecar(folder), **changes)
    with pytest.raises(DamagedStoreError, match="edited"):
        unlock(folder, "ann", ANN)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"format": "1"}',
        b'{"format": 1}',
        b'{"format": 1, "id": "other"}',
    ],
)
def test_a_garbled_sidecar_is_named(folder: Path, content: bytes) -> None:
    add(folder, "ann", ANN)
    sidecar(folder).write_bytes(content)
    with pytest.raises(DamagedStoreError, match=r"ann\.json"):
        slots(folder)
    with pytest.raises(DamagedStoreError, match=r"ann\.json"):
        unlock(folder, "ann", ANN)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "ben"},
        {"kind": "boss"},
        {"kind": ["person"]},
        {"label": 7},
        {"person_id": 7},
        {"salt": "xyz"},
        {"salt": ""},
        {"argon2": {"time": 1, "memory_kib": 1 << 40, "lanes": 1}},
        {"argon2": {"time": 0, "memory_kib": 64, "lanes": 1}},
        {"argon2": {"time": "1", "memory_kib": 64, "lanes": 1}},
        {"argon2": {"time": 1, "memory_kib": 64, "lanes": 64}},
        {"argon2": {"rounds": 1}},
    ],
)
def test_a_sidecar_with_a_senseless_value_is_named(folder: Path, changes: dict[str, object]) -> None:
    add(folder, "ann", ANN)
    edit(sidecar(folder), **changes)
    with pytest.raises(DamagedStoreError, match=r"ann\.json"):
        slots(folder)


def test_a_missing_sidecar_is_named(folder: Path) -> None:
    add(folder, "ann", ANN)
    sidecar(folder).unlink()
    with pytest.raises(DamagedStoreError, match=r"ann\.json"):
        slots(folder)


def test_a_newer_format_is_refused_with_a_sentence(folder: Path) -> None:
    add(folder, "ann", ANN)
    edit(sidecar(folder), format=2)
    with pytest.raises(StoreError, match="newer"):
        unlock(folder, "ann", ANN)


def test_slots_come_persons_by_label_then_recovery_then_open(folder: Path) -> None:
    for slot_id, kind, label in (
        ("a", "recovery", "Recovery"),
        ("b", "open", "Demo"),
        ("c", "person", "zoe"),
        ("d", "person", "Abe"),
    ):
        add_slot(
            folder,
            slot_id=slot_id,
            kind=kind,  # type: ignore[arg-type]
            label=label,
            person_id=None,
            passphrase=OPEN_PASSPHRASE,
            data_key=KEY,
            cost=CHEAP,
        )
    (folder / "slots" / ".DS_Store").write_bytes(b"")
    (folder / "slots" / "desktop.ini").write_bytes(b"")
    assert [info.id for info in slots(folder)] == ["d", "c", "a", "b"]
    assert unlock(folder, "b", OPEN_PASSPHRASE).key == KEY


def test_no_store_says_how_to_make_one(folder: Path) -> None:
    assert not store_exists(folder)
    for call in (lambda: slots(folder), lambda: unlock(folder, "ann", ANN)):
        with pytest.raises(NoStoreError, match="auditor init"):
            call()
    add(folder, "ann", ANN)
    assert store_exists(folder)


def test_an_unknown_slot_offers_the_nearest(folder: Path) -> None:
    add(folder, "ann", ANN)
    with pytest.raises(UnknownIdError, match="Did you mean ann"):
        unlock(folder, "anne", ANN)


@pytest.mark.parametrize("slot_id", ["", "../x", "a/b", ".a", "a.b", "a" * 65])
def test_a_slot_id_cannot_leave_the_folder(folder: Path, slot_id: str) -> None:
    with pytest.raises(InputError):
        add(folder, slot_id, ANN)
    assert not folder.exists()


def test_a_slot_is_never_overwritten(folder: Path) -> None:
    add(folder, "ann", ANN)
    with pytest.raises(StoreError, match="already"):
        add(folder, "ann", BEN)
    assert unlock(folder, "ann", ANN).key == KEY


def test_a_passphrase_has_at_least_twelve_characters(folder: Path) -> None:
    with pytest.raises(InputError, match="at least 12 characters"):
        add(folder, "ann", "x" * 11)
    with pytest.raises(InputError):  # twelve code points, eleven characters
        add(folder, "ann", "x" * 10 + "e\u0301")
    assert not folder.exists()
    add(folder, "ann", "x" * 12)
    with pytest.raises(InputError):
        change_passphrase(folder, "ann", "x" * 12, "x" * 11, CHEAP)
    assert unlock(folder, "ann", "x" * 12).key == KEY


def test_the_same_letter_typed_another_way_opens(folder: Path) -> None:
    passphrase = "café crème brûlée"
    add(folder, "ann", unicodedata.normalize("NFD", passphrase))
    assert unlock(folder, "ann", unicodedata.normalize("NFC", passphrase)).key == KEY


def test_changing_a_passphrase_keeps_the_key(folder: Path) -> None:
    first = add(folder, "ann", ANN)
    second = change_passphrase(folder, "ann", ANN, BEN, CHEAP)
    assert first != second
    opened = unlock(folder, "ann", BEN)
    assert (opened.key, opened.slot_key, opened.slot.label) == (KEY, second, "Ann")
    with pytest.raises(WrongPassphraseError):
        unlock(folder, "ann", ANN)
    with pytest.raises(WrongPassphraseError):
        change_passphrase(folder, "ann", ANN, ANN, CHEAP)
    assert sorted(path.name for path in (folder / "slots").iterdir()) == ["ann.db", "ann.json"]


def test_removing_a_slot_leaves_the_others(folder: Path) -> None:
    add(folder, "ann", ANN)
    add(folder, "ben", BEN, "Ben")
    remove_slot(folder, "ann")
    remove_slot(folder, "ann")
    assert [info.id for info in slots(folder)] == ["ben"]
    with pytest.raises(StoreError, match="only way"):
        remove_slot(folder, "ben")
    assert unlock(folder, "ben", BEN).key == KEY


def test_both_keys_are_there_between_prepare_and_finish(folder: Path) -> None:
    keys = {"ann": add(folder, "ann", ANN), "ben": add(folder, "ben", BEN, "Ben"), "gone": b"\0" * 32}
    prepare_rekey(folder, keys, KEY, NEXT)
    prepare_rekey(folder, keys, KEY, NEXT)
    for slot_id, passphrase in (("ann", ANN), ("ben", BEN)):
        opened = unlock(folder, slot_id, passphrase)
        assert opened.candidates == (KEY, NEXT)
        assert opened.slot_key == keys[slot_id]
    # A passphrase changed in between loses neither.
    keys["ann"] = change_passphrase(folder, "ann", ANN, ANN + "!", CHEAP)
    assert unlock(folder, "ann", ANN + "!").candidates == (KEY, NEXT)
    finish_rekey(folder, keys, NEXT)
    assert unlock(folder, "ann", ANN + "!").candidates == (NEXT,)
    assert unlock(folder, "ben", BEN).candidates == (NEXT,)


def test_a_change_of_key_can_be_taken_back(folder: Path) -> None:
    keys = {"ann": add(folder, "ann", ANN)}
    prepare_rekey(folder, keys, KEY, NEXT)
    finish_rekey(folder, keys, KEY)
    assert unlock(folder, "ann", ANN).candidates == (KEY,)


@pytest.mark.parametrize("wrong", [{}, {"ben": b"\1" * 32}])
def test_nobody_is_locked_out_for_want_of_their_slot_key(folder: Path, wrong: dict[str, bytes]) -> None:
    keys = {"ann": add(folder, "ann", ANN)}
    add(folder, "ben", BEN, "Ben")
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    with pytest.raises(StoreError, match="Ben"):
        prepare_rekey(folder, keys | wrong, KEY, NEXT)
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_a_key_the_slots_do_not_hold_is_refused(folder: Path) -> None:
    keys = {"ann": add(folder, "ann", ANN)}
    for call in (lambda: prepare_rekey(folder, keys, NEXT, KEY), lambda: finish_rekey(folder, keys, NEXT)):
        with pytest.raises(StoreError, match="hand its new key"):
            call()
    assert unlock(folder, "ann", ANN).candidates == (KEY,)


def test_the_vault_does_not_load_the_slow_part(folder: Path) -> None:
    program = "import sys, auditor.store.vault; print(sorted(m for m in sys.modules if m.startswith('sql')))"
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert "sqlalchemy" not in found


def test_a_path_that_is_a_file_is_told_in_words(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("x")
    with pytest.raises(StoreError, match="cannot be used"):
        add(place, "ann", ANN)
