"""``auditor calendar``: how this council counts time."""

import argparse
from pathlib import Path

from auditor.cli.command import add_json, add_store, add_verb, add_verbs, day, describe


def describe_calendar(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor calendar``."""
    describe(parser, "closure days, school terms and how working days are counted", "auditor calendar show")
    verbs = add_verbs(parser)
    show = add_verb(verbs, "show", "show how time is counted", "auditor calendar show", "calendar:show")
    add_json(show)
    close = add_verb(
        verbs,
        "close",
        "add days on which the offices are closed; only the QA lead may",
        "auditor calendar close 2026-12-29 2026-12-30",
        "calendar:close",
    )
    close.add_argument("days", nargs="+", type=day, metavar="DAY", help="a day that is no working day here")
    opening = add_verb(
        verbs,
        "open",
        "take closure days away again; only the QA lead may",
        "auditor calendar open 2026-12-29",
        "calendar:reopen",
    )
    opening.add_argument("days", nargs="+", type=day, metavar="DAY", help="a closure day")
    terms = add_verb(
        verbs,
        "terms",
        "set the school terms, in place of those before; only the QA lead may",
        "auditor calendar terms terms.csv",
        "calendar:terms",
    )
    terms.add_argument("file", type=Path, metavar="FILE", help="CSV or .xlsx with the columns name, first, last")
    first = add_verb(
        verbs,
        "first-day",
        "say whether the day something happened on is working day 1 instead of 0; only the QA lead may",
        "auditor calendar first-day no",
        "calendar:first_day",
    )
    first.add_argument("counts", choices=("yes", "no"), help="yes: it is day 1; no: it is day 0")
    for verb in verbs.choices.values():
        add_store(verb)
