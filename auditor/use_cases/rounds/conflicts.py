"""Conflicts of interest: who may neither audit nor moderate a case, and why. The QA lead keeps them.

A conflict names its case by id: when the LCS number goes, it stays on record and is in no list any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from auditor.audit.details import check_lcs_number
from auditor.audit.facts import FactKind
from auditor.errors import InputError, UnknownIdError
from auditor.store.store import Reader
from auditor.use_cases.audits.start_audit import case_numbered
from auditor.use_cases.service import Service, require_qa_lead


@dataclass(frozen=True)
class Conflict:
    """A conflict of interest on record."""

    lcs_number: str
    person: UUID
    name: str
    reason: str


def conflicts_by_case(reader: Reader) -> dict[UUID, dict[UUID, str]]:
    """Every conflict on record: by case id who, and why."""
    found: dict[UUID, dict[UUID, str]] = {}
    for key, fact in reader.rounds.standing(FactKind.CONFLICT).items():
        case, _, person = key.partition(":")
        if fact.body.get("reason"):
            found.setdefault(UUID(case), {})[UUID(person)] = str(fact.body["reason"])
    return found


def list_conflicts(service: Service) -> Sequence[Conflict]:
    """The conflicts on record of cases that have an LCS number, by case and name.

    Raises:
        NotPermittedError: only the QA lead sees them.
    """
    require_qa_lead(service.person, "see conflicts of interest")
    with service.store.reading() as reader:
        people, by_case = reader.people(), conflicts_by_case(reader)
        numbers = reader.rounds.numbers(by_case)
    found = [
        Conflict(numbers[case], person, people[person].name if person in people else str(person), reason)
        for case, those in by_case.items()
        if case in numbers
        for person, reason in those.items()
    ]
    return sorted(found, key=lambda one: (one.lcs_number, one.name.casefold()))


def add_conflict(service: Service, lcs_number: str, person: UUID, reason: str) -> None:
    """Put a conflict of interest on record, or say its reason anew.

    Raises:
        InputError: that is no LCS number, or there is no reason.
        UnknownIdError: nobody has this id.
        NotPermittedError: only the QA lead records conflicts.
    """
    if not reason.strip():
        raise InputError("A conflict of interest needs a reason.", "", "Type one line on why, without a name.")
    _put(service, lcs_number, person, reason.strip())


def remove_conflict(service: Service, lcs_number: str, person: UUID) -> None:
    """Take a conflict back: they may audit and moderate the case again. That it was there stays on record.

    Raises:
        InputError: that is no LCS number, or there is no such conflict.
        NotPermittedError: only the QA lead records conflicts.
    """
    _put(service, lcs_number, person, "")


def _put(service: Service, lcs_number: str, person: UUID, reason: str) -> None:
    require_qa_lead(service.person, "change conflicts of interest")
    number = check_lcs_number(lcs_number)
    with service.store.writing() as writer:
        people = writer.people()
        if person not in people:
            raise UnknownIdError("person", str(person), [one.name for one in people.values()])
        case = case_numbered(writer, service, number)
        key = f"{case.hex}:{person}"
        before = writer.rounds.standing(FactKind.CONFLICT, key).get(key)
        stood = bool(before and before.body.get("reason"))
        if not reason and not stood:
            raise InputError(
                f"No conflict of {people[person].name} is on record for {number}.",
                "",
                "See: auditor rounds conflict list",
            )
        if before is None or before.body.get("reason") != reason:
            replaces = before.fact_id if before else None
            writer.append([service.fact(FactKind.CONFLICT, key, {"reason": reason}, replaces=replaces)])
