"""Changes to a round under way, each with a reason: more time, a case that is let off, another in its place."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.permissions import Person, Role, require
from auditor.audit.round_board import Line
from auditor.audit.rounds import OPEN, UNSTARTED, Allocation, Exemption, Extension, Standing
from auditor.audit.states import Move
from auditor.errors import InputError, UnknownIdError
from auditor.store.store import Reader, Writer
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.rounds.plan import (
    RoundView,
    allocations_in,
    line_numbered,
    lines_of,
    one_round,
    put_allocations,
    view_of,
)
from auditor.use_cases.service import Service, require_qa_lead


def approvers(service: Service, auditor: UUID | None) -> list[Person]:
    """Who may approve more time or an exemption: QA leads and managers, but nobody for themself."""
    return _approvers(service.people().values(), auditor)


def _approvers(people: Iterable[Person], auditor: UUID | None) -> list[Person]:
    allowed = {Role.QA_LEAD, Role.TEAM_MANAGER}
    everybody = [one for one in people if allowed & one.roles and one.id != auditor]
    return sorted(everybody, key=lambda one: (Role.QA_LEAD not in one.roles, one.name.casefold()))


def extend(service: Service, round_id: str, lcs_number: str, due: date, reason: str, approver: UUID) -> RoundView:
    """Give an audit more time; one that is started is due later too.

    Args:
        due: the new day; later than the present one.
        reason: one line on why.
        approver: who allowed it: a QA lead or a manager, never the auditor.

    Raises:
        InputError: no reason, a day that is not later, or there is nothing left to do in time.
        UnknownIdError: there is no such round, case or approver.
        NotPermittedError: only the QA lead records extensions.
    """
    require_qa_lead(service.person, "extend a due date")

    def change(writer: Writer, line: Line) -> list[Allocation]:
        if line.standing not in OPEN:
            raise InputError(f"{lcs_number} is {line.standing.value}.", "", "It needs no more time.")
        if due <= line.due:
            raise InputError("The new day is not later.", f"It is due on {line.due:%d/%m/%Y} now.", "Give a later day.")
        one = Extension(due, _reason(reason), approver, service.today())
        if line.standing is Standing.STARTED and line.allocation.audit is not None:
            _put_due(writer, service, line.allocation.audit, due)
        return [replace(line.allocation, extensions=(*line.allocation.extensions, one))]

    return _change(service, round_id, lcs_number, change, approver)


def _put_due(writer: Writer, service: Service, audit_id: UUID, due: date) -> None:
    whole = read_whole(writer, audit_id)
    require(service.person, Move.CORRECT_DETAILS, whole.state, whole.ownership)
    body = replace(whole.details, due=due).as_body()
    replaces = whole.standing[FactKind.DETAILS, ""].latest.id
    writer.append([service.fact(FactKind.DETAILS, "", body, audit=audit_id, replaces=replaces)])
    refresh_summary(writer, audit_id)


def exempt(service: Service, round_id: str, lcs_number: str, reason: str, approver: UUID) -> RoundView:
    """Say that a case of the sample need not be audited, and that none stands in for it.

    Args:
        reason: one line on why.
        approver: who allowed it: a QA lead or a manager, never the auditor.

    Raises:
        InputError: no reason, or the audit is started already.
        UnknownIdError: there is no such round, case or approver.
        NotPermittedError: only the QA lead records exemptions.
    """
    require_qa_lead(service.person, "exempt a case")

    def change(reader: Reader, line: Line) -> list[Allocation]:
        del reader
        _require_unstarted(line)
        return [replace(line.allocation, exempt=Exemption(_reason(reason), approver, service.today()))]

    return _change(service, round_id, lcs_number, change, approver)


def replace_case(service: Service, round_id: str, lcs_number: str, reason: str) -> tuple[RoundView, str]:
    """Let the next case of the reserve, of the same team, stand in for one that was drawn and cannot be audited.

    It is nobody's yet: whoever was asked for the first may not be independent of the second.

    Args:
        reason: drawn, not audited: why.

    Returns:
        The round, and the LCS number of the case that stands in.

    Raises:
        InputError: no reason, the audit is started already, or the team's reserve is used up.
        UnknownIdError: there is no such round or case.
        NotPermittedError: only the QA lead replaces cases.
    """
    require_qa_lead(service.person, "replace a case")
    found = ""

    def change(reader: Reader, line: Line) -> list[Allocation]:
        nonlocal found
        _require_unstarted(line)
        of, _ = one_round(reader, round_id)
        said = _reason(reason)
        used = [one.case for one in allocations_in(reader, round_id).values() if one.stands_for]
        stands_in = of.replacement_for(line.case.id, used)
        if stands_in is None:
            raise InputError(
                f"No case is left in the reserve of the team of {lcs_number}.",
                "Every case of its list was drawn or stands in already.",
                "Exempt it instead, or read a longer list into the next round.",
            )
        found = of.by_id[stands_in].lcs_number
        before = replace(line.allocation, replaced_by=stands_in, replaced_because=said)
        return [before, Allocation(stands_in, stands_for=line.case.id)]

    return _change(service, round_id, lcs_number, change), found


def _change(
    service: Service,
    round_id: str,
    lcs_number: str,
    change: Callable[[Writer, Line], list[Allocation]],
    approver: UUID | None = None,
) -> RoundView:
    with service.store.writing() as writer:
        of, _ = one_round(writer, round_id)
        line = line_numbered(lines_of(writer, of, service.today()), lcs_number)
        if approver is not None:
            _require_approver(writer, approver, line.allocation.auditor)
        put_allocations(writer, service, of, change(writer, line))
        return view_of(writer, service, of)


def _require_approver(reader: Reader, approver: UUID, auditor: UUID | None) -> None:
    people = reader.people()
    allowed = _approvers(people.values(), auditor)
    if approver in {one.id for one in allowed}:
        return
    name = people[approver].name if approver in people else str(approver)
    if approver == auditor:
        raise InputError(f"{name} is the auditor.", "Nobody approves this for themself.", "Name somebody else.")
    raise UnknownIdError("approver, a QA lead or a manager,", name, [one.name for one in allowed])


def _require_unstarted(line: Line) -> None:
    if line.standing in (Standing.EXEMPT, Standing.REPLACED):
        raise InputError(f"{line.case.lcs_number} is {line.standing.value} already.", "", "Choose another case.")
    if line.standing not in UNSTARTED:
        raise InputError(
            f"The audit of {line.case.lcs_number} is {line.standing.value}.",
            "What was recorded in it would be lost from the round.",
            "Make that audit void first, with its own reason.",
        )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise InputError("A reason is needed.", "", "Type one line on why, without a name.")
    return reason.strip()
