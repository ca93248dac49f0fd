"""Reports: saving files, what is asked before, and opening them."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from reports_desk import form, left_the_store, on, on_other, submitted, told
from store_builders import World, finish, new_audit

from auditor.audit.changes import Change
from auditor.audit.facts import FactKind
from auditor.tui.dialogs import AskLine, ConfirmDialog
from auditor.tui.pick import PickOne
from auditor.tui.reports.saving import SaveDialog
from auditor.tui.reports.screen import ReportsScreen
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record

Start = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("at_home")


async def test_a_pdf_is_saved(at_work: Start, world: World, tmp_path: Path) -> None:
    submitted(world)
    async with at_work() as desk:
        await on(desk, "measures")
        await desk.press("p", "s")
        assert isinstance(desk.screen, SaveDialog)
        assert desk.screen.query_one("#where").value == "~/measures-2026-07-to-2026-09"
        desk.put("#where", str(tmp_path))
        await desk.press("ctrl+s")
        file = tmp_path / "measures-2026-07-to-2026-09.pdf"
        assert file.read_bytes().startswith(b"%PDF")
        assert file.name in told(desk).replace(" ", "")
        assert left_the_store(desk) == 1


async def test_several_forms_and_the_same_again(at_work: Start, at_home: Path) -> None:
    async with at_work() as desk:
        await on(desk, "measures")
        await desk.press("s", "space")
        await desk.press("ctrl+s")
        assert "No form is chosen." in desk.words("#wrong")
        for number in range(1, 7):
            await desk.press(str(number))
        await desk.press("1", "2", "3", "5", "enter")
        assert desk.app.focused.id == "where"
        await desk.press("enter")
        saved = sorted(file.suffix for file in at_home.iterdir() if file.is_file())
        assert saved == [".csv", ".txt"]
        (text,) = at_home.glob("*.txt")
        text.write_text("mine", "utf-8")
        await desk.press("s")
        assert isinstance(desk.screen, SaveDialog)  # in the same forms
        await desk.press("ctrl+s")
        assert isinstance(desk.screen, ConfirmDialog)
        assert text.name in desk.text
        await desk.press("enter")
        assert text.read_text("utf-8") == "mine"
        await desk.press("s", "ctrl+s", "y")
        assert text.read_text("utf-8") != "mine"


async def test_a_place_that_is_none_stays_to_be_mended(at_work: Start, tmp_path: Path) -> None:
    async with at_work() as desk:
        await on(desk, "measures")
        await desk.press("s")
        desk.put("#where", str(tmp_path / "none" / "x"))
        await desk.press("ctrl+s")
        assert "There is no such folder." in desk.words("#wrong")
        await desk.press("escape")
        assert isinstance(desk.screen, ReportsScreen)


async def test_who_is_named_is_asked_about_first(at_work: Start, world: World, at_home: Path) -> None:
    with closing(world.open("Sam")) as sam:
        audit = new_audit(sam, "9900001")
        finish(sam, audit)
        said = {"kind": "strength", "text": "Mrs Quillfeather rang from 07700 900123.", "about": ""}
        record(sam, open_audit(sam, audit), [Change(FactKind.FINDING, "f9", said)])
    world.opened.clear()
    async with at_work() as desk:
        await on(desk, "audit")
        await desk.press("enter", "enter", "enter", "s", "ctrl+s")
        assert isinstance(desk.screen, ConfirmDialog)
        assert "07700 900123" in desk.text
        assert list(at_home.glob("*.pdf")) == []
        await desk.press("enter")
        assert list(at_home.glob("*.pdf")) == []
        assert left_the_store(desk) == 0
        await desk.press("s", "ctrl+s", "y")
        (file,) = at_home.glob("*.pdf")
        assert file.name == "audit-9900001.pdf"


async def test_what_is_published_asks_for_what(at_work: Start, at_home: Path) -> None:
    async with at_work() as desk:
        await desk.press("ctrl+r")
        rows = desk.screen.query_one("#reports").rows
        public = next((at for at, row in enumerate(rows) if row.heading and row.text == "To be published"), None)
        assert public is not None
        await on_other(desk, rows[public + 1].key)
        assert form(desk)["profile"].startswith("dfe, for the public: 1 to 5 becomes c")
        await desk.press("s")
        assert "Say for what it is published." in told(desk)
        await desk.press("enter")
        assert isinstance(desk.screen, AskLine)
        desk.put("#line", "the board of November")
        await desk.press("enter")
        assert form(desk)["why"] == "the board of November"


async def test_a_saved_file_is_opened_or_said_where_it_is(
    at_work: Start, at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    async with at_work() as desk:
        await on(desk, "measures")
        assert "open" not in desk.lines()[-1]
        await desk.press("s", "1", "6", "ctrl+s", "o")
        assert "Nothing here opens files. It is in ~/measures-2026-07-to-2026-09.txt" in told(desk)
        await desk.press("s", "1", "ctrl+s", "y", "o")
        assert isinstance(desk.screen, PickOne)
        await desk.press("enter")
        assert "It is in ~/measures-2026-07-to-2026-09.pdf" in told(desk)
