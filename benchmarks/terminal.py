"""The interface on a real pseudo-terminal, against the smallest Textual programs that do the like."""

from contextlib import closing
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import running
from benchmarks.baselines import blank, table
from benchmarks.measuring import Figure, Line, Sample, interleaved
from benchmarks.pty_terminal import NotShownError, Terminal
from benchmarks.stores import new_audit, new_store

FIRST_PAINT, READY, ANSWER, MOVE, OPEN = 1.3, 3.5, 1.5, 2.5, 2.0
LCS_NUMBER = "9900003"
_TYPING_S = 1.0
_DOWN, _UP, _HOME, _ESCAPE = "\x1b[B", "\x1b[A", "\x1b[H", "\x1b"
_WRITING = "Escape keeps it"
"""Stands on the audit screen while something is typed."""
_LASTING_QUIET_S = 0.9
"""After a key the place is kept 0.8 s later; what that paints must not fall on the next key."""


def run(*, quick: bool) -> list[Line]:
    """Measure."""
    rounds = 1 if quick else 5
    with TemporaryDirectory() as folder:
        place = Path(folder)
        with closing(new_store(place / "store", dear=True)) as service:
            for number in ("9900001", "9900002", LCS_NUMBER):
                new_audit(service, number)
        return [*_starting(place, rounds), *_working(place, 2 if quick else 9)]


def _starting(place: Path, rounds: int) -> list[Line]:
    def first_paint() -> float:
        with running.start(place, place / "store") as terminal:
            return terminal.wait_for(running.FIRST_SCREEN, terminal.started)

    def blank_paint() -> float:
        with running.baseline("blank") as terminal:
            return terminal.wait_for(blank.SHOWN, terminal.started)

    def ready(typed_after: float) -> float:
        with running.start(place, place / "store") as terminal:
            return running.unlock(terminal, LCS_NUMBER, typed_after=typed_after)

    paint, at_once, typed, bare = interleaved(
        rounds, first_paint, lambda: ready(0.0), lambda: ready(_TYPING_S), blank_paint
    )
    against = "first paint of a blank Textual app"
    words = "Ready (the list of work is shown), from Enter after the passphrase"
    return [
        Figure("First paint", FIRST_PAINT, paint, bare, against),
        Figure(f"{words}, pasted at once", READY, at_once, bare, against),
        Figure(f"{words}, typed in {_TYPING_S} s", READY, typed, bare, against),
    ]


def _working(place: Path, rounds: int) -> list[Line]:
    with running.start(place, place / "store") as app, running.baseline("table") as other:
        running.unlock(app, LCS_NUMBER)
        other.wait_for(table.SHOWN, other.started)
        first = _open(app, "\r", running.OPENED)
        opened = interleaved(
            min(rounds, 5),
            lambda: _reopen(app, "\r", running.OPENED, LCS_NUMBER),
            lambda: _reopen(other, "o", table.OPENED, table.SHOWN),
        )
        app.rest(_LASTING_QUIET_S)
        answered = interleaved(rounds, lambda: _answer(app), _edits(other))
        _to_the_top(app)
        _to_the_top(other)
        moved = interleaved(rounds, _moves(app, _LASTING_QUIET_S), _moves(other))
    note = f"the first of a session {first:.0f} ms"
    return [
        Figure(
            "Opening an audit inside the running app",
            OPEN,
            opened[0],
            opened[1],
            "opening a DataTable of 60 rows",
            note=note,
        ),
        Figure("Answer key to settled", ANSWER, answered[0], answered[1], "setting a cell of a DataTable"),
        Figure("Move to settled", MOVE, moved[0], moved[1], "a move in a DataTable"),
    ]


def _open(terminal: Terminal, key: str, shown: str) -> float:
    terminal.rest()
    since = terminal.write(key)
    seen = terminal.wait_for(shown, since)
    return terminal.settle(since, patience=0.25) or seen


def _reopen(terminal: Terminal, key: str, shown: str, left: str) -> float:
    """Open again: leave first when it is open."""
    if terminal.shows(shown):
        terminal.rest()
        terminal.wait_for(left, terminal.write(_ESCAPE))
        terminal.rest(0.6)
    return _open(terminal, key, shown)


def _answer(app: Terminal) -> float:
    """Answer the question one is on; where it is a grade, grade first."""
    for _ in range(4):
        app.rest(_LASTING_QUIET_S)
        taken = app.settle(app.write("3"))
        if taken is not None:
            return taken
        app.press("g")
    raise NotShownError(f"an answer changes nothing\n{app.text()}")


def _edits(other: Terminal) -> Sample:
    digits = cycle("1234")

    def edit() -> float:
        return _seen(other, next(digits))

    return edit


def _to_the_top(terminal: Terminal) -> None:
    """Go to the first row, out of a field that a grade may have opened: there the arrow keys move no row."""
    if _WRITING in terminal.text():
        terminal.press(_ESCAPE)
    terminal.press(_HOME)
    terminal.rest(_LASTING_QUIET_S)


def _moves(terminal: Terminal, quiet: float = 0.0) -> Sample:
    keys = cycle((_DOWN, _UP))

    def move() -> float:
        if quiet:
            terminal.rest(quiet)
        # At either end of a list one of the two changes nothing.
        return terminal.press(next(keys)) or _seen(terminal, next(keys))

    return move


def _seen(terminal: Terminal, key: str) -> float:
    taken = terminal.press(key)
    if taken is None:
        raise NotShownError(f"a key changes nothing\n{terminal.text()}")
    return taken
