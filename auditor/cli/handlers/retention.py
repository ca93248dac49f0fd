"""What ``auditor retention`` does."""

import argparse

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.cli import output, session
from auditor.errors import InputError
from auditor.store.retention import CaseOver
from auditor.use_cases.keeping import retention
from auditor.use_cases.keeping.retention import Due, DueAudit, Retention
from auditor.use_cases.service import Service

_FOR_EVER = "never"
_HEADINGS = ["LCS number", "kind", "state", "as at", "finished on", "team", "facts", "texts"]
_KEYS = ["lcs_number", "kind", "state", "as_at", "finished_on", "team", "facts", "texts"]


def show(args: argparse.Namespace) -> None:
    """Show the setting, and what was removed so far."""
    with session.opened(args) as service:
        months = retention.retention_months(service)
        removed = [_removal_row(service, item) for item in retention.removals_so_far(service)]
    if args.json:
        output.as_json({"months": months, "removed": removed})
        return
    output.text(_kept(months))
    if removed:
        output.text()
        headings = ["removed on", "by", "audits", "facts", "texts", "LCS numbers", "after months", "reason"]
        names = ["on", "by", "audits", "facts", "texts", "cases", "after_months", "reason"]
        output.table(headings, [[row[name] for name in names] for row in removed])


def _kept(months: int | None) -> str:
    if months is None:
        return "Audits are kept for ever: no time is set, and nothing is removed."
    return f"Audits are kept for {output.counted(months, 'month')} after their last move. Nothing is removed by itself."


def _removal_row(service: Service, item: Retention) -> dict[str, object]:
    who = service.people().get(item.by)
    return {
        "on": item.at.astimezone().date().isoformat(),
        "by": who.name if who else str(item.by),
        "reason": item.reason,
        "after_months": item.after_months,
        "audits": item.audits,
        "facts": item.facts,
        "texts": item.texts,
        "cases": item.cases,
    }


def set_months(args: argparse.Namespace) -> None:
    """Set for how many months audits are kept."""
    given = args.months.strip().casefold()
    if given != _FOR_EVER and not (given.isascii() and given.isdigit() and len(given) < 10):
        raise InputError(f"'{args.months}' is not a number of months.", "", f"Give a number, or: {_FOR_EVER}")
    with session.opened(args) as service:
        retention.set_retention(service, None if given == _FOR_EVER else int(given))
        output.say(_kept(retention.retention_months(service)))


def preview(args: argparse.Namespace) -> None:
    """List what would be removed today."""
    with session.opened(args) as service:
        due = retention.audits_due(service)
    output.listing(args, _HEADINGS, _due_rows(due, words=not args.json), _KEYS)
    output.say(_would_go(due))


def _due_rows(due: Due, *, words: bool) -> list[dict[str, object]]:
    audits = [_due_row(item, words=words) for item in due.audits]
    return audits + [_case_row(case) for case in due.cases]


def _case_row(case: CaseOver) -> dict[str, object]:
    """A case whose number alone would go, beside the audits: when it was last needed, and which rounds list it."""
    return {
        "id": str(case.case_id),
        "lcs_number": case.lcs_number,
        "kind": "",
        "state": "no audit",
        "as_at": "",
        "finished_on": case.until.isoformat() if case.until else "",
        "team": "",
        "facts": 0,
        "texts": 0,
        "rounds": list(case.rounds),
    }


def _due_row(item: DueAudit, *, words: bool) -> dict[str, object]:
    return {
        "id": str(item.audit_id),
        "lcs_number": item.lcs_number,
        "kind": KIND_WORDS[AuditKind(item.kind)] if words else item.kind,
        "state": item.state.value,
        "as_at": item.as_at.isoformat(),
        "finished_on": item.finished_on.isoformat(),
        "team": item.team,
        "facts": item.facts,
        "texts": item.texts,
        "rounds": [],
    }


def _would_go(due: Due) -> str:
    if due.before is None:
        return _kept(None)
    audits, numbers = output.counted(len(due.audits), "audit"), output.counted(len(due.cases), "LCS number")
    also = f", and {numbers} of cases without an audit that were needed last before then," if due.cases else ""
    return f"{audits} finished before {due.before:%d/%m/%Y}{also} would be removed. Nothing was removed."


def remove(args: argparse.Namespace) -> None:
    """Remove what the preview lists."""
    with session.opened(args) as service:
        due = retention.audits_due(service)
        if due.is_empty:
            output.say(_would_go(due))
            return
        if not args.yes:
            _confirm(due)
        done = retention.remove_due(service, due, args.reason)
        if args.json:
            output.as_json(_removal_row(service, done))
    audits, numbers = output.counted(done.audits, "audit"), output.counted(done.cases, "LCS number")
    output.say(
        f"Removed {audits} with {output.counted(done.facts, 'fact')}, and {numbers} of which no audit is left. "
        "Reports, bundles and backups made before still hold them."
    )


def _confirm(due: Due) -> None:
    if not session.on_terminal():
        raise InputError(
            "Removing audits has to be confirmed, and there is no terminal to ask on.",
            "Nothing was removed.",
            "Look at: auditor retention preview; then add: --yes",
        )
    for said in _due_rows(due, words=True):
        output.say("  ".join(f"{said[name]}" for name in _KEYS[:6]))
    words = f"remove {len(due.audits) + len(due.cases)}"
    given = output.ask(f'These are removed for good. Type "{words}" to remove them: ')
    if given.strip().casefold() != words:
        raise InputError("Nothing was removed.", f"'{given}' was typed, not '{words}'.", "")
