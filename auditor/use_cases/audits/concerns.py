"""Raise a concern that cannot wait, follow it to its response, and acknowledge it.

A concern exists from its first words. Whoever may see it may add to it: every version is kept. Somebody who may not see
it is told the same as when there is none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from auditor.audit.concerns import (
    Concern,
    ConcernKind,
    Raised,
    concerns_in,
    key_of,
    may_acknowledge,
    may_see,
)
from auditor.audit.facts import Fact, FactKind
from auditor.audit.permissions import Ownership, Role, require
from auditor.audit.states import Move, State
from auditor.errors import InputError, NotPermittedError
from auditor.measures.response_hours import ResponseHours, Waited, by_month, response_hours
from auditor.store.check_queries import facts_by_audit, summaries_in
from auditor.store.records import AuditSummary
from auditor.store.store import Reader, Writer
from auditor.use_cases.audits.open_audit import WholeAudit, read_whole
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.service import Service

Correct = Callable[[Concern], Concern]
"""Given what stands, what shall stand."""


@dataclass(frozen=True)
class SeenConcern:
    """A concern as one person sees it.

    Attributes:
        raised: what is on record.
        ownership: whose its audit is.
        state: where the audit stands.
        may_acknowledge: whether the person working may acknowledge it.
    """

    audit_id: UUID
    lcs_number: str
    raised: Raised
    ownership: Ownership
    state: State
    may_acknowledge: bool

    @property
    def id(self) -> str:
        """The concern's id."""
        return self.raised.id

    @property
    def waits(self) -> bool:
        """Whether nobody has acknowledged it."""
        return not self.raised.acknowledged


def raise_concern(service: Service, audit_id: UUID, concern: Concern) -> SeenConcern:
    """Put a concern on record. It tells nobody.

    Raises:
        InputError: there is no such audit, no words say what it is, or a day has not come yet.
        NotPermittedError: this person may not raise one in this audit.
    """
    _check(service, concern)
    with service.store.writing() as writer:
        whole = read_whole(writer, audit_id)
        require(service.person, Move.RAISE_CONCERN, whole.state, whole.ownership)
        concern_id = service.new_id().hex
        _record(writer, service, audit_id, concern_id, concern, None)
        return concern_in(writer, service, audit_id, concern_id)


def correct_concern(service: Service, audit_id: UUID, concern_id: str, correct: Correct) -> SeenConcern:
    """Add to what is on record, or correct it; what stood before is kept.

    Args:
        correct: is given what stands when the store is read, so that two people do not overwrite each other's fields.

    Raises:
        InputError: there is no such concern that this person may see, no words say what it is, or a day has not come
            yet.
        NotPermittedError: the kind is changed by somebody else than whoever raised it or the QA lead.
    """
    with service.store.writing() as writer:
        before = concern_in(writer, service, audit_id, concern_id)
        after = correct(before.raised.concern)
        _check(service, after)
        if after == before.raised.concern:
            return before
        own = service.person.id == before.raised.by or Role.QA_LEAD in service.person.roles
        if after.kind is not before.raised.concern.kind and not own:
            raise NotPermittedError(
                "You may not change whom this concern is about.", "", "Ask whoever raised it, or the QA lead."
            )
        _record(writer, service, audit_id, concern_id, after, before.raised.latest)
        return concern_in(writer, service, audit_id, concern_id)


def acknowledge_concern(service: Service, audit_id: UUID, concern_id: str) -> SeenConcern:
    """Say that a concern was seen: it is no longer red in Work, for anybody.

    Raises:
        InputError: there is no such concern that this person may see, or they raised it themselves.
    """
    with service.store.writing() as writer:
        found = concern_in(writer, service, audit_id, concern_id)
        if not found.may_acknowledge:
            raise InputError(
                "You raised this concern yourself.",
                "That it was seen is for somebody else to say.",
                "Ring the team manager now, then the head of service.",
            )
        if any(seen.by == service.person.id for seen in found.raised.seen):
            return found
        writer.append([service.fact(FactKind.CONCERN_SEEN, concern_id, {}, audit=audit_id)])
        refresh_summary(writer, audit_id)
        return concern_in(writer, service, audit_id, concern_id)


def _record(
    writer: Writer, service: Service, audit_id: UUID, concern_id: str, concern: Concern, replaces: UUID | None
) -> None:
    key = key_of(concern_id, concern.kind)
    writer.append([service.fact(FactKind.CONCERN, key, concern.as_body(), audit=audit_id, replaces=replaces)])
    refresh_summary(writer, audit_id)


def _check(service: Service, concern: Concern) -> None:
    if not concern.text.strip():
        raise InputError("What is the concern?", "No words say what it is.", "Type what you read or heard.")
    now = service.now().astimezone().replace(tzinfo=None)
    if concern.told_at is not None and concern.told_at > now:
        said = f"{concern.told_at:%d/%m/%Y %H:%M}"
        raise InputError("That time has not come yet.", said, "Say when somebody was told.")
    if concern.on_lcs is not None and concern.on_lcs > service.today():
        raise InputError("That day has not come yet.", f"{concern.on_lcs:%d/%m/%Y}", "Say when it was recorded on LCS.")


# -- reading ----------------------------------------------------------------------------------------------------------


def read_concern(service: Service, audit_id: UUID, concern_id: str) -> SeenConcern:
    """One concern.

    Raises:
        InputError: there is none that this person may see.
    """
    with service.store.reading() as reader:
        return concern_in(reader, service, audit_id, concern_id)


def concern_in(reader: Reader, service: Service, audit_id: UUID, concern_id: str) -> SeenConcern:
    """One concern inside a transaction of the caller's; see :func:`read_concern`."""
    found = concerns_of_audit(service, read_whole(reader, audit_id))
    for one in found:
        if one.id == concern_id:
            return one
    raise _unknown(concern_id)


def _unknown(named: str) -> InputError:
    return InputError("There is no such concern that you may see.", named, "See: auditor concerns list")


def find_concern(service: Service, named: str) -> SeenConcern:
    """The concern a person named by its id, or by the beginning of it.

    Raises:
        InputError: there is none that they may see, or several.
    """
    wanted = named.strip().replace("-", "").casefold()
    found = [one for one in list_concerns(service) if wanted and one.id.startswith(wanted)]
    if len(found) > 1:
        ids = "\n".join(one.id for one in found)
        raise InputError(f"Several concerns begin with '{named}'.", ids, "Give more of the id.")
    if not found:
        raise _unknown(named)
    return found[0]


def concerns_of_audit(service: Service, whole: WholeAudit) -> list[SeenConcern]:
    """The concerns of one audit that the person working may see, oldest first."""
    return _seen(service, whole.record.id, whole.record.lcs_number, whole.ownership, whole.state, whole.of_audit)


def concerns_in_audit(service: Service, audit_id: UUID) -> list[SeenConcern]:
    """The concerns of one audit that the person working may see, oldest first.

    Raises:
        InputError: there is no such audit.
    """
    with service.store.reading() as reader:
        return concerns_of_audit(service, read_whole(reader, audit_id))


def list_concerns(service: Service) -> list[SeenConcern]:
    """Every concern that the person working may see: those not acknowledged first, then the newest."""
    with service.store.reading() as reader:
        found = concerns_across(reader, service)
    return sorted(found, key=lambda one: (not one.waits, -one.raised.at.timestamp(), one.id))


def concerns_across(reader: Reader, service: Service) -> list[SeenConcern]:
    """The concerns of all audits that the person working may see, inside a transaction of the caller's."""
    facts = reader.ask(facts_by_audit, (FactKind.CONCERN, FactKind.CONCERN_SEEN))
    summaries = reader.ask(summaries_in, list(facts))
    return [
        one
        for audit_id, of_audit in facts.items()
        if (found := summaries.get(audit_id)) is not None
        for one in _seen_in(service, found, of_audit)
    ]


def _seen_in(service: Service, summary: AuditSummary, of_audit: Sequence[Fact]) -> list[SeenConcern]:
    return _seen(service, summary.audit_id, summary.lcs_number, summary.ownership, summary.state, of_audit)


def _seen(
    service: Service, audit_id: UUID, lcs_number: str, whose: Ownership, state: State, of_audit: Sequence[Fact]
) -> list[SeenConcern]:
    person = service.person
    return [
        SeenConcern(audit_id, lcs_number, one, whose, state, may_acknowledge(person, one, whose, state))
        for one in concerns_in(of_audit)
        if may_see(person, one, whose, state)
    ]


# -- hours to response ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hours:
    """Hours to response over the concerns that one person may see.

    Attributes:
        whole: over the whole period.
        months: for each month in which one was raised.
        everything: whether the person sees every concern, restricted ones of any team among them.
    """

    whole: ResponseHours
    months: dict[str, ResponseHours]
    everything: bool


def hours_to_response(service: Service, first: date | None = None, last: date | None = None) -> Hours:
    """Hours from raising a concern to its response.

    Args:
        first: only concerns raised on or after this day.
        last: only concerns raised on or before it.
    """
    return hours_of(service, list_concerns(service), first, last)


def hours_of(
    service: Service, concerns: Sequence[SeenConcern], first: date | None = None, last: date | None = None
) -> Hours:
    """The same over concerns that were read already."""
    now = service.now()
    waited = [
        Waited(f"{day:%Y-%m}", one.raised.hours(now), not one.raised.open)
        for one in concerns
        for day in (_day(one.raised.at),)
        if (first is None or day >= first) and (last is None or day <= last)
    ]
    return Hours(response_hours(waited), by_month(waited), Role.QA_LEAD in service.person.roles)


def _day(moment: datetime) -> date:
    return moment.astimezone().date()


def as_data(one: SeenConcern, service: Service) -> dict[str, object]:
    """A concern as plain data, for ``--json``."""
    raised = one.raised
    return {
        "id": one.id,
        "audit": str(one.audit_id),
        "lcs_number": one.lcs_number,
        **Concern.as_body(raised.concern),
        "kind": raised.concern.kind.value,
        "restricted": raised.concern.kind is ConcernKind.STAFF,
        "raised": raised.at.isoformat(),
        "responded": raised.responded_at.isoformat() if raised.responded_at else None,
        "hours": round(raised.hours(service.now()), 1),
        "acknowledged": [seen.at.isoformat() for seen in raised.seen],
    }
