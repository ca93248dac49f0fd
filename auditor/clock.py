"""The one clock: everything that needs to know the time is handed it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]
"""Returns the moment now, in UTC."""


def system_clock() -> datetime:
    """The moment now, in UTC, by this machine's clock."""
    return datetime.now(UTC)


def today(clock: Clock) -> date:
    """The local calendar day of the clock's moment."""
    return clock().astimezone().date()
