"""Two stores that differ in nothing but what one auditor found, and somebody who is to moderate that audit blind.

Whatever the moderator does must come to the same in both: otherwise it tells something of the first examination.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from round_worlds import drawn as winter
from round_worlds import who
from store_builders import Template, World, child, copy_of, everything_left, finish, new_audit, seeded_ids, team

from auditor.audit.changes import Change, key_date
from auditor.audit.concerns import Concern, ConcernKind
from auditor.audit.facts import Action, FactKind
from auditor.audit.moderation import Assignment, Why
from auditor.audit.permissions import Person, Role
from auditor.audit.profile import Period
from auditor.audit.timescales.key_dates import KeyDate
from auditor.standards.load import Standards
from auditor.standards.model import Checklist
from auditor.store.ledger import Link
from auditor.use_cases.audits.concerns import raise_concern
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import keep_draft, record
from auditor.use_cases.council.change_person import change_person
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.rounds.allocate import allocate
from auditor.use_cases.rounds.mine import find_allocated, start_allocated
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice

NUMBER = "9900001"
AS_AT = date(2026, 9, 30)
"""In a month and a team in which nothing else was audited: a filter for both finds this audit alone."""
SUBMITTED = datetime(2026, 11, 20, 18, tzinfo=UTC)
"""After everything else."""


@dataclass(frozen=True)
class First:
    """What the auditor found. Its word stands in every text, and nowhere else in the store."""

    word: str
    grade: str
    answer: str
    why: Why
    summaries: tuple[int, ...]
    urgent: bool
    notes: int


FIRSTS = (
    First("PELICAN", "inadequate", "not_met", Why.INADEQUATE, (2, 6), True, 2),
    First("WALRUS", "outstanding", "met", Why.RANDOM, (2, 4), False, 9),
)


@dataclass(frozen=True)
class Audits:
    """The audits of such a store: the one to be moderated, another auditor's, and one the moderator has started."""

    hidden: UUID
    other: UUID
    own: UUID


@dataclass
class Desk:
    """Somebody at work in one of the two stores."""

    world: World
    service: Service
    audits: Audits
    folder: Path
    kept: dict[str, Any]

    @property
    def audit(self) -> UUID:
        """The audit to be moderated blind."""
        return self.audits.hidden

    @property
    def north(self) -> UUID:
        return team(self.service)

    @property
    def alone(self) -> Choice:
        """The choice of figures that finds nothing but that audit."""
        return Choice("2026-09", "2026-09", (self.north,))


VARIANTS: Mapping[str, frozenset[Role]] = {
    "moderator only": frozenset(),
    "and QA lead": frozenset({Role.QA_LEAD}),
    "and auditor of other audits": frozenset({Role.AUDITOR}),
    "and manager of the team": frozenset({Role.TEAM_MANAGER}),
    "and everything": frozenset(Role),
}
"""What the moderator is besides."""


def build(template: Template, folder: Path, standards: Standards, first: First) -> Desk:
    """One of the two stores. Who moderates it manages no team yet: no manager of the team would be asked."""
    world = copy_of(template, folder / "store", standards)
    with closing(world.open("Sam")) as sam:
        _give(sam, frozenset(Role) - {Role.TEAM_MANAGER})
        other = new_audit(sam, "9907002", team=team(sam, "South"), as_at=date(2026, 10, 31))
        finish(sam, other)
        submit_audit(sam, other)
        sam.store.salt = bytes  # nothing but noughts: the same draw in both
        of = winter(world, sam, period=Period(date(2026, 4, 1), AS_AT)).round
        allocate(sam, of.id, NUMBER, who(sam, "Ada"))
    with closing(world.open("Mo")) as mo:
        moderator = mo.person.id
        own = new_audit(mo, "9907003", team=team(mo, "South"))
    with closing(world.open("Ada")) as ada:
        profile = child(standards.current, has_plan=True)
        hidden = start_allocated(ada, find_allocated(ada, NUMBER), profile)
        _examine(ada, hidden, first)
    _from_here(world, SUBMITTED, 21)
    with closing(world.open("Ada")) as ada:
        submit_audit(ada, hidden)
    with closing(world.open("Sam")) as sam:
        drawn = ("seed of the draw", 10) if first.why is Why.RANDOM else ("", 0)
        assign_moderation(sam, hidden, Assignment(moderator, first.why, True, *drawn, due=date(2026, 12, 1)))
    return Desk(world, sam, Audits(hidden, other, own), folder, {})


def copy_for(made: Desk, folder: Path, besides: frozenset[Role]) -> Desk:
    """A copy of such a store, opened by its blind moderator, who has these roles besides."""
    shutil.copytree(made.folder, folder)
    world = World(folder / "store", made.world.standards, made.world.recovery_code)
    _from_here(world, SUBMITTED + timedelta(days=1), 22)
    with closing(world.open("Sam")) as sam:
        _give(sam, besides | {Role.MODERATOR})
    return Desk(world, world.open("Mo"), made.audits, folder, {})


def _give(sam: Service, roles: frozenset[Role]) -> None:
    """Give Mo these roles, and North to manage where that is one of them."""
    mo = next(person for person in sam.people().values() if person.name == "Mo")
    teams = frozenset({team(sam)}) if Role.TEAM_MANAGER in roles else frozenset()
    change_person(sam, Person(mo.id, "Mo", roles, teams))


def _from_here(world: World, at: datetime, seed: int) -> None:
    """Let the two stores go on at the same moment and with the same ids, however much was recorded before."""
    world.clock.at = at
    world.ids = seeded_ids(world.clock, seed)


def _examine(ada: Service, audit_id: UUID, first: First) -> None:
    opened = open_audit(ada, audit_id)
    start = AS_AT - timedelta(days=210)
    dates = [KeyDate("allocated", "case_allocated", start)]
    dates += [KeyDate(f"summary {n}", "case_summary_updated", start + timedelta(days=30 * n)) for n in first.summaries]
    opened = record(ada, opened, [key_date(one) for one in dates])
    changes = [_with(change, first) for change in everything_left(opened, lambda _: first.grade)]
    action = Action("action", f"Read {first.word} again", "team manager", date(2026, 12, 1), urgent=first.urgent)
    changes.append(Change(FactKind.ACTION, action.id, action.as_body()))
    asked = list(opened.scope.asked)
    for key in asked[: first.notes]:
        changes.append(Change(FactKind.NOTE, key, {"text": f"note {first.word}"}))
        changes.append(Change(FactKind.EVIDENCE, key, {"text": f"case note {first.word}"}))
    opened = record(ada, opened, changes)
    keep_draft(ada, opened, f"note:{asked[0]}", f"still typing {first.word}")
    if first.urgent:
        raise_concern(ada, audit_id, Concern(ConcernKind.CHILD, f"A concern {first.word}"))
        raise_concern(ada, audit_id, Concern(ConcernKind.STAFF, f"A restricted concern {first.word}"))


def _with(change: Change, first: First) -> Change:
    """The change with the telling word in every text of it, and the telling answer."""
    body = dict(change.body)
    for name in ("text", "said", "reason"):
        if body.get(name) is not None or (name == "reason" and change.kind is FactKind.GRADE):
            body[name] = f"{body.get(name) or ''} {first.word}"
    if change.kind is FactKind.ANSWER and "reason" not in body:
        body["answer"] = first.answer
    return Change(change.kind, change.key, body)


# -- what a call comes to ---------------------------------------------------------------------------------------------

OPAQUE = (Checklist, Standards, Service, Link)
"""Not part of what is told: the standards, which are the same for everybody; and links, which hold random salts."""
NOT_TOLD = {"OpenAudit": ("facts", "screened"), "ChainHead": ("entry_hash",)}
"""Fields nobody is shown, as how many facts an audit has, which serves to notice a change; and what holds salts."""


def outcome(call: Callable[[Desk], Any], desk: Desk) -> Any:
    """What a call comes to, as plain data: its result, or its refusal. What is no refusal is a mistake, and raised."""
    from auditor.errors import AuditorError

    try:
        found = plain(call(desk))
    except AuditorError as error:
        found = {"refused": type(error).__name__, "said": [error.title, error.detail, error.next_step]}
    return _without_place(found, str(desk.folder))


def plain(value: Any) -> Any:
    """A value as plain data, down to the last field."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, OPAQUE):
        return type(value).__name__
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if is_dataclass(value) and not isinstance(value, type):
        name = type(value).__name__
        named = (one.name for one in fields(value) if one.name not in NOT_TOLD.get(name, ()))
        told = {field: plain(getattr(value, field)) for field in named}
        if hasattr(value, "progress") and not callable(value.progress):
            told["progress"] = plain(value.progress)
        return {type(value).__name__: told}
    if isinstance(value, Mapping):
        return sorted(([str(plain(key)), plain(held)] for key, held in value.items()), key=lambda pair: str(pair[0]))
    if isinstance(value, set | frozenset):
        return sorted(str(plain(one)) for one in value)
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    return str(value)


def _without_place(value: Any, place: str) -> Any:
    if isinstance(value, str):
        return value.replace(place, "FOLDER")
    if isinstance(value, dict):
        return {name: _without_place(held, place) for name, held in value.items()}
    return [_without_place(one, place) for one in value] if isinstance(value, list) else value


def tells(value: Any) -> list[str]:
    """The words of the first examination that stand in plain data."""
    said = str(value).casefold()
    return [first.word for first in FIRSTS if first.word.casefold() in said]


def apart(one: Any, other: Any, at: str = "") -> str:
    """Where two results first differ, for the message."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = [name for name in {**one, **other} if one.get(name) != other.get(name)]
        return apart(one.get(names[0]), other.get(names[0]), f"{at}.{names[0]}") if names else ""
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        places = [place for place, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
        return apart(one[places[0]], other[places[0]], f"{at}[{places[0]}]") if places else ""
    return f"{at}: {str(one)[:200]} and {str(other)[:200]}"
