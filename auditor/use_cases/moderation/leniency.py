"""Whether an auditor grades higher or lower than moderators: for the QA lead and that auditor alone.

Only moderations that were blind count: whoever had the first grade before them says nothing of it. Audits drawn at
random and audits chosen for their grade are never put together: of those chosen because they were graded inadequate,
moderators can only come out higher.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from auditor.audit.permissions import Person, Role
from auditor.errors import InputError, NotPermittedError
from auditor.measures.leniency import Leniency, Moderated, leniency, leniency_by_auditor
from auditor.store.projections import OVERALL_MEASURE
from auditor.store.records import AuditSummary
from auditor.store.store import Reader
from auditor.use_cases.moderation.agreement import Basis
from auditor.use_cases.service import Service

BASES = (Basis.BLIND_RANDOM, Basis.BLIND_TARGETED)
"""What a gap can be told from."""


@dataclass(frozen=True)
class AuditorLeniency:
    """How one auditor's overall grades stand to those of moderators.

    Attributes:
        name: the auditor's display name.
        audits: by the id that a point of the chart has.
    """

    auditor: UUID
    name: str
    found: Leniency
    audits: dict[UUID, AuditSummary]


def require_leniency(person: Person, auditor: UUID | None) -> None:
    """Refuse whoever may not see how an auditor grades: it is the QA lead's and that auditor's alone.

    Args:
        auditor: whose; None: everybody's.

    Raises:
        NotPermittedError: they may not; says nothing of the auditor.
    """
    if Role.QA_LEAD in person.roles or (auditor == person.id and Role.AUDITOR in person.roles):
        return
    raise NotPermittedError(
        "You may not see how others grade.",
        "How an auditor grades beside moderators is for the QA lead and that auditor alone.",
        "Your own, where you audit: auditor agreement leniency --mine",
    )


def leniency_of_all(
    service: Service, basis: Basis = Basis.BLIND_RANDOM, first: date | None = None, last: date | None = None
) -> tuple[AuditorLeniency, ...]:
    """The gaps of every auditor who was moderated, in order of name: an order by gap would be a league table.

    Args:
        basis: one of :data:`BASES`.
        first: the first day of moderation; None leaves it open.
        last: the last day, included.

    Raises:
        InputError: a basis that says nothing of it.
        NotPermittedError: only the QA lead sees everybody's.
    """
    require_leniency(service.person, None)
    with service.store.reading() as reader:
        audits = _audits(reader, basis, first, last)
        names = {person.id: person.name for person in reader.people().values()}
    found = leniency_by_auditor(_gaps(audits))
    by_auditor = {auditor: {one.audit_id: one for one in audits if one.auditor_id == auditor} for auditor in found}
    shown = [AuditorLeniency(one, names.get(one, "?"), found[one], by_auditor[one]) for one in found]
    return tuple(sorted(shown, key=lambda one: (one.name.casefold(), one.auditor)))


def leniency_of(
    service: Service,
    auditor: UUID,
    basis: Basis = Basis.BLIND_RANDOM,
    first: date | None = None,
    last: date | None = None,
) -> AuditorLeniency:
    """The gaps of one auditor; see :func:`leniency_of_all`.

    Raises:
        InputError: a basis that says nothing of it.
        NotPermittedError: the person is neither the QA lead nor this auditor.
    """
    require_leniency(service.person, auditor)
    with service.store.reading() as reader:
        audits = [one for one in _audits(reader, basis, first, last) if one.auditor_id == auditor]
        person = reader.people().get(auditor)
    found = leniency(_gaps(audits))
    return AuditorLeniency(auditor, person.name if person else "?", found, {one.audit_id: one for one in audits})


def _audits(reader: Reader, basis: Basis, first: date | None, last: date | None) -> list[AuditSummary]:
    if basis not in BASES:
        raise InputError(
            "Only blind moderations say how an auditor grades.",
            f"'{basis.value}' is not blind.",
            f"Choose from: {', '.join(one.value for one in BASES)}.",
        )
    audits = reader.moderated_audits(first, last)
    return [one for one in audits if one.moderation is not None and Basis.of(one.moderation) is basis]


def _gaps(audits: Sequence[AuditSummary]) -> list[Moderated]:
    found = []
    for audit in audits:
        assert audit.moderation is not None, "only moderated audits are read here"
        pair = audit.moderation.pairs.get(OVERALL_MEASURE)
        if pair is not None:
            moment = datetime.combine(audit.moderation.on, time.min, UTC)
            found.append(Moderated(audit.auditor_id, audit.audit_id, moment, *pair))
    return found
