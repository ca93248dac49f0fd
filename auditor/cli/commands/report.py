"""``auditor report``: reports on paper."""

import argparse
from pathlib import Path

from auditor.cli.command import add_json, add_json_csv, add_store, add_verb, add_verbs, describe, month
from auditor.cli.commands.measures import add_choice, add_span
from auditor.errors import InputError
from auditor.reports.formats import FORMATS, SUFFIXES

_LOWEST, _HIGHEST = 50, 99
"""Between which percentages the level of a strong area lies, as in a report's definition."""


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
    thematic = add_verb(
        whats,
        "thematic",
        "the report of a thematic audit: of whole months, or of a round; only the QA lead may",
        "auditor report build thematic --theme supervision --from 2026-09 --to 2026-10 --out supervision.pdf",
        "report:thematic",
    )
    _add_theme(thematic)
    _add_file(thematic)
    add_store(thematic)
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


def _add_theme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--theme", default="", metavar="THEME", help="which theme (see: auditor standards list)")
    parser.add_argument("--from", dest="first", type=month, metavar="MONTH", help="the first month, as 2026-01")
    parser.add_argument("--to", dest="last", type=month, metavar="MONTH", help="the last month, as 2026-06")
    parser.add_argument("--team", action="append", default=[], metavar="TEAM", help="only this team; may be repeated")
    parser.add_argument(
        "--round", default="", metavar="ROUND", help="instead of months and teams: a round of the theme"
    )
    parser.add_argument(
        "--level",
        type=_level,
        metavar="PERCENT",
        help="an area is strong when more of the records met it than this (otherwise as the definition says: 80)",
    )


def _level(text: str) -> int:
    if text.isdecimal() and _LOWEST <= int(text) <= _HIGHEST:
        return int(text)
    raise InputError(f"'{text}' is no level.", f"A whole percentage from {_LOWEST} to {_HIGHEST}.", "Type it as 80.")


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", required=True, metavar="FILE", help="where to write it; - writes a text report to stdout"
    )
    endings = ", ".join(SUFFIXES.values())
    parser.add_argument("--format", choices=FORMATS, help=f"in which form (otherwise by the file's ending: {endings})")
    parser.add_argument("--definition", metavar="ID", help="which report definition (see: auditor report list)")
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
