"""Report on an action, put it off, close it with evidence, open it again, add one to an audit that was submitted."""

from datetime import date
from uuid import UUID

from auditor.audit.action_owners import owns
from auditor.audit.action_steps import REPORTED, Followed, Status, Step, followed
from auditor.audit.details import AuditKind
from auditor.audit.facts import Action, FactKind
from auditor.audit.permissions import may, require
from auditor.audit.states import Move
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.store.store import Writer
from auditor.use_cases.audits.open_audit import WholeAudit, read_whole
from auditor.use_cases.audits.start_audit import following_fact, refresh_summary
from auditor.use_cases.service import Service


def report_action(
    service: Service, audit_id: UUID, action_id: str, status: Status | None = None, note: str = ""
) -> Followed:
    """Say how an action stands, what was done, or what is in the way.

    Args:
        status: on track, some issues, or not on track; None leaves it as it is.
        note: may be empty where a status is given.

    Raises:
        InputError: there is no such action, nothing is said, or it has not started or is closed already.
        NotPermittedError: this person may not change the actions of this audit.
    """
    if status is not None and status not in REPORTED:
        raise InputError("That cannot be reported.", status.value, "Close it, with the evidence that it was done.")
    if status is None and not note.strip():
        raise InputError("Nothing is said yet.", "", "Give a status, or write a note.")
    with service.store.writing() as writer:
        _, found = _standing(writer, service, audit_id, action_id)
        if status is not None:
            _require_open(found)
        return _take(writer, service, audit_id, action_id, Step(status, note.strip()))


def extend_action(service: Service, audit_id: UUID, action_id: str, due: date, because: str) -> Followed:
    """Put an action off to a later day; whoever does so approves it, so it is somebody other than its owner.

    Args:
        because: one line on why; it is kept.

    Raises:
        InputError: no reason, a day that is not later, or no such action that is open.
        NotPermittedError: this person owns it, or may not change the actions of this audit.
    """
    if not because.strip():
        raise InputError("To extend an action, a reason is needed.", "", "Type one line on why.")
    if due <= service.today():
        raise InputError("The new day must be later than today.", f"{due:%d/%m/%Y}", "Give a day that is to come.")
    with service.store.writing() as writer:
        whole, found = _standing(writer, service, audit_id, action_id)
        _require_open(found)
        _refuse_owner(service, whole, found, "extend")
        if found.due is not None and due <= found.due:
            raise InputError(
                "That is no extension.", f"It is due on {found.due:%d/%m/%Y} already.", "Give a later day than that."
            )
        return _take(writer, service, audit_id, action_id, Step(due=due, because=because.strip()))


def close_action(service: Service, audit_id: UUID, action_id: str, evidence: str, evidence_on: date) -> Followed:
    """Close an action on paper: with the record that shows it was done, by somebody other than its owner.

    Args:
        evidence: which record shows it; a pointer, never a copy.
        evidence_on: the day of that record: not before the action started, and not to come.

    Raises:
        InputError: no evidence, a day that does not fit, or no such action that is open.
        NotPermittedError: this person owns it, or may not change the actions of this audit.
    """
    if not evidence.strip():
        raise InputError(
            "To close an action, evidence is needed.", "", "Say which record shows that it was done, and of which day."
        )
    if evidence_on > service.today():
        raise InputError("That day has not come yet.", f"{evidence_on:%d/%m/%Y}", "Give the day of the record.")
    with service.store.writing() as writer:
        whole, found = _standing(writer, service, audit_id, action_id)
        _require_open(found)
        _refuse_owner(service, whole, found, "close")
        if found.started_on is not None and evidence_on < found.started_on:
            raise InputError(
                "The evidence is older than the action.",
                f"The record is of {evidence_on:%d/%m/%Y}; the action started on {found.started_on:%d/%m/%Y}.",
                "Name a record made since.",
            )
        step = Step(Status.COMPLETE, evidence=evidence.strip(), evidence_on=evidence_on)
        return _take(writer, service, audit_id, action_id, step)


def reopen_action(service: Service, audit_id: UUID, action_id: str, because: str) -> Followed:
    """Open a closed action again: it turned out not to be done.

    Raises:
        InputError: no reason, or no such action that is closed.
        NotPermittedError: this person may not change the actions of this audit.
    """
    if not because.strip():
        raise InputError("To reopen an action, a reason is needed.", "", "Type one line on why.")
    with service.store.writing() as writer:
        _, found = _standing(writer, service, audit_id, action_id)
        if found.open:
            raise InputError("This action is not closed.", found.action.what, "There is nothing to reopen.")
        return _take(writer, service, audit_id, action_id, Step(because=because.strip(), reopened=True))


def add_action(
    service: Service, audit_id: UUID, what: str, owner: str = "", due: date | None = None, about: str = ""
) -> str:
    """Add an action to an audit that was submitted; it starts today.

    Args:
        owner: a role, never a name.
        about: the criterion or section it should move; may be empty.

    Returns:
        The new action's id.

    Raises:
        InputError: no text, a day that has passed, or a criterion or section that the audit does not know.
        NotPermittedError: the audit is not submitted, or this person may not change its actions.
    """
    if not what.strip():
        raise InputError("An action needs a text.", "", "Type what will be done.")
    if due is not None and due < service.today():
        raise InputError("That day has passed.", f"{due:%d/%m/%Y}", "Give the day by which it will be done.")
    with service.store.writing() as writer:
        whole = read_whole(writer, audit_id)
        require(service.person, Move.ACT, whole.state, whole.ownership)
        checklist = writer.checklist(whole.record.content_hash)
        known = (*checklist.sections_by_id, *checklist.criteria)
        if about and about not in known:
            raise UnknownIdError("section or criterion", about, known)
        action = Action(service.new_id().hex, " ".join(what.split()), " ".join(owner.split()), due, about=about)
        name = (FactKind.ADDED_ACTION, action.id)
        writer.append([following_fact(writer, service, audit_id, name, action.as_body())])
        refresh_summary(writer, audit_id)
    return action.id


def take_step(writer: Writer, service: Service, audit_id: UUID, action_id: str, step: Step) -> None:
    """Record a report inside a transaction of the caller's, who has asked for permission."""
    name = (FactKind.ACTION_STEP, action_id)
    writer.append([following_fact(writer, service, audit_id, name, step.as_body())])
    refresh_summary(writer, audit_id)


def _take(writer: Writer, service: Service, audit_id: UUID, action_id: str, step: Step) -> Followed:
    take_step(writer, service, audit_id, action_id, step)
    found = followed_in(read_whole(writer, audit_id), action_id)
    assert found is not None
    return found


def followed_in(whole: WholeAudit, action_id: str) -> Followed | None:
    """One action of an audit and what became of it; None when there is none."""
    found = followed(whole.first.actions.values(), whole.of_audit)
    return next((one for one in found if one.action.id == action_id), None)


def _standing(writer: Writer, service: Service, audit_id: UUID, action_id: str) -> tuple[WholeAudit, Followed]:
    whole = read_whole(writer, audit_id)
    require(service.person, Move.ACT, whole.state, whole.ownership)
    found = followed_in(whole, action_id)
    unseen = (
        found is not None
        and found.started_on is None
        and not may(service.person, Move.READ, whole.state, whole.ownership)
    )
    if found is None or unseen or whole.record.kind == AuditKind.CALIBRATION:
        raise InputError("There is no such action that you may change.", action_id, "See: auditor actions list --all")
    return whole, found


def _require_open(found: Followed) -> None:
    if found.closed_on is not None:
        raise InputError(
            "This action is closed.", f"Since {found.closed_on:%d/%m/%Y}: {found.action.what}", "Reopen it first."
        )
    if found.started_on is None:
        raise InputError(
            "This action has not started.", found.action.what, "It starts when the audit's grade is final."
        )


def _refuse_owner(service: Service, whole: WholeAudit, found: Followed, doing: str) -> None:
    owner = found.action.owner
    if owns(service.person, owner, whole.details.team, whole.record.auditor_id):
        raise NotPermittedError(
            f"You may not {doing} this action.",
            f"It is owned by: {owner}. Whoever owns an action does not {doing} it.",
            "Report how it stands; the auditor, the QA lead or another manager does the rest.",
        )
