"""Builds the demo store: synthetic audits, recorded through the store's own writer as if they had been done.

The same seed and day give the same ids, the same facts and the same figures.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.improvement import SETTING as RE_AUDIT_MONTHS
from auditor.audit.permissions import Person, Role
from auditor.clock import system_clock
from auditor.errors import InputError
from auditor.ids import uuid7_source
from auditor.standards.hashes import scoring_hash
from auditor.standards.load import Standards, load_standards
from auditor.standards.model import Checklist
from auditor.store.records import Team, moment_text
from auditor.store.store import Writer
from auditor.use_cases.council.add_team import put_team
from auditor.use_cases.council.council_calendar import SETTING as CALENDAR_SETTING
from auditor.use_cases.demo import calibrating, figures, rounds
from auditor.use_cases.demo.audits import Audits, Cast
from auditor.use_cases.demo.cast import AUDITORS, CALIBRATED, HOST, HOST_MANAGES, MODERATORS, QA_LEAD, TEAMS
from auditor.use_cases.demo.entry import at_time
from auditor.use_cases.demo.narrating import narrate
from auditor.use_cases.demo.plan import FEWEST, plan_audits
from auditor.use_cases.demo.round_plan import RUNNING
from auditor.use_cases.demo.rounds import OfRound, Task
from auditor.use_cases.demo.times import demo_calendar
from auditor.use_cases.demo.writing import Hand, Pinned
from auditor.use_cases.open_store import init_store, person_body
from auditor.use_cases.service import Service

Progress = Callable[[int, int, str], None]
"""Called with how many audits are written, how many there will be, and what is being done."""

_MONTHS = 12
"""After how many months this council audits a case again whose audit was inadequate."""
_AT_ONCE = 40
"""Audits written in one transaction."""


def build_demo(
    folder: Path,
    *,
    seed: int = 2023,
    today: date,
    progress: Progress | None = None,
    audits: int = 400,
    standards_folder: Path | None = None,
) -> Service:
    """Build the demo store, and open it as its host. Nothing in it happens today or later.

    Args:
        folder: where; it must not hold a store.
        seed: with ``today``, decides everything in it.
        today: the day on which it is opened.
        progress: told how far it is.
        audits: how many, at least 40.
        standards_folder: where the user said the standards are.

    Raises:
        InputError: too few audits.
        StoreError: there is a store already, or the folder cannot be written.
    """
    if audits < FEWEST:
        raise InputError("That is too few audits for a demo.", f"You asked for {audits}.", f"At least {FEWEST}.")
    told = progress or (lambda done, total, doing: None)
    told(0, audits, "reading the standards")
    standards = load_standards(standards_folder)
    builder = _Builder(seed, today, standards)
    service = builder.open(folder, standards_folder)
    try:
        written = builder.plan(audits)
        for start in range(0, audits, _AT_ONCE):
            told(start, audits, "writing audits")
            builder.write(written, range(start, min(audits, start + _AT_ONCE)))
        told(audits, audits, "writing rounds")
        builder.finish(written)
        builder.narrate(written)
    except BaseException:
        service.close()
        raise
    told(audits, audits, "done")
    # From here on it is used like any other store.
    service.clock, service.new_id, service.store.salt = system_clock, uuid7_source(), secrets.token_bytes
    return service


@dataclass
class _Builder:
    seed: int
    today: date
    standards: Standards
    teams: list[UUID] = field(default_factory=list)
    pinned: dict[str, Pinned] = field(default_factory=dict)
    cast: Cast = field(init=False)
    hand: Hand = field(init=False)
    service: Service = field(init=False)
    people: dict[UUID, Person] = field(default_factory=dict)

    @property
    def end(self) -> date:
        """The last day on which anything happened: what the person then does comes after all of it."""
        return self.today - timedelta(days=1)

    def dice(self, *names: str) -> Random:
        """A source of chance of its own for each purpose, so that one change does not move everything else."""
        return Random("/".join((str(self.seed), self.today.isoformat(), *names)))  # noqa: S311 - nothing secret

    # -- people, teams, standards ---------------------------------------------------------------------------------

    def open(self, folder: Path, standards_folder: Path | None) -> Service:
        """Make the store, with everyone who works in it."""
        dice = self.dice("store")
        hand = self.hand = Hand(dice, at_time(self.end - timedelta(days=19 * 31), 9))
        made = init_store(
            folder,
            AUDITORS[HOST].name,
            "",
            roles=frozenset(Role),
            demo=True,
            clock=lambda: hand.now,
            new_id=hand.new_id,
            random_bytes=dice.randbytes,
            standards_folder=standards_folder,
        )
        service = self.service = made.service
        service.read_standards = lambda _: self.standards
        service.store.salt = dice.randbytes
        calendar = demo_calendar(self.end)
        with service.store.writing() as writer:
            body = {"value": calendar.as_body()}
            writer.append([service.fact(FactKind.SETTING, CALENDAR_SETTING, body)])
            self._add_teams(writer)
            self._add_people(writer)
            self._keep(writer, self.standards.current)
            self._keep(writer, self.standards.themes["supervision"])
        self.cast.calendar = calendar
        return service

    def _add_teams(self, writer: Writer) -> None:
        for cast in TEAMS:
            team = Team(self.service.new_id(), cast.name, cast.service)
            writer.add_team(team.id, moment_text(self.service.now()))
            put_team(writer, self.service, team, None)
            self.teams.append(team.id)

    def _add_people(self, writer: Writer) -> None:
        service, managed = self.service, frozenset({self.teams[HOST_MANAGES]})
        before = writer.standing(FactKind.PERSON, str(service.person.id))
        host = Person(service.person.id, service.person.name, service.person.roles, managed)
        replaces = before.id if before else None
        writer.append([service.fact(FactKind.PERSON, str(host.id), person_body(host), replaces=replaces)])
        service.person = host
        auditors = [
            Person(service.new_id(), one.name, frozenset({Role.AUDITOR, *_moderates(place)}))
            for place, one in enumerate(AUDITORS)
            if place != HOST
        ]
        qa_lead = Person(service.new_id(), QA_LEAD, frozenset({Role.QA_LEAD}))
        managers = [
            Person(service.new_id(), cast.manager, frozenset({Role.TEAM_MANAGER}), frozenset({team}))
            for cast, team in zip(TEAMS, self.teams, strict=True)
        ]
        for person in (*auditors, qa_lead, *managers):
            writer.add_person(person.id, moment_text(service.now()))
            writer.append([service.fact(FactKind.PERSON, str(person.id), person_body(person))])
        self.people = {person.id: person for person in (host, *auditors, qa_lead, *managers)}
        everybody = [host.id, *(person.id for person in auditors)]
        self.cast = Cast(everybody, [person.id for person in managers], qa_lead.id, self.teams)

    def _keep(self, writer: Writer, checklist: Checklist) -> None:
        digest = writer.keep_checklist(checklist, moment_text(self.service.now()))
        scoring = scoring_hash(checklist)
        body = {"content": digest, "scoring": scoring, "revision": False}
        writer.append([self.service.fact(FactKind.CHECKLIST, checklist.id, body)])
        self.pinned[checklist.kind] = Pinned(checklist, digest, scoring)

    # -- audits, and what is recorded beside them -----------------------------------------------------------------

    def plan(self, audits: int) -> Audits:
        """Which audits there are, and how each came out; the cases that rounds list are added."""
        planned = plan_audits(self.dice("plan"), audits, self.end)
        found = Audits.planned(planned, self.dice, self.cast, self.pinned, self.end)
        with self.service.store.writing() as writer:
            found.list_cases(writer)
        return found

    def write(self, written: Audits, some: Iterable[int]) -> None:
        """Write some audits in one transaction."""
        with self.service.store.writing() as writer:
            for at in some:
                written.write(writer, at)

    def finish(self, written: Audits) -> None:
        """Write what is recorded of the service beside its audits, and the projections."""
        with self.service.store.writing() as writer:
            imports = figures.figure_tasks(self.dice("figures"), self.cast.lead, self.service, self.end)
            tasks = [*self._rounds(written), *self._calibration(writer, written), *imports]
            host, clock = self.service.person, self.hand.now
            for task in sorted(tasks, key=lambda task: task.at):
                self.hand.now, self.service.person = task.at, self.people[task.by]
                task.do(writer)
            self.hand.now, self.service.person = clock, host
            writer.replace_projections(written.summaries.values())

    def narrate(self, written: Audits) -> None:
        """Write for the reports of the thematic rounds, as their QA lead does."""
        service, host, clock = self.service, self.service.person, self.hand.now

        def moment(at: datetime) -> None:
            self.hand.now = at

        service.person = self.people[self.cast.lead]
        for drawn in written.rounds:
            if drawn.round.theme:
                narrate(service, drawn, self.end, moment)
        self.hand.now, service.person = clock, host

    def _rounds(self, written: Audits) -> Iterable[Task]:
        lead, service = self.cast.lead, self.service
        yield rounds.setting(RE_AUDIT_MONTHS, _MONTHS, self.hand.now + timedelta(hours=1), lead, service)
        yield from rounds.draws_recorded([(one.on, one.seed) for one in written.seconds.draws], lead, service)
        for drawn in written.rounds:
            begun = {
                at: OfRound(
                    self.cast.auditors[written.items[at].auditor],
                    written.begun[at].opened,
                    written.begun[at].id,
                    self.cast.auditors[second.moderator] if (second := written.seconds.made.get(at)) else None,
                    written.items[at].due,
                )
                for at in drawn.begun
            }
            yield from rounds.tasks_of(drawn, begun, self.cast.auditors, lead, service, self.end)
        for last in (drawn for drawn in written.rounds if drawn.place == RUNNING):
            case = next(case.id for case in last.round.cases if case.id not in last.not_begun)
            at: datetime = at_time(last.round.period.end - timedelta(days=14), 16, 40)
            yield rounds.conflict(case, self.cast.auditors[4], at, lead, service)

    def _calibration(self, writer: Writer, written: Audits) -> list[Task]:
        taken = [
            calibrating.Taken(self.cast.auditors[who], *written.calibrate(writer, item))
            for who, item in zip(CALIBRATED, calibrating.calibration_audits(self.end), strict=True)
        ]
        item = calibrating.calibration_audits(self.end)[0]
        asked = at_time(calibrating.as_at_of(self.end) - timedelta(days=5), 13)
        named = Hand(self.dice("calibration"), asked).new_id().hex
        team = self.teams[item.team]
        profile = written.profile_of(item)
        return calibrating.tasks_of(named, taken, team, profile, self.cast.lead, self.service, self.end)


def _moderates(place: int) -> tuple[Role, ...]:
    return (Role.MODERATOR,) if place in MODERATORS else ()
