"""``auditor demo``: a synthetic service to try everything on."""

import argparse
from pathlib import Path

from auditor.cli.command import describe


def describe_demo(parser: argparse.ArgumentParser) -> None:
    """The options of ``auditor demo``."""
    describe(
        parser,
        "open a synthetic service with a year and a half of audits, built on first use; nothing in it is real",
        "auditor demo --reset",
        "demo:demo",
    )
    parser.add_argument("--reset", action="store_true", help="build the demo anew: what was tried in it is lost")
    parser.add_argument("--no-tui", action="store_true", help="only build it and say what was made")
    parser.add_argument(
        "--store", type=Path, metavar="FOLDER", help="build the demo in this folder instead of the usual one"
    )
