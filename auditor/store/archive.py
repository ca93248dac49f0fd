"""The one file a backup is: an ordinary uncompressed tar archive, written and read strictly.

Any tar program can list it. It is read without one: a member's header must be, to the byte, the one that is written
here for its name and size, and the last member is the SHA-256 of all that comes before it. So nothing is ever unpacked
under a name of the archive's choosing, nothing grows on unpacking, and a single changed bit anywhere is seen.
"""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tarfile import GNU_FORMAT, HeaderError, TarInfo
from typing import IO

from auditor.errors import InputError, StoreError

MANIFEST = "auditor-backup.json"
"""The first member: what the rest is, without names."""
LARGEST_MANIFEST = 1 << 20  # bytes; one of a hundred people has thirty thousand
_DIGEST = "sha256"
_BLOCK = 512
_CHUNK = 1 << 20
_MOST_MEMBERS = 10_000
_ANOTHER = "Restore another backup. Nothing was changed."

Progress = Callable[[int, int, str], None]
"""How far something is: done, of how many, doing what."""


class DamagedBackupError(StoreError):
    """A backup is not what was written."""

    def __init__(self, title: str, detail: str) -> None:
        super().__init__(title, detail, _ANOTHER)


@dataclass(frozen=True)
class Member:
    """A member of an archive: where its content begins, and how many bytes it has."""

    start: int
    size: int


@dataclass(frozen=True)
class Archive:
    """An archive of which every byte was checked.

    Attributes:
        manifest: the content of the first member.
        members: the others by name, in the order in which they lie.
        digest: the SHA-256 at its end, in hex.
    """

    path: Path
    manifest: bytes
    members: Mapping[str, Member]
    digest: str


def write_archive(file: IO[bytes], members: Mapping[str, bytes | Path], progress: Progress) -> str:
    """Write an archive.

    Args:
        file: empty, open for writing.
        members: content, or the file that has it, by name; :data:`MANIFEST` first.
        progress: told of every megabyte.

    Returns:
        The digest at its end, in hex.

    Raises:
        OSError: it cannot be written.
    """
    sizes = {
        name: len(content) if isinstance(content, bytes) else content.stat().st_size
        for name, content in members.items()
    }
    total, done = sum(sizes.values()), 0
    digest = hashlib.sha256()
    for name, content in members.items():
        written = 0
        for chunk in (_header(name, sizes[name]), *_chunks(content), bytes(-sizes[name] % _BLOCK)):
            file.write(chunk)
            digest.update(chunk)
            written += len(chunk)
            progress(min(done + written, total), total, "Writing")
        done += sizes[name]
    file.write(_tail(digest.hexdigest()))
    return digest.hexdigest()


def read_archive(path: Path, progress: Progress) -> Archive:
    """Look at a whole archive, and check every byte of it; nothing is unpacked.

    Args:
        path: the file.
        progress: told of every megabyte.

    Raises:
        InputError: it is not there, cannot be read, or never was a backup.
        DamagedBackupError: it is cut off, or was changed.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError("This is not a file.", str(path), "Name a file that auditor backup wrote.")
    with reading_in_words(path), path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        beginning = file.read(_BLOCK)
        file.seek(max(size - len(_tail("0" * 64)), 0))
        tail = file.read()
        if not size:
            raise InputError("This file is empty.", str(path), "Name a file that auditor backup wrote.")
        if not beginning.startswith(MANIFEST.encode()) and not tail.startswith(_header(_DIGEST, 64)):
            raise _foreign(path, beginning)
        stated = tail[_BLOCK : _BLOCK + 64]
        if tail != _tail(stated.decode("ascii", "replace")):
            raise DamagedBackupError("This backup is cut off, or its end was changed.", f"{path} has {size} bytes.")
        if _digest_of(file, size - len(tail), progress) != stated.decode():
            raise DamagedBackupError("This backup was changed after it was made, or its disk is failing.", str(path))
        members = dict(_members(file, path, size - len(tail)))
        manifest = members.pop(MANIFEST)
        file.seek(manifest.start)
        return Archive(path, file.read(min(manifest.size, LARGEST_MANIFEST)), members, stated.decode())


def unpack(archive: Archive, name: str, to: Path) -> str:
    """Write one member to a new private file; returns the SHA-256 of what was written, in hex.

    Args:
        archive: as :func:`read_archive` found it.
        name: of the member, which must be there.
        to: must not exist. Its name is the caller's choice, never the archive's.

    Raises:
        InputError: the archive cannot be read any more.
        OSError: the file cannot be written.
    """
    member, digest = archive.members[name], hashlib.sha256()
    with reading_in_words(archive.path):
        source = archive.path.open("rb")
    with source, os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        source.seek(member.start)
        left = member.size
        while left:
            with reading_in_words(archive.path):
                chunk = source.read(min(left, _CHUNK))
            if not chunk:
                raise DamagedBackupError("This backup became shorter while it was read.", str(archive.path))
            digest.update(chunk)
            target.write(chunk)
            left -= len(chunk)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


@contextmanager
def reading_in_words(path: Path) -> Iterator[None]:
    """Let errors of reading a backup leave in words."""
    try:
        yield
    except FileNotFoundError as error:
        raise InputError("There is no such file.", str(path), "Check its name.") from error
    except IsADirectoryError as error:
        step = "A backup is one file, which auditor backup wrote: name that file."
        raise InputError("That is a folder, not a backup.", str(path), step) from error
    except OSError as error:
        # Opening a folder is told in another way on Windows.
        if path.is_dir():
            step = "A backup is one file, which auditor backup wrote: name that file."
            raise InputError("That is a folder, not a backup.", str(path), step) from error
        step = "Ask for the right to read it." if error.errno in (errno.EACCES, errno.EPERM) else "Check its disk."
        raise InputError("The backup cannot be read.", f"{path}: {error.strerror}", step) from error


def _foreign(path: Path, beginning: bytes) -> InputError:
    detail = f"{path} does not begin as one, or its beginning is damaged."
    if beginning.startswith(b"SQLite format 3\0"):
        detail = f"{path} is a database that is not encrypted; no store of auditor is."
    elif path.name == "auditor.db":
        detail = f"{path} is the database of a store, which is of no use without its slots."
    return InputError("This is not a backup of auditor.", detail, "Name a file that auditor backup wrote.")


def _header(name: str, size: int) -> bytes:
    member = TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(GNU_FORMAT, "ascii", "strict")


def _tail(digest: str) -> bytes:
    content = digest.encode("ascii", "replace").ljust(_BLOCK, b"\0")
    return _header(_DIGEST, 64) + content + bytes(2 * _BLOCK)


def _chunks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _digest_of(file: IO[bytes], size: int, progress: Progress) -> str:
    digest, done = hashlib.sha256(), 0
    file.seek(0)
    while done < size and (chunk := file.read(min(_CHUNK, size - done))):
        digest.update(chunk)
        done += len(chunk)
        progress(done, size, "Reading")
    return digest.hexdigest()


def _member(header: bytes) -> tuple[str, int] | None:
    """Name and size of a member, when its header is as written here."""
    try:
        found = TarInfo.frombuf(header, "ascii", "strict")
        fits = _header(found.name, found.size) == header and found.size >= 0
    except (HeaderError, ValueError, OverflowError):
        return None
    return (found.name, found.size) if fits else None


def _members(file: IO[bytes], path: Path, end: int) -> Iterator[tuple[str, Member]]:
    """The members, none twice, laid end to end."""
    place, seen = 0, set[str]()
    while place < end:
        file.seek(place)
        found = _member(file.read(_BLOCK))
        if found is None or found[0] in seen or len(seen) >= _MOST_MEMBERS or (not seen and found[0] != MANIFEST):
            raise DamagedBackupError("This backup was not made by auditor.", f"{path}: its parts do not fit.")
        name, size = found
        seen.add(name)
        start = place + _BLOCK
        place = start + size + -size % _BLOCK
        if place > end:
            raise DamagedBackupError("This backup was not made by auditor.", f"{path}: its parts do not fit.")
        yield name, Member(start, size)
    if not seen:
        raise DamagedBackupError("This backup was not made by auditor.", f"{path} holds nothing.")
