"""Who may not audit or moderate a case: whoever manages the team, works with the child, or has a conflict on record."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from auditor.audit.permissions import Person, Role


def blocks(
    person: Person,
    team: UUID,
    conflicts: Mapping[UUID, str],
    *,
    not_these: Iterable[UUID] = (),
    worker: UUID | None = None,
    manager: UUID | None = None,
) -> list[str]:
    """Why a person may not look at a case, in words; empty when nothing speaks against it.

    Args:
        team: the team responsible for the case.
        conflicts: conflicts of interest recorded on the case: who, and why.
        not_these: the auditor, when a moderator is looked for.
        worker: the allocated worker, where they use the tool.
        manager: the worker's line manager, where they do.
    """
    found = []
    if Role.TEAM_MANAGER in person.roles and team in person.teams:
        found.append(f"{person.name} manages the team")
    if person.id == worker:
        found.append(f"{person.name} is the allocated worker")
    if person.id == manager:
        found.append(f"{person.name} is the worker's line manager")
    if person.id in set(not_these):
        found.append(f"{person.name} is the auditor")
    if person.id in conflicts:
        found.append(f"{person.name} has a conflict of interest on record")
    return found
