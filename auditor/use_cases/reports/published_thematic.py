"""Gather a thematic audit for publication: counts go to the publisher, and what it hands back is all that is told."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from auditor.audit.details import AuditKind
from auditor.audit.narrative import Practice, Quote
from auditor.errors import InputError
from auditor.measures.publication.count_tables import (
    EVERY,
    IN_TIME,
    LATE,
    ROW,
    RowOf,
    deadline_table,
    grade_table,
    groups_table,
    moderated_table,
    months_between,
    overall_table,
    question_table,
)
from auditor.measures.publication.publisher import Publisher
from auditor.measures.publication.tables import CountTable, Population
from auditor.measures.thematic import Tally
from auditor.reports.definition import ReportDefinition
from auditor.reports.published.shown import Shown
from auditor.reports.published.thematic import PublishedThematicData
from auditor.reports.thematic.data import ThematicReportData
from auditor.store.records import AuditFilter
from auditor.use_cases.reports.publishing import check_nothing_is_hidden_from, check_workers, population_of
from auditor.use_cases.reports.request import Request
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic
from auditor.use_cases.service import Service

_MERGE = "--merge tells requires improvement and inadequate as one"


def publish_thematic(
    service: Service, request: Request, definition: ReportDefinition, publisher: Publisher
) -> PublishedThematicData:
    """A thematic audit of the whole service, as it may be published.

    Raises:
        InputError: as :func:`auditor.use_cases.reports.thematic.gather_thematic`; or there is nothing to tell, or it
            may not be told of.
        PublicationError: as :meth:`auditor.measures.publication.publisher.Publisher.together`.
    """
    choice = ThematicChoice(request.theme, request.first, request.last, None, request.round_named)
    raw = gather_thematic(service, choice)
    first, last = raw.months
    if not raw.sums.audits or first is None or last is None:
        raise InputError("There is nothing to publish.", f"No audit of '{raw.theme}' counts ({raw.period}).", "")
    theme = request.theme or _theme_id(service, raw.theme)
    # A round is of some audits of its months. They are told as those of the months: whatever else was published of
    # these months has to agree with it, or is refused.
    months = months_between(first, last)
    wanted = AuditFilter(kinds=(AuditKind.THEMATIC.value,), theme=theme, months=(first, last))
    with service.store.reading() as reader:
        check_nothing_is_hidden_from(service, reader, wanted)
        population = population_of(reader, months, AuditKind.THEMATIC, theme)
    check_workers(len(raw.sums.teams), "records")
    groups = [choice.id for choice in raw.scale.difference.choices]
    shown = Shown.of(
        publisher.profile, publisher.together(*tables_of(raw.sums, population, groups, merged=request.merged))
    )
    if not request.merged:
        publisher.offer(_MERGE, *tables_of(raw.sums, population, groups, merged=True))
    level = definition.strong_above if request.level is None else request.level
    return as_published(replace(raw, level=level), shown, (first, last), merged=request.merged)


def tables_of(
    sums: Tally, population: Population, difference: Iterable[str], *, merged: bool = False
) -> tuple[CountTable, ...]:
    """Every table of a thematic audit, to be masked together.

    Args:
        difference: the choices for what difference the work made.
        merged: requires improvement and inadequate are told as one.
    """
    of, teams = {EVERY: sums.audits}, {name: len(found) for name, found in sums.judged.items()}

    def rows(counts: Mapping[Any, int], more: Mapping[str, int] = of, name: str = "") -> list[RowOf]:
        return [RowOf(ROW, None, {**counts, **more}, judged=teams.get(name))]

    graded = {**{section_table(name): one for name, one in sums.sections.items()}, **sums.judgements}
    records = sums.audits, sums.below_good
    return (
        overall_table(population, rows(sums.overall, {}), merged=merged),
        moderated_table(population, sums.moderated, sums.audits),
        *(
            grade_table(name, "records", population, rows(one, of, name), merged=merged)
            for name, one in sorted(graded.items())
        ),
        *(
            question_table(
                criterion, population, answers, sums.answers_below.get(criterion, {}), records, teams.get(criterion)
            )
            for criterion, answers in sorted(sums.answers.items())
        ),
        groups_table("difference", "records", population, tuple(difference), rows(sums.differences), complete=False),
        *(
            deadline_table(rule, population, rows({IN_TIME: met, LATE: late}, {}))
            for rule, (met, late) in sorted(sums.rules.items())
        ),
    )


def section_table(section: str) -> str:
    """What the table of a section is called."""
    return f"section:{section}"


def _theme_id(service: Service, title: str) -> str:
    return next(name for name, theme in service.standards.themes.items() if theme.title == title)


def as_published(
    raw: ThematicReportData, shown: Shown, months: tuple[str, str], *, merged: bool = False
) -> PublishedThematicData:
    """What the public report shows: names, the order of things and chosen words from the raw data, and never a number.

    Args:
        shown: what the publisher made of :func:`tables_of`.
        months: the first and the last.
        merged: requires improvement and inadequate are told as one.
    """
    names = raw.names
    chosen = raw.narrative.published if raw.narrative else ()
    sections = [one for one in names.sections if one in raw.sums.sections]
    judgements = [one for one in names.judgements if one in raw.sums.judgements]
    return PublishedThematicData(
        shown=shown,
        theme=raw.theme,
        question=raw.question,
        names=names,
        sections=tuple((section_table(one), names.sections[one]) for one in sections),
        judgements=tuple((one, names.judgements[one]) for one in judgements),
        criteria=tuple(one for one in names.questions if one in raw.sums.answers),
        rules=tuple((f"deadline:{one}", names.rules[one]) for one in names.rules if one in raw.sums.rules),
        scale=raw.scale,
        months=months,
        drawn=raw.sample is not None and raw.sample.on is not None,
        merged=merged,
        level=raw.level,
        editions=raw.editions,
        made_at=raw.made_at,
        synthetic=raw.synthetic,
        voices=tuple((one.speaker, one.text) for one in chosen if isinstance(one, Quote)),
        practice=tuple(one.text for one in chosen if isinstance(one, Practice)),
        texts=tuple(one.id for one in chosen),
    )
