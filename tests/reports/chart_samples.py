"""Invented figures of every kind, as reports show them."""

from auditor.measures.rates import whole_percent, wilson
from auditor.reports.chart_blocks import bars, intervals, one_bar, over_time
from auditor.reports.document import Chart
from auditor.reports.figures import Bar, BarPart, Interval, TimePoint
from auditor.reports.marks import Mark
from auditor.reports.matrix_blocks import agreement, by_team

GRADES = (
    Mark("Outstanding", "★", "outstanding"),
    Mark("Good", "✓", "good"),
    Mark("Requires improvement to be good", "~", "requires_improvement"),
    Mark("Inadequate", "×", "inadequate"),
)
TIMES = (
    Mark("In time", "✓", "good"),
    Mark("Late", "×", "inadequate"),
    Mark("Nothing on file", "–", "requires_improvement"),
    Mark("Not yet due", "", "neutral"),
    Mark("Cannot tell", "?", "neutral"),
)
STATUSES = (
    Mark("Complete", "✓", "outstanding"),
    Mark("On track", "▲", "good"),
    Mark("Some issues", "~", "requires_improvement"),
    Mark("Not on track", "▼", "inadequate"),
)
SECTIONS = {
    "PS1 Risk and danger statements": (3, 14, 19, 4),
    "PS3 Plans that are specific, measurable, achievable and dated": (0, 9, 24, 7),
    "PS6 Identity, chronology and case summary": (1, 8, 22, 9),
    "PG8 Reviews of cared for children": (2, 12, 0, 0),
    "PG9 Supervision": (0, 0, 0, 0),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TEAMS = ("Assessment and safeguarding, north", "Assessment and safeguarding, south", "Leaving care", "Duty")


def parts(marks: tuple[Mark, ...], counts: tuple[int | None, ...]) -> tuple[BarPart, ...]:
    total = 0 if None in counts else sum(count or 0 for count in counts)
    return tuple(
        BarPart(mark, count, whole_percent(count or 0, total) if total else None)
        for mark, count in zip(marks, counts, strict=True)
    )


def grade_bars() -> Chart:
    rows = [Bar(label, parts(GRADES, counts)) for label, counts in SECTIONS.items()]
    rows.insert(3, Bar("PG1 Cared for by a relative", parts(GRADES, (1, None, None, 2))))
    return bars("Grades by section", tuple(rows))


def points(count: int = 18, *, limits: bool = True) -> tuple[TimePoint, ...]:
    found = []
    for place in range(count):
        of = 14 + (place * 7) % 17
        value = 0.42 + 0.05 * ((place * 5) % 4) + (0.02 * place if place > 9 else 0)
        spread = 3 * (0.5 * 0.5 / of) ** 0.5
        later = place >= 11
        signal = "7 points in a row above the mean" if 12 <= place <= 16 else ""
        signal = "below the lower limit" if place == 4 else signal
        centre = (0.66 if later else 0.49) if limits else None
        value = 0.05 if place == 4 else value
        found.append(
            TimePoint(
                f"{MONTHS[(place + 3) % 12]} {2025 + (place + 3) // 12}",
                None if place in (7, 14) else value,
                None if place == 14 else (0 if place == 7 else of),
                centre,
                max(0.0, centre - spread) if centre is not None else None,
                min(1.0, centre + spread) if centre is not None else None,
                signal if limits else "",
            )
        )
    return tuple(found)


def intervals_chart() -> Chart:
    rows = []
    counts = {
        "The contract of supervision is on file": (11, 12),
        "Risks to the child are discussed clearly": (37, 41),
        "Actions are SMART, with a name and a day": (14, 41),
        "The record says what difference the discussion made for this child": (9, 40),
    }
    for label, (fit, of) in counts.items():
        interval = wilson(fit, of)
        assert interval is not None
        tone = "good" if fit / of > 0.8 else "requires_improvement"
        shown = f"{whole_percent(fit, of)}% of {of}"
        rows.append(Interval(label, fit / of, interval.lower, interval.upper, shown, tone))
    rows.append(Interval("Employee wellbeing is recorded", None, None, None, "hidden"))
    return intervals("Criteria met", tuple(rows), 0.8, "80%: strong practice", "Criterion")


CHARTS: dict[str, Chart] = {
    "one bar": one_bar("Overall grades of 236 audits", parts(GRADES, (6, 82, 124, 24))),
    "grades by section": grade_bars(),
    "timescales": bars(
        "Timescales kept",
        (
            Bar("First visit after allocation", parts(TIMES, (31, 8, 2, 0, 1))),
            Bar("Case summary every three months", parts(TIMES, (12, 14, 9, 3, 4))),
        ),
        "Timescale",
        "Times due",
    ),
    "actions": bars(
        "How actions stand",
        tuple(
            Bar(team, parts(STATUSES, counts))
            for team, counts in zip(TEAMS, ((9, 4, 2, 1), (3, 6, 1, 0), (0, 1, 1, 5), (2, 0, 0, 0)), strict=True)
        ),
        "Team",
        "Actions",
    ),
    "over time": over_time(
        "Judged good or better, by month", points(), ((11, "the scoring of plans changed in March 2026"),), 0.75
    ),
    "few months": over_time("Supervision in time", points(5, limits=False)),
    "by team": by_team(
        "Grades by team", TEAMS, GRADES, ((2, 14, 21, 3), (0, 9, None, None), (1, 12, 8, 0), (0, 0, 0, 0))
    ),
    "agreement": agreement(
        "Auditor and moderator",
        GRADES,
        ((1, 1, 0, 0), (0, 17, 5, 0), (0, 2, 28, 4), (0, 0, 1, 6)),
        "Auditor's grade",
        "Moderator's grade",
    ),
    "intervals": intervals_chart(),
}
