"""Whole screens as text, at 80x24 and 120x40, with a clock that stands still enough.

After a wanted change: ``AUDITOR_GOLDEN=write pytest tests/tui/test_golden_screens.py -n 0``, and read the difference.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from store_builders import World, child, new_audit

Start = Callable[..., Any]
SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def some_work(world: World, finished_audit: UUID) -> World:
    with closing(world.open()) as service:
        edition = service.standards.current
        new_audit(service, "9900002", due=date(2026, 11, 17))
        new_audit(service, "9900003", due=date(2026, 12, 4), profile=child(edition, "cared_for", age="age_16_17"))
        new_audit(service, "9900004", profile=child(edition, "child_protection", age="unborn"))
    return world


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("work", ()),
        ("new_audit", ("n", *"9900005", "enter", "2", "enter", "enter", "2", "enter", "4", "y", "n")),
        ("measures", ("f4", "down")),
        ("help", ("f1",)),
    ],
)
async def test_screen(
    at_work: Start,
    some_work: World,
    golden: Callable[[Any, str], None],
    size: tuple[int, int],
    name: str,
    keys: tuple[str, ...],
) -> None:
    async with at_work(size=size) as desk:
        await desk.press(*keys)
        golden(desk, f"{name}-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_the_door(at_the_door: Start, golden: Callable[[Any, str], None], size: tuple[int, int]) -> None:
    async with at_the_door(size=size) as desk:
        golden(desk, f"unlock-{size[0]}x{size[1]}")
