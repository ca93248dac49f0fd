"""The scorecard as it may be published: every figure from what the publisher released, and from nothing else."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from auditor.audit.whole_months import Months
from auditor.measures.bands import BAND_WORDS, BandId, band_of, thresholds_words
from auditor.measures.publication.count_tables import ALL, GOOD, IN, IN_TIME
from auditor.measures.publication.shares import Share
from auditor.measures.publication.tables import MODERATED
from auditor.measures.scorecard import NO_BAND, NO_DATA, TOO_FEW
from auditor.measures.whole_scorecard import NO_FIGURE, RAG_SYMBOLS, Change, Rag, is_percent, rag_of
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
from auditor.reports.marks import Mark
from auditor.reports.measures.scorecard import RAG_TONES
from auditor.reports.published.figure import FigureAt, Source
from auditor.reports.published.measures import HIDDEN, band_told
from auditor.reports.published.shown import Shown, interval_words, small_numbers
from auditor.reports.rules_used import (
    EditionUsed,
    footnote_numbers,
    footnotes,
    read_oddly,
    rules_changed,
    standards_used,
)
from auditor.reports.words import moment_words, sentence
from auditor.standards.model import MeasureDefinition

_NONE = "–"
WITHHELD = "not shown"


@dataclass(frozen=True)
class PublishedRow:
    """A line of the scorecard.

    Attributes:
        title: with the figure's name where a measure has two.
        target_words: what is aimed at.
        history: for each period shown, its figure or None; the oldest first.
        actual: of the period asked for, or the latest within a year before it; None when there is none.
        previous: the figure before; None when there is none.
    """

    definition: MeasureDefinition
    title: str
    target_words: str
    history: tuple[FigureAt | None, ...]
    actual: FigureAt | None
    previous: FigureAt | None

    @property
    def id(self) -> str:
        """The plan's reference."""
        return self.definition.id


@dataclass(frozen=True)
class PublishedScorecardData:
    """All that the published scorecard shows.

    Attributes:
        shown: the tables that were released: ``moderated``, one for each measure, and one for each imported figure.
        rows: every measure, in the plan's order.
        periods: those shown, the oldest first; the last is the scorecard's own.
        too_few: under this number of audits no band is told.
        editions: the standards the audits were graded with.
        thresholds_hash: in full.
        made_at: when the report is made, in the time zone it should be printed in.
        made_by: empty: who made it is in the register, and not in the report.
        synthetic: audits and figures are invented, as in the demo.
    """

    shown: Shown
    rows: tuple[PublishedRow, ...]
    periods: tuple[Months, ...]
    too_few: int
    editions: tuple[EditionUsed, ...]
    thresholds_hash: str
    made_at: datetime
    made_by: str = ""
    synthetic: bool = False

    def share(self, figure: FigureAt | None) -> Share | None:
        """A figure that is a share; None where it is none, or there is none."""
        column = {Source.AUDITS: GOOD, Source.DEADLINES: IN_TIME, Source.SHARE: IN}.get(
            figure.source if figure else Source.WITHHELD
        )
        return None if figure is None or column is None else self.shown.share(figure.table, column, figure.row)

    def value(self, figure: FigureAt | None) -> int | None:
        """The figure as it is shown: a whole percentage, or a number; None where it is hidden, or there is none."""
        if figure is None or figure.is_withheld:
            return None
        share = self.share(figure)
        return self.shown.cell(figure.table, ALL, figure.row).shown if share is None else share.percent

    def band(self, row: PublishedRow) -> tuple[BandId | None, str]:
        """The band of a row's figure, and in words the band or why there is none."""
        figure = row.actual
        if figure is None:
            return None, NO_FIGURE
        if figure.is_withheld:
            return None, WITHHELD
        if figure.source in (Source.AUDITS, Source.DEADLINES):
            return band_told(self.share(figure), row.definition, self.too_few)
        value = self.value(figure)
        if value is None:
            share = self.share(figure)
            return None, NO_DATA if share is not None and not share.hidden else HIDDEN
        band = band_of(value, row.definition)
        return band, BAND_WORDS[band] if band else NO_BAND

    def change(self, row: PublishedRow) -> tuple[Change, str]:
        """How a row's figure stands to the one before, as both are shown."""
        now, before = row.actual, row.previous
        if now is None or before is None:
            return Change.UNKNOWN, NO_FIGURE if now is None else "no earlier figure"
        value, earlier = self.value(now), self.value(before)
        if value is None or earlier is None:
            return Change.UNKNOWN, "cannot be told"
        lower = row.definition.direction == "lower"
        if now.source in (Source.AUDITS, Source.DEADLINES):
            return self._change_of_audits(now, before, lower=lower)
        if value == earlier:
            return Change.SAME, "the same"
        change = Change.BETTER if (value > earlier) != lower else Change.WORSE
        points = f" {'point' if abs(value - earlier) == 1 else 'points'}" if is_percent(row.definition) else ""
        return change, f"{change.value}: {'up' if value > earlier else 'down'} {abs(value - earlier)}{points}"

    def _change_of_audits(self, now: FigureAt, before: FigureAt, *, lower: bool) -> tuple[Change, str]:
        if now.scoring_hashes != before.scoring_hashes:
            return Change.UNKNOWN, "cannot be compared: the rules of scoring changed"
        here, there = self.share(now), self.share(before)
        assert here is not None
        assert there is not None
        if min(int(here.denominator), int(there.denominator)) < self.too_few:
            return Change.UNKNOWN, TOO_FEW
        assert here.interval is not None
        assert there.interval is not None
        if here.interval.lower > there.interval.upper or here.interval.upper < there.interval.lower:
            upward = here.interval.lower > there.interval.upper
            change = Change.BETTER if upward != lower else Change.WORSE
            return change, f"{change.value}, beyond chance"
        return Change.SAME, "about the same"


NAMED = ("period", "first_period", "edition", "too_few", "measures", "symbol")
"""The placeholders of a published scorecard, beside those of every report."""


def placeholders(data: PublishedScorecardData) -> dict[str, str]:
    """What the wording of the scorecard may name."""
    return {
        "period": data.periods[-1].words,
        "first_period": data.periods[0].words,
        "edition": ", ".join(edition.title for edition in data.editions) or "no standards yet",
        "too_few": str(data.too_few),
        "measures": str(len({row.id for row in data.rows})),
        "symbol": data.shown.rules.symbol,
        "made_at": moment_words(data.made_at),
        "made_by": data.made_by,
        "synthetic": "synthetic" if data.synthetic else "",
    }


def about(data: PublishedScorecardData) -> list[Block]:
    """What the figures rest on; never left out."""
    moderated = data.shown.share("moderated", MODERATED)
    audits = data.shown.cell("moderated", ALL).text
    pairs: list[tuple[str, Cell]] = [
        ("Period", data.periods[-1].words),
        ("Audits", f"{audits} full audits of this period, of the whole service; {moderated.words} moderated"),
        ("Standards", ", ".join(edition.title for edition in data.editions) or "None yet"),
    ]
    if data.synthetic:
        pairs.append(("Data", "Synthetic: every audit and every figure in this report is invented"))
    return [KeyValues(tuple(pairs))]


def summary(data: PublishedScorecardData) -> list[Block]:
    """How many figures are green, amber and red, and of how many it cannot be told."""
    found = [(row, *data.band(row)) for row in data.rows]
    counts = Counter(rag_of(band) for _, band, _ in found)
    rows = []
    for rag in (one for one in Rag if one is not Rag.NONE):
        of = [row for row, band, _ in found if rag_of(band) is rag]
        rows.append(Row((_rag_mark(rag), Number(str(counts[rag]), counts[rag]), _refs(of))))
    without = [(row, words) for row, band, words in found if rag_of(band) is Rag.NONE]
    for word in dict.fromkeys(words for _, words in without):
        of = [row for row, words in without if words == word]
        rows.append(Row((Mark(sentence(word), RAG_SYMBOLS[Rag.NONE]), Number(str(len(of)), len(of)), _refs(of))))
    columns = (Column("Status", 1.8), Column("Figures", 0.9, "right"), Column("Which", 5))
    return [Table(columns, tuple(rows), row_headers=True)]


def _refs(rows: Sequence[PublishedRow]) -> str:
    return ", ".join(dict.fromkeys(row.id for row in rows)) or "none"


def _rag_mark(rag: Rag) -> Mark:
    return Mark(sentence(rag.value), RAG_SYMBOLS[rag], RAG_TONES[rag])


def scorecard(data: PublishedScorecardData) -> list[Block]:
    """The measures by priority, as the plan lays them out."""
    columns = (
        Column("Ref.", 0.8),
        Column("Measure", 4.2),
        Column("Target", 1.1),
        Column("Actual", 1.0, "right"),
        Column("Before", 1.0, "right"),
        Column("Status", 1.7),
        Column("Change", 1.4),
    )
    numbers = footnote_numbers(_read(data))
    return [Table(columns, _by_priority(data, lambda row: _cells(data, row, numbers)))]


def _by_priority(data: PublishedScorecardData, cells: Callable[[PublishedRow], tuple[Cell, ...]]) -> tuple[Row, ...]:
    rows, priority = [], ""
    for row in data.rows:
        if row.definition.priority != priority:
            priority = row.definition.priority
            rows.append(Row((priority,), group=True))
        rows.append(Row(cells(row)))
    return tuple(rows)


def _cells(data: PublishedScorecardData, row: PublishedRow, numbers: dict[str, int]) -> tuple[Cell, ...]:
    number = f" [{numbers[row.id]}]" if row.id in numbers else ""
    lines = [Line(row.title + number), Line(sentence(thresholds_words(row.definition)), quiet=True)]
    if rests := _rests_on(data, row.actual):
        lines.append(Line(rests, quiet=True))
    if row.actual is not None and row.actual.months != data.periods[-1]:
        lines.append(Line(f"Of {row.actual.months.words}", strong=True))
    if revised := _revised(row):
        lines.append(Line(f"Revised since it was published: {revised}", strong=True))
    return (
        row.id,
        Lines(tuple(lines)),
        sentence(row.target_words),
        _number(data, row, row.actual),
        _number(data, row, row.previous),
        _status(data, row),
        sentence(data.change(row)[1]),
    )


def _revised(row: PublishedRow) -> str:
    """The periods of which another figure was published before, in words."""
    figures = dict.fromkeys(figure for figure in (*row.history, row.actual) if figure is not None and figure.revised)
    return ", ".join(figure.months.words for figure in figures)


def _why_withheld(figure: FigureAt | None) -> str:
    if figure is None or figure.source is not Source.CHANGED:
        return ""
    return ": revised, or told by other periods before; with what was published a small number could be worked out"


def _rests_on(data: PublishedScorecardData, figure: FigureAt | None) -> str:
    share = data.share(figure)
    if figure is None or share is None or (share.percent is None and not share.hidden):
        return ""
    counts = f"{share.numerator} of {share.denominator}"
    if figure.source is Source.SHARE or share.hidden:
        return counts
    return f"{counts}; 95% interval {interval_words(share)}"


def _number(data: PublishedScorecardData, row: PublishedRow, figure: FigureAt | None) -> Number:
    if figure is None:
        return Number(_NONE)
    if figure.is_withheld:
        return Number(WITHHELD)
    value, share = data.value(figure), data.share(figure)
    if value is None:
        return Number(_NONE if share is not None and not share.hidden else data.shown.rules.symbol)
    if is_percent(row.definition):
        return Number(f"{value}%", value / 100, percent=True)
    return Number(f"{value:,}", value)


def _status(data: PublishedScorecardData, row: PublishedRow) -> Mark:
    band, words = data.band(row)
    if band is None:
        return Mark(sentence(words), RAG_SYMBOLS[Rag.NONE])
    rag = rag_of(band)
    return Mark(f"{sentence(rag.value)}: {words}", RAG_SYMBOLS[rag], RAG_TONES[rag])


def over_time(data: PublishedScorecardData) -> list[Block]:
    """Each measure in each of the periods shown."""
    columns = (
        Column("Ref.", 0.9),
        Column("Measure", 3.4),
        *(Column(months.words, 1.0, "right") for months in data.periods),
    )
    return [
        Table(
            columns,
            _by_priority(
                data, lambda row: (row.id, row.title, *(_number(data, row, figure) for figure in row.history))
            ),
        )
    ]


def withheld(data: PublishedScorecardData) -> list[Block]:
    """Imported figures of which the counts are not known."""
    found = [row for row in data.rows if row.actual is not None and row.actual.is_withheld]
    told = [f"{row.id} {row.title}{_why_withheld(row.actual)}" for row in found]
    return [Bullets(tuple(told))] if told else []


def _read(data: PublishedScorecardData) -> dict[str, str]:
    return read_oddly(row.definition for row in data.rows)


def decisions(data: PublishedScorecardData) -> list[Block]:
    """How rows that overlap, leave a gap, or are misprinted were read."""
    return footnotes(_read(data))


def how_to_read(data: PublishedScorecardData) -> list[Block]:
    """What must be noticed beside the reading advice, which stands in the definition; never left out."""
    said = "Audits of before and after the change are not compared: the change says so."
    return rules_changed(data.editions, "these periods", said)


def hidden(data: PublishedScorecardData) -> list[Block]:
    """What the symbol means; never left out."""
    return small_numbers(data.shown)


def editions(data: PublishedScorecardData) -> list[Block]:
    """Which standards and thresholds stand behind the figures."""
    return standards_used(data.editions, data.thresholds_hash)


SHOWS: dict[str, Callable[[PublishedScorecardData], list[Block]]] = {
    "about": about,
    "summary": summary,
    "scorecard": scorecard,
    "over_time": over_time,
    "withheld": withheld,
    "decisions": decisions,
    "how_to_read": how_to_read,
    "small_numbers": hidden,
    "editions": editions,
}
