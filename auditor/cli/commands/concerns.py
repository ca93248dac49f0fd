"""``auditor concerns``: what cannot wait, from being raised to a response."""

import argparse
from typing import Any

from auditor.cli.command import add_json, add_json_csv, add_store, add_verb, add_verbs, day, describe

CONCERN = "the concern's id, or the beginning of it, as written by: auditor concerns list"
TEXT = "; - reads it from standard input"


def describe_concerns(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor concerns``."""
    describe(
        parser,
        "put on record what cannot wait, and follow it; it tells nobody: ring first",
        "auditor concerns raise 9904093 --what - < concern.txt",
    )
    verbs = add_verbs(parser)
    _describe_raise(verbs)
    _describe_reading(verbs)
    _describe_following(verbs)
    for verb in verbs.choices.values():
        add_store(verb)


def _add_told(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--told", metavar="ROLE", help="who was told: a role, never a name")
    verb.add_argument("--told-at", metavar="MOMENT", help='when: "14:30", "today 14:30", "12/3/26 14:30"')
    verb.add_argument("--how", metavar="TEXT", help="by telephone, in person ...")
    verb.add_argument("--on-lcs", type=day, metavar="DAY", help="the day it was recorded on LCS")


def _describe_raise(verbs: Any) -> None:
    raising = add_verb(
        verbs,
        "raise",
        "put a concern on record; writes its id. It tells nobody",
        "auditor concerns raise 9904093 --what - --told 'team manager' --told-at 14:30 < concern.txt",
        "concerns:raised",
    )
    raising.add_argument("audit", metavar="AUDIT", help="the audit: its LCS number, or its id when there are several")
    raising.add_argument("--what", required=True, metavar="TEXT", help=f"what gives rise to it{TEXT}")
    raising.add_argument(
        "--about-staff", action="store_true", help="about staff or a carer: restricted, hidden from the team"
    )
    _add_told(raising)


def _describe_reading(verbs: Any) -> None:
    listing = add_verb(
        verbs,
        "list",
        "list the concerns you may see, those nobody has acknowledged first",
        "auditor concerns list --open",
        "concerns:listed",
    )
    listing.add_argument("--open", action="store_true", help="only those without a response")
    add_json_csv(listing)
    show = add_verb(
        verbs, "show", "show a concern and what became of it", "auditor concerns show 0198c2a4", "concerns:show"
    )
    show.add_argument("concern", metavar="CONCERN", help=CONCERN)
    add_json(show)
    hours = add_verb(
        verbs,
        "hours",
        "hours from raising a concern to its response: how many, the median, the share within 24 hours",
        "auditor concerns hours --from 2026-01-01 --json",
        "concerns:hours",
    )
    hours.add_argument("--from", dest="first", type=day, metavar="DAY", help="only raised on or after this day")
    hours.add_argument("--to", dest="last", type=day, metavar="DAY", help="only raised on or before this day")
    add_json(hours)


def _describe_following(verbs: Any) -> None:
    respond = add_verb(
        verbs,
        "respond",
        "record the agreed response, who was told, and the day of the entry on LCS",
        "auditor concerns respond 0198c2a4 --response - < response.txt",
        "concerns:respond",
    )
    respond.add_argument("concern", metavar="CONCERN", help=CONCERN)
    respond.add_argument("--response", metavar="TEXT", help=f"what was agreed{TEXT}")
    respond.add_argument("--what", metavar="TEXT", help=f"correct what gives rise to it{TEXT}")
    kind = respond.add_mutually_exclusive_group()
    kind.add_argument("--about-staff", action="store_true", help="it is about staff or a carer: hide it from the team")
    kind.add_argument("--about-child", action="store_true", help="it is about a child at risk: the team may see it")
    _add_told(respond)
    seen = add_verb(
        verbs,
        "acknowledge",
        "say that you have seen a concern",
        "auditor concerns acknowledge 0198c2a4",
        "concerns:acknowledge",
    )
    seen.add_argument("concern", metavar="CONCERN", help=CONCERN)
