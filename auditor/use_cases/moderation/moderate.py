"""Moderate an audit: say who does it, begin, submit the second examination; or give it to somebody else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.independence import blocks
from auditor.audit.moderation import Assignment, Why, began_to_moderate
from auditor.audit.permissions import Person, Role, require
from auditor.audit.states import Move, State
from auditor.errors import InputError, UnknownIdError
from auditor.store.reader import moderators_examination
from auditor.store.records import AuditFilter, AuditSummary, ExaminationRecord, moment_text
from auditor.store.store import Reader, Writer
from auditor.store.summaries import compared_in, scope_of
from auditor.use_cases.actions.confirm import confirm_by
from auditor.use_cases.audits.move_audit import NotCompleteError, append_move
from auditor.use_cases.audits.open_audit import OpenAudit, WholeAudit, open_audit, read_audit, read_whole
from auditor.use_cases.audits.start_audit import following_fact, refresh_summary
from auditor.use_cases.audits.windows import hold_on
from auditor.use_cases.rounds.link import RoundOfAudit, round_of_audit
from auditor.use_cases.service import Service


class NotIndependentError(InputError):
    """Somebody was asked who is not independent of the case."""


def conflicts_on(reader: Reader, case_id: UUID) -> dict[UUID, str]:
    """The conflicts of interest recorded on a case: who, and why."""
    standing = reader.rounds.standing(FactKind.CONFLICT, within=case_id.hex)
    by_person = {UUID(key.partition(":")[2]): fact.body.get("reason") for key, fact in standing.items()}
    return {person: str(reason) for person, reason in by_person.items() if reason}


def moderators(service: Service, audit_id: UUID) -> list[tuple[Person, list[str]]]:
    """Everybody who moderates, each with what speaks against them for this audit; free ones first.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: only the QA lead says who moderates.
    """
    with service.store.reading() as reader:
        whole = read_whole(reader, audit_id)
        begun = whole.state is State.MODERATING
        require(service.person, Move.HAND_OVER if begun else Move.ASSIGN_MODERATION, whole.state, whole.ownership)
        people = [person for person in reader.people().values() if Role.MODERATOR in person.roles]
        of = round_of_audit(reader, audit_id)
        found = [(person, _against(reader, whole, person, of)) for person in people]
    return sorted(found, key=lambda one: (bool(one[1]), one[0].name.casefold()))


def _against(reader: Reader, whole: WholeAudit, person: Person, of: RoundOfAudit | None) -> list[str]:
    conflicts = conflicts_on(reader, whole.record.case_id)
    worker, manager = (of.worker, of.manager) if of else (None, None)
    auditor = whole.record.auditor_id
    found = blocks(person, whole.details.team, conflicts, not_these=(auditor,), worker=worker, manager=manager)
    if person.id in began_to_moderate(whole.of_audit):
        now = whole.state is State.MODERATING and person.id == whole.ownership.moderator
        found.append(f"{person.name} moderates it now" if now else f"{person.name} began it, and it was taken over")
    return found


def assign_moderation(service: Service, audit_id: UUID, assignment: Assignment) -> None:
    """Say who moderates an audit that was submitted, why it was picked, and whether blind.

    Raises:
        InputError: there is no such audit.
        UnknownIdError: nobody moderates who has this id.
        NotIndependentError: they are not independent of the case; everything that speaks against them is named.
        NotPermittedError: only the QA lead says who moderates, and only before it has begun.
    """
    with service.store.writing() as writer:
        assign_in(writer, service, audit_id, assignment)


def assign_in(writer: Writer, service: Service, audit_id: UUID, assignment: Assignment) -> None:
    """Say who moderates inside a transaction of the caller's; see :func:`assign_moderation`."""
    whole = read_whole(writer, audit_id)
    require(service.person, Move.ASSIGN_MODERATION, whole.state, whole.ownership)
    if whole.record.kind == AuditKind.CALIBRATION:
        raise InputError("A calibration is not moderated.", whole.record.lcs_number, "Its spread is what is looked at.")
    _require_independent(writer, whole, assignment.moderator)
    _put_assignment(writer, service, whole, assignment)
    refresh_summary(writer, audit_id)


def _require_independent(reader: Reader, whole: WholeAudit, moderator: UUID) -> None:
    person = reader.people().get(moderator)
    if person is None or Role.MODERATOR not in person.roles:
        names = [one.name for one in reader.people().values() if Role.MODERATOR in one.roles]
        raise UnknownIdError("moderator", person.name if person else str(moderator), names)
    if against := _against(reader, whole, person, round_of_audit(reader, whole.record.id)):
        raise NotIndependentError(
            "They cannot moderate this audit.", "\n".join(f"- {reason}" for reason in against), "Choose somebody else."
        )


def _put_assignment(
    writer: Writer, service: Service, whole: WholeAudit, assignment: Assignment, since: datetime | None = None
) -> None:
    name = (FactKind.MODERATION, "")
    before = whole.standing.get(name)
    replaces, body = before.latest.id if before else None, assignment.as_body()
    audit_id = whole.record.id
    writer.append([following_fact(writer, service, audit_id, name, body, replaces=replaces, since=since)])


def hand_over(service: Service, audit_id: UUID, moderator: UUID, reason: str, due: date | None = None) -> None:
    """Give a moderation that has begun to somebody else: who had it fell ill, say, or is not independent after all.

    What was recorded so far stays in the facts and is no moderation: it is not compared, counts in no figure, and
    nobody is shown it. Whoever takes over begins anew, blind or not as it was asked for, for the same why: a random
    draw stays one.

    Args:
        reason: one line on why; it is kept.
        due: the day by which they should submit; as it was when left out.

    Raises:
        InputError: there is no such audit, or no reason.
        UnknownIdError: nobody moderates who has this id.
        NotIndependentError: they are not independent of the case, or had it already.
        NotPermittedError: only a QA lead does this who neither carried it out nor moderates it, and only while it is
            moderated.
    """
    if not reason.strip():
        raise InputError("To give a moderation to somebody else, a reason is needed.", "", "Type one line on why.")
    with service.store.writing() as writer:
        whole = read_whole(writer, audit_id)
        require(service.person, Move.HAND_OVER, whole.state, whole.ownership)
        _require_independent(writer, whole, moderator)
        assert whole.assignment is not None, "it is moderated by somebody"
        at = append_move(writer, service, audit_id, Move.HAND_OVER, {"reason": reason.strip()})
        asked = replace(whole.assignment, moderator=moderator, due=due or whole.assignment.due)
        _put_assignment(writer, service, whole, asked, since=at)
        refresh_summary(writer, audit_id)


def ask_to_moderate(
    service: Service, audit_id: UUID, moderator: UUID, *, blind: bool = True, due: date | None = None
) -> None:
    """Ask somebody to moderate one audit, because it was asked for; see :func:`assign_moderation`."""
    assign_moderation(service, audit_id, Assignment(moderator, Why.REQUESTED, blind, due=due))


def to_moderate(service: Service, offset: int = 0, limit: int = 200) -> Sequence[AuditSummary]:
    """What the person working was asked to moderate and has not submitted. Of what the auditor said, nothing."""
    wanted = AuditFilter(moderator=service.person.id, states=(State.SUBMITTED, State.MODERATING))
    with service.store.reading() as reader:
        return [blinded(item) if item.blind else item for item in reader.page(wanted, offset, limit)]


def blinded(summary: AuditSummary) -> AuditSummary:
    """An audit in a list as its blind moderator may see it: the case, and nothing of what was found."""
    return replace(
        summary,
        answered=0,
        asked=0,
        counted=False,
        overall=None,
        difference=None,
        sections={},
        judgements={},
        timescales={},
        answers={},
        lcs_entered_on=None,
        moderation=None,
    )


def start_moderation(service: Service, audit_id: UUID) -> OpenAudit:
    """Begin the second examination, or go on with it.

    Raises:
        InputError: there is no such audit.
        NotPermittedError: this person was not asked to, or it is not submitted.
    """
    with service.store.writing() as writer:
        whole = read_whole(writer, audit_id)
        if whole.state is not State.MODERATING:
            require(service.person, Move.START_MODERATION, whole.state, whole.ownership)
            append_move(writer, service, audit_id, Move.START_MODERATION, {})
            if moderators_examination(writer.examinations(audit_id), whole.assignment) is None:
                new = ExaminationRecord(service.new_id(), audit_id, service.person.id, Role.MODERATOR)
                writer.add_examination(new, moment_text(service.now()))
            refresh_summary(writer, audit_id)
    return open_audit(service, audit_id, Role.MODERATOR)


def submit_moderation(
    service: Service, audit_id: UUID, *, seen_first: bool, seen: OpenAudit | None = None
) -> OpenAudit:
    """Submit the second examination. Where nothing differs, the grade stands at once.

    Args:
        seen_first: whether the moderator had seen the first grade; such a moderation says nothing of agreement.
        seen: the examination as the window that submits it has it; a command has no window.

    Raises:
        NotCompleteError: something is not graded yet.
        NotPermittedError: it is not this person's to moderate.
        TakenOverError: another window has it now.
    """
    with service.store.writing() as writer:
        opened = read_audit(writer, service, audit_id, Role.MODERATOR)
        require(service.person, Move.SUBMIT_MODERATION, opened.state, opened.ownership)
        if seen is not None:
            hold_on(writer, service, seen)
        if not opened.progress.complete:
            lines = "\n".join(f"- {item.what}" for item in opened.progress.left)
            raise NotCompleteError("Something is not graded yet.", lines, "Grade what is named; all so far is saved.")
        whole = read_whole(writer, audit_id)
        at = append_move(writer, service, audit_id, Move.SUBMIT_MODERATION, {"seen_first": seen_first})
        # As the summary compares: by what the auditor was asked, whichever further questions either of them opened.
        scope = scope_of(whole.record.kind, opened.checklist, whole.details, whole.first)
        compared = compared_in(scope, whole.first, whole.facts_of(opened.examination_id), whole.of_audit)
        if compared is not None and not compared.open:
            append_move(writer, service, audit_id, Move.AGREE, {"nothing_differs": True}, at)
            confirm_by(writer, service, audit_id)
        if seen is not None and seen.hold is not None:
            writer.note_hold(opened.examination_id, seen.hold.window_id, moment_text(service.now()), let_go=True)
        refresh_summary(writer, audit_id)
    return open_audit(service, audit_id, Role.MODERATOR)
