"""No command of the command line imports Textual: each is described, its handlers are imported, and many are run."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.use_cases.audits.open_audit import open_audit
from benchmarks.measuring import Figure, Line
from benchmarks.stores import new_audit, new_store

_NAMES = "from auditor.cli.main import COMMANDS; print(*(command.name for command in COMMANDS))"
_LOOK = """
import argparse, json, sys
from auditor.cli.command import handler_of
from auditor.cli.main import parser_of

def verbs(parser, name):
    found = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not found:
        yield name, parser.get_default("handler")
    for action in found:
        for verb, inner in action.choices.items():
            yield from verbs(inner, f"{name} {verb}")

seen = {}
for command, handler in verbs(parser_of(sys.argv[1]), sys.argv[1]):
    handler_of(handler)
    seen[command] = "textual" in sys.modules
print(json.dumps(seen))
"""
_RUN = """
import contextlib, io, sys
from auditor.cli.main import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
    code = main(sys.argv[1:])
if code not in (0, 1):
    sys.exit(f"exit code {code}: {said.getvalue()}")
print("textual" in sys.modules)
"""
_LINES = (
    "standards check",
    "standards list",
    "standards show ps06",
    "standards coverage",
    "audit list --store {store}",
    "audit show {audit} --store {store}",
    "audit answer {audit} {question}=met --store {store}",
    "measures show --store {store}",
    "report list",
    "report build measures --store {store} --format text --out {place}/m.txt",
    "export {audit} --store {store} --out {place}/bundle.json",
    "verify --store {store}",
    "doctor --store {store}",
    "demo --no-tui --store {store}",
)


def run(*, quick: bool) -> list[Line]:
    """Look at every command, and run as many as can be run without asking."""
    names = ["measures"] if quick else _python(_NAMES).split()
    seen: dict[str, bool] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each in a process of its own, as they are used
        for found in pool.map(lambda name: _python(_LOOK, name), names):
            seen.update(json.loads(found))
    verbs = len(seen)
    failed: list[str] = []
    with TemporaryDirectory() as place:
        lines = _LINES[1:2] if quick else _LINES
        words = {"place": place} if quick else _a_store(Path(place))
        for line in lines:
            try:
                loaded = _python(_RUN, *line.format(**words).split())
            except subprocess.CalledProcessError as error:
                failed.append(f"{line.split(' -')[0]}: {error.stderr.strip().splitlines()[-1]}")
            else:
                seen[f"{line} (run)"] = loaded.strip() == "True"
    with_textual = [name for name, loaded in seen.items() if loaded]
    note = "; ".join([*(f"imports it: {name}" for name in with_textual), *(f"not run: {one}" for one in failed)])
    against = f"{verbs} verbs looked at, {len(seen) - verbs} of them also run"
    counted = (float(len(with_textual)),), (float(len(seen)),)
    return [Figure("Commands that import Textual", 0.0, *counted, against, unit="commands", note=note)]


def _a_store(place: Path) -> dict[str, str]:
    """A store that opens without asking, and what the lines name in it."""
    store = place / "store"
    with closing(new_store(store, demo=True)) as service:
        audit = new_audit(service, "9900001")
        question = next(iter(open_audit(service, audit).scope.asked))
    return {"store": str(store), "audit": str(audit), "place": str(place), "question": question}


def _python(code: str, *words: str) -> str:
    line: Sequence[str] = [sys.executable, "-c", code, *words]
    return subprocess.run(line, capture_output=True, check=True, text=True, stdin=subprocess.DEVNULL).stdout
