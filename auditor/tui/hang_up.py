"""A program whose terminal is gone keeps what was typed and ends; it must not go on reading from nothing.

A terminal may go with a hang-up signal, or without one: where the signal is ignored (``nohup``), or the terminal is not
the one that controls the process. So a thread also looks whether it is there.
"""

import errno
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from textual.message import Message

LOOK_EVERY_S = 1.0
GRACE_S = 5.0
"""So long the program may take to save and end by itself; then the thread saves what is being typed, and ends it."""
HUNG_UP = 129
"""The exit code of a program that a hang-up ended, as shells tell it."""


@dataclass
class HungUp(Message):
    """The terminal is gone."""


def is_gone(terminal: int) -> bool:
    """Whether a terminal was closed at its other end.

    Args:
        terminal: its file descriptor.
    """
    import termios

    try:
        termios.tcgetattr(terminal)
    except (termios.error, OSError):
        return True
    return False


def is_or_was_one(file: int) -> bool:
    """Whether a file is a terminal, also one that went while the program was starting: then it must end at once.

    Args:
        file: its file descriptor.
    """
    import termios

    try:
        termios.tcgetattr(file)
    except termios.error as error:
        return bool(error.args[0] != errno.ENOTTY)
    except OSError:
        return False
    return True


class TerminalWatch:
    """Looks whether the terminal is there, as long as the program runs on one; elsewhere it does nothing."""

    def __init__(self, leave: Callable[[], Any], last: Callable[[], Any]) -> None:
        """A watch; it is used in a ``with``.

        Args:
            leave: asks the program to save and end; called in a thread, it must come back at once.
            last: saves what can still be saved, where the program did not end; called in a thread.
        """
        self._leave, self._last = leave, last
        self._ended, self._wake, self._signalled = Event(), Event(), False
        self._watches = os.name == "posix" and sys.__stdin__ is not None and is_or_was_one(0)
        self._before: Any = None

    def __enter__(self) -> "TerminalWatch":
        """Begin to watch."""
        if self._watches:
            if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
                self._before = signal.signal(signal.SIGHUP, self._hung_up)
            Thread(target=self._watch, name="terminal-watch", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """The program has ended by itself."""
        self._ended.set()
        self._wake.set()
        if self._before is not None:
            signal.signal(signal.SIGHUP, self._before)

    def _hung_up(self, *_: object) -> None:
        self._signalled = True
        self._wake.set()

    def _watch(self) -> None:
        while not (self._signalled or self._ended.is_set() or is_gone(0)):
            self._wake.wait(LOOK_EVERY_S)
        if self._ended.is_set():
            return
        # Reading from a terminal that is gone takes all of a processor, and writing to it may wait for ever.
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        with suppress(Exception):
            self._leave()
        if not self._ended.wait(GRACE_S):
            with suppress(Exception):
                self._last()
            os._exit(HUNG_UP)
