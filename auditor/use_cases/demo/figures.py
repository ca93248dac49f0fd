"""The imported figures of the demo: six quarters, two measures by the month, some missing, some worse than before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.imported import Imported
from auditor.audit.whole_months import Months, month_before, periods_up_to
from auditor.store.store import Writer
from auditor.use_cases.demo.entry import at_time
from auditor.use_cases.demo.rounds import Task
from auditor.use_cases.service import Service

QUARTERS, MONTHS = 6, 18


@dataclass(frozen=True)
class _Course:
    """How a figure went: from the first of the periods to the last, in percent, of about so many children.

    Attributes:
        of: about how many it is a share of; 0 for a number.
        target: what was aimed at; empty for none.
        missing: quarters without it, counted from the first.
        swing: how far chance moves it.
    """

    first: float
    last: float
    of: int = 0
    target: str = ""
    missing: tuple[int, ...] = ()
    swing: float = 2.0


_QUARTERLY: dict[tuple[str, str], _Course] = {
    ("1.1-a", ""): _Course(70, 76, 420, "80"),
    ("1.1-b", ""): _Course(31, 36, 410),
    ("1.1-c", ""): _Course(62, 71, 410),
    ("1.1-e", ""): _Course(44, 37, 410, swing=3),
    ("1.1-g", ""): _Course(56, 71, 260),
    ("1.1-h", ""): _Course(47, 52, 58, swing=4),
    ("1.1-i", ""): _Course(64, 61, 74, missing=(1,), swing=4),
    ("1.1-k", ""): _Course(71, 83, 880, "90"),
    ("1.1-l", ""): _Course(21, 24, 96, swing=3),
    ("1.1-m", "within_5_days"): _Course(61, 66, 420),
    ("1.1-m", "within_10_days"): _Course(78, 86, 420),
    ("1.1-n", ""): _Course(73, 79, 210, missing=(0, 1)),
    ("1.1-o", ""): _Course(9, 14, swing=2),
    ("1.1-p", ""): _Course(72, 81, 14, swing=6),
    ("1.1-r", ""): _Course(58, 68, 190),
    ("1.1-t", ""): _Course(24, 18, 120, swing=3),
    ("1.2-a", ""): _Course(79, 85, 2600, "90", swing=1),
    ("1.3-b", ""): _Course(11, 12, 330, swing=1),
    ("1.3-c", ""): _Course(14, 11, 330, swing=1),
    ("1.3-d", ""): _Course(17, 15, 330, missing=(0,), swing=1),
    ("1.3-e", ""): _Course(82, 77, 40, swing=5),
    ("1.3-f", ""): _Course(19, 22, 240),
    ("1.3-g", ""): _Course(46, 54, 44, "80", swing=5),
    ("1.3-h", ""): _Course(84, 91, 330),
    ("1.3-i", ""): _Course(87, 92, 160),
    ("3.0-a", ""): _Course(3.2, 4.1, swing=0.5),
    ("3.0-c", "average"): _Course(21, 19, target="18", swing=0.6),
    ("3.0-c", "highest"): _Course(33, 28, swing=1.5),
    ("3.0-d", ""): _Course(58, 88, 310, missing=(2,), swing=1),
    ("3.0-e", ""): _Course(61, 70, missing=(0, 1)),
}
"""By measure and series; 1.1-s is nowhere: nobody has it yet."""
_YEARLY: dict[tuple[str, str], _Course] = {
    ("1.2-f", ""): _Course(29, 36, 290, swing=0),
    ("2.0-c", ""): _Course(74, 79, 240, swing=0),
}
"""Surveys: once a year."""
_MONTHLY: dict[tuple[str, str], _Course] = {
    ("1.1-d", ""): _Course(81, 87, 140, swing=2.5),
    ("2.0-e", ""): _Course(21.5, 19, 150, swing=2),
}
_WHOLE = ("1.1-o",)
_WEEKDAYS = 5


def figure_tasks(dice: Random, lead: UUID, service: Service, end: date) -> Iterator[Task]:
    """What the QA lead imports: each quarter's figures some weeks after it, and one correction.

    Args:
        dice: seeded.
        lead: who imports.
        end: the last day on which anything happened.
    """
    over = month_before(f"{end:%Y-%m}")
    last = Months.quarter_of(over)
    last = last if last.last <= over else last.before()
    quarters = periods_up_to(last.last, QUARTERS, by_month=False)
    months = periods_up_to(last.last, MONTHS, by_month=True)
    lists: dict[Months, list[Imported]] = {quarter: [] for quarter in quarters}
    for (measure, series), course in _QUARTERLY.items():
        for place, quarter in enumerate(quarters):
            if place not in course.missing:
                one = _figure(dice, measure, series, quarter, course, place / (QUARTERS - 1))
                lists[quarter].append(one)
    for (measure, series), course in _YEARLY.items():
        for place, quarter in enumerate(quarters[1::4]):
            lists[quarter].append(_figure(dice, measure, series, quarter, course, place))
    for (measure, series), course in _MONTHLY.items():
        for place, month in enumerate(months):
            one = _figure(dice, measure, series, month, course, place / (MONTHS - 1))
            lists[Months.quarter_of(month.last)].append(one)
    for quarter, figures in lists.items():
        yield Task(at_time(_imported_on(quarter, end), 11, 20), lead, _put(service, figures, quarter))
    wrong = next(one for one in lists[quarters[-2]] if one.measure == "1.3-h" and one.numerator is not None)
    assert wrong.numerator is not None
    right = Imported(
        wrong.measure,
        wrong.months,
        numerator=wrong.numerator - 9,
        denominator=wrong.denominator,
        file="health-checks-corrected.csv",
        line=2,
    )
    corrected = min(_imported_on(quarters[-2], end) + timedelta(days=8), end)
    yield Task(at_time(corrected, 14, 5), lead, _put(service, [right], quarters[-2], "health-checks-corrected.csv"))


def _figure(dice: Random, measure: str, series: str, months: Months, course: _Course, at: float) -> Imported:
    value = max(0.0, course.first + (course.last - course.first) * at + dice.gauss(0, course.swing))
    target = Decimal(course.target) if course.target else None
    if not course.of:
        shown = f"{value:.0f}" if measure in _WHOLE else f"{value:.1f}"
        return Imported(measure, months, series, Decimal(shown), target)
    denominator = max(1, round(course.of * dice.uniform(0.92, 1.08)))
    numerator = min(denominator, round(denominator * value / 100))
    return Imported(measure, months, series, None, target, numerator, denominator)


def _imported_on(quarter: Months, end: date) -> date:
    year, month = (int(part) for part in month_before(quarter.last, -1).split("-"))
    day = date(year, month, 17)
    day -= timedelta(days=max(0, day.weekday() - _WEEKDAYS + 1))
    return min(day, end)


def _put(service: Service, figures: list[Imported], quarter: Months, file: str = "") -> "_Do":
    return _Do(service, figures, file or f"scorecard-{quarter.last}.csv")


@dataclass(frozen=True)
class _Do:
    service: Service
    figures: list[Imported]
    file: str

    def __call__(self, writer: Writer) -> None:
        """Record them as an import does."""
        standing = writer.rounds.standing(FactKind.FIGURE)
        facts = []
        for line, one in enumerate(self.figures, start=2):
            body = {**one.as_body(), "file": self.file, "line": line}
            before = standing.get(one.key)
            replaces = before.fact_id if before else None
            facts.append(self.service.fact(FactKind.FIGURE, one.key, body, replaces=replaces))
        writer.append(facts)
