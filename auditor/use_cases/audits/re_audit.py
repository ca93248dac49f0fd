"""Audit a case again after an audit that stands: by somebody else, with clean answers, with what is to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from auditor.audit.action_steps import Followed, followed
from auditor.audit.details import AuditKind
from auditor.audit.facts import Finding
from auditor.audit.independence import blocks
from auditor.audit.permissions import Role, may, require
from auditor.audit.profile import Period
from auditor.audit.states import Move, State
from auditor.audit.then_and_now import Reading, ThenAndNow, then_and_now
from auditor.errors import InputError, NotPermittedError
from auditor.store.records import AuditSummary
from auditor.store.store import Reader
from auditor.store.summaries import RECORD_STATES, scope_of
from auditor.use_cases.audits.improvement import plan_in
from auditor.use_cases.audits.open_audit import WholeAudit, read_whole
from auditor.use_cases.audits.start_audit import add_audit, check_subject, checklist_for
from auditor.use_cases.moderation.moderate import NotIndependentError, conflicts_on
from auditor.use_cases.service import Service

_SUBMITTED = frozenset(State) - {State.DRAFT, State.VOID}


def start_re_audit(
    service: Service, audit_id: UUID, *, as_at: date | None = None, due: date | None = None, team: UUID | None = None
) -> UUID:
    """Start a re-audit of the case of an audit that stands, by the person working.

    The six months up to the as-at date are looked at, with the standards of today and the profile of the first audit,
    which may be corrected. Nothing that the first auditor answered or graded is shown before it is submitted.

    Args:
        audit_id: the first audit; it is final or closed.
        as_at: the day at which the file is judged; today when left out.
        due: the day by which it should be submitted.
        team: the team now responsible; that of the first audit when left out.

    Returns:
        The new audit's id.

    Raises:
        InputError: there is no such audit, its grade does not stand, it has a re-audit under way, or the as-at date
            does not fit.
        NotIndependentError: whoever starts it carried out the first audit, or is not independent of the case.
        NotPermittedError: the person does not audit, or neither may read the first audit nor was named to audit again.
    """
    if Role.AUDITOR not in service.person.roles:
        raise NotPermittedError("You are not set up as an auditor.", "", "Ask the QA lead.")
    day = as_at or service.today()
    with service.store.writing() as writer:
        whole = read_whole(writer, audit_id)
        _require_re_audit(service, whole)
        number = whole.record.lcs_number
        if whole.state not in RECORD_STATES:
            raise InputError(
                "A re-audit follows an audit whose grade stands.", f"{number} is {whole.state.value}.", "Wait for it."
            )
        _refuse_who_is_not_free(writer, service, whole)
        for other in writer.audits_of_case(number):
            if other.kind == AuditKind.RE_AUDIT and other.state is State.DRAFT:
                raise InputError("A re-audit of this case is under way.", number, "Finish that one, or make it void.")
        if day > service.today() or day < whole.details.as_at:
            said = f"{day:%d/%m/%Y}; the first audit was as at {whole.details.as_at:%d/%m/%Y}."
            raise InputError("This as-at date does not fit.", said, "Give a day from then on, and not after today.")
        checklist = checklist_for(service, AuditKind.RE_AUDIT, "", whole.details.profile)
        check_subject(whole.details.profile, checklist.tags)
        details = replace(
            whole.details, team=team or whole.details.team, period=Period.up_to(day), due=due, after=audit_id
        )
        return add_audit(writer, service, number, AuditKind.RE_AUDIT, checklist, details)


def _require_re_audit(service: Service, whole: WholeAudit) -> None:
    """Refuse who has nothing to do with the first audit: its number alone opens nothing of it."""
    person = service.person
    plan = plan_in(whole.of_audit)
    named = plan is not None and plan.re_auditor == person.id
    if not (named and not whole.ownership.hidden_from(person, whole.state)):
        require(person, Move.READ, whole.state, whole.ownership)


def _refuse_who_is_not_free(reader: Reader, service: Service, whole: WholeAudit) -> None:
    conflicts = conflicts_on(reader, whole.record.case_id)
    against = blocks(service.person, whole.details.team, conflicts, not_these=(whole.record.auditor_id,))
    if against:
        raise NotIndependentError(
            "You cannot audit this case again.",
            "\n".join(f"- {reason}" for reason in against),
            "A re-audit is done by somebody else than the first auditor, who is independent of the case.",
        )


@dataclass(frozen=True)
class Carried:
    """What a re-audit is to look at, from the audit it follows.

    Attributes:
        after: the first audit.
        as_at: the day at which it judged the file.
        improve: its areas for improvement.
        actions: its actions, with what became of each.
    """

    after: UUID
    as_at: date
    improve: Sequence[Finding]
    actions: Sequence[Followed]


def carried_forward(service: Service, re_audit_id: UUID) -> Carried | None:
    """What a re-audit is to look at; None for another audit, or where the first one is not in this store.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: this person may not read it.
    """
    with service.store.reading() as reader:
        now = read_whole(reader, re_audit_id)
        require(service.person, Move.READ, now.state, now.ownership)
        then = _first(reader, service, now)
        if then is None:
            return None
        improve = [finding for finding in then.first.findings.values() if finding.kind == "improve"]
        actions = followed(then.first.actions.values(), then.of_audit)
        return Carried(then.record.id, then.details.as_at, improve, actions)


def _first(reader: Reader, service: Service, now: WholeAudit) -> WholeAudit | None:
    """The audit that another follows, where it is here and its grade stands: one that was reopened is hidden again."""
    if now.details.after is None or reader.summary(now.details.after) is None:
        return None
    then = read_whole(reader, now.details.after)
    hidden = then.state not in RECORD_STATES or then.ownership.hidden_from(service.person, then.state)
    return None if hidden else then


@dataclass(frozen=True)
class Again:
    """A re-audit beside the audit it follows.

    Attributes:
        then: the summary of the first.
        now: the summary of the re-audit.
    """

    lcs_number: str
    then: AuditSummary
    now: AuditSummary
    compared: ThenAndNow


def compare_then_and_now(service: Service, re_audit_id: UUID) -> Again:
    """A re-audit that was submitted, beside the audit it follows.

    Raises:
        InputError: there is no such audit, it is not a re-audit, it is not submitted yet, or the first audit is not in
            this store.
        NotPermittedError: this person may not read it.
    """
    with service.store.reading() as reader:
        now = read_whole(reader, re_audit_id)
        require(service.person, Move.READ, now.state, now.ownership)
        if now.details.after is None:
            raise InputError("This audit follows no other.", now.record.lcs_number, "Choose a re-audit.")
        if now.state not in _SUBMITTED:
            raise InputError(
                "Then and now is shown once the re-audit is submitted.",
                "Until then its auditor answers without seeing what was answered before.",
                "Submit it first.",
            )
        then = _first(reader, service, now)
        if then is None:
            raise InputError(
                "The first audit cannot be shown.",
                "It is not in this store, or was reopened, so that its grade does not stand.",
                "Ask the QA lead.",
            )
        summaries = reader.summary(then.record.id), reader.summary(re_audit_id)
        assert summaries[0] is not None
        assert summaries[1] is not None
        compared = then_and_now(_reading(reader, then, summaries[0]), _reading(reader, now, summaries[1]))
        return Again(now.record.lcs_number, summaries[0], summaries[1], compared)


def _reading(reader: Reader, whole: WholeAudit, summary: AuditSummary) -> Reading:
    checklist = reader.checklist(whole.record.content_hash)
    scope = scope_of(whole.record.kind, checklist, whole.details, whole.first)
    overall = {"overall": summary.overall} if summary.overall is not None else {}
    return Reading(scope, whole.first, {**summary.sections, **overall})


def find_re_audit(service: Service, named: str) -> UUID:
    """The re-audit that is meant by the LCS number of its case, or by the id of it or of the audit it follows.

    Raises:
        InputError: there is none that this person may read.
    """
    text = named.strip()
    with service.store.reading() as reader:
        number, after = text, None
        if not text.isdigit():
            whole = read_whole(reader, _id(text))
            if whole.details.after is not None:
                return whole.record.id
            number, after = whole.record.lcs_number, whole.record.id
        for other in reader.audits_of_case(number):
            if other.kind != AuditKind.RE_AUDIT or not may(service.person, Move.READ, other.state, other.ownership):
                continue
            if after is None or read_whole(reader, other.audit_id).details.after == after:
                return other.audit_id
    raise InputError(
        f"There is no re-audit of '{named}' that you may read.", "", "Start one: auditor audit re-audit LCS"
    )


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InputError(f"'{text}' names no audit.", "", "Give an LCS number, or an audit's id.") from error


def to_re_audit(service: Service, lcs_number: str) -> UUID:
    """The audit that a re-audit of a case follows: the latest whose grade stands.

    Raises:
        InputError: the case has none that this person may audit again.
    """
    with service.store.reading() as reader:
        for other in reader.audits_of_case(lcs_number):
            if other.state not in RECORD_STATES or other.kind == AuditKind.CALIBRATION:
                continue
            plan = plan_in(read_whole(reader, other.audit_id).of_audit)
            named = plan is not None and plan.re_auditor == service.person.id
            if named or may(service.person, Move.READ, other.state, other.ownership):
                return other.audit_id
    raise InputError(
        f"There is no audit of '{lcs_number}' that you may audit again.",
        "A re-audit follows an audit whose grade stands, which you may read or were named to audit again.",
        "See: auditor audit list --state final",
    )
