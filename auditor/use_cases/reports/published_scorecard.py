"""Gather the scorecard for publication: counts go to the publisher, and what it hands back is all that is told."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from auditor.audit.whole_months import Months
from auditor.measures.publication.count_tables import (
    ROW,
    imported_number_table,
    imported_share_table,
    moderated_table,
    months_between,
)
from auditor.measures.publication.publisher import Publisher
from auditor.measures.publication.tables import CountTable, Population
from auditor.measures.whole_scorecard import PeriodFigure, ScoreRow, is_percent
from auditor.reports.definition import ReportDefinition
from auditor.reports.published.figure import FigureAt, Source
from auditor.reports.published.scorecard import PublishedRow, PublishedScorecardData
from auditor.reports.published.shown import Shown
from auditor.standards.hashes import thresholds_hash
from auditor.use_cases.measures.scorecard import WholeScorecard, show_scorecard
from auditor.use_cases.reports.editions import editions_of
from auditor.use_cases.reports.published_measures import Counted, counted_table
from auditor.use_cases.reports.publishing import (
    CountedMonths,
    check_nothing_is_hidden_from,
    counted_months,
    population_of,
)
from auditor.use_cases.reports.request import Request
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import counting


def publish_scorecard(
    service: Service, request: Request, _definition: ReportDefinition, publisher: Publisher
) -> PublishedScorecardData:
    """The scorecard of the whole service, as it may be published.

    Raises:
        InputError: it may not be told of.
        PublicationError: as :meth:`auditor.measures.publication.publisher.Publisher.together`.
    """
    card = show_scorecard(service, request.last, by_month=request.by_month)
    standards, wanted = service.standards, counting(service, card.choice)
    with service.store.reading() as reader:
        check_nothing_is_hidden_from(service, reader, wanted)
        counted = counted_months(reader, wanted)
        population = population_of(reader, months_between(card.periods[0].first, card.periods[-1].last))
        editions = editions_of(service, reader, card.scoring_hashes)
    gathered = ScorecardTables(card, counted, population, _rules(service), publisher)
    rows = tuple(gathered.row(row) for row in card.rows)
    own = replace(population, months=months_between(card.months.first, card.months.last))
    tables = [moderated_table(own, card.moderated, card.audits), *gathered.tables.values()]
    return PublishedScorecardData(
        shown=Shown.of(publisher.profile, publisher.together(*tables)),
        rows=rows,
        periods=card.periods,
        too_few=standards.measures.too_few,
        editions=editions,
        thresholds_hash=thresholds_hash(standards.measures),
        made_at=service.now().astimezone(),
        synthetic=service.store.demo,
    )


@dataclass
class ScorecardTables:
    """What is handed to the publisher, and where each figure will stand.

    Attributes:
        rules: of the measures that count deadlines, the rule on time.
        publisher: knows what was published of a figure before it was corrected.
        tables: by id.
    """

    card: WholeScorecard
    counted: CountedMonths
    population: Population
    rules: dict[str, str]
    publisher: Publisher
    tables: dict[str, CountTable] = field(default_factory=dict)

    def row(self, row: ScoreRow) -> PublishedRow:
        """A row; its tables are noted."""
        history: tuple[FigureAt | None, ...]
        if row.is_audited:
            self._audited(row)
            history = tuple(self._audited_at(row, months) for months in self.card.periods)
            actual, previous = history[-1], history[-2]
        else:
            history = tuple(self._imported(row, figure) for figure in row.history)
            actual, previous = self._imported(row, row.actual), self._imported(row, row.previous)
        return PublishedRow(row.definition, row.title, row.target_words, history, actual, previous)

    def _audited(self, row: ScoreRow) -> None:
        rows = []
        for months, figure in zip(self.card.periods, row.history, strict=True):
            span = months_between(months.first, months.last)
            good, of = (figure.numerator or 0, figure.denominator or 0) if figure else (0, 0)
            audits, teams = self.counted.audits_in(span), self.counted.teams_in(span)
            # Where nothing was audited there is nobody whose workers could be too few.
            judged = self.counted.judged_in(row.id, span)
            rows.append(Counted(months.words, span, good, of, audits, teams if audits else None, judged))
        self.tables[row.id] = counted_table(row.id, self.rules.get(row.id, ""), self.population, rows)

    def _audited_at(self, row: ScoreRow, months: Months) -> FigureAt:
        figure = row.history[self.card.periods.index(months)]
        source = Source.DEADLINES if row.id in self.rules else Source.AUDITS
        hashes = frozenset(figure.scoring_hashes) if figure else frozenset()
        return FigureAt(source, months, row.id, months.words, hashes)

    def _imported(self, row: ScoreRow, figure: PeriodFigure | None) -> FigureAt | None:
        """A figure by its counts; without them only a whole number is told, which is its own count."""
        if figure is None or figure.value is None:
            return None
        measure = row.definition.same_as or row.id
        name = ":".join(part for part in (measure, row.series, figure.months.key) if part)
        span = months_between(figure.months.first, figure.months.last)
        if is_percent(row.definition):
            if figure.numerator is None or not figure.denominator or figure.numerator > figure.denominator:
                return FigureAt(Source.WITHHELD, figure.months)
            share = partial(
                imported_share_table, months=span, numerator=figure.numerator, denominator=figure.denominator
            )
            return self._revised(Source.SHARE, figure.months, name, share)
        if figure.denominator is not None or figure.value != int(figure.value) or figure.value < 0:
            return FigureAt(Source.WITHHELD, figure.months)
        number = partial(imported_number_table, months=span, number=int(figure.value))
        return self._revised(Source.NUMBER, figure.months, name, number)

    def _revised(self, source: Source, months: Months, name: str, table_of: Callable[[str], CountTable]) -> FigureAt:
        """A figure that may have been corrected since it was published."""
        table, times = self.publisher.as_revised(name, table_of)
        if table is None:
            return FigureAt(Source.CHANGED, months)
        self.tables.setdefault(table.layout.id, table)
        return FigureAt(source, months, table.layout.id, ROW, revised=times > 0)


def _rules(service: Service) -> dict[str, str]:
    """The rule on time of each measure that counts deadlines."""
    judgements = service.standards.current.judgements
    return {one.measure: one.source.rules[0] for one in judgements if one.source.computed and one.source.rules}
