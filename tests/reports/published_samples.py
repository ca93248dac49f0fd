"""Public reports of invented figures: what the publisher released of them, and what they truly are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from report_samples import MADE_AT, measures_data, standards
from scorecard_samples import scorecard_data
from thematic_samples import THEME, of_sums, records

from auditor.measures.publication.count_tables import moderated_table, months_between
from auditor.measures.publication.profiles import Profile
from auditor.measures.publication.publisher import Publisher
from auditor.measures.publication.tables import CountTable, Population
from auditor.measures.whole_scorecard import PeriodFigure, ScoreRow
from auditor.reports.published.measures import PublishedMeasuresData
from auditor.reports.published.scorecard import PublishedScorecardData
from auditor.reports.published.shown import Shown
from auditor.reports.published.thematic import PublishedThematicData
from auditor.store.records import AuditSummary
from auditor.use_cases.measures.scorecard import WholeScorecard
from auditor.use_cases.reports.published_measures import tables_of_measures
from auditor.use_cases.reports.published_scorecard import ScorecardTables
from auditor.use_cases.reports.published_thematic import as_published, tables_of
from auditor.use_cases.reports.publishing import CountedMonths
from auditor.use_cases.show_measures import Choice

TEAMS = frozenset({"t1", "t2", "t3"})
OF_THEME = Population(frozenset({"2018-09"}), TEAMS, kinds=frozenset({"thematic"}), themes=frozenset({THEME.id}))
DIFFERENCES = [choice.id for choice in THEME.scale.difference.choices]


@dataclass(frozen=True)
class Published:
    """A public report, and the counts behind it, which no reader has."""

    data: PublishedThematicData | PublishedMeasuresData | PublishedScorecardData
    truth: tuple[CountTable, ...]


def many(count: int = 18) -> list[AuditSummary]:
    """Records of September 2018, some of them several times over: large and small numbers stand side by side."""
    found = records()
    few = {0: "outstanding", 1: "outstanding", 2: "inadequate"}
    return [
        replace(found[place % len(found)], overall=few.get(place, found[place % len(found)].overall))  # type: ignore[arg-type]
        for place in range(count)
    ]


def thematic(
    found: Iterable[AuditSummary] | None = None, profile: Profile = Profile.DFE, *, merged: bool = False
) -> Published:
    """A thematic audit."""
    raw = of_sums(list(many() if found is None else found))
    tables = tables_of(raw.sums, OF_THEME, DIFFERENCES, merged=merged)
    publisher = Publisher(profile)
    shown = Shown.of(profile, publisher.together(*tables))
    publisher.finish()
    return Published(as_published(raw, shown, ("2018-09", "2018-09"), merged=merged), tables)


def measures(profile: Profile = Profile.DFE) -> Published:
    """The audit measures."""
    raw = measures_data(synthetic=False)
    population = Population(frozenset({"2026-09", "2026-10"}), TEAMS)
    tables = tables_of_measures(raw.measures, raw.profile, raw.moderated, population)
    publisher = Publisher(profile)
    shown = Shown.of(profile, publisher.together(*tables))
    publisher.finish()
    book = {one.id: one for one in standards().measures.audited}
    data = PublishedMeasuresData(
        shown,
        tuple(book[one.id] for one in raw.measures),
        frozenset(one.id for one in raw.measures if one.rule),
        ("2026-09", "2026-10"),
        merged=False,
        scale=raw.scale,
        too_few=raw.too_few,
        editions=raw.editions,
        thresholds_hash=raw.thresholds_hash,
        made_at=MADE_AT,
    )
    return Published(data, tables)


def scorecard(profile: Profile = Profile.DFE) -> Published:
    """The scorecard: of every third imported measure the counts are not known, of every fifth they are small."""
    raw = scorecard_data(synthetic=False)
    rows = tuple(_with_counts(place, row) for place, row in enumerate(raw.rows))
    choice = Choice(raw.periods[0].first, raw.periods[-1].last)
    card = WholeScorecard(raw.periods, rows, choice, raw.audits, raw.moderated, (), 0)
    months = months_between(raw.periods[0].first, raw.periods[-1].last)
    teams = frozenset(UUID(int=number) for number in range(1, 4))
    counted = CountedMonths(dict.fromkeys(months, 100), dict.fromkeys(months, teams), {})
    population = Population(months, TEAMS)
    publisher = Publisher(profile)
    gathered = ScorecardTables(card, counted, population, {}, publisher)
    shown_rows = tuple(gathered.row(row) for row in rows)
    own = replace(population, months=months_between(raw.months.first, raw.months.last))
    tables = (moderated_table(own, raw.moderated, 300), *gathered.tables.values())
    shown = Shown.of(profile, publisher.together(*tables))
    publisher.finish()
    data = PublishedScorecardData(
        shown, shown_rows, raw.periods, raw.too_few, raw.editions, raw.thresholds_hash, MADE_AT
    )
    return Published(data, tables)


def _with_counts(place: int, row: ScoreRow) -> ScoreRow:
    if row.is_audited or not row.is_percent or place % 3 == 0:
        return row

    def counted(figure: PeriodFigure | None) -> PeriodFigure | None:
        if figure is None or figure.value is None:
            return figure
        of = 9 if place % 5 == 0 else 60 + place
        above = int(figure.value * of / 100)
        return replace(figure, numerator=above, denominator=of, value=Fraction(100 * above, of))

    return replace(
        row,
        actual=counted(row.actual),
        previous=counted(row.previous),
        history=tuple(counted(figure) for figure in row.history),
    )
