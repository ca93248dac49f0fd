"""No command of the command line imports Textual: each is described, its handlers are imported, and many are run."""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

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
    seen: dict[str, bool] = {}
    for name in _python(_NAMES).split()[: 3 if quick else None]:
        seen.update(json.loads(_python(_LOOK, name)))
    failed: list[str] = []
    with TemporaryDirectory() as place:
        store = Path(place) / "store"
        with closing(new_store(store, demo=True)) as service:
            audit = new_audit(service, "9900001")
            question = next(iter(service.standards.current.criteria))
        words = {"store": store, "audit": audit, "place": place, "question": question}
        for line in _LINES[: 2 if quick else None]:
            try:
                loaded = _python(_RUN, *line.format(**words).split())
            except subprocess.CalledProcessError as error:
                failed.append(f"{line.split(' -')[0]}: {error.stderr.strip().splitlines()[-1]}")
            else:
                seen[f"{line} (run)"] = loaded.strip() == "True"
    with_textual = [name for name, loaded in seen.items() if loaded]
    ran = len(_LINES) - len(failed)
    note = "; ".join([*(f"imports it: {name}" for name in with_textual), *(f"not run: {one}" for one in failed)])
    counted = (float(len(with_textual)),), (float(len(seen)),)
    against = f"{len(seen) - ran if not quick else len(seen)} verbs looked at, {ran if not quick else 2} also run"
    return [Figure("Commands that import Textual", 0.0, *counted, against, unit="commands", note=note)]


def _python(code: str, *words: str) -> str:
    line: Sequence[str] = [sys.executable, "-c", code, *words]
    return subprocess.run(line, capture_output=True, check=True, text=True, stdin=subprocess.DEVNULL).stdout
