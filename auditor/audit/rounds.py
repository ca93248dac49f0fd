"""A round: a planned set of audits, its list of cases, the sample drawn from it, and who audits what by when.

A round and each of its allocations are facts of the store: a change is a new fact that replaces the one before, so that
who was asked, who had longer and who was let off stays on record with its reason. They name a case by its id, never by
its LCS number, which goes when the case's time is over (``docs/decisions/0008-what-a-removal-leaves.md``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from auditor.audit.details import AuditKind
from auditor.audit.facts import Body
from auditor.audit.profile import Period, months_before
from auditor.audit.round_cases import RoundCase
from auditor.audit.sampling import Case, draw, frame_hash
from auditor.audit.states import State
from auditor.errors import InputError

MONTHS_BETWEEN = 12
"""A case that was audited within so many months before the as-at date is left out, unless it is kept with a reason."""


@dataclass(frozen=True)
class Sample:
    """What was drawn from the list.

    Attributes:
        asked: how many cases were asked for.
        minimum: of every team.
        frame_hash: of the list they were drawn from, by :func:`auditor.audit.sampling.frame_hash`.
        drawn: case ids, by team and in it by rank.
        reserve: the others, likewise: the first of a team is its first replacement.
        on: the day of the draw.
    """

    asked: int
    minimum: int
    frame_hash: str
    drawn: tuple[UUID, ...]
    reserve: tuple[UUID, ...]
    on: date

    def as_body(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "asked": self.asked,
            "minimum": self.minimum,
            "frame_hash": self.frame_hash,
            "drawn": [str(case) for case in self.drawn],
            "reserve": [str(case) for case in self.reserve],
            "on": self.on.isoformat(),
        }

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Sample":
        """From plain data."""
        drawn, reserve = (tuple(UUID(case) for case in body[name]) for name in ("drawn", "reserve"))
        on = date.fromisoformat(body["on"])
        return cls(body["asked"], body["minimum"], body["frame_hash"], drawn, reserve, on)


@dataclass(frozen=True)
class Round:
    """A round as it now stands.

    Attributes:
        id: 32 hexadecimal digits.
        theme: the theme's id, for a thematic round.
        period: the period audited; it ends on the as-at date.
        due: the day by which its audits should be submitted.
        seed: of its draws, made before any list was read.
        share: of its audits to be moderated, in percent, beside those picked by their grade.
        blind: moderated without seeing the first grades; False: a light-touch review.
        cases: the list, in its order.
        kept: cases audited not long ago that stay in the list all the same, by id, each with the reason.
        sample: None until it is drawn.
    """

    id: str
    name: str
    kind: AuditKind
    theme: str
    period: Period
    due: date
    seed: str
    share: int
    blind: bool
    cases: tuple[RoundCase, ...] = ()
    kept: Mapping[UUID, str] = field(default_factory=dict)
    sample: Sample | None = None

    def as_body(self) -> dict[str, Any]:
        """As plain data; the id is the fact's key."""
        return {
            "name": self.name,
            "kind": self.kind.value,
            "theme": self.theme,
            "period_start": self.period.start.isoformat(),
            "as_at": self.period.end.isoformat(),
            "due": self.due.isoformat(),
            "seed": self.seed,
            "share": self.share,
            "blind": self.blind,
            "cases": [case.as_body() for case in self.cases],
            "kept": {str(case): why for case, why in self.kept.items()},
            "sample": self.sample.as_body() if self.sample else None,
        }

    @classmethod
    def from_body(cls, round_id: str, body: Body, numbers: Mapping[UUID, str] | None = None) -> "Round":
        """From plain data.

        Args:
            numbers: LCS numbers by case id, as :meth:`RoundCase.from_body` takes them.
        """
        return cls(
            id=round_id,
            name=body["name"],
            kind=AuditKind(body["kind"]),
            theme=body["theme"],
            period=Period(date.fromisoformat(body["period_start"]), date.fromisoformat(body["as_at"])),
            due=date.fromisoformat(body["due"]),
            seed=body["seed"],
            share=body["share"],
            blind=body["blind"],
            cases=tuple(RoundCase.from_body(case, numbers) for case in body["cases"]),
            kept={UUID(case): why for case, why in body["kept"].items()},
            sample=Sample.from_body(body["sample"]) if body["sample"] else None,
        )

    @cached_property
    def by_id(self) -> dict[UUID, RoundCase]:
        """The cases by id."""
        return {case.id: case for case in self.cases}

    @cached_property
    def by_number(self) -> dict[str, RoundCase]:
        """The cases by LCS number; those whose number was removed are not among them."""
        return {case.lcs_number: case for case in self.cases if not case.is_removed}

    @property
    def audited_since(self) -> date | None:
        """Audits as at this day or later speak against a case; None in a round of re-audits, which is about them."""
        if self.kind is AuditKind.RE_AUDIT:
            return None
        return months_before(self.period.end, MONTHS_BETWEEN) + timedelta(days=1)

    def left_out(self, audited: Iterable[UUID]) -> tuple[UUID, ...]:
        """The cases that are not drawn from, because they were audited not long ago and nobody keeps them.

        Args:
            audited: ids of cases that were.
        """
        lately = set(audited)
        return tuple(case.id for case in self.cases if case.id in lately and case.id not in self.kept)

    def drawn_anew(self, count: int, minimum: int, audited: Iterable[UUID], on: date) -> "Round":
        """The round with a sample drawn from its list, by team in proportion to their size.

        Ranks are those of the cases' ids, which stay when their numbers go, so that a draw can be checked for ever. An
        id is chance, made once for an LCS number: reading a list in again gives no case another rank.

        Args:
            count: how many cases.
            minimum: of every team, or all it has.
            audited: ids of cases that were audited not long ago.
            on: the day of the draw.

        Raises:
            InputError: there is nothing to draw from, or the numbers do not fit.
        """
        out = set(self.left_out(audited))
        frame = [Case(str(case.team), str(case.id)) for case in self.cases if case.id not in out]
        if not frame:
            why = f"All {len(self.cases)} cases were audited within {MONTHS_BETWEEN} months." if self.cases else ""
            raise InputError("There is no case to draw from.", why, "Read in a list of cases, or keep some of them.")
        if count < 1:
            raise InputError("At least one case has to be drawn.", f"You asked for {count}.", "Ask for more.")
        try:
            found = draw(self.seed, self.id, frame, count, minimum)
        except ValueError as error:
            raise InputError("This sample cannot be drawn.", f"{error}.", "Ask for other numbers.") from error
        drawn, reserve = (tuple(UUID(case.id) for case in cases) for cases in (found.drawn, found.reserve))
        return replace(self, sample=Sample(count, minimum, frame_hash(frame), drawn, reserve, on))

    def replacement_for(self, case: UUID, used: Iterable[UUID]) -> UUID | None:
        """The first case of the reserve of the same team that does not stand in already; None when there is none."""
        cases, taken = self.by_id, set(used)
        if self.sample is None:
            return None
        team = cases[case].team
        left = (cases[one] for one in self.sample.reserve if one not in taken)
        return next((one.id for one in left if one.team == team and not one.is_removed), None)


# -- allocations ------------------------------------------------------------------------------------------------------

_IDS = ("auditor", "moderator", "audit", "replaced_by", "stands_for")


@dataclass(frozen=True)
class Extension:
    """More time for one audit.

    Attributes:
        due: the new day.
        approver: who allowed it.
        on: the day on which it was recorded.
    """

    due: date
    reason: str
    approver: UUID
    on: date

    def as_body(self) -> dict[str, Any]:
        """As plain data."""
        return {**_reasoned(self.reason, self.approver, self.on), "due": self.due.isoformat()}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Extension":
        """From plain data."""
        approver, on = UUID(body["approver"]), date.fromisoformat(body["on"])
        return cls(date.fromisoformat(body["due"]), body["reason"], approver, on)


@dataclass(frozen=True)
class Exemption:
    """A case that was drawn and need not be audited in this round: why, and who allowed it."""

    reason: str
    approver: UUID
    on: date

    def as_body(self) -> dict[str, Any]:
        """As plain data."""
        return _reasoned(self.reason, self.approver, self.on)

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Exemption":
        """From plain data."""
        return cls(body["reason"], UUID(body["approver"]), date.fromisoformat(body["on"]))


@dataclass(frozen=True)
class Allocation:
    """What was decided about one case that was drawn, or that stands in for one.

    Attributes:
        case: its id.
        auditor: who audits it; None until somebody is asked.
        moderator: who will moderate it, when that was said ahead.
        audit: the audit that was started for it.
        extensions: oldest first; the last one counts.
        replaced_by: the case of the reserve that stands in for it, because of ``replaced_because``.
        stands_for: the case it stands in for; None for one that was drawn.
    """

    case: UUID
    auditor: UUID | None = None
    moderator: UUID | None = None
    audit: UUID | None = None
    extensions: tuple[Extension, ...] = ()
    exempt: Exemption | None = None
    replaced_by: UUID | None = None
    replaced_because: str = ""
    stands_for: UUID | None = None

    def as_body(self) -> dict[str, Any]:
        """As plain data; round and case are the fact's key."""
        ids = {name: getattr(self, name) for name in _IDS}
        return {
            **{name: str(one) if one else None for name, one in ids.items()},
            "extensions": [one.as_body() for one in self.extensions],
            "exempt": self.exempt.as_body() if self.exempt else None,
            "replaced_because": self.replaced_because,
        }

    @classmethod
    def from_body(cls, case: UUID, body: Body) -> "Allocation":
        """From plain data."""
        return cls(
            case,
            extensions=tuple(Extension.from_body(one) for one in body["extensions"]),
            exempt=Exemption.from_body(body["exempt"]) if body["exempt"] else None,
            replaced_because=body["replaced_because"],
            **{name: UUID(body[name]) if body[name] else None for name in _IDS},
        )

    def due_in(self, of: Round) -> date:
        """The day by which it should be submitted."""
        return self.extensions[-1].due if self.extensions else of.due


def allocation_key(round_id: str, case: UUID) -> str:
    """The key of an allocation's fact."""
    return f"{round_id}:{case.hex}"


def of_allocation(key: str) -> tuple[str, UUID]:
    """The round and the case that the key of an allocation's fact names."""
    round_id, _, case = key.partition(":")
    return round_id, UUID(case)


def last_day(of: Round, allocations: Iterable[Allocation]) -> date:
    """The day until which a round is worked on: the last of its as-at date, its due date and every extension."""
    extended = (one.due for allocation in allocations for one in allocation.extensions)
    return max(of.period.end, of.due, *extended)


class Standing(StrEnum):
    """How far a case of the sample is."""

    WAITING = "not allocated"
    ALLOCATED = "allocated"
    STARTED = "started"
    SUBMITTED = "submitted"
    MODERATED = "moderated"
    EXEMPT = "exempt"
    REPLACED = "replaced"


OPEN = (Standing.WAITING, Standing.ALLOCATED, Standing.STARTED)
"""Something is still to be done before the due date."""
UNSTARTED = (Standing.WAITING, Standing.ALLOCATED)


def standing(allocation: Allocation, state: State | None, *, moderated: bool = False) -> Standing:
    """How far a case is.

    Args:
        state: of the audit that was started for it; None when none was. A void one counts as if it had not been.
        moderated: its grade of record was moderated.
    """
    if allocation.exempt is not None:
        return Standing.EXEMPT
    if allocation.replaced_by:
        return Standing.REPLACED
    match state:
        case None | State.VOID:
            return Standing.ALLOCATED if allocation.auditor else Standing.WAITING
        case State.DRAFT:
            return Standing.STARTED
        case _:
            return Standing.MODERATED if moderated else Standing.SUBMITTED


def in_sample(of: Round, allocations: Mapping[UUID, Allocation]) -> list[Allocation]:
    """Every case that was drawn, each followed by whatever stands in for it, in the order of the draw."""
    found: list[Allocation] = []
    for case in of.sample.drawn if of.sample else ():
        following: UUID | None = case
        while following:
            one = allocations.get(following, Allocation(following))
            found.append(one)
            following = one.replaced_by
    return found


def _reasoned(reason: str, approver: UUID, on: date) -> dict[str, Any]:
    return {"reason": reason, "approver": str(approver), "on": on.isoformat()}
