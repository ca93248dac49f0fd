"""``auditor agreement``: how far moderators and auditors agree, and whether somebody grades higher or lower."""

import argparse

from auditor.cli.command import add_json, add_store, add_verb, add_verbs, describe, month

BASES = ("random", "targeted", "light_touch", "seen")
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")


def describe_agreement(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor agreement``."""
    describe(parser, "how far moderators and auditors give the same grade", "auditor agreement show --demo")
    verbs = add_verbs(parser)
    show = add_verb(
        verbs,
        "show",
        "show how far they agree; drawn at random, chosen, and light-touch reviews are never added together",
        "auditor agreement show --from 2026-01 --to 2026-06 --key overall",
        "agreement:show",
    )
    _add_period(show)
    show.add_argument("--key", metavar="KEY", help="one thing graded, with its table, coefficients and quarters")
    show.add_argument("--basis", choices=BASES, help="only moderations of this kind")
    _add_scoring(show)
    add_json(show)
    add_store(show)
    audits = add_verb(
        verbs,
        "audits",
        "list the audits behind a figure that you may read",
        "auditor agreement audits --basis random --first good --second inadequate",
        "agreement:audits",
    )
    _add_period(audits)
    audits.add_argument("--basis", choices=BASES, default="random", help="moderations of this kind (random)")
    audits.add_argument("--key", default="overall", metavar="KEY", help="what was graded (overall)")
    audits.add_argument("--first", dest="given", choices=GRADES, help="only those the auditor graded so")
    audits.add_argument("--second", dest="moderated", choices=GRADES, help="only those the moderator graded so")
    audits.add_argument("--quarter", metavar="QUARTER", help="only those moderated then, as '2026 Q3'")
    _add_scoring(audits)
    add_json(audits)
    add_store(audits)
    leniency = add_verb(
        verbs,
        "leniency",
        "show whether an auditor grades higher or lower than moderators, for the QA lead and that auditor alone",
        "auditor agreement leniency --mine",
        "agreement:leniency",
    )
    who = leniency.add_mutually_exclusive_group()
    who.add_argument("--mine", action="store_true", help="your own (otherwise everybody's, for the QA lead)")
    who.add_argument("--auditor", metavar="NAME", help="one auditor's")
    leniency.add_argument("--basis", choices=BASES[:2], default="random", help="moderations of this kind (random)")
    _add_period(leniency)
    add_json(leniency)
    add_store(leniency)


def _add_period(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="first", type=month, metavar="MONTH", help="moderated from this month on, as 2026-01"
    )
    parser.add_argument("--to", dest="last", type=month, metavar="MONTH", help="moderated up to this month, as 2026-06")


def _add_scoring(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--scoring", metavar="HASH", help="audits graded by these standards (otherwise those most were graded by)"
    )
