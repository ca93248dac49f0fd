"""The list of any length: it fetches what comes into view, and keeps only what is near."""

from textual import on
from textual.app import App, ComposeResult

from auditor.tui.app import AuditorApp
from auditor.tui.widgets.virtual_list import KEPT_PAGES, PAGE, Column, VirtualList

COUNT = PAGE * 40


class Numbers(App[None]):
    """Ten thousand numbers, a page at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[int] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return AuditorApp.get_theme_variable_defaults(self)  # type: ignore[arg-type]

    def compose(self) -> ComposeResult:
        yield VirtualList[int]([Column("Number", 0, lambda number: (str(number), ""))])

    def on_mount(self) -> None:
        self.query_one(VirtualList).show(COUNT, range(PAGE))

    @on(VirtualList.PagesWanted)
    def fetch(self, message: VirtualList.PagesWanted) -> None:
        self.fetched += message.pages
        pages = {page: range(page * PAGE, (page + 1) * PAGE) for page in message.pages}
        message.virtual_list.put_pages(pages)


async def test_a_long_list_walked_through_keeps_only_what_is_near() -> None:
    app = Numbers()
    async with app.run_test(size=(40, 20)) as pilot:
        rows = app.query_one(VirtualList)
        rows.focus()
        for page in range(1, 40):
            rows.cursor = page * PAGE
            await pilot.pause()
            assert rows.selected == page * PAGE
        kept = {index // PAGE for index in range(0, COUNT, PAGE) if rows.row(index) is not None}
        assert min(kept) >= 39 - 2 * KEPT_PAGES
        await pilot.press("home")
        await pilot.pause()
        assert rows.selected == 0, "what was dropped is fetched again"
        assert app.fetched.count(0) == 1
