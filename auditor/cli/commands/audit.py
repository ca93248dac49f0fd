"""``auditor audit``: an audit, step by step."""

import argparse
from typing import Any

from auditor.cli.command import add_json, add_json_csv, add_store, add_verb, add_verbs, day, describe, month
from auditor.cli.commands.audit_after import NESTED, describe_after
from auditor.cli.commands.audit_dates import describe_dates
from auditor.cli.commands.measures import KINDS

AUDIT = "the audit: its LCS number, or its id when there are several"
TEXT = "the text; - reads it from standard input, which keeps it out of the shell's history"
STATES = ("draft", "submitted", "moderating", "comparing", "escalated", "final", "closed", "void")


def describe_audit(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor audit``."""
    describe(parser, "carry out an audit step by step", "auditor audit answer 9904093 ps06.chronology=met")
    verbs = add_verbs(parser)
    _describe_new(verbs)
    _describe_list(verbs)
    _describe_show(verbs)
    _describe_answers(verbs)
    _describe_grades(verbs)
    _describe_talk(verbs)
    _describe_findings(verbs)
    _describe_moves(verbs)
    _describe_erasing(verbs)
    describe_dates(verbs)
    describe_after(verbs)
    for name, verb in verbs.choices.items():
        if name not in ("date", *NESTED):  # their own verbs have them
            add_store(verb)


def _add_keep(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--keep",
        default="",
        metavar="REASON",
        help="what looks like a name, a number or an address in the text may stand, for this reason",
    )


def _describe_new(verbs: Any) -> None:
    new = add_verb(
        verbs,
        "new",
        "start an audit of a case; writes its id",
        "auditor audit new 9904093 --team North --status child_protection --age-band age_5_9 --yes has_plan --rest no",
        "audit_start:new",
    )
    new.add_argument("lcs_number", metavar="LCS", help="the number of the case in LCS, never a name")
    new.add_argument("--team", required=True, metavar="TEAM", help="the team responsible at the as-at date")
    new.add_argument("--kind", choices=KINDS, default="full", help="the kind of audit (full)")
    new.add_argument("--theme", default="", metavar="THEME", help="for a thematic audit: which theme")
    new.add_argument("--subject", default="child", metavar="SUBJECT", help="whom or what it examines (child)")
    new.add_argument(
        "--status",
        action="append",
        default=[],
        metavar="STATUS",
        help="a status at any time in the period, such as child_protection; may be repeated",
    )
    new.add_argument("--age-band", metavar="BAND", help="at the as-at date, such as age_5_9")
    new.add_argument("--yes", action="append", default=[], metavar="FACT", help="this is so; may be repeated")
    new.add_argument("--no", action="append", default=[], metavar="FACT", help="this is not so; may be repeated")
    new.add_argument(
        "--rest",
        choices=("no", "unknown"),
        default="unknown",
        help="the facts not named (unknown: then what depends on them is asked)",
    )
    new.add_argument("--as-at", type=day, metavar="DAY", help="the day at which the file is judged (today)")
    new.add_argument("--from", dest="start", type=day, metavar="DAY", help="the first day audited (six months back)")
    new.add_argument("--due", type=day, metavar="DAY", help="the day by which it should be submitted")
    add_json(new)


def _describe_list(verbs: Any) -> None:
    listing = add_verb(
        verbs,
        "list",
        "list the audits you may see, open ones first",
        "auditor audit list --state draft",
        "audit_read:listed",
    )
    listing.add_argument("--state", action="append", choices=STATES, help="only in this state; may be repeated")
    listing.add_argument("--team", action="append", default=[], metavar="TEAM", help="only this team; may be repeated")
    listing.add_argument("--kind", action="append", choices=KINDS, help="only this kind; may be repeated")
    listing.add_argument("--theme", metavar="THEME", help="only this theme")
    listing.add_argument("--from", dest="first", type=month, metavar="MONTH", help="from this month, as 2026-01")
    listing.add_argument("--to", dest="last", type=month, metavar="MONTH", help="up to this month, as 2026-06")
    listing.add_argument("--lcs", default="", metavar="DIGITS", help="only LCS numbers with these digits")
    listing.add_argument("--mine", action="store_true", help="only your own")
    listing.add_argument("--not-on-lcs", action="store_true", help="only submitted ones not yet entered on LCS")
    listing.add_argument("--limit", type=int, metavar="NUMBER", help="at most so many (otherwise all)")
    add_json_csv(listing)


def _describe_show(verbs: Any) -> None:
    show = add_verb(
        verbs,
        "show",
        "show an audit: where it stands, and what is left to do",
        "auditor audit show 9904093 --section ps06",
        "audit_read:show",
    )
    show.add_argument("audit", metavar="AUDIT", help=AUDIT)
    show.add_argument("--section", metavar="SECTION", help="the questions of one section, with ids and answers")
    show.add_argument("--all", action="store_true", help="the questions of every section")
    show.add_argument("--not-asked", action="store_true", help="the questions that are not asked, and why")
    add_json(show)


def _describe_answers(verbs: Any) -> None:
    answer = add_verb(
        verbs,
        "answer",
        "answer questions; all of them are saved, or none",
        "auditor audit answer 9904093 ps06.chronology=met ps06.genogram=na:does_not_arise",
        "audit_record:answer",
    )
    answer.add_argument("audit", metavar="AUDIT", help=AUDIT)
    answer.add_argument(
        "answers",
        nargs="+",
        metavar="ID=ANSWER",
        help="ANSWER is exceeded, met, partly_met, not_met, na:REASON (na:does_not_arise), or none to take it back",
    )
    answer.add_argument(
        "--evidence", metavar="TEXT", help="beside a single answer: which record shows it, and its date"
    )
    answer.add_argument(
        "--reason", default="", metavar="TEXT", help="why answers to questions of time are not what the dates propose"
    )
    _add_keep(answer)
    evidence = add_verb(
        verbs,
        "evidence",
        "point to the record that shows an answer",
        'auditor audit evidence 9904093 ps06.chronology "chronology, last entry 2 Feb 2026"',
        "audit_record:evidence",
    )
    evidence.add_argument("audit", metavar="AUDIT", help=AUDIT)
    evidence.add_argument("id", metavar="ID", help="the question's id")
    evidence.add_argument("text", metavar="TEXT", help=TEXT)
    _add_keep(evidence)
    note = add_verb(
        verbs,
        "note",
        "write a note on a question, a section, a key judgement or the whole",
        "auditor audit note 9904093 ps06 - < note.txt",
        "audit_record:note",
    )
    note.add_argument("audit", metavar="AUDIT", help=AUDIT)
    note.add_argument("id", metavar="ID", help="a question, a section, a key judgement, or: overall")
    note.add_argument("text", metavar="TEXT", help=TEXT)
    _add_keep(note)
    deeper = add_verb(
        verbs,
        "deepen",
        "ask the further questions of a section as well",
        "auditor audit deepen 9904093 ps06",
        "audit_record:deepen",
    )
    deeper.add_argument("audit", metavar="AUDIT", help=AUDIT)
    deeper.add_argument("section", metavar="SECTION", help="the section, such as ps06")
    deeper.add_argument("--close", action="store_true", help="no longer ask them; what was answered is kept")


def _describe_grades(verbs: Any) -> None:
    grade = add_verb(
        verbs,
        "grade",
        "grade sections, key judgements or the whole; afterwards the suggestion is shown",
        "auditor audit grade 9904093 ps06=good overall=requires_improvement",
        "audit_record:grade",
    )
    grade.add_argument("audit", metavar="AUDIT", help=AUDIT)
    grade.add_argument(
        "grades",
        nargs="+",
        metavar="KEY=GRADE",
        help="KEY is a section, a key judgement or overall; GRADE is outstanding, good, requires_improvement or "
        "inadequate (or o, g, r, i)",
    )
    grade.add_argument("--reason", default="", metavar="TEXT", help="why it departs from the suggestion")
    _add_keep(grade)
    difference = add_verb(
        verbs,
        "difference",
        "judge what difference our work has made for this child",
        "auditor audit difference 9904093 some",
        "audit_record:difference",
    )
    difference.add_argument("audit", metavar="AUDIT", help=AUDIT)
    difference.add_argument("choice", metavar="CHOICE", help="clear, some, none_yet or worse")
    difference.add_argument("--text", default="", metavar="TEXT", help="in what way")
    _add_keep(difference)


def _describe_talk(verbs: Any) -> None:
    talk = add_verb(
        verbs,
        "conversation",
        "record a conversation, or why there was none",
        "auditor audit conversation 9904093 child --outcome spoken --on 2026-11-20",
        "audit_record:conversation",
    )
    talk.add_argument("audit", metavar="AUDIT", help=AUDIT)
    talk.add_argument("who", metavar="WHO", help="worker, child or parent")
    talk.add_argument("--outcome", required=True, metavar="OUTCOME", help="spoken, tried, declined or not_appropriate")
    talk.add_argument("--on", type=day, metavar="DAY", help="the day they were spoken to")
    talk.add_argument("--why", default="", metavar="TEXT", help="why not, when they were not")
    talk.add_argument("--said", default="", metavar="TEXT", help="what they said, in summary")
    talk.add_argument("--follow-up", default="", metavar="TEXT", help="what was agreed with the worker")
    talk.add_argument("--done-on", type=day, metavar="DAY", help="when the follow-up was done")
    _add_keep(talk)


def _describe_findings(verbs: Any) -> None:
    finding = add_verb(
        verbs,
        "finding",
        "record a strength or an area for improvement; writes its id",
        'auditor audit finding 9904093 --strength "Visits are kept, and she is seen alone."',
        "audit_record:finding",
    )
    finding.add_argument("audit", metavar="AUDIT", help=AUDIT)
    kind = finding.add_mutually_exclusive_group(required=True)
    kind.add_argument("--strength", metavar="TEXT", help="what was done well")
    kind.add_argument("--improve", metavar="TEXT", help="what should be better")
    kind.add_argument("--remove", metavar="ID", help="take a finding back")
    finding.add_argument("--about", default="", metavar="ID", help="the section or question it rests on")
    _add_keep(finding)
    action = add_verb(
        verbs,
        "action",
        "record what will be done; writes its id",
        'auditor audit action 9904093 --what "Bring the chronology up to date" --owner worker --due 2026-12-20',
        "audit_record:action",
    )
    action.add_argument("audit", metavar="AUDIT", help=AUDIT)
    kind = action.add_mutually_exclusive_group(required=True)
    kind.add_argument("--what", metavar="TEXT", help="what will be done")
    kind.add_argument("--remove", metavar="ID", help="take an action back")
    action.add_argument("--owner", default="", metavar="ROLE", help="who will do it: a role, never a name")
    action.add_argument("--due", type=day, metavar="DAY", help="the day by which")
    action.add_argument("--finding", default="", metavar="ID", help="the finding it answers")
    action.add_argument("--about", default="", metavar="ID", help="the question or section it should move")
    action.add_argument(
        "--urgent", action="store_true", help="it starts when the audit is submitted, not when the grade is final"
    )
    _add_keep(action)


def _describe_moves(verbs: Any) -> None:
    submit = add_verb(
        verbs,
        "submit",
        "submit an audit: from now on it counts and cannot be changed; refused while anything is left",
        "auditor audit submit 9904093",
        "audit_record:submit",
    )
    submit.add_argument("audit", metavar="AUDIT", help=AUDIT)
    void = add_verb(
        verbs,
        "void",
        "void an audit: it counts nowhere, and is kept with the reason",
        'auditor audit void 9904093 --reason "Started on the wrong case."',
        "audit_record:void",
    )
    void.add_argument("audit", metavar="AUDIT", help=AUDIT)
    void.add_argument("--reason", required=True, metavar="TEXT", help="one line on why")
    reopen = add_verb(
        verbs,
        "reopen",
        "reopen a submitted audit as a new revision; only the QA lead may",
        'auditor audit reopen 9904093 --reason "A section was missed."',
        "audit_record:reopen",
    )
    reopen.add_argument("audit", metavar="AUDIT", help=AUDIT)
    reopen.add_argument("--reason", required=True, metavar="TEXT", help="one line on why")
    lcs = add_verb(
        verbs,
        "lcs",
        "write the entry for LCS of a submitted audit, or note the day it was entered",
        "auditor audit lcs 9904093 --entered 2026-11-22",
        "audit_record:lcs",
    )
    lcs.add_argument("audit", metavar="AUDIT", help=AUDIT)
    lcs.add_argument("--entered", type=day, metavar="DAY", help="the day it was entered on LCS")


def _describe_erasing(verbs: Any) -> None:
    texts = add_verb(
        verbs,
        "texts",
        "list the texts of an audit that can be erased, earlier versions and unfinished ones too; only the QA lead may",
        "auditor audit texts 9904093",
        "audit_erase:texts",
    )
    texts.add_argument("audit", metavar="AUDIT", help=AUDIT)
    add_json(texts)
    erase = add_verb(
        verbs,
        "erase",
        "erase one text, such as a name typed by mistake; answers, grades and figures stay; only the QA lead may",
        'auditor audit erase 0198c2a4-0000-7000-8000-000000000001 --reason "It named the child."',
        "audit_erase:erase",
    )
    erase.add_argument("fact", metavar="FACT_ID", help="the id of the text, as written by: auditor audit texts")
    erase.add_argument("--reason", required=True, metavar="TEXT", help="one line on why, without the name; it is kept")
