"""What the tests of Reports share: to be on a report, and what stands there."""

from contextlib import closing
from typing import Any
from uuid import UUID

from store_builders import World, finish, new_audit

from auditor.tui.reports.screen import ReportsScreen
from auditor.use_cases.audits.move_audit import submit_audit


def form(desk: Any) -> dict[str, str]:
    return {row.key: row.text for row in desk.screen.query_one("#form").rows}


def told(desk: Any) -> str:
    return " ".join(str(desk.words("#doing")).split())


def left_the_store(desk: Any) -> int:
    with desk.app.service.store.reading() as reader:
        return len(list(reader.disclosures()))


async def on(desk: Any, report: str) -> None:
    """Show the mode, and be on a report."""
    await desk.press("ctrl+r")
    assert isinstance(desk.screen, ReportsScreen)
    assert desk.screen.query_one("#reports").be_on(report)
    await desk.settle()


def submitted(world: World, number: str = "9900001") -> UUID:
    with closing(world.open("Sam")) as sam:
        audit = new_audit(sam, number)
        finish(sam, audit)
        submit_audit(sam, audit)
    world.opened.clear()
    return audit


async def on_other(desk: Any, report: str) -> None:
    desk.screen.query_one("#reports").be_on(report)
    await desk.settle()
