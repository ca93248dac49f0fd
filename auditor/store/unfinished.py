"""Lines and replies being typed in a dialogue: one row for each person and each thing they type it for.

They are no record of anything: no fact, in no bundle, and gone once they were recorded or cleared. A row goes with its
audit, or with the number of its case.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from auditor.store.records import UnfinishedRecord, moment_of, moment_text
from auditor.store.tables import CaseRow, UnfinishedRow, table

_LINE, _CASE = table(UnfinishedRow), table(CaseRow)


def lines_of_audit(connection: Connection, audit_id: UUID | None) -> list[UnfinishedRecord]:
    """Everything that somebody types about an audit, or about none (in rounds), oldest first."""
    return _read(connection, _LINE.c.audit_id == audit_id if audit_id is not None else _LINE.c.audit_id.is_(None))


def line(connection: Connection, line_id: UUID) -> UnfinishedRecord | None:
    """One of them, by its id; None when nothing is typed there."""
    return next(iter(_read(connection, _LINE.c.id == line_id)), None)


def _read(connection: Connection, where: ColumnElement[bool]) -> list[UnfinishedRecord]:
    rows = connection.execute(select(_LINE).where(where).order_by(_LINE.c.saved_at, _LINE.c.id))
    return [
        UnfinishedRecord(row.person_id, row.audit_id, row.kind, row.key, row.text, moment_of(row.saved_at))
        for row in rows
    ]


def put_line(connection: Connection, one: UnfinishedRecord) -> None:
    """Keep what is being typed, in place of what was before; empty text forgets it."""
    if not one.text:
        drop_lines(connection, [one.id])
        return
    values: dict[str, Any] = {
        "id": one.id,
        "person_id": one.person_id,
        "audit_id": one.audit_id,
        "kind": one.kind,
        "key": one.key,
        "text": one.text,
        "saved_at": moment_text(one.saved_at),
    }
    given = {name: values[name] for name in ("text", "saved_at")}
    statement = insert_or_update(_LINE).values(values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=given))


def drop_lines(connection: Connection, ids: Iterable[UUID]) -> None:
    """Forget what was typed: it was recorded, cleared or erased."""
    connection.execute(delete(_LINE).where(_LINE.c.id.in_(list(ids))))


def drop_of_audit(connection: Connection, audit_id: UUID) -> None:
    """Forget all that was typed about an audit: it is removed."""
    connection.execute(delete(_LINE).where(_LINE.c.audit_id == audit_id))


def drop_of_number(connection: Connection, lcs_number: str) -> None:
    """Forget what was typed in rounds about a case, where no case of the store has its number any more."""
    about = _LINE.c.key.endswith(f"/{lcs_number}", autoescape=True)
    held = select(_CASE.c.id).where(_CASE.c.lcs_number == lcs_number).exists()
    connection.execute(delete(_LINE).where(_LINE.c.audit_id.is_(None), about, ~held))
