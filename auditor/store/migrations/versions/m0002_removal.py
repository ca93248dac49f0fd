"""An audit whose time is over may be removed: no table changes, but two triggers let it go.

Every trigger is made anew after the migrations, as declared in :mod:`auditor.store.triggers`. A program that does not
know removals would take such a store for a damaged one, so it has to refuse it.
"""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nothing but the version."""
