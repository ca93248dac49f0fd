"""The audit measures as they may be published: every figure from what the publisher released, and from nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from auditor.measures.bands import BAND_WORDS, BandId, band_of, thresholds_words
from auditor.measures.publication.count_tables import ALL, BELOW, GOOD, IN_TIME
from auditor.measures.publication.shares import Share
from auditor.measures.publication.tables import MODERATED
from auditor.measures.scorecard import GRADES, NO_BAND, NO_DATA, NOT_COMPUTED, TOO_FEW
from auditor.reports.document import Block, Cell, Column, KeyValues, Line, Lines, Paragraph, Row, Table
from auditor.reports.marks import Mark, Tone
from auditor.reports.published.shown import (
    BarShown,
    Shown,
    interval_words,
    number,
    one_bar_chart,
    percent,
    share_told,
    small_numbers,
)
from auditor.reports.rules_used import EditionUsed, footnote_numbers, footnotes, rules_changed, standards_used
from auditor.reports.words import grade_mark, moment_words, months_words, sentence
from auditor.standards.model import MeasureDefinition, Scale

HIDDEN = "hidden"
HALVES = (
    (Mark("Good or outstanding", "✓", "good"), GOOD),
    (Mark("Below good", "~", "requires_improvement"), BELOW),
)
"""What a bar of grades is divided into: two parts are hidden less often than four."""


@dataclass(frozen=True)
class PublishedMeasuresData:
    """All that the published report of the audit measures shows.

    Attributes:
        shown: the tables that were released: ``overall``, ``moderated``, and one for each measure, by its id.
        measures: in the plan's order.
        deadlines: the ids of the measures that count deadlines and not audits.
        months: the first and the last month, both included, as ``2026-03``.
        merged: requires improvement and inadequate are told as one.
        scale: gives grades their words and symbols.
        too_few: under this number of audits no band is told.
        editions: the standards the audits were graded with.
        thresholds_hash: in full.
        made_at: when the report is made, in the time zone it should be printed in.
        made_by: empty: who made it is in the register, and not in the report.
        synthetic: the audits are invented, as in the demo.
    """

    shown: Shown
    measures: tuple[MeasureDefinition, ...]
    deadlines: frozenset[str]
    months: tuple[str, str]
    merged: bool
    scale: Scale
    too_few: int
    editions: tuple[EditionUsed, ...]
    thresholds_hash: str
    made_at: datetime
    made_by: str = ""
    synthetic: bool = False

    def share(self, measure: str) -> Share | None:
        """A measure's share; None when it was not computed."""
        if measure not in self.shown.tables:
            return None
        return self.shown.share(measure, IN_TIME if measure in self.deadlines else GOOD)


NAMED = ("period", "edition", "audits", "too_few", "symbol")
"""What the wording may name in braces, beside what every report has."""


def placeholders(data: PublishedMeasuresData) -> dict[str, str]:
    """What the wording of the report may name."""
    return {
        "period": months_words(*data.months),
        "edition": ", ".join(edition.title for edition in data.editions) or "no standards yet",
        "audits": f"{data.shown.cell('overall', ALL).text} audits",
        "too_few": str(data.too_few),
        "symbol": data.shown.rules.symbol,
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def about(data: PublishedMeasuresData) -> list[Block]:
    """What was counted; never left out."""
    moderated = data.shown.share("moderated", MODERATED)
    pairs: list[tuple[str, Cell]] = [
        ("Period", sentence(months_words(*data.months)) + ", by the month of each audit's as-at date"),
        ("Counted", f"{data.shown.cell('overall', ALL).text} full audits of all teams"),
        ("Moderated", f"{moderated.words}; for the rest the auditor's own grade counts"),
        ("Standards", ", ".join(edition.title for edition in data.editions) or "None yet"),
    ]
    if data.synthetic:
        pairs.append(("Data", "Synthetic: every audit in this report is invented"))
    return [KeyValues(tuple(pairs))]


def profile(data: PublishedMeasuresData) -> list[Block]:
    """The overall grades as one bar."""
    return overall_blocks(data.shown, data.scale, "audit", merged=data.merged)


def overall_blocks(shown: Shown, scale: Scale, noun: str, *, merged: bool) -> list[Block]:
    """A sentence on the overall grades, and the bar.

    Args:
        noun: what is counted, one of it.
        merged: requires improvement and inadequate are one part.
    """
    total, good = shown.cell("overall", ALL), shown.share("overall", GOOD)
    if total.shown == 0:
        return []
    if good.hidden:
        told = f"How many of the {total.text} {noun}s were graded good or outstanding cannot be told: it is hidden."
    else:
        told = f"{share_told(good, noun)} were graded good or outstanding overall."
    grades = [(mark, name) for mark, name in grade_parts(scale) if not merged or name in GRADES[:2]]
    bar = BarShown("", "overall", HALVES)
    chart = one_bar_chart(shown, f"Overall grades of {total.text} {noun}s", bar, "Grade", f"{sentence(noun)}s", grades)
    return [Paragraph(told, strong=True), chart]


def grade_parts(scale: Scale) -> tuple[tuple[Mark, str], ...]:
    """The grades, each with its column."""
    return tuple((grade_mark(scale, grade), str(grade)) for grade in GRADES)


def scorecard(data: PublishedMeasuresData) -> list[Block]:
    """The measures by priority: never a band without its number of audits and its interval."""
    columns = (
        Column("Ref.", 1.0),
        Column("Measure", 4.9),
        Column("Good or better", 1.3, "right"),
        Column("Judged", 1.1, "right"),
        Column("%", 0.95, "right"),
        Column("95% interval", 1.4, "right"),
        Column("Band", 1.9),
    )
    numbers = footnote_numbers(_read(data))
    rows, priority = [], None
    for measure in data.measures:
        if measure.priority != priority:
            priority = measure.priority
            rows.append(Row((priority,), group=True))
        rows.append(Row(_cells(data, measure, numbers)))
    return [Table(columns, tuple(rows))] if rows else []


def _cells(data: PublishedMeasuresData, measure: MeasureDefinition, numbers: dict[str, int]) -> tuple[Cell, ...]:
    lines = [Line(measure.title + (f" [{numbers[measure.id]}]" if measure.id in numbers else ""))]
    lines.append(Line(sentence(thresholds_words(measure)), quiet=True))
    if measure.id in data.deadlines:
        lines.append(Line("Supervisions due and held in time", quiet=True))
    share = data.share(measure.id)
    band, words = band_told(share, measure, data.too_few)
    tone: Tone = band or "neutral"
    if share is None:
        return (measure.id, Lines(tuple(lines)), "–", "–", "–", "–", Mark(sentence(words)))
    name = IN_TIME if measure.id in data.deadlines else GOOD
    return (
        measure.id,
        Lines(tuple(lines)),
        number(data.shown.cell(measure.id, name)),
        number(data.shown.cell(measure.id, ALL)),
        percent(share),
        interval_words(share),
        Mark(sentence(words), tone=tone),
    )


def band_told(share: Share | None, measure: MeasureDefinition, too_few: int) -> tuple[BandId | None, str]:
    """The band of a share as it is shown, and in words the band or why there is none."""
    if share is None:
        return None, NOT_COMPUTED
    if share.hidden:
        return None, HIDDEN
    if share.percent is None:
        return None, NO_DATA
    if int(share.denominator) < too_few:
        return None, TOO_FEW
    band = band_of(share.percent, measure)
    return band, BAND_WORDS[band] if band else NO_BAND


def _read(data: PublishedMeasuresData) -> dict[str, str]:
    """How thresholds were read, by the id of each measure that needed a decision."""
    return {measure.id: measure.decision for measure in data.measures if measure.decision}


def decisions(data: PublishedMeasuresData) -> list[Block]:
    """How thresholds that overlap, leave a gap or are misprinted were read."""
    return footnotes(_read(data))


def how_to_read(data: PublishedMeasuresData) -> list[Block]:
    """What must be noticed beside the reading advice, which stands in the definition; never left out."""
    said = "Figures from before and after the change are counted together here and should not be read as a trend."
    return rules_changed(data.editions, "these audits", said)


def hidden(data: PublishedMeasuresData) -> list[Block]:
    """What the symbol means; never left out."""
    return small_numbers(data.shown)


def editions(data: PublishedMeasuresData) -> list[Block]:
    """Which standards and thresholds stand behind the figures."""
    return standards_used(data.editions, data.thresholds_hash)


SHOWS: dict[str, Callable[[PublishedMeasuresData], list[Block]]] = {
    "about": about,
    "profile": profile,
    "scorecard": scorecard,
    "decisions": decisions,
    "how_to_read": how_to_read,
    "small_numbers": hidden,
    "editions": editions,
}
