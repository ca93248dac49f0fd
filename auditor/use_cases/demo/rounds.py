"""The rounds of the demo: their lists, the samples drawn, who audits what, and what happened to some of the cases."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.profile import Period
from auditor.audit.round_cases import RoundCase, Staff
from auditor.audit.rounds import Allocation, Exemption, Extension, Round
from auditor.audit.sampling import new_seed
from auditor.store.records import moment_text
from auditor.store.store import Writer
from auditor.use_cases.demo import after_talks
from auditor.use_cases.demo.cast import HOST, HOST_MANAGES
from auditor.use_cases.demo.entry import at_time
from auditor.use_cases.demo.planned import Planned
from auditor.use_cases.demo.round_plan import EXTENDED, SHAPES, due_of
from auditor.use_cases.demo.second import SHARE
from auditor.use_cases.demo.words import month_of
from auditor.use_cases.rounds.plan import one_round, put_allocations, put_round
from auditor.use_cases.service import Service

_LIST_TO_SAMPLE = 4


@dataclass(frozen=True)
class Task:
    """Something that one person records in the store at a moment."""

    at: datetime
    by: UUID
    do: Callable[[Writer], None]


@dataclass(frozen=True)
class Drawn:
    """A round with its sample.

    Attributes:
        place: which of the rounds it is.
        begun: the case of each audit that was begun, by its place in the plan.
        not_begun: the other cases drawn, by id.
        stands_for: the case drawn that one of those begun stands in for, by the id of the one that stands in.
    """

    place: int
    round: Round
    begun: Mapping[int, RoundCase]
    not_begun: Sequence[UUID]
    stands_for: Mapping[UUID, UUID] = field(default_factory=dict)

    @property
    def listed_at(self) -> datetime:
        """When its list of cases was read in."""
        return _planned_at(self.round.period.end) + timedelta(days=1)


def draw_rounds(
    dice: Random, planned: Sequence[Planned], teams: Sequence[UUID], new_id: Callable[[datetime], UUID]
) -> list[Drawn]:
    """Draw a sample for each round of which the plan has audits, so that these are its cases.

    Args:
        dice: seeded.
        planned: every audit.
        teams: by their place in the cast.
        new_id: makes an id at a moment.
    """
    free = _numbers(dice, {item.lcs for item in planned})
    return [
        _draw(dice, place, {at: item for at, item in enumerate(planned) if item.of_round == place}, teams, free, new_id)
        for place in range(len(SHAPES))
        if any(item.of_round == place for item in planned)
    ]


def _numbers(dice: Random, used: set[str]) -> Iterator[str]:
    while True:
        number = str(dice.randrange(9900101, 9999999))
        if number not in used:
            used.add(number)
            yield number


def _draw(
    dice: Random,
    place: int,
    begun: Mapping[int, Planned],
    teams: Sequence[UUID],
    free: Iterator[str],
    new_id: Callable[[datetime], UUID],
) -> Drawn:
    as_at, shape = next(iter(begun.values())).as_at, SHAPES[place]
    wanted = Counter(item.team for item in begun.values())
    if shape.not_begun:
        able = [team for team in wanted if team != HOST_MANAGES] or [0]
        wanted.update(able[number % len(able)] for number in range(len(shape.not_begun)))
    listed = _planned_at(as_at) + timedelta(days=1)
    cases = [
        RoundCase(new_id(listed), teams[team], Staff(code=f"SW{dice.randrange(1000, 1999)}"), None, next(free))
        for team, count in sorted(wanted.items())
        for _ in range(count * _LIST_TO_SAMPLE)
    ]
    dice.shuffle(cases)
    of = Round(
        id=new_id(_planned_at(as_at)).hex,
        name=f"{shape.theme.capitalize()} {month_of(as_at)}".strip(),
        kind=AuditKind.THEMATIC if shape.theme else AuditKind.FULL,
        theme=shape.theme,
        period=Period.up_to(as_at),
        due=due_of(place, as_at),
        seed=new_seed(dice.randbytes),
        share=SHARE,
        blind=True,
        cases=tuple(cases),
    ).drawn_anew(sum(wanted.values()), 0, (), as_at - timedelta(days=12))
    assert of.sample is not None
    by_team: dict[UUID, list[UUID]] = {}
    for case in of.sample.drawn:
        by_team.setdefault(of.by_id[case].team, []).append(case)
    audited = {at: of.by_id[by_team[teams[item.team]].pop(0)] for at, item in begun.items()}
    stands_for: dict[UUID, UUID] = {}
    if shape.stood_in:
        first = min(audited)
        gone = audited[first].id
        stands_in = of.replacement_for(gone, ())
        if stands_in is not None:
            audited[first] = of.by_id[stands_in]
            stands_for[stands_in] = gone
    return Drawn(place, of, audited, [case for left in by_team.values() for case in left], stands_for)


def _planned_at(as_at: date) -> datetime:
    return at_time(as_at - timedelta(days=14), 9, 20)


@dataclass(frozen=True)
class OfRound:
    """An audit that was begun for a round: by whom, when, its id, and who moderated it."""

    auditor: UUID
    opened: datetime
    audit: UUID
    moderator: UUID | None
    due: date


def tasks_of(
    drawn: Drawn, begun: Mapping[int, OfRound], auditors: Sequence[UUID], lead: UUID, service: Service, end: date
) -> list[Task]:
    """Everything recorded of a round, each at its moment."""
    of, start = drawn.round, _planned_at(drawn.round.period.end)
    bare = replace(of, cases=(), sample=None)

    def put(changed: Round) -> Callable[[Writer], None]:
        def do(writer: Writer) -> None:
            before = None if changed is bare else one_round(writer, of.id)[1]
            put_round(writer, service, changed, before)

        return do

    def allocate(*changed: Allocation) -> Callable[[Writer], None]:
        return lambda writer: put_allocations(writer, service, of, changed)

    assert of.sample is not None
    allocated = at_time(of.sample.on + timedelta(days=2), 14, 10)
    tasks = [
        Task(start, lead, put(bare)),
        Task(drawn.listed_at, lead, put(replace(of, sample=None))),
        Task(at_time(of.sample.on, 10, 5), lead, put(of)),
    ]
    asked, changes = [], []
    for at, case in drawn.begun.items():
        one = begun[at]
        first = Allocation(case.id, one.auditor, one.moderator, stands_for=drawn.stands_for.get(case.id))
        if first.stands_for is None:
            asked.append(first)
        else:
            # The case drawn had left before anybody read its file.
            before = Allocation(first.stands_for, one.auditor)
            gone = replace(before, replaced_by=case.id, replaced_because=after_talks.THEME_REPLACED)
            asked.append(before)
            changes.append(Task(allocated + timedelta(days=1), lead, allocate(gone, first)))
        if one.due != of.due:
            on = of.period.end + timedelta(days=15)
            first = replace(first, extensions=(Extension(one.due, after_talks.EXTENDED, lead, on),))
            tasks.append(Task(at_time(on, 11, 30), lead, allocate(replace(first, audit=one.audit))))
        opened = replace(first, extensions=(), audit=one.audit)
        tasks.append(Task(one.opened, one.auditor, allocate(opened)))
    fates = SHAPES[drawn.place].not_begun
    for place, (not_begun, fate) in enumerate(zip(drawn.not_begun, fates, strict=True)):
        who = 2 + 2 * place
        first = Allocation(not_begun, auditors[who])
        asked.append(first)
        changes += _change(drawn, first, fate, auditors, lead, allocate, end)
    return [*tasks, Task(allocated, lead, allocate(*asked)), *changes]


def _change(
    drawn: Drawn,
    first: Allocation,
    fate: str,
    auditors: Sequence[UUID],
    lead: UUID,
    allocate: Callable[..., Callable[[Writer], None]],
    end: date,
) -> list[Task]:
    """What became of a case of which no audit was begun."""
    of = drawn.round
    on = of.period.end + timedelta(days=12)
    at = at_time(on, 9, 50)
    match fate:
        case "extended":
            later = Extension(of.due + timedelta(days=EXTENDED), after_talks.EXTENDED, lead, on)
            return [Task(at, lead, allocate(replace(first, extensions=(later,))))]
        case "exempt":
            let_off = Exemption(after_talks.THEME_EXEMPT if of.theme else after_talks.EXEMPT, lead, on)
            return [Task(at + timedelta(minutes=5), lead, allocate(replace(first, exempt=let_off)))]
        case "replaced":
            stands_in = of.replacement_for(first.case, ())
            if stands_in is None:
                return []
            gone = replace(first, replaced_by=stands_in, replaced_because=after_talks.REPLACED)
            new = Allocation(stands_in, stands_for=first.case)
            later_on = at_time(min(end, on + timedelta(days=2)), 15, 5)
            mine = replace(new, auditor=auditors[HOST], extensions=())
            put_off = Extension(of.due + timedelta(days=EXTENDED), after_talks.EXTENDED, lead, later_on.date())
            given = replace(mine, extensions=(put_off,))
            return [
                Task(at + timedelta(minutes=9), lead, allocate(gone, new)),
                Task(later_on, lead, allocate(mine)),
                Task(later_on + timedelta(minutes=2), lead, allocate(given)),
            ]
        case _:
            return []


def conflict(case: UUID, person: UUID, at: datetime, lead: UUID, service: Service) -> Task:
    """A conflict of interest on record."""

    def do(writer: Writer) -> None:
        body = {"reason": after_talks.CONFLICT}
        writer.append([service.fact(FactKind.CONFLICT, f"{case.hex}:{person}", body)])

    return Task(at, lead, do)


def draws_recorded(draws: Sequence[tuple[date, str]], lead: UUID, service: Service) -> list[Task]:
    """What the draws for moderation leave in the settings: the seed while it is used, and when it was."""
    tasks = []
    for on, seed in draws:
        at = at_time(on, 7, 30)
        tasks.append(setting("moderation.seed", seed, at - timedelta(minutes=10), lead, service))
        tasks.append(setting("moderation.seed", "", at, lead, service))
        tasks.append(setting("moderation.drawn_at", moment_text(at), at, lead, service))
    return tasks


def setting(name: str, value: object, at: datetime, lead: UUID, service: Service) -> Task:
    """A setting of the QA lead's."""

    def do(writer: Writer) -> None:
        before = writer.standing(FactKind.SETTING, name)
        body = {"value": value}
        writer.append([service.fact(FactKind.SETTING, name, body, replaces=before.id if before else None)])

    return Task(at, lead, do)
