"""``auditor person``: who uses the store."""

import argparse
from pathlib import Path

from auditor.cli.command import add_json_csv, add_store, add_verb, add_verbs, describe


def describe_person(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor person``."""
    describe(parser, "who uses the store", "auditor person list")
    verbs = add_verbs(parser)
    add = add_verb(
        verbs,
        "add",
        "add a person with a passphrase of their own; only the QA lead may",
        'auditor person add "Ada Bell" --role auditor --new-passphrase-file ada.txt',
        "people:add_person",
    )
    add.add_argument("name", metavar="NAME", help="the display name colleagues know them by")
    add.add_argument(
        "--role",
        action="append",
        required=True,
        choices=("auditor", "moderator", "team_manager", "qa_lead"),
        help="what they do; may be given several times",
    )
    add.add_argument("--team", action="append", default=[], metavar="TEAM", help="a team they manage; may be repeated")
    add.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help="read their passphrase from this file (otherwise it is asked for twice)",
    )
    add_store(add)
    listing = add_verb(verbs, "list", "list everyone, with their roles", "auditor person list", "people:list_people")
    add_json_csv(listing)
    add_store(listing)
    remove = add_verb(
        verbs,
        "remove",
        "take away a person's way in and encrypt the store anew; what they recorded stays",
        'auditor person remove "Ada Bell"',
        "people:remove_person",
    )
    remove.add_argument("name", metavar="NAME", help="their display name")
    add_store(remove)
    new = add_verb(
        verbs,
        "passphrase",
        "change your own passphrase; or, with the recovery code, give somebody a new one",
        'auditor person passphrase "Ada Bell" --as "recovery code"',
        "people:give_passphrase",
    )
    new.add_argument("name", nargs="?", metavar="NAME", help="whose, when the store is opened with the recovery code")
    new.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help="read the new passphrase from this file (otherwise it is asked for twice)",
    )
    add_store(new, demo=False)
