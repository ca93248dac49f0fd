"""Gather what the feedback letter of an audit says."""

from typing import TYPE_CHECKING
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.audit.states import State
from auditor.reports.document import Document, body_texts
from auditor.reports.one_audit.letter import LetterReportData
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.service import Service
from auditor.use_cases.team.view import read_team_audit

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind


def gather_letter(service: Service, audit_id: UUID) -> LetterReportData:
    """Everything that the letter of an audit says.

    Raises:
        InputError: there is no such audit, or its grades do not stand yet.
        NotPermittedError: this person may not read it.
    """
    with service.store.reading() as reader:
        found = read_team_audit(reader, service, audit_id)
    return LetterReportData(
        told=found.told,
        lcs_number=found.record.lcs_number,
        kind=AuditKind(found.record.kind),
        as_at=found.as_at,
        team=found.team,
        standards=found.scope.checklist.title,
        closed=found.state is State.CLOSED,
        made_at=service.now().astimezone(),
        synthetic=service.store.demo,
    )


def finds_in_letter(service: Service, audit_id: UUID, letter: Document) -> "tuple[OpenFind, ...]":
    """What in a letter may say who somebody is, and its author did not keep; surest first.

    Its head, which names the case, is not looked at.

    Raises:
        InputError: as :func:`gather_letter`.
        NotPermittedError: likewise.
    """
    from auditor.audit.screening.in_audit import still_open
    from auditor.audit.screening.kept import Kept
    from auditor.audit.screening.screen import screen

    with service.store.reading() as reader:
        read_team_audit(reader, service, audit_id)
        kept = [Kept.from_body(body) for body in read_whole(reader, audit_id).first.kept.values()]
    said = "\n".join(body_texts(letter))
    finds = still_open("letter", said, screen(said), kept)
    return tuple(sorted(finds, key=lambda one: not one.sure))
