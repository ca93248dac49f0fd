"""Settings of this computer: where things are and how they look. Never anything that changes a result.

They stand in ``settings.toml`` in the user's configuration folder; every one may be left out.
"""

import json
import os
import re
import tomllib
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from auditor.errors import Problem, ProblemsError, nearest

SETTINGS_ENVIRONMENT = "AUDITOR_SETTINGS"


@dataclass(frozen=True)
class LocalSettings:
    """The settings of this computer.

    Attributes:
        store: the folder of the store.
        standards: the folder of the standards.
        theme: the name of a theme of the terminal interface.
        lock_after_minutes: minutes without a key after which the screen locks.
    """

    store: str = ""
    standards: str = ""
    theme: str = ""
    lock_after_minutes: int = 10


def settings_file() -> Path:
    """Where the settings stand."""
    named = os.environ.get(SETTINGS_ENVIRONMENT)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return Path(user_config_path("auditor", appauthor=False)) / "settings.toml"


def load_settings(path: Path | None = None) -> LocalSettings:
    """The settings of this computer; all defaults when there is no file.

    Raises:
        ProblemsError: the file cannot be understood; every problem is named.
    """
    place = path or settings_file()
    if not place.is_file():
        return LocalSettings()
    problems: list[Problem] = []
    try:
        data = tomllib.loads(place.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        problem = Problem(str(place), 0, 0, "", f"it cannot be read: {error}")
        raise ProblemsError("The settings cannot be used.", [problem]) from error
    known: dict[str, type] = {field.name: int if field.type is int else str for field in fields(LocalSettings)}
    values: dict[str, Any] = {}
    for name, value in data.items():
        fits = name in known and type(value) is known[name]
        if name not in known:
            problems.append(Problem(str(place), 0, 0, name, "unknown setting", nearest(name, list(known))))
        elif not fits:
            wanted = "a whole number" if known[name] is int else "text in quotes"
            problems.append(Problem(str(place), 0, 0, name, f"must be {wanted}"))
        elif name == "lock_after_minutes" and not 1 <= value <= 120:
            problems.append(Problem(str(place), 0, 0, name, "must be from 1 to 120"))
        else:
            values[name] = value
    if problems:
        raise ProblemsError("The settings cannot be used.", problems)
    return LocalSettings(**values)


def keep_setting(name: str, value: str, path: Path | None = None) -> None:
    """Write one setting, and leave every other line of the file as it is.

    The file is replaced as a whole, so that a computer that stops half-way leaves the old one.

    Args:
        name: of a setting that is text.
        value: what it is to be.
        path: the file; the usual one when left out.

    Raises:
        ProblemsError: the file as it stands cannot be understood, or cannot be written; it was not touched.
    """
    place = (path or settings_file()).resolve()
    wanted = {**asdict(load_settings(place)), name: value}
    before = place.read_text(encoding="utf-8") if place.is_file() else ""
    line = f"{name} = {json.dumps(value)}"
    after, count = re.subn(rf"^[ \t]*{name}[ \t]*=.*$", lambda _: line, before, count=1, flags=re.MULTILINE)
    if not count:
        after = f"{before}{'' if not before or before.endswith(chr(10)) else chr(10)}{line}\n"
    try:
        _replace(place, after, wanted)
    except (OSError, tomllib.TOMLDecodeError) as error:
        problem = Problem(str(place), 0, 0, name, f"it cannot be written: {error}")
        raise ProblemsError("The setting could not be kept.", [problem]) from error


def _replace(place: Path, text: str, wanted: dict[str, Any]) -> None:
    """Put a text in the file's place, once it is known to say what is wanted."""
    from tempfile import mkstemp  # 10 ms that only this needs

    said = tomllib.loads(text)
    if any(said.get(name, wanted[name]) != wanted[name] for name in wanted):
        raise OSError("it is laid out in a way that only a person can change")
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = mkstemp(dir=place.parent, prefix=place.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            Path(aside).chmod(place.stat().st_mode & 0o777)
        Path(aside).replace(place)
    except OSError:
        with suppress(OSError):
            Path(aside).unlink()
        raise
