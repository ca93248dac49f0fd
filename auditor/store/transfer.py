"""An audit as it lies in the tables, read and written whole: what a bundle carries from one store to another.

Facts travel with their ids, salts, digests and links, so that the store they arrive in can check them as the store they
left could.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from auditor.audit.concerns import may_be_missing
from auditor.audit.facts import FactKind
from auditor.store.ledger import Link, row_problems
from auditor.store.tables import ExaminationRow, FactBodyRow, FactRow, table

_FACT, _BODY, _EXAMINATION = table(FactRow), table(FactBodyRow), table(ExaminationRow)

Row = Mapping[str, Any]
"""A row by the names of its columns; a fact's row has the salt and the body beside them, None when it was erased."""


def examination_rows(connection: Connection, audit_id: UUID) -> list[Row]:
    """The examinations of an audit, in the order they were started."""
    query = select(_EXAMINATION).where(_EXAMINATION.c.audit_id == audit_id)
    return [dict(row) for row in connection.execute(query.order_by(_EXAMINATION.c.started_at)).mappings()]


def fact_rows(connection: Connection, audit_id: UUID) -> list[Row]:
    """Every fact of an audit, chain by chain."""
    query = select(*_FACT.c, _BODY.c.salt, _BODY.c.body)
    query = query.join_from(_FACT, _BODY, _FACT.c.id == _BODY.c.fact_id, isouter=True)
    query = query.where(_FACT.c.audit_id == audit_id)
    ordered = query.order_by(_FACT.c.person_id, _FACT.c.store_id, _FACT.c.seq)
    return [dict(row) for row in connection.execute(ordered).mappings()]


def add_fact_rows(connection: Connection, rows: Sequence[Row]) -> None:
    """Add facts that another store recorded, as they are."""
    columns = [column.name for column in _FACT.c]
    bodies = [
        {"fact_id": row["id"], "salt": row["salt"], "body": row["body"]} for row in rows if row["body"] is not None
    ]
    if rows:
        connection.execute(insert(_FACT), [{name: row[name] for name in columns} for row in rows])
    if bodies:
        connection.execute(insert(_BODY), bodies)


def chain_problems(rows: Iterable[Row]) -> list[str]:
    """What is wrong with the facts of one audit, in words: digests, headers, links, texts missing without permission.

    Args:
        rows: all of the audit's, in any order.
    """
    ordered = sorted(rows, key=lambda row: (row["person_id"], row["store_id"], row["seq"]))
    permitted = {row["key"] for row in ordered if row["kind"] == FactKind.ERASURE.value}
    permitted |= may_be_missing((row["id"], row["kind"], row["key"]) for row in ordered)
    ends: dict[tuple[UUID, UUID], Link] = {}
    problems: list[str] = []
    for row in ordered:
        chain = (row["person_id"], row["store_id"])
        problems += row_problems(row, ends.get(chain, Link(0, "")), permitted)
        ends[chain] = Link(row["seq"], row["entry_hash"])
    return problems
