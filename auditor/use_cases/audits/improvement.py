"""The inadequate pathway: which audits are on it, what is agreed for each, and after how many months one re-audits."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from auditor.audit.details import AuditDetails
from auditor.audit.facts import Fact, FactKind, current
from auditor.audit.improvement import (
    SETTING,
    ImprovementPlan,
    Pathway,
    check_months,
    final_on,
    months_in,
    re_audit_due,
)
from auditor.audit.permissions import Role, require
from auditor.audit.states import Move, State
from auditor.errors import InputError, UnknownIdError
from auditor.store.check_queries import facts_by_audit, inadequate_of_record, re_audits_of_cases
from auditor.store.records import AuditSummary
from auditor.store.store import Reader
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.council.change_setting import change_setting
from auditor.use_cases.service import Service


def list_pathways(service: Service) -> list[Pathway]:
    """Every audit the person working may read whose grade of record is inadequate, the re-audit due first leading."""
    with service.store.reading() as reader:
        found = pathways_in(reader, reader.ask(inadequate_of_record, service.person))
    return sorted(found, key=lambda one: (one.due, one.lcs_number))


def pathways_in(reader: Reader, audits: Iterable[AuditSummary]) -> list[Pathway]:
    """The pathways of audits whose grade of record is inadequate, inside a transaction of the caller's."""
    inadequate = list(audits)
    facts = reader.ask(facts_by_audit, (FactKind.MOVE, FactKind.IMPROVEMENT), [one.audit_id for one in inadequate])
    months = months_in(reader.settings())
    followed = _re_audits(reader, inadequate)
    found = []
    for one in inadequate:
        of_audit = facts.get(one.audit_id, [])
        stood = final_on(of_audit)
        if stood is not None:
            found.append(
                Pathway(
                    one.audit_id,
                    one.lcs_number,
                    one.team_id,
                    one.auditor_id,
                    stood,
                    re_audit_due(stood, months),
                    plan_in(of_audit),
                    tuple(followed.get(one.audit_id, ())),
                )
            )
    return found


def plan_in(of_audit: Iterable[Fact]) -> ImprovementPlan | None:
    """What is agreed for an audit, in its facts; None while nothing is."""
    standing = current(fact for fact in of_audit if fact.kind is FactKind.IMPROVEMENT).get((FactKind.IMPROVEMENT, ""))
    return ImprovementPlan.from_body(standing.latest.body) if standing and standing.latest.body is not None else None


def _re_audits(reader: Reader, audits: list[AuditSummary]) -> dict[UUID, list[tuple[UUID, bool, str | None]]]:
    """The re-audits that follow audits, by the audit they follow, oldest first."""
    again = reader.ask(re_audits_of_cases, {one.case_id for one in audits})
    details = reader.ask(facts_by_audit, (FactKind.DETAILS,), [one.audit_id for one in again])
    found: dict[UUID, list[tuple[UUID, bool, str | None]]] = {}
    for one in again:
        standing = current(details.get(one.audit_id, [])).get((FactKind.DETAILS, ""))
        body = standing.latest.body if standing else None
        after = AuditDetails.from_body(body).after if body is not None else None
        if after is not None:
            found.setdefault(after, []).append((one.audit_id, one.state is not State.DRAFT, one.overall))
    return found


def read_pathway(service: Service, audit_id: UUID) -> Pathway:
    """The pathway of one audit.

    Raises:
        InputError: there is no such audit, or its grade of record is not inadequate.
        NotPermittedError: this person may not read it.
    """
    with service.store.reading() as reader:
        return _pathway(reader, service, audit_id, Move.READ)


def _pathway(reader: Reader, service: Service, audit_id: UUID, move: Move) -> Pathway:
    whole = read_whole(reader, audit_id)
    require(service.person, move, whole.state, whole.ownership)
    summary = reader.summary(audit_id)
    stands = summary is not None and summary.overall == "inadequate"
    found = pathways_in(reader, [summary]) if summary is not None and stands else []
    if not found:
        raise InputError(
            "This audit is not on the inadequate pathway.",
            f"{whole.record.lcs_number}: its grade of record is not inadequate, or does not stand yet.",
            "See: auditor audit inadequate list",
        )
    return found[0]


def keep_plan(
    service: Service,
    audit_id: UUID,
    *,
    owner: str | None = None,
    plan: str | None = None,
    reviewed_on: date | None = None,
    re_auditor: UUID | None = None,
) -> Pathway:
    """Record what is agreed for an inadequate audit; what is left out stays as it was.

    Args:
        owner: the head of service who owns it: a role, never a name.
        plan: what will be done.
        reviewed_on: the day on which the plan was, or will be, reviewed.
        re_auditor: who audits the case again.

    Raises:
        InputError: there is no such audit, it is not on the pathway, or the first auditor was named to audit again.
        UnknownIdError: nobody who audits has this id.
        NotPermittedError: only the QA lead and the team's manager keep the plan.
    """
    with service.store.writing() as writer:
        pathway = _pathway(writer, service, audit_id, Move.IMPROVE)
        before = pathway.plan or ImprovementPlan()
        after = replace(
            before,
            owner=before.owner if owner is None else owner.strip(),
            plan=before.plan if plan is None else plan.strip(),
            reviewed_on=reviewed_on or before.reviewed_on,
            re_auditor=re_auditor or before.re_auditor,
        )
        if re_auditor is not None:
            _check_re_auditor(writer, pathway, re_auditor)
        if after != before:
            standing = read_whole(writer, audit_id).standing.get((FactKind.IMPROVEMENT, ""))
            replaces = standing.latest.id if standing else None
            body = after.as_body()
            writer.append([service.fact(FactKind.IMPROVEMENT, "", body, audit=audit_id, replaces=replaces)])
            refresh_summary(writer, audit_id)
    return read_after(service, audit_id)


def read_after(service: Service, audit_id: UUID) -> Pathway:
    """The pathway as it is after it was changed."""
    with service.store.reading() as reader:
        return _pathway(reader, service, audit_id, Move.IMPROVE)


def _check_re_auditor(reader: Reader, pathway: Pathway, person_id: UUID) -> None:
    people = reader.people()
    person = people.get(person_id)
    if person is None or Role.AUDITOR not in person.roles:
        names = [one.name for one in people.values() if Role.AUDITOR in one.roles]
        raise UnknownIdError("auditor", person.name if person else str(person_id), names)
    if person_id == pathway.auditor:
        raise InputError(
            f"{person.name} carried out the first audit.",
            "A re-audit is independent of it.",
            "Name somebody else who audits.",
        )


def set_re_audit_months(service: Service, months: int) -> None:
    """Say after how many months an inadequate audit's case is audited again.

    Raises:
        InputError: it is not 1 to 24.
        NotPermittedError: only the QA lead changes settings.
    """
    change_setting(service, SETTING, check_months(months))
