"""``auditor actions``: what was agreed in audits, and what became of it."""

import argparse
from typing import Any

from auditor.cli.command import add_json, add_store, add_verb, add_verbs, day, describe

AGES = ("4w", "3m", "6m", "older")
STATUSES = ("on_track", "some_issues", "not_on_track")
_ACTION = "the action: its id, or the last eight characters of it"
_TEXT = "{}; names nobody; - reads it from standard input"


def describe_actions(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor actions``."""
    describe(parser, "actions agreed in audits, until they are done", "auditor actions list --overdue")
    verbs = add_verbs(parser)
    _describe_reading(verbs)
    _describe_reporting(verbs)
    _describe_worked(verbs)
    for verb in verbs.choices.values():
        add_store(verb)


def _describe_reading(verbs: Any) -> None:
    listing = add_verb(
        verbs,
        "list",
        "list the actions you may see that are still to be done, in the order in which they fall due",
        "auditor actions list --mine --overdue",
        "actions_read:listed",
    )
    _add_choice(listing)
    standing = listing.add_mutually_exclusive_group()
    standing.add_argument("--overdue", action="store_true", help="only those whose day has passed")
    standing.add_argument("--closed", action="store_true", help="those that are closed instead")
    standing.add_argument("--confirmed", action="store_true", help="those that a later audit confirmed instead")
    standing.add_argument("--all", action="store_true", help="open and closed, and those that have not started")
    listing.add_argument(
        "--not-started", action="store_true", help="also those that start when the grade of their audit is final"
    )
    listing.add_argument("--status", choices=STATUSES, help="only those that stand so")
    listing.add_argument(
        "--age", choices=AGES, help="since they started: under 4 weeks, to 3 months, to 6 months, older"
    )
    _add_forms(listing)
    due = add_verb(
        verbs,
        "due",
        "what is due today or overdue, for a scheduler: the exit code is 0 whether there is any or not",
        "auditor actions due --within 7 --json",
        "actions_read:due",
    )
    _add_choice(due)
    due.add_argument("--within", type=int, default=0, metavar="DAYS", help="also what falls due in so many days")
    _add_forms(due)
    show = add_verb(
        verbs,
        "show",
        "show an action with every report on it, and what is vague about it",
        "auditor actions show 8f0c21d4",
        "actions_read:show",
    )
    show.add_argument("action", metavar="ACTION", help=_ACTION)
    add_json(show)


def _add_choice(verb: argparse.ArgumentParser) -> None:
    """The options that choose which actions."""
    verb.add_argument(
        "--mine", action="store_true", help="only those of teams you manage, or of audits you carried out"
    )
    verb.add_argument("--team", action="append", default=[], metavar="TEAM", help="only this team; may be repeated")
    verb.add_argument("--section", metavar="SECTION", help="only those about this standard or guide, such as ps06")
    verb.add_argument("--about", metavar="ID", help="only those about this question")
    verb.add_argument("--lcs", default="", metavar="DIGITS", help="only LCS numbers with these digits")


def _add_forms(verb: argparse.ArgumentParser) -> None:
    form = verb.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="write JSON instead of a table")
    form.add_argument("--csv", metavar="FILE", help="write a CSV file instead; - writes to standard output")
    form.add_argument("--xlsx", metavar="FILE", help="write a workbook instead")
    verb.add_argument("--force", action="store_true", help="write over a file that is there")


def _describe_reporting(verbs: Any) -> None:
    report = add_verb(
        verbs,
        "report",
        "say how an action stands, what was done, or what is in the way",
        'auditor actions report 8f0c21d4 some_issues --note "The worker is on leave until Monday."',
        "actions_write:report",
    )
    report.add_argument("action", metavar="ACTION", help=_ACTION)
    report.add_argument(
        "status",
        nargs="?",
        choices=STATUSES,
        metavar="STATUS",
        help="on_track, some_issues (with a realistic plan to recover) or not_on_track; left out: only the note",
    )
    report.add_argument("--note", default="", metavar="TEXT", help=_TEXT.format("what was done, or is in the way"))
    extend = add_verb(
        verbs,
        "extend",
        "put an action off to a later day; whoever does so approves it, so never its owner",
        'auditor actions extend 8f0c21d4 2027-01-15 --reason "The psychologist reports in January."',
        "actions_write:extend",
    )
    extend.add_argument("action", metavar="ACTION", help=_ACTION)
    extend.add_argument("due", type=day, metavar="DAY", help="the new day by which")
    extend.add_argument("--reason", required=True, metavar="TEXT", help=_TEXT.format("one line on why"))
    close = add_verb(
        verbs,
        "close",
        "close an action with the record that shows it was done; by somebody other than its owner",
        'auditor actions close 8f0c21d4 --evidence "safety plan on file" --on 2026-12-14',
        "actions_write:close",
    )
    close.add_argument("action", metavar="ACTION", help=_ACTION)
    close.add_argument(
        "--evidence", required=True, metavar="TEXT", help=_TEXT.format("which record shows it; a pointer, never a copy")
    )
    close.add_argument(
        "--on", required=True, type=day, metavar="DAY", help="the day of that record: not before the action started"
    )
    reopen = add_verb(
        verbs,
        "reopen",
        "open a closed action again: it turned out not to be done",
        'auditor actions reopen 8f0c21d4 --reason "The plan on file is last year\'s."',
        "actions_write:reopen",
    )
    reopen.add_argument("action", metavar="ACTION", help=_ACTION)
    reopen.add_argument("--reason", required=True, metavar="TEXT", help=_TEXT.format("one line on why"))
    add = add_verb(
        verbs,
        "add",
        "add an action to an audit that was submitted; it starts today; writes its id",
        'auditor actions add 9904093 --what "Write the safety plan with the family" --owner worker --due 2026-12-20',
        "actions_write:add",
    )
    add.add_argument("audit", metavar="AUDIT", help="the audit: its LCS number, or its id when there are several")
    add.add_argument("--what", required=True, metavar="TEXT", help=_TEXT.format("what will be done"))
    add.add_argument("--owner", default="", metavar="ROLE", help="who will do it: a role, never a name")
    add.add_argument("--due", type=day, metavar="DAY", help="the day by which")
    add.add_argument("--about", default="", metavar="ID", help="the question or section it should move")


def _describe_worked(verbs: Any) -> None:
    worked = add_verb(
        verbs,
        "worked",
        "did it work: of the questions and sections with an action, how many a later audit finds better or worse",
        "auditor actions worked --team North",
        "actions_read:worked",
    )
    _add_choice(worked)
    worked.add_argument("--each", action="store_true", help="each question or section that was looked at again")
    add_json(worked)
