"""The audit measures of the improvement plan, for whole months, from the counters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.audit.permissions import Role
from auditor.errors import InputError
from auditor.measures.scorecard import GradeShare, Measure, overall_profile, scorecard
from auditor.measures.timeliness import Timeliness, timeliness
from auditor.standards.model import MeasureBook
from auditor.store.projections import OVERALL_MEASURE
from auditor.store.records import AuditFilter, Counter, TimescaleCounter
from auditor.use_cases.service import Service


@dataclass(frozen=True)
class Choice:
    """Which audits count.

    Attributes:
        first: the first month, as ``2026-01``; None leaves it open.
        last: the last month, included; None leaves it open.
        teams: None stands for every team.
        kinds: only full audits unless others are asked for.
    """

    first: str | None = None
    last: str | None = None
    teams: tuple[UUID, ...] | None = None
    kinds: tuple[AuditKind, ...] = (AuditKind.FULL,)


@dataclass(frozen=True)
class Figures:
    """The figures of one group of audits.

    Attributes:
        measures: in the plan's order.
        profile: the overall grades, best first.
        audits: how many audits counted.
        moderated: how many of them were moderated.
        scoring_hashes: of the standards they were graded with.
    """

    measures: tuple[Measure, ...]
    profile: tuple[GradeShare, ...]
    audits: int
    moderated: int
    scoring_hashes: tuple[str, ...]


@dataclass(frozen=True)
class Scorecard:
    """What was asked for, and the figures; early help stands apart and is never added in.

    Attributes:
        choice: as asked, narrowed to the teams this person may see.
        book: the measures and thresholds used.
    """

    choice: Choice
    main: Figures
    early_help: Figures
    book: MeasureBook


def show_measures(service: Service, choice: Choice | None = None) -> Scorecard:
    """The scorecard.

    Args:
        choice: which audits count; every full audit when left out. A team manager sees their own teams only.

    Raises:
        InputError: the months are the wrong way round.
        ProblemsError: the standards cannot be read.
    """
    wanted = _checked(service, choice)
    with service.store.reading() as reader:
        both = replace(counting(service, wanted), early_help=None)
        cells = reader.counters(both, _APART)
        times = reader.timescales(both, ("rule", "early_help"))
    main, early_help = (_figures(service, cells, times, early_help=apart) for apart in (False, True))
    return Scorecard(wanted, main, early_help, service.standards.measures)


def show_timescales(
    service: Service, choice: Choice | None = None, *, by_team: bool = False, early_help: bool = False
) -> tuple[Timeliness, ...]:
    """Every rule on time as a figure: the share of deadlines met among those judged.

    Args:
        choice: which audits count, as for the scorecard.
        by_team: keep the teams apart.
        early_help: the figures of early help, which are never mixed with the others.

    Raises:
        InputError: the months are the wrong way round.
    """
    wanted = _checked(service, choice)
    with service.store.reading() as reader:
        asked = counting(service, wanted, early_help=early_help)
        found = reader.timescales(asked, ("rule", "team_id") if by_team else ("rule",))
    counted = [(place[1] if by_team else None, counter) for place, counter in found.items()]
    return timeliness(service.standards.current.timescales, counted)


def _checked(service: Service, choice: Choice | None) -> Choice:
    wanted = choice or Choice()
    if wanted.first is not None and wanted.last is not None and wanted.first > wanted.last:
        raise InputError(
            "The first month is after the last.", f"{wanted.first} to {wanted.last}", "Give the earlier month first."
        )
    return narrowed(service, wanted)


_APART = ("measure", "early_help", "moderated", "scoring_hash")
"""What the one query keeps apart; the sums are made from its few rows."""


def months_counted(service: Service) -> tuple[str, str] | None:
    """The first and the last month in which anything at all counts; None when nothing does."""
    with service.store.reading() as reader:
        return reader.months_counted(service.person)


def filter_of(choice: Choice, *, early_help: bool = False) -> AuditFilter:
    """The filter that finds the audits behind the figures: those that counted."""
    return AuditFilter(
        teams=choice.teams,
        kinds=tuple(kind.value for kind in choice.kinds),
        months=(choice.first, choice.last),
        early_help=early_help,
        counted=True,
    )


def counting(service: Service, choice: Choice, *, early_help: bool = False) -> AuditFilter:
    """The same for counters: what the person working is to moderate blind counts for them as if it were not there."""
    return replace(filter_of(choice, early_help=early_help), hides_from=service.person)


def narrowed(service: Service, choice: Choice) -> Choice:
    """A choice without the teams that the person working may not see: a team manager sees their own."""
    roles = service.person.roles
    if Role.TEAM_MANAGER not in roles or roles & {Role.QA_LEAD, Role.AUDITOR, Role.MODERATOR}:
        return choice
    own = service.person.teams
    return replace(choice, teams=tuple(sorted(own if choice.teams is None else own & set(choice.teams))))


def _figures(
    service: Service,
    cells: Mapping[tuple[Any, ...], Counter],
    times: Mapping[tuple[Any, ...], TimescaleCounter],
    *,
    early_help: bool,
) -> Figures:
    counters: dict[str, Counter] = {}
    moderated: dict[str, int] = {}
    hashes: set[str] = set()
    for (measure, apart, was_moderated, scoring), counter in cells.items():
        if bool(apart) is not early_help:
            continue
        counters[measure] = _sum(measure, counters.get(measure), counter)
        moderated[measure] = moderated.get(measure, 0) + (counter.total if was_moderated else 0)
        if counter.total:
            hashes.add(scoring)
    standards = service.standards
    overall = counters.get(OVERALL_MEASURE)
    return Figures(
        scorecard(
            standards.measures,
            standards.current.judgements,
            counters,
            moderated,
            hashes,
            {rule: counter for (rule, apart), counter in times.items() if bool(apart) is early_help},
        ),
        overall_profile(overall),
        overall.total if overall else 0,
        moderated.get(OVERALL_MEASURE, 0),
        tuple(sorted(hashes)),
    )


def _sum(measure: str, left: Counter | None, right: Counter) -> Counter:
    if left is None:
        return right
    return Counter(
        measure,
        left.outstanding + right.outstanding,
        left.good + right.good,
        left.requires_improvement + right.requires_improvement,
        left.inadequate + right.inadequate,
    )
