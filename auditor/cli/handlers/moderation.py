"""What the verbs of ``auditor moderation`` do: each is one transaction, saved when it returns."""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from auditor.audit import changes
from auditor.audit.moderation import WHY_WORDS, Assignment, Why
from auditor.audit.permissions import Role
from auditor.audit.states import State
from auditor.cli import output, session
from auditor.cli.handlers.audit_record import pairs_of, record_screened, typed
from auditor.standards.model import Checklist
from auditor.store.records import AuditSummary
from auditor.use_cases.audits.find_audit import find_person
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.moderation.listing import Waiting, find_moderation, list_moderation, lists_of
from auditor.use_cases.moderation.moderate import (
    assign_moderation,
    hand_over,
    start_moderation,
    submit_moderation,
)
from auditor.use_cases.moderation.pick import (
    Pick,
    change_moderation_settings,
    moderation_settings,
    preview_pick,
    record_pick,
)
from auditor.use_cases.service import Service

_PAGE = 200
_WORDS = {
    Waiting.MODERATE: "to moderate",
    Waiting.COMPARE: "to compare",
    Waiting.SETTLE: "to settle",
    Waiting.PICK: "to pick",
    Waiting.ASKED: "asked",
    Waiting.DONE: "done",
}
_WAITS = (Waiting.MODERATE, Waiting.COMPARE, Waiting.SETTLE)


@contextmanager
def found_audit(args: argparse.Namespace) -> Iterator[tuple[Service, UUID]]:
    """The store and the audit named, also where it is to be moderated blind."""
    with session.opened(args) as service:
        yield service, find_moderation(service, args.audit)


# -- lists ------------------------------------------------------------------------------------------------------------


def listed(args: argparse.Namespace) -> None:
    """List what waits."""
    with session.opened(args) as service:
        wanted = (Waiting(args.which),) if args.which else _WAITS
        people = {person.id: person.name for person in service.people().values()}
        teams = {team.id: team.name for team in service.teams().values()}
        rows = [
            _row(which, item, teams, people)
            for which in lists_of(service.person)
            if which in wanted
            for item in every(service, which)
        ]
    output.listing(
        args,
        ["list", "LCS", "team", "as at", "due", "state", "auditor", "moderator", "overall"],
        rows,
        ["list", "lcs_number", "team", "as_at", "due", "state", "auditor", "moderator", "overall"],
    )


def every(service: Service, which: Waiting) -> Iterator[AuditSummary]:
    """All audits of a list."""
    offset = 0
    while page := list_moderation(service, which, offset, _PAGE):
        yield from page
        offset += len(page)


def _row(which: Waiting, item: AuditSummary, teams: Mapping[UUID, str], people: Mapping[UUID, str]) -> dict[str, Any]:
    """One line; of what is to be moderated blind, which case it is and when, and nothing else."""
    row: dict[str, Any] = {
        "list": _WORDS[which],
        "id": str(item.audit_id),
        "lcs_number": item.lcs_number,
        "team": teams.get(item.team_id, str(item.team_id)),
        "as_at": item.as_at.isoformat(),
        "due": item.moderation_due.isoformat() if item.moderation_due else None,
        "blind": item.blind,
    }
    if which is Waiting.MODERATE and item.blind:
        return row
    found = item.moderation
    return {
        **row,
        "state": item.state.value,
        "auditor": people.get(item.auditor_id),
        "moderator": people.get(item.moderator_id) if item.moderator_id else None,
        "overall": item.overall,
        "why": found.why.value if found else None,
        "differences": sum(1 for first, second in found.pairs.values() if first != second) if found else None,
    }


# -- asking -----------------------------------------------------------------------------------------------------------


def pick(args: argparse.Namespace) -> None:
    """Preview what the settings pick, or record it."""
    with session.opened(args) as service:
        found = preview_pick(service)
        if args.record:
            found = record_pick(service, found)
        teams = {team.id: team.name for team in service.teams().values()}
    rows = [
        {
            "id": str(one.audit.audit_id),
            "lcs_number": one.audit.lcs_number,
            "team": teams.get(one.audit.team_id),
            "overall": one.audit.overall,
            "why": one.why.value,
            "moderator": one.moderator.name if one.moderator else None,
            "against": list(one.against),
        }
        for one in found.picked
    ]
    if args.json:
        output.as_json({**_drawn(found), "recorded": args.record, "picked": rows})
        return
    output.table(
        ["LCS", "team", "overall", "why", "moderator"],
        [
            [row["lcs_number"], row["team"], row["overall"], WHY_WORDS[one.why], row["moderator"] or "nobody"]
            for row, one in zip(rows, found.picked, strict=True)
        ],
    )
    output.say(f"{found.frame_words}. Seed {found.seed}.")
    for one in found.picked:
        if one.moderator is None:
            output.say(f"{one.audit.lcs_number}: nobody can moderate it: {'; '.join(one.against)}.")
    asked = output.counted(len(found.to_assign), "moderation")
    output.say(
        f"{asked} asked for." if args.record else f"A preview: {asked}. To ask them: auditor moderation pick --record"
    )


def _drawn(found: Pick) -> dict[str, Any]:
    return {
        "seed": found.seed,
        "share": found.settings.share,
        "frame": found.frame,
        "since": found.since,
        "due": found.due.isoformat(),
        "blind": found.settings.blind,
    }


def change(args: argparse.Namespace) -> None:
    """Show or change how audits are picked."""
    switches = {"all_inadequate": args.inadequate, "all_outstanding": args.outstanding, "blind": args.blind}
    wanted: dict[str, Any] = {name: given == "yes" for name, given in switches.items() if given is not None}
    wanted |= {name: given for name, given in (("share", args.share), ("days", args.days)) if given is not None}
    with session.opened(args) as service:
        found = change_moderation_settings(service, **wanted) if wanted else moderation_settings(service)
    if args.json:
        output.as_json(vars(found))
        return
    output.pairs(
        {
            "drawn at random": f"{found.share}%",
            "all inadequate": "yes" if found.all_inadequate else "no",
            "all outstanding": "yes" if found.all_outstanding else "no",
            "blind": "yes" if found.blind else "no",
            "due after": output.counted(found.days, "day"),
        }
    )


def assign(args: argparse.Namespace) -> None:
    """Say who moderates."""
    with found_audit(args) as (service, audit_id):
        person = find_person(service, args.moderator)
        due = args.due or service.today() + timedelta(days=moderation_settings(service).days)
        assign_moderation(service, audit_id, Assignment(person.id, Why.REQUESTED, not args.light, due=due))
    output.say(f"{person.name} is asked{' for a light-touch review' if args.light else ''}, due {due:%d/%m/%Y}.")


def give(args: argparse.Namespace) -> None:
    """Give a moderation that has begun to somebody else."""
    with found_audit(args) as (service, audit_id):
        person = find_person(service, args.moderator)
        due = args.due or service.today() + timedelta(days=moderation_settings(service).days)
        hand_over(service, audit_id, person.id, args.reason, due)
    output.say(f"{person.name} is asked, and begins anew, due {due:%d/%m/%Y}.")


# -- the second examination -------------------------------------------------------------------------------------------


def start(args: argparse.Namespace) -> None:
    """Begin, or go on."""
    with found_audit(args) as (service, audit_id):
        opened = start_moderation(service, audit_id)
    output.say(f"Begun: {output.counted(len(opened.progress.left), 'grade')} to give.")
    tell_left(opened)


def tell_left(opened: OpenAudit) -> None:
    """Write what is not graded yet, each with its key."""
    for item in opened.progress.left:
        output.text(f"{item.key or item.step.value:<36}{item.what}")


def _saved(opened: OpenAudit) -> None:
    progress = opened.progress
    output.say(f"Saved. {progress.answered} of {progress.asked} graded, {len(progress.left)} left.")


def grade(args: argparse.Namespace) -> None:
    """Grade in the second examination."""
    given = pairs_of(args.grades, "GRADE")
    with found_audit(args) as (service, audit_id):
        opened = open_audit(service, audit_id, Role.MODERATOR)
        wanted = [
            changes.grade(opened.scope, opened.examination, key, grade_id_of(opened.checklist, value))
            for key, value in given.items()
        ]
        _saved(record(service, opened, wanted))


def grade_id_of(checklist: Checklist, given: str) -> str:
    """The grade meant: its id, or its letter."""
    letters: dict[str, str] = {item.key: item.id for item in checklist.scale.grades}
    value = given.strip().casefold()
    return letters.get(value, value.replace("-", "_"))


def note(args: argparse.Namespace) -> None:
    """Write a note beside a grade."""
    with found_audit(args) as (service, audit_id):
        opened = open_audit(service, audit_id, Role.MODERATOR)
        _saved(record_screened(args, service, opened, [changes.note(args.id, typed(args.text))]))


def submit(args: argparse.Namespace) -> None:
    """Submit the second examination."""
    with found_audit(args) as (service, audit_id):
        opened = submit_moderation(service, audit_id, seen_first=args.seen_first == "yes")
    if opened.state is State.FINAL:
        output.say("Submitted. Nothing differs: the grade stands.")
    else:
        output.say("Submitted. The grades differ: auditor moderation show")
