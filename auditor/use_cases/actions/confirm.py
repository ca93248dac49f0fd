"""What a re-audit says of earlier actions: what they are about is met or good, so they are confirmed; or no longer.

It says so when its grade of record stands, and not before: whoever is to moderate the re-audit would otherwise learn
from an earlier action what its auditor had answered.
"""

from collections.abc import Iterable
from uuid import UUID

from auditor.audit.action_steps import ActionSummary, Step
from auditor.audit.action_worked import GOOD, MET
from auditor.audit.details import AuditKind
from auditor.audit.suggestions import section_grades
from auditor.store.store import Writer
from auditor.use_cases.actions.act import followed_in, take_step
from auditor.use_cases.audits.open_audit import OpenAudit, read_audit, read_whole
from auditor.use_cases.service import Service


def confirm_by(writer: Writer, service: Service, audit_id: UUID) -> int:
    """Confirm the actions that a re-audit, which has just come to stand, finds done.

    About a question: it is met or exceeded. About a whole section: it is good or outstanding by the grade of record; a
    section graded with another goes by that grade, where anything of it was asked. It is no change that whoever makes
    the grade stand makes to the other audits, so no permission is asked: the re-audit says it.

    Args:
        audit_id: the re-audit; of another kind of audit nothing follows.

    Returns:
        How many actions it confirms that it had not.
    """
    record = writer.audit(audit_id)
    if record is None or record.kind != AuditKind.RE_AUDIT:
        return 0
    opened = read_audit(writer, service, audit_id)
    answers, grades = opened.examination.answers, section_grades(opened.scope, opened.of_record)
    reached = {key for key in opened.scope.asked if key in answers and answers[key].answer in MET}
    reached |= {part.id for part in opened.scope.sections if part.asked and grades.get(part.graded_with) in GOOD}
    return _say(writer, service, opened, writer.actions.of_case(record.case_id, audit_id), reached)


def _say(
    writer: Writer, service: Service, opened: OpenAudit, actions: Iterable[ActionSummary], reached: Iterable[str]
) -> int:
    """Confirm those that are about what was reached, and withdraw what was said before of the others."""
    confirmed, well = 0, frozenset(reached)
    for action in actions:
        # It says nothing of what was agreed after the day at which it read the file.
        starts_in_time = action.started_on is not None and action.started_on <= opened.details.as_at
        holds = starts_in_time and action.about in well
        already = _confirms(writer, action, opened.id)
        if holds and not already:
            take_step(writer, service, action.audit_id, action.action_id, Step(confirmed_by=opened.id.hex))
            confirmed += 1
        elif already and not holds:
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
