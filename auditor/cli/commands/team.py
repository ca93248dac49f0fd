"""``auditor team``: the teams that audits count for."""

import argparse

from auditor.cli.command import add_json_csv, add_store, add_verb, add_verbs, day, describe


def describe_team(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor team``."""
    describe(parser, "the teams that audits count for", "auditor team list")
    verbs = add_verbs(parser)
    add = add_verb(
        verbs, "add", "add a team", 'auditor team add "Northgate 1" --service "Safeguarding"', "people:add_team"
    )
    add.add_argument("name", metavar="NAME", help="what the team is called")
    add.add_argument("--service", default="", metavar="NAME", help="the service it belongs to")
    add.add_argument("--from", dest="active_from", type=day, metavar="DAY", help="its first day, if that matters")
    add_store(add)
    listing = add_verb(verbs, "list", "list the teams", "auditor team list", "people:list_teams")
    add_json_csv(listing)
    add_store(listing)
