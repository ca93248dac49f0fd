"""Which of the demo's audits were moderated: the draws, who moderated, how far it is, and where the grades moved."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any
from uuid import UUID

from auditor.audit.moderation import Why
from auditor.audit.sampling import new_seed, pick_share
from auditor.standards.model import GradeId
from auditor.use_cases.demo.cast import AUDITORS, HOST, HOST_MANAGES, MODERATORS
from auditor.use_cases.demo.planned import Planned

SHARE, DAYS = 20, 14
"""Percent drawn at random, and the days given to moderate: what the product suggests."""
_LAST_DRAW, _BETWEEN = 10, 28
_SEEDS = 60
_LEANING_WANTED = 9
_LEANING = tuple(place for place, one in enumerate(AUDITORS) if one.leaning)
_FINAL = 0.96
_HANDED_OVER = 5
"""In one of so many draws, somebody could not go on with a moderation that had begun."""


@dataclass(frozen=True)
class Second:
    """The moderation of one audit.

    Attributes:
        moderator: the place in the cast.
        asked: the day somebody was asked.
        stage: ``asked``, ``begun``, ``comparing``, ``escalated``, ``agreed`` or ``settled``.
        moved: by how many grades the moderator's overall grade lies above the auditor's.
        seen_first: they had seen the first grade.
        host_answers: it is compared, and waits for the host.
        begun_by: who had begun it before it was given to the moderator, likewise; None: nobody.
    """

    moderator: int
    why: Why
    asked: date
    blind: bool = True
    seed: str = ""
    stage: str = "agreed"
    moved: int = 0
    seen_first: bool = False
    host_answers: bool = False
    begun_by: int | None = None

    @property
    def due(self) -> date:
        """The day by which."""
        return self.asked + timedelta(days=DAYS)


@dataclass(frozen=True)
class Draw:
    """One random draw."""

    on: date
    seed: str


@dataclass
class SecondReadings:
    """The moderations of all audits, by the place of the audit in the plan.

    Attributes:
        made: those moderated, or to be moderated.
        final: when the QA lead let the grade of another stand.
        draws: oldest first.
    """

    made: dict[int, Second]
    final: dict[int, date]
    draws: list[Draw]


class _Gaps:
    """Where the moderator's overall grade lies, so that the shares come out."""

    def __init__(self) -> None:
        self._owed = {"harsh": 0.5, "lower": 0.3, "higher": -0.4, "up": 0.5, "down": 0.5}
        self._wide: set[str] = set()

    def of_random(self, item: Planned) -> int:
        """Steps of one drawn at random."""
        leaning = AUDITORS[item.auditor].leaning
        if leaning > 0:
            own = f"lenient {item.auditor}"
            if self._due(own, 0.64) and item.target != "inadequate":
                return self._down(own, item.target)
        elif leaning < 0:
            if self._due("harsh", 0.61) and item.target not in ("outstanding", "good"):
                self._owed["harsh"] -= 1
                return 1
        else:
            if self._due("lower", 0.15) and item.target != "inadequate":
                return self._down("lower", item.target)
            if self._due("higher", 0.01) and item.target != "outstanding":
                self._owed["higher"] -= 1
                return 1
        return 0

    def of_targeted(self, item: Planned) -> int:
        """Steps of one picked for its grade: of the worst some are raised, of the best some lowered."""
        if item.re_audited:
            return 0
        name, share, step = ("up", 0.17, 1) if item.target == "inadequate" else ("down", 0.3, -1)
        if not self._due(name, share):
            return 0
        self._owed[name] -= 1
        return step

    def _due(self, name: str, share: float) -> bool:
        self._owed[name] = self._owed.get(name, 0.5) + share
        return self._owed[name] >= 1

    def _down(self, name: str, target: GradeId) -> int:
        self._owed[name] -= 1
        if target == "good" and name.startswith("lenient") and name not in self._wide:
            self._wide.add(name)
            return -2
        return -1


def plan_seconds(dice: Random, planned: Sequence[Planned], ids: Sequence[UUID], end: date) -> SecondReadings:
    """Draw and pick audits for moderation, every four weeks, and say how each came out.

    Args:
        dice: seeded.
        planned: every audit.
        ids: their ids, which the draws are made from.
        end: the last day on which anything happened.
    """
    found = SecondReadings({}, {}, [])
    gaps, load = _Gaps(), Counter[int]()
    leaning: Counter[int] = Counter()
    days = _draw_days(planned, end)
    for number, day in enumerate(days):
        since = days[number - 1] if number else date.min
        frame = [at for at, item in enumerate(planned) if item.submitted and since <= item.submitted < day]
        if not frame:
            continue
        by_id = {str(ids[at]): at for at in frame}
        seed = _seed(dice, by_id, planned, leaning)
        found.draws.append(Draw(day, seed))
        drawn = [by_id[one] for one in pick_share(seed, by_id, Fraction(SHARE, 100))]
        leaning.update(planned[at].auditor for at in drawn)
        why = dict.fromkeys(drawn, Why.RANDOM)
        for at in frame:
            if planned[at].target in ("inadequate", "outstanding"):
                why.setdefault(at, Why(planned[at].target))
        for at, reason in why.items():
            item = planned[at]
            random = reason is Why.RANDOM
            who = _moderator(item, load)
            moved = gaps.of_random(item) if random and not item.re_audited else gaps.of_targeted(item)
            moved = 0 if random and item.re_audited else moved
            found.made[at] = Second(who, reason, day, seed=seed if random else "", moved=moved)
        others = [at for at in frame if at not in why]
        last = day == days[-1]
        if last:
            _now_under_way(found, planned, frame, others)
        else:
            _sometimes_asked(found, dice, planned, others, day, number)
        for at in others:
            if at not in found.made and (dice.random() < (0.5 if last else _FINAL) or planned[at].re_audited):
                found.final[at] = min(end, day + timedelta(days=dice.randint(1, 9)))
    return found


def _draw_days(planned: Sequence[Planned], end: date) -> list[date]:
    first = min(item.submitted for item in planned if item.submitted)
    days = []
    day = end - timedelta(days=_LAST_DRAW)
    day -= timedelta(days=max(0, day.weekday() - 4))
    while day > first:
        days.append(day)
        day -= timedelta(days=_BETWEEN)
    return days[::-1]


def _seed(dice: Random, by_id: Mapping[str, int], planned: Sequence[Planned], had: Counter[int]) -> str:
    """A seed whose draw takes those who lean until enough of theirs are moderated for it to be seen; then others."""

    def shown(seed: str) -> int:
        drawn = [planned[by_id[one]].auditor for one in pick_share(seed, by_id, Fraction(SHARE, 100))]
        leaning = Counter(one for one in drawn if AUDITORS[one].leaning)
        return -sum(max(0, _LEANING_WANTED - had[one] - leaning[one]) for one in _LEANING) - 2 * sum(
            max(0, had[one] + leaning[one] - _LEANING_WANTED) for one in _LEANING
        )

    return max((new_seed(dice.randbytes) for _ in range(_SEEDS)), key=shown)


def _moderator(item: Planned, load: Counter[int]) -> int:
    """Whoever is independent and has done the fewest; the host, who is QA lead, last."""
    free = [one for one in MODERATORS if may_moderate(one, item)]
    chosen = min(free, key=lambda one: (load[one] + (6 if one == HOST else 0), one))
    load[chosen] += 1
    return chosen


def may_moderate(person: int, item: Planned) -> bool:
    """Whether an auditor may moderate an audit: it is not their own, nor of the team they manage."""
    return person != item.auditor and not (person == HOST and item.team == HOST_MANAGES)


def _sometimes_asked(
    found: SecondReadings, dice: Random, planned: Sequence[Planned], others: list[int], day: date, number: int
) -> None:
    """A few were looked at on request, some had been seen, and some could not be agreed."""
    if number % 4 == 1 and others:
        at = dice.choice(others)
        asked = day + timedelta(days=1)
        moved = -1 if number % 8 == 1 and planned[at].target != "inadequate" else 0
        found.made[at] = Second(_moderator(planned[at], Counter()), Why.REQUESTED, asked, blind=False, moved=moved)
    mine = [at for at, one in found.made.items() if one.asked == day]
    if number % 8 == 3 and mine:
        found.made[mine[0]] = replace(found.made[mine[0]], seen_first=True, moved=0)
    apart = [at for at in mine if found.made[at].moved and not found.made[at].seen_first]
    if number % 5 == 2 and apart:
        found.made[apart[-1]] = replace(found.made[apart[-1]], stage="settled")
    if number % _HANDED_OVER == 1:
        _handed_over(found, planned, [at for at in mine if found.made[at].stage == "agreed"])


def _handed_over(found: SecondReadings, planned: Sequence[Planned], among: Sequence[int]) -> None:
    """The first of some moderations that can be given to somebody else, was: after it had begun."""
    for at in among:
        one = found.made[at]
        others = [who for who in MODERATORS if who not in (HOST, one.moderator) and may_moderate(who, planned[at])]
        if one.blind and not one.host_answers and not one.seen_first and others:
            found.made[at] = replace(one, begun_by=others[-1])
            return


def _now_under_way(found: SecondReadings, planned: Sequence[Planned], frame: list[int], others: list[int]) -> None:
    """What is being done now: something for the host in every list, and something for others."""
    picked = [at for at in frame if at in found.made]
    targeted = [at for at in picked if found.made[at].why is not Why.RANDOM]
    drawn = [at for at in picked if found.made[at].why is Why.RANDOM]
    asked = found.draws[-1].on
    used: set[int] = set()

    def take(pools: Sequence[list[int]], fits: Callable[[int], bool], **changes: Any) -> None:
        for at in [one for pool in pools for one in pool]:
            if at in used or not fits(at):
                continue
            used.add(at)
            before = found.made.get(at) or Second(_moderator(planned[at], Counter()), Why.REQUESTED, asked)
            found.made[at] = replace(before, **changes)
            return

    def for_host(at: int) -> bool:
        return may_moderate(HOST, planned[at])

    def for_others(at: int) -> bool:
        return planned[at].auditor != HOST

    def is_hosts(at: int) -> bool:
        return at in found.made and found.made[at].moderator == HOST

    def step(at: int) -> int:
        return 1 if planned[at].target == "inadequate" else -1

    recent = others[::-1]
    take([recent, drawn], lambda at: planned[at].auditor == HOST, stage="comparing", host_answers=True)
    take([drawn, recent], for_host, stage="asked", moderator=HOST, moved=0)
    take([drawn, recent], for_host, stage="begun", moderator=HOST, moved=0)
    take([targeted, recent], for_host, stage="comparing", moderator=HOST, host_answers=True)
    take([targeted, recent], for_others, stage="escalated")
    take([drawn, recent], for_host, stage="asked", moderator=HOST, moved=0)
    take([recent, targeted], for_others, stage="comparing")
    take([recent], for_others, stage="asked", blind=False, moved=0)
    take([recent, drawn], lambda at: for_others(at) and not is_hosts(at), stage="asked", moved=0)
    for at in used:
        one = found.made[at]
        if one.stage in ("comparing", "escalated"):
            found.made[at] = replace(one, moved=step(at))
        if one.stage != "asked" and one.moderator == HOST and not one.host_answers and one.stage != "begun":
            other = next(who for who in MODERATORS if who != HOST and may_moderate(who, planned[at]))
            found.made[at] = replace(found.made[at], moderator=other)
    left = [at for at in picked if at not in used]
    for at in left[1::2]:
        found.made[at] = replace(found.made[at], stage="asked", moved=0)
    _handed_over(
        found,
        planned,
        [at for at in frame if at in found.made and found.made[at].stage == "asked" and not is_hosts(at)],
    )
