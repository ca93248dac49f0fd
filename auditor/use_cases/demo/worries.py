"""The concerns raised in the demo's audits: five, one of them about a carer, one that nobody has answered yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from auditor.audit.concerns import Concern, ConcernKind, key_of
from auditor.audit.facts import FactKind
from auditor.ids import IdSource
from auditor.use_cases.demo import after_talks
from auditor.use_cases.demo.cast import HOST
from auditor.use_cases.demo.entry import Entry, at_time
from auditor.use_cases.demo.planned import Planned

_DAYS_AGO = (310, 205, 120, 48)
_RESTRICTED, _UNANSWERED = 2, 4
_HOURS = (4, 22, 6, 51)


@dataclass(frozen=True)
class Worry:
    """A concern: which of the texts, and the moment it was raised."""

    number: int
    at: datetime


def plan_worries(planned: Sequence[Planned], avoid: Collection[int], end: date) -> dict[int, Worry]:
    """In which audits a concern was raised, by their place in the plan.

    Args:
        avoid: audits in which none is.
        end: the last day on which anything happened.
    """
    found: dict[int, Worry] = {}
    children = ("child_in_need", "child_protection", "cared_for")
    fitting = [
        at
        for at, item in enumerate(planned)
        if item.group in children and at not in avoid and item.auditor != HOST and not item.void
    ]
    for number, ago in enumerate(_DAYS_AGO):
        day = end - timedelta(days=ago)
        done = [at for at in fitting if planned[at].submitted and planned[at].as_at <= day and at not in found]
        if done:
            found[done[-1]] = Worry(number, at_time(planned[done[-1]].as_at, 17, 40))
    drafts = [at for at in fitting if planned[at].submitted is None and planned[at].as_at < end and at not in found]
    if drafts:
        found[drafts[-1]] = Worry(_UNANSWERED, at_time(end, 17, 10))
    return found


def raised(worry: Worry, new_id: IdSource, auditor: UUID, manager: UUID, lead: UUID) -> list[Entry]:
    """What a concern leaves: raised at once, who was told some minutes later, the response when there is one."""
    number, at = worry.number, worry.at
    kind = ConcernKind.STAFF if number == _RESTRICTED else ConcernKind.CHILD
    concern_id = new_id().hex
    key = key_of(concern_id, kind)
    concern = Concern(kind, after_talks.CONCERNS[number])
    found = [Entry(at, auditor, FactKind.CONCERN, key, concern.as_body())]
    if number == _UNANSWERED:
        return found
    told_at = (at + timedelta(minutes=6)).replace(tzinfo=None)
    told = replace(concern, told=after_talks.TOLD[number], told_at=told_at, how="by telephone", on_lcs=at.date())
    found.append(Entry(at + timedelta(minutes=25), auditor, FactKind.CONCERN, key, told.as_body()))
    answered = at + timedelta(hours=_HOURS[number])
    response = replace(told, response=after_talks.RESPONSES[number])
    found.append(Entry(answered, lead if number == _RESTRICTED else auditor, FactKind.CONCERN, key, response.as_body()))
    by = manager if number == 1 else lead
    found.append(Entry(at + timedelta(hours=2), by, FactKind.CONCERN_SEEN, concern_id, {}))
    return found
