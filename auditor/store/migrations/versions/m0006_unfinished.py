"""Lines and replies being typed in a dialogue; replies lay among the texts of the auditor's examination before."""

import re
from uuid import UUID, uuid5

from alembic import op
from sqlalchemy import text

revision = "0006"
down_revision = "0005"

_REPLY = re.compile(r"(reply(?:_answer)?)-([0-9a-f]{32})(-[0-9a-f]{32})?:(.*)", re.DOTALL)


def upgrade() -> None:
    """A table of its own, with the replies that were being typed."""
    op.execute(
        """
        CREATE TABLE unfinished (
            id CHAR(32) NOT NULL,
            person_id CHAR(32) NOT NULL,
            audit_id CHAR(32),
            kind VARCHAR NOT NULL,
            "key" VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            saved_at VARCHAR NOT NULL,
            PRIMARY KEY (id),
            FOREIGN KEY(person_id) REFERENCES person (id),
            FOREIGN KEY(audit_id) REFERENCES audit (id)
        )
        """
    )
    op.execute("CREATE INDEX unfinished_audit ON unfinished (audit_id)")
    connection = op.get_bind()
    query = "SELECT draft.*, audit_id FROM draft JOIN examination ON examination.id = examination_id"
    for row in connection.execute(text(query)).mappings().all():
        found = _REPLY.fullmatch(row["field"])
        if found is None:
            continue
        kind, person, answered, key = found.groups()
        kind = f"{kind}{answered or ''}"
        values = {
            "id": uuid5(UUID(person), f"{row['audit_id']}|{kind}|{key}").hex,
            "person": person,
            "audit": row["audit_id"],
            "kind": kind,
            "key": key,
            "text": row["text"],
            "at": row["saved_at"],
        }
        insert = "INSERT INTO unfinished VALUES (:id, :person, :audit, :kind, :key, :text, :at)"
        connection.execute(text(insert), values)
        gone = {"examination": row["examination_id"], "field": row["field"]}
        connection.execute(text("DELETE FROM draft WHERE examination_id = :examination AND field = :field"), gone)
