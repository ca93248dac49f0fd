"""Lock the screen when nobody has touched the keyboard for a while. Drafts are kept: nothing is closed."""

from collections.abc import Callable
from time import monotonic

MINUTES = 10
LOOK_EVERY_S = 15.0


class IdleWatch:
    """Knows for how long nothing was pressed.

    Args:
        seconds: after how long the person counts as gone.
        now: a clock that only goes forward, in seconds.
    """

    def __init__(self, seconds: float = MINUTES * 60, now: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._now = now
        self._last = now()

    def touched(self) -> None:
        """Note that something was pressed."""
        self._last = self._now()

    @property
    def is_gone(self) -> bool:
        """Whether the person counts as gone."""
        return self._now() - self._last >= self._seconds
