"""What ``auditor person`` and ``auditor team`` do."""

import argparse
from uuid import UUID

from auditor.audit.permissions import Person, Role
from auditor.cli import output, session
from auditor.cli.handlers.init import new_passphrase
from auditor.errors import InputError
from auditor.store.records import Team
from auditor.use_cases.audits.find_audit import find_person, find_team
from auditor.use_cases.council import add_person as adding_people
from auditor.use_cases.council import add_team as adding_teams
from auditor.use_cases.council.change_passphrase import change_passphrase, choose_passphrase
from auditor.use_cases.council.remove_person import remove_person as remove
from auditor.use_cases.service import require_qa_lead


def add_person(args: argparse.Namespace) -> None:
    """Add a person."""
    with session.opened(args) as service:
        require_qa_lead(service.person, "add a person")
        teams = [find_team(service, name).id for name in args.team]
        words = new_passphrase(args, f"A passphrase for {args.name}", "new_passphrase_file")
        person = adding_people.add_person(service, args.name, words, [Role(role) for role in args.role], teams)
        output.text(str(person.id))
        output.say(f"{person.name} can now unlock the store.")


def list_people(args: argparse.Namespace) -> None:
    """List everyone."""
    with session.opened(args) as service:
        names = {team.id: team.name for team in service.teams().values()}
        people = sorted(service.people().values(), key=lambda person: (person.name.casefold(), person.id))
        rows = [_person_row(person, names) for person in people]
    output.listing(args, ["name", "roles", "teams", "works here"], rows, ["name", "roles", "teams", "active"])


def _person_row(person: Person, team_names: dict[UUID, str]) -> dict[str, object]:
    roles = sorted(role.value for role in person.roles)
    teams = sorted(team_names.get(team, str(team)) for team in person.teams)
    return {"id": str(person.id), "name": person.name, "roles": roles, "teams": teams, "active": bool(roles)}


def remove_person(args: argparse.Namespace) -> None:
    """Remove a person."""
    with session.opened(args) as service:
        person = find_person(service, args.name)
        remove(service, person.id)
        output.say(f"{person.name} can no longer open the store, which was encrypted anew.")


def give_passphrase(args: argparse.Namespace) -> None:
    """Change one's own passphrase; or, with the recovery code, give somebody a new one."""
    with session.opened(args, recovery=True) as service:
        if service.slot is not None and service.slot.kind == "recovery":
            if args.name is None:
                raise InputError("Whose passphrase?", "The recovery code opened the store.", "Add their display name.")
            person = find_person(service, args.name)
            choose_passphrase(service, person.id, _new(args, person.name))
            output.say(f"{person.name} has a new passphrase.")
            return
        if args.name is not None and args.name.casefold() != service.person.name.casefold():
            raise InputError(
                "Only your own passphrase can be changed.",
                "Somebody else's needs the recovery code.",
                'Add: --as "recovery code"',
            )
        old = session.passphrase(args.passphrase_file, "Your present passphrase, once more: ")
        change_passphrase(service, old, _new(args, service.person.name))
        output.say("Your passphrase was changed.")


def _new(args: argparse.Namespace, name: str) -> str:
    return new_passphrase(args, f"A new passphrase for {name}", "new_passphrase_file")


def add_team(args: argparse.Namespace) -> None:
    """Add a team."""
    with session.opened(args) as service:
        team = adding_teams.add_team(service, args.name, team_service=args.service, active_from=args.active_from)
        output.text(str(team.id))


def list_teams(args: argparse.Namespace) -> None:
    """List the teams."""
    with session.opened(args) as service:
        rows = [_team_row(team) for team in service.teams().values()]
    output.listing(args, ["team", "service", "from", "to"], rows, ["name", "service", "from", "to"])


def _team_row(team: Team) -> dict[str, object]:
    return {
        "id": str(team.id),
        "name": team.name,
        "service": team.service,
        "from": team.active_from.isoformat() if team.active_from else None,
        "to": team.active_to.isoformat() if team.active_to else None,
    }
