"""Showing a file with whatever this computer shows such files with."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_shown: list["subprocess.Popen[bytes]"] = []
"""What was started and may still run; kept so that the system can be told when one has ended."""


def show_file(path: Path) -> bool:
    """Hand a file to the system's viewer; False where there is none, as on a computer without a screen."""
    if sys.platform == "win32":  # pragma: no cover - the checks run elsewhere
        try:
            os.startfile(path)  # noqa: S606 - a file this program has just written
        except OSError:
            return False
        return True
    # Without a screen to draw on, xdg-open would put a text browser over the interface.
    has_screen = sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None or not has_screen:
        return False
    quiet = subprocess.DEVNULL
    _shown[:] = [one for one in _shown if one.poll() is None]
    command = [opener, str(path)]
    try:
        _shown.append(
            subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
        )
    except OSError:
        return False
    return True
