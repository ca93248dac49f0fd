"""What a round says about the moderation of the audits that were started for it; read by whoever picks and asks."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from auditor.audit.facts import FactKind
from auditor.audit.rounds import Allocation, Round, of_allocation
from auditor.store.store import Reader


@dataclass(frozen=True)
class RoundOfAudit:
    """What a round says about the moderation of one of its audits.

    Attributes:
        share: of the round's audits to be moderated, in percent.
        blind: without seeing the first grades.
        moderator: who was asked ahead to moderate it; None when nobody was.
        worker: the allocated worker, where they use the tool: they may not moderate it.
        manager: the worker's line manager, likewise.
    """

    round_id: str
    round_name: str
    seed: str
    share: int
    blind: bool
    moderator: UUID | None = None
    worker: UUID | None = None
    manager: UUID | None = None


def rounds_of_audits(reader: Reader, audits: Collection[UUID]) -> dict[UUID, RoundOfAudit]:
    """The rounds that audits were started for; an audit that was started for none is absent.

    Inside a transaction of the caller's, who has asked for permission.
    """
    rounds: dict[str, Round] = {}
    found = {}
    for audit_id, (key, fact) in reader.rounds.allocations_of(audits).items():
        round_id, case_id = of_allocation(key)
        if round_id not in rounds:
            stands = reader.rounds.standing(FactKind.ROUND, round_id).get(round_id)
            if stands is None:
                continue
            rounds[round_id] = Round.from_body(round_id, stands.body)
        of = rounds[round_id]
        case, allocation = of.by_id[case_id], Allocation.from_body(case_id, fact.body)
        found[audit_id] = RoundOfAudit(
            of.id,
            of.name,
            of.seed,
            of.share,
            of.blind,
            allocation.moderator,
            case.worker.person if case.worker else None,
            case.manager.person if case.manager else None,
        )
    return found


def round_of_audit(reader: Reader, audit_id: UUID) -> RoundOfAudit | None:
    """The round one audit was started for; None when it was started for none. See :func:`rounds_of_audits`."""
    return rounds_of_audits(reader, [audit_id]).get(audit_id)
