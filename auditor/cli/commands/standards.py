"""``auditor standards``: check, list and read the practice standards. Needs no store."""

import argparse
from pathlib import Path

from auditor.cli.command import add_json, add_standards, add_verb, add_verbs, describe


def describe_standards(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor standards``."""
    describe(parser, "check, list and read the practice standards", "auditor standards show ps06")
    verbs = add_verbs(parser)
    check = add_verb(
        verbs,
        "check",
        "check every file of a standards folder and count what is in it; exit code 1 when there are problems",
        "auditor standards check my-standards --json",
        "standards:check",
    )
    check.add_argument("path", nargs="?", type=Path, metavar="PATH", help="the folder (otherwise the one in use)")
    add_json(check)
    listing = add_verb(
        verbs, "list", "list the editions and themes with their sections", "auditor standards list", "standards:listed"
    )
    add_standards(listing)
    add_json(listing)
    show = add_verb(
        verbs,
        "show",
        "show one thing as a page: a section, a question, a point, a rule on time, a theme, or the profile of an audit",
        "auditor standards show ps06",
        "standards:show",
    )
    show.add_argument(
        "name",
        metavar="NAME",
        help="a section (ps06), a question (ps06.chronology), a point (PS6.4), a rule on time (T02), "
        "a theme (supervision), or: profile",
    )
    show.add_argument("--width", type=int, default=80, metavar="COLUMNS", help="columns of the page (80)")
    add_standards(show)
    cover = add_verb(
        verbs,
        "coverage",
        "show how every point of the standards is accounted for",
        "auditor standards coverage",
        "standards:covered",
    )
    add_standards(cover)
    add_json(cover)
    events = add_verb(
        verbs,
        "events",
        "list the events that can have a date on a file, with every name a list from another system may use",
        "auditor standards events",
        "standards:events",
    )
    add_standards(events)
    add_json(events)
