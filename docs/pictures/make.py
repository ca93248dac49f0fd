"""Draw the pictures in the documentation from the program itself: python docs/pictures/make.py

Everything in them is synthetic. The pictures name no other host: the font is left to whoever looks at them.
"""

import asyncio
import re
import tempfile
from datetime import date
from pathlib import Path

from auditor.tui.app import AuditorApp
from auditor.use_cases.demo import build_demo

HERE = Path(__file__).parent
SIZE = (120, 36)
DAY = date(2026, 11, 22)


async def settle(app: AuditorApp, pilot: object) -> None:
    """Wait until every job has ended and what it led to is drawn."""
    for _ in range(4):
        await app.workers.wait_for_complete()
        await pilot.pause()  # type: ignore[attr-defined]


def keep(app: AuditorApp, name: str) -> None:
    """Write what is on screen, without the address of a font."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(title="auditor"), flags=re.S)
    (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")


async def draw(folder: Path) -> None:
    """Walk through the demo and keep a picture of each place."""
    app = AuditorApp(folder, demo=True)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        keep(app, "work")
        await pilot.press("enter")
        await settle(app, pilot)
        for key in ("3", "2", "3", "3", "g", "right_square_bracket", "3", "3", "2", "1"):
            await pilot.press(key)
            await settle(app, pilot)
        keep(app, "audit")
        await pilot.press("f4")
        await settle(app, pilot)
        keep(app, "measures")
        for key in ("f2", "down", "enter", "escape", "d", "end", *("up",) * 6):
            await pilot.press(key)
            await settle(app, pilot)
        keep(app, "dates")
        await pilot.press("ctrl+r")
        await settle(app, pilot)
        keep(app, "reports")


def main() -> None:
    """Build a demo store in a temporary folder and draw it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "demo"
        build_demo(folder, today=DAY).close()
        asyncio.run(draw(folder))


if __name__ == "__main__":
    main()
