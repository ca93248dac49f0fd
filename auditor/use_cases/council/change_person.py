"""Change what a person is called, and what they may do."""

from auditor.audit.facts import FactKind
from auditor.audit.permissions import Person, Role
from auditor.errors import InputError, UnknownIdError
from auditor.use_cases.council.add_person import check_person
from auditor.use_cases.open_store import person_body
from auditor.use_cases.service import Service, require_qa_lead


def change_person(service: Service, person: Person) -> Person:
    """Change a person's display name, roles or teams.

    Args:
        person: as they shall be; the id says who.

    Raises:
        InputError: there is nobody with this id who works with the store, or the last QA lead would be none any more;
            otherwise as :func:`add_person`.
        NotPermittedError: only the QA lead changes people.
    """
    require_qa_lead(service.person, "change a person")
    with service.store.writing() as writer:
        before = writer.standing(FactKind.PERSON, str(person.id))
        people = writer.people()
        if before is None or not people[person.id].roles:
            raise UnknownIdError("person", str(person.id), [str(known) for known in people])
        check_person(writer, person)
        leads = {known.id for known in people.values() if Role.QA_LEAD in known.roles}
        if leads == {person.id} and Role.QA_LEAD not in person.roles:
            raise InputError("A store needs a QA lead.", "", "Make somebody else QA lead first.")
        body = person_body(person)
        writer.append([service.fact(FactKind.PERSON, str(person.id), body, replaces=before.id)])
    if person.id == service.person.id:
        service.person = person
    return person
