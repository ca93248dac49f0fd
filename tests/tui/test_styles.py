"""Every screen finds its styles: they are looked for beside the module of the class, not of the one it extends."""

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Any

from textual.screen import Screen

import auditor.tui


def screens() -> list[type[Screen[Any]]]:
    modules = [importlib.import_module(one.name) for one in pkgutil.walk_packages(auditor.tui.__path__, "auditor.tui.")]
    classes = {one for module in modules for _, one in inspect.getmembers(module, inspect.isclass)}
    return [one for one in classes if issubclass(one, Screen) and one.__module__.startswith("auditor.")]


def test_every_screen_finds_its_styles() -> None:
    found = screens()
    assert len(found) > 30
    missing = []
    for screen in found:
        paths = screen.CSS_PATH if isinstance(screen.CSS_PATH, list) else [screen.CSS_PATH]
        folder = Path(inspect.getfile(screen)).parent
        missing += [(screen.__name__, path) for path in paths if path and not (folder / path).exists()]
    assert missing == []
