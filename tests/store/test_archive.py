"""The file a backup is: an ordinary tar archive of which a single changed bit is seen, read without trusting it."""

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from auditor.errors import InputError
from auditor.store.archive import MANIFEST, DamagedBackupError, read_archive, unpack, write_archive

CONTENT = {MANIFEST: b'{"format": 1}\n', "auditor.db": bytes(range(256)) * 5, "slots/a.db": b"x" * 512, "empty": b""}


def silent(*_: object) -> None:
    pass


def written(path: Path, members: dict[str, bytes]) -> Path:
    with path.open("wb") as file:
        write_archive(file, members, silent)
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return written(tmp_path / "one.auditor", CONTENT)


def sealed(members: bytes) -> bytes:
    """Made-up members with a digest that fits, as somebody would write it who knows the format."""
    empty = io.BytesIO()
    write_archive(empty, {}, silent)
    tail = bytearray(empty.getvalue())
    tail[512 : 512 + 64] = hashlib.sha256(members).hexdigest().encode()
    return members + tail


def header(name: str, size: int, **more: object) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    for key, value in more.items():
        setattr(member, key, value)
    return member.tobuf(tarfile.GNU_FORMAT)


def test_what_is_written_can_be_read_here_and_by_any_tar_program(archive: Path, tmp_path: Path) -> None:
    found = read_archive(archive, silent)
    assert found.manifest == CONTENT[MANIFEST]
    assert list(found.members) == ["auditor.db", "slots/a.db", "empty"]
    for name in found.members:
        digest = unpack(found, name, tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == CONTENT[name]
        assert digest == hashlib.sha256(CONTENT[name]).hexdigest()
        (tmp_path / "out").unlink()
    with tarfile.open(archive) as tar:
        assert tar.getnames() == [*CONTENT, "sha256"]
        assert tar.extractfile("auditor.db").read() == CONTENT["auditor.db"]


def test_one_changed_bit_is_seen_wherever_it_is(archive: Path) -> None:
    content = archive.read_bytes()
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1 << place % 8
        archive.write_bytes(changed)
        with pytest.raises(DamagedBackupError):
            read_archive(archive, silent)


def test_a_file_that_is_cut_off_or_longer_is_refused(archive: Path) -> None:
    content = archive.read_bytes()
    for size in range(20, len(content)):
        archive.write_bytes(content[:size])
        with pytest.raises(DamagedBackupError):
            read_archive(archive, silent)
    for more in (b"\0", bytes(512), content):
        archive.write_bytes(content + more)
        with pytest.raises(DamagedBackupError):
            read_archive(archive, silent)


MANIFEST_FIRST = header(MANIFEST, 0)
MADE_UP = {
    "a member twice": MANIFEST_FIRST + header("a", 0) + header("a", 0),
    "larger than the file": MANIFEST_FIRST + header("auditor.db", 1 << 40),
    "a size below nought": MANIFEST_FIRST + header("auditor.db", -512),
    "a link": MANIFEST_FIRST + header("slots", 0, type=tarfile.SYMTYPE, linkname="/etc"),
    "a folder": MANIFEST_FIRST + header("slots", 0, type=tarfile.DIRTYPE),
    "a long name": MANIFEST_FIRST + header("slots/" + "x" * 200, 0),
    "another owner": MANIFEST_FIRST + header("auditor.db", 0, uid=1000),
    "compressed, as far as the header says": MANIFEST_FIRST + header("auditor.db", 0, type=b"z"),
    "no manifest": header("auditor.db", 0),
    "members without end": MANIFEST_FIRST + b"".join(header(f"m{number}", 0) for number in range(10_000)),
    "something else": MANIFEST_FIRST + b"PK\3\4" * 128,
}


@pytest.mark.parametrize("name", MADE_UP)
def test_an_archive_that_was_not_made_here_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "made-up.auditor"
    path.write_bytes(sealed(MADE_UP[name]))
    with pytest.raises(DamagedBackupError, match="not made by auditor"):
        read_archive(path, silent)


def test_nothing_in_it_chooses_where_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "made-up.auditor"
    path.write_bytes(sealed(MANIFEST_FIRST + header("../../outside", 0) + header("/tmp/outside", 0)))
    found = read_archive(path, silent)
    unpack(found, "../../outside", tmp_path / "chosen")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["chosen", "made-up.auditor"]
    with pytest.raises(FileExistsError):
        unpack(found, "/tmp/outside", tmp_path / "chosen")


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "empty"), (b"hello", "not a backup"), (b"SQLite format 3\0" + bytes(5000), "not a backup")],
)
def test_what_never_was_a_backup(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says):
        read_archive(path, silent)


def test_an_archive_that_shrinks_while_it_is_unpacked(archive: Path, tmp_path: Path) -> None:
    found = read_archive(archive, silent)
    archive.write_bytes(archive.read_bytes()[:1200])
    with pytest.raises(DamagedBackupError, match="became shorter"):
        unpack(found, "auditor.db", tmp_path / "out")
