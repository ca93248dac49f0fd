"""What ``auditor rounds`` does to a round under way: allocate, extend, exempt, replace, conflicts of interest."""

import argparse
from collections.abc import Sequence
from uuid import UUID

from auditor.audit.dates import shown_day
from auditor.audit.details import check_lcs_number
from auditor.audit.permissions import Role
from auditor.cli import output, session
from auditor.cli.handlers.rounds import tell_reason
from auditor.errors import InputError
from auditor.use_cases.audits.find_audit import find_person
from auditor.use_cases.keeping import look_after_store
from auditor.use_cases.rounds import allocate as rounds_allocate
from auditor.use_cases.rounds import change as rounds_change
from auditor.use_cases.rounds import conflicts
from auditor.use_cases.rounds import texts as rounds_texts
from auditor.use_cases.rounds.plan import find_round
from auditor.use_cases.service import Service, require_qa_lead


def allocate(args: argparse.Namespace) -> None:
    """Ask somebody, list who can be asked, or spread evenly."""
    if args.spread == bool(args.lcs_number) or (args.spread and args.moderator) or (args.among and not args.spread):
        raise InputError(
            "Which case, or all of them?",
            "Give an LCS number and a name; or --spread, among everybody or --among NAME.",
            "See: auditor rounds allocate -h",
        )
    role = Role.MODERATOR if args.moderator else Role.AUDITOR
    with session.opened(args) as service:
        round_id = find_round(service, args.round)
        if args.spread:
            _spread(args, service, round_id)
            return
        number = check_lcs_number(args.lcs_number)
        if args.person is None:
            _tell_candidates(args, rounds_allocate.candidates(service, round_id, number, role))
            return
        person = find_person(service, args.person)
        seen = rounds_allocate.candidates(service, round_id, number, role)
        ask = rounds_allocate.plan_moderator if args.moderator else rounds_allocate.allocate
        after = ask(service, round_id, number, person.id)
        team = after.team(after.round.by_number[number].team)
        again = any(one.again for one in seen if one.person.id == person.id)
    if args.json:
        output.as_json({"lcs_number": number, role.value: person.name, "again": again})
    output.say(f"{person.name} {'moderates' if args.moderator else 'audits'} {number}.")
    if again:
        output.say(rounds_allocate.again_words(person.name, team))


def _tell_candidates(args: argparse.Namespace, found: Sequence[rounds_allocate.Candidate]) -> None:
    rows = [
        {
            "name": one.person.name,
            "has": one.has,
            "may": not one.against,
            "against": list(one.against),
            "again": one.again,
        }
        for one in found
    ]
    headings = ["name", "has", "may", "what speaks against it", "same team each time"]
    output.listing(args, headings, rows, ["name", "has", "may", "against", "again"])


def _spread(args: argparse.Namespace, service: Service, round_id: str) -> None:
    among = [find_person(service, name).id for name in args.among]
    seen, found = rounds_allocate.spread_evenly(service, round_id, among)
    teams = {case.lcs_number: seen.team(case.team) for case in seen.round.cases}
    if args.json:
        given = {number: seen.name(person) for number, person in found.given.items()}
        output.as_json({"given": given, "without": found.without, "again": list(found.again)})
    else:
        rows = [{"lcs": number, "auditor": seen.name(person)} for number, person in found.given.items()]
        output.listing(args, ["LCS number", "auditor"], rows, ["lcs", "auditor"])
    for number in found.again:
        output.say(f"{number}: {rounds_allocate.again_words(seen.name(found.given[number]), teams[number])}")
    for number, reasons in found.without.items():
        output.say(f"{number}: nobody can be asked. {'. '.join(reasons) or 'Nobody audits yet'}.")


def extend(args: argparse.Namespace) -> None:
    """Give an audit more time."""
    with session.opened(args) as service:
        round_id, approver = _named(service, args)
        tell_reason(args.reason)
        number = check_lcs_number(args.lcs_number)
        rounds_change.extend(service, round_id, number, args.to, args.reason, approver)
        output.say(f"{number} is due on {shown_day(args.to)} now.")


def exempt(args: argparse.Namespace) -> None:
    """Say that a case need not be audited."""
    with session.opened(args) as service:
        round_id, approver = _named(service, args)
        tell_reason(args.reason)
        number = check_lcs_number(args.lcs_number)
        rounds_change.exempt(service, round_id, number, args.reason, approver)
        output.say(f"{number} need not be audited in this round.")


def _named(service: Service, args: argparse.Namespace) -> tuple[str, UUID]:
    return find_round(service, args.round), find_person(service, args.approver).id


def replace(args: argparse.Namespace) -> None:
    """Let the next case of the reserve stand in, and write its number."""
    with session.opened(args) as service:
        round_id = find_round(service, args.round)
        tell_reason(args.reason)
        number = check_lcs_number(args.lcs_number)
        _, stands_in = rounds_change.replace_case(service, round_id, number, args.reason)
    output.text(stands_in)
    output.say(f"{stands_in} stands in for {number}. Nobody is asked to audit it yet.")


def conflict(args: argparse.Namespace) -> None:
    """Add, remove or list conflicts of interest."""
    with session.opened(args) as service:
        require_qa_lead(service.person, "see or change conflicts of interest")
        if args.what == "list":
            found = conflicts.list_conflicts(service)
            wanted = [one for one in found if args.lcs_number in (None, one.lcs_number)]
            rows = [{"lcs_number": one.lcs_number, "name": one.name, "reason": one.reason} for one in wanted]
            output.listing(args, ["LCS number", "name", "reason"], rows, ["lcs_number", "name", "reason"])
            return
        if not args.lcs_number or not args.person:
            raise InputError("Whose conflict, on which case?", "", "Give an LCS number and a display name.")
        person = find_person(service, args.person)
        if args.what == "add":
            tell_reason(args.reason)
            conflicts.add_conflict(service, args.lcs_number, person.id, args.reason)
            output.say(f"{person.name} may neither audit nor moderate {args.lcs_number} from now on.")
        else:
            conflicts.remove_conflict(service, args.lcs_number, person.id)
            output.say(f"{person.name} may audit and moderate {args.lcs_number} again.")


def texts(args: argparse.Namespace) -> None:
    """List what was typed in rounds."""
    with session.opened(args) as service:
        found = rounds_texts.round_texts(service)
        typed = look_after_store.typed_in_rounds(service)
        people = {person.id: person.name for person in service.people().values()}
    rows = [
        {
            "id": str(one.id),
            "kind": one.kind.value,
            "about": one.about,
            "text": one.said,
            "at": one.at.isoformat(),
            "by": people.get(one.by, str(one.by)),
        }
        for one in found
    ]
    rows += [
        {
            "id": str(one.id),
            "kind": "being typed",
            "about": one.key,
            "text": one.text,
            "at": one.saved_at.isoformat(),
            "by": people.get(one.person_id, str(one.person_id)),
        }
        for one in typed
    ]
    output.listing(args, ["id", "kind", "text", "by"], rows, ["id", "kind", "text", "by"])


def erase(args: argparse.Namespace) -> None:
    """Erase one text."""
    try:
        text_id = UUID(args.text)
    except ValueError as error:
        raise InputError(f"'{args.text}' is not the id of a text.", "", "See: auditor rounds texts") from error
    with session.opened(args) as service:
        typed = any(one.id == text_id for one in look_after_store.typed_in_rounds(service))
        erased = look_after_store.erase_text if typed else rounds_texts.erase_round_text
        done = erased(service, text_id, args.reason)
    output.say("Erased: it is in no list and no fact any more, and not in later backups.")
    if done.traces:
        output.say(f"Traces of it may lie in the store's file until the store is next opened: {done.traces}")
    if done.copies:
        output.say("These were made after it was typed, and still hold it. Destroy them, or let them run out:")
    for copy in done.copies:
        output.say(f"- {copy.what} of {copy.at.astimezone():%d/%m/%Y %H:%M}" + f", {copy.file}" * bool(copy.file))
