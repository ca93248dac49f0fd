"""``auditor audit date``, ``times`` and ``accept``: key dates, and what is worked out from them."""

from pathlib import Path
from typing import Any

from auditor.cli.command import add_json_csv, add_store, add_verb, add_verbs, describe

AUDIT = "the audit: its LCS number, or its id when there are several"


def describe_dates(verbs: Any) -> None:
    """The verbs about time."""
    date = verbs.add_parser("date", help="enter, list and take out key dates, or read them from a list")
    describe(date, "enter, list and take out key dates", "auditor audit date add 9904093 core_group_held 2026-06-03")
    _describe_date(add_verbs(date))
    times = add_verb(
        verbs,
        "times",
        "show every timescale of an audit as its key dates come to",
        "auditor audit times 9904093",
        "audit_dates:times",
    )
    times.add_argument("audit", metavar="AUDIT", help=AUDIT)
    times.add_argument("--rule", action="append", default=[], metavar="RULE", help="only this rule; may be repeated")
    times.add_argument("--explain", action="store_true", help="say how each result was reckoned")
    add_json_csv(times)
    accept = add_verb(
        verbs,
        "accept",
        "answer questions as their key dates propose",
        "auditor audit accept 9904093 --all-in-time",
        "audit_dates:accepted",
    )
    accept.add_argument("audit", metavar="AUDIT", help=AUDIT)
    accept.add_argument("ids", nargs="*", metavar="ID", help="the questions' ids")
    accept.add_argument(
        "--all-in-time", action="store_true", help="every question without an answer whose dates are in time"
    )


def _describe_date(verbs: Any) -> None:
    add = add_verb(
        verbs,
        "add",
        "enter dates of one event, or correct one; writes their ids",
        "auditor audit date add 9904093 core_group_held 2026-06-03 2026-07-01",
        "audit_dates:add",
    )
    add.add_argument("audit", metavar="AUDIT", help=AUDIT)
    add.add_argument("event", metavar="EVENT", help="its id or any of its names; see: auditor standards events")
    add.add_argument("days", nargs="*", metavar="DAY", help='as 2026-06-03 or 12/3/26; "12/3/26 14:30" with the time')
    add.add_argument("--every", default="", metavar="INTERVAL", help='how often it is due from then on, as "4 weeks"')
    add.add_argument("--follows", default="", metavar="ID", help="the key date it answers (otherwise by order in time)")
    add.add_argument("--id", default="", metavar="ID", help="correct this key date")
    standing = add.add_mutually_exclusive_group()
    standing.add_argument("--not-on-file", action="store_true", help="it was looked for, and is not on file")
    standing.add_argument("--not-needed", action="store_true", help="it did not happen, or was not needed")
    listing = add_verb(
        verbs,
        "list",
        "list the key dates, in order of time; a private one is listed without its day",
        "auditor audit date list 9904093",
        "audit_dates:listed",
    )
    listing.add_argument("audit", metavar="AUDIT", help=AUDIT)
    add_json_csv(listing)
    remove = add_verb(
        verbs,
        "remove",
        "take out key dates entered by mistake",
        "auditor audit date remove 9904093 0198c2a4-0000-7000-8000-000000000001",
        "audit_dates:remove",
    )
    remove.add_argument("audit", metavar="AUDIT", help=AUDIT)
    remove.add_argument("ids", nargs="+", metavar="ID", help="as written by: auditor audit date list")
    bring = add_verb(
        verbs,
        "import",
        "read key dates from a list; all of them are entered, or none",
        "auditor audit date import 9904093 dates.csv",
        "audit_dates:bring",
    )
    bring.add_argument("audit", metavar="AUDIT", help=AUDIT)
    bring.add_argument(
        "file", type=Path, metavar="FILE", help="CSV or .xlsx with event and date; also time, id, follows, every"
    )
    for verb in verbs.choices.values():
        add_store(verb)
