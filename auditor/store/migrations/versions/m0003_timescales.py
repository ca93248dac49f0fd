"""Timescales are counted: how many deadlines each audit met, and the sums of a month and team."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """A column that may be empty, and a projection of its own."""
    op.execute("ALTER TABLE audit_summary ADD COLUMN timescales VARCHAR")
    op.execute(
        """
        CREATE TABLE timescale_counter (
            kind VARCHAR NOT NULL,
            rule VARCHAR NOT NULL,
            early_help BOOLEAN NOT NULL,
            moderated BOOLEAN NOT NULL,
            scoring_hash VARCHAR NOT NULL,
            month VARCHAR NOT NULL,
            team_id CHAR(32) NOT NULL,
            theme VARCHAR NOT NULL,
            in_time INTEGER NOT NULL,
            late INTEGER NOT NULL,
            cases INTEGER NOT NULL,
            PRIMARY KEY (kind, rule, early_help, moderated, scoring_hash, month, team_id, theme),
            CONSTRAINT timescale_positive CHECK (in_time >= 0 AND late >= 0 AND cases >= 0)
        ) WITHOUT ROWID
        """
    )
