"""Writing a file that a person named: never over another one unless they said so, and never half of it."""

import os
import secrets
from pathlib import Path

from auditor.errors import InputError

STDOUT = "-"


def check_free(name: str, *, force: bool) -> None:
    """Refuse a name before the work is done, when nothing could be written under it.

    Raises:
        InputError: there is a file already, or no such folder.
    """
    if name == STDOUT:
        return
    path = Path(name)
    if path.is_dir():
        raise InputError("That is a folder, not a file.", name, "Add a file name.")
    if path.exists() and not force:
        raise InputError("There is a file with this name already.", name, "Choose another name, or add: --force")
    if not path.absolute().parent.is_dir():
        raise InputError("There is no such folder.", str(path.absolute().parent), "Make it first.")


def write_file(name: str, content: bytes, *, force: bool) -> None:
    """Write a file that only its owner may read: it holds what a case file holds.

    Raises:
        InputError: as :func:`check_free`, or it cannot be written.
    """
    check_free(name, force=force)
    path = Path(name).absolute()
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        aside.replace(path)
    except OSError as error:
        raise InputError("The file cannot be written.", f"{name}: {error.strerror}", "Choose another place.") from error
    finally:
        aside.unlink(missing_ok=True)
