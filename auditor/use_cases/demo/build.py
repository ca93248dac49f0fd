"""Builds the demo store: synthetic audits, recorded through the store's own writer as if they had been done.

The same seed and day give the same ids, the same facts and the same figures.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from auditor.audit.changes import Change, answer
from auditor.audit.details import AuditDetails, AuditKind
from auditor.audit.examination import Examination
from auditor.audit.facts import FactKind
from auditor.audit.permissions import Person, Role
from auditor.audit.profile import Period
from auditor.audit.timescales.calendar import Calendar
from auditor.clock import system_clock
from auditor.errors import InputError
from auditor.ids import uuid7_source
from auditor.standards.hashes import scoring_hash
from auditor.standards.load import Standards, load_standards
from auditor.standards.model import Checklist
from auditor.store.records import AuditSummary, Team, moment_text
from auditor.store.store import Writer
from auditor.store.summaries import scope_of
from auditor.use_cases.add_team import put_team
from auditor.use_cases.council_calendar import SETTING as CALENDAR_SETTING
from auditor.use_cases.demo.cast import AUDITORS, HOST, QA_LEAD, TEAMS
from auditor.use_cases.demo.plan import FEWEST, Planned, plan_audits
from auditor.use_cases.demo.profiles import make_profile
from auditor.use_cases.demo.reading import Reading
from auditor.use_cases.demo.skills import InTime
from auditor.use_cases.demo.talks import HALF_TYPED
from auditor.use_cases.demo.times import demo_calendar
from auditor.use_cases.demo.words import Words
from auditor.use_cases.demo.writing import Hand, Pinned, at_time, leave_open, write_audit
from auditor.use_cases.open_store import init_store, person_body
from auditor.use_cases.service import Service
from auditor.use_cases.start_audit import check_subject

Progress = Callable[[int, int, str], None]
"""Called with how many audits are written, how many there will be, and what is being done."""

_AT_ONCE = 40
"""Audits written in one transaction."""
_LEFT_AT = "ps06.chronology"
"""Where the host left the half-done audit."""


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
        planned = builder.plan(audits)
        for start in range(0, len(planned), _AT_ONCE):
            told(start, audits, "writing audits")
            builder.write(planned[start : start + _AT_ONCE])
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
    auditors: list[UUID] = field(default_factory=list)
    pinned: dict[str, Pinned] = field(default_factory=dict)
    summaries: list[AuditSummary] = field(default_factory=list)
    cases: dict[str, UUID] = field(default_factory=dict)
    in_time: InTime = field(default_factory=InTime)
    calendar: Calendar = field(init=False)
    service: Service = field(init=False)
    lead: UUID = field(init=False)

    @property
    def end(self) -> date:
        """The last day on which anything happened: what the person then does comes after all of it."""
        return self.today - timedelta(days=1)

    def dice(self, *names: str) -> Random:
        """A source of chance of its own for each purpose, so that one change does not move everything else."""
        return Random("/".join((str(self.seed), self.today.isoformat(), *names)))  # noqa: S311 - nothing secret

    def plan(self, audits: int) -> list[Planned]:
        return plan_audits(self.dice("plan"), audits, self.end)

    # -- people, teams, standards ---------------------------------------------------------------------------------

    def open(self, folder: Path, standards_folder: Path | None) -> Service:
        """Make the store, with everyone who works in it."""
        dice = self.dice("store")
        hand = Hand(dice, at_time(self.end - timedelta(days=19 * 31), 9))
        roles = frozenset({Role.AUDITOR, Role.QA_LEAD})
        made = init_store(
            folder,
            AUDITORS[HOST].name,
            "",
            roles=roles,
            demo=True,
            clock=lambda: hand.now,
            new_id=hand.new_id,
            random_bytes=dice.randbytes,
            standards_folder=standards_folder,
        )
        service = self.service = made.service
        service.read_standards = lambda _: self.standards
        service.store.salt = dice.randbytes
        self.calendar = demo_calendar(self.end)
        with service.store.writing() as writer:
            body = {"value": self.calendar.as_body()}
            writer.append([service.fact(FactKind.SETTING, CALENDAR_SETTING, body)])
            self._add_teams(writer)
            self._add_people(writer)
            self._keep(writer, self.standards.current)
            self._keep(writer, self.standards.themes["supervision"])
        return service

    def _add_teams(self, writer: Writer) -> None:
        for cast in TEAMS:
            team = Team(self.service.new_id(), cast.name, cast.service)
            writer.add_team(team.id, moment_text(self.service.now()))
            put_team(writer, self.service, team, None)
            self.teams.append(team.id)

    def _add_people(self, writer: Writer) -> None:
        auditor, manager, lead = frozenset({Role.AUDITOR}), frozenset({Role.TEAM_MANAGER}), frozenset({Role.QA_LEAD})
        others = [Person(self.service.new_id(), one.name, auditor) for one in AUDITORS[1:]]
        qa_lead = Person(self.service.new_id(), QA_LEAD, lead)
        managers = [
            Person(self.service.new_id(), cast.manager, manager, frozenset({team}))
            for cast, team in zip(TEAMS, self.teams, strict=True)
        ]
        for person in (*others, qa_lead, *managers):
            writer.add_person(person.id, moment_text(self.service.now()))
            writer.append([self.service.fact(FactKind.PERSON, str(person.id), person_body(person))])
        self.auditors = [self.service.person.id, *(person.id for person in others)]
        self.lead = qa_lead.id

    def _keep(self, writer: Writer, checklist: Checklist) -> None:
        digest = writer.keep_checklist(checklist, moment_text(self.service.now()))
        scoring = scoring_hash(checklist)
        body = {"content": digest, "scoring": scoring, "revision": False}
        writer.append([self.service.fact(FactKind.CHECKLIST, checklist.id, body)])
        self.pinned[checklist.kind] = Pinned(checklist, digest, scoring)

    # -- audits ---------------------------------------------------------------------------------------------------

    def write(self, planned: Sequence[Planned]) -> None:
        """Write some audits in one transaction."""
        with self.service.store.writing() as writer:
            for item in planned:
                self._write(writer, item)
            writer.replace_projections(self.summaries)

    def _write(self, writer: Writer, item: Planned) -> None:
        dice = self.dice("audit", item.lcs, item.as_at.isoformat())
        hand = Hand(dice, at_time(item.as_at, 8))
        pinned = self.pinned["theme" if item.group == "supervision_theme" else "edition"]
        checklist = pinned.checklist
        profile = make_profile(item.group, self.dice("profile", item.lcs), checklist.tags, item.age_band)
        check_subject(profile, checklist.tags)
        details = AuditDetails(self.teams[item.team], Period.up_to(item.as_at), profile, item.due)
        words = Words(dice, item.as_at, profile)
        kind = AuditKind.THEMATIC if checklist.kind == "theme" else item.kind
        scope = scope_of(kind, checklist, details, Examination())
        in_time = self.in_time if item.submitted else InTime()
        changes: list[Change] = []
        if item.submitted or item.done:
            changes = Reading(scope, item, dice, in_time, hand.new_id, words, details.period, self.calendar).read()
            changes = _as_far_as(item, changes)
        summary, examination_id = write_audit(
            writer,
            hand,
            item,
            details,
            changes,
            people=(self.auditors[item.auditor], self.lead),
            calendar=self.calendar,
            cases=self.cases,
            pinned=pinned,
            dice=dice,
            end=self.end,
        )
        self.summaries.append(summary)
        if item.host_draft == "half":
            leave_open(writer, examination_id, _LEFT_AT, words.fill(HALF_TYPED), at_time(self.end, 15, 30))


def _as_far_as(item: Planned, changes: list[Change]) -> list[Change]:
    """What was recorded of an audit that is still a draft: everything up to a point."""
    if item.submitted:
        return changes
    if item.host_draft == "half":
        reached = [place for place, change in enumerate(changes) if change.key == _LEFT_AT]
        return [*changes[: reached[0]], answer(_LEFT_AT, "partly_met")]
    return changes[: int(len(changes) * item.done)]
