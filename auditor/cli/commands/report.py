"""``auditor report``: reports on paper."""

import argparse
from pathlib import Path

from auditor.cli.command import add_json, add_json_csv, add_store, add_verb, add_verbs, describe, month
from auditor.cli.commands.measures import add_choice, add_span
from auditor.reports.formats import FORMATS, SUFFIXES


def describe_report(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor report``."""
    describe(parser, "reports on paper", "auditor report build measures --demo --out measures.pdf")
    verbs = add_verbs(parser)
    build = add_verb(verbs, "build", "build a report", "auditor report build audit 9904093 --out audit.pdf", "")
    whats = add_verbs(build, "REPORT")
    audit = add_verb(
        whats, "audit", "the report of one audit", "auditor report build audit 9904093 --out audit.pdf", "report:audit"
    )
    audit.add_argument("audit", metavar="AUDIT", help="the audit: its LCS number, or its id when there are several")
    _add_file(audit)
    add_store(audit)
    measures = add_verb(
        whats,
        "measures",
        "the report of the audit measures, for whole months",
        "auditor report build measures --from 2026-01 --to 2026-06 --out measures.pdf",
        "report:measures",
    )
    add_choice(measures)
    _add_file(measures)
    add_store(measures)
    scorecard = add_verb(
        whats,
        "scorecard",
        "the scorecard of every measure, audited and imported, for a quarter or a month",
        "auditor report build scorecard --to 2026-06 --out scorecard.pdf",
        "report:scorecard",
    )
    add_span(scorecard)
    scorecard.add_argument(
        "--to",
        dest="last",
        type=month,
        metavar="MONTH",
        help="a month of its period (otherwise the latest that is over)",
    )
    _add_file(scorecard)
    add_store(scorecard)
    check = add_verb(
        verbs,
        "check",
        "check the report definitions; exit code 1 when there are problems",
        "auditor report check my-reports",
        "report:check",
    )
    check.add_argument("path", nargs="?", type=Path, metavar="PATH", help="the folder (otherwise the one in use)")
    add_json(check)
    releases = add_verb(
        verbs,
        "releases",
        "list what was published, by whom and why; only the QA lead may",
        "auditor report releases",
        "releases:listed",
    )
    add_json_csv(releases)
    add_store(releases)
    listing = add_verb(verbs, "list", "list the reports that can be built", "auditor report list", "report:listed")
    add_json_csv(listing)


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", required=True, metavar="FILE", help="where to write it; - writes a text report to stdout"
    )
    endings = ", ".join(SUFFIXES.values())
    parser.add_argument("--format", choices=FORMATS, help=f"in which form (otherwise by the file's ending: {endings})")
    parser.add_argument("--definition", metavar="ID", help="which report definition (see: auditor report list)")
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
