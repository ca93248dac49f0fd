"""``auditor backup`` and ``auditor restore``: the whole store as one encrypted file, and back."""

import argparse
from pathlib import Path

from auditor.cli.command import add_json, add_store, describe


def describe_backup(parser: argparse.ArgumentParser) -> None:
    """The options of ``auditor backup``."""
    describe(
        parser,
        "write the whole store into one encrypted file, while everybody goes on working, and read it back to check it; "
        "exit code 1 when the backup is good but holds what auditor verify objects to",
        "auditor backup /media/backups",
        "backup:backup",
    )
    parser.add_argument(
        "to", type=Path, metavar="TO", help="a folder, where the file gets a name with the moment in it; or a new file"
    )
    add_json(parser)
    add_store(parser)


def describe_restore(parser: argparse.ArgumentParser) -> None:
    """The options of ``auditor restore``."""
    describe(
        parser,
        "bring a store back from a backup into a new folder, after checking all of it; nothing is ever overwritten; "
        "it needs a passphrase that somebody had when the backup was made, or the recovery code of that time",
        "auditor restore /media/backups/auditor-backup-2026-11-22-1015.auditor restored",
        "backup:restore",
    )
    parser.add_argument("backup", type=Path, metavar="FROM", help="the file that auditor backup wrote")
    parser.add_argument("to", type=Path, metavar="TO", help="the folder of the store; new, or empty")
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="read the passphrase or the recovery code from this file (otherwise $AUDITOR_PASSPHRASE_FILE, or it is "
        "asked for)",
    )
    add_json(parser)
