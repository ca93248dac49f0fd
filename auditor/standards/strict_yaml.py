"""YAML without surprises, and with line numbers.

Plain YAML 1.1 turns ``no`` into false, ``2026-11-22`` into a date and ``012`` into ten, keeps the last of two equal
keys in silence, and lets a six-line file of aliases fill the memory. Here only ``true``/``false``, ``null`` and decimal
numbers are typed; everything else is text. Two equal keys, tags, aliases and keys that are not text are problems, and
``no``, ``yes``, ``on``, ``off`` without quotes are problems too: whoever wrote them meant either a word or a truth.

The data is built from the parser's events, one by one: an alias is met as an alias and never followed, and text nested
without end is refused before it can exhaust the stack of the C composer. Where everything stands takes more memory than
the data, and is wanted only by problems: text that has none is read without noting it, and once more when it is asked.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Any

import yaml

from auditor.errors import Problem
from auditor.paths import refuse_no_file

KeyPath = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, both from 1."""

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z")
"""As many digits as a number keeps in canonical JSON; more stay text, which no schema takes for a number."""
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,15})\.[0-9]{1,30}\Z")
_AMBIGUOUS = {"yes", "no", "on", "off", "y", "n"}
_PLAIN_STYLES = (None, "")
"""The C parser gives plain text the style '', the Python one None."""
_DEEPEST = 40
"""Levels of nesting; the deepest file that the schemas allow has fewer."""
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Parsed:
    """A file as data, with where each key and value stands.

    Attributes:
        file: the name used in problems.
        data: plain dicts, lists, text, numbers, truth values, None.
        places: where the value at a path starts.
        key_places: where the key at a path starts (only for entries of mappings).
        problems: what was wrong; ``data`` is usable only when this is empty.
        unplaced: the text in which the places are still to be looked for; empty when they are known.
    """

    file: str
    data: Any = None
    places: dict[KeyPath, Place] = field(default_factory=dict)
    key_places: dict[KeyPath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unplaced: str = field(default="", repr=False)

    def place(self, path: KeyPath) -> Place:
        """Where the value at ``path`` starts, or the nearest enclosing value that has a place."""
        self.find_places()
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def problem(self, path: KeyPath, message: str, nearest: str = "", *, at_key: bool = False) -> Problem:
        """A problem at ``path``: at the key itself when ``at_key``, else at its value."""
        self.find_places()
        line, column = self.key_places.get(path, self.place(path)) if at_key else self.place(path)
        return Problem(self.file, line, column, "/".join(str(part) for part in path), message, nearest)

    def find_places(self) -> None:
        """Note where everything stands, if that was not done yet."""
        if self.unplaced:
            text, self.unplaced = self.unplaced, ""
            placed = Parsed(self.file)
            with _events(text) as events:
                _Builder(placed, events).document()
            self.places, self.key_places = placed.places, placed.key_places


def parse_file(path: Path, shown: str) -> Parsed:
    """Read one file.

    Args:
        path: the file.
        shown: its name in problems.
    """
    try:
        refuse_no_file(path)
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Parsed(shown, problems=[Problem(shown, 0, 0, "", "the file is missing")])
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else (error.strerror or str(error))
        return Parsed(shown, problems=[Problem(shown, 0, 0, "", f"the file cannot be read: {reason}")])
    return parse_text(text, shown)


def parse_text(text: str, shown: str) -> Parsed:
    """Parse YAML text.

    Args:
        text: the whole file.
        shown: its name in problems.
    """
    try:
        with _events(text) as events:
            return Parsed(shown, _Plain(events).document(), unplaced=text)
    except (_NotPlainError, yaml.YAMLError, UnicodeEncodeError):
        return parse_closely(text, shown)


def parse_closely(text: str, shown: str) -> Parsed:
    """Parse YAML text in which something may be wrong, noting what and where; see :func:`parse_text`."""
    parsed = Parsed(shown)
    try:
        with _events(text) as events:
            parsed.data = _Builder(parsed, events).document()
    except _TooDeepError as error:
        parsed.problems.append(parsed.problem(error.path, "nested too deeply to be read"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        begun = error.context_mark
        # An unclosed quote is noticed at the end of the file; where it was opened helps more.
        since = f", {error.context} from line {begun.line + 1}" if begun and begun.line + 1 != line else ""
        said = f"not valid YAML: {error.problem or error.context}{since}"
        parsed.problems.append(Problem(shown, line, column, "", said))
    except (yaml.YAMLError, UnicodeEncodeError):
        # The reader's own errors carry an offset in bytes or in characters; the sign itself is easier to find.
        bad = _UNREADABLE.search(text)
        line, column = _line_and_column(text, bad.start()) if bad else (1, 1)
        sign = f" (U+{ord(bad.group()):04X})" if bad else ""
        parsed.problems.append(Problem(shown, line, column, "", f"a sign that YAML does not allow{sign}"))
    return parsed


_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _line_and_column(text: str, offset: int) -> Place:
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


@contextmanager
def _events(text: str) -> Iterator[Any]:
    """The parser of a text, from which one event after another is taken."""
    loader = _Loader(text)
    try:
        yield loader
    finally:
        loader.dispose()


class _NotPlainError(Exception):
    """Something in the text has to be looked at closely."""


class _Plain:
    """Turns the events of a text in which nothing is wrong into plain data; stops at whatever may be."""

    def __init__(self, loader: Any) -> None:
        self._next = loader.get_event

    def document(self) -> Any:
        """The data of the one document in the text."""
        self._next()  # the start of the stream
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise _NotPlainError
        data = self._value(self._next(), 0)
        self._next()  # the end of the document
        if not isinstance(self._next(), yaml.StreamEndEvent):
            raise _NotPlainError
        return data

    def _value(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent) or event.tag is not None:
            raise _NotPlainError
        if isinstance(event, yaml.ScalarEvent):
            text: str = event.value
            if event.style not in _PLAIN_STYLES:
                return text
            if text.casefold() in _AMBIGUOUS:
                raise _NotPlainError
            return _typed(text)
        if depth >= _DEEPEST:
            raise _NotPlainError
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := self._next(), yaml.SequenceEndEvent):
                items.append(self._value(event, depth + 1))
            return items
        result: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.tag is not None or event.value in result:
                raise _NotPlainError
            # The same few keys stand in every entry of every file.
            result[intern(event.value)] = self._value(self._next(), depth + 1)
        return result


def _typed(text: str) -> Any:
    """What plain text stands for."""
    if text in ("", "null", "~"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text


class _TooDeepError(Exception):
    """Stops the reading at once: the parser's own work grows with the square of the depth."""

    def __init__(self, path: KeyPath) -> None:
        super().__init__(path)
        self.path = path


class _Builder:
    """Turns the parser's events into plain data, noting places and problems as it goes."""

    def __init__(self, parsed: Parsed, loader: Any) -> None:
        self.parsed = parsed
        self.loader = loader

    def document(self) -> Any:
        """The data of the one document in the file."""
        self._next()  # the start of the stream
        if isinstance(self._next(), yaml.StreamEndEvent):
            self.parsed.problems.append(Problem(self.parsed.file, 1, 1, "", "the file is empty"))
            return None
        data = self.value(self._next(), ())
        self._next()  # the end of the document
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            place = _place(after)
            self.parsed.problems.append(Problem(self.parsed.file, *place, "", "the file holds more than one document"))
        return data

    def value(self, event: Any, path: KeyPath) -> Any:
        """The plain value that starts with this event, at ``path``."""
        self.parsed.places[path] = _place(event)
        if isinstance(event, yaml.AliasEvent):
            self._problem(path, f"aliases are not allowed: write out what *{event.anchor} stands for")
            return None
        if event.tag is not None:
            self._problem(path, f"tags are not allowed: {event.tag}")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= _DEEPEST:
            raise _TooDeepError(path)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := self._next(), yaml.SequenceEndEvent):
                items.append(self.value(event, (*path, len(items))))
            return items
        return self._mapping(path)

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            place = _place(event)
            if not isinstance(event, yaml.ScalarEvent) or event.tag is not None:
                self.parsed.problems.append(Problem(self.parsed.file, *place, _shown(path), "a key must be plain text"))
                self._skip(event)
                self._skip(self._next())
                continue
            key = event.value
            inner = (*path, key)
            if key in result:
                first = self.parsed.key_places[inner][0]
                message = f"the key '{key}' is here twice (first on line {first})"
                self.parsed.problems.append(Problem(self.parsed.file, *place, _shown(inner), message))
                self._skip(self._next())
                continue
            self.parsed.key_places[inner] = place
            result[key] = self.value(self._next(), inner)
        return result

    def _scalar(self, event: Any, path: KeyPath) -> Any:
        text: str = event.value
        if event.style not in _PLAIN_STYLES:
            return text
        if text.casefold() in _AMBIGUOUS:
            self._problem(path, f"'{text}' is unclear: write true or false, or put the word in quotes")
            return text
        return _typed(text)

    def _next(self) -> Any:
        return self.loader.get_event()

    def _skip(self, event: Any) -> None:
        """Pass over a value without looking at it; ``event`` is its first."""
        depth = 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST:
                    raise _TooDeepError(())
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth == 0:
                return
            event = self._next()

    def _problem(self, path: KeyPath, message: str) -> None:
        self.parsed.problems.append(self.parsed.problem(path, message))


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _shown(path: KeyPath) -> str:
    return "/".join(str(part) for part in path)
