"""Remove a person: their name stays on what they recorded, their passphrase opens nothing any more."""

from dataclasses import replace
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.errors import InputError, UnknownIdError
from auditor.store.keys import forget_removed_slots, slots_locked
from auditor.store.vault import remove_slot, slots
from auditor.use_cases.open_store import person_body
from auditor.use_cases.service import Service, require_qa_lead


def remove_person(service: Service, person_id: UUID) -> None:
    """Remove a person, and encrypt the store anew: a copy they kept of their slot opens the old key only.

    May be repeated: when the store was open in another window, or the program was ended on the way, the person cannot
    work any more, and the rest is done the next time (or when somebody next unlocks the store).

    Raises:
        InputError: there is nobody with this id, or it is the person working.
        NotPermittedError: only the QA lead removes people.
        StoreBusyError: the store is open in another window, so it could not be encrypted anew yet.
    """
    require_qa_lead(service.person, "remove a person")
    if person_id == service.person.id:
        raise InputError("You cannot remove yourself.", "", "Another QA lead can.")
    store = service.store
    with slots_locked(store.folder):
        with store.writing() as writer:
            people = writer.people()
            before = writer.standing(FactKind.PERSON, str(person_id))
            if before is None:
                raise UnknownIdError("person", str(person_id), [str(known) for known in people])
            if people[person_id].roles:
                body = person_body(replace(people[person_id], roles=frozenset(), teams=frozenset()))
                writer.append([service.fact(FactKind.PERSON, str(person_id), body, replaces=before.id)])
        for slot in slots(store.folder):
            if slot.person_id == str(person_id):
                remove_slot(store.folder, slot.id)
        forget_removed_slots(store)
