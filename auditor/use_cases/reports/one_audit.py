"""Gather what the report of one audit shows."""

from typing import TYPE_CHECKING
from uuid import UUID

from auditor.reports.audit_report import AuditReportData
from auditor.use_cases.audits.open_audit import read_audit
from auditor.use_cases.service import Service

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind


def gather_audit(service: Service, audit_id: UUID) -> AuditReportData:
    """Everything that the report of one audit shows.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: this person may not read it.
    """
    with service.store.reading() as reader:
        opened = read_audit(reader, service, audit_id)
        summary = reader.summarised(opened.record)
        people, teams = reader.people(), reader.teams()
    auditor = people.get(opened.record.auditor_id)
    team = teams.get(opened.details.team)
    return AuditReportData(
        summary=summary,
        scope=opened.scope,
        examination=opened.examination,
        period=opened.details.period,
        team=team.name if team else "",
        made_at=service.now().astimezone(),
        auditor=auditor.name if auditor else "",
        made_by=service.person.name,
        synthetic=service.store.demo,
        calendar=opened.calendar,
    )


def finds_of_audit(service: Service, audit_id: UUID) -> "tuple[OpenFind, ...]":
    """What in the audit surely says who somebody is, and nobody kept."""
    with service.store.reading() as reader:
        opened = read_audit(reader, service, audit_id)
    return tuple(found for found in opened.open_finds if found.sure)
