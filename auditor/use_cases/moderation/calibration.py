"""Calibration: ask several people to examine the same synthetic case, and look at the spread afterwards.

Nobody sees another's examination: their audits are private to them (see
:class:`auditor.audit.permissions.Ownership`). What they came to is shown when the QA lead has opened the results, to
those who have submitted their own. It counts nowhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from auditor.audit.calibration import (
    PASS_PERCENT,
    SYNTHETIC,
    Calibration,
)
from auditor.audit.details import AuditDetails, AuditKind, check_lcs_number
from auditor.audit.examination import Examination
from auditor.audit.facts import FactKind
from auditor.audit.permissions import Role
from auditor.audit.profile import Period, Profile
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.standards.model import GradeId
from auditor.store.store import Reader
from auditor.store.summaries import COUNTED_STATES, scope_of
from auditor.use_cases.audits.start_audit import add_audit, check_subject, checklist_for
from auditor.use_cases.moderation.calibration_results import all_in, audit_key, audit_of, known_in, submitted_in
from auditor.use_cases.service import Service, require_qa_lead

FEWEST = 2
"""People who must have submitted before results are opened: one alone has no spread."""


# -- making and starting ----------------------------------------------------------------------------------------------


def new_calibration(
    service: Service,
    *,
    name: str,
    lcs_number: str,
    people: Sequence[UUID],
    team: UUID,
    profile: Profile,
    theme: str = "",
    as_at: date | None = None,
    due: date | None = None,
    pass_percent: int = PASS_PERCENT,
) -> Calibration:
    """Ask several people to examine a synthetic case, each for themselves.

    Args:
        name: what it is called.
        lcs_number: of the case; begins with 99, which marks what is invented.
        people: those invited; they audit.
        team: for the details of their audits; nothing counts for it.
        profile: what is known of the subject: the same for everybody.
        theme: the theme's id; the newest edition when left out.
        as_at: the day at which the file is judged; today when left out.
        due: the day by which they should submit.
        pass_percent: the share of grades equal to the reference from which a person passes.

    Raises:
        InputError: what does not fit; says what and why.
        NotPermittedError: only the QA lead does this.
    """
    require_qa_lead(service.person, "set up a calibration")
    number, title = check_lcs_number(lcs_number), name.strip()
    day = as_at or service.today()
    if not title:
        raise InputError("A calibration needs a name.", "", "Type one line, as 'Autumn calibration'.")
    if not number.startswith(SYNTHETIC):
        raise InputError(
            f"{number} may be a real case.",
            "Several people read the file of a calibration who have no part in the case.",
            f"Use an invented case, with a number that begins with {SYNTHETIC}.",
        )
    if day > service.today():
        raise InputError("The as-at date has not come yet.", f"{day:%d/%m/%Y}", "Give today, or an earlier day.")
    if not 1 <= pass_percent <= 100:
        raise InputError(f"{pass_percent}% is no share to pass with.", "", "Give a number from 1 to 100.")
    checklist = checklist_for(service, AuditKind.THEMATIC if theme else AuditKind.CALIBRATION, theme, profile)
    check_subject(profile, checklist.tags)
    invited = tuple(dict.fromkeys(people))
    made = Calibration(
        service.new_id().hex, title, number, invited, team, profile, day, theme, due, pass_percent=pass_percent
    )
    with service.store.writing() as writer:
        _check_new(writer, made)
        writer.append([service.fact(FactKind.CALIBRATION, made.id, made.as_body())])
    return made


def _check_new(reader: Reader, made: Calibration) -> None:
    if made.team not in reader.teams():
        raise UnknownIdError("team", str(made.team), [str(known) for known in reader.teams()])
    everybody = reader.people()
    auditors = {one.id for one in everybody.values() if Role.AUDITOR in one.roles}
    strangers = [everybody[one].name if one in everybody else str(one) for one in made.people if one not in auditors]
    if strangers:
        said = "\n".join(f"- {one}" for one in strangers)
        raise InputError("These people do not audit here.", said, "Invite auditors, or give them that role first.")
    if len(made.people) < FEWEST:
        raise InputError("A calibration takes at least two people.", "", "Invite one more.")
    if any(item.kind != AuditKind.CALIBRATION for item in reader.audits_of_case(made.lcs_number)):
        raise InputError(
            f"The case {made.lcs_number} has been audited.", "What was said of it would be known.", "Use another case."
        )
    if any(one.name.casefold() == made.name.casefold() for one in all_in(reader)):
        raise InputError(f"There is a calibration '{made.name}' already.", "", "Give it another name.")


def start_calibration(service: Service, calibration_id: str) -> UUID:
    """Start one's own audit of a calibration, or find the one that was started.

    Returns:
        The audit's id.

    Raises:
        UnknownIdError: there is no such calibration that this person knows of.
        NotPermittedError: they were not invited, or do not audit.
    """
    person = service.person
    with service.store.reading() as reader:
        found = known_in(reader, service, calibration_id)
    if person.id not in found.people or Role.AUDITOR not in person.roles:
        raise NotPermittedError(
            "You are not asked to take part in this calibration.", "", "Ask the QA lead, who invites people."
        )
    theme = AuditKind.THEMATIC if found.theme else AuditKind.CALIBRATION
    checklist = checklist_for(service, theme, found.theme, found.profile)
    with service.store.writing() as writer:
        started = audit_of(writer, found, person.id)
        if started is not None and started.state is not State.VOID:
            return started.record.id
        details = AuditDetails(found.team, Period.up_to(found.as_at), found.profile, found.due)
        audit_id = add_audit(writer, service, found.lcs_number, AuditKind.CALIBRATION, checklist, details)
        key = audit_key(found, person.id)
        before = writer.standing(FactKind.CALIBRATION_AUDIT, key)
        body = {"audit": str(audit_id)}
        replaces = before.id if before else None
        writer.append([service.fact(FactKind.CALIBRATION_AUDIT, key, body, replaces=replaces)])
    return audit_id


# -- the QA lead ------------------------------------------------------------------------------------------------------


def record_reference(service: Service, calibration_id: str, grades: Mapping[str, GradeId] | None = None) -> Calibration:
    """Record the grades that everybody's are compared with.

    Args:
        grades: by what is graded; those named are changed, the others stay. None: take one's own, as submitted.

    Raises:
        InputError: what is named is not graded, or one's own audit is not submitted.
        NotPermittedError: only the QA lead does this.
        UnknownIdError: there is no such calibration.
    """
    require_qa_lead(service.person, "record reference grades")
    with service.store.reading() as reader:
        found = known_in(reader, service, calibration_id)
        own = audit_of(reader, found, service.person.id)
    if grades is None:
        if own is None or own.state not in COUNTED_STATES:
            raise InputError(
                "You have no submitted audit of this calibration.",
                "Your own grades become the reference once you have submitted them.",
                "Name the grades instead, as overall=good.",
            )
        taken = {key: given.grade for key, given in own.first.grades.items()}
        return _change(service, replace(found, reference=taken))
    theme = AuditKind.THEMATIC if found.theme else AuditKind.CALIBRATION
    checklist = checklist_for(service, theme, found.theme, found.profile)
    details = AuditDetails(found.team, Period.up_to(found.as_at), found.profile)
    keys = scope_of(AuditKind.CALIBRATION, checklist, details, Examination()).graded_keys
    words: list[str] = [grade.id for grade in checklist.scale.grades]
    for key, grade in grades.items():
        if key not in keys:
            raise UnknownIdError("graded thing", key, list(keys))
        if grade not in words:
            raise UnknownIdError("grade", grade, words)
    return _change(service, replace(found, reference={**found.reference, **grades}))


def open_results(service: Service, calibration_id: str) -> Calibration:
    """Open the results to everybody who has submitted; whoever submits later sees them then.

    Raises:
        InputError: fewer than two have submitted.
        NotPermittedError: only the QA lead does this, and not before submitting where they take part themselves.
        UnknownIdError: there is no such calibration.
    """
    require_qa_lead(service.person, "open the results of a calibration")
    with service.store.reading() as reader:
        found = known_in(reader, service, calibration_id)
        submitted = submitted_in(reader, found)
    if found.opened_on is not None:
        return found
    if service.person.id in found.people and service.person.id not in submitted:
        raise NotPermittedError(
            "You may not open these results yet.", "You take part, and have not submitted your own.", "Submit it first."
        )
    if len(submitted) < FEWEST:
        raise InputError(
            "There is nothing to compare yet.",
            f"{len(submitted)} of {len(found.people)} have submitted; it takes at least {FEWEST}.",
            "Wait for the others.",
        )
    return _change(service, replace(found, opened_on=service.today()))


def _change(service: Service, changed: Calibration) -> Calibration:
    with service.store.writing() as writer:
        before = writer.standing(FactKind.CALIBRATION, changed.id)
        replaces = before.id if before else None
        writer.append([service.fact(FactKind.CALIBRATION, changed.id, changed.as_body(), replaces=replaces)])
    return changed


# -- for a screen that asks -------------------------------------------------------------------------------------------


def named_auditors(service: Service, line: str) -> tuple[tuple[UUID, ...], str]:
    """The people a line names, with commas between; and what is wrong with it, in words, empty when nothing is."""
    wanted = [name.strip() for name in line.split(",") if name.strip()]
    auditors = {one.name.casefold(): one.id for one in service.people().values() if Role.AUDITOR in one.roles}
    strangers = [name for name in wanted if name.casefold() not in auditors]
    if strangers:
        return (), f"Nobody called {strangers[0]} audits here. Auditors: {', '.join(sorted(auditors)).title()}."
    if len(set(map(str.casefold, wanted))) < FEWEST:
        return (), "A calibration takes at least two people."
    return tuple(auditors[name.casefold()] for name in wanted), ""


def calibration_from_form(
    service: Service, name: str, people: Sequence[UUID], *, kind: AuditKind, theme: str = "", **given: Any
) -> Calibration:
    """Make a calibration of a case that was asked for as that of an audit is.

    Args:
        kind: of the audit asked for; whatever is not thematic is read against the newest edition.
        theme: the theme's id.
        given: as :func:`new_calibration` takes it.
    """
    chosen = theme if kind is AuditKind.THEMATIC else ""
    return new_calibration(service, name=name, people=people, theme=chosen, **given)
