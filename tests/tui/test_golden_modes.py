"""Whole screens of what comes after an audit, at 80x24 and 120x40: a small store, a fixed clock, fixed ids.

After a wanted change: ``AUDITOR_GOLDEN=write pytest tests/tui/test_golden_modes.py -n 0``, and read the difference.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from moderation_builders import assigned, moderate, submitted
from round_worlds import SAID, drawn, heard, thematic_round, who
from store_builders import World
from team_builders import final_audit

from auditor.audit.concerns import Concern, ConcernKind
from auditor.audit.examination import OVERALL
from auditor.use_cases.audits.concerns import raise_concern
from auditor.use_cases.rounds.allocate import allocate
from auditor.use_cases.rounds.findings import write_finding
from auditor.use_cases.rounds.plan import read_round

if not hasattr(time, "tzset"):
    pytest.skip("the time of this place cannot be set", allow_module_level=True)

Start = Callable[..., Any]
SIZES = [(80, 24), (120, 40)]
PATIENCE_S = 60.0


@pytest.fixture(autouse=True)
def in_utc() -> Iterator[None]:
    """Moments are shown in the time of this place: here always the same."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def waiting(world: World) -> None:
    """One to moderate by Mo, one to be compared, one to be picked."""
    assigned(world, "9900001")
    moderate(world, assigned(world, "9900002"), {OVERALL: "inadequate", "ps06": "outstanding"})
    submitted(world, "9900003")


def stands(world: World) -> None:
    """An audit that was moderated, with an action; one that is inadequate, with a concern."""
    final_audit(world, "9900004", moderated=True)
    inadequate = final_audit(world, "9900005", overall="inadequate")
    with closing(world.open("Sam")) as sam:
        raise_concern(sam, inadequate, Concern(ConcernKind.CHILD, "The child was alone at night.", told="team manager"))


def a_round(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        sam.store.salt = random.Random(1).randbytes  # the seed of the draw
        drawn(world, sam)


def a_round_to_report(world: World) -> None:
    """A thematic round with an audit; one finding written, and the figures changed since."""
    of, _ = thematic_round(world)
    with closing(world.open("Sam")) as sam:
        write_finding(sam, of, "how_chosen", "Six of six cases were drawn.")
        number = min(line.case.lcs_number for line in read_round(sam, of).lines if line.allocation.audit is None)
        allocate(sam, of, number, who(sam, "Ada"))
    with closing(world.open("Ada")) as ada:
        heard(ada, number, SAID)


MODES: list[tuple[str, Callable[[World], None], str, tuple[str, ...], str]] = [
    ("moderation", waiting, "Sam", ("f6", "6"), "9900001"),
    ("comparison", waiting, "Ada", ("f6", "2", "enter"), "2 differences"),
    ("actions", stands, "Sam", ("f7",), "About"),
    ("agreement", stands, "Sam", ("f6", "g", "b", "down", "enter"), "Direction"),
    ("concerns", stands, "Sam", ("c",), "The child was alone at night."),
    ("check", stands, "Sam", ("k",), "9900005"),
    ("pathways", stands, "Sam", ("i",), "Re-audit by"),
    ("round", a_round, "Sam", ("f12", "enter"), "expected"),
    ("reports", stands, "Sam", ("ctrl+r", "enter"), "for you"),
    ("report_read", stands, "Sam", ("ctrl+r", "p"), "Counted"),
    ("round_report", a_round_to_report, "Sam", ("f12", "enter", "w", "down", "down"), "Drafted now"),
    ("round_quotes", a_round_to_report, "Sam", ("f12", "enter", "w", "2", "space"), "In the report"),
]


async def shown(desk: Any, words: str) -> None:
    """Wait until words stand on the screen: also what is read only once the cursor has rested on a row."""
    limit = time.monotonic() + PATIENCE_S
    await desk.settle()
    while words not in desk.text:
        assert time.monotonic() < limit, f"{words!r} did not come:\n{desk.text}"
        await desk.settle()


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize(("name", "made", "who", "keys", "words"), MODES, ids=[mode[0] for mode in MODES])
async def test_screen(
    at_work: Start,
    world: World,
    golden: Callable[[Any, str], None],
    size: tuple[int, int],
    name: str,
    made: Callable[[World], None],
    who: str,
    keys: tuple[str, ...],
    words: str,
) -> None:
    made(world)
    world.close()
    world.opened.clear()
    async with at_work(who, size=size) as desk:
        await desk.press(*keys)
        await shown(desk, words)
        golden(desk, f"{name}-{size[0]}x{size[1]}")
