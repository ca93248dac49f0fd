"""The first schema: identities, facts, drafts, projections."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table and index, as frozen in the SQL file beside this one."""
    for statement in Path(__file__).with_name("0001_first.sql").read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            op.execute(statement)
