"""A store on disk with a few people in it, and audits to put in: for the tests of the store and of the use cases."""

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from auditor.audit.changes import Change, gradable
from auditor.audit.completeness import conversations_asked
from auditor.audit.examination import OVERALL
from auditor.audit.facts import Conversation, FactKind
from auditor.audit.permissions import Role
from auditor.audit.profile import Profile
from auditor.ids import IdSource, uuid7_source
from auditor.standards.load import Standards
from auditor.standards.model import Checklist
from auditor.store.vault import CHEAP, slots
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.audits.start_audit import start_audit
from auditor.use_cases.council.add_person import add_person
from auditor.use_cases.council.add_team import add_team
from auditor.use_cases.open_store import init_store, unlock_store
from auditor.use_cases.service import Service

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "data" / "standards" / "small"
PASSPHRASE = "correct horse battery"
START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PEOPLE = {
    "Ada": frozenset({Role.AUDITOR}),
    "Mo": frozenset({Role.MODERATOR}),
    "Tess": frozenset({Role.TEAM_MANAGER}),
    "Tom": frozenset({Role.TEAM_MANAGER, Role.AUDITOR}),
}
"""Who works with the template store, besides Sam, who is auditor and QA lead. Tess and Tom manage the team North."""


@dataclass
class Clock:
    """A clock that a second passes on whenever somebody looks."""

    at: datetime = START

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def another_lead(service: Service) -> Service:
    """The same store in the hands of a QA lead who has audited nothing: who audited does not have the last word."""
    mo = next(person for person in service.people().values() if person.name == "Mo")
    return replace(service, person=replace(mo, roles=frozenset({Role.QA_LEAD})))


def seeded_ids(clock: Clock, seed: int = 7) -> IdSource:
    return uuid7_source(clock, random.Random(seed).getrandbits)


@dataclass(frozen=True)
class Template:
    """A store made once, to be copied."""

    folder: Path
    recovery_code: str
    finished_audit: UUID | None = None


def with_finished_audit(template: Template, folder: Path, standards: Standards) -> Template:
    """A copy in which Sam has submitted one audit."""
    world = copy_of(template, folder, standards)
    world.clock.at -= timedelta(hours=12)
    with closing(world.open("Sam")) as service:
        audit_id = new_audit(service)
        finish(service, audit_id)
        submit_audit(service, audit_id)
    return Template(folder, template.recovery_code, audit_id)


def make_template(folder: Path) -> Template:
    clock = Clock(START - timedelta(days=1))
    made = init_store(folder, "Sam", PASSPHRASE, clock=clock, new_id=seeded_ids(clock, 1), cost=CHEAP)
    with closing(made.service):
        north = add_team(made.service, "North", team_service="Safeguarding")
        add_team(made.service, "South")
        for name, roles in PEOPLE.items():
            teams = [north.id] if Role.TEAM_MANAGER in roles else []
            add_person(made.service, name, PASSPHRASE, roles, teams, cost=CHEAP)
    return Template(folder, made.recovery_code)


@dataclass
class World:
    """One copy of the template; everybody who opens it shares the clock and the source of ids."""

    folder: Path
    standards: Standards
    recovery_code: str
    clock: Clock = field(default_factory=Clock)
    opened: list[Service] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ids = seeded_ids(self.clock)

    def open(self, name: str = "Sam", passphrase: str = PASSPHRASE) -> Service:
        slot = next(slot for slot in slots(self.folder) if slot.label == name)
        service = unlock_store(self.folder, slot.id, passphrase, clock=self.clock, new_id=self.ids)
        service.read_standards = lambda _: self.standards
        self.opened.append(service)
        return service

    def close(self) -> None:
        for service in self.opened:
            service.close()


def copy_of(template: Template, folder: Path, standards: Standards) -> World:
    shutil.copytree(template.folder, folder)
    return World(folder, standards, template.recovery_code)


def team(service: Service, name: str = "North") -> UUID:
    return next(found.id for found in service.teams().values() if found.name == name)


def child(checklist: Checklist, *statuses: str, age: str = "age_5_9", **facts: bool) -> Profile:
    """A child of whom every fact is known: no, unless said otherwise."""
    known = {fact.id: False for fact in checklist.tags.facts}
    return Profile("child", frozenset(statuses or {"child_in_need"}), age, {**known, **facts})


def new_audit(service: Service, lcs_number: str = "9900001", **given: Any) -> UUID:
    profile = given.pop("profile", None) or child(service.standards.current)
    where = given.pop("team", None) or team(service)
    return start_audit(service, lcs_number=lcs_number, team=where, profile=profile, **given)


GradeFor = Callable[[str], str]


def everything_left(opened: OpenAudit, grade_for: GradeFor = lambda _key: "good") -> list[Change]:
    """The changes after which nothing is left to do, whatever was done before."""
    scope = opened.scope
    # Dates are not entered here: where they would decide, the reason says that the file was read instead.
    body = {"answer": "met", "not_applicable": None}
    changes = [
        Change(FactKind.ANSWER, key, {**body, "reason": "as read"} if item.is_timescale else body)
        for key, item in scope.asked.items()
    ]
    for key in gradable(scope):
        changes.append(Change(FactKind.GRADE, key, {"grade": grade_for(key), "suggested": None, "reason": "as read"}))
    for key in conversations_asked(scope):
        talk = Conversation("spoken", opened.details.as_at, said="it helps")
        changes.append(Change(FactKind.CONVERSATION, key, talk.as_body()))
    for kind in ("strength", "improve"):
        changes.append(Change(FactKind.FINDING, kind, {"kind": kind, "text": f"one {kind}", "about": ""}))
    changes.append(Change(FactKind.DIFFERENCE, "", {"choice": scope.checklist.scale.difference.choices[0].id}))
    return changes


def finish(service: Service, audit_id: UUID, overall: str = "good") -> OpenAudit:
    """Record everything that is left, in one transaction."""
    opened = open_audit(service, audit_id)
    changes = everything_left(opened, lambda key: overall if key == OVERALL else "good")
    return record(service, opened, changes)
