"""A program on a pseudo-terminal: keys are written, every chunk it paints is read with the moment it came.

What it painted is fed to a terminal emulator only while it is quiet, so that looking never delays the reading.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

COLUMNS, LINES = 120, 40
QUIET_S = 0.25
"""A screen is settled when nothing has been painted for so long; the wait itself is not counted."""
PATIENCE_S = 60.0
_ROOT = Path(__file__).resolve().parents[1]
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*(\$p|u|[a-zA-Z])(?<!h)(?<!l)")
"""Questions to the terminal and modes that the emulator would print as text."""


class NotShownError(RuntimeError):
    """What was waited for did not come; the message shows the screen as it was."""


class Terminal:
    """One program on its own terminal of 120 columns and 40 lines.

    Attributes:
        started: when the program was started, by the clock of ``time.perf_counter``.
    """

    def __init__(self, words: Sequence[str], environment: dict[str, str] | None = None) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(_ROOT)}
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._unseen: list[tuple[float, bytes]] = []
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            words,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**kept, **terminal, **(environment or {})},
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def hang_up(self) -> None:
        """Close the terminal, as one does who closes its window."""
        os.close(self._ours)
        self._ours = -1

    def close(self) -> None:
        """End the program."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self._ours)
        self._ours = -1

    def write(self, keys: str) -> float:
        """Press keys; returns when."""
        moment = time.perf_counter()
        os.write(self._ours, keys.encode())
        return moment

    def _read(self, wait: float) -> bool:
        """Take one chunk if one comes in time."""
        if not select.select([self._ours], [], [], max(0.0, wait))[0]:
            return False
        try:
            data = os.read(self._ours, 1 << 16)
        except OSError as error:  # the other end is closed
            raise NotShownError(f"the program ended\n{self.text()}") from error
        self._unseen.append((time.perf_counter(), data))
        return True

    def _look(self) -> float:
        """Show the emulator the oldest chunk it has not seen; returns when it came."""
        moment, data = self._unseen.pop(0)
        self._stream.feed(_UNKNOWN.sub(b"", data))
        return moment

    def text(self) -> str:
        """The screen as text."""
        while self._unseen:
            self._look()
        return "\n".join(line.rstrip() for line in self._screen.display)

    def shows(self, words: str) -> bool:
        """Whether the words stand on the screen as far as it was looked at."""
        return any(words in line for line in self._screen.display)

    def wait_for(self, words: str, since: float, patience: float = PATIENCE_S) -> float:
        """Milliseconds from ``since`` until the chunk after which the words stand on the screen.

        Raises:
            NotShownError: they did not come.
        """
        limit = time.perf_counter() + patience
        while time.perf_counter() < limit:
            while self._read(0.02):
                pass
            while self._unseen:
                moment = self._look()
                if self.shows(words):
                    return (moment - since) * 1000
        raise NotShownError(f"'{words}' did not come\n{self.text()}")

    def settle(self, since: float, quiet: float = QUIET_S, patience: float = 1.5) -> float | None:
        """Milliseconds from ``since`` until the last chunk before it was quiet; None when nothing came at all."""
        last = None
        wait = patience
        limit = since + PATIENCE_S
        while time.perf_counter() < limit and self._read(wait):
            last = self._unseen[-1][0]
            wait = quiet
        return None if last is None else (last - since) * 1000

    def rest(self, quiet: float = QUIET_S, patience: float = 5.0) -> None:
        """Wait until nothing has been painted for a while; a blinking cursor exhausts the patience."""
        limit = time.perf_counter() + patience
        while time.perf_counter() < limit and self._read(quiet):
            pass
        self.text()

    def press(self, keys: str, quiet: float = QUIET_S) -> float | None:
        """Press keys and wait until settled: milliseconds, or None when nothing was painted."""
        self.rest()
        return self.settle(self.write(keys), quiet)

    @property
    def memory_mb(self) -> float:
        """The memory that the program holds now (its resident set), in MB."""
        line = ["ps", "-o", "rss=", "-p", str(self.process.pid)]
        return float(subprocess.run(line, capture_output=True, check=True, text=True).stdout) / 1024
