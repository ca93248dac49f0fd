"""``auditor measures``: the measures of the improvement plan, audited and imported, now and over time."""

import argparse
from pathlib import Path
from typing import Any

from auditor.cli.command import (
    add_json,
    add_json_csv,
    add_standards,
    add_store,
    add_verb,
    add_verbs,
    describe,
    month,
)

KINDS = ("full", "thematic", "dip_sample", "re_audit")


def describe_measures(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor measures``."""
    describe(parser, "the measures of the improvement plan, now and over time", "auditor measures show --demo")
    verbs = add_verbs(parser)
    show = add_verb(
        verbs,
        "show",
        "show each measure with its figure, its interval and its band, for whole months",
        "auditor measures show --from 2026-01 --to 2026-06 --csv",
        "measures:show",
    )
    add_choice(show)
    show.add_argument(
        "--early-help",
        action="store_true",
        help="with --json or --csv: the figures of early help, which are never mixed with the others",
    )
    show.add_argument(
        "--timescales", action="store_true", help="every rule on time instead: the share of deadlines that were met"
    )
    show.add_argument("--by-team", action="store_true", help="with --timescales: each team by itself")
    show.add_argument(
        "--all",
        action="store_true",
        help="every measure of the plan instead, imported ones too: the scorecard, by quarter; --json and --csv give a "
        "long table, a row for each measure, figure and period",
    )
    add_span(show, "with --all: ")
    show.add_argument(
        "--periods", type=int, default=6, metavar="N", help="with --all: how many months or quarters (otherwise 6)"
    )
    add_json_csv(show)
    add_store(show)
    _describe_import(verbs)
    _describe_trend(verbs)


def _describe_import(verbs: Any) -> None:
    importing = add_verb(
        verbs,
        "import",
        "import the figures of measures that no audit decides; only the QA lead may",
        "auditor measures import figures.csv --check",
        "figures:import_list",
    )
    importing.add_argument("file", type=Path, metavar="FILE", help="CSV or .xlsx (see: auditor measures template)")
    importing.add_argument("--check", action="store_true", help="only say what it would do; nothing is stored")
    add_json(importing)
    add_store(importing)
    template = add_verb(
        verbs,
        "template",
        "write an empty list with a row for every figure that can be imported",
        "auditor measures template --period 2026-03 --out figures.csv",
        "figures:template",
    )
    template.add_argument("--period", default="", metavar="PERIOD", help="written into each row, as 2026-03")
    template.add_argument("--out", default="-", metavar="FILE", help="where to write it (otherwise stdout)")
    template.add_argument("--force", action="store_true", help="write over a file that exists")
    add_standards(template)


def _describe_trend(verbs: Any) -> None:
    trend = add_verb(
        verbs,
        "trend",
        "show a measure over time, with the limits of chance and what is worth a look",
        "auditor measures trend 1.1-q --quarters",
        "figures:trend",
    )
    trend.add_argument("measure", metavar="MEASURE", help="the plan's reference, as 1.1-q")
    add_span(trend)
    trend.add_argument("--series", default="", metavar="NAME", help="which figure, of a measure that has two")
    trend.add_argument("--xmr", action="store_true", help="an XmR chart with the rules of Making Data Count")
    trend.add_argument("--p-chart", action="store_true", help="a p-chart, of what was imported with its counts")
    trend.add_argument("--screen", action="store_true", help="of an XmR chart: leave out very large moving ranges")
    trend.add_argument("--to", dest="last", type=month, metavar="MONTH", help="the last month, as 2026-06")
    trend.add_argument("--team", action="append", default=[], metavar="TEAM", help="only this team; may be repeated")
    trend.add_argument(
        "--kind", action="append", choices=KINDS, help="count audits of this kind (otherwise full audits only)"
    )
    trend.add_argument("--early-help", action="store_true", help="of early help, which is never mixed with the others")
    add_json_csv(trend)
    add_store(trend)
    rebase = add_verb(
        verbs,
        "rebase",
        "let the limits of a measure's chart begin anew, with a reason; only the QA lead may",
        'auditor measures rebase 1.1-q 2026-03 --reason "new assessment form"',
        "figures:rebase",
    )
    rebase.add_argument("measure", metavar="MEASURE", help="the plan's reference, as 1.1-q")
    rebase.add_argument("month", type=month, metavar="MONTH", help="from this month on, as 2026-03")
    how = rebase.add_mutually_exclusive_group(required=True)
    how.add_argument("--reason", metavar="TEXT", help="what changed in the work, in a line")
    how.add_argument("--undo", action="store_true", help="take an earlier rebasing at this month back")
    add_store(rebase)


def add_span(parser: argparse.ArgumentParser, lead: str = "") -> None:
    """The options that choose between months and quarters."""
    span = parser.add_mutually_exclusive_group()
    span.add_argument("--months", action="store_true", help=f"{lead}by the month")
    span.add_argument("--quarters", action="store_true", help=f"{lead}by the quarter")


def add_choice(parser: argparse.ArgumentParser) -> None:
    """The options that choose which audits count."""
    parser.add_argument("--from", dest="first", type=month, metavar="MONTH", help="the first month, as 2026-01")
    parser.add_argument("--to", dest="last", type=month, metavar="MONTH", help="the last month, as 2026-06")
    parser.add_argument("--team", action="append", default=[], metavar="TEAM", help="only this team; may be repeated")
    parser.add_argument(
        "--kind",
        action="append",
        choices=KINDS,
        help="count audits of this kind (otherwise full audits only); may be repeated",
    )
