"""Which audits the demo has: of whom, by whom, when, how far they got, and how they came out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from random import Random

from auditor.audit.details import AuditKind
from auditor.audit.grades import ORDER
from auditor.audit.profile import months_before
from auditor.standards.model import GradeId
from auditor.use_cases.demo.cast import AUDITORS, HOST, HOST_MANAGES, HOST_TEAM, TEAMS, TEAMS_OF
from auditor.use_cases.demo.planned import DAYS_TO_DO, Planned
from auditor.use_cases.demo.round_plan import in_rounds, in_rounds_of_the_theme, under_way

DEMO_LCS = "9904093"
"""The case that is ready to be audited when the demo opens."""
MONTHS = 18
FEWEST = 40
"""Fewer audits than this could not show every team and month."""

_SHARES = {"child_in_need": 40, "child_protection": 22, "cared_for": 24, "care_experienced": 10, "unborn": 4}
_APART = {"supervision_theme": 25, "fostering": 7, "supervision_record": 3, "early_help": 8}
_APART_OF = 400
_GRADES: tuple[tuple[GradeId, float], ...] = (("outstanding", 0.029), ("good", 0.36), ("inadequate", 0.1))
_THEME_GRADES: tuple[tuple[GradeId, float], ...] = (("outstanding", 0.0), ("good", 0.32), ("inadequate", 0.08))
_QUIET = {8: (0.75, 0.5), 12: (0.7, 0.5)}
"""In August and December: fewer audits are begun, and fewer of them done in time."""
_IN_TIME, _NEVER, _VOID = 0.85, 0.015, 0.015
_RE_AUDITS, _BETWEEN, _USUAL = 0.01, 160, 330
"""The share of re-audits, and the days that lie at least, and usually, between one and the audit it follows."""
_THEME_MONTH = -7
"""The month for which half of the supervision records are planned; then they are read in rounds."""


def plan_audits(dice: Random, audits: int, end: date) -> list[Planned]:
    """The audits of the demo, oldest first; the host's own drafts last.

    Args:
        dice: seeded.
        audits: how many, at least :data:`FEWEST`.
        end: the last day on which anything happened.
    """
    numbers = [str(number) for number in dice.sample(range(9900101, 9999999), audits) if str(number) != DEMO_LCS]
    hosts = _host_drafts(end, numbers)
    groups = _groups(dice, audits, [item.group for item in hosts])
    months = _months(end)
    people = cycle(_turns())
    planned = []
    turns = {group: cycle(teams) for group, teams in TEAMS_OF.items()}
    for group, days in _days(dice, groups, months, end).items():
        for day in days:
            planned.append(Planned(numbers.pop(), group, next(turns[group]), 0, day))
    planned = in_rounds(planned, months, end)
    planned.sort(key=lambda item: (item.as_at, item.lcs))
    planned = [_course(dice, replace(item, auditor=_free(people, item.team)), end) for item in planned]
    planned = under_way(planned, end)
    planned = in_rounds_of_the_theme(_graded(dice, _with_re_audits(dice, planned), end), months, end)
    planned.sort(key=lambda item: (item.as_at, item.lcs))
    return [*_host_entries(planned), *hosts]


def _turns() -> list[int]:
    """The auditors in turn. Those who lean audit twice as much: so few are moderated that it would not show else."""
    everybody = list(range(len(AUDITORS)))
    return everybody + [place for place in everybody if AUDITORS[place].leaning]


def _free(people: Iterator[int], team: int) -> int:
    """The next auditor, who does not manage the team."""
    return next(one for one in people if not (one == HOST and team == HOST_MANAGES))


def _host_drafts(end: date, numbers: list[str]) -> list[Planned]:
    def draft(lcs: str, group: str, days: int, done: float, age_band: str, name: str) -> Planned:
        as_at = end - timedelta(days=days)
        return Planned(lcs, group, HOST_TEAM, HOST, as_at, done=done, age_band=age_band, host_draft=name)

    return [
        draft(numbers.pop(), "child_in_need", 34, 0.3, "age_10_15", "overdue"),
        draft(numbers.pop(), "child_protection", 21, 0.72, "age_1_4", "overdue"),
        draft(numbers.pop(), "child_in_need", 3, 0.5, "age_5_9", "half"),
        draft(DEMO_LCS, "child_protection", 0, 0.0, "age_5_9", "ready"),
    ]


def _groups(dice: Random, audits: int, taken: Sequence[str]) -> dict[str, int]:
    """How many audits there are of each group."""
    counts = {group: max(1, round(count * audits / _APART_OF)) for group, count in _APART.items()}
    rest = audits - sum(counts.values())
    counts |= _parts(rest, _SHARES)
    for group in taken:
        counts[group] -= 1
    names = list(counts)
    dice.shuffle(names)
    return {name: counts[name] for name in names}


def _parts(total: int, weights: dict[str, int]) -> dict[str, int]:
    """Whole numbers in proportion to some weights that add up to the total."""
    exact = {name: total * weight / sum(weights.values()) for name, weight in weights.items()}
    counts = {name: int(value) for name, value in exact.items()}
    by_rest = sorted(exact, key=lambda name: counts[name] - exact[name])
    for name in by_rest[: total - sum(counts.values())]:
        counts[name] += 1
    return counts


def _months(end: date) -> list[date]:
    """The first day of each month, oldest first."""
    first = end.replace(day=1)
    return [months_before(first, back) for back in reversed(range(MONTHS))]


def _days(dice: Random, groups: dict[str, int], months: list[date], end: date) -> dict[str, list[date]]:
    """The as-at dates of each group's audits, so spread that every month has some."""
    weights: dict[str, int] = {}
    for month in months:
        whole = (months_before(month, -1) - month).days
        elapsed = min(1.0, ((end - month).days + 1) / whole)
        weights[month.isoformat()] = max(10, round(100 * elapsed * _QUIET.get(month.month, (1.0, 1.0))[0]))
    theme = groups["supervision_theme"]
    pool: list[date] = []
    for first, count in _parts(sum(groups.values()) - theme, weights).items():
        pool += [_workday(dice, date.fromisoformat(first), end) for _ in range(max(1, count))]
    dice.shuffle(pool)
    days = {}
    for group, count in groups.items():
        if group == "supervision_theme":
            days[group] = _theme_days(dice, count, months, end)
        else:
            days[group], pool = pool[:count], pool[count:]
    return days


def _theme_days(dice: Random, count: int, months: list[date], end: date) -> list[date]:
    """Half of them in one month, the others in every second month: the order in which the rounds take them."""
    others = cycle(months[1::2])
    half = round(count * 12 / 25)
    return [_workday(dice, months[_THEME_MONTH] if at < half else next(others), end) for at in range(count)]


def _workday(dice: Random, month: date, end: date) -> date:
    last = min(end, months_before(month, -1) - timedelta(days=1))
    days = [month + timedelta(days=offset) for offset in range((last - month).days + 1)]
    return dice.choice([day for day in days if day.weekday() < 5] or days)


def _course(dice: Random, item: Planned, end: date) -> Planned:
    """How far an audit got: submitted in time or late, voided, or still a draft."""
    in_time = _IN_TIME * _QUIET.get(item.as_at.month, (1.0, 1.0))[1] ** 0.5
    fate, lag = dice.random(), dice.randint(1, DAYS_TO_DO - 1)
    if dice.random() > in_time:
        lag = DAYS_TO_DO + dice.randint(2, 26)
    submitted = item.as_at + timedelta(days=lag)
    unfinished = submitted > end or (fate < _NEVER + _VOID and item.group in ("child_in_need", "cared_for"))
    if not unfinished:
        entered = submitted + timedelta(days=dice.randint(0, 6))
        on_lcs = entered <= end and dice.random() > 0.05
        return replace(item, submitted=submitted, entered=entered if on_lcs else None)
    # What the host has open is planned apart.
    auditor = item.auditor if item.auditor != HOST else dice.randrange(1, len(AUDITORS))
    if submitted <= end and fate < _VOID:
        return replace(item, auditor=auditor, void=True, done=0.0)
    return replace(item, auditor=auditor, done=round(dice.uniform(0.05, 0.9), 2))


def _with_re_audits(dice: Random, planned: list[Planned]) -> list[Planned]:
    """Make a few later audits re-audits; which case they go back to is settled once grades are."""
    late = [
        at
        for at, item in enumerate(planned)
        if item.submitted
        and item.group in ("child_in_need", "child_protection")
        and item.of_round is None
        and at > len(planned) * 2 / 3
    ]
    for at in dice.sample(late, min(len(late), round(len(planned) * _RE_AUDITS))):
        planned[at] = replace(planned[at], kind=AuditKind.RE_AUDIT)
    return planned


def _graded(dice: Random, planned: list[Planned], end: date) -> list[Planned]:
    """Give each submitted audit its overall grade: so many of each, by how good practice there seems to the auditor."""
    graded = list(planned)

    def seems(at: int) -> float:
        item = graded[at]
        trend = 0.5 * (1 - (end - item.as_at).days / (MONTHS * 30))
        return dice.gauss(0, 1) + TEAMS[item.team].practice + AUDITORS[item.auditor].leaning + trend

    def rank(places: list[int], shares: Sequence[tuple[GradeId, float]]) -> None:
        best_first = [at for _, at in sorted(((seems(at), at) for at in places), reverse=True)]
        counts = {grade: round(len(places) * share) for grade, share in shares}
        top, next_best, bottom = counts["outstanding"], counts["good"], counts["inadequate"]
        middle = len(places) - top - next_best - bottom
        grades = [
            *(["outstanding"] * top),
            *(["good"] * next_best),
            *(["requires_improvement"] * middle),
            *(["inadequate"] * bottom),
        ]
        for at, grade in zip(best_first, grades, strict=True):
            graded[at] = replace(graded[at], target=next(known for known in ORDER if known == grade))

    def places(*, theme: bool, early_help: bool, again: bool) -> list[int]:
        return [
            at
            for at, item in enumerate(graded)
            if item.submitted
            and (item.group == "supervision_theme") is theme
            and (item.group == "early_help") is early_help
            and (item.kind is AuditKind.RE_AUDIT) is again
        ]

    rank(places(theme=False, early_help=False, again=False), _GRADES)
    rank(places(theme=False, early_help=True, again=False), _GRADES)
    rank(places(theme=True, early_help=False, again=False), _THEME_GRADES)
    again = places(theme=False, early_help=False, again=True)
    rank(again, (("outstanding", 0.0), ("good", 0.5), ("inadequate", 0.0)))
    return _linked(graded, again)


def _linked(graded: list[Planned], again: list[int]) -> list[Planned]:
    """Re-audits go back to cases that were inadequate some months before, and are another auditor's."""
    used: set[str] = set()
    for at in again:
        item = graded[at]
        earlier = [
            old
            for old in graded
            if old.kind is AuditKind.FULL
            and old.submitted
            and old.group == item.group
            and old.target == "inadequate"
            and (item.as_at - old.as_at).days > _BETWEEN
            and old.lcs not in used
        ]
        if earlier:
            first = min(earlier, key=lambda old: abs((item.as_at - old.as_at).days - _USUAL))
            used.add(first.lcs)
            blocked = {first.auditor, *([HOST] if first.team == HOST_MANAGES else [])}
            auditor = next(one % len(AUDITORS) for one in range(item.auditor, 99) if one % len(AUDITORS) not in blocked)
            graded[at] = replace(item, lcs=first.lcs, team=first.team, auditor=auditor)
            graded[graded.index(first)] = replace(first, re_audited=item.as_at)
        else:
            graded[at] = replace(item, kind=AuditKind.FULL)
    return graded


def _host_entries(planned: list[Planned]) -> list[Planned]:
    """All the host's audits are on LCS but the last two."""
    own = [at for at, item in enumerate(planned) if item.auditor == HOST and item.submitted]
    for at in own:
        item = planned[at]
        assert item.submitted is not None
        planned[at] = replace(item, entered=item.entered or item.submitted)
    for at in sorted(own, key=lambda at: planned[at].submitted or date.min)[-2:]:
        planned[at] = replace(planned[at], entered=None)
    return planned
