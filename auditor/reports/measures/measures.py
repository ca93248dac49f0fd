"""The report of the audit measures: the scorecard, and all that is needed to read it rightly."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from auditor.measures.rates import share_to_percent
from auditor.measures.scorecard import GradeShare, Measure
from auditor.reports.chart_blocks import one_bar
from auditor.reports.document import Block, Cell, Chart, Column, KeyValues, Line, Lines, Row, Table
from auditor.reports.figures import BarPart
from auditor.reports.marks import Mark, Tone
from auditor.reports.rules_used import EditionUsed, footnote_numbers, footnotes, rules_changed, standards_used
from auditor.reports.words import (
    counted,
    grade_mark,
    left_out_words,
    moment_words,
    months_words,
    sentence,
)
from auditor.standards.model import Scale


@dataclass(frozen=True)
class MeasuresReportData:
    """All that the measures report shows.

    Attributes:
        measures: the scorecard.
        profile: the overall grades, best first.
        moderated: how many of the audits counted were moderated, 0 to their number.
        scale: gives grades their words and symbols.
        too_few: under this number of audits no band is told.
        months: the first and the last month, both included, as ``2026-03``; None leaves an end open.
        teams: the teams' names; empty means every team.
        kinds: the kinds of audit counted, in words.
        editions: the standards the audits were graded with.
        thresholds_hash: in full.
        made_at: when the report is made, in the time zone it should be printed in.
        made_by: the display name of whoever makes the report; left out when empty.
        early_help: the overall grades of early help audits, which are shown apart; empty when there are none.
        synthetic: the audits are invented, as in the demo.
        left_out: audits that are not counted, because whoever makes the report is to moderate them blind.
    """

    measures: tuple[Measure, ...]
    profile: tuple[GradeShare, ...]
    moderated: int
    scale: Scale
    too_few: int
    months: tuple[str | None, str | None]
    teams: tuple[str, ...]
    kinds: tuple[str, ...]
    editions: tuple[EditionUsed, ...]
    thresholds_hash: str
    made_at: datetime
    made_by: str = ""
    early_help: tuple[GradeShare, ...] = ()
    synthetic: bool = False
    left_out: int = 0

    @property
    def audits(self) -> int:
        """How many audits have an overall grade."""
        return sum(part.count for part in self.profile)


NAMED = ("period", "teams", "kinds", "edition", "audits", "moderated", "too_few")
"""What the wording may name in braces, beside what every report has."""


def placeholders(data: MeasuresReportData) -> dict[str, str]:
    """What the wording of the measures report may name."""
    return {
        "period": months_words(*data.months),
        "teams": ", ".join(data.teams) or "all teams",
        "kinds": ", ".join(data.kinds) or "all kinds of audit",
        "edition": ", ".join(edition.title for edition in data.editions) or "no standards yet",
        "audits": counted(data.audits, "audit"),
        "moderated": str(data.moderated),
        "too_few": str(data.too_few),
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def about(data: MeasuresReportData) -> list[Block]:
    """What was counted; never left out."""
    pairs: list[tuple[str, Cell]] = [
        ("Period", sentence(months_words(*data.months)) + ", by the month of each audit's as-at date"),
        ("Teams", ", ".join(data.teams) or "All teams"),
        ("Counted", f"{counted(data.audits, 'audit')}: {', '.join(data.kinds) or 'all kinds'}"),
        ("Moderated", f"{data.moderated} of {data.audits}; for the rest the auditor's own grade counts"),
        ("Standards", ", ".join(edition.title for edition in data.editions) or "None yet"),
    ]
    if data.left_out:
        pairs.append(("Left out", left_out_words(data.left_out, data.made_by)))
    if data.synthetic:
        pairs.append(("Data", "Synthetic: every audit in this report is invented"))
    return [KeyValues(tuple(pairs))]


def profile(data: MeasuresReportData) -> list[Block]:
    """The overall grades as one bar, early help apart."""
    if not data.audits:
        return []
    blocks: list[Block] = [_bar(data, f"Overall grades of {counted(data.audits, 'audit')}", data.profile)]
    if early := sum(part.count for part in data.early_help):
        blocks.append(_bar(data, f"Early help, shown apart: {counted(early, 'audit')}", data.early_help))
    return blocks


def _bar(data: MeasuresReportData, title: str, shares: tuple[GradeShare, ...]) -> Chart:
    return one_bar(title, tuple(BarPart(grade_mark(data.scale, s.grade), s.count, s.percent) for s in shares))


def scorecard(data: MeasuresReportData) -> list[Block]:
    """The measures by priority: never a band without its number of audits and its interval."""
    columns = (
        Column("Ref.", 1.0),
        Column("Measure", 4.9),
        Column("Good or better", 1.6, "right"),
        Column("%", 0.95, "right"),
        Column("95% interval", 1.4, "right"),
        Column("Band", 1.8),
        Column("Moderated", 1.7, "right"),
    )
    numbers = footnote_numbers(_read(data))
    rows, priority = [], None
    for measure in data.measures:
        if measure.priority != priority:
            priority = measure.priority
            rows.append(Row((priority,), group=True))
        rows.append(Row(_cells(measure, numbers)))
    return [Table(columns, tuple(rows))] if rows else []


def _cells(measure: Measure, numbers: dict[str, int]) -> tuple[Cell, ...]:
    lines = [Line(measure.title + (f" [{numbers[measure.id]}]" if measure.id in numbers else ""))]
    lines.append(Line(sentence(measure.thresholds), quiet=True))
    if measure.note:
        lines.append(Line(sentence(measure.note), strong=True))
    none = "–"
    return (
        measure.id,
        Lines(tuple(lines)),
        none if measure.numerator is None else f"{measure.numerator} of {measure.denominator}",
        none if measure.percent is None else f"{measure.percent}%",
        interval_words(measure) or none,
        _band(measure),
        none if measure.moderated is None else str(measure.moderated),
    )


def interval_words(measure: Measure) -> str:
    """The interval in whole percentages, such as "45 to 74"; empty where there is no data."""
    if measure.lower is None or measure.upper is None:
        return ""
    return f"{share_to_percent(measure.lower):.0f} to {share_to_percent(measure.upper):.0f}"


def _band(measure: Measure) -> Mark:
    tone: Tone = measure.band or "neutral"
    return Mark(sentence(measure.band_word), tone=tone)


def _read(data: MeasuresReportData) -> dict[str, str]:
    """How thresholds were read, by the id of each measure that needed a decision."""
    return {measure.id: measure.decision for measure in data.measures if measure.decision}


def decisions(data: MeasuresReportData) -> list[Block]:
    """How thresholds that overlap, leave a gap or are misprinted were read."""
    return footnotes(_read(data))


def how_to_read(data: MeasuresReportData) -> list[Block]:
    """What must be noticed beside the reading advice, which stands in the definition; never left out."""
    said = "Figures from before and after the change are counted together here and should not be read as a trend."
    return rules_changed(data.editions, "these audits", said)


def editions(data: MeasuresReportData) -> list[Block]:
    """Which standards and thresholds stand behind the figures."""
    return standards_used(data.editions, data.thresholds_hash)


SHOWS: dict[str, Callable[[MeasuresReportData], list[Block]]] = {
    "about": about,
    "profile": profile,
    "scorecard": scorecard,
    "decisions": decisions,
    "how_to_read": how_to_read,
    "editions": editions,
}
