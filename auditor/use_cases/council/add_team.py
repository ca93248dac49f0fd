"""Add a team: its name, its service, and the days from and to which it exists."""

from datetime import date
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.errors import InputError
from auditor.store.records import Team, moment_text
from auditor.store.store import Writer
from auditor.use_cases.service import Service, require_qa_lead


def add_team(
    service: Service,
    name: str,
    *,
    team_service: str = "",
    active_from: date | None = None,
    active_to: date | None = None,
) -> Team:
    """Add a team.

    Args:
        name: as colleagues know it; no other team that exists has it.
        team_service: the service it belongs to.
        active_from: its first day, if known.
        active_to: its last day; None while it exists.

    Raises:
        InputError: no name, a name that is taken, or days in the wrong order.
        NotPermittedError: only the QA lead adds teams.
    """
    require_qa_lead(service.person, "add a team")
    team = Team(service.new_id(), name.strip(), team_service.strip(), active_from, active_to)
    with service.store.writing() as writer:
        check_team(writer, team)
        writer.add_team(team.id, moment_text(service.now()))
        put_team(writer, service, team, None)
    return team


def check_team(writer: Writer, team: Team) -> None:
    """Refuse a team with no name, with a name that is taken, or that ends before it begins."""
    if not team.name.strip():
        raise InputError("A team needs a name.", "", "Type the name colleagues know it by.")
    if team.active_from and team.active_to and team.active_to < team.active_from:
        days = f"From {team.active_from:%d/%m/%Y} to {team.active_to:%d/%m/%Y}."
        raise InputError("The team would end before it begins.", days, "Correct the days.")
    others = (other for other in writer.teams().values() if other.id != team.id and other.active_to is None)
    if team.active_to is None and team.name.casefold() in {other.name.casefold() for other in others}:
        raise InputError(
            f"There is a team called '{team.name}' already.", "", "Give it another name, or end the other."
        )


def put_team(writer: Writer, service: Service, team: Team, replaces: UUID | None) -> None:
    """Record what a team now is."""
    body = {
        "name": team.name,
        "service": team.service,
        "from": team.active_from.isoformat() if team.active_from else None,
        "to": team.active_to.isoformat() if team.active_to else None,
    }
    writer.append([service.fact(FactKind.TEAM, str(team.id), body, replaces=replaces)])
