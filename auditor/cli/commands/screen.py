"""``auditor screen``: what in a text may identify a person. Needs no store."""

import argparse

from auditor.cli.command import add_json, describe


def describe_screen(parser: argparse.ArgumentParser) -> None:
    """The options of ``auditor screen``."""
    describe(
        parser,
        "find names, addresses, dates of birth and numbers in a text before it goes into an audit; "
        "nothing is stored; exit code 1 when something sure was found",
        "auditor screen notes.txt --lcs 9904093",
        "screen:screen_file",
    )
    parser.add_argument("file", metavar="FILE", help="a text file; - reads standard input")
    parser.add_argument(
        "--lcs",
        action="append",
        default=[],
        metavar="NUMBER",
        help="an LCS number that may stand in the text, whatever it looks like; may be given several times",
    )
    add_json(parser)
