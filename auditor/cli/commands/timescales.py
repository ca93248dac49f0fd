"""``auditor timescales``: deadlines, and a list of dates worked out, without a store."""

import argparse
from pathlib import Path

from auditor.cli.command import add_json, add_json_csv, add_standards, add_verb, add_verbs, day, describe

UNITS = ("days", "working_days", "weeks", "months", "years")


def describe_timescales(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor timescales``."""
    describe(parser, "deadlines worked out from dates", "auditor timescales due --from 2026-03-30 --limit 15")
    verbs = add_verbs(parser)
    due = add_verb(
        verbs,
        "due",
        "say when something is due, and which days did not count",
        "auditor timescales due --from 2026-03-30 --limit 15 --unit working_days",
        "timescales:due",
    )
    due.add_argument("--from", dest="start", type=day, required=True, metavar="DAY", help="the day it is counted from")
    due.add_argument("--limit", type=int, required=True, metavar="N", help="how many")
    due.add_argument("--unit", choices=UNITS, default="working_days", help="of what (otherwise working days)")
    _add_counting(due)
    add_json(due)
    check = add_verb(
        verbs,
        "check",
        "work out every timescale from a list of dates",
        "auditor timescales check --events dates.csv --tags child_protection,age_5_9 --as-at 2026-06-30",
        "timescales:check",
    )
    check.add_argument(
        "--events",
        type=Path,
        required=True,
        metavar="FILE",
        help="CSV or .xlsx with the columns event and date; also time, id, follows, every",
    )
    check.add_argument(
        "--tags",
        default="",
        metavar="TAG,TAG",
        help="what is true of the child, as cared_for,age_10_15,moved_in_period",
    )
    check.add_argument("--as-at", type=day, required=True, metavar="DAY", help="the day on which the file is judged")
    check.add_argument(
        "--period-from", type=day, metavar="DAY", help="the first day of the period audited (otherwise six months)"
    )
    check.add_argument("--rule", action="append", default=[], metavar="RULE", help="only this rule; may be repeated")
    check.add_argument("--explain", action="store_true", help="say how each result was reckoned")
    check.add_argument("--terms", type=Path, metavar="FILE", help="school terms: a list with name, first, last")
    _add_counting(check)
    add_json_csv(check)
    add_standards(check)


def _add_counting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--closed", type=day, action="append", default=[], metavar="DAY", help="a closure day; may be repeated"
    )
    parser.add_argument("--first-day-counts", action="store_true", help="the day itself is working day 1, not day 0")
