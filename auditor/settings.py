"""Settings of this computer: where things are and how they look. Never anything that changes a result.

They stand in ``settings.toml`` in the user's configuration folder; every one may be left out.
"""

import os
import tomllib
from dataclasses import dataclass, fields
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
