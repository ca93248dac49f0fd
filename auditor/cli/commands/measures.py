"""``auditor measures``: the audit measures of the improvement plan."""

import argparse

from auditor.cli.command import add_json_csv, add_store, add_verb, add_verbs, describe, month

KINDS = ("full", "thematic", "dip_sample", "re_audit")


def describe_measures(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor measures``."""
    describe(parser, "the audit measures of the improvement plan", "auditor measures show --demo")
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
    add_json_csv(show)
    add_store(show)


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
