"""Who an action belongs to: its owner is a role in words, and whoever holds that role neither closes nor extends it."""

import re
from uuid import UUID

from auditor.audit.permissions import Person, Role

_TEAM_MANAGER = re.compile(r"\b(team|practice|line|assistant) managers?\b|^(the )?managers?$|\btm\b")
_QA_LEAD = re.compile(r"\b(qa|quality assurance)( lead| manager)?\b")
_AUDITOR = re.compile(r"\bauditors?\b")


def owns(person: Person, owner: str, team: UUID, auditor: UUID) -> bool:
    """Whether a person is the owner of an action, or one of several.

    Args:
        owner: a role in words: "team manager", "Social worker and team manager". A role that nobody has here, such as
            social worker, is nobody's who works with the tool.
        team: the audit's; its manager is meant, not another's.
        auditor: who carried the audit out.
    """
    words = " ".join(owner.casefold().replace("/", " ").replace(",", " ").split())
    if _TEAM_MANAGER.search(words) and Role.TEAM_MANAGER in person.roles and team in person.teams:
        return True
    if _QA_LEAD.search(words) and Role.QA_LEAD in person.roles:
        return True
    return bool(_AUDITOR.search(words)) and person.id == auditor
