"""``auditor rounds``: plan a round, draw its cases, ask auditors, and see how far it is."""

import argparse
from pathlib import Path
from typing import Any

from auditor.cli.command import add_json, add_json_csv, add_store, add_verb, add_verbs, day, describe
from auditor.cli.commands.rounds_report import describe_report

ROUND = "the round: its name, or its id"
KINDS = ("full", "thematic", "dip_sample", "re_audit")


def describe_rounds(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor rounds``."""
    describe(parser, "plan a round of audits, draw its cases and follow it", 'auditor rounds show "January 2027"')
    verbs = add_verbs(parser)
    _describe_planning(verbs)
    _describe_allocating(verbs)
    _describe_changes(verbs)
    describe_report(verbs)
    _describe_own(verbs)
    for verb in verbs.choices.values():
        add_store(verb)


def _describe_planning(verbs: Any) -> None:
    new = add_verb(
        verbs,
        "new",
        "plan a round; writes its id. Only the QA lead may",
        'auditor rounds new "January 2027" --from 2026-07-01 --as-at 2026-12-31 --due 2027-01-31',
        "rounds:new",
    )
    new.add_argument("name", metavar="NAME", help="what it is called")
    new.add_argument("--from", dest="start", type=day, required=True, metavar="DAY", help="the first day audited")
    new.add_argument("--as-at", type=day, required=True, metavar="DAY", help="the day at which the files are judged")
    new.add_argument("--due", type=day, required=True, metavar="DAY", help="the day by which audits are submitted")
    new.add_argument("--kind", choices=KINDS, default="full", help="the kind of audit (full)")
    new.add_argument("--theme", default="", metavar="THEME", help="for a thematic round: which theme")
    new.add_argument("--share", type=int, metavar="PERCENT", help="of its audits to moderate (as the settings say)")
    how = new.add_mutually_exclusive_group()
    how.add_argument("--blind", action="store_true", default=None, help="moderate without seeing the first grades")
    how.add_argument("--light-touch", dest="blind", action="store_false", default=None, help="moderate by a review")
    add_json(new)
    listing = add_verb(
        verbs, "list", "list the rounds, and how far each is", "auditor rounds list --json", "rounds:listed"
    )
    add_json_csv(listing)
    show = add_verb(
        verbs,
        "show",
        "show how far a round is: case by case, by auditor or by team",
        'auditor rounds show "January 2027" --by auditor',
        "rounds:show",
    )
    show.add_argument("round", metavar="ROUND", help=ROUND)
    show.add_argument("--by", choices=("case", "auditor", "team"), default="case", help="one line for each (case)")
    add_json_csv(show)
    cases = add_verb(
        verbs,
        "cases",
        "read in the list of cases, or list it; what was audited within 12 months is named and left out",
        'auditor rounds cases "January 2027" cases.csv',
        "rounds:cases",
    )
    cases.add_argument("round", metavar="ROUND", help=ROUND)
    cases.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="CSV or .xlsx: lcs number, team, worker, line manager"
    )
    cases.add_argument("--keep", metavar="LCS", help="keep this case although it was audited lately: --reason")
    cases.add_argument("--leave-out", metavar="LCS", help="leave a case out again that was kept")
    cases.add_argument("--reason", default="", metavar="TEXT", help="one line on why it is kept")
    add_json_csv(cases)
    draw = add_verb(
        verbs,
        "draw",
        "draw the sample, by team in proportion to their size; once",
        'auditor rounds draw "January 2027" --size 30',
        "rounds:draw",
    )
    draw.add_argument("round", metavar="ROUND", help=ROUND)
    many = draw.add_mutually_exclusive_group(required=True)
    many.add_argument("--size", type=int, metavar="N", help="how many cases")
    many.add_argument("--share", type=int, metavar="PERCENT", help="or what share of the list")
    draw.add_argument("--at-least", type=int, default=0, metavar="N", help="of every team (0)")
    add_json(draw)


def _describe_allocating(verbs: Any) -> None:
    allocate = add_verb(
        verbs,
        "allocate",
        "ask an auditor; or list who can be asked; or --spread the cases evenly",
        'auditor rounds allocate "January 2027" 9904093 "Ada Bell"',
        "rounds_work:allocate",
    )
    allocate.add_argument("round", metavar="ROUND", help=ROUND)
    allocate.add_argument("lcs_number", nargs="?", metavar="LCS", help="a case of the sample")
    allocate.add_argument("person", nargs="?", metavar="NAME", help="who audits it; left out: who can, and who cannot")
    allocate.add_argument("--moderator", action="store_true", help="who will moderate it, instead of who audits it")
    allocate.add_argument("--spread", action="store_true", help="give out every case that has nobody, fewest first")
    allocate.add_argument(
        "--among", action="append", default=[], metavar="NAME", help="with --spread: only among these; may be repeated"
    )
    add_json(allocate)


def _describe_changes(verbs: Any) -> None:
    extend = add_verb(
        verbs,
        "extend",
        "give an audit more time, with a reason and who allowed it",
        'auditor rounds extend "January 2027" 9904093 --to 2027-02-14 --reason "on leave" --approver "Lee Quinn"',
        "rounds_work:extend",
    )
    extend.add_argument("--to", type=day, required=True, metavar="DAY", help="the new day")
    exempt = add_verb(
        verbs,
        "exempt",
        "say that a case need not be audited, with a reason and who allowed it",
        'auditor rounds exempt "January 2027" 9904093 --reason "in court this week" --approver "Lee Quinn"',
        "rounds_work:exempt",
    )
    replace = add_verb(
        verbs,
        "replace",
        "let the next case of the team's reserve stand in, with a reason",
        'auditor rounds replace "January 2027" 9904093 --reason "moved to another council"',
        "rounds_work:replace",
    )
    for verb in (extend, exempt, replace):
        verb.add_argument("round", metavar="ROUND", help=ROUND)
        verb.add_argument("lcs_number", metavar="LCS", help="a case of the sample")
        verb.add_argument("--reason", required=True, metavar="TEXT", help="one line on why; it is kept as it is")
    for verb in (extend, exempt):
        verb.add_argument("--approver", required=True, metavar="NAME", help="a QA lead or a manager; not the auditor")
    conflict = add_verb(
        verbs,
        "conflict",
        "add, remove or list conflicts of interest: who may neither audit nor moderate a case",
        'auditor rounds conflict add 9904093 "Ada Bell" --reason "a neighbour"',
        "rounds_work:conflict",
    )
    conflict.add_argument("what", choices=("add", "remove", "list"), help="what to do")
    conflict.add_argument("lcs_number", nargs="?", metavar="LCS", help="the case")
    conflict.add_argument("person", nargs="?", metavar="NAME", help="who")
    conflict.add_argument("--reason", default="", metavar="TEXT", help="one line on why")
    add_json_csv(conflict)
    texts = add_verb(
        verbs,
        "texts",
        "list everything typed in rounds, conflicts and reports, with the id by which it is erased",
        "auditor rounds texts --json",
        "rounds_work:texts",
    )
    add_json_csv(texts)
    erase = add_verb(
        verbs,
        "erase",
        "erase one text, such as a name in a reason; what it stood beside stays",
        'auditor rounds erase 0b9a5c1e-3c5f-5c8e-9a2b-1f0e7d6c5b4a --reason "a name"',
        "rounds_work:erase",
    )
    erase.add_argument("text", metavar="ID", help="the text's id")
    erase.add_argument("--reason", required=True, metavar="TEXT", help="one line on why, without what is erased")


def _describe_own(verbs: Any) -> None:
    mine = add_verb(
        verbs, "mine", "list the cases allocated to you that you have not started", "auditor rounds mine", "rounds:mine"
    )
    add_json_csv(mine)
    start = add_verb(
        verbs,
        "start",
        "start the audit of a case that was allocated to you; writes its id",
        "auditor rounds start 9904093 --status child_protection --age-band age_5_9 --rest no",
        "rounds:start",
    )
    start.add_argument("lcs_number", metavar="LCS", help="a case allocated to you")
    start.add_argument("--team", default="", metavar="TEAM", help="the team at the as-at date, when it is another one")
    start.add_argument("--subject", default="child", metavar="SUBJECT", help="whom or what it examines (child)")
    start.add_argument("--status", action="append", default=[], metavar="STATUS", help="a status in the period")
    start.add_argument("--age-band", metavar="BAND", help="at the as-at date, such as age_5_9")
    start.add_argument("--yes", action="append", default=[], metavar="FACT", help="this is so; may be repeated")
    start.add_argument("--no", action="append", default=[], metavar="FACT", help="this is not so; may be repeated")
    start.add_argument("--rest", choices=("no", "unknown"), default="unknown", help="the facts not named (unknown)")
    add_json(start)
