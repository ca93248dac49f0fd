"""Move an audit on: submit, void, reopen, make final, mark its entry on LCS."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.lcs_entry import lcs_entry
from auditor.audit.permissions import require
from auditor.audit.states import NEEDS_REASON, Move
from auditor.errors import InputError
from auditor.store.records import moment_of, moment_text
from auditor.store.store import Writer
from auditor.use_cases.actions.confirm import confirm_by, withdraw_by
from auditor.use_cases.audits.open_audit import OpenAudit, read_audit
from auditor.use_cases.audits.start_audit import following_fact, refresh_summary
from auditor.use_cases.audits.windows import hold_on
from auditor.use_cases.service import Service


class NotCompleteError(InputError):
    """An audit cannot be submitted yet; everything left is named."""


def submit_audit(service: Service, audit_id: UUID, seen: OpenAudit | None = None) -> OpenAudit:
    """Submit an audit: its grades now count, and it can no longer be changed.

    Args:
        seen: the audit as the window that submits it has it; a command has no window.

    Raises:
        NotCompleteError: something is left to do.
        NotPermittedError: it is not a draft, or not this person's.
        TakenOverError: another window has it now.
    """
    return _move(service, audit_id, Move.SUBMIT, {}, check_complete=True, seen=seen)


def void_audit(service: Service, audit_id: UUID, reason: str) -> OpenAudit:
    """Void an audit: it counts nowhere, and is kept with the reason."""
    return _move(service, audit_id, Move.VOID, {"reason": reason.strip()})


def reopen_audit(service: Service, audit_id: UUID, reason: str) -> OpenAudit:
    """Reopen an audit as a new revision; what was submitted before is kept."""
    return _move(service, audit_id, Move.REOPEN, {"reason": reason.strip()})


def finalise_audit(service: Service, audit_id: UUID) -> OpenAudit:
    """Make the submitted grade the grade of record, without moderation."""
    return _move(service, audit_id, Move.FINALISE, {})


def _move(
    service: Service,
    audit_id: UUID,
    move: Move,
    body: Mapping[str, Any],
    *,
    check_complete: bool = False,
    seen: OpenAudit | None = None,
) -> OpenAudit:
    reason = str(body.get("reason", "")).strip()
    if move in NEEDS_REASON and not reason:
        raise InputError(f"To {move.value} an audit, a reason is needed.", "", "Type one line on why.")
    with service.store.writing() as writer:
        opened = read_audit(writer, service, audit_id)
        require(service.person, move, opened.state, opened.ownership)
        if seen is not None:
            hold_on(writer, service, seen)
        if check_complete and not opened.progress.complete:
            left = opened.progress.left
            lines = "\n".join(f"- {item.what}" for item in left[:20])
            more = f"\n- and {len(left) - 20} more" if len(left) > 20 else ""
            raise NotCompleteError(
                f"{len(left)} things are left before this audit can be submitted.",
                lines + more,
                "Do what is named; everything so far is saved.",
            )
        if move is Move.SUBMIT:
            body = {**body, "calendar": opened.calendar.as_body()}
        append_move(writer, service, audit_id, move, body)
        if seen is not None and seen.hold is not None:
            writer.note_hold(opened.examination_id, seen.hold.window_id, moment_text(service.now()), let_go=True)
        refresh_summary(writer, audit_id)
        if move is Move.FINALISE:
            confirm_by(writer, service, audit_id)
        elif move in (Move.REOPEN, Move.VOID):
            withdraw_by(writer, service, audit_id)
    with service.store.reading() as reader:
        return read_audit(reader, service, audit_id)


def append_move(
    writer: Writer, service: Service, audit_id: UUID, move: Move, body: Mapping[str, Any], since: datetime | None = None
) -> datetime:
    """Record a move inside a transaction of the caller's, who has asked for permission.

    Args:
        since: a moment of this transaction that it comes after; nothing but what the store holds when left out.

    Returns:
        The moment of the move.
    """
    fact = following_fact(writer, service, audit_id, (FactKind.MOVE, move.value), dict(body), since=since)
    writer.append([fact])
    return moment_of(fact.at)


def lcs_text(opened: OpenAudit) -> str:
    """The plain-text entry for LCS of a submitted audit.

    Raises:
        InputError: it has not been submitted.
    """
    if opened.submitted is None:
        raise InputError("There is no entry for LCS yet.", "The audit is not submitted.", "Submit it first.")
    day = opened.submitted.at.astimezone().date()
    return lcs_entry(opened.examination, day, KIND_WORDS[AuditKind(opened.record.kind)])


def mark_entered_on_lcs(service: Service, audit_id: UUID, entered_on: date) -> OpenAudit:
    """Note the day on which the entry was made on LCS.

    Raises:
        InputError: the day is in the future.
    """
    if entered_on > service.today():
        raise InputError("That day has not come yet.", f"{entered_on:%d/%m/%Y}", "Give the day it was entered.")
    with service.store.writing() as writer:
        opened = read_audit(writer, service, audit_id)
        require(service.person, Move.ENTER_LCS, opened.state, opened.ownership)
        body = {"entered_on": entered_on.isoformat()}
        replaces = opened.heads.get((FactKind.LCS_ENTRY, ""))
        writer.append([service.fact(FactKind.LCS_ENTRY, "", body, audit=audit_id, replaces=replaces)])
        refresh_summary(writer, audit_id)
    with service.store.reading() as reader:
        return read_audit(reader, service, audit_id)
