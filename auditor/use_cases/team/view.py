"""The team manager's view: what audits and moderation said about their teams, once it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from auditor.audit.concerns import open_concerns
from auditor.audit.details import AuditKind
from auditor.audit.facts import Fact
from auditor.audit.feedback import Feedback, feedback
from auditor.audit.moderation import Comparison
from auditor.audit.permissions import Ownership, Person, Role, may, require
from auditor.audit.replies import Acknowledged, Reply, acknowledged_in, replies_in
from auditor.audit.scope import Scope
from auditor.audit.states import Move, State
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.measures.trend import HOW_MANY, Point, Span, months_back, trend
from auditor.store.reader import moderators_examination
from auditor.store.records import AuditFilter, AuditRecord, AuditSummary, Team
from auditor.store.store import Reader
from auditor.store.summaries import compared_in, scope_of
from auditor.use_cases.audits.open_audit import WholeAudit, read_whole
from auditor.use_cases.moderation.compare_grades import graded_names
from auditor.use_cases.service import Service

STANDS = (State.FINAL, State.CLOSED)
"""Where the grades of record stand, and a team is told."""
_KINDS = tuple(kind.value for kind in AuditKind if kind is not AuditKind.CALIBRATION)
_OFFERED = (Move.ACKNOWLEDGE, Move.REPLY, Move.ANSWER_REPLY, Move.CLOSE)


@dataclass(frozen=True)
class TeamRow:
    """One audit in the list of a team.

    Attributes:
        acknowledged: the day on which the team manager had read it; None: it is new to them.
        open_replies: how many replies wait for an answer.
    """

    summary: AuditSummary
    acknowledged: date | None
    open_replies: int


@dataclass(frozen=True)
class TeamAudit:
    """What one audit tells the team, and what was said to it.

    Attributes:
        told: the grades of record, what changed in moderation, findings and actions.
        replies: what the team manager replied, and what they were told; oldest first.
        acknowledged: None when nobody has acknowledged the revision that stands.
        in_the_way: what has to be done before it is closed, in words; empty for who does not close it.
        may: what the person working may do with it now.
        names: of the people in it, by id.
    """

    record: AuditRecord
    state: State
    whose: Ownership
    team: str
    scope: Scope
    told: Feedback
    as_at: date
    replies: tuple[Reply, ...]
    acknowledged: Acknowledged | None
    in_the_way: tuple[str, ...]
    may: frozenset[Move]
    names: Mapping[UUID, str]

    @property
    def open_replies(self) -> tuple[Reply, ...]:
        """Those that wait for an answer."""
        return tuple(reply for reply in self.replies if reply.open)


@dataclass(frozen=True)
class Trend:
    """How good a team's audits were over time.

    Attributes:
        teams: whose; None: every team's.
        main: of all work but early help.
        early_help: of early help, apart; empty when there is none.
        fewest: under so many audits it is too few to tell.
    """

    teams: tuple[UUID, ...] | None
    span: Span
    main: tuple[Point, ...]
    early_help: tuple[Point, ...]
    fewest: int


def my_teams(service: Service) -> list[Team]:
    """The teams whose audits this person is told of, by name: for the QA lead all of them.

    Raises:
        NotPermittedError: they manage none, and are not a QA lead.
    """
    person = service.person
    if not may_choose_teams(person):
        raise NotPermittedError(
            "There is no team whose audits you are told of.",
            "You are not set up as the manager of one.",
            "Ask the QA lead if you think you should be.",
        )
    teams = service.teams().values()
    return [team for team in teams if Role.QA_LEAD in person.roles or team.id in person.teams]


def may_choose_teams(person: Person) -> bool:
    """Whether somebody is told of teams: their manager, or a QA lead."""
    return Role.QA_LEAD in person.roles or (Role.TEAM_MANAGER in person.roles and bool(person.teams))


def team_filter(service: Service, teams: Sequence[UUID] | None = None, *, mine: bool = False) -> AuditFilter:
    """The filter that finds the audits of some teams.

    Args:
        teams: all that the person is told of when left out.
        mine: instead, those that the person carried out or moderated: they answer what is replied.

    Raises:
        NotPermittedError: one of them is not theirs. It says nothing of that team.
    """
    person = service.person
    wanted = AuditFilter(states=STANDS, kinds=_KINDS, readable_by=person)
    if mine:
        return replace(wanted, readable_by=replace(person, roles=person.roles & {Role.AUDITOR, Role.MODERATOR}))
    own = tuple(team.id for team in my_teams(service))
    if teams is not None and not set(teams) <= set(own):
        raise NotPermittedError("You are not told of the audits of that team.", "", "Ask the QA lead.")
    if teams is None and Role.QA_LEAD in person.roles:
        return wanted
    return replace(wanted, teams=own if teams is None else tuple(teams))


def count_team(service: Service, teams: Sequence[UUID] | None = None, *, mine: bool = False) -> int:
    """How many audits of some teams stand; arguments as of :func:`team_filter`."""
    wanted = team_filter(service, teams, mine=mine)
    with service.store.reading() as reader:
        return reader.count(wanted)


def list_team(
    service: Service, teams: Sequence[UUID] | None = None, offset: int = 0, limit: int = 200, *, mine: bool = False
) -> list[TeamRow]:
    """A page of the audits of some teams that stand, those submitted last first; arguments as of :func:`team_filter`.

    Raises:
        NotPermittedError: one of the teams is not theirs.
    """
    wanted = team_filter(service, teams, mine=mine)
    with service.store.reading() as reader:
        page = reader.page_by_submission(wanted, offset, limit)
        said = reader.said_to([item.audit_id for item in page])
    return [_row(item, said.get(item.audit_id, [])) for item in page]


def _row(summary: AuditSummary, said: list[Fact]) -> TeamRow:
    acknowledged = acknowledged_in(said)
    waiting = sum(1 for reply in replies_in(said) if reply.open)
    return TeamRow(summary, acknowledged.on if acknowledged else None, waiting)


def team_audit(service: Service, audit_id: UUID) -> TeamAudit:
    """What one audit tells the team.

    Raises:
        InputError: there is no such audit, or its grades do not stand yet.
        NotPermittedError: this person may not read it.
    """
    with service.store.reading() as reader:
        return read_team_audit(reader, service, audit_id)


def read_team_audit(reader: Reader, service: Service, audit_id: UUID) -> TeamAudit:
    """What one audit tells the team, inside a transaction of the caller's; see :func:`team_audit`."""
    whole = read_whole(reader, audit_id)
    person = service.person
    require(person, Move.READ, whole.state, whole.ownership)
    if whole.state not in STANDS:
        raise InputError(
            "The grades of this audit do not stand yet.",
            f"It is {whole.state.value}.",
            "The team is told once it is final.",
        )
    require(person, Move.COMPARE, whole.state, whole.ownership)
    scope = scope_of(whole.record.kind, reader.checklist(whole.record.content_hash), whole.details, whole.first)
    told = feedback(scope, whole.first, comparison_of(reader, whole, scope), whole.of_audit, graded_names(scope))
    teams = reader.teams()
    team = teams.get(whole.details.team)
    allowed = frozenset(move for move in _OFFERED if may(person, move, whole.state, whole.ownership))
    replies = replies_in(whole.of_audit)
    return TeamAudit(
        whole.record,
        whole.state,
        whole.ownership,
        team.name if team else "",
        scope,
        told,
        whole.details.as_at,
        replies,
        acknowledged_in(whole.of_audit),
        in_the_way(whole.of_audit, told) if Move.CLOSE in allowed else (),
        allowed,
        {person_id: found.name for person_id, found in reader.people().items()},
    )


def comparison_of(reader: Reader, whole: WholeAudit, scope: Scope) -> Comparison | None:
    """Both examinations of an audit beside each other; None when nobody was asked to moderate it."""
    second = moderators_examination(reader.examinations(whole.record.id), whole.assignment)
    if second is None:
        return None
    return compared_in(scope, whole.first, whole.facts_of(second.id), whole.of_audit)


def in_the_way(of_audit: Sequence[Fact], told: Feedback) -> tuple[str, ...]:
    """What has to be done before an audit is closed, in words, all at once."""
    replies = [
        f"the reply of {reply.on:%d/%m/%Y} to {told.name_of(reply.key)} is not answered"
        for reply in replies_in(of_audit)
        if reply.open
    ]
    concerns = [
        f"the concern raised on {one.at.astimezone():%d/%m/%Y} has no response" for one in open_concerns(of_audit)
    ]
    return (*concerns, *replies)


def graded_key(found: TeamAudit, named: str) -> str:
    """The key of the judgement a person named: a section by its code or id, a key judgement by its id, or ``overall``.

    Raises:
        UnknownIdError: nothing of that name was graded in this audit.
    """
    wanted = named.strip().casefold()
    for key in found.told.grades:
        code, _ = found.told.names.get(key, ("", ""))
        if wanted in (key.casefold(), code.casefold() or key.casefold()):
            return key
    raise UnknownIdError("judgement in this audit", named, list(found.told.grades))


def team_trend(service: Service, teams: Sequence[UUID] | None = None, span: Span = Span.QUARTER) -> Trend:
    """How good the audits of some teams were overall, by month or quarter, beside the service's other teams.

    Args:
        teams: all that the person is told of when left out; for the QA lead those are all, and no others are left.

    Raises:
        NotPermittedError: one of the teams is not theirs.
    """
    own = team_filter(service, teams).teams
    last = f"{service.today():%Y-%m}"
    first = months_back(last, HOW_MANY[span] * span.months)
    wanted = AuditFilter(states=STANDS, kinds=(AuditKind.FULL.value,), months=(first, last), counted=True)
    with service.store.reading() as reader:
        rows = reader.graded_by_month(wanted)
    fewest = service.standards.measures.too_few
    main, early = (trend(rows, own, span, last, fewest, early_help=apart) for apart in (False, True))
    return Trend(own, span, main, early if any(point.team.of for point in early) else (), fewest)
