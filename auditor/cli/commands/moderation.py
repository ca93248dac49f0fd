"""``auditor moderation``: a second examination, the comparison, and the grade of record."""

import argparse
from typing import Any

from auditor.cli.command import add_json, add_store, add_verb, add_verbs, day, describe
from auditor.cli.commands.audit import AUDIT, TEXT

LISTS = ("moderate", "compare", "settle", "pick", "asked", "done")
BECAUSE = ("evidence_missed", "standard_read_differently", "new_record_since", "judgement")
_KEY = "a section, a key judgement or overall, and outstanding, good, requires_improvement or inadequate (o, g, r, i)"


def describe_moderation(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor moderation``."""
    describe(parser, "examine an audit a second time, compare the grades and agree on them", "auditor moderation list")
    verbs = add_verbs(parser)
    _describe_lists(verbs)
    _describe_asking(verbs)
    _describe_examination(verbs)
    _describe_comparison(verbs)
    for verb in verbs.choices.values():
        add_store(verb)


def _audit(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("audit", metavar="AUDIT", help=AUDIT)


def _describe_lists(verbs: Any) -> None:
    listing = add_verb(
        verbs,
        "list",
        "list what waits for you; of what you moderate blind, only the case, the team and the days",
        "auditor moderation list --list compare",
        "moderation:listed",
    )
    listing.add_argument(
        "--list",
        dest="which",
        choices=LISTS,
        help="to moderate, to compare, to settle, to pick, asked and not submitted, or done (all that waits)",
    )
    add_json(listing)
    show = add_verb(
        verbs,
        "show",
        "show both examinations side by side, differences first; before you have submitted, your own and what is left",
        "auditor moderation show 9904093",
        "moderation_compare:show",
    )
    _audit(show)
    add_json(show)


def _describe_asking(verbs: Any) -> None:
    pick = add_verb(
        verbs,
        "pick",
        "pick audits by the settings, a random share among them; a preview unless --record is given",
        "auditor moderation pick --record",
        "moderation:pick",
    )
    pick.add_argument("--record", action="store_true", help="ask the moderators; the same audits as in the preview")
    add_json(pick)
    change = add_verb(
        verbs,
        "set",
        "show how audits are picked, or change it",
        "auditor moderation set --share 25 --outstanding no",
        "moderation:change",
    )
    change.add_argument("--share", type=int, metavar="PERCENT", help="drawn at random (20)")
    change.add_argument("--inadequate", choices=("yes", "no"), help="beside them every one graded inadequate (yes)")
    change.add_argument("--outstanding", choices=("yes", "no"), help="beside them every one graded outstanding (yes)")
    change.add_argument("--blind", choices=("yes", "no"), help="without seeing the first examination (yes)")
    change.add_argument("--days", type=int, metavar="DAYS", help="due so many days after it was asked for (14)")
    add_json(change)
    assign = add_verb(
        verbs,
        "assign",
        "say who moderates an audit; refused where they are not independent of the case",
        "auditor moderation assign 9904093 Mo --due 2026-12-04",
        "moderation:assign",
    )
    _audit(assign)
    assign.add_argument("moderator", metavar="NAME", help="the display name of somebody who moderates")
    assign.add_argument("--light", action="store_true", help="a light-touch review, which sees the first examination")
    assign.add_argument("--due", type=day, metavar="DAY", help="the day by which (otherwise as set)")
    given = add_verb(
        verbs,
        "hand-over",
        "give a moderation that has begun to somebody else, who begins anew; what was graded so far is no moderation",
        'auditor moderation hand-over 9904093 Mia --reason "Mo is on sick leave"',
        "moderation:give",
    )
    _audit(given)
    given.add_argument("moderator", metavar="NAME", help="the display name of somebody else who moderates")
    given.add_argument("--reason", required=True, metavar="TEXT", help="why, in one line; it is kept")
    given.add_argument("--due", type=day, metavar="DAY", help="the day by which (otherwise as set)")


def _describe_examination(verbs: Any) -> None:
    start = add_verb(
        verbs,
        "start",
        "begin the second examination of an audit you were asked to moderate",
        "auditor moderation start 9904093",
        "moderation:start",
    )
    _audit(start)
    grade = add_verb(
        verbs,
        "grade",
        "grade sections, key judgements or the whole in your second examination",
        "auditor moderation grade 9904093 ps06=good overall=requires_improvement",
        "moderation:grade",
    )
    _audit(grade)
    grade.add_argument("grades", nargs="+", metavar="KEY=GRADE", help=_KEY)
    note = add_verb(
        verbs,
        "note",
        "write a note beside a grade: why it is yours",
        "auditor moderation note 9904093 ps06 - < note.txt",
        "moderation:note",
    )
    _audit(note)
    note.add_argument("id", metavar="ID", help="a section, a key judgement, a question, or: overall")
    note.add_argument("text", metavar="TEXT", help=TEXT)
    note.add_argument(
        "--keep", default="", metavar="REASON", help="what looks like a name or a number may stand, for this reason"
    )
    submit = add_verb(
        verbs,
        "submit",
        "submit your second examination; where nothing differs, the grade stands at once",
        "auditor moderation submit 9904093 --seen-first no",
        "moderation:submit",
    )
    _audit(submit)
    submit.add_argument(
        "--seen-first",
        choices=("yes", "no"),
        required=True,
        help="had you seen the first grade, or been told it; if so, the audit leaves the figures of agreement",
    )


def _describe_comparison(verbs: Any) -> None:
    propose = add_verb(
        verbs,
        "propose",
        "propose the grade of record for a difference",
        'auditor moderation propose 9904093 ps06=good --because evidence_missed --text "the case summary of 2 May"',
        "moderation_compare:propose",
    )
    settle = add_verb(
        verbs,
        "settle",
        "decide a difference that the two could not agree on; only a QA lead who is neither may",
        'auditor moderation settle 9904093 ps06=good --because judgement --text "on the whole of the record"',
        "moderation_compare:settled",
    )
    for verb in (propose, settle):
        _audit(verb)
        verb.add_argument("grade", metavar="KEY=GRADE", help=_KEY)
        verb.add_argument("--because", required=True, choices=BECAUSE, help="why the two grades differ")
        verb.add_argument("--text", required=True, metavar="TEXT", help="one line on it; - reads standard input")
    agree = add_verb(
        verbs,
        "agree",
        "agree to what the other has proposed for differences",
        "auditor moderation agree 9904093 ps06 overall",
        "moderation_compare:agree",
    )
    _audit(agree)
    agree.add_argument("keys", nargs="+", metavar="KEY", help="a section, a key judgement or overall")
    disagree = add_verb(
        verbs,
        "disagree",
        "hand what you cannot agree on to the QA lead",
        'auditor moderation disagree 9904093 --reason "we read the visit of 4 June differently"',
        "moderation_compare:hand_on",
    )
    _audit(disagree)
    disagree.add_argument("--reason", required=True, metavar="TEXT", help="what you do not agree on, in one line")
