"""The scorecard of every measure of the improvement plan: audited and imported figures side by side.

What is said of each figure follows rules that are told beside it. A band by the plan's thresholds; red, amber or green
by the band; better or worse than before: of audits only where the two 95% intervals do not touch, of imported figures,
which count everybody, at any change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from auditor.audit.imported import Imported, series_of
from auditor.audit.whole_months import Months, month_before
from auditor.measures.bands import BAND_WORDS, BandId, band_of
from auditor.measures.rates import round_half_up
from auditor.measures.scorecard import NO_BAND, NO_DATA, TOO_FEW, Measure
from auditor.standards.model import MeasureBook, MeasureDefinition

AUDITED, NUMBER, AIM_ONLY = "audited_percent", "imported_number", "direction_only"
NO_FIGURE = "no figure"
_OLDEST = 12
"""Months after which an imported figure is no longer shown where there is none for the period: a survey is yearly."""


class Rag(StrEnum):
    """Red, amber or green; a word, never a colour alone."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


RAG_SYMBOLS = {Rag.GREEN: "✓", Rag.AMBER: "~", Rag.RED: "×", Rag.NONE: "–"}
_OF_BAND: dict[BandId, Rag] = {
    "outstanding": Rag.GREEN,
    "good": Rag.GREEN,
    "requires_improvement": Rag.AMBER,
    "inadequate": Rag.RED,
}


def rag_of(band: BandId | None) -> Rag:
    """Red, amber or green by the band."""
    return _OF_BAND[band] if band else Rag.NONE


class Change(StrEnum):
    """How a figure stands to the one before."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "about the same"
    UNKNOWN = ""


_OF_CHANGE = {Change.BETTER: Rag.GREEN, Change.SAME: Rag.AMBER, Change.WORSE: Rag.RED, Change.UNKNOWN: Rag.NONE}


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """A figure of one period.

    Attributes:
        value: a percentage from 0 to 100, or a number; exact.
        numerator: where it is known.
        denominator: likewise.
        lower: of the Wilson 95% interval, a share from 0 to 1; None for what is imported, which is no sample.
        upper: likewise.
        too_few: it rests on fewer audits than a band takes.
        scoring_hashes: what its audits were scored by.
        target: what was aimed at in that period; None where none was given.
    """

    months: Months
    value: Fraction | None
    numerator: int | None = None
    denominator: int | None = None
    lower: float | None = None
    upper: float | None = None
    too_few: bool = False
    scoring_hashes: tuple[str, ...] = ()
    target: Fraction | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A line of the scorecard: a measure, or one of the two figures of a measure.

    Attributes:
        series: id of the figure where the measure has two; empty otherwise.
        title: with the figure's name where there are two.
        actual: of the period asked for, or the latest within a year before it; None when there is none.
        earlier: the actual figure is of an earlier period than the one asked for.
        previous: the figure before; None when there is none.
        history: for each period shown, its figure or None; the oldest first.
        band: None without thresholds or figure, or when audits are too few.
        band_word: the band in words, or why there is none.
        change: how it stands to the previous figure.
        change_words: the same in words, with the rule it follows.
        target_words: what is aimed at.
        target_met: whether the figure meets it; None when that cannot be said.
        note: what must be said beside the figure; may be empty.
    """

    definition: MeasureDefinition
    series: str
    title: str
    actual: PeriodFigure | None
    earlier: bool
    previous: PeriodFigure | None
    history: tuple[PeriodFigure | None, ...]
    band: BandId | None
    band_word: str
    rag: Rag
    change: Change
    change_words: str
    target_words: str
    target_met: bool | None
    note: str

    @property
    def id(self) -> str:
        """The plan's reference."""
        return self.definition.id

    @property
    def is_audited(self) -> bool:
        """Computed from audits; otherwise imported."""
        return self.definition.kind == AUDITED

    @property
    def is_percent(self) -> bool:
        """Its figures are percentages; otherwise numbers."""
        return is_percent(self.definition)


def is_percent(definition: MeasureDefinition) -> bool:
    """Whether a measure's figures are percentages."""
    return definition.kind not in (NUMBER, AIM_ONLY)


def whole_scorecard(
    book: MeasureBook,
    periods: Sequence[Months],
    audited: Sequence[Mapping[str, Measure]],
    imported: Sequence[Imported],
) -> tuple[ScoreRow, ...]:
    """Every measure of the plan's table, in its order; a row with two figures is two lines.

    Args:
        book: the measures.
        periods: those shown, the oldest first; the last is the one the scorecard is of.
        audited: for each period, the computed figures by measure.
        imported: every figure that now stands.
    """
    by_key: dict[tuple[str, str], list[Imported]] = {}
    for one in sorted(imported, key=lambda figure: figure.months):
        by_key.setdefault((one.measure, one.series), []).append(one)
    rows = []
    for definition in book.measures:
        for series in series_of(definition):
            if definition.kind == AUDITED:
                history = tuple(
                    _audited(months, card.get(definition.id)) for months, card in zip(periods, audited, strict=True)
                )
                known = [figure for figure in history if figure is not None]
            else:
                source = by_key.get((definition.same_as or definition.id, series), [])
                known = [_imported(one, definition) for one in source if one.months.last <= periods[-1].last]
                history = tuple(_latest_in(known, months) for months in periods)
            rows.append(_row(definition, series, periods[-1], history, known))
    return tuple(rows)


def _audited(months: Months, measure: Measure | None) -> PeriodFigure | None:
    if measure is None or not measure.denominator:
        return None
    value = Fraction(100 * (measure.numerator or 0), measure.denominator)
    return PeriodFigure(
        months,
        value,
        measure.numerator,
        measure.denominator,
        measure.lower,
        measure.upper,
        measure.too_few,
        measure.scoring_hashes,
        note=measure.note,
    )


def _imported(one: Imported, definition: MeasureDefinition) -> PeriodFigure:
    target = None if one.target is None else Fraction(one.target)
    return PeriodFigure(one.months, one.value(definition), one.numerator, one.denominator, target=target)


def _latest_in(figures: Sequence[PeriodFigure], months: Months) -> PeriodFigure | None:
    """The figure that ends last within a period: a quarter's own, or that of its last month."""
    inside = [one for one in figures if months.first <= one.months.last <= months.last and one.value is not None]
    return inside[-1] if inside else None


def _row(
    definition: MeasureDefinition,
    series: str,
    months: Months,
    history: tuple[PeriodFigure | None, ...],
    known: Sequence[PeriodFigure],
) -> ScoreRow:
    figures = [one for one in known if one.value is not None]
    actual = history[-1]
    earlier = False
    if actual is None and definition.kind != AUDITED:
        recent = [one for one in figures if one.months.last > month_before(months.last, _OLDEST)]
        actual = recent[-1] if recent else None
        earlier = actual is not None
    previous = _previous(definition, actual, history, figures, months, earlier=earlier)
    band = _band(actual, definition)
    change, change_words = _change(definition, actual, previous)
    target = next((one.target for one in reversed(known) if one.months == months and one.target is not None), None)
    target = target if target is not None else (actual.target if actual else None)
    rag = rag_of(band) if band else _OF_CHANGE[change] if definition.direction == "increase" else Rag.NONE
    name = next((one.label for one in definition.series if one.id == series), "")
    return ScoreRow(
        definition,
        series,
        f"{definition.title}: {name}" if name else definition.title,
        actual,
        earlier,
        previous,
        history,
        band,
        _band_word(actual, band),
        rag,
        change,
        change_words,
        _target_words(definition, target),
        _target_met(definition, target, actual, band, change),
        _note(definition, actual, months, earlier=earlier),
    )


def _previous(
    definition: MeasureDefinition,
    actual: PeriodFigure | None,
    history: Sequence[PeriodFigure | None],
    figures: Sequence[PeriodFigure],
    months: Months,
    *,
    earlier: bool,
) -> PeriodFigure | None:
    """The figure of the period before; of what is imported the latest that ends by then, if it is of as many months."""
    if actual is None:
        return None
    if definition.kind == AUDITED:
        return history[-2] if len(history) > 1 else None
    by = month_before((actual.months if earlier else months).first)
    fitting = [one for one in figures if one.months.last <= by and one.months.is_month == actual.months.is_month]
    return fitting[-1] if fitting else None


# -- what is said of it -----------------------------------------------------------------------------------------------


def _band(figure: PeriodFigure | None, definition: MeasureDefinition) -> BandId | None:
    return None if figure is None or figure.value is None or figure.too_few else band_of(figure.value, definition)


def band_in(figure: PeriodFigure | None, definition: MeasureDefinition) -> tuple[BandId | None, str]:
    """The band of a figure of any period, and in words the band or why there is none."""
    band = _band(figure, definition)
    return band, _band_word(figure, band)


def _band_word(figure: PeriodFigure | None, band: BandId | None) -> str:
    if figure is None or figure.value is None:
        return NO_FIGURE
    return TOO_FEW if figure.too_few else BAND_WORDS[band] if band else NO_BAND


def _change(
    definition: MeasureDefinition, actual: PeriodFigure | None, previous: PeriodFigure | None
) -> tuple[Change, str]:
    if actual is None or actual.value is None:
        return Change.UNKNOWN, NO_FIGURE if definition.kind != AUDITED else NO_DATA
    if previous is None or previous.value is None:
        return Change.UNKNOWN, "no earlier figure"
    if definition.kind == AUDITED:
        return _change_of_audits(definition, actual, previous)
    difference = actual.value - previous.value
    if not difference:
        return Change.SAME, "the same"
    upward = difference > 0
    by = shown_number(abs(difference), places=1)
    points = (" point" if by == "1" else " points") if is_percent(definition) else ""
    change = Change.BETTER if upward != (definition.direction == "lower") else Change.WORSE
    return change, f"{change.value}: {'up' if upward else 'down'} {by}{points}"


def _change_of_audits(
    definition: MeasureDefinition, actual: PeriodFigure, previous: PeriodFigure
) -> tuple[Change, str]:
    if actual.too_few or previous.too_few:
        return Change.UNKNOWN, TOO_FEW
    if set(actual.scoring_hashes) != set(previous.scoring_hashes):
        return Change.UNKNOWN, "cannot be compared: the rules of scoring changed"
    if actual.lower is None or actual.upper is None or previous.lower is None or previous.upper is None:
        return Change.UNKNOWN, "cannot be compared"
    if actual.lower > previous.upper or actual.upper < previous.lower:
        upward = actual.lower > previous.upper
        change = Change.BETTER if upward != (definition.direction == "lower") else Change.WORSE
        return change, f"{change.value}, beyond chance"
    return Change.SAME, "about the same"


def _target_words(definition: MeasureDefinition, target: Fraction | None) -> str:
    """What is aimed at: the target given, else where good begins, else the direction the plan prints."""
    way = "or less" if definition.direction == "lower" else "or more"
    if target is not None:
        return f"{shown_value(target, definition)} {way}"
    if definition.bands is not None:
        return f"{shown_value(Fraction(definition.bands.good.at), definition)} {way}"
    return "increase"


def _target_met(
    definition: MeasureDefinition,
    target: Fraction | None,
    actual: PeriodFigure | None,
    band: BandId | None,
    change: Change,
) -> bool | None:
    if actual is None or actual.value is None or actual.too_few:
        return None
    if target is not None:
        return actual.value <= target if definition.direction == "lower" else actual.value >= target
    if band is not None:
        return band in ("good", "outstanding")
    return None if change is Change.UNKNOWN else change is Change.BETTER


def _note(definition: MeasureDefinition, actual: PeriodFigure | None, months: Months, *, earlier: bool) -> str:
    notes = []
    if actual is not None and (earlier or (definition.kind != AUDITED and actual.months != months)):
        notes.append(f"of {actual.months.words}")
    if actual is not None and actual.note:
        notes.append(actual.note)
    if definition.same_as is not None:
        notes.append(f"the same figure as {definition.same_as}")
    return "; ".join(notes)


# -- figures as they are printed --------------------------------------------------------------------------------------


def shown_value(value: Fraction, definition: MeasureDefinition) -> str:
    """A figure as it is printed: of audits as a whole percentage, of what is imported with a decimal if it has any."""
    if definition.kind == AUDITED:
        return f"{round_half_up(value)}%"
    return shown_number(value, places=1) + ("%" if is_percent(definition) else "")


def shown_number(value: Fraction, places: int) -> str:
    """A number rounded half up to so many decimals, without those that say nothing."""
    scale = 10**places
    scaled = round_half_up(value * scale)
    if not scaled and value:
        return f"under {1 / scale:g}"
    text = f"{scaled / scale:,.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text
