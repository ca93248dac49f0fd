"""The scorecard of every measure of the improvement plan, for one month or quarter, with those before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from auditor.audit.whole_months import Months, month_before, periods_up_to
from auditor.measures.rates import share_to_percent
from auditor.measures.whole_scorecard import ScoreRow, band_in, shown_value, whole_scorecard
from auditor.use_cases.measures.figures import imported_figures
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice, show_measures

SHOWN = 6
"""Periods shown, that of the scorecard included."""
_PLACES = 6


@dataclass(frozen=True)
class WholeScorecard:
    """The scorecard of one period.

    Attributes:
        periods: those shown, the oldest first; the last is its own.
        choice: which audits counted, narrowed to the teams this person may see; its months span the periods.
        audits: how many audits counted in its own period.
        moderated: how many of them were moderated.
        scoring_hashes: of the standards they were graded with.
        imported: how many imported figures stand for its own period.
    """

    periods: tuple[Months, ...]
    rows: tuple[ScoreRow, ...]
    choice: Choice
    audits: int
    moderated: int
    scoring_hashes: tuple[str, ...]
    imported: int

    @property
    def months(self) -> Months:
        """The period it is of."""
        return self.periods[-1]


def show_scorecard(
    service: Service, last: str | None = None, *, by_month: bool = False, shown: int = SHOWN
) -> WholeScorecard:
    """The scorecard of every measure.

    Args:
        last: a month of its period, as ``2026-03``; the latest period that is over when left out.
        by_month: months; quarters otherwise.
        shown: periods, its own and those before it; at least two.

    Raises:
        ProblemsError: the standards cannot be read.
    """
    periods = periods_up_to(last or _latest_over(service, by_month=by_month), max(2, shown), by_month=by_month)
    cards = [show_measures(service, Choice(months.first, months.last)) for months in periods]
    with service.store.reading() as reader:
        imported = imported_figures(reader)
    now = cards[-1]
    rows = whole_scorecard(
        service.standards.measures,
        periods,
        [{measure.id: measure for measure in card.main.measures} for card in cards],
        imported,
    )
    hashes = {one for card in cards for one in card.main.scoring_hashes}
    return WholeScorecard(
        periods,
        rows,
        Choice(periods[0].first, periods[-1].last, now.choice.teams, now.choice.kinds),
        now.main.audits,
        now.main.moderated,
        tuple(sorted(hashes)),
        sum(1 for row in rows if not row.is_audited and row.actual is not None and not row.earlier),
    )


def _latest_over(service: Service, *, by_month: bool) -> str:
    """A month of the latest period that is over."""
    now = f"{service.today():%Y-%m}"
    return month_before(now) if by_month else month_before(Months.quarter_of(now).first)


def long_rows(card: WholeScorecard) -> list[dict[str, Any]]:
    """The scorecard as a long table: a row for each measure, figure and period, for JSON, CSV and Power BI.

    ``value`` is a percentage from 0 to 100, or a number; ``lower`` and ``upper`` are percentages to one decimal. What
    is not known is None.
    """
    found = []
    for row in card.rows:
        for months, figure in zip(card.periods, row.history, strict=True):
            band, band_word = band_in(figure, row.definition)
            of = figure.months if figure is not None else months
            found.append(
                {
                    "measure": row.id,
                    "period": months.words,
                    "first_month": months.first,
                    "last_month": months.last,
                    "series": row.series,
                    "value": None if figure is None or figure.value is None else _number(figure.value),
                    "unit": "percent" if row.is_percent else "number",
                    "numerator": figure.numerator if figure else None,
                    "denominator": figure.denominator if figure else None,
                    "lower": _percent(figure.lower) if figure else None,
                    "upper": _percent(figure.upper) if figure else None,
                    "band": band,
                    "band_word": band_word,
                    "target": None if figure is None or figure.target is None else _number(figure.target),
                    "good_from": _good_from(row),
                    "direction": row.definition.direction,
                    "source": "audits" if row.is_audited else "imported",
                    "figure_of": of.words,
                    "priority": row.definition.priority,
                    "title": row.title,
                }
            )
    return found


def _number(value: Any) -> float | int:
    return int(value) if value == int(value) else round(float(value), _PLACES)


def _percent(share: float | None) -> float | None:
    return None if share is None else share_to_percent(share, 1)


def _good_from(row: ScoreRow) -> float | int | None:
    return None if row.definition.bands is None else _number(row.definition.bands.good.at)


def shown_history(row: ScoreRow) -> Iterable[str]:
    """Each period's figure as it is printed, the oldest first; a dash where there is none."""
    for figure in row.history:
        yield "–" if figure is None or figure.value is None else shown_value(figure.value, row.definition)
