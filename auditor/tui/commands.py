"""The command palette: every action of the screen and of the application, by name, with its key."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType

from auditor.tui.leaving import LeavesOnce
from auditor.tui.themes import THEMES

if TYPE_CHECKING:
    from auditor.tui.app import AuditorApp

_NOT_LISTED = ("list.", "app.palette", "app.theme", "error.", "confirm.", "deliberate.", "ask.", "help.")
"""Moving within a list is not an action to look for; colours are listed one by one."""


def _show_calibrations(app: "AuditorApp") -> Callable[[], None]:
    def show() -> None:
        from auditor.tui.agreement.calibration import CalibrationScreen

        app.push_screen(CalibrationScreen())

    return show


class Palette(LeavesOnce, CommandPalette):
    """Where they are listed and searched."""


class AuditorCommands(Provider):
    """Every action that can be taken now."""

    def _actions(self) -> Iterator[tuple[str, str, IgnoreReturnCallbackType]]:
        """Name, explanation and call of each action, the screen's own first."""
        app = cast("AuditorApp", self.app)
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            listed = binding.id and not binding.id.startswith(_NOT_LISTED) and active.enabled
            if not listed or binding.action in seen:
                continue
            seen.add(binding.action)
            shown = app.get_key_display(binding)
            call = partial(app.run_action, binding.action, active.node)
            yield f"{binding.description}  ({shown})", binding.tooltip, call
        if app.service is not None and "moderation" in app.open_modes and not app.is_locked:
            yield "Calibrations", "The same invented case, examined by several people.", _show_calibrations(app)
        for name, (_, words) in THEMES.items():
            yield f"Colours (theme): {words}", "Change the colours.", partial(app.choose_theme, name)
        if app.demo:
            yield (
                "Screenshot",
                "Save a picture of this screen: the demo holds synthetic data only.",
                app.deliver_screenshot,
            )

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for name, explanation, call in self._actions():
            yield DiscoveryHit(Content(name), call, text=name, help=explanation)

    async def search(self, query: str) -> Hits:
        """What fits the words typed."""
        matcher = self.matcher(query)
        for name, explanation, call in self._actions():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), call, text=name, help=explanation)
