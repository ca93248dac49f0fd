"""Who audits which case of a round: by hand or spread evenly, and never somebody who is not independent of the case."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from auditor.audit.independence import blocks
from auditor.audit.permissions import Person, Role
from auditor.audit.round_board import Line
from auditor.audit.round_cases import RoundCase
from auditor.audit.round_spread import LOOKED_BACK, again, before, pairings, spread
from auditor.audit.rounds import UNSTARTED, Allocation, Round, Standing
from auditor.errors import InputError, UnknownIdError
from auditor.store.store import Reader
from auditor.use_cases.moderation.moderate import NotIndependentError
from auditor.use_cases.rounds.conflicts import conflicts_by_case
from auditor.use_cases.rounds.plan import (
    RoundView,
    allocations_in,
    every_round,
    line_numbered,
    lines_of,
    one_round,
    put_allocations,
    view_of,
)
from auditor.use_cases.service import Service, require_qa_lead


@dataclass(frozen=True)
class Candidate:
    """Somebody who might be asked.

    Attributes:
        has: how many cases of this round they have to audit, or to moderate, already.
        against: why they may not; empty when nothing speaks against it.
        again: they audited this team in each of the last rounds: worth a thought, not forbidden.
    """

    person: Person
    has: int
    against: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True)
class Spread:
    """What spreading came to.

    Attributes:
        given: the auditor of each case that now has one, by LCS number.
        without: cases for which nobody is free, each with what speaks against whom.
        again: cases whose auditor audited the same team in each of the last rounds.
    """

    given: Mapping[str, UUID]
    without: Mapping[str, Sequence[str]]
    again: Sequence[str]


class _Sight:
    """All that decides who may be asked, read once."""

    def __init__(self, reader: Reader, service: Service, round_id: str) -> None:
        self.round, _ = one_round(reader, round_id)
        self.allocations = allocations_in(reader, round_id)
        self.lines = {line.case.id: line for line in lines_of(reader, self.round, service.today())}
        self.people = reader.people()
        self.conflicts = conflicts_by_case(reader)
        earlier = before(every_round(reader), self.round)
        self.again = again([pairings(one, allocations_in(reader, one.id).values()) for one in earlier])

    def of_role(self, role: Role) -> list[Person]:
        return [person for person in self.people.values() if role in person.roles]

    def line(self, lcs_number: str) -> Line:
        return line_numbered(self.lines.values(), lcs_number)

    def against(self, case: RoundCase, person: Person, not_these: Collection[UUID] = ()) -> list[str]:
        return against(case, person, self.conflicts.get(case.id, {}), not_these)

    def load(self, role: Role) -> Counter[UUID]:
        standing = [line.allocation for line in self.lines.values() if line.standing not in _OUT]
        asked = [one.auditor if role is Role.AUDITOR else one.moderator for one in standing]
        return Counter(person for person in asked if person is not None)


_OUT = (Standing.EXEMPT, Standing.REPLACED)


def against(
    case: RoundCase, person: Person, conflicts: Mapping[UUID, str], not_these: Collection[UUID] = ()
) -> list[str]:
    """Why a person may not look at a case of a round, in words; see :func:`auditor.audit.independence.blocks`."""
    worker = case.worker.person if case.worker else None
    manager = case.manager.person if case.manager else None
    return blocks(person, case.team, conflicts, not_these=not_these, worker=worker, manager=manager)


def candidates(service: Service, round_id: str, lcs_number: str, role: Role = Role.AUDITOR) -> list[Candidate]:
    """Everybody with a role, each with what speaks against them for a case; the free ones with fewest cases first.

    Args:
        role: auditor, or moderator.

    Raises:
        UnknownIdError: there is no such round, or the case is not in its sample.
        NotPermittedError: only the QA lead allocates.
    """
    require_qa_lead(service.person, "allocate audits")
    with service.store.reading() as reader:
        sight = _Sight(reader, service, round_id)
    line = sight.line(lcs_number)
    load = sight.load(role)
    other = line.allocation.auditor
    found = [
        Candidate(
            person,
            load[person.id],
            tuple(sight.against(line.case, person, _never(role, other))),
            role is Role.AUDITOR and (person.id, line.case.team) in sight.again,
        )
        for person in sight.of_role(role)
    ]
    return sorted(found, key=lambda one: (bool(one.against), one.has, one.again, one.person.name.casefold()))


def _never(role: Role, auditor: UUID | None) -> tuple[UUID, ...]:
    return (auditor,) if role is Role.MODERATOR and auditor is not None else ()


def allocate(service: Service, round_id: str, lcs_number: str, auditor: UUID) -> RoundView:
    """Ask somebody to audit a case of the sample; whoever was asked before is not asked any more.

    Raises:
        UnknownIdError: there is no such round, case or auditor.
        NotIndependentError: they are not independent of the case; everything that speaks against them is named.
        InputError: the audit is started already, or the case is exempt or replaced.
        NotPermittedError: only the QA lead allocates.
    """
    return _ask(service, round_id, lcs_number, auditor, Role.AUDITOR)


def plan_moderator(service: Service, round_id: str, lcs_number: str, moderator: UUID) -> RoundView:
    """Say ahead who moderates a case: when its audit is submitted and picked, they are asked. Raises as allocating."""
    return _ask(service, round_id, lcs_number, moderator, Role.MODERATOR)


def _ask(service: Service, round_id: str, lcs_number: str, asked: UUID, role: Role) -> RoundView:
    require_qa_lead(service.person, "allocate audits")
    with service.store.writing() as writer:
        sight = _Sight(writer, service, round_id)
        line = sight.line(lcs_number)
        person = sight.people.get(asked)
        if person is None or role not in person.roles:
            names = [one.name for one in sight.of_role(role)]
            raise UnknownIdError(role.value, person.name if person else str(asked), names)
        _require_open(line, role)
        allocation = line.allocation
        if found := sight.against(line.case, person, _never(role, allocation.auditor)):
            what = "audit" if role is Role.AUDITOR else "moderate"
            reasons = "\n".join(f"- {reason}" for reason in found)
            raise NotIndependentError(f"They cannot {what} {lcs_number}.", reasons, "Choose somebody else.")
        if role is Role.AUDITOR:
            moderator = None if allocation.moderator == asked else allocation.moderator
            changed = replace(allocation, auditor=asked, moderator=moderator, audit=None)
        else:
            changed = replace(allocation, moderator=asked)
        put_allocations(writer, service, sight.round, [changed])
        return view_of(writer, service, sight.round)


def _require_open(line: Line, role: Role) -> None:
    if line.standing in _OUT:
        raise InputError(f"{line.case.lcs_number} is {line.standing.value}.", "", "Choose another case.")
    if role is Role.AUDITOR and line.standing not in UNSTARTED:
        raise InputError(
            f"The audit of {line.case.lcs_number} is {line.standing.value}.",
            "Somebody else could not go on with it.",
            "Make that audit void first, if it is to be done by somebody else.",
        )
    if role is Role.MODERATOR and line.standing is Standing.MODERATED:
        raise InputError(f"{line.case.lcs_number} is moderated.", "", "Choose another case.")


def spread_evenly(service: Service, round_id: str, auditors: Collection[UUID] = ()) -> tuple[RoundView, Spread]:
    """Give every case of the sample that nobody was asked to audit to an auditor: fewest first, repeatable by the seed.

    Args:
        auditors: among whom; everybody who audits when nobody is named.

    Raises:
        UnknownIdError: there is no such round or auditor.
        InputError: there is nothing to give out.
        NotPermittedError: only the QA lead allocates.
    """
    require_qa_lead(service.person, "allocate audits")
    with service.store.writing() as writer:
        sight = _Sight(writer, service, round_id)
        everybody = {person.id: person for person in sight.of_role(Role.AUDITOR)}
        for one in auditors:
            if one not in everybody:
                named = sight.people[one].name if one in sight.people else str(one)
                raise UnknownIdError("auditor", named, [person.name for person in everybody.values()])
        among = [everybody[one] for one in dict.fromkeys(auditors)] or list(everybody.values())
        waiting = [line for line in sight.lines.values() if line.standing is Standing.WAITING]
        waiting = [line for line in waiting if not line.case.is_removed]
        if not waiting:
            said = "The sample is not drawn yet." if not sight.lines else "Every case has an auditor."
            raise InputError("There is nothing to give out.", said, "Draw a sample first, or allocate by hand.")
        reasons = {
            line.case.id: {person.id: sight.against(line.case, person, _planned(line.allocation)) for person in among}
            for line in waiting
        }
        free = {case: [who for who, found in those.items() if not found] for case, those in reasons.items()}
        given = spread(sight.round, list(reasons), free, sight.load(Role.AUDITOR), sight.again)
        changed = [replace(sight.lines[case].allocation, auditor=who, audit=None) for case, who in given.items()]
        put_allocations(writer, service, sight.round, changed)
        numbers = {line.case.id: line.case.lcs_number for line in waiting}
        without = {
            numbers[case]: sorted({reason for found in those.values() for reason in found})
            for case, those in reasons.items()
            if case not in given
        }
        repeated = [numbers[case] for case, who in given.items() if (who, sight.lines[case].case.team) in sight.again]
        by_number = {numbers[case]: who for case, who in given.items()}
        return view_of(writer, service, sight.round), Spread(by_number, without, repeated)


def _planned(allocation: Allocation) -> tuple[UUID, ...]:
    """A moderator who was planned ahead does not become the auditor by chance."""
    return (allocation.moderator,) if allocation.moderator is not None else ()


def again_words(name: str, team: str) -> str:
    """That the same two come together again and again, in words."""
    return f"{name} audited {team} in each of the last {LOOKED_BACK} rounds."


def audited_again(service: Service, of: Round) -> frozenset[tuple[UUID, UUID]]:
    """Who audited which team in each of the last rounds before one.

    Raises:
        NotPermittedError: only the QA lead sees rounds.
    """
    require_qa_lead(service.person, "see rounds")
    with service.store.reading() as reader:
        earlier = before(every_round(reader), of)
        return again([pairings(one, allocations_in(reader, one.id).values()) for one in earlier])
