"""Loading all standards, against strict-parsing the same files."""

import subprocess
import sys
from pathlib import Path

from auditor.paths import data_folder
from auditor.standards.load import load_standards
from auditor.standards.strict_yaml import parse_file
from benchmarks.measuring import Figure, Line, interleaved, timed

TARGET = 3.0
_AGAINST = "strict-parsing the same files"
_FIRST = """
import sys, time
from pathlib import Path
from auditor.standards.load import load_standards
from auditor.standards.strict_yaml import parse_file
root, files = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
start = time.perf_counter()
if files:
    for path in files:
        parse_file(path, str(path))
else:
    load_standards(root)
print((time.perf_counter() - start) * 1000)
"""


def run(*, quick: bool) -> list[Line]:
    """Measure."""
    root = data_folder("standards")
    files = sorted(root.rglob("*.yaml"))

    def parse() -> None:
        for path in files:
            assert not parse_file(path, path.name).problems

    first = [
        lambda: _in_a_process(root, []),
        lambda: _in_a_process(root, files),
    ]
    ours, baseline = interleaved(2 if quick else 9, timed(lambda: load_standards(root)), timed(parse))
    figures: list[Line] = [Figure("Loading all standards", TARGET, ours, baseline, f"{_AGAINST} ({len(files)} files)")]
    if not quick:
        ours, baseline = interleaved(7, *first)
        what = "Loading all standards, the first time in a process"
        figures.append(Figure(what, TARGET, ours, baseline, _AGAINST, note="modules imported before the clock starts"))
    return figures


def _in_a_process(root: Path, files: list[Path]) -> float:
    words = [sys.executable, "-c", _FIRST, str(root), *map(str, files)]
    return float(subprocess.run(words, capture_output=True, check=True, text=True).stdout)
