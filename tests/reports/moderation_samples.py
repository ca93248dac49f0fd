"""Half a year of moderation as it might be: what was drawn by lot, what was chosen, and too little of the rest."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from report_samples import MADE_AT, standards

from auditor.audit.moderation import Because, Why
from auditor.measures.agreement import agreement
from auditor.measures.moderation import Days, GapSpread
from auditor.measures.thematic import Share
from auditor.reports.moderation.data import (
    CalibrationHeld,
    Coverage,
    Escalated,
    Graded,
    ModerationReportData,
    OfBasis,
    QuarterSame,
    Times,
)
from auditor.reports.rules_used import EditionUsed
from auditor.standards.model import GradeId

O, G, R, I = "outstanding", "good", "requires_improvement", "inadequate"  # noqa: E741
Pairs = Mapping[tuple[GradeId, GradeId], int]
OVERALL: Pairs = {(O, O): 2, (O, G): 1, (G, G): 9, (G, R): 3, (R, R): 8, (R, G): 1, (R, I): 1, (I, I): 3}  # type: ignore[dict-item]
"""22 of 28 alike: the moderator graded higher once and lower five times."""


def graded(name: str, pairs: Pairs, changed: Mapping[int, int] | None = None, *, resampled: bool = False) -> Graded:
    every = Counter(dict(pairs)).elements()
    figures = agreement(every) if resampled else agreement(every, resamples=0)
    return Graded(name, figures, changed or {0: sum(pairs.values())})


def alike(name: str, same: int, lower: int) -> Graded:
    """So many audits graded good twice, and so many in which the moderator went one grade lower."""
    return graded(name, {(G, G): same, (G, R): lower})  # type: ignore[dict-item]


def drawn() -> OfBasis:
    return OfBasis(
        words="blind, drawn at random",
        meaning="How far two people agree, of all audits.",
        measures=True,
        drawn=True,
        seen=False,
        audits=28,
        why={Why.RANDOM: 28},
        overall=graded("Overall", OVERALL, {-2: 1, -1: 2, 0: 24, 1: 1}, resampled=True),
        sections=(alike("PS1 Risk", 24, 4), alike("PS4 Visits", 15, 10), alike("PS9 Life journey", 3, 1)),
        judgements=(alike("1.2-c Diversity", 27, 0), alike("1.3-a Quality of the home", 4, 0)),
        because={Because.MISSED: 11, Because.READ_DIFFERENTLY: 17, Because.JUDGEMENT: 9},
    )


def chosen() -> OfBasis:
    return replace(
        drawn(),
        words="blind, chosen",
        meaning="How far two people agree, of those files only.",
        drawn=False,
        audits=7,
        why={Why.INADEQUATE: 5, Why.REQUESTED: 2},
        overall=graded("Overall", {(I, I): 4, (I, R): 1, (G, G): 2}, {0: 6, 1: 1}),  # type: ignore[dict-item]
        sections=(alike("PS1 Risk", 7, 0),),
        judgements=(),
        because={Because.JUDGEMENT: 1},
    )


def seen() -> OfBasis:
    return replace(
        chosen(),
        words="meant to be blind, but the grade was seen",
        meaning="The first grade was in view: nothing of agreement.",
        measures=False,
        seen=True,
        audits=2,
        why={Why.RANDOM: 2},
        overall=graded("Overall", {(G, G): 2}),  # type: ignore[dict-item]
        because={},
    )


def moderation_2026(**given: Any) -> ModerationReportData:
    edition = standards().current
    data = ModerationReportData(
        months=("2026-04", "2026-09"),
        coverage=Coverage(submitted=138, asked=41, drawn=26, done=37, overdue=2, setting=20),
        bases=(drawn(), chosen(), seen()),
        apart={"Supervision records, version 1": 4},
        escalated=Escalated(3, 1, {"auditor": 1, "moderator": 2}),
        times=Times(Days(41, 12, 24, 33), Days(37, 3, 6, 9), Days(37, 16, 27, 40), days_set=14),
        quarters=(
            QuarterSame("Jan to Mar 2026", Share(3, 6)),
            QuarterSame("Apr to Jun 2026", Share(11, 14)),
            QuarterSame("Jul to Sep 2026", Share(11, 14)),
        ),
        spread=GapSpread(4, 0.625),
        calibrations=(
            CalibrationHeld("Spring calibration", date(2026, 4, 23), 6, Share(4, 18), None),
            CalibrationHeld("Autumn calibration", date(2026, 9, 24), 5, Share(9, 20), Share(63, 100)),
        ),
        not_open=1,
        scale=edition.scale,
        fewest=10,
        editions=(EditionUsed(f"{edition.title}, version {edition.version}", "a" * 64, "b" * 64),),
        made_at=MADE_AT,
        made_by="P. Whitfield",
    )
    return replace(data, **given)


def nothing_moderated() -> ModerationReportData:
    """A service that has just begun."""
    return moderation_2026(
        coverage=Coverage(0, 0, 0, 0, 0, 20),
        bases=(),
        apart={},
        escalated=Escalated(0, 0, {}),
        times=Times(None, None, None, 14),
        quarters=(),
        spread=GapSpread(0, None),
        calibrations=(),
        not_open=0,
        editions=(),
    )
