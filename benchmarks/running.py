"""The program itself on a pseudo-terminal, as a person runs it, in a place where nothing of the user's is touched."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TypeVar

from benchmarks.pty_terminal import Terminal
from benchmarks.stores import NAME, PASSPHRASE

Running = TypeVar("Running", bound=Terminal)
FIRST_SCREEN = "Passphrase"
OPENED = "Sections"
"""Stands on the audit screen, and on no other before it."""
_MAIN = "import sys; from auditor.cli.main import main; sys.exit(main())"
_ROOT = Path(__file__).resolve().parents[1]
_KEEP_MODULES = """
import atexit, pathlib, sys
place, *sys.argv[1:] = sys.argv[1:]
atexit.register(lambda: pathlib.Path(place).write_text("\\n".join(name for name in sys.modules)))
from auditor.cli.main import main
main()
"""


def apart(place: Path) -> dict[str, str]:
    """Environment variables that keep the user's own settings, stores and logs out of it."""
    names = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    return {**{name: str(place / "home") for name in names}, "AUDITOR_SETTINGS": str(place / "settings.toml")}


def start(place: Path, store: Path) -> Terminal:
    """``auditor`` on a store."""
    return start_on(Terminal, place, store)


def start_on(kind: type[Running], place: Path, store: Path) -> Running:
    """``auditor`` on a store, on a terminal of this kind."""
    return kind([sys.executable, "-c", _MAIN], {**apart(place), "AUDITOR_STORE": str(store)})


def command(place: Path, store: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """``auditor`` with words, run to its end by the person of a new store."""
    secret = place / "passphrase"
    secret.touch(mode=0o600)
    secret.write_text(PASSPHRASE)
    environment = {**os.environ, **apart(place), "AUDITOR_STORE": str(store), "AUDITOR_PASSPHRASE_FILE": str(secret)}
    line = [sys.executable, "-c", _MAIN, *words]
    return subprocess.run(line, env=environment, capture_output=True, text=True, check=False, cwd=_ROOT)


def start_demo(place: Path, store: Path, modules: Path | None = None) -> Terminal:
    """``auditor demo`` on a store that opens without asking.

    Args:
        modules: a file in which the names of all imported modules are written at the end.
    """
    code = [_MAIN] if modules is None else [_KEEP_MODULES, str(modules)]
    return Terminal([sys.executable, "-c", *code, "demo", "--store", str(store)], apart(place))


def unlock(terminal: Terminal, shown: str, *, typed_after: float = 0.0) -> float:
    """Type the passphrase once it is known who is working; milliseconds from Enter until something is shown."""
    terminal.wait_for(NAME, terminal.started)
    if typed_after:
        terminal.rest(typed_after, patience=typed_after)
    terminal.write(PASSPHRASE)
    return terminal.wait_for(shown, terminal.write("\r"))


def baseline(module: str, *words: str) -> Terminal:
    """One of the small programs to compare with."""
    return Terminal([sys.executable, "-m", f"benchmarks.baselines.{module}", *words])
