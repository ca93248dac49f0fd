"""What is about to be recorded in an audit of the demo: one entry of a person, at a moment."""

from datetime import UTC, date, datetime, time
from typing import NamedTuple
from uuid import UUID

from auditor.audit.facts import Body, FactKind


class Entry(NamedTuple):
    """One entry; ``examination`` is None for what belongs to the audit as a whole."""

    at: datetime
    by: UUID
    kind: FactKind
    key: str
    body: Body
    examination: UUID | None = None


def at_time(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment on a day."""
    return datetime.combine(day, time(hour, minute), UTC)
