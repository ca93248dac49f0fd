"""Start an audit: a case, an identity, the details, an examination by whoever starts it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from auditor.audit.applicability import contradictions
from auditor.audit.details import KIND_WORDS, AuditDetails, AuditKind, check_lcs_number
from auditor.audit.facts import Body, FactKind
from auditor.audit.permissions import Role
from auditor.audit.profile import Period, Profile, check_profile
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.standards.hashes import scoring_hash
from auditor.standards.model import Checklist, TagBook
from auditor.standards.pinning import check_unchanged
from auditor.store.ledger import NewFact
from auditor.store.records import ExaminationRecord, moment_of, moment_text
from auditor.store.store import Writer
from auditor.use_cases.service import Service


def start_audit(
    service: Service,
    *,
    lcs_number: str,
    team: UUID,
    profile: Profile,
    kind: AuditKind = AuditKind.FULL,
    theme: str = "",
    as_at: date | None = None,
    period_start: date | None = None,
    due: date | None = None,
    then: Callable[[Writer, UUID], None] | None = None,
) -> UUID:
    """Start an audit of a case by the person working.

    Args:
        lcs_number: the case's number in the case-management system.
        team: the team responsible at the as-at date.
        profile: what is known of the subject.
        kind: full, thematic, dip sample or re-audit.
        theme: for a thematic audit, the theme's id.
        as_at: the day at which the file is judged; today when left out.
        period_start: the first day audited; six months back when left out.
        due: the day by which it should be submitted.
        then: records what goes with the new audit, in the same transaction; where it refuses, nothing is started.

    Returns:
        The new audit's id.

    Raises:
        InputError: a number, date, team, theme or profile that does not fit; all contradictions are named.
        ChangedUnderItsIdError: the standards changed under an id that was used.
        NotPermittedError: the person does not audit.
    """
    if Role.AUDITOR not in service.person.roles:
        raise NotPermittedError("You are not set up as an auditor.", "", "Ask the QA lead.")
    if kind is AuditKind.CALIBRATION:
        raise InputError(
            "A calibration is not started by itself.",
            "Everybody who is asked examines the same invented case.",
            "See those you are asked to: auditor calibration list",
        )
    number = check_lcs_number(lcs_number)
    day = as_at or service.today()
    if day > service.today():
        raise InputError("The as-at date has not come yet.", f"{day:%d/%m/%Y}", "Give today, or an earlier day.")
    period = Period(period_start, day) if period_start else Period.up_to(day)
    checklist = checklist_for(service, kind, theme, profile)
    check_subject(profile, checklist.tags)
    with service.store.writing() as writer:
        if team not in writer.teams():
            raise UnknownIdError("team", str(team), [str(known) for known in writer.teams()])
        details = AuditDetails(team, period, profile, due)
        audit_id = add_audit(writer, service, number, kind, checklist, details)
        if then is not None:
            then(writer, audit_id)
        return audit_id


def checklist_for(service: Service, kind: AuditKind, theme: str, profile: Profile) -> Checklist:
    """The checklist a new audit is pinned to: the theme's, or the newest edition.

    Raises:
        InputError: a thematic audit without a theme, a theme that does not exist, or one for another subject.
    """
    standards = service.standards
    if kind is not AuditKind.THEMATIC:
        if theme:
            raise InputError("Only a thematic audit has a theme.", f"You named '{theme}'.", "Leave the theme out.")
        return standards.current
    if theme not in standards.themes:
        raise UnknownIdError("theme", theme, list(standards.themes))
    checklist = standards.themes[theme]
    if checklist.subject not in (None, profile.subject):
        label = checklist.tags.subject(str(checklist.subject)).label
        raise InputError(f"'{checklist.title}' audits {label}.", "", "Choose that subject, or another theme.")
    return checklist


def check_subject(profile: Profile, book: TagBook) -> None:
    """Refuse a profile with unknown names, or with facts that cannot both be.

    Raises:
        InputError: every contradiction, in words.
    """
    check_profile(profile, book)
    broken = contradictions(profile, book)
    if broken:
        reasons = "\n".join(f"- {rule.because}" for rule in broken)
        raise InputError("The profile contradicts itself.", reasons, "Correct what is wrong; nothing was lost.")


def add_audit(
    writer: Writer, service: Service, number: str, kind: AuditKind, checklist: Checklist, details: AuditDetails
) -> UUID:
    """Add an audit inside a transaction of the caller's; see :func:`start_audit`."""
    at = moment_text(service.now())
    revised = check_unchanged(checklist, writer.checklist_uses(checklist.id))
    digest = writer.keep_checklist(checklist, at)
    before = writer.standing(FactKind.CHECKLIST, checklist.id)
    if revised or before is None:
        body = {"content": digest, "scoring": scoring_hash(checklist), "revision": revised}
        replaces = before.id if before else None
        writer.append([service.fact(FactKind.CHECKLIST, checklist.id, body, replaces=replaces)])
    case_id = case_numbered(writer, service, number)
    audit_id, examination_id = service.new_id(), service.new_id()
    writer.add_audit(audit_id, case_id, kind.value, digest, service.person.id, at)
    writer.add_examination(ExaminationRecord(examination_id, audit_id, service.person.id, Role.AUDITOR), at)
    writer.append([service.fact(FactKind.DETAILS, "", details.as_body(), audit=audit_id)])
    refresh_summary(writer, audit_id)
    return audit_id


def case_numbered(writer: Writer, service: Service, number: str) -> UUID:
    """The case with an LCS number; one that is not known yet is added, with an id that says nothing of its number."""
    case_id = writer.case_id(number)
    if case_id is None:
        case_id = service.new_id()
        writer.add_case(case_id, number, moment_text(service.now()))
    return case_id


def refresh_summary(writer: Writer, audit_id: UUID) -> None:
    """Make an audit's summary anew from its facts, and move the counters with it."""
    audit = writer.audit(audit_id)
    assert audit is not None
    writer.write_summary(writer.summarised(audit))


def following_fact(
    writer: Writer,
    service: Service,
    audit_id: UUID,
    name: tuple[FactKind, str],
    body: Body,
    *,
    replaces: UUID | None = None,
    since: datetime | None = None,
) -> NewFact:
    """A fact of the audit as a whole, not yet added, that comes after everything the store holds of the audit.

    Its order says what it belongs to: a move makes the state, and an assignment or an agreement belongs to the revision
    in which it was made. A clock that is put right may go back, and another computer's may be behind.

    Args:
        name: its kind and key.
        since: a moment of this transaction that it comes after, too.
    """
    fact = service.fact(*name, body, audit=audit_id, replaces=replaces)
    summary = writer.summary(audit_id)
    last = max((moment for moment in (summary.changed_at if summary else None, since) if moment), default=None)
    if last is not None and moment_of(fact.at) <= last:
        fact = replace(fact, at=moment_text(last + timedelta(microseconds=1)))
    return fact


def earlier_audits(service: Service, lcs_number: str, months: int = 12) -> Sequence[str]:
    """In words, the audits of a case within so many months: a case is not audited again too soon without a reason."""
    number = check_lcs_number(lcs_number)
    limit = Period.up_to(service.today(), months).start
    with service.store.reading() as reader:
        found = reader.audits_of_case(number)
    audited = [item for item in found if item.state is not State.VOID and item.kind != AuditKind.CALIBRATION]
    counting = [item for item in audited if item.as_at >= limit]
    return [f"audited as at {item.as_at:%d/%m/%Y} ({KIND_WORDS[AuditKind(item.kind)]})" for item in counting]
