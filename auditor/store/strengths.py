"""What auditors noted as strengths, read for several audits at a time."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Connection

from auditor.audit.facts import Fact, FactKind, Finding, current
from auditor.store.action_queries import auditors_examinations
from auditor.store.ledger import facts_of_kind

STRENGTH = "strength"


def strengths_of(connection: Connection, audits: Sequence[UUID]) -> Iterator[tuple[UUID, Finding]]:
    """The strengths that now stand in the auditors' examinations of some audits, each with its audit."""
    own = auditors_examinations(connection, audits)
    facts: dict[UUID, list[Fact]] = {}
    for audit_id, examination, fact in facts_of_kind(connection, audits, FactKind.FINDING):
        if examination == own.get(audit_id):
            facts.setdefault(audit_id, []).append(fact)
    for audit_id, recorded in facts.items():
        for (_, key), standing in current(recorded).items():
            body = standing.latest.body or {}
            if body.get("kind") == STRENGTH and body.get("text"):
                yield audit_id, Finding(key, STRENGTH, str(body["text"]), str(body.get("about") or ""))
