"""Memory of the program in use, against a blank Textual app in a process that imported the same libraries."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.standards.load import load_standards
from benchmarks import running
from benchmarks.baselines import blank
from benchmarks.measuring import Figure, Line, interleaved
from benchmarks.pty_terminal import Terminal
from benchmarks.stores import fill_projections, new_audit, new_store

TARGET, FLAT = 1.3, 1.1
SIZES = (10, 10_000)
LCS_NUMBER = "9900001"
_HOME, _END, _PAGE_UP, _PAGE_DOWN, _QUIT = "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x11"
_OWN = ("auditor", "benchmarks", "__main__")


def run(*, quick: bool) -> list[Line]:
    """Measure."""
    rounds = 1 if quick else 2
    standards = load_standards()
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for size in SIZES:
            with closing(new_store(place / str(size), standards, demo=True)) as service:
                new_audit(service, LCS_NUMBER)
                fill_projections(service, size)
        few, many = (place / str(size) for size in SIZES)
        modules = _modules(place, few)
        ours, bare = interleaved(rounds, _with_an_audit_open(place, few), _blank(modules), warm_up=0)
        of_many, of_few = interleaved(rounds, _through_the_list(place, many), _through_the_list(place, few), warm_up=0)
    against = "a blank app with the same libraries imported"
    return [
        Figure("Memory with an audit open", TARGET, ours, bare, against, unit="MB"),
        Figure(f"Memory over {SIZES[1]:,} audits", FLAT, of_many, of_few, f"over {SIZES[0]} audits", unit="MB"),
    ]


def _modules(place: Path, store: Path) -> Path:
    """A file with the names of all libraries' modules that the program imports until an audit is open."""
    kept = place / "modules.txt"
    with running.start_demo(place, store, kept) as terminal:
        _open(terminal)
        terminal.write(_QUIT)
        terminal.process.wait(20)
    names = kept.read_text(encoding="utf-8").split()
    kept.write_text("\n".join(name for name in names if name.split(".")[0] not in _OWN), encoding="utf-8")
    return kept


def _open(terminal: Terminal) -> None:
    terminal.wait_for(LCS_NUMBER, terminal.started)
    terminal.rest(0.5)
    terminal.wait_for(running.OPENED, terminal.write("\r"))
    terminal.rest(0.5)


def _with_an_audit_open(place: Path, store: Path) -> Callable[[], float]:
    def sample() -> float:
        with running.start_demo(place, store) as terminal:
            _open(terminal)
            return terminal.memory_mb

    return sample


def _through_the_list(place: Path, store: Path) -> Callable[[], float]:
    """To the end of the list of work, back to its beginning, and some pages down."""

    def sample() -> float:
        with running.start_demo(place, store) as terminal:
            terminal.wait_for(LCS_NUMBER, terminal.started)
            for key in (_END, _PAGE_UP, _PAGE_UP, _HOME, *[_PAGE_DOWN] * 5):
                terminal.settle(terminal.write(key), patience=0.5)
            return terminal.memory_mb

    return sample


def _blank(modules: Path) -> Callable[[], float]:
    def sample() -> float:
        with running.baseline("libraries", str(modules)) as terminal:
            terminal.wait_for(blank.SHOWN, terminal.started)
            terminal.rest(0.5)
            return terminal.memory_mb

    return sample
