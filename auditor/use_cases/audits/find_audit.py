"""Find what a person named: an audit by its LCS number or id, a team by its name, a person by theirs."""

from collections.abc import Sequence
from uuid import UUID

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.permissions import BLIND_STATES, Person, require
from auditor.audit.states import Move
from auditor.errors import InputError, UnknownIdError
from auditor.store.records import AuditFilter, Team
from auditor.use_cases.audits.list_work import visible
from auditor.use_cases.service import Service

_MOST = 50
"""Audits of one case; more are not named in a message."""


def find_audit(service: Service, named: str) -> UUID:
    """The audit a person named, among those they may see.

    Args:
        named: an LCS number, when the case has one audit; or an audit's id.

    Raises:
        InputError: there is none, or the case has several, which are listed.
        NotPermittedError: it is the one they are to moderate blind, and have not yet.
    """
    text = named.strip()
    audit_id = _as_id(text)
    if audit_id is not None:
        return audit_id
    with service.store.reading() as reader:
        found = reader.page(visible(service, AuditFilter(text=text)), 0, _MOST) if text.isdigit() else []
        found = [item for item in found if item.lcs_number == text]
        mine = AuditFilter(moderator=service.person.id, states=BLIND_STATES, text=text)
        hidden = reader.page(mine, 0, _MOST) if text.isdigit() and not found else []
    for item in hidden:
        if item.lcs_number == text:  # they know of it, from what they are asked to moderate
            require(service.person, Move.READ, item.state, item.ownership)
    if not found:
        raise InputError(
            f"There is no audit of '{text}' that you may see.",
            "An audit is named by the LCS number of its case, or by its id.",
            "See: auditor audit list",
        )
    if len(found) > 1:
        lines = [
            f"{item.audit_id}  {KIND_WORDS[AuditKind(item.kind)]} as at {item.as_at:%d/%m/%Y}, {item.state.value}"
            for item in found
        ]
        raise InputError(f"The case {text} has several audits.", "\n".join(lines), "Name one of them by its id.")
    return found[0].audit_id


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) >= 32 else None  # a shorter text is never an id, but may be a number
    except ValueError:
        return None


def find_team(service: Service, named: str) -> Team:
    """The team with this name, whatever its capitals, or with this id.

    Raises:
        UnknownIdError: there is none; the nearest name is offered.
    """
    teams = service.teams()
    wanted = named.strip().casefold()
    for team in teams.values():
        if wanted in (team.name.casefold(), str(team.id)):
            return team
    raise UnknownIdError("team", named, [team.name for team in teams.values()])


def find_teams(service: Service, named: Sequence[str]) -> tuple[UUID, ...] | None:
    """The ids of several teams by name; None when none was named, which stands for every team."""
    return tuple(find_team(service, name).id for name in named) or None


def find_person(service: Service, named: str) -> Person:
    """The person with this display name, whatever its capitals, or with this id.

    Raises:
        UnknownIdError: there is none; the nearest name is offered.
        InputError: there are several.
    """
    people = service.people()
    wanted = named.strip().casefold()
    found = [person for person in people.values() if wanted in (person.name.casefold(), str(person.id))]
    if not found:
        raise UnknownIdError("person", named, [person.name for person in people.values()])
    if len(found) > 1:
        ids = "\n".join(str(person.id) for person in found)
        raise InputError(f"Several people are called '{named}'.", ids, "Name one of them by their id.")
    return found[0]
