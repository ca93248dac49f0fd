"""Reading rounds and allocations: facts of the store of which there are many, so what stands is found by the index."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, String, exists, func, or_, select, type_coerce

from auditor.audit.details import AuditKind
from auditor.audit.facts import Body, Fact, FactKind
from auditor.audit.round_board import Progress
from auditor.audit.states import State
from auditor.store import ledger
from auditor.store.tables import AuditSummaryRow, FactBodyRow, FactRow, table

_FACT: Any = table(FactRow)
_BODY: Any = table(FactBodyRow)
_SUMMARY: Any = table(AuditSummaryRow)
_LATER: Any = _FACT.alias("later")
_LATER_BODY: Any = _BODY.alias("later_body")
_AT_ONCE = 500
"""Ids in one statement."""
_AFTER_COLON = ";"
"""The sign after the colon: keys that begin with ``x:`` lie between ``x:`` and ``x;``."""


@dataclass(frozen=True)
class StandingFact:
    """What now stands for a key, and the fact that a new one replaces."""

    fact_id: UUID
    body: Body


@dataclass(frozen=True)
class EarlierAudit:
    """The latest audit a case had."""

    as_at: date
    kind: AuditKind


def _stands(kind: FactKind) -> Any:
    """Facts of a kind that no fact with a body replaces; the index of kind and key finds those that might."""
    replaced = exists(
        select(_LATER.c.id)
        .join(_LATER_BODY, _LATER_BODY.c.fact_id == _LATER.c.id)
        .where(_LATER.c.kind == _FACT.c.kind, _LATER.c.key == _FACT.c.key, _LATER.c.replaces == _FACT.c.id)
    )
    query = select(_FACT.c.id, _FACT.c.key, _BODY.c.body).join(_BODY, _BODY.c.fact_id == _FACT.c.id)
    return query.where(_FACT.c.kind == kind.value, ~replaced).order_by(_FACT.c.at, _FACT.c.id)


class RoundRows:
    """Answers questions about rounds inside the transaction of a reader."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standing(self, kind: FactKind, key: str = "", *, within: str = "") -> dict[str, StandingFact]:
        """What stands of a kind of fact of the store, by key, oldest first.

        Args:
            key: only this one.
            within: only keys that begin with this and a colon.
        """
        query = _stands(kind)
        if key:
            query = query.where(_FACT.c.key == key)
        if within:
            query = query.where(_FACT.c.key >= f"{within}:", _FACT.c.key < f"{within}{_AFTER_COLON}")
        return self._read(query)

    def every(self, kinds: Iterable[FactKind]) -> list[Fact]:
        """Every fact of some kinds of the store, replaced ones too, oldest first; an erased one says nothing."""
        return ledger.store_facts(self._connection, kinds)

    def waiting_for(self, auditor: UUID) -> dict[str, StandingFact]:
        """The allocations to somebody of which no audit was started, or only one that is void since, by key."""
        audit = _said("audit")
        # In a column an id has no hyphens, in a body it has.
        void = select(type_coerce(_SUMMARY.c.audit_id, String)).where(_SUMMARY.c.state == State.VOID.value)
        waiting = or_(audit.is_(None), func.replace(audit, "-", "").in_(void))
        query = _stands(FactKind.ALLOCATION).where(
            _said("auditor") == str(auditor), waiting, _said("exempt").is_(None), _said("replaced_by") == ""
        )
        return self._read(query)

    def allocations_of(self, audits: Iterable[UUID]) -> dict[UUID, tuple[str, StandingFact]]:
        """The allocations audits were started for, with their keys, by audit."""
        wanted, found = [str(audit) for audit in audits], {}
        for start in range(0, len(wanted), _AT_ONCE):
            query = _stands(FactKind.ALLOCATION).where(_said("audit").in_(wanted[start : start + _AT_ONCE]))
            for key, fact in self._read(query).items():
                found[UUID(fact.body["audit"])] = (key, fact)
        return found

    def progress_of(self, audits: Iterable[UUID]) -> Mapping[UUID, Progress]:
        """How far some audits are: their state and whether they were moderated, and nothing of what they say."""
        wanted, found = list(audits), {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            query = select(_SUMMARY.c.audit_id, _SUMMARY.c.state, _SUMMARY.c.moderated)
            for row in self._connection.execute(query.where(_SUMMARY.c.audit_id.in_(some))):
                found[row.audit_id] = Progress(State(row.state), bool(row.moderated))
        return found

    def audited_since(self, day: date) -> dict[str, EarlierAudit]:
        """The latest audit as at a day or later of every case that had one, by LCS number; void ones do not count."""
        query = select(_SUMMARY.c.lcs_number, _SUMMARY.c.as_at, _SUMMARY.c.kind).where(
            _SUMMARY.c.month >= f"{day:%Y-%m}",
            _SUMMARY.c.as_at >= day.isoformat(),
            _SUMMARY.c.state != State.VOID.value,
            _SUMMARY.c.kind != AuditKind.CALIBRATION.value,
        )
        rows = self._connection.execute(query.order_by(_SUMMARY.c.as_at, _SUMMARY.c.audit_id))
        return {row.lcs_number: EarlierAudit(date.fromisoformat(row.as_at), AuditKind(row.kind)) for row in rows}

    def _read(self, query: Any) -> dict[str, StandingFact]:
        rows = self._connection.execute(query)
        return {row.key: StandingFact(UUID(str(row.id)), json.loads(row.body)) for row in rows}


def _said(name: str) -> ColumnElement[Any]:
    return func.json_extract(_BODY.c.body, f"$.{name}")
