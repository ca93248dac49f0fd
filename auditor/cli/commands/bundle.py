"""``auditor export`` and ``auditor import``: one audit as a file, carried between stores."""

import argparse

from auditor.cli.command import add_json, add_store, describe


def describe_export(parser: argparse.ArgumentParser) -> None:
    """The options of ``auditor export``."""
    describe(
        parser,
        "write one audit to a file of plain text, with everything recorded in it; "
        "the file is not encrypted: send it only where the case file may go",
        "auditor export 9904093 --out 9904093.json",
        "bundle:export_bundle",
    )
    parser.add_argument("audit", metavar="AUDIT", help="the audit: its LCS number, or its id when there are several")
    parser.add_argument("--out", required=True, metavar="FILE", help="where to write it; - writes to stdout")
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
    parser.add_argument(
        "--without-standards",
        action="store_true",
        help="leave out the standards it was graded against: the file is small, "
        "and only a store that has used the same standards can read it",
    )
    add_store(parser)


def describe_import(parser: argparse.ArgumentParser) -> None:
    """The options of ``auditor import``."""
    describe(
        parser,
        "read an audit from a file that another store wrote; a file that was changed is refused, "
        "and reading one twice adds nothing; only the QA lead may",
        "auditor import 9904093.json",
        "bundle:import_bundle",
    )
    parser.add_argument("file", metavar="FILE", help="the file; - reads standard input")
    add_json(parser)
    add_store(parser)
