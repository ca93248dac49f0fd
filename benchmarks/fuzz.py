"""``python -m benchmarks.fuzz``: give malformed files to every command that reads one, and see how it ends.

Each command is run within this process, as its user would type it. It must end with an exit code that was foreseen and
say why on stderr; it may not crash, hang, fill the memory, or leave half of anything behind. An input is made from the
seed, the command's name and its number alone: ``--only NAME --at NUMBER`` makes it again.
"""

import argparse
import contextlib
import io
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any
from unittest.mock import patch

from auditor.cli.main import INTERRUPTED
from auditor.cli.main import main as run_auditor
from auditor.errors import ExitCode
from benchmarks.fuzz_target import Target, dice_of
from benchmarks.fuzz_targets import TARGETS

MOST_SECONDS = 5.0
"""Of the processor, for a single input."""
MOST_MEGABYTES = 1_500
"""Of memory at any moment of a run."""
_HANGS_S = 60.0
_ADDRESSES = 6 << 30  # bytes; what asks for more than this gets none


class _HangError(BaseException):
    """Ends what would never end; no handler of the program catches it."""


@dataclass
class Outcome:
    """How the inputs of one command ended.

    Attributes:
        codes: how many ended with which exit code.
        slowest: the most seconds of the processor that one input took, and its number.
        failures: each promise that was broken, with the number of the input.
    """

    name: str
    codes: Counter[int] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def told(self) -> str:
        """A line of figures, and a line for each failure."""
        codes = ", ".join(f"{count} ended with {code}" for code, count in sorted(self.codes.items()))
        slowest = f"slowest {self.slowest[0]:.2f} s (number {self.slowest[1]})"
        line = f"{self.name:<18}{self.codes.total():>7}  {codes}; {slowest}; {self.seconds:.0f} s"
        return "\n".join([line, *(f"  {failure}" for failure in self.failures)])


@dataclass(frozen=True)
class _Ended:
    code: int
    out: str
    err: str
    seconds: float


def run(name: str, count: int, seed: int = 1, first: int = 0, outcome: Outcome | None = None) -> Outcome:
    """Give a command so many malformed files.

    Args:
        name: of :data:`TARGETS`.
        first: the number of the first.
        outcome: is added to, for whoever wants to know before the end.
    """
    outcome, started = outcome or Outcome(name), time.monotonic()
    with TemporaryDirectory(prefix="auditor-fuzz-") as folder, _apart(Path(folder)) as home:
        place = Path(folder) / "place"
        place.mkdir()
        target = TARGETS[name](place)
        try:
            for number in range(first, first + count):
                _one(target, number, seed, outcome, home)
                if (number + 1 - first) % target.batch == 0 or number + 1 == first + count:
                    if broken := target.problems():
                        outcome.failures.append(f"{number}: left broken: {broken}")
                    target.renew()
        finally:
            target.close()
            outcome.seconds = time.monotonic() - started
    return outcome


def _one(target: Target, number: int, seed: int, outcome: Outcome, home: Path) -> None:
    target.stdin = b""
    words = target.words(dice_of(seed, target.name, number))
    before = target.state()
    ended = _run(words, target.stdin)
    outcome.codes[ended.code] += 1
    outcome.slowest = max(outcome.slowest, (ended.seconds, number))
    wrong = []
    if ended.code not in target.codes:
        wrong.append(f"ended with {ended.code}: {_crash(home) or ended.err[-600:]}")
    if ended.code and not ended.err.strip():
        wrong.append("said nothing")
    if "Traceback" in ended.err:
        wrong.append(f"showed a traceback: {ended.err[-600:]}")
    if ended.seconds > MOST_SECONDS:
        wrong.append(f"took {ended.seconds:.1f} s")
    if ended.code and target.state() != before:
        wrong.append(f"ended with {ended.code} and left something: {before} is now {target.state()}")
    if not ended.code and (words := target.follow(ended.out)) and (after := _run(words, b"")).code:
        wrong.append(f"worked, and then {words[:2]} ended with {after.code}: {_crash(home) or after.err[-600:]}")
    outcome.failures += [f"{number}: {one}" for one in wrong]


def _run(words: list[str], stdin: bytes) -> _Ended:
    raw = [io.BytesIO(content) for content in (stdin, b"", b"")]
    streams = [io.TextIOWrapper(one, "utf-8", newline="") for one in raw]
    started = time.process_time()
    with patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]):
        try:
            with _at_most(_HANGS_S):
                code = run_auditor(words)
        except _HangError:
            code = -1
    seconds = time.process_time() - started
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    for stream in streams[1:]:
        stream.flush()
    out, err = (one.getvalue().decode("utf-8", "replace") for one in raw[1:])
    return _Ended(int(code), out, err, seconds)


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise _HangError

    before: Any = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _apart(folder: Path) -> Iterator[Path]:
    """Nothing of this machine's user is found, and logs lie in a folder that goes away."""
    home = folder / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AUDITOR_")}
    own = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(home))
    with patch.dict(os.environ, {**kept, **own}, clear=True):
        yield home


def _crash(home: Path) -> str:
    """What the program's own log says of its last crash."""
    logs = sorted(home.rglob("crash-*.log"))
    return " | ".join(logs[-1].read_text("utf-8").split("\n")[2:]) if logs else ""


def _megabytes() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3


def main() -> int:
    """Run; the exit code is 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="malformed files for each command (10,000)")
    parser.add_argument("--only", choices=TARGETS, action="append", help="only this command; may be repeated")
    parser.add_argument("--at", type=int, default=0, help="the number of the first input")
    parser.add_argument("--seed", type=int, default=1, help="chooses every input")
    args = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    broken = 0
    for name in args.only or TARGETS:
        outcome = Outcome(name)
        try:
            run(name, args.count, args.seed, args.at, outcome)
        except KeyboardInterrupt:
            print("Stopped before the end.")
        print(f"{outcome.told()}\n  {_megabytes():.0f} MB at most so far", flush=True)
        broken += len(outcome.failures)
    if _megabytes() > MOST_MEGABYTES:
        print(f"more than {MOST_MEGABYTES} MB")
        broken += 1
    return int(ExitCode.PROBLEMS if broken else ExitCode.FINE)


if __name__ == "__main__":
    sys.exit(main())
