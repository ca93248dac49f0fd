"""What can go wrong, said in words a person can act on.

Every error a user may see is an :class:`AuditorError`: what happened, the detail (where), and what to do next. The
command line prints those three lines to stderr and leaves with :attr:`AuditorError.exit_code`; the terminal interface
shows them in one dialogue.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from pathlib import Path
from typing import Any, ClassVar


class ExitCode(IntEnum):
    """How a command ended."""

    FINE = 0
    PROBLEMS = 1
    """The check itself worked and found problems."""
    USAGE = 2
    """Wrong words on the command line, or bad input."""
    STORE = 3
    """The store could not be opened, read or written."""
    NOT_PERMITTED = 4
    """This person may not do this."""
    CRASH = 5
    """The program met an error it does not know; a log says where."""


class AuditorError(Exception):
    """An error that is shown to a person.

    Args:
        title: what happened, one plain sentence.
        detail: where, or what exactly; may hold several lines.
        next_step: what the person can do now.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(self, title: str, detail: str = "", next_step: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.detail = detail
        self.next_step = next_step

    def __str__(self) -> str:
        return "\n".join(part for part in (self.title, self.detail, self.next_step) if part)


class InputError(AuditorError):
    """Something typed, or a file given, does not fit."""


class UnknownIdError(InputError):
    """A name that does not exist was given; the nearest ones that do are offered."""

    def __init__(self, what: str, given: str, known: list[str] | tuple[str, ...]) -> None:
        near = nearest(given, known)
        hint = f"Did you mean {near}?" if near else f"Known: {', '.join(sorted(known)[:12])}" if known else ""
        super().__init__(f"There is no {what} called '{given}'.", hint, "Check the name and try again.")


class NotPermittedError(AuditorError):
    """The person's role, or the state of the audit, does not allow this."""

    exit_code = ExitCode.NOT_PERMITTED


class StoreError(AuditorError):
    """The store could not be opened, read or written."""

    exit_code = ExitCode.STORE


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a file that a person wrote.

    Attributes:
        file: the file, as given on the command line or relative to the data folder.
        line: 1 for the first line; 0 when no line is known (a missing file).
        column: 1 for the first character; 0 when unknown.
        key: where in the file, as a path such as ``criteria/3/points/0``.
        message: what is wrong, one sentence without a full stop.
        nearest: the nearest valid name, or an empty string.
    """

    file: str
    line: int
    column: int
    key: str
    message: str
    nearest: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        near = f" (did you mean {self.nearest}?)" if self.nearest else ""
        return f"{where}:{key} {self.message}{near}"

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain data, for ``--json``."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "key": self.key,
            "message": self.message,
            "nearest": self.nearest,
        }


class ProblemsError(AuditorError):
    """A file, or a folder of files, has problems; all of them are carried."""

    exit_code = ExitCode.PROBLEMS

    def __init__(self, title: str, problems: list[Problem], next_step: str = "Mend the lines named above.") -> None:
        self.problems = sorted(problems)
        super().__init__(title, "\n".join(str(problem) for problem in self.problems), next_step)


def nearest(given: str, known: list[str] | tuple[str, ...]) -> str:
    """The known name closest to what was given, or an empty string.

    Args:
        given: the name that was not found.
        known: all valid names.
    """
    folded = {name.casefold(): name for name in known}
    found = get_close_matches(given.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def shown_path(path: Path, root: Path | None = None) -> str:
    """A path as it is printed: relative to ``root`` when it lies below it."""
    if root is not None and path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return str(path)
