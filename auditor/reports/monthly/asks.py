"""What whoever reads the monthly report should ask next: each question is called for by a figure, and says which."""

from collections.abc import Callable

from auditor.reports.monthly.data import MonthlyReportData
from auditor.reports.monthly.findings import listed, most_overdue, on
from auditor.reports.thematic.findings import FEW
from auditor.reports.words import counted, sentence

MOST = 6
"""No more than can be asked in one meeting."""
_NAMED = 2
_FEW_MEASURES = 1 / 3
"""When a larger share of the measures than this rests on too few audits, that is the question."""
_TWICE = 2


def asks(data: MonthlyReportData) -> tuple[str, ...]:
    """What the figures call for, the gravest first."""
    return tuple(text for text in (ask(data) for ask in _ASKS) if text)[:MOST]


def _concerns(data: MonthlyReportData) -> str:
    left = data.concerns.unanswered + data.concerns.open_earlier
    told = f"{counted(left, 'concern')} had no answer on record on {on(data)}"
    return f"{told}: who answers today?" if left else ""


def _inadequate(data: MonthlyReportData) -> str:
    count = data.now.grades.get("inadequate", 0) if data.now is not None else 0
    if not count:
        return ""
    asked = "was inadequate: is the child" if count == 1 else "were inadequate: is each child"
    return f"{counted(count, 'full audit')} {asked} safe now, and who owns the improvement plan?"


def _least(data: MonthlyReportData) -> str:
    if not data.met_least or data.met_least[0].met.percent == 100:
        return ""
    one = data.met_least[0]
    told = f"“{data.questions.words.get(one.criterion, one.criterion)}” was met in {one.met.count} of {one.met.of}"
    return f"{told}: what will managers do differently before the next report?"


def _repeated(data: MonthlyReportData) -> str:
    again = data.repeated[:_NAMED]
    names = listed(data.questions.short(one.criterion) for one in again)
    told = f"{sentence(names)} fell short in the three months before too"
    return f"{told}: what was tried, and how would we know that it works?" if again else ""


def _late_audits(data: MonthlyReportData) -> str:
    left = data.done.overdue + data.done.earlier_overdue
    verb = "is" if left == 1 else "are"
    told = f"{counted(left, 'audit')} of rounds {verb} overdue on {on(data)}: what is in the way, and when will"
    return f"{told} {'it' if left == 1 else 'they'} be in?" if left else ""


def _actions(data: MonthlyReportData) -> str:
    worst = most_overdue(data)
    if worst is not None:
        team, count = worst
        late = f"{counted(data.overdue, 'action')} overdue on {on(data)}"
        told = f"{count} of {late} {'is' if count == 1 else 'are'} in {team}"
        return f"{told}: what help is needed there?"
    verb = "is" if data.overdue == 1 else "are"
    return (
        f"{counted(data.overdue, 'action')} {verb} overdue on {on(data)}: which need help from above the team?"
        if data.overdue
        else ""
    )


def _on_paper(data: MonthlyReportData) -> str:
    completed, confirmed = (sum(getattr(one, name) for one in data.actions) for name in ("completed", "confirmed"))
    left = completed - confirmed
    if not completed or _TWICE * confirmed >= completed:
        return ""
    verb = "is" if left == 1 else "are"
    told = f"{left} of {counted(completed, 'action')} completed {verb} not confirmed by a later audit"
    return f"{told}: did anything change for the child?"


def _kindness(data: MonthlyReportData) -> str:
    year = data.moderation.random
    if year is None or year.n < FEW or year.moved_down < _TWICE * max(year.moved_up, 1):
        return ""
    told = f"Of {year.n} audits drawn at random, moderators lowered {year.moved_down} and raised {year.moved_up}"
    return f"{told}: do auditors grade too kindly?"


def _few(data: MonthlyReportData) -> str:
    few = [row for row in data.measures if row.actual is not None and row.actual.too_few]
    if len(few) <= _FEW_MEASURES * len(data.measures):
        return ""
    told = f"{len(few)} of {len(data.measures)} measures rest on fewer than {data.too_few} audits"
    return f"{told}: are enough done to steer by?"


_ASKS: tuple[Callable[[MonthlyReportData], str], ...] = (
    _concerns,
    _inadequate,
    _least,
    _repeated,
    _late_audits,
    _actions,
    _kindness,
    _on_paper,
    _few,
)
