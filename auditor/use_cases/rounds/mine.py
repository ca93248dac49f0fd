"""What a round asks of an auditor: the cases allocated to them, and starting the audit of one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from auditor.audit.details import AuditKind, check_lcs_number
from auditor.audit.profile import Period, Profile
from auditor.audit.rounds import Allocation, Round, allocation_key, of_allocation
from auditor.errors import InputError
from auditor.store.store import Reader, Writer
from auditor.use_cases.audits.start_audit import start_audit
from auditor.use_cases.moderation.moderate import NotIndependentError
from auditor.use_cases.rounds.allocate import against
from auditor.use_cases.rounds.conflicts import conflicts_by_case
from auditor.use_cases.rounds.plan import allocations_in, one_round, put_allocations
from auditor.use_cases.service import Service


@dataclass(frozen=True)
class Allocated:
    """A case somebody was asked to audit: all that they need to start, and nothing else of the round."""

    round_id: str
    round_name: str
    case: UUID
    lcs_number: str
    team: UUID
    team_name: str
    kind: AuditKind
    theme: str
    period: Period
    due: date


def allocated_to_me(service: Service) -> Sequence[Allocated]:
    """The cases the person working was asked to audit and has not started, the first due first."""
    with service.store.reading() as reader:
        waiting = reader.rounds.waiting_for(service.person.id)
        if not waiting:
            return []
        rounds = {name: one_round(reader, name)[0] for name in {of_allocation(key)[0] for key in waiting}}
        teams = reader.teams()
    found = []
    for key, fact in waiting.items():
        round_id, case_id = of_allocation(key)
        of = rounds[round_id]
        case = of.by_id.get(case_id)
        if case is None:
            continue
        due = Allocation.from_body(case_id, fact.body).due_in(of)
        team, number = teams[case.team].name if case.team in teams else "", case.lcs_number
        found.append(Allocated(round_id, of.name, case_id, number, case.team, team, of.kind, of.theme, of.period, due))
    return sorted(found, key=lambda one: (one.due, one.team_name.casefold(), one.lcs_number))


def count_allocated(service: Service) -> int:
    """How many those are."""
    with service.store.reading() as reader:
        return len(reader.rounds.waiting_for(service.person.id))


def find_allocated(service: Service, lcs_number: str) -> Allocated:
    """The case with this LCS number among those allocated to the person working; the first due of several.

    Raises:
        InputError: none is, or it is no LCS number.
    """
    number = check_lcs_number(lcs_number)
    found = next((one for one in allocated_to_me(service) if one.lcs_number == number), None)
    if found is None:
        raise InputError(f"{number} is not allocated to you, or is started.", "", "See: auditor rounds mine")
    return found


def start_allocated(service: Service, wanted: Allocated, profile: Profile, team: UUID | None = None) -> UUID:
    """Start the audit of a case that was allocated: kind, period and due date are the round's.

    Args:
        wanted: from :func:`allocated_to_me`.
        profile: what is known of the subject.
        team: the team responsible at the as-at date, where it is not the one in the round's list.

    Returns:
        The new audit's id; the allocation knows it from then on.

    Raises:
        InputError: it is not allocated to this person any more, is started already, or the details do not fit.
        NotIndependentError: they are not independent of the case any more, or not of the team named.
        NotPermittedError: the person does not audit.
    """
    whose = wanted.team if team is None else team

    def link(writer: Writer, audit_id: UUID) -> None:
        of, allocation = _still_mine(writer, service, wanted)
        case = replace(of.by_id[wanted.case], team=whose)
        conflicts = conflicts_by_case(writer).get(wanted.case, {})
        if found := against(case, service.person, conflicts):
            reasons = "\n".join(f"- {reason}" for reason in found)
            raise NotIndependentError(f"You cannot audit {wanted.lcs_number}.", reasons, "Tell the QA lead.")
        put_allocations(writer, service, of, [replace(allocation, audit=audit_id)])

    return start_audit(
        service,
        lcs_number=wanted.lcs_number,
        team=whose,
        profile=profile,
        kind=wanted.kind,
        theme=wanted.theme,
        as_at=wanted.period.end,
        period_start=wanted.period.start,
        due=wanted.due,
        then=link,
    )


def _still_mine(reader: Reader, service: Service, wanted: Allocated) -> tuple[Round, Allocation]:
    if allocation_key(wanted.round_id, wanted.case) not in reader.rounds.waiting_for(service.person.id):
        raise InputError(
            f"{wanted.lcs_number} is not allocated to you any more, or is started.",
            "Nothing was started now.",
            "Look at your list again: auditor rounds mine",
        )
    of, _ = one_round(reader, wanted.round_id)
    return of, allocations_in(reader, wanted.round_id)[wanted.case]
