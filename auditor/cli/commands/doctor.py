"""``auditor doctor``: what is installed, where things are, what is wrong and how to mend it."""

import argparse

from auditor.cli.command import add_json, add_store, describe


def describe_doctor(parser: argparse.ArgumentParser) -> None:
    """The options of ``auditor doctor``."""
    describe(
        parser,
        "say what is installed, where things are, what is wrong and how to mend it; works with no store, "
        "a locked one and a damaged one; exit code 1 when something is wrong",
        "auditor doctor",
        "doctor:doctor",
    )
    parser.add_argument("--unlock", action="store_true", help="open the store too, and look for damage inside")
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="make the lists and the counters of the store anew from what was recorded",
    )
    add_json(parser)
    add_store(parser)
