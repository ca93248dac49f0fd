"""Some malformed files for each command that reads one; ``python -m benchmarks.fuzz`` gives it ten thousand."""

import argparse
import os
from collections.abc import Iterator

import pytest

from auditor.cli.main import COMMANDS, parser_of
from auditor.errors import ExitCode
from benchmarks.fuzz import run
from benchmarks.fuzz_targets import TARGETS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and alarms are those of POSIX")
QUICK = {"screen": 150, "standards-check": 150, "standards-list": 150, "report-check": 150, "passphrase-file": 150}
"""How many are tried here; 30 of the others, most of which open a store."""
SEED = 20_261_122
READERS = {
    "audit date import": {"date-import"},
    "calendar terms": {"calendar-terms"},
    "import": {"import"},
    "measures import": {"measures-import"},
    "report check": {"report-check"},
    "restore": {"restore"},
    "rounds cases": {"round-cases"},
    "screen": {"screen"},
    "standards check": {"standards-check"},
    "timescales check": {"timescales-events", "timescales-terms"},
}
"""Every command with a file to read among its words, and what tries it."""
IN_OTHER_WAYS = {"note", "standards-list", "standards-show", "passphrase-file"}
"""Tried too: standard input, the folder of ``--standards``, and a file that many commands take."""
WRITTEN = {"--out", "--csv", "--xlsx", "--new-passphrase-file", "--passphrase-file"}
"""Options with a file that is written, or tried for all commands at once."""


def commands_with_files(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, inner in action.choices.items():
                yield from commands_with_files(inner, f"{name} {verb}")
        elif action.metavar in ("FILE", "FROM", "PATH") and not WRITTEN & {*action.option_strings}:
            yield name


def test_every_command_that_reads_a_file_is_tried() -> None:
    found = {name for command in COMMANDS for name in commands_with_files(parser_of(command.name), command.name)}
    assert found == set(READERS)
    assert set.union(*READERS.values(), IN_OTHER_WAYS) == set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_no_malformed_file_ends_a_command_in_a_way_that_was_not_foreseen(name: str) -> None:
    outcome = run(name, QUICK.get(name, 30), SEED)
    assert outcome.failures == []
    assert outcome.codes.total() == QUICK.get(name, 30)
    assert max(outcome.codes) >= ExitCode.PROBLEMS, "what is given is malformed"
