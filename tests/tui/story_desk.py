"""What the people of a whole story do again and again: walk down a list, wait for a word, read a file, grade blind."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from typing import Any
from uuid import UUID

from round_worlds import case_list
from store_builders import World, everything_left

from auditor.audit.changes import Change, gradable
from auditor.audit.facts import FactKind
from auditor.audit.scope import Scope
from auditor.audit.states import State
from auditor.store.records import AuditSummary
from auditor.tui.audit.screen import AuditScreen
from auditor.tui.moderation.screen import ModerationScreen
from auditor.tui.moderation.submit_dialog import SubmitGradesDialog
from auditor.tui.rounds.board import BoardScreen
from auditor.tui.rounds.mine import AllocatedScreen
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.tui.work.new_audit import NewAuditScreen
from auditor.tui.work.screen import WorkScreen
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record

STRENGTH = "Visits are kept and the child is seen alone."
AREA = "The chronology stops in May."
WHAT = "Bring the chronology up to date."
FOR_TESS = "Go through the plan in supervision."
NOTE = "Read from page nine on."
TRIES = 400

At = Callable[[str], AbstractAsyncContextManager[Any]]
"""Starts the application with somebody at it."""


async def until(desk: Any, words: str) -> None:
    """Wait until the screen says something: a list reads the row one rests on a moment later."""
    for _ in range(TRIES):
        told = desk.words("#told-words") if desk.screen.query("#told-words") else ""
        if words in " ".join(desk.text.split()) or words in told:
            return
        await desk.pilot.pause(0.01)
        await desk.settle()
    raise AssertionError(f"never on screen: {words}\n{desk.text}")


async def until_read(desk: Any) -> None:
    """Wait until the reports on the action one rests on are read: only then is it known who owns it."""
    for _ in range(TRIES):
        if desk.screen.one is not None:
            return
        await desk.pilot.pause(0.01)
    raise AssertionError("never read")


async def line(desk: Any, *texts: str) -> None:
    """Type lines into one dialogue after another."""
    for text in texts:
        await desk.type(text)
        await desk.press("enter")


async def on(desk: Any, words: str) -> None:
    """Walk down the list on screen to the row that says something."""
    rows = desk.screen.query_one(VirtualList)
    await desk.press("home")
    for _ in range(rows.count):
        if words in repr(rows.selected):
            return
        await desk.press("down")
    raise AssertionError(f"not listed: {words}\n{desk.text}")


async def to_summary(desk: Any) -> None:
    """Go to the last part of an audit."""
    assert isinstance(desk.screen, AuditScreen)
    await desk.press("tab", "end", "enter")
    assert desk.screen.place == "summary"


def first_asked(scope: Scope) -> str:
    """The question whose action is looked at again."""
    return next(iter(scope.asked))


def of_case(world: World, number: str) -> list[AuditSummary]:
    with closing(world.open("Sam")) as sam, sam.store.reading() as reader:
        return sorted(reader.audits_of_case(number), key=lambda one: one.audit_id)


def read_the_file(world: World, name: str, audit_id: UUID, strength: str, area: str, answer: str = "met") -> None:
    """What test_whole_audit.py presses: everything answered, and graded good; with actions where one is not met."""
    with closing(world.open(name)) as service:
        opened = open_audit(service, audit_id)
        asked = first_asked(opened.scope)
        changes = [change for change in everything_left(opened) if change.kind is not FactKind.FINDING]
        changes.append(Change(FactKind.FINDING, "s1", {"kind": "strength", "text": strength, "about": ""}))
        changes.append(Change(FactKind.FINDING, "i1", {"kind": "improve", "text": area, "about": asked}))
        if answer != "met":
            changes = [change for change in changes if (change.kind, change.key) != (FactKind.ANSWER, asked)]
            changes.append(Change(FactKind.ANSWER, asked, {"answer": answer, "note": NOTE}))
            body = {"due": "2026-12-14", "finding": "i1", "about": asked}
            for key, what, owner in (("a1", WHAT, "social worker"), ("a2", FOR_TESS, "team manager")):
                changes.append(Change(FactKind.ACTION, key, {**body, "what": what, "owner": owner}))
        record(service, opened, changes)


async def grade_blind(mo: Any, number: str, hidden: tuple[str, ...], grades: dict[str, str]) -> None:
    """Grade alone, and submit; after every key, no word of the first examination stands on screen."""

    async def press(*keys: str) -> None:
        for name in keys:
            await mo.press(name)
            shown = " ".join(mo.text.split())
            assert [words for words in hidden if words in shown] == [], f"after {name}"

    for mode in ("f2", "f4", "f7", "f10", "f6"):
        await press(mode)
    await press("1", "v", "m", "p", "4", "1")
    assert isinstance(mo.screen, ModerationScreen)
    assert number in mo.text
    await press("enter")
    assert isinstance(mo.screen, AuditScreen)
    assert "blind moderation" in mo.text
    for key in gradable(mo.screen.desk.shown.scope):
        await press({"outstanding": "o", "requires_improvement": "r"}.get(grades.get(key, ""), "g"))
    assert mo.screen.place == "summary"
    await press("s")
    assert isinstance(mo.screen, SubmitGradesDialog)
    await mo.press("n")


async def on_pair(desk: Any, key: str) -> None:
    await desk.press("home")
    for _ in range(TRIES):
        if desk.screen.pair.key == key:
            return
        await desk.press("down")
    raise AssertionError(f"no difference in {key}")


# -- a round, and the first examination -------------------------------------------------------------------------------


async def plan_a_round(at: At, world: World) -> str:
    """Sam plans, reads in six cases, draws three, and asks Ada and Mo for one of North; its LCS number."""
    async with at("Sam") as sam:
        await sam.press("f12", "n")
        await sam.type("Winter")
        await sam.press("enter", "enter", "enter")
        await sam.type("18/12/2026")
        await sam.press("enter", "1", "8", "1", "enter")
        assert isinstance(sam.screen, BoardScreen)
        await sam.press("c")
        sam.put("#line", str(case_list(world.folder.parent)))
        await sam.press("enter")
        assert "6 cases in the list" in sam.text
        await sam.press("d")
        await line(sam, "3")
        assert "expected 3 allocated 0" in " ".join(sam.text.split())
        await on(sam, "990000")
        number = sam.screen._line.case.lcs_number
        await sam.press("a")
        assert "cannot: Tom manages the team" in " ".join(sam.text.split())
        await line(sam, "Ada")
        await on(sam, number)
        await sam.press("m")
        await line(sam, "Mo")
        await sam.press("s", "right", "enter")
        assert "allocated 3 started 0" in " ".join(sam.text.split())
    return number


async def start_the_audit(at: At, world: World, number: str) -> UUID:
    """Ada starts what was allocated to her, and answers the first question."""
    async with at("Ada") as ada:
        assert "allocated to you" in ada.text
        await ada.press("f12")
        assert isinstance(ada.screen, WorkScreen), "rounds are the QA lead's"
        await ada.press("6")
        assert isinstance(ada.screen, AllocatedScreen)
        await on(ada, number)
        await ada.press("enter")
        assert isinstance(ada.screen, NewAuditScreen)
        await ada.press("enter", "enter", "3", "enter", "4", "a", "enter")
        assert isinstance(ada.screen, AuditScreen)
        await ada.press("3")
        assert len(ada.screen.desk.shown.examination.answers) == 1
        await ada.press("escape")
    (started,) = of_case(world, number)
    assert (started.state, started.answered) == (State.DRAFT, 1)
    return started.audit_id


async def submit(desk: Any, number: str) -> None:
    """Open one's draft from Work and submit it."""
    await on(desk, number)
    await desk.press("enter")
    await to_summary(desk)
    await desk.press("s", "y")
    assert "Submitted." in desk.text
