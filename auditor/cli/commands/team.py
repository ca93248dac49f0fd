"""``auditor team``: the teams that audits count for, and what audits say to them."""

import argparse
from typing import Any

from auditor.cli.command import add_json, add_json_csv, add_store, add_verb, add_verbs, day, describe

_AUDIT = "the LCS number of its case, or its id"
_KEY = "what was graded: a section such as PS6, a key judgement's id, or overall"


def describe_team(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor team``."""
    describe(parser, "the teams that audits count for, and what audits say to them", "auditor team list")
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
    _reading(verbs)
    _saying(verbs)


def _reading(verbs: "argparse._SubParsersAction[Any]") -> None:
    audits = add_verb(
        verbs,
        "audits",
        "list your team's audits whose grades stand, what is new and which replies wait",
        "auditor team audits",
        "team_view:audits",
    )
    _of_teams(audits)
    audits.add_argument("--mine", action="store_true", help="instead, those you carried out or moderated")
    audits.add_argument("--limit", type=int, metavar="N", help="at most so many")
    add_json_csv(audits)
    add_store(audits)
    show = add_verb(
        verbs,
        "show",
        "show what one audit tells the team: strengths, areas, grades, what changed, open actions, replies",
        "auditor team show 9904093",
        "team_view:show",
    )
    show.add_argument("audit", metavar="AUDIT", help=_AUDIT)
    add_json(show)
    add_store(show)
    trend = add_verb(
        verbs,
        "trend",
        "show how good your team's audits were over time, beside the service's other teams",
        "auditor team trend --by month",
        "team_view:show_trend",
    )
    _of_teams(trend)
    trend.add_argument(
        "--by", choices=("month", "quarter"), default="quarter", help="how long each period is (otherwise a quarter)"
    )
    add_json_csv(trend)
    add_store(trend)
    letter = add_verb(
        verbs,
        "letter",
        "write the feedback letter of an audit, and name what in it may say who somebody is",
        "auditor team letter 9904093 --out letter.txt",
        "team_view:letter",
    )
    letter.add_argument("audit", metavar="AUDIT", help=_AUDIT)
    letter.add_argument("--out", default="-", metavar="FILE", help="write it to this file instead of the screen")
    letter.add_argument("--force", action="store_true", help="replace the file if there is one")
    add_store(letter)


def _saying(verbs: "argparse._SubParsersAction[Any]") -> None:
    acknowledge = add_verb(
        verbs,
        "acknowledge",
        "note that you, the team manager, have read an audit",
        "auditor team acknowledge 9904093",
        "team_view:acknowledged",
    )
    acknowledge.add_argument("audit", metavar="AUDIT", help=_AUDIT)
    acknowledge.add_argument("--on", type=day, metavar="DAY", help="the day on which you read it (otherwise today)")
    add_store(acknowledge)
    for name, words, handler in (
        (
            "reply",
            "reply to a judgement of an audit of your team; it is answered before the audit is closed",
            "replied",
        ),
        ("answer", "answer the reply to a judgement that has waited longest", "answered"),
    ):
        example = f'auditor team {name} 9904093 PS6 --text "The minutes of May are on the file."'
        verb = add_verb(verbs, name, words, example, f"team_view:{handler}")
        verb.add_argument("audit", metavar="AUDIT", help=_AUDIT)
        verb.add_argument("about", metavar="JUDGEMENT", help=_KEY)
        verb.add_argument("--text", required=True, metavar="TEXT", help="what you say; no names")
        add_store(verb)
    close = add_verb(
        verbs,
        "close",
        "close an audit whose replies are answered and whose concerns have a response (QA lead)",
        "auditor team close 9904093",
        "team_view:closed",
    )
    close.add_argument("audit", metavar="AUDIT", help=_AUDIT)
    add_store(close)


def _of_teams(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--team", action="append", default=[], metavar="TEAM", help="only this team; may be repeated")
