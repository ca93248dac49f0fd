"""What ``auditor audit inadequate``, ``re-audit``, ``look-at`` and ``then-and-now`` do."""

import argparse
import sys
from typing import Any
from uuid import UUID

from auditor.audit.action_steps import STATUS_WORDS
from auditor.audit.improvement import Pathway
from auditor.audit.then_and_now import Change, Compared
from auditor.cli import output, session
from auditor.use_cases.audits.find_audit import find_audit, find_person
from auditor.use_cases.audits.improvement import keep_plan, list_pathways, set_re_audit_months
from auditor.use_cases.audits.re_audit import (
    Again,
    carried_forward,
    compare_then_and_now,
    find_re_audit,
    start_re_audit,
    to_re_audit,
)
from auditor.use_cases.service import Service


def inadequate(args: argparse.Namespace) -> None:
    """List the pathways."""
    with session.opened(args) as service:
        rows = _pathways(service, list_pathways(service))
    headings = ["LCS", "team", "final", "re-audit due", "stands", "overdue", "owner", "review", "audits again"]
    keys = ["lcs_number", "team", "final", "due", "stands", "overdue", "owner", "reviewed_on", "re_auditor"]
    output.listing(args, headings, rows, keys)


def _pathways(service: Service, found: list[Pathway]) -> list[dict[str, Any]]:
    teams = {team.id: team.name for team in service.teams().values()}
    people = {person.id: person.name for person in service.people().values()}
    return [_pathway(one, teams, people, service) for one in found]


def _pathway(one: Pathway, teams: dict[UUID, str], people: dict[UUID, str], service: Service) -> dict[str, Any]:
    plan = one.plan
    again = plan.re_auditor if plan else None
    return {
        "audit": str(one.audit_id),
        "lcs_number": one.lcs_number,
        "team": teams.get(one.team, str(one.team)),
        "final": one.final_on.isoformat(),
        "due": one.due.isoformat(),
        "stands": one.standing.value,
        "overdue": one.overdue(service.today()),
        "owner": plan.owner if plan else "",
        "plan": plan.plan if plan else "",
        "reviewed_on": plan.reviewed_on.isoformat() if plan and plan.reviewed_on else None,
        "re_auditor": people.get(again, str(again)) if again else None,
        "re_audits": [str(audit) for audit, _, _ in one.re_audits],
    }


def plan(args: argparse.Namespace) -> None:
    """Record what is agreed."""
    words = sys.stdin.read() if args.plan == "-" else args.plan
    with session.opened(args) as service:
        again = find_person(service, args.re_auditor).id if args.re_auditor else None
        audit_id = find_audit(service, args.audit)
        given = {"owner": args.owner, "plan": words, "reviewed_on": args.reviewed_on, "re_auditor": again}
        found = keep_plan(service, audit_id, **given)
    missing = ", ".join(found.plan.missing) if found.plan else ""
    output.say(f"Recorded. Still missing: {missing}." if missing else "Recorded.")


def months(args: argparse.Namespace) -> None:
    """Say after how many months one audits again."""
    with session.opened(args) as service:
        set_re_audit_months(service, args.months)
    output.say(f"A re-audit is now due {output.counted(args.months, 'month')} after an inadequate grade stands.")


def re_audit(args: argparse.Namespace) -> None:
    """Start a re-audit."""
    with session.opened(args) as service:
        first = to_re_audit(service, args.audit) if args.audit.isdigit() else find_audit(service, args.audit)
        started = start_re_audit(service, first, as_at=args.as_at, due=args.due)
        carried = carried_forward(service, started)
    output.text(str(started))
    if carried is not None:
        said = f"{output.counted(len(carried.improve), 'area')} for improvement"
        output.say(f"Started. To look at: {said}, {output.counted(len(carried.actions), 'action')}.")
        output.say(f"See them: auditor audit look-at {started}")


def look_at(args: argparse.Namespace) -> None:
    """List what a re-audit is to look at."""
    with session.opened(args) as service:
        carried = carried_forward(service, find_audit(service, args.audit))
    improve = [] if carried is None else [{"about": one.about, "text": one.text} for one in carried.improve]
    actions = [
        {
            "about": one.action.about,
            "what": one.action.what,
            "owner": one.action.owner,
            "due": one.due.isoformat() if one.due else None,
            "status": one.status.value,
        }
        for one in (carried.actions if carried else ())
    ]
    if args.json:
        output.as_json({"after": str(carried.after) if carried else None, "improve": improve, "actions": actions})
        return
    if carried is None:
        output.say("This audit follows no other, or its grade does not stand: there is nothing to look at.")
        return
    output.text(f"From the audit as at {carried.as_at:%d/%m/%Y}")
    output.table(["area for improvement", "about"], [[one["text"], one["about"]] for one in improve])
    output.text()
    rows = [
        [one.action.what, one.action.owner, f"{one.due:%d/%m/%Y}" if one.due else "", STATUS_WORDS[one.status][1]]
        for one in carried.actions
    ]
    output.table(["action", "owner", "due", "status"], rows)


def then_and_now(args: argparse.Namespace) -> None:
    """Compare a re-audit with the audit it follows."""
    with session.opened(args) as service:
        found = compare_then_and_now(service, find_re_audit(service, args.audit))
    rows = [_row("grade", one) for one in found.compared.grades] + [_row("question", one) for one in _asked(found)]
    rows = [row for row in rows if not args.changed or row["change"] in (Change.BETTER.value, Change.WORSE.value)]
    if not args.json and not args.csv:
        compared = found.compared
        output.say(f"LCS {found.lcs_number}: as at {found.then.as_at:%d/%m/%Y} and {found.now.as_at:%d/%m/%Y}.")
        counts = ", ".join(f"{compared.count(change)} {change.value}" for change in Change)
        output.say(f"Questions: {counts}.")
    output.listing(args, ["", "then", "now", "change", "what"], rows, ["code", "then", "now", "change", "what"])


def _asked(found: Again) -> tuple[Compared, ...]:
    return found.compared.criteria


def _row(kind: str, one: Compared) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": one.key,
        "code": one.code,
        "what": one.words,
        "then": one.then,
        "now": one.now,
        "change": one.change.value,
    }
