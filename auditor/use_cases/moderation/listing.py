"""What there is to moderate: the lists of whoever moderates, of whoever was moderated, and of the QA lead."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.audit.permissions import Person, Role
from auditor.audit.states import Move, State
from auditor.errors import InputError
from auditor.store.records import AuditFilter, AuditSummary
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.audits.list_work import PAGE
from auditor.use_cases.moderation.moderate import blinded, to_moderate
from auditor.use_cases.service import Service

_MODERATED_KINDS = tuple(kind.value for kind in AuditKind if kind is not AuditKind.CALIBRATION)
_NOT_YET = (State.SUBMITTED, State.MODERATING)
_STANDS = (State.FINAL, State.CLOSED)


class Waiting(StrEnum):
    """A list of audits, by what waits to be done with them."""

    MODERATE = "moderate"
    """Mine to examine a second time."""
    COMPARE = "compare"
    """Grades differ, and I am one of the two."""
    SETTLE = "settle"
    """The two could not agree; a QA lead who is neither decides."""
    PICK = "pick"
    """Submitted, and nobody was asked to moderate it."""
    ASKED = "asked"
    """Somebody was asked, and has not submitted."""
    DONE = "done"
    """The grade of record stands, and it was moderated."""


def lists_of(person: Person) -> tuple[Waiting, ...]:
    """The lists that a person has, in order."""
    found = [Waiting.MODERATE] if Role.MODERATOR in person.roles else []
    if person.roles & {Role.AUDITOR, Role.MODERATOR}:
        found.append(Waiting.COMPARE)
    if Role.QA_LEAD in person.roles:
        found += [Waiting.SETTLE, Waiting.PICK, Waiting.ASKED]
    return (*found, Waiting.DONE) if found else ()


def wanted_for(person: Person, which: Waiting) -> AuditFilter:
    """The audits of a list, as this person has it."""
    match which:
        case Waiting.MODERATE:
            return AuditFilter(moderator=person.id, states=_NOT_YET)
        case Waiting.COMPARE:
            return AuditFilter(able=(person, Move.AGREE), states=(State.COMPARING,))
        case Waiting.SETTLE:
            return AuditFilter(able=(person, Move.SETTLE), states=(State.ESCALATED,), readable_by=person)
        case Waiting.PICK:
            wanted = AuditFilter(able=(person, Move.ASSIGN_MODERATION), states=(State.SUBMITTED,), readable_by=person)
            return replace(wanted, assigned=False, kinds=_MODERATED_KINDS)
        case Waiting.ASKED:
            return AuditFilter(assigned=True, states=_NOT_YET, readable_by=person)
        case Waiting.DONE:
            wanted = AuditFilter(moderated=True, states=_STANDS, readable_by=person)
            return wanted if Role.QA_LEAD in person.roles else replace(wanted, involving=person.id)


def count_moderation(service: Service) -> dict[Waiting, int]:
    """How many audits stand in each list that this person has."""
    with service.store.reading() as reader:
        return {which: reader.count(wanted_for(service.person, which)) for which in lists_of(service.person)}


def list_moderation(service: Service, which: Waiting, offset: int = 0, limit: int = PAGE) -> Sequence[AuditSummary]:
    """A page of one of the lists; nothing where this person does not have it."""
    if which not in lists_of(service.person):
        return ()
    if which is Waiting.MODERATE:
        return to_moderate(service, offset, limit)
    with service.store.reading() as reader:
        return reader.page(wanted_for(service.person, which), offset, limit)


def find_moderation(service: Service, named: str) -> UUID:
    """The audit a person named, also where they are to moderate it blind and may not read it.

    Args:
        named: an LCS number, or an audit's id; see :func:`auditor.use_cases.audits.find_audit.find_audit`.

    Raises:
        InputError: there is none, or the case has several, which are listed.
    """
    text = named.strip()
    mine = [row for row in _mine_of_case(service, text) if row.lcs_number == text] if text.isdigit() else []
    if len(mine) == 1:
        return mine[0].audit_id
    if mine:
        lines = [f"{row.audit_id}  as at {row.as_at:%d/%m/%Y}" for row in mine]
        raise InputError(f"You moderate several audits of {text}.", "\n".join(lines), "Name one of them by its id.")
    return find_audit(service, named)


def _mine_of_case(service: Service, lcs_number: str) -> list[AuditSummary]:
    wanted = AuditFilter(moderator=service.person.id, states=_NOT_YET, text=lcs_number)
    with service.store.reading() as reader:
        return [blinded(row) for row in reader.page(wanted)]
