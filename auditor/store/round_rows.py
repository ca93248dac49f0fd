"""Reading rounds and allocations: facts of the store of which there are many, so what stands is found by the index."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, String, exists, func, or_, select, type_coerce

from auditor.audit.details import AuditKind
from auditor.audit.facts import Body, Fact, FactKind
from auditor.audit.round_board import Progress
from auditor.audit.states import State
from auditor.store import ledger
from auditor.store.records import moment_of
from auditor.store.tables import NO_NUMBER, AuditSummaryRow, CaseRow, FactBodyRow, FactRow, table

_FACT: Any = table(FactRow)
_BODY: Any = table(FactBodyRow)
_SUMMARY: Any = table(AuditSummaryRow)
_CASE: Any = table(CaseRow)
_LATER: Any = _FACT.alias("later")
_LATER_BODY: Any = _BODY.alias("later_body")
_AT_ONCE = 500
"""Ids in one statement."""
_AFTER_COLON = ";"
"""The sign after the colon: keys that begin with ``x:`` lie between ``x:`` and ``x;``."""


@dataclass(frozen=True)
class StandingFact:
    """What now stands for a key, since when, and the fact that a new one replaces."""

    fact_id: UUID
    body: Body
    at: datetime


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
    query = select(_FACT.c.id, _FACT.c.key, _FACT.c.at, _BODY.c.body).join(_BODY, _BODY.c.fact_id == _FACT.c.id)
    return query.where(_FACT.c.kind == kind.value, ~replaced).order_by(_FACT.c.at, _FACT.c.id)


def numbers_of(connection: Connection, cases: Iterable[UUID]) -> dict[UUID, str]:
    """The LCS numbers of some cases by id; those that lost theirs are absent."""
    wanted, found = list(cases), {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        query = select(_CASE.c.id, _CASE.c.lcs_number).where(_CASE.c.id.in_(some), _numbered())
        found.update({row.id: row.lcs_number for row in connection.execute(query)})
    return found


def _numbered() -> ColumnElement[bool]:
    number: ColumnElement[str] = _CASE.c.lcs_number
    return ~number.startswith(NO_NUMBER, autoescape=True)


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

    def numbers(self, cases: Iterable[UUID]) -> dict[UUID, str]:
        """The LCS numbers of some cases; see :func:`numbers_of`."""
        return numbers_of(self._connection, cases)

    def ids(self, numbers: Iterable[str]) -> dict[str, UUID]:
        """The cases with some LCS numbers; those that are not known are absent."""
        wanted, found = list(numbers), {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = _CASE.c.lcs_number.in_(wanted[start : start + _AT_ONCE])
            rows = self._connection.execute(select(_CASE.c.id, _CASE.c.lcs_number).where(some))
            found.update({row.lcs_number: row.id for row in rows})
        return found

    def waiting_for(self, auditor: UUID) -> dict[str, StandingFact]:
        """The allocations to somebody of which no audit was started, or only one that is void since, by key.

        A case whose LCS number is gone is not among them: nobody could find its file.
        """
        # In a column and a key an id has no hyphens, in a body it has.
        audit = func.replace(_said("audit"), "-", "")
        void = select(type_coerce(_SUMMARY.c.audit_id, String)).where(_SUMMARY.c.state == State.VOID.value)
        void_and_removed = (
            select(_LATER.c.key)
            .join(_LATER_BODY, _LATER_BODY.c.fact_id == _LATER.c.id)
            .where(_LATER.c.kind == FactKind.REMOVAL.value, _said("state", _LATER_BODY) == State.VOID.value)
        )
        waiting = or_(audit.is_(None), audit.in_(void), audit.in_(void_and_removed))
        case = func.substr(_FACT.c.key, func.instr(_FACT.c.key, ":") + 1)
        numbered = exists(select(_CASE.c.id).where(type_coerce(_CASE.c.id, String) == case, _numbered()))
        query = _stands(FactKind.ALLOCATION).where(
            _said("auditor") == str(auditor),
            waiting,
            _said("exempt").is_(None),
            _said("replaced_by").is_(None),
            numbered,
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
        """How far some audits are: their state and whether they were moderated, and nothing of what they say.

        Those that were removed since are as far as they were then: the record of their removal says it.
        """
        wanted, found = list(audits), {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            query = select(_SUMMARY.c.audit_id, _SUMMARY.c.state, _SUMMARY.c.moderated)
            for row in self._connection.execute(query.where(_SUMMARY.c.audit_id.in_(some))):
                found[row.audit_id] = Progress(State(row.state), bool(row.moderated))
        gone = {audit.hex: audit for audit in wanted if audit not in found}
        for key, fact in self._removals(list(gone)).items():
            state = State(fact.body.get("state", State.SUBMITTED.value))
            found[gone[key]] = Progress(state, bool(fact.body.get("moderated")))
        return found

    def _removals(self, keys: list[str]) -> dict[str, StandingFact]:
        found = {}
        for start in range(0, len(keys), _AT_ONCE):
            query = _stands(FactKind.REMOVAL).where(_FACT.c.key.in_(keys[start : start + _AT_ONCE]))
            found.update(self._read(query))
        return found

    def audited_since(self, day: date) -> dict[UUID, EarlierAudit]:
        """The latest audit as at a day or later of every case that had one, by case id; void ones do not count."""
        query = select(_SUMMARY.c.case_id, _SUMMARY.c.as_at, _SUMMARY.c.kind).where(
            _SUMMARY.c.month >= f"{day:%Y-%m}",
            _SUMMARY.c.as_at >= day.isoformat(),
            _SUMMARY.c.state != State.VOID.value,
            _SUMMARY.c.kind != AuditKind.CALIBRATION.value,
        )
        rows = self._connection.execute(query.order_by(_SUMMARY.c.as_at, _SUMMARY.c.audit_id))
        return {row.case_id: EarlierAudit(date.fromisoformat(row.as_at), AuditKind(row.kind)) for row in rows}

    def _read(self, query: Any) -> dict[str, StandingFact]:
        rows = self._connection.execute(query)
        return {row.key: StandingFact(UUID(str(row.id)), json.loads(row.body), moment_of(row.at)) for row in rows}


def _said(name: str, where: Any = _BODY) -> ColumnElement[Any]:
    return func.json_extract(where.c.body, f"$.{name}")
