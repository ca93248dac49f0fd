"""Gather the audit measures for publication: counts go to the publisher, and what it hands back is all that is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from auditor.errors import InputError
from auditor.measures.publication.count_tables import (
    BELOW,
    EVERY,
    GOOD,
    IN_TIME,
    LATE,
    ROW,
    RowOf,
    deadline_table,
    grade_table,
    moderated_table,
    months_between,
    overall_table,
)
from auditor.measures.publication.publisher import Publisher
from auditor.measures.publication.tables import CountTable, Population
from auditor.measures.scorecard import GradeShare, Measure
from auditor.reports.definition import ReportDefinition
from auditor.reports.published.measures import PublishedMeasuresData
from auditor.reports.published.shown import Shown
from auditor.standards.hashes import thresholds_hash
from auditor.use_cases.reports.editions import editions_of
from auditor.use_cases.reports.publishing import (
    check_nothing_is_hidden_from,
    check_workers,
    counted_months,
    population_of,
)
from auditor.use_cases.reports.request import Request, check_months
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice, counting, months_counted, show_measures


def publish_measures(
    service: Service, request: Request, _definition: ReportDefinition, publisher: Publisher
) -> PublishedMeasuresData:
    """The audit measures of the service's full audits, as they may be published.

    Raises:
        InputError: the months are the wrong way round, nothing counts in them, or they may not be told of.
        PublicationError: as :meth:`auditor.measures.publication.publisher.Publisher.together`.
    """
    first, last = _span(service, request)
    choice = Choice(first, last)
    card = show_measures(service, choice)
    standards, months = service.standards, months_between(first, last)
    with service.store.reading() as reader:
        check_nothing_is_hidden_from(service, reader, counting(service, choice))
        counted = counted_months(reader, counting(service, choice))
        check_workers(counted.teams_in(months))
        population = population_of(reader, months)
        editions = editions_of(service, reader, card.main.scoring_hashes)
    main = card.main
    judged = {measure.id: counted.judged_in(measure.id, months) for measure in main.measures}
    tables = tables_of_measures(
        main.measures, main.profile, main.moderated, population, merged=request.merged, judged=judged
    )
    shown = Shown.of(publisher.profile, publisher.together(*tables))
    definitions = {one.id: one for one in standards.measures.audited}
    return PublishedMeasuresData(
        shown=shown,
        measures=tuple(definitions[measure.id] for measure in card.main.measures),
        deadlines=frozenset(measure.id for measure in card.main.measures if measure.rule),
        months=(first, last),
        merged=request.merged,
        scale=standards.current.scale,
        too_few=standards.measures.too_few,
        editions=editions,
        thresholds_hash=thresholds_hash(standards.measures),
        made_at=service.now().astimezone(),
        synthetic=service.store.demo,
    )


def tables_of_measures(
    measures: Iterable[Measure],
    profile: Iterable[GradeShare],
    moderated: int,
    population: Population,
    *,
    merged: bool = False,
    judged: Mapping[str, int | None] = MappingProxyType({}),
) -> tuple[CountTable, ...]:
    """Every table of the report of the audit measures, to be masked together.

    Args:
        profile: the overall grades.
        moderated: how many of the audits were moderated.
        merged: requires improvement and inadequate are told as one.
        judged: of how many teams the audits are in which each measure was judged, where that was counted.
    """
    overall: dict[str, int] = {part.grade: part.count for part in profile}
    audits = sum(overall.values())
    return (
        overall_table(population, [RowOf(ROW, None, overall)], merged=merged),
        moderated_table(population, moderated, audits),
        *(
            counted_table(
                one.id,
                one.rule,
                population,
                [Counted(ROW, None, one.numerator, one.denominator, audits, judged=judged.get(one.id))],
            )
            for one in measures
            if one.numerator is not None and one.denominator is not None
        ),
    )


@dataclass(frozen=True)
class Counted:
    """What a measure counts in some months: a row of its table.

    Attributes:
        months: in place of the population's; None leaves them.
        good: good or better, or deadlines met.
        of: judged, or due.
        audits: how many there are, judged or not.
        teams: of how many teams they are; None when that was seen to otherwise.
        judged: of how many those are in which it was judged; None when nobody counted.
    """

    label: str
    months: frozenset[str] | None
    good: int
    of: int
    audits: int
    teams: int | None = None
    judged: int | None = None


def counted_table(measure: str, rule: str, population: Population, rows: Sequence[Counted]) -> CountTable:
    """What a measure counts.

    Args:
        measure: the plan's reference.
        rule: of a measure that counts deadlines; empty where it counts audits.
    """
    if rule:
        met = [RowOf(one.label, one.months, {IN_TIME: one.good, LATE: one.of - one.good}, one.teams) for one in rows]
        return deadline_table(rule, population, met, name=measure)
    graded = [
        RowOf(
            one.label, one.months, {GOOD: one.good, BELOW: one.of - one.good, EVERY: one.audits}, one.teams, one.judged
        )
        for one in rows
    ]
    return grade_table(measure, "audits judged", population, graded, halves=True)


def _span(service: Service, request: Request) -> tuple[str, str]:
    check_months(request.first, request.last)
    known = months_counted(service)
    if known is None:
        raise InputError("There is nothing to publish.", "No audit counts yet.", "")
    first, last = request.first or known[0], request.last or known[1]
    check_months(first, last)
    return first, last
