"""What the verbs of ``auditor moderation`` that compare grades do: show, propose, agree, hand on, settle."""

import argparse
from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from auditor.audit.moderation import BECAUSE_WORDS, Because, Pair
from auditor.audit.permissions import Role
from auditor.audit.states import State
from auditor.cli import output
from auditor.cli.handlers.audit_record import pairs_of, tell_finds, typed
from auditor.cli.handlers.moderation import every, found_audit, grade_id_of, tell_left
from auditor.errors import InputError
from auditor.standards.model import GradeId
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.moderation.compare_grades import (
    Compared,
    agree_to,
    disagree,
    open_comparison,
    propose_grade,
    settle,
)
from auditor.use_cases.moderation.listing import Waiting
from auditor.use_cases.service import Service


def show(args: argparse.Namespace) -> None:
    """Show both examinations, or one's own while it is not submitted."""
    with found_audit(args) as (service, audit_id):
        people = {person.id: person.name for person in service.people().values()}
        own = _own(service, audit_id)
        compared = open_comparison(service, audit_id) if own is None else None
    if own is not None:
        _show_own(args, own)
    elif compared is not None and args.json:
        output.as_json(_as_data(compared, people))
    elif compared is not None:
        _show(compared, people)


def _own(service: Service, audit_id: UUID) -> OpenAudit | None:
    """The second examination of whoever works, while it is not submitted."""
    if audit_id not in {item.audit_id for item in every(service, Waiting.MODERATE) if item.state is State.MODERATING}:
        return None
    return open_audit(service, audit_id, Role.MODERATOR)


def _show_own(args: argparse.Namespace, opened: OpenAudit) -> None:
    grades = {key: opened.examination.grade_of(key) for key in opened.scope.graded_keys}
    notes = {key: text for key, text in opened.examination.notes.items() if text}
    if args.json:
        left = [{"key": item.key, "step": item.step.value, "what": item.what} for item in opened.progress.left]
        output.as_json({"state": opened.state.value, "grades": grades, "notes": notes, "left": left})
        return
    output.table(["key", "your grade", "note"], [[key, grades[key], notes.get(key)] for key in grades])
    tell_left(opened)


def _as_data(compared: Compared, people: Mapping[UUID, str]) -> dict[str, Any]:
    comparison = compared.comparison
    return {
        "id": str(compared.audit_id),
        "lcs_number": compared.lcs_number,
        "state": compared.state.value,
        "auditor": people.get(compared.auditor),
        "moderator": people.get(comparison.assignment.moderator),
        "blind": comparison.assignment.blind,
        "seen_first": comparison.seen_first,
        "open": len(comparison.open),
        "pairs": [_pair(compared, pair, people) for pair in comparison.pairs],
    }


def _pair(compared: Compared, pair: Pair, people: Mapping[UUID, str]) -> dict[str, Any]:
    waits = compared.waits_for(pair)
    return {
        "key": pair.key,
        "title": " ".join(compared.names.get(pair.key, ("", pair.key))).strip(),
        "auditor": pair.first.grade if pair.first else None,
        "moderator": pair.second.grade if pair.second else None,
        "auditor_note": compared.first.notes.get(pair.key) or None,
        "moderator_note": compared.second.notes.get(pair.key) or None,
        "differs": pair.differs,
        "of_record": pair.record if not pair.open else None,
        "waits_for": people.get(waits) if waits else None,
        "proposals": [
            {"by": people.get(one.by), "grade": one.grade, "because": one.because.value, "text": one.text}
            for one in pair.proposals
        ],
    }


def _show(compared: Compared, people: Mapping[UUID, str]) -> None:
    comparison = compared.comparison
    two = f"{people.get(compared.auditor, '?')} and {people.get(comparison.assignment.moderator, '?')}"
    output.pairs({"LCS": compared.lcs_number, "between": two, "state": compared.state.value})
    output.text()
    rows = [_pair(compared, pair, people) for pair in comparison.pairs]
    table = [[row["key"], row["auditor"], row["moderator"], _stands(row)] for row in rows]
    output.table(["key", "auditor", "moderator", "stands"], table)
    for row in rows:
        for one in reversed(row["proposals"]):
            told = BECAUSE_WORDS[Because(one["because"])]
            output.text(f"{row['key']}: {one['by']} proposes {one['grade']}: {told}. {one['text']}")


def _stands(row: Mapping[str, Any]) -> str:
    if not row["differs"]:
        return "the same" if row["auditor"] and row["moderator"] else ""
    if row["of_record"]:
        return f"of record: {row['of_record']}"
    return f"waits for {row['waits_for']}" if row["waits_for"] else "open"


def propose(args: argparse.Namespace) -> None:
    """Propose a grade of record."""
    _decide(args, settles=False)


def settled(args: argparse.Namespace) -> None:
    """Settle a difference."""
    _decide(args, settles=True)


def _decide(args: argparse.Namespace, *, settles: bool) -> None:
    ((name, given),) = pairs_of([args.grade], "GRADE").items()
    line = typed(args.text)
    with found_audit(args) as (service, audit_id):
        grade_id = cast("GradeId", grade_id_of(open_comparison(service, audit_id).scope.checklist, given))
        move = settle if settles else propose_grade
        after = move(service, audit_id, name, grade_id, Because(args.because), line)
        _tell_finds(after, line)
    _tell(after)


def agree(args: argparse.Namespace) -> None:
    """Agree to what the other has proposed."""
    with found_audit(args) as (service, audit_id):
        compared = open_comparison(service, audit_id)
        known = {pair.key: pair for pair in compared.comparison.differences}
        for name in args.keys:
            if name in known and compared.waits_for(known[name]) != service.person.id:
                raise InputError("No proposal waits for you here.", name, "Nothing was agreed; leave it out.")
        for name in args.keys:
            compared = agree_to(service, audit_id, name)
    _tell(compared)


def hand_on(args: argparse.Namespace) -> None:
    """Hand what the two cannot agree on to the QA lead."""
    with found_audit(args) as (service, audit_id):
        after = disagree(service, audit_id, args.reason)
        _tell_finds(after, args.reason)
    output.say("Handed on: a QA lead who is neither of you settles what is open.")


def _tell_finds(compared: Compared, line: str) -> None:
    """Say what in a line that was kept may say who somebody is."""
    from auditor.audit.screening.in_audit import open_texts

    finds = open_texts({"": line}, compared.first, (compared.lcs_number,))
    tell_finds(finds, "The line is kept as it is. Only the QA lead can erase it: auditor audit erase")


def _tell(compared: Compared) -> None:
    left = len(compared.comparison.open)
    output.say("The grade of record stands." if compared.state is State.FINAL else f"Recorded; {left} left to agree.")
