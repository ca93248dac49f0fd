"""A whole audit of a child on a protection plan, by keyboard, from the first answer to the entry for LCS."""

from pathlib import Path

import pytest
from audit_desk import AuditDesk
from textual.screen import ModalScreen

from auditor.audit.completeness import conversations_asked
from auditor.audit.outcome import outcome
from auditor.audit.states import State
from auditor.tui.audit.dates_rows import WANTED

pytestmark = pytest.mark.slow

DATES = Path(__file__).parents[2] / "data" / "key_dates_of_a_plan.csv"
KEYS_AT_MOST = 140
"""With the dates of the file read from a list; entering them is new, accepting what they propose saves a key each."""


async def enter_dates(desk: AuditDesk) -> int:
    """Read the dates from a list, say what did not happen, and accept all that is in time; how many were accepted."""
    await desk.press("d", "i")
    await desk.type(str(DATES))
    await desk.press("enter")
    while desk.row.startswith(WANTED):
        await desk.press("n")
    await desk.press("A")
    return len(desk.examination.answers)


async def answer_everything(desk: AuditDesk) -> int:
    """Answer, grade, judge: one key each, the screen goes on by itself; how often a line of reason was asked."""
    reasons = 0
    for _ in range(200):
        if desk.screen.place not in {unit.id for unit in desk.screen.units}:
            return reasons
        item = desk.screen.criteria.item
        proposes = item is not None and desk.screen.criteria.can_accept(item)
        await desk.tap("g" if item is None else "a" if proposes else "3")
        await desk.pilot.pause()
        if desk.editing:
            reasons += 1
            await desk.type("By the notes.")
            await desk.tap("enter")
            await desk.pilot.pause()
    raise AssertionError("the sections never end")


async def test_a_whole_audit_takes_few_keys(audit, service) -> None:
    async with audit() as desk:
        accepted = await enter_dates(desk)
        assert accepted >= 6
        for_dates = desk.pressed
        assert for_dates <= 20  # typed one by one, each date takes two keys beside its digits
        desk.screen.show(desk.screen.units[0].id)
        await desk.settle()
        scope = desk.screen.desk.shown.scope
        assert 55 <= len(scope.asked) <= 80
        reasons = await answer_everything(desk)
        await desk.settle()
        assert reasons <= 2
        sections = desk.pressed - for_dates
        assert desk.screen.place == "judgements"
        while desk.screen.place == "judgements":
            await desk.press("g")
        graded = len(scope.graded_sections) + sum(1 for item in scope.judgements if item.graded_by_auditor)
        keys = len(scope.asked) - accepted + reasons
        assert desk.pressed - for_dates == keys + graded  # one key each, not one more
        assert sections == keys + len(scope.graded_sections)

        assert desk.screen.place == "conversations"
        for _ in conversations_asked(scope):
            await desk.press("s")
            await desk.type("-2w")
            await desk.press("enter")
            await desk.type("It helps that she comes when she says she will.")
            await desk.press("tab")
        assert desk.screen.place == "findings"
        for letter, text in (("s", "She is known as a person."), ("i", "Chronology stops in November 2024.")):
            await desk.press(letter)
            await desk.type(text)
            await desk.press("enter")
        await desk.press("]")
        for text in ("Bring the chronology up to date", "Book a direct work session", "Ask the father's family"):
            await desk.press("a")
            await desk.type(text)
            await desk.press("enter")
            await desk.type("social worker")
            await desk.press("enter")
            await desk.type("+4w")
            await desk.press("enter")
        await desk.press("]", "3")
        await desk.type("She sleeps through the night now.")
        await desk.press("tab")
        assert desk.screen.place == "overall"
        await desk.press("g")
        assert desk.screen.place == "summary"
        assert desk.rows[0] == "submit"
        await desk.press("s")
        assert isinstance(desk.app.screen, ModalScreen)
        await desk.press("y")

        assert desk.pressed <= KEYS_AT_MOST
        stored = desk.stored
        assert stored.state is State.SUBMITTED
        found = outcome(stored.scope, stored.examination)
        assert found.overall == "good"
        assert set(found.sections.values()) == {"good"}
        assert len(found.sections) == len(scope.graded_sections)
        given = stored.examination.answers.values()
        assert {one.answer for one in given} == {"met", "partly_met", None}  # late, and not yet due
        assert len(stored.examination.key_dates) >= 30
        assert len(stored.examination.actions) == 3
        assert {talk.outcome for talk in stored.examination.conversations.values()} == {"spoken"}
        assert desk.screen.desk.shown.read_only
        assert "To read only: submitted on 20/11/2026" in desk.text

        await desk.press("c")
        assert "Chronology stops in November 2024." in desk.app.copied
        assert "good" not in desk.app.copied.lower().replace("what was done well", "")
        await desk.press("m", "t", "enter")
        assert desk.stored.lcs_entered_on == service.today().isoformat()
        assert "entered on LCS on 20/11/2026" in desk.text
