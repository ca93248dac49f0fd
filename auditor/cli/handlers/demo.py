"""What ``auditor demo`` does: build a synthetic service, and open the terminal interface on it."""

import argparse
import secrets
import shutil
import sys
from pathlib import Path

from auditor.cli import output
from auditor.clock import system_clock, today
from auditor.errors import ExitCode, InputError
from auditor.paths import demo_store_folder
from auditor.store.records import AuditFilter
from auditor.store.vault import slots, store_exists
from auditor.use_cases.open_store import open_demo_store

_OF_A_STORE = ("auditor.db", "auditor.db-wal", "auditor.db-shm", "slots")


def demo(args: argparse.Namespace) -> int:
    """Build the demo when it is missing, and open it; without a terminal say what was made."""
    folder = args.store or demo_store_folder()
    interface = not args.no_tui and sys.stdin.isatty() and sys.stdout.isatty()
    if interface and output.cannot_draw():
        return ExitCode.USAGE
    if args.reset or not store_exists(folder):
        build(folder)
    elif not _is_demo(folder):
        raise InputError("That folder holds a store that is not a demo.", str(folder), "Choose another folder.")
    if interface:
        from auditor.tui.app import run

        run(store=folder, demo=True)
        return ExitCode.FINE
    if not args.no_tui:
        output.say("There is no terminal here, so the interface was not opened. This was made:")
    output.pairs(summary(folder))
    return ExitCode.FINE


def build(folder: Path) -> None:
    """Build the demo in a folder, in place of the demo that is there, if any; all of it or nothing.

    Raises:
        InputError: the folder holds something else.
    """
    from auditor.use_cases.demo import build_demo  # with all its texts; most times the demo is there

    _check_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    output.say(f"Building a synthetic service in {folder}; nothing in it is real.")
    try:
        build_demo(aside, today=today(system_clock), progress=_progress).close()
        if folder.exists():
            shutil.rmtree(folder)
        aside.replace(folder)
    finally:
        output.progress_done()
        shutil.rmtree(aside, ignore_errors=True)


def _progress(done: int, total: int, doing: str) -> None:
    share = f" {100 * done // total}%" if total else ""
    output.progress(f"{doing}{share}")


def _check_replaceable(folder: Path) -> None:
    """Refuse to remove anything but a demo, or an empty folder."""
    if not folder.exists():
        return
    others = [path.name for path in folder.iterdir() if path.name not in _OF_A_STORE] if folder.is_dir() else ["a file"]
    if others or (store_exists(folder) and not _is_demo(folder)):
        raise InputError(
            "That folder holds something other than a demo.", str(folder), "Nothing was removed. Choose another folder."
        )


def _is_demo(folder: Path) -> bool:
    return any(slot.kind == "open" for slot in slots(folder))


def summary(folder: Path) -> dict[str, object]:
    """What a demo holds, in words and numbers."""
    from auditor.use_cases.show_measures import months_counted  # only said where no interface is opened

    service = open_demo_store(folder)
    try:
        months = months_counted(service)
        people = [person for person in service.people().values() if person.roles]
        with service.store.reading() as reader:
            drafts = reader.count(AuditFilter(counted=False))
            counted = reader.count(AuditFilter(counted=True))
        return {
            "store": folder,
            "teams": len(service.teams()),
            "people": len(people),
            "audits": counted + drafts,
            "counted": f"{counted}, from {months[0]} to {months[1]}" if months else counted,
            "open it": "auditor demo",
            "figures": "auditor measures show --demo",
        }
    finally:
        service.close()
