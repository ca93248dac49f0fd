"""The scorecard: the audit measures of the improvement plan, counted from grades of record.

A measure counts the audits whose key judgement is good or outstanding among those in which it was judged. There is
never a band without the number of audits and an interval beside it, and never one when the audits are too few.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from auditor.measures.bands import BAND_WORDS, BandId, band_of, thresholds_words
from auditor.measures.rates import share_to_percent, whole_percent, wilson
from auditor.standards.model import GradeId, JudgedFrom, KeyJudgement, MeasureBook, MeasureDefinition
from auditor.store.records import Counter, TimescaleCounter

TOO_FEW = "too few to tell"
NO_DATA = "no data"
NO_BAND = "no band"
NOT_COMPUTED = "not computed"
MIXED_SCORING = "the rules of scoring changed within these audits"
NEEDS = {"supervision_frequency": "needs supervision dates"}
"""What a computed measure waits for, by its source in ``key_judgements.yaml``."""
APART = {"T10": "foster carers"}
"""Whose deadlines stand beside a computed measure, by rule."""

GRADES: tuple[GradeId, ...] = ("outstanding", "good", "requires_improvement", "inadequate")
"""Best first: the order in which grades are shown."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the scorecard.

    Attributes:
        id: the plan's reference, such as ``1.1-f``.
        priority: the heading of the plan it stands under.
        title: as the plan has it.
        numerator: audits that meet or exceed good, or deadlines met; None when the measure was not computed.
        denominator: audits in which it was judged, or deadlines judged; None when the measure was not computed.
        percent: whole, rounded half up; None when there is no data.
        lower: of the Wilson 95% interval, a share from 0 to 1; None when there is no data.
        upper: likewise.
        band: None when there are no thresholds, no data, or too few audits.
        band_word: the band in words, or why there is none; never empty.
        too_few: there is data, but from fewer audits than ``too_few`` of the measure book.
        moderated: how many of the audits counted were moderated; None when the measure was not computed.
        note: what must be said beside the figure; may be empty.
        thresholds: as printed, in words.
        decision: how an overlap, a gap or a misprint among the thresholds is read; may be empty.
        rule: the rule on time whose deadlines are counted; empty when audits are.
        scoring_hashes: of the editions the audits were graded with; more than one means the rules changed between them.
    """

    id: str
    priority: str
    title: str
    numerator: int | None
    denominator: int | None
    percent: int | None
    lower: float | None
    upper: float | None
    band: BandId | None
    band_word: str
    too_few: bool
    moderated: int | None
    note: str
    thresholds: str
    decision: str = ""
    scoring_hashes: tuple[str, ...] = ()
    rule: str = ""

    @property
    def has_data(self) -> bool:
        """Whether there is a figure at all."""
        return self.percent is not None


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How many audits got one grade.

    Attributes:
        percent: whole, rounded half up; None when there are no audits. The four need not add up to 100.
    """

    grade: GradeId
    count: int
    percent: int | None


def scorecard(
    book: MeasureBook,
    judgements: Iterable[KeyJudgement],
    counters: Mapping[str, Counter],
    moderated: Mapping[str, int],
    scoring_hashes: Iterable[str] = (),
    deadlines: Mapping[str, TimescaleCounter] | None = None,
) -> tuple[Measure, ...]:
    """The audit measures, banded and unbanded, in the plan's order (by priority; the unbanded last in theirs).

    Args:
        book: the measures and how few audits are too few.
        judgements: the key judgements of the edition: which measure is computed and not counted.
        counters: by measure; a measure that is absent has no data.
        moderated: how many of the audits counted were moderated, by measure; absent means none.
        scoring_hashes: of the audits counted, when the caller knows them.
        deadlines: met and not met, by rule on time: what the computed measures count.
    """
    computed = {judgement.measure: judgement.source for judgement in judgements if judgement.source.computed}
    priorities = {definition.priority: place for place, definition in reversed([*enumerate(book.measures)])}
    ordered = sorted(book.audited, key=lambda definition: priorities.get(definition.priority, len(book.measures)))
    hashes = tuple(sorted(set(scoring_hashes)))
    return tuple(
        _computed(definition, computed[definition.id], deadlines or {}, hashes, book.too_few)
        if definition.id in computed
        else _measure(definition, counters.get(definition.id), moderated.get(definition.id, 0), hashes, book.too_few)
        for definition in ordered
    )


def _computed(
    definition: MeasureDefinition,
    source: JudgedFrom,
    deadlines: Mapping[str, TimescaleCounter],
    hashes: tuple[str, ...],
    fewest: int,
) -> Measure:
    """A measure whose unit is the deadline: supervisions due in the period, and those held in time."""
    main = deadlines.get(source.rules[0]) if source.rules else None
    if main is None or not main.due:
        return _not_computed(definition, source.computed)
    found = _proportion(definition, main.in_time, main.due, hashes, fewest)
    notes = [found.note] if found.note else []
    notes.append(f"supervisions due, in {main.cases} {'audit' if main.cases == 1 else 'audits'}")
    for rule in source.rules[1:]:
        if (other := deadlines.get(rule)) is not None and other.due:
            notes.append(f"{APART.get(rule, rule)} apart: {other.in_time} of {other.due}")
    return replace(found, note="; ".join(notes), rule=source.rules[0])


def _not_computed(definition: MeasureDefinition, source: str | None) -> Measure:
    waits_for = NEEDS.get(source or "", "")
    return Measure(
        id=definition.id,
        priority=definition.priority,
        title=definition.title,
        numerator=None,
        denominator=None,
        percent=None,
        lower=None,
        upper=None,
        band=None,
        band_word=NOT_COMPUTED,
        too_few=False,
        moderated=None,
        note=f"{NOT_COMPUTED}: {waits_for}" if waits_for else NOT_COMPUTED,
        thresholds=thresholds_words(definition),
        decision=definition.decision,
    )


def _measure(
    definition: MeasureDefinition, counter: Counter | None, moderated: int, hashes: tuple[str, ...], fewest: int
) -> Measure:
    numerator = counter.good + counter.outstanding if counter else 0
    denominator = counter.total if counter else 0
    return replace(_proportion(definition, numerator, denominator, hashes, fewest), moderated=moderated)


def _proportion(
    definition: MeasureDefinition, numerator: int, denominator: int, hashes: tuple[str, ...], fewest: int
) -> Measure:
    percent = whole_percent(numerator, denominator)
    interval = wilson(numerator, denominator)
    too_few = 0 < denominator < fewest
    band = None if percent is None or too_few else band_of(percent, definition)
    if percent is None:
        word = NO_DATA
    elif too_few:
        word = TOO_FEW
    else:
        word = BAND_WORDS[band] if band else NO_BAND
    mixed = len(hashes) > 1 and percent is not None
    return Measure(
        id=definition.id,
        priority=definition.priority,
        title=definition.title,
        numerator=numerator,
        denominator=denominator,
        percent=percent,
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        band=band,
        band_word=word,
        too_few=too_few,
        moderated=None,
        note=MIXED_SCORING if mixed else "",
        thresholds=thresholds_words(definition),
        decision=definition.decision,
        scoring_hashes=hashes,
    )


def scorecard_rows(measures: Iterable[Measure]) -> list[dict[str, Any]]:
    """The scorecard as plain data, for JSON and CSV.

    ``percent`` is whole; ``lower`` and ``upper`` are percentages to one decimal; all three and ``band`` are None where
    there is no data.
    """
    return [
        {
            "id": measure.id,
            "priority": measure.priority,
            "title": measure.title,
            "numerator": measure.numerator,
            "denominator": measure.denominator,
            "percent": measure.percent,
            "lower": None if measure.lower is None else share_to_percent(measure.lower, 1),
            "upper": None if measure.upper is None else share_to_percent(measure.upper, 1),
            "band": measure.band,
            "band_word": measure.band_word,
            "too_few": measure.too_few,
            "moderated": measure.moderated,
            "note": measure.note,
            "thresholds": measure.thresholds,
            "decision": measure.decision,
            "scoring_hashes": list(measure.scoring_hashes),
        }
        for measure in measures
    ]


def overall_profile(counter: Counter | None) -> tuple[GradeShare, ...]:
    """The four grades, best first, each with its count and whole percentage.

    Args:
        counter: of the overall grades; None counts as no audits.
    """
    counts = {grade: getattr(counter, grade) if counter else 0 for grade in GRADES}
    total = sum(counts.values())
    return tuple(GradeShare(grade, count, whole_percent(count, total)) for grade, count in counts.items())
