"""``auditor calibration``: several people examine the same synthetic case, and see how they read the standards."""

import argparse

from auditor.cli.command import add_json, add_store, add_verb, add_verbs, day, describe


def describe_calibration(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor calibration``."""
    describe(
        parser,
        "several people examine the same invented case, each for themselves, and see how they read the standards",
        "auditor calibration list --demo",
    )
    verbs = add_verbs(parser)
    new = add_verb(
        verbs,
        "new",
        "ask people to examine an invented case (QA lead)",
        "auditor calibration new 'Autumn' 9905551 --team North --person Ada --person Tom --age-band age_5_9 --rest no",
        "calibration:new",
    )
    new.add_argument("name", metavar="NAME", help="what it is called")
    new.add_argument("lcs_number", metavar="LCS", help="the invented case's number; it begins with 99")
    new.add_argument("--person", action="append", default=[], metavar="NAME", help="who is asked; repeat for each")
    new.add_argument("--team", required=True, metavar="TEAM", help="for the details; nothing counts for it")
    new.add_argument("--theme", default="", metavar="THEME", help="a theme's checklist instead of the standards")
    new.add_argument("--subject", default="child", help="what is audited (child)")
    new.add_argument("--status", action="append", default=[], metavar="STATUS", help="a status of the child; repeat")
    new.add_argument("--age-band", metavar="BAND", help="the child's age band")
    new.add_argument("--yes", action="append", default=[], metavar="FACT", help="a fact that is so; repeat")
    new.add_argument("--no", action="append", default=[], metavar="FACT", help="a fact that is not so; repeat")
    new.add_argument("--rest", choices=("no",), help="every fact not named is not so")
    new.add_argument("--as-at", type=day, metavar="DAY", help="the day at which the file is judged (today)")
    new.add_argument("--due", type=day, metavar="DAY", help="the day by which they should submit")
    new.add_argument("--pass", dest="pass_percent", type=int, default=80, metavar="PERCENT", help="to pass (80)")
    add_json(new)
    add_store(new)
    listing = add_verb(
        verbs,
        "list",
        "list the calibrations you are asked to, or all of them as QA lead",
        "auditor calibration list",
        "calibration:list_all",
    )
    add_json(listing)
    add_store(listing)
    start = add_verb(
        verbs,
        "start",
        "start your own audit of a calibration; writes its id",
        "auditor calibration start Autumn",
        "calibration:start",
    )
    _add_name(start)
    add_json(start)
    add_store(start)
    reference = add_verb(
        verbs,
        "reference",
        "record the grades that everybody's are compared with (QA lead)",
        "auditor calibration reference Autumn overall=good ps01=requires_improvement",
        "calibration:reference",
    )
    _add_name(reference)
    reference.add_argument("grades", nargs="*", metavar="KEY=GRADE", help="what is graded, and how")
    reference.add_argument("--mine", action="store_true", help="take the grades of your own submitted audit")
    add_store(reference)
    opening = add_verb(
        verbs,
        "open",
        "open the results to everybody who has submitted (QA lead)",
        "auditor calibration open Autumn",
        "calibration:open_all",
    )
    _add_name(opening)
    add_store(opening)
    show = add_verb(
        verbs,
        "show",
        "show the spread of grades, who read which standard how, and how many grades are those of the reference",
        "auditor calibration show Autumn",
        "calibration:show",
    )
    _add_name(show)
    add_json(show)
    add_store(show)
    texts = add_verb(
        verbs,
        "texts",
        "list what was typed in a calibration, with the id by which it is erased; no grade is told (QA lead)",
        "auditor calibration texts Autumn",
        "calibration:texts",
    )
    _add_name(texts)
    add_json(texts)
    add_store(texts)
    erase = add_verb(
        verbs,
        "erase",
        "erase one text of a calibration, such as a name in a note; grades and answers stay (QA lead)",
        'auditor calibration erase 0b9a5c1e-3c5f-7c8e-9a2b-1f0e7d6c5b4a --reason "a name"',
        "calibration:erase",
    )
    erase.add_argument("fact", metavar="ID", help="the text's id")
    erase.add_argument("--reason", required=True, metavar="TEXT", help="one line on why, without what is erased")
    add_store(erase)


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the calibration's name, or its id")
