"""The list of any length: only what is in view is asked for."""

from collections.abc import Sequence
from typing import Any

import pytest
from textual import on
from textual.app import App, ComposeResult

from auditor.tui.app import AuditorApp
from auditor.tui.themes import DARK
from auditor.tui.widgets.virtual_list import PAGE, Column, VirtualList

MANY = 100_000


class ListApp(App[None]):
    """A list of numbers, answered at once."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.asked: list[tuple[int, ...]] = []
        self.chosen: list[Any] = []

    get_theme_variable_defaults = AuditorApp.get_theme_variable_defaults

    def compose(self) -> ComposeResult:
        number = Column[str]("Number", 8, lambda row: (row, "strong"), right=True)
        yield VirtualList([number, Column("Text", 0, lambda row: (f"row [b]{row}[/] \x1b[31m", ""))])

    @on(VirtualList.PagesWanted)
    def answer(self, message: VirtualList.PagesWanted) -> None:
        self.asked.append(message.pages)
        pages: dict[int, Sequence[str]] = {
            page: [str(index) for index in range(page * PAGE, min((page + 1) * PAGE, MANY))] for page in message.pages
        }
        self.query_one(VirtualList).put_pages(pages)

    @on(VirtualList.Chosen)
    def note(self, message: VirtualList.Chosen) -> None:
        self.chosen.append(message.row)


@pytest.fixture
async def pilot() -> Any:
    app = ListApp()
    async with app.run_test(size=(60, 12)) as pilot:
        app.query_one(VirtualList).focus()
        app.query_one(VirtualList).show(MANY)
        await pilot.pause()
        yield pilot


async def test_only_the_pages_in_view_are_asked_for(pilot: Any) -> None:
    rows = pilot.app.query_one(VirtualList)
    await pilot.press("end")
    await pilot.pause()
    assert rows.cursor == MANY - 1
    assert rows.selected == str(MANY - 1)
    assert pilot.app.asked == [(0,), (499,)]


async def test_every_key_moves(pilot: Any) -> None:
    rows = pilot.app.query_one(VirtualList)
    await pilot.press("down", "down", "up")
    assert rows.cursor == 1
    await pilot.press("pagedown")
    assert rows.cursor == 11
    await pilot.press("pageup", "end", "home")
    assert rows.cursor == 0
    await pilot.press("up")
    assert rows.cursor == 0
    await pilot.press("enter")
    assert pilot.app.chosen == ["0"]


async def test_cells_are_literal_and_carry_no_control_codes(pilot: Any) -> None:
    line = "".join(segment.text for segment in pilot.app.query_one(VirtualList).render_line(1))
    assert line.startswith("        0  row [b]0[/] [31m")
    assert len(line) == 60


async def test_wide_signs_keep_the_columns_in_place(pilot: Any) -> None:
    rows = pilot.app.query_one(VirtualList)
    rows.show(1, ["漢字漢字漢字漢字"])
    strip = rows.render_line(1)
    assert strip.cell_length == 60
    assert "…" in strip.text


async def test_a_click_selects_and_a_second_one_opens(pilot: Any) -> None:
    await pilot.click(VirtualList, offset=(3, 4))
    assert pilot.app.query_one(VirtualList).cursor == 3
    await pilot.click(VirtualList, offset=(3, 4), times=2)
    assert pilot.app.chosen == ["3"]
