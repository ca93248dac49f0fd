"""The program on a real terminal that goes, or killed while a line is typed: it ends, and the line is there again."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from store_builders import PASSPHRASE, World

if os.name != "posix":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

from auditor.store.vault import slots
from auditor.tui.hang_up import is_or_was_one
from auditor.use_cases.keeping.unfinished import Unfinished, unfinished
from benchmarks.pty_terminal import Terminal
from benchmarks.running import apart

LINE = "It was the wrong case"
ENDS_WITHIN_S = 30.0
_MAIN = "import sys; from auditor.cli.main import main; sys.exit(main())"
_IGNORED = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); {_MAIN}"
_CONTROLLED = f"import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); {_MAIN}"


def started(world: World, tmp_path: Path, code: str = _MAIN) -> Terminal:
    """Sam at work."""
    environment = {**apart(tmp_path), "AUDITOR_STORE": str(world.folder)}
    terminal = Terminal([sys.executable, "-c", code], environment)
    terminal.wait_for("Sam", terminal.started)
    names = [slot.label for slot in slots(world.folder)]
    terminal.write("\x1b[B" * names.index("Sam") + PASSPHRASE)
    terminal.wait_for("9900001", terminal.write("\r"))
    return terminal


def void_reason(terminal: Terminal) -> None:
    """On the way to make the audit void, where the reason is asked for."""
    terminal.wait_for("Make the audit of", terminal.write("v"))
    terminal.press("\x1b[C")
    terminal.wait_for("Why is this audit void?", terminal.write("\r"))


def kept(world: World, audit_id: UUID) -> str:
    with closing(world.open("Sam")) as sam:
        return unfinished(sam, Unfinished(audit_id, "move-void"))


def ends(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("code", [_IGNORED, _CONTROLLED], ids=["without the signal", "with the signal"])
def test_a_terminal_that_goes_ends_the_program_and_the_line_is_kept(
    world: World, finished_audit: UUID, tmp_path: Path, code: str
) -> None:
    with started(world, tmp_path, code) as terminal:
        void_reason(terminal)
        terminal.wait_for(LINE, terminal.write(LINE))
        terminal.hang_up()
        assert ends(terminal.process), "it goes on without a terminal"
    assert kept(world, finished_audit) == LINE


@pytest.mark.slow
def test_a_line_typed_for_a_second_survives_a_kill_and_stands_in_the_field_again(
    world: World, finished_audit: UUID, tmp_path: Path
) -> None:
    with started(world, tmp_path) as terminal:
        void_reason(terminal)
        terminal.wait_for(LINE, terminal.write(LINE))
        limit = time.perf_counter() + ENDS_WITHIN_S
        while kept(world, finished_audit) != LINE:
            assert time.perf_counter() < limit, "it is not kept while it is typed"
        terminal.process.send_signal(signal.SIGKILL)
        assert ends(terminal.process)
    with started(world, tmp_path) as terminal:
        void_reason(terminal)
        terminal.wait_for(LINE, time.perf_counter())
        terminal.write("\r")
        terminal.wait_for("void", time.perf_counter())
        limit = time.perf_counter() + ENDS_WITHIN_S
        while kept_or_gone(world, finished_audit):
            assert time.perf_counter() < limit, "it is offered again although it is recorded"


def kept_or_gone(world: World, audit_id: UUID) -> bool:
    with closing(world.open("Sam")) as sam, sam.store.reading() as reader:
        return bool(reader.unfinished_of(audit_id)) or reader.state_of(audit_id).value != "void"


def test_a_terminal_that_goes_while_the_program_starts_ends_it() -> None:
    ours, theirs = os.openpty()
    code = (
        "import sys, threading; from auditor.tui.hang_up import TerminalWatch; "
        "import os; os.read(int(sys.argv[1]), 1); ended = threading.Event(); "
        "watch = TerminalWatch(ended.set, lambda: None); watch.__enter__(); "
        "sys.exit(0 if ended.wait(20) else 1)"
    )
    told, tell = os.pipe()
    process = subprocess.Popen([sys.executable, "-c", code, str(told)], stdin=theirs, pass_fds=[told])
    os.close(theirs)
    os.close(ours)
    os.write(tell, b"x")
    assert process.wait(ENDS_WITHIN_S) == 0
    os.close(told)
    os.close(tell)


def test_what_never_was_a_terminal_is_not_watched(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        assert not is_or_was_one(file.fileno())
