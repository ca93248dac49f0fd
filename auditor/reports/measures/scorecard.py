"""The scorecard of every measure of the improvement plan, as it goes to the improvement board."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from auditor.audit.whole_months import Months
from auditor.measures.bands import thresholds_words
from auditor.measures.rates import share_to_percent
from auditor.measures.whole_scorecard import (
    RAG_SYMBOLS,
    Change,
    PeriodFigure,
    Rag,
    ScoreRow,
    is_percent,
    shown_value,
)
from auditor.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    KeyValues,
    Line,
    Lines,
    Number,
    Row,
    Table,
)
from auditor.reports.marks import Mark, Tone
from auditor.reports.rules_used import (
    EditionUsed,
    footnote_numbers,
    footnotes,
    read_oddly,
    rules_changed,
    standards_used,
)
from auditor.reports.words import counted, left_out_words, moment_words, sentence
from auditor.standards.model import MeasureDefinition

RAG_TONES: dict[Rag, Tone] = {
    Rag.GREEN: "good",
    Rag.AMBER: "requires_improvement",
    Rag.RED: "inadequate",
    Rag.NONE: "neutral",
}
_NONE = "–"


@dataclass(frozen=True)
class ScorecardReportData:
    """All that the scorecard shows.

    Attributes:
        rows: every measure, in the plan's order.
        periods: those shown, the oldest first; the last is the scorecard's own.
        audits: how many audits counted in its own period.
        moderated: how many of them were moderated.
        teams: the teams' names that audits were counted of; empty means every team.
        too_few: under this number of audits no band is told.
        editions: the standards the audits were graded with.
        thresholds_hash: in full.
        made_at: when the report is made, in the time zone it should be printed in.
        made_by: the display name of whoever makes the report; left out when empty.
        synthetic: audits and figures are invented, as in the demo.
        left_out: audits that are not counted, because whoever makes the report is to moderate them blind.
    """

    rows: tuple[ScoreRow, ...]
    periods: tuple[Months, ...]
    audits: int
    moderated: int
    teams: tuple[str, ...]
    too_few: int
    editions: tuple[EditionUsed, ...]
    thresholds_hash: str
    made_at: datetime
    made_by: str = ""
    synthetic: bool = False
    left_out: int = 0

    @property
    def months(self) -> Months:
        """The period it is of."""
        return self.periods[-1]


NAMED = ("period", "first_period", "teams", "audits", "moderated", "too_few", "measures")
"""The placeholders of a scorecard, beside those of every report."""


def placeholders(data: ScorecardReportData) -> dict[str, str]:
    """What the wording of the scorecard may name."""
    return {
        "period": data.months.words,
        "first_period": data.periods[0].words,
        "teams": ", ".join(data.teams) or "all teams",
        "audits": counted(data.audits, "audit"),
        "moderated": str(data.moderated),
        "too_few": str(data.too_few),
        "measures": str(len({row.id for row in data.rows})),
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def about(data: ScorecardReportData) -> list[Block]:
    """What the figures rest on; never left out."""
    audited = {row.id for row in data.rows if row.is_audited}
    imported = {row.id for row in data.rows if not row.is_audited}
    teams = ", ".join(data.teams) or "All teams"
    pairs: list[tuple[str, Cell]] = [
        ("Period", data.months.words),
        ("Measures", f"{len(audited) + len(imported)}: {len(audited)} from audits, {len(imported)} imported"),
        ("Audits", f"{counted(data.audits, 'full audit')} of this period, {data.moderated} moderated. {teams}."),
        ("Standards", ", ".join(edition.title for edition in data.editions) or "None yet"),
    ]
    if data.left_out:
        pairs.append(("Left out", left_out_words(data.left_out, data.made_by)))
    if data.synthetic:
        pairs.append(("Data", "Synthetic: every audit and every figure in this report is invented"))
    return [KeyValues(tuple(pairs))]


# -- at a glance ------------------------------------------------------------------------------------------------------


def summary(data: ScorecardReportData) -> list[Block]:
    """How many are green, amber and red, and which moved."""
    counts = Counter(row.rag for row in data.rows)
    rows = []
    for rag in Rag:
        of = [row for row in data.rows if row.rag is rag]
        if rag is not Rag.NONE:
            rows.append(Row((_rag_mark(rag), Number(str(counts[rag]), counts[rag]), _refs(of))))
    without = [row for row in data.rows if row.rag is Rag.NONE]
    for word in dict.fromkeys(_why_none(row) for row in without):
        of = [row for row in without if _why_none(row) == word]
        rows.append(Row((Mark(sentence(word), RAG_SYMBOLS[Rag.NONE]), Number(str(len(of)), len(of)), _refs(of))))
    columns = (Column("Status", 1.8), Column("Figures", 0.9, "right"), Column("Which", 5))
    blocks: list[Block] = [Table(columns, tuple(rows), row_headers=True)]
    moved = [
        f"{name}: {_refs(of)}."
        for name, change in (("Better than before", Change.BETTER), ("Worse than before", Change.WORSE))
        if (of := [row for row in data.rows if row.change is change])
    ]
    return [*blocks, Bullets(tuple(moved))] if moved else blocks


def _why_none(row: ScoreRow) -> str:
    return row.change_words if row.definition.direction == "increase" else row.band_word


def _refs(rows: Sequence[ScoreRow]) -> str:
    return ", ".join(_ref(row) for row in rows) or "none"


def _ref(row: ScoreRow) -> str:
    """The plan's reference, with the figure's name where a measure has two."""
    label = next((one.label for one in row.definition.series if one.id == row.series), "")
    return f"{row.id} ({label})" if label else row.id


def _rag_mark(rag: Rag) -> Mark:
    return Mark(sentence(rag.value), RAG_SYMBOLS[rag], RAG_TONES[rag])


# -- the scorecard ----------------------------------------------------------------------------------------------------


def scorecard(data: ScorecardReportData) -> list[Block]:
    """The measures by priority, as the plan lays them out."""
    columns = (
        Column("Ref.", 0.7),
        Column("Measure", 4.9),
        Column("Target", 1.1),
        Column("Actual", 0.9, "right"),
        Column("Before", 0.9, "right"),
        Column("Status", 1.4),
        Column("Change", 1.7),
    )
    numbers = footnote_numbers(_read(data))
    return [Table(columns, _by_priority(data, columns, lambda row: _cells(row, numbers)))]


def _by_priority(
    data: ScorecardReportData, columns: Sequence[Column], cells: Callable[[ScoreRow], tuple[Cell, ...]]
) -> tuple[Row, ...]:
    rows, priority = [], ""
    for row in data.rows:
        if row.definition.priority != priority:
            priority = row.definition.priority
            rows.append(Row((priority,), group=True))
        rows.append(Row(cells(row)))
        assert len(rows[-1].cells) == len(columns)
    return tuple(rows)


def _cells(row: ScoreRow, numbers: dict[str, int]) -> tuple[Cell, ...]:
    number = f" [{numbers[row.id]}]" if row.id in numbers else ""
    lines = [Line(row.title + number), Line(sentence(thresholds_words(row.definition)), quiet=True)]
    if rests := _rests_on(row.actual):
        lines.append(Line(rests, quiet=True))
    if row.note:
        lines.append(Line(sentence(row.note), strong=True))
    met = "" if row.target_met is None else "met" if row.target_met else "not met"
    target: list[Line] = [Line(sentence(row.target_words))]
    if met:
        target.append(Line(met, quiet=True))
    return (
        row.id,
        Lines(tuple(lines)),
        Lines(tuple(target)),
        _number(row.actual, row.definition),
        _number(row.previous, row.definition),
        _status(row),
        sentence(row.change_words),
    )


def _rests_on(figure: PeriodFigure | None) -> str:
    if figure is None or figure.denominator is None:
        return ""
    counts = f"{figure.numerator} of {figure.denominator}"
    if figure.lower is None or figure.upper is None:
        return counts
    return f"{counts}; 95% interval {share_to_percent(figure.lower):.0f} to {share_to_percent(figure.upper):.0f}"


def _number(figure: PeriodFigure | None, definition: MeasureDefinition) -> Number:
    if figure is None or figure.value is None:
        return Number(_NONE)
    percent = is_percent(definition)
    value: Fraction = figure.value / 100 if percent else figure.value
    exact = int(value) if value == int(value) and not percent else float(value)
    return Number(shown_value(figure.value, definition), exact, percent=percent)


def _status(row: ScoreRow) -> Mark:
    if row.rag is Rag.NONE:
        return Mark(sentence(_why_none(row)), RAG_SYMBOLS[Rag.NONE])
    of = f": {row.band_word}" if row.band else ""
    return Mark(f"{sentence(row.rag.value)}{of}", RAG_SYMBOLS[row.rag], RAG_TONES[row.rag])


def over_time(data: ScorecardReportData) -> list[Block]:
    """Each measure in each of the periods shown."""
    columns = (
        Column("Ref.", 0.9),
        Column("Measure", 4.0),
        *(Column(months.words, 0.9, "right") for months in data.periods),
    )

    def cells(row: ScoreRow) -> tuple[Cell, ...]:
        return (row.id, row.title, *(_number(figure, row.definition) for figure in row.history))

    return [Table(columns, _by_priority(data, columns, cells))]


# -- what goes with it ------------------------------------------------------------------------------------------------


def missing(data: ScorecardReportData) -> list[Block]:
    """Imported measures without a figure of this period."""
    said = []
    for row in data.rows:
        if row.is_audited or row.definition.same_as is not None:
            continue
        if row.actual is None:
            said.append(f"{row.id}: no figure")
        elif row.earlier:
            said.append(f"{row.id}: the latest is {row.note}")
    return [Bullets(tuple(said))] if said else []


def _read(data: ScorecardReportData) -> dict[str, str]:
    return read_oddly(row.definition for row in data.rows)


def decisions(data: ScorecardReportData) -> list[Block]:
    """How rows that overlap, leave a gap, or are misprinted were read."""
    return footnotes(_read(data))


def how_to_read(data: ScorecardReportData) -> list[Block]:
    """What must be noticed beside the reading advice, which stands in the definition; never left out."""
    said = "Audits of before and after the change are not compared. Where it lies between two periods, it is said."
    return rules_changed(data.editions, "these periods", said)


def editions(data: ScorecardReportData) -> list[Block]:
    """Which standards and thresholds stand behind the figures."""
    return standards_used(data.editions, data.thresholds_hash)


SHOWS: dict[str, Callable[[ScorecardReportData], list[Block]]] = {
    "about": about,
    "summary": summary,
    "scorecard": scorecard,
    "over_time": over_time,
    "missing": missing,
    "decisions": decisions,
    "how_to_read": how_to_read,
    "editions": editions,
}
