"""Which window has an examination open for writing: a table that is no record of anything, and may be updated."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """A table of its own, empty: nothing is open while tables are brought up to date."""
    op.execute(
        """
        CREATE TABLE hold (
            examination_id CHAR(32) NOT NULL,
            window_id CHAR(32) NOT NULL,
            person_id CHAR(32) NOT NULL,
            host VARCHAR NOT NULL,
            process INTEGER NOT NULL,
            since VARCHAR NOT NULL,
            seen_at VARCHAR NOT NULL,
            let_go BOOLEAN NOT NULL,
            PRIMARY KEY (examination_id),
            FOREIGN KEY(examination_id) REFERENCES examination (id),
            FOREIGN KEY(person_id) REFERENCES person (id)
        )
        """
    )
