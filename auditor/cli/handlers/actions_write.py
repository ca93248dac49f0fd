"""What the verbs of ``auditor actions`` that record something do: each is one transaction, saved when it returns."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from auditor.audit.action_steps import CLOSING_WORDS, STATUS_WORDS, ActionSummary, Followed, Status
from auditor.audit.facts import Action
from auditor.audit.vague import vague
from auditor.cli import output, session
from auditor.cli.handlers.audit_record import typed
from auditor.use_cases.actions.act import add_action, close_action, extend_action, reopen_action, report_action
from auditor.use_cases.actions.listing import find_action
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.service import Service

_KEPT = "It is kept as it is. Only the QA lead can erase it: auditor audit erase"


@contextmanager
def _action(args: argparse.Namespace, *texts: str) -> Iterator[tuple[Service, ActionSummary]]:
    with session.opened(args) as service:
        found = find_action(service, args.action)
        _tell_finds(*texts)
        yield service, found


def _tell_finds(*texts: str) -> None:
    """Tell what in texts that are kept may say who somebody is."""
    from auditor.audit.screening.in_audit import told
    from auditor.audit.screening.screen import screen

    finds = [(text, find) for text in texts for find in screen(text)]
    for text, find in sorted(finds, key=lambda one: one[1].certainty != "sure"):
        lead = "Check" if find.certainty == "sure" else "Perhaps"
        output.say(f"{lead}: {told(find.words(text), find)} {find.advice}")
    if finds:
        output.say(_KEPT)


def _say(found: Followed) -> None:
    symbol, words = STATUS_WORDS[found.status]
    how = f", {CLOSING_WORDS[found.closed_how]}" if found.closed_how else ""
    due = f", due {found.due:%d/%m/%Y}" if found.due and found.open else ""
    output.say(f"Saved. {symbol} {words}{how}{due}: {found.action.what}")


def report(args: argparse.Namespace) -> None:
    """Report on an action."""
    status = Status(args.status) if args.status else None
    note = typed(args.note)
    with _action(args, note) as (service, one):
        _say(report_action(service, one.audit_id, one.action_id, status, note))


def extend(args: argparse.Namespace) -> None:
    """Put an action off."""
    reason = typed(args.reason)
    with _action(args, reason) as (service, one):
        _say(extend_action(service, one.audit_id, one.action_id, args.due, reason))


def close(args: argparse.Namespace) -> None:
    """Close an action."""
    evidence = typed(args.evidence)
    with _action(args, evidence) as (service, one):
        _say(close_action(service, one.audit_id, one.action_id, evidence, args.on))


def reopen(args: argparse.Namespace) -> None:
    """Open a closed action again."""
    reason = typed(args.reason)
    with _action(args, reason) as (service, one):
        _say(reopen_action(service, one.audit_id, one.action_id, reason))


def add(args: argparse.Namespace) -> None:
    """Add an action to an audit."""
    what = typed(args.what)
    with session.opened(args) as service:
        audit_id = find_audit(service, args.audit)
        _tell_finds(what, args.owner)
        made = add_action(service, audit_id, what, args.owner, args.due, args.about.casefold())
        for reason in vague(Action(made, what, args.owner, args.due)):
            output.say(f"Vague: {reason}")
        output.text(made)
