"""The audit measures of the improvement plan, for whole months, from the counters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.audit.states import Role
from auditor.errors import InputError
from auditor.measures.scorecard import GradeShare, Measure, overall_profile, scorecard
from auditor.standards.model import MeasureBook
from auditor.store.projections import OVERALL_MEASURE
from auditor.store.records import AuditFilter, Counter
from auditor.store.store import Reader
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
    """

    measures: tuple[Measure, ...]
    profile: tuple[GradeShare, ...]
    audits: int
    moderated: int


@dataclass(frozen=True)
class Scorecard:
    """What was asked for, and the figures; early help stands apart and is never added in.

    Attributes:
        choice: as asked, narrowed to the teams this person may see.
        months: the first and the last month in which anything at all counts; None when nothing does.
        book: the measures and thresholds used.
    """

    choice: Choice
    months: tuple[str, str] | None
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
    wanted = choice or Choice()
    if wanted.first is not None and wanted.last is not None and wanted.first > wanted.last:
        raise InputError(
            "The first month is after the last.", f"{wanted.first} to {wanted.last}", "Give the earlier month first."
        )
    wanted = _narrowed(service, wanted)
    standards = service.standards
    with service.store.reading() as reader:
        months = reader.months_counted()
        main, early_help = (
            _figures(reader, service, filter_of(wanted, early_help=apart)) for apart in (False, True)
        )
    return Scorecard(wanted, months, main, early_help, standards.measures)


def filter_of(choice: Choice, *, early_help: bool = False) -> AuditFilter:
    """The filter that finds the audits behind the figures: those that counted."""
    return AuditFilter(
        teams=choice.teams,
        kinds=tuple(kind.value for kind in choice.kinds),
        months=(choice.first, choice.last),
        early_help=early_help,
        counted=True,
    )


def _narrowed(service: Service, choice: Choice) -> Choice:
    roles = service.person.roles
    if Role.TEAM_MANAGER not in roles or roles & {Role.QA_LEAD, Role.AUDITOR, Role.MODERATOR}:
        return choice
    own = service.person.teams
    return replace(choice, teams=tuple(sorted(own if choice.teams is None else own & set(choice.teams))))


def _figures(reader: Reader, service: Service, wanted: AuditFilter) -> Figures:
    standards = service.standards
    counters = {str(key[0]): counter for key, counter in reader.counters(wanted).items()}
    by_moderation = reader.counters(wanted, ("measure", "moderated"))
    moderated = {str(key[0]): counter.total for key, counter in by_moderation.items() if key[1]}
    hashes = {str(key[1]) for key in reader.counters(wanted, ("measure", "scoring_hash"))}
    measures = scorecard(standards.measures, standards.current.judgements, counters, moderated, hashes)
    return Figures(
        measures,
        overall_profile(counters.get(OVERALL_MEASURE)),
        _total(counters, OVERALL_MEASURE),
        moderated.get(OVERALL_MEASURE, 0),
    )


def _total(counters: Mapping[str, Counter], measure: str) -> int:
    counter = counters.get(measure)
    return counter.total if counter else 0
