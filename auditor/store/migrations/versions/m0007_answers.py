"""The answers of an audit that counts, in its summary: what a thematic report sums over."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """A column that may be empty; it is filled when the projections are made anew, which an upgrade does."""
    op.execute("ALTER TABLE audit_summary ADD COLUMN answers VARCHAR")
