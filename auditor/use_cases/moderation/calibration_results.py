"""What a calibration came to: who may see it, the spread of grades and answers, who reached the reference."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import cast
from uuid import UUID

from auditor.audit.calibration import (
    NOT_APPLICABLE,
    AnswerSpread,
    Calibration,
    GradeSpread,
    PassShare,
    answer_spreads,
    grade_spreads,
    pass_shares,
)
from auditor.audit.facts import FactKind
from auditor.audit.permissions import Role
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.standards.model import AnswerId, Checklist
from auditor.store.store import Reader
from auditor.store.summaries import COUNTED_STATES, scope_of
from auditor.use_cases.audits.open_audit import WholeAudit, read_whole
from auditor.use_cases.moderation.compare_grades import graded_names
from auditor.use_cases.service import Service, require_qa_lead


@dataclass(frozen=True)
class CalibrationRow:
    """A calibration as one person sees it in a list.

    Attributes:
        calibration: without the reference grades for whoever may not see the results.
        invited: the person working is one of those asked.
        own: their own audit; None while they have not started it.
        own_state: where it stands.
        started: how many have started.
        submitted: how many have submitted.
        may_see: the results are open to the person working.
    """

    calibration: Calibration
    invited: bool
    own: UUID | None
    own_state: State | None
    started: int
    submitted: int
    may_see: bool


@dataclass(frozen=True)
class CalibrationResults:
    """What a calibration came to, as one person may see it.

    Attributes:
        labels: of everybody who submitted: names for the QA lead; otherwise letters, in an order that tells nothing.
        own: the label of the person working; None when they took no part.
        graded: the spread of everything graded.
        answers: the questions answered differently, those that divide most first.
        passes: everybody's for the QA lead; otherwise the person's own. Empty without reference grades.
        names: code and title of everything graded.
    """

    calibration: Calibration
    labels: tuple[str, ...]
    own: str | None
    graded: tuple[GradeSpread, ...]
    answers: tuple[AnswerSpread, ...]
    passes: tuple[PassShare, ...]
    checklist: Checklist
    names: Mapping[str, tuple[str, str]]
    waiting: int


def list_calibrations(service: Service) -> list[CalibrationRow]:
    """The calibrations a person knows of, the newest first: those they were invited to; for the QA lead, all."""
    with service.store.reading() as reader:
        found = [one for one in all_in(reader) if _knows(service, one)]
        return [_row(reader, service, one) for one in sorted(found, key=lambda one: one.id, reverse=True)]


def find_calibration(service: Service, named: str) -> CalibrationRow:
    """The calibration with this name, whatever its capitals, or with this id.

    Raises:
        UnknownIdError: there is none that this person knows of; the nearest name is offered.
    """
    rows = list_calibrations(service)
    wanted = named.strip().casefold()
    for row in rows:
        if wanted in (row.calibration.name.casefold(), row.calibration.id):
            return row
    raise UnknownIdError("calibration", named, [row.calibration.name for row in rows])


def calibration_results(service: Service, calibration_id: str) -> CalibrationResults:
    """What a calibration came to.

    Raises:
        NotPermittedError: the results are not open, or the person has not submitted their own; says nothing of them.
        UnknownIdError: there is no such calibration that this person knows of.
    """
    person = service.person
    with service.store.reading() as reader:
        found = known_in(reader, service, calibration_id)
        submitted = submitted_in(reader, found)
        require_results(service, found, set(submitted))
        people = reader.people()
        whole = next(iter(submitted.values()), None)
        if whole is None:
            raise InputError("Nobody has submitted yet.", found.name, "Look again later.")
        checklist = reader.checklist(whole.record.content_hash)
    lead = Role.QA_LEAD in person.roles
    labels = {one: people[one].name if lead else letter for one, letter in _letters(found, submitted).items()}
    examined = {labels[one]: audit.first for one, audit in submitted.items()}
    scope = scope_of(whole.record.kind, checklist, whole.details, whole.first)
    graded = grade_spreads(examined, scope, found.reference)
    in_order = tuple(sorted(examined, key=str.casefold))
    own = labels.get(person.id)
    shown = in_order if lead else tuple(label for label in in_order if label == own)
    passes = pass_shares(graded, shown, found.pass_percent) if found.reference else ()
    return CalibrationResults(
        found,
        in_order,
        own,
        graded,
        answer_spreads(examined, scope),
        passes,
        checklist,
        graded_names(scope),
        len(found.people) - len(submitted),
    )


def require_results(service: Service, found: Calibration, submitted: set[UUID]) -> None:
    """Refuse whoever may not see the results of a calibration: the one rule that everything here asks.

    Args:
        submitted: who has submitted.

    Raises:
        NotPermittedError: they may not, or not yet.
    """
    person = service.person
    if person.id in found.people and person.id not in submitted:
        raise NotPermittedError(
            "You may not see these results yet.",
            "You have not submitted your own; what others found would be in your mind.",
            "Submit it first.",
        )
    if found.opened_on is None:
        raise NotPermittedError(
            "These results are not open yet.",
            "The QA lead opens them when all are done.",
            "The QA lead: auditor calibration open",
        )


def require_texts(reader: Reader, service: Service, found: Calibration) -> None:
    """Refuse whoever may not look through what was typed in a calibration, to erase some of it.

    Raises:
        NotPermittedError: they are no QA lead, or take part and have not submitted their own.
    """
    require_qa_lead(service.person, "erase a text")
    if service.person.id in found.people and service.person.id not in submitted_in(reader, found):
        raise NotPermittedError(
            "You may not see these texts yet.",
            "You take part, and have not submitted your own; what others wrote would be in your mind.",
            "Submit it first, or ask another QA lead.",
        )


def _row(reader: Reader, service: Service, found: Calibration) -> CalibrationRow:
    audits = {one: audit for one in found.people if (audit := audit_of(reader, found, one)) is not None}
    submitted = {one for one, audit in audits.items() if audit.state in COUNTED_STATES}
    own = audits.get(service.person.id)
    try:
        require_results(service, found, submitted)
        may_see = bool(submitted)
    except NotPermittedError:
        may_see = False
    own_id, own_state = (own.record.id, own.state) if own is not None else (None, None)
    invited = service.person.id in found.people
    # Reference grades would be in the mind of whoever still has to grade.
    sets_it = Role.QA_LEAD in service.person.roles and (not invited or service.person.id in submitted)
    shown = found if may_see or sets_it else replace(found, reference={})
    return CalibrationRow(shown, invited, own_id, own_state, len(audits), len(submitted), may_see)


def all_in(reader: Reader) -> list[Calibration]:
    """Every calibration, whoever knows of it."""
    return [Calibration.from_body(key, body) for key, body in reader.bodies_of(FactKind.CALIBRATION)]


def _knows(service: Service, found: Calibration) -> bool:
    return Role.QA_LEAD in service.person.roles or service.person.id in found.people


def known_in(reader: Reader, service: Service, calibration_id: str) -> Calibration:
    """A calibration that the person working knows of.

    Raises:
        UnknownIdError: there is none with this id.
    """
    known = {one.id: one for one in all_in(reader) if _knows(service, one)}
    if calibration_id not in known:
        raise UnknownIdError("calibration", calibration_id, [one.name for one in known.values()])
    return known[calibration_id]


def audit_key(found: Calibration, person: UUID) -> str:
    """Names the fact that says which audit of a calibration is a person's."""
    return f"{found.id}:{person.hex}"


def audit_of(reader: Reader, found: Calibration, person: UUID) -> WholeAudit | None:
    """The audit somebody has started of a calibration, and not made void or removed since."""
    fact = reader.standing(FactKind.CALIBRATION_AUDIT, audit_key(found, person))
    if fact is None or fact.body is None:
        return None
    audit_id = UUID(fact.body["audit"])
    if reader.standing(FactKind.REMOVAL, audit_id.hex) is not None:
        return None
    whole = read_whole(reader, audit_id)
    return None if whole.state is State.VOID else whole


def audits_ever(reader: Reader, found: Calibration) -> list[UUID]:
    """Every audit that was started of a calibration and not removed since, also those that were made void."""
    facts = reader.rounds.every([FactKind.CALIBRATION_AUDIT])
    started = [UUID(one.body["audit"]) for one in facts if one.body and one.key.startswith(f"{found.id}:")]
    return [one for one in dict.fromkeys(started) if reader.standing(FactKind.REMOVAL, one.hex) is None]


def calibration_with(reader: Reader, audit_id: UUID) -> Calibration | None:
    """The calibration that an audit belongs to; None when it belongs to none."""
    return next((one for one in all_in(reader) if audit_id in audits_ever(reader, one)), None)


def submitted_in(reader: Reader, found: Calibration) -> dict[UUID, WholeAudit]:
    """What was submitted, by whose it is. The caller asks :func:`require_results` before anything is handed on."""
    audits = {one: audit_of(reader, found, one) for one in found.people}
    return {one: audit for one, audit in audits.items() if audit is not None and audit.state in COUNTED_STATES}


def _letters(found: Calibration, people: Mapping[UUID, object]) -> dict[UUID, str]:
    """A letter for everybody, in an order that follows from no name, role or time, and stays the same."""
    shuffled = sorted(people, key=lambda one: sha256(f"{found.id}{one.hex}".encode()).digest())
    return {one: f"person {_letter(place)}" for place, one in enumerate(shuffled)}


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"Z{place - 25}"


def standing_words(row: CalibrationRow) -> str:
    """What a calibration asks of the person working now, in words."""
    if row.invited and row.own_state is None:
        return "not started"
    if row.own_state is State.DRAFT:
        return "started"
    if row.may_see:
        return "results open"
    if row.own_state is not None:
        return "submitted; results not open yet"
    return "not asked; results not open yet"


def answer_words(checklist: Checklist, answer: str | None) -> str:
    """An answer as people read it; empty when there is none."""
    if answer is None:
        return ""
    if answer == NOT_APPLICABLE:
        return "not applicable"
    return checklist.scale.answer(cast("AnswerId", answer)).word
