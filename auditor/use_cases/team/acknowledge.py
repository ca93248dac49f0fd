"""Acknowledge an audit: its team manager has read it."""

from datetime import date
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.permissions import require
from auditor.audit.states import Move
from auditor.errors import InputError
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.service import Service
from auditor.use_cases.team.view import TeamAudit, read_team_audit


def acknowledge(service: Service, audit_id: UUID, on: date | None = None) -> TeamAudit:
    """Note that the team manager has read an audit. Who did so first, and when, stands.

    Args:
        on: the day; today when left out.

    Raises:
        InputError: there is no such audit, or the day lies in the future or before the grades stood.
        NotPermittedError: it is not of this person's team, or it is not final.
    """
    day = on or service.today()
    with service.store.writing() as writer:
        whole = read_whole(writer, audit_id)
        require(service.person, Move.ACKNOWLEDGE, whole.state, whole.ownership)
        found = read_team_audit(writer, service, audit_id)
        if found.acknowledged is not None:
            return found
        if day > service.today():
            raise InputError("That day has not come yet.", f"{day:%d/%m/%Y}", "Give the day on which you read it.")
        if found.told.final_on is not None and day < found.told.final_on:
            raise InputError(
                "The audit was not final on that day.",
                f"{day:%d/%m/%Y}; it is final since {found.told.final_on:%d/%m/%Y}.",
                "Give the day on which you read it.",
            )
        before = whole.standing.get((FactKind.ACKNOWLEDGEMENT, ""))
        body = {"on": day.isoformat()}
        replaces = before.latest.id if before else None
        writer.append([service.fact(FactKind.ACKNOWLEDGEMENT, "", body, audit=audit_id, replaces=replaces)])
        refresh_summary(writer, audit_id)
        return read_team_audit(writer, service, audit_id)
