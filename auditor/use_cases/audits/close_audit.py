"""Close an audit: everything that was said to it is answered, and nobody waits for a response."""

from uuid import UUID

from auditor.audit.permissions import require
from auditor.audit.states import Move
from auditor.errors import InputError
from auditor.use_cases.audits.move_audit import append_move
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.service import Service
from auditor.use_cases.team.view import TeamAudit, read_team_audit


class NotAnsweredError(InputError):
    """An audit cannot be closed yet; everything in the way is named."""


def close_audit(service: Service, audit_id: UUID) -> TeamAudit:
    """Close an audit.

    Raises:
        NotAnsweredError: a reply waits for an answer, or a concern for a response.
        InputError: there is no such audit.
        NotPermittedError: only the QA lead closes, and only what is final.
    """
    with service.store.writing() as writer:
        whole = read_whole(writer, audit_id)
        require(service.person, Move.CLOSE, whole.state, whole.ownership)
        found = read_team_audit(writer, service, audit_id)
        if found.in_the_way:
            raise NotAnsweredError(
                "This audit cannot be closed yet.",
                "\n".join(f"- {one}" for one in found.in_the_way),
                "Do what is named, then close it.",
            )
        append_move(writer, service, audit_id, Move.CLOSE, {})
        refresh_summary(writer, audit_id)
        return read_team_audit(writer, service, audit_id)
