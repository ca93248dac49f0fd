"""Where things are on this machine: the data folders and the store."""

import errno
import os
from importlib.resources import files
from pathlib import Path
from typing import Literal

DataFolder = Literal["standards", "schemas", "reports"]

ENVIRONMENT = {
    "standards": "AUDITOR_STANDARDS",
    "schemas": "AUDITOR_SCHEMAS",
    "reports": "AUDITOR_REPORTS",
}
STORE_ENVIRONMENT = "AUDITOR_STORE"


def data_folder(name: DataFolder, given: Path | None = None) -> Path:
    """The folder that holds the standards, the schemas or the report definitions.

    Looked for in this order: the folder given on the command line, the environment variable, the folder shipped inside
    the installed package, the checkout this file lies in.

    Args:
        name: which folder.
        given: what the user named on the command line, if anything.
    """
    if given is not None:
        return given
    named = os.environ.get(ENVIRONMENT[name])
    if named:
        return Path(named)
    packaged = Path(str(files("auditor"))) / "_data" / name
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[1] / name


def user_data_folder() -> Path:
    """Where this user's stores lie unless told otherwise."""
    from platformdirs import user_data_path  # 40 ms that most commands do not need

    return Path(user_data_path("auditor", appauthor=False))


def user_state_folder() -> Path:
    """Where this user's crash logs lie: no case data is ever written there."""
    from platformdirs import user_state_path

    return Path(user_state_path("auditor", appauthor=False))


def store_folder(given: Path | None = None) -> Path:
    """The folder of the store: the one given, else the environment's, else the user's own.

    A store is a folder: ``auditor.db``, its write-ahead log, and ``slots/``.
    """
    if given is not None:
        return given
    named = os.environ.get(STORE_ENVIRONMENT)
    return Path(named) if named else user_data_folder() / "store"


def demo_store_folder() -> Path:
    """The folder of the demo store, which is synthetic and opens without asking."""
    named = os.environ.get("AUDITOR_DEMO_STORE")
    return Path(named) if named else user_data_folder() / "demo"


def refuse_no_file(path: Path) -> None:
    """Refuse to open a pipe, which may be waited for without end, or a device, which may never end.

    Raises:
        OSError: it is there, and neither a file nor a folder; or it cannot be looked at.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "it is not a file")
