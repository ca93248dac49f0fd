"""What a re-audit says of earlier actions: the criterion is met, so they are confirmed; or it no longer says so."""

from uuid import UUID

from auditor.audit.action_steps import ActionSummary, Step
from auditor.audit.action_worked import MET
from auditor.audit.details import AuditKind
from auditor.store.store import Writer
from auditor.use_cases.actions.act import followed_in, take_step
from auditor.use_cases.audits.open_audit import OpenAudit, read_whole
from auditor.use_cases.service import Service


def confirm_by(writer: Writer, service: Service, opened: OpenAudit) -> int:
    """Confirm the actions about criteria that a re-audit which is being submitted answers met or exceeded.

    It is no change that whoever submits makes to the other audits, so no permission is asked: their re-audit says it.

    Args:
        opened: the re-audit; of another kind of audit nothing follows.

    Returns:
        How many actions it confirms that it had not.
    """
    if opened.record.kind != AuditKind.RE_AUDIT:
        return 0
    given = {key: one.answer for key, one in opened.examination.answers.items() if key in opened.scope.asked}
    confirmed = 0
    for action in writer.actions.of_case(opened.record.case_id, opened.id):
        # It says nothing of what was agreed after the day at which it read the file.
        starts_in_time = action.started_on is not None and action.started_on <= opened.details.as_at
        met = starts_in_time and given.get(action.about) in MET
        already = _confirms(writer, action, opened.id)
        if met and not already:
            take_step(writer, service, action.audit_id, action.action_id, Step(confirmed_by=opened.id.hex))
            confirmed += 1
        elif already and not met:
            take_step(writer, service, action.audit_id, action.action_id, Step(withdraws=opened.id.hex))
    return confirmed


def withdraw_by(writer: Writer, service: Service, audit_id: UUID) -> int:
    """Take back what a re-audit had confirmed, because it was reopened or made void.

    Returns:
        How many actions it had confirmed.
    """
    record = writer.audit(audit_id)
    if record is None or record.kind != AuditKind.RE_AUDIT:
        return 0
    found = [one for one in writer.actions.of_case(record.case_id, audit_id) if _confirms(writer, one, audit_id)]
    for action in found:
        take_step(writer, service, action.audit_id, action.action_id, Step(withdraws=audit_id.hex))
    return len(found)


def _confirms(writer: Writer, action: ActionSummary, audit_id: UUID) -> bool:
    """Whether an audit's confirmation of an action stands."""
    followed = followed_in(read_whole(writer, action.audit_id), action.action_id)
    said = [taken.step for taken in followed.steps] if followed else []
    stands = False
    for step in said:
        if step.reopened or step.withdraws == audit_id.hex:
            stands = False
        if step.confirmed_by == audit_id.hex:
            stands = True
    return stands
