"""``auditor report``: reports on paper."""

import argparse
from pathlib import Path

from auditor.cli.command import add_json, add_json_csv, add_store, add_verb, add_verbs, describe
from auditor.cli.commands.measures import add_choice, add_span
from auditor.errors import InputError
from auditor.measures.publication.profiles import Profile
from auditor.reports.formats import FORMATS, SUFFIXES

_LOWEST, _HIGHEST = 50, 99
"""Between which percentages the level of a strong area lies, as in a report's definition."""


def describe_report(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor report``."""
    describe(parser, "reports on paper", "auditor report build measures --demo --out measures.pdf")
    verbs = add_verbs(parser)
    build = add_verb(
        verbs,
        "build",
        "build a report (auditor report list names them all)",
        "auditor report build thematic --theme supervision --from 2026-09 --to 2026-10 --out supervision.pdf",
        "report:build",
    )
    _add_request(build)
    _add_files(build)
    add_store(build)
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


def _add_request(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", metavar="REPORT", help="which report, such as audit, measures, scorecard or thematic")
    parser.add_argument(
        "audit", nargs="?", metavar="AUDIT", help="of one audit: its LCS number, or its id when there are several"
    )
    add_choice(parser)
    add_span(parser, "of the scorecard: ")
    parser.add_argument("--theme", default="", metavar="THEME", help="which theme (see: auditor standards list)")
    parser.add_argument(
        "--round", default="", metavar="ROUND", help="instead of months and teams: a round of the theme"
    )
    parser.add_argument(
        "--level",
        type=_level,
        metavar="PERCENT",
        help="an area is strong when more of the records met it than this (otherwise as the definition says: 80)",
    )
    parser.add_argument(
        "--profile",
        choices=[profile.value for profile in Profile],
        default=Profile.INTERNAL.value,
        help="for whom: internal hides nothing; dfe and nhs hide small numbers, for publication",
    )
    parser.add_argument("--why", default="", metavar="TEXT", help="for what it is; a public profile needs it")
    parser.add_argument(
        "--merge",
        action="store_true",
        help="of a public profile: requires improvement and inadequate told as one, so that less is hidden",
    )


def _level(text: str) -> int:
    if text.isdecimal() and _LOWEST <= int(text) <= _HIGHEST:
        return int(text)
    raise InputError(f"'{text}' is no level.", f"A whole percentage from {_LOWEST} to {_HIGHEST}.", "Type it as 80.")


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out",
        required=True,
        action="append",
        metavar="FILE",
        help="where to write it; - writes a text report to stdout; repeat it for another form of the same report",
    )
    endings = ", ".join(SUFFIXES.values())
    parser.add_argument("--format", choices=FORMATS, help=f"in which form (otherwise by the file's ending: {endings})")
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
