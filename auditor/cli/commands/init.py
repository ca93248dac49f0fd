"""``auditor init``: make a store."""

import argparse
from pathlib import Path

from auditor.cli.command import add_json, describe


def describe_init(parser: argparse.ArgumentParser) -> None:
    """The options of ``auditor init``."""
    describe(
        parser,
        "make an encrypted store with you as its first person, auditor and QA lead; "
        "the recovery code is shown once, and is to be kept on paper",
        'auditor init --name "Sam Okafor"',
        "init:init",
    )
    parser.add_argument("--name", metavar="NAME", help="the display name colleagues know you by (otherwise asked for)")
    parser.add_argument(
        "--store", type=Path, metavar="FOLDER", help="make it in this folder (otherwise $AUDITOR_STORE, or your own)"
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="read the passphrase from this file (otherwise $AUDITOR_PASSPHRASE_FILE, or it is asked for twice)",
    )
    add_json(parser)
