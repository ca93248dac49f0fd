"""Which window has an examination open for writing: one row each, kept when it is let go, so that it says who was last.

A hold is no record of anything: it says who may write now, and nothing that was audited rests on it.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from auditor.store.records import Hold, moment_of, moment_text
from auditor.store.tables import HoldRow, table

_HOLD = table(HoldRow)


def hold_of(connection: Connection, examination_id: UUID) -> Hold | None:
    """The window that has an examination, or had it last; None when no window ever had."""
    row = connection.execute(select(_HOLD).where(_HOLD.c.examination_id == examination_id)).first()
    if row is None:
        return None
    since, seen = moment_of(row.since), moment_of(row.seen_at)
    return Hold(row.examination_id, row.window_id, row.person_id, row.host, row.process, since, seen, row.let_go)


def put_hold(connection: Connection, hold: Hold) -> None:
    """Give an examination to a window, whoever had it before."""
    values: dict[str, Any] = {
        "examination_id": hold.examination_id,
        "window_id": hold.window_id,
        "person_id": hold.person_id,
        "host": hold.host,
        "process": hold.process,
        "since": moment_text(hold.since),
        "seen_at": moment_text(hold.seen_at),
        "let_go": hold.let_go,
    }
    statement = insert_or_update(_HOLD).values(values)
    given = {name: value for name, value in values.items() if name != "examination_id"}
    connection.execute(statement.on_conflict_do_update(index_elements=["examination_id"], set_=given))


def note_hold(connection: Connection, examination_id: UUID, window_id: UUID, at: str, *, let_go: bool) -> bool:
    """Note that the window that has an examination is there, or lets it go; False when another one has it.

    Args:
        at: the moment, as text (see :func:`auditor.store.records.moment_text`).
    """
    own = (_HOLD.c.examination_id == examination_id) & (_HOLD.c.window_id == window_id)
    done = connection.execute(update(_HOLD).where(own).values(seen_at=at, let_go=let_go))
    return bool(done.rowcount)
