"""A screen leaves itself, once, and never another one.

Keys may come faster than screens: a second Enter reaches a dialogue that has gone, and ``ctrl+p`` may lie over a screen
that was just told to go. Textual then takes away whichever screen is on top, or stops when there is none left.
"""

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

if TYPE_CHECKING:
    _Base = Screen[Any]
else:
    _Base = object


class LeavesOnce(_Base):
    """What a screen is besides a screen: its own ``dismiss``."""

    _leaves_with: tuple[Any] | None = None

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave with an answer: now, when what lies over it has gone, or not at all when it has left already."""
        if not any(self in stack for stack in self.app._screen_stacks.values()):
            return AwaitComplete()
        if self._leaves_with is None:
            self._leaves_with = (result,)
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(self._leaves_with[0])

    def on_screen_resume(self) -> None:
        """Leave, where that was asked for while something lay over it."""
        if self._leaves_with is not None:
            self.dismiss()


class Dialog(LeavesOnce, ModalScreen[ScreenResultType]):
    """A dialogue."""
