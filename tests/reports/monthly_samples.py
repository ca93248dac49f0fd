"""A month as the leadership team is told of it: 14 full audits of October 2026, after 40 in the three months before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from report_samples import MADE_AT, audit_data, standards

from auditor.audit.concerns import ConcernKind
from auditor.audit.round_board import Counts
from auditor.audit.whole_months import Months
from auditor.measures.agreement import agreement
from auditor.measures.response_hours import Waited, response_hours
from auditor.measures.scorecard import scorecard
from auditor.measures.thematic import tally
from auditor.measures.whole_scorecard import ScoreRow, whole_scorecard
from auditor.reports.monthly.data import (
    Concerns,
    Done,
    Moderation,
    MonthGrades,
    MonthlyReportData,
    Questions,
    RoundDone,
    TeamActions,
)
from auditor.reports.rules_used import EditionUsed
from auditor.reports.thematic.data import Agreed
from auditor.standards.hashes import content_hash, scoring_hash, thresholds_hash
from auditor.standards.model import GradeId
from auditor.store.records import AuditSummary, Counter

EDITION = standards().current
SCORING = scoring_hash(EDITION)
MET = {"ps04.seen-alone": 14, "ps05.own-voice": 13, "ps02.analysis": 9, "ps03.who-does-what": 4, "ps06.chronology": 2}
"""Of 14 audits of the month, how many met each question; those not named here were not asked."""
GRADES: tuple[GradeId, ...] = ("outstanding", *["good"] * 4, *["requires_improvement"] * 7, *["inadequate"] * 2)  # type: ignore[assignment]
BEFORE: tuple[GradeId, ...] = (*["good"] * 15, *["requires_improvement"] * 25)  # type: ignore[assignment]


def audits(grades: Sequence[GradeId] = GRADES, met: "dict[str, int]" = MET) -> list[AuditSummary]:
    """Audits with these grades, the best first; a question is met by the first of them."""
    plain = audit_data().summary
    return [
        replace(
            plain,
            audit_id=UUID(int=100 + place),
            auditor_id=UUID(int=300 + place % 5),
            as_at=date(2026, 10, 20),
            overall=grade,
            moderated=place % 4 == 0,
            answers={name: "met" if place < of * len(grades) / 14 else "not_met" for name, of in met.items()},
        )
        for place, grade in enumerate(grades)
    ]


def score_rows(now: dict[str, tuple[int, ...]], before: dict[str, tuple[int, ...]]) -> tuple[ScoreRow, ...]:
    """The measures of two periods, from how many audits had each grade."""
    book = standards().measures
    cards = []
    for counts in (before, now):
        counters = {name: Counter(name, *four) for name, four in counts.items()}
        cards.append({one.id: one for one in scorecard(book, EDITION.judgements, counters, {}, [SCORING])})
    periods = (Months("2026-09", "2026-07"), Months.month("2026-10"))
    return tuple(row for row in whole_scorecard(book, periods, cards, ()) if row.is_audited)


def pairs(*counted: tuple[GradeId, GradeId, int]) -> Any:
    """Two readings: the first grade, the second, and how often."""
    found = [(first, second) for first, second, count in counted for _ in range(count)]
    return replace(agreement(found, resamples=0), coefficients=None)


def month_data(**given: Any) -> MonthlyReportData:
    """October 2026: a round half done, practice much as before, actions overdue, one concern answered late."""
    counts = Counts(expected=12, allocated=12, started=9, submitted=6, moderated=0, overdue=2, exempt=1, replaced=1)
    a_year = pairs(("good", "good", 15), ("good", "requires_improvement", 8), ("inadequate", "requires_improvement", 1))
    chosen = pairs(("inadequate", "inadequate", 2))
    hours = response_hours([Waited("2026-10", 51.0, True), Waited("2026-10", 3.0, True)])
    data = MonthlyReportData(
        month="2026-10",
        teams=(),
        done=Done(
            {"full audit": 14, "early help audit": 1, "re-audit": 2},
            3,
            1,
            (RoundDone("Autumn 2026", "full audits", date(2026, 10, 28), date(2026, 11, 18), counts),),
            1,
            5,
        ),
        sums=tally(audits()),
        months=(
            month("2025-10", 0, 4, 13, 3),
            month("2026-07", 1, 5, 9, 0),
            month("2026-09", 0, 9, 16, 0),
            month("2026-10", 1, 4, 7, 2),
        ),
        early_help={"good": 1},
        measures=score_rows(
            {"1.1-j": (0, 3, 9, 2), "1.1-q": (0, 4, 1, 0), "2.0-b": (2, 11, 1, 0)},
            {"1.1-j": (0, 12, 22, 6), "1.1-q": (0, 9, 12, 4), "2.0-b": (0, 10, 26, 4)},
        ),
        too_few=standards().measures.too_few,
        before=tally(audits(BEFORE)),
        comparable=True,
        questions=Questions(
            {name: EDITION.criteria[name].question for name in MET},
            {name: EDITION.section_of[name].code for name in MET},
        ),
        scale=EDITION.scale,
        moderation=Moderation(
            (Agreed("blind, chosen", "Two people graded the same file.", chosen),),
            (
                Agreed("blind, drawn at random", "It speaks for all audits.", a_year),
                Agreed("blind, chosen", "It speaks for these.", chosen),
            ),
            1,
            4,
            1,
            a_year,
        ),
        actions=(
            TeamActions("Assessment", "Front door", 3, 2, 0, 9, 3),
            TeamActions("Child in need", "Safeguarding", 4, 5, 1, 12, 5),
            TeamActions("Child protection", "Safeguarding", 1, 1, 0, 4, 0),
        ),
        concerns=Concerns({ConcernKind.CHILD: hours}, 1),
        editions=(EditionUsed(EDITION.title, content_hash(EDITION), SCORING),),
        thresholds_hash=thresholds_hash(standards().measures),
        made_at=MADE_AT,
        made_by="P. Whitfield",
    )
    return replace(data, **given)


def month(
    name: str, outstanding: int, good: int, requires: int, inadequate: int, scoring: str = SCORING
) -> MonthGrades:
    """The grades of a month."""
    grades = {
        "outstanding": outstanding,
        "good": good,
        "requires_improvement": requires,
        "inadequate": inadequate,
    }
    return MonthGrades(name, grades, frozenset({scoring}))  # type: ignore[arg-type]


def nothing() -> MonthlyReportData:
    """A month in which nothing happened."""
    return month_data(
        done=Done({}, 0, 0, (), 0, 0),
        sums=tally([]),
        months=(),
        early_help={},
        measures=(),
        before=tally([]),
        moderation=Moderation((), (), 0, 0, 0),
        actions=(),
        concerns=Concerns({}, 0),
        editions=(),
    )
