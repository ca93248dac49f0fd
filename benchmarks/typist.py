"""Somebody at a terminal who answers and types: what they did and when, and what every screen they saw said."""

import os
import random
import re
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.pty_terminal import COLUMNS, NotShownError, Terminal

DETAIL_AT = 37
"""The column at which the list and the detail begin."""
_SAVED = re.compile(r"(all saved|saved \d\d:\d\d)\s*$")
_EDITING = "keeps it and goes"
_RULE = "─" * 60
_DOWN, _UP = "\x1b[B", "\x1b[A"
_KEYS = ("3", "2", "1", "3", "2", "1", _DOWN, _UP, "]", "[", "g", "o", "i", "u", "t", "t")
"""Answers, moves, other sections, grades, undoing, and notes."""


@dataclass(frozen=True)
class Seen:
    """An audit screen as it was at one moment.

    Attributes:
        at: when, by the clock of ``time.perf_counter``.
        lines: the part at the right: the list, then the detail.
        saved: it said at the top that everything is saved.
    """

    at: float
    lines: tuple[str, ...]
    saved: bool

    @property
    def words(self) -> str:
        """All that was shown, on one line."""
        return " ".join(" ".join(self.lines).split())

    @property
    def editing(self) -> bool:
        """Whether a field was open."""
        return any(_EDITING in line for line in self.lines)

    @property
    def rows(self) -> Sequence[str]:
        """The lines of the list."""
        return self.lines[1 : self._rules[1]] if len(self._rules) > 1 else ()

    @property
    def section(self) -> str:
        """The code of the section that was shown, as PS1."""
        return self.lines[0].split(" ", 1)[0]

    @property
    def place(self) -> str:
        """The first line of the detail: the question, or what else one was on."""
        return self.lines[self._rules[1] + 1] if len(self._rules) > 1 else ""

    @property
    def _rules(self) -> list[int]:
        return [0, *(number for number, line in enumerate(self.lines) if number and line.startswith(_RULE))]


class Watched(Terminal):
    """A terminal of which every screen is kept that told how saving stands."""

    def __init__(self, words: Sequence[str], environment: dict[str, str] | None = None) -> None:
        self.seen: list[Seen] = []
        super().__init__(words, environment)

    def _look(self) -> float:
        moment = super()._look()
        head = self._line(1)
        if head.startswith(" LCS 99"):
            lines = tuple(self._line(number, DETAIL_AT) for number in range(2, self._screen.lines))
            self.seen.append(Seen(moment, lines, _SAVED.search(head) is not None))
        return moment

    def _line(self, number: int, first: int = 0) -> str:
        row = self._screen.buffer[number]
        return "".join(row[column].data for column in range(first, COLUMNS)).rstrip()

    def watch(self, seconds: float) -> None:
        """Look on for so long."""
        limit = time.perf_counter() + seconds
        while (left := limit - time.perf_counter()) > 0 and self._read(left):
            pass
        self.text()

    def closed(self, patience: float = 10.0) -> None:
        """Look on until no field is open."""
        limit = time.perf_counter() + patience
        while (self.last is None or self.last.editing) and time.perf_counter() < limit:
            self.watch(0.02)

    def kill(self) -> float:
        """End the program without a warning; returns when. All that it painted before is looked at."""
        moment = time.perf_counter()
        os.kill(self.process.pid, signal.SIGKILL)
        try:
            while self._read(5.0):
                pass
        except NotShownError:
            pass
        self.process.wait()
        self.text()
        return moment

    @property
    def last(self) -> Seen | None:
        """The audit screen as it was last."""
        return self.seen[-1] if self.seen else None


@dataclass
class Text:
    """A text that was typed into a field.

    Attributes:
        letters: what was typed, letter by letter.
        ended: when the field was left; None while it is open.
    """

    letters: str = ""
    ended: float | None = None


@dataclass
class Sitting:
    """One sitting at the terminal, up to the moment in which the program is killed.

    Attributes:
        marks: letters that stand nowhere else on the screen: each text gets one, with which all its words begin.
        texts: all that was typed.
        pressed_at: when the last key outside a field was pressed.
    """

    terminal: Watched
    dice: random.Random
    marks: Iterator[str]
    texts: list[Text] = field(default_factory=list)
    pressed_at: float = 0.0
    _mark: str = ""
    _words: int = 0
    _leaving: bool = False

    def work(self, keys: int) -> None:
        """Press so many keys, as somebody who looks at the screen between them, and types in bursts."""
        pressed = 0
        while pressed < keys:
            if self._leaving:
                self.terminal.closed()  # else on a busy machine the next words would go into the list
                self._leaving = False
            last = self.terminal.last
            if last is not None and last.editing:
                pressed += self._type(keys - pressed)
            else:
                self._press(self.dice.choice(_KEYS))
                pressed += 1

    def _press(self, key: str) -> None:
        self.pressed_at = self.terminal.write(key)
        self.terminal.watch(self.dice.choice((0.02, 0.05, 0.2)))

    def _type(self, most: int) -> int:
        """Type words, and perhaps leave the field; returns how many keys that took."""
        if not self.texts or self.texts[-1].ended is not None:
            self.texts.append(Text())
            self._mark, self._words = next(self.marks), 0
        text = self.texts[-1]
        self._words += 1
        word = f"{self._mark}{self._words} "[:most]
        for letter in word:
            self.terminal.write(letter)
            text.letters += letter
            self.terminal.watch(self.dice.uniform(0.01, 0.1))
        if len(word) < most and self.dice.random() < 0.25:
            text.ended = self.terminal.write(self.dice.choice(("\x13", "\t", "\x1b")))
            self._leaving = True
            return len(word) + 1
        return len(word)
