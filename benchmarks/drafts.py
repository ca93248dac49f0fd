"""What keeping a draft costs whoever types: letters typed with drafts kept, against the same program keeping none."""

import sys
from contextlib import closing
from itertools import count
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from benchmarks import running
from benchmarks.measuring import Figure, Line, Sample, interleaved
from benchmarks.pty_terminal import Terminal
from benchmarks.stores import new_audit, new_store

TYPING = 1.2
LCS_NUMBER = "9900001"
_LETTERS = 45
"""At the pace at which they are awaited, these take more than two seconds: two drafts are kept meanwhile."""
_CLEAR = "\x15"
_NEVER = (
    "import sys; import auditor.tui.audit.writing as writing; writing.DRAFT_EVERY_S = 1e6; "
    "from auditor.cli.main import main; sys.exit(main())"
)


def run(*, quick: bool) -> list[Line]:
    """Measure."""
    with TemporaryDirectory() as folder:
        kept, never = Path(folder, "kept"), Path(folder, "never")
        for place in (kept, never):
            with closing(new_store(place / "store")) as service:
                new_audit(service, LCS_NUMBER)
        environment = {**running.apart(never), "AUDITOR_STORE": str(never / "store")}
        with (
            running.start(kept, kept / "store") as keeping,
            Terminal([sys.executable, "-c", _NEVER], environment) as other,
        ):
            ours, baseline = interleaved(2 if quick else 9, _types(keeping), _types(other))
    return [Figure("Typing a letter while drafts are kept", TYPING, ours, baseline, "the same program, keeping none")]


def _types(terminal: Terminal) -> Sample:
    """Types a word letter by letter into a note; milliseconds from a key to its letter on screen, on average."""
    numbers = count(1)

    def type_word() -> float:
        if next(numbers) == 1:
            running.unlock(terminal, LCS_NUMBER)
            terminal.wait_for(running.OPENED, terminal.write("\r"))
            terminal.wait_for("Note:", terminal.write("t"))
        else:
            terminal.write(_CLEAR)
        terminal.rest(patience=1.0)
        word, taken = "", []
        for place in range(_LETTERS):
            word += "zqxjkvbw"[place % 8]
            taken.append(terminal.wait_for(f" {word}", terminal.write(word[-1])))
        return fmean(taken)

    return type_word
