"""Somebody at the moderation screens, with the real audit screen, on a real encrypted store."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from moderation_desk import PRESSED
from store_builders import PASSPHRASE

Start = Callable[..., Any]


class ModerationDesk:
    """A running application, that notes which keys were pressed."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    async def press(self, *keys: str) -> None:
        for name in keys:
            active = self._desk.app.screen.active_bindings.get(name)
            if active is not None and active.enabled and active.binding.id:
                PRESSED.add(active.binding.id)
            await self._desk.press(name)

    async def line(self, text: str) -> None:
        """Type one line into the dialogue, and take it."""
        self._desk.put("#line", text)
        await self._desk.press("enter")

    @property
    def works(self) -> set[str]:
        """The ids of the keys that work now."""
        return {one.binding.id for one in self._desk.app.screen.active_bindings.values() if one.enabled}

    @property
    def numbers(self) -> list[str]:
        """The LCS numbers listed."""
        rows = self._desk.screen.query_one("#audits")
        return [rows.row(index).lcs_number for index in range(rows.count)]


@pytest.fixture
def at_moderation(at_the_door: Start) -> Start:
    """Runs the application, unlocked by somebody, in the Moderation mode."""

    @asynccontextmanager
    async def start(name: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[ModerationDesk]:
        async with at_the_door(size=size) as plain:
            desk = ModerationDesk(plain)
            names = [slot.label for slot in desk.screen._door.slots]
            for _ in range(names.index(name)):
                desk.screen.action_who(1)
            desk.put("#passphrase", PASSPHRASE)
            await desk.press("enter")
            assert desk.app.who == name
            await desk.press("f6")
            yield desk

    return start
