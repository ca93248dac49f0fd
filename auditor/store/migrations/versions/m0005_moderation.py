"""Moderation and actions: who moderates an audit and what it came to, and one row for each action."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Columns that may be empty, and a projection of its own; audits of before have neither until they are moved on."""
    op.execute("ALTER TABLE audit_summary ADD COLUMN moderator_id CHAR(32)")
    op.execute("ALTER TABLE audit_summary ADD COLUMN blind BOOLEAN NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE audit_summary ADD COLUMN moderation_due VARCHAR")
    op.execute("ALTER TABLE audit_summary ADD COLUMN moderation VARCHAR")
    op.execute("CREATE INDEX summary_moderator ON audit_summary (moderator_id, state)")
    op.execute("CREATE INDEX summary_own ON audit_summary (auditor_id, audit_id)")
    op.execute("CREATE INDEX summary_team ON audit_summary (team_id, state)")
    op.execute(
        "CREATE INDEX summary_stands ON audit_summary "
        "(state, submitted_at, audit_id, kind, team_id, auditor_id, moderator_id, blind, moderated, changed_at)"
    )
    op.execute(
        """
        CREATE TABLE action_summary (
            audit_id CHAR(32) NOT NULL,
            action_id VARCHAR NOT NULL,
            case_id CHAR(32) NOT NULL,
            lcs_number VARCHAR NOT NULL,
            team_id CHAR(32) NOT NULL,
            what VARCHAR NOT NULL,
            owner VARCHAR NOT NULL,
            about VARCHAR NOT NULL,
            section VARCHAR NOT NULL,
            urgent BOOLEAN NOT NULL,
            started_on VARCHAR,
            first_due VARCHAR,
            due VARCHAR,
            extensions INTEGER NOT NULL,
            status VARCHAR NOT NULL,
            last_on VARCHAR,
            closed_on VARCHAR,
            closed_how VARCHAR,
            PRIMARY KEY (audit_id, action_id),
            FOREIGN KEY(audit_id) REFERENCES audit (id)
        )
        """
    )
    op.execute("CREATE INDEX action_team ON action_summary (team_id, closed_on, due)")
    op.execute("CREATE INDEX action_open ON action_summary (closed_on, due, started_on, team_id, audit_id)")
