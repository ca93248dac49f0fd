"""How a command is described: a parser whose mistakes are told in three lines, and verbs that name their handler."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from auditor.audit.dates import check_year
from auditor.errors import InputError, UnknownIdError

Handler = Callable[[argparse.Namespace], int | None]
"""Does what was typed; returns the exit code, or None when all is fine."""


@dataclass(frozen=True)
class Command:
    """A noun of the command line.

    Attributes:
        name: as typed.
        help: one line for the list of commands.
        module: describes it; has ``describe(parser)``.
    """

    name: str
    help: str
    module: str


class Parser(argparse.ArgumentParser):
    """An argument parser whose mistakes leave as an :class:`InputError`, with the nearest valid name."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", _Formatter)
        super().__init__(**options)

    def error(self, message: str) -> NoReturn:
        """Leave with what is wrong and where help is.

        Raises:
            InputError: always.
        """
        raise InputError(f"{message[:1].upper()}{message[1:]}.", "", f"See: {self.prog} -h")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            what = "command" if isinstance(action, argparse._SubParsersAction) else _called(action)
            raise UnknownIdError(what, str(value), [str(choice) for choice in action.choices])


def _called(action: argparse.Action) -> str:
    return (action.option_strings or [str(action.metavar or action.dest)])[-1] + " value"


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)


def add_verbs(parser: argparse.ArgumentParser, what: str = "VERB") -> "argparse._SubParsersAction[Any]":
    """Let a noun have verbs, one of which must be given."""
    return parser.add_subparsers(title="commands", dest="verb", metavar=what, required=True, parser_class=Parser)


def add_verb(
    verbs: "argparse._SubParsersAction[Any]", name: str, words: str, example: str, handler: str
) -> argparse.ArgumentParser:
    """Describe a verb.

    Args:
        verbs: those of the noun.
        name: as typed.
        words: what it does, one sentence without a full stop.
        example: a line that works.
        handler: what does it, as ``module:function`` below ``auditor.cli.handlers``.
    """
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words)
    return describe(parser, words, example, handler)


def describe(parser: argparse.ArgumentParser, words: str, example: str, handler: str = "") -> argparse.ArgumentParser:
    """Give a parser its sentence, its example and what does it."""
    parser.description = f"{words[:1].upper()}{words[1:]}."
    parser.epilog = f"example:\n  {example}"
    if handler:
        parser.set_defaults(handler=handler)
    return parser


def handler_of(name: str) -> Handler:
    """Import a handler: only now does what it needs get loaded."""
    module, _, function = name.partition(":")
    found: Handler = getattr(import_module(f"auditor.cli.handlers.{module}"), function)
    return found


# -- options that many commands have ----------------------------------------------------------------------------------


def add_json(parser: argparse.ArgumentParser) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help="write JSON instead of text")


def add_json_csv(parser: argparse.ArgumentParser) -> None:
    """``--json`` or ``--csv``."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="write JSON instead of a table")
    form.add_argument("--csv", action="store_true", help="write CSV instead of a table")


def add_standards(parser: argparse.ArgumentParser) -> None:
    """``--standards``."""
    parser.add_argument(
        "--standards", type=Path, metavar="FOLDER", help="use the standards in this folder instead of the usual ones"
    )


def add_store(parser: argparse.ArgumentParser, *, demo: bool = True) -> None:
    """The options that say which store, and who is working."""
    group = parser.add_argument_group("which store, and who is working")
    group.add_argument(
        "--store", type=Path, metavar="FOLDER", help="the store's folder (otherwise $AUDITOR_STORE, or your own)"
    )
    group.add_argument("--as", dest="as_person", metavar="NAME", help="your display name, when several use the store")
    group.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="read the passphrase from this file (otherwise $AUDITOR_PASSPHRASE_FILE, or it is asked for)",
    )
    if demo:
        group.add_argument("--demo", action="store_true", help="use the demo store: synthetic, opens without asking")
    add_standards(group)  # type: ignore[arg-type]


def day(given: str) -> date:
    """A day as typed: 2026-11-22 or 22/11/2026.

    Raises:
        InputError: it is not a day, or not one of these times.
    """
    text = given.strip()
    try:
        if "/" in text:
            parts = [int(part) for part in text.split("/")]
            found = date(parts[2], parts[1], parts[0]) if len(parts) == 3 else date.fromisoformat(text)
        else:
            found = date.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise InputError(f"'{given}' is not a day.", "", "Type it as 2026-11-22 or 22/11/2026.") from error
    return check_year(found)


def month(given: str) -> str:
    """A whole month as typed: 2026-03 or 03/2026.

    Raises:
        InputError: it is not a month.
    """
    text = given.strip()
    year, _, number = text.partition("-")
    if "/" in text:
        number, _, year = text.partition("/")
    if not (len(year) == 4 and year.isascii() and year.isdigit() and number.isdigit() and 1 <= int(number) <= 12):
        raise InputError(f"'{given}' is not a month.", "Measures count whole months.", "Type it as 2026-03.")
    return f"{year}-{int(number):02}"
