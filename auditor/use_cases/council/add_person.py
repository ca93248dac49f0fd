"""Add a person to a store: a name, roles, teams, and a passphrase of their own."""

from collections.abc import Iterable
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.permissions import Person, Role
from auditor.errors import InputError, UnknownIdError
from auditor.store.keys import slots_locked
from auditor.store.records import moment_text
from auditor.store.store import Reader
from auditor.store.vault import DEFAULT_COST, Argon2Cost, SlotInfo, remove_slot, slots
from auditor.use_cases.open_store import add_slot_for, person_body
from auditor.use_cases.service import Service, require_qa_lead


def add_person(
    service: Service,
    name: str,
    passphrase: str,
    roles: Iterable[Role],
    teams: Iterable[UUID] = (),
    *,
    cost: Argon2Cost = DEFAULT_COST,
) -> Person:
    """Add a person, who can then unlock the store under their own name.

    Args:
        name: the display name; no other person who works with the store has it.
        passphrase: their own, at least 12 characters; they should change it at once.
        roles: at least one.
        teams: the teams a team manager manages.

    Raises:
        InputError: a name, role, team or passphrase that does not fit; nobody was added.
        NotPermittedError: only the QA lead adds people.
        StoreBusyError: another window is changing who can open the store.
    """
    require_qa_lead(service.person, "add a person")
    store = service.store
    person = Person(service.new_id(), name.strip(), frozenset(roles), frozenset(teams))
    slot = SlotInfo(person.id.hex, "person", person.name, str(person.id))
    with slots_locked(store.folder):
        try:
            with store.writing() as writer:
                check_person(writer, person)
                writer.add_person(person.id, moment_text(service.now()))
                writer.append([service.fact(FactKind.PERSON, str(person.id), person_body(person))])
                slot_key = add_slot_for(store.folder, slot, passphrase, store.key, cost)
                writer.keep_slot_key(slot.id, slot_key, person.id)
        except BaseException:
            if slot in slots(store.folder):
                remove_slot(store.folder, slot.id)
            raise
    return person


def check_person(reader: Reader, person: Person) -> None:
    """Refuse a person with no name, no role, a team that does not exist, or somebody else's name."""
    if not person.name.strip():
        raise InputError("A display name is needed.", "", "Type the name colleagues know them by.")
    if not person.roles:
        raise InputError("A person needs a role.", "", f"Choose from: {', '.join(Role)}.")
    known = reader.teams()
    for team in person.teams:
        if team not in known:
            raise UnknownIdError("team", str(team), [str(other) for other in known])
    if Role.TEAM_MANAGER in person.roles and not person.teams:
        raise InputError("A team manager needs a team.", "", "Choose the team they manage.")
    others = (other.name.casefold() for other in reader.people().values() if other.roles and other.id != person.id)
    if person.name.casefold() in others:
        raise InputError(f"There is a '{person.name}' already.", "", "Add an initial, so that they can be told apart.")
