"""The reference page of the command line: ``python -m auditor.cli.reference > docs/commands.md``."""

import argparse
from collections.abc import Iterator

from auditor.cli import output
from auditor.cli.main import COMMANDS, parser_of

OPENING = """\
# Commands

Made by `python -m auditor.cli.reference > docs/commands.md`; a test checks that it is up to date.

`auditor` alone opens the terminal interface. After it comes a command, and after most commands a verb. `-h` after any
of them shows its page. What is written to stdout is data; everything said to you goes to stderr.

| exit code | meaning |
|---|---|
| 0 | fine |
| 1 | a check worked and found problems |
| 2 | wrong words, or bad input |
| 3 | the store could not be opened, read or written |
| 4 | you may not do this |
| 5 | an error the program does not know; a log without case data says where |
| 130 | you pressed Ctrl-C |

A passphrase is never a word of the command line. It is asked for, or read from the file named with `--passphrase-file`
or in `$AUDITOR_PASSPHRASE_FILE`. Text given as words stays in your shell's history: where a text may be given as `-`,
it is read from standard input instead.
"""
SHARED = ("--store", "--as", "--passphrase-file", "--demo", "--standards")
"""Explained once."""


def reference() -> str:
    """The whole page, as Markdown."""
    lines = [OPENING, *_shared(), *(line for command in COMMANDS for line in _noun(command.name))]
    return "\n".join(lines).rstrip("\n") + "\n"


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Every parser that does something: the verbs, or the command itself when it has none."""
    verbs = _verbs(parser)
    if verbs is None:
        yield parser
        return
    for verb in verbs.choices.values():
        yield from leaves(verb)


def _verbs(parser: argparse.ArgumentParser) -> "argparse._SubParsersAction[argparse.ArgumentParser] | None":
    return next((action for action in parser._actions if isinstance(action, argparse._SubParsersAction)), None)


def _shared() -> Iterator[str]:
    yield "## Options of every command that opens a store\n"
    parser = next(leaves(parser_of("verify")))
    for action in parser._actions:
        if action.option_strings and action.option_strings[0] in SHARED:
            yield _line(action)
    yield ""


def _noun(name: str) -> Iterator[str]:
    parser = parser_of(name)
    yield f"## auditor {name}\n"
    if _verbs(parser) is not None:
        yield f"{parser.description}\n"
    for leaf in leaves(parser):
        if leaf is not parser:
            yield f"### {leaf.prog}\n"
        yield f"{leaf.description}\n"
        example = (leaf.epilog or "").removeprefix("example:\n").strip()
        yield f"```\n{example}\n```\n"
        own = [action for action in leaf._actions if not isinstance(action, argparse._HelpAction)]
        shown = [action for action in own if action.dest in _own_meaning(leaf) or not _is_shared(action)]
        for action in shown:
            yield _line(action)
        if len(shown) < len(own):
            yield "- and the options of every command that opens a store" if shown else "The options above."
        yield ""


def _own_meaning(leaf: argparse.ArgumentParser) -> tuple[str, ...]:
    """Shared names that mean something of their own where no store is opened."""
    opens = any(action.option_strings == ["--as"] for action in leaf._actions)
    return () if opens else ("store", "passphrase_file", "standards")


def _is_shared(action: argparse.Action) -> bool:
    return bool(action.option_strings) and action.option_strings[0] in SHARED


def _line(action: argparse.Action) -> str:
    if action.option_strings:
        takes = "" if action.nargs == 0 else f" {_value(action)}"
        name = f"{', '.join(action.option_strings)}{takes}"
        needed = " Needed." if action.required else ""
    else:
        name = str(action.metavar)
        needed = " May be left out." if action.nargs == "?" else ""
    words = str(action.help)
    return f"- `{name}`: {words}.{needed}"


def _value(action: argparse.Action) -> str:
    if action.metavar is not None:
        return str(action.metavar)
    return "|".join(str(choice) for choice in action.choices) if action.choices else action.dest.upper()


if __name__ == "__main__":
    output.text(reference().rstrip("\n"))
