"""The verbs of ``auditor rounds`` that write the report of a thematic round."""

from typing import Any

from auditor.cli.command import add_json, add_json_csv, add_verb, day

ROUND = "the round: its name, or its id"
SPEAKERS = ("child", "parent", "worker", "partner")


def describe_report(verbs: Any) -> None:
    """Findings, recommendations, quotes and good practice."""
    narrative = add_verb(
        verbs,
        "narrative",
        "show what the report of a thematic round will say: each finding as drafted or in own words, and what was "
        "chosen for it",
        'auditor rounds narrative "Supervision 2027"',
        "rounds_report:narrative",
    )
    add_json(narrative)
    finding = add_verb(
        verbs,
        "finding",
        "put own words in the place of a drafted finding, or let the drafted sentence stand again",
        'auditor rounds finding "Supervision 2027" strong --text "Managers look after their workers."',
        "rounds_report:finding",
    )
    how = finding.add_mutually_exclusive_group(required=True)
    how.add_argument("--text", metavar="TEXT", help="own words; - reads them from standard input")
    how.add_argument("--drop", action="store_true", help="let the drafted sentence stand again")
    recommend = add_verb(
        verbs,
        "recommend",
        "recommend something; or change, move, drop or list what is recommended",
        'auditor rounds recommend "Supervision 2027" --what "Agree a day each month" --owner "team managers" '
        "--by 2027-03-31",
        "rounds_report:recommend",
    )
    recommend.add_argument("--what", metavar="TEXT", help="what is recommended, a sentence")
    recommend.add_argument("--owner", metavar="ROLE", help="to whom: a role, never a name")
    by = recommend.add_mutually_exclusive_group()
    by.add_argument("--by", type=day, metavar="DAY", help="the day by which")
    by.add_argument("--no-day", action="store_true", help="with an id: no day is set any more")
    recommend.add_argument("--place", type=int, metavar="N", help="with an id: its place among the others, from 1")
    quote = add_verb(
        verbs,
        "quote",
        "list what was said in the conversations of a round's audits, or quote a line of it",
        'auditor rounds quote "Supervision 2027" 5f0c9a1e',
        "rounds_report:quote",
    )
    quote.add_argument("--said-by", choices=SPEAKERS, metavar="WHO", help=f"who says it: {', '.join(SPEAKERS)}")
    share = add_verb(
        verbs,
        "share",
        "list the strengths that a round's audits found, or share one, or something typed, as good practice",
        'auditor rounds share "Supervision 2027" --text "One team reads its summaries aloud."',
        "rounds_report:share",
    )
    for verb in (narrative, finding, recommend, quote, share):
        verb.add_argument("round", metavar="ROUND", help=ROUND)
    finding.add_argument("name", metavar="NAME", help="the finding, as the list calls it: strong")
    recommend.add_argument("id", nargs="?", default="", metavar="ID", help="a recommendation: its number, or its id")
    quote.add_argument("id", nargs="?", default="", metavar="ID", help="a line; left out: list them")
    share.add_argument("id", nargs="?", default="", metavar="ID", help="a strength; left out: list them, or type one")
    for verb in (quote, share):
        verb.add_argument("--text", metavar="TEXT", help="in these words; - reads them from standard input")
        verb.add_argument("--why", default="", metavar="TEXT", help="why what may say who somebody is may stand")
        where = verb.add_mutually_exclusive_group()
        where.add_argument("--public", action="store_true", help="let it stand in what is published too; it is chosen")
        where.add_argument("--inside", action="store_true", help="keep it inside again")
    for verb in (recommend, quote, share):
        verb.add_argument("--drop", action="store_true", help="take it back")
        add_json_csv(verb)
