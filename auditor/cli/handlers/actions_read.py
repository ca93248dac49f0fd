"""What the verbs of ``auditor actions`` that only read do."""

import argparse
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from auditor.audit.action_steps import CLOSING_WORDS, STATUS_WORDS, Closing, Status
from auditor.audit.action_words import answered_words, followed_words, step_words
from auditor.audit.action_worked import MOVED_WORDS, WhatFollowed, Worked
from auditor.cli import output, session
from auditor.cli.handlers.files import STDOUT, check_free, write_file
from auditor.errors import InputError
from auditor.store.action_queries import ActionFilter
from auditor.use_cases.actions.listing import SHORT_ID, OneAction, find_action, of_age, show_action
from auditor.use_cases.actions.table import DUE_FIELDS, action_row, action_rows, actions_file
from auditor.use_cases.actions.worked import did_it_work
from auditor.use_cases.audits.find_audit import find_teams
from auditor.use_cases.service import Service

_WIDEST = 44


def listed(args: argparse.Namespace) -> None:
    """List actions."""
    with session.opened(args) as service:
        wanted = _choice(service, args)
        if args.closed or args.confirmed:
            wanted = replace(wanted, open=False, closed_how=Closing.CONFIRMED if args.confirmed else None)
        elif args.all:
            wanted = replace(wanted, open=None)
        if args.all or args.not_started:
            wanted = replace(wanted, started=None)
        if args.overdue:
            wanted = replace(wanted, overdue_on=service.today())
        if args.status:
            wanted = replace(wanted, status=Status(args.status))
        if args.age:
            wanted = of_age(wanted, args.age, service.today())
        _write(args, service, wanted)


def due(args: argparse.Namespace) -> None:
    """List what is due."""
    if args.within < 0:
        raise InputError("Days to come are counted from 0.", f"--within {args.within}", "Give 0 or more.")
    with session.opened(args) as service:
        wanted = replace(_choice(service, args), due_by=_in_days(service.today(), args.within))
        if args.json:
            output.as_json([{name: row[name] for name in DUE_FIELDS} for row in action_rows(service, wanted)])
        else:
            _write(args, service, wanted)


def _in_days(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError as error:
        raise InputError("No calendar reaches that far.", f"--within {days}", "Give fewer days.") from error


def _choice(service: Service, args: argparse.Namespace) -> ActionFilter:
    return ActionFilter(
        open=True,
        mine=service.person if args.mine else None,
        teams=find_teams(service, args.team),
        section=args.section.casefold() if args.section else None,
        about=args.about.casefold() if args.about else None,
        text=args.lcs,
    )


def _write(args: argparse.Namespace, service: Service, wanted: ActionFilter) -> None:
    file = args.csv or args.xlsx
    if file == STDOUT and args.xlsx:
        raise InputError("A workbook is not written to the terminal.", "--xlsx -", "Name a file.")
    if file:
        check_free(file, force=args.force)
        content = actions_file(service, wanted, "csv" if args.csv else "xlsx")
        if file == STDOUT:
            sys.stdout.write(content.decode("utf-8-sig").replace("\r\n", "\n"))
        else:
            write_file(file, content, force=args.force)
            output.say(f"Written: {file}. It holds what case files hold: keep it where they are kept.")
        return
    rows = action_rows(service, wanted)
    if args.json:
        output.as_json(rows)
        return
    headings = ["id", "due", "days over", "status", "what", "owner", "team", "LCS"]
    output.table(headings, [_cells(row) for row in rows], widest=_WIDEST)
    vague = sum(1 for row in rows if row["vague"])
    told = f", {vague} of them vague (?): auditor actions show ACTION says why" if vague else ""
    how = Counter(row["closed_how"] for row in rows if row["closed_how"])
    paper, confirmed = how[Closing.ON_PAPER], how[Closing.CONFIRMED]
    closed = f", {paper} closed on paper, {confirmed} confirmed by a re-audit" if how else ""
    output.say(f"{output.counted(len(rows), 'action')}{closed}{told}")


def _cells(row: dict[str, Any]) -> list[Any]:
    due_on = date.fromisoformat(row["due"]).strftime("%d/%m/%Y") if row["due"] else "no day"
    how = CLOSING_WORDS[Closing(row["closed_how"])] if row["closed_how"] else ""
    over = row["days_over"] if row["days_over"] is not None and row["days_over"] > 0 else None
    symbol, words = STATUS_WORDS[Status(row["status"])]
    what = f"? {row['what']}" if row["vague"] else row["what"]
    return [
        row["action"][-SHORT_ID:],
        due_on,
        over,
        f"{symbol} {how or words}",
        what,
        row["owner"] or "nobody",
        row["team"],
        row["lcs"],
    ]


def show(args: argparse.Namespace) -> None:
    """Show one action."""
    with session.opened(args) as service:
        found = find_action(service, args.action)
        one = show_action(service, found.audit_id, found.action_id)
        teams, today = service.teams(), service.today()
    row = action_row(one.summary, teams, today)
    if args.json:
        output.as_json({**row, "reports": _reports(one), "then_and_now": _followed(one.what_followed)})
        return
    output.pairs(
        {
            "Action": row["what"],
            "Vague": "\n".join(str(reason) for reason in one.vague) or "no",
            "Owner": row["owner"] or "nobody",
            "Team": row["team"],
            "LCS": f"{row['lcs']}, audit {row['audit']}",
            "About": one.about or "nothing in particular",
            "Started": _day(one.summary.started_on) or STATUS_WORDS[Status.NOT_STARTED][1],
            "Due": _due(one),
            "Status": _status(one),
            "Id": row["action"],
        }
    )
    if one.followed.steps:
        output.text()
        people = one.people
        rows = [[_day(t.on), people.get(t.by, str(t.by)), step_words(t.step)] for t in one.followed.steps]
        output.table(["day", "who", "report"], rows, widest=80)
    if one.what_followed is not None:
        whole = one.summary.about == one.summary.section
        what = "Grades of its section" if whole else "Answers to its question"
        output.text(f"\n{what}, by audit: {followed_words(one.what_followed)}")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _due(one: OneAction) -> str:
    first, now = one.summary.first_due, one.summary.due
    return _day(now) + (f", first {_day(first)}, extended {one.summary.extensions} times" if first != now else "")


def _status(one: OneAction) -> str:
    symbol, words = STATUS_WORDS[one.summary.status]
    how = one.summary.closed_how
    return f"{symbol} {words}" + (f", {CLOSING_WORDS[how]}, {_day(one.summary.closed_on)}" if how else "")


def _reports(one: OneAction) -> list[dict[str, Any]]:
    return [
        {"at": taken.at.isoformat(), "by": one.people.get(taken.by, str(taken.by)), **taken.step.as_body()}
        for taken in one.followed.steps
    ]


def worked(args: argparse.Namespace) -> None:
    """Show whether actions worked."""
    with session.opened(args) as service:
        table, found = did_it_work(service, replace(_choice(service, args), open=None))
        codes = {section.id: section.code for section in service.standards.current.sections}
    if args.json:
        rows = [{**_row(row), "section": row.section or None} for row in table]
        output.as_json({"sections": rows[:-1], "all": rows[-1], "questions": [_followed(one) for one in found]})
        return
    headings = ["standard", "questions or sections with an action", "looked at again", "up", "the same", "down"]
    output.table(
        headings,
        [
            [codes.get(row.section, row.section) or "all", row.criteria, row.looked_at, row.up, row.same, row.down]
            for row in table
        ],
    )
    if args.each:
        output.text()
        output.table(["LCS", "about", "then", "now", "moved"], [_each(one) for one in found if one.before is not None])
    output.say(
        "By the next audit of the case that asked the question, or graded the section. Only audits that you may read "
        "are compared."
    )


def _row(row: Worked) -> dict[str, Any]:
    return {
        "section": row.section,
        "questions": row.criteria,
        "looked_at": row.looked_at,
        "up": row.up,
        "same": row.same,
        "down": row.down,
    }


def _each(one: WhatFollowed) -> list[str]:
    then = answered_words(one.before) if one.before else ""
    words = " ".join(MOVED_WORDS[one.moved]) if one.moved else ""
    return [one.lcs_number, one.about, then, answered_words(one.after[0]), words]


def _followed(one: WhatFollowed | None) -> dict[str, Any] | None:
    if one is None:
        return None
    answers = [one.before, *one.after] if one.before else one.after
    return {
        "question": one.about,
        "audit": str(one.audit_id),
        "moved": one.moved.value if one.moved else None,
        "answers": [{"audit": str(a.audit_id), "as_at": a.as_at.isoformat(), "answer": a.answer} for a in answers if a],
    }
