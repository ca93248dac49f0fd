"""``auditor audit check``, ``inadequate``, ``re-audit`` and ``then-and-now``: what an audit leads to."""

from typing import Any

from auditor.cli.command import add_json, add_json_csv, add_store, add_verb, add_verbs, day, describe

AUDIT = "the audit: its LCS number, or its id when there are several"
NESTED = ("inadequate",)
"""Verbs whose own verbs say which store."""


def describe_after(verbs: Any) -> None:
    """The verbs about what follows."""
    check = add_verb(
        verbs,
        "check",
        "check all audits you may read for what is missing, late or too much alike; exit code 1 when something is",
        "auditor audit check --json",
        "audit_check:check",
    )
    check.add_argument("--only", action="append", default=[], metavar="CHECK", help="only this check; may be repeated")
    add_json_csv(check)
    inadequate = verbs.add_parser("inadequate", help="audits whose grade of record is inadequate, and their plans")
    describe(inadequate, "audits whose grade of record is inadequate, and their plans", "auditor audit inadequate list")
    _describe_inadequate(add_verbs(inadequate))
    again = add_verb(
        verbs,
        "re-audit",
        "start a re-audit of a case whose grade stands, by somebody else than the first auditor; writes its id",
        "auditor audit re-audit 9904093 --due 2027-05-20",
        "audit_after:re_audit",
    )
    again.add_argument("audit", metavar="AUDIT", help="the LCS number of the case, or the first audit's id")
    again.add_argument("--as-at", type=day, metavar="DAY", help="the day at which the file is judged (today)")
    again.add_argument("--due", type=day, metavar="DAY", help="the day by which it should be submitted")
    look = add_verb(
        verbs,
        "look-at",
        "list what a re-audit is to look at: earlier areas for improvement, and actions",
        "auditor audit look-at 9904093",
        "audit_after:look_at",
    )
    look.add_argument("audit", metavar="AUDIT", help=AUDIT)
    add_json(look)
    then = add_verb(
        verbs,
        "then-and-now",
        "compare a submitted re-audit with the audit it follows, grade by grade and question by question",
        "auditor audit then-and-now 9904093",
        "audit_after:then_and_now",
    )
    then.add_argument("audit", metavar="AUDIT", help="the LCS number of the case, or the id of either audit")
    then.add_argument("--changed", action="store_true", help="only what got better or worse")
    add_json_csv(then)


def _describe_inadequate(verbs: Any) -> None:
    listing = add_verb(
        verbs,
        "list",
        "list the inadequate audits you may read, the re-audit due first leading",
        "auditor audit inadequate list",
        "audit_after:inadequate",
    )
    add_json_csv(listing)
    plan = add_verb(
        verbs,
        "plan",
        "record who owns an inadequate audit, the improvement plan, its review, and who audits again",
        'auditor audit inadequate plan 9904093 --owner "head of service, safeguarding" --plan - < plan.txt',
        "audit_after:plan",
    )
    plan.add_argument("audit", metavar="AUDIT", help=AUDIT)
    plan.add_argument("--owner", metavar="ROLE", help="the head of service who owns it: a role, never a name")
    plan.add_argument("--plan", metavar="TEXT", help="what will be done; - reads it from standard input")
    plan.add_argument("--reviewed-on", type=day, metavar="DAY", help="the day on which the plan is reviewed")
    plan.add_argument("--re-auditor", metavar="NAME", help="who audits the case again; not the first auditor")
    months = add_verb(
        verbs,
        "months",
        "say after how many months an inadequate audit's case is audited again; only the QA lead may",
        "auditor audit inadequate months 6",
        "audit_after:months",
    )
    months.add_argument("months", type=int, metavar="MONTHS", help="1 to 24 (6 unless you set it)")
    for verb in verbs.choices.values():
        add_store(verb)
