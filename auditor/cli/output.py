"""The only writer to stdout and stderr: stdout is data, stderr is narration.

Text that people wrote may hold control characters, which a terminal would obey; they are shown as signs instead.
"""

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

from auditor.errors import AuditorError, Problem, ProblemsError
from auditor.reports.writers.spreadsheet import inert

_CONTROL = {code: 0xFFFD for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_WIDEST = 60
"""Columns of one cell before its text is wrapped."""


def printable(text: str) -> str:
    """Text without control characters other than line breaks and tabs."""
    return text.translate(_CONTROL)


def text(words: str = "") -> None:
    """Write lines of text to stdout."""
    print(printable(words))


def as_json(data: Any) -> None:
    """Write data as JSON to stdout."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as CSV to stdout; None is an empty cell."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([inert(value) for value in row] for row in rows)
    print(target.getvalue(), end="")


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]], widest: int = _WIDEST) -> None:
    """Write rows as a table of text to stdout; long cells are wrapped, never cut.

    Args:
        headings: one for each column.
        rows: None is an empty cell; a column of numbers is set to the right.
        widest: columns of one cell.
    """
    given = [list(row) for row in rows]
    cells = [[wrap(printable("" if value is None else str(value)), widest) or [""] for value in row] for row in given]
    lines = [[[heading] for heading in headings], *cells]
    widths = [max(len(line) for row in lines for line in row[index]) for index in range(len(headings))]
    right = [bool(given) and all(isinstance(row[i], int | float | None) for row in given) for i in range(len(headings))]
    for place, row in enumerate(lines):
        for height in range(max(len(cell) for cell in row)):
            parts = []
            for cell, width, to_right in zip(row, widths, right, strict=True):
                line = cell[height] if height < len(cell) else ""
                parts.append(line.rjust(width) if to_right else line.ljust(width))
            print("  ".join(parts).rstrip())
        if place == 0:
            print("  ".join("-" * width for width in widths))


def pairs(entries: Mapping[str, Any]) -> None:
    """Write names and values to stdout, one a line, the values under each other."""
    width = max((len(name) for name in entries), default=0)
    for name, value in entries.items():
        lines = printable("" if value is None else str(value)).splitlines() or [""]
        for place, line in enumerate(lines):
            print(f"{name if place == 0 else '':<{width}}  {line}".rstrip())


def listing(args: Any, headings: Sequence[str], rows: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> None:
    """Write a listing in the form asked for: ``--json`` (everything), ``--csv``, or a table.

    Args:
        args: the parsed command line.
        headings: of the table, one for each key.
        rows: plain data.
        keys: which entries of a row the table shows.
    """
    if getattr(args, "json", False):
        as_json(list(rows))
    elif getattr(args, "csv", False):
        names = list(rows[0]) if rows else list(keys)
        as_csv(names, [[_flat(row.get(name)) for name in names] for row in rows])
    else:
        table(headings, [[_flat(row.get(key)) for key in keys] for row in rows])


def _flat(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(str(item) for item in value) if isinstance(value, list | tuple) else value


def counted(count: int, one: str) -> str:
    """A count with its noun: "1 chain", "3 chains"."""
    return f"{count} {one if count == 1 else one + 's'}"


def cannot_draw() -> bool:
    """Whether the interface, which is drawn on stderr, would not be seen; said on stdout, which is being watched."""
    if sys.stderr.isatty():
        return False
    text("auditor: The interface is drawn on stderr, which is not a terminal here; start it without redirecting that.")
    return True


def say(words: str) -> None:
    """Narrate: a line to stderr."""
    print(printable(words), file=sys.stderr)


def progress(words: str) -> None:
    """Narrate how far something is: on a terminal the line is written over, elsewhere nothing is."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{printable(words)}", end="", file=sys.stderr, flush=True)


def share(done: int, total: int, doing: str) -> None:
    """Narrate how far something is, as a share of the whole where that is known."""
    progress(f"{doing} {100 * done // total}%" if total else f"{doing} …")


def progress_done() -> None:
    """End the line that progress wrote over."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def ask(question: str) -> str:
    """Ask on the terminal: the question goes to stderr, so that stdout stays data."""
    print(printable(question), end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt  # the input was closed: the same as giving up
    return answer.rstrip("\n")


def problems(found: Iterable[Problem]) -> None:
    """Write problems to stderr, one a line."""
    for problem in found:
        say(str(problem))


def error(failure: AuditorError, *, with_json: bool = False) -> None:
    """Write what went wrong to stderr: what, where, what next. With ``--json`` problems go to stdout too.

    Args:
        failure: the error.
        with_json: whether ``--json`` was given.
    """
    if with_json and isinstance(failure, ProblemsError):
        as_json({"problems": [problem.as_dict() for problem in failure.problems]})
    say(f"auditor: {failure.title}")
    for part in (failure.detail, failure.next_step):
        for line in part.splitlines():
            say(f"  {line}")
