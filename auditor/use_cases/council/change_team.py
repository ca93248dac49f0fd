"""Change what is known of a team, or end it."""

from auditor.audit.facts import FactKind
from auditor.errors import UnknownIdError
from auditor.store.records import Team
from auditor.use_cases.council.add_team import check_team, put_team
from auditor.use_cases.service import Service, require_qa_lead


def change_team(service: Service, team: Team) -> Team:
    """Correct a team, or end it: audits it had keep counting for it.

    Args:
        team: as it shall be; the id says which.

    Raises:
        InputError: there is no such team; otherwise as :func:`add_team`.
        NotPermittedError: only the QA lead changes teams.
    """
    require_qa_lead(service.person, "change a team")
    with service.store.writing() as writer:
        before = writer.standing(FactKind.TEAM, str(team.id))
        if before is None:
            raise UnknownIdError("team", str(team.id), [str(known) for known in writer.teams()])
        check_team(writer, team)
        put_team(writer, service, team, before.id)
    return team
