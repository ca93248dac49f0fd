"""The list of a person's own audits, counted and ordered from an index alone: over many audits it read every row."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """The index by auditor, with all that the list asks for."""
    op.execute("DROP INDEX summary_auditor")
    op.execute(
        "CREATE INDEX summary_auditor ON audit_summary "
        "(auditor_id, state, changed_at, audit_id, kind, team_id, moderator_id, blind, lcs_entered_on)"
    )
