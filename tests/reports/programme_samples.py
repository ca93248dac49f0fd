"""An audit programme: a round done, one running, one planned, and audits outside of any."""

from dataclasses import replace
from datetime import date
from typing import Any

from report_samples import MADE_AT

from auditor.audit.round_board import Counts
from auditor.measures.thematic import Share
from auditor.reports.programme.data import KindDone, ProgrammeReportData, RoundPlanned, Standing

MONTHS = (*(f"2026-{month:02}" for month in range(4, 13)), "2027-01", "2027-02", "2027-03")
DONE = RoundPlanned(
    "Summer 2026",
    "full audits",
    "full",
    date(2026, 7, 15),
    date(2026, 8, 12),
    drawn=True,
    counts=Counts(12, 12, 12, 12, 4, 0, 1, 0),
    good=Share(5, 12),
    short="chronology (6 of 7)",
    standing=Standing.DONE,
)
RUNNING = replace(
    DONE,
    name="Supervision",
    kind="Supervision records",
    group="supervision",
    as_at=date(2026, 10, 28),
    due=date(2026, 11, 18),
    counts=Counts(10, 10, 8, 6, 0, 3, 0, 0),
    good=Share(2, 6),
    standing=Standing.RUNNING,
)
PLANNED = replace(
    DONE,
    name="Winter 2027",
    as_at=date(2027, 1, 29),
    due=date(2027, 2, 19),
    drawn=False,
    counts=Counts(),
    good=Share(0, 0),
    short="",
    standing=Standing.PLANNED,
)


def year(**given: Any) -> ProgrammeReportData:
    """April 2026 to March 2027, seen in November."""
    data = ProgrammeReportData(
        months=MONTHS,
        rounds=(DONE, RUNNING, PLANNED),
        kinds=(
            KindDone("full audit", False, {"2026-04": 18, "2026-07": 21, "2026-11": 4}, Share(17, 43), 12),
            KindDone("Supervision records", True, {"2026-10": 6}, Share(2, 6), 10),
            KindDone("re-audit", False, {"2026-09": 1}, Share(1, 1), 0),
        ),
        auditors={"auditor": 9, "team manager": 1},
        themes_without=("Assessments", "Domestic abuse"),
        made_at=MADE_AT,
        made_by="P. Whitfield",
    )
    return replace(data, **given)


def crowded() -> ProgrammeReportData:
    """So many rounds that a page does not hold them."""
    rounds = tuple(replace(DONE, name=f"Round {place:02}", as_at=date(2026, 4 + place % 9, 10)) for place in range(30))
    return year(rounds=rounds)


def nothing() -> ProgrammeReportData:
    """A year of which nothing is known."""
    return year(rounds=(), kinds=(), auditors={}, themes_without=())
