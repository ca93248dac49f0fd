"""An invented scorecard with everything a real one has: missing, old, better, worse, too few, two figures in a row."""

from decimal import Decimal

from report_samples import COUNTS, MADE_AT, standards

from auditor.audit.imported import Imported, importable, series_of
from auditor.audit.whole_months import periods_up_to
from auditor.measures.scorecard import Measure, scorecard
from auditor.measures.whole_scorecard import whole_scorecard
from auditor.reports.measures.scorecard import ScorecardReportData
from auditor.reports.rules_used import EditionUsed
from auditor.standards.hashes import content_hash, scoring_hash, thresholds_hash
from auditor.store.records import Counter

PERIODS = periods_up_to("2026-09", 6, by_month=False)
MISSING, OLD = "1.1-s", "1.2-f"


def _card(share: float) -> dict[str, Measure]:
    counters = {name: Counter(name, *(round(count * share) for count in counts)) for name, counts in COUNTS.items()}
    rows = scorecard(standards().measures, standards().current.judgements, counters, {}, ("a",))
    return {row.id: row for row in rows}


def _imported() -> list[Imported]:
    found = []
    for place, one in enumerate(importable(standards().measures)):
        for series in series_of(one):
            if one.id == OLD:
                found.append(Imported(one.id, PERIODS[2], series, Decimal(36)))
            elif one.id != MISSING:
                for step, months in enumerate(PERIODS):
                    value = 40 + (place * 7 + step * (3 if place % 3 else -2)) % 55
                    target = Decimal(90) if one.id == "1.1-k" else None
                    found.append(Imported(one.id, months, series, Decimal(value), target))
    return found


def scorecard_data(*, synthetic: bool = True, mixed: bool = False) -> ScorecardReportData:
    """Six quarters of the whole service; with two sets of scoring rules when ``mixed``."""
    book, edition = standards().measures, standards().current
    used = [EditionUsed(edition.title, content_hash(edition), scoring_hash(edition))]
    if mixed:
        used.append(EditionUsed("Practice standards 2025", "c" * 64, "d" * 64))
    cards = [_card(0.1 + 0.02 * step) for step in range(len(PERIODS))]
    return ScorecardReportData(
        rows=whole_scorecard(book, PERIODS, cards, _imported()),
        periods=PERIODS,
        audits=57,
        moderated=13,
        teams=(),
        too_few=book.too_few,
        editions=tuple(used),
        thresholds_hash=thresholds_hash(book),
        made_at=MADE_AT,
        made_by="P. Whitfield",
        synthetic=synthetic,
    )
