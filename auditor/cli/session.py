"""How a command gets an open store: which folder, who is working, and the passphrase.

The passphrase is never a word of the command line, where every other program on the machine could read it.
"""

import argparse
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path

from auditor.cli import output
from auditor.errors import InputError, UnknownIdError
from auditor.paths import demo_store_folder, store_folder
from auditor.store.vault import SlotInfo, store_exists
from auditor.use_cases.open_store import open_demo_store, unlock_store, who_can_unlock
from auditor.use_cases.service import Service

PASSPHRASE_ENVIRONMENT = "AUDITOR_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable that names a file
_LONGEST = 4096


@contextmanager
def opened(args: argparse.Namespace, *, recovery: bool = False) -> Iterator[Service]:
    """The store that the command line names, unlocked; closed again at the end.

    Args:
        args: with the options of :func:`auditor.cli.command.add_store`.
        recovery: the recovery code may open it too; otherwise it only serves to choose a new passphrase.

    Raises:
        InputError: no passphrase was given and nobody can be asked, or nobody of that name uses the store.
        StoreError: the store does not open.
    """
    service = _demo(args) if getattr(args, "demo", False) else _own(args)
    try:
        if service.slot is not None and service.slot.kind == "recovery" and not recovery:
            raise InputError(
                "The recovery code serves to choose a new passphrase, and nothing else.",
                "What is recorded must say who recorded it.",
                'Run: auditor person passphrase NAME --as "recovery code"',
            )
        yield service
    finally:
        service.close()


def chosen_folder(args: argparse.Namespace) -> Path:
    """The folder of the store that the command line names."""
    if getattr(args, "demo", False):
        return args.store or demo_store_folder()
    return store_folder(args.store)


def _own(args: argparse.Namespace) -> Service:
    folder = store_folder(args.store)
    found = who_can_unlock(folder)
    if found and found[0].kind == "open":
        return _demo_service(folder, args)
    slot = _slot(found, args.as_person)
    words = passphrase(args.passphrase_file, f"Passphrase of {slot.label}: ")
    return unlock_store(folder, slot.id, words, standards_folder=args.standards)


def _demo(args: argparse.Namespace) -> Service:
    folder = chosen_folder(args)
    if not store_exists(folder):
        from auditor.cli.handlers.demo import build  # the demo's generator is not needed otherwise

        build(folder)
    return _demo_service(folder, args)


def _demo_service(folder: Path, args: argparse.Namespace) -> Service:
    name = args.as_person or ""
    service = open_demo_store(folder, name, standards_folder=args.standards)
    if name and service.person.name != name:
        names = [person.name for person in service.people().values()]
        service.close()
        raise UnknownIdError("person", name, names)
    return service


def _slot(found: list[SlotInfo], name: str | None) -> SlotInfo:
    labels = [slot.label for slot in found]
    if name:
        fitting = [slot for slot in found if slot.label.casefold() == name.strip().casefold()]
        if not fitting:
            raise UnknownIdError("person", name, labels)
        if len(fitting) > 1:
            raise InputError(f"Two people are called '{name}'.", "", "Ask the QA lead to give one another name.")
        return fitting[0]
    people = [slot for slot in found if slot.kind == "person"]
    if len(people) == 1:
        return people[0]
    if not on_terminal():
        raise InputError("Who is working?", f"This store has: {', '.join(labels)}.", "Add: --as NAME")
    for number, slot in enumerate(found, start=1):
        output.say(f"{number:>3}  {slot.label}")
    given = output.ask("Who is working? Number: ").strip()
    if not given.isdigit() or not 1 <= int(given) <= len(found):
        raise InputError(f"'{given}' is not one of the numbers.", "", "Try again, or add: --as NAME")
    return found[int(given) - 1]


def passphrase(named: Path | None, question: str) -> str:
    """A passphrase: from the file named, from the environment's file, or asked for on the terminal.

    Raises:
        InputError: the file cannot be used, or there is no file and no terminal.
    """
    path = named or (Path(os.environ[PASSPHRASE_ENVIRONMENT]) if os.environ.get(PASSPHRASE_ENVIRONMENT) else None)
    if path is not None:
        return _from_file(path)
    if not on_terminal():
        raise InputError(
            "A passphrase is needed, and there is no terminal to ask on.",
            "It is never given as a word of the command line, where other programs could read it.",
            f"Put it in a file that only you may read; add: --passphrase-file FILE (or set ${PASSPHRASE_ENVIRONMENT})",
        )
    return getpass(question, stream=sys.stderr)


def _from_file(path: Path) -> str:
    try:
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            output.say(f"auditor: others may read {path}; make it yours alone: chmod 600 {path}")
        with open(path, encoding="utf-8", opener=_without_waiting) as file:
            words = file.read(_LONGEST).removeprefix("\ufeff").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise InputError("The file with the passphrase cannot be read.", f"{path}: {reason}", "") from error
    if not words:
        raise InputError("The file with the passphrase is empty.", str(path), "Write the passphrase on its first line.")
    return words


def _without_waiting(path: str, flags: int) -> int:
    """Open a file, or a pipe that somebody writes to; one that nobody writes to is empty and not waited for."""
    if os.name != "posix":
        return os.open(path, flags)
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(descriptor, True)
    return descriptor


def on_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
